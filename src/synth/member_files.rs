//! The roster's files, the insurance list, and the truth of their rows.

use std::collections::BTreeMap;
use std::path::Path;

use super::city::City;
use super::codes::Sex;
use super::enterprises::day_between;
use super::error::SynthError;
use super::files::{Cell, Encoding, Sheet, text, write_csv, write_workbook};
use super::members::{MemberRow, Membership};
use super::people::{Counting, Person};
use super::places::ReportingUnit;
use super::random::Random;
use super::truth::write_table;
use crate::table::RowIdentity;
use crate::table::truth::{member_duplicates, person_crosswalk};

const WORKBOOK: &str = "members/会员花名册_各单位.xlsx";
const CSV: &str = "members/会员花名册_补充.csv";
const INSURED: &str = "roster/参保人员名单.csv";

const WORKBOOK_HEADERS: &[&str] = &[
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
];
const CSV_HEADERS: &[&str] = &[
    "序号",
    "工会统计编码",
    "工会全称",
    "会员姓名",
    "性别",
    "公民身份号码",
    "出生日期",
    "移动电话",
    "会员卡号",
    "户口性质",
    "户籍所在地",
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
    "是否农民工会员",
    "备注",
];

/// Writes the roster and the insurance list; gives the place of each roster row, by index.
pub(super) fn write_members(
    city: &City,
    membership: &Membership,
    directory: &Path,
) -> Result<Vec<RowIdentity>, SynthError> {
    let mut places: BTreeMap<usize, RowIdentity> = BTreeMap::new();
    let order = file_order(city, membership);
    let mut sheets = Vec::new();
    for reporting in ReportingUnit::all() {
        let here = |row: &usize| {
            let union = membership.rows[*row].union;
            city.unions[union].reporting == reporting && !is_in_csv(union)
        };
        let rows: Vec<usize> = order.iter().copied().filter(here).collect();
        if rows.is_empty() {
            continue;
        }
        let mut sheet = Sheet::new(reporting.name(), WORKBOOK_HEADERS.len());
        sheet.push_merged("工会会员花名册");
        sheet.push_merged(&format!("填报单位：{}", reporting.federation()));
        sheet.push_header(WORKBOOK_HEADERS);
        push_rows(city, membership, &rows, &mut sheet, |row, number| {
            places.insert(row, place(city, WORKBOOK, Some(reporting.name()), number));
        });
        sheet.push_merged("填表说明：是否农民工填写“是”或“否”。");
        sheets.push(sheet);
    }
    write_workbook(&directory.join(WORKBOOK), &sheets)?;
    let rows: Vec<usize> = order
        .into_iter()
        .filter(|row| is_in_csv(membership.rows[*row].union))
        .collect();
    let mut sheet = Sheet::new("", CSV_HEADERS.len());
    sheet.push_header(CSV_HEADERS);
    push_rows(city, membership, &rows, &mut sheet, |row, number| {
        places.insert(row, place(city, CSV, None, number));
    });
    write_csv(&directory.join(CSV), &sheet, Encoding::Gb18030)?;
    Ok(places.into_values().collect())
}

/// Half of the unions hand in a CSV file.
const fn is_in_csv(union: usize) -> bool {
    union % 2 == 1
}

/// Rows by union, and in the order of entry within a union but for every seventh, which comes last:
/// second rows of one person do not stand side by side.
fn file_order(city: &City, membership: &Membership) -> Vec<usize> {
    let mut order: Vec<usize> = (0..membership.rows.len()).collect();
    order.sort_by_key(|row| {
        (
            &city.unions[membership.rows[*row].union].code,
            row % 7 == 0,
            *row,
        )
    });
    order
}

fn place(city: &City, file: &str, sheet: Option<&str>, row: u32) -> RowIdentity {
    RowIdentity {
        source: "members".to_owned(),
        file: city.file(file),
        sheet: sheet.map(str::to_owned),
        row,
    }
}

fn push_rows(
    city: &City,
    membership: &Membership,
    rows: &[usize],
    sheet: &mut Sheet,
    mut placed: impl FnMut(usize, u32),
) {
    for (n, row) in rows.iter().enumerate() {
        let cells = member_cells(
            city,
            &membership.rows[*row],
            &membership.people,
            n as u32 + 1,
        );
        placed(*row, sheet.push(cells));
    }
}

