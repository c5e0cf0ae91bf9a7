//! The workbook a park downloads: where everything stands in it. Others build on these cells.

use rust_decimal::Decimal;

use crate::format;
use crate::id::{Code, RuleId};
use crate::period::{Basis, Month};
use crate::report::{Cell, Row, Signed};
use crate::view::Sheet;
use crate::words::Lang;
use crate::zone::Zone;

/// Version of the layout, written into the workbook. 2 since 2026-11: 上月 beside 上年同期, 模板标识, and a foot
/// with 填表人, 负责人, 电话.
pub const VERSION: &str = "2";
/// Versions before it that are still read.
pub(super) const EARLIER_VERSIONS: [&str; 1] = ["1"];
/// Label of the mark by which the template is known even when its other labels were changed: beside it stands
/// `form/park/month/version`, such as `YB-01/qinyang/2026-10/2`.
pub const IDENTITY: &str = "模板标识";
/// Name of the worksheet that is filled in, and looked for first when one comes back.
pub const SHEET: &str = "月报";

/// Where the label 模板标识 stands.
pub(super) const IDENTITY_AT: Cell = Cell { row: 3, column: 7 };

/// One of the texts at the foot of the form.
pub type Signature = fn(&mut Signed) -> &mut String;

/// Labels at the foot of the form, from top to bottom, and what stands beside each.
pub const FOOT: [(&str, Signature); 3] = [
    ("填表人", |signed| &mut signed.prepared_by),
    ("负责人", |signed| &mut signed.in_charge),
    ("电话", |signed| &mut signed.telephone),
];

/// Row of the column headings, from 0.
pub const HEADER_ROW: u32 = 5;
/// Row of the first section's heading, from 0. Items stand under their headings: [`Template::rows`].
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
    /// 上年同期, on the basis of the item, for comparison; not taken in.
    YearAgo,
    /// 上月, on the basis of the item (for a cumulative one from January to last month), for comparison; not taken in.
    LastMonth,
    /// 本期: to fill in.
    Value,
    /// 标注: 估计, 口径调整, 不适用 or 保密.
    Mark,
    /// 情况说明: the reason that answers a warning.
    Reason,
}

/// The columns from left to right, with their headings.
pub const COLUMNS: [(Column, &str); 9] = [
    (Column::Code, "代码"),
    (Column::Name, "指标名称"),
    (Column::Unit, "计量单位"),
    (Column::Basis, "口径"),
    (Column::YearAgo, "上年同期"),
    (Column::LastMonth, "上月"),
    (Column::Value, "本期"),
    (Column::Mark, "标注"),
    (Column::Reason, "情况说明"),
];

impl Column {
    /// Where it stands in the template, from 0.
    pub fn index(self) -> u16 {
        self as u16
    }

    /// Whether it holds figures the system has: it may be missing, and is not taken in.
    pub fn is_known(self) -> bool {
        matches!(self, Self::YearAgo | Self::LastMonth)
    }

    /// Whether it is to be filled in.
    pub fn is_input(self) -> bool {
        matches!(self, Self::Value | Self::Mark | Self::Reason)
    }
}

/// A workbook to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Name of the worksheet.
    pub sheet: String,
    /// Name of the file.
    pub file: String,
    /// Title, in the first row.
    pub title: String,
    /// The month reported on.
    pub month: Month,
    /// Whether all figures are made up: 演示数据.
    pub demo: bool,
    /// Label and content of the rows under the title: place of the label, label, content. The content stands
    /// in the next cell to the right. `park` and `month` are known by 园区代码 and 报告期代码.
    pub labels: Vec<(Cell, &'static str, String)>,
    /// How to fill it in; in the row above the headings.
    pub note: String,
    /// The items of the form, in its order.
    pub lines: Vec<TemplateLine>,
    /// Who stood for the last report, to go on from.
    pub signed: Signed,
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
    /// 上月.
    pub last_month: Option<Decimal>,
    /// What stands in the last revision, to go on from.
    pub row: Option<Row>,
    /// The reason given in the last revision, to go on from.
    pub reason: String,
    /// Whether the item takes whole numbers alone.
    pub whole: bool,
    /// Whether the item may be below zero.
    pub negative: bool,
}

