//! The matrix where it runs.

use duoyuan_core::sharing::{Quantity, Span};
use duoyuan_core::view::{Flow, Unconfirmed};
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::*;
use crate::pages::sharing::asked::use_asked;
use crate::pages::sharing::behind::Opened;
use crate::place::Place;
use crate::prefs::Prefs;
use crate::session::Session;

fn sharing(count: u32) -> Sharing {
    let amount = Amount {
        count,
        landed: 1,
        effects: vec![Quantity { value: 1200.into(), unit: "万元".to_owned() }],
        money: 1200.into(),
    };
    let flow = Flow { giver: "boai".into(), taker: "xiuwu".into(), amount };
    Sharing {
        position: 1,
        demo: true,
        element: None,
        span: Span::Year,
        month: "2026-10".parse().unwrap(),
        first: None,
        elements: Vec::new(),
        gap: None,
        total: Some(Amount::default()),
        flows: vec![flow],
        balances: Vec::new(),
        waiting: Vec::new(),
        waiting_count: 0,
        pace: None,
        never: Vec::new(),
        landed_this_month: Vec::new(),
        landed_this_month_count: 0,
        unconfirmed: Unconfirmed::default(),
    }
}

#[wasm_bindgen_test]
async fn a_cell_says_what_is_behind_it_and_changes_in_its_place() {
    let room: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&room).unwrap();
    let shown = RwSignal::new(Some(sharing(7)));
    let mounted = leptos::mount::mount_to(room.clone(), move || {
        Prefs::provide();
        Session::provide();
        Place::provide();
        Opened::provide(use_asked());
        let (shown, by) = (Memo::new(move |_| shown.get()), Memo::new(|_| By::Count));
        view! { <Matrix shown by/> }
    });
    tick().await;
    let cell: HtmlElement = room.query_selector("button.give-take-cell").unwrap().unwrap().unchecked_into();
    assert_eq!(cell.text_content().unwrap(), "7");
    assert_eq!(cell.get_attribute("aria-label").unwrap(), "boai向xiuwu提供7项，落地1项，1,200万元");
    let all = room.text_content().unwrap();
    assert!(all.contains("·没有"), "an empty cell is no blank: {all}");
    assert!(all.contains("本园区"));

    cell.focus().unwrap();
    shown.set(Some(sharing(8)));
    tick().await;
    assert_eq!(cell.text_content().unwrap(), "8");
    let focused = document().active_element().unwrap();
    assert_eq!(focused.get_attribute("class").as_deref(), Some("give-take-cell"), "the place is kept");
    drop(mounted);
    room.remove();
}
