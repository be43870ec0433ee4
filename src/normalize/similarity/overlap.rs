//! Overlap of bigrams, rare ones counting more.

use rustc_hash::FxHashMap;

/// Two neighbouring characters as one number.
type Bigram = u64;

/// How rare every bigram is among the texts of a run: 宜昌, 商贸 and 公司 say little, a brand much.
#[derive(Debug, Clone, Default)]
pub struct BigramWeights {
    counts: FxHashMap<Bigram, u32>,
    n_texts: u32,
}

/// The bigrams of one text with their weights, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bigrams {
    weighted: Vec<(Bigram, f32)>,
    total: f32,
}

/// The edges of a text, so that its first and last characters count twice.
const EDGE: char = '\u{0}';

fn bigrams(text: &[char]) -> impl Iterator<Item = Bigram> + '_ {
    let before = std::iter::once(EDGE).chain(text.iter().copied());
    let after = text.iter().copied().chain(std::iter::once(EDGE));
    let pair = |(left, right)| u64::from(u32::from(left)) << 32 | u64::from(u32::from(right));
    before.zip(after).map(pair)
}

impl BigramWeights {
    /// Counts in how many of the texts every bigram stands.
    ///
    /// # Cost
    /// Linear in the characters; 12 bytes per distinct bigram.
    pub fn learn<'a>(texts: impl Iterator<Item = &'a [char]>) -> Self {
        let mut weights = Self::default();
        let mut own: Vec<Bigram> = Vec::new();
        for text in texts {
            own.clear();
            own.extend(bigrams(text));
            own.sort_unstable();
            own.dedup();
            for bigram in &own {
                *weights.counts.entry(*bigram).or_insert(0) += 1;
            }
            weights.n_texts += 1;
        }
        weights
    }

    /// The inverse document frequency of a bigram in bits; one that no text had counts as one
    /// that a single text has.
    fn weight(&self, bigram: Bigram) -> f32 {
        let count = self.counts.get(&bigram).copied().unwrap_or(1).max(1);
        ((self.n_texts.max(1) + 1) as f32 / count as f32).log2()
    }

    /// Prepares a text for [`overlap`].
    pub fn prepare(&self, text: &[char]) -> Bigrams {
        let mut own: Vec<Bigram> = bigrams(text).collect();
        own.sort_unstable();
        own.dedup();
        let weighted: Vec<(Bigram, f32)> = own
            .into_iter()
            .map(|bigram| (bigram, self.weight(bigram)))
            .collect();
        let total = weighted.iter().map(|(_, weight)| weight).sum();
        Bigrams { weighted, total }
    }
}

/// The weight that two texts share over the weight of both together (a weighted Jaccard index),
/// 0..=1; two empty texts share nothing.
///
/// # Cost
/// One walk through both lists, no allocation.
pub fn overlap(left: &Bigrams, right: &Bigrams) -> f64 {
    let (mut at_l, mut at_r, mut shared) = (0, 0, 0.0_f32);
    while let (Some((bigram_l, weight)), Some((bigram_r, _))) =
        (left.weighted.get(at_l), right.weighted.get(at_r))
    {
        match bigram_l.cmp(bigram_r) {
            std::cmp::Ordering::Less => at_l += 1,
            std::cmp::Ordering::Greater => at_r += 1,
            std::cmp::Ordering::Equal => {
                shared += weight;
                at_l += 1;
                at_r += 1;
            }
        }
    }
    let together = left.total + right.total - shared;
    if together <= 0.0 {
        return 0.0;
    }
    f64::from((shared / together).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_brand_says_more_than_a_shared_trade() {
        let names = [
            "鼎力商贸",
            "华泰商贸",
            "金辉商贸",
            "明珠商贸",
            "鼎力物流",
            "远东商贸",
        ];
        let names: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
        let weights = BigramWeights::learn(names.iter().map(Vec::as_slice));
        let prepared: Vec<Bigrams> = names.iter().map(|name| weights.prepare(name)).collect();
        assert!(overlap(&prepared[0], &prepared[4]) > overlap(&prepared[0], &prepared[1]));
        assert!(overlap(&prepared[0], &prepared[0]) > 0.999);
        assert_eq!(overlap(&Bigrams::default(), &Bigrams::default()), 0.0);
    }
}
