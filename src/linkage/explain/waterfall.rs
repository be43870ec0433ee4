//! One pair's weight as a waterfall: the prior, a bar per comparison, what rare values add.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::linkage::comparison::Vector;
use crate::linkage::model::{Model, probability_of};

/// A pair's weight taken apart; its bars sum to the weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waterfall {
    /// One record, as people name it.
    pub left: String,
    /// The other.
    pub right: String,
    /// In the order in which they are added.
    pub bars: Vec<Bar>,
    /// Bits.
    pub weight_bits: f64,
    /// 0..=1.
    pub probability: f64,
}

/// One part of a weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What adds it.
    pub kind: BarKind,
    /// The comparison, or what else it is about.
    pub name: String,
    /// The level, in words.
    pub level: String,
    /// The left record's value, where one is compared.
    pub value_l: Option<String>,
    /// The right record's value.
    pub value_r: Option<String>,
    /// Bits, for a match where positive.
    pub bits: f64,
}

/// What adds a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarKind {
    /// The odds of any two records.
    Prior,
    /// A comparison's level.
    Level,
    /// How rare or common an equal value is.
    Frequency,
    /// A rule of the caller's own that lifts or lowers the weight.
    Rule,
}

impl Waterfall {
    /// The prior's bar and one per comparison, without values.
    pub fn of(model: &Model, vector: Vector) -> Self {
        let mut bars = vec![Bar {
            kind: BarKind::Prior,
            name: String::from("prior"),
            level: format!("{:.2e} of all pairs match", model.prior),
            value_l: None,
            value_r: None,
            bits: model.prior_bits(),
        }];
        for (idx, comparison) in model.comparisons.iter().enumerate() {
            let level = vector.level(idx);
            let label = usize::from(level)
                .checked_sub(1)
                .and_then(|level| comparison.levels.get(level));
            bars.push(Bar {
                kind: BarKind::Level,
                name: comparison.name.clone(),
                level: label.map_or_else(|| String::from("unknown"), |label| label.label.clone()),
                value_l: None,
                value_r: None,
                bits: comparison.weight_bits(level),
            });
        }
        let mut waterfall = Self {
            left: String::new(),
            right: String::new(),
            bars,
            weight_bits: 0.0,
            probability: 0.0,
        };
        waterfall.add_up();
        waterfall
    }

    /// Sets weight and probability to what the bars say.
    pub fn add_up(&mut self) {
        self.weight_bits = self.bars.iter().fold(0.0, |sum, bar| sum + bar.bits);
        self.probability = probability_of(self.weight_bits);
    }
}

/// Bits per sign of a drawn bar.
const BITS_PER_SIGN: f64 = 1.0;

/// The longest bar that is drawn, signs.
const SIGNS_MAX: usize = 20;

impl fmt::Display for Waterfall {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{} | {}", self.left, self.right)?;
        let width = self
            .bars
            .iter()
            .map(|bar| bar.name.chars().count())
            .max()
            .unwrap_or(0);
        for bar in &self.bars {
            let sign = if bar.bits < 0.0 { "-" } else { "+" };
            let n_signs = ((bar.bits.abs() / BITS_PER_SIGN).round() as usize).min(SIGNS_MAX);
            let name = match bar.kind {
                BarKind::Prior | BarKind::Level | BarKind::Rule => bar.name.clone(),
                BarKind::Frequency => format!("  {}", bar.name),
            };
            write!(
                f,
                "{name:<width$} {:>+8.2}  {:<20} {}",
                bar.bits,
                sign.repeat(n_signs),
                bar.level,
                width = width + 2
            )?;
            match (&bar.value_l, &bar.value_r) {
                (None, None) => writeln!(f)?,
                (left, right) => {
                    let shown =
                        |value: &Option<String>| value.clone().unwrap_or_else(|| String::from("-"));
                    writeln!(f, ": {} | {}", shown(left), shown(right))?;
                }
            }
        }
        writeln!(
            f,
            "{:<width$} {:>+8.2}  probability {:.6}",
            "weight, bits",
            self.weight_bits,
            self.probability,
            width = width + 2
        )
    }
}
