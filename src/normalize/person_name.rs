//! Names of people.

use super::text::half_width;

/// A person's name in one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Without spaces, dots, remarks in brackets and titles; upper case; simplified characters.
    /// Empty where the cell says that there is nobody (`无`). Stars of a mask stay.
    pub folded: String,
    /// Some characters are hidden (`张*`, `张某`).
    pub masked: bool,
}

const NOBODY: &[&str] = &[
    "无",
    "暂无",
    "空",
    "不详",
    "-",
    "/",
    "--",
    "NULL",
    "无名氏",
    "0",
];
const TITLES: &[&str] = &["先生", "女士", "同志"];

impl PersonName {
    /// Reads a name.
    pub fn parse(text: &str) -> Self {
        let starred: String = text
            .chars()
            .map(|sign| match half_width(sign) {
                '*' | '＊' | '×' | '╳' | '✱' => '\u{E000}',
                _ => sign,
            })
            .collect();
        // The fold drops stars, so they pass through it in private use.
        let folded = super::text::fold(&starred).replace('\u{E000}', "*");
        let named = folded.split('(').next().unwrap_or_default();
        let named = TITLES
            .iter()
            .find_map(|title| named.strip_suffix(title))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(named);
        if NOBODY.contains(&named) {
            return Self {
                folded: String::new(),
                masked: false,
            };
        }
        let masked = named.contains('*')
            || (named.contains('某') && named.chars().count() <= 4)
            || (!named.is_ascii() && named.contains('X'));
        Self {
            folded: named.to_owned(),
            masked,
        }
    }
}

impl PersonName {
    /// The first letters of its syllables (`ZSF` for 张三丰); hidden characters give none.
    pub fn initials(&self) -> Option<String> {
        super::similarity::initials(&self.folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the expectation of a table test"
    )]
    fn check(text: &str, folded: &str, masked: bool) {
        let expected = PersonName {
            folded: folded.to_owned(),
            masked,
        };
        assert_eq!(PersonName::parse(text), expected, "{text}");
    }

    #[test]
    fn folds_writing() {
        check(" 张　三 ", "张三", false);
        check("阿依·古丽", "阿依古丽", false);
        check("張三（代）", "张三", false);
        check("李四先生", "李四", false);
    }
    #[test]
    fn knows_masks() {
        check("张*", "张*", true);
        check("张＊＊", "张**", true);
        check("张某", "张某", true);
    }
    #[test]
    fn nobody_is_empty() {
        check("无", "", false);
        check("/", "", false);
    }
}
