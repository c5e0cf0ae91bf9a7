#![doc = include_str!("../README.md")]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod id;
pub mod period;
pub mod figure;
pub mod format;
pub mod words;
pub mod formula;
pub mod zone;
pub mod access;
pub mod report;
pub mod intake;
pub mod check;
pub mod series;
pub mod journal;
pub mod state;
pub mod view;
