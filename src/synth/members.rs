//! The member roster: who stands in which union's list, and what is wrong with the rows.

use chrono::NaiveDate;

use super::city::City;
use super::codes::{Sex, old_resident_id};
use super::enterprises::{Kind, day, day_between};
use super::people::{Counting, Person, Registrar, Registration};
use super::places::ReportingUnit;
use super::registries::{is_agency, period_end};
use crate::table::vocabulary::{DuplicateKind, Indicator, Migrant, UnionFinding, UnionKind};

/// Of a thousand plain rows: ids of fifteen digits, missing ids.
const OLD_ID_PER_MILLE: u32 = 30;
const NO_ID_PER_MILLE: u32 = 15;
/// Of a thousand members, how many joined within the period.
const NEW_PER_MILLE: u32 = 180;
/// Rows of one planted cause in one union.
const N_PLANTED: usize = 3;

/// Rosters until every role has had its turn.
const TURNS_MIN: usize = 10;
/// Agencies with a roster; more of them would crowd out the planted roles.
const N_AGENCIES_MAX: usize = 3;

/// What one row is by itself, at the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    InPeriod,
    NotApproved,
    AfterPeriod,
    Ended,
}

/// One row of the roster.
#[derive(Clone)]
pub(super) struct MemberRow {
    pub(super) person: usize,
    /// Index of the union that the row names.
    pub(super) union: usize,
    pub(super) id_cell: String,
    pub(super) card_no: String,
    pub(super) employer: String,
    pub(super) agency: String,
    pub(super) host: String,
    pub(super) employment_form: &'static str,
    pub(super) employment_state: &'static str,
    pub(super) joined: NaiveDate,
    pub(super) channel: &'static str,
    pub(super) approval: &'static str,
    pub(super) membership: &'static str,
    pub(super) left_on: Option<NaiveDate>,
    pub(super) moved_from: String,
    pub(super) moved_on: Option<NaiveDate>,
    pub(super) is_flagged_migrant: bool,
    pub(super) remarks: String,
    pub(super) state: RowState,
    pub(super) is_kept: bool,
    pub(super) group: Option<Group>,
}

/// The duplicate group a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) number: usize,
    pub(super) kind: DuplicateKind,
}

/// What is planted in a union's roster, and so what its report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Duplicates,
    Left,
    NotApproved,
    AfterPeriod,
    CountedElsewhere,
    MigrantDefinition,
    /// All of the above in one union.
    Mixed,
    /// Workers outside the city stand in the list of their village.
    Exporting,
    /// The report is right, whatever the roster holds.
    Agreeing,
}

/// A union whose members are registered by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Roster {
    pub(super) union: usize,
    pub(super) role: Role,
    n_members: u32,
}

/// The whole roster with its people.
pub(super) struct Membership {
    pub(super) people: Vec<Person>,
    pub(super) rows: Vec<MemberRow>,
    pub(super) rosters: Vec<Roster>,
}

/// Enrols about `n_members` rows.
pub(super) fn enrol(city: &City, n_members: u32) -> Membership {
    let mut enrolment = Enrolment {
        city,
        registrar: Registrar::new(city.seed),
        people: Vec::new(),
        rows: Vec::new(),
        n_groups: 0,
        others: Vec::new(),
    };
    let rosters = choose_rosters(city, n_members);
    let is_rostered = |union: &usize| rosters.iter().any(|roster| roster.union == *union);
    enrolment.others = own_unions(city)
        .into_iter()
        .filter(|union| !is_rostered(union))
        .collect();
    for roster in &rosters {
        enrolment.enrol_union(roster);
        enrolment.plant(roster);
    }
    enrolment.plant_duplicates_between(&rosters, 1 + n_members as usize / 1500);
    enrolment.insure_others(n_members / 8);
    Membership {
        people: enrolment.people,
        rows: enrolment.rows,
        rosters,
    }
}

