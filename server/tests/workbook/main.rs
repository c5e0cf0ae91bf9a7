//! Workbooks as parks send them: what is read from each, and the sentence when nothing can be.

mod book;
mod cells;
mod fitting;
mod fuzz;
mod hostile;
mod kinds;
mod ods;
mod round_trip;
mod sheets;
mod zone;
