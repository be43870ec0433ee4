//! What people found who read names and addresses by eye.
//!
//! A line of `names.tsv` or `addresses.tsv` beside this file holds the seed of the sample, a hash
//! of the row, a hash of the parts that were judged, and the verdict: no row of the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use minglu::normalize::{read_address, read_name};
use minglu::standard::{Part, Reading};

use super::{Failure, Row};

/// What a reader asks for.
pub(super) struct Asked {
    kind: Kind,
    n_rows_per_province: usize,
    seed: String,
    /// Numbers of the rows that were read wrongly, from 1.
    wrong: BTreeSet<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Names,
    Addresses,
}

impl Kind {
    fn file(self) -> &'static str {
        match self {
            Self::Names => "benches/normalize/names.tsv",
            Self::Addresses => "benches/normalize/addresses.tsv",
        }
    }

    fn text(self, row: &Row) -> &str {
        match self {
            Self::Names => &row.name,
            Self::Addresses => &row.address,
        }
    }

    fn parts(self, text: &str) -> String {
        match self {
            Self::Names => parts(&read_name(text)),
            Self::Addresses => parts(&read_address(text)),
        }
    }
}

impl Asked {
    /// From the words `read names 50 SEED 3 17`.
    pub(super) fn of(words: &[String]) -> Result<Self, Failure> {
        let usage = "expected: read|judge names|addresses ROWS-PER-PROVINCE SEED WRONG…";
        let [_, kind, n_rows, seed, wrong @ ..] = words else {
            return Err(usage.into());
        };
        Ok(Self {
            kind: match kind.as_str() {
                "names" => Kind::Names,
                "addresses" => Kind::Addresses,
                _ => return Err(usage.into()),
            },
            n_rows_per_province: n_rows.parse()?,
            seed: seed.clone(),
            wrong: wrong
                .iter()
                .map(|word| word.parse())
                .collect::<Result<_, _>>()?,
        })
    }

    /// The rows with the least hashes of seed and name, the same for one seed.
    fn sample<'a>(&self, rows: &'a [Row]) -> Vec<&'a str> {
        let mut provinces: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
        for row in rows {
            let text = self.kind.text(row);
            if !text.is_empty() {
                let drawn = (hash(&format!("{} {}", self.seed, row.name)), text);
                provinces.entry(&row.province).or_default().push(drawn);
            }
        }
        let drawn = provinces.into_values().flat_map(|mut drawn| {
            drawn.sort_unstable();
            drawn.into_iter().take(self.n_rows_per_province)
        });
        drawn.map(|(_, text)| text).collect()
    }
}

/// Prints rows with their parts, numbered, to be judged.
pub(super) fn show(rows: &[Row], asked: &Asked) {
    for (idx, text) in asked.sample(rows).into_iter().enumerate() {
        println!("{} {text}\n    {}", idx + 1, asked.kind.parts(text));
    }
}

/// Prints the verdicts of a sample, for the file.
pub(super) fn judge(rows: &[Row], asked: &Asked) {
    for (idx, text) in asked.sample(rows).into_iter().enumerate() {
        let verdict = match asked.wrong.contains(&(idx + 1)) {
            true => "wrong",
            false => "right",
        };
        let parts = hash(&asked.kind.parts(text));
        println!("{}\t{}\t{parts}\t{verdict}", asked.seed, hash(text));
    }
}

/// What was judged in one sample, and whether it is still what is read.
#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    right_read_otherwise: usize,
    wrong_read_otherwise: usize,
}

/// Holds every verdict against what is read today.
pub(super) fn check(rows: &[Row]) -> Result<(), Failure> {
    for kind in [Kind::Names, Kind::Addresses] {
        let text = fs::read_to_string(kind.file())?;
        let asked_for: BTreeSet<&str> = text
            .lines()
            .filter_map(|line| line.split('\t').nth(1))
            .collect();
        let today: HashMap<String, String> = rows
            .iter()
            .map(|row| (hash(kind.text(row)), kind.text(row)))
            .filter(|(row, _)| asked_for.contains(row.as_str()))
            .map(|(row, text)| (row, hash(&kind.parts(text))))
            .collect();
        let mut samples: BTreeMap<&str, Count> = BTreeMap::new();
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [seed, row, judged, verdict] = cells[..] else {
                return Err(format!("{}: `{line}` is no verdict", kind.file()).into());
            };
            let is_same = today.get(row).is_some_and(|parts| parts == judged);
            let count = samples.entry(seed).or_default();
            match (verdict, is_same) {
                ("right", true) => count.right += 1,
                ("right", false) => count.right_read_otherwise += 1,
                (_, true) => count.wrong += 1,
                (_, false) => count.wrong_read_otherwise += 1,
            }
        }
        for (seed, count) in samples {
            println!(
                "{kind:?} judged by eye, sample `{seed}`: {} right, {} wrong when read; since then read otherwise {} of the right, {} of the wrong",
                count.right + count.right_read_otherwise,
                count.wrong + count.wrong_read_otherwise,
                count.right_read_otherwise,
                count.wrong_read_otherwise,
            );
        }
    }
    Ok(())
}

fn hash(text: &str) -> String {
    let whole = blake3::hash(text.as_bytes()).to_hex();
    whole.chars().take(16).collect()
}

/// The parts without the input.
fn parts(reading: &Reading) -> String {
    let shown = reading
        .parts()
        .iter()
        .skip(1)
        .map(|(name, part)| match part {
            Part::Text(text) => format!("{name}={text}"),
            Part::Truth(truth) => format!("{name}={truth}"),
        });
    shown.collect::<Vec<_>>().join(" ")
}
