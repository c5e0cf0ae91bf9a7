//! A match: what it is, where it stands, who is to do what, and what the viewer can do.

use duoyuan_core::format::{self, sharing as say_sharing};
use duoyuan_core::sharing::Party;
use duoyuan_core::view::{MatchAct, MatchLine};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::acting::acting;
use super::doing::Doing;
use crate::components::{Button, Call, Kind};
use crate::held::held;
use crate::prefs::words;
use crate::session::session;

/// The card. It stays while its match changes: what has the focus keeps it.
#[component]
pub fn Card(first: MatchLine, lines: Memo<Vec<MatchLine>>) -> impl IntoView {
    let id = first.id;
    let title = first.title.clone();
    let line = held(first, move || lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
    let is_due = move || line.with(|line| line.is_todo);
    let acts = Memo::new(move |_| line.with(|line| line.may.clone()));
    view! {
        <li class="card" class:is-due=is_due>
            <p class="card-title">{title}</p>
            {move || view! { <Facts line=line.get()/> }}
            <p class="card-acts"><For each=move || acts.get() key=|act| *act let:act><ActButton act line/></For></p>
        </li>
    }
}

/// Everything that is said of it.
#[component]
fn Facts(line: MatchLine) -> impl IntoView {
    let (session, w) = (session(), words());
    let pair = Message::new(key::FLOW_PAIR)
        .with("giver", session.park_name(&line.giver))
        .with("taker", session.park_name(&line.taker));
    let element = session.element_name(&line.element);
    let quantity = line.quantity.as_ref().map(say_sharing::quantity);
    let stage = line.stage.as_ref().map(|stage| session.stage_name(&line.element, stage));
    let standing = line.standing;
    let proposer = match &line.proposer {
        Party::Park(park) => Some(session.park_name(park)),
        Party::Office => None,
    };
    let proposer = move || {
        let who = proposer.clone().unwrap_or_else(|| w.t(key::MARKET_OFFICE).to_owned());
        w.with(key::MARKET_PROPOSED_BY, "who", who)
    };
    let pending = line.pending.as_ref().map(|report| {
        let key = if report.effect.is_some() { key::MARKET_PENDING_EFFECT } else { key::MARKET_PENDING };
        let message = Message::new(key)
            .with("park", session.park_name(&report.park))
            .with("stage", session.stage_name(&line.element, &report.stage))
            .with("effect", report.effect.as_ref().map(say_sharing::quantity).unwrap_or_default());
        let note = (!report.note.is_empty()).then(|| report.note.clone());
        view! {
            <p class="lamp warning"><span aria-hidden="true">"▲"</span>{move || w.say(&message)}</p>
            {note.map(|note| view! { <p class="card-said">{move || w.with(key::MARKET_NOTE, "text", note.clone())}</p> })}
        }
    });
    let effect = line.effect.as_ref().map(say_sharing::quantity);
    let awaits = line.awaits.iter().map(|it| {
        let (park, what, due) = (session.park_name(&it.park), it.what, it.due);
        let text = move || {
            let message = Message::new(key::MARKET_AWAITS).with("park", park.clone());
            let text = w.say(&message.with("what", w.t(say_sharing::todo(what))));
            match due {
                Some(due) => format!("{text}{}", w.with(key::MARKET_DUE, "date", due.to_string())),
                None => text,
            }
        };
        view! { <span>{text}</span> }
    });
    let awaits = awaits.collect_view();
    let why = (!line.why.is_empty()).then(|| line.why.clone());
    // The note of a stage to be confirmed stands beside it already.
    let noted = line.pending.as_ref().map(|report| &report.note);
    let said = line.said.clone().filter(|said| noted != Some(said));
    let hindrance = untrack(|| session.own_park()).and_then(|own| say_sharing::hindrance(&line, &own));
    let changed = line.changed_at.map(format::moment);
    let suggested = line.suggested;
    // Who deals with the other side calls it; the office calls either.
    let own = untrack(|| session.own_park());
    let sides = [line.giver.clone(), line.taker.clone()].into_iter().filter(|park| Some(park) != own.as_ref());
    let calls = sides.map(|park| view! { <Call name=session.park_name(&park) contact=session.park_contact(&park)/> });
    let calls = calls.collect_view();
    view! {
        <p class="card-facts">
            <span class="tag">
                {move || w.t(say_sharing::standing(standing))}
                {stage.map(|stage| format!("，{stage}"))}
            </span>
            <strong>{move || w.say(&pair)}</strong>
            <span>{element}</span>
            {quantity.map(|quantity| view! { <span>{quantity}</span> })}
            {effect.map(|effect| view! { <strong>{move || w.with(key::FLOW_EFFECT, "effect", effect.clone())}</strong> })}
        </p>
        {pending}
        <p class="card-facts">
            {awaits}
            <span>{proposer}</span>
            {suggested.then(|| view! { <span>{move || w.t(key::MARKET_SUGGESTED)}</span> })}
            {changed.map(|when| view! { <span>{move || w.with(key::MARKET_CHANGED, "when", when.clone())}</span> })}
        </p>
        <p class="card-facts">{calls}</p>
        {hindrance.map(|key| view! { <p class="lamp warning"><span aria-hidden="true">"▲"</span>{move || w.t(key)}</p> })}
        {why.map(|why| view! { <p class="card-said">{move || w.with(key::MARKET_WHY, "why", why.clone())}</p> })}
        {said.map(|said| view! { <p class="card-said">{move || w.with(key::MARKET_SAID, "text", said.clone())}</p> })}
    }
}

/// A thing that can be done with a match; agreeing and confirming at once, the others with a form.
#[component]
fn ActButton(act: MatchAct, line: Memo<MatchLine>) -> impl IntoView {
    let (w, acting) = (words(), acting());
    let kind = match act {
        MatchAct::Accept | MatchAct::Confirm | MatchAct::Report => Kind::Primary,
        MatchAct::Decline | MatchAct::Close | MatchAct::Dispute | MatchAct::Withdraw => Kind::Grave,
        MatchAct::Nudge | MatchAct::Propose => Kind::Plain,
    };
    let (matched, title) = line.with_untracked(|line| (line.id, line.title.clone()));
    let press = Callback::new(move |()| match act {
        MatchAct::Accept | MatchAct::Confirm => {
            acting.at_once(act, matched, &line.with_untracked(|line| line.title.clone()))
        }
        _ => acting.open(Doing::Match(act, Box::new(line.get_untracked()))),
    });
    view! {
        <Button kind busy=acting.underway.busy on_press=press>
            {move || w.t(say_sharing::act(act))}<span class="visually-hidden">{format!(" {title}")}</span>
        </Button>
    }
}
