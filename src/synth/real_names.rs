//! Names, codes and addresses out of a table of registrations, moved into our city.
//!
//! The table's province and city give way to ours and its counties are dealt out to ours, in names,
//! addresses and codes alike, so that one federation's area holds them all. Brands, words, forms,
//! branches and the density of look-alikes stay as they are registered. Two firms whose names become
//! the same are one too many, and the second is left out.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, Date32Array, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use chrono::NaiveDate;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use rustc_hash::FxHashSet;

use super::codes::is_of_credit_alphabet;
use super::error::SynthError;
use super::name_book::hash;
use super::places::COUNTIES;

/// Columns without which nothing can be taken over.
const COLUMNS: [&str; 6] = [
    "name",
    "uscc",
    "registered_on",
    "province",
    "city",
    "address",
];
/// Rows read at a time.
const BATCH_ROWS: usize = 4096;
/// Characters within which an address names its county.
const COUNTY_CHARACTERS_MAX: usize = 7;

/// Characters within which a name's first part can be a county.
const OTHER_COUNTY_CHARACTERS_MAX: usize = 4;

/// One registration, moved.
#[derive(Debug, Clone)]
pub(super) struct Registration {
    pub(super) name: String,
    /// What the name begins with, if that is a place.
    pub(super) prefix: String,
    /// The name without place and legal form.
    pub(super) core: String,
    /// Another registration of the table has the same core name.
    pub(super) shares_core: bool,
    /// Department and category: the first two characters of the credit code.
    pub(super) department: Option<String>,
    pub(super) organisation_code: Option<String>,
    pub(super) registered_on: Option<NaiveDate>,
    pub(super) county: usize,
    /// Below the county.
    pub(super) street: Option<String>,
}

/// A table of registrations, read from the top.
pub(super) struct RealNames {
    path: PathBuf,
    /// Hashes of core names that more than one name of the table has.
    shared_cores: FxHashSet<u64>,
    reader: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    row: usize,
}

impl RealNames {
    /// Opens the table and reads it once for the core names that several firms have.
    ///
    /// # Errors
    /// It cannot be read, or lacks a column.
    pub(super) fn open(path: &Path) -> Result<Self, SynthError> {
        let mut first_pass = Self::begin(path)?;
        let mut names = FxHashSet::default();
        let mut cores = FxHashSet::default();
        let mut shared_cores = FxHashSet::default();
        while let Some(registration) = first_pass.next()? {
            let core = hash(registration.core.chars());
            if names.insert(hash(registration.name.chars())) && !cores.insert(core) {
                shared_cores.insert(core);
            }
        }
        let mut table = Self::begin(path)?;
        table.shared_cores = shared_cores;
        Ok(table)
    }

    fn begin(path: &Path) -> Result<Self, SynthError> {
        let path = path.to_owned();
        let unreadable = |cause| SynthError::Unreadable {
            path: path.clone(),
            cause,
        };
        let file = File::open(&path).map_err(unreadable)?;
        let broken = |cause| SynthError::TableUnreadable {
            path: path.clone(),
            cause,
        };
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
        let found: Vec<String> = builder
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let is_lacking = |column: &&&str| !found.iter().any(|name| name == **column);
        let lacking: Vec<String> = COLUMNS
            .iter()
            .filter(is_lacking)
            .map(|column| (*column).to_owned())
            .collect();
        if !lacking.is_empty() {
            return Err(SynthError::MissingColumns {
                path,
                lacking,
                found,
            });
        }
        let reader = builder
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(broken)?;
        Ok(Self {
            path,
            shared_cores: FxHashSet::default(),
            reader,
            batch: None,
            row: 0,
        })
    }

    /// The next registration that has a name; none at the end of the table.
    pub(super) fn next(&mut self) -> Result<Option<Registration>, SynthError> {
        loop {
            let n_rows = self.batch.as_ref().map_or(0, RecordBatch::num_rows);
            if self.row >= n_rows {
                let Some(batch) = self.reader.next() else {
                    return Ok(None);
                };
                let batch = batch.map_err(|cause| SynthError::TableUnreadable {
                    path: self.path.clone(),
                    cause: cause.into(),
                })?;
                (self.batch, self.row) = (Some(batch), 0);
                continue;
            }
            self.row += 1;
            if let Some(registration) = self.registration(self.row - 1) {
                return Ok(Some(registration));
            }
        }
    }

