//! The two folders that are held against each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{Field, Schema};
use arrow::record_batch::RecordBatch;

use super::error::{EvaluateError, Side};
use crate::table::stored;
use crate::table::{SchemaFault, mismatch_rows, report_mismatches, truth};

/// A folder of tables.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    side: Side,
}

impl Folder {
    /// The tables of the run at `path`: a run's own folder, or an output folder with its `latest`.
    pub(super) fn of_run(path: &Path) -> Result<Self, EvaluateError> {
        let latest = std::fs::read_to_string(path.join("latest")).ok();
        let newest = latest.map(|name| path.join("runs").join(name.trim_end()));
        let run = newest.as_deref().unwrap_or(path);
        let tables = run.join("tables");
        if !tables.is_dir() {
            let path = path.to_owned();
            return Err(EvaluateError::NoRun { path });
        }
        Ok(Self {
            path: tables,
            side: Side::Run,
        })
    }

    /// The truth at `path`.
    pub(super) fn of_truth(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            side: Side::Truth,
        }
    }

    /// The whole table `table`.
    pub(super) fn table(&self, table: &'static str) -> Result<RecordBatch, EvaluateError> {
        let path = self.path.join(format!("{table}.parquet"));
        let batch = stored::read(&path).map_err(|cause| EvaluateError::Table {
            side: self.side,
            table,
            cause,
        })?;
        Ok(match self.side {
            Side::Run => batch,
            Side::Truth => as_declared(batch, table),
        })
    }

    /// A view of one of this folder's tables; says whose table is faulty.
    pub(super) fn bound<V>(&self, view: Result<V, SchemaFault>) -> Result<V, EvaluateError> {
        view.map_err(|cause| EvaluateError::Schema {
            side: self.side,
            cause,
        })
    }
}

/// A truth may come from another program, whose strings are large or views, whose list items are
/// called otherwise, whose counts are wider: what can be cast without loss is. What cannot stays as it
/// is, and is named when its column is bound.
fn as_declared(batch: RecordBatch, table: &str) -> RecordBatch {
    let declared = [
        (truth::crosswalk::NAME, truth::crosswalk::schema()),
        (truth::enterprises::NAME, truth::enterprises::schema()),
        (truth::unorganised::NAME, truth::unorganised::schema()),
        (truth::coverage::NAME, truth::coverage::schema()),
        (truth::unions::NAME, truth::unions::schema()),
        (
            truth::person_crosswalk::NAME,
            truth::person_crosswalk::schema(),
        ),
        (
            truth::member_duplicates::NAME,
            truth::member_duplicates::schema(),
        ),
        (report_mismatches::NAME, report_mismatches::schema()),
        (mismatch_rows::NAME, mismatch_rows::schema()),
    ];
    let Some((_, declared)) = declared.into_iter().find(|(name, _)| *name == table) else {
        return batch;
    };
    let strict = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let wanted = declared.field_with_name(field.name()).ok();
        let cast = wanted.and_then(|wanted| {
            let column = cast_with_options(column, wanted.data_type(), &strict).ok()?;
            Some((wanted.data_type().clone(), column))
        });
        let (data_type, column) =
            cast.unwrap_or_else(|| (field.data_type().clone(), column.clone()));
        // Whether a null stands where none may is asked when the column is bound.
        fields.push(Field::new(field.name(), data_type, true));
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap_or(batch)
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, LargeStringArray, ListBuilder, StringBuilder, UInt64Array};

    use super::*;

    #[test]
    fn a_truth_of_another_program_is_read_as_declared() {
        let mut scenarios = ListBuilder::new(StringBuilder::new()).with_field(Field::new(
            "element",
            arrow::datatypes::DataType::Utf8,
            true,
        ));
        scenarios.values().append_value("code_missing");
        scenarios.append(true);
        let text = |text: &str| Arc::new(LargeStringArray::from(vec![text])) as ArrayRef;
        let columns = [
            ("source", text("tax")),
            ("file", text("a.csv")),
            ("sheet", text("甲")),
            ("row", Arc::new(UInt64Array::from(vec![7])) as ArrayRef),
            ("truth_id", text("E1")),
            (
                "identifiable",
                Arc::new(arrow::array::BooleanArray::from(vec![true])) as ArrayRef,
            ),
            ("scenarios", Arc::new(scenarios.finish()) as ArrayRef),
        ];
        let foreign = RecordBatch::try_from_iter(columns).unwrap();
        let batch = as_declared(foreign, truth::crosswalk::NAME);
        let view = truth::crosswalk::View::of(&batch).unwrap();
        assert_eq!(view.row(0), 7);
        assert_eq!(view.scenarios(0), ["code_missing"]);
    }
}
