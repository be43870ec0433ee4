//! Which name the departments give an enterprise, against the one that the system gives it.
//!
//! A clerk types what is proposed, so a name is proposed only where two departments agree on another,
//! or where the register of names (commerce) itself calls the system's name the former one; never for
//! another way of writing the same, and never against as many witnesses as write what the system
//! writes. The register alone proves nothing: its clerks slip too.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalize::CompanyName;
use crate::normalize::similarity::edit_distance;
use crate::table::enterprise_rows;
use crate::table::vocabulary::Department;

/// Departments that must agree.
const N_AGREEING_MIN: usize = 2;

/// One character wrong, or two exchanged.
const SLIP_EDITS_MAX: usize = 2;

/// The names of an enterprise, folded, and who writes them.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_folded: BTreeMap<String, Spelling>,
}

/// One name of an enterprise.
#[derive(Debug, Default)]
struct Spelling {
    departments: BTreeSet<Department>,
    /// Source names in the pipeline file.
    sources: BTreeSet<String>,
    /// Folded names that the register says it replaced.
    former: BTreeSet<String>,
    /// The ways it is written, with their numbers of rows.
    written: BTreeMap<String, usize>,
}

/// A name to type, and who writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RightName {
    pub(super) name: String,
    /// Source names in the pipeline file.
    pub(super) sources: BTreeSet<String>,
    /// Whether the register records that it replaced the system's name.
    pub(super) is_renaming: bool,
}

impl Spellings {
    /// The spellings of the registries' `rows`, all of one enterprise.
    pub(super) fn of(rows: &[&enterprise_rows::Row]) -> Self {
        let mut spellings = Self::default();
        for row in rows {
            spellings.add(row);
        }
        spellings
    }

    fn add(&mut self, row: &enterprise_rows::Row) {
        let Some(name) = &row.name else { return };
        let parsed = CompanyName::parse(name);
        let spelling = self.by_folded.entry(parsed.folded.clone()).or_default();
        spelling.departments.extend(row.department);
        spelling.sources.insert(row.source.clone());
        if row.department == Some(Department::Commerce) {
            let former = [row.former_name.as_deref(), parsed.former.as_deref()];
            let folded = former.into_iter().flatten().map(CompanyName::parse);
            spelling.former.extend(folded.map(|former| former.folded));
        }
        let written = spelling.written.entry(without_notes(name, &parsed));
        *written.or_insert(0) += 1;
    }

