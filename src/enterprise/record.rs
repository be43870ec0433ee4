//! One row of a registry, of the directory or of the unions, read as a statement about one enterprise.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::normalize::{Address, CompanyName, PersonName};
use crate::standard::UnitCodes;
use crate::table::vocabulary::Department;
use crate::table::{AsOf, RecordKey, RowIdentity};

/// Who speaks through a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A department's registry.
    Registry(Department),
    /// The management system's own enterprise directory.
    Directory,
    /// The unit of a union organisation.
    UnionUnit,
}

/// Everything one row says about one enterprise, folded for comparison and as written.
#[derive(Debug, Clone)]
pub struct Record {
    /// Names the row whatever file it stands in.
    pub key: RecordKey,
    /// The row.
    pub identity: RowIdentity,
    /// Who speaks.
    pub origin: Origin,
    /// As of when its figures hold, where the delivery says so.
    pub as_of: Option<AsOf>,
    /// The name, folded and in parts.
    pub name: Option<CompanyName>,
    /// Former names, folded and in parts.
    pub former_names: Vec<CompanyName>,
    /// The checked codes.
    pub codes: UnitCodes,
    /// County, GB/T 2260.
    pub region_code: Option<String>,
    /// The address, in parts.
    pub address: Option<Address>,
    /// The legal representative, folded.
    pub representative: Option<PersonName>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Cells that are carried into the golden record as written.
    pub written: Written,
    /// The site that a construction row founds.
    pub site: Option<Box<Site>>,
    /// Set where the row's unit is a building site; then `codes` is empty.
    pub site_unit: Option<SiteUnit>,
    /// Code cells that no check lets pass, where the row has no valid code; never a person's.
    pub damaged_codes: Vec<String>,
    /// Set where `codes` hold what another source made of a damaged cell.
    pub repair: Option<Repair>,
}

/// How a damaged code was repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The cell without ornaments.
    pub written: String,
    /// A row of another source that carries the right code under a compatible name.
    pub witness: RowIdentity,
}

/// What a row of the union system says about the building site that is its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUnit {
    /// Folded names of the sites that it can mean.
    pub sites: BTreeSet<String>,
    /// The codes of its row: a site has none, so they are its contractor's.
    pub contractor_codes: UnitCodes,
}

/// Cells as written, for the golden record.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Name.
    pub name: Option<String>,
    /// Former name.
    pub former_name: Option<String>,
    /// Township or street.
    pub township: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Legal representative.
    pub legal_representative: Option<String>,
    /// Status word.
    pub status: Option<String>,
    /// Remarks.
    pub remarks: Option<String>,
    /// Type of enterprise, or unit category.
    pub enterprise_type: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// Business scope.
    pub business_scope: Option<String>,
    /// Founding date.
    pub established_on: Option<NaiveDate>,
    /// Workers, persons.
    pub workers: Option<u32>,
    /// Migrant workers, persons.
    pub migrant_workers: Option<u32>,
}

/// The project of a construction row.
#[derive(Debug, Clone)]
pub struct Site {
    /// Names the row's site in the state table.
    pub key: RecordKey,
    /// Project name, folded.
    pub folded: String,
    /// Project name as written.
    pub name: String,
    /// County, GB/T 2260.
    pub region_code: Option<String>,
    /// Where it is built, in parts.
    pub address: Option<Address>,
    /// Phone of the site.
    pub phone: Option<String>,
    /// Start.
    pub started_on: Option<NaiveDate>,
    /// End, planned or true.
    pub finished_on: Option<NaiveDate>,
    /// Cost, yuan.
    pub cost: Option<f64>,
    /// Address, status, workers and the like: the row's.
    pub written: Written,
}

/// Link-ready records in the order of their keys, and the union rows that are no unit.
#[derive(Debug, Clone)]
pub struct Records {
    /// One per row that names an enterprise, sorted by key.
    pub records: Vec<Record>,
    /// Rows of unions that cover many and are themselves no unit, sorted by key.
    pub without_unit: Vec<(RecordKey, RowIdentity)>,
    /// Area and period they were read under.
    pub area: super::FederationArea,
}

impl Record {
    /// The folded name and all folded former names, each once.
    pub fn all_names(&self) -> Vec<&CompanyName> {
        let mut names: Vec<&CompanyName> = self.name.iter().chain(&self.former_names).collect();
        names.dedup_by(|left, right| left.folded == right.folded);
        names
    }
}
