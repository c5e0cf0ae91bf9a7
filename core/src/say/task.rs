//! Supervised tasks in words: where one stands, who has it, where it comes from, what shows that it is done.

use crate::format;
use crate::lamp::Light;
use crate::say;
use crate::task::{ActKind, Condition, Handler, Origin, Standing, StepKind};
use crate::view::TaskLine;
use crate::words::{Key, Lang, Message, key};
use crate::zone::Zone;

impl Standing {
    /// The lamp: green when closed, blue 待复核, yellow from a week before, red when late.
    pub fn light(self) -> Light {
        match self {
            Self::Overdue { .. } | Self::UnsignedLate { .. } => Light::Late,
            Self::Near { .. } => Light::Warning,
            Self::Checking { .. } | Self::Unsigned { .. } => Light::Waiting,
            Self::OnTrack { .. } | Self::Dropped => Light::Idle,
            Self::Closed { .. } => Light::Fine,
        }
    }

    /// The words beside the lamp: 逾期3天, 还有5天, 已销号·逾期2天.
    pub fn word(self, lang: Lang) -> String {
        let of = |key: Key, days: u32| Message::new(key).with("n", days.to_string()).text(lang);
        match self {
            Self::Overdue { days } => of(key::OVERDUE_DAYS, days),
            Self::UnsignedLate { days } => of(key::TASK_UNSIGNED_LATE, days),
            Self::Near { days: 0 } => key::TASK_DUE_TODAY.text(lang).to_owned(),
            Self::Near { days } => of(key::TASK_NEAR, days),
            Self::Unsigned { days: 0 } => key::TASK_SIGN_TODAY.text(lang).to_owned(),
            Self::Unsigned { days } => of(key::TASK_UNSIGNED, days),
            Self::OnTrack { days } => of(key::TASK_ON_TRACK, days),
            Self::Checking { late: 0 } => key::TASK_CHECKING.text(lang).to_owned(),
            Self::Checking { late } => of(key::TASK_CHECKING_LATE, late),
            Self::Closed { late: 0 } => key::TASK_CLOSED.text(lang).to_owned(),
            Self::Closed { late } => of(key::TASK_CLOSED_LATE, late),
            Self::Dropped => key::TASK_DROPPED.text(lang).to_owned(),
        }
    }
}

/// A task's number: 督办〔2026〕3号.
pub fn task_number(line: &TaskLine, lang: Lang) -> String {
    let message = Message::new(key::TASK_NUMBER).with("year", line.year.to_string());
    message.with("nth", line.nth.to_string()).text(lang)
}

/// Who is to do something: 沁阳, 领导小组办公室, 市科技局.
pub fn task_handler(handler: &Handler, zone: &Zone, lang: Lang) -> String {
    match handler {
        Handler::Park(park) => zone.park(park).map_or(park.as_str(), |park| &park.short).to_owned(),
        Handler::Office => key::TASK_HANDLER_OFFICE.text(lang).to_owned(),
        Handler::Department(name) => name.clone(),
    }
}

/// Where it comes from: 第3号会议版, 市政府主要领导批示, 日常督办.
pub fn task_origin(origin: &Origin, lang: Lang) -> String {
    match origin {
        Origin::Meeting { edition } => Message::new(key::TASK_FROM_MEETING).with("n", edition.to_string()).text(lang),
        Origin::Note { by } => Message::new(key::TASK_FROM_NOTE).with("by", by).text(lang),
        Origin::Office {} => key::TASK_FROM_OFFICE.text(lang).to_owned(),
    }
}

/// What shows that it is done: 沁阳2026年12月末从业人员不低于3万人.
pub fn task_condition(it: &Condition, zone: &Zone, lang: Lang) -> String {
    let source = zone.source(&it.code);
    let subject = it.park.as_ref().map_or_else(|| zone.short.clone(), |park| zone.park_name(park, it.month));
    let key = if it.at_least { key::TASK_AT_LEAST } else { key::TASK_AT_MOST };
    Message::new(key)
        .with("subject", subject)
        .with("period", format::period(it.month, it.basis, lang))
        .with("name", source.as_ref().map_or_else(|| it.code.to_string(), |source| source.name(zone).text(lang)))
        .with("value", format::exact(it.value))
        .with("unit", source.as_ref().map_or("", |source| say::unit(source.unit(), lang)))
        .text(lang)
}

/// What happened, in a word or two.
pub fn task_step(kind: StepKind) -> Key {
    match kind {
        StepKind::Assigned => key::TASK_STEP_ASSIGNED,
        StepKind::Signed => key::TASK_STEP_SIGNED,
        StepKind::Reported => key::TASK_STEP_REPORTED,
        StepKind::ExtensionAsked => key::TASK_STEP_EXTENSION_ASKED,
        StepKind::ExtensionGranted => key::TASK_STEP_EXTENSION_GRANTED,
        StepKind::ExtensionRefused => key::TASK_STEP_EXTENSION_REFUSED,
        StepKind::ClosingAsked => key::TASK_STEP_CLOSING_ASKED,
        StepKind::Closed => key::TASK_STEP_CLOSED,
        StepKind::SentBack => key::TASK_STEP_SENT_BACK,
        StepKind::Reminded => key::TASK_STEP_REMINDED,
        StepKind::Dropped => key::TASK_STEP_DROPPED,
    }
}

/// What the button of an act says.
pub fn task_act(kind: ActKind) -> Key {
    match kind {
        ActKind::Sign => key::TASK_STEP_SIGNED,
        ActKind::Report => key::TASK_ACT_REPORT,
        ActKind::AskExtension => key::TASK_STEP_EXTENSION_ASKED,
        ActKind::AnswerExtension => key::TASK_ACT_ANSWER_EXTENSION,
        ActKind::AskClosing => key::TASK_STEP_CLOSING_ASKED,
        ActKind::AnswerClosing => key::TASK_ACT_CHECK,
        ActKind::Remind => key::TASK_STEP_REMINDED,
        ActKind::Drop => key::TASK_STEP_DROPPED,
    }
}
