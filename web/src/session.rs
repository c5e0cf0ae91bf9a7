//! Who is at the screen, and the configuration everybody needs. Reads it once, notices when it ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use duoyuan_core::access::Role;
use duoyuan_core::figure::Unit;
use duoyuan_core::format::sharing::element_name;
use duoyuan_core::id::{Code, ElementId, IndustryId, KindId, OwnerId, ParkId, StageId};
use duoyuan_core::period::Month;
use duoyuan_core::sharing::Rules;
use duoyuan_core::view::SourceLine;
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Better, Contact, Park, Zone};
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::api::{self, ApiError, Me, ZoneInfo, ZoneReader};
use crate::gate::AGAIN;

/// Where the session stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The server has not been asked yet.
    Unknown,
    /// Asked, and no answer.
    Failed(ApiError),
    /// Nobody is logged in.
    Out,
    /// Somebody is, and must choose a password before anything else.
    MustChange(Me),
    /// Somebody is, and the configuration is here.
    In(Me),
}

/// The session of the page.
#[derive(Clone, Copy)]
pub struct Session {
    /// Where the session stands: who is logged in, or why nobody is.
    pub standing: RwSignal<Standing>,
    /// It ended while the page was open: log in again over the page, which keeps what is typed.
    pub ended: RwSignal<bool>,
    /// Position of the journal the server has told of: with the configuration, then by the live stream.
    pub position: RwSignal<u64>,
    info: RwSignal<Option<Arc<ZoneInfo>>>,
    /// The configuration as it came, of which `info` is read.
    zone: StoredValue<Option<Value>>,
    reader: StoredValue<ZoneReader>,
    learnt: StoredValue<BTreeMap<Code, Named>>,
}

/// What a page says of the source of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name: 营业收入.
    pub name: String,
    /// The unit of its values.
    pub unit: Unit,
    /// Which way is good.
    pub better: Better,
}

impl Session {
    /// Asks who is logged in; whoever is gets the configuration.
    pub fn provide() -> Self {
        let session = Self {
            standing: RwSignal::new(Standing::Unknown),
            ended: RwSignal::new(false),
            position: RwSignal::new(0),
            info: RwSignal::new(None),
            zone: StoredValue::new(None),
            reader: StoredValue::new(api::read_figures),
            learnt: StoredValue::new(BTreeMap::new()),
        };
        api::on_expired(move || session.expire());
        provide_context(session);
        session.ask();
        session
    }

    /// Asks again who is logged in.
    pub fn ask(self) {
        spawn_local(async move {
            let answer = api::me().await;
            if self.is_gone() {
                return;
            }
            match answer {
                Ok(me) => self.enter(me).await,
                Err(ApiError::Expired) => self.expire(),
                Err(error) => self.fail(error),
            }
        });
    }

    /// After a login: take the session, and read the configuration with it.
    pub async fn enter(self, me: Me) {
        if let Some(before) = self.me_untracked()
            && before.account != me.account
        {
            // Somebody else: nothing of the page before may stay.
            let _ = window().location().reload();
            return;
        }
        if me.must_change_password {
            self.standing.set(Standing::MustChange(me));
            self.ended.set(false);
            return;
        }
        let answer = api::zone().await;
        if self.is_gone() {
            return;
        }
        match answer {
            Ok(answer) => {
                let Some(info) = (self.reader.get_value())(&answer) else { return self.fail(ApiError::Unreadable) };
                // What is asked from here on is no older; told before anything is asked.
                if self.position.get_untracked() < info.position {
                    self.position.set(info.position);
                }
                self.learn(&info.sources);
                self.info.set(Some(Arc::new(info)));
                self.zone.set_value(Some(answer));
            }
            // Accounts are kept before there is any zone.
            Err(_) if me.role.scope().is_none() => {}
            Err(error) => return self.fail(error),
        }
        if self.standing.get_untracked() != Standing::In(me.clone()) {
            self.standing.set(Standing::In(me));
        }
        self.ended.set(false);
    }

