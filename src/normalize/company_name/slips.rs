//! Slips of the hand in a name, and its form in one spelling.

/// Signs that people leave behind a name. Before it they stay: what is left of 东风-大昌 without its
/// first word is still 大昌 with a dash.
pub(super) fn without_signs(text: String) -> String {
    let signs = ['.', ',', ';', ':', '-', '。', '、', '_', '/'];
    match text.ends_with(signs) {
        true => text.trim_end_matches(signs).to_owned(),
        false => text,
    }
}

/// 有限公, 有限司, 有限司公 and 限公司 are 有限公司 with a slip of the hand; no other word looks so.
pub(super) fn with_whole_form(text: String) -> String {
    // No word ends in 集团司.
    if let Some((head, tail)) = text.split_once("集团司") {
        return format!("{head}集团公司{tail}");
    }
    if text.contains("有限公司") || !text.contains('限') || text.contains("有限责任") {
        return text;
    }
    for (slip, before) in [
        ("有限司公", ""),
        ("有限公", ""),
        ("有限司", ""),
        ("限公司", "有"),
        ("有公司限", ""),
    ] {
        let Some((head, tail)) = text.split_once(slip) else {
            continue;
        };
        let is_other = !before.is_empty() && head.ends_with(before);
        if !is_other && head.chars().nth(1).is_some() {
            return format!("{head}{LIMITED}{tail}");
        }
    }
    text
}

/// The form nearly all names have.
pub(super) const LIMITED: &str = "有限公司";
/// The same in full.
pub(super) const LIABLE: &str = "有限责任公司";

/// 有限责任公司 written 有限公司, where the name holds it.
#[expect(
    clippy::fn_params_excessive_bools,
    reason = "looked up once for both texts"
)]
pub(super) fn limited(text: String, names_liability: bool) -> String {
    match names_liability {
        true => text.replace(LIABLE, LIMITED),
        false => text,
    }
}
