//! The words the office reads, in its two languages.

use crate::table::vocabulary::{
    Basis, Cause, Certainty, CorrectionAction, Directory, DuplicateAction, DuplicateKind,
    EntityKind, EntityStatus, Indicator, Route, ScopeReason, SubjectKind, Suggestion,
    WorkerEvidence,
};

/// The language of everything people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// Words of the pipeline file and what they mean.
    pub const WORDS: &[(&str, Self)] = &[("zh", Self::Zh), ("en", Self::En)];

    /// The one of two texts that is in this language.
    pub const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A value of a closed vocabulary in the office's own words.
pub(super) trait Word: Copy {
    fn zh(self) -> &'static str;
    fn en(self) -> &'static str;
    fn word(self, lang: Lang) -> &'static str {
        lang.pick(self.zh(), self.en())
    }
}

macro_rules! words {
    ($type:ident { $( $variant:ident = $zh:literal ),* $(,)? }) => {
        impl Word for $type {
            fn zh(self) -> &'static str {
                match self { $( Self::$variant => $zh, )* }
            }
            fn en(self) -> &'static str {
                self.as_str()
            }
        }
    };
}

words!(Certainty { Certain = "确定", Probable = "较可能", Review = "待核" });
words!(Suggestion {
    OwnUnion = "单独建会",
    JointUnion = "联合建会",
    AreaUnion = "纳入社区工会",
    AskFirst = "先核实",
});
words!(Directory {
    Zone = "开发区",
    Construction = "建设项目",
    Logistics = "物流快递",
    Household = "家庭服务",
    Cooperative = "农业专业合作社",
    Dispatch = "劳务派遣",
});
words!(EntityKind {
    Enterprise = "企业",
    IndividualBusiness = "个体工商户",
    Cooperative = "农民专业合作社",
    Branch = "分支机构",
    Project = "工程项目",
    PrivateNonEnterprise = "民办非企业单位",
    Institution = "事业单位",
    Organ = "机关",
    SocialOrganisation = "社会团体",
    Other = "其他",
});
words!(WorkerEvidence {
    None = "无",
    Declared = "登记申报",
    Insured = "社保参保",
    Roster = "花名册",
    Site = "施工现场",
});
words!(EntityStatus {
    Active = "存续",
    Dormant = "停业",
    Dissolved = "注销",
    Unknown = "不明",
});
words!(ScopeReason {
    InScope = "应建会",
    OnlyInUnionSystem = "仅见于工会系统",
    OutsideTerritory = "不在本地区",
    KindNotInScope = "类别不在范围",
    NotActive = "非正常存续",
    NoWorkerEvidence = "无用工依据",
    TooSmall = "用工人数不足",
});
words!(Route {
    Own = "单独建会",
    Joint = "联合工会",
    Federation = "工会联合会",
    Area = "区域工会",
    HeadOffice = "总公司工会",
    Agency = "派遣单位工会",
});
words!(DuplicateKind {
    SharedId = "两人共用一个身份证号",
    Rejoined = "离会后再次入会",
    TransferNotClosed = "会籍接转后原会籍未注销",
    AgencyAndHost = "派遣单位与用工单位重复入会",
    OriginAndDestination = "输出地与输入地重复入会",
    SameUnion = "同一工会内重复",
    TwoUnions = "两个工会重复入会",
});
words!(DuplicateAction {
    Keep = "保留",
    Close = "注销会籍",
    CorrectId = "更正身份证号",
    Ask = "先核实",
});
impl Word for Indicator {
    fn zh(self) -> &'static str {
        self.office_word()
    }
    fn en(self) -> &'static str {
        self.as_str()
    }
}
words!(Basis { Persons = "按人", Counts = "按数" });
words!(Cause {
    Duplicates = "重复计算",
    CountedElsewhere = "应由其他工会统计",
    OutsidePeriod = "不在统计期内",
    LeftOrTransferred = "已离会或已转出",
    NotApproved = "入会申请未批准",
    MigrantDefinition = "农民工口径不一致",
    UnitMissingFromReport = "年报缺该单位",
    UnitMissingFromSystem = "系统缺该单位",
    UnitReportedTwice = "年报重复填报",
    UnitDissolved = "单位已注销",
    CoveredUnits = "涵盖单位数不一致",
    FormArithmetic = "报表合计有误",
    LastYearCarriedOver = "沿用上年数",
    ScaledOrTransposed = "单位或数字位置写错",
    Unexplained = "原因不明",
});
words!(CorrectionAction {
    AddEnterprise = "新增企业",
    AddUnion = "新增工会",
    CorrectField = "更正字段",
    CorrectCount = "更正人数",
    CloseMembership = "注销会籍",
    MoveMembership = "转移会籍",
    CorrectIdentity = "更正身份证号",
    CloseUnion = "撤销工会",
    MergeUnions = "合并重复工会",
});
words!(SubjectKind { Enterprise = "企业", Union = "工会", Member = "会员" });

