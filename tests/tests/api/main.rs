//! The HTTP interface and the command line of the real binary, as a stranger to its code sees them.

mod common;

mod accounts;
mod commands;
mod hostile;
mod live;
mod openapi;
mod periods;
mod reporting;
mod scopes;
mod serving;
