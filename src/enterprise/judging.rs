//! One pair: does it link, how strongly, and what forbids it.

use rayon::prelude::*;

use super::alike::{NameLevel, are_different_places, branch_of};
use super::comparisons::{
    ADDRESS, CODE, CODE_DIFFERENT, CODE_EQUAL, NAME, PHONE, REGION, REPRESENTATIVE, SAME_NAME_FROM,
    SAME_NUMBER, SAME_PERSON,
};
use super::linking::LinkSettings;
use super::record::Record;
use crate::linkage::{Model, ScoredPair, Vector, Weights, weight_of};

/// An equality with its name agreeing, or of a whole name with nothing against it, is at least this sure.
const EQUALITY_PROBABILITY: f64 = 0.995;

/// Why a pair links, in the order in which links are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// One checked code, and names that can be one.
    CodeAndName,
    /// One checked code alone.
    Code,
    /// One name, and the house, the representative or a phone besides.
    NameAndMore,
    /// The weight of everything together.
    Weight,
    /// One name and nothing else that agrees: it comes last, when it is known whose name it is.
    NameAlone,
}

/// One pair with the ground on which it links, if it does, and whether facts of the pair itself forbid it.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    pub(super) pair: ScoredPair,
    pub(super) ground: Option<Ground>,
    pub(super) is_forbidden: bool,
    pub(super) frequency_bits: f64,
    pub(super) equality_bits: f64,
}

impl Judgement {
    /// The name alone does not link these two after all: a clerk is shown the pair.
    pub(super) fn doubt_name(&mut self) {
        self.ground = None;
        let weighed_bits = self.pair.weight_bits - self.equality_bits;
        self.pair.weight_bits = weighed_bits.max(weight_of(DOUBT_PROBABILITY));
        self.equality_bits = self.pair.weight_bits - weighed_bits;
    }

    /// Whether address, representative or phone of the two are known to differ.
    pub(super) fn is_contradicted(&self) -> bool {
        n_at(self.pair.vector, |level| level == 1) > 0
    }
}

/// What is left of an equal name that another firm bears: as likely as not.
const DOUBT_PROBABILITY: f64 = 0.5;

/// What the pairs came to.
#[derive(Debug)]
pub(super) struct Judged {
    /// Pairs that link or that a person may want to see, in the order of the records.
    pub(super) telling: Vec<Judgement>,
    /// Pairs whose own facts forbid a link.
    pub(super) forbidden: Vec<(u32, u32)>,
}

/// Judges chunk by chunk: nearly all of millions of candidate pairs tell nothing and are let go.
pub(super) fn judge_all(
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
            if judgement.ground.is_some() || is_shown(&judgement, settings) {
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

/// Whether a person may want to see the pair.
pub(super) fn is_shown(judgement: &Judgement, settings: &LinkSettings) -> bool {
    judgement.pair.probability() >= settings.review_threshold
}

/// What one pair's vector and names say about it.
fn judge(
    records: &[Record],
    mut pair: ScoredPair,
    settings: &LinkSettings,
    model: &Model,
) -> Judgement {
    let (left, right) = (&records[pair.left as usize], &records[pair.right as usize]);
    let level = |comparison: usize| pair.vector.level(comparison);
    let places_differ = || match (&left.name, &right.name) {
        // A former name that is the other's name says more than the place in the present one.
        (Some(left), Some(right)) => {
            level(NAME) < SAME_NAME_FROM && are_different_places(left, right)
        }
        (None, _) | (_, None) => false,
    };
    let is_forbidden = level(CODE) == CODE_DIFFERENT
        || (places_differ() && !is_one_workplace(left, right, pair.vector));
    let is_likely = pair.probability() >= settings.match_threshold;
    let ground = if is_forbidden {
        None
    } else if level(CODE) == CODE_EQUAL {
        Some(match level(NAME) > NameLevel::Different as u8 {
            true => Ground::CodeAndName,
            false => Ground::Code,
        })
    } else if level(NAME) == NameLevel::Equal as u8 && has_further(pair.vector) {
        Some(Ground::NameAndMore)
    } else if is_likely && is_supported(pair.vector) && level(NAME) != NameLevel::Equal as u8 {
        Some(Ground::Weight)
    } else if level(NAME) == NameLevel::Equal as u8 && nothing_against(left, right, pair.vector) {
        Some(Ground::NameAlone)
    } else {
        None
    };
    let weighed_bits = pair.weight_bits;
    if ground.is_some_and(|ground| ground != Ground::Weight) {
        pair.weight_bits = pair.weight_bits.max(weight_of(EQUALITY_PROBABILITY));
    }
    Judgement {
        frequency_bits: weighed_bits - model.weight_bits(pair.vector),
        equality_bits: pair.weight_bits - weighed_bits,
        pair,
        ground,
        is_forbidden,
    }
}

/// Whether the house, the representative or a phone speaks for an equal name.
fn has_further(vector: Vector) -> bool {
    let is_one = |comparison: usize, from: u8| vector.level(comparison) >= from;
    is_one(ADDRESS, SAME_NUMBER) || is_one(REPRESENTATIVE, 2) || is_one(PHONE, 2)
}

/// Whether two branches whose places are written differently are one, or a branch and what reads
/// like its head office: they bear one checked code and share the house or the representative, both
/// where only one of them is a branch. The code alone would not do, for registries list branches
/// under the code of their head office.
fn is_one_workplace(left: &Record, right: &Record, vector: Vector) -> bool {
    let is_branch = |record: &Record| {
        record
            .name
            .as_ref()
            .is_some_and(|name| branch_of(name).is_some())
    };
    let is_shared = |comparison: usize, from: u8| vector.level(comparison) >= from;
    let is_house = is_shared(ADDRESS, SAME_NUMBER);
    let is_person = is_shared(REPRESENTATIVE, SAME_PERSON);
    vector.level(CODE) == CODE_EQUAL
        && match is_branch(left) && is_branch(right) {
            true => is_house || is_person,
            false => is_house && is_person,
        }
}

/// Whether nothing but chance speaks against one name: not the county, at most one of address,
/// representative and phone, and no second row of the same list.
///
/// The name authority keeps companies' names apart, but a clerk's slip turns one into another's:
/// where everything else that is known differs, it is the slip. A list names a firm once; rows of
/// building sites repeat their contractor.
fn nothing_against(left: &Record, right: &Record, vector: Vector) -> bool {
    let n_against = n_at(vector, |level| level == 1);
    let is_listed_twice = left.identity.source == right.identity.source && left.site.is_none();
    vector.level(REGION) != 1 && n_against + usize::from(is_listed_twice) < 2
}

/// How many of address, representative and phone are at a level that `is_meant`.
fn n_at(vector: Vector, is_meant: impl Fn(u8) -> bool) -> usize {
    let levels = [ADDRESS, REPRESENTATIVE, PHONE].map(|comparison| vector.level(comparison));
    levels.into_iter().filter(|level| is_meant(*level)).count()
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
    let n_further = n_at(vector, |level| level > 1);
    name >= SAME_NAME_FROM
        || is_slip(vector)
        || (is_named_alike && (by_code || by_people_at_place || by_phone))
        || (by_code && n_further > 1)
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
