//! How well and how fast are real names, codes and addresses read?
//!
//! `make bench-normalize` reads `DATA/enterprises.parquet` (public registrations, not part of the
//! project) and prints shares and throughput on two threads. Verdicts of people who read the
//! output by eye stand in `benches/normalize/`: hash of the row, hash of the parts that were
//! judged, verdict; no row of the data. `-- read PROVINCE N SEED` prints rows to judge,
//! `-- judge PROVINCE N SEED WRONG…` appends the verdicts, `WRONG` being the numbers printed.

#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use arrow::array::{Array, AsArray};
use minglu::normalize::{Address, CompanyName, read_address, read_name};
use minglu::standard::{CreditCode, OrganisationCode, Part, Reading, RegistrationNumber, region};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rayon::prelude::*;

type Failure = Box<dyn std::error::Error>;

/// The figures are for two cores.
const THREADS: usize = 2;

/// One registration.
struct Row {
    name: String,
    code: String,
    province: String,
    city: String,
    address: String,
}

fn main() -> Result<(), Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(THREADS)
        .build_global()?;
    let data = std::env::var("DATA").unwrap_or_else(|_| "../shared/data".to_owned());
    let path = Path::new(&data).join("enterprises.parquet");
    if !path.exists() {
        // `cargo test` and `cargo bench` run this without the data too.
        println!("skipped: {} is not there (DATA=folder)", path.display());
        return Ok(());
    }
    let rows = read_rows(&path)?;
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match words.first().map(String::as_str) {
        Some("read") => sample(&rows, &words).iter().enumerate().for_each(show),
        Some("judge") => judge(&rows, &words)?,
        Some(_) | None => measure(&rows)?,
    }
    Ok(())
}

fn read_rows(path: &Path) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for batch in ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?.build()? {
        let batch = batch?;
        let column = |name: &str| -> Result<Vec<String>, Failure> {
            let column = batch.column_by_name(name).ok_or("a column is missing")?;
            let utf8 = arrow::compute::cast(column, &arrow::datatypes::DataType::Utf8)?;
            let texts = utf8.as_string::<i32>();
            Ok((0..texts.len())
                .map(|row| match texts.is_null(row) {
                    true => String::new(),
                    false => texts.value(row).to_owned(),
                })
                .collect())
        };
        let columns = (
            column("name")?,
            column("uscc")?,
            column("province")?,
            column("city")?,
            column("address")?,
        );
        let cells = columns
            .0
            .into_iter()
            .zip(columns.1)
            .zip(columns.2)
            .zip(columns.3)
            .zip(columns.4);
        rows.extend(
            cells.map(|((((name, code), province), city), address)| Row {
                name,
                code,
                province,
                city,
                address,
            }),
        );
    }
    Ok(rows)
}