/// A row under the headings of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateRow<'a> {
    /// The heading of a section. It has no code, so that reading passes over it.
    Section(&'a str),
    /// A line of the form to fill in.
    Item(&'a TemplateLine),
}

impl Template {
    /// The workbook of a sheet.
    pub fn of(zone: &Zone, sheet: &Sheet) -> Self {
        let park = zone.park(&sheet.park).map_or(sheet.park.to_string(), |park| park.name_in(sheet.month).to_owned());
        let month = format::period(sheet.month, Basis::Month, Lang::Chinese);
        let at = |row, column| Cell { row, column };
        let reason = |code: &Code| {
            let given = sheet.answers.iter().find(|answer| subject(zone, &answer.rule).as_ref() == Some(code));
            given.map_or_else(String::new, |answer| answer.reason.clone())
        };
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
                last_month: line.and_then(|line| line.last_month),
                row: line.and_then(|line| line.row.clone()),
                reason: reason(&item.code),
                whole: item.unit.is_whole(),
                negative: item.negative,
            }
        };
        let demo = if sheet.demo { "【演示数据】" } else { "" };
        Self {
            sheet: SHEET.to_owned(),
            file: format!("{}_{}_{}.xlsx", zone.form.id, sheet.park, sheet.month),
            title: format!("{demo}{}", zone.form.name),
            month: sheet.month,
            demo: sheet.demo,
            labels: vec![
                (at(1, 0), "填报园区", park),
                (at(1, 4), "园区代码", sheet.park.to_string()),
                (at(2, 0), "报告期", month),
                (at(2, 4), "报告期代码", sheet.month.to_string()),
                (at(3, 0), "表号", zone.form.id.clone()),
                (at(3, 4), "模板版本", VERSION.to_owned()),
                (IDENTITY_AT, IDENTITY, format!("{}/{}/{}/{VERSION}", zone.form.id, sheet.park, sheet.month)),
            ],
            note: "只填“本期”“标注”“情况说明”三列。累计指标填1月至本月累计数；确为零填0，不适用请在“标注”中选择；有警告的指标在“情况说明”中写明具体原因。“上年同期”“上月”与本期口径相同（累计指标为1月至上月累计），仅供对照，改动不会读取。".to_owned(),
            lines: zone.items(sheet.month).map(line).collect(),
            signed: sheet.signed.clone(),
        }
    }

    /// The rows of the foot, one row below the items: place of the label, label, content. The content stands in the
    /// next cell to the right and is to be filled in.
    pub fn foot(&self) -> Vec<(Cell, &'static str, String)> {
        let last = self.rows().last().map_or(HEADER_ROW, |(row, _)| row);
        let mut signed = self.signed.clone();
        let at = |row| Cell { row, column: Column::Name.index() };
        (last + 2..).zip(FOOT).map(|(row, (label, of))| (at(row), label, std::mem::take(of(&mut signed)))).collect()
    }

    /// Every row under the headings with its number from 0: each section's heading, then its items.
    pub fn rows(&self) -> impl Iterator<Item = (u32, TemplateRow<'_>)> {
        let mut section = "";
        let rows = self.lines.iter().flat_map(move |line| {
            let starts = section != line.section;
            section = &line.section;
            let heading = starts.then_some(TemplateRow::Section(&line.section));
            heading.into_iter().chain([TemplateRow::Item(line)])
        });
        (FIRST_ROW..).zip(rows)
    }
}

/// The item in whose row the reason for a finding is written: the first one the finding names.
fn subject(zone: &Zone, rule: &RuleId) -> Option<Code> {
    if let Some(rule) = zone.rules.iter().find(|defined| defined.id == *rule) {
        return rule.assert.parsed.operands().first().map(|(code, _)| code.clone());
    }
    rule.as_str().split_once(':').map(|(_, item)| Code::new(item))
}
