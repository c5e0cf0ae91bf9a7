//! One park's line: its place, its figures, the trend of the indicator it is ranked by.

use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::view::{Board, Figure, ParkLine};
use leptos::prelude::*;

use crate::components::{FigureCell, ParkMark, Sparkline};
use crate::held::held;
use crate::page::Page;
use crate::session::session;

/// A park's line in the table of the board.
#[component]
pub fn Row(
    board: Memo<Option<Board>>,
    park: ParkId,
    codes: Memo<Vec<Code>>,
    sorted: Memo<Option<Code>>,
    places: Memo<Vec<(ParkId, Option<usize>)>>,
) -> impl IntoView {
    let session = session();
    let place = {
        let park = park.clone();
        Memo::new(move |_| places.with(|places| places.iter().find(|(id, _)| *id == park)?.1))
    };
    let points = {
        let park = park.clone();
        held(Vec::new(), move || {
            let code = sorted.get()?;
            on_line(board, &park, |line| Some(line.trends.iter().find(|trend| trend.code == code)?.points.clone()))
        })
    };
    let status = {
        let park = park.clone();
        Memo::new(move |_| on_line(board, &park, |line| line.status))
    };
    let name = {
        let park = park.clone();
        let month = Memo::new(move |_| board.with(|board| board.as_ref().map(|board| board.month)));
        move || month.get().map(|month| session.park_name_in(&park, month))
    };
    let path = Page::Park(park.clone()).path();
    let cells = move || {
        let cell = |code: Code| {
            let is_sorted = {
                let code = code.clone();
                move || sorted.with(|sorted| sorted.as_ref() == Some(&code))
            };
            let (park, first) = (park.clone(), figure(board, &park, &code));
            let figure = first.map(|first| held(first, move || figure(board, &park, &code)));
            view! { <td class:sorted=is_sorted>{figure.map(|figure| view! { <FigureCell figure/> })}</td> }
        };
        codes.get().into_iter().map(cell).collect_view()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=path><span class="place">{move || place.get()}</span>{name}</a>
                <ParkMark status/>
            </th>
            {cells}
            <td class="trend-cell"><Sparkline points/></td>
        </tr>
    }
}

fn figure(board: Memo<Option<Board>>, park: &ParkId, code: &Code) -> Option<Figure> {
    on_line(board, park, |line| line.figures.iter().find(|figure| figure.code == *code).cloned())
}

fn on_line<T>(board: Memo<Option<Board>>, park: &ParkId, look: impl FnOnce(&ParkLine) -> Option<T>) -> Option<T> {
    board.with(|board| look(board.as_ref()?.parks.iter().find(|line| line.park == *park)?))
}
