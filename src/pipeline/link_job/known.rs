//! Pairs that people have decided, read from a table.

use std::path::Path;

use arrow::array::{Array as _, AsArray as _, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::record_batch::RecordBatch;

use super::LinkJobError;
use super::read::read_table;
use crate::linkage::spec::{KnownPair, Verdict};

/// Reads `key_l`, `key_r`, `verdict` (`same` or `different`) and, where there are several tables,
/// `table_l` and `table_r`.
pub(super) fn read_known(path: &Path) -> Result<Vec<KnownPair>, LinkJobError> {
    let table = read_table(path, &[])?;
    let refuse = |words: String| LinkJobError::Known {
        path: path.to_owned(),
        words,
    };
    let needed = |name: &str| {
        texts(&table, name).ok_or_else(|| refuse(format!("no column `{name}` of texts")))
    };
    let (keys_l, keys_r, verdicts) = (needed("key_l")?, needed("key_r")?, needed("verdict")?);
    let (tables_l, tables_r) = (texts(&table, "table_l"), texts(&table, "table_r"));
    let cell = |column: &StringArray, row: usize| {
        let text = (!column.is_null(row)).then(|| column.value(row).trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let pair = |row: usize| {
        let key = |column: &StringArray| {
            cell(column, row).ok_or_else(|| refuse(format!("row {}: a key is empty", row + 1)))
        };
        let verdict = match cell(&verdicts, row).as_deref() {
            Some("same") => Verdict::Same,
            Some("different") => Verdict::Different,
            found => {
                let found = found.unwrap_or("nothing");
                let words = format!(
                    "row {}: verdict `{found}`, expected `same` or `different`",
                    row + 1
                );
                return Err(refuse(words));
            }
        };
        Ok(KnownPair {
            table_l: tables_l.as_ref().and_then(|column| cell(column, row)),
            key_l: key(&keys_l)?,
            table_r: tables_r.as_ref().and_then(|column| cell(column, row)),
            key_r: key(&keys_r)?,
            verdict,
        })
    };
    (0..table.num_rows()).map(pair).collect()
}

fn texts(table: &RecordBatch, name: &str) -> Option<StringArray> {
    let column = table.column_by_name(name)?;
    let texts = cast(column, &DataType::Utf8).ok()?;
    Some(texts.as_string::<i32>().clone())
}
