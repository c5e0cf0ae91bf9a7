//! How parks share: `[sharing]`, `[[elements]]`, `[[sharing_units]]`, `[[industries]]`.

use rust_decimal::Decimal;

use super::define::Context;
use super::fields::{cited, duplicate, id, owned, positive, refer, within};
use super::judge;
use super::names::{Kind, is_id};
use super::place::{Spanned, Spot};
use super::read::{Field, Fields};
use crate::id::{ElementId, IndustryId, StageId};
use crate::sharing::{Counting, Element, Industry, Measure, Rules, Stage};
use crate::words::{Message, key};

/// A proposal that waits for more than a quarter of a year waits for ever.
const MOST_DAYS: i64 = 90;

/// What the files say of sharing, read as far as possible.
#[derive(Default)]
pub(super) struct Found<'a> {
    heads: Vec<(Spot<'a>, Option<Rules>)>,
    elements: Vec<Element>,
    units: Vec<Counting>,
    industries: Vec<Industry>,
    /// Where anything of it was first seen.
    first: Option<Spot<'a>>,
}

impl<'a> Found<'a> {
    pub fn add(&mut self, context: &Context<'a>, file: &Fields<'a>) {
        let heads = file.may("sharing").fields();
        self.heads.extend(heads.map(|table| (table.at, head(context, table))));
        let lists = ["elements", "sharing_units", "industries"].map(|name| file.may(name).list());
        let at = lists.iter().flatten().map(|table| table.at);
        self.first = self.first.or(self.heads.first().map(|(at, _)| *at).or(at.min_by_key(|at| at.offset)));
        let [elements, units, industries] = lists;
        self.elements.extend(elements.into_iter().filter_map(|table| element(context, table)));
        self.units.extend(units.into_iter().filter_map(|table| counting(context, table)));
        self.industries.extend(industries.into_iter().filter_map(|table| industry(context, table)));
    }

    /// All or nothing: a zone without any of it is right too.
    pub fn rules(self, context: &Context<'a>, lost: &dyn Fn(&str) -> bool) -> Option<Rules> {
        let first = self.first?;
        let there = [("[sharing]", !self.heads.is_empty()), ("[[elements]]", context.names.has(Kind::Element))];
        for (table, _) in there.into_iter().filter(|(table, there)| !there && !lost(table)) {
            context.problems.add(first, Message::new(key::ZONE_NOTHING).with("table", table));
        }
        judge::once(context, "[sharing]", self.heads.iter().map(|(at, _)| *at));
        for unit in &self.units {
            let is_multiple = |it: &&Counting| Some(&it.name) == unit.of.as_ref() && it.of.is_some();
            if let Some(base) = self.units.iter().find(is_multiple)
                && let Some(at) = context.names.place(Kind::Counting, &unit.name)
            {
                let message = Message::new(key::ZONE_UNIT_CHAIN).with("unit", &unit.name).with("of", &base.name);
                context.problems.add(at, message.with("right", base.of.as_deref().unwrap_or_default()));
            }
        }
        let head = self.heads.into_iter().find_map(|(_, head)| head)?;
        Some(Rules { elements: self.elements, units: self.units, industries: self.industries, ..head })
    }
}

fn head<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Rules> {
    let money = refer(context, Kind::Counting, &table.need("money"));
    let answer_days = within(&table.need("answer_days"), 1, MOST_DAYS);
    let cited = cited(&table);
    table.finish();
    Some(Rules {
        elements: Vec::new(),
        units: Vec::new(),
        industries: Vec::new(),
        money: money?.value.to_owned(),
        answer_days: u16::try_from(answer_days?).ok()?,
        cited: cited?,
    })
}

fn element<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Element> {
    let id = id(context, Some(Kind::Element), &table.need("id"));
    let (name, definition) = (table.need("name").text(), table.need("definition").text());
    let units = referred(context, Kind::Counting, table.need("units").some_texts());
    let quantity = table.need("quantity").flag();
    let stages = stages(context, &table.need("stages"));
    let measure = table.need("measure").fields().map(|measure| {
        let (name, unit) = (measure.need("name").text(), refer(context, Kind::Counting, &measure.need("unit")));
        measure.finish();
        Some(Measure { name: name?.value.to_owned(), unit: unit?.value.to_owned() })
    });
    let cited = cited(&table);
    table.finish();
    Some(Element {
        id: ElementId::new(id?.value),
        name: name?.value.to_owned(),
        definition: definition?.value.to_owned(),
        units: owned(Some(units?)),
        quantity: quantity?.value,
        stages: stages?,
        measure: measure??,
        cited: cited?,
    })
}

/// Stages in their order; their ids differ within the element.
fn stages<'a>(context: &Context<'a>, field: &Field<'a>) -> Option<Vec<Stage>> {
    let mut seen: Vec<Spanned<'a, &str>> = Vec::new();
    let mut stages = Vec::new();
    for table in field.some_tables()? {
        let (id, name) = (table.need("id").text(), table.need("name").text());
        table.finish();
        if let Some(id) = id {
            if !is_id(id.value) {
                context.problems.add(id.at, Message::new(key::ZONE_BAD_ID).with("found", id.value));
            }
            match seen.iter().find(|before| before.value == id.value) {
                Some(first) => duplicate(context, id.at, id.value, first.at),
                None => seen.push(id),
            }
        }
        stages.push(id.zip(name).map(|(id, name)| Stage { id: StageId::new(id.value), name: name.value.to_owned() }));
    }
    stages.into_iter().collect()
}

fn counting<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Counting> {
    let name = id(context, Some(Kind::Counting), &table.need("name"));
    let whole = table.need("whole").flag();
    let of = refer(context, Kind::Counting, &table.may("of"));
    let times = if of.is_some() { positive(&table.need("times")) } else { Some(Decimal::ONE) };
    table.finish();
    Some(Counting {
        name: name?.value.to_owned(),
        whole: whole?.value,
        of: of.map(|of| of.value.to_owned()),
        times: times?,
    })
}

fn industry<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Industry> {
    let id = id(context, Some(Kind::Industry), &table.need("id"));
    let name = table.need("name").text();
    let related = referred(context, Kind::Industry, table.need("related").texts());
    let cited = cited(&table);
    table.finish();
    Some(Industry {
        id: IndustryId::new(id?.value),
        name: name?.value.to_owned(),
        related: related?.iter().map(|text| IndustryId::new(text.value)).collect(),
        cited: cited?,
    })
}

type Texts<'a> = Option<Vec<Spanned<'a, &'a str>>>;

/// Notes every name as used.
fn referred<'a>(context: &Context<'a>, kind: Kind, texts: Texts<'a>) -> Texts<'a> {
    let texts = texts?;
    texts.iter().for_each(|text| context.names.refer(kind, text.value, text.at));
    Some(texts)
}
