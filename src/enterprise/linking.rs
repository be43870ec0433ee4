//! Records to clusters: candidate pairs, model, scores, equality first, and what must stay apart.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::alike::{NameLevel, are_different_places, branch_of, is_company};
use super::candidates::{Candidates, candidates, common_phones};
use super::comparisons::{
    ADDRESS, CODE, CODE_DIFFERENT, CODE_EQUAL, NAME, PHONE, Prepared, REGION, REPRESENTATIVE,
    SAME_NAME_FROM, SAME_NUMBER, SAME_PERSON, starting_model,
};
use super::disputed::disputed_codes;
use super::record::{Record, Records};
use crate::linkage::blocking::RuleReport;
use crate::linkage::{
    Clusters, Comparison, Edge, Exclusive, Knowledge, Model, ScoredPair, TermFrequency,
    TrainingBlock, Vector, VectorCounts, Weights, cluster, count_vectors, random_pairs, train_m,
    train_u, vectors, weight_of, within_components,
};
use crate::normalize::CompanyName;
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

/// An equality with its name agreeing, or of a whole name with nothing against it, is at least this sure.
const EQUALITY_PROBABILITY: f64 = 0.995;

/// Links records; the same for any number of threads and any order of rows.
pub fn link_records(records: &Records, settings: &LinkSettings, progress: &dyn Progress) -> Linked {
    let records = &records.records;
    let disputed = disputed_codes(records);
    let common_phones = common_phones(records);
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
    let judged = judge_all(records, pairs, &vectors, &weights, settings);
    let clusters = cluster_of(records, &disputed, &judged);
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

/// What the pairs came to.
struct Judged {
    /// Pairs that link or that a person may want to see, in the order of the records.
    telling: Vec<Judgement>,
    /// Pairs whose own facts forbid a link.
    forbidden: Vec<(u32, u32)>,
}

/// Judges chunk by chunk: nearly all of millions of candidate pairs tell nothing and are let go.
fn judge_all(
    records: &[Record],
    pairs: &[(u32, u32)],
    vectors: &[Vector],
    weights: &Weights,
    settings: &LinkSettings,
) -> Judged {
    let of_chunk = |(pairs, vectors): (&[(u32, u32)], &[Vector])| {
        let mut judged = Judged {
            telling: Vec::new(),
            forbidden: Vec::new(),
        };
        for (pair, vector) in pairs.iter().zip(vectors) {
            let judgement = judge(
                records,
                weights.score(*pair, *vector),
                settings,
                weights.model,
            );
            if judgement.is_forbidden {
                judged.forbidden.push(*pair);
            }
            if judgement.rank.is_some() || is_shown(&judgement, settings) {
                judged.telling.push(judgement);
            }
        }
        judged
    };
    let chunks: Vec<Judged> = pairs
        .par_chunks(PAIRS_PER_CHUNK)
        .zip(vectors.par_chunks(PAIRS_PER_CHUNK))
        .map(of_chunk)
        .collect();
    let (telling, forbidden): (Vec<_>, Vec<_>) = chunks
        .into_iter()
        .map(|chunk| (chunk.telling, chunk.forbidden))
        .unzip();
    Judged {
        telling: telling.into_iter().flatten().collect(),
        forbidden: forbidden.concat(),
    }
}

/// Pairs judged at a time by one thread.
const PAIRS_PER_CHUNK: usize = 65_536;

/// One pair with its edge, if it links, and whether facts of the pair itself forbid it.
struct Judgement {
    pair: ScoredPair,
    rank: Option<u8>,
    is_forbidden: bool,
    frequency_bits: f64,
    equality_bits: f64,
}

fn judge(
    records: &[Record],
    mut pair: ScoredPair,
    settings: &LinkSettings,
    model: &Model,
) -> Judgement {
    let (left, right) = (&records[pair.left as usize], &records[pair.right as usize]);
    let level = |comparison: usize| pair.vector.level(comparison);
    let places_differ = match (&left.name, &right.name) {
        (Some(left), Some(right)) => are_different_places(left, right),
        (None, _) | (_, None) => false,
    };
    let is_forbidden = level(CODE) == CODE_DIFFERENT
        || (places_differ && !is_one_workplace(left, right, pair.vector));
    let rank = if is_forbidden {
        None
    } else if level(CODE) == CODE_EQUAL {
        Some(if level(NAME) > NameLevel::Different as u8 {
            0
        } else {
            1
        })
    } else if level(NAME) == NameLevel::Equal as u8 && nothing_against(left, pair.vector) {
        Some(2)
    } else if pair.probability() >= settings.match_threshold && is_supported(pair.vector) {
        Some(3)
    } else {
        None
    };
    let weighed_bits = pair.weight_bits;
    if rank.is_some_and(|rank| rank < 3) {
        pair.weight_bits = pair.weight_bits.max(weight_of(EQUALITY_PROBABILITY));
    }
    Judgement {
        frequency_bits: weighed_bits - model.weight_bits(pair.vector),
        equality_bits: pair.weight_bits - weighed_bits,
        pair,
        rank,
        is_forbidden,
    }
}

/// Whether two branches whose places are written differently are one: they bear one checked code
/// and share the house or the representative. The code alone would not do, for registries list
/// branches under the code of their head office.
fn is_one_workplace(left: &Record, right: &Record, vector: Vector) -> bool {
    let is_branch = |record: &Record| {
        record
            .name
            .as_ref()
            .is_some_and(|name| branch_of(name).is_some())
    };
    let is_shared = |comparison: usize, from: u8| vector.level(comparison) >= from;
    is_branch(left)
        && is_branch(right)
        && vector.level(CODE) == CODE_EQUAL
        && (is_shared(ADDRESS, SAME_NUMBER) || is_shared(REPRESENTATIVE, SAME_PERSON))
}

/// The name authority keeps companies' whole names apart. A shop's name, or a company's that lost
/// its region, needs its place or people not to contradict.
fn nothing_against(record: &Record, vector: Vector) -> bool {
    let is_registered_name =
        |name: &CompanyName| is_company(name.legal_form) && name.region.is_some();
    if record.name.as_ref().is_some_and(is_registered_name) {
        return true;
    }
    let is_against = |comparison: usize| vector.level(comparison) == 1;
    let n_against = [ADDRESS, REPRESENTATIVE, PHONE]
        .into_iter()
        .filter(|c| is_against(*c));
    !is_against(REGION) && n_against.count() < 2
}

/// Names less than equal are twins as often as slips of the pen: something else must speak for them.
fn is_supported(vector: Vector) -> bool {
    let level = |comparison: usize| vector.level(comparison);
    let by_code = level(CODE) > CODE_DIFFERENT;
    let by_people_at_place = level(REPRESENTATIVE) > 1 && level(ADDRESS) > 1;
    let by_phone = level(PHONE) > 1;
    let name = level(NAME);
    let is_named_alike = name > NameLevel::SameBrand as u8;
    // A damaged code that fits leaves five codes possible: with two further facts a new name may
    // be a former one's.
    let further = [ADDRESS, REPRESENTATIVE, PHONE]
        .into_iter()
        .filter(|c| level(*c) > 1);
    name >= SAME_NAME_FROM
        || is_slip(vector)
        || (is_named_alike && (by_code || by_people_at_place || by_phone))
        || (by_code && further.count() > 1)
}

/// One wrong character where the house or the representative is the same and nothing contradicts.
///
/// Of 2,331 pairs of different registered firms whose core names are one character apart only 44
/// share a representative or an address (DOMAIN 10): what shares one is a slip of the pen.
fn is_slip(vector: Vector) -> bool {
    let level = |comparison: usize| vector.level(comparison);
    let contradicts = |comparison: usize| level(comparison) == 1;
    level(NAME) == NameLevel::OneCharacter as u8
        && (level(ADDRESS) >= SAME_NUMBER || level(REPRESENTATIVE) == SAME_PERSON)
        && ![ADDRESS, REPRESENTATIVE, PHONE, REGION]
            .into_iter()
            .any(contradicts)
}

fn cluster_of(records: &[Record], disputed: &BTreeSet<String>, judged: &Judged) -> Clusters {
    let edges: Vec<Edge> = judged
        .telling
        .iter()
        .filter_map(|judgement| {
            judgement.rank.map(|rank| Edge {
                left: judgement.pair.left,
                right: judgement.pair.right,
                rank,
                weight_bits: judgement.pair.weight_bits,
            })
        })
        .collect();
    let telling = judged.telling.iter();
    let telling = telling.map(|judgement| (judgement.pair.left, judgement.pair.right));
    let different = within_components(records.len(), telling, &judged.forbidden);
    let exclusive: Vec<Vec<Exclusive>> = records
        .iter()
        .map(|record| exclusive_facts(record, disputed))
        .collect();
    let knowledge = Knowledge {
        exclusive: &exclusive,
        different: &different,
    };
    cluster(&edges, knowledge)
}

/// The undisputed organisation code, and being a branch or a head office.
fn exclusive_facts(record: &Record, disputed: &BTreeSet<String>) -> Vec<Exclusive> {
    const CODE_FACT: u8 = 0;
    const BRANCH_FACT: u8 = 1;
    let code = record
        .codes
        .org_code
        .filter(|code| !disputed.contains(code.as_str()));
    let code = code.map(|code| Exclusive {
        kind: CODE_FACT,
        value: stable_hash(code.as_str()),
    });
    let branch = record.name.as_ref().map(|name| Exclusive {
        kind: BRANCH_FACT,
        value: u64::from(branch_of(name).is_some()),
    });
    code.into_iter().chain(branch).collect()
}

/// FNV-1a: the same on every machine, which the standard library's hashes do not promise.
fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Which share of the records has a record's core name.
fn name_frequency(records: &[Record]) -> TermFrequency {
    let core = |record: &Record| record.name.as_ref().map(|name| name.core.clone());
    let mut n_uses: BTreeMap<String, u64> = BTreeMap::new();
    for core in records.iter().filter_map(core) {
        *n_uses.entry(core).or_insert(0) += 1;
    }
    let share = |record: &Record| {
        let n_uses = core(record).and_then(|core| n_uses.get(&core).copied());
        n_uses.map_or(0.0, |n_uses| n_uses as f64 / records.len() as f64)
    };
    TermFrequency {
        comparison_idx: NAME,
        from_level: SAME_NAME_FROM,
        shares: records.iter().map(share).collect(),
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
        if judgement.rank.is_some() && cluster_of[left] == cluster_of[right] {
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

fn is_shown(judgement: &Judgement, settings: &LinkSettings) -> bool {
    judgement.pair.probability() >= settings.review_threshold
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
    let is_cut = judgement.rank.is_some() || pair.probability() >= settings.match_threshold;
    match clusters.are_apart(left, right) && !is_cut {
        true => PairDecision::NoMatch,
        false => PairDecision::Review,
    }
}
