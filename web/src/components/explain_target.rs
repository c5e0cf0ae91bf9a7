//! Which figure is being explained: a tap on any number sets it, the panel follows it.

use duoyuan_core::id::Code;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::series::Subject;
use duoyuan_core::view::Figure;
use leptos::prelude::*;

/// A figure's address: what its explanation is asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The zone or a park.
    pub subject: Subject,
    /// The indicator whose figure is explained, by its code: `gdp`.
    pub code: Code,
    /// The month the figure is of, written `2026-10`.
    pub month: Month,
    /// The stretch of time.
    pub basis: Basis,
}

impl From<&Figure> for Address {
    fn from(figure: &Figure) -> Self {
        Self { subject: figure.subject.clone(), code: figure.code.clone(), month: figure.month, basis: figure.basis }
    }
}

/// The figure being explained, if any: one for the whole page.
#[derive(Clone, Copy)]
pub struct ExplainTarget(RwSignal<Option<Address>>);

impl ExplainTarget {
    /// Nothing is explained at first.
    pub fn provide() -> Self {
        let target = Self(RwSignal::new(None));
        provide_context(target);
        target
    }

    /// Opens the panel and explains the figure at this address.
    pub fn open(self, address: Address) {
        self.0.set(Some(address));
    }

    /// Closes the panel; nothing is explained any more.
    pub fn close(self) {
        self.0.set(None);
    }

    /// The address of the figure that is explained; nothing while the panel is closed.
    pub fn address(self) -> Option<Address> {
        self.0.try_get().flatten()
    }
}
