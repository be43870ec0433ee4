//! Enrolling people: a plain row for everybody, before anything is planted.

use super::movement::Movement;
use super::roster::{Roster, choose_rosters, is_agency, plain_unions};
use super::row::{Group, MemberRow, RowState};
use crate::synth::codes::CodeBook;
use crate::synth::enterprise::{day, day_between};
use crate::synth::people::{Counting, Person, Registrar, Registration};
use crate::synth::places::ReportingUnit;
use crate::synth::random::Random;
use crate::synth::scenario::{Scenario, ScenarioCounts};
use crate::synth::ward::Ward;
use crate::table::vocabulary::{DuplicateKind, Migrant, UnionKind};

/// Of a thousand members, how many joined within the period.
const NEW_PER_MILLE: u32 = 180;
/// Of a thousand insured people who are no members, how many began less than six months before the
/// period's end.
const RECENT_PER_MILLE: u32 = 60;

/// The rosters of a ward with their people.
pub(in crate::synth) struct Membership {
    pub(in crate::synth) people: Vec<Person>,
    pub(in crate::synth) rows: Vec<MemberRow>,
    pub(in crate::synth) rosters: Vec<Roster>,
    pub(in crate::synth) movements: Vec<Movement>,
}

impl Membership {
    /// How many duplicate groups there are.
    pub(in crate::synth) fn n_groups(&self) -> usize {
        let numbers = self.rows.iter().filter_map(|row| row.group);
        let numbers: std::collections::BTreeSet<usize> =
            numbers.map(|group| group.number).collect();
        numbers.len()
    }
}

/// Where a ward's people begin to be numbered.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::synth) struct PeopleBase {
    pub(in crate::synth) n_people: usize,
    pub(in crate::synth) n_rows: usize,
    pub(in crate::synth) n_groups: usize,
}

/// Enrols about `n_members` rows.
pub(in crate::synth) fn enrol(
    ward: &Ward,
    (codes, counts): (&mut CodeBook, &mut ScenarioCounts),
    base: PeopleBase,
    n_members: u32,
) -> Membership {
    let random = Random::of_purpose(ward.seed, &format!("people from {} on", base.n_people));
    let rosters = choose_rosters(ward, n_members);
    let is_rostered = |union: &usize| rosters.iter().any(|roster| roster.union == *union);
    let others = plain_unions(ward)
        .into_iter()
        .filter(|union| !is_rostered(union))
        .collect();
    let mut enrolment = Enrolment {
        ward,
        registrar: Registrar { random, codes },
        counts,
        base,
        people: Vec::new(),
        rows: Vec::new(),
        movements: Vec::new(),
        n_groups: base.n_groups,
        others,
    };
    for roster in &rosters {
        enrolment.enrol_union(roster);
        enrolment.plant(roster);
    }
    enrolment.plant_between(&rosters, 1 + n_members as usize / 1500);
    enrolment.blur();
    enrolment.insure_others(n_members / 8);
    enrolment.staff_sites();
    Membership {
        people: enrolment.people,
        rows: enrolment.rows,
        rosters,
        movements: enrolment.movements,
    }
}

pub(super) struct Enrolment<'a> {
    pub(super) ward: &'a Ward,
    pub(super) registrar: Registrar<'a>,
    pub(super) counts: &'a mut ScenarioCounts,
    base: PeopleBase,
    pub(super) people: Vec<Person>,
    pub(super) rows: Vec<MemberRow>,
    pub(super) movements: Vec<Movement>,
    n_groups: usize,
    /// Company unions without a roster.
    pub(super) others: Vec<usize>,
}