/// Unions of one company each, about which nothing is odd.
fn own_unions(city: &City) -> Vec<usize> {
    let is_plain = |idx: &usize| {
        let union = &city.unions[*idx];
        let of_company = union
            .unit
            .is_some_and(|unit| city.enterprises[unit].kind == Kind::Company);
        union.finding == UnionFinding::Ok && of_company
    };
    (0..city.unions.len()).filter(is_plain).collect()
}

fn choose_rosters(city: &City, n_members: u32) -> Vec<Roster> {
    let unit = |union: usize| city.unions[union].unit.map(|unit| &city.enterprises[unit]);
    let workers = |union: usize| unit(union).map_or(0, |unit| unit.workers);
    let rank = |union: &usize| {
        let is_direct = city.unions[*union].reporting == ReportingUnit::MunicipalDirect;
        let sends = unit(*union).is_some_and(is_agency);
        (
            !is_direct,
            !sends,
            std::cmp::Reverse(workers(*union)),
            *union,
        )
    };
    let mut own: Vec<usize> = own_unions(city)
        .into_iter()
        .filter(|union| workers(*union) >= 24)
        .collect();
    own.sort_by_key(rank);
    // Enough unions stay without a roster: report causes on head counts are planted there.
    own.truncate(own.len() * 3 / 5);
    let cap = (n_members / 18).max(24);
    let mut rosters = Vec::new();
    let mut enrolled = 0;
    let mut turn = 0;
    let mut n_agencies = 0;
    for union in own {
        if enrolled >= n_members * 17 / 20 && turn >= TURNS_MIN {
            break;
        }
        let n = (workers(union) * 9 / 10).min(cap);
        let sends = unit(union).is_some_and(is_agency);
        n_agencies += usize::from(sends);
        if sends && n_agencies > N_AGENCIES_MAX {
            continue;
        }
        let role = match sends {
            true => Role::Agreeing,
            false => {
                turn += 1;
                role_of_turn(turn)
            }
        };
        rosters.push(Roster {
            union,
            role,
            n_members: n,
        });
        enrolled += n;
    }
    let villages =
        (0..city.unions.len()).filter(|idx| city.unions[*idx].kind == UnionKind::AreaUnion);
    for (n, union) in villages.take(2).enumerate() {
        let role = match n {
            0 => Role::Exporting,
            _ => Role::Agreeing,
        };
        rosters.push(Roster {
            union,
            role,
            n_members: 12,
        });
    }
    rosters
}

fn role_of_turn(turn: usize) -> Role {
    match turn % 10 {
        1 => Role::Duplicates,
        2 => Role::Left,
        3 => Role::NotApproved,
        4 => Role::AfterPeriod,
        5 => Role::CountedElsewhere,
        6 => Role::MigrantDefinition,
        7 => Role::Mixed,
        _ => Role::Agreeing,
    }
}

struct Enrolment<'a> {
    city: &'a City,
    registrar: Registrar,
    people: Vec<Person>,
    rows: Vec<MemberRow>,
    n_groups: usize,
    /// Company unions without a roster.
    others: Vec<usize>,
}

