//! Texts of an `.xlsx` in which some letters are struck out, which calamine leaves out. Whole cells that are struck
//! out have it in their format; these are the ones where it is in the text.

use std::collections::HashSet;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::package::Package;
use super::{LONGEST_TEXT, cut};

/// Texts that are struck out in part. Another cell with the very same text counts as well: nobody is told anything
/// wrong by being asked to look at it.
pub(super) fn struck_texts(package: &Package) -> Result<HashSet<String>, Fault> {
    let mut all = HashSet::new();
    for content in package.texts().filter(|content| memmem::find(content, b"strike").is_some()) {
        gather(content, &mut all)?;
    }
    Ok(all)
}

/// Where reading stands within a text.
#[derive(Default)]
struct Open {
    text: String,
    struck: bool,
    /// Inside `t`, and not inside a reading aid.
    says: bool,
    aid: bool,
}

fn gather(content: &[u8], all: &mut HashSet<String>) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content);
    let mut open: Option<Open> = None;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) => match (tag.local_name().as_ref(), &mut open) {
                ("si" | "is", _) => open = Some(Open::default()),
                ("t", Some(open)) => open.says = !open.aid,
                ("rPh", Some(open)) => open.aid = true,
                ("strike" | "dstrike", Some(open)) => open.struck |= is_on(&tag),
                _ => {}
            },
            Event::Empty(tag) => {
                if let ("strike" | "dstrike", Some(open)) = (tag.local_name().as_ref(), &mut open) {
                    open.struck |= is_on(&tag);
                }
            }
            Event::Text(text) => say(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => say(&mut open, &super::ods::entity(&name)),
            Event::End(tag) => match (tag.local_name().as_ref(), &mut open) {
                ("si" | "is", Some(done)) => {
                    if done.struck {
                        all.insert(cut(&done.text).to_owned());
                    }
                    open = None;
                }
                ("t", Some(open)) => open.says = false,
                ("rPh", Some(open)) => open.aid = false,
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn say(open: &mut Option<Open>, text: &str) {
    if let Some(open) = open.as_mut().filter(|open| open.says && open.text.len() < LONGEST_TEXT * 4) {
        open.text.push_str(text);
    }
}

/// `<strike/>` and `<strike val="1"/>`, and not `<strike val="0"/>`.
fn is_on(tag: &BytesStart<'_>) -> bool {
    let value = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val");
    value.is_none_or(|value| !matches!(value.value.as_ref(), "0" | "false" | "none"))
}
