//! Active workplaces without evidence of workers, street by street: a total instead of 40,000 visits.

use super::declare::table;

table! {
    "street_overview", key [reporting_unit, township];
    /// One street or township; without one what no address places.
    Row {
        /// Reporting unit.
        reporting_unit: Option<String>,
        /// Street or township.
        township: Option<String>,
        /// Active, and without evidence of workers.
        n_no_worker_evidence: i64,
        /// Individual businesses among them.
        n_individual_businesses: i64,
        /// Active individual businesses below the office's least number of workers.
        n_too_small: i64,
    }
}
