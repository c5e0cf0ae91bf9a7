//! The foot of the form: 填表人, 负责人 and 电话, wherever somebody has moved them.

use super::layout::{Header, start};
use super::template::{Column, FOOT};
use super::{Grid, Raw};
use crate::report::{Cell, LONGEST_SIGNED, Signed};

/// How far to the right of its label something is looked for.
const NEAR: u16 = 8;

/// What stands at the foot; nothing when the worksheet has none of the labels, as templates before version 2.
pub(super) fn signed(grid: &Grid) -> Option<Signed> {
    let code = Header::find(grid)?.columns.get(&Column::Code).copied();
    let mut signed = Signed::default();
    let mut found = false;
    for (label, of) in FOOT {
        // The row of an item is no place for it, whatever its reason says.
        let is_item = |cell: &Cell| {
            let code = code.and_then(|column| grid.cells.get(&Cell { column, ..*cell }));
            code.is_some_and(|raw| !raw.is_blank())
        };
        let at = grid.cells.iter().rev().find_map(|(cell, raw)| {
            let rest = raw.as_text()?.trim().strip_prefix(label)?.trim_start_matches(['：', ':', ' ', '\u{3000}']);
            let plain = rest.is_empty() || raw.as_text()?.trim()[label.len()..].trim_start().starts_with(['：', ':']);
            (plain && !is_item(cell)).then(|| (*cell, rest.trim().to_owned()))
        });
        let Some((cell, beside)) = at else { continue };
        found = true;
        let text = if beside.is_empty() { right_of(grid, cell) } else { beside };
        *of(&mut signed) = text.chars().take(LONGEST_SIGNED).collect();
    }
    found.then_some(signed)
}

/// The first thing to the right, which is no label itself.
fn right_of(grid: &Grid, cell: Cell) -> String {
    let to = Cell { column: cell.column.saturating_add(NEAR), ..cell };
    let from = Cell { column: cell.column.saturating_add(1), ..cell };
    let filled = grid.cells.range(from..=to).find(|(_, raw)| !raw.is_blank()).map(|(_, raw)| raw);
    let text = filled.map(Raw::shown).unwrap_or_default();
    let is_label = FOOT.iter().any(|(label, _)| text.trim().trim_end_matches(['：', ':']) == *label);
    if is_label { String::new() } else { start(text.trim()) }
}
