//! A number that can be tapped down to its source. It animates once when its value has just changed.

use duoyuan_core::series::Subject;
use duoyuan_core::view::Figure;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::explain_target::{Address, ExplainTarget};
use super::{ChangeMark, StatusBadge, StatusMark};
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// How large a figure is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In a table: number, mark of its status, change.
    #[default]
    Cell,
    /// On top of a page: name, number, unit, change, word of its status.
    Headline,
}

/// The number and its unit, or the word for why there is none. Flashes once when the value has changed.
#[component]
pub fn Number(
    /// The figure shown, with its unit, status and change.
    #[prop(into)]
    figure: Signal<Figure>,
    /// Whether the unit stands beside it (a table has it in its head).
    #[prop(optional)]
    unit: bool,
) -> impl IntoView {
    let w = words();
    let text = Memo::new(move |_| figure.with(|figure| say::value(figure, w.lang())));
    let address = Memo::new(move |_| figure.with(|figure| Address::from(figure)));
    let absent = move || figure.with(|figure| figure.value.is_none());
    let shown = NodeRef::<leptos::html::Span>::new();
    Effect::new(move |before: Option<(String, Address)>| {
        let now = (text.get(), address.get());
        // The same figure with another value: news. Another month or language is none.
        if before.is_some_and(|before| before.1 == now.1 && before.0 != now.0)
            && let Some(node) = shown.get_untracked()
        {
            restart_flash(&node);
        }
        now
    });
    view! {
        <span class="number" class:absent=absent node_ref=shown>
            <span class="digits">{move || text.with(|text| parted(text))}</span>
            {unit.then(|| view! {
                <span class="unit">
                    {move || figure.with(|f| f.value.map(|_| say::unit(f.unit, w.lang())))}
                </span>
            })}
        </span>
    }
}

/// A text whose parts stay whole where they fit; a number is one part.
pub fn parted(text: &str) -> AnyView {
    match &say::parts(text)[..] {
        [_, _, ..] => {
            let parts = say::parts(text).into_iter().map(str::to_owned);
            parts.map(|part| view! { <span class="part">{part}</span> }).collect_view().into_any()
        }
        _ => text.to_owned().into_any(),
    }
}

/// Taking the class away and reading a size makes the browser start the animation anew.
fn restart_flash(node: &web_sys::HtmlElement) {
    let _ = node.class_list().remove_1("fresh");
    let _ = node.offset_width();
    let _ = node.class_list().add_1("fresh");
}

