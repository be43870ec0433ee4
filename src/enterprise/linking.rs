//! Records to clusters: candidate pairs, model, scores, equality first, and what must stay apart.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::candidates::{Candidates, candidates, common_phones};
use super::clusters::{Apart, cluster_of};
use super::comparisons::{
    CODE, CODE_DIFFERENT, CODE_EQUAL, NAME, Prepared, SAME_NAME_FROM, starting_model,
};
use super::disputed::disputed_codes;
use super::judging::{Ground, Judgement, is_shown, judge_all};
use super::name_ladder::NameLevel;
use super::name_standing::settle_names;
use super::record::{Record, Records};
use crate::linkage::blocking::RuleReport;
use crate::linkage::{
    Clusters, Comparison, Model, ScoredPair, TermFrequency, TrainingBlock, Vector, VectorCounts,
    Weights, count_vectors, random_pairs, train_m, train_u, vectors,
};
use crate::table::Progress;
use crate::table::vocabulary::PairDecision;

/// How strict linking is.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkSettings {
    /// Probability from which two rows are one enterprise, 0..=1.
    pub match_threshold: f64,
    /// Probability from which a pair is worth a clerk's look, 0..=1.
    pub review_threshold: f64,
    /// A frozen model; without one it is trained on the records.
    pub model: Option<Model>,
}

/// A match is nine to one; a clerk is shown what is as likely as not.
impl Default for LinkSettings {
    fn default() -> Self {
        Self {
            match_threshold: 0.9,
            review_threshold: 0.5,
            model: None,
        }
    }
}

/// What the manifest says about linking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageReport {
    /// Records compared.
    pub n_records: u64,
    /// Candidate pairs, each once.
    pub n_candidate_pairs: u64,
    /// What each blocking rule gave and left out.
    pub rules: Vec<RuleReport>,
    /// Codes that stand on rows which agree in nothing else.
    pub n_disputed_codes: u64,
    /// Links that evidence against refused.
    pub n_refused_links: u64,
    /// The model that scored.
    pub model: Model,
}

/// A pair at or above the review threshold and what became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedPair {
    /// The pair, numbered as the records are.
    pub pair: ScoredPair,
    /// What became of it.
    pub decision: PairDecision,
    /// What the frequency of the name adds to the weight, bits.
    pub frequency_bits: f64,
    /// What an equality lifts the weight by, bits.
    pub equality_bits: f64,
}

/// Which records are one enterprise, and every pair that a person may want to see.
#[derive(Debug, Clone)]
pub struct Linked {
    /// For each record the smallest record of its cluster.
    pub cluster_of: Vec<u32>,
    /// Per record the probability of the strongest link that holds it; nothing for a record alone.
    pub probability: Vec<Option<f64>>,
    /// Per record that leads a cluster the least probability that holds the cluster together.
    pub confidence: BTreeMap<u32, f64>,
    /// Judged pairs, in the order of the records.
    pub pairs: Vec<JudgedPair>,
    /// Disputed codes.
    pub disputed: BTreeSet<String>,
    /// For the manifest.
    pub report: LinkageReport,
}

/// Random pairs that u is learned from.
const RANDOM_PAIRS_MAX: u64 = 1_000_000;

/// Share of the true pairs that equal codes and equal names alone find: the prior counts on it.
const RECALL_OF_EQUALITY: f64 = 0.8;

/// Links records; the same for any number of threads and any order of rows.
pub fn link_records(records: &Records, settings: &LinkSettings, progress: &dyn Progress) -> Linked {
    let records = &records.records;
    let common_phones = common_phones(records);
    let disputed = disputed_codes(records, &common_phones);
    let prepared = Prepared::of(records, &disputed, &common_phones);
    let boxed = prepared.comparisons();
    let comparisons: Vec<&dyn Comparison> = boxed.iter().map(AsRef::as_ref).collect();
    let candidates = candidates(records);
    let pairs = &candidates.united.pairs;
    let vectors = vectors(pairs, &comparisons);
    let model = match &settings.model {
        Some(model) => model.clone(),
        None => train(records.len(), &candidates, &vectors, &comparisons),
    };
    progress.rows_done(records.len() as u64);
    let frequency = name_frequency(records);
    let weights = Weights::of(&vectors, &model, &frequency);
    let mut judged = judge_all(records, pairs, &vectors, &weights, settings);
    let apart = Apart::of(records, &disputed, &judged);
    let by_more = cluster_of(&apart, &judged.telling, Ground::Weight);
    settle_names(&prepared, &by_more.cluster_of, &mut judged.telling);
    let clusters = cluster_of(&apart, &judged.telling, Ground::NameAlone);
    let report = LinkageReport {
        n_records: records.len() as u64,
        n_candidate_pairs: pairs.len() as u64,
        rules: candidates.united.reports.clone(),
        n_disputed_codes: disputed.len() as u64,
        n_refused_links: clusters.refused.len() as u64,
        model,
    };
    settle(&judged.telling, &clusters, settings, (disputed, report))
}

