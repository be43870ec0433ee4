//! What is planted in one union's roster.

use super::enrolment::Enrolment;
use super::roster::{Role, Roster};
use super::row::RowState;
use crate::synth::codes::old_resident_id;
use crate::synth::enterprise::{day, day_between};
use crate::synth::people::{Counting, Registration};
use crate::synth::places::ELSEWHERE;
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::DuplicateKind;

/// Rows of one planted cause in one union.
const N_PLANTED: usize = 3;

impl Enrolment<'_> {
    pub(super) fn plant(&mut self, roster: &Roster) {
        let union = roster.union;
        match roster.role {
            Role::Duplicates => self.plant_doubles(union),
            Role::Left => self.plant_ended(union),
            Role::NotApproved => self.plant_unapproved(union),
            Role::AfterPeriod => self.plant_late(union),
            Role::CountedElsewhere => self.plant_elsewhere(union),
            Role::MigrantDefinition => self.plant_flags(union),
            Role::Mixed | Role::MixedTwice => {
                self.plant_doubles(union);
                self.plant_ended(union);
                self.plant_unapproved(union);
                self.plant_late(union);
                self.plant_elsewhere(union);
                self.plant_flags(union);
            }
            Role::Exporting => self.plant_outside(union),
            Role::Agreeing if self.ward.unions[union].unit.is_some() => {
                self.plant_ended(union);
                self.plant_seasonal(union);
            }
            Role::Agreeing => {}
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
        const WAYS: [&str; 4] = ["转出", "退会", "除名", "死亡"];
        for way in WAYS {
            let row = self.enrol(union, Registration::Any);
            let left_on = day_between(&mut self.registrar.random, 2016, 2016).min(day(2016, 9, 12));
            let person = self.rows[row].person;
            self.people[person].counted = None;
            self.people[person].insured_at = None;
            self.counts.add(Scenario::MemberEnded);
            let row = &mut self.rows[row];
            row.joined = row.joined.min(day(2014, 6, 1));
            (row.membership, row.left_on, row.state) = (way, Some(left_on), RowState::Ended);
        }
    }

    fn plant_unapproved(&mut self, union: usize) {
        for n in 0..N_PLANTED {
            let row = self.enrol(union, Registration::Any);
            let person = self.rows[row].person;
            self.people[person].counted = None;
            self.counts.add(Scenario::MemberNotApproved);
            let row = &mut self.rows[row];
            row.joined = day(2016, 9, 5);
            let approval = ["待审批", "未通过", "审核中"][n % 3];
            (row.approval, row.channel, row.state) = (approval, "网上入会", RowState::NotApproved);
        }
    }

    fn plant_late(&mut self, union: usize) {
        for n in 0..N_PLANTED {
            let row = self.enrol(union, Registration::Any);
            let person = self.rows[row].person;
            self.people[person].counted = None;
            self.counts.add(Scenario::MemberAfterPeriod);
            let row = &mut self.rows[row];
            (row.joined, row.state) = (day(2016, 10, 3 + n as u32), RowState::AfterPeriod);
        }
    }

    /// Members who work elsewhere in the city by now: their employer's union counts them, or the
    /// local federation where no union reaches the employer.
    fn plant_elsewhere(&mut self, union: usize) {
        for (n, row) in self.plain_rows(union, N_PLANTED).into_iter().enumerate() {
            let person = self.rows[row].person;
            if n == 0
                && let Some(firm) = self.unreached_firm()
            {
                let facts = &self.ward.enterprises[firm];
                let body = Counting::Federation(facts.reporting_unit());
                self.people[person].counted = Some((body, 4));
                self.people[person].insured_at = Some(firm);
                self.rows[row].employer.clone_from(&facts.name);
                continue;
            }
            let other = self.other_union();
            self.people[person].counted = Some((Counting::Union(other), self.rule_of(other)));
            self.people[person].insured_at = self.ward.unions[other].unit;
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
            self.counts.add(Scenario::MemberWrongMark);
            let row = &mut self.rows[row];
            row.is_flagged_migrant = !row.is_flagged_migrant;
        }
    }

    /// Villagers who work in another city. The place that counts them is the city's name, as the
    /// employer's name begins and GB/T 2260 writes it.
    fn plant_outside(&mut self, union: usize) {
        const WHAT: [&str; 3] = ["汇恒电子厂", "瑞泰制衣有限公司", "盛隆鞋业有限公司"];
        for what in WHAT {
            let place = &ELSEWHERE[1 + self.registrar.random.index(ELSEWHERE.len() - 1)];
            let row = self.enrol_at(union, None, Registration::Rural);
            let person = self.rows[row].person;
            let city = format!("{}市", place.short);
            let employer = format!("{city}{what}");
            self.people[person].counted = Some((Counting::Outside(city), 5));
            let row = &mut self.rows[row];
            row.employment_form = "合同制";
            row.remarks = format!("在{}务工", place.city);
            row.employer = employer;
        }
    }

    /// The season is over and the year's membership is not.
    fn plant_seasonal(&mut self, union: usize) {
        let row = self.enrol(union, Registration::Rural);
        let person = self.rows[row].person;
        self.people[person].insured_at = None;
        self.counts.add(Scenario::MemberSeasonal);
        let row = &mut self.rows[row];
        row.employment_form = "季节工";
        row.joined = day(2016, 4, 5);
        (row.membership, row.left_on) = ("退会", Some(day(2016, 8, 25)));
    }
}
