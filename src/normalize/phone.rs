//! Phone numbers.

use super::text::half_width;

/// The phone numbers of a cell, digits alone, each once, in the order written: mobiles (11
/// digits), landlines with their area code (`07176223344`) or without (7 or 8 digits). Extensions
/// and the country code are dropped; what is no phone number gives nothing.
///
/// # Examples
/// ```
/// use minglu::normalize::phones;
/// assert_eq!(phones("0717-6223344、13907201234"), ["07176223344", "13907201234"]);
/// ```
pub fn phones(text: &str) -> Vec<String> {
    let folded: String = text.chars().map(half_width).collect();
    let mut found: Vec<String> = Vec::new();
    let pieces = folded.split(|sign: char| {
        matches!(sign, '/' | ',' | ';' | '、' | '|' | '\\' | ':' | '或')
            || matches!(sign, '\n' | '\r' | '\t')
    });
    for piece in pieces.take(PIECES_MAX) {
        let piece = piece.split(['转', '分']).next().unwrap_or_default();
        let piece = piece.trim().strip_suffix(".0").unwrap_or(piece.trim());
        match number(piece) {
            Some(phone) => keep(&mut found, phone),
            None => {
                for word in piece.split_whitespace().take(PIECES_MAX) {
                    number(word)
                        .into_iter()
                        .for_each(|phone| keep(&mut found, phone));
                }
                if found.is_empty() {
                    pairs(piece)
                        .into_iter()
                        .for_each(|phone| keep(&mut found, phone));
                }
            }
        }
    }
    found
}

/// A cell with more parts than this is a text.
const PIECES_MAX: usize = 40;

fn keep(found: &mut Vec<String>, phone: String) {
    if !found.contains(&phone) {
        found.push(phone);
    }
}

/// Two mobiles written without a sign between them.
fn pairs(piece: &str) -> Vec<String> {
    let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
    let Some((left, right)) = digits.split_at_checked(11) else {
        return Vec::new();
    };
    // One digit too many is a slip, and no mobile with something behind it.
    match (number(left), number(right)) {
        (Some(left), Some(right)) => vec![left, right],
        (Some(_) | None, _) => Vec::new(),
    }
}

/// One phone number, if the text is one.
fn number(text: &str) -> Option<String> {
    let mut digits = String::new();
    for sign in text.chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            ' ' | '-' | '(' | ')' | '+' | '.' | '—' | '–' | '\u{A0}' | '_' => {}
            _ if digits.is_empty() => {}
            _ => break,
        }
        if digits.len() > 20 {
            return None;
        }
    }
    let bare = digits.strip_prefix("00").unwrap_or(&digits);
    let abroad = bare.strip_prefix("86");
    // From abroad an area code is dialled without its 0.
    let digits = match abroad.filter(|rest| matches!(rest.len(), 10 | 11)) {
        Some(rest) if is_mobile(rest) || rest.starts_with('0') => rest.to_owned(),
        Some(rest) => format!("0{rest}"),
        None => digits,
    };
    let digits = digits.as_str();
    let digits = match digits.strip_prefix('0') {
        Some(rest) if is_mobile(rest) => rest,
        _ => digits,
    };
    let first = digits.bytes().next()?;
    let is_phone = is_mobile(digits)
        || (first == b'0' && (10..=12).contains(&digits.len()))
        || (matches!(first, b'2'..=b'8') && matches!(digits.len(), 7 | 8))
        || (digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")));
    let is_filled = digits.bytes().any(|digit| digit != first);
    (is_phone && is_filled).then(|| digits.to_owned())
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.starts_with('1')
        && digits
            .as_bytes()
            .get(1)
            .is_some_and(|second| (b'3'..=b'9').contains(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(phones(text), expected, "{text}");
    }

    #[test]
    fn mobiles_and_landlines() {
        check("13907201234", &["13907201234"]);
        check("０７１７－６２２３３４４", &["07176223344"]);
        check("(0717)6223344", &["07176223344"]);
        check("6223344", &["6223344"]);
        check("+86 139-0720-1234", &["13907201234"]);
    }
    #[test]
    fn several_in_one_cell() {
        check("13907201234/0717-6223344", &["13907201234", "07176223344"]);
        check("13907201234 13907201235", &["13907201234", "13907201235"]);
        check("1390720123413907201235", &["13907201234", "13907201235"]);
        check("13907201234;13907201234", &["13907201234"]);
    }
    #[test]
    fn what_is_no_phone() {
        check("无", &[]);
        check("123", &[]);
        check("00000000000", &[]);
        check("1.39E+10", &[]);
    }
    #[test]
    fn extensions_are_dropped() {
        check("0717-6223344转801", &["07176223344"]);
        check("张三13907201234", &["13907201234"]);
    }
}
