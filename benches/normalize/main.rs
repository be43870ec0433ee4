//! How well and how fast are real names, codes and addresses read?
//!
//! `make bench-normalize` reads `DATA/enterprises.parquet` (public registrations, not part of the
//! project) and prints shares and throughput on two threads, by the clock and by the processor time
//! used: where other work runs beside it the clock says less. Then it re-checks what people judged
//! who read the output by eye (see [`verdicts`]). `-- read names N SEED` prints `N` names of every
//! province to judge, `-- judge names N SEED WRONG…` prints their verdicts, `WRONG` being the
//! numbers of those that were read wrongly; `addresses` likewise.

#![expect(clippy::print_stdout, reason = "the figures are the output")]

mod verdicts;

use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use arrow::array::{Array, AsArray};
use minglu::normalize::{Address, CompanyName};
use minglu::standard::{CreditCode, OrganisationCode, RegistrationNumber, region};
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
        Some("read") => verdicts::show(&rows, &verdicts::Asked::of(&words)?),
        Some("judge") => verdicts::judge(&rows, &verdicts::Asked::of(&words)?),
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
    verdicts::check(rows)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "shares of counts far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// A clock on the wall and one on the processors. The tables are built before it starts.
struct Clock {
    began: Instant,
    cpu_s: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self {
            began: Instant::now(),
            cpu_s: cpu_s(),
        }
    }

    /// Thousands of rows per second of the wall, and per second of one processor.
    fn speed(&self, n_rows: usize) -> String {
        let thousands = |seconds: f64| n_rows as f64 / seconds / 1000.0;
        let wall = thousands(self.began.elapsed().as_secs_f64());
        let cpu = self.cpu_s.zip(cpu_s()).map(|(from, until)| until - from);
        match cpu {
            Some(cpu_s) => format!(
                "{wall:.0} thousand/s on {THREADS} threads, {:.0} thousand per second of processor time",
                thousands(cpu_s)
            ),
            None => format!("{wall:.0} thousand/s on {THREADS} threads"),
        }
    }
}

/// Processor time of all threads so far, where the system tells it.
fn cpu_s() -> Option<f64> {
    /// Linux counts in hundredths of a second whatever its own clock is.
    const TICKS_PER_S: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(11);
    let user: f64 = ticks.next()?.parse().ok()?;
    let system: f64 = ticks.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_S)
}

fn measure_names(rows: &[Row]) {
    let names: Vec<&str> = rows
        .iter()
        .map(|row| row.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    CompanyName::parse("宜昌市西陵区学院街道鼎力商贸有限公司");
    let clock = Clock::start();
    let n_bytes: usize = names
        .par_iter()
        .map(|name| CompanyName::parse(name).core.len())
        .sum();
    let speed = clock.speed(names.len());
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
    println!("names {speed} ({n_bytes} bytes of cores)");
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
    let clock = Clock::start();
    let n_bytes: usize = addresses
        .par_iter()
        .map(|row| Address::parse(&row.address, "").rest.len())
        .sum();
    let speed = clock.speed(addresses.len());
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
    println!("addresses {speed} ({n_bytes} bytes left over)");
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
