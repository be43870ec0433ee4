//! Registered names, addresses and codes: real ones of `DATA`, or made ones.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, RecordBatch, StringArray};

/// Columns of one length.
pub(crate) struct Registrations {
    pub(crate) codes: Vec<Option<String>>,
    pub(crate) names: Vec<Option<String>>,
    pub(crate) addresses: Vec<Option<String>>,
}

impl Registrations {
    /// The first `n_records` of the file in `DATA`; made ones where there is none.
    pub(crate) fn read(n_records: usize) -> Self {
        let folder = std::env::var("DATA").ok();
        let real = folder.map(|folder| std::path::Path::new(&folder).join("enterprises.parquet"));
        let Some(batch) = real.and_then(|path| minglu::table::stored::read(&path).ok()) else {
            return made(n_records);
        };
        let column = |name: &str| -> Vec<Option<String>> {
            let column = batch.column_by_name(name).expect("a known table");
            let column =
                arrow::compute::cast(column, &arrow::datatypes::DataType::Utf8).expect("texts");
            let cells = column.as_string::<i32>().iter().take(n_records);
            cells.map(|cell| cell.map(str::to_owned)).collect()
        };
        Self {
            codes: column("uscc"),
            names: column("name"),
            addresses: column("address"),
        }
    }

    /// As a table of the engine.
    pub(crate) fn table(&self) -> RecordBatch {
        let ids = (0..self.names.len()).map(|row| Some(format!("{row:07}")));
        table(
            ids,
            self.names.iter().cloned(),
            self.addresses.iter().cloned(),
        )
    }
}

/// A table of the engine.
pub(crate) fn table(
    ids: impl Iterator<Item = Option<String>>,
    names: impl Iterator<Item = Option<String>>,
    addresses: impl Iterator<Item = Option<String>>,
) -> RecordBatch {
    let texts = |cells: &mut dyn Iterator<Item = Option<String>>| -> ArrayRef {
        Arc::new(cells.collect::<StringArray>())
    };
    let (mut ids, mut names, mut addresses) = (ids, names, addresses);
    RecordBatch::try_from_iter_with_nullable([
        ("id", texts(&mut ids), true),
        ("name", texts(&mut names), true),
        ("address", texts(&mut addresses), true),
    ])
    .expect("columns of one length")
}

/// Names and addresses out of a few words, the same on every machine.
fn made(n_records: usize) -> Registrations {
    const BRANDS: &str = "鼎力天成金源恒通瑞华宏达新远东方康泰和顺永盛嘉禾博文丰润";
    const TRADES: [&str; 8] = [
        "商贸",
        "建筑工程",
        "物流",
        "餐饮管理",
        "电子科技",
        "农业开发",
        "装饰",
        "房地产开发",
    ];
    const TOWNS: [&str; 5] = ["宜昌市", "宜都市", "枝江市", "当阳市", "远安县"];
    let brands: Vec<char> = BRANDS.chars().collect();
    let draw = |number: usize, n: usize| (number.wrapping_mul(2_654_435_761) >> 7) % n;
    let name = |row: usize| {
        let (first, second) = (
            brands[draw(row, brands.len())],
            brands[draw(row + 7_919, brands.len())],
        );
        format!(
            "{}{first}{second}{}有限公司",
            TOWNS[draw(row + 3, 5)],
            TRADES[draw(row + 11, 8)]
        )
    };
    let address = |row: usize| {
        format!(
            "{}{}路{}号",
            TOWNS[draw(row + 3, 5)],
            brands[draw(row + 5, brands.len())],
            draw(row, 300)
        )
    };
    Registrations {
        codes: vec![None; n_records],
        names: (0..n_records).map(|row| Some(name(row))).collect(),
        addresses: (0..n_records).map(|row| Some(address(row))).collect(),
    }
}
