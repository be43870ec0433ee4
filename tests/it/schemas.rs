//! Every written table has exactly the columns and types of the contract, in order.

use std::fmt::Write as _;

use arrow::datatypes::DataType;

use crate::support::{City, table};

/// The contract's tables: name, then `column type` with `?` for a column that takes nulls.
const CONTRACT: &str = include_str!("../golden/schemas.txt");

fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::Utf8 => "utf8".to_owned(),
        DataType::Boolean => "bool".to_owned(),
        DataType::Date32 => "date32".to_owned(),
        DataType::List(field) => {
            assert_eq!(field.name(), "item");
            assert!(!field.is_nullable());
            format!("list<{}>", type_name(field.data_type()))
        }
        DataType::Struct(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| {
                    let mark = if field.is_nullable() { "?" } else { "" };
                    format!("{} {}{mark}", field.name(), type_name(field.data_type()))
                })
                .collect();
            format!("struct<{}>", fields.join(", "))
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

#[test]
fn every_written_table_is_the_contracts() {
    let city = City::demo();
    let run = city.run(&["--quiet"]);
    let mut written = String::new();
    let names: Vec<&str> = CONTRACT
        .lines()
        .filter(|line| !line.starts_with(' '))
        .collect();
    for name in names {
        writeln!(written, "{name}").expect("a string takes everything");
        for field in table(&run, name).schema().fields() {
            let mark = if field.is_nullable() { "?" } else { "" };
            let type_name = type_name(field.data_type());
            writeln!(written, "  {} {type_name}{mark}", field.name())
                .expect("a string takes everything");
        }
    }
    assert_eq!(written, CONTRACT);
}
