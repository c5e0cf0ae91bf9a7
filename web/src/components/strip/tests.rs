//! Picking hours, and what the table says of them.

use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn slot(from: i64, to: i64) -> Slot {
    let at = |hour: i64| jiff::Timestamp::from_second(hour * 3600).unwrap();
    Slot { from: at(from), to: at(to) }
}

#[wasm_bindgen_test(unsupported = test)]
fn two_taps_make_a_stretch_and_a_third_begins_anew() {
    assert_eq!(joined(None, slot(9, 10)), slot(9, 10));
    assert_eq!(joined(Some(slot(9, 10)), slot(11, 12)), slot(9, 12));
    assert_eq!(joined(Some(slot(9, 12)), slot(14, 15)), slot(14, 15));
    assert_eq!(joined(Some(slot(9, 10)), slot(8, 9)), slot(8, 9), "an end before its beginning is a new beginning");
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(
    clippy::unwrap_used,
    reason = "a panic in a test is a failure with a place; the lint does not know browser tests"
)]
mod dom {
    use leptos::task::tick;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    use super::super::*;
    use crate::prefs::Prefs;

    #[wasm_bindgen_test]
    async fn hours_say_what_they_are_and_only_free_ones_are_picked() {
        let room: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&room).unwrap();
        let hour = |from: &str, to: &str, state| {
            let at = |text: &str| format!("2026-11-23T{text}:00+08:00").parse().unwrap();
            StripHour { slot: Slot { from: at(from), to: at(to) }, state, left: 1.into() }
        };
        let hours = vec![
            hour("09:00", "10:00", StripState::Free),
            hour("10:00", "11:00", StripState::Full),
            hour("11:00", "12:00", StripState::Free),
        ];
        let rows = RwSignal::new(vec![StripRow { id: "sem".to_owned(), name: "扫描电镜".to_owned(), hours }]);
        let picked = RwSignal::new(None::<(String, Slot)>);
        let mounted = leptos::mount::mount_to(room.clone(), move || {
            Prefs::provide();
            view! { <Strip caption=String::from("日历") rows picked on_pick=Callback::new(move |it| picked.set(Some(it)))/> }
        });
        tick().await;
        let buttons = room.get_elements_by_tag_name("button");
        let button = |at: u32| buttons.item(at).unwrap().unchecked_into::<HtmlElement>();
        assert_eq!(button(0).get_attribute("aria-label").unwrap(), "2026-11-23 周一 09:00—10:00：可约，余1");
        button(1).click();
        assert_eq!(picked.get_untracked(), None, "what is full is not picked");
        button(0).click();
        tick().await;
        assert_eq!(button(0).get_attribute("aria-pressed").unwrap(), "true");
        assert_eq!(button(0).get_attribute("tabindex").unwrap(), "0", "one stop for the tab key");
        button(0).focus().unwrap();
        step_focus(Some(button(0).into()), 0, 1);
        assert_eq!(document().active_element().unwrap(), button(1).into());
        drop(mounted);
        room.remove();
    }
}