fn measure(rows: &[Row]) -> Result<(), Failure> {
    println!("rows {}", rows.len());
    measure_names(rows);
    measure_codes(rows);
    measure_addresses(rows);
    check_verdicts(rows)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "shares of counts far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Rows per second, in thousands; the tables are built before the clock starts.
fn thousands_per_second(n_rows: usize, began: Instant) -> u64 {
    let per_second = n_rows as f64 / began.elapsed().as_secs_f64();
    (per_second / 1000.0) as u64
}

fn measure_names(rows: &[Row]) {
    let names: Vec<&str> = rows
        .iter()
        .map(|row| row.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    CompanyName::parse("宜昌市西陵区学院街道鼎力商贸有限公司");
    let began = Instant::now();
    let n_bytes: usize = names
        .par_iter()
        .map(|name| CompanyName::parse(name).core.len())
        .sum();
    let speed = thousands_per_second(names.len(), began);
    let counted = names.par_iter().map(|name| {
        let name = CompanyName::parse(name);
        let has = |is: bool| usize::from(is);
        [
            has(name.leftover.is_empty()),
            has(name.region.is_some()),
            has(!name.brand.is_empty()),
            has(!name.industry.is_empty()),
            has(!name.form_words.is_empty()),
            has(name.branch.is_some()),
        ]
    });
    let total = counted.reduce(
        || [0; 6],
        |left, right| std::array::from_fn(|idx| left[idx] + right[idx]),
    );
    for (label, count) in [
        "nothing left over",
        "region",
        "brand",
        "industry",
        "legal form",
        "branch",
    ]
    .iter()
    .zip(total)
    {
        println!("names with {label} {:.2}%", share(count, names.len()));
    }
    println!("names {speed} thousand/s on {THREADS} threads ({n_bytes} bytes of cores)");
}

fn measure_codes(rows: &[Row]) {
    let codes: Vec<&str> = rows
        .iter()
        .map(|row| row.code.as_str())
        .filter(|code| code.len() == 18)
        .collect();
    let valid: Vec<CreditCode> = codes.iter().filter_map(|code| code.parse().ok()).collect();
    let embedded = valid.iter().filter(|code| {
        code.organisation_code()
            .as_str()
            .parse::<OrganisationCode>()
            .is_ok()
    });
    println!(
        "credit codes that pass {:.2}% of {}",
        share(valid.len(), codes.len()),
        codes.len()
    );
    println!(
        "embedded organisation codes that pass {:.2}%",
        share(embedded.count(), valid.len())
    );
    let numbers: Vec<&str> = rows
        .iter()
        .map(|row| row.code.as_str())
        .filter(|code| code.len() == 15)
        .collect();
    let passing = numbers
        .iter()
        .filter(|number| number.parse::<RegistrationNumber>().is_ok())
        .count();
    println!(
        "registration numbers that pass {:.2}% of {}",
        share(passing, numbers.len()),
        numbers.len()
    );
}

fn measure_addresses(rows: &[Row]) {
    let addresses: Vec<&Row> = rows.iter().filter(|row| !row.address.is_empty()).collect();
    Address::parse("宜昌市西陵区学院街道", "");
    let began = Instant::now();
    let n_bytes: usize = addresses
        .par_iter()
        .map(|row| Address::parse(&row.address, "").rest.len())
        .sum();
    let speed = thousands_per_second(addresses.len(), began);
    let (resolved, allowed) = addresses
        .par_iter()
        .map(|row| {
            let code = Address::parse(&row.address, &province_code(&row.province)).region_code;
            (
                usize::from(code.is_some()),
                usize::from(code.is_some_and(|code| allows(&row.city, code))),
            )
        })
        .reduce(
            || (0, 0),
            |left, right| (left.0 + right.0, left.1 + right.1),
        );
    println!(
        "addresses resolved to a county {:.2}% of {}",
        share(resolved, addresses.len()),
        addresses.len()
    );
    println!(
        "of these in the city that the city column allows {:.2}%",
        share(allowed, resolved)
    );
    println!("addresses {speed} thousand/s on {THREADS} threads ({n_bytes} bytes left over)");
}

fn province_code(province: &str) -> String {
    region::locate_prefix(province, "").map_or_else(String::new, |found| {
        found.region.code.chars().take(2).collect()
    })
}

/// The city column holds a prefecture, or a county of a municipality, by its short name.
fn allows(city: &str, code: &str) -> bool {
    let prefecture = format!("{}00", code.get(..4).unwrap_or_default());
    let names = [Some(code), Some(prefecture.as_str())]
        .into_iter()
        .flatten()
        .filter_map(region::name_of);
    city.is_empty() || names.into_iter().any(|name| name.starts_with(city))
}

// Verdicts.

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes())
        .to_hex()
        .chars()
        .take(16)
        .collect()
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

fn readings(row: &Row) -> [(&'static str, &str, String); 2] {
    [
        ("names", row.name.as_str(), parts(&read_name(&row.name))),
        (
            "addresses",
            row.address.as_str(),
            parts(&read_address(&row.address)),
        ),
    ]
}

/// `N` rows of a province, the same for one seed: the least hashes of seed and name.
fn sample<'a>(rows: &'a [Row], words: &[String]) -> Vec<&'a Row> {
    let word = |idx: usize| words.get(idx).map(String::as_str).unwrap_or_default();
    let mut found: Vec<(String, &Row)> = rows
        .iter()
        .filter(|row| row.province == word(1))
        .map(|row| (hash(&format!("{} {}", word(3), row.name)), row))
        .collect();
    found.sort_by(|left, right| left.0.cmp(&right.0));
    let n_rows = word(2).parse().unwrap_or(100);
    found.into_iter().map(|(_, row)| row).take(n_rows).collect()
}

fn show((idx, row): (usize, &&Row)) {
    let [name, address] = readings(row);
    println!(
        "{} {}\n    {}\n    {}\n    {}",
        idx + 1,
        name.1,
        name.2,
        address.1,
        address.2
    );
}

fn verdict_file(kind: &str) -> PathBuf {
    PathBuf::from("benches/normalize").join(format!("{kind}.tsv"))
}

/// Appends verdicts: `n12` is a wrong name, `a7` a wrong address, all others are right.
fn judge(rows: &[Row], words: &[String]) -> Result<(), Failure> {
    fs::create_dir_all("benches/normalize")?;
    let wrong = words.get(4..).unwrap_or_default();
    for (idx, row) in sample(rows, words).into_iter().enumerate() {
        for (kind, text, parts) in readings(row) {
            let letter = kind.chars().next().unwrap_or_default();
            let mark = format!("{letter}{}", idx + 1);
            let verdict = match wrong.contains(&mark) {
                true => "wrong",
                false => "right",
            };
            let mut file = fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(verdict_file(kind))?;
            writeln!(file, "{}\t{}\t{verdict}", hash(text), hash(&parts))?;
        }
    }
    Ok(())
}

/// Which verdicts still speak of what the program says today.
fn check_verdicts(rows: &[Row]) -> Result<(), Failure> {
    for kind in ["names", "addresses"] {
        let Ok(text) = fs::read_to_string(verdict_file(kind)) else {
            continue;
        };
        let known: HashMap<&str, (&str, &str)> = text
            .lines()
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some((cells.next()?, (cells.next()?, cells.next()?)))
            })
            .collect();
        let (mut right, mut wrong, mut changed) = (0, 0, 0);
        let mut seen = std::collections::HashSet::new();
        for row in rows {
            for (of_kind, text, parts) in [0, 1].map(|idx| {
                let text = if idx == 0 { &row.name } else { &row.address };
                (["names", "addresses"][idx], text, idx)
            }) {
                let key = hash(text);
                let Some((judged, verdict)) = known.get(key.as_str()).filter(|_| of_kind == kind)
                else {
                    continue;
                };
                if !seen.insert(key) {
                    continue;
                }
                let today = hash(&readings(row)[parts].2);
                match (today == *judged, *verdict) {
                    (true, "right") => right += 1,
                    (true, _) => wrong += 1,
                    (false, _) => changed += 1,
                }
            }
        }
        println!(
            "{kind} read by eye: {right} right, {wrong} wrong, {changed} read otherwise today"
        );
    }
    Ok(())
}
