//! Results of a linkage as files.

use std::path::Path;

use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};

use super::LinkJobError;
use crate::linkage::Linkage;
use crate::table::stored;

/// How result tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultFormat {
    /// Parquet.
    Parquet,
    /// CSV in UTF-8.
    Csv,
}

/// Writes `pairs`, `clusters`, `cluster_quality` and `model.json` into `folder`, and how the model was
/// learned, if it was, as `training.json`.
///
/// # Errors
/// [`LinkJobError`]: no permission, a full disk.
pub fn write_results(
    folder: &Path,
    linkage: &Linkage,
    format: ResultFormat,
) -> Result<(), LinkJobError> {
    std::fs::create_dir_all(folder).map_err(|cause| LinkJobError::Unwritable {
        path: folder.to_owned(),
        cause,
    })?;
    let tables = [
        ("pairs", linkage.pairs_table()),
        ("clusters", linkage.clusters_table()),
        ("cluster_quality", linkage.quality_table()),
    ];
    for (name, table) in tables {
        match format {
            ResultFormat::Parquet => {
                let path = folder.join(format!("{name}.parquet"));
                stored::write(&path, &table).map_err(LinkJobError::Output)?;
            }
            ResultFormat::Csv => write_csv(&folder.join(format!("{name}.csv")), &table)?,
        }
    }
    if let Some(history) = &linkage.history {
        write_text(&folder.join("training.json"), &history.to_json())?;
    }
    write_text(&folder.join("model.json"), &linkage.model.to_json())
}

fn write_text(path: &Path, text: &str) -> Result<(), LinkJobError> {
    let written = stored::create_private(path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    written.map_err(|cause| LinkJobError::Unwritable {
        path: path.to_owned(),
        cause,
    })
}

fn write_csv(path: &Path, table: &RecordBatch) -> Result<(), LinkJobError> {
    let file = stored::create_private(path).map_err(|cause| LinkJobError::Unwritable {
        path: path.to_owned(),
        cause,
    })?;
    let refuse = |cause| LinkJobError::Csv {
        path: path.to_owned(),
        cause,
    };
    let mut writer = csv::Writer::from_writer(file);
    let schema = table.schema();
    let names = schema.fields().iter().map(|field| field.name().as_str());
    writer.write_record(names).map_err(refuse)?;
    let options = FormatOptions::default();
    let formatters: Vec<ArrayFormatter> = table
        .columns()
        .iter()
        .map(|column| {
            ArrayFormatter::try_new(column, &options).expect("texts and numbers can be shown")
        })
        .collect();
    for row in 0..table.num_rows() {
        let cells = formatters
            .iter()
            .map(|formatter| formatter.value(row).to_string());
        writer.write_record(cells).map_err(refuse)?;
    }
    writer.flush().map_err(|cause| refuse(cause.into()))
}
