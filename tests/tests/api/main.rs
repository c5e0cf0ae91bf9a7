//! The HTTP interface and the command line of the real binary, as a stranger to its code sees them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

mod accounts;
mod attachments;
mod commands;
mod documents;
mod editions;
mod enclaves;
mod everyday;
mod hostile;
mod ids;
mod live;
mod managing;
mod openapi;
mod past;
mod periods;
mod platforms;
mod reporting;
mod scopes;
mod secrets;
mod serving;
mod sharing;
mod sources;
mod tables;
mod tasks;
mod twice;
mod wall;
mod zones;
