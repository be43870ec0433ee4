//! Free-text lists of units (涵盖单位).

use super::numeral;
use super::text::half_width;

/// The names in a list of units, as written, each once: separated by 、，；/ or line breaks, with
/// or without numbers (1. 1、 (1) ①), an ending such as 等12家 dropped. A separator inside brackets
/// separates nothing.
///
/// # Cost
/// Linear in the text.
///
/// # Examples
/// ```
/// use minglu::normalize::split_units;
/// assert_eq!(split_units("1、甲公司2、乙（东、西）店等2家"), ["甲公司", "乙（东、西）店"]);
/// ```
pub fn split_units(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let brackets = if closes(&characters) {
        Brackets::Hold
    } else {
        Brackets::AreSigns
    };
    let spaces = match is_parted_by_spaces(&characters) {
        true => Spaces::PartNames,
        false => Spaces::Anywhere,
    };
    let pieces = pieces(&characters, brackets, spaces);
    let mut seen = rustc_hash::FxHashSet::default();
    let mut units = Vec::new();
    for piece in pieces {
        let name = clean(&piece);
        if is_name(name) && seen.insert(name.to_owned()) {
            units.push(name.to_owned());
        }
    }
    units
}

/// Whether brackets keep what is inside together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Hold,
    AreSigns,
}

fn depth_change(character: char) -> i32 {
    match character {
        '(' | '（' | '【' | '[' | '〔' | '「' | '《' => 1,
        ')' | '）' | '】' | ']' | '〕' | '」' | '》' => -1,
        _ => 0,
    }
}

/// Whether every bracket closes one that was opened.
fn closes(characters: &[char]) -> bool {
    let mut depth = 0;
    for (idx, character) in characters.iter().enumerate() {
        // `1)` numbers an item and closes nothing.
        let numbers = idx > 0 && depth == 0 && characters[idx - 1].is_ascii_digit();
        let change = depth_change(*character);
        if change < 0 && numbers {
            continue;
        }
        depth += change;
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

fn pieces(characters: &[char], brackets: Brackets, spaces: Spaces) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut depth, mut expected, mut idx) = (0, 1_u32, 0);
    while idx < characters.len() {
        if depth == 0
            && let Some(length) = item_number(characters, idx, expected, &piece)
        {
            pieces.push(std::mem::take(&mut piece));
            expected += 1;
            idx += length;
            continue;
        }
        if depth == 0
            && let Some(length) = joining_word(characters, idx, &piece)
        {
            pieces.push(std::mem::take(&mut piece));
            idx += length;
            continue;
        }
        let character = characters[idx];
        if brackets == Brackets::Hold {
            depth = (depth + depth_change(character)).max(0);
        }
        if depth == 0 && separates(character, &piece, spaces) {
            pieces.push(std::mem::take(&mut piece));
        } else {
            piece.push(character);
        }
        idx += 1;
    }
    pieces.push(piece);
    pieces
}

/// Whether spaces are the only separators of a list: then they stand between names, else inside them.
fn is_parted_by_spaces(characters: &[char]) -> bool {
    let written: String = characters.iter().collect();
    let written = written
        .split_once(['：', ':'])
        .map_or(written.as_str(), |(_, list)| list);
    let is_other =
        |sign: char| matches!(half_width(sign), '、' | ',' | ';' | '/' | '|' | '\n' | '。');
    let words: Vec<&str> = written.split_whitespace().collect();
    let is_whole = |word: &&str| word.chars().count() >= NAME_CHARS_MIN;
    let n_whole = words.iter().filter(|word| is_whole(word)).count();
    !written.trim().contains(is_other) && words.len() > 1 && n_whole == words.len()
}

/// Fewer characters between two spaces are as likely a part of a name as a name, characters.
const NAME_CHARS_MIN: usize = 4;

