//! What is meant: the checked pipeline, paths resolved and defaults filled.

use std::path::PathBuf;

use crate::enterprise::FederationArea;
use crate::ingest::SourceSpec;
use crate::publish::Lang;
use crate::table::Period;
use crate::union::policy::{IdentityDisplay, Policy};
use crate::union::source_names::{DeclaredSource, SourceNames};
use crate::union::territory::Territory;

use super::fault::FileFault;

/// Digits of a full GB/T 2260 code.
const REGION_DIGITS: usize = 6;

/// A pipeline file that is understood.
#[derive(Debug)]
pub struct Pipeline {
    /// What the office calls it.
    pub name: String,
    /// The federation's area, as written: a GB/T 2260 code or a prefix.
    pub region: String,
    /// The statistical year.
    pub period: Period,
    /// Folder of the runs.
    pub output: PathBuf,
    /// What people read.
    pub lang: Lang,
    /// Sources, sorted by name.
    pub sources: Vec<SourceSpec>,
    /// Files that should be there and are not; a run stops on them after reading the others.
    pub missing: Vec<FileFault>,
    /// Optional sources that are not there.
    pub absent: Vec<AbsentSource>,
    /// Reporting units by `[territory]`, or by the counties of the area.
    pub territory: Territory,
    /// Files that `[territory]`, `[link]` and `[privacy]` name, inputs of the run.
    pub side_files: Vec<SideFile>,
    /// `[link]`.
    pub link: LinkSettings,
    /// `[policy]`.
    pub policy: Policy,
    /// `[privacy]`.
    pub privacy: Privacy,
}

impl Pipeline {
    /// Where and for when the federation answers.
    pub fn area(&self) -> FederationArea {
        FederationArea {
            region: self.region.clone(),
            prefix: region_prefix(&self.region),
            period: self.period,
        }
    }

    /// What people call the sources.
    pub fn source_names(&self) -> SourceNames {
        let declared: Vec<DeclaredSource<'_>> = self
            .sources
            .iter()
            .map(|source| DeclaredSource {
                name: &source.name,
                kind: source.kind,
                department: source.department,
                edition: source.edition,
            })
            .collect();
        SourceNames::of(&declared)
    }
}

/// The region without the zeros that only fill it up to six digits.
pub(super) fn region_prefix(region: &str) -> String {
    let n_digits = (2..=REGION_DIGITS)
        .step_by(2)
        .find(|n_digits| region.chars().skip(*n_digits).all(|digit| digit == '0'))
        .unwrap_or(REGION_DIGITS);
    region.chars().take(n_digits).collect()
}

/// An optional source of which no file is there: a loud note, no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsentSource {
    /// Its name in the pipeline file.
    pub name: String,
    /// What was looked for, as written.
    pub files: Vec<String>,
}

/// An input file that is no source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideFile {
    /// Path as written, relative to the pipeline file.
    pub written: String,
    /// Where it is.
    pub path: PathBuf,
}

/// `[link]`: what of the linkage is pinned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinkSettings {
    /// Match probability from which a pair links by itself, 0..=1.
    pub match_threshold: Option<f64>,
    /// Match probability from which a pair is worth a look, 0..=1.
    pub review_threshold: Option<f64>,
    /// A frozen model.
    pub model: Option<PathBuf>,
}

/// `[privacy]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privacy {
    /// How identities are shown.
    pub identity: IdentityDisplay,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(region: &str, expected: &str) {
        assert_eq!(region_prefix(region), expected, "{region}");
    }

    #[test]
    fn a_city_is_its_first_four_digits() {
        check("420500", "4205");
    }

    #[test]
    fn a_province_is_its_first_two_digits() {
        check("420000", "42");
    }

    #[test]
    fn a_county_is_all_its_digits() {
        check("420502", "420502");
    }

    #[test]
    fn a_prefix_is_itself() {
        check("4205", "4205");
    }
}