impl Enrolment<'_> {
    /// The rule by which a union counts the staff of its units.
    pub(super) fn rule_of(&self, union: usize) -> u8 {
        match self.ward.unions[union].reporting {
            ReportingUnit::MunicipalDirect => 3,
            ReportingUnit::County(_) | ReportingUnit::HighTechZone => 4,
        }
    }

    pub(super) fn unit_name(&self, union: usize) -> String {
        let unit = self.ward.unions[union]
            .unit
            .map(|unit| self.ward.enterprises[unit].name.clone());
        unit.unwrap_or_default()
    }

    /// A member row of a new person whom the union counts as staff of its unit.
    pub(super) fn enrol(&mut self, union: usize, registration: Registration) -> usize {
        let unit = self.ward.unions[union].unit;
        self.enrol_at(union, unit, registration)
    }

    /// A member row of a new person whom the union counts, employed at `unit` or at nobody's.
    pub(super) fn enrol_at(
        &mut self,
        union: usize,
        unit: Option<usize>,
        registration: Registration,
    ) -> usize {
        let mut person = self.registrar.person(registration);
        let rule = match unit {
            Some(_) => self.rule_of(union),
            None => 6,
        };
        person.counted = Some((Counting::Union(union), rule));
        person.insured_at = unit;
        self.people.push(person);
        let person = self.people.len() - 1;
        let mut row = self.row(person, union);
        match unit {
            Some(unit) => row.employer.clone_from(&self.ward.enterprises[unit].name),
            None => {
                row.employer.clear();
                row.employment_form = "灵活就业";
            }
        }
        self.rows.push(row);
        self.rows.len() - 1
    }

    pub(super) fn row(&mut self, person: usize, union: usize) -> MemberRow {
        let random = &mut self.registrar.random;
        let joined = match random.happens(NEW_PER_MILLE) {
            true => day_between(random, 2016, 2016).min(day(2016, 9, 20)),
            false => day_between(random, 2009, 2014),
        };
        let channel = random.pick(&["网上入会", "线下入会", "线下入会"]);
        MemberRow {
            person,
            union,
            name_cell: self.people[person].name.clone(),
            id_cell: self.people[person].resident_id.clone(),
            is_id_damaged: false,
            card_no: format!("4205{:08}", 10_000 + self.base.n_rows + self.rows.len()),
            employer: self.unit_name(union),
            agency: String::new(),
            host: String::new(),
            employment_form: "合同制",
            employment_state: "在岗",
            joined,
            channel,
            approval: "已审批",
            membership: "正常",
            left_on: None,
            moved_from: String::new(),
            moved_on: None,
            is_flagged_migrant: self.people[person].migrant == Migrant::Yes,
            remarks: String::new(),
            state: RowState::InPeriod,
            is_kept: true,
            group: None,
        }
    }

    fn enrol_union(&mut self, roster: &Roster) {
        let ward = self.ward;
        let union = &ward.unions[roster.union];
        let sends = union
            .unit
            .is_some_and(|unit| is_agency(&ward.enterprises[unit]));
        let listed: Vec<usize> = union
            .covered
            .iter()
            .filter(|unit| unit.spelling.is_decisive())
            .filter_map(|unit| unit.enterprise)
            .collect();
        for n in 0..roster.n_members as usize {
            match union.kind {
                UnionKind::EnterpriseUnion => {
                    let row = self.enrol(roster.union, Registration::Any);
                    if sends && n % 2 == 0 {
                        self.dispatch(row, roster.union);
                    }
                }
                // A federation and a joint union count the staff of the units they list.
                UnionKind::JointUnion | UnionKind::UnionFederation | UnionKind::SuperiorUnion => {
                    if let Some(unit) = listed.get(n % listed.len().max(1)) {
                        self.enrol_at(roster.union, Some(*unit), Registration::Any);
                    }
                }
                UnionKind::AreaUnion => {
                    let unit = listed.get(n % (listed.len() * 2).max(1)).copied();
                    // Without an employer the definition asks for more than the row tells; towns are
                    // sure.
                    let registration = match unit {
                        Some(_) => Registration::Any,
                        None => Registration::Urban,
                    };
                    self.enrol_at(roster.union, unit, registration);
                }
            }
        }
        for unit in union.reached_by_roster.clone() {
            for _ in 0..2 {
                self.enrol_at(roster.union, Some(unit), Registration::Any);
            }
        }
    }

    /// Makes the person of `row` a dispatched worker of the agency whose union it is.
    fn dispatch(&mut self, row: usize, agency: usize) {
        let host = self.other_union();
        let (agency_name, host_name) = (self.unit_name(agency), self.unit_name(host));
        let person = self.rows[row].person;
        self.people[person].is_dispatched = true;
        self.people[person].counted = Some((Counting::Union(agency), 2));
        let row = &mut self.rows[row];
        row.employment_form = "劳务派遣";
        (row.agency, row.host) = (agency_name, host_name);
    }

    /// A company union without a roster.
    pub(super) fn other_union(&mut self) -> usize {
        self.others[self.registrar.random.index(self.others.len())]
    }

    pub(super) fn new_group(&mut self, kind: DuplicateKind) -> Group {
        self.n_groups += 1;
        self.counts.add(Scenario::of_duplicates(kind));
        Group {
            number: self.n_groups,
            kind,
        }
    }

    /// Rows of `union` that stand alone and are in order, the last ones.
    pub(super) fn plain_rows(&self, union: usize, n: usize) -> Vec<usize> {
        let is_plain = |idx: &usize| {
            let row = &self.rows[*idx];
            row.union == union
                && row.group.is_none()
                && row.state == RowState::InPeriod
                && row.employment_form == "合同制"
                && row.employment_state == "在岗"
                && row.remarks.is_empty()
                && !row.employer.is_empty()
                && row.employer == self.unit_name(union)
        };
        (0..self.rows.len())
            .rev()
            .filter(is_plain)
            .take(n)
            .collect()
    }

    /// People whom only the insurance roster knows.
    fn insure_others(&mut self, n: u32) {
        let firms = &self.ward.presence.hr;
        for _ in 0..n {
            let firm = firms[self.registrar.random.index(firms.len())];
            let mut person = self.registrar.person(Registration::Any);
            person.insured_at = Some(firm);
            if self.registrar.random.happens(RECENT_PER_MILLE) {
                // Six months are not over: no migrant worker in the denominator yet.
                person.insured_since = Some(day(2016, 7, 4));
                person.migrant = Migrant::No;
                self.counts.add(Scenario::PersonShortWork);
            }
            self.people.push(person);
        }
    }

    /// The workers of sites that an agency staffs; only the site's list of real names knows them.
    fn staff_sites(&mut self) {
        for (site, facts) in self.ward.enterprises.iter().enumerate() {
            if facts.staffed_by.is_none() {
                continue;
            }
            for _ in 0..facts.workers {
                let mut person = self.registrar.person(Registration::Rural);
                person.works_at_site = Some(site);
                person.is_dispatched = true;
                self.people.push(person);
            }
        }
    }
}
