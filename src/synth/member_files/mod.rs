//! The roster's files, the transfer records, the lists of persons employed, and the truth of their
//! rows.

mod forms;

use forms::{CSV, INSURED, MOVEMENTS, SITE_LIST, WORKBOOK, roster_head};

use super::codes::Sex;
use super::enterprise::{day, day_between};
use super::error::SynthError;
use super::files::{Cell, Encoding, Head, Paper, PaperForm, number, text};
use super::members::{MemberRow, Membership};
use super::people::{Counting, Person};
use super::random::Random;
use super::registries::{Bench, begin};
use super::scenario::Scenario;
use super::truth::{CountedBy, PersonMark, Truth};
use super::ward::Ward;
use crate::table::RowIdentity;
use crate::table::truth::member_duplicates;
use crate::table::vocabulary::Migrant;

/// Writes rosters, records and lists; gives the place of each roster row, by index.
pub(super) fn write_people(
    ward: &Ward,
    membership: &Membership,
    n_people_before: usize,
    bench: &mut Bench<'_>,
) -> Result<Vec<RowIdentity>, SynthError> {
    let people = People {
        ward,
        membership,
        n_before: n_people_before,
    };
    let places = people.write_rosters(bench)?;
    for (row, place) in membership.rows.iter().zip(&places) {
        let mark = people.mark(bench.truth, row.person);
        bench.truth.record_person(place, mark);
        people.count(bench.truth, row);
    }
    people.record_duplicates(bench.truth, &places);
    people.write_movements(bench)?;
    people.write_insured(bench)?;
    people.write_site_lists(bench)?;
    Ok(places)
}

struct People<'a> {
    ward: &'a Ward,
    membership: &'a Membership,
    n_before: usize,
}

/// Half of the unions hand in a CSV file.
const fn is_in_csv(union: usize) -> bool {
    union % 2 == 1
}