/// Every candidate pair of the blocking rules, numbered as the records are; for measuring how fast
/// they are compared.
pub fn candidate_pairs(records: &Records) -> Vec<(u32, u32)> {
    candidates(&records.records).united.pairs
}

/// Which share of the records has a record's core name.
fn name_frequency(records: &[Record]) -> TermFrequency {
    let mut n_uses: FxHashMap<&str, u64> = FxHashMap::default();
    for name in records.iter().filter_map(|record| record.name.as_ref()) {
        *n_uses.entry(&name.core).or_insert(0) += 1;
    }
    let share = |record: &Record| {
        let name = record.name.as_ref();
        let n_uses = name.and_then(|name| n_uses.get(name.core.as_str()).copied());
        n_uses.map_or(0.0, |n_uses| n_uses as f64 / records.len() as f64)
    };
    TermFrequency {
        comparison_idx: NAME,
        from_level: SAME_NAME_FROM,
        shares: records.par_iter().map(share).collect(),
    }
}

fn train(
    n_records: usize,
    candidates: &Candidates,
    vectors: &[Vector],
    comparisons: &[&dyn Comparison],
) -> Model {
    let mut model = starting_model();
    let by_equality = |vector: Vector| {
        vector.level(CODE) == CODE_EQUAL
            || (vector.level(NAME) == NameLevel::Equal as u8
                && vector.level(CODE) != CODE_DIFFERENT)
    };
    let random = random_pairs(n_records as u32, RANDOM_PAIRS_MAX);
    let mut random: VectorCounts = count_vectors(&random, comparisons);
    random.retain(|vector, _| !by_equality(*vector));
    train_u(&mut model, &random);
    let n = n_records as f64;
    let n_equal = vectors
        .par_iter()
        .filter(|vector| by_equality(**vector))
        .count();
    let n_pairs = (n * (n - 1.0) / 2.0).max(1.0);
    model.prior = (n_equal as f64 / RECALL_OF_EQUALITY / n_pairs).clamp(1e-9, 0.1);
    let blocks: Vec<TrainingBlock> = candidates
        .training
        .iter()
        .map(|(rule_idx, decided)| TrainingBlock {
            counts: candidates.united.counts_of_rule(*rule_idx, vectors),
            decided_by_rule: decided.to_vec(),
        })
        .collect();
    train_m(&mut model, &blocks);
    model
}

fn settle(
    judged: &[Judgement],
    clusters: &Clusters,
    settings: &LinkSettings,
    (disputed, report): (BTreeSet<String>, LinkageReport),
) -> Linked {
    let cluster_of = clusters.cluster_of.clone();
    let mut probability: Vec<Option<f64>> = vec![None; cluster_of.len()];
    let mut confidence: BTreeMap<u32, f64> = BTreeMap::new();
    for judgement in judged {
        let pair = judgement.pair;
        let (left, right) = (pair.left as usize, pair.right as usize);
        if judgement.ground.is_some() && cluster_of[left] == cluster_of[right] {
            for record in [left, right] {
                let strongest = probability[record].unwrap_or(0.0).max(pair.probability());
                probability[record] = Some(strongest);
            }
        }
    }
    for edge in &clusters.joining {
        let least = confidence
            .entry(cluster_of[edge.left as usize])
            .or_insert(1.0);
        *least = least.min(crate::linkage::probability_of(edge.weight_bits));
    }
    let pairs = judged
        .iter()
        .filter(|judgement| is_shown(judgement, settings));
    let pairs = pairs.map(|judgement| JudgedPair {
        pair: judgement.pair,
        decision: decide(judgement, clusters, settings),
        frequency_bits: judgement.frequency_bits,
        equality_bits: judgement.equality_bits,
    });
    Linked {
        pairs: pairs.collect(),
        cluster_of,
        probability,
        confidence,
        disputed,
        report,
    }
}

/// Two enterprises that both carry checked codes ask nothing more of a clerk, unless a link
/// between them was strong enough to be cut.
fn decide(judgement: &Judgement, clusters: &Clusters, settings: &LinkSettings) -> PairDecision {
    let pair = judgement.pair;
    let (left, right) = (pair.left, pair.right);
    if clusters.cluster_of[left as usize] == clusters.cluster_of[right as usize] {
        return PairDecision::Match;
    }
    if judgement.is_forbidden {
        return PairDecision::CannotLink;
    }
    let is_cut = judgement.ground.is_some() || pair.probability() >= settings.match_threshold;
    match clusters.are_apart(left, right) && !is_cut {
        true => PairDecision::NoMatch,
        false => PairDecision::Review,
    }
}