    fn words(&self, column: &str, row: usize) -> Option<String> {
        let array = self.batch.as_ref()?.column_by_name(column)?;
        let array = cast(array, &DataType::Utf8).ok()?;
        let array = array.as_any().downcast_ref::<StringArray>()?;
        let words = array.is_valid(row).then(|| array.value(row).trim())?;
        (!words.is_empty()).then(|| words.to_owned())
    }

    fn registration(&self, row: usize) -> Option<Registration> {
        let name = self.words("name", row)?;
        let province = self.words("province", row).unwrap_or_default();
        let city = self.words("city", row).unwrap_or_default();
        let address = self.words("address", row);
        let (county_word, street) = match &address {
            Some(address) => split_county(without_places(address, &province, &city)),
            None => (None, None),
        };
        let county = (hash(county_word.as_deref().unwrap_or(&city).chars()) % COUNTIES.len() as u64)
            as usize;
        let (prefix, name) = moved_name(&name, (&province, &city), county_word.as_deref(), county);
        let code: Vec<char> = self
            .words("uscc", row)
            .unwrap_or_default()
            .chars()
            .collect();
        let is_whole = code.len() == 18 && code.iter().all(|letter| is_of_credit_alphabet(*letter));
        let part = |from: usize, to: usize| -> Option<String> {
            is_whole.then(|| code[from..to].iter().collect())
        };
        let days = self.batch.as_ref()?.column_by_name("registered_on")?;
        let days = cast(days, &DataType::Date32).ok()?;
        let days = days.as_any().downcast_ref::<Date32Array>()?;
        let registered_on = days
            .is_valid(row)
            .then(|| days.value_as_date(row))
            .flatten();
        let core = core_of(&name, &prefix);
        let shares_core = self.shared_cores.contains(&hash(core.chars()));
        Some(Registration {
            name,
            prefix,
            core,
            shares_core,
            department: part(0, 2),
            organisation_code: part(8, 17),
            registered_on,
            county,
            street,
        })
    }
}

/// Legal forms that end a name.
const FORMS: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    "专业合作社",
];

fn core_of(name: &str, prefix: &str) -> String {
    let rest = name.strip_prefix(prefix).unwrap_or(name);
    let form = FORMS.iter().find(|form| rest.ends_with(**form));
    let core = form.and_then(|form| rest.strip_suffix(form));
    core.unwrap_or(rest).to_owned()
}

/// A county that a name begins with and its address does not: what follows it.
fn after_other_county(rest: &str) -> Option<&str> {
    const NO_COUNTY: &[&str] = &["社区", "小区", "园区", "发区", "地区", "城区"];
    let (at, letter) = rest
        .char_indices()
        .take(OTHER_COUNTY_CHARACTERS_MAX)
        .find(|(_, letter)| ['区', '县'].contains(letter))?;
    let (county, after) = rest.split_at(at + letter.len_utf8());
    let is_county = county.chars().count() > 2 && !NO_COUNTY.iter().any(|no| county.ends_with(no));
    is_county.then_some(after)
}

/// The text without the province and the city in front.
fn without_places<'t>(text: &'t str, province: &str, city: &str) -> &'t str {
    let mut rest = text;
    for (place, endings) in [(province, ["省", "市"]), (city, ["市", "地区"])] {
        let short = place.trim_end_matches(['省', '市', '区', '县']);
        if short.is_empty() {
            continue;
        }
        if let Some(after) = rest.strip_prefix(short) {
            let ending = endings
                .iter()
                .find_map(|ending| after.strip_prefix(*ending));
            rest = ending.unwrap_or(after);
        }
    }
    rest
}

