//! The pipeline file and the territory that go with the city.

use std::path::Path;

use super::city::City;
use super::error::SynthError;
use super::files::{Encoding, Sheet, text, write_csv};
use super::places::{COUNTIES, HIGH_TECH_PARK, HIGH_TECH_ZONE, MUNICIPAL_DIRECT, ReportingUnit};

/// Which sources the city has: name, kind, department or edition line, file pattern.
const SOURCES: &[(&str, &str, &str, &str)] = &[
    ("tax", "enterprises", "department = \"tax\"\n", "tax/*.xlsx"),
    (
        "commerce",
        "enterprises",
        "department = \"commerce\"\n",
        "commerce/*.csv",
    ),
    ("hr", "enterprises", "department = \"hr\"\n", "hr/*.xlsx"),
    (
        "construction",
        "enterprises",
        "department = \"construction\"\n",
        "construction/*.xlsx",
    ),
    (
        "agriculture",
        "enterprises",
        "department = \"agriculture\"\n",
        "agriculture/*.csv",
    ),
    ("union_system", "unions", "", "union/*.xlsx"),
    ("directory", "directory", "", "directory/*.csv"),
    ("parks", "parks", "", "parks/*.xlsx"),
    ("members", "members", "", "members/*.*"),
    (
        "insured_persons",
        "roster",
        "department = \"hr\"\n",
        "roster/*.csv",
    ),
    ("report", "annual_report", "", "report/2016/*.xlsx"),
    (
        "last_report",
        "annual_report",
        "edition = \"previous\"\n",
        "report/2015/*.xlsx",
    ),
];

/// Writes `pipeline.toml` and `territory.csv`.
pub(super) fn write_pipeline(city: &City, directory: &Path) -> Result<(), SynthError> {
    let mut content = String::from(
        "# A synthetic city: every name, code and person is made up by rule and belongs to nobody.\n\
         [pipeline]\n\
         name = \"yichang-2016\"\n\
         region = \"420500\"\n\
         period = { from = 2015-10-01, to = 2016-09-30 }\n\
         output = \"out\"\n",
    );
    for (name, kind, line, files) in SOURCES {
        let files = city.file(files);
        content.push_str(&format!(
            "\n[sources.{name}]\nkind = \"{kind}\"\n{line}files = [\"{files}\"]\n"
        ));
    }
    let territory = city.file("territory.csv");
    content.push_str(&format!("\n[territory]\nfile = \"{territory}\"\n"));
    let path = directory.join("pipeline.toml");
    std::fs::write(&path, content).map_err(|cause| SynthError::Unwritable { path, cause })?;
    write_territory(city, directory)
}

fn write_territory(city: &City, directory: &Path) -> Result<(), SynthError> {
    let mut sheet = Sheet::new("", 4);
    sheet.push_header(&["reporting_unit", "kind", "belongs_kind", "belongs"]);
    let mut belongs = |cells: [&str; 4]| sheet.push(cells.map(text).to_vec());
    for county in COUNTIES {
        belongs([county.name, "county", "region", county.code]);
    }
    belongs([HIGH_TECH_ZONE, "zone", "park", HIGH_TECH_PARK]);
    for union in city
        .unions
        .iter()
        .filter(|union| union.reporting == ReportingUnit::MunicipalDirect)
    {
        belongs([
            MUNICIPAL_DIRECT,
            "municipal_direct",
            "union_code",
            &union.code,
        ]);
    }
    write_csv(&directory.join("territory.csv"), &sheet, Encoding::Utf8)
}
