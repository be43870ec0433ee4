//! The Fellegi–Sunter model: what each level of each comparison says for or against a match.

use serde::{Deserialize, Serialize};

use super::comparison::{LEVELS_MAX, Vector};

/// m and u of every level, and the prior; saved and loaded as JSON through serde.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// P(two random records match), 0..=1.
    pub prior: f64,
    /// In the order of the comparisons.
    pub comparisons: Vec<ComparisonModel>,
}

/// The levels of one comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonModel {
    /// The comparison's name.
    pub name: String,
    /// Level 1 (disagreement) first; the null level weighs nothing and has no entry.
    pub levels: Vec<LevelModel>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelModel {
    /// What the level means, for people.
    pub label: String,
    /// P(level | match), 0..=1.
    pub m: f64,
    /// P(level | non-match), 0..=1.
    pub u: f64,
}

impl LevelModel {
    /// log2(m / u), bits.
    pub fn weight_bits(&self) -> f64 {
        (self.m / self.u).log2()
    }
}

/// Why a loaded model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelFault {
    /// It was made for other comparisons.
    #[error("the model has comparisons `{found}`, expected `{expected}`")]
    OtherComparisons {
        /// Names in the model.
        found: String,
        /// Names that are compared.
        expected: String,
    },
    /// A comparison has another number of levels.
    #[error("comparison `{comparison}` of the model has {found} levels, expected {expected}")]
    OtherLevels {
        /// Its name.
        comparison: String,
        /// In the model.
        found: usize,
        /// That are compared.
        expected: usize,
    },
    /// Not the JSON of a model.
    #[error("not the JSON of a model: {words}")]
    Shape {
        /// Where and what.
        words: String,
    },
    /// Saved by a version whose models this one cannot read.
    #[error("the model is of version {found}, expected {expected}")]
    Version {
        /// In the file.
        found: u32,
        /// That can be read.
        expected: u32,
    },
    /// A probability is not above 0 and below or at 1.
    #[error("the model holds a probability that is not above 0 and at most 1")]
    NoProbability,
}

/// Changes when a saved model would be read as something else.
const MODEL_VERSION: u32 = 1;

/// A model as it is saved.
#[derive(Serialize, Deserialize)]
struct Saved {
    version: u32,
    #[serde(flatten)]
    model: Model,
}

impl Model {
    /// The model as JSON, with the version of its shape.
    pub fn to_json(&self) -> String {
        let saved = Saved {
            version: MODEL_VERSION,
            model: self.clone(),
        };
        serde_json::to_string_pretty(&saved).expect("a model is text and finite numbers")
    }

    /// A model out of the JSON that [`Model::to_json`] gives.
    ///
    /// # Errors
    /// [`ModelFault`]: other JSON, another version.
    pub fn from_json(text: &str) -> Result<Self, ModelFault> {
        let saved: Saved = serde_json::from_str(text).map_err(|cause| ModelFault::Shape {
            words: cause.to_string(),
        })?;
        match saved.version {
            MODEL_VERSION => Ok(saved.model),
            found => Err(ModelFault::Version {
                found,
                expected: MODEL_VERSION,
            }),
        }
    }

    /// Bits of the prior's odds.
    pub fn prior_bits(&self) -> f64 {
        weight_of(self.prior)
    }

    /// The match weight of a vector, the prior included, bits.
    pub fn weight_bits(&self, vector: Vector) -> f64 {
        let weights = self.comparisons.iter().enumerate();
        let weights = weights.map(|(idx, comparison)| comparison.weight_bits(vector.level(idx)));
        self.prior_bits() + weights.sum::<f64>()
    }

    /// Checks a loaded model against the one that is expected in shape.
    ///
    /// # Errors
    /// [`ModelFault`]: other comparisons, other levels, or numbers that are no probabilities.
    pub fn fits(&self, expected: &Model) -> Result<(), ModelFault> {
        if self.names() != expected.names() {
            let (found, expected) = (self.names(), expected.names());
            return Err(ModelFault::OtherComparisons { found, expected });
        }
        for (found, expected) in self.comparisons.iter().zip(&expected.comparisons) {
            if found.levels.len() != expected.levels.len() {
                return Err(ModelFault::OtherLevels {
                    comparison: found.name.clone(),
                    found: found.levels.len(),
                    expected: expected.levels.len(),
                });
            }
        }
        let levels = self
            .comparisons
            .iter()
            .flat_map(|comparison| &comparison.levels);
        let mut probabilities = levels
            .flat_map(|level| [level.m, level.u])
            .chain([self.prior]);
        match probabilities.all(|probability| probability > 0.0 && probability <= 1.0) {
            true => Ok(()),
            false => Err(ModelFault::NoProbability),
        }
    }

    fn names(&self) -> String {
        let names = self
            .comparisons
            .iter()
            .map(|comparison| comparison.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}

impl ComparisonModel {
    /// The weight of a level, bits; 0 for the null level.
    pub fn weight_bits(&self, level: u8) -> f64 {
        debug_assert!((level as usize) < LEVELS_MAX, "four bits per level");
        match usize::from(level).checked_sub(1) {
            None => 0.0,
            Some(level_idx) => self
                .levels
                .get(level_idx)
                .map_or(0.0, LevelModel::weight_bits),
        }
    }
}

/// The probability behind a weight in bits, 0..=1.
pub fn probability_of(weight_bits: f64) -> f64 {
    1.0 / (1.0 + (-weight_bits).exp2())
}

/// The weight in bits behind a probability: its log odds.
pub fn weight_of(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}
