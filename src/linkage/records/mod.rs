//! Records as they are compared: numbered in the order of table and key, every column prepared once.

mod column;
mod prepare;
mod source;
mod text;

pub(in crate::linkage) use column::{Column, DateColumn, ListColumn, NumberColumn};
pub(in crate::linkage) use prepare::prepare;
#[cfg(test)]
pub(in crate::linkage) use text::ValuesBuilder;
pub(in crate::linkage) use text::{NULL_VALUE, Outline, TextColumn, Values};

/// The records of all tables.
///
/// Shape: record numbers 0…n-1 follow (table, unique key), so that an order of numbers is an order
/// of records whatever the order of rows was.
#[derive(Debug, Clone)]
pub struct Records {
    pub(in crate::linkage) table_names: Vec<String>,
    pub(in crate::linkage) table_of: Vec<u16>,
    pub(in crate::linkage) keys: Vec<Box<str>>,
    pub(in crate::linkage) columns: Vec<Column>,
}

impl Records {
    /// Records.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The unique key of a record.
    pub fn key(&self, record: u32) -> &str {
        &self.keys[record as usize]
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
        let found = self.keys[start..end].binary_search_by(|other| (**other).cmp(key));
        found.ok().map(|idx| (start + idx) as u32)
    }

    /// A cell as it is compared, for people; nothing where it is null.
    pub(in crate::linkage) fn shown(&self, column: usize, record: u32) -> Option<String> {
        self.columns[column].shown(record)
    }
}