fn member_cells(city: &City, row: &MemberRow, people: &[Person], serial: u32) -> Vec<Cell> {
    let person = &people[row.person];
    let union = &city.unions[row.union];
    vec![
        Cell::Number(serial),
        text(&union.code),
        text(&union.name),
        text(&person.name),
        text(sex_word(person)),
        text(&row.id_cell),
        Cell::Date(person.life.born),
        text(&person.phone),
        text(&row.card_no),
        text(person.registration_kind),
        text(&person.registration_place),
        text(row.employment_form),
        text(row.employment_state),
        text(&row.employer),
        text(&row.agency),
        text(&row.host),
        Cell::Date(row.joined),
        text(row.channel),
        text(row.approval),
        text(row.membership),
        row.left_on.map_or(Cell::Empty, Cell::Date),
        text(&row.moved_from),
        row.moved_on.map_or(Cell::Empty, Cell::Date),
        text(if row.is_flagged_migrant { "是" } else { "否" }),
        text(&row.remarks),
    ]
}

const fn sex_word(person: &Person) -> &'static str {
    match person.life.sex {
        Sex::Male => "男",
        Sex::Female => "女",
    }
}

/// Writes the insured persons and the truth of all person rows.
pub(super) fn write_persons(
    city: &City,
    membership: &Membership,
    places: &[RowIdentity],
    directory: &Path,
) -> Result<(), SynthError> {
    let mut rows: Vec<person_crosswalk::Row> = membership
        .rows
        .iter()
        .zip(places)
        .map(|(row, place)| person_row(city, membership, row.person, place.clone()))
        .collect();
    rows.extend(write_insured(city, membership, directory)?);
    rows.sort_by_key(person_crosswalk::Row::identity);
    let truth = directory.join("truth");
    write_table(
        &truth,
        person_crosswalk::NAME,
        &person_crosswalk::batch(&rows),
    )?;
    let duplicates = duplicate_rows(membership, places);
    write_table(
        &truth,
        member_duplicates::NAME,
        &member_duplicates::batch(&duplicates),
    )
}

fn write_insured(
    city: &City,
    membership: &Membership,
    directory: &Path,
) -> Result<Vec<person_crosswalk::Row>, SynthError> {
    const HEADERS: &[&str] = &[
        "姓名",
        "公民身份号码",
        "性别",
        "户口性质",
        "户籍所在地",
        "参保单位名称",
        "统一社会信用代码",
        "参保日期",
        "用工形式",
    ];
    let mut random = Random::of_purpose(city.seed, INSURED);
    let mut insured: Vec<(usize, usize)> = membership
        .people
        .iter()
        .enumerate()
        .filter_map(|(person, facts)| Some((person, facts.insured_at?)))
        .collect();
    random.shuffle(&mut insured);
    let mut sheet = Sheet::new("", HEADERS.len());
    sheet.push_header(HEADERS);
    let mut rows = Vec::new();
    for (person, firm) in insured {
        let facts = &membership.people[person];
        let firm = &city.enterprises[firm];
        // Everybody has been insured for longer than the six months of the definition.
        let since = day_between(&mut random, 2010, 2015).min(super::enterprises::day(2015, 11, 1));
        let number = sheet.push(vec![
            text(&facts.name),
            text(&facts.resident_id),
            text(sex_word(facts)),
            text(facts.registration_kind),
            text(&facts.registration_place),
            text(&firm.name),
            text(&firm.credit_code),
            Cell::Date(since),
            text(if facts.is_dispatched {
                "劳务派遣"
            } else {
                "合同制"
            }),
        ]);
        let place = RowIdentity {
            source: "insured_persons".to_owned(),
            file: city.file(INSURED),
            sheet: None,
            row: number,
        };
        rows.push(person_row(city, membership, person, place));
    }
    write_csv(&directory.join(INSURED), &sheet, Encoding::Utf8Bom)?;
    Ok(rows)
}

fn person_row(
    city: &City,
    membership: &Membership,
    person: usize,
    place: RowIdentity,
) -> person_crosswalk::Row {
    let facts = &membership.people[person];
    let counted_by = facts.counted.as_ref().map(|(counting, _)| match counting {
        Counting::Union(union) => city.unions[*union].code.clone(),
        Counting::Outside(place) => place.clone(),
    });
    person_crosswalk::Row {
        source: place.source,
        file: place.file,
        sheet: place.sheet,
        row: place.row,
        person: format!("P{person:08}"),
        counted_by,
        counted_rule: facts.counted.as_ref().map(|(_, rule)| *rule),
        migrant: facts.migrant,
    }
}

fn duplicate_rows(membership: &Membership, places: &[RowIdentity]) -> Vec<member_duplicates::Row> {
    let mut rows: Vec<member_duplicates::Row> = membership
        .rows
        .iter()
        .zip(places)
        .filter_map(|(row, place)| {
            let group = row.group?;
            let place = place.clone();
            Some(member_duplicates::Row {
                group_id: format!("G{:06}", group.number),
                kind: group.kind,
                source: place.source,
                file: place.file,
                sheet: place.sheet,
                row: place.row,
                keep: row.is_kept,
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.group_id.clone(), row.identity()));
    rows
}
