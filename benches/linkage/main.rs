//! The pair loop against `strsim` on the same pairs in the same run.
//!
//! With `DATA` naming a folder that holds `enterprises.parquet` the names are real registered ones;
//! without, made ones. Two sets of pairs are measured: those that the engine's rule of grams in common
//! yields, and those that the enterprise pipeline's own blocking yields. Prints pairs a second of both
//! sides, by the clock and by the processor time of all threads, the ratio, and whether every level is
//! the same.
//! On a machine that others use, processor time is the figure that says something.

#![expect(clippy::print_stdout, reason = "the figures are what it is run for")]

mod enterprise_pairs;
mod registrations;

use std::time::Instant;

use arrow::array::{Array as _, AsArray as _, RecordBatch};
use minglu::linkage::LinkSpec;
use minglu::linkage::engine::Prepared;
use minglu::linkage::spec::{BlockingSpec, ColumnSpec, NgramSpec, Step};
use rayon::prelude::*;

use registrations::Registrations;

/// Records that are blocked: the first, which are of few cities and so alike.
const N_RECORDS: usize = 120_000;

/// Threads of both sides.
const N_THREADS: usize = 2;

/// Pairs that are compared.
const N_PAIRS: usize = 6_000_000;

/// Runs of each side; the best counts, for another program may have had the core.
const N_RUNS: usize = 3;

const NAME: [f64; 3] = [0.95, 0.9, 0.8];
const START: [f64; 2] = [0.9, 0.8];
const ADDRESS: [f64; 2] = [0.95, 0.85];

fn main() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(N_THREADS)
        .build_global()
        .expect("nobody has used the pool before");
    println!(
        "three fuzzy comparisons, {N_THREADS} threads; million pairs a second by the clock, and by processor time"
    );
    let registrations = Registrations::read(N_RECORDS);
    let table = registrations.table();
    let prepared = Prepared::of(&spec(), std::slice::from_ref(&table)).expect("a good one");
    measure(
        "grams in common",
        &table,
        &prepared,
        prepared.candidate_pairs(),
    );
    let (table, pairs) = enterprise_pairs::of(&registrations);
    let prepared = Prepared::of(&spec(), std::slice::from_ref(&table)).expect("a good one");
    measure(
        "the enterprise pipeline's blocking",
        &table,
        &prepared,
        pairs,
    );
}

/// Both sides on the same pairs, one after the other.
fn measure(by: &str, table: &RecordBatch, prepared: &Prepared, mut pairs: Vec<(u32, u32)>) {
    let texts = ["name", "brand", "address"].map(|name| cells(table, name));
    pairs.truncate(N_PAIRS);
    println!("{} pairs by {by}", pairs.len());
    let (ours, levels) = best(|| prepared.vectors(&pairs));
    let (theirs, expected) = best(|| by_strsim(&pairs, &texts));
    let levels = levels.iter().zip(&expected);
    let n_different = levels.filter(|(left, right)| left.0 != **right).count();
    let rate = |seconds: f64| pairs.len() as f64 / seconds / 1e6;
    for (side, taken) in [("minglu", ours), ("strsim", theirs)] {
        let (clock, processor) = (
            rate(taken.clock_s),
            rate(taken.processor_s / N_THREADS as f64),
        );
        println!("{side}  {clock:8.2}  {processor:8.2}");
    }
    let clock = theirs.clock_s / ours.clock_s;
    let processor = theirs.processor_s / ours.processor_s;
    println!("ratio   {clock:8.1}  {processor:8.1}\npairs whose levels differ: {n_different}");
    assert_eq!(n_different, 0, "levels must be strsim's");
}

/// What a run took.
#[derive(Debug, Clone, Copy)]
struct Taken {
    clock_s: f64,
    /// Of all threads.
    processor_s: f64,
}

