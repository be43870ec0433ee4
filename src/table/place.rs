//! Where in a file something stands, as a person would look for it.

use std::fmt;

/// A file, and as much of sheet, row and column as is known.
///
/// Prints as people look: ``fixtures/tax/2016.xlsx, sheet `企业`, row 7, column `纳税人名称` ``.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// File as the glob matched it.
    pub file: String,
    /// Sheet, for formats that have sheets.
    pub sheet: Option<String>,
    /// 1-based row as a spreadsheet shows it.
    pub row: Option<u32>,
    /// Header of the column.
    pub column: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        let file = file.into();
        Self {
            file,
            ..Self::default()
        }
    }

    /// The same place, narrowed to `sheet`.
    #[must_use]
    pub fn in_sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }

    /// The same place, narrowed to 1-based `row`.
    #[must_use]
    pub fn at_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, narrowed to the column headed `column`.
    #[must_use]
    pub fn at_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(formatter, ", sheet `{sheet}`")?;
        }
        if let Some(row) = self.row {
            write!(formatter, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, ", column `{column}`")?;
        }
        Ok(())
    }
}

/// The identity of one input row, the four columns that lineage is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIdentity {
    /// Source name in the pipeline file.
    pub source: String,
    /// File as the glob matched it.
    pub file: String,
    /// Sheet, null for formats without sheets.
    pub sheet: Option<String>,
    /// 1-based row as a spreadsheet shows it.
    pub row: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_prints_as_people_look() {
        let place = Place::file("tax/2016.xlsx")
            .in_sheet(Some("企业"))
            .at_row(7)
            .at_column("纳税人名称");
        let expected = "tax/2016.xlsx, sheet `企业`, row 7, column `纳税人名称`";
        assert_eq!(place.to_string(), expected);
    }
}
