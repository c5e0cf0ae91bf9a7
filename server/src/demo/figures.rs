//! The figures of a park, month by month. Flows are made up and added up, parts are made before their whole,
//! so that every identity of the form holds to the last digit. Only sums and products of fractions are used:
//! they are the same on every machine.

use duoyuan_core::figure::Mark;
use duoyuan_core::id::Code;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::report::Row;
use duoyuan_core::zone::Zone;
use oorandom::Rand64;
use rust_decimal::Decimal;

use super::park::Profile;

/// How a year spreads over its months: little around the Spring Festival, most in December.
const SEASON: [f64; 12] = [0.068, 0.062, 0.083, 0.081, 0.083, 0.088, 0.081, 0.081, 0.086, 0.086, 0.090, 0.111];
/// How much more a park is from the month on in which its coverage changes.
const COVERAGE: f64 = 1.11;

/// One park's figures as they come.
pub(super) struct Figures {
    profile: Profile,
    random: Rand64,
    /// Growth so far, 1 in the first month.
    level: f64,
    /// Months so far.
    age: u32,
    /// Since January, by item.
    totals: Vec<(&'static str, i64)>,
    patents: f64,
}

impl Figures {
    pub fn new(profile: Profile, seed: u64, index: usize) -> Self {
        let random = Rand64::new(u128::from(seed) << 64 | (index as u128 + 1));
        Self { profile, random, level: 1.0, age: 0, totals: Vec::new(), patents: profile.revenue * 2.1 }
    }

    /// The next month's figures by item: since January, of the month alone, or at its end, as the form asks.
    pub fn next(&mut self, month: Month, coverage_changes: bool) -> Vec<(&'static str, i64)> {
        if month.number() == 1 {
            self.totals.clear();
        }
        if coverage_changes {
            self.level *= COVERAGE;
        }
        let flows = self.flows(month);
        for (item, value) in &flows {
            match self.totals.iter_mut().find(|(known, _)| known == item) {
                Some((_, total)) => *total += value,
                None => self.totals.push((item, *value)),
            }
        }
        let mut all = self.totals.clone();
        all.extend(self.of_the_month());
        all.extend(self.stocks(month));
        self.level *= 1.0 + self.profile.growth / 12.0;
        self.age += 1;
        all
    }

    /// A factor near 1, at most `width` off.
    fn about(&mut self, width: f64) -> f64 {
        1.0 + width * (2.0 * self.random.rand_float() - 1.0)
    }

    fn part(&mut self, whole: i64, share: f64, width: f64) -> i64 {
        (whole as f64 * share * self.about(width)).round() as i64
    }

    /// A count around `expected`, never below zero.
    fn count(&mut self, expected: f64) -> i64 {
        (expected * self.about(0.6) + self.random.rand_float() - 0.5).round().max(0.0) as i64
    }

    fn flows(&mut self, month: Month) -> Vec<(&'static str, i64)> {
        let profile = self.profile;
        let season = SEASON[(month.number() as usize + 11) % 12];
        // 亿元 are 100,000 千元.
        let about = (profile.revenue * 100_000.0 * self.level * season * self.about(0.025)).round() as i64;
        let technical = self.part(about, profile.technical, 0.08);
        let trade = self.part(about, 0.061, 0.08);
        let other = self.part(about, 0.014, 0.10);
        let products = about - technical - trade - other;
        let revenue = technical + products + trade + other;
        let output = self.part(products, 1.04, 0.02);
        let exports = self.part(revenue, profile.exports, 0.10);
        let imports = self.part(exports, 0.34, 0.15);
        let profit = self.part(revenue, profile.margin, 0.12);
        let income_tax = self.part(profit, 0.17, 0.05);
        let paid = self.part(revenue, profile.tax, 0.06);
        let contracts = self.count(profile.revenue * 0.011 * season * 12.0);
        let applied = self.count(profile.revenue * 0.034);
        let granted = self.count(profile.revenue * 0.015);
        self.patents += granted as f64 * 0.8;
        vec![
            ("qc05_0", revenue),
            ("qc55", self.part(revenue, 0.955, 0.01)),
            ("qc06", technical),
            ("qc07", products),
            ("qc09", self.part(products, profile.high_tech, 0.04)),
            ("qc10", trade),
            ("qc49", other),
            ("qc02", output),
            ("qz001", self.part(output, 0.226, 0.03)),
            ("qc52", exports + imports),
            ("qc11", exports),
            ("qc11_1", self.part(exports, 0.012, 0.30)),
            ("qc234", profit),
            ("qc231", income_tax),
            ("qc12", profit - income_tax),
            ("qc13", paid),
            ("qc14", self.part(paid, 0.51, 0.04)),
            ("qc16", self.part(paid, 0.23, 0.06)),
            ("qj20", self.part(revenue, profile.research, 0.05)),
            ("qj56", applied),
            ("qj57", granted),
            ("qj80_1", contracts),
            ("qj80", (contracts as f64 * 1_850.0 * self.about(0.25)).round() as i64),
            ("qc40", self.part(revenue, 0.083, 0.08)),
            ("qc41", self.part(output, profile.energy / 10.0, 0.03)),
        ]
    }

    fn of_the_month(&mut self) -> Vec<(&'static str, i64)> {
        let size = self.profile.revenue;
        vec![("new_firms", self.count(2.0 + size * 0.045)), ("new_projects", self.count(0.6 + size * 0.006))]
    }

    fn stocks(&mut self, month: Month) -> Vec<(&'static str, i64)> {
        let profile = self.profile;
        // Output grows faster than the number of people.
        let people = 1.0 + (self.level - 1.0) * 0.4;
        let persons = profile.revenue * 100_000.0 / profile.per_person * people;
        let persons = (persons * self.about(0.004)).round() as i64;
        let research = self.part(persons, 0.052 + profile.research * 1.4, 0.01);
        // Certificates are given late in the year.
        let years = f64::from(self.age) / 12.0;
        let late = if month.number() >= 11 { 0.6 } else { 0.0 };
        let [projects, platforms, small] = profile.targets.map(|target| {
            let done = (f64::from(self.age) + 6.0) / (f64::from(super::MONTHS as u32) + 12.0);
            (target as f64 * done.min(1.0)).round() as i64
        });
        vec![
            ("qj73", self.patents.round() as i64),
            ("qj79", (profile.revenue * (2.6 + 0.1 * years)).round() as i64),
            ("qb11num", (profile.enterprises * (1.0 + 0.09 * (years + late))).round() as i64),
            ("qd01", persons),
            ("qd08", self.part(persons, 0.17 + profile.technical, 0.01)),
            ("qd18", self.part(persons, 0.012 + profile.technical * 0.5, 0.02)),
            ("qj09", research),
            ("qj09_3", self.part(research, 0.028, 0.05)),
            ("key_projects", projects),
            ("key_platforms", platforms),
            ("key_smes", small),
        ]
    }
}

/// The rows of a form; what the form does not ask is left out.
pub(super) fn rows(zone: &Zone, figures: &[(&'static str, i64)], broken: bool) -> Vec<Row> {
    let value = |code: &Code| figures.iter().find(|(known, _)| *known == code.as_str()).map(|(_, value)| *value);
    let row = |item: &duoyuan_core::zone::Item| {
        let marks = broken && item.basis != Basis::Month && super::story::BROKEN.contains(&item.code.as_str());
        let mark = if marks { Mark::Break } else { Mark::None };
        Row { item: item.code.clone(), value: value(&item.code).map(Decimal::from), mark, cell: None }
    };
    zone.form.items.iter().map(row).collect()
}
