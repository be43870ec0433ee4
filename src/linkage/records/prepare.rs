//! Tables to records: keys checked, rows put in order, columns prepared.

use std::borrow::Cow;

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::column::{Column, DateColumn, ListColumn, NULL_DATE, NumberColumn, parse_day};
use super::source::Source;
use super::text::{TextColumn, ValuesBuilder};
use super::{Keys, Records};
use crate::linkage::error::LinkFault;
use crate::linkage::spec::{CheckedSpec, ColumnKind, ColumnSpec};
use crate::linkage::warning::LinkWarning;

/// Records are numbered in four bytes, and one number is kept free.
const RECORDS_MAX: usize = u32::MAX as usize - 1;

/// Where a record stands: table and row.
type Position = (usize, usize);

/// Reads the tables, in the order of the specification, as records.
///
/// # Errors
/// [`LinkFault`]: a table, column or key that cannot be used.
///
/// # Cost
/// One pass per column, columns side by side; memory is the distinct values and four bytes a cell.
pub(in crate::linkage) fn prepare(
    spec: &CheckedSpec,
    tables: &[RecordBatch],
) -> Result<(Records, Vec<LinkWarning>), LinkFault> {
    let names: Vec<String> = spec
        .spec
        .tables
        .iter()
        .map(|table| table.name.clone())
        .collect();
    if names.len() != tables.len() {
        let (found, expected) = (tables.len(), names.len());
        return Err(LinkFault::Tables { found, expected });
    }
    let (positions, keys) = order(&names, &spec.spec.unique_key, tables)?;
    let columns: Vec<(Column, Vec<LinkWarning>)> = spec
        .columns
        .par_iter()
        .map(|(name, column)| prepare_column(name, column, (&names, tables), &positions))
        .collect::<Result<_, _>>()?;
    let (columns, warnings): (Vec<Column>, Vec<Vec<LinkWarning>>) = columns.into_iter().unzip();
    let records = Records {
        table_of: positions.iter().map(|(table, _)| *table as u16).collect(),
        table_names: names,
        keys,
        columns,
    };
    Ok((records, warnings.concat()))
}

fn order(
    names: &[String],
    unique_key: &str,
    tables: &[RecordBatch],
) -> Result<(Vec<Position>, Keys), LinkFault> {
    let n_rows = tables.iter().map(RecordBatch::num_rows).sum();
    if n_rows > RECORDS_MAX {
        let (found, most) = (n_rows, RECORDS_MAX);
        return Err(LinkFault::TooManyRows { found, most });
    }
    let mut keyed: Vec<(usize, Cow<str>, usize)> = Vec::with_capacity(n_rows);
    let of_tables = names.iter().zip(tables);
    let sources: Vec<Source> = of_tables
        .map(|(name, table)| Source::of(name, table, unique_key))
        .collect::<Result<_, _>>()?;
    for (table_idx, (source, table)) in sources.iter().zip(tables).enumerate() {
        for row in 0..table.num_rows() {
            let Some(key) = key_of(source, row) else {
                return Err(LinkFault::NullKey {
                    table: names[table_idx].clone(),
                    row: row + 1,
                    column: unique_key.to_owned(),
                });
            };
            keyed.push((table_idx, key, row));
        }
    }
    keyed.par_sort_unstable();
    let twice = keyed
        .windows(2)
        .find(|two| (two[0].0, &two[0].1) == (two[1].0, &two[1].1));
    if let Some(two) = twice {
        return Err(LinkFault::KeyTwice {
            table: names[two[0].0].clone(),
            column: unique_key.to_owned(),
            key: two[0].1.to_string(),
        });
    }
    let mut keys = Keys::default();
    keyed.iter().for_each(|(_, key, _)| keys.push(key));
    let positions = keyed.into_iter().map(|(table, _, row)| (table, row));
    Ok((positions.collect(), keys))
}

/// The key of a row; nothing where it is empty.
fn key_of(source: &Source, row: usize) -> Option<Cow<'_, str>> {
    match source.text(row) {
        Some("") => None,
        Some(text) => Some(Cow::Borrowed(text)),
        None => source.texts(row).into_iter().next().map(Cow::Owned),
    }
}

