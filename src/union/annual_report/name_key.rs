//! By what a report row finds its union: codes and names brought to one writing.

/// A code without spaces and dashes, upper case and half width; `None` if nothing is left.
pub fn code_key(text: &str) -> Option<String> {
    let key: String = text
        .chars()
        .map(half_width)
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (!key.is_empty()).then_some(key)
}

/// The organisation code inside a unit's credit code or old tax id, else the code itself.
///
/// `None` for a union's own code (`81…`), which never names a unit.
pub(super) fn unit_code_key(text: &str) -> Option<String> {
    const CREDIT_CODE_LEN: usize = 18;
    const TAX_ID_LEN: usize = 15;
    let key = code_key(text)?;
    let from = |skipped: usize| key.chars().skip(skipped).take(9).collect::<String>();
    match key.chars().count() {
        CREDIT_CODE_LEN if key.starts_with("81") => None,
        CREDIT_CODE_LEN => Some(from(8)),
        TAX_ID_LEN if key.chars().skip(6).any(char::is_alphabetic) => Some(from(6)),
        _ => Some(key),
    }
}

/// A union's or unit's name without the words that only say it is a union.
pub fn name_key(text: &str) -> Option<String> {
    const SUFFIXES: [&str; 4] = ["工会委员会", "基层委员会", "委员会", "工会"];
    let folded: String = text
        .chars()
        .map(half_width)
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let mut key = folded.as_str();
    for suffix in SUFFIXES {
        if let Some(shorter) = key.strip_suffix(suffix)
            && !shorter.is_empty()
        {
            key = shorter;
        }
    }
    let key = key.replace("有限责任公司", "有限公司");
    (!key.is_empty()).then_some(key)
}

fn half_width(character: char) -> char {
    const SHIFT: u32 = 0xFEE0;
    match character {
        '！'..='～' => char::from_u32(character as u32 - SHIFT).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_unit_code(text: &str, expected: Option<&str>) {
        assert_eq!(unit_code_key(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn credit_code_and_organisation_code_of_one_unit_meet() {
        check_unit_code("91420500MA49001170", Some("MA4900117"));
        check_unit_code("ma490011-7", Some("MA4900117"));
    }

    #[test]
    fn the_unions_own_code_names_no_unit() {
        check_unit_code("81420500MA49001170", None);
    }

    #[test]
    fn a_union_and_its_unit_share_a_name() {
        let union = name_key("宜昌某某有限责任公司工会委员会");
        assert_eq!(union, name_key("宜昌某某有限公司"));
    }

    #[test]
    fn nothing_is_left_of_a_placeholder() {
        assert_eq!(name_key("—"), None);
        assert_eq!(code_key(" - "), None);
    }
}
