//! From settings to a folder of files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::SynthError;
use super::files::{Desk, Workbooks};
use super::founder::{Ground, Register};
use super::member_files::write_people;
use super::members::{Membership, PeopleBase, enrol};
use super::pipeline_file::{FOLDERS, Territory, write_pipeline};
use super::real_names::RealNames;
use super::registries::{Bench, write_registries};
use super::report::{ReportBook, RosterFigures, WardPlaces, roster_figures};
use super::scenario::Noise;
use super::summary::write_summary;
use super::truth::{Truth, record_ward};
use super::union_system::write_unions;
use super::unions::Roll;
use super::ward::{CityBooks, Ward};
use crate::table::Progress;
use crate::table::vocabulary::{Indicator, UnionKind};

/// The least city into which every scenario fits.
const ENTERPRISES_MIN: u32 = 600;
/// Workplaces that are made, written and forgotten together: memory is bounded by this, not by the
/// city.
const WARD: usize = 20_000;
/// Rows of enterprises and members from which on nobody sends workbooks.
const WORKBOOK_ROWS_MAX: u32 = 200_000;

/// What city to make, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthSettings {
    /// Workplaces in the registries.
    pub enterprises: u32,
    /// Rows of the member roster, about.
    pub members: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// How dirty the files are.
    pub noise: Noise,
    /// A table of registrations to take names, codes and addresses from.
    pub names_from: Option<PathBuf>,
    /// The folder to write into; it is made if it is missing.
    pub directory: PathBuf,
    /// Put before every file in `pipeline.toml` and truth, such as `../fixtures/`; empty when the
    /// pipeline file stays beside the files.
    pub file_prefix: String,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SynthSummary {
    /// Workplaces, those that only their union knows included.
    pub enterprises: u32,
    /// Rows of registries, directory and union system.
    pub enterprise_rows: u32,
    /// Union organisations as entered.
    pub unions: u32,
    /// Rows of the member roster.
    pub member_rows: u32,
    /// People, in whatever list.
    pub persons: u32,
    /// Differences of report and system, all levels together.
    pub mismatches: u32,
}

/// Makes the city and writes its files, its pipeline file and its truth.
///
/// # Errors
/// [`SynthError`]: the city is too small for its scenarios, the table of names cannot be used, or
/// something cannot be written.
///
/// # Cost
/// Memory: one ward of 20,000 workplaces with its people, and about 1 KB a workplace for names, codes
/// and truth; in a city that sends workbooks also their cells.
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
    let real_names = match &settings.names_from {
        Some(path) => Some(RealNames::open(path)?),
        None => None,
    };
    make_folders(&settings.directory)?;
    let mut works = Works::open(settings, real_names)?;
    let n = settings.enterprises as usize;
    let n_wards = n.div_ceil(WARD);
    for turn in 0..n_wards {
        progress.note(&format!("第{}片，共{n_wards}片", turn + 1));
        // Even wards: a small rest would be too small for its scenarios.
        let share = |total: usize| total * (turn + 1) / n_wards - total * turn / n_wards;
        works.add_ward(share(n), share(settings.members as usize) as u32)?;
        progress.rows_done(u64::from(works.summary.enterprises));
    }
    progress.note("写出年报合计与真值");
    works.close()
}

fn make_folders(directory: &Path) -> Result<(), SynthError> {
    for folder in FOLDERS {
        let path = directory.join(folder);
        std::fs::create_dir_all(&path).map_err(|cause| SynthError::Unwritable { path, cause })?;
    }
    Ok(())
}

/// The city in the making.
struct Works<'a> {
    settings: &'a SynthSettings,
    desk: Desk,
    truth: Truth,
    books: CityBooks,
    real_names: Option<RealNames>,
    report: ReportBook,
    territory: Territory,
    base: usize,
    people: PeopleBase,
    summary: SynthSummary,
}

