//! Common bigrams over all bigrams, with every value's bigrams made once.

use crate::linkage::records::Values;

/// The distinct bigrams of every value, ascending; a text of one character is its own only gram.
#[derive(Debug)]
pub(super) struct Bigrams {
    starts: Vec<u32>,
    grams: Vec<u32>,
}

impl Bigrams {
    pub(super) fn of(values: &Values) -> Self {
        let (mut starts, mut grams) = (vec![0_u32], Vec::new());
        for value in 0..values.len() as u32 {
            let codes = values.get(value);
            let mut own: Vec<u32> = match codes {
                [only] => vec![u32::from(*only)],
                _ => codes
                    .windows(2)
                    .map(|two| (u32::from(two[0]) << 16) | u32::from(two[1]))
                    .collect(),
            };
            own.sort_unstable();
            own.dedup();
            grams.extend(own);
            starts.push(grams.len() as u32);
        }
        Self { starts, grams }
    }

    fn get(&self, value: u32) -> &[u32] {
        let idx = value as usize;
        &self.grams[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// 0..=1.
    pub(super) fn likeness(&self, left: u32, right: u32) -> f64 {
        let (left, right) = (self.get(left), self.get(right));
        let n_common = n_common(left, right);
        let n_all = left.len() + right.len() - n_common;
        n_common as f64 / n_all as f64
    }
}

/// How many items two ascending lists without repetition share.
pub(super) fn n_common(left: &[u32], right: &[u32]) -> usize {
    let (mut n_common, mut idx_l, mut idx_r) = (0, 0, 0);
    while idx_l < left.len() && idx_r < right.len() {
        match left[idx_l].cmp(&right[idx_r]) {
            std::cmp::Ordering::Less => idx_l += 1,
            std::cmp::Ordering::Greater => idx_r += 1,
            std::cmp::Ordering::Equal => {
                n_common += 1;
                idx_l += 1;
                idx_r += 1;
            }
        }
    }
    n_common
}