/// A figure as a button: its full sentence for screen readers, its explanation when tapped. The sentence is
/// content, not a label: a label would have to repeat what is seen in the order it is seen in.
#[component]
pub fn FigureCell(
    /// The figure shown, with its unit, status and change.
    #[prop(into)]
    figure: Signal<Figure>,
    /// How large the number is set.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let (session, w, target) = (session(), words(), expect_context::<ExplainTarget>());
    let name = move || figure.with(|figure| session.source_name(&figure.code));
    let sentence = move || {
        figure.with(|figure| {
            let subject = match &figure.subject {
                Subject::Zone => session.zone(|zone| zone.short.clone()).unwrap_or_default(),
                Subject::Park(park) => session.park_name_in(park, figure.month),
                Subject::Owner(owner) => session.owner_name(owner),
            };
            say::sentence(&subject, &session.source_name(&figure.code), figure, w.lang())
        })
    };
    let change = Signal::derive(move || figure.with(|figure| figure.year_on_year));
    let status = Signal::derive(move || figure.with(|figure| figure.status));
    let missing = move || {
        let count = figure.with(|figure| figure.missing.len());
        let parks = (count > 0).then(|| w.with(key::MISSING_PARKS, "n", count.to_string()));
        let lacking = figure.with(|figure| say::lacking(figure, w.lang()));
        (parks.is_some() || lacking.is_some()).then(|| say::clauses(parks.into_iter().chain(lacking), w.lang()))
    };
    let covers = move || figure.with(|figure| say::covers(figure, w.lang()));
    let has_value = Memo::new(move |_| figure.with(|figure| figure.value.is_some()));
    let explain = move |_| target.open(figure.with_untracked(|figure| Address::from(figure)));
    match size {
        Size::Cell => view! {
            <button type="button" class="figure cell" on:click=explain>
                <span class="visually-hidden">{sentence}</span>
                <span class="seen" aria-hidden="true">
                    <span class="figure-line"><Number figure/><StatusMark status/></span>
                    // Without a value there is nothing to compare: its reason is said once.
                    <span class="figure-line">
                        {move || missing().map(|text| view! { <span class="missing">{text}</span> })}
                        {move || has_value.get().then(|| view! { <ChangeMark change short=true/> })}
                        {move || covers().map(|text| view! { <span class="covers">{text}</span> })}
                    </span>
                </span>
            </button>
        }
        .into_any(),
        Size::Headline => view! {
            <button type="button" class="figure headline" on:click=explain>
                <span class="visually-hidden">{sentence}</span>
                <span class="seen" aria-hidden="true">
                    <span class="figure-name">{name}</span>
                    <Number figure unit=true/>
                    <span class="figure-foot">
                        {move || has_value.get().then(|| view! {
                            <ChangeMark change label=Signal::derive(move || w.t(key::YEAR_ON_YEAR_SHORT))/>
                            // In a line of its own, with what the change is of: alike in every tile.
                            <span class="figure-state">
                                <StatusBadge status/>
                                {move || covers().map(|text| view! { <span class="covers">{text}</span> })}
                            </span>
                        })}
                    </span>
                    // Always there, so that a park that comes or goes moves nothing.
                    <span class="missing">{missing}</span>
                </span>
            </button>
        }
        .into_any(),
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(
    clippy::unwrap_used,
    reason = "a panic in a test is a failure with a place; the lint does not know browser tests"
)]
mod tests {
    use duoyuan_core::figure::{Change, Gap, Status, Unit};
    use duoyuan_core::period::Basis;
    use leptos::task::tick;
    use rust_decimal::Decimal;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    use super::*;
    use crate::prefs::Prefs;
    use crate::session::Session;

    fn figure(value: Option<i64>) -> Figure {
        Figure {
            subject: Subject::Park("qinyang".into()),
            code: "revenue".into(),
            month: "2026-10".parse().expect("a month"),
            basis: Basis::Cumulative,
            value: value.map(Decimal::from),
            gap: value.is_none().then_some(Gap::NotReported),
            unit: Unit::HundredMillionYuan,
            decimals: 1,
            status: if value.is_some() { Status::Provisional } else { Status::Absent },
            year_on_year: Change::None(Gap::NoBase),
            comparable: None,
            missing: Vec::new(),
            lacking: rust_decimal::Decimal::ZERO,
        }
    }

    #[wasm_bindgen_test]
    async fn a_number_says_all_of_itself_and_flashes_once_it_changes() {
        let room: HtmlElement = document().create_element("div").expect("a document").unchecked_into();
        document().body().unwrap().append_child(&room).unwrap();
        let shown = RwSignal::new(figure(Some(302)));
        let target = StoredValue::new(None::<ExplainTarget>);
        let mounted = leptos::mount::mount_to(room.clone(), move || {
            Prefs::provide();
            Session::provide();
            target.set_value(Some(ExplainTarget::provide()));
            view! { <FigureCell figure=shown size=Size::Headline/> }
        });
        tick().await;
        let find = |selector: &str| room.query_selector(selector).unwrap();
        let text = |selector: &str| find(selector).unwrap().text_content().unwrap();
        let label = || text(".visually-hidden");
        assert_eq!(text(".digits"), "302.0");
        assert_eq!(label(), "qinyangrevenue，2026年1—10月，302.0亿元，初步，同比：无同期数。");
        assert!(find(".fresh").is_none(), "the first value is no news");

        shown.set(figure(Some(303)));
        tick().await;
        assert_eq!(text(".digits"), "303.0");
        assert!(find(".fresh").is_some());

        shown.set(figure(None));
        tick().await;
        assert_eq!(text(".digits"), "未报", "never a zero, never a blank");
        assert!(find(".status").is_none());

        find("button").unwrap().unchecked_into::<HtmlElement>().click();
        assert_eq!(target.get_value().unwrap().address(), Some(Address::from(&figure(None))));
        drop(mounted);
        room.remove();
    }
}
