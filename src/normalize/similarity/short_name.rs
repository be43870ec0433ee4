//! Short names: is one an abbreviation or a piece of another?

/// Whether `short` takes its characters from `full` in order, as 三峡建行 does from
/// 中国建设银行三峡分行 not, but 宜昌建行 from 宜昌建设银行: its first character stands in the first half, and at
/// least two characters are left out. A short name that is a piece of the full one is one too.
///
/// # Cost
/// One walk through `full`, no allocation.
///
/// # Examples
/// ```
/// use minglu::normalize::similarity::is_abbreviation;
/// let characters = |text: &str| text.chars().collect::<Vec<_>>();
/// assert!(is_abbreviation(&characters("建行"), &characters("建设银行")));
/// assert!(!is_abbreviation(&characters("行建"), &characters("建设银行")));
/// ```
pub fn is_abbreviation(short: &[char], full: &[char]) -> bool {
    if short.len() < 2 || full.len() < short.len() + 2 {
        return false;
    }
    let mut rest = full.iter().enumerate();
    let mut first_at = None;
    for wanted in short {
        let Some((at, _)) = rest.find(|(_, character)| *character == wanted) else {
            return false;
        };
        first_at = first_at.or(Some(at));
    }
    first_at.is_some_and(|at| at * 2 < full.len())
}

/// How far a short name is a piece of a full one, 0..=1: its characters over those of the part of
/// the full name it ends in; 0 where it is no piece. A piece from the beginning (the brand) counts
/// whole, one from the midst half.
///
/// # Cost
/// O(n·m) at worst, no allocation.
pub fn contains_short_name(short: &[char], full: &[char]) -> f64 {
    if short.len() < 2 || short.len() > full.len() {
        return 0.0;
    }
    let share = short.len() as f64 / full.len() as f64;
    if full.starts_with(short) {
        return 0.5 + share / 2.0;
    }
    match full.windows(short.len()).any(|window| window == short) {
        true => 0.25 + share / 4.0,
        false => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[track_caller]
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the expectation of a table test"
    )]
    fn check(short: &str, full: &str, expected: bool) {
        assert_eq!(
            is_abbreviation(&characters(short), &characters(full)),
            expected,
            "{short}"
        );
    }

    #[test]
    fn abbreviations_keep_the_order() {
        check("宜化", "宜昌化工", true);
        check("宜昌建行", "宜昌市建设银行", true);
        check("三峡建行", "中国建设银行三峡分行", false);
        check("鼎力", "鼎力", false);
        check("力鼎", "鼎力商贸公司", false);
    }
    #[test]
    fn pieces_from_the_beginning_count_more() {
        let full = characters("鼎力房地产开发");
        assert!(
            contains_short_name(&characters("鼎力"), &full)
                > contains_short_name(&characters("房地产"), &full)
        );
        assert_eq!(contains_short_name(&characters("鼎天"), &full), 0.0);
        assert_eq!(contains_short_name(&full, &full), 1.0);
    }
}
