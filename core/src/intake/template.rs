//! The workbook a park downloads: where everything stands in it. Others build on these cells.

use rust_decimal::Decimal;

use crate::format;
use crate::id::Code;
use crate::period::Basis;
use crate::report::{Cell, Row};
use crate::view::Sheet;
use crate::words::Lang;
use crate::zone::Zone;

/// Version of the layout, written into the workbook.
pub const VERSION: &str = "1";

/// Row of the column headings, from 0.
pub const HEADER_ROW: u32 = 5;
/// Row of the first item, from 0.
pub const FIRST_ROW: u32 = 6;

/// A column of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 代码: the item's code, by which a row is known.
    Code,
    /// 指标名称.
    Name,
    /// 计量单位.
    Unit,
    /// 口径: 当月, 累计 or 期末.
    Basis,
    /// 上年同期, for comparison; not read back.
    YearAgo,
    /// 本期: to fill in.
    Value,
    /// 标注: 估计, 口径调整, 不适用 or 保密.
    Mark,
    /// 情况说明: the reason that answers a warning.
    Reason,
}

/// The columns from left to right, with their headings.
pub const COLUMNS: [(Column, &str); 8] = [
    (Column::Code, "代码"),
    (Column::Name, "指标名称"),
    (Column::Unit, "计量单位"),
    (Column::Basis, "口径"),
    (Column::YearAgo, "上年同期"),
    (Column::Value, "本期"),
    (Column::Mark, "标注"),
    (Column::Reason, "情况说明"),
];

/// A workbook to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Name of the worksheet.
    pub sheet: String,
    /// Name of the file.
    pub file: String,
    /// Title, in the first row.
    pub title: String,
    /// Label and content of the rows under the title: place of the label, label, content. The content stands
    /// in the next cell to the right. `park` and `month` are known by 园区代码 and 报告期代码.
    pub labels: Vec<(Cell, &'static str, String)>,
    /// How to fill it in; in the row above the headings.
    pub note: String,
    /// The items.
    pub lines: Vec<TemplateLine>,
}

/// One item of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateLine {
    /// Heading it stands under.
    pub section: String,
    /// Code.
    pub code: Code,
    /// Name, indented when it is a part of another.
    pub name: String,
    /// Whether it is a part of another: 其中.
    pub is_part: bool,
    /// Unit.
    pub unit: &'static str,
    /// 口径 in words.
    pub basis: &'static str,
    /// 上年同期.
    pub year_ago: Option<Decimal>,
    /// What stands in the last revision, to go on from.
    pub row: Option<Row>,
    /// Whether the item takes whole numbers alone.
    pub whole: bool,
}

impl Template {
    /// The workbook of a sheet.
    pub fn of(zone: &Zone, sheet: &Sheet) -> Self {
        let park = zone.park(&sheet.park).map_or(sheet.park.to_string(), |park| park.name.clone());
        let month = format::period(sheet.month, Basis::Month, Lang::Chinese);
        let at = |row, column| Cell { row, column };
        let line = |item: &crate::zone::Item| {
            let line = sheet.lines.iter().find(|line| line.item == item.code);
            TemplateLine {
                section: item.section.clone(),
                code: item.code.clone(),
                name: item.name.clone(),
                is_part: item.part_of.is_some(),
                unit: item.unit.name(),
                basis: format::basis(item.basis).text(Lang::Chinese),
                year_ago: line.and_then(|line| line.year_ago),
                row: line.and_then(|line| line.row.clone()),
                whole: item.unit.is_whole(),
            }
        };
        let demo = if sheet.demo { "【演示数据】" } else { "" };
        Self {
            sheet: "月报".to_owned(),
            file: format!("{}_{}_{}.xlsx", zone.form.id, sheet.park, sheet.month),
            title: format!("{demo}{}", zone.form.name),
            labels: vec![
                (at(1, 0), "填报园区", park),
                (at(1, 4), "园区代码", sheet.park.to_string()),
                (at(2, 0), "报告期", month),
                (at(2, 4), "报告期代码", sheet.month.to_string()),
                (at(3, 0), "表号", zone.form.id.clone()),
                (at(3, 4), "模板版本", VERSION.to_owned()),
            ],
            note: "只填“本期”“标注”“情况说明”三列。累计指标填1月至本月累计数;确为零填0,不适用请在“标注”中选择;有警告的指标在“情况说明”中写明具体原因。".to_owned(),
            lines: zone.form.items.iter().map(line).collect(),
        }
    }
}
