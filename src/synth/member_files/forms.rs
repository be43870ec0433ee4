//! The columns of rosters, transfer records and lists of persons employed.

use crate::synth::files::{Form, Head};
use crate::synth::places::ReportingUnit;

/// Canonical cells: 0 serial, 1 union code, 2 union name, 3 name, 4 sex, 5 id, 6 born, 7 phone,
/// 8 card, 9 registration, 10 registered at, 11 form, 12 state, 13 employer, 14 agency, 15 host,
/// 16 joined, 17 channel, 18 approval, 19 membership, 20 left, 21 moved from, 22 moved on, 23 migrant,
/// 24 remarks.
pub(super) const WORKBOOK: Form = Form {
    headers: &[
        "序号",
        "工会编码",
        "工会名称",
        "姓名",
        "性别",
        "身份证号码",
        "出生日期",
        "手机号",
        "会员卡号",
        "户籍性质",
        "户籍所在地",
        "用工形式",
        "就业状态",
        "工作单位",
        "派遣单位",
        "用工单位",
        "入会日期",
        "入会方式",
        "审批状态",
        "会籍状态",
        "离会日期",
        "转出单位",
        "转会日期",
        "是否农民工",
        "备注",
    ],
    order: &[
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    ],
};
pub(super) const CSV: Form = Form {
    headers: &[
        "会员姓名",
        "性别",
        "公民身份号码",
        "移动电话",
        "出生日期",
        "工会全称",
        "工会统计编码",
        "会员卡号",
        "户口性质",
        "户籍所在地",
        "是否农民工会员",
        "用工形式",
        "就业状况",
        "工作单位",
        "派遣单位",
        "用工单位",
        "入会时间",
        "入会方式",
        "审批状态",
        "会籍状态",
        "离会日期",
        "转出单位",
        "转会日期",
        "备注",
        "序号",
    ],
    order: &[
        3, 4, 5, 7, 6, 2, 1, 8, 9, 10, 23, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 0,
    ],
};
pub(super) const MOVEMENTS: Form = Form {
    headers: &[
        "序号",
        "姓名",
        "身份证号",
        "会员卡号",
        "工会编码",
        "工会名称",
        "会籍变化类型",
        "会籍变化日期",
        "转出单位",
        "转入单位",
        "审批状态",
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
};
pub(super) const INSURED: Form = Form {
    headers: &[
        "姓名",
        "公民身份号码",
        "性别",
        "户口性质",
        "户籍所在地",
        "参保单位名称",
        "统一社会信用代码",
        "参保日期",
        "用工形式",
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8],
};
pub(super) const SITE_LIST: Form = Form {
    headers: &[
        "项目名称",
        "姓名",
        "身份证号码",
        "性别",
        "户籍性质",
        "户籍所在地",
        "用人单位",
        "派遣单位",
        "用工形式",
        "进场日期",
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
};

/// A header of two rows: what the columns are about stands above some of them.
pub(super) fn roster_head(reporting: ReportingUnit) -> Head {
    const GROUPS: [(usize, &str); 4] = [
        (4, "个人信息"),
        (11, "就业情况"),
        (16, "入会情况"),
        (19, "会籍情况"),
    ];
    const GROUPED: std::ops::Range<usize> = 4..23;
    let mut head = Head::of(&WORKBOOK);
    let mut below = vec![String::new(); WORKBOOK.headers.len()];
    for column in GROUPED {
        let group = GROUPS.iter().find(|(first, _)| *first == column);
        let group = group.map_or("", |(_, words)| words).to_owned();
        below[column] = std::mem::replace(&mut head.headers[0][column], group);
    }
    head.headers.push(below);
    head.titled("工会会员花名册")
        .titled(format!("填报单位：{}", reporting.federation()))
        .signed("填表说明：是否农民工填写“是”或“否”。")
}
