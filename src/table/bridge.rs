//! The one crossing between Arrow tables and polars frames.
//!
//! Columns cross by the Arrow C data interface, which both sides lay out alike in memory, so
//! nothing is copied on the way in. On the way out strings leave polars as views and are cast once
//! to the type the table's schema declares. Days and one-byte integers are built into polars only on
//! demand and cost a quarter of its compile time, so they cross as 32-bit integers and are cast back
//! with the strings. No other file may name both crates.

use std::mem::{size_of, transmute};

use arrow::array::{ArrayRef, make_array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, SchemaRef};
use arrow::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow::record_batch::RecordBatch;
use polars::prelude::{Column, CompatLevel, DataFrame, IntoColumn, LazyFrame, PlSmallStr, Series};
use polars_arrow::ffi;

/// Why a table could not cross.
#[derive(Debug, thiserror::Error)]
pub enum BridgeFault {
    /// The frame lacks a column the table declares.
    #[error("the frame has no column `{column}`")]
    MissingColumn {
        /// Column name.
        column: String,
    },
    /// Arrow refuses the column.
    #[error("column `{column}` cannot become an Arrow column")]
    Arrow {
        /// Column name.
        column: String,
        /// Arrow's own words.
        #[source]
        cause: arrow::error::ArrowError,
    },
    /// polars refuses the column.
    #[error("column `{column}` cannot become a polars column")]
    Polars {
        /// Column name.
        column: String,
        /// polars' own words.
        #[source]
        cause: polars::error::PolarsError,
    },
}

// Both sides implement one C struct; should either ever grow, this stops the build.
const _: () = assert!(size_of::<FFI_ArrowArray>() == size_of::<ffi::ArrowArray>());
const _: () = assert!(size_of::<FFI_ArrowSchema>() == size_of::<ffi::ArrowSchema>());

/// The table as a polars frame, zero copy.
///
/// # Errors
/// [`BridgeFault::Arrow`] or [`BridgeFault::Polars`] for a type the other side does not know.
pub fn to_polars(batch: &RecordBatch) -> Result<DataFrame, BridgeFault> {
    let schema = batch.schema();
    let columns = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, array)| {
            let array = widened(field.name(), array)?;
            series_of(field.name(), &array).map(IntoColumn::into_column)
        })
        .collect::<Result<Vec<Column>, BridgeFault>>()?;
    DataFrame::new(batch.num_rows(), columns).map_err(|cause| BridgeFault::Polars {
        column: String::new(),
        cause,
    })
}

/// The named columns of the table as a polars frame, zero copy.
///
/// # Errors
/// [`BridgeFault::MissingColumn`], and those of [`to_polars`].
pub fn columns_to_polars(batch: &RecordBatch, columns: &[&str]) -> Result<DataFrame, BridgeFault> {
    let schema = batch.schema();
    let indices = columns
        .iter()
        .map(|&column| {
            schema
                .index_of(column)
                .map_err(|_| BridgeFault::MissingColumn {
                    column: column.to_owned(),
                })
        })
        .collect::<Result<Vec<usize>, BridgeFault>>()?;
    let projected = batch
        .project(&indices)
        .map_err(|cause| BridgeFault::Arrow {
            column: String::new(),
            cause,
        })?;
    to_polars(&projected)
}

/// What `query` gives, as the table `schema` declares.
///
/// # Errors
/// [`BridgeFault::Polars`] when the query does not run, and those of [`to_arrow`].
pub fn query_to_arrow(query: LazyFrame, schema: &SchemaRef) -> Result<RecordBatch, BridgeFault> {
    let frame = query.collect().map_err(|cause| BridgeFault::Polars {
        column: String::new(),
        cause,
    })?;
    to_arrow(&frame, schema)
}

/// The frame as the table `schema` declares: its columns by name, in the schema's order, cast to the
/// declared types; further columns of the frame are left behind.
///
/// # Errors
/// [`BridgeFault::MissingColumn`], or [`BridgeFault::Arrow`] when a column does not cast or holds a
/// null where the schema takes none.
pub fn to_arrow(frame: &DataFrame, schema: &SchemaRef) -> Result<RecordBatch, BridgeFault> {
    let mut arrays = Vec::with_capacity(schema.fields().len());
    for field in schema.fields() {
        let column = field.name().clone();
        let Ok(polars_column) = frame.column(&column) else {
            return Err(BridgeFault::MissingColumn { column });
        };
        let array = array_of(&column, &polars_column.as_materialized_series().rechunk())?;
        let array = cast(&array, field.data_type())
            .map_err(|cause| BridgeFault::Arrow { column, cause })?;
        arrays.push(array);
    }
    RecordBatch::try_new(schema.clone(), arrays).map_err(|cause| BridgeFault::Arrow {
        column: String::new(),
        cause,
    })
}

