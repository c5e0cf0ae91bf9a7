//! One function for one definition: what its table holds, and what each field may say.

use rust_decimal::Decimal;

use super::contact::contact;
use super::earlier::{earlier_names, short};
use super::fields::{cited, cited_alone, cited_apart, degrees, duplicate, id, owned, positive, refer, unit, within};
use super::formulas::formula;
use super::names::{Kind, Names};
use super::place::{Problems, Spanned, Spot};
use super::read::{Field, Fields};
use super::since::since;
use super::term::term;
use super::{Better, Form, Indicator, Item, Level, Park, Path, Rule, Target, Zone};
use crate::formula::{Assertion, Expr};
use crate::id::{Code, ParkId, RuleId};
use crate::period::Basis;
use crate::source::BuiltIn;
use crate::words::{Message, key};

/// What all definitions are read with.
pub(super) struct Context<'a> {
    pub problems: &'a Problems,
    pub names: Names<'a>,
}

/// Decimals of a figure on the board beyond which nobody reads.
const MOST_DECIMALS: i64 = 6;

/// The zone itself; parks, form, indicators, rules and targets are still empty.
pub(super) fn head<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Zone> {
    let id = id(context, None, &table.need("id"));
    let (name, short) = (table.need("name").text(), table.need("short").text());
    let policy = table.need("policy").fields().map(cited_alone);
    let due_day = within(&table.need("due_day"), 1, 31);
    let due_source = table.need("due_source").fields().map(cited_alone);
    let definitions = cited_apart(&table, "definitions");
    let first_month = table.may("first_month").month();
    let sources = |field: Field<'a>, of: Of| {
        let codes = field.some_texts()?;
        let mut seen: Vec<Spanned<'a, &str>> = Vec::new();
        for code in codes {
            source(context, code, of);
            match seen.iter().find(|before| before.value == code.value) {
                Some(first) => duplicate(context, code.at, code.value, first.at),
                None => seen.push(code),
            }
        }
        Some(seen.iter().map(|code| Code::new(code.value)).collect())
    };
    let (headline, compare) = (sources(table.need("headline"), Of::Zone), sources(table.need("compare"), Of::Parks));
    table.finish();
    let cited = policy.clone()??;
    let form = Form { id: String::new(), name: String::new(), cited, bases: None, items: Vec::new() };
    Some(Zone {
        id: id?.value.to_owned(),
        name: name?.value.to_owned(),
        short: short?.value.to_owned(),
        policy: policy??,
        due_day: i8::try_from(due_day?).ok()?,
        due_source: due_source??,
        definitions,
        first_month: first_month.map(|month| month.value),
        parks: Vec::new(),
        form,
        indicators: Vec::new(),
        headline: headline?,
        compare: compare?,
        rules: Vec::new(),
        targets: Vec::new(),
        sharing: None,
        owners: Vec::new(),
        openness: None,
    })
}

/// The form without its items.
pub(super) fn form<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Form> {
    let (id, name, cited) = (table.need("id").text(), table.need("name").text(), cited(&table));
    let bases = cited_apart(&table, "bases");
    let sections = table.need("sections");
    let sections =
        sections.texts().filter(|all| !all.is_empty() || sections.wrong::<()>(Message::new(key::ZONE_EMPTY)).is_some());
    for section in sections.into_iter().flatten() {
        context.names.define(Kind::Section, section);
    }
    table.finish();
    let (id, name) = (id?.value.to_owned(), name?.value.to_owned());
    Some(Form { id, name, cited: cited?, bases, items: Vec::new() })
}

