//! What pages are made of: props in, view out. Nothing here asks the server, but for the panel that explains.

mod button;
mod change;
mod chart;
mod explain_target;
mod explanation;
mod figure_cell;
mod frame;
mod lamp;
mod link_state;
mod menu;
mod notes;
mod panel;
mod period_picker;
mod report_lamp;
mod sharing_ways;
mod sparkline;
mod status;

pub use button::{Button, Kind};
pub use change::ChangeMark;
pub use chart::Chart;
pub use explain_target::{Address, ExplainTarget};
pub use explanation::Explanation;
pub use figure_cell::{FigureCell, Number, Size};
pub use frame::{DemoMark, PageFrame};
pub use lamp::{Lamp, Light};
pub use link_state::LinkState;
pub use menu::Menu;
pub use notes::{Empty, ErrorNote, Skeleton};
pub use panel::Panel;
pub use period_picker::{PeriodPicker, Position, use_position};
pub use report_lamp::ReportLamp;
pub use sharing_ways::SharingWays;
pub use sparkline::Sparkline;
pub use status::{StatusBadge, StatusLegend, StatusMark};
