//! Chinese numerals as digits.

/// The value of a numeral character, capital forms included.
fn digit(character: char) -> Option<u32> {
    Some(match character {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(character: char) -> Option<u32> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        _ => return None,
    })
}

/// Whether a character belongs to a numeral.
pub(super) fn is_numeral(character: char) -> bool {
    digit(character).is_some() || unit(character).is_some()
}

/// Whether a number may begin here: a question asked of every character of every name.
fn may_begin_number(character: char) -> bool {
    matches!(
        character,
        '第' | '零'
            | '〇'
            | '一'
            | '壹'
            | '二'
            | '贰'
            | '两'
            | '三'
            | '叁'
            | '四'
            | '肆'
            | '五'
            | '伍'
            | '六'
            | '陆'
            | '七'
            | '柒'
            | '八'
            | '捌'
            | '九'
            | '玖'
            | '十'
            | '拾'
            | '百'
            | '佰'
    )
}

/// A numeral in digits: `二十三` → `23`, `一〇二` → `102`; nothing for other text.
pub(super) fn digits(numeral: &[char]) -> Option<String> {
    if numeral.is_empty() || !numeral.iter().all(|character| is_numeral(*character)) {
        return None;
    }
    if numeral.iter().all(|character| digit(*character).is_some()) {
        let values = numeral.iter().filter_map(|character| digit(*character));
        return Some(
            values
                .filter_map(|value| char::from_digit(value, 10))
                .collect(),
        );
    }
    let (mut total, mut pending) = (0_u32, None);
    for character in numeral {
        match (digit(*character), unit(*character)) {
            (Some(value), _) => pending = Some(value),
            (None, Some(unit)) => {
                total = total.saturating_add(pending.take().unwrap_or(1) * unit);
            }
            (None, None) => return None,
        }
    }
    Some(total.saturating_add(pending.unwrap_or(0)).to_string())
}

/// `text` with every numeral that stands right before one of `markers` in digits, and 第 before it
/// dropped: `第一分公司` → `1分公司`.
pub(super) fn before_markers(text: &str, markers: &[&str]) -> String {
    if !text.chars().any(may_begin_number) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut pending: Vec<char> = Vec::new();
    let is_marked = |rest: &str| markers.iter().any(|marker| rest.starts_with(marker));
    for (at, character) in text.char_indices() {
        if is_numeral(character) {
            pending.push(character);
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if !pending.is_empty() {
            match digits(&pending).filter(|_| is_marked(rest)) {
                Some(number) => {
                    if out.ends_with('第') {
                        out.pop();
                    }
                    out.push_str(&number);
                }
                None => out.extend(pending.iter()),
            }
            pending.clear();
        }
        let is_ordinal = character == '第'
            && rest.strip_prefix('第').is_some_and(|figure| {
                let behind = figure.trim_start_matches(|next: char| next.is_ascii_digit());
                behind.len() < figure.len() && is_marked(behind)
            });
        if !is_ordinal {
            out.push(character);
        }
    }
    out.extend(pending);
    out
}

/// `text` with every numeral behind 第 in digits: `第四建筑`, `第肆建筑` → `第4建筑`.
pub(super) fn ordinals(text: String) -> String {
    if !text.contains('第') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('第') {
        out.push_str(before);
        out.push('第');
        let numeral: Vec<char> = behind
            .chars()
            .take_while(|next| is_numeral(*next))
            .collect();
        let n_bytes: usize = numeral.iter().map(|sign| sign.len_utf8()).sum();
        rest = match digits(&numeral) {
            Some(number) => {
                out.push_str(&number);
                behind.get(n_bytes..).unwrap_or_default()
            }
            None => behind,
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let characters: Vec<char> = text.chars().collect();
        assert_eq!(digits(&characters).as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_numerals() {
        check("一", Some("1"));
        check("十", Some("10"));
        check("二十三", Some("23"));
        check("一百零二", Some("102"));
        check("一〇二", Some("102"));
        check("壹", Some("1"));
        check("宜昌", None);
        check("", None);
    }
    #[test]
    fn ordinals_are_written_in_one_way() {
        for text in ["中建第四建筑", "中建第肆建筑", "中建第4建筑"] {
            assert_eq!(ordinals(text.to_owned()), "中建第4建筑");
        }
        assert_eq!(ordinals("门第书第".to_owned()), "门第书第");
    }
    #[test]
    fn ordinals_before_markers_lose_their_ordinal() {
        assert_eq!(before_markers("第一分公司", &["分公司"]), "1分公司");
        assert_eq!(before_markers("第1分公司", &["分公司"]), "1分公司");
        assert_eq!(before_markers("三峡一分公司", &["分公司"]), "三峡1分公司");
    }
}
