//! One line of the form: the figures to compare with, the cell, its mark, and what the checks say of it.

use duoyuan_core::check::Finding;
use duoyuan_core::draft::{is_blank, mark};
use duoyuan_core::figure::Mark;
use duoyuan_core::format;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::{Item, Level};
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::html::Input;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::adjusting::Adjusting;
use super::editing::{Editing, cell_id, go_to};
use super::finding::FindingNote;
use crate::components::ChangeMark;
use crate::prefs::words;
use crate::say;

/// The marks in the order they are offered.
const MARKS: [Mark; 5] = [Mark::None, Mark::Estimated, Mark::Break, Mark::NotApplicable, Mark::Confidential];

/// One line of the form, and under it a line with its findings when there are any.
#[component]
pub fn Line(editing: Editing, item: Item, #[prop(into)] pasted: Callback<usize>) -> impl IntoView {
    let w = words();
    let item = StoredValue::new(item);
    let code = item.with_value(|item| item.code.clone());
    let code = StoredValue::new(code);
    let before = move |of: fn(&duoyuan_core::view::SheetLine) -> Option<Decimal>| {
        editing.sheet.with(|sheet| sheet.lines.iter().find(|line| line.item == code.get_value()).and_then(of))
    };
    let year_ago = Memo::new(move |_| before(|line| line.year_ago));
    let last_month = Memo::new(move |_| before(|line| line.last_month));
    let typed = Memo::new(move |_| editing.draft.with(|draft| code.with_value(|code| draft.cell(code))));
    let findings = Memo::new(move |_| {
        let found = |code: &_| editing.judged.with(|judged| judged.at(code).cloned().collect::<Vec<Finding>>());
        code.with_value(found)
    });
    let level = Memo::new(move |_| editing.judged.with(|judged| code.with_value(|code| judged.level(code))));
    let is_returned = move || editing.sheet.with(|sheet| sheet.returned_items.contains(&code.get_value()));
    let blank = Memo::new(move |_| findings.with(|findings| findings.iter().any(is_blank)));
    // A blank is said by one word: a wall of sentences on an empty form helps nobody.
    let told = Memo::new(move |_| {
        let said = |finding: &&Finding| !is_blank(finding);
        if editing.open.get() { findings.with(|f| f.iter().filter(said).cloned().collect()) } else { Vec::new() }
    });
    let change = Memo::new(move |_| {
        let beside = |item: &Item| editing.sheet.with(|sheet| editing.draft.with(|draft| draft.year_ago(sheet, item)));
        item.with_value(|item| typed.get().change(beside(item), item))
    });
    let is_adjusted = Memo::new(move |_| typed.get().mark == Mark::Break);
    let name = item.with_value(|item| item.name.clone());
    let is_part = item.with_value(|item| item.part_of.is_some());
    let unit = item.with_value(|item| item.unit);
    let basis = item.with_value(|item| format::basis(item.basis));
    let told_id = code.with_value(|code| format!("told-{code}"));
    view! {
        <tr
            class="sheet-line"
            class:is-error=move || level.get() == Some(Level::Error) && !blank.get()
            class:is-warning=move || level.get() == Some(Level::Warning)
            class:is-returned=is_returned
            class:has-notes=move || told.with(|told| !told.is_empty())
        >
            <th scope="row" class="sheet-name" class:is-part=is_part title=item.with_value(|item| item.definition.clone())>
                {name.clone()}
                {move || is_returned().then(|| view! { <span class="sheet-tag">{w.t(key::SHEET_RETURNED_HERE)}</span> })}
            </th>
            <td class="sheet-unit">{move || say::unit(unit, w.lang())}</td>
            <td class="sheet-basis">{move || w.t(basis)}</td>
            <td class="sheet-number" data-label=move || w.t(key::WORK_YEAR_AGO)>{move || number(year_ago.get())}</td>
            <td class="sheet-number" data-label=move || w.t(key::WORK_LAST_MONTH)>{move || number(last_month.get())}</td>
            <td class="sheet-cell">
                <Cell editing code item typed level blank told_id=told_id.clone() pasted/>
            </td>
            <td class="sheet-mark"><MarkChoice editing code name=name.clone() typed/></td>
            <td class="sheet-change" data-label=move || w.t(key::WORK_YEAR_ON_YEAR)>
                {move || match (blank.get(), change.get()) {
                    (true, _) if editing.open.get() => view! { <span class="sheet-blank">{w.t(key::SHEET_BLANK)}</span> }.into_any(),
                    (_, now) => view! { <ChangeMark change=now/> }.into_any(),
                }}
            </td>
        </tr>
        {move || (!told.with(Vec::is_empty)).then(|| view! {
            <tr class="sheet-notes">
                <td colspan="8" id=told_id.clone()>
                    <For each=move || told.get() key=|finding| (finding.rule.clone(), finding.message.clone().args) let:finding>
                        <Note editing finding/>
                    </For>
                </td>
            </tr>
        })}
        <Show when=move || is_adjusted.get()>
            <tr class="sheet-notes">
                <td colspan="8"><Adjusting editing item/></td>
            </tr>
        </Show>
    }
}

