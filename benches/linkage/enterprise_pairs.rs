//! The pairs that the enterprise pipeline would compare over one list of registrations.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray, UInt32Array, new_null_array};
use arrow::datatypes::Field;
use chrono::NaiveDate;
use minglu::enterprise::{FederationArea, RecordInputs, build_records, candidate_pairs};
use minglu::table::{Period, enterprise_rows, union_rows};

use crate::registrations::{Registrations, table};

/// The records as a table of the engine, numbered as the pipeline numbers them, and the pairs.
pub(crate) fn of(registrations: &Registrations) -> (RecordBatch, Vec<(u32, u32)>) {
    let day = |year| NaiveDate::from_ymd_opt(year, 9, 30).expect("a day");
    let area = FederationArea {
        region: "000000".to_owned(),
        prefix: String::new(),
        period: Period {
            from: day(2015),
            to: day(2016),
        },
    };
    let inputs = RecordInputs {
        enterprise_rows: &registry(registrations),
        union_rows: &union_rows::batch(&[]),
    };
    let records = build_records(&inputs, &area).expect("the rows are tables");
    let all = || records.records.iter();
    // Keys in hexadecimal stand in the order of the records.
    let table = table(
        all().map(|record| Some(record.key.to_string())),
        all().map(|record| record.written.name.clone()),
        all().map(|record| record.written.address.clone()),
    );
    (table, candidate_pairs(&records))
}

/// One list of the commercial register with codes, names and addresses.
fn registry(registrations: &Registrations) -> RecordBatch {
    let n_rows = registrations.names.len();
    let all = |text: &str| -> ArrayRef { Arc::new(StringArray::from(vec![text; n_rows])) };
    let cells = |cells: &[Option<String>]| -> ArrayRef {
        Arc::new(cells.iter().cloned().collect::<StringArray>())
    };
    let schema = enterprise_rows::schema();
    let column = |field: &Arc<Field>| match field.name().as_str() {
        enterprise_rows::columns::source => all("commerce"),
        enterprise_rows::columns::file => all("commerce.csv"),
        enterprise_rows::columns::row => {
            Arc::new(UInt32Array::from_iter_values(2..n_rows as u32 + 2))
        }
        enterprise_rows::columns::kind => all("enterprises"),
        enterprise_rows::columns::department => all("commerce"),
        enterprise_rows::columns::uscc => cells(&registrations.codes),
        enterprise_rows::columns::name => cells(&registrations.names),
        enterprise_rows::columns::address => cells(&registrations.addresses),
        _ => new_null_array(field.data_type(), n_rows),
    };
    let columns = schema.fields().iter().map(column).collect();
    RecordBatch::try_new(schema, columns).expect("columns of the schema")
}
