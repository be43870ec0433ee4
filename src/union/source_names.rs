//! What the office calls its sources: by what they hold and who keeps them, not by the short names of
//! the pipeline file.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{Department, Edition, SourceKind};

/// A source as the pipeline file declares it.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredSource<'a> {
    /// Name in the pipeline file.
    pub name: &'a str,
    /// What its rows are.
    pub kind: SourceKind,
    /// Who keeps it.
    pub department: Option<Department>,
    /// Which year, for annual reports.
    pub edition: Edition,
}

/// The sources by the names that people read.
#[derive(Debug, Clone, Default)]
pub struct SourceNames {
    /// By the name in the pipeline file: place in an enumeration, name.
    by_source: BTreeMap<String, (usize, String)>,
}

impl SourceNames {
    /// Names `sources`; two that would be called alike carry their own names in brackets behind.
    pub fn of(sources: &[DeclaredSource<'_>]) -> Self {
        let mut ordered: Vec<&DeclaredSource<'_>> = sources.iter().collect();
        ordered.sort_by_key(|source| (source.kind, source.department, source.edition, source.name));
        let mut n_of_name: BTreeMap<&str, usize> = BTreeMap::new();
        for source in sources {
            *n_of_name.entry(office_name(source)).or_default() += 1;
        }
        let named = ordered.into_iter().enumerate().map(|(place, source)| {
            let called = office_name(source);
            let says_who = n_of_name.get(called) == Some(&1) && !is_unspecific(source);
            let text = match says_who {
                true => called.to_owned(),
                false => format!("{called}（{}）", source.name),
            };
            (source.name.to_owned(), (place, text))
        });
        Self {
            by_source: named.collect(),
        }
    }

    /// The names of `sources` in the order of their kinds, each once.
    pub fn enumerated<'a>(&self, sources: impl IntoIterator<Item = &'a str>) -> String {
        let named: BTreeSet<(usize, &str)> = sources
            .into_iter()
            .map(|source| match self.by_source.get(source) {
                Some((place, text)) => (*place, text.as_str()),
                None => (self.by_source.len(), source),
            })
            .collect();
        let texts: Vec<&str> = named.into_iter().map(|(_, text)| text).collect();
        texts.join("、")
    }
}

/// What the office calls a source of this kind.
fn office_name(source: &DeclaredSource<'_>) -> &'static str {
    match (source.kind, source.department) {
        (SourceKind::Enterprises, Some(Department::Tax)) => "税务部门登记",
        (SourceKind::Enterprises, Some(Department::Commerce)) => "市场监管部门登记",
        (SourceKind::Enterprises, Some(Department::Hr)) => "人社部门参保登记",
        (SourceKind::Enterprises, Some(Department::Construction)) => "住建部门登记",
        (SourceKind::Enterprises, Some(Department::Agriculture)) => "农业农村部门登记",
        (SourceKind::Enterprises, Some(Department::CivilAffairs)) => "民政部门登记",
        (SourceKind::Enterprises, Some(Department::Other) | None) => "其他部门登记",
        (SourceKind::Unions, _) => "组建系统工会组织",
        (SourceKind::Directory, _) => "组建系统企业名录",
        (SourceKind::Members, _) => "会员花名册",
        (SourceKind::Roster, Some(Department::Hr)) => "参保人员名册",
        (SourceKind::Roster, Some(Department::Construction)) => "工地实名制名册",
        (
            SourceKind::Roster,
            Some(
                Department::Tax
                | Department::Commerce
                | Department::Agriculture
                | Department::CivilAffairs
                | Department::Other,
            )
            | None,
        ) => "用工人员名册",
        (SourceKind::Movements, _) => "会籍变动记录",
        (SourceKind::AnnualReport, _) => match source.edition {
            Edition::Current => "统计年报",
            Edition::Previous => "上年统计年报",
        },
        (SourceKind::Parks, _) => "园区名录",
    }
}

/// Whether the kind alone leaves open who keeps the source.
fn is_unspecific(source: &DeclaredSource<'_>) -> bool {
    let is_named = source
        .department
        .is_some_and(|department| department != Department::Other);
    source.kind == SourceKind::Enterprises && !is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn enterprises(name: &str, department: Option<Department>) -> DeclaredSource<'_> {
        DeclaredSource {
            name,
            kind: SourceKind::Enterprises,
            department,
            edition: Edition::Current,
        }
    }

    /// What a reader sees for all of `sources`.
    #[track_caller]
    fn check(sources: &[DeclaredSource<'_>], expected: &str) {
        let names = SourceNames::of(sources);
        let all = sources.iter().map(|source| source.name);
        assert_eq!(names.enumerated(all), expected);
    }

    #[test]
    fn a_source_is_called_by_who_keeps_it() {
        let directory = DeclaredSource {
            kind: SourceKind::Directory,
            ..enterprises("directory", None)
        };
        let sources = [
            directory,
            enterprises("gs", Some(Department::Commerce)),
            enterprises("tax", Some(Department::Tax)),
        ];
        check(&sources, "税务部门登记、市场监管部门登记、组建系统企业名录");
    }

    #[test]
    fn two_of_one_department_are_told_apart_by_their_own_names() {
        let sources = [
            enterprises("国税", Some(Department::Tax)),
            enterprises("地税", Some(Department::Tax)),
        ];
        check(&sources, "税务部门登记（国税）、税务部门登记（地税）");
    }

    #[test]
    fn a_source_without_a_department_says_its_own_name() {
        check(&[enterprises("courier", None)], "其他部门登记（courier）");
    }

    #[test]
    fn a_source_that_no_pipeline_file_declares_keeps_its_name() {
        assert_eq!(SourceNames::default().enumerated(["tax", "tax"]), "tax");
    }
}
