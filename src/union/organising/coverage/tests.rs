//! One case per rule of coverage.

use super::*;
use crate::table::vocabulary::{Certainty, EntityKind, SourceKind, UnionFinding};
use crate::table::{coverage, unions};
use crate::union::organising::sample::{Case, area, day, entity, id, person_link, union_row};
use crate::union::policy::ContractorCoverage;

const UNIT: &str = "宜昌鼎力建材有限公司";
const UNION: &str = "宜昌鼎力建材有限公司工会";
const JOINT: &str = "西陵区学院街道联合工会";

fn reach(case: &Case, policy: &Policy) -> Reach {
    let batches = case.batches();
    cover(&CoverageInput {
        union_registry: &batches.registry(),
        union_rows: &batches.union_rows,
        crosswalk: &batches.crosswalk,
        entities: &batches.entities,
        person_links: &batches.person_links,
        lookup: &EntityLookup::build(&batches.entities),
        policy,
        area: &area(),
    })
    .unwrap()
}

type Expected = (u128, &'static str, Route, Certainty);

#[track_caller]
fn check_under(case: &Case, policy: &Policy, expected: &[Expected]) {
    let reach = reach(case, policy);
    let rows = coverage::View::of(&reach.coverage).unwrap().to_rows();
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.entity_id.bits(),
                row.union_code.as_str(),
                row.route,
                row.certainty,
            )
        })
        .collect();
    assert_eq!(found, expected, "{rows:#?}");
}

#[track_caller]
fn check(case: &Case, expected: &[Expected]) {
    check_under(case, &Policy::default(), expected);
}

#[track_caller]
fn check_finding(case: &Case, expected: UnionFinding) {
    let reach = reach(case, &Policy::default());
    assert_eq!(
        unions::View::of(&reach.unions).unwrap().finding(0),
        expected
    );
}

fn joint(row: u32, code: &str, covered_units: &str) -> union_rows::Row {
    let mut joint = union_row(row, code, JOINT);
    joint.region = Some("西陵区".to_owned());
    joint.covered_units = Some(covered_units.to_owned());
    joint
}

fn member(row: u32, union_code: &str, employer: u128) -> person_links::Row {
    let mut member = person_link(row, SourceKind::Members);
    member.union_code = Some(union_code.to_owned());
    member.employer_entity_id = Some(id(employer));
    member
}

#[test]
fn a_union_covers_its_own_unit() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1));
    check(&case, &[(1, "U1", Route::Own, Certainty::Certain)]);
}

#[test]
fn a_doubtful_link_to_the_unit_is_probable() {
    let mut case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1));
    case.links[0].match_probability = Some(0.9);
    check(&case, &[(1, "U1", Route::Own, Certainty::Probable)]);
}

#[test]
fn a_union_founded_after_the_period_covers_nothing() {
    let mut row = union_row(1, "U1", UNION);
    row.founded_on = Some(day(2016, 10, 1));
    check(
        &Case::default().entity(entity(1, UNIT)).union(row, Some(1)),
        &[],
    );
}

#[test]
fn a_dissolved_entity_keeps_its_own_union_and_no_other_reaches_it() {
    let mut gone = entity(1, UNIT);
    gone.status = EntityStatus::Dissolved;
    let case = Case::default()
        .entity(gone)
        .union(union_row(1, "U1", UNION), Some(1))
        .union(joint(2, "J1", UNIT), None);
    check(&case, &[(1, "U1", Route::Own, Certainty::Certain)]);
}

#[test]
fn of_a_union_entered_twice_the_kept_code_covers() {
    let mut fuller = union_row(2, "U2", UNION);
    fuller.members = Some(30);
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1))
        .union(fuller, Some(1));
    check(&case, &[(1, "U2", Route::Own, Certainty::Certain)]);
}

#[test]
fn a_joint_union_covers_what_it_lists_by_full_name() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .entity(entity(2, "宜昌宏远运输有限公司"))
        .union(joint(1, "J1", &format!("{UNIT}、宜昌不存在有限公司")), None);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Certain)]);
}

#[test]
fn lying_in_the_area_covers_nothing() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", ""), None);
    check(&case, &[]);
}

#[test]
fn a_short_name_in_the_unions_county_is_probable() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", "鼎力"), None);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Probable)]);
}

