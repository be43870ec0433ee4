//! One pair: does it link, how strongly, and what forbids it.

use rayon::prelude::*;

use super::alike::are_different_places;
use super::comparisons::{
    ADDRESS, CODE, CODE_DIFFERENT, CODE_EQUAL, NAME, PHONE, REGION, REPRESENTATIVE, SAME_NAME_FROM,
    SAME_NUMBER, SAME_PERSON,
};
use super::linking::LinkSettings;
use super::name_form::branch_of;
use super::name_ladder::NameLevel;
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
    /// A name with a slip of the pen and something besides, where no other firm bears either name.
    Slip,
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

    /// The pair does not link after all, and weighs what it weighs.
    pub(super) fn refuse(&mut self) {
        self.ground = None;
        self.pair.weight_bits -= self.equality_bits;
        self.equality_bits = 0.0;
    }

    /// How many of address, representative and phone of the two are known to differ.
    pub(super) fn n_contradictions(&self) -> usize {
        n_at(self.pair.vector, |level| level == 1)
    }

    /// The level of the names.
    pub(super) fn is_name_equal(&self) -> bool {
        self.pair.vector.level(NAME) == NameLevel::Equal as u8
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
    } else if (is_likely && may_be_slip(pair.vector)) || is_plain_slip(pair.vector) {
        Some(Ground::Slip)
    } else if may_be_one_name(left, right, pair.vector) {
        Some(Ground::NameAlone)
    } else {
        None
    };
    let weighed_bits = pair.weight_bits;
    if ground.is_some_and(|ground| !matches!(ground, Ground::Weight | Ground::Slip)) {
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

/// Whether two rows can be one enterprise by their name alone; whose name it is decides later.
///
/// Not in two counties. Of a name that only one of the two writes with its region the rest is one
/// name as well.
fn may_be_one_name(left: &Record, right: &Record, vector: Vector) -> bool {
    const SAME_CORE: u8 = NameLevel::SameCore as u8;
    const EQUAL: u8 = NameLevel::Equal as u8;
    let has_region = |record: &Record| {
        let name = record.name.as_ref();
        name.is_some_and(|name| name.region.is_some())
    };
    vector.level(REGION) != 1
        && match vector.level(NAME) {
            EQUAL => true,
            SAME_CORE => {
                n_at(vector, |level| level == 1) == 0 && has_region(left) != has_region(right)
            }
            _ => false,
        }
}

/// Whether one name may be the other with slips of the pen, likely by all facts: something speaks
/// for it and at most one thing against.
fn may_be_slip(vector: Vector) -> bool {
    let is_one = |comparison: usize, from: u8| vector.level(comparison) >= from;
    let speaks =
        is_one(ADDRESS, SAME_NUMBER) || is_one(REPRESENTATIVE, SAME_PERSON) || is_one(PHONE, 2);
    let is_slipped =
        (NameLevel::TwoSlips as u8..=NameLevel::TradeSlip as u8).contains(&vector.level(NAME));
    is_slipped && speaks && vector.level(REGION) != 1 && n_at(vector, |level| level == 1) < 2
}

/// Whether a word that everybody knows is misspelt in a name of the same county, and nothing speaks
/// against it.
fn is_plain_slip(vector: Vector) -> bool {
    vector.level(NAME) == NameLevel::TradeSlip as u8
        && vector.level(REGION) > 1
        && n_at(vector, |level| level == 1) == 0
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
    (NameLevel::OneCharacter as u8..=NameLevel::TradeSlip as u8).contains(&level(NAME))
        && (level(ADDRESS) >= SAME_NUMBER || level(REPRESENTATIVE) == SAME_PERSON)
        && ![ADDRESS, REPRESENTATIVE, PHONE, REGION]
            .into_iter()
            .any(contradicts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(name: NameLevel, address: u8, representative: u8, region: u8) -> Vector {
        Vector::pack(&[name as u8, 0, address, representative, 0, region])
    }

    #[test]
    fn a_slip_needs_something_that_speaks_for_it() {
        assert!(may_be_slip(vector(
            NameLevel::OneCharacter,
            1,
            SAME_PERSON,
            2
        )));
        assert!(may_be_slip(vector(NameLevel::TwoSlips, SAME_NUMBER, 1, 2)));
        assert!(!may_be_slip(vector(NameLevel::OneCharacter, 0, 0, 2)));
        assert!(!may_be_slip(vector(
            NameLevel::OneCharacter,
            1,
            SAME_PERSON,
            1
        )));
        assert!(!may_be_slip(vector(NameLevel::Similar, 1, SAME_PERSON, 2)));
    }

    #[test]
    fn a_misspelt_trade_in_one_county_needs_nothing_more() {
        assert!(is_plain_slip(vector(NameLevel::TradeSlip, 0, 0, 2)));
        assert!(!is_plain_slip(vector(NameLevel::TradeSlip, 1, 0, 2)));
        assert!(!is_plain_slip(vector(NameLevel::TradeSlip, 0, 0, 0)));
    }
}
