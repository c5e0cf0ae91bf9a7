#![doc = include_str!("../README.md")]

pub mod access;
pub mod check;
pub mod draft;
pub mod figure;
pub mod format;
pub mod formula;
pub mod id;
pub mod intake;
pub mod journal;
pub mod period;
pub mod report;
pub mod series;
pub mod state;
pub mod view;
pub mod words;
pub mod zone;
