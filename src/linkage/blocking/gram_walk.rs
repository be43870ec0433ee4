//! All pairs of values alike in their grams: a walk over postings, each pair met once.

use rayon::prelude::*;

use super::GramSets;

/// Per value the values alike to it, both ways round.
pub(super) struct Alike {
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl Alike {
    /// # Cost
    /// Values are taken by their size. Each walks the smaller ones that share one of its rarer grams;
    /// a value stands there under the few grams by which larger ones must find it.
    pub(super) fn of(sets: &GramSets) -> Self {
        let mut by_size: Vec<u32> = (0..sets.n_values() as u32).collect();
        by_size.par_sort_by(|left, right| {
            let sizes = sets.size(*left).total_cmp(&sets.size(*right));
            sizes.then(left.cmp(right))
        });
        let postings = Postings::of(sets, &by_size);
        let found: Vec<Vec<u32>> = (0..by_size.len() as u32)
            .into_par_iter()
            .map_init(
                || vec![u32::MAX; by_size.len()],
                |seen, place| postings.alike_before(sets, (&by_size, place), seen),
            )
            .collect();
        Self::both_ways(&by_size, &found)
    }

    fn both_ways(by_size: &[u32], found: &[Vec<u32>]) -> Self {
        let pairs = || {
            let of_value = by_size.iter().zip(found);
            of_value.flat_map(|(value, others)| others.iter().map(move |other| (*value, *other)))
        };
        let mut starts = vec![0_u32; by_size.len() + 1];
        for (left, right) in pairs() {
            starts[left as usize + 1] += 1;
            starts[right as usize + 1] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut next = starts.clone();
        let mut others = vec![0; starts.last().map_or(0, |end| *end as usize)];
        for (left, right) in pairs() {
            for (one, other) in [(left, right), (right, left)] {
                let place = &mut next[one as usize];
                others[*place as usize] = other;
                *place += 1;
            }
        }
        Self { starts, others }
    }

    pub(super) fn get(&self, value: u32) -> &[u32] {
        let idx = value as usize;
        &self.others[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
}

/// Per gram the places, in the order of size, of the values that larger ones find by it.
struct Postings {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Postings {
    fn of(sets: &GramSets, by_size: &[u32]) -> Self {
        let mut starts = vec![0_u32; sets.n_grams() + 1];
        let prefixes = || by_size.iter().map(|value| sets.prefix_for_larger(*value));
        for gram in prefixes().flatten() {
            starts[*gram as usize + 1] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts.last().map_or(0, |end| *end as usize)];
        for (prefix, place) in prefixes().zip(0..) {
            for gram in prefix {
                let free = &mut next[*gram as usize];
                places[*free as usize] = place;
                *free += 1;
            }
        }
        Self { starts, places }
    }

    fn get(&self, gram: u32) -> &[u32] {
        let idx = gram as usize;
        &self.places[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// The values before `place` that are alike to the one there; `seen` says for whom a place was
    /// last met.
    fn alike_before(
        &self,
        sets: &GramSets,
        (by_size, place): (&[u32], u32),
        seen: &mut [u32],
    ) -> Vec<u32> {
        let value = by_size[place as usize];
        let least = sets.least_partner(value);
        let first = by_size.partition_point(|other| sets.size(*other) < least) as u32;
        let mut found = Vec::new();
        for gram in sets.prefix(value) {
            let places = self.get(*gram);
            let from = places.partition_point(|other| *other < first);
            for other in &places[from..] {
                if *other >= place {
                    break;
                }
                let is_new = seen[*other as usize] != place;
                seen[*other as usize] = place;
                let other = by_size[*other as usize];
                if is_new && sets.are_alike(value, other) {
                    found.push(other);
                }
            }
        }
        found
    }
}