/// A finding of the form, its reason tied to the draft.
#[component]
fn Note(editing: Editing, finding: Finding) -> impl IntoView {
    let rule = finding.rule.clone();
    let reason = {
        let rule = rule.clone();
        Memo::new(move |_| editing.draft.with(|draft| draft.reasons.get(&rule).cloned().unwrap_or_default()))
    };
    let on_reason = Callback::new(move |text: String| {
        editing.edit(|draft| {
            if text.is_empty() {
                draft.reasons.remove(&rule)
            } else {
                draft.reasons.insert(rule.clone(), text)
            };
        });
    });
    view! { <FindingNote finding reason on_reason open=editing.open/> }
}

/// The cell in which the figure of the item is typed.
#[component]
fn Cell(
    editing: Editing,
    code: StoredValue<duoyuan_core::id::Code>,
    item: StoredValue<Item>,
    typed: Memo<duoyuan_core::draft::Typed>,
    level: Memo<Option<Level>>,
    blank: Memo<bool>,
    told_id: String,
    pasted: Callback<usize>,
) -> impl IntoView {
    let w = words();
    let node: NodeRef<Input> = NodeRef::new();
    let label = move || {
        item.with_value(|item| {
            let message = Message::new(key::SHEET_VALUE_LABEL).with("item", &item.name).with("unit", item.unit.name());
            w.say(&message.with("basis", w.t(format::basis(item.basis))))
        })
    };
    let is_active = move || editing.active.with(|active| active.as_ref() == Some(&code.get_value()));
    let shown = move || if is_active() { typed.get().text } else { typed.get().shown() };
    let focused = move |_| {
        // While typed in, the text is as written: groups of digits would fight whoever types.
        if let Some(input) = node.get_untracked() {
            input.set_value(&typed.get_untracked().text);
            input.select();
        }
        editing.active.set(Some(code.get_value()));
    };
    let left = move |_| {
        editing.active.update(|active| {
            if active.as_ref() == Some(&code.get_value()) {
                *active = None;
            }
        })
    };
    let on_key = move |ev: KeyboardEvent| {
        // An input method uses these keys itself while composing.
        if ev.is_composing() {
            return;
        }
        let step = match ev.key().as_str() {
            "Enter" if ev.shift_key() => -1,
            "Enter" | "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        ev.prevent_default();
        step_from(editing, code.get_value(), step);
    };
    let on_paste = move |ev: ClipboardEvent| {
        let text = ev.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if !text.trim_end().contains(['\n', '\t']) {
            return;
        }
        ev.prevent_default();
        let sheet = editing.sheet.get_untracked();
        let mut filled = 0;
        editing.edit(|draft| filled = code.with_value(|code| draft.paste(&sheet, code, &text)));
        if let Some(input) = node.get_untracked() {
            input.set_value(&typed.get_untracked().text);
        }
        pasted.run(filled);
    };
    // A decimal keypad of a tablet has no minus sign.
    let keypad = if item.with_value(|item| item.negative) { "text" } else { "decimal" };
    view! {
        <input
            node_ref=node
            id=code.with_value(cell_id)
            type="text"
            inputmode=keypad
            autocomplete="off"
            enterkeyhint="next"
            maxlength="60"
            aria-label=label
            aria-describedby=told_id
            aria-required=item.with_value(|item| item.required).to_string()
            aria-invalid=move || (level.get() == Some(Level::Error)).to_string()
            class:is-blank=move || blank.get()
            prop:value=shown
            readonly=move || !editing.open.get()
            on:focus=focused
            on:blur=left
            on:keydown=on_key
            on:paste=on_paste
            on:input:target=move |ev| {
                let text = ev.target().value();
                editing.edit_cell(&code.get_value(), |cell| cell.text = text);
            }
        />
    }
}

/// The mark of a cell.
#[component]
fn MarkChoice(
    editing: Editing,
    code: StoredValue<duoyuan_core::id::Code>,
    name: String,
    typed: Memo<duoyuan_core::draft::Typed>,
) -> impl IntoView {
    let w = words();
    let chosen = move || MARKS.iter().position(|mark| *mark == typed.get().mark).unwrap_or_default().to_string();
    let choices = MARKS.iter().enumerate().map(|(index, choice)| {
        let choice = *choice;
        view! {
            <option value=index.to_string() selected=move || typed.get().mark == choice>{move || w.t(mark(choice))}</option>
        }
    });
    view! {
        <select
            aria-label=move || w.with(key::SHEET_MARK_LABEL, "item", name.clone())
            class:is-set=move || typed.get().mark != Mark::None
            prop:value=chosen
            disabled=move || !editing.open.get()
            on:change:target=move |ev| {
                let index: usize = ev.target().value().parse().unwrap_or_default();
                let mark = MARKS.get(index).copied().unwrap_or_default();
                editing.edit_cell(&code.get_value(), |cell| cell.mark = mark);
            }
        >
            {choices.collect_view()}
        </select>
    }
}

/// A figure to compare with; a dash where there is none.
pub fn number(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), format::exact)
}

fn step_from(editing: Editing, code: duoyuan_core::id::Code, step: isize) {
    let next = editing.sheet.with_untracked(|sheet| {
        let here = sheet.lines.iter().position(|line| line.item == code)?;
        sheet.lines.get(here.checked_add_signed(step)?).map(|line| line.item.clone())
    });
    if let Some(next) = next {
        go_to(&next);
    }
}