impl Enrolment<'_> {
    fn rule_of(&self, union: usize) -> u8 {
        match (
            self.city.unions[union].kind,
            self.city.unions[union].reporting,
        ) {
            (UnionKind::AreaUnion, _) => 6,
            (_, ReportingUnit::MunicipalDirect) => 3,
            (_, ReportingUnit::County(_) | ReportingUnit::HighTechZone) => 4,
        }
    }

    fn unit_name(&self, union: usize) -> String {
        let unit = self.city.unions[union]
            .unit
            .map(|unit| self.city.enterprises[unit].name.clone());
        unit.unwrap_or_default()
    }

    /// A member row of a new person whom the union counts.
    fn enrol(&mut self, union: usize, registration: Registration) -> usize {
        let mut person = self.registrar.person(registration);
        person.counted = Some((Counting::Union(union), self.rule_of(union)));
        person.insured_at = self.city.unions[union].unit;
        self.people.push(person);
        let person = self.people.len() - 1;
        let row = self.row(person, union);
        self.rows.push(row);
        self.rows.len() - 1
    }

    fn row(&mut self, person: usize, union: usize) -> MemberRow {
        let is_new = self.registrar.random.happens(NEW_PER_MILLE);
        let joined = match is_new {
            true => day_between(&mut self.registrar.random, 2016, 2016).min(day(2016, 9, 20)),
            false => day_between(&mut self.registrar.random, 2009, 2014),
        };
        let is_area = self.city.unions[union].kind == UnionKind::AreaUnion;
        let mut id_cell = self.people[person].resident_id.clone();
        if self.registrar.random.happens(OLD_ID_PER_MILLE) {
            id_cell = old_resident_id(&id_cell);
        } else if self.registrar.random.happens(NO_ID_PER_MILLE) {
            id_cell = String::new();
            self.people[person].insured_at = None;
        }
        MemberRow {
            person,
            union,
            id_cell,
            card_no: format!("4205{:08}", 10_000 + self.rows.len()),
            employer: self.unit_name(union),
            agency: String::new(),
            host: String::new(),
            employment_form: if is_area { "灵活就业" } else { "合同制" },
            employment_state: "在岗",
            joined,
            channel: self
                .registrar
                .random
                .pick(&["网上入会", "线下入会", "线下入会"]),
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
        let union = &self.city.unions[roster.union];
        let sends = union
            .unit
            .is_some_and(|unit| is_agency(&self.city.enterprises[unit]));
        let registration = match union.kind {
            // Without an employer the definition asks for more than the row tells; towns are sure.
            UnionKind::AreaUnion => Registration::Urban,
            UnionKind::EnterpriseUnion
            | UnionKind::JointUnion
            | UnionKind::UnionFederation
            | UnionKind::SuperiorUnion => Registration::Any,
        };
        for n in 0..roster.n_members {
            let row = self.enrol(roster.union, registration);
            if sends && n % 2 == 0 {
                self.dispatch(row, roster.union);
            }
        }
    }

    /// Makes the person of `row` a dispatched worker of the agency whose union it is.
    fn dispatch(&mut self, row: usize, agency: usize) {
        let hosts = &self.others;
        let host = hosts[self.registrar.random.index(hosts.len())];
        let (agency_name, host_name) = (self.unit_name(agency), self.unit_name(host));
        let person = self.rows[row].person;
        self.people[person].is_dispatched = true;
        self.people[person].counted = Some((Counting::Union(agency), 2));
        let row = &mut self.rows[row];
        row.employment_form = "劳务派遣";
        (row.agency, row.host) = (agency_name, host_name);
    }

    fn plant(&mut self, roster: &Roster) {
        let union = roster.union;
        match roster.role {
            Role::Duplicates => self.plant_doubles(union),
            Role::Left => self.plant_ended(union),
            Role::NotApproved => self.plant_unapproved(union),
            Role::AfterPeriod => self.plant_late(union),
            Role::CountedElsewhere => self.plant_elsewhere(union),
            Role::MigrantDefinition => self.plant_flags(union),
            Role::Mixed => {
                self.plant_doubles(union);
                self.plant_ended(union);
                self.plant_unapproved(union);
                self.plant_late(union);
                self.plant_elsewhere(union);
                self.plant_flags(union);
            }
            Role::Exporting => self.plant_outside(union),
            Role::Agreeing if self.city.unions[union].unit.is_some() => self.plant_ended(union),
            Role::Agreeing => {}
        }
    }

    /// Rows of `union` that stand alone and are in order, the last ones.
    fn plain_rows(&self, union: usize, n: usize) -> Vec<usize> {
        let is_plain = |idx: &usize| {
            let row = &self.rows[*idx];
            let is_sure = row.id_cell.len() == 18
                && row.employment_form == "合同制"
                && !row.employer.is_empty();
            row.union == union && row.group.is_none() && row.state == RowState::InPeriod && is_sure
        };
        (0..self.rows.len())
            .rev()
            .filter(is_plain)
            .take(n)
            .collect()
    }

    fn new_group(&mut self, kind: DuplicateKind) -> Group {
        self.n_groups += 1;
        Group {
            number: self.n_groups,
            kind,
        }
    }

    fn plant_doubles(&mut self, union: usize) {
        for (n, first) in self.plain_rows(union, N_PLANTED).into_iter().enumerate() {
            let group = self.new_group(DuplicateKind::SameUnion);
            self.rows[first].group = Some(group);
            let mut second = self.rows[first].clone();
            second.is_kept = false;
            if n == 0 {
                second.id_cell = old_resident_id(&second.id_cell);
            }
            second.card_no = String::new();
            self.rows.push(second);
        }
    }

    /// Members who left, each in another way, and whose rows still stand.
    fn plant_ended(&mut self, union: usize) {
        const WAYS: [&str; N_PLANTED] = ["转出", "退会", "除名"];
        for way in WAYS {
            let row = self.enrol(union, Registration::Any);
            let left_on = day_between(&mut self.registrar.random, 2016, 2016).min(day(2016, 9, 12));
            let person = self.rows[row].person;
            self.people[person].counted = None;
            self.people[person].insured_at = None;
            let row = &mut self.rows[row];
            row.joined = row.joined.min(day(2014, 6, 1));
            (row.membership, row.left_on, row.state) = (way, Some(left_on), RowState::Ended);
        }
    }

    fn plant_unapproved(&mut self, union: usize) {
        for _ in 0..N_PLANTED {
            let row = self.enrol(union, Registration::Any);
            let person = self.rows[row].person;
            self.people[person].counted = None;
            let row = &mut self.rows[row];
            row.joined = day(2016, 9, 5);
            (row.approval, row.channel, row.state) = ("待审批", "网上入会", RowState::NotApproved);
        }
    }

    fn plant_late(&mut self, union: usize) {
        for n in 0..N_PLANTED {
            let row = self.enrol(union, Registration::Any);
            let person = self.rows[row].person;
            self.people[person].counted = None;
            let row = &mut self.rows[row];
            (row.joined, row.state) = (day(2016, 10, 3 + n as u32), RowState::AfterPeriod);
        }
    }

    /// Members who work elsewhere in the city by now: their employer's union counts them.
    fn plant_elsewhere(&mut self, union: usize) {
        for row in self.plain_rows(union, N_PLANTED) {
            let other = self.others[self.registrar.random.index(self.others.len())];
            let person = self.rows[row].person;
            self.people[person].counted = Some((Counting::Union(other), self.rule_of(other)));
            self.people[person].insured_at = self.city.unions[other].unit;
            self.rows[row].employer = self.unit_name(other);
        }
    }

    /// Marks that the definition contradicts: two townsmen marked, one villager not.
    fn plant_flags(&mut self, union: usize) {
        for registration in [
            Registration::Urban,
            Registration::Urban,
            Registration::Rural,
        ] {
            let row = self.enrol(union, registration);
            let row = &mut self.rows[row];
            row.is_flagged_migrant = !row.is_flagged_migrant;
        }
    }

    /// Villagers who work in another province.
    fn plant_outside(&mut self, union: usize) {
        const PLACES: [(&str, &str); 3] = [
            ("广东省东莞市", "东莞市汇恒电子厂"),
            ("浙江省宁波市", "宁波市瑞泰制衣有限公司"),
            ("福建省泉州市", "泉州市盛隆鞋业有限公司"),
        ];
        for (place, employer) in PLACES {
            let row = self.enrol(union, Registration::Rural);
            let person = self.rows[row].person;
            self.people[person].counted = Some((Counting::Outside(place.to_owned()), 5));
            let row = &mut self.rows[row];
            row.employment_form = "合同制";
            employer.clone_into(&mut row.employer);
            row.remarks = format!("在{place}务工");
        }
    }

    /// Groups over two unions, whose reports are right: every kind of CONTRACT, `times` each.
    fn plant_duplicates_between(&mut self, rosters: &[Roster], times: usize) {
        let has_unit = |roster: &&Roster| self.city.unions[roster.union].unit.is_some();
        let agreeing = rosters
            .iter()
            .filter(|roster| roster.role == Role::Agreeing);
        let sends = |union: &usize| {
            self.city.unions[*union]
                .unit
                .is_some_and(|unit| is_agency(&self.city.enterprises[unit]))
        };
        let (agencies, firms): (Vec<usize>, Vec<usize>) = agreeing
            .clone()
            .filter(has_unit)
            .map(|roster| roster.union)
            .partition(sends);
        let villages: Vec<usize> = agreeing
            .filter(|roster| !has_unit(roster))
            .map(|roster| roster.union)
            .collect();
        if firms.len() < 2 {
            return;
        }
        for n in 0..times {
            let (from, to) = (firms[n % firms.len()], firms[(n + 1) % firms.len()]);
            self.plant_open_transfer(from, to);
            self.plant_two_unions(from, to);
            self.plant_rejoined(to);
            self.plant_shared_id(from);
            self.plant_between_jobs(to);
            if let Some(agency) = agencies.get(n % agencies.len().max(1)) {
                self.plant_agency_and_host(*agency, to);
                self.plant_at_host(*agency, to);
            }
            if let Some(village) = villages.first() {
                self.plant_origin(*village, to);
            }
        }
    }

    /// Adds a second row, in `union`, of the person of a new row in `first`.
    fn pair(&mut self, first: usize, union: usize, kind: DuplicateKind) -> (usize, usize) {
        let older = self.enrol(first, Registration::Any);
        let person = self.rows[older].person;
        let newer = self.row(person, union);
        self.rows.push(newer);
        let newer = self.rows.len() - 1;
        let group = self.new_group(kind);
        let id = self.people[person].resident_id.clone();
        for row in [older, newer] {
            self.rows[row].group = Some(group);
            self.rows[row].id_cell.clone_from(&id);
        }
        self.rows[older].joined = day(2012, 4, 11);
        self.rows[newer].joined = day(2016, 3, 21);
        self.rows[older].is_kept = false;
        self.people[person].counted = Some((Counting::Union(union), self.rule_of(union)));
        self.people[person].insured_at = self.city.unions[union].unit;
        (older, newer)
    }

    fn plant_open_transfer(&mut self, from: usize, to: usize) {
        let (_, newer) = self.pair(from, to, DuplicateKind::TransferNotClosed);
        self.rows[newer].moved_from = self.unit_name(from);
        self.rows[newer].moved_on = Some(day(2016, 3, 21));
    }

    fn plant_two_unions(&mut self, from: usize, to: usize) {
        self.pair(from, to, DuplicateKind::TwoUnions);
    }

    fn plant_rejoined(&mut self, union: usize) {
        let (older, _) = self.pair(union, union, DuplicateKind::Rejoined);
        let older = &mut self.rows[older];
        (older.membership, older.left_on, older.state) =
            ("退会", Some(day(2014, 5, 6)), RowState::Ended);
    }

    fn plant_shared_id(&mut self, union: usize) {
        let group = self.new_group(DuplicateKind::SharedId);
        let first = self.enrol(union, Registration::Urban);
        let second = self.enrol(union, Registration::Urban);
        let right = self.people[self.rows[first].person].resident_id.clone();
        // The second person's own id is never written: a clerk copied the line above.
        for row in [first, second] {
            self.rows[row].group = Some(group);
            self.rows[row].id_cell.clone_from(&right);
            let person = self.rows[row].person;
            self.people[person].counted = None;
            self.people[person].insured_at = None;
        }
        let (first, second) = (self.rows[first].person, self.rows[second].person);
        self.people[second].life.sex = self.people[first].life.sex;
    }

    /// Without work at the moment, or with an employer that nobody knows.
    fn plant_between_jobs(&mut self, union: usize) {
        let row = self.enrol(union, Registration::Urban);
        let person = self.rows[row].person;
        self.people[person].counted = Some((Counting::Union(union), 8));
        self.people[person].insured_at = None;
        let row = &mut self.rows[row];
        row.employer.clear();
        (row.employment_form, row.employment_state) = ("", "失业");
        "返乡待业".clone_into(&mut row.remarks);
    }

    fn plant_agency_and_host(&mut self, agency: usize, host: usize) {
        let (older, newer) = self.pair(agency, host, DuplicateKind::AgencyAndHost);
        let (agency_name, host_name) = (self.unit_name(agency), self.unit_name(host));
        for row in [older, newer] {
            let row = &mut self.rows[row];
            row.employment_form = "劳务派遣";
            row.employer.clone_from(&agency_name);
            row.agency.clone_from(&agency_name);
            row.host.clone_from(&host_name);
        }
        let person = self.rows[older].person;
        self.people[person].is_dispatched = true;
        self.people[person].counted = Some((Counting::Union(host), 1));
        self.people[person].insured_at = self.city.unions[agency].unit;
    }

    fn plant_at_host(&mut self, agency: usize, host: usize) {
        let row = self.enrol(host, Registration::Any);
        let person = self.rows[row].person;
        self.people[person].is_dispatched = true;
        self.people[person].counted = Some((Counting::Union(host), 1));
        self.people[person].insured_at = self.city.unions[agency].unit;
        let (agency_name, host_name) = (self.unit_name(agency), self.unit_name(host));
        let row = &mut self.rows[row];
        row.employment_form = "劳务派遣";
        row.employer.clone_from(&agency_name);
        (row.agency, row.host) = (agency_name, host_name);
    }

    fn plant_origin(&mut self, village: usize, destination: usize) {
        let (older, _) = self.pair(village, destination, DuplicateKind::OriginAndDestination);
        let older = &mut self.rows[older];
        older.employment_form = "";
        older.employer.clear();
        "源头入会，在外务工".clone_into(&mut older.remarks);
    }

    /// People whom only the insurance roster knows.
    fn insure_others(&mut self, n: u32) {
        let firms = &self.city.presence.hr;
        for _ in 0..n {
            let firm = firms[self.registrar.random.index(firms.len())];
            let mut person = self.registrar.person(Registration::Any);
            person.insured_at = Some(firm);
            self.people.push(person);
        }
    }
}

