//! What each member row adds to its union's figures.

use rustc_hash::FxHashMap;

use super::attribute::Verdict;
use super::counting::CountingBook;
use super::duplicates::DuplicateRow;
use super::fact::Fact;
use super::identify::Identified;
use super::workplaces::Dispatch;
use crate::standard::Sex;
use crate::table::vocabulary::{CountedByKind, OutReason};
use crate::table::{Period, memberships};

/// One row per accepted row of a `members` source, sorted by row identity; `verdicts` are those of
/// the persons in order.
pub(super) fn rows(
    identified: &Identified,
    verdicts: &[Verdict],
    duplicates: &[DuplicateRow],
    book: &CountingBook<'_>,
    period: &Period,
) -> Vec<memberships::Row> {
    let group_of: FxHashMap<usize, &DuplicateRow> = duplicates
        .iter()
        .map(|duplicate| (duplicate.row, duplicate))
        .collect();
    let mut rows = Vec::new();
    for (person, verdict) in identified.persons.iter().zip(verdicts) {
        let sex = person
            .rows
            .iter()
            .find_map(|row| identified.facts[*row].sex());
        for row in &person.rows {
            let (Some(standing), fact) = (identified.standings[*row], &identified.facts[*row])
            else {
                continue;
            };
            let shared = person.shared.map(|_| OutReason::SharedId);
            let out_reason = standing.out.or(shared);
            let duplicate = group_of.get(row);
            let mut membership = of_fact(fact, sex, period);
            membership.person_id = person.person_id;
            membership.is_kept = person.shared.is_some() || verdict.kept_row == Some(*row);
            membership.in_period = out_reason.is_none();
            membership.out_reason = out_reason;
            membership.person_in_period = verdict.in_period;
            membership.counted_by = verdict.counted.union_code().map(str::to_owned);
            membership.counted_place = place(verdict, book);
            membership.migrant = person.migrant.migrant;
            membership.duplicate_group = duplicate.map(|duplicate| duplicate.group_id);
            membership.duplicate_kind = duplicate.map(|duplicate| duplicate.kind);
            rows.push(membership);
        }
    }
    rows.sort_by_cached_key(memberships::Row::identity);
    rows
}

/// What the row alone says.
fn of_fact(fact: &Fact, sex_of_person: Option<Sex>, period: &Period) -> memberships::Row {
    let row = &fact.row;
    memberships::Row {
        source: row.source.clone(),
        file: row.file.clone(),
        sheet: row.sheet.clone(),
        row: row.row,
        person_id: crate::table::PersonId::from_bits(0),
        card_no: row.card_no.clone(),
        union_code: fact.union_code.clone(),
        is_kept: false,
        in_period: false,
        out_reason: None,
        is_new_in_period: row.join_date.is_some_and(|on| period.contains(on)),
        flagged_migrant: row.is_migrant,
        is_female: fact.sex().or(sex_of_person).map(|sex| sex == Sex::Female),
        is_dispatched: fact.work.dispatch != Dispatch::Direct,
        person_in_period: false,
        counted_by: None,
        counted_place: None,
        migrant: crate::table::vocabulary::Migrant::Unknown,
        duplicate_group: None,
        duplicate_kind: None,
    }
}

/// Who counts the person, in words.
fn place(verdict: &Verdict, book: &CountingBook<'_>) -> Option<String> {
    let by = verdict.counted.by.as_deref()?;
    match verdict.counted.kind {
        CountedByKind::Union => Some(book.unions.label(by).to_owned()),
        CountedByKind::LocalFederation => Some(format!("{by}总工会")),
        CountedByKind::Outside => Some(format!("{by}（外地）")),
        CountedByKind::NotCounted => None,
    }
}
