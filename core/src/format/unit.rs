//! The names of units.

use crate::figure::Unit;
use crate::words::{Lang, key};

/// A unit's name. Chinese names are those of the forms.
pub fn unit(unit: Unit, lang: Lang) -> &'static str {
    let key = match unit {
        Unit::ThousandYuan => key::UNIT_THOUSAND_YUAN,
        Unit::TenThousandYuan => key::UNIT_TEN_THOUSAND_YUAN,
        Unit::HundredMillionYuan => key::UNIT_HUNDRED_MILLION_YUAN,
        Unit::Person => key::UNIT_PERSON,
        Unit::TenThousandPersons => key::UNIT_TEN_THOUSAND_PERSONS,
        Unit::Enterprise => key::UNIT_ENTERPRISE,
        Unit::Piece => key::UNIT_PIECE,
        Unit::Project => key::UNIT_PROJECT,
        Unit::Count => key::UNIT_COUNT,
        Unit::TonneCoal => key::UNIT_TONNE_COAL,
        Unit::TonneCoalPerTenThousandYuan => key::UNIT_TONNE_COAL_PER_TEN_THOUSAND_YUAN,
        Unit::TenThousandYuanPerPerson => key::UNIT_TEN_THOUSAND_YUAN_PER_PERSON,
        Unit::PiecePerTenThousandPersons => key::UNIT_PIECE_PER_TEN_THOUSAND_PERSONS,
        Unit::PiecePerTenMillionYuan => key::UNIT_PIECE_PER_TEN_MILLION_YUAN,
        Unit::PiecePerTenBillionYuan => key::UNIT_PIECE_PER_TEN_BILLION_YUAN,
        Unit::Hours => key::UNIT_HOURS,
        Unit::HoursEach => key::UNIT_HOURS_EACH,
        Unit::Instrument => key::UNIT_INSTRUMENT,
        Unit::InstrumentYear => key::UNIT_INSTRUMENT_YEAR,
        Unit::Percent => key::UNIT_PERCENT,
    };
    key.text(lang)
}
