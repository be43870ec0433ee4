//! Which rows are one person.
//!
//! An exact valid id makes one person. Everything else needs two facts besides the name, because
//! namesakes born on one day exist: a name and a birth date alone join nobody. Two valid ids that
//! differ are two people. Under one id with clearly different names nothing is merged at all.
//!
//! # Cost
//! Rows are grouped by hashed keys; only rows with a faulty id are compared within a group of one
//! name. Near linear in the rows.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::fact::{Fact, differ};
use super::names::{Agreement, compare};
use super::workplaces::Employer;
use crate::normalize;
use crate::standard::ResidentId;

/// One person, or one row of an id that several people carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    /// 0-based rows, ascending.
    pub(super) rows: Vec<usize>,
    /// The shared id's number, 0-based, where two people stand under one id.
    pub(super) shared: Option<usize>,
}

/// Characters of an id that a spreadsheet keeps.
const KEPT_CHARACTERS: usize = 15;

/// A card number shorter than this is a serial number within its union.
const CARD_CHARACTERS_MIN: usize = 6;

/// Groups `facts` into persons; clusters come in the order of their first row.
pub(super) fn cluster(facts: &[Fact]) -> Vec<Cluster> {
    let mut groups = Groups::new(facts);
    groups.join_by_id();
    let by_faulty_text =
        |fact: &Fact| Some(vec![format!("{}|{}", fact.faulty_id.as_ref()?, fact.name)]);
    groups.join_by(by_faulty_text);
    groups.join_by(card_keys);
    groups.join_slips();
    groups.join_by(|fact| birth_keys(fact, fact.phones.clone()));
    groups.join_by(|fact| birth_keys(fact, workplace_keys(fact)));
    groups.join_by(phone_keys);
    groups.join_homes();
    groups.into_clusters()
}

struct Groups<'f> {
    facts: &'f [Fact],
    root_of: Vec<usize>,
    /// The valid id of a group, by root.
    id_of: FxHashMap<usize, ResidentId>,
    /// The shared id a row stands under.
    shared_of: Vec<Option<usize>>,
}

impl<'f> Groups<'f> {
    fn new(facts: &'f [Fact]) -> Self {
        Self {
            facts,
            root_of: (0..facts.len()).collect(),
            id_of: FxHashMap::default(),
            shared_of: vec![None; facts.len()],
        }
    }

    fn root(&mut self, row: usize) -> usize {
        let mut current = row;
        while self.root_of[current] != current {
            self.root_of[current] = self.root_of[self.root_of[current]];
            current = self.root_of[current];
        }
        current
    }

    /// Joins the groups of two rows unless their ids differ or either row's id is shared.
    fn join(&mut self, left: usize, right: usize) {
        if self.shared_of[left].is_some() || self.shared_of[right].is_some() {
            return;
        }
        let (left, right) = (self.root(left), self.root(right));
        let ids = (
            self.id_of.get(&left).copied(),
            self.id_of.get(&right).copied(),
        );
        if left == right || differ(ids.0, ids.1) {
            return;
        }
        let (low, high) = (left.min(right), left.max(right));
        self.root_of[high] = low;
        if let Some(id) = ids.0.or(ids.1) {
            self.id_of.insert(low, id);
        }
    }

    fn join_by_id(&mut self) {
        let mut rows_of: BTreeMap<ResidentId, Vec<usize>> = BTreeMap::new();
        for (row, fact) in self.facts.iter().enumerate() {
            if let Some(id) = fact.id {
                rows_of.entry(id).or_default().push(row);
            }
        }
        let mut n_shared = 0;
        for (id, rows) in rows_of {
            for row in &rows {
                self.id_of.insert(*row, id);
            }
            let people = split_by_name(self.facts, &rows);
            let is_member =
                |people: &&Vec<usize>| people.iter().any(|row| self.facts[*row].is_member());
            if people.iter().filter(is_member).count() > 1 {
                for row in &rows {
                    self.shared_of[*row] = Some(n_shared);
                }
                n_shared += 1;
                continue;
            }
            for rows in &people {
                for pair in rows.windows(2) {
                    self.join(pair[0], pair[1]);
                }
            }
            // The id of a list of persons employed that contradicts the roster's name proves nothing,
            // but its rows stay apart: they may not come together again by way of the id.
            if people.len() > 1 {
                for rows in people.iter().filter(|rows| !is_member(rows)) {
                    let root = self.root(rows[0]);
                    self.id_of.remove(&root);
                }
            }
        }
    }

