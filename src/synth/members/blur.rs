//! What goes wrong with ids and names of rows that stand alone.

use super::enrolment::Enrolment;
use crate::synth::codes::old_resident_id;
use crate::synth::scenario::Scenario;

impl Enrolment<'_> {
    /// Draws what befalls each row; groups and marked rows are left as they were planted.
    pub(super) fn blur(&mut self) {
        let noise = self.ward.noise;
        for idx in 0..self.rows.len() {
            if self.rows[idx].group.is_some() || !self.rows[idx].remarks.is_empty() {
                continue;
            }
            let draws = |enrolment: &mut Self, scenario: Scenario| {
                enrolment
                    .registrar
                    .random
                    .happens(scenario.per_mille(noise))
            };
            let person = self.rows[idx].person;
            let id = self.people[person].resident_id.clone();
            let blurred = if draws(self, Scenario::MemberIdOld) {
                Some((Scenario::MemberIdOld, old_resident_id(&id)))
            } else if draws(self, Scenario::MemberIdMissing) {
                self.people[person].insured_at = None;
                Some((Scenario::MemberIdMissing, String::new()))
            } else if draws(self, Scenario::MemberIdMistyped) {
                Some((Scenario::MemberIdMistyped, self.mistyped(&id)))
            } else if draws(self, Scenario::MemberIdSwapped) {
                swapped(&id).map(|id| (Scenario::MemberIdSwapped, id))
            } else if draws(self, Scenario::MemberIdExcelDamaged) {
                self.rows[idx].is_id_damaged = true;
                let kept: String = id.chars().take(15).collect();
                Some((Scenario::MemberIdExcelDamaged, format!("{kept}000")))
            } else if draws(self, Scenario::MemberNameMasked) {
                let name = &mut self.rows[idx].name_cell;
                let surname: String = name.chars().take(1).collect();
                *name = format!("{surname}{}", "*".repeat(name.chars().count() - 1));
                self.counts.add(Scenario::MemberNameMasked);
                None
            } else {
                None
            };
            if let Some((scenario, id)) = blurred {
                self.counts.add(scenario);
                self.rows[idx].id_cell = id;
            }
        }
    }

    fn mistyped(&mut self, id: &str) -> String {
        let at = self.registrar.random.between(13, 15) as usize;
        let digits = id.chars().enumerate();
        let other = |digit: char| match digit.to_digit(10) {
            Some(value) => char::from_digit((value + 1) % 10, 10).unwrap_or(digit),
            None => digit,
        };
        digits
            .map(|(idx, digit)| if idx == at { other(digit) } else { digit })
            .collect()
    }
}

/// The first two neighbouring digits of the sequence that differ change places.
fn swapped(id: &str) -> Option<String> {
    let mut digits: Vec<char> = id.chars().collect();
    let at = (13..16).find(|at| digits[*at] != digits[*at + 1])?;
    digits.swap(at, at + 1);
    Some(digits.into_iter().collect())
}
