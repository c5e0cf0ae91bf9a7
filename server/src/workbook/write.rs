//! The workbook a park downloads, as `core` lays it out: made to be filled in with Excel, WPS or LibreOffice
//! and to look like a form on paper.

use duoyuan_core::figure::Mark;
use duoyuan_core::intake::{COLUMNS, Column, HEADER_ROW, IDENTITY, Template, TemplateLine, TemplateRow};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, ProtectionOptions,
    Workbook, Worksheet, XlsxError, utility::cell_range,
};

use super::WorkbookError;
use super::fault::Fault;
use super::look::Look;

/// Figures have this magnitude at most; beyond it the checks say so anyway.
const LARGEST: f64 = 1e15;
/// A4 in the numbering of spreadsheet programs.
const A4: u8 = 9;
/// Widths of the columns, in characters of the default font.
const WIDTHS: [f64; COLUMNS.len()] = [10.0, 38.0, 10.0, 8.0, 18.0, 18.0, 20.0, 11.0, 44.0];

/// Columns that a name at the foot stands in.
const FOOT_WIDTH: u16 = 4;

/// Areas that one rule of typing is for.
const MOST_AREAS: usize = 400;

/// Chinese characters that fit into a line of the last column.
const REASON_LINE: usize = 22;

/// The file. The same template always gives the same bytes, which is what files are known by.
///
/// # Errors
/// None that a template of a sound configuration can cause: texts fit into cells and places into a worksheet.
pub fn write(template: &Template) -> Result<Vec<u8>, WorkbookError> {
    book(template).map_err(|_| WorkbookError::new(&template.file, Fault::Unwritten))
}

fn book(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(template)?);
    let look = Look::default();
    let sheet = book.add_worksheet();
    sheet.set_name(&template.sheet)?;
    page(sheet, template)?;
    head(sheet, template, &look)?;
    for (row, line) in template.rows() {
        match line {
            TemplateRow::Section(name) => section(sheet, row, name, &look)?,
            TemplateRow::Item(line) => item(sheet, row, line, &look)?,
        }
    }
    typed(sheet, template)?;
    foot(sheet, template, &look)?;
    // Other programs find the mark by this name. It belongs to the worksheet: a copy of it has its own.
    if let Some((cell, ..)) = template.labels.iter().find(|(_, label, _)| *label == IDENTITY) {
        let column = rust_xlsxwriter::utility::column_number_to_name(cell.column + 1);
        book.define_name(
            format!("'{0}'!duoyuan_template", template.sheet),
            &format!("='{}'!${column}${}", template.sheet, cell.row + 1),
        )?;
    }
    book.save_to_buffer()
}

fn properties(template: &Template) -> Result<DocProperties, XlsxError> {
    let next = template.month.plus(1);
    let created = ExcelDateTime::from_ymd(next.year().clamp(1900, 9999) as u16, next.number() as u8, 1)?;
    Ok(DocProperties::new().set_title(&template.title).set_subject(&template.file).set_creation_datetime(&created))
}

fn page(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let last_row = template.foot().last().map_or(HEADER_ROW, |(cell, ..)| cell.row);
    let last_column = COLUMNS.len() as u16 - 1;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 2)?;
    let demo = if template.demo { "&R演示数据" } else { "" };
    sheet.set_header(format!("&L{}{demo}", template.file.trim_end_matches(".xlsx")));
    sheet.set_footer("&R第 &P 页，共 &N 页");
    // No password: it keeps formats and formulas from being changed by accident, not on purpose.
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    let first_input = template.rows().find(|(_, row)| matches!(row, TemplateRow::Item(_))).map_or(0, |(row, _)| row);
    sheet.set_selection(first_input, Column::Value.index(), first_input, Column::Value.index())?;
    Ok(())
}

fn head(sheet: &mut Worksheet, template: &Template, look: &Look) -> Result<(), XlsxError> {
    let last = COLUMNS.len() as u16 - 1;
    sheet.merge_range(0, 0, 0, last, &template.title, &look.title)?.set_row_height(0, 34)?;
    for (cell, label, content) in &template.labels {
        let content_look = if *label == IDENTITY { &look.note } else { &look.content };
        sheet.write_with_format(cell.row, cell.column, *label, &look.label)?;
        sheet.write_with_format(cell.row, cell.column + 1, content, content_look)?;
        sheet.set_row_height(cell.row, 20)?;
    }
    let note = HEADER_ROW - 1;
    sheet.merge_range(note, 0, note, last, &template.note, &look.note)?.set_row_height(note, 36)?;
    sheet.set_row_height(HEADER_ROW, 24)?;
    for (column, heading) in COLUMNS {
        let format = if column.is_input() { &look.input_heading } else { &look.heading };
        sheet.write_with_format(HEADER_ROW, column.index(), heading, format)?;
    }
    Ok(())
}

fn section(sheet: &mut Worksheet, row: u32, name: &str, look: &Look) -> Result<(), XlsxError> {
    for (column, _) in COLUMNS {
        sheet.write_blank(row, column.index(), &look.section)?;
    }
    sheet.write_with_format(row, Column::Name.index(), name, &look.section)?.set_row_height(row, 20)?;
    Ok(())
}

