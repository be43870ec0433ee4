//! Which name the departments give an enterprise, against the one that the system gives it.
//!
//! A clerk types what is proposed, so a name is proposed only where the register of names (commerce)
//! has another one, or two departments agree on another; never for another way of writing the same,
//! and never against as many departments as write what the system writes.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalize::CompanyName;
use crate::normalize::similarity::edit_distance;
use crate::table::vocabulary::{Department, SourceKind};
use crate::table::{EntityId, RowIdentity, enterprise_rows};

/// Departments that must agree where commerce is silent.
const N_AGREEING_MIN: usize = 2;

/// One character wrong, or two exchanged.
const SLIP_EDITS_MAX: usize = 2;

/// The names of each enterprise, and who writes them.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_entity: BTreeMap<EntityId, BTreeMap<String, Spelling>>,
}

/// One name of an enterprise.
#[derive(Debug, Default)]
struct Spelling {
    departments: BTreeSet<Department>,
    /// The ways it is written, with their numbers of rows.
    written: BTreeMap<String, usize>,
}

impl Spellings {
    pub(super) fn of(
        rows: &[enterprise_rows::Row],
        entity_of: &BTreeMap<RowIdentity, EntityId>,
    ) -> Self {
        let mut spellings = Self::default();
        for row in rows
            .iter()
            .filter(|row| row.kind == SourceKind::Enterprises)
        {
            let (Some(name), Some(entity)) = (&row.name, entity_of.get(&row.identity())) else {
                continue;
            };
            let parsed = CompanyName::parse(name);
            let names = spellings.by_entity.entry(*entity).or_default();
            let spelling = names.entry(parsed.folded.clone()).or_default();
            spelling.departments.extend(row.department);
            *spelling
                .written
                .entry(without_notes(name, &parsed))
                .or_insert(0) += 1;
        }
        spellings
    }

    /// The name to type instead of `written`; none where nothing proves it wrong.
    pub(super) fn right_name(&self, entity: EntityId, written: &str) -> Option<String> {
        let names = self.by_entity.get(&entity)?;
        let parsed = CompanyName::parse(written);
        let n_for_system = names
            .get(&parsed.folded)
            .map_or(0, |spelling| spelling.departments.len());
        let system: Vec<char> = parsed.folded.chars().collect();
        let weight = |folded: &str, spelling: &Spelling| {
            let other: Vec<char> = folded.chars().collect();
            let is_slip = edit_distance(&system, &other) <= SLIP_EDITS_MAX;
            let n_departments = spelling.departments.len();
            let is_registered = spelling.departments.contains(&Department::Commerce);
            let is_proven = match is_registered {
                // A slip of the pen in the register is as likely as one in the system.
                true if is_slip => n_departments > n_for_system,
                true => n_departments >= n_for_system,
                false => n_departments >= N_AGREEING_MIN && n_departments > n_for_system,
            };
            is_proven.then_some((n_departments, is_registered))
        };
        let others = names.iter().filter(|(folded, _)| {
            // A region dropped or a form shortened is the same name, not a wrong one.
            **folded != parsed.folded && CompanyName::parse(folded).core != parsed.core
        });
        let proven =
            others.filter_map(|(folded, spelling)| Some((weight(folded, spelling)?, spelling)));
        let (_, best) = proven.max_by_key(|(weight, _)| *weight)?;
        let usual = best
            .written
            .iter()
            .max_by(|left, right| left.1.cmp(right.1).then(right.0.cmp(left.0)));
        usual.map(|(name, _)| name.clone())
    }
}

/// `name` without remarks in brackets behind it that are no part of it.
fn without_notes(name: &str, parsed: &CompanyName) -> String {
    let mut name = name.trim();
    if parsed.status_note.is_none() && parsed.former.is_none() {
        return name.to_owned();
    }
    while name.ends_with([')', '）']) {
        let Some((before, _)) = name.rsplit_once(['(', '（']) else {
            break;
        };
        name = before.trim_end();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTITY: EntityId = EntityId::from_bits(1);

    /// What is proposed where departments write `names` and the system writes `written`.
    #[track_caller]
    fn check(names: &[(Department, &str)], written: &str, expected: Option<&str>) {
        let mut spellings = Spellings::default();
        for (department, name) in names {
            let parsed = CompanyName::parse(name);
            let of_entity = spellings.by_entity.entry(ENTITY).or_default();
            let spelling = of_entity.entry(parsed.folded.clone()).or_default();
            spelling.departments.insert(*department);
            let written = without_notes(name, &parsed);
            *spelling.written.entry(written).or_insert(0) += 1;
        }
        let right = spellings.right_name(ENTITY, written);
        assert_eq!(right.as_deref(), expected, "{written}");
    }

    use Department::{Commerce, Hr, Tax};

    #[test]
    fn the_register_of_names_decides_and_notes_are_no_name() {
        let names = [(Commerce, "宜昌鼎力建材有限公司（已注销）")];
        check(&names, "宜昌鼎立建材有限公司", Some("宜昌鼎力建材有限公司"));
    }

    #[test]
    fn one_other_department_proves_nothing_and_two_do() {
        let names = [(Tax, "宜昌鼎力建材有限公司")];
        check(&names, "宜昌鼎立建材有限公司", None);
        let names = [(Tax, "宜昌鼎力建材有限公司"), (Hr, "宜昌鼎力建材有限公司")];
        check(&names, "宜昌鼎立建材有限公司", Some("宜昌鼎力建材有限公司"));
    }

    #[test]
    fn the_majority_on_the_systems_side_protects_its_name() {
        let names = [
            (Commerce, "宜昌鼎力建材有限公司"),
            (Tax, "宜昌鼎立建材有限公司"),
            (Hr, "宜昌鼎立建材有限公司"),
        ];
        check(&names, "宜昌鼎立建材有限公司", None);
    }

    #[test]
    fn a_slip_of_the_register_alone_is_not_proposed_against_a_department() {
        let names = [
            (Commerce, "宜昌鼎立建材有限公司"),
            (Tax, "宜昌鼎力建材有限公司"),
        ];
        check(&names, "宜昌鼎力建材有限公司", None);
    }

    #[test]
    fn another_way_of_writing_is_no_other_name() {
        let names = [(Commerce, "甘家台果蔬种植农民专业合作社")];
        check(&names, "东宝区甘家台果蔬种植农民专业合作社", None);
        let names = [(Commerce, "荆門鼎力建材有限责任公司")];
        check(&names, "荆门鼎力建材有限公司", None);
    }
}
