//! The room from rows to tables, on rows small enough to read.

use chrono::NaiveDate;

use super::*;
use crate::table::sample::enterprise_row;
use crate::table::vocabulary::{Department, EntityKind, EntityStatus, PairDecision};
use crate::table::{
    AsOf, EntityId, Period, Silent, crosswalk, disagreements, enterprise_rows, entities,
    entity_history, entity_ids, pairs, sample, union_rows,
};

const CODE: &str = "91420500MA49001170";
const OTHER_CODE: &str = "914205007068470198";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("tests write dates")
}

fn area() -> FederationArea {
    FederationArea {
        region: "420500".to_owned(),
        prefix: "4205".to_owned(),
        period: Period {
            from: day("2015-10-01"),
            to: day("2016-09-30"),
        },
    }
}

fn coded(mut row: enterprise_rows::Row, code: &str) -> enterprise_rows::Row {
    row.uscc = Some(code.to_owned());
    row
}

fn union(row: u32, name: &str) -> union_rows::Row {
    sample::union_row(row, &format!("U{row}"), name)
}

struct Outcome {
    entities: Vec<entities::Row>,
    crosswalk: Vec<crosswalk::Row>,
    pairs: Vec<pairs::Row>,
    resolved: Resolved,
}

fn run_after(
    rows: &[enterprise_rows::Row],
    unions: &[union_rows::Row],
    state: Option<&State>,
) -> Outcome {
    let (enterprise_rows, union_rows) = (enterprise_rows::batch(rows), union_rows::batch(unions));
    let inputs = RecordInputs {
        enterprise_rows: &enterprise_rows,
        union_rows: &union_rows,
    };
    let records = build_records(&inputs, &area()).expect("the rows are tables");
    let linked = link_records(&records, &LinkSettings::default(), &Silent);
    let resolved = resolve_entities(&records, linked, state).expect("the state is well formed");
    let table = "our own table";
    Outcome {
        entities: entities::View::of(&resolved.entities)
            .expect(table)
            .to_rows(),
        crosswalk: crosswalk::View::of(&resolved.crosswalk)
            .expect(table)
            .to_rows(),
        pairs: pairs::View::of(&resolved.pairs).expect(table).to_rows(),
        resolved,
    }
}

fn run(rows: &[enterprise_rows::Row], unions: &[union_rows::Row]) -> Outcome {
    run_after(rows, unions, None)
}

/// Numbers the entities of registry rows in the order of the rows: `[0, 0, 1]` is two of one and one more.
#[track_caller]
fn check(rows: &[enterprise_rows::Row], expected: &[usize]) -> Outcome {
    let outcome = run(rows, &[]);
    let of_row = |row: &enterprise_rows::Row| {
        let found = outcome
            .crosswalk
            .iter()
            .find(|found| found.identity() == row.identity());
        found
            .and_then(|found| found.entity_id)
            .expect("every registry row names an entity")
    };
    let ids: Vec<EntityId> = rows.iter().map(of_row).collect();
    let number = |id: &EntityId| {
        let mut distinct = ids.clone();
        let mut seen = Vec::new();
        distinct.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        distinct.iter().position(|distinct| distinct == id)
    };
    let numbers: Vec<usize> = ids.iter().filter_map(number).collect();
    assert_eq!(numbers, expected, "{:#?}", outcome.pairs);
    outcome
}

use Department::{Commerce, Construction, Hr, Tax};

#[test]
fn an_equal_code_links_under_two_names_of_one_brand() {
    check(
        &[
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            coded(enterprise_row(Hr, 1, "宜昌鼎力贸易有限公司"), CODE),
        ],
        &[0, 0],
    );
}

