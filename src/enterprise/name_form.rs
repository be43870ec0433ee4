//! A name with what every comparison of it reads, made once.

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::record::Record;
use crate::normalize::similarity::{BigramWeights, Bigrams, Core, may_be_written_for};
use crate::normalize::{CompanyName, LegalForm};

/// A name with what every comparison of it reads.
#[derive(Debug)]
pub(super) struct NameForm<'a> {
    pub(super) name: &'a CompanyName,
    core: Box<[char]>,
    /// Equal texts have equal hashes, so most that differ are told apart without being read.
    folded_hash: u64,
    core_hash: u64,
    n_brand: u32,
    n_workplace: u32,
    /// One bit per character of the core, by its code modulo 64.
    signature: u64,
    pub(super) bigrams: Bigrams,
    /// The place of a branch, without the words that every branch has.
    pub(super) place: Option<String>,
    /// Digits of the code of the region that the name itself, not its workplace, lies in.
    pub(super) region_digits: Option<&'static str>,
}

impl<'a> NameForm<'a> {
    pub(super) fn of(name: &'a CompanyName, weights: &BigramWeights) -> Self {
        let core: Box<[char]> = name.core.chars().collect();
        let bits = core
            .iter()
            .map(|character| 1_u64 << (*character as u32 % 64));
        let n_brand = match name.core.starts_with(&name.brand) {
            true => name.brand.chars().count(),
            false => 0,
        };
        let own = name.branch.as_ref();
        Self {
            name,
            folded_hash: FxBuildHasher.hash_one(&name.folded),
            core_hash: FxBuildHasher.hash_one(&name.core),
            signature: bits.fold(0, |signature, bit| signature | bit),
            bigrams: weights.prepare(&core),
            n_brand: n_brand as u32,
            n_workplace: own.map_or(0, |own| own.chars().count()) as u32,
            core,
            place: branch_of(name).map(place_of),
            region_digits: region_digits(name),
        }
    }

    pub(super) fn core(&self) -> Core<'_> {
        Core {
            characters: &self.core,
            n_brand: self.n_brand as usize,
            n_workplace: self.n_workplace as usize,
        }
    }

    #[inline]
    pub(super) fn is_written_like(&self, other: &Self) -> bool {
        self.folded_hash == other.folded_hash && self.name.folded == other.name.folded
    }

    #[inline]
    pub(super) fn has_core_of(&self, other: &Self) -> bool {
        self.core_hash == other.core_hash && self.core == other.core
    }

    /// At least so many characters of the core stand nowhere in the other's: a character whose bit
    /// the other side has not surely does not.
    #[inline]
    pub(super) fn n_surely_only(&self, other: &Self) -> u32 {
        (self.signature & !other.signature).count_ones()
    }
}

/// The names of all records, former names included, with how rare their bigrams are.
#[derive(Debug)]
pub(super) struct NameColumn<'a> {
    forms: Vec<NameForm<'a>>,
    /// Where the forms of each record end.
    ends: Vec<u32>,
}

impl<'a> NameColumn<'a> {
    /// # Cost
    /// Linear in the characters of all names.
    pub(super) fn of(records: &'a [Record]) -> Self {
        let names = || records.iter().flat_map(Record::all_names);
        let weights = BigramWeights::learn(names().map(|name| name.core.chars()));
        let of_record = |record: &'a Record| -> Vec<NameForm<'a>> {
            let names = record.all_names().into_iter();
            names.map(|name| NameForm::of(name, &weights)).collect()
        };
        let forms: Vec<Vec<NameForm>> = records.par_iter().map(of_record).collect();
        let ends = forms.iter().scan(0, |end, forms| {
            *end += forms.len() as u32;
            Some(*end)
        });
        Self {
            ends: ends.collect(),
            forms: forms.into_iter().flatten().collect(),
        }
    }

    /// The forms of one record, the present name first.
    #[inline]
    pub(super) fn get(&self, record: u32) -> &[NameForm<'a>] {
        let idx = record as usize;
        let start = idx.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start as usize..self.ends[idx] as usize]
    }
}

/// What makes a name a branch's: words in brackets count only if they end as workplaces do, for
/// any other note would part a firm from itself.
pub(super) fn branch_of(name: &CompanyName) -> Option<&str> {
    let branch = name.branch.as_deref()?;
    is_workplace(branch).then_some(branch)
}

/// Whether words that follow a firm's name say a workplace: two characters or more, the last one that of a
/// word for workplaces.
pub(super) fn is_workplace(words: &str) -> bool {
    let mut signs = words.chars().rev();
    let last = signs.next();
    last.is_some_and(|last| BRANCH_ENDINGS.contains(last)) && signs.next().is_some()
}

/// Last characters of the words for workplaces: 分公司, 店, 项目部, 营业厅, 加油站, 支行, 办事处 …
const BRANCH_ENDINGS: &str = "司店部厅站行所处厂点馆场心院校园库社队室段号屋城房区局";

/// A branch's place without the words that every branch has and without the signs of a region.
pub(super) fn place_of(branch: &str) -> String {
    let mut place = branch.to_owned();
    for word in [
        "分公司",
        "分店",
        "门店",
        "营业部",
        "营业厅",
        "市",
        "县",
        "区",
    ] {
        place = place.replace(word, "");
    }
    place
}

/// Whether two names are of different workplaces, or of a workplace and its head office: not where
/// the whole name or the place alone has a slip of the pen.
pub(super) fn are_apart(left: &NameForm, right: &NameForm) -> bool {
    left.place != right.place
        && !may_be_written_for(&left.name.folded, &right.name.folded)
        && !match (&left.place, &right.place) {
            (Some(left), Some(right)) => may_be_written_for(left, right),
            (None, _) | (_, None) => false,
        }
}

/// The region of a branch whose parent names none is its place, and says nothing more.
fn region_digits(name: &CompanyName) -> Option<&'static str> {
    let own = name.branch_words.as_deref();
    let region = name.region.as_deref();
    let is_place = own
        .zip(region)
        .is_some_and(|(own, region)| own.starts_with(region));
    let code = name.region_code.filter(|_| !is_place)?;
    Some(code.trim_end_matches('0'))
}

/// Whether two forms can be two ways of writing one: a company is no shop.
pub(super) fn are_compatible_forms(left: LegalForm, right: LegalForm) -> bool {
    left == right
        || left == LegalForm::Unknown
        || right == LegalForm::Unknown
        || (is_company(left) && is_company(right))
}

/// Whether the register keeps names of this form apart, so that an equal whole name is one firm.
pub(super) fn is_company(form: LegalForm) -> bool {
    matches!(
        form,
        LegalForm::LimitedCompany
            | LegalForm::JointStockCompany
            | LegalForm::Company
            | LegalForm::Group
    )
}

/// Whether two names speak of different counties.
pub(super) fn are_different_counties(left: &NameForm, right: &NameForm) -> bool {
    match (left.region_digits, right.region_digits) {
        (Some(left), Some(right)) => !left.starts_with(right) && !right.starts_with(left),
        (None, _) | (_, None) => false,
    }
}
