//! The forms and the kinds.

/// The legal form that a name states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// 有限公司, 有限责任公司.
    LimitedCompany,
    /// 股份有限公司.
    JointStockCompany,
    /// 公司 without a word on liability.
    Company,
    /// 集团.
    Group,
    /// 合伙企业, 普通合伙, 有限合伙.
    Partnership,
    /// 个人独资企业.
    SoleProprietorship,
    /// 农民专业合作社 and its unions.
    Cooperative,
    /// 个体工商户.
    IndividualBusiness,
    /// 厂.
    Factory,
    /// 店, 商店, 超市.
    Shop,
    /// 行, 商行.
    TradingHouse,
    /// 部, 经营部.
    Department,
    /// 社 that is no farmers' cooperative: 供销社, 旅行社.
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

/// What kind of unit a name tells of, in the words of the outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// A company, factory or other enterprise.
    Enterprise,
    /// 个体工商户: shops and workshops whose name states no company.
    IndividualBusiness,
    /// 农民专业合作社.
    Cooperative,
    /// A workplace tied to a parent.
    Branch,
    /// A construction project.
    Project,
    /// 民办非企业单位: private schools, kindergartens, homes.
    PrivateNonEnterprise,
    /// 事业单位: schools, hospitals, stations of the administration.
    Institution,
    /// 机关: authorities.
    Organ,
    /// 社会团体: associations, foundations, unions.
    SocialOrganisation,
    /// None of these: committees of villages and communities, and what cannot be told.
    Other,
}

impl UnitKind {
    /// The word of the outputs (`individual_business`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::IndividualBusiness => "individual_business",
            Self::Cooperative => "cooperative",
            Self::Branch => "branch",
            Self::Project => "project",
            Self::PrivateNonEnterprise => "private_non_enterprise",
            Self::Institution => "institution",
            Self::Organ => "organ",
            Self::SocialOrganisation => "social_organisation",
            Self::Other => "other",
        }
    }
}
