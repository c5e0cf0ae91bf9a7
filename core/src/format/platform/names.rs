//! Words for what platforms have and what is done with bookings.

use crate::format::exact;
use crate::platform::{Class, Mode, Price, Score};
use crate::view::{BookingAct, StepKind};
use crate::words::{Key, Message, key};

/// `120元/小时`, or free of charge.
pub fn price(price: Option<&Price>) -> Message {
    match price {
        None => Message::new(key::PW_PRICE_NONE),
        Some(price) => Message::new(key::PW_PRICE).with("amount", exact(price.amount)).with("per", price.per.clone()),
    }
}

/// The word for a class of resources.
pub fn class(class: Class) -> Key {
    match class {
        Class::Instrument => key::PW_CLASS_INSTRUMENT,
        Class::Place => key::PW_CLASS_PLACE,
        Class::Credit => key::PW_CLASS_CREDIT,
        Class::Service => key::PW_CLASS_SERVICE,
    }
}

/// The words for how a resource is asked for.
pub fn mode(mode: Mode) -> Key {
    match mode {
        Mode::Calendar => key::PW_MODE_CALENDAR,
        Mode::Request => key::PW_MODE_REQUEST,
        Mode::Listed => key::PW_MODE_LISTED,
    }
}

/// The word for a rating.
pub fn score(score: Score) -> Key {
    match score {
        Score::Satisfied => key::PW_SATISFIED,
        Score::Fair => key::PW_FAIR,
        Score::Unsatisfied => key::PW_UNSATISFIED,
    }
}

/// What a button for an act says.
pub fn act(act: BookingAct) -> Key {
    match act {
        BookingAct::Accept => key::PW_ACT_ACCEPT,
        BookingAct::Decline => key::PW_ACT_DECLINE,
        BookingAct::Propose => key::PW_ACT_PROPOSE,
        BookingAct::Agree => key::PW_ACT_AGREE,
        BookingAct::Cancel => key::PW_ACT_CANCEL,
        BookingAct::CheckIn => key::PW_ACT_CHECK_IN,
        BookingAct::NoShow => key::PW_ACT_NO_SHOW,
        BookingAct::Use => key::PW_ACT_USE,
        BookingAct::Repay => key::CW_REPAY,
        BookingAct::Rate => key::PW_ACT_RATE,
    }
}

/// The word for something that happened to a booking.
pub fn step(kind: StepKind) -> Key {
    match kind {
        StepKind::Requested => key::PW_STEP_REQUESTED,
        StepKind::Promoted => key::PW_STEP_PROMOTED,
        StepKind::Accepted => key::PW_ACT_ACCEPT,
        StepKind::Declined => key::PW_ACT_DECLINE,
        StepKind::Proposed => key::PW_ACT_PROPOSE,
        StepKind::Agreed => key::PW_ACT_AGREE,
        StepKind::Cancelled => key::PW_ACT_CANCEL,
        StepKind::CheckedIn => key::PW_ACT_CHECK_IN,
        StepKind::NoShow => key::PW_STEP_NO_SHOW,
        StepKind::Used => key::PW_ACT_USE,
        StepKind::Repaid => key::CW_REPAY,
        StepKind::Rated => key::PW_ACT_RATE,
    }
}
