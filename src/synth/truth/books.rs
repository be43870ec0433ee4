//! The truth in the making.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::persons::{CountedBy, PersonMark, table_row};
use super::place_list::{PlaceList, Spot};
use super::row_marks::RowMark;
use super::table_file::{BATCH_ROWS, TableFile};
use crate::synth::error::SynthError;
use crate::synth::noise::Telling;
use crate::synth::scenario::{Scenario, ScenarioCounts};
use crate::synth::ward::truth_id;
use crate::table::truth::{
    coverage, crosswalk, enterprises, member_duplicates, person_crosswalk, unions, unorganised,
};
use crate::table::vocabulary::UnionFinding;
use crate::table::{RowIdentity, mismatch_rows, report_mismatches};

/// Everything the truth tables will hold.
pub(in crate::synth) struct Truth {
    folder: PathBuf,
    pub(in crate::synth) counts: ScenarioCounts,
    places: PlaceList,
    rows: Vec<RowMark>,
    persons: Vec<(Spot, PersonMark)>,
    /// Texts of bodies that count persons, by number.
    bodies: Vec<String>,
    body_numbers: BTreeMap<String, u32>,
    pub(in crate::synth) duplicates: Vec<member_duplicates::Row>,
    pub(super) unions: BTreeMap<String, UnionFinding>,
    /// Workplaces of the ward in the making that have a row which nothing ties to them.
    pub(super) lost: BTreeSet<u32>,
    pub(super) enterprises: TableFile,
    pub(super) coverage: TableFile,
    pub(super) unorganised: TableFile,
}

impl Truth {
    /// Opens the tables in `folder`.
    pub(in crate::synth) fn open(folder: &Path) -> Result<Self, SynthError> {
        let open = |name, empty| TableFile::create(folder, name, &empty);
        Ok(Self {
            folder: folder.to_owned(),
            counts: ScenarioCounts::default(),
            places: PlaceList::default(),
            rows: Vec::new(),
            persons: Vec::new(),
            bodies: Vec::new(),
            body_numbers: BTreeMap::new(),
            duplicates: Vec::new(),
            unions: BTreeMap::new(),
            lost: BTreeSet::new(),
            enterprises: open(enterprises::NAME, enterprises::batch(&[]))?,
            coverage: open(coverage::NAME, coverage::batch(&[]))?,
            unorganised: open(unorganised::NAME, unorganised::batch(&[]))?,
        })
    }

    /// Notes a row of a registry, the directory or the union system.
    pub(in crate::synth) fn record_row(
        &mut self,
        place: &RowIdentity,
        workplace: Option<usize>,
        telling: Telling,
        scenarios: &BTreeSet<Scenario>,
    ) {
        let workplace = workplace.map(|number| number as u32);
        if telling == Telling::TooLittleLeft {
            self.counts.add(Scenario::RowUnidentifiable);
            self.lost.extend(workplace);
        }
        for scenario in scenarios {
            self.counts.add(*scenario);
        }
        let spot = self.places.spot(place);
        self.rows
            .push(RowMark::new(spot, workplace, telling, scenarios));
    }

    /// Notes a row of a person.
    pub(in crate::synth) fn record_person(&mut self, place: &RowIdentity, mark: PersonMark) {
        let spot = self.places.spot(place);
        self.persons.push((spot, mark));
    }

    /// The body called `name`.
    pub(in crate::synth) fn body(&mut self, name: &str) -> CountedBy {
        if let Some(number) = self.body_numbers.get(name) {
            return CountedBy::Body(*number);
        }
        let number = self.bodies.len() as u32;
        self.bodies.push(name.to_owned());
        self.body_numbers.insert(name.to_owned(), number);
        CountedBy::Body(number)
    }

    /// Rows of registries so far, and rows of persons.
    pub(in crate::synth) fn n_rows(&self) -> (usize, usize) {
        (self.rows.len(), self.persons.len())
    }

    /// Writes what was kept, and closes all tables.
    pub(in crate::synth) fn close(
        mut self,
        mismatches: &[report_mismatches::Row],
        behind: &[mismatch_rows::Row],
    ) -> Result<ScenarioCounts, SynthError> {
        let ranks = self.places.ranks();
        let rank = |spot: &Spot| (ranks[spot.0 as usize], spot.1);
        self.rows.sort_by_key(|mark| rank(&mark.spot));
        self.persons.sort_by_key(|(spot, _)| rank(spot));
        self.duplicates
            .sort_by_key(|row| (row.group_id.clone(), row.identity()));
        self.write_rows()?;
        self.write_persons()?;
        let union_rows = self.unions.iter().map(|(code, finding)| unions::Row {
            union_code: code.clone(),
            finding: *finding,
        });
        let union_rows: Vec<unions::Row> = union_rows.collect();
        let duplicates = member_duplicates::batch(&self.duplicates);
        let whole = [
            (unions::NAME, unions::batch(&union_rows)),
            (member_duplicates::NAME, duplicates),
            (
                report_mismatches::NAME,
                report_mismatches::batch(mismatches),
            ),
            (mismatch_rows::NAME, mismatch_rows::batch(behind)),
        ];
        for (name, batch) in whole {
            let mut table = TableFile::create(&self.folder, name, &batch)?;
            table.write(&batch)?;
            table.close()?;
        }
        for table in [self.enterprises, self.coverage, self.unorganised] {
            table.close()?;
        }
        Ok(self.counts)
    }

    fn write_rows(&self) -> Result<(), SynthError> {
        let table_row = |mark: &RowMark| {
            let place = self.places.place(mark.spot);
            crosswalk::Row {
                source: place.source,
                file: place.file,
                sheet: place.sheet,
                row: place.row,
                truth_id: mark.workplace.map(|number| truth_id(number as usize)),
                identifiable: mark.telling == Telling::Identifiable,
                scenarios: mark.ids(),
            }
        };
        let empty = crosswalk::batch(&[]);
        let mut table = TableFile::create(&self.folder, crosswalk::NAME, &empty)?;
        for some in self.rows.chunks(BATCH_ROWS) {
            let some: Vec<crosswalk::Row> = some.iter().map(table_row).collect();
            table.write(&crosswalk::batch(&some))?;
        }
        table.close()
    }

    fn write_persons(&self) -> Result<(), SynthError> {
        let empty = person_crosswalk::batch(&[]);
        let mut table = TableFile::create(&self.folder, person_crosswalk::NAME, &empty)?;
        for some in self.persons.chunks(BATCH_ROWS) {
            let some: Vec<person_crosswalk::Row> = some
                .iter()
                .map(|person| table_row(&self.places, &self.bodies, person))
                .collect();
            table.write(&person_crosswalk::batch(&some))?;
        }
        table.close()
    }
}
