//! The clerk's test: somebody who has the corrections workbook and nothing else types every line of it
//! into the system's files, but for those that ask for an inquiry first; then Minglu runs again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, open_workbook_auto};
use minglu::table::{report_mismatches, system_corrections};

use crate::support::{City, table};

/// The ledger, as the office calls it.
const LEDGER: &str = "ledgers/组建系统补录更正清单.xlsx";

/// One line of the ledger by its headings.
type Line = BTreeMap<String, String>;

/// Sheets by name, in order; a CSV is one sheet without a name.
type Book = Vec<(String, Vec<Vec<Data>>)>;

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are what the test is run for"
)]
fn typing_every_line_cures_what_it_claims_and_breaks_nothing() {
    let city = City::demo();
    let before = city.run(&["--quiet"]);
    let lines = ledger(&before.join(LEDGER));
    let cures = cures_by_act(&before);
    let earlier = differences(&before);
    let mut system = System::default();
    let mut n_typed = BTreeMap::new();
    let mut claimed = BTreeSet::new();
    for line in &lines {
        let typed = system.apply(&city, line);
        *n_typed.entry((line["操作"].clone(), typed)).or_insert(0) += 1;
        if typed == Typed::Yes {
            claimed.extend(cures[&line["更正标识"]].iter().cloned());
        }
    }
    system.save(&city);

    let later = differences(&city.run(&["--quiet"]));
    let is_claimed = |key: &&String| claimed.contains(key.trim_start_matches("union "));
    let uncured: Vec<&String> = later.keys().filter(is_claimed).collect();
    let new: Vec<&String> = later
        .keys()
        .filter(|key| !earlier.contains_key(*key))
        .collect();
    for ((action, typed), n_lines) in &n_typed {
        println!("{action} {typed:?}: {n_lines}");
    }
    println!(
        "mismatches before {}, after {}; claimed {}, uncured {}, new {}",
        earlier.len(),
        later.len(),
        claimed.len(),
        uncured.len(),
        new.len()
    );
    assert!(!claimed.is_empty(), "no line claims to cure anything");
    for claim in &claimed {
        let key = format!("union {claim}");
        assert!(earlier.contains_key(&key), "{claim} is no mismatch");
    }
    assert_eq!(uncured, Vec::<&String>::new(), "claimed and still there");
    assert_eq!(new, Vec::<&String>::new(), "not there before");
}

/// `level unit/indicator` with its difference.
fn differences(run: &Path) -> BTreeMap<String, i64> {
    let batch = table(run, report_mismatches::NAME);
    let view = report_mismatches::View::of(&batch).expect("the table");
    (0..view.len())
        .map(|row| {
            let (level, unit) = (view.level(row), view.unit(row));
            let key = format!("{level} {unit}/{}", view.indicator(row));
            (key, view.difference(row))
        })
        .collect()
}

/// What each act claims to cure, as `unit/indicator`; the ledger says the same in words.
fn cures_by_act(run: &Path) -> BTreeMap<String, Vec<String>> {
    let batch = table(run, system_corrections::NAME);
    let view = system_corrections::View::of(&batch).expect("the table");
    let rows = 0..view.len();
    rows.map(|row| (view.correction_id(row).to_string(), view.cures(row)))
        .collect()
}

/// The lines below the row of headings.
fn ledger(path: &Path) -> Vec<Line> {
    let sheets = read(path);
    let (_, rows) = sheets
        .iter()
        .find(|(name, _)| name == "补录更正")
        .expect("the sheet of corrections");
    let heading = rows
        .iter()
        .position(|row| row.iter().any(|cell| text(cell) == "应填值"))
        .expect("a row of headings");
    let names: Vec<String> = rows[heading].iter().map(text).collect();
    rows[heading + 1..]
        .iter()
        .filter(|row| row.iter().any(|cell| !text(cell).is_empty()))
        .map(|row| names.iter().cloned().zip(row.iter().map(text)).collect())
        .collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string().trim().to_owned(),
    }
}

/// Whether a line could be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Typed {
    Yes,
    /// The line is for review, or asks for something that stands on no sheet: a person's document.
    NeedsAPerson,
    /// The form has no such field.
    NoSuchField,
}

