//! The key of each row: its own code where that occurs once in its source, else its content.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::draft::{Draft, DraftRow};
use super::registry_draft::registry_remainder;
use super::union_draft::union_remainder;
use crate::normalize::fold;
use crate::table::{RecordKey, RowIdentity, enterprise_rows, union_rows};

/// The tables that drafts come from.
pub(super) struct DraftTables<'a> {
    pub(super) registry: enterprise_rows::View<'a>,
    pub(super) unions: union_rows::View<'a>,
}

/// The key of each draft: its own code where that occurs once in its source, else its content with an
/// ordinal among rows alike.
///
/// # Cost
/// Linear, but for the rows without a code of their own, which are put in order.
pub(super) fn keys_of(drafts: &[Draft], tables: &DraftTables) -> Vec<RecordKey> {
    let mut n_uses: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    for draft in drafts {
        for own_key in &draft.own_keys {
            *n_uses.entry((source_of(draft), own_key)).or_insert(0) += 1;
        }
    }
    let by_code = |draft: &Draft| {
        let source = source_of(draft);
        let is_single = |own_key: &&String| n_uses.get(&(source, own_key.as_str())) == Some(&1);
        let own_key = draft.own_keys.iter().find(is_single)?;
        Some(RecordKey::of_parts("record", &[source, own_key]))
    };
    let by_code: Vec<Option<RecordKey>> = drafts.par_iter().map(by_code).collect();
    let by_content = keys_by_content(drafts, &by_code, tables);
    let mut keys: Vec<RecordKey> = by_code
        .into_iter()
        .map(|key| key.unwrap_or(RecordKey::from_bits(0)))
        .collect();
    for (idx, key) in by_content {
        keys[idx] = key;
    }
    keys
}

fn source_of(draft: &Draft) -> &str {
    &draft.record.identity.source
}

/// A draft without a code of its own, with what names it instead.
struct Nameless<'d> {
    idx: usize,
    draft: &'d Draft,
    content: Vec<String>,
}

impl Nameless<'_> {
    fn name(&self) -> (&str, &[String]) {
        (source_of(self.draft), &self.content)
    }
}

/// The keys of the drafts that have none by a code.
fn keys_by_content(
    drafts: &[Draft],
    by_code: &[Option<RecordKey>],
    tables: &DraftTables,
) -> Vec<(usize, RecordKey)> {
    let all = drafts.par_iter().zip(by_code).enumerate();
    let without = all.filter(|(_, (_, key))| key.is_none());
    let mut nameless: Vec<Nameless> = without
        .map(|(idx, (draft, _))| Nameless {
            idx,
            draft,
            content: content_of(draft, tables),
        })
        .collect();
    nameless.par_sort_by(|left, right| left.name().cmp(&right.name()));
    let alike = nameless.par_chunk_by_mut(|left, right| left.name() == right.name());
    alike
        .flat_map_iter(|alike| {
            in_order(alike, tables);
            let numbered = alike.iter().zip(1..);
            numbered.map(|(row, ordinal)| (row.idx, content_key(row.name(), ordinal)))
        })
        .collect()
}

/// Rows alike in what names them by all their other cells, then by where they stand.
fn in_order(alike: &mut [Nameless], tables: &DraftTables) {
    if alike.len() > 1 {
        alike.sort_by_cached_key(|row| -> (String, RowIdentity) {
            let remainder = match row.draft.row {
                DraftRow::Registry(idx) => registry_remainder(&tables.registry, idx),
                DraftRow::Union(idx) => union_remainder(&tables.unions, idx),
            };
            (remainder, row.draft.record.identity.clone())
        });
    }
}

fn content_key((source, content): (&str, &[String]), ordinal: u32) -> RecordKey {
    let ordinal = ordinal.to_string();
    let mut parts = vec![source];
    parts.extend(content.iter().map(String::as_str));
    parts.push(&ordinal);
    RecordKey::of_parts("record by content", &parts)
}

/// Folded name, checked codes, folded address, and the site's or the union's folded name: never a raw
/// code cell, which may be a person's id.
fn content_of(draft: &Draft, tables: &DraftTables) -> Vec<String> {
    let record = &draft.record;
    let codes = &record.codes;
    let name = record.name.as_ref().map(|name| name.folded.clone());
    let uscc = codes.uscc.map(|code| code.as_str().to_owned());
    let org_code = codes.org_code.map(|code| code.as_str().to_owned());
    let registration_no = codes.registration_no.map(|code| code.as_str().to_owned());
    let (address, named_after) = match draft.row {
        DraftRow::Registry(idx) => (
            tables.registry.address(idx),
            record.site.as_ref().map(|site| site.folded.clone()),
        ),
        DraftRow::Union(idx) => {
            let union_name = tables.unions.union_name(idx);
            let folded = union_name.map(fold).unwrap_or_default();
            (tables.unions.address(idx), Some(folded))
        }
    };
    let parts = [name, uscc, org_code, registration_no, address.map(fold)];
    let parts = parts.into_iter().map(Option::unwrap_or_default);
    parts.chain(named_after).collect()
}
