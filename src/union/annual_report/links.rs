//! Which union of the system a report row speaks of.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::{RowIdentity, union_registry, union_rows};

use super::name_key::{code_key, name_key, unit_code_key};
use super::statement::Statement;

/// Whom a report row speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReportedUnit {
    /// A union of the system, by the code of the row that stays.
    Known(String),
    /// A unit the system lacks, by its own code or name.
    Unknown(String),
}

impl ReportedUnit {
    pub(super) fn unit(&self) -> &str {
        match self {
            Self::Known(unit) | Self::Unknown(unit) => unit,
        }
    }
}

/// The unions of the system by every code and name a report may use, in the order of trust.
#[derive(Debug, Default)]
pub(super) struct UnionIndex {
    by_union_code: BTreeMap<String, BTreeSet<String>>,
    by_unit_code: BTreeMap<String, BTreeSet<String>>,
    by_name: BTreeMap<String, BTreeSet<String>>,
    reporting_units: BTreeMap<String, String>,
}

impl UnionIndex {
    pub(super) fn build(registry: &[union_registry::Row], rows: &[union_rows::Row]) -> Self {
        let rows: BTreeMap<RowIdentity, &union_rows::Row> =
            rows.iter().map(|row| (row.identity(), row)).collect();
        let mut index = Self::default();
        for entry in registry {
            index.add(entry, rows.get(&entry.identity()).copied());
        }
        index
    }

    fn add(&mut self, entry: &union_registry::Row, row: Option<&union_rows::Row>) {
        let kept = &entry.kept_union_code;
        if let (true, Some(unit)) = (entry.is_kept, &entry.reporting_unit) {
            self.reporting_units.insert(kept.clone(), unit.clone());
        }
        file(&mut self.by_union_code, code_key(&entry.union_code), kept);
        file(&mut self.by_name, name_key(&entry.name), kept);
        file(&mut self.by_name, name_key(&entry.folded_name), kept);
        let Some(row) = row else {
            return;
        };
        for code in [&row.union_code, &row.union_uscc].into_iter().flatten() {
            file(&mut self.by_union_code, code_key(code), kept);
        }
        let unit_codes = [
            &row.unit_code,
            &row.uscc,
            &row.org_code,
            &row.tax_id,
            &row.registration_no,
            &row.code,
        ];
        for code in unit_codes.into_iter().flatten() {
            file(&mut self.by_unit_code, unit_code_key(code), kept);
        }
        for name in [&row.union_name, &row.unit_name].into_iter().flatten() {
            file(&mut self.by_name, name_key(name), kept);
        }
    }

    /// By union code, else unit code, else name; a key that several unions carry decides only where
    /// the reporting unit leaves one of them.
    pub(super) fn find(&self, statement: &Statement) -> ReportedUnit {
        let unions = statement
            .union_code
            .iter()
            .filter_map(|code| code_key(code));
        let units = statement
            .unit_codes
            .iter()
            .filter_map(|code| unit_code_key(code));
        let names = [&statement.union_name, &statement.unit_name];
        let names = names
            .into_iter()
            .flatten()
            .filter_map(|name| name_key(name));
        let found = unions
            .clone()
            .filter_map(|key| self.only(&self.by_union_code, &key, statement))
            // A union code column may hold the unit's code, and the other way round.
            .chain(
                units
                    .clone()
                    .filter_map(|key| self.only(&self.by_unit_code, &key, statement)),
            )
            .chain(unions.filter_map(|key| self.only(&self.by_unit_code, &key, statement)))
            .chain(units.filter_map(|key| self.only(&self.by_union_code, &key, statement)))
            .chain(names.filter_map(|key| self.only(&self.by_name, &key, statement)))
            .next();
        match found {
            Some(union_code) => ReportedUnit::Known(union_code),
            None => ReportedUnit::Unknown(own_key(statement)),
        }
    }

    /// The unions whose name, or whose unit's, the row gives; those of its reporting unit if any are.
    pub(super) fn namesakes(&self, statement: &Statement) -> BTreeSet<String> {
        let names = [&statement.union_name, &statement.unit_name];
        let names = names.into_iter().flatten();
        let mut found: BTreeSet<String> = names
            .filter_map(|name| self.by_name.get(&name_key(name)?))
            .flatten()
            .cloned()
            .collect();
        let home =
            |code: &String| self.reporting_units.get(code) == statement.reporting_unit.as_ref();
        if found.iter().any(home) {
            found.retain(home);
        }
        found
    }

    /// The reporting unit of the union a row speaks of, else the one under which the row stands.
    pub(super) fn reporting_unit_of(&self, statement: &Statement) -> Option<String> {
        let found = self.find(statement);
        let home = self.reporting_units.get(found.unit()).cloned();
        home.or_else(|| statement.reporting_unit.clone())
    }

    fn only(
        &self,
        index: &BTreeMap<String, BTreeSet<String>>,
        key: &str,
        statement: &Statement,
    ) -> Option<String> {
        let found = index.get(key)?;
        if found.len() == 1 {
            return found.first().cloned();
        }
        let unit = statement.reporting_unit.as_ref()?;
        let mut here = found
            .iter()
            .filter(|union_code| self.reporting_units.get(*union_code) == Some(unit));
        let first = here.next()?;
        here.next().is_none().then(|| first.clone())
    }
}

fn file(index: &mut BTreeMap<String, BTreeSet<String>>, key: Option<String>, kept: &str) {
    if let Some(key) = key {
        index.entry(key).or_default().insert(kept.to_owned());
    }
}

/// What an unknown unit is called: its own code as written, else its name.
fn own_key(statement: &Statement) -> String {
    let codes = statement.union_code.iter().chain(&statement.unit_codes);
    let names = [&statement.union_name, &statement.unit_name];
    let written = codes.chain(names.into_iter().flatten());
    let trimmed = written
        .map(|text| text.trim())
        .find(|text| !text.is_empty());
    match trimmed {
        Some(text) => text.to_owned(),
        None => format!("{}:{}", statement.row.source, statement.row.row),
    }
}