/// The system's files, as far as they were opened.
#[derive(Default)]
struct System {
    books: BTreeMap<String, Book>,
    /// Rows added, by act.
    added: BTreeMap<String, (String, usize, usize)>,
}

/// Where additions go.
const UNIONS: &str = "../fixtures/union/工会组织.xlsx";
const DIRECTORY: &str = "../fixtures/directory/组建系统企业名录.csv";
const MEMBERS: [&str; 2] = [
    "../fixtures/members/会员花名册_各单位.xlsx",
    "../fixtures/members/会员花名册_补充.csv",
];

impl System {
    fn apply(&mut self, city: &City, line: &Line) -> Typed {
        let (field, new) = (line["字段"].as_str(), line["应填值"].as_str());
        match line["操作"].as_str() {
            _ if new.is_empty() || line["置信程度"] == "待核" => Typed::NeedsAPerson,
            "新增企业" => self.add(city, DIRECTORY, line),
            "新增工会" => self.add(city, UNIONS, line),
            "合并重复工会" => {
                self.blank(city, line);
                for file in MEMBERS {
                    self.replace(city, file, (field, &line["系统编码"], new));
                }
                Typed::Yes
            }
            // The form has no field for a closed union: its row goes.
            "撤销工会" => {
                self.blank(city, line);
                Typed::Yes
            }
            _ => {
                let (file, sheet) = (&line["所在文件"], &line["工作表"]);
                let row = line["行号"].parse::<usize>().expect("a row number") - 1;
                let rows = self.sheet(city, file, sheet);
                match column(rows, field) {
                    Some(column) => {
                        set(rows, row, column, new);
                        Typed::Yes
                    }
                    None => Typed::NoSuchField,
                }
            }
        }
    }

    fn add(&mut self, city: &City, file: &str, line: &Line) -> Typed {
        let act = line["更正标识"].clone();
        let added = self.added.get(&act).cloned();
        let (_, sheet_idx, row) = added.unwrap_or_else(|| {
            let book = self.book(city, file);
            let last = book[0].1.iter().rposition(|row| {
                // Below the last row that names a unit stand totals and signatures.
                row.iter().filter(|cell| !text(cell).is_empty()).count() > 4
                    && !row.iter().any(|cell| text(cell).contains('计'))
            });
            let row = last.expect("a sheet with rows") + 1;
            let width = book[0].1[0].len();
            book[0].1.insert(row, vec![Data::Empty; width]);
            self.added.insert(act, (file.to_owned(), 0, row));
            (file.to_owned(), 0, row)
        });
        let rows = &mut self.book(city, file)[sheet_idx].1;
        match column(rows, &line["字段"]) {
            Some(column) => {
                set(rows, row, column, &line["应填值"]);
                Typed::Yes
            }
            None => Typed::NoSuchField,
        }
    }

    fn blank(&mut self, city: &City, line: &Line) {
        let row = line["行号"].parse::<usize>().expect("a row number") - 1;
        let rows = self.sheet(city, &line["所在文件"], &line["工作表"]);
        rows[row].fill(Data::Empty);
    }

    fn replace(&mut self, city: &City, file: &str, (field, old, new): (&str, &str, &str)) {
        for (_, rows) in self.book(city, file) {
            let column = column(rows, field).expect("a roster names the union");
            for row in rows.iter_mut().filter(|row| text(&row[column]) == old) {
                row[column] = Data::String(new.to_owned());
            }
        }
    }

    fn sheet(&mut self, city: &City, file: &str, sheet: &str) -> &mut Vec<Vec<Data>> {
        let book = self.book(city, file);
        let found = book.iter_mut().find(|(name, _)| name == sheet);
        &mut found.expect("the sheet that the line names").1
    }

    fn book(&mut self, city: &City, file: &str) -> &mut Book {
        let path = on_disk(city, file);
        self.books
            .entry(file.to_owned())
            .or_insert_with(|| read(&path))
    }

