//! Headers of head counts, understood by the words in them.
//!
//! Offices compose these headers freely (`其中：女会员`, `农民工会员数`, `职工 / 其中女`), so that a list of
//! spellings would never end; the words they are made of are few.

use crate::table::field::Field;

/// With one of these it is a share, a change or a count of something else.
const OTHER_THINGS: &[&str] = &[
    "率",
    "%",
    "比例",
    "占",
    "增减",
    "同比",
    "上年",
    "去年",
    "上期",
    "主席",
    "干部",
    "专职",
    "兼职",
    "委员",
    "代表",
    "工资",
    "合同",
    "保险",
    "培训",
    "经费",
    "劳模",
    "困难",
    "党员",
    "男",
    "编码",
    "代码",
    "名称",
    "时间",
    "日期",
    "是否",
    "标志",
    "姓名",
    "电话",
    "地址",
    "类型",
    "类别",
    "性质",
    "状态",
    "情况",
    "身份证",
    "退休",
    "应",
    "少数民族",
    "减少",
    "未",
    "离",
    "转",
    "卡",
    "号",
    "单位",
    "企业",
    "登记",
];

/// The count a header asks for, if its words name exactly one.
pub(super) fn count_field(header: &str) -> Option<Field> {
    /// A longer text is a sentence.
    const HEADER_CHARACTERS_MAX: usize = 24;
    if header.chars().count() > HEADER_CHARACTERS_MAX {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if has(&["基层工会数", "基层工会个数", "基层工会组织数"]) {
        return Some(Field::BaseUnions);
    }
    if has(&["涵盖", "覆盖"]) {
        let counted = has(&["数", "个", "家"]) && !has(&["职工", "会员", "率", "人数"]);
        return counted.then_some(Field::NCoveredUnits);
    }
    if has(OTHER_THINGS) {
        return None;
    }
    let members = has(&["会员", "入会"]);
    let workers = has(&["职工", "从业", "员工", "用工", "务工", "农民工", "派遣工"]);
    let marks = [
        has(&["农民工", "务工"]),
        has(&["女"]),
        has(&["派遣"]),
        has(&["新增", "新发展", "新入会", "本期发展", "本年发展"]),
        has(&["联合"]),
    ];
    match (members, workers, marks) {
        (true, _, [false, false, false, false, false]) => Some(Field::Members),
        (true, _, [true, false, false, false, false]) => Some(Field::MigrantMembers),
        (true, _, [false, true, false, false, false]) => Some(Field::FemaleMembers),
        (true, _, [false, false, true, false, false]) => Some(Field::DispatchedMembers),
        (true, _, [false, false, false, true, false]) => Some(Field::NewMembers),
        (true, _, [false, false, false, false, true]) => Some(Field::JointUnionMembers),
        (false, true, [false, false, false, false, false]) => Some(Field::Workers),
        (false, true, [true, false, false, false, false]) => Some(Field::MigrantWorkers),
        (false, true, [false, true, false, false, false]) => Some(Field::FemaleWorkers),
        (false, true, [false, false, true, false, false]) => Some(Field::DispatchedWorkers),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Option<Field>) {
        assert_eq!(count_field(header), expected, "{header}");
    }

    #[test]
    fn one_mark_names_one_count() {
        check("农民工会员数", Some(Field::MigrantMembers));
        check("会员女", Some(Field::FemaleMembers));
        check("劳务派遣工人数", Some(Field::DispatchedWorkers));
        check("本期新增会员", Some(Field::NewMembers));
        check("联合工会会员", Some(Field::JointUnionMembers));
        check("职工总数", Some(Field::Workers));
    }

    #[test]
    fn two_marks_name_a_count_we_do_not_keep() {
        check("农民工会员女", None);
        check("新增农民工会员", None);
    }

    #[test]
    fn shares_and_officers_are_no_counts() {
        check("职工入会率", None);
        check("专职工会干部人数", None);
    }

    #[test]
    fn covered_units_are_counted_as_units() {
        check("联合工会涵盖单位数", Some(Field::NCoveredUnits));
        check("基层工会数", Some(Field::BaseUnions));
    }
}
