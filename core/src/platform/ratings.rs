//! Ratings 评价 become public in batches: at least as many as configured, and never one park's besides another park's
//! single one. What is shown is always a sum of whole batches, so that no two numbers (before and after, a month and
//! the year, a platform and all of them) differ by the word of somebody who could be told by it.

use std::ops::RangeInclusive;

use crate::id::ParkId;
use crate::kept::kept;
use crate::period::Month;

use super::booking::Score;

/// The ratings of a platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ratings {
    /// In order.
    batches: Vec<Batch>,
    /// Of the next batch.
    waiting: Vec<(ParkId, Score)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Batch {
    /// When it became public: there all of it counts.
    month: Month,
    /// Position of its last rating.
    last: u64,
    counts: [u32; 3],
}

impl Ratings {
    /// Takes a rating in; `least` make a batch.
    pub fn take(&mut self, position: u64, month: Month, park: ParkId, score: Score, least: i64) {
        self.waiting.push((park, score));
        if !self.is_batch(least) {
            return;
        }
        let mut counts = [0; 3];
        for (_, score) in self.waiting.drain(..) {
            count(&mut counts, score);
        }
        self.batches.push(Batch { month, last: position, counts });
    }

    /// Whether one more rating makes a batch: what is shown changes with it.
    pub fn fills(&self, park: &ParkId, score: Score, least: i64) -> bool {
        let mut next = Self { batches: Vec::new(), waiting: self.waiting.clone() };
        next.waiting.push((park.clone(), score));
        next.is_batch(least)
    }

    fn is_batch(&self, least: i64) -> bool {
        let all = self.waiting.len();
        // Whoever takes its own ratings away must not be left with one of somebody else.
        let is_safe = |park: &ParkId| {
            let others = self.waiting.iter().filter(|(other, _)| other != park).count();
            others != 1
        };
        all as i64 >= least && (least <= 1 || self.waiting.iter().all(|(park, _)| is_safe(park)))
    }

    /// 满意, 基本满意, 不满意 that became public in these months.
    pub fn sum(&self, months: RangeInclusive<Month>) -> [u32; 3] {
        let mut sum = [0; 3];
        for batch in self.batches.iter().filter(|batch| months.contains(&batch.month)) {
            add(&mut sum, batch.counts);
        }
        sum
    }

    /// All that became public.
    pub fn all(&self) -> [u32; 3] {
        let mut sum = [0; 3];
        self.batches.iter().for_each(|batch| add(&mut sum, batch.counts));
        sum
    }

    /// The month in which the rating at a position became public.
    pub fn month_of(&self, position: u64) -> Option<Month> {
        let place = self.batches.partition_point(|batch| batch.last < position);
        self.batches.get(place).map(|batch| batch.month)
    }
}

pub(crate) fn count(counts: &mut [u32; 3], score: Score) {
    let [satisfied, fair, unsatisfied] = counts;
    *match score {
        Score::Satisfied => satisfied,
        Score::Fair => fair,
        Score::Unsatisfied => unsatisfied,
    } += 1;
}

fn add(sum: &mut [u32; 3], counts: [u32; 3]) {
    sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

kept!(struct Ratings { batches, waiting });
kept!(struct Batch { month, last, counts });

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(parks: &str, least: i64) -> Vec<u32> {
        let mut ratings = Ratings::default();
        let month: Month = "2026-10".parse().unwrap();
        let shown = parks.chars().zip(1..).map(|(park, position)| {
            ratings.take(position, month, park.to_string().as_str().into(), Score::Fair, least);
            ratings.all().iter().sum()
        });
        shown.collect()
    }

    #[test]
    fn three_at_a_time_and_nobodys_alone() {
        assert_eq!(taken("abcabca", 3), [0, 0, 3, 3, 3, 6, 6]);
        assert_eq!(taken("aaba", 3), [0, 0, 0, 0], "a would know what b said");
        assert_eq!(taken("aabab", 3), [0, 0, 0, 0, 5]);
        assert_eq!(taken("aaaa", 3), [0, 0, 3, 3]);
        assert_eq!(taken("ab", 1), [1, 2], "where nothing is hidden");
    }

    #[test]
    fn a_batch_counts_when_it_became_public() {
        let mut ratings = Ratings::default();
        let month = |text: &str| text.parse::<Month>().unwrap();
        for (position, park, at) in
            [(5, "a", "2026-08"), (9, "b", "2026-09"), (12, "c", "2026-10"), (20, "a", "2026-10")]
        {
            ratings.take(position, month(at), park.into(), Score::Satisfied, 3);
        }
        assert_eq!(ratings.sum(month("2026-01")..=month("2026-09")), [0, 0, 0]);
        assert_eq!(ratings.sum(month("2026-10")..=month("2026-10")), [3, 0, 0]);
        assert_eq!(
            [5, 12, 20].map(|position| ratings.month_of(position)),
            [Some(month("2026-10")), Some(month("2026-10")), None]
        );
    }
}
