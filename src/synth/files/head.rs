//! What stands above and below the rows of a sheet.

use super::cell::Cell;

/// The header words of a file in the order of its columns, and which canonical cell each column holds.
///
/// A department's row is composed once, in canonical order; every form lays it out in its own.
#[derive(Debug, Clone, Copy)]
pub(in crate::synth) struct Form {
    pub(in crate::synth) headers: &'static [&'static str],
    /// By column: index of the canonical cell.
    pub(in crate::synth) order: &'static [usize],
}

impl Form {
    /// The cells of a row in this form's order.
    pub(in crate::synth) fn lay_out(&self, canonical: Vec<Cell>) -> Vec<Cell> {
        let mut cells: Vec<Option<Cell>> = canonical.into_iter().map(Some).collect();
        let take = |idx: &usize| cells.get_mut(*idx).and_then(Option::take);
        let mut taken: Vec<Option<Cell>> = Vec::with_capacity(self.order.len());
        taken.extend(self.order.iter().map(take));
        taken
            .into_iter()
            .map(|cell| cell.unwrap_or(Cell::Empty))
            .collect()
    }

    /// The columns that hold these canonical cells.
    pub(in crate::synth) fn columns(&self, canonical: &[usize]) -> Vec<usize> {
        let holds = |column: &usize| canonical.contains(&self.order[*column]);
        (0..self.order.len()).filter(holds).collect()
    }
}

/// The furniture of a sheet.
#[derive(Debug, Clone, Default)]
pub(in crate::synth) struct Head {
    /// Texts over the whole width: titles, 填报单位.
    pub(in crate::synth) titles: Vec<String>,
    /// Header rows; an empty word continues the group to its left or the word above.
    pub(in crate::synth) headers: Vec<Vec<String>>,
    /// Columns that 小计 and 合计 add up; without any there is no 合计.
    pub(in crate::synth) sums: Vec<usize>,
    /// Texts over the whole width below the rows: signatures, 填表说明.
    pub(in crate::synth) foot: Vec<String>,
    /// A column whose equal neighbours are merged and written once.
    pub(in crate::synth) merged_column: Option<usize>,
}

impl Head {
    /// A header of one row.
    pub(in crate::synth) fn of(form: &Form) -> Self {
        Self {
            headers: vec![form.headers.iter().map(|word| (*word).to_owned()).collect()],
            ..Self::default()
        }
    }

    /// With a text over the width above the header.
    pub(in crate::synth) fn titled(mut self, words: impl Into<String>) -> Self {
        self.titles.push(words.into());
        self
    }

    /// With a text over the width below the rows.
    pub(in crate::synth) fn signed(mut self, words: impl Into<String>) -> Self {
        self.foot.push(words.into());
        self
    }

    /// With sums of these columns.
    pub(in crate::synth) fn summing(mut self, columns: Vec<usize>) -> Self {
        self.sums = columns;
        self
    }

    /// How many columns the sheet has.
    pub(in crate::synth) fn width(&self) -> usize {
        self.headers.iter().map(Vec::len).max().unwrap_or(1)
    }
}
