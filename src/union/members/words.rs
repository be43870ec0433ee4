//! What the words in a roster's cells mean.
//!
//! Codes differ from system to system and words do not, so only words decide; a cell that says
//! nothing known is read as the ordinary case.

use crate::table::vocabulary::{JoinChannel, OutReason};

/// Whether an application was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Approval {
    /// Approved, or the roster does not speak of it: being in it presumes approval.
    Approved,
    /// Applied for and not, or not yet, approved.
    Open,
}

/// What a state of membership says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A member, or nothing said.
    Member,
    /// An application only.
    Applied,
    /// The membership ended so.
    Ended(OutReason),
}

/// What a state of employment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EmploymentState {
    /// At work, or nothing said.
    Working,
    /// Without employer, whatever the employer column still holds.
    Unemployed,
    /// Laid off or retired: without employer unless one is named.
    Idle,
    /// Farms at home.
    Farming,
}

/// The registration (户籍) that a kind states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registration {
    /// 农业.
    Rural,
    /// 非农业.
    Urban,
    /// Unified: the place decides.
    Resident,
    /// Words that say neither.
    Unclear,
}

pub(super) fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Reads an approval cell.
pub(super) fn approval(text: Option<&str>) -> Approval {
    let text = text.map_or("", str::trim);
    const EXEMPT: &[&str] = &["无需", "不需", "免审"];
    const OPEN: &[&str] = &[
        "未",
        "待",
        "不",
        "驳",
        "退",
        "否",
        "拒",
        "审核中",
        "审批中",
        "审查中",
        "申请",
        "初审",
        "提交",
        "上报",
    ];
    const OPEN_CODES: &[&str] = &["0", "N", "n", "×", "F", "false"];
    if says(text, EXEMPT) {
        Approval::Approved
    } else if says(text, OPEN) || OPEN_CODES.contains(&text) {
        Approval::Open
    } else {
        Approval::Approved
    }
}

/// Reads a state of membership or a kind of change (会籍变化类型).
pub(super) fn state(text: Option<&str>) -> State {
    let text = text.map_or("", str::trim);
    const PENDING: &[&str] = &["转出中", "待转出", "未转出", "拟转出", "未退会", "未除名"];
    const STRUCK_OFF: &[&str] = &["除名", "开除", "取消会籍", "清退", "撤销会籍"];
    const MOVED: &[&str] = &["转出", "调出", "转走", "转往", "已转会", "已转移", "已接转"];
    const LEFT: &[&str] = &[
        "退会",
        "离会",
        "离职",
        "终止",
        "注销",
        "失效",
        "离开",
        "脱会",
        "退出",
        "停止",
        "无效",
        "非会员",
    ];
    const APPLIED: &[&str] = &[
        "待审",
        "申请",
        "审核中",
        "审批中",
        "待批",
        "未审",
        "未批",
        "未通过",
        "预备",
        "驳回",
    ];
    if says(text, PENDING) {
        State::Member
    } else if says(text, DIED) {
        State::Ended(OutReason::Died)
    } else if says(text, STRUCK_OFF) {
        State::Ended(OutReason::StruckOff)
    } else if says(text, MOVED) {
        State::Ended(OutReason::TransferredOut)
    } else if says(text, APPLIED) {
        State::Applied
    } else if says(text, LEFT) {
        State::Ended(OutReason::Left)
    } else {
        State::Member
    }
}

/// Whether a state of membership, as written, says that it is over.
pub(in crate::union) fn is_over(text: &str) -> bool {
    match state(Some(text)) {
        State::Ended(_) => true,
        State::Member | State::Applied => false,
    }
}

/// Reads a state of membership beside the reason for its change: systems end that of the dead by
/// striking off or cancelling, and the reason alone tells.
pub(super) fn state_and_reason(state_text: Option<&str>, reason: Option<&str>) -> State {
    match state(state_text) {
        State::Ended(_) if says(reason.unwrap_or_default(), DIED) => State::Ended(OutReason::Died),
        read => read,
    }
}

/// Words for a death.
const DIED: &[&str] = &["死亡", "去世", "亡故", "身故", "病故", "逝世"];

/// Reads a state of employment.
pub(super) fn employment_state(text: Option<&str>) -> EmploymentState {
    let text = text.map_or("", str::trim);
    if says(text, &["务农", "在家种地"]) {
        EmploymentState::Farming
    } else if says(
        text,
        &[
            "失业",
            "待业",
            "无业",
            "未就业",
            "返乡",
            "离职",
            "解除",
            "求职",
            "辞职",
            "离场",
            "退场",
            "减员",
            "停保",
            "中断",
            "终止",
        ],
    ) {
        EmploymentState::Unemployed
    } else if says(
        text,
        &["下岗", "待岗", "下）岗", "下)岗", "退休", "离岗", "离退"],
    ) {
        EmploymentState::Idle
    } else {
        EmploymentState::Working
    }
}

/// Whether an employer cell says that there is none.
pub(super) fn names_no_employer(text: &str) -> bool {
    const NONE: &[&str] = &[
        "无",
        "没有",
        "暂无",
        "无单位",
        "无业",
        "无工作单位",
        "灵活就业",
        "灵活就业人员",
        "自由职业",
        "自由职业者",
        "个体",
        "自谋职业",
        "自主就业",
        "失业",
        "待业",
        "务农",
        "在家务农",
        "返乡",
        "/",
        "-",
        "—",
        "--",
        "——",
        "0",
    ];
    let text = text.trim();
    text.is_empty() || NONE.contains(&text)
}

/// Whether an employment form is that of a dispatched worker (劳务派遣).
pub(super) fn is_dispatched_form(text: &str) -> bool {
    text.contains("派遣") && !says(text, &["非派遣", "非劳务派遣", "不派遣"])
}

