//! The parks in the order of one source of figures: bars, the zone's two years, and the same as a table to be read aloud.

mod choice;
mod table;

use duoyuan_core::id::Code;
use duoyuan_core::view::{
    Board, Figure, ParkLine, RankBy, Ranking, RankingPage as RankingAnswer, TrendPoint, rank_lines,
};
use duoyuan_core::words::{Lang, Message, key};
use duoyuan_core::zone::Better;
use duoyuan_core::{format, period::Month};
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::board::{changed, shown_at, use_board};
use crate::api;
use crate::charts::{self, ACCENT, Bar, NEAR, Years};
use crate::components::{
    Chart, ErrorNote, Export, PageFrame, PastPicker, PastRoom, PeriodPicker, Position, RankSwitch, Skeleton,
    StatusLegend, but_for_past, use_position, use_rank_by,
};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::{Session, session};
use choice::Choice;
use table::Table;

/// The page of the ranking: the parks in order by one indicator.
#[component]
pub fn RankingPage() -> impl IntoView {
    let w = words();
    let position = use_position();
    let shown = use_board(position);
    let board = shown.board;
    let months = Memo::new(move |_| board.with(|b| b.as_ref().map_or_else(Vec::<Month>::new, |b| b.months.clone())));
    let (changed, shown_at) = (changed(board), shown_at(board));
    let is_here = Memo::new(move |_| board.with(Option::is_some));
    view! {
        <PageFrame
            title=Signal::derive(move || w.t(key::WAY_RANKING).to_owned())
            tools=move || view! { <PeriodPicker position months shown=shown_at/> }
            changed
        >
            <ErrorNote error=but_for_past(shown.error) retry=shown.retry/>
            {move || if is_here.get() {
                view! { <Whole board position/> }.into_any()
            } else {
                view! { <PastRoom error=shown.error><Skeleton class="tall"/></PastRoom> }.into_any()
            }}
        </PageFrame>
    }
}

#[component]
fn Whole(board: Memo<Option<Board>>, position: Position) -> impl IntoView {
    let (session, w, live) = (session(), words(), live());
    let code = use_indicator(session);
    let by = use_rank_by();
    // The board has what is compared; everything else is asked for, and what there is to choose from.
    let asked = quiet(
        move || {
            live.position.track();
            let (month, basis) = board.with(|board| board.as_ref().map(|board| (board.month, board.basis)))?;
            Some((code.get(), month, basis, position.as_of.get()))
        },
        |(code, month, basis, as_of)| async move { api::ranking(&code, Some(month), basis, as_of).await },
    );
    let choices = Memo::new(move |_| {
        asked.data.with(|page| {
            let choices = page.as_ref().map(|page| page.choices.clone()).unwrap_or_default();
            session.learn(&choices);
            choices
        })
    });
    let drawn = Memo::new(move |_| {
        let code = code.get();
        choices.track();
        board.with(|board| asked.data.with(|page| Drawn::of(&code, board.as_ref(), page.as_ref())))
    });
    // What is compared is on the board, whether the list of what else there is has come or not.
    let is_asked =
        Memo::new(move |_| code.with(|code| !session.zone(|zone| zone.compare.contains(code)).unwrap_or_default()));
    let figures = Memo::new(move |_| {
        let code = code.get();
        drawn.with(|drawn| {
            let of = |line: &ParkLine| line.figures.iter().find(|f| f.code == code).cloned();
            drawn.lines.iter().filter_map(|line| Some((line.park.clone(), of(line)?))).collect::<Vec<_>>()
        })
    });
    let ranking = Memo::new(move |_| {
        let code = code.get();
        drawn.with(|drawn| {
            let better = session.source(&code).map_or(Better::Higher, |source| source.better);
            rank_lines(&drawn.lines, &code, by.get(), better)
        })
    });
    let sample = Memo::new(move |_| figures.with(|figures| figures.first().map(|(_, figure)| figure.clone())));
    let title = move || {
        sample.get().map(|sample| finding(session, &ranking.get(), &sample, by.get(), w.lang())).unwrap_or_default()
    };
    let option = Memo::new(move |_| {
        let unit = sample.with(|s| s.as_ref().map_or("", |s| ranked_in(s, by.get(), w.lang())));
        let text =
            |value| sample.with(|s| s.as_ref().map(|s| ranked_as(s, by.get(), value, w.lang()))).unwrap_or_default();
        let month = sample.with(|sample| sample.as_ref().map(|sample| sample.month));
        charts::bars(&ranking.with(|ranking| bars(session, month, ranking, &text)), unit, NEAR)
    });
    let has_any = Memo::new(move |_| ranking.with(|ranking| !ranking.ranked.is_empty()));
    let unit =
        move || sample.with(|s| s.as_ref().map(|s| w.with(key::UNIT_IS, "unit", ranked_in(s, by.get(), w.lang()))));
    let why = move || {
        let month = sample.with(|sample| sample.as_ref().map(|sample| sample.month))?;
        Some(ranking.with(|ranking| say::unranked(&ranking.outside, month, w.lang())))
    };
    let also = Signal::derive(move || vec![("indicator", code.get().to_string())]);
    view! {
        <div class="ranking">
            <div class="board-top">
                <h1 class="board-title">{title}</h1>
                <div class="board-tools"><PastPicker/><RankSwitch/><Export name="ranking" also/></div>
            </div>
            <Choice code choices/>
            {move || is_asked.get().then(|| view! { <ErrorNote error=but_for_past(asked.error) retry=Callback::new(move |()| asked.retry())/> })}
            <div class="ranking-body">
                <div class="ranking-charts">
                    <p class="chart-unit">{unit}</p>
                    {move || if has_any.get() {
                        view! { <Chart option label=Signal::derive(title) class="bars-chart"/> }.into_any()
                    } else {
                        view! { <p class="bars-chart quiet-text">{why}</p> }.into_any()
                    }}
                    <ZoneTrend drawn code/>
                </div>
                <div>
                    <Table board figures ranking/>
                    <footer class="footing"><StatusLegend/></footer>
                </div>
            </div>
        </div>
    }
}

