//! Whose name a row bears: its enterprise's, or by a slip of the pen that of another one.
//!
//! One wrong character turns the name of one firm into that of an existing other in one case of six
//! (DOMAIN 10). A row that code or address tie to its own firm then bears the other's name, and
//! every row of the other that has nothing but its name would follow it. So a name alone links
//! last, and only where the rows known to be one enterprise bear it; and a name with a slip links
//! only where no other firm is known that it may be.

use std::collections::{BTreeMap, BTreeSet};

use super::comparisons::Prepared;
use super::judging::{Ground, Judgement};
use super::name_form::{NameForm, is_company};
use super::name_ladder::{NameLevel, level};
use super::neighbours::{Near, Neighbours, neighbours};
use super::record::Origin;
use crate::normalize::UnitKind;
use crate::normalize::similarity::one_slip;

/// What the other rows of a row's enterprise say about its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// More of them bear another that differs by a slip or a place.
    Outvoted,
    /// As many bear another.
    Tied,
    /// They bear it, or there are none.
    Borne,
}

/// More rows of one enterprise say nothing new about its name.
const WITNESSES_MAX: usize = 40;

/// Facts against an equal name that it outweighs.
const CONTRADICTIONS_MAX: usize = 1;

/// The same where no firm is known whose row it could be by a slip.
const CONTRADICTIONS_WITHOUT_TWIN_MAX: usize = 2;

/// Takes back links by name alone that start from a row which is likely to bear another's name:
/// where its fellow rows outvote it, where they are divided and either something contradicts or
/// an enterprise with a code of its own bears the name undividedly, and where too much contradicts
/// and a near-twin is known; and links by a misspelt name that more than one firm may have.
pub(super) fn settle_names(prepared: &Prepared, cluster_of: &[u32], judged: &mut [Judgement]) {
    let scene = Scene::of(prepared, cluster_of, judged);
    for judgement in judged.iter_mut() {
        match judgement.ground {
            Some(Ground::NameAlone) => match scene.by_name(judgement) {
                Verdict::Link => {}
                Verdict::Doubt => judgement.doubt_name(),
                Verdict::Refuse => judgement.refuse(),
            },
            Some(Ground::Slip) if !scene.is_only_slip(judgement) => judgement.refuse(),
            Some(_) | None => {}
        }
    }
}

enum Verdict {
    Link,
    /// A clerk is shown the pair.
    Doubt,
    Refuse,
}

/// What is known when names are asked: clusters by everything else, and who bears which name.
struct Scene<'a> {
    prepared: &'a Prepared<'a>,
    cluster_of: &'a [u32],
    members: BTreeMap<u32, Vec<u32>>,
    /// Of the names asked about, by record and number of its name, where it is not [`Standing::Borne`].
    standings: BTreeMap<(u32, usize), Standing>,
    /// Per whole name the clusters with a code of their own that bear it undividedly.
    bearers: BTreeMap<&'a str, BTreeSet<u32>>,
    neighbours: Neighbours<'a>,
    /// Of two clusters that a name would link, what at most contradicts between two of their rows.
    contradictions: BTreeMap<[u32; 2], usize>,
}

fn ordered([left, right]: [u32; 2]) -> [u32; 2] {
    [left.min(right), left.max(right)]
}

/// A pair's names that are most alike, by their number.
fn couple(prepared: &Prepared, judgement: &Judgement) -> [(u32, usize); 2] {
    let (left, right) = (judgement.pair.left, judgement.pair.right);
    let (forms_l, forms_r) = (prepared.names.get(left), prepared.names.get(right));
    let couples =
        (0..forms_l.len()).flat_map(|idx_l| (0..forms_r.len()).map(move |idx_r| (idx_l, idx_r)));
    let best = couples.max_by_key(|(idx_l, idx_r)| level(&forms_l[*idx_l], &forms_r[*idx_r]));
    let (idx_l, idx_r) = best.unwrap_or((0, 0));
    [(left, idx_l), (right, idx_r)]
}

