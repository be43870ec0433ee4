//! One unit of a free-text list as written: its name, and the codes that stand beside it.

use crate::standard::{CodeColumn, UnitCodes};

/// Shorter runs of letters and digits are no code of a unit but part of its name.
const CODE_CHARS_MIN: usize = 8;

/// Digits that every code has at least.
const CODE_DIGITS_MIN: usize = 4;

/// What stands before a code; the longer words first, because they hold the shorter ones.
const LABELS: [(&str, CodeColumn); 8] = [
    ("统一社会信用代码", CodeColumn::CreditCode),
    ("社会信用代码", CodeColumn::CreditCode),
    ("信用代码", CodeColumn::CreditCode),
    ("组织机构代码", CodeColumn::OrganisationCode),
    ("机构代码", CodeColumn::OrganisationCode),
    ("工商注册号", CodeColumn::RegistrationNumber),
    ("注册号", CodeColumn::RegistrationNumber),
    ("代码", CodeColumn::Mixed),
];

/// A listed unit.
pub(super) struct Item {
    /// What is left of the text without codes, their labels and the brackets around them.
    pub(super) name: String,
    pub(super) codes: UnitCodes,
}

impl Item {
    /// Reads `甲公司（914407…）`, `甲公司 914407…`, `甲公司(注册号：4407…)`, or a name alone.
    pub(super) fn read(text: &str) -> Self {
        let mut name = String::new();
        let mut cells: Vec<(CodeColumn, String)> = Vec::new();
        let mut run = String::new();
        for character in text.chars().chain(['\n']) {
            if is_of_code(character) {
                run.push(character);
                continue;
            }
            if is_code(&run) {
                let column = take_label(&mut name);
                cells.push((column, std::mem::take(&mut run)));
            } else {
                name.push_str(&run);
                run.clear();
            }
            name.push(character);
        }
        if cells.is_empty() {
            return Self {
                name: text.to_owned(),
                codes: UnitCodes::default(),
            };
        }
        let cells: Vec<(CodeColumn, &str)> = cells
            .iter()
            .map(|(column, code)| (*column, code.as_str()))
            .collect();
        Self {
            name: without_empty_brackets(&name),
            codes: UnitCodes::gather(&cells),
        }
    }
}

fn is_of_code(character: char) -> bool {
    let is_wide = matches!(character, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    character.is_ascii_alphanumeric() || character == '-' || is_wide
}

fn is_code(run: &str) -> bool {
    let n_digits = run.chars().filter(|sign| sign.is_numeric()).count();
    run.chars().count() >= CODE_CHARS_MIN && n_digits >= CODE_DIGITS_MIN
}

/// Takes a code's label from the end of what was read so far.
fn take_label(name: &mut String) -> CodeColumn {
    let bare = name.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    let found = LABELS.iter().find_map(|(label, column)| {
        let before = bare.strip_suffix(label)?;
        Some((before.len(), *column))
    });
    let (len, column) = found.unwrap_or((bare.len(), CodeColumn::Mixed));
    name.truncate(len);
    column
}

fn without_empty_brackets(name: &str) -> String {
    let mut name: String = name.split_whitespace().collect();
    for empty in ["（）", "()", "【】", "[]", "（)", "(）"] {
        name = name.replace(empty, "");
    }
    name.trim_matches(['/', '-', '：', ':', '，', ','])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: &str = "宜昌鼎力建材有限公司";

    #[track_caller]
    fn check(text: &str) {
        let item = Item::read(text);
        assert_eq!(item.name, UNIT, "{text}");
        let codes = &item.codes;
        let is_coded =
            codes.uscc.is_some() || codes.org_code.is_some() || codes.registration_no.is_some();
        assert!(is_coded, "{text}");
    }

    #[test]
    fn a_code_beside_a_name_is_read_however_it_is_joined() {
        for text in [
            "宜昌鼎力建材有限公司（914205007068470198）",
            "宜昌鼎力建材有限公司(91420500MA49001170)",
            "宜昌鼎力建材有限公司 91420500MA49001170",
            "宜昌鼎力建材有限公司91420500MA49001170",
            "宜昌鼎力建材有限公司（统一社会信用代码：914205007068470198）",
            "宜昌鼎力建材有限公司（组织机构代码 70684701-9）",
            "宜昌鼎力建材有限公司（注册号：420500000012346）",
        ] {
            check(text);
        }
    }

    #[test]
    fn a_name_alone_stays_as_it_is() {
        for text in [UNIT, "宜昌KTV2000歌厅", "鼎力（宜昌）建材有限公司"] {
            let item = Item::read(text);
            assert_eq!(
                (item.name.as_str(), item.codes),
                (text, UnitCodes::default())
            );
        }
    }
}
