//! Second step: who is in the year's figure, who counts whom, and which memberships are double.

use arrow::record_batch::RecordBatch;

use super::counting::{Counted, CountingBook};
use super::duplicates::{self, DuplicateRow};
use super::fact::Fact;
use super::identify::{Identified, Person};
use super::memberships;
use super::unions::UnionBook;
use super::words;
use crate::standard::ResidentId;
use crate::table::vocabulary::{JoinChannel, OutReason};
use crate::table::{
    Period, SchemaFault, member_duplicates, memberships as memberships_table, person_crosswalk,
    persons,
};
use crate::union::policy::IdentityDisplay;
use crate::union::territory::Territory;

/// Hex digits of a pseudonym: 128 bits, as of every other key.
const PSEUDONYM_DIGITS: usize = 32;

/// What persons are attributed by.
#[derive(Clone, Copy)]
pub struct AttributeInputs<'a> {
    /// Persons of the first step.
    pub identified: &'a Identified,
    /// `coverage`.
    pub coverage: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// Reporting units.
    pub territory: &'a Territory,
    /// The statistical year.
    pub period: &'a Period,
    /// How a resident id is shown.
    pub privacy: &'a IdentityDisplay,
}

/// The tables on persons, each sorted by its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributed {
    /// `persons`.
    pub persons: RecordBatch,
    /// `person_crosswalk`.
    pub person_crosswalk: RecordBatch,
    /// `member_duplicates`.
    pub member_duplicates: RecordBatch,
    /// `memberships`, internal.
    pub memberships: RecordBatch,
}

/// What was decided about one person.
pub(super) struct Verdict {
    pub(super) in_period: bool,
    pub(super) out_reason: Option<OutReason>,
    pub(super) counted: Counted,
    /// The row that carries the person's one membership.
    pub(super) kept_row: Option<usize>,
}

/// Attributes the persons of `inputs`.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn attribute(inputs: &AttributeInputs<'_>) -> Result<Attributed, SchemaFault> {
    let identified = inputs.identified;
    let unions = UnionBook::of(inputs.union_registry)?;
    let book = CountingBook::of(
        unions,
        inputs.coverage,
        inputs.enterprises,
        inputs.territory,
        &identified.prefix,
    )?;
    let mut doubles = duplicates::shared_groups(identified);
    let mut verdicts = Vec::with_capacity(identified.persons.len());
    for person in &identified.persons {
        let verdict = judge(identified, person, &book);
        if person.shared.is_none() {
            doubles.extend(duplicates::group(
                identified,
                person,
                &verdict.counted,
                &book,
            ));
        }
        verdicts.push(verdict);
    }
    let pairs = identified.persons.iter().zip(&verdicts);
    let persons: Vec<persons::Row> = pairs
        .map(|(person, verdict)| person_row(identified, person, verdict, inputs.privacy))
        .collect();
    let rows = memberships::rows(identified, &verdicts, &doubles, &book, inputs.period);
    Ok(Attributed {
        persons: persons::batch(&persons),
        person_crosswalk: crosswalk(identified),
        member_duplicates: duplicate_rows(identified, doubles),
        memberships: memberships_table::batch(&rows),
    })
}

fn judge(identified: &Identified, person: &Person, book: &CountingBook<'_>) -> Verdict {
    let is_member = person
        .rows
        .iter()
        .any(|row| identified.standings[*row].is_some());
    if person.shared.is_some() {
        return Verdict {
            in_period: false,
            out_reason: is_member.then_some(OutReason::SharedId),
            counted: Counted::nobody(),
            kept_row: None,
        };
    }
    let holds =
        |row: &usize| identified.standings[*row].is_some_and(|standing| standing.out.is_none());
    let first = duplicates::ordered_members(identified, person, &Counted::nobody(), book);
    let held: Vec<&Fact> = first
        .iter()
        .filter(|row| holds(row))
        .map(|row| &identified.facts[*row])
        .collect();
    if held.is_empty() {
        let reason = first
            .first()
            .and_then(|row| identified.standings[*row]?.out);
        return Verdict {
            in_period: false,
            out_reason: reason,
            counted: Counted::nobody(),
            kept_row: first.first().copied(),
        };
    }
    let counted = book.count(&person.employment, &held);
    let ordered = duplicates::ordered_members(identified, person, &counted, book);
    Verdict {
        in_period: true,
        out_reason: None,
        counted,
        kept_row: ordered.first().copied(),
    }
}

