//! Golden records before the union's rules: `enterprises` without scope, with each kind of worker evidence apart.

use chrono::NaiveDate;

use super::as_of::AsOf;
use super::cell::Provenance;
use super::declare::table;
use super::key::EntityId;
use super::vocabulary::{EntityKind, EntityStatus};

table! {
    "entities", key [entity_id];
    /// One enterprise, branch, project or other workplace.
    Row {
        /// Stable id.
        entity_id: EntityId,
        /// What it is.
        entity_kind: EntityKind,
        /// Head office of a branch, contractor of a project.
        parent_entity_id: Option<EntityId>,
        /// Golden name; the code where there is no name.
        name: String,
        /// Former and other names, sorted.
        former_names: Vec<String>,
        /// Credit code.
        uscc: Option<String>,
        /// Organisation code, 9 characters.
        org_code: Option<String>,
        /// Registration number.
        registration_no: Option<String>,
        /// County, GB/T 2260.
        region_code: Option<String>,
        /// Township or street.
        township: Option<String>,
        /// Address.
        address: Option<String>,
        /// Legal representative.
        legal_representative: Option<String>,
        /// Enterprise phone.
        phone: Option<String>,
        /// GB/T 4754 code, as deep as known.
        industry_code: Option<String>,
        /// Industry as written.
        industry_text: Option<String>,
        /// Business scope as written.
        business_scope: Option<String>,
        /// State at the period's end.
        status: EntityStatus,
        /// What decided it.
        status_reason: Option<String>,
        /// Founding date.
        established_on: Option<NaiveDate>,
        /// Insured persons, persons.
        insured_workers: Option<u32>,
        /// Migrants among them.
        insured_migrant_workers: Option<u32>,
        /// Staff on site, persons.
        site_workers: Option<u32>,
        /// Migrants among them.
        site_migrant_workers: Option<u32>,
        /// Last day the site is known to have staff.
        site_last_on: Option<NaiveDate>,
        /// Any registry's or the directory's count, persons.
        declared_workers: Option<u32>,
        /// Migrants among them.
        declared_migrant_workers: Option<u32>,
        /// As of when the insured were counted.
        insured_as_of: Option<AsOf>,
        /// As of when the staff on site was counted.
        site_as_of: Option<AsOf>,
        /// As of when the declared count holds.
        declared_as_of: Option<AsOf>,
        /// Cost of a project, yuan.
        project_cost: Option<f64>,
        /// Known from `unions` or `directory` rows alone.
        only_in_union_system: bool,
        /// Source names, sorted.
        sources: Vec<String>,
        /// Input rows.
        n_rows: u32,
        /// Least match probability that holds it together, 0..=1; 1 for one row.
        confidence: f64,
        /// Where each golden value comes from.
        provenance: Vec<Provenance>,
    }
}
