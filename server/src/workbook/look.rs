//! How the workbook looks: paper and ink, one tint for what is to be filled in.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A face that Windows and WPS have; LibreOffice puts its own Chinese one in its place.
const FONT: &str = "等线";
/// Tint of the cells to fill in.
const TINT: u32 = 0xFFF8E5;
/// Ground of headings.
const GROUND: u32 = 0xEEF1F4;
const INK: u32 = 0x1F2933;
const PALE_INK: u32 = 0x5B6672;
const LINE: u32 = 0xB8C1CC;

/// At least two decimals and at most the four a figure may have, in groups of three.
const NUMBER: &str = "#,##0.00##";
const WHOLE: &str = "#,##0";

/// Every format the workbook uses.
pub(super) struct Look {
    pub title: Format,
    pub label: Format,
    pub content: Format,
    pub note: Format,
    pub heading: Format,
    pub input_heading: Format,
    pub section: Format,
    pub code: Format,
    pub name: Format,
    pub part: Format,
    pub center: Format,
    pub number: Format,
    pub whole: Format,
    pub input_number: Format,
    pub input_whole: Format,
    pub input_mark: Format,
    pub input_text: Format,
    pub foot: Format,
    pub input_name: Format,
}

impl Default for Look {
    fn default() -> Self {
        let text = || {
            let format = Format::new().set_font_name(FONT).set_font_size(11).set_font_color(Color::RGB(INK));
            format.set_align(FormatAlign::VerticalCenter)
        };
        let boxed = || text().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE));
        let pale = |format: Format| format.set_font_color(Color::RGB(PALE_INK));
        let input = || boxed().set_background_color(Color::RGB(TINT)).set_unlocked();
        let figure = |format: Format| format.set_align(FormatAlign::Right).set_indent(1);
        let heading = || boxed().set_bold().set_align(FormatAlign::Center);
        Self {
            title: text().set_bold().set_font_size(18).set_align(FormatAlign::Center),
            label: pale(text()),
            content: text().set_bold(),
            note: pale(text()).set_font_size(10).set_text_wrap(),
            heading: heading().set_background_color(Color::RGB(GROUND)),
            input_heading: heading().set_background_color(Color::RGB(TINT)),
            section: boxed().set_bold().set_indent(1).set_background_color(Color::RGB(GROUND)),
            code: pale(boxed()).set_font_size(10).set_indent(1),
            name: boxed().set_indent(1),
            part: boxed().set_indent(3),
            center: boxed().set_align(FormatAlign::Center),
            number: figure(pale(boxed())).set_num_format(NUMBER),
            whole: figure(pale(boxed())).set_num_format(WHOLE),
            input_number: figure(input()).set_num_format(NUMBER),
            input_whole: figure(input()).set_num_format(WHOLE),
            input_mark: input().set_align(FormatAlign::Center),
            input_text: input().set_font_size(10).set_text_wrap(),
            foot: pale(text()).set_align(FormatAlign::Right).set_indent(1),
            // Telephones begin with a zero: what is typed here is text.
            input_name: input().set_align(FormatAlign::Left).set_indent(1).set_num_format("@"),
        }
    }
}