impl MemberRow {
    /// Whether the row, taken as it stands, adds to the indicator.
    pub(super) fn adds_to(&self, indicator: Indicator, people: &[Person]) -> bool {
        match indicator {
            Indicator::MigrantMembers => self.is_flagged_migrant,
            Indicator::Members
            | Indicator::FemaleMembers
            | Indicator::DispatchedMembers
            | Indicator::NewMembers => self.truly_adds_to(indicator, people),
            Indicator::BaseUnions
            | Indicator::CoveredUnits
            | Indicator::Workers
            | Indicator::FemaleWorkers
            | Indicator::MigrantWorkers
            | Indicator::DispatchedWorkers
            | Indicator::JointUnionMembers => false,
        }
    }

    /// Whether the person of the row, once counted, adds to the indicator.
    pub(super) fn truly_adds_to(&self, indicator: Indicator, people: &[Person]) -> bool {
        let person = &people[self.person];
        match indicator {
            Indicator::Members => true,
            Indicator::FemaleMembers => person.life.sex == Sex::Female,
            Indicator::MigrantMembers => person.migrant == Migrant::Yes,
            Indicator::DispatchedMembers => person.is_dispatched,
            Indicator::NewMembers => day(2015, 10, 1) <= self.joined && self.joined <= period_end(),
            Indicator::BaseUnions
            | Indicator::CoveredUnits
            | Indicator::Workers
            | Indicator::FemaleWorkers
            | Indicator::MigrantWorkers
            | Indicator::DispatchedWorkers
            | Indicator::JointUnionMembers => false,
        }
    }
}
