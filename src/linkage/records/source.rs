//! Source columns read as text, whatever Arrow type they come in.

use arrow::array::{Array, AsArray as _, ListArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field};
use arrow::record_batch::RecordBatch;
use std::sync::Arc;

use crate::linkage::error::LinkFault;

/// A source column.
pub(super) enum Source {
    Text(StringArray),
    Lists(ListArray),
}

impl Source {
    pub(super) fn of(table: &str, batch: &RecordBatch, column: &str) -> Result<Self, LinkFault> {
        let schema = batch.schema();
        let Some(array) = batch.column_by_name(column) else {
            let names: Vec<&str> = schema
                .fields()
                .iter()
                .map(|field| field.name().as_str())
                .collect();
            return Err(LinkFault::NoColumn {
                table: table.to_owned(),
                column: column.to_owned(),
                found: names.join(", "),
            });
        };
        let refuse = |_| LinkFault::Type {
            table: table.to_owned(),
            column: column.to_owned(),
            found: array.data_type().to_string(),
        };
        match array.data_type() {
            DataType::List(_) | DataType::LargeList(_) => {
                let item = Field::new("item", DataType::Utf8, true);
                let lists = cast(array, &DataType::List(Arc::new(item))).map_err(refuse)?;
                Ok(Self::Lists(lists.as_list::<i32>().clone()))
            }
            _ => {
                let texts = cast(array, &DataType::Utf8).map_err(refuse)?;
                Ok(Self::Text(texts.as_string::<i32>().clone()))
            }
        }
    }

    /// The only text of a row, trimmed; nothing for a column of lists.
    pub(super) fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text(texts) if texts.is_null(row) => Some(""),
            Self::Text(texts) => Some(texts.value(row).trim()),
            Self::Lists(_) => None,
        }
    }

    /// The non-empty texts of a row, trimmed.
    pub(super) fn texts(&self, row: usize) -> Vec<String> {
        let trimmed = |text: &str| text.trim().to_owned();
        let texts: Vec<String> = match self {
            Self::Text(texts) if texts.is_null(row) => Vec::new(),
            Self::Text(texts) => vec![trimmed(texts.value(row))],
            Self::Lists(lists) if lists.is_null(row) => Vec::new(),
            Self::Lists(lists) => {
                let items = lists.value(row);
                let items = items.as_string::<i32>();
                items.iter().flatten().map(trimmed).collect()
            }
        };
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }
}