fn separates(character: char, piece: &str, spaces: Spaces) -> bool {
    match half_width(character) {
        '、' | ',' | ';' | '/' | '|' | '\n' | '\r' | '\t' | '。' | '\\' => true,
        // Else a space separates names only behind what can end one.
        ' ' | '\u{A0}' => {
            spaces == Spaces::PartNames || ENDS.iter().any(|end| piece.ends_with(end))
        }
        _ => false,
    }
}

/// The length of a word at `idx` that joins two names: 和, 及, 以及, 与 behind what ends a whole name.
fn joining_word(characters: &[char], idx: usize, piece: &str) -> Option<usize> {
    const WHOLE_ENDS: [&str; 3] = ["公司", "合作社", "厂"];
    if !WHOLE_ENDS.iter().any(|end| piece.ends_with(end)) {
        return None;
    }
    match (characters[idx], characters.get(idx + 1)) {
        ('以', Some('及')) => Some(2),
        ('和' | '及' | '与', Some(_)) => Some(1),
        _ => None,
    }
}

/// What spaces are in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// The only separators it has.
    PartNames,
    /// Inside names, or behind them.
    Anywhere,
}

/// Ends of names.
const ENDS: [&str; 30] = [
    "公司", "厂", "店", "社", "部", "中心", "行", "所", "院", "校", "园", "馆", "楼", "市场",
    "超市", "商场", "坊", "铺", "站", "城", "吧", "室", "摊", "屋", "堂", "场", "点", "餐厅",
    "农庄", "合伙)",
];

/// The length of the item number that begins at `idx`, if it is the one a numbered list would show
/// next: `1.` `1、` `1)` `(1)` `①`. Asking for the next one keeps 甲2、乙 whole in an unnumbered list.
fn item_number(characters: &[char], idx: usize, expected: u32, piece: &str) -> Option<usize> {
    let first = half_width(characters[idx]);
    let circled = u32::from(first)
        .checked_sub(0x2460)
        .filter(|place| *place < 20);
    if circled.is_some() {
        return Some(1);
    }
    let opens = first == '(';
    let from = idx + usize::from(opens);
    let digits: String = characters[from..]
        .iter()
        .take(4)
        .map(|character| half_width(*character))
        .take_while(char::is_ascii_digit)
        .collect();
    let is_next = digits.parse() == Ok(expected);
    let begins = piece.trim().is_empty() || expected > 1;
    let end = from + digits.chars().count();
    let close = half_width(*characters.get(end)?);
    let is_close = match opens {
        true => close == ')',
        false => matches!(close, '.' | '、' | ')' | ':'),
    };
    // `1.5` is a number, not an item.
    let is_decimal = close == '.' && characters.get(end + 1).is_some_and(char::is_ascii_digit);
    (is_next && begins && is_close && !is_decimal).then_some(end + 1 - idx)
}

/// A piece without what surrounds a name: spaces, a heading before a colon, `等12家`.
fn clean(piece: &str) -> &str {
    let mut name = piece.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '.' | ':' | '：' | '-' | '"' | '“' | '”' | '\u{FEFF}'
            )
    });
    if let Some((heading, rest)) = name.split_once(['：', ':'])
        && heading.chars().count() <= 12
        && !heading.contains("公司")
    {
        name = rest.trim();
    }
    let names_list = ["涵盖", "包括", "覆盖", "下辖"].iter();
    let mut bare = names_list.filter_map(|word| name.strip_prefix(word));
    without_etcetera(bare.next().unwrap_or(name))
}

/// Drops 等, 等12家, 等十二家企业, 共3家 behind a name.
fn without_etcetera(name: &str) -> &str {
    let Some((before, after)) = name.rsplit_once(['等', '共']) else {
        return name;
    };
    let rest = after.trim_start_matches(|character: char| {
        character.is_ascii_digit()
            || numeral::is_numeral(character)
            || matches!(character, '多' | '余')
    });
    let is_counted = rest.len() < after.len();
    let tail_holds = matches!(
        rest,
        "" | "家"
            | "个"
            | "户"
            | "家企业"
            | "家单位"
            | "个单位"
            | "户企业"
            | "家公司"
            | "单位"
            | "企业"
            | "公司"
    );
    let is_tail =
        tail_holds && (is_counted || name.ends_with('等') || after == "单位" || after == "企业");
    if is_tail { before.trim_end() } else { name }
}

