//! Header cells without what different offices put around the same words.

/// Words that begin an instruction to the person filling in the form.
const INSTRUCTIONS: &[&str] = &[
    "填写", "请填", "请选", "请输", "格式", "例如", "如：", "如:", "注：", "注:",
];
/// What parts the words of a header from one another.
const PARTINGS: &[char] = &['、', '/', '·', ',', '-', '_'];
/// Words in front of a part of a whole.
const PARTITIVES: &[&str] = &["其中:", "其中"];

/// `text` in half width and lower case, without white space, line breaks, `*` and quotes.
pub(in crate::ingest) fn plain(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|character| {
            !character.is_whitespace()
                && !character.is_control()
                && !matches!(
                    character,
                    '*' | '"' | '“' | '”' | '★' | '\u{FEFF}' | '\u{200B}'
                )
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The spellings under which a header cell is looked up, the fullest first: with the words in
/// brackets, without them, and both without `其中` and without a leading number.
pub(super) fn spellings(cell: &str) -> Vec<String> {
    let cell = plain(cell);
    let asked = INSTRUCTIONS
        .iter()
        .filter_map(|word| cell.split_once(word))
        .map(|(before, _)| before)
        .filter(|before| !before.is_empty())
        .min_by_key(|before| before.len());
    let asked = asked.unwrap_or(&cell);
    let mut all = Vec::new();
    for spelling in [without_brackets(asked), without_bracketed(asked)] {
        let spelling = unnumbered(&spelling)
            .trim_matches(|character: char| matches!(character, ':' | '、' | '.' | '/' | '-' | '_'))
            .to_owned();
        let whole = PARTITIVES
            .iter()
            .find_map(|word| spelling.strip_prefix(word));
        let whole = whole.filter(|rest| !rest.is_empty()).map(str::to_owned);
        all.push(spelling);
        all.extend(whole);
    }
    // `县（市、区）` is `县市区`, whatever stands between its words.
    let unparted: Vec<String> = all
        .iter()
        .filter(|spelling| spelling.contains(PARTINGS))
        .map(|spelling| spelling.replace(PARTINGS, ""))
        .collect();
    all.extend(unparted);
    all.retain(|spelling| !spelling.is_empty());
    all.dedup();
    all
}

/// What the figures below a header are multiples of, by the unit in its brackets.
pub(in crate::ingest) fn unit_factor(header: &str) -> f64 {
    /// 万
    const TEN_THOUSAND: f64 = 1e4;
    /// 亿
    const HUNDRED_MILLION: f64 = 1e8;
    let header = plain(header);
    match () {
        () if header.contains("亿元") => HUNDRED_MILLION,
        () if header.contains("万元") || header.contains("(万") || header.contains("万人") => {
            TEN_THOUSAND
        }
        () => 1.0,
    }
}

/// The half-width form of a character; brackets of all kinds are round.
pub(in crate::ingest) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '【' | '〔' | '〖' | '[' | '{' => '(',
        '】' | '〕' | '〗' | ']' | '}' => ')',
        other => other,
    }
}

fn without_brackets(text: &str) -> String {
    text.chars()
        .filter(|character| !matches!(character, '(' | ')' | '[' | ']' | '{' | '}'))
        .collect()
}

/// The text outside its brackets.
pub(in crate::ingest) fn without_bracketed(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for character in text.chars() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    outside
}

/// `1.企业名称`, `一、企业名称` and `(2)企业名称` are numbered `企业名称`.
fn unnumbered(text: &str) -> &str {
    let numeral =
        |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    let rest = text.trim_start_matches(numeral);
    if rest.len() == text.len() {
        return text;
    }
    rest.strip_prefix(['.', '、', ',']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert!(
            spellings(cell).iter().any(|spelling| spelling == expected),
            "{cell}: {:?}",
            spellings(cell)
        );
    }

    #[test]
    fn line_breaks_stars_and_width_do_not_matter() {
        check("*企业\n名　称", "企业名称");
    }

    #[test]
    fn brackets_are_read_both_ways() {
        check("企业（机构）名称", "企业机构名称");
        check("企业（机构）名称", "企业名称");
    }

    #[test]
    fn signs_between_words_do_not_matter() {
        check("县（市、区）", "县市区");
        check("市（县、区）名称", "市县区名称");
        check("姓名/名称", "姓名名称");
    }

    #[test]
    fn instructions_are_cut_off() {
        check("是否农民工填写“是”或“否”", "是否农民工");
        check("开业日期（格式：2016-01-01）", "开业日期");
    }

    #[test]
    fn parts_and_numbers_lose_their_front() {
        check("其中：农民工", "农民工");
        check("3.职工人数", "职工人数");
    }
}