#[test]
fn an_equal_whole_name_links_without_any_code() {
    check(
        &[
            enterprise_row(Tax, 1, "宜昌鼎力商贸有限责任公司"),
            coded(enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司"), CODE),
        ],
        &[0, 0],
    );
}

#[test]
fn two_different_codes_keep_equal_names_apart() {
    let outcome = check(
        &[
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            coded(enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司"), OTHER_CODE),
        ],
        &[0, 1],
    );
    let is_forbidden = |pair: &pairs::Row| pair.decision == PairDecision::CannotLink;
    assert!(outcome.pairs.iter().all(is_forbidden));
}

#[test]
fn a_name_that_a_slip_lent_to_another_firm_links_nothing_to_it() {
    // The hr row bears the sister's name; nothing but that name ties the sister's row to it.
    check(
        &[
            coded(enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司"), CODE),
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            coded(enterprise_row(Hr, 1, "宜昌鼎立商贸有限公司"), CODE),
            enterprise_row(Tax, 2, "宜昌鼎立商贸有限公司"),
        ],
        &[0, 0, 0, 1],
    );
}

/// Two rows of one name that agree in nothing else.
fn rows_of_one_name() -> [enterprise_rows::Row; 2] {
    let described = |department, person: &str, address: &str| {
        let mut row = enterprise_row(department, 1, "宜昌鼎力商贸有限公司");
        row.legal_representative = Some(person.to_owned());
        row.address = Some(address.to_owned());
        row
    };
    [
        described(Tax, "张伟", "西陵区西陵一路12号"),
        described(Hr, "李娜", "西陵区胜利四路5号"),
    ]
}

#[test]
fn a_name_alone_does_not_link_where_all_else_differs_and_it_may_be_a_sisters() {
    let [tax, hr] = rows_of_one_name();
    check(
        &[
            tax,
            hr,
            coded(enterprise_row(Commerce, 2, "宜昌鼎立商贸有限公司"), CODE),
            coded(enterprise_row(Tax, 2, "宜昌鼎立商贸有限公司"), CODE),
        ],
        &[0, 1, 2, 2],
    );
}

#[test]
fn a_registered_name_that_is_like_no_other_links_where_all_else_has_changed() {
    check(&rows_of_one_name(), &[0, 0]);
}

#[test]
fn a_name_without_its_region_links_where_nobody_else_bears_it() {
    check(
        &[
            coded(enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司"), CODE),
            enterprise_row(Tax, 1, "鼎力商贸有限公司"),
        ],
        &[0, 0],
    );
    check(
        &[
            coded(enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司"), CODE),
            enterprise_row(Tax, 1, "鼎力商贸有限公司"),
            coded(
                enterprise_row(Commerce, 2, "湖北鼎力商贸有限公司"),
                OTHER_CODE,
            ),
        ],
        &[0, 1, 2],
    );
}

#[test]
fn what_goes_on_behind_a_firms_whole_name_as_a_shop_is_its_branch() {
    let outcome = check(
        &[
            enterprise_row(Tax, 1, "宜昌睦洋酒店管理厂"),
            enterprise_row(Tax, 2, "宜昌睦洋酒店管理厂西陵一路加油站"),
        ],
        &[0, 1],
    );
    let branch = outcome
        .entities
        .iter()
        .find(|row| row.name.ends_with("加油站"))
        .expect("the second row founds an entity");
    assert_eq!(branch.entity_kind, EntityKind::Branch);
    assert!(branch.parent_entity_id.is_some());
}

#[test]
fn a_code_copied_down_from_the_row_above_neither_links_nor_forbids() {
    check(
        &[
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            coded(enterprise_row(Tax, 2, "宜昌清江画舫旅游有限公司"), CODE),
            coded(
                enterprise_row(Hr, 1, "宜昌清江画舫旅游有限公司"),
                OTHER_CODE,
            ),
        ],
        &[0, 1, 1],
    );
}

#[test]
fn a_branch_stays_apart_from_its_head_office_and_names_it_as_parent() {
    let outcome = check(
        &[
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            enterprise_row(Tax, 2, "宜昌鼎力商贸有限公司宜都分公司"),
            enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司宜都分公司"),
        ],
        &[0, 1, 1],
    );
    let by_kind = |kind| {
        let found = outcome
            .entities
            .iter()
            .find(|entity| entity.entity_kind == kind);
        found.expect("both kinds are there")
    };
    let (head, branch) = (by_kind(EntityKind::Enterprise), by_kind(EntityKind::Branch));
    assert_eq!(branch.parent_entity_id, Some(head.entity_id));
}

/// A branch of 中国工商银行 with its address and manager.
fn bank(department: Department, name: &str) -> enterprise_rows::Row {
    let mut row = coded(enterprise_row(department, 1, name), CODE);
    row.address = Some("宜昌市西陵区东山大道95号".to_owned());
    row.legal_representative = Some("张晓梅".to_owned());
    row
}

#[test]
fn a_branch_whose_place_lost_a_character_is_itself_where_code_and_house_agree() {
    let rows = [
        bank(
            Department::Commerce,
            "中国工商银行股份有限公司宜昌火车站支行",
        ),
        bank(Department::Tax, "中国工商银行股份有限公司火车站支行"),
        bank(Department::Hr, "中国工商银行股份有限公司宜昌火站支行"),
    ];
    check(&rows, &[0, 0, 0]);
}

#[test]
fn branches_listed_under_the_code_of_their_head_office_stay_apart() {
    let mut other = bank(Department::Hr, "中国工商银行股份有限公司宜昌夷陵支行");
    other.address = Some("宜昌市夷陵区平云一路7号".to_owned());
    other.legal_representative = Some("李建国".to_owned());
    let first = bank(
        Department::Commerce,
        "中国工商银行股份有限公司宜昌火车站支行",
    );
    check(&[first, other], &[0, 1]);
}

#[test]
fn a_code_that_a_spreadsheet_rounded_does_not_forbid() {
    let name = "宜昌万丰农业开发有限公司";
    let rows = [
        coded(
            enterprise_row(Department::Commerce, 1, name),
            "914208022604440975",
        ),
        coded(
            enterprise_row(Department::Tax, 1, name),
            "9.14208022604441E+17",
        ),
    ];
    check(&rows, &[0, 0]);
}

#[test]
fn a_twin_one_character_away_stays_apart_without_support() {
    check(
        &[
            enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"),
            enterprise_row(Hr, 1, "宜昌鼎立商贸有限公司"),
        ],
        &[0, 1],
    );
}

#[test]
fn a_wrong_character_is_forgiven_where_people_and_place_agree() {
    let at_home = |mut row: enterprise_rows::Row| {
        row.legal_representative = Some("张三丰".to_owned());
        row.address = Some("宜昌市西陵区隆康路88号3楼".to_owned());
        row.phone = Some("0717-6221234".to_owned());
        row
    };
    check(
        &[
            at_home(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司")),
            at_home(enterprise_row(Hr, 1, "宜昌鼎立商贸有限公司")),
        ],
        &[0, 0],
    );
}

#[test]
fn a_construction_row_names_its_contractor_and_founds_a_site() {
    let mut site = coded(
        enterprise_row(Construction, 1, "宜昌鼎力建设有限公司"),
        CODE,
    );
    site.project_name = Some("滨江一号工程".to_owned());
    site.address = Some("宜都市陆城街道长江大道1号".to_owned());
    site.workers = Some(120);
    site.started_on = Some(day("2016-01-01"));
    site.status = Some("在建".to_owned());
    let mut other = site.clone();
    (other.row, other.project_name) = (2, Some("滨江二号工程".to_owned()));
    let mut twice = site.clone();
    twice.row = 3;
    let contractor = coded(enterprise_row(Commerce, 1, "宜昌鼎力建设有限公司"), CODE);
    let outcome = check(&[site, other, twice, contractor], &[0, 0, 0, 0]);
    let projects: Vec<&entities::Row> = outcome
        .entities
        .iter()
        .filter(|entity| entity.entity_kind == EntityKind::Project)
        .collect();
    assert_eq!(projects.len(), 2);
    let first = projects
        .iter()
        .find(|project| project.name == "滨江一号工程")
        .expect("founded");
    assert_eq!((first.n_rows, first.site_workers), (2, Some(120)));
    assert_eq!(first.status, EntityStatus::Active);
    assert!(first.uscc.is_none() && first.legal_representative.is_none());
    let enterprise = outcome
        .entities
        .iter()
        .find(|entity| entity.entity_kind == EntityKind::Enterprise)
        .expect("the contractor");
    assert_eq!(first.parent_entity_id, Some(enterprise.entity_id));
    assert!(enterprise.address.is_none() && enterprise.declared_workers.is_none());
}

#[test]
fn a_joint_union_is_no_entity_and_a_unit_in_no_registry_founds_one() {
    let rows = [enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司")];
    let unions = [
        union(1, "宜昌鼎力商贸有限公司工会委员会"),
        union(2, "宜昌清江画舫旅游有限公司工会"),
        union(3, "西陵区学院街道联合工会"),
    ];
    let outcome = run(&rows, &unions);
    assert_eq!(outcome.crosswalk.len(), 4);
    assert_eq!(outcome.entities.len(), 2);
    let of_union = |row: u32| {
        let mut found = outcome.crosswalk.iter();
        let found = found.find(|found| found.source == "unions" && found.row == row);
        found
            .expect("every accepted row stands in the crosswalk")
            .entity_id
    };
    assert!(of_union(1).is_some() && of_union(2).is_some() && of_union(3).is_none());
    let alone = outcome
        .entities
        .iter()
        .find(|entity| Some(entity.entity_id) == of_union(2));
    assert!(alone.is_some_and(|entity| entity.only_in_union_system));
}

#[test]
fn commerce_beats_all_for_dissolved_and_hr_counts_the_insured() {
    let with = |mut row: enterprise_rows::Row, status: &str, workers: u32| {
        row.status = Some(status.to_owned());
        row.workers = Some(workers);
        coded(row, CODE)
    };
    let outcome = check(
        &[
            with(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), "正常", 30),
            with(enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司"), "参保", 25),
            with(
                enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司"),
                "注销",
                0,
            ),
        ],
        &[0, 0, 0],
    );
    let entity = &outcome.entities[0];
    assert_eq!(entity.status, EntityStatus::Dissolved);
    assert_eq!(
        (entity.insured_workers, entity.declared_workers),
        (Some(25), Some(30))
    );
    assert!(
        entity
            .provenance
            .iter()
            .any(|p| p.field == "status" && p.source == "commerce")
    );
}

#[test]
fn without_a_status_word_a_firm_is_unknown() {
    let mut row = enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司");
    row.workers = Some(3);
    let outcome = check(&[row], &[0]);
    assert_eq!(outcome.entities[0].status, EntityStatus::Unknown);
    assert_eq!(outcome.crosswalk[0].match_probability, None);
}

#[test]
fn a_firm_founded_after_the_period_is_not_active() {
    let mut row = enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司");
    row.status = Some("存续".to_owned());
    row.established_on = Some(day("2016-10-01"));
    let outcome = check(&[row], &[0]);
    assert_ne!(outcome.entities[0].status, EntityStatus::Active);
}

#[test]
fn rows_in_another_order_and_other_files_give_the_same_entities() {
    let rows = [
        coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
        enterprise_row(Tax, 2, "宜昌鼎立商贸有限公司"),
        enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司"),
    ];
    let mut moved = rows.clone();
    moved.reverse();
    for (row, moved) in moved.iter_mut().enumerate() {
        moved.file = "moved.csv".to_owned();
        moved.row = row as u32 + 50;
    }
    let ids = |outcome: &Outcome| -> Vec<EntityId> {
        outcome
            .entities
            .iter()
            .map(|entity| entity.entity_id)
            .collect()
    };
    assert_eq!(ids(&run(&rows, &[])), ids(&run(&moved, &[])));
}

#[test]
fn ids_stay_when_a_new_source_brings_a_smaller_key() {
    let mut rows = vec![
        coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
        coded(enterprise_row(Hr, 1, "宜昌鼎力商贸有限公司"), CODE),
    ];
    let before = run(&rows, &[]);
    let state = State {
        entity_ids: before.resolved.entity_ids.clone(),
        entity_history: before.resolved.entity_history.clone(),
    };
    for (row, source) in ["a", "b", "c", "d"].iter().enumerate() {
        let mut more = coded(
            enterprise_row(Commerce, row as u32, "宜昌鼎力商贸有限公司"),
            CODE,
        );
        more.source = (*source).to_owned();
        rows.push(more);
    }
    let after = run_after(&rows, &[], Some(&state));
    assert_eq!(before.entities[0].entity_id, after.entities[0].entity_id);
    let ids = entity_ids::View::of(&after.resolved.entity_ids).expect("our own table");
    assert_eq!(ids.len(), rows.len());
    let history = entity_history::View::of(&after.resolved.entity_history).expect("our own table");
    assert!(history.is_empty());
}

#[test]
fn a_lookup_finds_by_code_by_name_and_by_a_short_name() {
    let outcome = run(
        &[
            coded(enterprise_row(Tax, 1, "宜昌鼎力商贸有限公司"), CODE),
            enterprise_row(Tax, 2, "宜昌清江画舫旅游有限公司"),
        ],
        &[],
    );
    let lookup = EntityLookup::build(&outcome.resolved.entities);
    let find = |name: Option<&str>, code: &str| {
        let codes =
            crate::standard::UnitCodes::gather(&[(crate::standard::CodeColumn::CreditCode, code)]);
        lookup.find(&Mention {
            name,
            codes: &codes,
            region_code: None,
        })
    };
    let by = |found: Found| match found {
        Found::One { by, .. } => Some(by),
        Found::Several(_) | Found::Nothing => None,
    };
    assert_eq!(by(find(None, CODE)), Some(FoundBy::CreditCode));
    let whole = find(Some("宜昌清江画舫旅游有限责任公司"), "");
    assert_eq!(by(whole), Some(FoundBy::FullName));
    assert_eq!(
        by(find(Some("清江画舫旅游公司"), "")),
        Some(FoundBy::CoreName)
    );
    assert_eq!(by(find(Some("清江画舫"), "")), Some(FoundBy::ShortName));
    assert_eq!(find(Some("长江钢铁"), ""), Found::Nothing);
    let contradiction = find(Some("宜昌清江画舫旅游有限公司"), CODE);
    assert!(matches!(contradiction, Found::Several(both) if both.len() == 2));
}

#[test]
fn of_two_deliveries_of_one_department_the_later_survives() {
    let delivered = |row: u32, month: u32, status: &str, workers: u32| {
        let mut delivered = coded(
            enterprise_row(Department::Hr, row, "宜昌鼎力建材有限公司"),
            CODE,
        );
        delivered.as_of = AsOf::month(2016, month);
        delivered.status = Some(status.to_owned());
        delivered.workers = Some(workers);
        delivered
    };
    let rows = [delivered(1, 3, "参保", 40), delivered(2, 9, "停保", 12)];
    let outcome = run(&rows, &[]);
    let entity = &outcome.entities[0];
    assert_eq!(entity.insured_workers, Some(12));
    assert_eq!(entity.insured_as_of, AsOf::month(2016, 9));
    assert_eq!(entity.status, EntityStatus::Dormant);
}

#[test]
fn an_undated_delivery_is_not_taken_for_older() {
    let mut dated = coded(
        enterprise_row(Department::Hr, 1, "宜昌鼎力建材有限公司"),
        CODE,
    );
    dated.as_of = AsOf::month(2016, 9);
    dated.workers = Some(12);
    let mut undated = coded(
        enterprise_row(Department::Hr, 2, "宜昌鼎力建材有限公司"),
        CODE,
    );
    undated.workers = Some(40);
    let entity = run(&[dated, undated], &[]).entities[0].clone();
    assert_eq!(entity.insured_workers, Some(40));
    assert_eq!(entity.insured_as_of, None);
}

#[test]
fn each_shop_of_a_sole_trader_is_registered_as_one_more() {
    let names = ["西陵区银园圆五金店", "西陵区银园圆五金店（西陵一路店）"];
    let rows =
        [(1, names[0]), (2, names[1])].map(|(row, name)| enterprise_row(Commerce, row, name));
    let outcome = run(&rows, &[]);
    for entity in &outcome.entities {
        assert_eq!(
            entity.entity_kind,
            EntityKind::IndividualBusiness,
            "{}",
            entity.name
        );
        assert_eq!(entity.parent_entity_id, None, "{}", entity.name);
    }
}

#[test]
fn a_name_with_its_form_is_golden_before_a_short_one() {
    let short = coded(enterprise_row(Commerce, 1, "育才教育咨询"), CODE);
    let whole = coded(enterprise_row(Tax, 1, "宜昌育才教育咨询有限公司"), CODE);
    let outcome = run(&[short, whole], &[]);
    assert_eq!(outcome.entities[0].name, "宜昌育才教育咨询有限公司");
}

#[test]
fn a_half_without_code_does_not_hide_the_head_office() {
    let head = coded(enterprise_row(Commerce, 1, "宜昌鼎力商贸有限公司"), CODE);
    let mut half = enterprise_row(Tax, 2, "宜昌鼎力商贸有限公司");
    half.legal_representative = Some("唐晓月".to_owned());
    half.address = Some("枝江市民主大道235号".to_owned());
    let branch = enterprise_row(Commerce, 3, "宜昌鼎力商贸有限公司西陵分公司");
    let outcome = run(&[head, half, branch], &[]);
    let by_code = |entity: &&entities::Row| entity.uscc.is_some();
    let head = outcome.entities.iter().find(by_code).expect("coded");
    let branch = outcome
        .entities
        .iter()
        .find(|entity| entity.entity_kind == EntityKind::Branch);
    assert_eq!(
        branch.expect("a branch").parent_entity_id,
        Some(head.entity_id)
    );
}

#[test]
fn what_did_not_survive_is_kept_with_its_row() {
    let commerce = enterprise_rows::Row {
        legal_representative: Some("王建国".to_owned()),
        workers: Some(30),
        ..coded(
            enterprise_row(Department::Commerce, 2, "宜昌鼎力商贸有限公司"),
            CODE,
        )
    };
    let tax = enterprise_rows::Row {
        legal_representative: Some("李爱华".to_owned()),
        workers: Some(30),
        ..coded(
            enterprise_row(Department::Tax, 7, "宜昌鼎力 商贸有限公司"),
            CODE,
        )
    };
    let outcome = run(&[commerce, tax], &[]);
    let view = disagreements::View::of(&outcome.resolved.disagreements).expect("our own table");
    let told: Vec<(String, String, u32, String, String)> = view
        .to_rows()
        .into_iter()
        .map(|row| (row.field, row.source, row.row, row.found, row.golden))
        .collect();
    let expected = ("legal_representative", "tax", 7, "李爱华", "王建国");
    let (field, source, row, found, golden) = expected;
    let expected = (
        field.to_owned(),
        source.to_owned(),
        row,
        found.to_owned(),
        golden.to_owned(),
    );
    assert_eq!(told, [expected]);
}
