//! From settings to a folder of files.

use std::path::{Path, PathBuf};

use super::city::City;
use super::error::SynthError;
use super::member_files::{write_members, write_persons};
use super::members::enrol;
use super::pipeline_file::write_pipeline;
use super::reconcile::{Planting, reconcile};
use super::registries::write_registries;
use super::report::{plan_report, roster_figures};
use super::report_files::write_reports;
use super::summary::{ScenarioCounts, write_summary};
use super::truth::{write_enterprise_side, write_table};
use super::union_system::write_unions;
use crate::table::{Progress, mismatch_rows, report_mismatches};

/// The least city into which every scenario fits.
const ENTERPRISES_MIN: u32 = 400;

/// What city to make, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthSettings {
    /// Workplaces in the registries.
    pub enterprises: u32,
    /// Rows of the member roster, about.
    pub members: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The folder to write into; it is made if it is missing.
    pub directory: PathBuf,
    /// Put before every file in `pipeline.toml` and truth, such as `../fixtures/`; empty when the
    /// pipeline file stays beside the files.
    pub file_prefix: String,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SynthSummary {
    /// Workplaces, those that only their union knows included.
    pub enterprises: u32,
    /// Rows of registries, directory and union system.
    pub enterprise_rows: u32,
    /// Union organisations as entered.
    pub unions: u32,
    /// Rows of the member roster.
    pub member_rows: u32,
    /// Differences of report and system, all levels together.
    pub mismatches: u32,
}

/// Makes the city and writes its files, its pipeline file and its truth.
///
/// # Errors
/// [`SynthError`]: the city is too small for its scenarios, or something cannot be written.
pub fn generate(
    settings: &SynthSettings,
    progress: &dyn Progress,
) -> Result<SynthSummary, SynthError> {
    if settings.enterprises < ENTERPRISES_MIN {
        return Err(SynthError::TooSmall {
            found: settings.enterprises,
            least: ENTERPRISES_MIN,
        });
    }
    let directory = settings.directory.as_path();
    let truth = directory.join("truth");
    make_folders(directory)?;
    progress.note("建立名录");
    let city = City::found(settings.seed, settings.enterprises, &settings.file_prefix);
    progress.note("写出部门数据");
    let mut rows = write_registries(&city, directory)?;
    let unions = write_unions(&city, directory)?;
    rows.extend(unions.crosswalk);
    progress.rows_done(rows.len() as u64);
    progress.note("写出会员花名册");
    let membership = enrol(&city, settings.members);
    let member_places = write_members(&city, &membership, directory)?;
    write_persons(&city, &membership, &member_places, directory)?;
    progress.rows_done(member_places.len() as u64);
    progress.note("写出年报");
    let rosters = roster_figures(&membership);
    let report = plan_report(&city, &membership, &rosters);
    let report_places = write_reports(&city, &report, directory)?;
    let (mismatches, behind) = reconcile(&Planting {
        city: &city,
        rosters: &rosters,
        report: &report,
        union_places: &unions.places,
        member_places: &member_places,
        report_places: &report_places,
    });
    write_table(
        &truth,
        report_mismatches::NAME,
        &report_mismatches::batch(&mismatches),
    )?;
    write_table(&truth, mismatch_rows::NAME, &mismatch_rows::batch(&behind))?;
    progress.note("写出真值");
    write_pipeline(&city, directory)?;
    let counts = ScenarioCounts {
        rows: &rows,
        membership: &membership,
        mismatches: &mismatches,
    };
    let summary = SynthSummary {
        enterprises: city.enterprises.len() as u32,
        enterprise_rows: rows.len() as u32,
        unions: city.unions.len() as u32,
        member_rows: member_places.len() as u32,
        mismatches: mismatches.len() as u32,
    };
    write_summary(settings, &summary, &counts)?;
    write_enterprise_side(&city, &truth, rows)?;
    Ok(summary)
}

fn make_folders(directory: &Path) -> Result<(), SynthError> {
    const FOLDERS: &[&str] = &[
        "tax",
        "commerce",
        "hr",
        "construction",
        "agriculture",
        "union",
        "directory",
        "parks",
        "members",
        "roster",
        "report/2016",
        "report/2015",
        "truth",
    ];
    for folder in FOLDERS {
        let path = directory.join(folder);
        std::fs::create_dir_all(&path).map_err(|cause| SynthError::Unwritable { path, cause })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Silent;

    fn make(seed: u64) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let settings = SynthSettings {
            enterprises: 600,
            members: 2000,
            seed,
            directory: folder.path().to_owned(),
            file_prefix: String::new(),
        };
        generate(&settings, &Silent).unwrap();
        folder
    }

    fn bytes(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => open.push(path),
                    false => {
                        let name = path.strip_prefix(folder).unwrap().to_owned();
                        found.push((name, std::fs::read(&path).unwrap()));
                    }
                }
            }
        }
        found.sort();
        found
    }

    #[test]
    fn one_seed_gives_one_city_and_another_seed_another() {
        let first = make(7);
        let again = make(7);
        let other = make(8);
        assert!(bytes(first.path()) == bytes(again.path()));
        assert!(bytes(first.path()) != bytes(other.path()));
    }

    #[test]
    fn a_city_too_small_for_its_scenarios_is_refused() {
        let settings = SynthSettings {
            enterprises: 20,
            members: 10,
            seed: 1,
            directory: PathBuf::from("unused"),
            file_prefix: String::new(),
        };
        let refusal = generate(&settings, &Silent).unwrap_err();
        assert!(matches!(refusal, SynthError::TooSmall { found: 20, .. }));
    }
}
