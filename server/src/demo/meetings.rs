//! Meetings of the leading group: three in the last year, each with an edition that was released when it was over.

use duoyuan_core::meeting::Command;
use duoyuan_core::state;
use jiff::Timestamp;

use super::story::moment;
use super::world::World;
use super::{DemoError, Plan, accounts};

/// How many months before the last one with data the figures of each meeting are of; it is held in the month after.
const AGO: [i32; 3] = [7, 4, 1];

/// What happens at a meeting.
#[derive(Clone, Debug)]
pub(super) enum Move {
    /// Its figures are frozen.
    Freeze { title: String },
    /// It is over.
    Release,
}

/// The meetings with their moments, in order.
pub(super) fn tell(plan: Plan) -> Vec<(Timestamp, Move)> {
    let mut moves = Vec::new();
    let mut of_year = (0, 0);
    for ago in AGO {
        let held = plan.until.plus(1 - ago);
        of_year = if of_year.0 == held.year() { (of_year.0, of_year.1 + 1) } else { (held.year(), 1) };
        let title = format!("领导小组{}年第{}次会议", of_year.0, of_year.1);
        moves.push((moment(held, 22, 15, 0), Move::Freeze { title }));
        moves.push((moment(held, 22, 17, 10), Move::Release));
    }
    moves
}

pub(super) fn carry_out(world: &mut World, what: Move, at: Timestamp) -> Result<(), DemoError> {
    let editions = world.state.editions();
    let command = match what {
        // Of the first months nothing has been approved when the meeting is held: it is held without an edition.
        Move::Freeze { .. } if !world.has_figures() => return Ok(()),
        Move::Freeze { title } => Command::Freeze { title },
        Move::Release => match editions.shown() {
            Some(edition) => Command::Release { edition: edition.number },
            None => return Ok(()),
        },
    };
    world.act(&accounts::office(), &state::Command::Meeting(command), at)
}
