//! Tables to clusters in one process.

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::clustered::clusters_of;
use super::key_table::{KeyTable, gram_counts};
use super::known::Known;
use super::pairs::{PairSource, tasks};
use super::scorer::{Scorer, TermCounts, weighed_columns};
use super::starting_model::starting_model;
use super::train::{TrainingHistory, train};
use crate::linkage::blocking::{KeyRow, RuleReport};
use crate::linkage::clustering::Clusters;
use crate::linkage::comparison::OfSpec;
use crate::linkage::error::LinkFault;
use crate::linkage::model::{Model, weight_of};
use crate::linkage::records::{Records, prepare};
use crate::linkage::scoring::ScoredPair;
use crate::linkage::spec::{CheckedSpec, Mode};
use crate::linkage::warning::LinkWarning;

/// What a linkage found.
#[derive(Debug, Clone)]
pub struct Linkage {
    /// The records, numbered by table and key.
    pub records: Records,
    /// Pairs at or above the keeping threshold, smaller record first, sorted.
    pub pairs: Vec<ScoredPair>,
    /// Which records are one thing.
    pub clusters: Clusters,
    /// The model that weighed the pairs.
    pub model: Model,
    /// How the model was learned; nothing for a frozen one.
    pub history: Option<TrainingHistory>,
    /// Candidate pairs, each once.
    pub n_candidate_pairs: u64,
    /// What each rule gave first, and what its limits left out.
    pub rules: Vec<RuleReport>,
    /// What whoever uses the result should know.
    pub warnings: Vec<LinkWarning>,
    pub(super) spec: CheckedSpec,
}

/// Links or deduplicates `tables`, given in the order of the specification.
///
/// With a `model` nothing is learned. The result is the same for any number of threads and any
/// order of rows.
///
/// # Errors
/// [`LinkFault`]: the specification, a table or the model cannot be used.
///
/// # Cost
/// Time is the candidate pairs'; memory is the prepared records, 16 bytes a key and 32 bytes a kept pair.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use arrow::array::{ArrayRef, RecordBatch, StringArray};
/// use minglu::linkage::{LinkSpec, link};
///
/// let table = |rows: &[[&str; 4]]| {
///     let column = |idx: usize| -> ArrayRef {
///         Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row[idx])))
///     };
///     let names = ["id", "name", "street", "town"];
///     RecordBatch::try_from_iter(names.iter().enumerate().map(|(idx, name)| (*name, column(idx))))
/// };
/// let shops = table(&[["1", "river books", "mill lane", "ely"], ["2", "corner bakery", "high street", "ely"]])?;
/// let taxpayers = table(&[["a", "corner bakerey", "high street", "ely"], ["b", "tin toys", "quay", "ely"]])?;
///
/// let spec = LinkSpec::of(&["shops", "taxpayers"], "id")
///     .block_on(&["town"])
///     .compare("name", &["exact", "jaro_winkler >= 0.9"])?
///     .compare("street", &["exact"])?;
/// let linkage = link(&spec, &[shops, taxpayers], None)?;
/// assert_eq!(linkage.pairs.len(), 1);
/// assert_eq!(linkage.records.key(linkage.pairs[0].left), "2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn link(
    spec: &crate::linkage::LinkSpec,
    tables: &[RecordBatch],
    model: Option<&Model>,
) -> Result<Linkage, LinkFault> {
    let spec = spec.check().map_err(LinkFault::Spec)?;
    enough_rows(&spec, tables)?;
    let (records, mut warnings) = prepare(&spec, tables)?;
    let (known, absent) = Known::of(&spec.spec, &records)?;
    warnings.extend(absent);
    let comparisons: Vec<OfSpec> = spec
        .comparisons
        .iter()
        .map(|one| OfSpec::of(one, &records))
        .collect();
    let (model, history) = match model {
        Some(model) => {
            model.fits(&starting_model(&spec))?;
            (model.clone(), None)
        }
        None => {
            let (model, history, doubts) = train(&spec, &records, &comparisons, &known);
            warnings.extend(doubts);
            (model, Some(history))
        }
    };
    let (keys, rows, mut rules) = blocked(&spec, &records);
    let terms: Vec<TermCounts> = weighed_columns(&spec)
        .into_iter()
        .map(|column| TermCounts::of(&records, column))
        .collect();
    let scorer = Scorer::of(&spec, &records, &comparisons, (&model, &terms));
    let source = PairSource {
        records: &records,
        keys: &keys,
        mode: spec.mode,
    };
    let (pairs, n_pairs) = score_rows(
        source,
        &rows,
        &scorer,
        weight_of(spec.spec.thresholds.keep_probability),
    );
    for (report, n_pairs) in rules.iter_mut().zip(n_pairs) {
        report.n_pairs = n_pairs;
    }
    warnings.extend(limits(&spec, &rules));
    let clusters = clusters_of(&spec, &records, &pairs, &known);
    drop(scorer);
    drop(comparisons);
    Ok(Linkage {
        n_candidate_pairs: rules.iter().map(|rule| rule.n_pairs).sum(),
        records,
        pairs,
        clusters,
        model,
        history,
        rules,
        warnings,
        spec,
    })
}

