//! Whether two written names can be one person's.

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Alike, or alike in all that a mask leaves visible.
    Same,
    /// One character wrong, dropped, added, or two neighbours swapped.
    Slip,
    /// Two names.
    Different,
}

/// Marks that hide a character (张*, 张某).
fn is_mask(character: char) -> bool {
    matches!(
        character,
        '*' | '＊' | '某' | '×' | '○' | '●' | '□' | '?' | '？'
    )
}

/// Compares two folded names.
pub(super) fn compare(left: &str, right: &str) -> Agreement {
    if left == right {
        return Agreement::Same;
    }
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.iter().chain(&right).any(|c| is_mask(*c)) {
        return compare_masked(&left, &right);
    }
    if is_slip(&left, &right) {
        Agreement::Slip
    } else {
        Agreement::Different
    }
}

fn compare_masked(left: &[char], right: &[char]) -> Agreement {
    let hides_or_equals = |(l, r): (&char, &char)| is_mask(*l) || is_mask(*r) || l == r;
    // 张* stands for any given name, so only equally long names are compared throughout.
    let agrees = if left.len() == right.len() {
        left.iter().zip(right).all(hides_or_equals)
    } else {
        left.iter().zip(right).take(1).all(hides_or_equals)
    };
    if agrees {
        Agreement::Same
    } else {
        Agreement::Different
    }
}

fn is_slip(left: &[char], right: &[char]) -> bool {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.len() < 2 {
        return false;
    }
    let n_before = short.iter().zip(long).take_while(|(l, r)| l == r).count();
    let (short, long) = (&short[n_before..], &long[n_before..]);
    match (short, long) {
        ([], [_]) => true,
        (rest, [_, longer @ ..]) if rest == longer => true,
        ([_, rest_l @ ..], [_, rest_r @ ..]) if rest_l == rest_r => true,
        ([a, b, rest_l @ ..], [c, d, rest_r @ ..]) => a == d && b == c && rest_l == rest_r,
        ([], _) | ([_, ..], _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: Agreement) {
        assert_eq!(compare(left, right), expected, "{left} {right}");
        assert_eq!(compare(right, left), expected, "{right} {left}");
    }

    #[test]
    fn a_masked_name_agrees_with_what_it_hides() {
        check("张*", "张建国", Agreement::Same);
        check("张*国", "张建国", Agreement::Same);
        check("张*", "李建国", Agreement::Different);
        check("张*民", "张建国", Agreement::Different);
    }

    #[test]
    fn one_wrong_dropped_or_swapped_character_is_a_slip() {
        check("王建国", "王健国", Agreement::Slip);
        check("王建国", "王国", Agreement::Slip);
        check("王建国", "王国建", Agreement::Slip);
    }

    #[test]
    fn two_wrong_characters_are_another_name() {
        check("王建国", "王志强", Agreement::Different);
        check("王建国", "李小红", Agreement::Different);
    }
}