    /// Joins rows that share a key. Where the rows of a key carry two valid ids, a row without an id
    /// could be either person and stays alone.
    fn join_by(&mut self, keys: impl Fn(&Fact) -> Option<Vec<String>>) {
        let mut rows_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, fact) in self.facts.iter().enumerate() {
            if self.shared_of[row].is_none() {
                for key in keys(fact).into_iter().flatten() {
                    rows_of.entry(key).or_default().push(row);
                }
            }
        }
        for rows in rows_of.into_values().filter(|rows| rows.len() > 1) {
            let mut ids: Vec<ResidentId> = Vec::new();
            for row in &rows {
                let root = self.root(*row);
                ids.extend(self.id_of.get(&root));
            }
            ids.sort_unstable();
            ids.dedup();
            if ids.len() > 1 {
                continue;
            }
            for (position, row) in rows.iter().enumerate().skip(1) {
                let facts = self.facts;
                let earlier = rows[..position]
                    .iter()
                    .find(|earlier| may_be_one(&facts[**earlier], &facts[*row]));
                if let Some(earlier) = earlier {
                    self.join(*earlier, *row);
                }
            }
        }
    }

    /// A row without an id and the only row of another list that agrees with it in name, sex,
    /// employer and the whole registered address: lists of one person, not of two namesakes.
    fn join_homes(&mut self) {
        let mut rows_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, fact) in self.facts.iter().enumerate() {
            if self.shared_of[row].is_none() {
                for key in home_keys(fact).into_iter().flatten() {
                    rows_of.entry(key).or_default().push(row);
                }
            }
        }
        let facts = self.facts;
        for rows in rows_of.into_values() {
            let [left, right] = rows.as_slice() else {
                continue;
            };
            let (left_fact, right_fact) = (&facts[*left], &facts[*right]);
            if left_fact.row.source != right_fact.row.source && may_be_one(left_fact, right_fact) {
                self.join(*left, *right);
            }
        }
    }

    /// A faulty id one slip away from a valid one, or cut by a spreadsheet, under the same name and
    /// with the same phone, union or employer.
    fn join_slips(&mut self) {
        let mut valid_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, fact) in self.facts.iter().enumerate() {
            if fact.id.is_some() && self.shared_of[row].is_none() {
                for key in proof_keys(fact) {
                    valid_of.entry(key).or_default().push(row);
                }
            }
        }
        for (row, fact) in self.facts.iter().enumerate() {
            let Some(faulty) = &fact.faulty_id else {
                continue;
            };
            let mut near: BTreeMap<ResidentId, usize> = BTreeMap::new();
            for candidate in proof_keys(fact)
                .iter()
                .filter_map(|key| valid_of.get(key))
                .flatten()
            {
                let id = self.facts[*candidate]
                    .id
                    .expect("only rows with an id are kept");
                if is_slip_of(faulty, id.reveal()) {
                    near.entry(id).or_insert(*candidate);
                }
            }
            if let (1, Some((_, candidate))) = (near.len(), near.first_key_value()) {
                self.join(*candidate, row);
            }
        }
    }

    fn into_clusters(mut self) -> Vec<Cluster> {
        let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in 0..self.facts.len() {
            let root = self.root(row);
            rows_of.entry(root).or_default().push(row);
        }
        let clusters = rows_of.into_values().map(|rows| Cluster {
            shared: self.shared_of[rows[0]],
            rows,
        });
        clusters.collect()
    }
}

/// The people among the rows of one id: rows whose names agree, and neither written sex nor birth
/// date contradicts where the name has a slip.
fn split_by_name(facts: &[Fact], rows: &[usize]) -> Vec<Vec<usize>> {
    let mut people: Vec<Vec<usize>> = Vec::new();
    // Whole names first, so that a masked one meets all names it may stand for.
    let mut ordered = rows.to_vec();
    ordered.sort_by_key(|row| (facts[*row].is_masked, &facts[*row].name, *row));
    for row in ordered {
        let is_same = |other: &usize| is_same_under_one_id(&facts[*other], &facts[row]);
        match people.iter_mut().find(|person| person.iter().any(is_same)) {
            Some(person) => person.push(row),
            None => people.push(vec![row]),
        }
    }
    people
}

