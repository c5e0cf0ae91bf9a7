//! The small zone with two elements, three industries, and a fourth park that has left.

use std::sync::Arc;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::id::{ElementId, ListingId, MatchId};
use duoyuan_core::series::Seen;
use duoyuan_core::sharing::{Audience, Command, Posting, Proposal, Quantity, Side};
use duoyuan_core::state::{Command as Any, Rejection, RejectionKind};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::Zone;
use serde_json::json;

use crate::small::{self, World};

pub const REASON: &str = "项目方已另行选址，不再需要";

/// `lead`: 已推送 → 已签约 → 已落地, money; `talent`: 已约定 → 已完成, person-days.
pub fn zone() -> Arc<Zone> {
    let mut zone = serde_json::to_value(&*small::zone()).unwrap();
    let cited = json!({"source": "test", "verification": "unverified"});
    let mut gone = zone["parks"][2].clone();
    for (field, value) in [("id", "gone"), ("short", "gone"), ("left", "2024-12")] {
        gone[field] = json!(value);
    }
    zone["parks"].as_array_mut().unwrap().push(gone);
    let stages =
        |all: &[(&str, &str)]| all.iter().map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>();
    let element = |id: &str, units: &[&str], quantity: bool, all: &[(&str, &str)], unit: &str| {
        json!({
            "id": id, "name": id.to_uppercase(), "definition": id, "units": units, "quantity": quantity,
            "stages": stages(all), "measure": {"name": "成效", "unit": unit}, "cited": cited,
        })
    };
    let unit = |name: &str, whole: bool, of: Option<&str>, times: &str| json!({"name": name, "whole": whole, "of": of, "times": times});
    let industry = |id: &str, related: &[&str]| json!({"id": id, "name": id, "related": related, "cited": cited});
    zone["sharing"] = json!({
        "elements": [
            element("lead", &["万元", "亿元", "条"], false, &[("sent", "已推送"), ("signed", "已签约"), ("landed", "已落地")], "万元"),
            element("talent", &["人日", "人"], true, &[("arranged", "已约定"), ("done", "已完成")], "人日"),
        ],
        "units": [unit("万元", false, None, "1"), unit("亿元", false, Some("万元"), "10000"), unit("条", true, None, "1"),
            unit("人日", false, None, "1"), unit("人", true, None, "1")],
        "industries": [industry("steel", &["cars"]), industry("cars", &[]), industry("food", &[])],
        "money": "万元",
        "answer_days": 7,
        "cited": cited,
    });
    Arc::new(serde_json::from_value(zone).expect("the zone is well formed"))
}

pub fn world() -> World {
    World::in_zone(zone())
}

pub fn park(id: &str) -> Role {
    Role::Park(id.into())
}

pub fn quantity(value: &str, unit: &str) -> Option<Quantity> {
    Some(Quantity { value: value.parse().unwrap(), unit: unit.to_owned() })
}

/// A lead of a steel maker, for everybody, until the end of March 2025.
pub fn posting(side: Side, title: &str) -> Posting {
    Posting {
        side,
        element: "lead".into(),
        title: title.to_owned(),
        quantity: quantity("500", "万元"),
        industry: Some("steel".into()),
        valid_until: "2025-03-31".parse().unwrap(),
        visible: Audience::All,
    }
}

pub fn proposal(giver: &str, taker: &str) -> Proposal {
    Proposal {
        giver: giver.into(),
        taker: taker.into(),
        element: Some(ElementId::from("lead")),
        title: Some("钢铁深加工项目线索".to_owned()),
        quantity: None,
        offer: None,
        need: None,
        suggested: false,
        why: "产业链条相近".to_owned(),
    }
}

/// Shorter acts, and what is refused in words.
pub trait Acts {
    fn share(&mut self, role: Role, command: Command) -> Result<u64, Rejection>;
    /// The kind and the key's name of a refusal; nothing has changed.
    fn refused(&mut self, role: Role, command: Command) -> (RejectionKind, &'static str);
    fn post(&mut self, by: &str, posting: Posting) -> ListingId;
    fn propose(&mut self, by: Role, proposal: Proposal) -> MatchId;
    /// A match that both have agreed to.
    fn agreed(&mut self, giver: &str, taker: &str) -> MatchId;
    /// Reported by the giver, confirmed by the taker.
    fn stage(&mut self, matched: MatchId, giver: &str, taker: &str, stage: &str, effect: Option<Quantity>);
    fn seen<T>(&self, scope: &Scope, look: impl FnOnce(Seen<'_>) -> T) -> T;
}

impl Acts for World {
    fn share(&mut self, role: Role, command: Command) -> Result<u64, Rejection> {
        self.act(role, Any::Sharing(command))
    }

    #[track_caller]
    fn refused(&mut self, role: Role, command: Command) -> (RejectionKind, &'static str) {
        let before = self.state.clone();
        let rejection = self.share(role, command).expect_err("it is refused");
        assert_eq!(self.state, before);
        for lang in [Lang::Chinese, Lang::English] {
            let said = rejection.message.text(lang);
            assert!(said.len() > 10 && !said.contains('{') && !said.contains("“”"), "{said}");
        }
        (rejection.kind, rejection.message.key.name())
    }

    #[track_caller]
    fn post(&mut self, by: &str, posting: Posting) -> ListingId {
        ListingId(self.share(park(by), Command::Post(posting)).expect("it is posted"))
    }

    #[track_caller]
    fn propose(&mut self, by: Role, proposal: Proposal) -> MatchId {
        MatchId(self.share(by, Command::Propose(proposal)).expect("it is proposed"))
    }

    #[track_caller]
    fn agreed(&mut self, giver: &str, taker: &str) -> MatchId {
        let matched = self.propose(park(giver), proposal(giver, taker));
        self.share(park(taker), Command::Accept(matched)).expect("it is accepted");
        matched
    }

    #[track_caller]
    fn stage(&mut self, matched: MatchId, giver: &str, taker: &str, stage: &str, effect: Option<Quantity>) {
        let report = Command::Report { matched, stage: stage.into(), effect, note: String::new() };
        self.share(park(giver), report).expect("it is reported");
        self.share(park(taker), Command::Confirm(matched)).expect("it is confirmed");
    }

    fn seen<T>(&self, scope: &Scope, look: impl FnOnce(Seen<'_>) -> T) -> T {
        look(Seen::new(&self.state, scope).expect("a zone"))
    }
}