/// 填表人, 负责人, 电话: filled in once, and there again the next month.
fn foot(sheet: &mut Worksheet, template: &Template, look: &Look) -> Result<(), XlsxError> {
    for (cell, label, content) in template.foot() {
        let (row, first) = (cell.row, cell.column + 1);
        sheet.write_with_format(row, cell.column, label, &look.foot)?.set_row_height(row, 20)?;
        sheet.merge_range(row, first, row, first + FOOT_WIDTH - 1, &content, &look.input_name)?;
    }
    Ok(())
}

fn item(sheet: &mut Worksheet, row: u32, line: &TemplateLine, look: &Look) -> Result<(), XlsxError> {
    sheet.set_row_height(row, height(&line.reason))?;
    let name = if line.is_part { &look.part } else { &look.name };
    sheet.write_with_format(row, Column::Code.index(), line.code.as_str(), &look.code)?;
    sheet.write_with_format(row, Column::Name.index(), &line.name, name)?;
    sheet.write_with_format(row, Column::Unit.index(), line.unit, &look.center)?;
    sheet.write_with_format(row, Column::Basis.index(), line.basis, &look.center)?;
    let (known, asked) = if line.whole { (&look.whole, &look.input_whole) } else { (&look.number, &look.input_number) };
    number(sheet, row, Column::YearAgo, line.year_ago, known)?;
    number(sheet, row, Column::LastMonth, line.last_month, known)?;
    number(sheet, row, Column::Value, line.row.as_ref().and_then(|row| row.value), asked)?;
    let mark = line.row.as_ref().map_or("", |row| row.mark.name());
    sheet.write_with_format(row, Column::Mark.index(), mark, &look.input_mark)?;
    sheet.write_with_format(row, Column::Reason.index(), &line.reason, &look.input_text)?;
    Ok(())
}

/// Room for a reason that was given before, in points.
fn height(reason: &str) -> f64 {
    const LINE: f64 = 15.0;
    let lines = reason.chars().count().div_ceil(REASON_LINE).clamp(1, 10);
    (lines as f64 * LINE).max(20.0)
}

/// A figure as a number; as text when a worksheet's fifteen digits would not hold it.
fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: Column,
    value: Option<Decimal>,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let column = column.index();
    let Some(value) = value.map(|value| value.normalize()) else {
        sheet.write_blank(row, column, format)?;
        return Ok(());
    };
    let digits = value.mantissa().unsigned_abs().to_string().len();
    match value.to_string().parse::<f64>() {
        Ok(float) if digits <= 15 => sheet.write_with_format(row, column, float, format)?,
        _ => sheet.write_with_format(row, column, value.to_string(), format)?,
    };
    Ok(())
}

/// What the program asks while something is typed: once for all cells where it asks the same. A rule of its own for each
/// cell would be most of the file.
fn typed(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let mut alike: Vec<(&TemplateLine, Rows)> = Vec::new();
    let mut marked = Rows::default();
    for (row, line) in template.rows() {
        let TemplateRow::Item(line) = line else { continue };
        let asks = |line: &TemplateLine| (line.unit, line.basis, line.whole, line.negative);
        match alike.iter_mut().find(|(first, _)| asks(first) == asks(line)) {
            Some((_, rows)) => rows.push(row),
            None => alike.push((line, Rows::one(row))),
        }
        marked.push(row);
    }
    for (line, rows) in &alike {
        rows.ask(sheet, Column::Value, &figures(line)?)?;
    }
    marked.ask(sheet, Column::Mark, &marks()?)
}

/// Rows, as areas of rows that follow each other.
#[derive(Default)]
struct Rows(Vec<(u32, u32)>);

impl Rows {
    fn one(row: u32) -> Self {
        Self(vec![(row, row)])
    }

    fn push(&mut self, row: u32) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => self.0.push((row, row)),
        }
    }

    /// Asks for the same in all of them.
    fn ask(&self, sheet: &mut Worksheet, column: Column, rule: &DataValidation) -> Result<(), XlsxError> {
        let column = column.index();
        // Programs stop reading areas that fill some thousand characters.
        for areas in self.0.chunks(MOST_AREAS) {
            let Some((first, last)) = areas.first() else { continue };
            let names = areas.iter().map(|(first, last)| cell_range(*first, column, *last, column));
            let rule = rule.clone().set_multi_range(names.collect::<Vec<_>>().join(" "));
            sheet.add_data_validation(*first, column, *last, column, &rule)?;
        }
        Ok(())
    }
}

/// What the program asks while a figure is typed. What is pasted gets past it and is judged when it is read.
fn figures(line: &TemplateLine) -> Result<DataValidation, XlsxError> {
    let lowest = if line.negative { -LARGEST } else { 0.0 };
    let kind = if line.whole { "整数" } else { "数字" };
    DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(lowest, LARGEST))
        .set_input_title(format!("单位：{}", line.unit))?
        .set_input_message(format!("{}，填{kind}。", line.basis))?
        .set_error_title("不是可用的数字")?
        .set_error_message(format!(
            "请填以{}为单位的{kind}，不带单位和百分号。不适用请留空，在“标注”中选择。",
            line.unit
        ))
        .map(|rule| rule.set_error_style(DataValidationErrorStyle::Stop))
}

fn marks() -> Result<DataValidation, XlsxError> {
    let names = [Mark::Estimated, Mark::Break, Mark::NotApplicable, Mark::Confidential].map(Mark::name);
    DataValidation::new()
        .allow_list_strings(&names)?
        .set_error_title("没有这个标注")?
        .set_error_message("请从列表中选择，或留空。")
}
