//! Which edition of GB/T 2260 was in force: 京山县 420821 became 京山市 420882 after the year in question.

use std::collections::BTreeMap;

use crate::standard::region;
use crate::table::entities;
use crate::union::territory::Territory;

/// Codes in force by the codes that their counties have now, where the two differ.
pub(super) struct Editions {
    in_force: BTreeMap<String, String>,
}

/// Where the region digits of a credit code stand.
const REGION_DIGITS: std::ops::Range<usize> = 2..8;

impl Editions {
    pub(super) fn of(view: &entities::View<'_>, territory: &Territory) -> Self {
        let mut n_issued: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
        for idx in 0..view.len() {
            let digits = view.uscc(idx).and_then(|code| code.get(REGION_DIGITS));
            let (Some(county), Some(digits)) = (view.region_code(idx), digits) else {
                continue;
            };
            if region::by_code(digits).is_some_and(|region| region.code == county) {
                let issued = n_issued.entry(county).or_default();
                *issued.entry(digits).or_insert(0) += 1;
            }
        }
        let most = |issued: BTreeMap<&str, u32>| {
            let best = issued
                .into_iter()
                .max_by_key(|(code, n_codes)| (*n_codes, *code));
            best.map(|(code, _)| code.to_owned())
        };
        let in_force = n_issued.into_iter().filter_map(|(county, issued)| {
            let listed = territory.listed_code(county).map(str::to_owned);
            Some((county.to_owned(), listed.or_else(|| most(issued))?))
        });
        Self {
            in_force: in_force.collect(),
        }
    }

    /// The code that was in force for the county that has `code` now.
    pub(super) fn in_force(&self, code: String) -> String {
        self.in_force.get(&code).cloned().unwrap_or(code)
    }
}
