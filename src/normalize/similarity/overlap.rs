//! Overlap of bigrams, rare ones counting more.

use rustc_hash::FxHashMap;

/// Two neighbouring characters as one number, of each its last sixteen bits: what lies beyond is
/// rare, and shares a number with characters that names have not.
type Bigram = u32;

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

fn bigrams(text: impl Iterator<Item = char>) -> impl Iterator<Item = Bigram> {
    let mut before = EDGE;
    let pairs = text
        .chain(std::iter::once(EDGE))
        .map(move |sign| (std::mem::replace(&mut before, sign), sign));
    let pair = |(left, right)| u32::from(left) << 16 | (u32::from(right) & 0xFFFF);
    pairs.map(pair)
}

impl BigramWeights {
    /// Counts in how many of the texts every bigram stands.
    ///
    /// # Cost
    /// Linear in the characters; 12 bytes per distinct bigram.
    pub fn learn<T: Iterator<Item = char>>(texts: impl Iterator<Item = T>) -> Self {
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
        let mut own: Vec<Bigram> = bigrams(text.iter().copied()).collect();
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

/// What two texts share of their bigrams, and how rare what only one of them has is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Overlap {
    /// The weight that both share over the weight of both together (a weighted Jaccard index),
    /// 0..=1; two empty texts share nothing.
    pub share: f64,
    /// The rarest bigram that only the left text has, bits; 0 for none.
    pub rarest_left_bits: f32,
    /// The same of the right text.
    pub rarest_right_bits: f32,
}

/// Holds the bigrams of two texts against one another.
///
/// # Cost
/// One walk through both lists, no allocation.
pub fn overlap(left: &Bigrams, right: &Bigrams) -> Overlap {
    let (mut at_l, mut at_r, mut shared_bits) = (0, 0, 0.0_f32);
    let mut found = Overlap::default();
    loop {
        let next = (left.weighted.get(at_l), right.weighted.get(at_r));
        let order = match next {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((left, _)), Some((right, _))) => left.cmp(right),
        };
        let bits = |of: Option<&(Bigram, f32)>| of.map_or(0.0, |(_, bits)| *bits);
        match order {
            std::cmp::Ordering::Less => {
                found.rarest_left_bits = found.rarest_left_bits.max(bits(next.0));
                at_l += 1;
            }
            std::cmp::Ordering::Greater => {
                found.rarest_right_bits = found.rarest_right_bits.max(bits(next.1));
                at_r += 1;
            }
            std::cmp::Ordering::Equal => {
                shared_bits += bits(next.0);
                at_l += 1;
                at_r += 1;
            }
        }
    }
    let together = left.total + right.total - shared_bits;
    if together > 0.0 {
        found.share = f64::from((shared_bits / together).clamp(0.0, 1.0));
    }
    found
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
        let weights = BigramWeights::learn(names.iter().map(|name| name.iter().copied()));
        let prepared: Vec<Bigrams> = names.iter().map(|name| weights.prepare(name)).collect();
        let share = |left: usize, right: usize| overlap(&prepared[left], &prepared[right]).share;
        assert!(share(0, 4) > share(0, 1));
        assert!(share(0, 0) > 0.999);
        assert_eq!(
            overlap(&Bigrams::default(), &Bigrams::default()),
            Overlap::default()
        );
    }
    #[test]
    fn what_no_other_text_has_is_rare() {
        let names = ["鼎力园林绿化", "华泰园林绿化", "明珠园林绿化", "鼎力园绿化"];
        let names: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
        let weights = BigramWeights::learn(names.iter().map(|name| name.iter().copied()));
        let prepared: Vec<Bigrams> = names.iter().map(|name| weights.prepare(name)).collect();
        let found = overlap(&prepared[3], &prepared[0]);
        assert!(found.rarest_left_bits > found.rarest_right_bits);
    }
}
