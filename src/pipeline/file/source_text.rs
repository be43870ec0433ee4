//! The pipeline file's text, with lines and columns as an editor shows them.

use std::fmt;
use std::ops::Range;

/// The text of a pipeline file and the name by which the user called it.
#[derive(Debug, Clone)]
pub(super) struct SourceText {
    /// Path as given on the command line.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
}

/// Where a span stands, and what a message needs to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Path of the pipeline file as given.
    pub path: String,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// The line, without its line break.
    line_text: String,
    /// Blanks that bring the caret below the first character of the span on a terminal.
    indent: String,
    /// Columns of a terminal that the span takes on its first line, at least one.
    width: usize,
}

impl fmt::Display for Located {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let (path, line, column) = (&self.path, self.line, self.column);
        writeln!(formatter, "{gutter} --> {path}:{line}:{column}")?;
        writeln!(formatter, "{gutter} |")?;
        writeln!(formatter, "{number} | {}", self.line_text)?;
        let carets = "^".repeat(self.width);
        write!(formatter, "{gutter} | {}{carets}", self.indent)
    }
}

impl SourceText {
    /// Lines, columns and the shown line of the bytes in `span`.
    pub(super) fn locate(&self, span: &Range<usize>) -> Located {
        let mut line = 1;
        let mut column = 1;
        let mut line_text = String::new();
        let mut indent = String::new();
        let mut width = 0;
        for (offset, character) in self.text.char_indices() {
            if offset >= span.start && character == '\n' {
                break;
            }
            if character == '\n' {
                line += 1;
                column = 1;
                line_text.clear();
                indent.clear();
                continue;
            }
            if character != '\r' {
                line_text.push(character);
            }
            if offset < span.start {
                column += 1;
                indent.push_str(blank_below(character));
            } else if offset < span.end {
                width += columns_of(character);
            }
        }
        Located {
            path: self.path.clone(),
            line,
            column,
            line_text,
            indent,
            width: width.max(1),
        }
    }
}

/// What stands below a character so that the caret lines up: a tab stays a tab, because only the
/// terminal knows how wide it is.
fn blank_below(character: char) -> &'static str {
    match (character, columns_of(character)) {
        ('\t', _) => "\t",
        (_, 2) => "  ",
        (_, _) => " ",
    }
}

/// Columns of a terminal that a character takes: two for Chinese and full-width characters.
fn columns_of(character: char) -> usize {
    if crate::pipeline::is_wide(character) {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marked: &str, expected: (usize, usize, &str, usize)) {
        let start = text.find(marked).unwrap();
        let source = SourceText {
            path: "demo.toml".to_owned(),
            text: text.to_owned(),
        };
        let located = source.locate(&(start..start + marked.len()));
        let found = (
            located.line,
            located.column,
            located.line_text.as_str(),
            located.width,
        );
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        check("a = 1\nbc = 2\n", "bc", (2, 1, "bc = 2", 2));
    }

    #[test]
    fn columns_are_characters_and_carets_are_terminal_columns() {
        check(
            "a = { 名 = \"称\" }",
            "\"称\"",
            (1, 11, "a = { 名 = \"称\" }", 4),
        );
    }

    #[test]
    fn a_span_over_two_lines_is_shown_on_its_first() {
        check("a = [\n1]\n", "[\n1]", (1, 5, "a = [", 1));
    }

    #[test]
    fn a_carriage_return_is_not_shown() {
        check("a = 1\r\nb = 2\r\n", "b", (2, 1, "b = 2", 1));
    }
}
