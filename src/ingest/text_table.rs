//! Text with delimiters to a grid, record by record.
//!
//! A record is one row, a line break inside quotes adds none, an empty line adds one. The `csv`
//! crate passes over empty lines, so that its record numbers are not the rows a person sees; this
//! reader is the few lines that the rule needs.

use super::grid::Grid;

/// What people separate cells with, the likeliest first.
const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];
/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 50;

/// The records of `text` as rows.
///
/// # Cost
/// Linear in the text: an unclosed quote is met once, after it quotes mean nothing.
pub(super) fn to_grid(text: &str) -> Grid {
    let mut grid = Grid::new(None);
    let mut reader = Reader::new(text, delimiter_of(text));
    while reader.record(|cell| grid.push_cell(cell)) {
        grid.end_row();
    }
    grid.finish();
    grid
}

/// The delimiter that cuts most of the first records into the same number of cells.
fn delimiter_of(text: &str) -> char {
    let mut best = (0, 0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let mut reader = Reader::new(text, delimiter);
        let mut widths = std::collections::BTreeMap::new();
        for _ in 0..SAMPLE_RECORDS {
            let mut width = 0_usize;
            if !reader.record(|_| width += 1) {
                break;
            }
            if width > 1 {
                *widths.entry(width).or_insert(0_usize) += 1;
            }
        }
        let usual = widths
            .iter()
            .max_by_key(|(width, count)| (**count, **width));
        if let Some((width, count)) = usual
            && (*count, *width) > (best.0, best.1)
        {
            best = (*count, *width, delimiter);
        }
    }
    best.2
}

/// Reads one record after another.
struct Reader<'a> {
    rest: &'a str,
    delimiter: char,
    quoting: Quoting,
    cell: String,
}

/// Whether quotes enclose cells.
#[derive(PartialEq, Eq)]
enum Quoting {
    On,
    /// A quote was never closed: the quotes of this file are inches or slips.
    Off,
}

/// What ended a cell.
#[derive(PartialEq, Eq)]
enum End {
    Delimiter,
    Record,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        Self {
            rest: text,
            delimiter,
            quoting: Quoting::On,
            cell: String::new(),
        }
    }

    /// Hands the cells of the next record to `each`; false at the end of the text.
    fn record(&mut self, mut each: impl FnMut(&str)) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        loop {
            let end = self.next_cell();
            each(&self.cell);
            if end == End::Record {
                return true;
            }
        }
    }

    fn next_cell(&mut self) -> End {
        self.cell.clear();
        if self.quoting == Quoting::On
            && let Some(after_quote) = self.rest.strip_prefix('"')
        {
            match self.quoted(after_quote) {
                Some(rest) => self.rest = rest,
                None => {
                    self.cell.clear();
                    self.quoting = Quoting::Off;
                }
            }
        }
        self.bare()
    }

    /// Reads up to the closing quote and gives what follows it.
    fn quoted(&mut self, mut rest: &'a str) -> Option<&'a str> {
        loop {
            let (inside, after) = rest.split_once('"')?;
            self.cell.push_str(inside);
            match after.strip_prefix('"') {
                Some(after) => {
                    self.cell.push('"');
                    rest = after;
                }
                None => return Some(after),
            }
        }
    }

    fn bare(&mut self) -> End {
        let delimiter = self.delimiter;
        let stop = |character: char| character == delimiter || matches!(character, '\r' | '\n');
        let Some(length) = self.rest.find(stop) else {
            self.cell.push_str(self.rest);
            self.rest = "";
            return End::Record;
        };
        let (text, after) = self.rest.split_at(length);
        self.cell.push_str(text);
        if let Some(after) = after.strip_prefix(delimiter) {
            self.rest = after;
            // A delimiter at the very end of the text still begins one more, empty cell, which
            // nobody would miss: the record ends here.
            return match after.is_empty() {
                true => End::Record,
                false => End::Delimiter,
            };
        }
        let after_break = after
            .strip_prefix("\r\n")
            .or_else(|| after.strip_prefix(['\r', '\n']));
        self.rest = after_break.expect("the character found is a line break");
        End::Record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let grid = to_grid(text);
        let found: Vec<Vec<&str>> = (0..grid.n_rows())
            .map(|row| grid.row(row).collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_break_inside_quotes_adds_no_row() {
        check(
            "a,b\n\"1\r\n2\",3\n4,5",
            &[&["a", "b"], &["1\r\n2", "3"], &["4", "5"]],
        );
    }

    #[test]
    fn an_empty_line_adds_a_row() {
        check("a,b\r\n\r\n1,2\r\n\r\n", &[&["a", "b"], &[""], &["1", "2"]]);
    }

    #[test]
    fn doubled_quotes_are_one() {
        check("a,\"x \"\"y\"\" z\"\n", &[&["a", "x \"y\" z"]]);
    }

    #[test]
    fn semicolons_and_tabs_are_recognised() {
        check("a;b\n1,5;2\n", &[&["a", "b"], &["1,5", "2"]]);
        check("a\tb\n1,5\t2;3\n", &[&["a", "b"], &["1,5", "2;3"]]);
    }

    #[test]
    fn an_unclosed_quote_is_a_character() {
        check(
            "a,b\n\"1,2\n3,4\n",
            &[&["a", "b"], &["\"1", "2"], &["3", "4"]],
        );
    }

    #[test]
    fn a_single_column_has_no_delimiter() {
        check("企业名称\n甲\n乙\n", &[&["企业名称"], &["甲"], &["乙"]]);
    }
}