/// The code that the address names, or the first compared one.
fn use_indicator(session: Session) -> Memo<Code> {
    let place = place();
    Memo::new(move |_| {
        let named = place.asked("indicator").map(Code::new);
        let compared = session.zone(|zone| zone.compare.clone()).unwrap_or_default();
        let first = compared.first().cloned();
        named.or(first).unwrap_or_else(|| Code::new(""))
    })
}

/// What is drawn of the parks and of the zone, whichever way it came.
#[derive(Clone, PartialEq, Default)]
struct Drawn {
    lines: Vec<ParkLine>,
    trend: Option<Vec<TrendPoint>>,
}

impl Drawn {
    /// What the board has of a code, or else what was asked for by it.
    fn of(code: &Code, board: Option<&Board>, page: Option<&RankingAnswer>) -> Self {
        let page = page.filter(|page| page.source.code == *code);
        let is_compared = |line: &ParkLine| line.figures.iter().any(|figure| figure.code == *code);
        let compared = board.map(|board| &board.parks).filter(|lines| lines.iter().any(is_compared));
        let headline = board.and_then(|board| board.trends.iter().find(|trend| trend.code == *code));
        let trend = headline.or_else(|| page.and_then(|page| page.trend.as_ref()));
        Self {
            lines: compared.or(page.map(|page| &page.parks)).cloned().unwrap_or_default(),
            trend: trend.map(|trend| trend.points.clone()),
        }
    }
}

/// The zone over two years, where it has a figure.
#[component]
fn ZoneTrend(drawn: Memo<Drawn>, code: Memo<Code>) -> impl IntoView {
    let (session, w) = (session(), words());
    let points = Memo::new(move |_| drawn.with(|drawn| drawn.trend.clone()));
    let is_headline = move || points.with(Option::is_some);
    let option = Memo::new(move |_| {
        let words = Years { newer: w.t(key::LAST_YEAR), older: w.t(key::YEAR_BEFORE), month: w.t(key::MONTH_SUFFIX) };
        points.with(|points| points.as_ref().map(|points| charts::years(points, words, NEAR)).unwrap_or_default())
    });
    let title = Signal::derive(move || {
        drawn.track();
        w.with(key::ZONE_TREND, "name", session.source_name(&code.get()))
    });
    let has_any =
        Memo::new(move |_| points.with(|points| points.iter().flatten().any(|point| point.comparable().is_some())));
    let reason = move || w.t(if is_headline() { key::NO_FIGURES } else { key::NO_ZONE_TREND });
    view! {
        <section class="zone-trend">
            <h2>{title}<span class="chart-unit">{move || w.t(key::TRENDS_NOTE)}</span></h2>
            {move || if has_any.get() {
                view! { <Chart option label=title class="years-chart"/> }.into_any()
            } else {
                view! { <p class="years-chart quiet-text">{reason}</p> }.into_any()
            }}
        </section>
    }
}

/// The finding as a title: who leads, with how much, and who has not reported.
fn finding(session: Session, ranking: &Ranking, sample: &Figure, by: RankBy, lang: Lang) -> String {
    let name = session.source_name(&sample.code);
    let period = format::period(sample.month, sample.basis, lang);
    let start = |key| Message::new(key).with("period", period.clone()).with("name", name.clone());
    match ranking.ranked.first() {
        Some(first) if by == RankBy::Growth => start(key::RANKING_GROWTH_FINDING)
            .with("park", session.park_name_in(&first.park, sample.month))
            .with("change", ranked_as(sample, by, first.value, lang))
            .text(lang),
        None if by == RankBy::Growth => start(key::RANKING_GROWTH_NOTHING).text(lang),
        Some(first) => start(key::RANKING_FINDING)
            .with("park", session.park_name_in(&first.park, sample.month))
            .with("value", format::number(first.value, sample.decimals))
            .with("unit", say::unit(sample.unit, lang))
            .text(lang),
        None => start(key::RANKING_NOTHING).text(lang),
    }
}

/// The unit in which parks are compared.
fn ranked_in(sample: &Figure, by: RankBy, lang: Lang) -> &'static str {
    match by {
        RankBy::Level => say::unit(sample.unit, lang),
        RankBy::Growth => say::growth_unit(sample.unit, lang),
    }
}

/// A compared value as people read it.
fn ranked_as(sample: &Figure, by: RankBy, value: Decimal, lang: Lang) -> String {
    match by {
        RankBy::Level => format::number(value, sample.decimals),
        RankBy::Growth => format::change(say::growth(value, sample.unit), lang),
    }
}

fn bars(session: Session, month: Option<Month>, ranking: &Ranking, text: &dyn Fn(Decimal) -> String) -> Vec<Bar> {
    let bar = |ranked: &duoyuan_core::view::Ranked| {
        Some(Bar {
            name: month
                .map_or_else(|| session.park_name(&ranked.park), |month| session.park_name_in(&ranked.park, month)),
            value: ranked.value.to_f64()?,
            text: text(ranked.value),
            colour: ACCENT.to_owned(),
        })
    };
    ranking.ranked.iter().filter_map(bar).collect()
}
