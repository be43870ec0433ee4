//! One department at work: a scribe, its file, and the truth of every row.

use std::collections::BTreeMap;

use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Desk, Furniture, Head, OpenSheet, Paper, text};
use crate::synth::name_book::NameBook;
use crate::synth::noise::{CodeHabit, Scribe, Witnesses, Written, telling};
use crate::synth::random::Random;
use crate::synth::scenario::{Scenario, ScenarioCounts};
use crate::synth::truth::Truth;
use crate::synth::ward::Ward;
use crate::table::RowIdentity;
use crate::table::vocabulary::EntityStatus;

/// What every department writes with: the open files, the truth, the city's names.
pub(in crate::synth) struct Bench<'a> {
    pub(in crate::synth) desk: &'a mut Desk,
    pub(in crate::synth) truth: &'a mut Truth,
    pub(in crate::synth) names: &'a NameBook,
}

/// Begins a sheet and counts its furniture.
pub(in crate::synth) fn begin(counts: &mut ScenarioCounts, head: Head) -> Head {
    counts.add_many(Scenario::FileTitle, head.titles.len() as u32);
    counts.add_many(Scenario::FileNote, head.foot.len() as u32);
    if !head.sums.is_empty() {
        counts.add(Scenario::FileSubtotal);
    }
    match head.headers.len() {
        2 => counts.add(Scenario::FileHeaderOfTwo),
        3 => counts.add(Scenario::FileHeaderOfThree),
        _ => {}
    }
    head
}

/// Adds a row that is no record, and counts it.
pub(in crate::synth) fn furnish(
    counts: &mut ScenarioCounts,
    sheet: &mut OpenSheet,
    furniture: Furniture<'_>,
) -> Result<(), SynthError> {
    counts.add(match furniture {
        Furniture::Section(_) => Scenario::FileSection,
        Furniture::Subtotal => Scenario::FileSubtotal,
        Furniture::Placeholder => Scenario::FilePlaceholder,
        Furniture::Blank => Scenario::FileBlank,
    });
    sheet.furnish(furniture)
}

/// One department's clerk in the making of one file.
pub(super) struct Office<'w, 'b> {
    pub(super) ward: &'w Ward,
    pub(super) scribe: Scribe<'b>,
    witnesses: Witnesses,
    /// Other offices also list dissolved workplaces as active; this one says so.
    tells_the_end: bool,
}

/// What a file's rows are judged by.
pub(super) struct Habits {
    pub(super) codes: CodeHabit,
    pub(super) witnesses: Witnesses,
    pub(super) tells_the_end: bool,
}

impl<'w, 'b> Office<'w, 'b> {
    /// The clerk of `paper`.
    pub(super) fn open(
        ward: &'w Ward,
        names: &'b NameBook,
        paper: &Paper,
        habits: &Habits,
    ) -> Self {
        let purpose = format!("{} from {} on", paper.stem, ward.base);
        let random = Random::of_purpose(ward.seed, &purpose);
        Self {
            ward,
            scribe: Scribe::new(random, ward.noise, habits.codes, names),
            witnesses: habits.witnesses,
            tells_the_end: habits.tells_the_end,
        }
    }

    /// The rows that a workplace gets in this file: one, or two when the clerk entered it twice.
    pub(super) fn written(&mut self, idx: usize) -> Vec<Written> {
        let enterprise = &self.ward.enterprises[idx];
        let mut rows = vec![self.scribe.write(enterprise)];
        if self.scribe.draws(Scenario::RowDoubled) {
            let mut second = self.scribe.write(enterprise);
            second.scenarios.insert(Scenario::RowDoubled);
            rows.push(second);
        }
        for row in &mut rows {
            let is_gone = enterprise.status == EntityStatus::Dissolved;
            if is_gone && !self.tells_the_end && enterprise.kind != Kind::Project {
                row.scenarios.insert(Scenario::RowDissolvedLeftIn);
            }
        }
        rows
    }

    /// Notes whose row it is.
    pub(super) fn record(
        &self,
        truth: &mut Truth,
        place: &RowIdentity,
        idx: usize,
        written: &Written,
    ) {
        let enterprise: &Enterprise = &self.ward.enterprises[idx];
        let telling = telling(enterprise, &written.scenarios, self.witnesses);
        let number = self.ward.base + idx;
        truth.record_row(place, Some(number), telling, &written.scenarios);
    }
}

/// The workplaces of `indexes` by county.
pub(super) fn by_county(ward: &Ward, indexes: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut counties: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for idx in indexes {
        let county = ward.enterprises[*idx].address.county;
        counties.entry(county).or_default().push(*idx);
    }
    counties
}

/// A row without name and code: address and phone of somebody.
pub(super) fn nobodys_row(width: usize, address_column: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; width];
    cells[address_column] = text("宜昌市（地址不详）");
    cells
}