fn is_same_under_one_id(left: &Fact, right: &Fact) -> bool {
    match compare(&left.name, &right.name) {
        Agreement::Same => true,
        // Of two characters one wrong is half the name, so a second fact must speak for it.
        Agreement::Slip => {
            let is_short = left.name.chars().count().max(right.name.chars().count()) < 3;
            let has_support = left.shares_phone(right)
                || (left.union_code.is_some() && left.union_code == right.union_code)
                || (left.card_no.is_some() && left.card_no == right.card_no);
            !left.contradicts(right) && (!is_short || has_support)
        }
        Agreement::Different => false,
    }
}

/// Whether nothing on two rows of one key speaks against their being one person.
fn may_be_one(left: &Fact, right: &Fact) -> bool {
    if compare(&left.name, &right.name) == Agreement::Different {
        return false;
    }
    let no_shared_phone =
        !left.phones.is_empty() && !right.phones.is_empty() && !left.shares_phone(right);
    let places = (&left.row.registration_place, &right.row.registration_place);
    let other_place = differ(places.0.as_ref(), places.1.as_ref());
    let is_contradicted = differ(left.sex(), right.sex())
        || differ(left.row.birth_date, right.row.birth_date)
        || (no_shared_phone && other_place);
    !is_contradicted
}

fn card_keys(fact: &Fact) -> Option<Vec<String>> {
    let card = fact.card_no.as_ref()?;
    if card.chars().count() >= CARD_CHARACTERS_MIN {
        return Some(vec![card.clone()]);
    }
    Some(vec![format!("{card}|{}", fact.union_code.as_ref()?)])
}

fn workplace_keys(fact: &Fact) -> Vec<String> {
    let mut keys: Vec<String> = fact
        .union_code
        .iter()
        .map(|code| format!("u{code}"))
        .collect();
    if let Employer::Known(entity_id) = &fact.work.employer {
        keys.push(format!("e{entity_id}"));
    }
    keys
}

/// Name with phone, union or employer: what must agree besides a nearly equal id.
fn proof_keys(fact: &Fact) -> Vec<String> {
    if fact.is_masked {
        return Vec::new();
    }
    let proofs = workplace_keys(fact)
        .into_iter()
        .chain(fact.phones.iter().cloned());
    proofs
        .map(|proof| format!("{}|{proof}", fact.name))
        .collect()
}

fn birth_keys(fact: &Fact, proofs: Vec<String>) -> Option<Vec<String>> {
    let birth = fact.birth.filter(|_| !fact.is_masked)?;
    let keys = proofs
        .into_iter()
        .map(|proof| format!("{}|{birth}|{proof}", fact.name));
    Some(keys.collect())
}

/// Name, sex, employer and registered address; a shorter address is a county and many people's.
fn home_keys(fact: &Fact) -> Option<Vec<String>> {
    const ADDRESS_CHARS_MIN: usize = 9;
    let sex = fact.sex().filter(|_| !fact.is_masked)?;
    let Employer::Known(employer) = &fact.work.employer else {
        return None;
    };
    let place = normalize::fold(fact.row.registration_place.as_deref()?);
    let is_whole = place.chars().count() >= ADDRESS_CHARS_MIN;
    is_whole.then(|| vec![format!("{}|{sex:?}|{employer}|{place}", fact.name)])
}

/// A name with its own phone, where one of the two rows does not give a birth date: rows that both
/// give one must agree in it, which [`may_be_one`] and the ids see to.
fn phone_keys(fact: &Fact) -> Option<Vec<String>> {
    let name = Some(&fact.name).filter(|_| !fact.is_masked)?;
    Some(
        fact.phones
            .iter()
            .map(|phone| format!("{name}|{phone}"))
            .collect(),
    )
}

/// Whether `faulty` is `valid` with one character wrong, two neighbours swapped, or its tail lost.
fn is_slip_of(faulty: &str, valid: &str) -> bool {
    if faulty.len() != valid.len() {
        return false;
    }
    let differing: Vec<usize> = faulty
        .bytes()
        .zip(valid.bytes())
        .enumerate()
        .filter(|(_, (found, expected))| found != expected)
        .map(|(position, _)| position)
        .collect();
    let byte = |text: &str, position: usize| text.as_bytes()[position];
    match differing.as_slice() {
        [] | [_] => true,
        [first, .., _] if *first >= KEPT_CHARACTERS => true,
        [first, second] => {
            *second == first + 1
                && byte(faulty, *first) == byte(valid, *second)
                && byte(faulty, *second) == byte(valid, *first)
        }
        [_, _, _, ..] => false,
    }
}
