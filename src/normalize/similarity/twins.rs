//! Where do two names differ: near-twins are told apart by the part, not by the distance.

use super::super::company_name::CompanyName;
use super::super::numeral;

/// The part in which two names differ; of several the weightiest, the first here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// Nothing but writing.
    None,
    /// Region or legal form alone: 宜昌鼎力商贸有限公司 and 鼎力商贸有限责任公司.
    FormOrRegion,
    /// Two different places in name: 宜昌鼎力 and 襄阳鼎力.
    Place,
    /// What the firm does, or what its workplace is called (厂, 店).
    Industry,
    /// A number or a direction: 一 and 二, 东 and 西: sisters.
    Serial,
    /// The workplaces of one parent, or a workplace and its parent.
    Branch,
    /// The brand: two firms.
    Brand,
}

/// The part in which two names differ.
///
/// # Cost
/// Linear in the names; nothing is allocated unless brands differ in digits.
///
/// # Examples
/// ```
/// use minglu::normalize::CompanyName;
/// use minglu::normalize::similarity::{Difference, difference};
/// let one = CompanyName::parse("宜昌鼎力商贸有限公司");
/// let other = CompanyName::parse("宜昌鼎力物流有限公司");
/// assert_eq!(difference(&one, &other), Difference::Industry);
/// ```
pub fn difference(left: &CompanyName, right: &CompanyName) -> Difference {
    if left.folded == right.folded {
        return Difference::None;
    }
    if left.brand != right.brand {
        return match is_serial(&left.brand, &right.brand) {
            true => Difference::Serial,
            false => Difference::Brand,
        };
    }
    if left.branch != right.branch {
        return match (&left.branch, &right.branch) {
            (Some(left), Some(right)) if is_serial(left, right) => Difference::Serial,
            (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => Difference::Branch,
            (None, None) => Difference::Industry,
        };
    }
    if left.industry != right.industry {
        return match is_serial(&left.industry, &right.industry) {
            true => Difference::Serial,
            false => Difference::Industry,
        };
    }
    if left.core != right.core && !left.brand.is_empty() {
        return Difference::Industry;
    }
    match are_apart(left.region_code, right.region_code) {
        Nested::No => Difference::Place,
        Nested::Yes => Difference::FormOrRegion,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nested {
    Yes,
    No,
}

/// Whether one region lies in the other; one that is not known lies anywhere.
fn are_apart(left: Option<&str>, right: Option<&str>) -> Nested {
    let (Some(left), Some(right)) = (left, right) else {
        return Nested::Yes;
    };
    let (left, right) = (left.trim_end_matches('0'), right.trim_end_matches('0'));
    match left.starts_with(right) || right.starts_with(left) {
        true => Nested::Yes,
        false => Nested::No,
    }
}

/// Signs that number sisters: numerals, digits, directions, letters.
fn is_number(sign: char) -> bool {
    numeral::is_numeral(sign)
        || sign.is_ascii_alphanumeric()
        || matches!(
            sign,
            '东' | '南'
                | '西'
                | '北'
                | '中'
                | '上'
                | '下'
                | '前'
                | '后'
                | '甲'
                | '乙'
                | '丙'
                | '丁'
                | '第'
                | '新'
                | '老'
        )
}

/// Whether two texts are alike but for signs that number sisters.
fn is_serial(left: &str, right: &str) -> bool {
    let n_prefix = left
        .chars()
        .zip(right.chars())
        .take_while(|(left, right)| left == right)
        .count();
    let shorter = left.chars().count().min(right.chars().count());
    let n_suffix = left
        .chars()
        .rev()
        .zip(right.chars().rev())
        .take(shorter - n_prefix)
        .take_while(|(left, right)| left == right)
        .count();
    let middle = |text: &str| {
        let length = text.chars().count() - n_prefix - n_suffix;
        text.chars().skip(n_prefix).take(length).all(is_number)
    };
    n_prefix + n_suffix > 0 && middle(left) && middle(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: Difference) {
        let (left, right) = (CompanyName::parse(left), CompanyName::parse(right));
        assert_eq!(
            difference(&left, &right),
            expected,
            "{} {}",
            left.folded,
            right.folded
        );
        assert_eq!(
            difference(&right, &left),
            expected,
            "{} {}",
            right.folded,
            left.folded
        );
    }

    #[test]
    fn writing_is_no_difference() {
        check(
            "宜昌鼎力（集团）有限责任公司",
            "宜昌鼎力集团有限公司",
            Difference::None,
        );
    }
    #[test]
    fn region_and_form_alone() {
        check(
            "宜昌鼎力商贸有限公司",
            "鼎力商贸有限公司",
            Difference::FormOrRegion,
        );
        check(
            "宜昌市鼎力商贸有限公司",
            "宜昌鼎力商贸股份有限公司",
            Difference::FormOrRegion,
        );
        check(
            "湖北鼎力商贸有限公司",
            "宜昌鼎力商贸有限公司",
            Difference::FormOrRegion,
        );
    }
    #[test]
    fn two_places_are_two_firms() {
        check(
            "宜昌鼎力商贸有限公司",
            "襄阳鼎力商贸有限公司",
            Difference::Place,
        );
    }
    #[test]
    fn sisters_differ_in_their_trade() {
        check(
            "宜昌鼎力商贸有限公司",
            "宜昌鼎力物流有限公司",
            Difference::Industry,
        );
        check("宜昌鼎力五金厂", "宜昌鼎力五金店", Difference::Industry);
    }
    #[test]
    fn numbers_and_directions_tell_sisters_apart() {
        check(
            "宜昌鼎力商贸有限公司一分公司",
            "宜昌鼎力商贸有限公司二分公司",
            Difference::Serial,
        );
        check("宜昌城东加油站", "宜昌城西加油站", Difference::Serial);
    }
    #[test]
    fn branches_are_not_their_parents() {
        check(
            "宜昌鼎力商贸有限公司",
            "宜昌鼎力商贸有限公司枝江分公司",
            Difference::Branch,
        );
        check(
            "宜昌鼎力商贸有限公司当阳分公司",
            "宜昌鼎力商贸有限公司枝江分公司",
            Difference::Branch,
        );
    }
    #[test]
    fn brands_tell_firms_apart() {
        check(
            "宜昌鼎力商贸有限公司",
            "宜昌鼎立商贸有限公司",
            Difference::Brand,
        );
    }
}