/// The column in a type this build of polars knows.
fn widened(name: &str, array: &ArrayRef) -> Result<ArrayRef, BridgeFault> {
    let crossing_type = match array.data_type() {
        DataType::Date32 | DataType::Int8 => DataType::Int32,
        DataType::UInt8 => DataType::UInt32,
        _ => return Ok(array.clone()),
    };
    cast(array, &crossing_type).map_err(|cause| BridgeFault::Arrow {
        column: name.to_owned(),
        cause,
    })
}

#[expect(
    unsafe_code,
    reason = "the C data interface is unsafe by nature: both structs are the one C layout it fixes"
)]
fn series_of(name: &str, array: &ArrayRef) -> Result<Series, BridgeFault> {
    let arrow_fault = |cause| BridgeFault::Arrow {
        column: name.to_owned(),
        cause,
    };
    let polars_fault = |cause| BridgeFault::Polars {
        column: name.to_owned(),
        cause,
    };
    let (c_array, c_schema) = to_ffi(&array.to_data()).map_err(arrow_fault)?;
    // SAFETY: both types are `repr(C)` images of one struct of the C data interface; ownership moves
    // with the value, and the release callback inside frees it exactly once, on polars' side.
    let (c_array, c_schema) = unsafe {
        (
            transmute::<FFI_ArrowArray, ffi::ArrowArray>(c_array),
            transmute::<FFI_ArrowSchema, ffi::ArrowSchema>(c_schema),
        )
    };
    // SAFETY: the structs were filled by a conforming exporter just above.
    let series = unsafe {
        let field = ffi::import_field_from_c(&c_schema).map_err(polars_fault)?;
        let array = ffi::import_array_from_c(c_array, field.dtype).map_err(polars_fault)?;
        Series::from_arrow(PlSmallStr::from_str(name), array)
    };
    series.map_err(polars_fault)
}

#[expect(
    unsafe_code,
    reason = "the C data interface is unsafe by nature: both structs are the one C layout it fixes"
)]
fn array_of(name: &str, series: &Series) -> Result<ArrayRef, BridgeFault> {
    let arrow_fault = |cause| BridgeFault::Arrow {
        column: name.to_owned(),
        cause,
    };
    let field = series.field().to_arrow(CompatLevel::newest());
    let array = series.to_arrow(0, CompatLevel::newest());
    let c_schema = ffi::export_field_to_c(&field);
    let c_array = ffi::export_array_to_c(array);
    // SAFETY: as in `series_of`, the other way round.
    let (c_array, c_schema) = unsafe {
        (
            transmute::<ffi::ArrowArray, FFI_ArrowArray>(c_array),
            transmute::<ffi::ArrowSchema, FFI_ArrowSchema>(c_schema),
        )
    };
    // SAFETY: the structs were filled by a conforming exporter just above.
    let data = unsafe { from_ffi(c_array, &c_schema) }.map_err(arrow_fault)?;
    Ok(make_array(data))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::table::vocabulary::{EntityKind, EntityStatus, ScopeReason, WorkerEvidence};
    use crate::table::{EntityId, Provenance, enterprises};

    fn enterprise(bits: u128, name: String, workers: Option<u32>) -> enterprises::Row {
        enterprises::Row {
            entity_id: EntityId::from_bits(bits),
            entity_kind: EntityKind::Enterprise,
            parent_entity_id: None,
            former_names: vec![name.clone(), "旧名".to_owned()],
            name,
            uscc: None,
            org_code: None,
            registration_no: None,
            region_code: Some("420502".to_owned()),
            township: None,
            reporting_unit: None,
            address: None,
            legal_representative: None,
            phone: None,
            industry_code: None,
            status: EntityStatus::Active,
            status_reason: None,
            established_on: NaiveDate::from_ymd_opt(1999, 12, 31),
            workers,
            migrant_workers: None,
            worker_evidence: WorkerEvidence::None,
            in_scope: true,
            scope_reason: ScopeReason::InScope,
            sources: vec![],
            n_rows: 1,
            confidence: 0.5,
            workers_as_of: None,
            provenance: vec![Provenance {
                field: "name".to_owned(),
                source: "tax".to_owned(),
                file: "a.csv".to_owned(),
                sheet: None,
                row: 2,
            }],
        }
    }

    proptest! {
        #[test]
        fn a_table_comes_back_as_it_went(
            cells in prop::collection::vec((any::<u128>(), ".*", any::<Option<u32>>()), 0..20)
        ) {
            let rows: Vec<_> = cells
                .into_iter()
                .map(|(bits, name, workers)| enterprise(bits, name, workers))
                .collect();
            let batch = enterprises::batch(&rows);
            let frame = to_polars(&batch).expect("every type of the table crosses");
            let back = to_arrow(&frame, &enterprises::schema()).expect("and comes back");
            prop_assert_eq!(back, batch);
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let batch = enterprises::batch(&[]);
        let frame = to_polars(&batch.project(&[0, 1]).unwrap()).unwrap();
        let fault = to_arrow(&frame, &enterprises::schema()).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "the frame has no column `parent_entity_id`"
        );
    }
}
