//! Records as they are compared: numbered in the order of table and key, every column prepared once.

mod column;
mod prepare;
mod source;
mod text;

use std::cmp::Ordering;

pub(in crate::linkage) use column::{Column, DateColumn, ListColumn, NumberColumn};
pub(in crate::linkage) use prepare::prepare;
#[cfg(test)]
pub(in crate::linkage) use text::ValuesBuilder;
pub(in crate::linkage) use text::{NULL_VALUE, Outline, TextColumn, Values};

/// The unique keys of all records, one text behind the other: a million texts of their own would
/// cost more than what they say.
#[derive(Debug, Clone, Default)]
pub(in crate::linkage) struct Keys {
    text: String,
    ends: Vec<usize>,
}

impl Keys {
    fn push(&mut self, key: &str) {
        self.text.push_str(key);
        self.ends.push(self.text.len());
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, idx: usize) -> &str {
        let start = idx.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text
            .get(start..self.ends[idx])
            .expect("every end is a key's end")
    }
}

/// The records of all tables.
///
/// Shape: record numbers 0…n-1 follow (table, unique key), so that an order of numbers is an order
/// of records whatever the order of rows was.
#[derive(Debug, Clone)]
pub struct Records {
    pub(in crate::linkage) table_names: Vec<String>,
    pub(in crate::linkage) table_of: Vec<u16>,
    pub(in crate::linkage) keys: Keys,
    pub(in crate::linkage) columns: Vec<Column>,
}

impl Records {
    /// Records.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The unique key of a record.
    pub fn key(&self, record: u32) -> &str {
        self.keys.get(record as usize)
    }

    /// The name of a record's table.
    pub fn table(&self, record: u32) -> &str {
        &self.table_names[usize::from(self.table_of[record as usize])]
    }

    /// The number of the record of a table with a key.
    pub fn find(&self, table: &str, key: &str) -> Option<u32> {
        let table = self.table_names.iter().position(|name| name == table)? as u16;
        let start = self.table_of.partition_point(|other| *other < table);
        let end = self.table_of.partition_point(|other| *other <= table);
        let (mut least, mut beyond) = (start, end);
        while least < beyond {
            let middle = least + (beyond - least) / 2;
            match self.keys.get(middle).cmp(key) {
                Ordering::Less => least = middle + 1,
                Ordering::Greater => beyond = middle,
                Ordering::Equal => return Some(middle as u32),
            }
        }
        None
    }

    /// A cell as it is compared, for people; nothing where it is null.
    pub(in crate::linkage) fn shown(&self, column: usize, record: u32) -> Option<String> {
        self.columns[column].shown(record)
    }
}