/// Reads one park of the zone's files; mistakes are told with file and line.
pub(super) fn park<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Park> {
    let id = id(context, Some(Kind::Park), &table.need("id"));
    let name = table.need("name").text();
    let short = short(&table.need("short"));
    let (former_names, earlier_names) = (table.may("former_names").texts(), earlier_names(context, &table));
    let main = table.may("main");
    let is_main = main.flag().map(|flag| flag.value);
    // One that is misspelt was meant: that there is no main park would be a second complaint.
    if main.is_there() && is_main != Some(false) {
        context.names.main_park(main.at);
    }
    let divisions = table.need("divisions").some_texts();
    for code in divisions.iter().flatten() {
        if code.value.len() != 6 || !code.value.bytes().all(|b| b.is_ascii_digit()) {
            context.problems.add(code.at, Message::new(key::ZONE_BAD_DIVISION).with("found", code.value));
        } else if let Some(first) = context.names.division(*code) {
            let message = Message::new(key::ZONE_DIVISION_TWICE).with("found", code.value);
            context.problems.add(code.at, message.with("first", first.to_string()));
        }
    }
    // Mainland and islands lie well within.
    let longitude = degrees(&table.need("longitude"), 73, 136);
    let latitude = degrees(&table.need("latitude"), 3, 54);
    let industries = table.need("industries").texts();
    let (cited, membership, seat) = (cited(&table), cited_apart(&table, "membership"), cited_apart(&table, "seat"));
    let (since, contact) = (since(context, &table, is_main == Some(true)), contact(&table));
    table.finish();
    let since = since?;
    Some(Park {
        id: ParkId::new(id?.value),
        name: name?.value.to_owned(),
        short: short?.to_owned(),
        former_names: owned(former_names),
        earlier_names: earlier_names?,
        main: is_main == Some(true),
        divisions: owned(divisions),
        longitude: longitude?,
        latitude: latitude?,
        industries: owned(industries),
        cited: cited?,
        membership,
        seat,
        joined: since.joined,
        left: since.left,
        statuses: since.statuses,
        contact,
    })
}

/// A line of the form.
pub(super) fn item<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<Item> {
    let code = id(context, Some(Kind::Item), &table.need("code"));
    let (name, unit) = (table.need("name").text(), unit(&table));
    let basis = table.need("basis").choice(&[
        ("month", Basis::Month),
        ("cumulative", Basis::Cumulative),
        ("point_in_time", Basis::PointInTime),
    ]);
    let section = refer(context, Kind::Section, &table.need("section"));
    let part_of = refer(context, Kind::Item, &table.may("part_of"));
    let required = table.need("required").flag();
    let negative = table.may("negative").flag();
    let (definition, cited, term) = (table.need("definition").text(), cited(&table), term(&table));
    table.finish();
    Some(Item {
        code: Code::new(code?.value),
        name: name?.value.to_owned(),
        unit: unit?,
        basis: basis?,
        section: section?.value.to_owned(),
        part_of: part_of.map(|code| Code::new(code.value)),
        required: required?.value,
        negative: negative.is_some_and(|negative| negative.value),
        definition: definition?.value.to_owned(),
        cited: cited?,
        from: term.from,
        until: term.until,
    })
}

/// An indicator, and where its formula stands.
pub(super) fn indicator<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<(Spot<'a>, Indicator)> {
    let code = id(context, Some(Kind::Indicator), &table.need("code"));
    let (name, unit) = (table.need("name").text(), unit(&table));
    let decimals = within(&table.need("decimals"), 0, MOST_DECIMALS);
    let written = table.need("formula");
    let formula = formula(context, &written, Expr::operands);
    let better = table.need("better").choice(&[("higher", Better::Higher), ("lower", Better::Lower)]);
    let stock = table.may("stock").flag();
    let definition = table.need("definition").text();
    let (index, clause) = (table.may("index").text(), table.may("clause").text());
    let (cited, term) = (cited(&table), term(&table));
    table.finish();
    let indicator = Indicator {
        code: Code::new(code?.value),
        name: name?.value.to_owned(),
        unit: unit?,
        decimals: u32::try_from(decimals?).ok()?,
        formula: formula?,
        better: better?,
        stock: stock.is_some_and(|stock| stock.value),
        definition: definition?.value.to_owned(),
        index: index.map(|text| text.value.to_owned()),
        clause: clause.map(|text| text.value.to_owned()),
        cited: cited?,
        from: term.from,
        until: term.until,
    };
    Some((written.at, indicator))
}

