//! The canonical fields: what a column of an input file can mean.

use super::vocabulary::SourceKind;

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellType {
    /// Text, trimmed.
    Text,
    /// A code or number kept as text: an identifier is never arithmetic.
    Code,
    /// Persons, unions or units: a whole number, 0 or more.
    Count,
    /// Yuan.
    Money,
    /// A calendar day.
    Date,
    /// Yes or no.
    Flag,
}

macro_rules! fields {
    ($( $(#[$doc:meta])* $variant:ident = $text:literal : $cell_type:ident ),* $(,)?) => {
        /// What a column means, spelled as the keys of a source's `columns`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $( $(#[$doc])* $variant, )*
        }

        impl Field {
            /// Every field, in the order declared.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The key as written in pipeline files and `check`'s output.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )* }
            }

            /// The field with this key.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $( $text => Some(Self::$variant), )* _ => None }
            }

            /// How its cells are read.
            pub const fn cell_type(self) -> CellType {
                match self { $( Self::$variant => CellType::$cell_type, )* }
            }
        }

        impl std::fmt::Display for Field {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    };
}

fields! {
    /// 企业名称
    Name = "name": Text,
    /// 曾用名
    FormerName = "former_name": Text,
    /// 统一社会信用代码 of the unit.
    Uscc = "uscc": Code,
    /// 纳税人识别号
    TaxId = "tax_id": Code,
    /// 组织机构代码
    OrgCode = "org_code": Code,
    /// 注册号
    RegistrationNo = "registration_no": Code,
    /// A column that mixes kinds of code.
    Code = "code": Code,
    /// 法定代表人
    LegalRepresentative = "legal_representative": Text,
    /// 地址
    Address = "address": Text,
    /// 行政区划
    Region = "region": Text,
    /// 乡镇街道
    Township = "township": Text,
    /// 联系电话
    Phone = "phone": Code,
    /// 登记状态
    Status = "status": Text,
    /// 职工人数
    Workers = "workers": Count,
    /// 女职工人数
    FemaleWorkers = "female_workers": Count,
    /// 农民工人数
    MigrantWorkers = "migrant_workers": Count,
    /// 劳务派遣工人数
    DispatchedWorkers = "dispatched_workers": Count,
    /// 成立日期
    EstablishedOn = "established_on": Date,
    /// 企业类型
    EnterpriseType = "enterprise_type": Text,
    /// 行业
    Industry = "industry": Text,
    /// 注册资本
    Capital = "capital": Text,
    /// 经营范围
    BusinessScope = "business_scope": Text,
    /// 工程名称
    ProjectName = "project_name": Text,
    /// 项目经理
    ProjectManager = "project_manager": Text,
    /// 开工日期
    StartedOn = "started_on": Date,
    /// 竣工日期
    FinishedOn = "finished_on": Date,
    /// 工程造价
    Cost = "cost": Money,
    /// 工会编码
    UnionCode = "union_code": Code,
    /// 工会名称
    UnionName = "union_name": Text,
    /// The union's own credit code (`81…`).
    UnionUscc = "union_uscc": Code,
    /// 所在单位名称
    UnitName = "unit_name": Text,
    /// The unit's key in the system (often the organisation code).
    UnitCode = "unit_code": Code,
    /// 单位性质类别
    UnitCategory = "unit_category": Text,
    /// 工会类型
    UnionKind = "union_kind": Text,
    /// 上级工会
    SuperiorUnion = "superior_union": Text,
    /// 建会时间
    FoundedOn = "founded_on": Date,
    /// 涵盖单位, a free-text list.
    CoveredUnits = "covered_units": Text,
    /// 涵盖单位数
    NCoveredUnits = "n_covered_units": Count,
    /// 会员人数
    Members = "members": Count,
    /// 女会员人数
    FemaleMembers = "female_members": Count,
    /// 农民工会员人数
    MigrantMembers = "migrant_members": Count,
    /// 劳务派遣工会员人数
    DispatchedMembers = "dispatched_members": Count,
    /// 本期新增会员
    NewMembers = "new_members": Count,
    /// 联合工会会员
    JointUnionMembers = "joint_union_members": Count,
    /// 基层工会数
    BaseUnions = "base_unions": Count,
    /// 工会主席
    Chair = "chair": Text,
    /// 成立工会标志
    HasUnion = "has_union": Flag,
    /// 成立工会日期
    OrganisedOn = "organised_on": Date,
    /// 姓名
    PersonName = "person_name": Text,
    /// 性别
    Sex = "sex": Text,
    /// 身份证号
    ResidentId = "resident_id": Code,
    /// 会员卡号
    CardNo = "card_no": Code,
    /// 出生日期
    BirthDate = "birth_date": Date,
    /// 户籍性质
    RegistrationKind = "registration_kind": Text,
    /// 户籍所在地
    RegistrationPlace = "registration_place": Text,
    /// 用工形式
    EmploymentForm = "employment_form": Text,
    /// 就业状态
    EmploymentState = "employment_state": Text,
    /// 工作单位
    Employer = "employer": Text,
    /// The employer's code.
    EmployerCode = "employer_code": Code,
    /// 派遣单位
    Agency = "agency": Text,
    /// 用工单位 of a dispatched worker.
    Host = "host": Text,
    /// 入会日期
    JoinDate = "join_date": Date,
    /// 入会方式
    JoinChannel = "join_channel": Text,
    /// 审批状态
    Approval = "approval": Text,
    /// 会籍状态
    MembershipState = "membership_state": Text,
    /// 离会日期
    LeftOn = "left_on": Date,
    /// 转出单位
    MovedFrom = "moved_from": Text,
    /// 转入单位
    MovedTo = "moved_to": Text,
    /// 转会日期
    MovedOn = "moved_on": Date,
    /// 是否农民工
    IsMigrant = "is_migrant": Flag,
    /// 开发区
    Park = "park": Text,
    /// 指标, in a report of one figure a row.
    Indicator = "indicator": Text,
    /// 数值, in a report of one figure a row.
    Value = "value": Count,
    /// 备注
    Remarks = "remarks": Text,
    /// 序号
    Serial = "serial": Code,
}

impl Field {
    /// The fields one of which a table of this kind needs, else its rows cannot be identified.
    pub const fn naming(kind: SourceKind) -> &'static [Self] {
        match kind {
            SourceKind::Enterprises | SourceKind::Directory | SourceKind::Parks => &[
                Self::Name,
                Self::Uscc,
                Self::TaxId,
                Self::OrgCode,
                Self::Code,
                Self::ProjectName,
            ],
            SourceKind::Unions => &[Self::UnionName, Self::UnitName, Self::UnionCode],
            SourceKind::Members | SourceKind::Roster | SourceKind::Movements => &[Self::PersonName],
            SourceKind::AnnualReport => &[
                Self::UnionName,
                Self::UnitName,
                Self::UnionCode,
                Self::Region,
                Self::Indicator,
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_reads_back() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.as_str()), Some(*field));
        }
    }
}