fn enough_rows(spec: &CheckedSpec, tables: &[RecordBatch]) -> Result<(), LinkFault> {
    let (least, expected) = match spec.mode {
        Mode::Dedupe => (2, "deduplication needs at least two"),
        Mode::Link | Mode::LinkAndDedupe => (1, "linking needs at least one of each table"),
    };
    for (name, table) in spec.spec.tables.iter().zip(tables) {
        if table.num_rows() < least {
            return Err(LinkFault::TooFewRows {
                table: name.name.clone(),
                found: table.num_rows(),
                expected,
            });
        }
    }
    Ok(())
}

/// Keys, their rows in order, and the report of what is over a limit.
pub(in crate::linkage) fn blocked(
    spec: &CheckedSpec,
    records: &Records,
) -> (KeyTable, Vec<KeyRow>, Vec<RuleReport>) {
    let counts = gram_counts(records, &spec.rules);
    let unused = vec![FxHashSet::default(); spec.rules.len()];
    let n_records = records.len() as u64;
    let mut keys = KeyTable::of(records, &spec.rules, (&counts, n_records), &unused);
    let mut rows = keys.shared_rows(records.len());
    let (reports, _) = keys.limit(records, &spec.rules, &mut rows);
    (keys, rows, reports)
}

/// The kept pairs in order, and how many pairs each rule gave first.
pub(in crate::linkage) fn score_rows(
    source: PairSource,
    rows: &[KeyRow],
    scorer: &Scorer,
    least_bits: f64,
) -> (Vec<ScoredPair>, Vec<u64>) {
    let of_task = |range: std::ops::Range<usize>| {
        let mut kept = Vec::new();
        let mut n_pairs: Vec<(usize, u64)> = Vec::new();
        for of_rule in rows[range].chunk_by(|left, right| left.rule == right.rule) {
            let mut n_given = 0;
            source.for_each_batch(of_rule, |batch| {
                n_given += batch.len() as u64;
                scorer.score(batch, least_bits, &mut kept);
            });
            n_pairs.push((usize::from(of_rule[0].rule), n_given));
        }
        (kept, n_pairs)
    };
    let of_tasks: Vec<_> = tasks(rows).into_par_iter().map(of_task).collect();
    let n_rules = rows.last().map_or(0, |row| usize::from(row.rule) + 1);
    let mut n_pairs = vec![0; n_rules];
    let mut pairs = Vec::new();
    for (kept, counts) in of_tasks {
        pairs.extend(kept);
        for (rule, count) in counts {
            n_pairs[rule] += count;
        }
    }
    pairs.par_sort_unstable_by_key(|pair| (pair.left, pair.right));
    (pairs, n_pairs)
}

fn limits(spec: &CheckedSpec, rules: &[RuleReport]) -> Vec<LinkWarning> {
    let mut warnings = Vec::new();
    for (report, rule) in rules.iter().zip(&spec.rules) {
        if report.n_unused_keys > 0 {
            warnings.push(LinkWarning::KeysUnused {
                rule: report.rule.clone(),
                n_keys: report.n_unused_keys,
                block_max: rule.block_max as u64,
                n_records: report.n_records_left_out,
            });
        }
    }
    let nothing = rules.iter().all(|report| report.n_pairs == 0);
    if let Some(first) = rules.first().filter(|_| nothing) {
        warnings.push(LinkWarning::NothingBlocked {
            rule: match rules.len() {
                1 => first.rule.clone(),
                _ => String::from("all of them together"),
            },
        });
    }
    warnings
}
