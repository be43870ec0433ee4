//! The catalogue of everything that is planted or drawn: an id, a rate where chance decides, a sentence.
//!
//! `docs/scenarios.md` holds the same list for readers; a test holds the two together.

use std::collections::BTreeMap;

use crate::table::vocabulary::{Cause, DuplicateKind, Route};

/// How dirty the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// As a tidy city sends.
    Default,
    /// As the worst city sends: about twice as much, and several faults in one row.
    Harsh,
}

impl Noise {
    /// The word on the command line and in the truth's summary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Harsh => "harsh",
        }
    }
}

/// How often a scenario occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rate {
    /// Drawn row by row: so many in a thousand, under default and under harsh noise.
    Drawn(u32, u32),
    /// Planted by the generator, in numbers that grow with the city.
    Planted,
}

macro_rules! scenarios {
    ($($(#[$part:meta])* $variant:ident = $id:literal $(($default:literal, $harsh:literal))? $about:literal;)*) => {
        /// One thing that can be true of a row, an enterprise, a union, a person or a figure.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Scenario {
            $($(#[$part])* $variant,)*
        }

        impl Scenario {
            /// Every scenario, in the order of the documentation.
            pub(super) const ALL: &[Self] = &[$(Self::$variant),*];

            /// The id written into the truth.
            pub(super) const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it is, in one sentence.
            pub(super) const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }

            /// How often it occurs.
            pub(super) const fn rate(self) -> Rate {
                match self { $(Self::$variant => rate(&[$(($default, $harsh))?]),)* }
            }
        }
    };
}

const fn rate(drawn: &[(u32, u32)]) -> Rate {
    match drawn {
        [(default, harsh), ..] => Rate::Drawn(*default, *harsh),
        [] => Rate::Planted,
    }
}

scenarios! {
    // Names in cells.
    NameRegionDropped = "name_region_dropped" (30, 60) "the place in front of the name is left out";
    NameRegionAdded = "name_region_added" (15, 30) "the province is put before the city";
    NameRegionBracketed = "name_region_bracketed" (10, 20) "the place stands in brackets behind the brand";
    NameFormShortened = "name_form_shortened" (25, 45) "有限责任公司 for 有限公司, or 公司 alone";
    NameWrongCharacter = "name_wrong_character" (30, 60) "one character of the brand is another of the same sound or shape";
    NameDroppedCharacter = "name_dropped_character" (15, 35) "one character of the trade words is missing";
    NameSwappedCharacters = "name_swapped_characters" (10, 25) "the brand's characters stand in another order";
    NameTraditional = "name_traditional" (15, 30) "written in traditional characters";
    NameInnerSpace = "name_inner_space" (25, 40) "plain or ideographic spaces inside the name";
    NameNote = "name_note" (15, 30) "a note is glued on: (筹), （本部）, （已注销）, （原…）";
    NameBracketWidth = "name_bracket_width" (300, 400) "brackets of the other width; of the names that have brackets";
    NameNumeral = "name_numeral" (250, 350) "一 written 1 or 壹; of the names that count something";
    NameFormer = "name_former" (300, 400) "the former name; of the firms that have one";
    NameShort = "name_short" (6, 25) "the short name: brand and trade without place and form";
    NameOtherBranch = "name_other_branch" (45, 90) "the name of another branch of the same firm; of branches";
    NameBecomesTwins = "name_becomes_twins" (50, 90) "the wrong character makes it the name of its near-twin; of enterprises that have one";
    NameMissing = "name_missing" (3, 8) "no name, only a code that is right";
    // Codes in cells.
    CodeMissing = "code_missing" (90, 250) "no code";
    CodeLowerCase = "code_lower_case" (20, 30) "letters in lower case, or digits of full width";
    CodeLetterO = "code_letter_o" (20, 40) "O for 0 or I for 1, which no code holds";
    CodeWrongCharacter = "code_wrong_character" (25, 60) "one wrong character: the check fails";
    CodeAlikeCharacter = "code_alike_character" (12, 30) "B for 8 or Q for 0, both legal: the check fails";
    CodeTruncated = "code_truncated" (10, 25) "the last characters are cut off";
    CodeSpaced = "code_spaced" (20, 30) "spaces or dashes inside";
    CodeOldTaxId = "code_old_tax_id" (120, 200) "the tax id of fifteen characters from before October 2015";
    CodeOrganisationAlone = "code_organisation_alone" (40, 90) "the organisation code alone";
    CodeExcelDamaged = "code_excel_damaged" (60, 200) "a spreadsheet kept fifteen digits; of all-digit codes";
    CodeCopiedDown = "code_copied_down" (6, 15) "the code of the row above";
    CodeRegistrationNo = "code_registration_no" (60, 140) "the registration number instead";
    CodeIsResidentId = "code_is_resident_id" (350, 450) "the owner's resident id as tax id; of individual businesses";
    CodeOfOther = "code_of_other" "two different enterprises carry one credit code";
    // The other cells of a row.
    AddressCityDropped = "address_city_dropped" (400, 450) "province and city are left out";
    AddressHashSign = "address_hash_sign" (40, 80) "# for 号";
    AddressTownshipAdded = "address_township_added" (120, 150) "the street's or town's name is put in";
    AddressNumeral = "address_numeral" (30, 60) "the house number in Chinese numerals";
    AddressRemark = "address_remark" (40, 80) "a remark in brackets behind the address";
    AddressOldStreet = "address_old_street" (60, 120) "the street's old name; of streets that have one";
    AddressOfBusiness = "address_of_business" (30, 80) "the place of business, which is another than the seat";
    AddressMissing = "address_missing" (30, 120) "no address";
    PersonChanged = "person_changed" (40, 90) "another representative, after or before a change";
    PersonMasked = "person_masked" (15, 50) "the representative as 张* or 张**";
    PersonTwo = "person_two" (6, 12) "two people run together";
    PersonNone = "person_none" (8, 20) "无, or nothing";
    PersonForeign = "person_foreign" (4, 6) "a foreign name";
    PersonManager = "person_manager" (150, 300) "the site's manager as the contractor's representative; of projects";
    PhoneOfAgent = "phone_of_agent" (80, 150) "the phone of a book-keeping agent, which hundreds share";
    PhoneMissing = "phone_missing" (50, 120) "no phone";
    CountOutdated = "count_outdated" (150, 250) "an old count of workers";
    CountInWan = "count_in_wan" (250, 400) "workers in 万; of counts of a thousand or more";
    CountEmpty = "count_empty" (15, 40) "no count, where another office has one";
    RowDoubled = "row_doubled" (12, 30) "the workplace stands twice in one file";
    RowDissolvedLeftIn = "row_dissolved_left_in" "a dissolved workplace that another office still lists as active";
    RowUnidentifiable = "row_unidentifiable" "too few facts are left to tell whose row it is";
    // Enterprises that are hard by themselves.
    TwinOneCharacter = "twin_one_character" "a different enterprise exactly one character away";
    TwinSister = "twin_sister" "a sister firm of the same brand that differs in one industry word";
    TwinChain = "twin_chain" "shops of one chain that differ in the place";
    TwinSerial = "twin_serial" "serial names: 一/二, 东/西, 第一/第二";
    TwinOtherCounty = "twin_other_county" "one brand and trade in another county, another firm";
    EnterpriseBranch = "enterprise_branch" "a branch: a workplace of its own whose name begins with its head office's";
    EnterpriseAtSharedAddress = "enterprise_at_shared_address" "an address shared with another enterprise";
    EnterpriseSharedRepresentative = "enterprise_shared_representative" "a representative who stands for several firms";
    EnterpriseFormerName = "enterprise_former_name" "renamed: departments know it under two names";
    EnterpriseFoundedLater = "enterprise_founded_later" "founded after the period's end: not active in it";
    EnterpriseMovedOut = "enterprise_moved_out" "moved out of the city (迁出): dissolved here";
    EnterpriseShell = "enterprise_shell" "active without any evidence of workers";
    EnterpriseUnionBody = "enterprise_union_body" "a union's own code 81… inside the business register";
    EnterpriseNonProfit = "enterprise_non_profit" "a private non-enterprise unit (民办非企业)";
    EnterpriseOutsideContractor = "enterprise_outside_contractor" "a contractor whose seat is outside the city";
    // Coverage and unions.
    RouteOwn = "route_own" "a union of its own";
    RouteJoint = "route_joint" "listed by a joint union";
    RouteFederation = "route_federation" "listed by a federation of unions";
    RouteArea = "route_area" "listed by an area, community, village or grid union";
    RouteRoster = "route_roster" "not listed, but its workers stand in the roster of an area union or federation";
    RouteHeadOffice = "route_head_office" "a branch whose head office has a union";
    RouteAgency = "route_agency" "a site whose workers are all dispatched by an organised agency";
    ListSeparators = "list_separators" "a list of covered units separated by 、 ， ； / or line breaks";
    ListNumbered = "list_numbered" "a numbered list of covered units";
    ListShortNames = "list_short_names" "short names in a list of covered units";
    ListBrandAlone = "list_brand_alone" "two characters of a brand in a list: several firms of the county answer to them, nothing is decided";
    ListUnknownUnits = "list_unknown_units" "units in a list that no registry knows";
    UnionUnitNotFound = "union_unit_not_found" "a union whose unit is in no registry";
    UnionUnitDissolved = "union_unit_dissolved" "a union of a dissolved unit";
    UnionDuplicate = "union_duplicate" "a union entered twice";
    UnionOutsideRegistries = "union_outside_registries" "a union of an organ, school or hospital";
    UnionCoversNothingFound = "union_covers_nothing_found" "a union of many none of whose units is known";
    UnionFoundedLater = "union_founded_later" "a union founded after the period's end: covers nothing";
    UnionMarkOnly = "union_mark_only" "a founded mark without any union: no coverage";
    // People.
    MemberSameUnion = "member_same_union" "one person twice in one union";
    MemberTwoUnions = "member_two_unions" "one person in two unions";
    MemberAgencyAndHost = "member_agency_and_host" "one dispatched person under agency and host";
    MemberOriginAndDestination = "member_origin_and_destination" "one person at the place of origin and of destination";
    MemberTransferNotClosed = "member_transfer_not_closed" "moved on, the old membership left open";
    MemberRejoined = "member_rejoined" "left and joined again";
    MemberSharedId = "member_shared_id" "two people under one mistyped id";
    MemberNamesakes = "member_namesakes" "two people of one name and birthday who are not the same";
    MemberIdMissing = "member_id_missing" (15, 60) "no id";
    MemberIdOld = "member_id_old" (30, 60) "an id of fifteen digits";
    MemberIdMistyped = "member_id_mistyped" (8, 25) "one wrong digit: the check fails";
    MemberIdSwapped = "member_id_swapped" (5, 15) "two neighbouring digits swapped: the check fails";
    MemberIdExcelDamaged = "member_id_excel_damaged" (10, 40) "the tail lost to a spreadsheet";
    MemberNameMasked = "member_name_masked" (6, 20) "the name as 张*";
    MemberRule1 = "member_rule_1" "dispatched, joined at the host";
    MemberRule2 = "member_rule_2" "dispatched, counted by the agency's union";
    MemberRule3 = "member_rule_3" "employed by a municipal-direct unit";
    MemberRule4 = "member_rule_4" "employed inside the area: the employer's union";
    MemberRule4Federation = "member_rule_4_federation" "employed inside the area, no union reaches the employer: the local federation";
    MemberRule5 = "member_rule_5" "employed outside the area";
    MemberRule6 = "member_rule_6" "no employer, member of an area union";
    MemberRule7 = "member_rule_7" "no employer, joined at the source";
    MemberRule8 = "member_rule_8" "no employer, returned or between jobs";
    MemberRule9 = "member_rule_9" "employer unknown";
    MemberNotApproved = "member_not_approved" "applied for, not approved";
    MemberAfterPeriod = "member_after_period" "joined after the period's end";
    MemberEnded = "member_ended" "left, transferred, struck off or died within the period, row still there";
    MemberMovedByRecord = "member_moved_by_record" "only the movements file tells of the transfer";
    MemberSeasonal = "member_seasonal" "a seasonal worker who joined within the period; the season is over";
    MemberResidentRural = "member_resident_rural" "居民户口 with a village as place of registration";
    MemberWrongMark = "member_wrong_mark" "the migrant mark contradicts the definition";
    PersonShortWork = "person_short_work" "an insured person, no member, with less than six months of work in the year";
    // The report.
    ReportAgrees = "report_agrees" "a union whose figures agree in report and system";
    ReportDuplicates = "report_duplicates" "one figure that `duplicates` alone explains";
    ReportCountedElsewhere = "report_counted_elsewhere" "one figure that `counted_elsewhere` alone explains";
    ReportOutsidePeriod = "report_outside_period" "one figure that `outside_period` alone explains";
    ReportLeftOrTransferred = "report_left_or_transferred" "one figure that `left_or_transferred` alone explains";
    ReportNotApproved = "report_not_approved" "one figure that `not_approved` alone explains";
    ReportMigrantDefinition = "report_migrant_definition" "one figure that `migrant_definition` alone explains";
    ReportUnitMissingFromReport = "report_unit_missing_from_report" "one figure that `unit_missing_from_report` alone explains";
    ReportUnitMissingFromSystem = "report_unit_missing_from_system" "one figure that `unit_missing_from_system` alone explains";
    ReportUnitReportedTwice = "report_unit_reported_twice" "one figure that `unit_reported_twice` alone explains";
    ReportUnitDissolved = "report_unit_dissolved" "one figure that `unit_dissolved` alone explains";
    ReportCoveredUnits = "report_covered_units" "one figure that `covered_units` alone explains";
    ReportFormArithmetic = "report_form_arithmetic" "a stated total that is not the sum of its rows";
    ReportLastYearCarriedOver = "report_last_year_carried_over" "one figure that `last_year_carried_over` alone explains";
    ReportScaledOrTransposed = "report_scaled_or_transposed" "one figure that `scaled_or_transposed` alone explains";
    ReportUnexplained = "report_unexplained" "one figure that `unexplained` alone explains";
    ReportMixOfThree = "report_mix_of_three" "one figure with three or more causes";
    ReportOfBaseRows = "report_of_base_rows" "a base union in the export that several reporting units share";
    ReportOfWorkbook = "report_of_workbook" "a base union in the workbook of its reporting unit";
    ReportOfTotals = "report_of_totals" "a figure of a reporting unit of which totals alone are handed over";
    // Furniture.
    FileTitle = "file_title" "a title or 填报单位 merged over the width";
    FileHeaderOfTwo = "file_header_of_two" "a header of two rows";
    FileHeaderOfThree = "file_header_of_three" "a header of three rows";
    FileSection = "file_section" "a group row that names the section";
    FileSubtotal = "file_subtotal" "小计 between rows or 合计 at the end";
    FilePlaceholder = "file_placeholder" "a row made only of dashes";
    FileBlank = "file_blank" "an empty row between data rows";
    FileNote = "file_note" "制表人 or 填表说明 as last row";
    FileQuarantined = "file_quarantined" "a row that nothing identifies: neither name nor code";
}

impl Scenario {
    /// How many rows in a thousand draw it; nothing for what is planted.
    pub(super) const fn per_mille(self, noise: Noise) -> u32 {
        match (self.rate(), noise) {
            (Rate::Drawn(default, _), Noise::Default) => default,
            (Rate::Drawn(_, harsh), Noise::Harsh) => harsh,
            (Rate::Planted, Noise::Default | Noise::Harsh) => 0,
        }
    }
}

impl Scenario {
    /// A figure with this cause alone.
    pub(super) const fn of_cause(cause: Cause) -> Self {
        match cause {
            Cause::Duplicates => Self::ReportDuplicates,
            Cause::CountedElsewhere => Self::ReportCountedElsewhere,
            Cause::OutsidePeriod => Self::ReportOutsidePeriod,
            Cause::LeftOrTransferred => Self::ReportLeftOrTransferred,
            Cause::NotApproved => Self::ReportNotApproved,
            Cause::MigrantDefinition => Self::ReportMigrantDefinition,
            Cause::UnitMissingFromReport => Self::ReportUnitMissingFromReport,
            Cause::UnitMissingFromSystem => Self::ReportUnitMissingFromSystem,
            Cause::UnitReportedTwice => Self::ReportUnitReportedTwice,
            Cause::UnitDissolved => Self::ReportUnitDissolved,
            Cause::CoveredUnits => Self::ReportCoveredUnits,
            Cause::FormArithmetic => Self::ReportFormArithmetic,
            Cause::LastYearCarriedOver => Self::ReportLastYearCarriedOver,
            Cause::ScaledOrTransposed => Self::ReportScaledOrTransposed,
            Cause::Unexplained => Self::ReportUnexplained,
        }
    }

    /// A group of this kind.
    pub(super) const fn of_duplicates(kind: DuplicateKind) -> Self {
        match kind {
            DuplicateKind::SharedId => Self::MemberSharedId,
            DuplicateKind::Rejoined => Self::MemberRejoined,
            DuplicateKind::TransferNotClosed => Self::MemberTransferNotClosed,
            DuplicateKind::AgencyAndHost => Self::MemberAgencyAndHost,
            DuplicateKind::OriginAndDestination => Self::MemberOriginAndDestination,
            DuplicateKind::SameUnion => Self::MemberSameUnion,
            DuplicateKind::TwoUnions => Self::MemberTwoUnions,
        }
    }

    /// An enterprise reached on this route.
    pub(super) const fn of_route(route: Route) -> Self {
        match route {
            Route::Own => Self::RouteOwn,
            Route::Joint => Self::RouteJoint,
            Route::Federation => Self::RouteFederation,
            Route::Area => Self::RouteArea,
            Route::HeadOffice => Self::RouteHeadOffice,
            Route::Agency => Self::RouteAgency,
        }
    }
}

/// How often each scenario occurs in the city.
#[derive(Debug, Clone, Default)]
pub(super) struct ScenarioCounts(BTreeMap<Scenario, u32>);

impl ScenarioCounts {
    /// One more.
    pub(super) fn add(&mut self, scenario: Scenario) {
        self.add_many(scenario, 1);
    }

    /// So many more.
    pub(super) fn add_many(&mut self, scenario: Scenario, times: u32) {
        *self.0.entry(scenario).or_insert(0) += times;
    }

    /// Each scenario with its count, those that do not occur with 0.
    pub(super) fn by_id(&self) -> BTreeMap<&'static str, u32> {
        let count = |scenario: &Scenario| {
            let times = self.0.get(scenario).copied().unwrap_or(0);
            (scenario.id(), times)
        };
        Scenario::ALL.iter().map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of `docs/scenarios.md`.
    fn table() -> String {
        let line = |scenario: &Scenario| {
            let rate = match scenario.rate() {
                Rate::Drawn(default, harsh) => format!("{default} / {harsh}"),
                Rate::Planted => "planted".to_owned(),
            };
            format!("| `{}` | {rate} | {} |\n", scenario.id(), scenario.about())
        };
        Scenario::ALL.iter().map(line).collect()
    }

    #[test]
    fn the_page_lists_every_scenario() {
        let page = include_str!("../../docs/scenarios.md");
        for line in table().lines() {
            assert!(page.contains(line), "docs/scenarios.md lacks\n{}", table());
        }
    }

    #[test]
    fn ids_are_unique() {
        let ids: std::collections::BTreeSet<&str> =
            Scenario::ALL.iter().map(|scenario| scenario.id()).collect();
        assert_eq!(ids.len(), Scenario::ALL.len());
    }
}
