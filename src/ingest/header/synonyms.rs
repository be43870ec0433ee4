//! The headers offices use, by field, the preferred one first (DOMAIN 8).
//!
//! They stand in `synonyms.tsv`: section, field, headers. Cells are looked up as
//! [`spellings`](super::normal::spellings), so a list needs neither widths, hints in brackets nor
//! stars. Within a field an earlier word wins over a later one when a table has both; between fields
//! the sections of a kind are asked in order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// A field and its headers.
pub(super) type Words = (Field, Vec<&'static str>);

/// Lists that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Project,
    Enterprise,
    Codes,
    UnitKey,
    Place,
    Marks,
    Park,
    Union,
    Unit,
    Report,
    Person,
    Member,
    Movement,
    Employer,
    Employment,
    PersonUnion,
    PersonPlace,
    Shared,
}

impl Section {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "project" => Self::Project,
            "enterprise" => Self::Enterprise,
            "codes" => Self::Codes,
            "unit_key" => Self::UnitKey,
            "place" => Self::Place,
            "marks" => Self::Marks,
            "park" => Self::Park,
            "union" => Self::Union,
            "unit" => Self::Unit,
            "report" => Self::Report,
            "person" => Self::Person,
            "member" => Self::Member,
            "movement" => Self::Movement,
            "employer" => Self::Employer,
            "employment" => Self::Employment,
            "person_union" => Self::PersonUnion,
            "person_place" => Self::PersonPlace,
            "shared" => Self::Shared,
            _ => return None,
        })
    }
}

/// The sections asked for a kind, in order: the first that knows a header decides.
fn sections(kind: SourceKind) -> &'static [Section] {
    use Section::{
        Codes, Employer, Employment, Enterprise, Marks, Member, Movement, Park, Person,
        PersonPlace, PersonUnion, Place, Project, Report, Shared, Union, Unit, UnitKey,
    };
    match kind {
        SourceKind::Enterprises => &[Project, Enterprise, Codes, Place, Marks, Shared],
        SourceKind::Directory => &[UnitKey, Enterprise, Codes, Place, Marks, Shared],
        SourceKind::Parks => &[Park, Enterprise, Codes, Place, Shared],
        SourceKind::Unions => &[Union, Unit, UnitKey, Codes, Place, Shared],
        SourceKind::AnnualReport => &[Report, Union, Unit, UnitKey, Codes, Place, Shared],
        SourceKind::Members => &[Person, Member, Employer, PersonUnion, PersonPlace, Shared],
        SourceKind::Roster => &[
            Person,
            Employment,
            Employer,
            Member,
            PersonUnion,
            PersonPlace,
            Shared,
        ],
        SourceKind::Movements => &[
            Movement,
            Person,
            Member,
            PersonUnion,
            Employer,
            PersonPlace,
            Shared,
        ],
    }
}

/// The lists that may name a column of a source of this kind, in the order they are asked.
pub(super) fn words(kind: SourceKind) -> impl Iterator<Item = &'static Words> {
    sections(kind)
        .iter()
        .filter_map(|section| SYNONYMS.get(section))
        .flatten()
}

static SYNONYMS: LazyLock<BTreeMap<Section, Vec<Words>>> = LazyLock::new(|| {
    let mut synonyms: BTreeMap<Section, Vec<Words>> = BTreeMap::new();
    for line in lines() {
        let (section, words) = parse(line).expect("synonyms.tsv holds lists of known fields");
        synonyms.entry(section).or_default().push(words);
    }
    synonyms
});

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("synonyms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
}

fn parse(line: &'static str) -> Option<(Section, Words)> {
    let mut columns = line.split('\t');
    let section = Section::parse(columns.next()?)?;
    let field = Field::parse(columns.next()?)?;
    let headers: Vec<&str> = columns.next()?.split(' ').collect();
    Some((section, (field, headers)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_names_a_section_a_field_and_headers() {
        for line in lines() {
            let (_, (_, headers)) = parse(line).expect(line);
            assert!(headers.iter().all(|header| !header.is_empty()), "{line}");
        }
    }
}