/// The fields of the management system in the order of its forms, with their labels; the counts, which
/// are called like the indicators, come behind.
const FORM: &[(&str, &str)] = &[
    ("union_code", "工会编码"),
    ("union_name", "工会名称"),
    ("name", "企业名称"),
    ("unit_name", "单位名称"),
    ("unit_code", "单位编码"),
    ("uscc", "统一社会信用代码"),
    ("org_code", "组织机构代码"),
    ("registration_no", "注册号"),
    ("code", "单位代码"),
    ("tax_id", "纳税人识别号"),
    ("union_kind", "工会类型"),
    ("region", "行政区划"),
    ("township", "乡镇街道"),
    ("address", "地址"),
    ("legal_representative", "法定代表人"),
    ("phone", "联系电话"),
    ("industry", "行业"),
    ("status", "状态"),
    ("has_union", "是否建会"),
    ("founded_on", "建会时间"),
    ("covered_units", "涵盖单位"),
    ("n_covered_units", "涵盖单位数"),
    ("resident_id", "身份证号"),
    ("membership_state", "会籍状态"),
];

/// A field of the management system as its forms label it; a field that corrections never name keeps
/// its key, so that nothing is shown wrongly.
pub(super) fn field_word(key: &str, lang: Lang) -> &str {
    let labelled = FORM.iter().find(|(field, _)| *field == key);
    let zh = match (labelled, Indicator::parse(key)) {
        (Some((_, label)), _) => label,
        (None, Some(indicator)) => indicator.zh(),
        (None, None) => key,
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => key,
    }
}

/// Where a field stands on the form, from the top; one that the form lacks stands at its end.
pub(super) fn field_place(key: &str) -> usize {
    let on_form = FORM.iter().position(|(field, _)| *field == key);
    let of_indicator = || {
        let indicator = Indicator::parse(key)?;
        Indicator::ALL.iter().position(|other| *other == indicator)
    };
    let behind = || of_indicator().unwrap_or(Indicator::ALL.len());
    on_form.unwrap_or_else(|| FORM.len() + behind())
}

/// A mismatch's key, `unit/indicator`, with the indicator as the report calls it.
pub(super) fn mismatch_word(key: &str, lang: Lang) -> String {
    let parts = key.rsplit_once('/');
    let indicator = parts.and_then(|(_, indicator)| Indicator::parse(indicator));
    match (parts, indicator) {
        (Some((unit, _)), Some(indicator)) => format!("{unit}/{}", indicator.word(lang)),
        (_, Some(_) | None) => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clerk_reads_the_systems_own_labels() {
        assert_eq!(field_word("address", Lang::Zh), "地址");
        assert_eq!(field_word("migrant_members", Lang::Zh), "农民工会员");
        assert_eq!(field_word("address", Lang::En), "address");
        assert_eq!(mismatch_word("G1/members", Lang::Zh), "G1/会员人数");
        assert_eq!(mismatch_word("西陵区", Lang::Zh), "西陵区");
    }

    #[test]
    fn fields_stand_in_the_order_of_the_form() {
        let mut fields = ["workers", "address", "uscc", "name", "members", "region"];
        fields.sort_by_key(|field| field_place(field));
        let expected = ["name", "uscc", "region", "address", "workers", "members"];
        assert_eq!(fields, expected);
    }
}
