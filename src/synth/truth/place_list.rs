//! Sources, files and sheets by number.

use std::collections::BTreeMap;

use crate::table::RowIdentity;

/// A row of some file: the number of its sheet, and its own.
pub(super) type Spot = (u32, u32);

/// Every sheet that rows were written to.
#[derive(Default)]
pub(super) struct PlaceList {
    sheets: Vec<(String, String, Option<String>)>,
    numbers: BTreeMap<(String, String, Option<String>), u32>,
}

impl PlaceList {
    /// The spot of a row.
    pub(super) fn spot(&mut self, place: &RowIdentity) -> Spot {
        let key = (
            place.source.clone(),
            place.file.clone(),
            place.sheet.clone(),
        );
        if let Some(number) = self.numbers.get(&key) {
            return (*number, place.row);
        }
        let number = self.sheets.len() as u32;
        self.sheets.push(key.clone());
        self.numbers.insert(key, number);
        (number, place.row)
    }

    /// The row at a spot.
    pub(super) fn place(&self, spot: Spot) -> RowIdentity {
        let (source, file, sheet) = self.sheets[spot.0 as usize].clone();
        RowIdentity {
            source,
            file,
            sheet,
            row: spot.1,
        }
    }

    /// By number of a sheet: its rank in the order of source, file and sheet.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.sheets.len()];
        for (rank, number) in self.numbers.values().enumerate() {
            ranks[*number as usize] = rank as u32;
        }
        ranks
    }
}
