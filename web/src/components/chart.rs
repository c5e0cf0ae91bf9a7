//! The one owner of a drawn chart: makes it when there is room, updates it without animation, fits it to its
//! box, and takes it away with the page.

use leptos::html::Div;
use leptos::prelude::*;

use crate::charts::echarts::{self, Drawing};

/// A chart of the option given. Its height comes from `class`, so that nothing moves when it is drawn.
#[component]
pub fn Chart(
    /// The option, as JSON; see `charts`.
    #[prop(into)]
    option: Signal<String>,
    /// What the chart shows, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// A class that gives the height.
    class: &'static str,
    /// A part was pressed; whatever it does must be reachable by keyboard elsewhere.
    #[prop(optional)]
    on_press: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let drawing = StoredValue::new_local(None::<Drawing>);
    let is_ready = RwSignal::new(false);
    echarts::when_loaded(move || {
        // The page may be gone by then.
        let _ = is_ready.try_set(true);
    });
    Effect::new(move || {
        let option = option.get();
        let Some(node) = node.get().filter(|_| is_ready.get()) else { return };
        drawing.update_value(|drawing| {
            let on_press = on_press.map(|on_press| move |part| _ = on_press.try_run(part));
            drawing.get_or_insert_with(|| Drawing::new(&node, &option, on_press)).show(&option);
        });
    });
    on_cleanup(move || {
        let _ = drawing.try_update_value(Option::take);
    });
    view! { <div class=format!("chart {class}") role="img" aria-label=label node_ref=node></div> }
}
