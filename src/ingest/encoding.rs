//! Which characters the bytes of a text file are.

use super::error::IngestError;
use super::spec::TextEncoding;
use crate::table::Place;

/// One undecodable character in so many is a slip of the sender and is read as `\u{FFFD}`; more
/// mean that the encoding is another one.
const CHARACTERS_PER_SLIP: usize = 1000;

/// A text and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: TextEncoding,
}

/// The characters of `bytes`, in the pinned encoding or in the one that fits them.
///
/// A byte order mark decides; else valid UTF-8 is UTF-8, because Chinese text in GB 18030 hardly
/// ever is, however short (statistics over frequent characters fail on a file of ten names).
pub(super) fn decode(
    bytes: &[u8],
    pinned: Option<TextEncoding>,
    place: &Place,
) -> Result<Decoded, IngestError> {
    if let Some(encoding) = pinned {
        let text = attempt(bytes, encoding);
        return match is_clean(&text) {
            true => Ok(Decoded { text, encoding }),
            false => Err(IngestError::WrongEncoding {
                place: place.clone().at_row(first_bad_row(&text)),
                encoding,
            }),
        };
    }
    for encoding in candidates(bytes) {
        let text = attempt(bytes, *encoding);
        if is_clean(&text) {
            return Ok(Decoded {
                text,
                encoding: *encoding,
            });
        }
    }
    let place = place.clone();
    Err(IngestError::UnknownEncoding { place })
}

fn candidates(bytes: &[u8]) -> &'static [TextEncoding] {
    use TextEncoding::{Gb18030, Utf8, Utf16Le};
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return &[Utf8];
    }
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return &[Utf16Le];
    }
    match std::str::from_utf8(bytes) {
        // Pairs of GBK bytes can be two-byte UTF-8, but that gives Latin, Greek or Hebrew, never
        // a single Han character.
        Ok(text) if !text.is_ascii() && !text.chars().any(is_east_asian) => &[Gb18030, Utf8],
        Ok(_) => &[Utf8],
        Err(_) => &[Gb18030, Utf8],
    }
}

fn is_east_asian(character: char) -> bool {
    character >= '\u{2000}'
}

fn attempt(bytes: &[u8], encoding: TextEncoding) -> String {
    let codec = match encoding {
        TextEncoding::Utf8 => encoding_rs::UTF_8,
        TextEncoding::Gb18030 => encoding_rs::GB18030,
        TextEncoding::Utf16Le => encoding_rs::UTF_16LE,
    };
    codec.decode_with_bom_removal(bytes).0.into_owned()
}

/// Control characters of the C0 block betray a file that is no text at all.
fn is_clean(text: &str) -> bool {
    let (mut n_bad, mut n_characters) = (0, 0);
    for character in text.chars() {
        n_characters += 1;
        n_bad += usize::from(matches!(character, '\u{FFFD}' | '\0'..='\u{8}'));
    }
    n_bad <= n_characters / CHARACTERS_PER_SLIP
}

/// Row of the first bad character, 1-based, by line breaks: near enough to find it.
fn first_bad_row(text: &str) -> u32 {
    let before = text.split('\u{FFFD}').next().unwrap_or("");
    let n_breaks = before.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(n_breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "企业名称\r\n宜昌鼎力建材有限公司\r\n";

    #[track_caller]
    fn check(bytes: &[u8], pinned: Option<TextEncoding>, expected: Option<TextEncoding>) {
        let decoded = decode(bytes, pinned, &Place::file("a.csv")).ok();
        let found = decoded.as_ref().map(|decoded| decoded.encoding);
        assert_eq!(found, expected);
        if let Some(decoded) = decoded {
            assert_eq!(decoded.text, NAMES);
        }
    }

    fn gbk() -> Vec<u8> {
        encoding_rs::GBK.encode(NAMES).0.into_owned()
    }

    #[test]
    fn reads_utf8_without_a_mark() {
        check(NAMES.as_bytes(), None, Some(TextEncoding::Utf8));
    }

    #[test]
    fn removes_the_byte_order_mark() {
        let bytes = [&[0xEF, 0xBB, 0xBF], NAMES.as_bytes()].concat();
        check(&bytes, None, Some(TextEncoding::Utf8));
    }

    #[test]
    fn a_short_gbk_file_is_recognised() {
        check(&gbk(), None, Some(TextEncoding::Gb18030));
    }

    #[test]
    fn a_wrong_pin_is_an_error() {
        check(&gbk(), Some(TextEncoding::Utf8), None);
    }

    #[test]
    fn bytes_of_no_text_are_an_error() {
        check(&[0x80, 0xFF, 0, 1, 2, 0xFF], None, None);
    }
}