#[test]
fn a_short_name_of_an_unknown_place_is_for_review() {
    let mut nowhere = entity(1, UNIT);
    nowhere.region_code = None;
    let case = Case::default()
        .entity(nowhere)
        .union(joint(1, "J1", "鼎力"), None);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Review)]);
}

#[test]
fn a_short_name_elsewhere_says_nothing_and_a_name_without_region_is_for_review() {
    let mut elsewhere = entity(1, UNIT);
    elsewhere.region_code = Some("420503".to_owned());
    let short = Case::default()
        .entity(elsewhere.clone())
        .union(joint(1, "J1", "鼎力"), None);
    check(&short, &[]);
    let core = Case::default()
        .entity(elsewhere)
        .union(joint(1, "J1", "鼎力建材"), None);
    check(&core, &[(1, "J1", Route::Joint, Certainty::Review)]);
}

#[test]
fn a_name_without_region_in_the_unions_county_is_certain() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", "鼎力建材"), None);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Certain)]);
}

#[test]
fn a_short_name_of_two_firms_of_the_county_is_for_review() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .entity(entity(2, "宜昌鼎力房地产有限公司"))
        .union(joint(1, "J1", "鼎力"), None);
    let review = |number| (number, "J1", Route::Joint, Certainty::Review);
    check(&case, &[review(1), review(2)]);
}

#[test]
fn the_roster_tells_two_firms_of_one_short_name_apart() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .entity(entity(2, "宜昌鼎力房地产有限公司"))
        .union(joint(1, "J1", "鼎力"), None)
        .person(member(1, "J1", 2));
    check(&case, &[(2, "J1", Route::Joint, Certainty::Probable)]);
}

#[test]
fn a_joint_union_covers_the_employers_in_its_roster() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", ""), None)
        .person(member(1, "J1", 1));
    check(&case, &[(1, "J1", Route::Joint, Certainty::Probable)]);
}

#[test]
fn who_is_no_member_any_more_leaves_a_question() {
    let mut gone = member(1, "J1", 1);
    gone.is_current = false;
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", ""), None)
        .person(gone.clone());
    check(&case, &[(1, "J1", Route::Joint, Certainty::Review)]);
    // Where a union organises the unit there is nothing to ask.
    let organised = case.union(union_row(2, "U1", UNION), Some(1));
    check(&organised, &[(1, "U1", Route::Own, Certainty::Certain)]);
}

#[test]
fn a_list_of_workers_tells_the_employer_that_the_members_row_does_not() {
    let mut nameless = member(1, "J1", 1);
    nameless.employer_entity_id = None;
    let mut listed = person_link(1, SourceKind::Roster);
    listed.employer_entity_id = Some(id(1));
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(joint(1, "J1", ""), None)
        .person(nameless)
        .person(listed);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Probable)]);
}

#[test]
fn a_listed_name_of_a_dissolved_unit_may_mean_a_living_one_written_so() {
    let mut ended = entity(1, UNIT);
    ended.status = EntityStatus::Dissolved;
    let mut living = entity(2, "宜昌鼎力建材公司");
    living.former_names = vec![UNIT.to_owned()];
    let case = Case::default()
        .entity(ended)
        .entity(living)
        .union(joint(1, "J1", UNIT), None);
    check(&case, &[(2, "J1", Route::Joint, Certainty::Review)]);
}

#[test]
fn a_name_without_brand_is_found_without_its_region() {
    let case = Case::default()
        .entity(entity(1, "宜昌市商业资产经营管理有限公司"))
        .union(joint(1, "J1", "商业资产经营管理"), None);
    check(&case, &[(1, "J1", Route::Joint, Certainty::Certain)]);
}

#[test]
fn a_code_in_brackets_behind_a_listed_name_is_read() {
    let mut coded = entity(1, "宜昌卓宇药业有限公司");
    coded.uscc = Some("914205007068470198".to_owned());
    coded.org_code = Some("706847019".to_owned());
    let list = "宜昌卓于药业有限公司（914205007068470198）、宜昌鼎力建材有限公司（注册号：420500000012346）";
    let case = Case::default()
        .entity(coded)
        .entity(entity(2, UNIT))
        .union(joint(1, "J1", list), None);
    let expected = [1, 2].map(|number| (number, "J1", Route::Joint, Certainty::Certain));
    check(&case, &expected);
}

#[test]
fn a_village_union_at_home_is_a_question_for_the_employer_in_another_county() {
    let mut village = union_row(1, "V1", "远安县南门村工会");
    village.union_kind = Some("村工会".to_owned());
    village.region = Some("远安县".to_owned());
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(village, None)
        .person(member(1, "V1", 1));
    check(&case, &[(1, "V1", Route::Area, Certainty::Review)]);
}