    /// The page that asked was taken away before the answer came.
    fn is_gone(self) -> bool {
        self.standing.is_disposed()
    }

    /// A failed question must not take away a page that is already shown.
    fn fail(self, error: ApiError) {
        if !matches!(self.standing.get_untracked(), Standing::In(_)) {
            if error == ApiError::Away {
                set_timeout(move || self.ask_if_failed(), AGAIN);
            }
            let failed = Standing::Failed(error);
            if self.standing.with_untracked(|standing| *standing != failed) {
                self.standing.set(failed);
            }
        }
    }

    /// A server that was away may be back.
    fn ask_if_failed(self) {
        let has_failed = self.standing.try_with_untracked(|standing| matches!(standing, Standing::Failed(_)));
        if has_failed.unwrap_or_default() {
            self.ask();
        }
    }

    /// The server says there is no session.
    pub fn expire(self) {
        if self.is_gone() {
            return;
        }
        match self.standing.get_untracked() {
            Standing::In(_) => self.ended.set(true),
            _ => self.standing.set(Standing::Out),
        }
    }

    /// Logs out and forgets everything shown. A server that is away has logged nobody out: the page stays, and it
    /// is answered why.
    pub fn log_out(self, failed: RwSignal<Option<ApiError>>) {
        spawn_local(async move {
            match api::log_out().await {
                Err(ApiError::Away) => _ = failed.try_set(Some(ApiError::Away)),
                _ => _ = window().location().assign("/"),
            }
        });
    }

    /// Whoever is logged in.
    pub fn me(self) -> Option<Me> {
        self.standing.with(|standing| match standing {
            Standing::In(me) | Standing::MustChange(me) => Some(me.clone()),
            _ => None,
        })
    }

    fn me_untracked(self) -> Option<Me> {
        untrack(|| self.me())
    }

    /// Whether nothing else is answered before a new password is chosen.
    pub fn must_change_password(self) -> bool {
        self.standing.with(|standing| matches!(standing, Standing::MustChange(_)))
    }

    /// What the account is for.
    pub fn role(self) -> Option<Role> {
        self.me().map(|me| me.role)
    }

    /// The park whose office is logged in.
    pub fn own_park(self) -> Option<ParkId> {
        match self.role()? {
            Role::Park(park) => Some(park),
            _ => None,
        }
    }

    /// Whether all figures are made up.
    pub fn demo(self) -> bool {
        self.info.with(|info| info.as_ref().is_some_and(|info| info.demo))
    }

    /// The zone's configuration, once it has come.
    pub fn info(self) -> Option<Arc<ZoneInfo>> {
        self.info.get()
    }

    /// From now on the configuration is read whole: the page that is about to be drawn needs it.
    pub fn needs_whole_zone(self) {
        if self.reader.get_value() as usize == api::read_whole as ZoneReader as usize {
            return;
        }
        self.reader.set_value(api::read_whole);
        if let Some(info) = self.zone.with_value(|answer| answer.as_ref().and_then(api::read_whole)) {
            self.info.set(Some(Arc::new(info)));
        }
    }

    /// Asks something of the configuration. It is there before any page is and stays as it is until the next
    /// login, so that nothing follows it.
    pub fn zone<T>(self, ask: impl FnOnce(&Zone) -> T) -> Option<T> {
        self.info.with_untracked(|info| info.as_ref().map(|info| ask(&info.zone)))
    }

    /// A park's newest short name; its id when it is not (or no longer) configured.
    pub fn park_name(self, id: &ParkId) -> String {
        let name = self.zone(|zone| zone.park(id).map(|park| park.short.clone()));
        name.flatten().unwrap_or_else(|| id.to_string())
    }

    /// The short name a park had in a month.
    pub fn park_name_in(self, id: &ParkId, month: Month) -> String {
        self.zone(|zone| zone.park_name(id, month)).unwrap_or_else(|| id.to_string())
    }

