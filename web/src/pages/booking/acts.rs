//! What can be done with a booking now: a button an act, and the form of those that need words.

mod fields;

use duoyuan_core::format;
use duoyuan_core::platform::{Score, Step, Usage};
use duoyuan_core::view::{BookingAct, BookingLine};
use duoyuan_core::words::key;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rust_decimal::Decimal;

use super::outcome::outcome;
use crate::api::{ApiError, platforms};
use crate::components::{Button, ErrorNote, Kind, SlotDraft};
use crate::focus;
use crate::prefs::words;
use fields::Fields;

/// What is being done, with everything typed for it.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    line: Memo<BookingLine>,
    /// The form that is open.
    open: RwSignal<Option<BookingAct>>,
    pub note: RwSignal<String>,
    pub slot: SlotDraft,
    /// Hours, samples, credit, income.
    pub used: [RwSignal<String>; 4],
    pub repaid: RwSignal<String>,
    pub score: RwSignal<Option<Score>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    reload: Callback<()>,
}

impl Acting {
    fn new(line: Memo<BookingLine>, reload: Callback<()>) -> Self {
        let slot = line.with_untracked(|line| line.request.slot);
        let hours = slot.map(|slot| Decimal::from(slot.length().as_mins()) / Decimal::from(60));
        let text = |value: Option<Decimal>| {
            RwSignal::new(value.map(|v| v.round_dp(1).normalize().to_string()).unwrap_or_default())
        };
        Self {
            line,
            open: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            slot: SlotDraft::new(slot),
            used: [text(hours), text(None), text(None), text(None)],
            repaid: text(line.with_untracked(|line| line.owed)),
            score: RwSignal::new(None),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            reload,
        }
    }

    /// What would be asked of the server; nothing while something is missing.
    fn step(self, act: BookingAct) -> Option<Step> {
        let note = self.note.get().trim().to_owned();
        let needed = || Some(note.clone()).filter(|note| !note.is_empty());
        let number = |at: usize| match self.used[at].get().trim() {
            "" => Some(Decimal::ZERO),
            text => text.parse().ok(),
        };
        Some(match act {
            BookingAct::Accept => Step::Accepted { note },
            BookingAct::Decline => Step::Declined { note: needed()? },
            BookingAct::Propose => Step::Proposed { slot: self.slot.slot()?, note },
            BookingAct::Agree => Step::Agreed,
            BookingAct::Cancel => Step::Cancelled { reason: needed()? },
            BookingAct::CheckIn => Step::CheckedIn,
            BookingAct::NoShow => Step::NoShow,
            BookingAct::Use => {
                Step::Used(Usage { hours: number(0)?, samples: number(1)?, credit: number(2)?, income: number(3)? })
            }
            BookingAct::Repay => Step::Repaid { credit: self.repaid.get().trim().parse().ok()? },
            BookingAct::Rate => Step::Rated { score: self.score.get()?, note },
        })
    }

    fn send(self, act: BookingAct) {
        let Some(step) = untrack(|| self.step(act)).filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.error.set(None);
        let id = self.line.with_untracked(|line| line.booking);
        let outcome = outcome();
        outcome.forget();
        spawn_local(async move {
            let answer = platforms::step(id, &step).await;
            // Where a booking stands decides in which list it is: this line may be gone meanwhile.
            let is_gone = self.busy.try_set(false).is_some();
            match answer {
                Ok(_) => {
                    if !is_gone {
                        self.open.set(None);
                        self.note.set(String::new());
                    }
                    outcome.done(act);
                }
                Err(error) if is_gone => outcome.refused(error),
                Err(error) => self.error.set(Some(error)),
            }
            self.reload.try_run(());
        });
    }
}

/// Acts that are done at once; the others ask something first.
fn is_immediate(act: BookingAct) -> bool {
    matches!(act, BookingAct::Agree | BookingAct::CheckIn)
}

/// How much an act's button asks to be pressed.
fn weight(act: BookingAct) -> Kind {
    match act {
        BookingAct::Accept | BookingAct::Agree | BookingAct::CheckIn | BookingAct::Use => Kind::Primary,
        BookingAct::Cancel | BookingAct::NoShow => Kind::Quiet,
        BookingAct::Decline | BookingAct::Propose | BookingAct::Repay | BookingAct::Rate => Kind::Plain,
    }
}

/// The buttons, or the form of one.
#[component]
pub fn Acts(line: Memo<BookingLine>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let acting = Acting::new(line, reload);
    // A refusal outlives the line it was said in: what was refused has often just moved to another list.
    let outcome = outcome();
    on_cleanup(move || {
        if let Some(error) = acting.error.try_get_untracked().flatten() {
            outcome.refused(error);
        }
    });
    // A form stays open, with its words, until its act is no longer possible.
    let open = Memo::new(move |_| acting.open.get().filter(|act| line.with(|line| line.acts.contains(act))));
    // The buttons stay while the clock of the booking runs.
    let acts = Memo::new(move |_| {
        let mut acts = line.with(|line| line.acts.clone());
        acts.sort_by_key(|act| weight(*act) != Kind::Primary);
        acts
    });
    let button = move |act: BookingAct| {
        let kind = weight(act);
        let press = move |()| match is_immediate(act) {
            true => acting.send(act),
            false => acting.open.set(Some(act)),
        };
        view! {
            <Button kind busy=acting.busy on_press=Callback::new(press)>
                {move || w.t(format::platform::act(act))}{(!is_immediate(act)).then_some("…")}
            </Button>
        }
    };
    view! {
        <div class="booking-acts">
            <ErrorNote error=acting.error/>
            {move || match open.get() {
                Some(act) => view! { <Form acting act/> }.into_any(),
                None => view! {
                    <p class="booking-buttons"><For each=move || acts.get() key=|act| *act children=button/></p>
                }.into_any(),
            }}
        </div>
    }
}

/// The form of an act.
#[component]
fn Form(acting: Acting, act: BookingAct) -> impl IntoView {
    let w = words();
    let is_short = Signal::derive(move || acting.step(act).is_none());
    let kind = if matches!(act, BookingAct::Decline | BookingAct::Cancel | BookingAct::NoShow) {
        Kind::Grave
    } else {
        Kind::Primary
    };
    let form: NodeRef<html::Form> = NodeRef::new();
    focus::begin_in(form);
    view! {
        <form class="booking-form" node_ref=form aria-label=move || w.t(format::platform::act(act))
            on:submit=move |ev| { ev.prevent_default(); acting.send(act) }
            on:keydown=move |ev| if ev.key() == "Escape" { acting.open.set(None) }
        >
            <Fields acting act/>
            <p class="notice-actions">
                <Button on_press=Callback::new(move |()| acting.open.set(None))>{move || w.t(key::PW_BACK)}</Button>
                <Button kind busy=acting.busy disabled=is_short>{move || w.t(format::platform::act(act))}</Button>
            </p>
        </form>
    }
}
