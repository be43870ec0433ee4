//! Input rows named by small numbers, so that millions of them can be joined.

use rustc_hash::FxHashMap;

use crate::table::RowIdentity;

/// Names equal texts by equal numbers, counted from 1; 0 is nobody's.
#[derive(Debug, Default)]
pub(super) struct Names {
    of_text: FxHashMap<String, u32>,
}

impl Names {
    /// The number of `text`, a new one if need be.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.of_text.get(text) {
            return *number;
        }
        let number = self.of_text.len() as u32 + 1;
        self.of_text.insert(text.to_owned(), number);
        number
    }

    /// The number of `text`, 0 for a text that is absent.
    pub(super) fn number_or_none(&mut self, text: Option<&str>) -> u32 {
        text.map_or(0, |text| self.number(text))
    }

    /// The number of `text` if it has one.
    pub(super) fn known(&self, text: &str) -> Option<u32> {
        self.of_text.get(text).copied()
    }

    /// The texts in the order of their numbers, the first being that of 1.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.of_text.len()];
        #[expect(
            clippy::iter_over_hash_type,
            reason = "every text goes to the place of its own number"
        )]
        for (text, number) in &self.of_text {
            texts[*number as usize - 1] = text;
        }
        texts
    }
}

/// A row by the number of its sheet and its own; as small as an identity can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RowNumber {
    sheet: u32,
    row: u32,
}

/// Every sheet that a row was named of.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    number_of: FxHashMap<(String, String, Option<String>), u32>,
    sheets: Vec<(String, String, Option<String>)>,
    /// Rows come sheet by sheet: most look-ups end here, without a new string.
    last: u32,
}

impl Sheets {
    /// The number of a row.
    pub(super) fn number(
        &mut self,
        (source, file, sheet, row): (&str, &str, Option<&str>, u32),
    ) -> RowNumber {
        if let Some(last) = self.sheets.get(self.last as usize)
            && (last.0.as_str(), last.1.as_str(), last.2.as_deref()) == (source, file, sheet)
        {
            let sheet = self.last;
            return RowNumber { sheet, row };
        }
        let key = (
            source.to_owned(),
            file.to_owned(),
            sheet.map(ToOwned::to_owned),
        );
        let sheets = &mut self.sheets;
        let number = *self.number_of.entry(key).or_insert_with_key(|key| {
            sheets.push(key.clone());
            sheets.len() as u32 - 1
        });
        self.last = number;
        RowNumber { sheet: number, row }
    }

    /// What a number stands for.
    pub(super) fn identity(&self, number: RowNumber) -> RowIdentity {
        let (source, file, sheet) = self.sheets[number.sheet as usize].clone();
        RowIdentity {
            source,
            file,
            sheet,
            row: number.row,
        }
    }
}

/// The number of the row that a view's 0-based row is about.
macro_rules! row_number {
    ($sheets:expr, $view:expr, $row:expr) => {
        $sheets.number((
            $view.source($row),
            $view.file($row),
            $view.sheet($row),
            $view.row($row),
        ))
    };
}
pub(super) use row_number;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_back_from_its_number() {
        let mut sheets = Sheets::default();
        let numbers = [
            sheets.number(("tax", "a.xlsx", Some("甲"), 4)),
            sheets.number(("tax", "a.xlsx", Some("乙"), 4)),
            sheets.number(("tax", "a.xlsx", Some("甲"), 4)),
        ];
        assert_eq!(numbers[0], numbers[2]);
        assert_ne!(numbers[0], numbers[1]);
        let identity = sheets.identity(numbers[1]);
        assert_eq!((identity.sheet.as_deref(), identity.row), (Some("乙"), 4));
    }
}