    /// A platform owner's short name.
    pub fn owner_name(self, id: &OwnerId) -> String {
        let name = self.zone(|zone| zone.owner(id).map(|owner| owner.short.clone()));
        name.flatten().unwrap_or_else(|| id.to_string())
    }

    /// The name of a kind of platform.
    pub fn kind_name(self, id: &KindId) -> String {
        let name = self.zone(|zone| {
            let rules = zone.openness.as_ref()?;
            rules.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.name.clone())
        });
        name.flatten().unwrap_or_else(|| id.to_string())
    }

    /// What the configuration says of a park; nothing for one it does not know.
    pub fn park(self, id: &ParkId) -> Option<Park> {
        self.zone(|zone| zone.park(id).cloned()).flatten()
    }

    /// Whom to call at a park.
    pub fn park_contact(self, id: &ParkId) -> Option<Contact> {
        self.park(id).and_then(|park| park.contact)
    }

    /// Whom to call at an owner of platforms.
    pub fn owner_contact(self, id: &OwnerId) -> Option<Contact> {
        self.zone(|zone| zone.owner(id).and_then(|owner| owner.contact.clone())).flatten()
    }

    /// A park's fixed place in the palette.
    pub fn park_index(self, id: &ParkId) -> usize {
        let index = self.zone(|zone| zone.parks.iter().position(|park| park.id == *id));
        index.flatten().unwrap_or_default() % 8
    }

    /// What is known of the code of a figure: an indicator's of the configuration, or another source's that the server has
    /// told of. Nothing for one that nobody knows.
    pub fn source(self, code: &Code) -> Option<Named> {
        let indicator = |zone: &Zone| {
            let it = zone.indicator(code)?;
            Some(Named { name: it.name.clone(), unit: it.unit, better: it.better })
        };
        self.zone(indicator).flatten().or_else(|| self.learnt.with_value(|all| all.get(code).cloned()))
    }

    /// Takes note of sources that the server tells of.
    pub fn learn<'a>(self, sources: impl IntoIterator<Item = &'a SourceLine>) {
        let named = |it: &SourceLine| {
            let named = Named { name: it.name.text(Lang::Chinese), unit: it.unit, better: it.better };
            (it.code.clone(), named)
        };
        self.learnt.update_value(|all| all.extend(sources.into_iter().map(named)));
    }

    /// The name of a figure's code, or the code when nobody knows it.
    pub fn source_name(self, code: &Code) -> String {
        self.source(code).map_or_else(|| code.to_string(), |named| named.name)
    }
}

/// The names of what is shared between parks.
impl Session {
    /// The name of an element, or its id when the configuration does not know it.
    pub fn element_name(self, id: &ElementId) -> String {
        self.zone(|zone| element_name(zone, id)).unwrap_or_else(|| id.to_string())
    }

    /// A stage's name; its id when it is no longer configured.
    pub fn stage_name(self, element: &ElementId, stage: &StageId) -> String {
        let name = self.sharing(|rules| {
            let stages = rules.element(element).map(|element| &element.stages[..]).unwrap_or_default();
            stages.iter().find(|it| it.id == *stage).map(|it| it.name.clone())
        });
        name.flatten().unwrap_or_else(|| stage.to_string())
    }

    /// The name of an industry, or its id when the configuration does not know it.
    pub fn industry_name(self, id: &IndustryId) -> String {
        let name = self.sharing(|rules| rules.industry(id).map(|industry| industry.name.clone()));
        name.flatten().unwrap_or_else(|| id.to_string())
    }

    /// Asks something of the rules of sharing; nothing where parks do not share.
    pub fn sharing<T>(self, ask: impl FnOnce(&Rules) -> T) -> Option<T> {
        self.zone(|zone| zone.sharing.as_ref().map(ask)).flatten()
    }
}

/// The session of the page.
pub fn session() -> Session {
    expect_context::<Session>()
}
