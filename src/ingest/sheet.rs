//! One sheet understood: its layout, what each row is, and what stands around the rows.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::as_of::as_of;
use super::body::{Body, RowClass};
use super::check::FurnitureCounts;
use super::grid::Grid;
use super::header::{Asked, Layout, NotATable, could_name, find_layout, unit_factor};
use super::place_label::{
    behind_label, county_in, is_unit, park_in, union_in, unit_in, without_ending,
};
use super::spec::{SourceFile, SourceSpec};
use crate::table::AsOf;
use crate::table::field::Field;
use crate::table::vocabulary::{FurnitureKind, SourceKind};

/// A sheet that holds a table of the source's kind.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) grid: Grid,
    pub(super) layout: Layout,
    pub(super) classes: Vec<RowClass>,
    /// Row of the value that a merged cell repeats, by row and column of the repetition.
    repeated: FxHashMap<(usize, usize), usize>,
    /// County or other reporting unit that sheet, unit row, title or file name.
    pub(super) unit: Option<String>,
    /// Development zone that sheet, title or file name.
    pub(super) park: Option<String>,
    /// As of when the figures hold, as unit row, foot, title, sheet or file name say.
    pub(super) as_of: Option<AsOf>,
    /// Site and employer that the unit row of a list of persons employed names.
    pub(super) project: Option<String>,
    pub(super) employer: Option<String>,
    /// Union that unit row, title, sheet or file name, where no column of a roster names one.
    union: Option<String>,
    /// Section rows that name a place, by row.
    section_units: BTreeMap<usize, String>,
    section_parks: BTreeMap<usize, String>,
    section_unions: BTreeMap<usize, String>,
    /// What the unit row says money is counted in.
    money_factor: f64,
}

impl Sheet {
    /// Understands a grid as a table of the source's kind.
    pub(super) fn understand(
        grid: Grid,
        spec: &SourceSpec,
        file: &SourceFile,
    ) -> Result<Self, Box<(Grid, NotATable)>> {
        let asked = Asked {
            kind: spec.kind,
            header_row: spec.header_row,
            columns: &spec.columns,
        };
        let layout = match find_layout(&grid, asked) {
            Ok(layout) => layout,
            Err(fault) => return Err(Box::new((grid, fault))),
        };
        let repeated = repetitions(&grid, &layout);
        let body = Body {
            grid: &grid,
            layout: &layout,
            repeated: &repeated,
            kind: spec.kind,
            prefix: &spec.region_prefix,
        };
        let classes = body.classify();
        let mut sheet = Self {
            repeated,
            grid,
            layout,
            classes,
            unit: None,
            park: None,
            as_of: None,
            project: None,
            employer: None,
            union: None,
            section_units: BTreeMap::new(),
            section_parks: BTreeMap::new(),
            section_unions: BTreeMap::new(),
            money_factor: 1.0,
        };
        sheet.look_around(spec, file);
        sheet.read_sections(spec);
        Ok(sheet)
    }

    /// The text of a cell, a merged cell's repeated in every row it spans.
    pub(super) fn value(&self, row: usize, column: usize) -> &str {
        let own = self.grid.cell(row, column);
        if !own.is_empty() || self.repeated.is_empty() {
            return own;
        }
        match self.repeated.get(&(row, column)) {
            Some(top) => self.grid.cell(*top, column),
            None => own,
        }
    }

