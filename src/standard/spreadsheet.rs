//! What a spreadsheet leaves of a long number: fifteen significant digits at most.

use super::fault::{half_width, is_ornament, without_decimals};

/// Digits a spreadsheet keeps of a number; the rest become zeros.
pub(super) const KEPT_DIGITS: usize = 15;

/// The leading digits of a number of eighteen that a spreadsheet damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Damage {
    /// The digits that survived, at most fifteen.
    pub(super) leading: String,
    /// Written with an exponent, as the cell shows it.
    pub(super) scientific: bool,
}

impl Damage {
    /// The fifteen digits, if that many survived: fewer stand for many units.
    pub(super) fn prefix(&self) -> Option<&str> {
        (self.leading.len() == KEPT_DIGITS).then_some(self.leading.as_str())
    }
}

/// Reads `9.15101E+17`, or eighteen digits whose tail is gone. Says nothing about checks: a valid
/// code may end in `000` too, so the caller asks only about what failed its check.
pub(super) fn damaged(text: &str) -> Option<Damage> {
    let mut characters: Vec<u8> = Vec::new();
    for character in without_decimals(text).chars().map(half_width) {
        if is_ornament(character) {
            continue;
        }
        // The longest form is a mantissa of twenty characters and an exponent of five.
        if !character.is_ascii() || characters.len() > 30 {
            return None;
        }
        characters.push(character.to_ascii_uppercase() as u8);
    }
    if let Some(exponent_at) = characters.iter().position(|byte| *byte == b'E') {
        return scientific(&characters[..exponent_at], &characters[exponent_at + 1..]);
    }
    let bytes: &[u8; 18] = characters.as_slice().try_into().ok()?;
    lost_tail(bytes)
}

/// `9.15101` and `+17`: the mantissa's digits, trailing zeros of a short mantissa kept as written.
fn scientific(mantissa: &[u8], exponent: &[u8]) -> Option<Damage> {
    let exponent = exponent.strip_prefix(b"+").unwrap_or(exponent);
    if exponent != b"17" && exponent != b"017" {
        return None;
    }
    let (first, rest) = mantissa.split_first()?;
    let rest = match rest.split_first() {
        Some((b'.', decimals)) => decimals,
        Some(_) => return None,
        None => rest,
    };
    let digits: Vec<u8> = std::iter::once(first).chain(rest).copied().collect();
    let holds = digits.iter().all(u8::is_ascii_digit);
    holds.then(|| Damage {
        leading: digits
            .iter()
            .take(KEPT_DIGITS)
            .map(|digit| char::from(*digit))
            .collect(),
        scientific: true,
    })
}

/// Eighteen digits that end in `000`, or that are exactly what a double reads back.
pub(super) fn lost_tail(bytes: &[u8; 18]) -> Option<Damage> {
    let text = std::str::from_utf8(bytes).ok()?;
    if !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number: u64 = text.parse().ok()?;
    let thousands = number / 1000 * 1000;
    let is_cut = number == thousands;
    // Doubles of this size stand 64 or 128 apart, so a typed number is one by luck at most once in
    // 64, and the first fifteen digits are the number's own in all but one case in ten.
    let is_double = number as f64 as u64 == number;
    (is_cut || is_double).then(|| Damage {
        leading: text.chars().take(KEPT_DIGITS).collect(),
        scientific: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, leading: Option<&str>) {
        let found = damaged(text).map(|damage| damage.leading);
        assert_eq!(found.as_deref(), leading, "{text}");
    }

    #[test]
    fn zeros_in_the_tail_are_damage() {
        check("420502199001011000", Some("420502199001011"));
        check("914205007068470000", Some("914205007068470"));
    }
    #[test]
    fn what_a_double_reads_back_is_damage() {
        check("420502199001011008", Some("420502199001011"));
        check("420502199001011264", Some("420502199001011"));
    }
    #[test]
    fn an_exponent_is_damage() {
        check("4.20502E+17", Some("420502"));
        check("９．１５１０１ｅ＋１７", Some("915101"));
        check("9.14205007068470E+17", Some("914205007068470"));
    }
    #[test]
    fn other_numbers_are_not() {
        check("420502199001011238", None);
        check("4.2E+05", None);
        check("E+17", None);
        check("", None);
    }
}
