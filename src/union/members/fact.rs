//! One person row, read once.

use chrono::NaiveDate;

use super::unions::UnionBook;
use super::workplaces::{Work, Workplaces};
use crate::normalize::{self, PersonName};
use crate::standard::{ResidentId, Sex};
use crate::table::person_rows;
use crate::table::vocabulary::SourceKind;
use crate::union::organising::lookup::UnionLookup;

/// Characters of a resident id of today, and of the old form.
const ID_LENGTHS: [usize; 2] = [15, 18];

/// What one row says. Holds a resident id, so it has no `Debug`.
pub(super) struct Fact {
    /// The row as written.
    pub(super) row: person_rows::Row,
    /// Name, folded; a mask stays in it.
    pub(super) name: String,
    /// Whether part of the name is hidden.
    pub(super) is_masked: bool,
    /// A valid resident id, widened.
    pub(super) id: Option<ResidentId>,
    /// What stands in the id column without being valid, of the right length.
    pub(super) faulty_id: Option<String>,
    /// Birth date of the column, else of the id.
    pub(super) birth: Option<NaiveDate>,
    /// Sex of the column.
    pub(super) written_sex: Option<Sex>,
    /// Phones.
    pub(super) phones: Vec<String>,
    /// Card number, folded.
    pub(super) card_no: Option<String>,
    /// Kept code of the union the row names; as written where the registry lacks it.
    pub(super) union_code: Option<String>,
    /// Where the person works.
    pub(super) work: Work,
}

impl Fact {
    /// Reads `row`.
    pub(super) fn read(
        row: person_rows::Row,
        lookup: &UnionLookup,
        unions: &UnionBook,
        workplaces: &Workplaces<'_>,
    ) -> Self {
        let PersonName { folded, masked } = PersonName::parse(&row.person_name);
        let id = row
            .resident_id
            .as_deref()
            .and_then(|text| text.parse::<ResidentId>().ok());
        let faulty_id = match id {
            Some(_) => None,
            None => row.resident_id.as_deref().and_then(faulty_id),
        };
        let union_code = union_code(&row, lookup);
        let union = union_code.as_deref().and_then(|code| unions.get(code));
        let work = workplaces.read(&row, union);
        Self {
            name: folded,
            is_masked: masked,
            birth: row.birth_date.or(id.map(|id| id.birth_date())),
            written_sex: row.sex.as_deref().and_then(sex),
            phones: row
                .phone
                .as_deref()
                .map(normalize::phones)
                .unwrap_or_default(),
            card_no: row
                .card_no
                .as_deref()
                .map(normalize::fold)
                .filter(|card| !card.is_empty()),
            id,
            faulty_id,
            union_code,
            work,
            row,
        }
    }

    /// Whether it is a row of a `members` source.
    pub(super) fn is_member(&self) -> bool {
        self.row.kind == SourceKind::Members
    }

    /// The sex the id states, else the column.
    pub(super) fn sex(&self) -> Option<Sex> {
        self.id.map(|id| id.sex()).or(self.written_sex)
    }

    /// Whether the written sex or birth date cannot be those of `other`.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        differ(self.written_sex, other.written_sex)
            || differ(self.row.birth_date, other.row.birth_date)
    }

    /// Whether the written sex or birth date are not those of the row's own id.
    pub(super) fn contradicts_own_id(&self) -> bool {
        let Some(id) = self.id else {
            return false;
        };
        differ(self.written_sex, Some(id.sex()))
            || differ(self.row.birth_date, Some(id.birth_date()))
    }

    /// Whether the rows share a phone.
    pub(super) fn shares_phone(&self, other: &Self) -> bool {
        self.phones.iter().any(|phone| other.phones.contains(phone))
    }

    /// Everything written on the person's state in one text, for words that may stand anywhere.
    pub(super) fn remarks(&self) -> String {
        let row = &self.row;
        let cells = [
            &row.employment_form,
            &row.join_channel,
            &row.membership_state,
            &row.remarks,
        ];
        cells
            .into_iter()
            .flatten()
            .fold(String::new(), |mut text, cell| {
                text.push_str(cell);
                text.push(' ');
                text
            })
    }
}

pub(super) fn differ<T: PartialEq>(left: Option<T>, right: Option<T>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left != right)
}

/// The digits of an id that fails its check: they tell a slip from another person.
fn faulty_id(text: &str) -> Option<String> {
    let folded: String = normalize::fold(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_uppercase())
        .collect();
    ID_LENGTHS.contains(&folded.len()).then_some(folded)
}

fn sex(text: &str) -> Option<Sex> {
    match text.trim() {
        "女" | "女性" | "2" | "F" => Some(Sex::Female),
        "男" | "男性" | "1" | "M" => Some(Sex::Male),
        _ => None,
    }
}

/// The union a row names: the kept code of the registry, else what is written.
fn union_code(row: &person_rows::Row, lookup: &UnionLookup) -> Option<String> {
    let code = row
        .union_code
        .as_deref()
        .map(str::trim)
        .filter(|code| !code.is_empty());
    let unit = match row.kind {
        SourceKind::Members => row.unit_name.as_deref(),
        // A list of persons employed names no union; its unit is the employer.
        SourceKind::Roster
        | SourceKind::Enterprises
        | SourceKind::Unions
        | SourceKind::Directory
        | SourceKind::Movements
        | SourceKind::AnnualReport
        | SourceKind::Parks => None,
    };
    let found = lookup.find(code, row.union_name.as_deref(), unit);
    found.or(code).map(str::to_owned)
}