fn is_name(text: &str) -> bool {
    let is_nothing = matches!(text, "无" | "暂无" | "其他" | "略" | "详见附件" | "见附件");
    let has_word = text.chars().any(char::is_alphabetic);
    !is_nothing && has_word && text.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split_units(text), expected, "{text}");
    }

    #[test]
    fn every_separator() {
        check(
            "甲公司、乙公司，丙公司；丁公司/戊公司\n己公司",
            &["甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司"],
        );
        check(
            "甲公司,乙公司;丙公司 丁公司",
            &["甲公司", "乙公司", "丙公司", "丁公司"],
        );
    }
    #[test]
    fn joining_words_part_whole_names() {
        check(
            "涵盖甲有限公司和乙有限公司、丙有限公司共3家企业",
            &["甲有限公司", "乙有限公司", "丙有限公司"],
        );
        check("甲公司以及乙公司", &["甲公司", "乙公司"]);
        check("和平商贸公司、共和酒楼", &["和平商贸公司", "共和酒楼"]);
    }
    #[test]
    fn spaces_that_are_the_only_separators_part_names() {
        check(
            "涵盖单位：恩平炎帝礼品有限公司 好又多酒楼 明兴加工厂 涪城区好又多五金店",
            &[
                "恩平炎帝礼品有限公司",
                "好又多酒楼",
                "明兴加工厂",
                "涪城区好又多五金店",
            ],
        );
        // A space inside a name is a slip where other signs separate.
        check(
            "宜昌 鼎力建材有限公司、乙酒楼",
            &["宜昌 鼎力建材有限公司", "乙酒楼"],
        );
        check("宜昌市 鼎力建材有限公司", &["宜昌市 鼎力建材有限公司"]);
    }
    #[test]
    fn numbered_lists() {
        check("1.甲公司\n2.乙公司", &["甲公司", "乙公司"]);
        check("1、甲公司2、乙公司", &["甲公司", "乙公司"]);
        check("(1)甲公司(2)乙公司", &["甲公司", "乙公司"]);
        check("（1）甲公司；（2）乙公司", &["甲公司", "乙公司"]);
        check("①甲公司②乙公司", &["甲公司", "乙公司"]);
        check("1)甲公司 2)乙公司", &["甲公司", "乙公司"]);
    }
    #[test]
    fn a_number_in_a_name_is_no_item() {
        check("甲2、乙公司", &["甲2", "乙公司"]);
    }
    #[test]
    fn brackets_hold_together() {
        check("甲（东、西）店、乙店", &["甲（东、西）店", "乙店"]);
    }
    #[test]
    fn brackets_that_do_not_close_are_signs() {
        check("甲（东店、乙店", &["甲（东店", "乙店"]);
    }
    #[test]
    fn etcetera_is_dropped() {
        check("甲公司、乙公司等12家", &["甲公司", "乙公司"]);
        check("甲公司、乙公司等", &["甲公司", "乙公司"]);
        check(
            "涵盖单位：甲公司、乙公司等十二家企业",
            &["甲公司", "乙公司"],
        );
    }
    #[test]
    fn nothing_gives_nothing() {
        check("", &[]);
        check("无", &[]);
        check("、、/", &[]);
        check("12", &[]);
    }

    proptest! {
        #[test]
        fn any_text_gives_a_list(text in "\\PC{0,40}|[甲乙公司、，(（)）1-9.①等家 \n]{0,40}") {
            split_units(&text);
        }
    }
}
