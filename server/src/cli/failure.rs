//! Why a subcommand failed, as a sentence.

use std::io;
use std::path::Path;

use duoyuan_core::journal::Damage;
use duoyuan_core::words::{Message, key};

use super::{reason, say};
use crate::accounts::AccountError;
use crate::engine::{self, EngineError};
use crate::store::StoreError;
use crate::store::lock::LockError;
use crate::store::sqlite;

/// A failure that is to be said, or one that has been.
#[derive(Debug)]
pub struct Failure(Option<Message>);

impl Failure {
    /// With its sentence.
    pub fn new(message: Message) -> Self {
        Self(Some(message))
    }

    /// The output has said everything.
    pub fn said() -> Self {
        Self(None)
    }

    /// What is still to be said.
    pub fn message(&self) -> Option<&Message> {
        self.0.as_ref()
    }

    /// A file or folder that cannot be used.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        let message = Message::new(key::CLI_FILE).with("path", path.display().to_string());
        Self::new(message.with("reason", reason(error)))
    }
}

impl From<sqlite::OpenError> for Failure {
    fn from(error: sqlite::OpenError) -> Self {
        Self::new(match &error {
            sqlite::OpenError::Lock(LockError::Taken) => Message::new(key::CLI_DATA_IN_USE),
            sqlite::OpenError::Lock(LockError::Unusable(cause)) => {
                Message::new(key::CLI_DATA_UNUSABLE).with("reason", reason(cause))
            }
            sqlite::OpenError::Absent => Message::new(key::CLI_DATA_ABSENT).with("file", sqlite::FILE),
            sqlite::OpenError::Newer { .. } => Message::new(key::CLI_DATA_NEWER),
            sqlite::OpenError::Older { .. } => Message::new(key::CLI_DATA_OLDER),
            sqlite::OpenError::Store(StoreError::Full(_)) => Message::new(key::DISK_FULL),
            sqlite::OpenError::Store(_) => return store(&error),
        })
    }
}

impl From<sqlite::BackupError> for Failure {
    fn from(error: sqlite::BackupError) -> Self {
        match error {
            sqlite::BackupError::Open(error) => error.into(),
            sqlite::BackupError::Journal(error) => error.into(),
            error => store(&error),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full(_) => Self::new(Message::new(key::DISK_FULL)),
            error => store(&error),
        }
    }
}

fn store(error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure::new(Message::new(key::CLI_STORE).with("reason", reason(error)))
}

impl From<engine::OpenError> for Failure {
    fn from(error: engine::OpenError) -> Self {
        match error {
            engine::OpenError::Store(StoreError::Damaged { .. }) => damaged(&Message::new(key::CLI_DAMAGE_DATABASE)),
            engine::OpenError::Store(error) => error.into(),
            engine::OpenError::Damage(newer @ Damage::Newer { .. }) => Self::new(newer.message()),
            engine::OpenError::Damage(damage) => damaged(&damage.message()),
            engine::OpenError::File { position, digest } => {
                let message = Message::new(key::CLI_DAMAGE_FILE).with("position", position.to_string());
                damaged(&message.with("digest", digest))
            }
        }
    }
}

fn damaged(what: &Message) -> Failure {
    Failure::new(Message::new(key::CLI_DAMAGED).with("reason", say(what)))
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Rejected(rejection) => Self::new(rejection.message),
            EngineError::Store(error) => error.into(),
            EngineError::Journal(error) => error.into(),
            EngineError::Damaged => Self::new(Message::new(key::JOURNAL_DAMAGED)),
            EngineError::Busy => Self::new(Message::new(key::BUSY)),
        }
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Name(key) | AccountError::Password(key) => Self::new(Message::new(key)),
            AccountError::Taken => Self::new(Message::new(key::CLI_NAME_TAKEN)),
            AccountError::Unknown => Self::new(Message::new(key::CLI_NAME_UNKNOWN)),
            AccountError::Already => Self::new(Message::new(key::ACCOUNT_UNCHANGED)),
            AccountError::Refused(refusal) => {
                Self::new(Message::new(refusal.sentence().unwrap_or(key::CLI_NAME_UNKNOWN)))
            }
            AccountError::Store(error) => error.into(),
        }
    }
}
