//! Names of unions.

use super::text::{fold, without_ending};

/// What kind of union a name or a kind's words tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnionForm {
    /// 基层工会, 单位工会: of one unit.
    Enterprise,
    /// 联合工会: one union of several units.
    Joint,
    /// 工会联合会: over several unions and units.
    Federation,
    /// 社区, 村, 街道, 乡镇, 网格工会.
    Area,
    /// 总工会, 工会工作委员会.
    Superior,
}

/// The name of a union, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionName {
    /// The kind its words tell.
    pub form: UnionForm,
    /// The unit's name for a union of one unit, else the area or industry.
    pub unit: String,
    /// What the union calls itself (`工会委员会`); empty for a name that is no union's.
    pub suffix: &'static str,
}

/// What a union calls itself at the end of its name, and what that tells.
const ENDINGS: &[&str] = &[
    "联合工会委员会",
    "基层工会联合会",
    "工会联合会委员会",
    "工会联合委员会",
    "工会联合会",
    "联合基层工会委员会",
    "联合基层工会",
    "联合工会",
    "总工会委员会",
    "总工会",
    "工会工作委员会",
    "工会工委",
    "基层工会委员会",
    "基层工会",
    "分工会委员会",
    "分工会",
    "工会委员会",
    "工会筹备组",
    "工会筹备委员会",
    "工会小组",
    "工会",
    "基层委员会",
];

/// Areas that have unions of their own; a unit's name does not end so.
const AREAS: &[&str] = &[
    "社区", "村", "街道", "乡", "镇", "网格", "片区", "小区", "街区", "楼宇", "商圈",
];

impl UnionName {
    /// Takes a union's name apart.
    ///
    /// # Examples
    /// ```
    /// use minglu::normalize::{UnionForm, UnionName};
    /// let name = UnionName::parse("宜昌某某有限公司工会委员会");
    /// assert_eq!((name.form, name.unit.as_str()), (UnionForm::Enterprise, "宜昌某某有限公司"));
    /// ```
    pub fn parse(text: &str) -> Self {
        let folded = fold(text);
        let name = folded.strip_prefix("中国工会").unwrap_or(&folded);
        // A remark behind the name, such as (联合), may tell the form, and the name goes before it.
        let (name, remark) = match name
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
        {
            Some((before, remark)) if before.ends_with("会") => (before, remark),
            _ => (name, ""),
        };
        let Some((unit, ending)) = without_ending(name, ENDINGS) else {
            let form = form_of_words(remark).unwrap_or(UnionForm::Enterprise);
            return Self {
                form,
                unit: name.to_owned(),
                suffix: "",
            };
        };
        let form = form_of_words(remark).unwrap_or_else(|| form_of(unit, ending));
        let unit = match form {
            UnionForm::Enterprise => unit.trim_end_matches("机关"),
            UnionForm::Joint | UnionForm::Federation | UnionForm::Area | UnionForm::Superior => {
                unit
            }
        };
        let unit = if unit.is_empty() { name } else { unit };
        Self {
            form,
            unit: unit.to_owned(),
            suffix: ending,
        }
    }
}

fn form_of(unit: &str, ending: &str) -> UnionForm {
    let is_area = AREAS.iter().any(|area| unit.ends_with(area)) && !unit.contains("公司");
    let is_trade = ["行业", "产业"].iter().any(|word| unit.ends_with(word));
    if ending.contains("联合会") || ending.contains("联合委员会") || is_trade {
        UnionForm::Federation
    } else if ending.contains("联合") || unit.ends_with("联合") {
        UnionForm::Joint
    } else if is_area {
        UnionForm::Area
    } else if ending.starts_with("总工会")
        || ending.contains("工作委员会")
        || ending.contains("工委")
    {
        UnionForm::Superior
    } else {
        UnionForm::Enterprise
    }
}

/// What the words of a kind say; nothing where they leave it open.
fn form_of_words(words: &str) -> Option<UnionForm> {
    let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if says(&["联合会"]) {
        Some(UnionForm::Federation)
    } else if says(&["联合"]) {
        Some(UnionForm::Joint)
    } else if says(&["社区", "村", "街道", "乡", "镇", "网格", "区域"]) {
        Some(UnionForm::Area)
    } else if says(&["上级", "地方", "总工会", "工作委员会", "工委", "基层以上"])
    {
        Some(UnionForm::Superior)
    } else if says(&["单独", "单一", "独立", "单位工会", "企业工会"]) {
        Some(UnionForm::Enterprise)
    } else {
        None
    }
}

/// The kind of a union, by the words of its kind column, else by its name. 基层工会 alone says no
/// more than that it is a base union, so the name decides.
pub fn union_form(kind_text: Option<&str>, name: Option<&str>) -> UnionForm {
    let of_kind = kind_text.map(fold).and_then(|words| form_of_words(&words));
    let of_name = || name.map(|name| UnionName::parse(name).form);
    of_kind.or_else(of_name).unwrap_or(UnionForm::Enterprise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: UnionForm, unit: &str) {
        let name = UnionName::parse(text);
        assert_eq!((name.form, name.unit.as_str()), (form, unit), "{text}");
    }

    #[test]
    fn unions_of_one_unit() {
        check(
            "宜昌某某有限公司工会委员会",
            UnionForm::Enterprise,
            "宜昌某某有限公司",
        );
        check(
            "宜昌某某有限公司工会",
            UnionForm::Enterprise,
            "宜昌某某有限公司",
        );
        check(
            "公安县鹿角供销社老街农资门市部工会委员会",
            UnionForm::Enterprise,
            "公安县鹿角供销社老街农资门市部",
        );
        check(
            "宜昌某某有限公司分工会",
            UnionForm::Enterprise,
            "宜昌某某有限公司",
        );
        check(
            "宜昌市第一中学基层工会委员会",
            UnionForm::Enterprise,
            "宜昌市第一中学",
        );
    }
    #[test]
    fn unions_of_many() {
        check("学院街道联合工会", UnionForm::Joint, "学院街道");
        check(
            "西陵区餐饮行业工会联合会",
            UnionForm::Federation,
            "西陵区餐饮行业",
        );
        check("云集社区工会委员会", UnionForm::Area, "云集社区");
        check(
            "宜昌市交通运输产业工会",
            UnionForm::Federation,
            "宜昌市交通运输产业",
        );
        check("宜昌市总工会", UnionForm::Superior, "宜昌市");
        check(
            "宜昌高新区工会工作委员会",
            UnionForm::Superior,
            "宜昌高新区",
        );
    }
    #[test]
    fn the_kind_decides_and_base_union_leaves_it_to_the_name() {
        assert_eq!(
            union_form(Some("联合基层工会"), Some("某某工会")),
            UnionForm::Joint
        );
        assert_eq!(
            union_form(Some("基层工会"), Some("云集社区工会")),
            UnionForm::Area
        );
        assert_eq!(union_form(None, None), UnionForm::Enterprise);
    }
}
