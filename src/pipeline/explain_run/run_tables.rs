//! The tables of a run that explain its links.

use std::path::Path;

use super::ExplainError;
use crate::linkage::Model;
use crate::table::{crosswalk, pairs, stored};

/// Rows, pairs and model of a run.
pub(super) struct RunTables {
    pub(super) rows: Vec<crosswalk::Row>,
    pub(super) pairs: Vec<pairs::Row>,
    pub(super) model: Model,
}

/// Fewer digits of a key would name rows by chance.
const KEY_DIGITS_MIN: usize = 6;

impl RunTables {
    pub(super) fn of(run: &Path) -> Result<Self, ExplainError> {
        let no_run = |cause| ExplainError::NoRun {
            path: run.to_owned(),
            cause,
        };
        let text = std::fs::read_to_string(run.join("manifest.json")).map_err(no_run)?;
        let manifest: serde_json::Value =
            serde_json::from_str(&text).map_err(|cause| no_run(cause.into()))?;
        let model = manifest["linkage"]["model"].clone();
        let model = serde_json::from_value(model).map_err(|cause| no_run(cause.into()))?;
        let table = |name: &str| stored::read(&run.join("tables").join(format!("{name}.parquet")));
        Ok(Self {
            rows: crosswalk::View::of(&table(crosswalk::NAME)?)?.to_rows(),
            pairs: pairs::View::of(&table(pairs::NAME)?)?.to_rows(),
            model,
        })
    }

    /// The row that a key, its first digits, `source:row` or `source:sheet:row` names.
    pub(super) fn row(&self, name: &str) -> Result<&crosswalk::Row, ExplainError> {
        let is_key = name.len() >= KEY_DIGITS_MIN && !name.contains(':');
        let is_named = |row: &&crosswalk::Row| {
            let sheet = row.sheet.as_deref().unwrap_or("");
            (is_key && row.record_key.to_string().starts_with(name))
                || name == format!("{}:{}", row.source, row.row)
                || name == format!("{}:{sheet}:{}", row.source, row.row)
        };
        let found: Vec<&crosswalk::Row> = self.rows.iter().filter(is_named).collect();
        match found.as_slice() {
            [only] => Ok(only),
            [] => Err(ExplainError::Unknown {
                what: "row",
                name: name.to_owned(),
            }),
            several => Err(ExplainError::Ambiguous {
                what: "row",
                name: name.to_owned(),
                n_found: several.len(),
            }),
        }
    }
}

/// A row as people find it: source, sheet, row and name.
pub(super) fn shown(row: &crosswalk::Row) -> String {
    let sheet = row
        .sheet
        .as_ref()
        .map(|sheet| format!(":{sheet}"))
        .unwrap_or_default();
    let name = row.name.as_deref().unwrap_or("");
    format!("{}{sheet}:{} {name}", row.source, row.row)
}
