//! Where does the brand of a name end and its trade begin?
//!
//! A word list cannot say: 新天地影城, 未来药物开发 and 一品阁茶饮服务 hold no word that a short list
//! would know in time. So a name is read as the likeliest of all cuts into a brand, drawn by its
//! length and its characters, and trade words, drawn by how often trades use them; words that no
//! trade is known to use are drawn by their characters. The shares are counted over public
//! registrations by `generate.py` beside this file: 5,070 words and 3,442 characters, 113 KB
//! compiled in, facts of the language and no name of anybody.
//!
//! # Source
//! A unigram language model over words, as in T. Kudo, "Subword regularization", ACL 2018 §3.2,
//! with a brand in front; learned by hard expectation-maximisation, read by Viterbi's algorithm.

use std::sync::LazyLock;

use crate::standard::trie::Trie;

/// A cost is -100 times the natural logarithm of a probability.
type Cost = i32;

/// Characters of a name that are looked at; the longest real stem has 30.
pub(super) const STEM_MAX: usize = 32;
/// No known trade word is longer.
const WORD_MAX: usize = 5;
/// Longer words are not made up from characters.
const UNKNOWN_MAX: usize = 4;
/// A word that the table does not have: one trade word in fifty.
const UNKNOWN: Cost = 391;
/// The trade ends or goes on after every word with equal odds.
const STEP: Cost = 69;
/// What an unknown word of one to four characters costs more: one character is hardly ever one.
const UNKNOWN_SHAPE: [Cost; UNKNOWN_MAX + 1] = [0, 400, 0, 120, 240];
/// A brand of so many characters; the count of names with 有限公司 and the like.
const BRAND_LENGTH: [Cost; 9] = [388, 1151, 24, 214, 293, 449, 560, 679, 760];
/// A brand never seen at this length or longer.
const BRAND_LONG: Cost = 1100;
/// Characters that stand in neither table.
const BRAND_REST: Cost = 1474;
const TRADE_REST: Cost = 1521;
const IMPOSSIBLE: Cost = 1_000_000;

/// Whether a name can do without a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BrandIs {
    /// 有限公司 and shops: nearly all have one.
    Expected,
    /// 自来水公司, 供销社, 第一中学: named after place and task.
    Optional,
}

/// How a stem is best cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Characters of the brand.
    pub(super) n_brand: usize,
    /// How much the best cut costs.
    pub(super) cost: Cost,
}

struct Tables {
    words: Trie<Cost>,
    /// Costs of a character in a brand and in a trade word, by its place from U+4E00 on.
    characters: Vec<(i16, i16)>,
}

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let mut words = Trie::default();
        for line in include_str!("words.tsv").lines() {
            let (word, cost) = line.split_once('\t').expect("the table has two columns");
            *words.entry(word.chars(), || 0) = cost.parse().expect("a cost is a number");
        }
        let mut characters =
            vec![(BRAND_REST as i16, TRADE_REST as i16); (LAST - FIRST + 1) as usize];
        for line in include_str!("characters.tsv").lines() {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().expect("the table has three columns");
            let character = cell().chars().next().expect("the first is a character");
            let mut cost = || cell().parse().expect("a cost is a number");
            let costs = (cost(), cost());
            let place = u32::from(character).checked_sub(FIRST);
            if let Some(known) = place.and_then(|place| characters.get_mut(place as usize)) {
                *known = costs;
            }
        }
        Tables { words, characters }
    });
    &TABLES
}

impl Tables {
    fn character(&self, character: char) -> (Cost, Cost) {
        // Letters and digits stand in brands, hardly ever in trades; signs part trades.
        if character.is_ascii_alphanumeric() {
            return (500, 900);
        }
        if character.is_ascii() {
            return (900, 300);
        }
        let place = u32::from(character).wrapping_sub(FIRST) as usize;
        let known = self.characters.get(place);
        known.map_or((BRAND_REST, TRADE_REST), |(brand, trade)| {
            (Cost::from(*brand), Cost::from(*trade))
        })
    }
}

/// Cuts a stem, a name without region and form, into brand and trade.
///
/// # Cost
/// Linear in the characters, of which the first 32 are read. No allocation.
pub(super) fn cut(stem: &[char], brand_is: BrandIs) -> Cut {
    let tables = tables();
    let stem = stem.get(..STEM_MAX).unwrap_or(stem);
    let mut costs = [(0, 0); STEM_MAX];
    for (cost, character) in costs.iter_mut().zip(stem) {
        *cost = tables.character(*character);
    }
    let tails = tails(tables, stem, &costs);
    let mut best = Cut {
        n_brand: 0,
        cost: IMPOSSIBLE,
    };
    let mut brand = 0;
    for n_brand in 0..=stem.len() {
        if n_brand > 0 {
            brand += costs[n_brand - 1].0;
        }
        // A Latin word is one brand, not half of it.
        let splits_latin = n_brand > 0
            && n_brand < stem.len()
            && stem[n_brand - 1].is_ascii_alphanumeric()
            && stem[n_brand].is_ascii_alphanumeric();
        let cost = length_cost(n_brand, brand_is) + brand + tails[n_brand];
        // One character is no brand, unless there is no trade either.
        let is_one = n_brand == 1 && !stem[0].is_ascii();
        if cost < best.cost && !splits_latin && !is_one {
            best = Cut { n_brand, cost };
        }
    }
    best
}

fn length_cost(n_brand: usize, brand_is: BrandIs) -> Cost {
    match (n_brand, brand_is) {
        (0, BrandIs::Optional) => BRAND_LENGTH[0] / 2,
        (n_brand, _) => *BRAND_LENGTH.get(n_brand).unwrap_or(&BRAND_LONG),
    }
}

/// For every place of a stem what the cheapest trade from there to the end costs.
fn tails(tables: &Tables, stem: &[char], costs: &[(Cost, Cost); STEM_MAX]) -> [Cost; STEM_MAX + 1] {
    let n = stem.len();
    let mut tails = [IMPOSSIBLE; STEM_MAX + 1];
    tails[n] = STEP;
    for at in (0..n).rev() {
        let mut best = IMPOSSIBLE;
        let mut unknown = UNKNOWN;
        for length in 1..=UNKNOWN_MAX.min(n - at) {
            unknown += costs[at + length - 1].1;
            best = best.min(unknown + UNKNOWN_SHAPE[length] + tails[at + length]);
        }
        let rest = stem[at..].iter().take(WORD_MAX).copied();
        for met in tables.words.prefixes(rest) {
            best = best.min(met.value + tails[at + met.n_characters]);
        }
        tails[at] = best.saturating_add(STEP).min(IMPOSSIBLE);
    }
    tails
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str) {
        let (brand, trade) = expected.split_once('|').unwrap();
        let stem: Vec<char> = brand.chars().chain(trade.chars()).collect();
        let n_brand = cut(&stem, BrandIs::Expected).n_brand;
        let found: String = stem[..n_brand]
            .iter()
            .chain(&['|'])
            .chain(&stem[n_brand..])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn brands_of_two_to_six_characters() {
        check("鼎力|房地产开发");
        check("一品阁|茶饮服务");
        check("每天|体育用品");
        check("未来|药物开发");
        check("威斯特|汽车零配件");
        check("中国光大|银行");
    }
    #[test]
    fn a_trade_alone_has_no_brand() {
        check("|自来水");
        check("|旅游发展");
    }
    #[test]
    fn a_brand_alone_has_no_trade() {
        check("鼎力|");
    }
}
