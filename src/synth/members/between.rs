//! What is planted between unions whose reports are right: duplicate groups, people without an
//! employer, namesakes, and transfers that only the movements file tells of.

use super::enrolment::Enrolment;
use super::movement::Movement;
use super::roster::{Role, Roster, is_agency};
use super::row::RowState;
use crate::synth::enterprise::{Enterprise, Kind, day};
use crate::synth::people::{Counting, Registration};
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::{DuplicateKind, UnionKind};

/// The agreeing unions by what they are.
#[derive(Default)]
struct Hosts {
    agencies: Vec<usize>,
    firms: Vec<usize>,
    villages: Vec<usize>,
    federations: Vec<usize>,
    joint: Vec<usize>,
}

fn turn(unions: &[usize], n: usize) -> Option<&usize> {
    unions.get(n % unions.len().max(1))
}

impl Enrolment<'_> {
    fn hosts(&self, rosters: &[Roster]) -> Hosts {
        let mut hosts = Hosts::default();
        let agreeing = rosters
            .iter()
            .filter(|roster| roster.role == Role::Agreeing);
        for roster in agreeing {
            let union = &self.ward.unions[roster.union];
            let sends = union
                .unit
                .is_some_and(|unit| is_agency(&self.ward.enterprises[unit]));
            let list = match union.kind {
                UnionKind::EnterpriseUnion if sends => &mut hosts.agencies,
                UnionKind::EnterpriseUnion => &mut hosts.firms,
                UnionKind::AreaUnion => &mut hosts.villages,
                UnionKind::UnionFederation | UnionKind::SuperiorUnion => &mut hosts.federations,
                UnionKind::JointUnion => &mut hosts.joint,
            };
            list.push(roster.union);
        }
        hosts
    }

    /// Every kind of CONTRACT and every rule of DOMAIN 4 that a single union does not show, `times`
    /// each.
    pub(super) fn plant_between(&mut self, rosters: &[Roster], times: usize) {
        let hosts = self.hosts(rosters);
        if hosts.firms.len() < 2 {
            return;
        }
        for n in 0..times {
            let from = hosts.firms[n % hosts.firms.len()];
            let to = hosts.firms[(n + 1) % hosts.firms.len()];
            self.plant_open_transfer((from, to), n);
            self.pair((from, to), DuplicateKind::TwoUnions);
            self.plant_rejoined(to);
            self.plant_shared_id(from);
            self.plant_between_jobs(to);
            self.plant_namesakes((from, to), n);
            self.plant_recorded_transfer(to);
            self.plant_unknown_employer(from);
            if let Some(agency) = turn(&hosts.agencies, n) {
                self.plant_agency_and_host(*agency, to);
                self.plant_at_host(*agency, to);
            }
            if let Some(village) = turn(&hosts.villages, n) {
                self.plant_origin(*village, to);
            }
            if let Some(federation) = turn(&hosts.federations, n) {
                self.plant_at_source(*federation);
            }
            if let Some(joint) = turn(&hosts.joint, n) {
                self.plant_unsaid_employer(*joint);
            }
        }
    }

    /// Adds a second row, in the second union, of the person of a new row in the first.
    fn pair(&mut self, (first, second): (usize, usize), kind: DuplicateKind) -> (usize, usize) {
        let older = self.enrol(first, Registration::Any);
        let person = self.rows[older].person;
        let newer = self.row(person, second);
        self.rows.push(newer);
        let newer = self.rows.len() - 1;
        let group = self.new_group(kind);
        for row in [older, newer] {
            self.rows[row].group = Some(group);
        }
        self.rows[older].joined = day(2012, 4, 11);
        self.rows[newer].joined = day(2016, 3, 21);
        self.rows[older].is_kept = false;
        self.people[person].counted = Some((Counting::Union(second), self.rule_of(second)));
        self.people[person].insured_at = self.ward.unions[second].unit;
        (older, newer)
    }

    /// The new row tells of the transfer, or only the records do.
    fn plant_open_transfer(&mut self, unions: (usize, usize), n: usize) {
        let (older, newer) = self.pair(unions, DuplicateKind::TransferNotClosed);
        let (from, to) = unions;
        if n.is_multiple_of(2) {
            self.rows[newer].moved_from = self.unit_name(from);
            self.rows[newer].moved_on = Some(day(2016, 3, 21));
            return;
        }
        let movement = Movement {
            person: self.rows[older].person,
            card_no: self.rows[older].card_no.clone(),
            union: from,
            kind: "转出",
            on: day(2016, 3, 18),
            from: self.ward.unions[from].name.clone(),
            to: self.ward.unions[to].name.clone(),
        };
        self.movements.push(movement);
        self.counts.add(Scenario::MemberMovedByRecord);
    }

    /// Transferred to another city: the roster does not know yet.
    fn plant_recorded_transfer(&mut self, union: usize) {
        let row = self.enrol(union, Registration::Any);
        let person = self.rows[row].person;
        self.people[person].counted = None;
        self.people[person].insured_at = None;
        self.counts.add(Scenario::MemberMovedByRecord);
        let row = &mut self.rows[row];
        row.joined = day(2013, 5, 20);
        row.state = RowState::Ended;
        let movement = Movement {
            person,
            card_no: row.card_no.clone(),
            union,
            kind: "转出",
            on: day(2016, 6, 2),
            from: self.ward.unions[union].name.clone(),
            to: "武汉市江夏区光谷园区工会联合会".to_owned(),
        };
        self.movements.push(movement);
    }

    fn plant_rejoined(&mut self, union: usize) {
        let (older, _) = self.pair((union, union), DuplicateKind::Rejoined);
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

    /// Two people of one name, born on one day, are two people: in one union with an id each, or in
    /// two unions and one of them without.
    fn plant_namesakes(&mut self, (union, other_union): (usize, usize), n: usize) {
        let is_bare = n % 2 == 1;
        let first = self.enrol(union, Registration::Any);
        let second = match is_bare {
            true => self.enrol(other_union, Registration::Any),
            false => self.enrol(union, Registration::Any),
        };
        self.counts.add(Scenario::MemberNamesakes);
        let (one, other) = (self.rows[first].person, self.rows[second].person);
        let (name, life) = (self.people[one].name.clone(), self.people[one].life);
        let place = self.people[other].id_region().to_owned();
        self.people[other].life = life;
        self.people[other].resident_id = self.registrar.new_id(&place, life);
        self.people[other].name.clone_from(&name);
        self.rows[second].name_cell = name;
        self.rows[second].id_cell = self.people[other].resident_id.clone();
        "同名".clone_into(&mut self.rows[first].remarks);
        "同名".clone_into(&mut self.rows[second].remarks);
        if is_bare {
            self.rows[second].id_cell.clear();
            self.people[other].insured_at = None;
        }
    }

    /// Without work at the moment.
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

    /// An employer of whom nothing is known.
    fn plant_unknown_employer(&mut self, union: usize) {
        let row = self.enrol(union, Registration::Urban);
        let person = self.rows[row].person;
        self.people[person].counted = Some((Counting::Union(union), 9));
        self.people[person].insured_at = None;
        let employer = self.registrar.unknown_employer();
        let row = &mut self.rows[row];
        row.employer = employer;
        "原单位已离职，现单位待核".clone_into(&mut row.remarks);
    }

    /// A joint union's member whose row does not say at which of its units.
    fn plant_unsaid_employer(&mut self, union: usize) {
        let row = self.enrol_at(union, None, Registration::Urban);
        let person = self.rows[row].person;
        self.people[person].counted = Some((Counting::Union(union), 9));
        let row = &mut self.rows[row];
        row.employment_form = "合同制";
        "单位待核".clone_into(&mut row.remarks);
    }

    /// Joined at the source, without an employer for now.
    fn plant_at_source(&mut self, federation: usize) {
        let row = self.enrol_at(federation, None, Registration::Rural);
        let person = self.rows[row].person;
        self.people[person].counted = Some((Counting::Union(federation), 7));
        "源头入会，待外出务工".clone_into(&mut self.rows[row].remarks);
    }

    fn plant_agency_and_host(&mut self, agency: usize, host: usize) {
        let (older, newer) = self.pair((agency, host), DuplicateKind::AgencyAndHost);
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
        self.people[person].insured_at = self.ward.unions[agency].unit;
    }

    fn plant_at_host(&mut self, agency: usize, host: usize) {
        let row = self.enrol(host, Registration::Any);
        let person = self.rows[row].person;
        self.people[person].is_dispatched = true;
        self.people[person].counted = Some((Counting::Union(host), 1));
        self.people[person].insured_at = self.ward.unions[agency].unit;
        let (agency_name, host_name) = (self.unit_name(agency), self.unit_name(host));
        let row = &mut self.rows[row];
        row.employment_form = "劳务派遣";
        row.employer.clone_from(&agency_name);
        (row.agency, row.host) = (agency_name, host_name);
    }

    fn plant_origin(&mut self, village: usize, destination: usize) {
        let unions = (village, destination);
        let (older, _) = self.pair(unions, DuplicateKind::OriginAndDestination);
        let older = &mut self.rows[older];
        older.employment_form = "";
        older.employer.clear();
        "源头入会，在外务工".clone_into(&mut older.remarks);
    }

    /// An active firm that no union reaches, under a name that nobody else resembles.
    pub(super) fn unreached_firm(&mut self) -> Option<usize> {
        let ward = self.ward;
        let is_fitting = |idx: &usize| {
            let firm: &Enterprise = &ward.enterprises[*idx];
            firm.kind == Kind::Company
                && firm.is_organisable()
                && firm.scenarios.is_empty()
                && !ward.is_reached(*idx)
        };
        let firms = &ward.presence.hr;
        let start = self.registrar.random.index(firms.len().max(1));
        let turned = firms[start..].iter().chain(&firms[..start]);
        turned.copied().find(is_fitting)
    }
}
