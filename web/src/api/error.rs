//! What can go wrong with a call, and its sentence.

use serde::Deserialize;

use super::{Finding, Message};
use duoyuan_core::words::{Lang, key};

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No answer: the network or the server is away.
    Away,
    /// The session has ended, or there was none.
    Expired,
    /// The server refused and says why.
    Refused(Box<Problem>),
    /// An answer that could not be read: another version, or something between us and the server.
    Unreadable,
}

/// A refusal, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// The HTTP status of the answer: 409.
    pub status: u16,
    /// Why, as a sentence with arguments.
    pub message: Message,
    /// What stands against a report.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

impl ApiError {
    /// What to tell a person.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Away => key::SERVER_AWAY.text(lang).to_owned(),
            Self::Expired => key::SESSION_EXPIRED.text(lang).to_owned(),
            Self::Refused(problem) => problem.message.text(lang),
            Self::Unreadable => key::ANSWER_UNREADABLE.text(lang).to_owned(),
        }
    }

    /// The findings a refusal carries.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Refused(problem) => &problem.findings,
            _ => &[],
        }
    }

    /// Whether there was nothing yet at what is looked back at.
    pub fn is_before_all(&self) -> bool {
        matches!(self, Self::Refused(problem) if [key::NO_SUCH_PAST, key::NO_SUCH_ENTRY].contains(&problem.message.key))
    }

    /// Whether the month or the day that was asked for is still to come.
    pub fn is_ahead(&self) -> bool {
        matches!(self, Self::Refused(problem) if [key::AS_OF_AHEAD, key::MONTH_AHEAD].contains(&problem.message.key))
    }

    /// Whether there is no such thing, or not for this viewer.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.status == 404)
    }
}