impl<'a> Scene<'a> {
    fn of(prepared: &'a Prepared<'a>, cluster_of: &'a [u32], judged: &[Judgement]) -> Self {
        let mut scene = Self {
            prepared,
            cluster_of,
            members: BTreeMap::new(),
            standings: BTreeMap::new(),
            bearers: BTreeMap::new(),
            neighbours: Neighbours::default(),
            contradictions: BTreeMap::new(),
        };
        let mut by_code: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (record, cluster) in cluster_of.iter().enumerate() {
            scene
                .members
                .entry(*cluster)
                .or_default()
                .push(record as u32);
            for code in prepared.facts.get(record as u32).code_numbers() {
                by_code.entry(code).or_default().push(record as u32);
            }
        }
        let asking = judged
            .iter()
            .filter(|judgement| matches!(judgement.ground, Some(Ground::NameAlone | Ground::Slip)));
        let asking: Vec<&Judgement> = asking.collect();
        for judgement in &asking {
            let ends = [judgement.pair.left, judgement.pair.right];
            let clusters = ordered(ends.map(|record| cluster_of[record as usize]));
            let known = scene.contradictions.entry(clusters).or_insert(0);
            *known = judgement.n_contradictions().max(*known);
        }
        let asked: BTreeSet<(u32, usize)> = asking
            .into_iter()
            .flat_map(|judgement| couple(prepared, judgement))
            .collect();
        let cores = asked.iter().map(|name| scene.form(*name).core().characters);
        scene.neighbours = neighbours(prepared, cluster_of, cores.collect());
        for (record, idx) in &asked {
            let standing = scene.standing((*record, *idx), &by_code);
            if standing != Standing::Borne {
                scene.standings.insert((*record, *idx), standing);
            }
        }
        scene.bearers = scene.bearers();
        scene
    }

    fn form(&self, (record, idx): (u32, usize)) -> &'a NameForm<'a> {
        &self.prepared.names.get(record)[idx]
    }

    fn standing(&self, asked: (u32, usize), by_code: &BTreeMap<u32, Vec<u32>>) -> Standing {
        let record = asked.0;
        let name = self.form(asked);
        let codes = self.prepared.facts.get(record).code_numbers();
        let of_code = codes.flat_map(|code| &by_code[&code]);
        let of_cluster = &self.members[&self.cluster_of[record as usize]];
        let mut fellows: Vec<u32> = of_cluster.iter().chain(of_code).copied().collect();
        fellows.sort_unstable();
        fellows.dedup();
        fellows.truncate(WITNESSES_MAX);
        let mut n_same = 0_usize;
        let mut n_of_rival: BTreeMap<&str, usize> = BTreeMap::new();
        for fellow in fellows {
            let forms = self.prepared.names.get(fellow);
            let is_same = |form: &NameForm| level(form, name) >= NameLevel::SameCore;
            n_same += usize::from(forms.iter().any(is_same));
            for rival in forms
                .iter()
                .filter(|form| !is_same(form) && are_near(form, name))
            {
                *n_of_rival.entry(&rival.name.core).or_insert(0) += 1;
            }
        }
        let n_rival = n_of_rival.into_values().max().unwrap_or(0);
        match n_rival.cmp(&n_same) {
            std::cmp::Ordering::Greater => Standing::Outvoted,
            std::cmp::Ordering::Equal if n_rival > 0 => Standing::Tied,
            std::cmp::Ordering::Equal | std::cmp::Ordering::Less => Standing::Borne,
        }
    }