impl<'a> Works<'a> {
    fn open(
        settings: &'a SynthSettings,
        real_names: Option<RealNames>,
    ) -> Result<Self, SynthError> {
        let n_rows = settings.enterprises.saturating_add(settings.members);
        let workbooks = match n_rows <= WORKBOOK_ROWS_MAX {
            true => Workbooks::Sent,
            false => Workbooks::TooLarge,
        };
        let directory = settings.directory.clone();
        Ok(Self {
            settings,
            truth: Truth::open(&directory.join("truth"))?,
            desk: Desk::new(directory, &settings.file_prefix, workbooks),
            books: CityBooks {
                register: Register::new(settings.enterprises, settings.noise),
                roll: Roll::default(),
            },
            real_names,
            report: ReportBook::default(),
            territory: Territory::default(),
            base: 0,
            people: PeopleBase::default(),
            summary: SynthSummary::default(),
        })
    }

    /// Founds a ward, writes its rows into every file, and notes its truth.
    fn add_ward(&mut self, n: usize, n_members: u32) -> Result<(), SynthError> {
        let ground = match &mut self.real_names {
            Some(names) => Ground::Real(names),
            None => Ground::MadeUp,
        };
        let settings = (self.settings.seed, self.settings.noise);
        let mut ward = Ward::found(&mut self.books, ground, settings, self.base, n)?;
        let codes = &mut self.books.register.codes;
        let membership = enrol(
            &ward,
            (codes, &mut self.truth.counts),
            self.people,
            n_members,
        );
        let mut rosters = roster_figures(&membership);
        agree_on_joint_members(&mut ward, &mut rosters);
        let mut bench = Bench {
            desk: &mut self.desk,
            truth: &mut self.truth,
            names: &self.books.register.names,
        };
        write_registries(&ward, &mut bench)?;
        let unions = write_unions(&ward, &mut bench)?;
        let members = write_people(&ward, &membership, self.people.n_people, &mut bench)?;
        let places = WardPlaces {
            unions: &unions,
            members: &members,
        };
        self.report
            .add_ward((&ward, &membership), &rosters, &places, &mut bench)?;
        record_ward(bench.truth, &ward)?;
        self.territory.add(&ward);
        self.count(&ward, &membership);
        Ok(())
    }

    fn count(&mut self, ward: &Ward, membership: &Membership) {
        self.base += ward.enterprises.len();
        self.people.n_people += membership.people.len();
        self.people.n_rows += membership.rows.len();
        self.people.n_groups += membership.n_groups();
        self.summary.enterprises += ward.enterprises.len() as u32;
        self.summary.unions += ward.unions.len() as u32;
        self.summary.member_rows += membership.rows.len() as u32;
        self.summary.persons += membership.people.len() as u32;
    }

    /// Totals, pipeline file, summary, and everything that was kept.
    fn close(mut self) -> Result<SynthSummary, SynthError> {
        let mut bench = Bench {
            desk: &mut self.desk,
            truth: &mut self.truth,
            names: &self.books.register.names,
        };
        self.report.close(self.base, &mut bench)?;
        self.desk.close()?;
        let mut summary = self.summary;
        summary.enterprise_rows = self.truth.n_rows().0 as u32;
        summary.mismatches = self.report.mismatches.len() as u32;
        let counts = self
            .truth
            .close(&self.report.mismatches, &self.report.rows)?;
        write_pipeline(self.settings, &self.territory)?;
        write_summary(self.settings, &summary, &counts)?;
        Ok(summary)
    }
}

/// The joint unions whose members are registered by name count the same members in both columns.
fn agree_on_joint_members(ward: &mut Ward, rosters: &mut BTreeMap<usize, RosterFigures>) {
    const BOTH: [Indicator; 2] = [Indicator::Members, Indicator::JointUnionMembers];
    let [members, joint] = BOTH;
    for (idx, roster) in rosters {
        let union = &mut ward.unions[*idx];
        if union.kind == UnionKind::JointUnion {
            let counted = roster.recomputed.get(members);
            union.counts.set(joint, counted);
            roster.recomputed.set(joint, counted);
            roster.raw.set(joint, roster.raw.get(members));
        }
    }
}

#[cfg(test)]
mod tests;
