//! The pipeline file and the territory that go with the city.

use std::path::Path;

use super::error::SynthError;
use super::generate::SynthSettings;
use super::places::{COUNTIES, HIGH_TECH_PARK, HIGH_TECH_ZONE, MUNICIPAL_DIRECT, ReportingUnit};
use super::ward::Ward;

/// The folders that files go into.
pub(super) const FOLDERS: &[&str] = &[
    "tax",
    "commerce",
    "hr",
    "construction",
    "agriculture",
    "civil_affairs",
    "union",
    "directory",
    "parks",
    "members",
    "movements",
    "roster",
    "site_roster",
    "report/2016",
    "report/2015",
    "truth",
];

/// Which sources the city has: name, kind, department or edition line, file pattern.
const SOURCES: &[(&str, &str, &str, &str)] = &[
    ("tax", "enterprises", "department = \"tax\"\n", "tax/*.*"),
    (
        "commerce",
        "enterprises",
        "department = \"commerce\"\n",
        "commerce/*.csv",
    ),
    ("hr", "enterprises", "department = \"hr\"\n", "hr/*.*"),
    (
        "construction",
        "enterprises",
        "department = \"construction\"\n",
        "construction/*.*",
    ),
    (
        "agriculture",
        "enterprises",
        "department = \"agriculture\"\n",
        "agriculture/*.csv",
    ),
    (
        "civil_affairs",
        "enterprises",
        "department = \"civil_affairs\"\n",
        "civil_affairs/*.*",
    ),
    ("union_system", "unions", "", "union/*.*"),
    ("directory", "directory", "", "directory/*.csv"),
    ("parks", "parks", "", "parks/*.*"),
    ("members", "members", "", "members/*.*"),
    ("movements", "movements", "", "movements/*.*"),
    (
        "insured_persons",
        "roster",
        "department = \"hr\"\n",
        "roster/*.csv",
    ),
    (
        "site_persons",
        "roster",
        "department = \"construction\"\n",
        "site_roster/*.*",
    ),
    ("report", "annual_report", "", "report/2016/*.*"),
    (
        "last_report",
        "annual_report",
        "edition = \"previous\"\n",
        "report/2015/*.*",
    ),
];

/// Which unions report straight to the city.
#[derive(Debug, Default)]
pub(super) struct Territory {
    municipal_direct: Vec<String>,
}

impl Territory {
    /// Adds the ward's unions.
    pub(super) fn add(&mut self, ward: &Ward) {
        let direct = ward
            .unions
            .iter()
            .filter(|union| union.reporting == ReportingUnit::MunicipalDirect);
        self.municipal_direct
            .extend(direct.map(|union| union.code.clone()));
    }
}

/// Writes `pipeline.toml` and `territory.csv`.
pub(super) fn write_pipeline(
    settings: &SynthSettings,
    territory: &Territory,
) -> Result<(), SynthError> {
    let mut content = String::from(
        "# A synthetic city: every name, code and person is made up by rule and belongs to nobody.\n\
         [pipeline]\n\
         name = \"yichang-2016\"\n\
         region = \"420500\"\n\
         period = { from = 2015-10-01, to = 2016-09-30 }\n\
         output = \"out\"\n",
    );
    let prefix = &settings.file_prefix;
    for (name, kind, line, files) in SOURCES {
        content.push_str(&format!(
            "\n[sources.{name}]\nkind = \"{kind}\"\n{line}files = [\"{prefix}{files}\"]\n"
        ));
    }
    content.push_str(&format!(
        "\n[territory]\nfile = \"{prefix}territory.csv\"\n"
    ));
    write(&settings.directory.join("pipeline.toml"), &content)?;
    write_territory(&settings.directory, territory)
}

fn write_territory(directory: &Path, territory: &Territory) -> Result<(), SynthError> {
    let mut content = String::from("reporting_unit,kind,belongs_kind,belongs\n");
    let mut belongs = |cells: [&str; 4]| {
        content.push_str(&cells.join(","));
        content.push('\n');
    };
    for county in COUNTIES {
        belongs([county.name, "county", "region", county.code]);
    }
    belongs([HIGH_TECH_ZONE, "zone", "park", HIGH_TECH_PARK]);
    for code in &territory.municipal_direct {
        belongs([MUNICIPAL_DIRECT, "municipal_direct", "union_code", code]);
    }
    write(&directory.join("territory.csv"), &content)
}

fn write(path: &Path, content: &str) -> Result<(), SynthError> {
    std::fs::write(path, content).map_err(|cause| SynthError::Unwritable {
        path: path.to_owned(),
        cause,
    })
}