    fn bearers(&self) -> BTreeMap<&'a str, BTreeSet<u32>> {
        let mut bearers: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (record, cluster) in self.cluster_of.iter().enumerate() {
            let record = record as u32;
            let is_coded = self.prepared.facts.get(record).code_numbers().count() > 0;
            let is_borne = !self.standings.contains_key(&(record, 0));
            if let Some(form) = self.prepared.names.get(record).first()
                && is_coded
                && is_borne
            {
                bearers
                    .entry(&form.name.folded)
                    .or_default()
                    .insert(*cluster);
            }
        }
        bearers
    }

    /// What becomes of a link by name alone.
    fn by_name(&self, judgement: &Judgement) -> Verdict {
        let names = couple(self.prepared, judgement);
        let clusters = names.map(|(record, _)| self.cluster_of[record as usize]);
        let standing_of = |name| self.standings.get(name).copied().unwrap_or(Standing::Borne);
        match names.iter().map(standing_of).min() {
            Some(Standing::Outvoted) => return Verdict::Doubt,
            Some(Standing::Tied)
                if judgement.n_contradictions() > 0
                    || names
                        .iter()
                        .any(|name| self.is_borne_elsewhere(*name, clusters)) =>
            {
                return Verdict::Doubt;
            }
            Some(Standing::Tied | Standing::Borne) | None => {}
        }
        if !judgement.is_name_equal() {
            let is_ambiguous = names.iter().any(|name| self.has_namesake(*name, clusters));
            return match is_ambiguous || self.are_listed_side_by_side(judgement) {
                true => Verdict::Refuse,
                false => Verdict::Link,
            };
        }
        let n_against =
            judgement.n_contradictions() + usize::from(self.are_listed_side_by_side(judgement));
        if n_against <= CONTRADICTIONS_MAX {
            return Verdict::Link;
        }
        let form = self.form(names[0]);
        let is_kept_apart =
            is_company(form.name.legal_form) || matches!(form.name.kind, UnitKind::Cooperative);
        let is_outweighed = n_against <= CONTRADICTIONS_WITHOUT_TWIN_MAX && is_kept_apart;
        match is_outweighed && !self.has_twin(names[0], clusters) {
            true => Verdict::Link,
            false => Verdict::Refuse,
        }
    }

    fn is_borne_elsewhere(&self, name: (u32, usize), clusters: [u32; 2]) -> bool {
        let bearers = self.bearers.get(self.form(name).name.folded.as_str());
        bearers.is_some_and(|others| others.iter().any(|other| !clusters.contains(other)))
    }

    /// Whether one registry lists rows of both enterprises: it lists a firm once.
    fn are_listed_side_by_side(&self, judgement: &Judgement) -> bool {
        let sources = |record: u32| -> BTreeSet<&str> {
            let members = &self.members[&self.cluster_of[record as usize]];
            let rows = members
                .iter()
                .map(|member| &self.prepared.records[*member as usize]);
            let listed =
                rows.filter(|row| row.site.is_none() && !matches!(row.origin, Origin::UnionUnit));
            listed.map(|row| row.identity.source.as_str()).collect()
        };
        let (left, right) = (sources(judgement.pair.left), sources(judgement.pair.right));
        !left.is_disjoint(&right)
    }

    /// Whether a third enterprise bears the core too.
    fn has_namesake(&self, name: (u32, usize), clusters: [u32; 2]) -> bool {
        let around = self.neighbours.of(self.form(name).core().characters);
        around.same.iter().any(|other| !clusters.contains(other))
    }

    /// Whether a third enterprise, of several rows or with a code, bears a name that a slip turns
    /// into this one.
    fn has_twin(&self, name: (u32, usize), clusters: [u32; 2]) -> bool {
        let around = self.neighbours.of(self.form(name).core().characters);
        let mut others = around.near.iter().map(|near| near.cluster);
        others.any(|other| !clusters.contains(&other) && self.is_established(other))
    }

    fn is_established(&self, cluster: u32) -> bool {
        let members = &self.members[&cluster];
        let is_coded = |member: &u32| self.prepared.facts.get(*member).code_numbers().count() > 0;
        members.len() > 1 || members.iter().any(is_coded)
    }

    /// Whether one of the two names stands in one source and nowhere else, and no third enterprise
    /// bears it or another a slip away: then it is a slip of the other.
    fn is_only_slip(&self, judgement: &Judgement) -> bool {
        let names = couple(self.prepared, judgement);
        let clusters = names.map(|(record, _)| self.cluster_of[record as usize]);
        let is_lonely = |name: &(u32, usize)| {
            let form = self.form(*name);
            let around = self.neighbours.of(form.core().characters);
            let county = self.prepared.facts.get(name.0).county;
            let is_rival = |near: &Near| {
                let is_here = near.county == 0 || county == 0 || near.county == county;
                near.is_likely && is_here && !clusters.contains(&near.cluster)
            };
            let members = &self.members[&self.cluster_of[name.0 as usize]];
            let bear = |member: &&u32| {
                let mut forms = self.prepared.names.get(**member).iter();
                forms.any(|other| other.name.core == form.name.core)
            };
            let sources = members.iter().filter(bear).map(|member| {
                self.prepared.records[*member as usize]
                    .identity
                    .source
                    .as_str()
            });
            sources.collect::<BTreeSet<&str>>().len() < 2
                && around.same.iter().all(|other| clusters.contains(other))
                && !around.near.iter().any(is_rival)
        };
        !self.are_listed_side_by_side(judgement) && names.iter().any(is_lonely)
    }
}

/// Whether one of two names may be written for the other: a slip of the pen apart, a serial or a
/// workplace.
fn are_near(left: &NameForm, right: &NameForm) -> bool {
    let (core_l, core_r) = (left.core().characters, right.core().characters);
    one_slip(core_l, core_r).is_some() || (left.place != right.place && core_l == core_r)
}