    /// The name to type instead of `written`; none where nothing proves it wrong.
    pub(super) fn right_name(&self, written: &str) -> Option<RightName> {
        let names = &self.by_folded;
        let parsed = CompanyName::parse(written);
        let n_for_system = names
            .get(&parsed.folded)
            .map_or(0, |spelling| spelling.departments.len());
        let system: Vec<char> = parsed.folded.chars().collect();
        let weight = |folded: &str, spelling: &Spelling| {
            let other: Vec<char> = folded.chars().collect();
            let is_slip = edit_distance(&system, &other) <= SLIP_EDITS_MAX;
            let n_departments = spelling.departments.len();
            let is_renamed = spelling.former.contains(&parsed.folded);
            let n_against = match is_slip {
                // One pen slips as easily as another: the system is a witness like any department.
                true => n_for_system + 1,
                false => n_for_system,
            };
            let is_agreed = n_departments >= N_AGREEING_MIN && n_departments > n_against;
            let is_registered = spelling.departments.contains(&Department::Commerce);
            (is_renamed || is_agreed).then_some((is_renamed, n_departments, is_registered))
        };
        let others = names.iter().filter(|(folded, _)| {
            // A region dropped or a form shortened is the same name, not a wrong one.
            **folded != parsed.folded && CompanyName::parse(folded).core != parsed.core
        });
        let proven =
            others.filter_map(|(folded, spelling)| Some((weight(folded, spelling)?, spelling)));
        let ((is_renaming, ..), best) = proven.max_by_key(|(weight, _)| *weight)?;
        let usual = best
            .written
            .iter()
            .max_by(|left, right| left.1.cmp(right.1).then(right.0.cmp(left.0)));
        let (name, _) = usual?;
        Some(RightName {
            name: name.clone(),
            sources: best.sources.clone(),
            is_renaming,
        })
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
    use crate::table::sample;

    use super::*;

    /// A row of `department` that writes `name` and calls `former` the name before.
    fn row(department: Department, name: &str, former: Option<&str>) -> enterprise_rows::Row {
        enterprise_rows::Row {
            former_name: former.map(str::to_owned),
            ..sample::enterprise_row(department, 2, name)
        }
    }

    /// What is proposed where `rows` stand against the system's `written`.
    #[track_caller]
    fn check_rows(rows: &[enterprise_rows::Row], written: &str, expected: Option<&str>) {
        let rows: Vec<&enterprise_rows::Row> = rows.iter().collect();
        let right = Spellings::of(&rows).right_name(written);
        let right = right.as_ref().map(|right| right.name.as_str());
        assert_eq!(right, expected, "{written}");
    }

    /// What is proposed where departments write `names` and the system writes `written`.
    #[track_caller]
    fn check(names: &[(Department, &str)], written: &str, expected: Option<&str>) {
        let rows: Vec<_> = names
            .iter()
            .map(|(department, name)| row(*department, name, None))
            .collect();
        check_rows(&rows, written, expected);
    }

    use Department::{Commerce, Hr, Tax};

    #[test]
    fn two_departments_prove_a_name_and_notes_are_no_name() {
        let names = [
            (Commerce, "宜昌鼎力建材有限公司（已注销）"),
            (Tax, "宜昌鼎力建材有限公司"),
        ];
        check(&names, "宜昌鼎立建材有限公司", Some("宜昌鼎力建材有限公司"));
        let names = [(Tax, "宜昌鼎力建材有限公司"), (Hr, "宜昌鼎力建材有限公司")];
        check(&names, "宜昌鼎立建材有限公司", Some("宜昌鼎力建材有限公司"));
    }

    #[test]
    fn one_department_proves_nothing_and_be_it_the_register() {
        let names = [(Tax, "宜昌鼎力建材有限公司")];
        check(&names, "宜昌鼎立建材有限公司", None);
        let names = [(Commerce, "绵阳市丽人大劳务派遣有限公司")];
        check(&names, "绵阳市丽人达劳务派遣有限公司", None);
    }

    #[test]
    fn as_many_witnesses_on_the_systems_side_protect_its_name() {
        let names = [
            (Commerce, "宜昌鼎力建材有限公司"),
            (Tax, "宜昌鼎立建材有限公司"),
            (Hr, "宜昌鼎立建材有限公司"),
        ];
        check(&names, "宜昌鼎立建材有限公司", None);
        // The system and one department against two: nobody knows who slipped.
        let names = [
            (Commerce, "宜昌鼎力建材有限公司"),
            (Tax, "宜昌鼎力建材有限公司"),
            (Hr, "宜昌鼎立建材有限公司"),
        ];
        check(&names, "宜昌鼎立建材有限公司", None);
    }

    #[test]
    fn another_name_altogether_is_no_slip_and_two_departments_outvote_one() {
        let names = [
            (Commerce, "宜昌鼎力建材有限公司"),
            (Tax, "宜昌鼎力建材有限公司"),
            (Hr, "宜昌长江石材加工有限公司"),
        ];
        let right = Some("宜昌鼎力建材有限公司");
        check(&names, "宜昌长江石材加工有限公司", right);
    }

    #[test]
    fn the_register_alone_proves_a_renaming_that_it_records() {
        let (new, old) = ("宜昌鼎力建材有限公司", "宜昌长江石材加工有限公司");
        let rows = [row(Commerce, new, Some(old)), row(Tax, old, None)];
        check_rows(&rows, old, Some(new));
        check_rows(&[row(Tax, new, Some(old))], old, None);
    }

    #[test]
    fn another_way_of_writing_is_no_other_name() {
        let names = [
            (Commerce, "甘家台果蔬种植农民专业合作社"),
            (Tax, "甘家台果蔬种植农民专业合作社"),
        ];
        check(&names, "东宝区甘家台果蔬种植农民专业合作社", None);
        let names = [
            (Commerce, "荆門鼎力建材有限责任公司"),
            (Tax, "荆門鼎力建材有限责任公司"),
        ];
        check(&names, "荆门鼎力建材有限公司", None);
    }
}