#[test]
fn a_street_union_covers_the_employers_in_its_roster_whose_street_nobody_knows() {
    let mut street = union_row(1, "S1", "西陵区云集街道工会");
    street.union_kind = Some("街道工会".to_owned());
    street.region = Some("西陵区".to_owned());
    street.township = Some("云集街道".to_owned());
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(street, None)
        .person(member(1, "S1", 1));
    check(&case, &[(1, "S1", Route::Area, Certainty::Probable)]);
}

#[test]
fn a_stray_member_of_an_organised_unit_is_no_coverage() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1))
        .union(joint(2, "J1", ""), None)
        .person(member(1, "J1", 1));
    check(&case, &[(1, "U1", Route::Own, Certainty::Certain)]);
}

fn branch_case() -> Case {
    let mut branch = entity(2, "宜昌鼎力建材有限公司伍家岗分公司");
    branch.entity_kind = EntityKind::Branch;
    branch.parent_entity_id = Some(id(1));
    Case::default()
        .entity(entity(1, UNIT))
        .entity(branch)
        .union(union_row(1, "U1", UNION), Some(1))
}

#[test]
fn a_branch_is_reached_through_its_head_office() {
    let own = (1, "U1", Route::Own, Certainty::Certain);
    check(
        &branch_case(),
        &[own, (2, "U1", Route::HeadOffice, Certainty::Probable)],
    );
}

#[test]
fn a_head_office_outside_the_area_reaches_no_branch() {
    let mut case = branch_case();
    case.entities[0].region_code = Some("420102".to_owned());
    check(&case, &[(1, "U1", Route::Own, Certainty::Certain)]);
}

#[test]
fn a_contractor_covers_its_project_only_where_the_office_says_so() {
    let mut case = branch_case();
    case.entities[1].entity_kind = EntityKind::Project;
    let own = (1, "U1", Route::Own, Certainty::Certain);
    check(&case, &[own]);
    let policy = Policy {
        contractor_covers_project: ContractorCoverage::Covered,
        ..Policy::default()
    };
    check_under(
        &case,
        &policy,
        &[own, (2, "U1", Route::HeadOffice, Certainty::Probable)],
    );
}

fn site_case(is_dispatched: &[bool]) -> Case {
    let mut site = entity(2, "滨江花园一期工程");
    site.entity_kind = EntityKind::Project;
    let mut case = Case::default()
        .entity(entity(1, UNIT))
        .entity(site)
        .union(union_row(1, "U1", UNION), Some(1));
    for (row, is_dispatched) in (1..).zip(is_dispatched) {
        let mut worker = person_link(row, SourceKind::Roster);
        worker.site_entity_id = Some(id(2));
        worker.employer_entity_id = Some(id(1));
        worker.agency_entity_id = Some(id(1));
        worker.is_dispatched = *is_dispatched;
        case = case.person(worker);
    }
    case
}

#[test]
fn a_site_of_dispatched_workers_is_reached_through_their_agency() {
    let own = (1, "U1", Route::Own, Certainty::Certain);
    check(
        &site_case(&[true, true]),
        &[own, (2, "U1", Route::Agency, Certainty::Probable)],
    );
}

#[test]
fn a_larger_head_count_does_not_undo_what_the_list_of_persons_says() {
    let mut case = site_case(&[true, true]);
    case.entities[1].site_workers = Some(60);
    let own = (1, "U1", Route::Own, Certainty::Certain);
    check(&case, &[own, (2, "U1", Route::Agency, Certainty::Probable)]);
}

#[test]
fn one_direct_worker_keeps_the_agency_from_reaching_the_site() {
    check(
        &site_case(&[true, false]),
        &[(1, "U1", Route::Own, Certainty::Certain)],
    );
}

#[test]
fn a_list_that_leads_nowhere_is_a_finding() {
    let case = Case::default().union(joint(1, "J1", "宜昌不存在有限公司"), None);
    check_finding(&case, UnionFinding::CoversNothingFound);
}

#[test]
fn a_joint_union_without_list_and_members_covers_nothing() {
    let mut row = joint(1, "J1", "");
    row.covered_units = None;
    check_finding(
        &Case::default().union(row, None),
        UnionFinding::CoversNothingFound,
    );
}
