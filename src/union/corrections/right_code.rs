//! Which code of the directory is wrong, and in which of its columns the right one belongs.
//!
//! A clerk can type only into the columns that the system has: a directory with 组织机构代码 alone
//! takes the organisation code, and a credit code is proposed only where a column holds credit codes.

use std::collections::{BTreeMap, BTreeSet};

use crate::standard::{CreditCode, OrganisationCode, mask_identities};
use crate::table::{enterprise_rows, enterprises};
use crate::union::annual_report::code_key;

use super::act::Typed;

/// A column of codes, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CodeColumn {
    Uscc,
    OrgCode,
    UnitCode,
    Code,
    TaxId,
}

impl CodeColumn {
    const ALL: [Self; 5] = [
        Self::Uscc,
        Self::OrgCode,
        Self::UnitCode,
        Self::Code,
        Self::TaxId,
    ];

    const fn field(self) -> &'static str {
        match self {
            Self::Uscc => "uscc",
            Self::OrgCode => "org_code",
            Self::UnitCode => "unit_code",
            Self::Code => "code",
            Self::TaxId => "tax_id",
        }
    }

    /// The cell, unless nothing is written in it.
    fn cell(self, row: &enterprise_rows::Row) -> Option<&str> {
        let cell = match self {
            Self::Uscc => &row.uscc,
            Self::OrgCode => &row.org_code,
            Self::UnitCode => &row.unit_code,
            Self::Code => &row.code,
            Self::TaxId => &row.tax_id,
        };
        cell.as_deref().filter(|cell| code_key(cell).is_some())
    }

    /// Whether the column holds organisation codes where nothing else is written.
    const fn is_for_organisation_codes(self) -> bool {
        match self {
            Self::OrgCode | Self::UnitCode => true,
            Self::Uscc | Self::Code | Self::TaxId => false,
        }
    }
}

/// Source, file and sheet.
type Sheet<'a> = (&'a str, &'a str, Option<&'a str>);

fn sheet_of(row: &enterprise_rows::Row) -> Sheet<'_> {
    (&row.source, &row.file, row.sheet.as_deref())
}

/// The columns of codes that each sheet of the directory has.
#[derive(Debug, Default)]
pub(super) struct CodeColumns<'a> {
    by_sheet: BTreeMap<Sheet<'a>, BTreeSet<CodeColumn>>,
}

impl<'a> CodeColumns<'a> {
    /// A column is there if any row fills it; one of the system's own keys only if most of its cells
    /// are valid codes, for else it numbers units in some way of its own.
    pub(super) fn of(rows: impl Iterator<Item = &'a enterprise_rows::Row>) -> Self {
        let mut filled: BTreeMap<(Sheet<'a>, CodeColumn), (usize, usize)> = BTreeMap::new();
        for row in rows {
            for column in CodeColumn::ALL {
                if let Some(cell) = column.cell(row) {
                    let (n_cells, n_valid) = filled.entry((sheet_of(row), column)).or_default();
                    *n_cells += 1;
                    *n_valid += usize::from(is_code(cell));
                }
            }
        }
        let mut by_sheet: BTreeMap<Sheet<'a>, BTreeSet<CodeColumn>> = BTreeMap::new();
        for ((sheet, column), (n_cells, n_valid)) in filled {
            if column != CodeColumn::UnitCode || 2 * n_valid > n_cells {
                by_sheet.entry(sheet).or_default().insert(column);
            }
        }
        Self { by_sheet }
    }

    /// What to type into `row`; nothing where one of its codes is the enterprise's.
    pub(super) fn corrections(
        &self,
        row: &enterprise_rows::Row,
        golden: &enterprises::Row,
    ) -> Vec<Typed> {
        let Some(columns) = self.by_sheet.get(&sheet_of(row)) else {
            return Vec::new();
        };
        let right = RightCodes::of(golden);
        let mut written = CodeColumn::ALL.iter().filter_map(|column| column.cell(row));
        if written.any(|cell| right.holds(cell)) {
            return Vec::new();
        }
        let wrong: Vec<Typed> = columns
            .iter()
            .filter_map(|column| {
                let cell = column.cell(row)?;
                let new = right.in_place_of(*column, cell)?;
                let old = mask_identities(cell);
                Some(Typed::change(column.field(), Some(&old), new))
            })
            .collect();
        if !wrong.is_empty() || columns.iter().any(|column| column.cell(row).is_some()) {
            return wrong;
        }
        let into_empty = columns.iter().find_map(|column| {
            let new = right.in_column(*column)?;
            Some(Typed::change(column.field(), None, new))
        });
        into_empty.into_iter().collect()
    }
}

fn is_code(cell: &str) -> bool {
    cell.parse::<CreditCode>().is_ok() || cell.parse::<OrganisationCode>().is_ok()
}

/// The codes of an enterprise.
#[derive(Debug)]
pub(super) struct RightCodes<'a> {
    uscc: Option<&'a str>,
    org_code: Option<String>,
}

impl<'a> RightCodes<'a> {
    pub(super) fn of(golden: &'a enterprises::Row) -> Self {
        let embedded = golden.uscc.as_deref().and_then(|uscc| {
            let uscc: CreditCode = uscc.parse().ok()?;
            Some(uscc.organisation_code().to_string())
        });
        Self {
            uscc: golden.uscc.as_deref(),
            org_code: embedded.or_else(|| golden.org_code.clone()),
        }
    }

    /// Whether `cell` holds one of them, alone or inside an old tax id.
    pub(super) fn holds(&self, cell: &str) -> bool {
        const TAX_ID_LEN: usize = 15;
        let Some(cell) = code_key(cell) else {
            return false;
        };
        let org_code = self.org_code.as_deref().and_then(code_key);
        let is_embedded = |org_code: &String| {
            cell == *org_code || (cell.len() == TAX_ID_LEN && cell.ends_with(org_code.as_str()))
        };
        self.uscc.and_then(code_key).as_ref() == Some(&cell)
            || org_code.as_ref().is_some_and(is_embedded)
    }

    /// What belongs where `cell` stands: an organisation code for one, a credit code for one.
    fn in_place_of(&self, column: CodeColumn, cell: &str) -> Option<&str> {
        /// Longer than an organisation code with its dash, though characters were lost or added.
        const LONG_MIN: usize = 13;
        // A masked cell is the owner's resident id, which is a right tax id of an individual business.
        if cell.contains('*') {
            return None;
        }
        match column.is_for_organisation_codes() && cell.chars().count() >= LONG_MIN {
            true => self.uscc,
            false => self.in_column(column),
        }
    }

    fn in_column(&self, column: CodeColumn) -> Option<&str> {
        match column.is_for_organisation_codes() {
            true => self.org_code.as_deref(),
            false => self.uscc,
        }
    }
}