/// Whether the words say that the host keeps the membership on the agency's behalf (代管).
pub(super) fn is_managed_for_agency(text: &str) -> bool {
    says(text, &["代管", "代为管理", "委托管理", "委托用工单位"])
}

/// Whether the words say that the person joined at the place of origin (源头入会).
pub(super) fn is_joined_at_source(text: &str) -> bool {
    says(text, &["源头", "户籍地", "输出地", "原籍"])
}

/// Whether an employment form is one without employer (灵活就业).
pub(super) fn is_own_master(text: &str) -> bool {
    says(
        text,
        &["灵活就业", "自由职业", "自雇", "自主就业", "自谋职业"],
    )
}

/// Whether an employment form is seasonal.
pub(super) fn is_seasonal(text: &str) -> bool {
    says(text, &["季节"])
}

/// Reads the kind of household registration.
pub(super) fn registration(text: &str) -> Registration {
    if says(text, &["非农", "城镇", "城市", "市民"]) {
        Registration::Urban
    } else if says(text, &["居民", "统一"]) && !says(text, &["农村居民", "农业"]) {
        Registration::Resident
    } else if text.contains('农') || text.contains("乡村") {
        Registration::Rural
    } else {
        Registration::Unclear
    }
}

/// Whether a place of registration is still rural: a village, 村/组/乡 in the address.
///
/// The characters also stand in names of towns (新乡市, 宁乡市) and of estates (某某新村), which make
/// nothing rural.
pub(super) fn is_rural_place(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "新乡", "宁乡", "萍乡", "桐乡", "湘乡", "西乡", "金乡", "内乡", "乡宁", "乡城",
    ];
    let mut rest = text.to_owned();
    for name in NAMES {
        rest = rest.replace(name, "");
    }
    let rest = rest.replace("新村小区", "").replace("新村社区", "");
    if says(
        &rest,
        &["村民委员会", "村委会", "乡", "组", "大队", "生产队", "屯"],
    ) {
        return true;
    }
    rest.replace("新村村", "村")
        .replace("新村", "")
        .contains('村')
}

/// Reads the way of joining.
pub(super) fn join_channel(text: Option<&str>) -> JoinChannel {
    let text = text.map_or("", str::trim).to_lowercase();
    const OFFLINE: &[&str] = &[
        "线下",
        "网下",
        "现场",
        "纸质",
        "窗口",
        "书面",
        "上门",
        "集中",
        "申请表",
        "offline",
        "表格",
        "非网",
    ];
    const ONLINE: &[&str] = &[
        "网上",
        "线上",
        "网络",
        "微信",
        "app",
        "平台",
        "互联网",
        "online",
        "手机",
        "扫码",
        "小程序",
        "公众号",
        "网站",
        "网",
    ];
    if says(&text, OFFLINE) {
        JoinChannel::Offline
    } else if says(&text, ONLINE) {
        JoinChannel::Online
    } else {
        JoinChannel::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_state(text: &str, expected: State) {
        assert_eq!(state(Some(text)), expected, "{text}");
    }

    #[track_caller]
    fn check_place(text: &str, expected: &str) {
        let found = if is_rural_place(text) {
            "农村"
        } else {
            "城镇"
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_roster_silent_about_approval_presumes_it() {
        assert_eq!(approval(None), Approval::Approved);
    }

    #[test]
    fn an_application_under_way_is_not_approved() {
        for text in ["待审批", "未通过", "审核中", "否", "驳回"] {
            assert_eq!(approval(Some(text)), Approval::Open, "{text}");
        }
        for text in ["通过", "审核通过", "已批准", "同意", "是"] {
            assert_eq!(approval(Some(text)), Approval::Approved, "{text}");
        }
    }

    #[test]
    fn kept_and_arriving_memberships_are_memberships() {
        for text in ["正常", "在册", "保留", "入会", "转入", "转出中"] {
            check_state(text, State::Member);
        }
    }

    #[test]
    fn every_way_of_ending_is_told_apart() {
        check_state("转出", State::Ended(OutReason::TransferredOut));
        check_state("除名", State::Ended(OutReason::StruckOff));
        check_state("退会", State::Ended(OutReason::Left));
        check_state("死亡", State::Ended(OutReason::Died));
        let died = Some("死亡");
        assert_eq!(
            state_and_reason(Some("注销"), died),
            State::Ended(OutReason::Died)
        );
        assert_eq!(state_and_reason(Some("正常"), died), State::Member);
    }

    #[test]
    fn other_than_farming_is_urban() {
        assert_eq!(registration("非农业户口"), Registration::Urban);
        assert_eq!(registration("农业户口"), Registration::Rural);
        assert_eq!(registration("居民户口"), Registration::Resident);
        assert_eq!(registration("农村居民"), Registration::Rural);
    }

    #[test]
    fn a_village_is_rural_and_an_estate_called_village_is_not() {
        check_place("宜昌市夷陵区分乡镇界岭村二组", "农村");
        check_place("宜昌市西陵区葛洲坝新村小区3栋", "城镇");
        check_place("河南省新乡市红旗区平原路1号", "城镇");
        check_place("宜昌市西陵区东山大道5号", "城镇");
    }

    #[test]
    fn joining_by_phone_or_net_is_online() {
        assert_eq!(join_channel(Some("网上申请")), JoinChannel::Online);
        assert_eq!(join_channel(Some("线下")), JoinChannel::Offline);
        assert_eq!(join_channel(None), JoinChannel::Unknown);
    }

    #[test]
    fn dispatch_is_read_from_the_form() {
        assert!(is_dispatched_form("劳务派遣工"));
        assert!(!is_dispatched_form("非派遣用工"));
    }
}
