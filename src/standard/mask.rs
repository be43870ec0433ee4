//! Identity numbers in free text, covered.

use std::borrow::Cow;

use super::fault::{half_width, is_ornament};
use super::resident_id::{names_a_person, widen};

/// `text` with the birth date of every identity number in it covered by stars: eighteen
/// characters or fifteen digits that hold a province and a birth date, whatever their check says
/// (a mistyped id is still somebody's), in any width, with single spaces, dashes or dots inside.
///
/// # Cost
/// Linear in the text.
///
/// # Examples
/// ```
/// # use minglu::standard::mask_identities;
/// assert_eq!(mask_identities("张三420502199001011238"), "张三420502********1238");
/// assert_eq!(mask_identities("共12人"), "共12人");
/// ```
pub fn mask_identities(text: &str) -> Cow<'_, str> {
    let characters: Vec<char> = text.chars().collect();
    let mut covered: Vec<usize> = Vec::new();
    let mut run = Run::default();
    for (idx, character) in characters.iter().enumerate() {
        match (half_width(*character).to_ascii_uppercase(), run.gap) {
            (digit @ ('0'..='9' | 'X'), _) => run.push(idx, digit as u8),
            (ornament, Gap::None) if ornament == '.' || is_ornament(ornament) => {
                run.gap = Gap::One;
            }
            _ => run.finish(&mut covered),
        }
    }
    run.finish(&mut covered);
    if covered.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = characters;
    for idx in covered {
        masked[idx] = '*';
    }
    Cow::Owned(masked.into_iter().collect())
}

/// Whether the last character of a run was an ornament.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    One,
}

/// Digits that stand together, with their places in the text.
#[derive(Default)]
struct Run {
    bytes: Vec<u8>,
    places: Vec<usize>,
    gap: Gap,
}

impl Run {
    fn push(&mut self, idx: usize, byte: u8) {
        self.bytes.push(byte);
        self.places.push(idx);
        self.gap = Gap::None;
    }

    /// Notes what of the run must be covered and empties it.
    fn finish(&mut self, covered: &mut Vec<usize>) {
        for (start, window) in self.bytes.windows(18).enumerate() {
            let window: &[u8; 18] = window.try_into().expect("windows have this length");
            if names_a_person(window) {
                covered.extend_from_slice(&self.places[start + 6..start + 14]);
            }
        }
        // Of fifteen digits the check is missing, so only a number that stands alone, with the
        // two digits a tax office appends, or as a mantissa before its exponent, counts.
        if let 15..=17 = self.bytes.len() {
            let old: &[u8; 15] = self.bytes[..15].try_into().expect("at least fifteen");
            if old.iter().all(u8::is_ascii_digit) && names_a_person(&widen(old)) {
                covered.extend_from_slice(&self.places[6..12]);
            } else if begins_new_form(&self.bytes) {
                covered.extend_from_slice(&self.places[6..14]);
            }
        }
        self.bytes.clear();
        self.places.clear();
        self.gap = Gap::None;
    }
}

/// Fifteen or more digits of the new form whose tail is missing.
fn begins_new_form(bytes: &[u8]) -> bool {
    let mut whole = [b'0'; 18];
    whole[..bytes.len()].copy_from_slice(bytes);
    names_a_person(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(mask_identities(text), expected, "{text}");
    }

    #[test]
    fn covers_the_birth_date() {
        check("420502199001011238", "420502********1238");
        check("420502900101123", "420502******123");
    }
    #[test]
    fn covers_ids_in_the_midst_of_text() {
        check(
            "a|张三|42050219900101123x|女",
            "a|张三|420502********123x|女",
        );
    }
    #[test]
    fn covers_full_width_and_spaced_ids() {
        check(
            "４２０５０２１９９００１０１１２３８",
            "４２０５０２********１２３８",
        );
        check("420502 19900101 1238", "420502 ******** 1238");
    }
    #[test]
    fn covers_ids_with_a_wrong_check_or_a_lost_tail() {
        check("420502199001011239", "420502********1239");
        check("420502199001011000", "420502********1000");
        check("4.20502199001011E+17", "4.20502********1E+17");
    }
    #[test]
    fn covers_a_tax_id_made_of_an_id() {
        check("42050219900101123801", "420502********123801");
        check("42050290010112301", "420502******12301");
    }
    #[test]
    fn leaves_codes_and_phones() {
        check("914205007068470198", "914205007068470198");
        check("91420500MA49001170", "91420500MA49001170");
        check("0717-6223344 13907201234", "0717-6223344 13907201234");
    }
}