    /// The 0-based rows of data.
    pub(super) fn data_rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.classes.iter().enumerate();
        rows.filter(|(_, class)| **class == RowClass::Data)
            .map(|(row, _)| row)
    }

    /// Rows that are no data, by kind.
    pub(super) fn furniture(&self) -> FurnitureCounts {
        let mut counts = FurnitureCounts::default();
        for class in self.classes.iter().skip(self.grid.first_row()) {
            let count = match class {
                RowClass::Data => continue,
                RowClass::Furniture(FurnitureKind::Title) => &mut counts.title,
                RowClass::Furniture(FurnitureKind::Unit) => &mut counts.unit,
                RowClass::Furniture(FurnitureKind::Header) => &mut counts.header,
                RowClass::Furniture(FurnitureKind::Section) => &mut counts.section,
                RowClass::Furniture(FurnitureKind::Placeholder) => &mut counts.placeholder,
                RowClass::Furniture(FurnitureKind::Total) => &mut counts.total,
                RowClass::Furniture(FurnitureKind::Note) => &mut counts.note,
                RowClass::Furniture(FurnitureKind::Blank) => &mut counts.blank,
            };
            *count += 1;
        }
        counts
    }

    /// The place the rows around `row` lie in.
    pub(super) fn region_at(&self, row: usize) -> Option<&str> {
        let section = self
            .section_units
            .range(..=row)
            .next_back()
            .map(|(_, unit)| unit);
        section.or(self.unit.as_ref()).map(String::as_str)
    }

    /// The development zone the rows around `row` lie in.
    pub(super) fn park_at(&self, row: usize) -> Option<&str> {
        let section = self
            .section_parks
            .range(..=row)
            .next_back()
            .map(|(_, park)| park);
        section.or(self.park.as_ref()).map(String::as_str)
    }

    /// The union the rows around `row` belong to.
    pub(super) fn union_at(&self, row: usize) -> Option<&str> {
        let section = self.section_unions.range(..=row).next_back();
        let section = section.map(|(_, union)| union);
        section.or(self.union.as_ref()).map(String::as_str)
    }

    /// Whether anything says which union the persons of a roster belong to.
    pub(super) fn names_unions(&self) -> bool {
        let columns = [Field::UnionName, Field::UnionCode];
        let has_column = columns
            .iter()
            .any(|field| self.layout.column(*field).is_some());
        has_column || self.union.is_some() || !self.section_unions.is_empty()
    }

    /// What the header says a count is in.
    pub(super) fn count_factor(&self, field: Field) -> f64 {
        let header = self.header(field);
        if header.contains("万元") {
            1.0
        } else {
            unit_factor(header)
        }
    }

    /// What header or unit row say money is in.
    pub(super) fn money_factor(&self, field: Field) -> f64 {
        let own = unit_factor(self.header(field));
        if own > 1.0 { own } else { self.money_factor }
    }

    fn header(&self, field: Field) -> &str {
        let column = self.layout.column(field);
        column.map_or("", |idx| self.layout.columns[idx].header.as_str())
    }

    /// What title, unit row, sheet and file name say; the nearest to the data counts.
    fn look_around(&mut self, spec: &SourceSpec, file: &SourceFile) {
        let above: Vec<String> = (0..self.layout.header_rows.start)
            .rev()
            .flat_map(|row| {
                self.grid
                    .filled(row)
                    .map(|(_, text)| text.to_owned())
                    .collect::<Vec<_>>()
            })
            .collect();
        let stem = file
            .path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or("");
        let sheet = self.grid.sheet.clone().unwrap_or_default();
        let around: Vec<&str> = std::iter::once(sheet.as_str())
            .chain(above.iter().map(String::as_str))
            .chain(std::iter::once(stem))
            .collect();
        let prefix = spec.region_prefix.as_str();
        self.unit = match spec.kind {
            SourceKind::AnnualReport | SourceKind::Unions => around
                .iter()
                .find_map(|text| unit_in(filled_in(text), prefix)),
            SourceKind::Enterprises
            | SourceKind::Directory
            | SourceKind::Members
            | SourceKind::Roster
            | SourceKind::Movements
            | SourceKind::Parks => around
                .iter()
                .find_map(|text| county_in(text, prefix))
                .or_else(|| is_unit(&sheet, prefix).then(|| without_ending(&sheet).to_owned())),
        };
        self.park = around.iter().find_map(|text| park_in(text));
        let below = (self.layout.first_body_row()..self.grid.n_rows())
            .filter(|row| self.classes[*row] == RowClass::Furniture(FurnitureKind::Note))
            .flat_map(|row| self.grid.filled(row).map(|(_, text)| text));
        let below: Vec<&str> = below.collect();
        self.as_of = as_of(&around, &below);
        if spec.kind == SourceKind::Roster {
            let behind = |labels: &[&str]| above.iter().find_map(|text| behind_label(text, labels));
            self.project = behind(&["项目名称", "工程名称", "工地名称"]);
            self.employer = behind(&["施工单位", "用人单位", "参建单位", "劳务单位"]);
        }
        if takes_union_from_around(spec.kind, &self.layout) {
            // One sheet a union, named after its unit: the union is the unit's.
            let of_unit = || could_name(SourceKind::Enterprises, &sheet).then(|| sheet.clone());
            let named = around.iter().find_map(|text| union_in(text));
            self.union = named.or_else(of_unit);
        }
        let money = above
            .iter()
            .find(|text| text.contains("单位") && text.contains("元"));
        self.money_factor = money.map_or(1.0, |text| unit_factor(text));
    }

    fn read_sections(&mut self, spec: &SourceSpec) {
        for (row, class) in self.classes.iter().enumerate() {
            if *class != RowClass::Furniture(FurnitureKind::Section) {
                continue;
            }
            let Some((_, text)) = self.grid.filled(row).next() else {
                continue;
            };
            let zone = is_unit(text, &spec.region_prefix).then(|| without_ending(text).to_owned());
            if let Some(unit) = county_in(text, &spec.region_prefix).or(zone) {
                self.section_units.insert(row, unit);
            }
            if let Some(park) = park_in(text) {
                self.section_parks.insert(row, park);
            }
            let takes_union = takes_union_from_around(spec.kind, &self.layout);
            if let Some(union) = union_in(text).filter(|_| takes_union) {
                self.section_unions.insert(row, union);
            }
        }
    }
}

/// The usual form of a roster has a union for its title and no column for it.
fn takes_union_from_around(kind: SourceKind, layout: &Layout) -> bool {
    let columns = [Field::UnionName, Field::UnionCode];
    let has_column = columns.iter().any(|field| layout.column(*field).is_some());
    match kind {
        SourceKind::Members => !has_column,
        SourceKind::Enterprises
        | SourceKind::Directory
        | SourceKind::Unions
        | SourceKind::Roster
        | SourceKind::Movements
        | SourceKind::AnnualReport
        | SourceKind::Parks => false,
    }
}

/// `填报单位：西陵区总工会` is about what stands behind the colon.
fn filled_in(text: &str) -> &str {
    match text.split_once(['：', ':']) {
        Some((label, value)) if label.contains("单位") => {
            value.split_whitespace().next().unwrap_or("")
        }
        _ => text,
    }
}

/// A merged cell over rows below the header stands for its value in each of them, unless it is as
/// wide as a note.
fn repetitions(grid: &Grid, layout: &Layout) -> FxHashMap<(usize, usize), usize> {
    let mut repeated = FxHashMap::default();
    for merge in grid.merges_within(layout.first_body_row(), grid.n_rows()) {
        let width = merge.right - merge.left + 1;
        let wide = width > 1 && width * 2 > grid.n_columns();
        if wide || merge.bottom == merge.top {
            continue;
        }
        let bottom = merge.bottom.min(grid.n_rows().saturating_sub(1));
        for row in merge.top + 1..=bottom {
            repeated.insert((row, merge.left), merge.top);
        }
    }
    repeated
}
