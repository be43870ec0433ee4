//! Which reporting unit a title, sheet name, file name or label names.

use crate::standard::region;

/// Reporting units that GB/T 2260 does not know.
const OTHER_UNITS: &[&str] = &[
    "高新区",
    "高新技术产业开发区",
    "开发区",
    "经开区",
    "市直",
    "直属",
    "直管",
    "产业工会",
    "度假区",
    "新区",
    "示范区",
];
/// What a federation or a sum puts behind the place.
const ENDINGS: &[&str] = &[
    "总工会",
    "工会联合会",
    "工会",
    "合计",
    "小计",
    "总计",
    "汇总",
    "共计",
    "累计",
];
/// What parks are called.
const PARK_WORDS: &[&str] = &[
    "开发区",
    "高新区",
    "产业园区",
    "工业园区",
    "产业园",
    "工业园",
    "园区",
    "保税区",
    "新区",
];

/// The name of the county a text names, inside the area first.
pub(super) fn county_in(text: &str, prefix: &str) -> Option<String> {
    let code = region::resolve(text, prefix)?;
    if !code.starts_with(prefix) {
        return None;
    }
    region::name_of(code).map(str::to_owned)
}

/// The county, or else the zone or direct unit, a short label names.
pub(super) fn unit_in(text: &str, prefix: &str) -> Option<String> {
    county_in(text, prefix).or_else(|| {
        let pieces = text.split(|character: char| "_-—－（）() ，,、：:".contains(character));
        let named = pieces.map(str::trim).find(|piece| is_unit(piece, prefix));
        named.map(str::to_owned)
    })
}

/// Whether a label is a reporting unit and nothing more: `西陵区总工会`, not `西陵区实验小学`.
pub(super) fn is_unit(label: &str, prefix: &str) -> bool {
    let place = without_ending(label);
    if place.is_empty() {
        return false;
    }
    let located = region::locate_prefix(place, prefix);
    let county = located.is_some_and(|located| {
        located.end == place.len() && located.region.level() == region::Level::County
    });
    county || OTHER_UNITS.iter().any(|word| place.ends_with(word)) || place.starts_with("市直")
}

/// A label without what a federation or a sum puts behind the place.
pub(super) fn without_ending(label: &str) -> &str {
    let mut place = label.trim();
    while let Some(rest) = ENDINGS.iter().find_map(|ending| place.strip_suffix(ending)) {
        place = rest.trim_end_matches(|character: char| "（(：: ".contains(character));
    }
    place.trim_end_matches(['）', ')'])
}

/// The park a title or name begins with: `猇亭工业园区入园企业名单` is about 猇亭工业园区.
pub(super) fn park_in(text: &str) -> Option<String> {
    let ends = PARK_WORDS
        .iter()
        .filter_map(|word| text.find(word).map(|at| at + word.len()));
    let end = ends.max()?;
    let name = text.get(..end)?;
    let name = name.rsplit(['_', '：', ':', ' ', '-']).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// What stands behind one of `labels` in a unit row: `项目名称：滨江花园一期　施工单位：…`.
pub(super) fn behind_label(text: &str, labels: &[&str]) -> Option<String> {
    labels.iter().find_map(|label| {
        let (_, rest) = text.split_once(label)?;
        let value = rest.trim_start().strip_prefix(['：', ':'])?;
        let value = value.split_whitespace().next()?;
        (!value.is_empty()).then(|| value.to_owned())
    })
}

/// The union a title, unit row, sheet or section names: `某某公司工会会员花名册` is about 某某公司工会.
/// A general federation is no union anybody is a member of.
pub(super) fn union_in(text: &str) -> Option<String> {
    let pieces = text.split(|sign: char| sign.is_whitespace() || "：:".contains(sign));
    pieces.into_iter().find_map(union_of)
}

fn union_of(text: &str) -> Option<String> {
    const CHARACTERS_MIN: usize = 5;
    let start = text
        .char_indices()
        .find(|(_, sign)| !sign.is_ascii_digit() && !"年度月至-—.（( 关于".contains(*sign))?;
    let text = text.get(start.0..)?;
    let end = ["工会委员会", "工会联合会", "工会"]
        .iter()
        .find_map(|word| text.find(word).map(|at| at + word.len()))?;
    let name = text.get(..end)?;
    let is_federation = name.ends_with("总工会");
    (!is_federation && name.chars().count() >= CHARACTERS_MIN).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_names_its_union_above_its_rows() {
        for (text, expected) in [
            (
                "2016年荆门市鼎力贸易有限公司工会会员花名册",
                Some("荆门市鼎力贸易有限公司工会"),
            ),
            (
                "填报单位：鼎力贸易有限公司工会委员会（盖章）",
                Some("鼎力贸易有限公司工会委员会"),
            ),
            (
                "填报单位：鼎力贸易有限公司工会　填报日期：2016-10-08",
                Some("鼎力贸易有限公司工会"),
            ),
            ("荆门市总工会会员名册", None),
            ("会员花名册", None),
            ("工会会员花名册", None),
        ] {
            assert_eq!(union_in(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_county_is_found_in_a_title() {
        assert_eq!(
            county_in("宜昌市西陵区企业名册", "4205").as_deref(),
            Some("西陵区")
        );
        assert_eq!(county_in("宜昌市企业名册", "4205"), None);
    }

    #[test]
    fn a_zone_is_a_reporting_unit_too() {
        let file = "2016年工会统计年报_宜昌高新区";
        assert_eq!(unit_in(file, "4205").as_deref(), Some("宜昌高新区"));
    }

    #[test]
    fn a_school_of_a_county_is_no_reporting_unit() {
        assert!(is_unit("西陵区总工会", "4205"));
        assert!(is_unit("西陵区小计", "4205"));
        assert!(!is_unit("西陵区实验小学", "4205"));
        assert!(!is_unit("宜昌市", "4205"));
    }

    #[test]
    fn a_park_ends_with_its_word() {
        assert_eq!(
            park_in("猇亭工业园区入园企业名单").as_deref(),
            Some("猇亭工业园区")
        );
        assert_eq!(park_in("企业名单"), None);
    }
}
