//! The contract between server and web: every operation of the HTTP interface stands here once, with its method, its
//! path, who may write by it, what it takes and what it answers. The server mounts its routes by it, the web app builds
//! its addresses by it, and the OpenAPI description is of the same paths.

mod answers;
mod bodies;
mod operations;

use std::fmt::Display;
use std::marker::PhantomData;

use crate::access::{Role, RoleKind};
use crate::words::{Key, Lang, Message, key};

pub use answers::{Done, HandedIn, Me, Upload, ZoneInfo};
pub use bodies::{
    AnotherTime, Approval, ApprovalWithdrawal, Credentials, Freezing, Leaving, NewBooking, NewMaintenance, NewOpenness,
    NewPassword, NewPlatform, Note, Nothing, OfMonth, OwnUse, ProjectFigures, Rating, Reached, Reason, Reminders,
    Repayment, ReportBody, Return, SplitChange, Word,
};
pub use operations::*;

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Asks for something and changes nothing.
    Get,
    /// Does something.
    Post,
    /// Puts something in the place of what is there.
    Put,
    /// Takes something away.
    Delete,
}

impl Method {
    /// As the OpenAPI description writes it: `get`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Delete => "delete",
        }
    }
}

/// Who may ask for an operation, as far as the kind of an account decides it. Whose park, platform or match it is about
/// is judged afterwards, by what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Anybody; of a question, whoever sees anything of the answer.
    Anybody,
    /// Accounts of these kinds.
    Of(&'static [RoleKind]),
}

/// An operation with parameters `P` in its path, the body `B` that it takes, and its answer `A`.
pub struct Operation<P = (), B = (), A = ()> {
    /// Its method.
    pub method: Method,
    /// Its path, with parameters in braces: `/api/v1/reports/{park}/{month}`.
    pub path: &'static str,
    /// Who may ask for it.
    pub right: Right,
    types: PhantomData<fn(P, B) -> A>,
}

impl<P, B, A> Operation<P, B, A> {
    const fn new(method: Method, path: &'static str, right: Right) -> Self {
        Self { method, path, right, types: PhantomData }
    }

    fn call(&self, parameters: &[&dyn Display]) -> Call<B, A> {
        let mut address = String::new();
        let mut rest = self.path;
        for parameter in parameters {
            let Some((before, after)) = rest.split_once('{') else { break };
            address.push_str(before);
            address.push_str(&parameter.to_string());
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        address.push_str(rest);
        Call { method: self.method, address, types: PhantomData }
    }
}

impl<B, A> Operation<(), B, A> {
    /// The address.
    pub fn at(&self) -> Call<B, A> {
        self.call(&[])
    }
}

impl<X: Display, B, A> Operation<(X,), B, A> {
    /// The address with its parameter: `/api/v1/parks/qinyang`.
    pub fn at(&self, x: &X) -> Call<B, A> {
        self.call(&[x])
    }
}

impl<X: Display, Y: Display, B, A> Operation<(X, Y), B, A> {
    /// The address with both parameters: `/api/v1/reports/qinyang/2026-10`.
    pub fn at(&self, x: &X, y: &Y) -> Call<B, A> {
        self.call(&[x, y])
    }
}

/// An operation at an address: what is sent there and what comes back.
pub struct Call<B = (), A = ()> {
    /// The method it is sent with.
    pub method: Method,
    /// Its address, with what stands behind the `?`.
    pub address: String,
    types: PhantomData<fn(B) -> A>,
}

impl<B, A> Call<B, A> {
    /// The same with a question: `/api/v1/board?month=2026-10`.
    pub fn asking(mut self, query: &[(&str, String)]) -> Self {
        for (name, value) in query {
            let mark = if self.address.contains('?') { '&' } else { '?' };
            self.address.push_str(&format!("{mark}{name}={value}"));
        }
        self
    }
}

/// That accounts of this kind may not ask for an operation, with who may; nothing for who may, and for operations that
/// are not known.
///
/// Example: a wall that approves a report is told 本操作由领导小组办公室办理，本账号为大屏，无权办理。
pub fn refused(method: Method, path: &str, role: &Role) -> Option<Message> {
    let (.., right) = ALL.iter().find(|(known, template, _)| *known == method && *template == path)?;
    let Right::Of(kinds) = right else { return None };
    let kind = RoleKind::of(role);
    if kinds.contains(&kind) {
        return None;
    }
    let said = |key: Key| key.text(Lang::Chinese);
    let who: Vec<&str> = kinds.iter().map(|kind| said(kind.word())).collect();
    Some(Message::new(key::NOT_THIS_ACCOUNT).with("who", who.join("、")).with("own", said(kind.word())))
}

#[cfg(test)]
mod tests;
