//! Legal forms (组织形式) of enterprises.

/// The form a name ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// 有限公司, 有限责任公司.
    LimitedCompany,
    /// 股份有限公司.
    JointStockCompany,
    /// 公司 without more.
    Company,
    /// 集团.
    Group,
    /// 合伙企业.
    Partnership,
    /// 个人独资企业.
    SoleProprietorship,
    /// 农民专业合作社.
    Cooperative,
    /// 个体工商户, said in the name.
    IndividualBusiness,
    /// 厂.
    Factory,
    /// 店.
    Shop,
    /// 行.
    TradingHouse,
    /// 部.
    Department,
    /// 社.
    Society,
    /// 中心.
    Centre,
    /// 事务所, 所.
    Office,
    /// 学校, 幼儿园.
    School,
    /// 医院, 诊所.
    Hospital,
    /// 协会, 商会, 学会.
    Association,
    /// None of these.
    Unknown,
}

/// Endings and their form; where one ends another the longer comes first.
const ENDINGS: &[(&str, LegalForm)] = &[
    ("股份有限公司", LegalForm::JointStockCompany),
    ("有限责任公司", LegalForm::LimitedCompany),
    ("有限公司", LegalForm::LimitedCompany),
    ("农民专业合作社联合社", LegalForm::Cooperative),
    ("专业合作社联合社", LegalForm::Cooperative),
    ("农民专业合作社", LegalForm::Cooperative),
    ("专业合作社", LegalForm::Cooperative),
    ("股份合作社", LegalForm::Cooperative),
    ("合作社", LegalForm::Cooperative),
    ("有限合伙企业", LegalForm::Partnership),
    ("合伙企业", LegalForm::Partnership),
    ("个人独资企业", LegalForm::SoleProprietorship),
    ("个体工商户", LegalForm::IndividualBusiness),
    ("公司", LegalForm::Company),
    ("集团", LegalForm::Group),
    ("幼儿园", LegalForm::School),
    ("学校", LegalForm::School),
    ("医院", LegalForm::Hospital),
    ("诊所", LegalForm::Hospital),
    ("协会", LegalForm::Association),
    ("商会", LegalForm::Association),
    ("学会", LegalForm::Association),
    ("中心", LegalForm::Centre),
    ("事务所", LegalForm::Office),
    ("厂", LegalForm::Factory),
    ("店", LegalForm::Shop),
    ("行", LegalForm::TradingHouse),
    ("部", LegalForm::Department),
    ("社", LegalForm::Society),
    ("所", LegalForm::Office),
];

impl LegalForm {
    /// The form of a folded name, and the name without the words of the form. Words that say what
    /// a place is (厂, 店, 中心 …) stay in the name: 鼎力五金厂 and 鼎力五金店 are two firms.
    pub(super) fn split(name: &str) -> (&str, Self) {
        let found = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        let Some((ending, form)) = found else {
            return (name, Self::Unknown);
        };
        let without = name.strip_suffix(ending).unwrap_or(name);
        match form {
            Self::LimitedCompany
            | Self::JointStockCompany
            | Self::Company
            | Self::Partnership
            | Self::SoleProprietorship
            | Self::Cooperative
            | Self::IndividualBusiness => (without, *form),
            Self::Group
            | Self::Factory
            | Self::Shop
            | Self::TradingHouse
            | Self::Department
            | Self::Society
            | Self::Centre
            | Self::Office
            | Self::School
            | Self::Hospital
            | Self::Association
            | Self::Unknown => (name, *form),
        }
    }
}

/// Endings after which a branch's own words may follow in a name.
pub(super) const PARENT_ENDINGS: &[&str] =
    &["有限公司", "有限责任公司", "公司", "合作社", "合伙企业"];
