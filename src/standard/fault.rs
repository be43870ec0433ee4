//! Why a text is no valid code.

/// Why a text is no valid code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// Nothing there.
    #[error("is empty")]
    Empty,
    /// Wrong number of characters.
    #[error("has {found} characters, expected {expected}")]
    Length {
        /// Characters found.
        found: usize,
        /// Characters the standard asks for.
        expected: usize,
    },
    /// A character outside the standard's alphabet, 1-based position.
    #[error("character {position}, `{found}`, is not of the alphabet")]
    Alphabet {
        /// The character.
        found: char,
        /// 1-based position.
        position: usize,
    },
    /// The check character is not the computed one.
    #[error("the check character should be `{expected}`")]
    Check {
        /// What the standard computes.
        expected: char,
    },
    /// The embedded birth date is no date.
    #[error("holds no birth date")]
    BirthDate,
    /// The embedded province does not exist.
    #[error("holds no province")]
    Province,
    /// The embedded organisation code fails its own check.
    #[error("the embedded organisation code fails its check")]
    Embedded,
    /// A spreadsheet kept 15 digits and lost the rest.
    #[error("lost its tail to a spreadsheet")]
    LostTail,
    /// The region is not six digits of an existing province.
    #[error("holds no region")]
    Region,
    /// The number names a person, not an organisation.
    #[error("is a person's identity number")]
    OfPerson,
    /// The code of a trade union where the code of its unit was asked for.
    #[error("is the union's own code, not its unit's")]
    OfUnion,
    /// Another cell of the same row holds another valid code.
    #[error("contradicts another code of the same row")]
    Contradicts,
}

/// Folds full-width ASCII to half width; any other character stays.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).expect("the block maps onto ASCII")
        }
        other => other,
    }
}

/// The `N` characters of a code: half width, upper case, without the spaces, dashes and quotes
/// that people and spreadsheets put into codes.
pub(super) fn ascii_upper<const N: usize>(text: &str) -> Result<[u8; N], CodeFault> {
    let mut bytes = [0; N];
    let mut found = 0;
    for character in without_decimals(text).chars().map(half_width) {
        if is_ornament(character) {
            continue;
        }
        if !character.is_ascii_alphanumeric() {
            let position = found + 1;
            return Err(CodeFault::Alphabet {
                found: character,
                position,
            });
        }
        if let Some(slot) = bytes.get_mut(found) {
            *slot = (character as u8).to_ascii_uppercase();
        }
        found += 1;
    }
    match found {
        0 => Err(CodeFault::Empty),
        found if found == N => Ok(bytes),
        found => Err(CodeFault::Length { found, expected: N }),
    }
}

/// `text` without the `.0` that a number cell leaves behind when it is written as text.
pub(super) fn without_decimals(text: &str) -> &str {
    let trimmed = text.trim();
    let whole = trimmed.trim_end_matches('0');
    match whole.strip_suffix('.') {
        Some(digits) if whole.len() < trimmed.len() => digits,
        _ => trimmed,
    }
}

/// Whether this is the number of a province, autonomous region or special region in GB/T 2260.
pub(super) fn is_province(tens: u8, units: u8) -> bool {
    matches!(
        (tens, units),
        (b'1', b'1'..=b'5')
            | (b'2', b'1'..=b'3')
            | (b'3', b'1'..=b'7')
            | (b'4', b'1'..=b'6')
            | (b'5', b'0'..=b'4')
            | (b'6', b'1'..=b'5')
            | (b'7', b'1')
            | (b'8', b'1'..=b'3')
    )
}

/// Whether a character is a space, dash or quote that people and spreadsheets put into codes.
pub(super) fn is_ornament(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '–' | '—' | '−' | '\'' | '‘' | '’' | '`' | '"' | '\u{200B}' | '\u{FEFF}'
        )
}
