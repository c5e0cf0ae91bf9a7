#![doc = include_str!("../README.md")]

pub mod access;
pub mod check;
pub mod document;
pub mod draft;
pub mod enclave;
pub mod figure;
pub mod format;
pub mod formula;
mod heard;
pub mod id;
pub mod intake;
pub mod journal;
pub mod lamp;
pub mod openness;
pub mod period;
pub mod platform;
pub mod report;
pub mod say;
pub mod series;
pub mod sharing;
pub mod state;
pub mod table;
pub mod text;
mod told;
pub mod view;
pub mod words;
pub mod zone;