/// An audit rule, and where its formula stands.
pub(super) fn rule<'a>(context: &Context<'a>, table: Fields<'a>) -> Option<(Spot<'a>, Rule)> {
    let id = id(context, Some(Kind::Rule), &table.need("id"));
    let level = table.need("level").choice(&[("error", Level::Error), ("warning", Level::Warning)]);
    let written = table.need("assert");
    let assert = formula(context, &written, Assertion::operands);
    let tolerance = table.may("tolerance");
    let allowed = tolerance.decimal();
    if let Some(Spanned { value, .. }) = allowed
        && value.is_sign_negative()
    {
        tolerance.wrong::<()>(Message::new(key::ZONE_NEGATIVE).with("found", value.to_string()));
    }
    let (text, cited, term) = (table.need("text").text(), cited(&table), term(&table));
    table.finish();
    let rule = Rule {
        id: RuleId::new(id?.value),
        level: level?,
        assert: assert?,
        tolerance: allowed.map_or(Decimal::ZERO, |allowed| allowed.value),
        text: text?.value.to_owned(),
        cited: cited?,
        from: term.from,
        until: term.until,
    };
    Some((written.at, rule))
}

/// Of whom figures are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Zone,
    Parks,
}

/// A code where figures of the zone or of the parks are asked for: an indicator's, an item's or a built-in one.
fn source<'a>(context: &Context<'a>, code: Spanned<'a, &'a str>, of: Of) {
    let Some(built_in) = BuiltIn::named(code.value) else {
        return context.names.refer(Kind::Source, code.value, code.at);
    };
    let [zone, parks] = built_in.has();
    let without = match of {
        Of::Zone => (!zone).then_some(key::ZONE_SOURCE_NO_ZONE),
        Of::Parks => (!parks).then_some(key::ZONE_SOURCE_NO_PARKS),
    };
    if let Some(without) = without {
        context.problems.add(code.at, Message::new(without).with("found", code.value));
    }
    match built_in {
        BuiltIn::Enclave(item) => context.names.refer(Kind::Item, item, code.at),
        _ => context.names.built_in(code),
    }
}

/// Targets of one indicator and year: `zone = …` for the whole, `parks = { … }` for parks.
pub(super) fn target<'a>(context: &Context<'a>, table: Fields<'a>) -> Vec<(Spot<'a>, Target)> {
    let indicator = table.need("indicator").text();
    let year = within(&table.need("year"), 2000, 2100);
    let path = table.need("path").choice(&[("linear", Path::Linear), ("year_end", Path::YearEnd)]);
    let clause = table.may("clause").text();
    let cited = cited(&table);
    let (zone, parks) = (table.may("zone"), table.may("parks"));
    for code in indicator.iter().copied() {
        source(context, code, if parks.is_there() { Of::Parks } else { Of::Zone });
    }
    let mut values = Vec::new();
    values.extend(positive(&zone).map(|value| (zone.at, None, value)));
    for (park, field) in parks.fields().iter().flat_map(Fields::entries) {
        context.names.refer(Kind::Park, park.value, park.at);
        values.extend(positive(&field).map(|value| (park.at, Some(ParkId::new(park.value)), value)));
    }
    if !zone.is_there() && !parks.is_there() {
        context.problems.add(table.at, Message::new(key::ZONE_NO_VALUE));
    }
    table.finish();
    let target = |(at, park, value)| {
        let target = Target {
            indicator: Code::new(indicator?.value),
            park,
            year: i32::try_from(year?).ok()?,
            value,
            path: path?,
            clause: clause.map(|text| text.value.to_owned()),
            cited: cited.clone()?,
        };
        Some((at, target))
    };
    values.into_iter().filter_map(target).collect()
}