fn person_row(
    identified: &Identified,
    person: &Person,
    verdict: &Verdict,
    privacy: &IdentityDisplay,
) -> persons::Row {
    let counted = &verdict.counted;
    let evidence = identified.evidence(person);
    let id = evidence.iter().find_map(|row| row.fact.id);
    let kept = verdict.kept_row.map(|row| &identified.facts[row]);
    let rows = kept.into_iter().chain(evidence.iter().map(|row| row.fact));
    let mut channels = rows.map(|fact| words::join_channel(fact.row.join_channel.as_deref()));
    let known = channels.find(|channel| *channel != JoinChannel::Unknown);
    persons::Row {
        person_id: person.person_id,
        identity: id.map(|id| shown(id, privacy)),
        is_member: evidence.iter().any(|row| row.standing.is_some()),
        employer_entity_id: person.employment.employer.known().or(counted.employer),
        migrant: person.migrant.migrant,
        migrant_reason: person.migrant.reason.clone(),
        migrant_scope: person.migrant.scope,
        join_channel: known.unwrap_or(JoinChannel::Unknown),
        counted_by_kind: counted.kind,
        counted_by: counted.by.clone(),
        counted_rule: counted.rule,
        reporting_unit: counted.reporting_unit.clone(),
        in_period: verdict.in_period,
        out_reason: verdict.out_reason,
        n_rows: u32::try_from(person.rows.len()).expect("row numbers are 32 bits wide"),
    }
}

fn shown(id: ResidentId, privacy: &IdentityDisplay) -> String {
    match privacy {
        IdentityDisplay::Mask => id.masked(),
        IdentityDisplay::Pseudonym { key } => {
            let hash = blake3::keyed_hash(key, id.reveal().as_bytes()).to_hex();
            hash.chars().take(PSEUDONYM_DIGITS).collect()
        }
        IdentityDisplay::Plain => id.reveal().to_owned(),
    }
}

fn crosswalk(identified: &Identified) -> RecordBatch {
    let of_person = |person: &Person| {
        let person_id = person.person_id;
        let rows = person.rows.iter().map(move |row| {
            let fact = &identified.facts[*row];
            (
                *row,
                person_crosswalk::Row {
                    source: fact.row.source.clone(),
                    file: fact.row.file.clone(),
                    sheet: fact.row.sheet.clone(),
                    row: fact.row.row,
                    person_id,
                    union_code: fact.union_code.clone(),
                },
            )
        });
        rows.collect::<Vec<_>>()
    };
    let mut rows: Vec<(usize, person_crosswalk::Row)> =
        identified.persons.iter().flat_map(of_person).collect();
    rows.sort_by_key(|(row, _)| *row);
    let rows: Vec<person_crosswalk::Row> = rows.into_iter().map(|(_, row)| row).collect();
    person_crosswalk::batch(&rows)
}

fn duplicate_rows(identified: &Identified, mut doubles: Vec<DuplicateRow>) -> RecordBatch {
    doubles.sort_by_key(|double| (double.group_id, double.row));
    let rows: Vec<member_duplicates::Row> = doubles
        .into_iter()
        .map(|double| {
            let row = &identified.facts[double.row].row;
            member_duplicates::Row {
                group_id: double.group_id,
                kind: double.kind,
                source: row.source.clone(),
                file: row.file.clone(),
                sheet: row.sheet.clone(),
                row: row.row,
                person_id: double.person_id,
                keep: double.keep,
                action: double.action,
                reason: double.reason,
            }
        })
        .collect();
    member_duplicates::batch(&rows)
}
