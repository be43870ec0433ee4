//! The closed vocabularies of the tables: an enum in Rust, lower-case text in a file.
//!
//! A new variant makes the compiler list the work, so matches over these never end in `_`.

use super::cell::{TextCell, text_cell};

/// Declares an enum with one text per variant.
macro_rules! vocabulary {
    (
        $(#[$doc:meta])*
        $name:ident {
            $( $(#[$variant_doc:meta])* $variant:ident = $text:literal ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_doc])* $variant, )*
        }

        impl $name {
            /// Every variant, in the order declared.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The text written in tables and pipeline files.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $text, )*
                }
            }

            /// The variant written `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $( $text => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl TextCell for $name {
            fn text(self) -> String {
                self.as_str().to_owned()
            }
            fn parse_text(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }

        text_cell!($name);
    };
}

vocabulary! {
    /// What the rows of a source are.
    SourceKind {
        /// A row per enterprise, establishment, or project with its contractor.
        Enterprises = "enterprises",
        /// The system's union organisations.
        Unions = "unions",
        /// The system's own enterprise directory with its founded mark.
        Directory = "directory",
        /// Union member roster.
        Members = "members",
        /// Persons employed: social insurance, construction real-name lists.
        Roster = "roster",
        /// Joining, transfer out, transfer in.
        Movements = "movements",
        /// The statistical annual report.
        AnnualReport = "annual_report",
        /// Development zones and their enterprises.
        Parks = "parks",
    }
}

vocabulary! {
    /// The department that keeps a registry.
    Department {
        /// 税务
        Tax = "tax",
        /// 工商 / 市场监管
        Commerce = "commerce",
        /// 人社
        Hr = "hr",
        /// 住建
        Construction = "construction",
        /// 农业
        Agriculture = "agriculture",
        /// 民政
        CivilAffairs = "civil_affairs",
        /// Any other.
        Other = "other",
    }
}

vocabulary! {
    /// Which year an annual report is of.
    Edition {
        /// The year under reconciliation.
        Current = "current",
        /// The baseline of growth.
        Previous = "previous",
    }
}

vocabulary! {
    /// What kind of workplace an entity is.
    EntityKind {
        /// 企业
        Enterprise = "enterprise",
        /// 个体工商户
        IndividualBusiness = "individual_business",
        /// 农民专业合作社
        Cooperative = "cooperative",
        /// 分支机构
        Branch = "branch",
        /// 工程项目
        Project = "project",
        /// 民办非企业单位
        PrivateNonEnterprise = "private_non_enterprise",
        /// 事业单位
        Institution = "institution",
        /// 机关
        Organ = "organ",
        /// 社会团体
        SocialOrganisation = "social_organisation",
        /// 其他
        Other = "other",
    }
}

vocabulary! {
    /// Whether an entity lives.
    EntityStatus {
        /// 存续
        Active = "active",
        /// 停业、歇业、非正常
        Dormant = "dormant",
        /// 注销、吊销、迁出、竣工
        Dissolved = "dissolved",
        /// Nobody says.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Where a count of workers comes from, weakest last but `none` first.
    WorkerEvidence {
        /// No count at all.
        None = "none",
        /// A registry's or the directory's count.
        Declared = "declared",
        /// Insured persons.
        Insured = "insured",
        /// Persons of a roster.
        Roster = "roster",
        /// Staff on a site.
        Site = "site",
    }
}

vocabulary! {
    /// Why an entity is or is not in the scope of the unorganised ledger.
    ScopeReason {
        /// In scope.
        InScope = "in_scope",
        /// Known from `unions` or `directory` rows alone.
        OnlyInUnionSystem = "only_in_union_system",
        /// The region is known and lies outside the federation's area.
        OutsideTerritory = "outside_territory",
        /// Organ, institution, social organisation, other.
        KindNotInScope = "kind_not_in_scope",
        /// Dormant, dissolved, or founded after the period.
        NotActive = "not_active",
        /// Active, but nothing speaks of workers.
        NoWorkerEvidence = "no_worker_evidence",
        /// An individual business below the office's threshold.
        TooSmall = "too_small",
    }
}

vocabulary! {
    /// What became of a scored candidate pair.
    PairDecision {
        /// The rows are one enterprise.
        Match = "match",
        /// A clerk must look.
        Review = "review",
        /// Above the threshold, yet in different entities, and nothing is asked.
        NoMatch = "no_match",
        /// A reviewed "same".
        MustLink = "must_link",
        /// A reviewed "different", or facts that forbid.
        CannotLink = "cannot_link",
    }
}

vocabulary! {
    /// How a union reaches an entity.
    Route {
        /// The union's unit is the entity.
        Own = "own",
        /// A joint union lists it.
        Joint = "joint",
        /// A union federation lists it.
        Federation = "federation",
        /// An area union lists it.
        Area = "area",
        /// The head office has a union of its own.
        HeadOffice = "head_office",
        /// All its workers are dispatched by an organised agency.
        Agency = "agency",
    }
}

vocabulary! {
    /// How sure a finding is.
    Certainty {
        /// 确定
        Certain = "certain",
        /// 较可能
        Probable = "probable",
        /// 待核
        Review = "review",
    }
}

vocabulary! {
    /// The six directories of key sectors.
    Directory {
        /// 开发区
        Zone = "zone",
        /// 建设项目
        Construction = "construction",
        /// 物流快递
        Logistics = "logistics",
        /// 家庭服务
        Household = "household",
        /// 农业专业合作社
        Cooperative = "cooperative",
        /// 劳务派遣
        Dispatch = "dispatch",
    }
}

/// A list of directories is written as a list of their names.
impl super::cell::Cell for Vec<Directory> {
    type Array = arrow::array::ListArray;
    type Ref<'a> = Vec<Directory>;
    const NULLABLE: bool = false;
    fn data_type() -> arrow::datatypes::DataType {
        <Vec<String> as super::cell::Cell>::data_type()
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> arrow::array::ArrayRef {
        let texts: Vec<Vec<String>> = cells
            .map(|cell| cell.iter().map(ToString::to_string).collect())
            .collect();
        <Vec<String> as super::cell::Cell>::collect(texts.iter())
    }
    fn get(array: &Self::Array, row: usize) -> Vec<Directory> {
        <Vec<String> as super::cell::Cell>::get(array, row)
            .iter()
            .map(|text| Directory::parse(text).expect("the column was validated"))
            .collect()
    }
    fn own(cell: Vec<Directory>) -> Vec<Directory> {
        cell
    }
    fn validate(array: &Self::Array) -> Result<(), super::cell::BadCell> {
        let texts = array.values().as_any().downcast_ref();
        super::cell::validate_text::<Directory>(texts.expect("the schema was checked"))
    }
}

vocabulary! {
    /// What to do about an unorganised entity.
    Suggestion {
        /// 单独建会
        OwnUnion = "own_union",
        /// 联合建会
        JointUnion = "joint_union",
        /// 纳入社区工会
        AreaUnion = "area_union",
        /// 先核实
        AskFirst = "ask_first",
    }
}

vocabulary! {
    /// What kind of union an organisation is.
    UnionKind {
        /// 基层工会 of one unit.
        EnterpriseUnion = "enterprise_union",
        /// 联合工会
        JointUnion = "joint_union",
        /// 工会联合会
        UnionFederation = "union_federation",
        /// 社区、村、街道、乡镇、网格工会
        AreaUnion = "area_union",
        /// 上级工会
        SuperiorUnion = "superior_union",
    }
}

vocabulary! {
    /// What was found about a union row.
    UnionFinding {
        /// Nothing to say.
        Ok = "ok",
        /// Its unit is in no registry.
        UnitNotFound = "unit_not_found",
        /// Its unit is dissolved.
        UnitDissolved = "unit_dissolved",
        /// The union was entered twice.
        DuplicateUnion = "duplicate_union",
        /// Its unit is an organ or institution, which no enterprise registry holds.
        OutsideRegistries = "outside_registries",
        /// It lists units and none of them was found.
        CoversNothingFound = "covers_nothing_found",
    }
}

vocabulary! {
    /// Whether a person is a migrant worker.
    Migrant {
        /// 是
        Yes = "yes",
        /// 否
        No = "no",
        /// A field is missing.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Where a migrant worker works, seen from the place of registration.
    MigrantScope {
        /// Inside the township of registration.
        Local = "local",
        /// Outside it.
        Outgoing = "outgoing",
        /// A field is missing.
        Unknown = "unknown",
        /// No migrant worker.
        NotMigrant = "not_migrant",
    }
}

vocabulary! {
    /// How a member joined.
    JoinChannel {
        /// 网上入会
        Online = "online",
        /// 线下入会
        Offline = "offline",
        /// Not said.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Who counts a person.
    CountedByKind {
        /// A union.
        Union = "union",
        /// The local federation of the employer's place.
        LocalFederation = "local_federation",
        /// Somebody outside the federation's area.
        Outside = "outside",
        /// Nobody this year.
        NotCounted = "not_counted",
    }
}

vocabulary! {
    /// Why a person is not in the year's figure.
    OutReason {
        /// The application is not approved.
        NotApproved = "not_approved",
        /// Membership began after the period's end.
        JoinedAfterPeriod = "joined_after_period",
        /// Left on or before the period's end.
        Left = "left",
        /// Transferred out on or before it.
        TransferredOut = "transferred_out",
        /// Struck off on or before it.
        StruckOff = "struck_off",
        /// Died on or before it.
        Died = "died",
        /// Two people stand under one id.
        SharedId = "shared_id",
    }
}

vocabulary! {
    /// Why member rows stand in one duplicate group; the first that fits.
    DuplicateKind {
        /// Two people under one id.
        SharedId = "shared_id",
        /// One membership ended, a later one began.
        Rejoined = "rejoined",
        /// A transfer whose old row was left open.
        TransferNotClosed = "transfer_not_closed",
        /// Under the agency and under the host.
        AgencyAndHost = "agency_and_host",
        /// At the place of origin and of destination.
        OriginAndDestination = "origin_and_destination",
        /// Twice in one union.
        SameUnion = "same_union",
        /// In two unions.
        TwoUnions = "two_unions",
    }
}

vocabulary! {
    /// What to do with a row of a duplicate group.
    DuplicateAction {
        /// Keep it.
        Keep = "keep",
        /// Close the membership.
        Close = "close",
        /// Correct the id.
        CorrectId = "correct_id",
        /// Ask first.
        Ask = "ask",
    }
}

vocabulary! {
    /// The level of a report mismatch.
    MismatchLevel {
        /// One union.
        Union = "union",
        /// One reporting unit.
        ReportingUnit = "reporting_unit",
        /// The whole city.
        City = "city",
    }
}

vocabulary! {
    /// An indicator of the annual report that is recomputed.
    Indicator {
        /// 基层工会数; exists above union level only.
        BaseUnions = "base_unions",
        /// 涵盖单位数
        CoveredUnits = "covered_units",
        /// 职工人数
        Workers = "workers",
        /// 女职工人数
        FemaleWorkers = "female_workers",
        /// 农民工人数
        MigrantWorkers = "migrant_workers",
        /// 劳务派遣工人数
        DispatchedWorkers = "dispatched_workers",
        /// 会员人数
        Members = "members",
        /// 女会员人数
        FemaleMembers = "female_members",
        /// 农民工会员人数
        MigrantMembers = "migrant_members",
        /// 劳务派遣工会员人数
        DispatchedMembers = "dispatched_members",
        /// 本期新增会员
        NewMembers = "new_members",
        /// 联合工会会员
        JointUnionMembers = "joint_union_members",
    }
}

impl Indicator {
    /// What the report calls it.
    pub const fn office_word(self) -> &'static str {
        match self {
            Self::BaseUnions => "基层工会数",
            Self::CoveredUnits => "涵盖单位数",
            Self::Workers => "职工人数",
            Self::FemaleWorkers => "女职工人数",
            Self::MigrantWorkers => "农民工人数",
            Self::DispatchedWorkers => "劳务派遣工人数",
            Self::Members => "会员人数",
            Self::FemaleMembers => "女会员人数",
            Self::MigrantMembers => "农民工会员",
            Self::DispatchedMembers => "劳务派遣工会员",
            Self::NewMembers => "本期新增会员",
            Self::JointUnionMembers => "联合工会会员",
        }
    }
}

vocabulary! {
    /// What a figure was computed from.
    Basis {
        /// Persons of a roster.
        Persons = "persons",
        /// Head counts.
        Counts = "counts",
    }
}

vocabulary! {
    /// Why report and system differ.
    Cause {
        /// Persons, or unions, entered twice.
        Duplicates = "duplicates",
        /// Another body counts the person.
        CountedElsewhere = "counted_elsewhere",
        /// Joined after the period's end.
        OutsidePeriod = "outside_period",
        /// Left or transferred, not struck off.
        LeftOrTransferred = "left_or_transferred",
        /// Applied, not approved.
        NotApproved = "not_approved",
        /// Flagged as migrant otherwise than the definition says.
        MigrantDefinition = "migrant_definition",
        /// The report lacks the unit.
        UnitMissingFromReport = "unit_missing_from_report",
        /// The system lacks the unit.
        UnitMissingFromSystem = "unit_missing_from_system",
        /// The report holds the unit twice.
        UnitReportedTwice = "unit_reported_twice",
        /// The unit is dissolved.
        UnitDissolved = "unit_dissolved",
        /// Covered units counted otherwise.
        CoveredUnits = "covered_units",
        /// A stated total is not the sum of its rows.
        FormArithmetic = "form_arithmetic",
        /// Last year's figure was handed in again.
        LastYearCarriedOver = "last_year_carried_over",
        /// A factor of ten, or two digits swapped.
        ScaledOrTransposed = "scaled_or_transposed",
        /// None of these.
        Unexplained = "unexplained",
    }
}

vocabulary! {
    /// What is to be done in the management system.
    CorrectionAction {
        /// Add an enterprise to the directory.
        AddEnterprise = "add_enterprise",
        /// Add a union organisation.
        AddUnion = "add_union",
        /// Correct a field.
        CorrectField = "correct_field",
        /// Correct a head count.
        CorrectCount = "correct_count",
        /// Close a membership.
        CloseMembership = "close_membership",
        /// Move a membership to another union.
        MoveMembership = "move_membership",
        /// Correct a person's identity.
        CorrectIdentity = "correct_identity",
        /// Close a union.
        CloseUnion = "close_union",
        /// Merge two entries of one union.
        MergeUnions = "merge_unions",
    }
}

vocabulary! {
    /// What a correction is about.
    SubjectKind {
        /// An enterprise of the directory.
        Enterprise = "enterprise",
        /// A union organisation.
        Union = "union",
        /// A member.
        Member = "member",
    }
}

vocabulary! {
    /// A target of the year.
    TargetKind {
        /// Migrant members against the previous year.
        Growth = "growth",
        /// Units directly under the municipal federation.
        MunicipalDirect = "municipal_direct",
        /// Enterprises in development zones.
        Zone = "zone",
        /// Agricultural cooperatives.
        Cooperative = "cooperative",
        /// Projects under construction.
        Construction = "construction",
        /// Logistics and courier.
        Logistics = "logistics",
        /// Household services.
        Household = "household",
        /// Labour dispatch.
        Dispatch = "dispatch",
    }
}

vocabulary! {
    /// How a target is measured.
    Measure {
        /// Against the previous year.
        Growth = "growth",
        /// Members over workers.
        Rate = "rate",
    }
}

vocabulary! {
    /// Whether a target is met.
    Met {
        /// 完成
        Yes = "yes",
        /// 未完成
        No = "no",
        /// No denominator, so no rate.
        NoBasis = "no_basis",
    }
}

vocabulary! {
    /// A row that is no data.
    FurnitureKind {
        /// A title.
        Title = "title",
        /// The row that names unit, period or date of filling.
        Unit = "unit",
        /// A header row.
        Header = "header",
        /// A row that names the section below it.
        Section = "section",
        /// A row of dashes, column numbers or the like.
        Placeholder = "placeholder",
        /// A total or subtotal.
        Total = "total",
        /// A note or signature below the table.
        Note = "note",
        /// An empty row.
        Blank = "blank",
    }
}

vocabulary! {
    /// What kind of reporting unit it is.
    ReportingUnitKind {
        /// A county-level unit.
        County = "county",
        /// A zone with counties' standing.
        Zone = "zone",
        /// Directly under the municipal federation.
        MunicipalDirect = "municipal_direct",
    }
}

vocabulary! {
    /// By what something belongs to a reporting unit, least specific first.
    BelongsKind {
        /// A GB/T 2260 code or county name.
        Region = "region",
        /// A street or township.
        Street = "street",
        /// A village or community.
        Village = "village",
        /// A development zone.
        Park = "park",
        /// One union.
        UnionCode = "union_code",
    }
}

vocabulary! {
    /// What a row of an annual report states.
    ReportRowRole {
        /// One union's figures.
        Unit = "unit",
        /// A reporting unit's stated total.
        ReportingUnitTotal = "reporting_unit_total",
        /// The city's stated total.
        CityTotal = "city_total",
    }
}

vocabulary! {
    /// What the truth says of an enterprise's union.
    Expected {
        /// No union reaches it.
        Unorganised = "unorganised",
        /// A union reaches it.
        Covered = "covered",
        /// It is dissolved.
        Dissolved = "dissolved",
        /// Nothing in the files decides; left out of the figures.
        Open = "open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for cause in Cause::ALL {
            assert_eq!(Cause::parse(cause.as_str()), Some(*cause));
        }
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert_eq!(Route::parse("sideways"), None);
    }
}
