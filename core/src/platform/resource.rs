//! What a platform has: instruments, places, credit lines, services.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{Code, ResourceId};
use crate::kept::kept;

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ResourceClass))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 仪器设备.
    Instrument,
    /// 场地、工位.
    Place,
    /// 信贷、基金额度.
    Credit,
    /// 服务.
    Service,
}

/// Whether it has a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingMode))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 按时段预约: a booking has a slot, and takes `amount` of the capacity in it.
    Calendar,
    /// 按件申请: a booking has no slot.
    Request,
    /// Not to be booked: listed only.
    Listed,
}

/// When it may be used. Everything is Beijing time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ResourceHours))]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// As the zone's rules say.
    #[default]
    Standard,
    /// At any time, day and night.
    Always,
    /// Hours of its own, each on some weekdays.
    Own(Vec<Opening>),
}

/// Daily opening hours on some weekdays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// 1 is Monday, 7 is Sunday.
    pub weekdays: Vec<u8>,
    /// Minutes after midnight, 0 to 1439.
    #[cfg_attr(feature = "openapi", schema(maximum = 1439))]
    pub from: u16,
    /// Minutes after the same midnight, up to 2880: 1800 is 06:00 of the next day.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 2880))]
    pub to: u16,
}

/// What it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// How much, in yuan.
    pub amount: Decimal,
    /// For what: 小时, 样, 工位·月, 次.
    pub per: String,
}

/// An instrument, places, a credit line or a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Its id within the platform.
    pub id: ResourceId,
    /// Name of the resource, as users read it.
    pub name: String,
    /// What it is.
    pub class: Class,
    /// How much there is at once.
    pub capacity: Decimal,
    /// What capacity is counted in: 台, 工位, 万元, 件.
    pub unit: String,
    /// Its class of rated hours 额定机时, for instruments.
    #[serde(default)]
    pub rated: Option<Code>,
    /// Original value, 万元, of all of it together.
    #[serde(default)]
    pub value: Option<Decimal>,
    /// Whether it is entered in the province's sharing network 入网.
    #[serde(default)]
    pub networked: bool,
    /// Whether it has a calendar.
    pub mode: Mode,
    /// When it may be used.
    #[serde(default)]
    pub hours: Hours,
    /// The longest booking, in hours; at least one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub longest_hours: Option<u32>,
    /// What it costs; nothing when it is free of charge.
    #[serde(default)]
    pub price: Option<Price>,
}

kept!(enum Class { 0 => Instrument, 1 => Place, 2 => Credit, 3 => Service });
kept!(enum Mode { 0 => Calendar, 1 => Request, 2 => Listed });
kept!(enum Hours { 0 => Standard, 1 => Always, 2 => Own(inner) });
kept!(struct Opening { weekdays, from, to });
kept!(struct Price { amount, per });
kept!(struct Resource { id, name, class, capacity, unit, rated, value, networked, mode, hours, longest_hours, price });