/// The county that an address begins with, and what follows.
fn split_county(address: &str) -> (Option<String>, Option<String>) {
    let letters: Vec<char> = address.chars().collect();
    let end = letters
        .iter()
        .take(COUNTY_CHARACTERS_MAX)
        .position(|letter| ['县', '区', '市'].contains(letter));
    let (county, street) = match end {
        Some(end) if end > 0 => letters.split_at(end + 1),
        Some(_) | None => letters.split_at(0),
    };
    let whole = |part: &[char]| (!part.is_empty()).then(|| part.iter().collect::<String>());
    (whole(county), whole(street))
}

/// What the name begins with after the move, and the whole moved name.
fn moved_name(
    name: &str,
    (province, city): (&str, &str),
    county_word: Option<&str>,
    county: usize,
) -> (String, String) {
    let short = |place: &str| place.trim_end_matches(['省', '市', '区', '县']).to_owned();
    let (province, city) = (short(province), short(city));
    let mut prefix = String::new();
    let mut rest = name;
    if !province.is_empty()
        && province != city
        && let Some(after) = rest.strip_prefix(province.as_str())
    {
        let stripped = after.strip_prefix('省');
        prefix.push_str(if stripped.is_some() {
            "湖北省"
        } else {
            "湖北"
        });
        rest = stripped.unwrap_or(after);
    }
    if !city.is_empty()
        && let Some(after) = rest.strip_prefix(city.as_str())
    {
        let stripped = after.strip_prefix('市');
        prefix.push_str(if stripped.is_some() {
            "宜昌市"
        } else {
            "宜昌"
        });
        rest = stripped.unwrap_or(after);
    }
    let place = &COUNTIES[county];
    let mut has_county = false;
    if let Some(word) = county_word {
        let bare = short(word);
        if let Some(after) = rest.strip_prefix(word) {
            prefix.push_str(place.name);
            (rest, has_county) = (after, true);
        } else if bare.chars().count() >= 2
            && let Some(after) = rest.strip_prefix(bare.as_str())
        {
            prefix.push_str(place.short);
            (rest, has_county) = (after, true);
        }
    }
    if !has_county && let Some(after) = after_other_county(rest) {
        prefix.push_str(place.name);
        rest = after;
    }
    let moved = format!("{prefix}{rest}");
    (prefix, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_give_way_to_ours_and_the_rest_stays() {
        let address = without_places("江西省抚州市遂川县泉江镇工农兵大道 35号", "江西", "抚州");
        let (county, street) = split_county(address);
        assert_eq!(county.as_deref(), Some("遂川县"));
        assert_eq!(street.as_deref(), Some("泉江镇工农兵大道 35号"));
        let (prefix, name) = moved_name(
            "江西省遂川县茧丝绸总公司",
            ("江西", "抚州"),
            Some("遂川县"),
            0,
        );
        assert_eq!(
            (prefix.as_str(), name.as_str()),
            ("湖北省西陵区", "湖北省西陵区茧丝绸总公司")
        );
    }

    #[test]
    fn a_county_that_only_the_name_tells_gives_way_too() {
        let (prefix, name) = moved_name("合肥市瑶海区商业管理有限公司", ("安徽", "合肥"), None, 0);
        assert_eq!(name, "宜昌市西陵区商业管理有限公司");
        assert_eq!(core_of(&name, &prefix), "商业管理");
        let (_, name) = moved_name("合肥开发区物业有限公司", ("安徽", "合肥"), None, 0);
        assert_eq!(name, "宜昌开发区物业有限公司");
    }

    #[test]
    fn a_table_without_its_columns_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names.parquet");
        let names: arrow::array::ArrayRef = std::sync::Arc::new(StringArray::from(vec!["甲"]));
        let batch = RecordBatch::try_from_iter([("name", names)]).unwrap();
        let file = File::create(&path).unwrap();
        let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let Err(SynthError::MissingColumns { lacking, .. }) = RealNames::open(&path) else {
            panic!("the table lacks columns");
        };
        assert_eq!(
            lacking,
            ["uscc", "registered_on", "province", "city", "address"]
        );
    }
}