impl People<'_> {
    /// By union, and in the order of entry within a union but for every seventh row, which comes
    /// last: second rows of one person do not stand side by side.
    fn file_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.membership.rows.len()).collect();
        order.sort_by_key(|row| (self.membership.rows[*row].union, row % 7 == 0, *row));
        order
    }

    fn write_rosters(&self, bench: &mut Bench<'_>) -> Result<Vec<RowIdentity>, SynthError> {
        let workbook = Paper::new("members", "members/会员花名册_各单位", PaperForm::Workbook);
        let csv = Paper::new(
            "members",
            "members/会员花名册_补充",
            PaperForm::Csv(Encoding::Gb18030),
        );
        let n = self.membership.rows.len();
        let mut places: Vec<Option<RowIdentity>> = vec![None; n];
        for (serial, idx) in self.file_order().into_iter().enumerate() {
            let row = &self.membership.rows[idx];
            let reporting = self.ward.unions[row.union].reporting;
            let counts = &mut bench.truth.counts;
            let (form, sheet) = match is_in_csv(row.union) {
                true => {
                    let head = || begin(counts, Head::of(&CSV));
                    (&CSV, bench.desk.sheet(&csv, "", head)?)
                }
                false => {
                    let head = || begin(counts, roster_head(reporting));
                    (
                        &WORKBOOK,
                        bench.desk.sheet(&workbook, reporting.name(), head)?,
                    )
                }
            };
            let cells = form.lay_out(self.member_cells(row, serial as u32 + 1));
            places[idx] = Some(sheet.push(cells)?);
        }
        let place = |place: Option<RowIdentity>| place.expect("every row was written");
        Ok(places.into_iter().map(place).collect())
    }

    fn member_cells(&self, row: &MemberRow, serial: u32) -> Vec<Cell> {
        let person = &self.membership.people[row.person];
        let union = &self.ward.unions[row.union];
        let id = match row.is_id_damaged {
            true => Cell::Damaged(row.id_cell.clone()),
            false => text(&row.id_cell),
        };
        vec![
            number(serial),
            text(&union.code),
            text(&union.name),
            text(&row.name_cell),
            text(sex_word(person)),
            id,
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
            Cell::date(row.left_on),
            text(&row.moved_from),
            Cell::date(row.moved_on),
            text(if row.is_flagged_migrant { "是" } else { "否" }),
            text(&row.remarks),
        ]
    }

    fn mark(&self, truth: &mut Truth, person: usize) -> PersonMark {
        let facts = &self.membership.people[person];
        let (counted_by, rule) = match &facts.counted {
            None => (CountedBy::Nobody, None),
            Some((Counting::Union(union), rule)) => {
                (truth.body(&self.ward.unions[*union].code), Some(*rule))
            }
            Some((Counting::Federation(unit), rule)) => (truth.body(unit.name()), Some(*rule)),
            Some((Counting::Outside(place), rule)) => (truth.body(place), Some(*rule)),
        };
        PersonMark {
            person: (self.n_before + person) as u32,
            counted_by,
            rule,
            migrant: facts.migrant,
        }
    }

    fn count(&self, truth: &mut Truth, row: &MemberRow) {
        let person = &self.membership.people[row.person];
        let rule = match &person.counted {
            Some((Counting::Federation(_), _)) => Some(Scenario::MemberRule4Federation),
            Some((Counting::Union(_) | Counting::Outside(_), rule)) => match rule {
                1 => Some(Scenario::MemberRule1),
                2 => Some(Scenario::MemberRule2),
                3 => Some(Scenario::MemberRule3),
                4 => Some(Scenario::MemberRule4),
                5 => Some(Scenario::MemberRule5),
                6 => Some(Scenario::MemberRule6),
                7 => Some(Scenario::MemberRule7),
                8 => Some(Scenario::MemberRule8),
                9 => Some(Scenario::MemberRule9),
                _ => None,
            },
            None => None,
        };
        let is_rural = person.registration_kind == "居民户口" && person.migrant == Migrant::Yes;
        let resident = is_rural.then_some(Scenario::MemberResidentRural);
        for scenario in rule.into_iter().chain(resident) {
            truth.counts.add(scenario);
        }
    }

    fn record_duplicates(&self, truth: &mut Truth, places: &[RowIdentity]) {
        for (row, place) in self.membership.rows.iter().zip(places) {
            let Some(group) = row.group else {
                continue;
            };
            let place = place.clone();
            truth.duplicates.push(member_duplicates::Row {
                group_id: format!("G{:06}", group.number),
                kind: group.kind,
                source: place.source,
                file: place.file,
                sheet: place.sheet,
                row: place.row,
                keep: row.is_kept,
            });
        }
    }

    fn write_movements(&self, bench: &mut Bench<'_>) -> Result<(), SynthError> {
        let paper = Paper::new("movements", "movements/会籍接转记录", PaperForm::Workbook);
        let counts = &mut bench.truth.counts;
        let head = || begin(counts, Head::of(&MOVEMENTS).titled("会籍接转登记表"));
        let sheet = bench.desk.sheet(&paper, "接转", head)?;
        for (n, movement) in self.membership.movements.iter().enumerate() {
            let person = &self.membership.people[movement.person];
            let union = &self.ward.unions[movement.union];
            sheet.push(vec![
                number(n as u32 + 1),
                text(&person.name),
                text(&person.resident_id),
                text(&movement.card_no),
                text(&union.code),
                text(&union.name),
                text(movement.kind),
                Cell::Date(movement.on),
                text(&movement.from),
                text(&movement.to),
                text("已审批"),
            ])?;
        }
        Ok(())
    }

    fn write_insured(&self, bench: &mut Bench<'_>) -> Result<(), SynthError> {
        const STEM: &str = "roster/参保人员名单";
        let form = PaperForm::Csv(Encoding::Utf8Bom);
        let paper = Paper::new("insured_persons", STEM, form);
        let mut random =
            Random::of_purpose(self.ward.seed, &format!("{STEM} from {} on", self.n_before));
        let people = self.membership.people.iter().enumerate();
        let mut insured: Vec<(usize, usize)> = people
            .filter_map(|(person, facts)| Some((person, facts.insured_at?)))
            .collect();
        random.shuffle(&mut insured);
        for (person, firm) in insured {
            let facts = &self.membership.people[person];
            let firm = &self.ward.enterprises[firm];
            // Everybody else has been insured for longer than the six months of the definition.
            let long_ago = day_between(&mut random, 2010, 2015).min(day(2015, 11, 1));
            let counts = &mut bench.truth.counts;
            let head = || begin(counts, Head::of(&INSURED));
            let place = bench.desk.sheet(&paper, "", head)?.push(vec![
                text(&facts.name),
                text(&facts.resident_id),
                text(sex_word(facts)),
                text(facts.registration_kind),
                text(&facts.registration_place),
                text(&firm.name),
                text(&firm.credit_code),
                Cell::Date(facts.insured_since.unwrap_or(long_ago)),
                text(form_word(facts)),
            ])?;
            let mark = self.mark(bench.truth, person);
            bench.truth.record_person(&place, mark);
        }
        Ok(())
    }

    /// The lists of real names that construction sites keep.
    fn write_site_lists(&self, bench: &mut Bench<'_>) -> Result<(), SynthError> {
        let paper = Paper::new(
            "site_persons",
            "site_roster/工地实名制名单",
            PaperForm::Workbook,
        );
        for (person, facts) in self.membership.people.iter().enumerate() {
            let Some(site) = facts.works_at_site else {
                continue;
            };
            let site = &self.ward.enterprises[site];
            let agency = site
                .staffed_by
                .map_or("", |agency| self.ward.enterprises[agency].name.as_str());
            let counts = &mut bench.truth.counts;
            let head = || {
                begin(
                    counts,
                    Head::of(&SITE_LIST).titled("建筑工地务工人员实名制名单"),
                )
            };
            let place = bench.desk.sheet(&paper, "实名制", head)?.push(vec![
                text(&site.name),
                text(&facts.name),
                text(&facts.resident_id),
                text(sex_word(facts)),
                text(facts.registration_kind),
                text(&facts.registration_place),
                text(agency),
                text(agency),
                text(form_word(facts)),
                Cell::Date(day(2015, 12, 1)),
            ])?;
            let mark = self.mark(bench.truth, person);
            bench.truth.record_person(&place, mark);
        }
        Ok(())
    }
}

const fn sex_word(person: &Person) -> &'static str {
    match person.life.sex {
        Sex::Male => "男",
        Sex::Female => "女",
    }
}

const fn form_word(person: &Person) -> &'static str {
    match person.is_dispatched {
        true => "劳务派遣",
        false => "合同制",
    }
}