fn prepare_column(
    name: &str,
    column: &ColumnSpec,
    (table_names, tables): (&[String], &[RecordBatch]),
    positions: &[Position],
) -> Result<(Column, Vec<LinkWarning>), LinkFault> {
    let own = [name.to_owned()];
    let from: &[String] = if column.from.is_empty() {
        &own
    } else {
        &column.from
    };
    let mut sources: Vec<Vec<Source>> = Vec::new();
    for (table_name, table) in table_names.iter().zip(tables) {
        let of_table = from
            .iter()
            .map(|source| Source::of(table_name, table, source));
        sources.push(of_table.collect::<Result<_, _>>()?);
    }
    let cells = Cells {
        name,
        column,
        sources: &sources,
        positions,
    };
    let mut n_unparsed = 0;
    let prepared = match column.kind {
        ColumnKind::Text => cells.texts()?,
        ColumnKind::Number => Column::Number(NumberColumn {
            of_record: cells.parsed(number, f64::NAN, &mut n_unparsed),
        }),
        ColumnKind::Date => Column::Date(DateColumn {
            of_record: cells.parsed(parse_day, NULL_DATE, &mut n_unparsed),
        }),
        ColumnKind::List => cells.lists()?,
    };
    let mut warnings = told(name, &prepared, positions.len());
    if n_unparsed > 0 {
        warnings.push(LinkWarning::Unparsed {
            column: name.to_owned(),
            kind: match column.kind {
                ColumnKind::Date => "date",
                ColumnKind::Text | ColumnKind::Number | ColumnKind::List => "number",
            },
            n_cells: n_unparsed,
        });
    }
    Ok((prepared, warnings))
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The cells of one prepared column, still as text.
struct Cells<'a> {
    name: &'a str,
    column: &'a ColumnSpec,
    /// Per table its source columns.
    sources: &'a [Vec<Source>],
    positions: &'a [Position],
}

impl Cells<'_> {
    fn sources_of(&self, position: Position) -> Vec<String> {
        let sources = self.sources[position.0].iter();
        sources
            .flat_map(|source| source.texts(position.1))
            .collect()
    }

    fn stepped(&self, text: String) -> String {
        let steps = self.column.steps.iter();
        let text = steps.fold(text, |text, step| step.apply(&text));
        text.trim().to_owned()
    }

    fn text(&self, position: Position) -> String {
        self.stepped(self.sources_of(position).join(" "))
    }

    /// The cell as it stands, where it comes from one column of texts and nothing is done to it.
    fn plain(&self, position: Position) -> Option<&str> {
        match (
            self.sources[position.0].as_slice(),
            self.column.steps.as_slice(),
        ) {
            ([only], []) => only.text(position.1),
            _ => None,
        }
    }

    fn texts(&self) -> Result<Column, LinkFault> {
        let mut builder = ValuesBuilder::default();
        let positions = self.positions.iter();
        let numbers = positions.map(|position| match self.plain(*position) {
            Some(text) => builder.number(self.name, text),
            None => builder.number(self.name, &self.text(*position)),
        });
        let of_record = numbers.collect::<Result<_, _>>()?;
        let values = builder.finish();
        Ok(Column::Text(TextColumn { of_record, values }))
    }

    fn parsed<T: Copy>(
        &self,
        parse: fn(&str) -> Option<T>,
        null: T,
        n_unparsed: &mut u64,
    ) -> Vec<T> {
        let positions = self.positions.iter();
        let values = positions.map(|position| {
            let text = self.text(*position);
            let value = parse(&text);
            if value.is_none() && !text.is_empty() {
                *n_unparsed += 1;
            }
            value.unwrap_or(null)
        });
        values.collect()
    }

    fn items(&self, position: Position) -> Vec<String> {
        let texts = self.sources_of(position);
        match &self.column.separator {
            Some(separator) => texts
                .iter()
                .flat_map(|text| text.split(separator.as_str()))
                .map(str::to_owned)
                .collect(),
            None => texts,
        }
    }

    fn lists(&self) -> Result<Column, LinkFault> {
        let mut builder = ValuesBuilder::default();
        let (mut starts, mut items) = (vec![0_u32], Vec::new());
        for position in self.positions {
            let mut own = Vec::new();
            for item in self.items(*position) {
                let text = self.stepped(item.trim().to_owned());
                if !text.is_empty() {
                    own.push(builder.number(self.name, &text)?);
                }
            }
            own.sort_unstable();
            own.dedup();
            items.extend(own);
            starts.push(items.len() as u32);
        }
        let values = builder.finish();
        Ok(Column::List(ListColumn {
            starts,
            items,
            values,
        }))
    }
}

/// Whether a column tells nothing.
fn told(name: &str, column: &Column, n_records: usize) -> Vec<LinkWarning> {
    let records = 0..n_records as u32;
    let mut hashes = records
        .map(|record| column.hash(record))
        .filter(|hash| *hash != 0);
    let column = name.to_owned();
    match hashes.next() {
        None => vec![LinkWarning::EmptyColumn { column }],
        Some(first) if n_records > 2 && hashes.all(|hash| hash == first) => {
            vec![LinkWarning::ConstantColumn { column }]
        }
        Some(_) => Vec::new(),
    }
}
