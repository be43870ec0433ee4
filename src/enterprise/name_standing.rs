//! Whose name a row bears: its enterprise's, or by a slip of the pen that of another one.
//!
//! One wrong character turns the name of one firm into that of an existing other in one case of six
//! (DOMAIN 10). A row that code or address tie to its own firm then bears the other's name, and
//! every row of the other that has nothing but its name would follow it. So a name alone links
//! last, and only where the rows known to be one enterprise bear it.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{Kinship, kinship};
use super::comparisons::Prepared;
use super::judging::{Ground, Judgement};

/// What the other rows of a row's enterprise say about its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// More of them bear a name that differs by a slip or a place.
    Outvoted,
    /// As many bear the one as the other.
    Tied,
    /// They bear it, or there are none.
    Borne,
}

/// More rows of one enterprise say nothing new about its name.
const WITNESSES_MAX: usize = 40;

/// Takes back links by name alone that start from a row which is likely to bear another's name:
/// where its fellow rows outvote it, or where they are divided and either something contradicts or
/// an enterprise with a code of its own bears the name undividedly.
pub(super) fn doubt_borrowed_names(
    prepared: &Prepared,
    cluster_of: &[u32],
    judged: &mut [Judgement],
) {
    let standings = standings(prepared, cluster_of, judged);
    let bearers = bearers(prepared, cluster_of, &standings);
    for judgement in judged.iter_mut() {
        if judgement.ground != Some(Ground::NameAlone) {
            continue;
        }
        let ends = [judgement.pair.left, judgement.pair.right];
        let standing_of = |end: &u32| standings.get(end).copied().unwrap_or(Standing::Borne);
        let is_borrowed = match ends.iter().map(standing_of).min() {
            Some(Standing::Outvoted) => true,
            Some(Standing::Tied) => {
                let clusters = ends.map(|end| cluster_of[end as usize]);
                judgement.is_contradicted()
                    || ends
                        .iter()
                        .any(|end| is_borne_elsewhere(prepared, &bearers, *end, clusters))
            }
            Some(Standing::Borne) | None => false,
        };
        if is_borrowed {
            judgement.doubt_name();
        }
    }
}

/// The standing of every row that a link by name alone starts from, where it is not [`Standing::Borne`].
fn standings(
    prepared: &Prepared,
    cluster_of: &[u32],
    judged: &[Judgement],
) -> BTreeMap<u32, Standing> {
    let mut by_cluster: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut by_code: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (record, cluster) in cluster_of.iter().enumerate() {
        by_cluster.entry(*cluster).or_default().push(record as u32);
        for code in prepared.facts.get(record as u32).code_numbers() {
            by_code.entry(code).or_default().push(record as u32);
        }
    }
    let by_name = judged
        .iter()
        .filter(|judgement| judgement.ground == Some(Ground::NameAlone));
    let asked: BTreeSet<u32> = by_name
        .flat_map(|judgement| [judgement.pair.left, judgement.pair.right])
        .collect();
    let asked = asked.into_iter().map(|record| {
        let fellows = &by_cluster[&cluster_of[record as usize]];
        let codes = prepared.facts.get(record).code_numbers();
        let of_code = codes.flat_map(|code| &by_code[&code]);
        let mut fellows: Vec<u32> = fellows.iter().chain(of_code).copied().collect();
        fellows.sort_unstable();
        fellows.dedup();
        fellows.truncate(WITNESSES_MAX);
        (record, standing(prepared, record, &fellows))
    });
    asked
        .filter(|(_, standing)| *standing != Standing::Borne)
        .collect()
}

fn standing(prepared: &Prepared, record: u32, fellows: &[u32]) -> Standing {
    let (mut n_same, mut n_near) = (1_usize, 0_usize);
    for fellow in fellows.iter().filter(|fellow| **fellow != record) {
        let names = (
            &prepared.names[record as usize],
            &prepared.names[*fellow as usize],
        );
        match kinship(names.0, names.1) {
            Kinship::Same => n_same += 1,
            Kinship::Near => n_near += 1,
            Kinship::Other => {}
        }
    }
    match n_near.cmp(&n_same) {
        std::cmp::Ordering::Greater => Standing::Outvoted,
        std::cmp::Ordering::Equal => Standing::Tied,
        std::cmp::Ordering::Less => Standing::Borne,
    }
}

/// Per whole name the clusters with a code of their own that bear it.
fn bearers<'a>(
    prepared: &'a Prepared,
    cluster_of: &[u32],
    standings: &BTreeMap<u32, Standing>,
) -> BTreeMap<&'a str, BTreeSet<u32>> {
    let mut bearers: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (record, cluster) in cluster_of.iter().enumerate() {
        let is_borne = !standings.contains_key(&(record as u32));
        let is_coded = || prepared.facts.get(record as u32).code_numbers().count() > 0;
        let name = prepared.records[record].name.as_ref();
        if let Some(name) = name.filter(|_| is_borne && is_coded()) {
            bearers.entry(&name.folded).or_default().insert(*cluster);
        }
    }
    bearers
}

fn is_borne_elsewhere(
    prepared: &Prepared,
    bearers: &BTreeMap<&str, BTreeSet<u32>>,
    record: u32,
    clusters: [u32; 2],
) -> bool {
    let name = prepared.records[record as usize].name.as_ref();
    let others = name.and_then(|name| bearers.get(name.folded.as_str()));
    others.is_some_and(|others| others.iter().any(|other| !clusters.contains(other)))
}