    fn save(&self, city: &City) {
        for (file, book) in &self.books {
            let path = on_disk(city, file);
            match path.extension().is_some_and(|extension| extension == "csv") {
                true => write_csv(&path, &book[0].1),
                false => write_workbook(&path, book),
            }
        }
    }
}

fn on_disk(city: &City, file: &str) -> PathBuf {
    city.path("pipelines").join(file)
}

/// The column of the form that a field's label names: the same words, else a label that holds them,
/// else what the form calls the same thing.
fn column(rows: &[Vec<Data>], label: &str) -> Option<usize> {
    const SYNONYMS: &[(&str, &str)] = &[
        ("企业名称", "单位名称"),
        ("单位编码", "单位组织机构代码"),
        ("组织机构代码", "单位组织机构代码"),
        ("工会编码", "工会统计编码"),
        ("行政区划", "单位所在政区"),
        ("法定代表人", "单位负责人"),
        ("联系电话", "办公电话"),
        ("工会类型", "基层工会类型"),
        ("职工人数", "职工人数"),
    ];
    let heading = rows.iter().find(|row| {
        let filled = row.iter().filter(|cell| !text(cell).is_empty());
        filled.count() > 5
    })?;
    let find = |fits: &dyn Fn(&str) -> bool| {
        let mut names = heading.iter().map(text);
        names.position(|name| fits(name.trim_start_matches('\u{feff}')))
    };
    let other = SYNONYMS.iter().find(|(word, _)| *word == label);
    find(&|name| name == label)
        .or_else(|| find(&|name| other.is_some_and(|(_, other)| name == *other)))
        .or_else(|| find(&|name| name.starts_with(label)))
        .or_else(|| find(&|name| name.contains(label)))
}

fn set(rows: &mut [Vec<Data>], row: usize, column: usize, new: &str) {
    // Figures are figures, codes stay text: a code typed as a number would lose its digits.
    const FIGURE_CHARS_MAX: usize = 9;
    let figure = new.parse::<f64>().ok();
    let figure = figure.filter(|_| new.len() <= FIGURE_CHARS_MAX && !new.starts_with('0'));
    rows[row][column] = match figure {
        Some(figure) => Data::Float(figure),
        None => Data::String(new.to_owned()),
    };
}

fn read(path: &Path) -> Book {
    if path.extension().is_some_and(|extension| extension == "csv") {
        let bytes = std::fs::read(path).expect("a readable file");
        let text = String::from_utf8(bytes.clone())
            .unwrap_or_else(|_| encoding_rs::GB18030.decode(&bytes).0.into_owned());
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|record| {
            let record = record.expect("a record");
            record
                .iter()
                .map(|cell| Data::String(cell.to_owned()))
                .collect()
        });
        return vec![(String::new(), rows.collect())];
    }
    let mut workbook = open_workbook_auto(path).expect("a workbook");
    let sheets = workbook.sheet_names().clone();
    let sheets = sheets.into_iter().map(|name| {
        let range = workbook.worksheet_range(&name).expect("a sheet");
        // A used range may begin below row 1, and a row is the one a person sees.
        let (first, _) = range.start().unwrap_or_default();
        let width = range.width();
        let mut rows = vec![vec![Data::Empty; width]; first as usize];
        rows.extend(range.rows().map(<[Data]>::to_vec));
        (name, rows)
    });
    sheets.collect()
}

fn write_csv(path: &Path, rows: &[Vec<Data>]) {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(text);
        writer.write_record(cells).expect("memory");
    }
    std::fs::write(path, writer.into_inner().expect("memory")).expect("a writable file");
}

fn write_workbook(path: &Path, book: &Book) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in book {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a name it had");
        for (cells, row) in rows.iter().zip(0..) {
            for (cell, column) in cells.iter().zip(0..) {
                let written = match cell {
                    Data::Empty => continue,
                    Data::Float(number) => sheet.write_number(row, column, *number),
                    Data::Int(number) => sheet.write_number(row, column, *number as f64),
                    Data::DateTime(date) => sheet.write_number(row, column, date.as_f64()),
                    other => sheet.write_string(row, column, text(other)),
                };
                written.expect("a cell");
            }
        }
    }
    workbook.save(path).expect("a writable file");
}
