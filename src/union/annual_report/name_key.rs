//! By what a report row finds its union: codes and names brought to one writing.

use crate::normalize::{CompanyName, UnionForm, UnionName, fold};
use crate::union::territory;

/// A code in one writing; `None` if nothing is left.
pub fn code_key(text: &str) -> Option<String> {
    let key = territory::code_key(text);
    key.chars().any(char::is_alphanumeric).then_some(key)
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

/// The unit that a union's or unit's name speaks of, folded; of a union of many its own name, so that
/// a street's joint union is not its area union. `None` for a placeholder.
pub fn name_key(text: &str) -> Option<String> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let name = UnionName::parse(text);
    let key = match name.form {
        UnionForm::Enterprise => CompanyName::parse(&name.unit).folded,
        UnionForm::Joint | UnionForm::Federation | UnionForm::Area | UnionForm::Superior => {
            fold(text).trim_end_matches("委员会").to_owned()
        }
    };
    (!key.is_empty()).then_some(key)
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
    fn a_streets_joint_union_is_not_its_area_union() {
        let joint = name_key("西陵区学院街道联合工会委员会");
        assert_eq!(joint, name_key("西陵区学院街道联合工会"));
        assert_ne!(joint, name_key("西陵区学院街道工会"));
    }

    #[test]
    fn nothing_is_left_of_a_placeholder() {
        assert_eq!(name_key("—"), None);
        assert_eq!(code_key(" - "), None);
    }
}
