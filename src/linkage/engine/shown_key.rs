//! Blocking keys as people read them.

use super::key_table::KeyTable;
use super::rule_keys::{RuleKeys, equal_keys};
use crate::linkage::blocking::{GramSets, KeyRow};
use crate::linkage::hash::{combine, hash_text};
use crate::linkage::records::{Column, Records, TextColumn};
use crate::linkage::spec::CheckedRule;

impl KeyTable {
    /// A block's key as people read it, told by one of its records.
    pub(in crate::linkage) fn shown(
        &self,
        records: &Records,
        rule: &CheckedRule,
        row: KeyRow,
    ) -> String {
        let equal = rule.equal.iter();
        let mut parts: Vec<String> = equal
            .map(|column| records.shown(*column, row.record).unwrap_or_default())
            .collect();
        if let (Some(ngrams), RuleKeys::Many(_, Some(index))) =
            (rule.ngrams, &self.rules[usize::from(row.rule)])
            && let Column::Text(column) = &records.columns[ngrams.column]
        {
            parts.extend(shown_gram(records, rule, row, (column, index)));
        }
        parts.join(" | ")
    }
}

/// The gram of a block, found again among the record's own.
fn shown_gram(
    records: &Records,
    rule: &CheckedRule,
    row: KeyRow,
    (column, index): (&TextColumn, &GramSets),
) -> Option<String> {
    let ngrams = rule.ngrams?;
    let value = column.of_record[row.record as usize];
    let characters: Vec<char> = column.values.characters(value).collect();
    let scopes = equal_keys(records, (usize::from(row.rule), rule), row.record);
    let grams = characters.windows(ngrams.chars.clamp(1, characters.len()));
    let texts = grams.map(|gram| gram.iter().collect::<String>());
    let is_block = |text: &String| {
        let hash = hash_text(text);
        index.hashes.contains(&hash)
            && scopes
                .iter()
                .any(|scope| combine(*scope, hash) == row.block)
    };
    texts.into_iter().find(is_block)
}
