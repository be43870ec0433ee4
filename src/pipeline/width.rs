//! How wide text is on a terminal: Chinese and full-width characters take two columns.

/// Whether a character takes two columns.
///
/// # Source
/// UAX #11, the blocks that are wide or full width throughout; enough for the scripts of our data.
pub fn is_wide(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
            | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD
    )
}

/// Columns that a text takes on a terminal.
pub fn display_width(text: &str) -> usize {
    text.chars()
        .map(|character| if is_wide(character) { 2 } else { 1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(display_width(text), expected, "{text}");
    }

    #[test]
    fn chinese_takes_two_columns() {
        check("工会 3", 6);
    }

    #[test]
    fn full_width_brackets_take_two_columns() {
        check("（宜昌）", 8);
    }
}
