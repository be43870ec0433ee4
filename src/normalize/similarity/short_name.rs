//! Short names: is one short for another?

/// A short name has its first characters in common with the whole one.
const START_CHARS: usize = 2;

/// Whether `short` begins as `long` does and holds its other characters in their order, as 鼎力地产
/// does of 鼎力房地产开发; a name is short for itself.
///
/// # Cost
/// One walk through `long`, no allocation.
///
/// # Examples
/// ```
/// use minglu::normalize::similarity::is_short_for;
/// assert!(is_short_for("鼎力地产", "鼎力房地产开发"));
/// assert!(!is_short_for("地产", "鼎力房地产开发"));
/// ```
pub fn is_short_for(short: &str, long: &str) -> bool {
    let mut start = short.chars().zip(long.chars()).take(START_CHARS);
    let is_start = start.clone().count() == START_CHARS && start.all(|(left, right)| left == right);
    let mut rest = long.chars();
    is_start
        && short
            .chars()
            .all(|wanted| rest.by_ref().any(|character| character == wanted))
}