/// The least time of several rounds; a round runs often enough to be seen by a clock of 1/100 s.
fn best<T>(run: impl Fn() -> T) -> (Taken, T) {
    let mut result = run();
    let mut least: Option<Taken> = None;
    for _ in 0..N_RUNS {
        let (begun, before, mut n_runs) = (Instant::now(), processor_s(), 0);
        while n_runs == 0 || begun.elapsed().as_secs_f64() < 1.0 {
            result = run();
            n_runs += 1;
        }
        let mean = |seconds: f64| seconds / f64::from(n_runs);
        let taken = Taken {
            clock_s: mean(begun.elapsed().as_secs_f64()),
            processor_s: mean(processor_s() - before),
        };
        if least.is_none_or(|least| taken.processor_s < least.processor_s) {
            least = Some(taken);
        }
    }
    (least.expect("at least one run"), result)
}

/// Processor time of this process so far; not a number where the system has no `/proc`.
fn processor_s() -> f64 {
    const TICKS_PER_S: f64 = 100.0;
    let of_process = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = of_process.rsplit(')').next().unwrap_or_default();
    let mut fields = after_name.split_whitespace().skip(11);
    let mut ticks = || fields.next().and_then(|field| field.parse::<f64>().ok());
    let both = ticks().zip(ticks());
    both.map_or(f64::NAN, |(user, system)| (user + system) / TICKS_PER_S)
}

fn spec() -> LinkSpec {
    let mut spec = LinkSpec::of(&["t"], "id")
        .column(
            "brand",
            ColumnSpec {
                from: vec!["name".into()],
                steps: vec![Step::First(8), Step::Last(6)],
                ..ColumnSpec::default()
            },
        )
        .compare(
            "name",
            &[
                "exact",
                "jaro_winkler >= 0.95",
                "jaro_winkler >= 0.9",
                "jaro_winkler >= 0.8",
            ],
        )
        .and_then(|spec| {
            spec.compare(
                "brand",
                &["exact", "jaro_winkler >= 0.9", "jaro_winkler >= 0.8"],
            )
        })
        .and_then(|spec| {
            spec.compare(
                "address",
                &["exact", "jaro_winkler >= 0.95", "jaro_winkler >= 0.85"],
            )
        })
        .expect("good levels");
    spec.blocking.push(BlockingSpec {
        ngrams: Some(NgramSpec {
            column: "name".into(),
            chars: 2,
            cosine_min: 0.35,
        }),
        block_max: 2_000,
        ..BlockingSpec::default()
    });
    spec
}

/// The same levels by `strsim`: null 0, else 1, then one more per limit that is kept.
fn by_strsim(pairs: &[(u32, u32)], texts: &[Vec<Option<String>>; 3]) -> Vec<u64> {
    let level = |texts: &[Option<String>], (left, right): (u32, u32), limits: &[f64]| {
        let (Some(left), Some(right)) = (&texts[left as usize], &texts[right as usize]) else {
            return 0;
        };
        if left == right {
            return limits.len() as u64 + 2;
        }
        let likeness = strsim::jaro_winkler(left, right);
        1 + limits.iter().filter(|limit| likeness >= **limit).count() as u64
    };
    pairs
        .par_iter()
        .map(|pair| {
            level(&texts[0], *pair, &NAME)
                | (level(&texts[1], *pair, &START) << 4)
                | (level(&texts[2], *pair, &ADDRESS) << 8)
        })
        .collect()
}

fn cells(table: &RecordBatch, name: &str) -> Vec<Option<String>> {
    let source = if name == "brand" { "name" } else { name };
    let column = table
        .column_by_name(source)
        .expect("a column")
        .as_string::<i32>();
    let cell = |row: usize| {
        let text = (!column.is_null(row)).then(|| column.value(row).trim().to_owned());
        let text = text.map(|text| match name {
            "brand" => Step::Last(6)
                .apply(&Step::First(8).apply(&text))
                .trim()
                .to_owned(),
            _ => text,
        });
        text.filter(|text| !text.is_empty())
    };
    (0..table.num_rows()).map(cell).collect()
}
