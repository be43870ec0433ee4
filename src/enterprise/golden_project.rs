//! The golden record of a building site.

use std::collections::BTreeSet;

use super::golden::{Sources, empty_row, industry_code, names_of_sources};
use super::record::{Record, Site};
use super::status::status_of_project;
use super::survivorship::provenance;
use crate::table::vocabulary::EntityKind;
use crate::table::{Period, entities};

/// The golden record of the rows that found one project; `named_by` are rows of the union system
/// whose unit it is.
pub(super) fn golden_project(
    rows: &[(&Record, &Site)],
    named_by: &[&Record],
    period: &Period,
) -> entities::Row {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(record, _)| record.key);
    let sites: Vec<&Site> = rows.iter().map(|(_, site)| *site).collect();
    let mut sources = Sources::default();
    let first = rows.first().expect("a project is founded by a row");
    let mut row = empty_row(EntityKind::Project, first.1.name.clone());
    sources.0.push(provenance("name", first.0));
    let names: BTreeSet<String> = sites.iter().map(|site| site.name.clone()).collect();
    row.former_names = names.into_iter().filter(|name| *name != row.name).collect();
    let text = |sources: &mut Sources, field, value: fn(&Site) -> Option<String>| {
        let found = rows
            .iter()
            .find_map(|(record, site)| Some((value(site)?, *record)));
        sources.take(field, found)
    };
    row.region_code = text(&mut sources, "region_code", |site| site.region_code.clone());
    row.township = text(&mut sources, "township", |site| {
        site.written.township.clone()
    });
    row.address = text(&mut sources, "address", |site| site.written.address.clone());
    row.phone = text(&mut sources, "phone", |site| site.phone.clone());
    row.industry_text = text(&mut sources, "industry_text", |site| {
        site.written.industry.clone()
    });
    row.industry_code = row.industry_text.as_deref().and_then(industry_code);
    row.established_on = sites.iter().filter_map(|site| site.started_on).min();
    let largest = rows
        .iter()
        .max_by_key(|(record, site)| (site.written.workers, std::cmp::Reverse(record.key)));
    if let Some((record, site)) = largest.filter(|(_, site)| site.written.workers > Some(0)) {
        row.site_workers = site.written.workers;
        row.site_migrant_workers = site.written.migrant_workers;
        sources.0.push(provenance("site_workers", record));
        row.site_as_of = record.as_of;
        let finished_on = sites.iter().filter_map(|site| site.finished_on).max();
        row.site_last_on = Some(finished_on.map_or(period.to, |day| day.min(period.to)));
    }
    let cost = sites.iter().filter_map(|site| site.cost);
    row.project_cost = cost.max_by(f64::total_cmp);
    (row.status, row.status_reason) = status_of_project(&sites, period);
    let all = || {
        rows.iter()
            .map(|(record, _)| *record)
            .chain(named_by.iter().copied())
    };
    row.sources = names_of_sources(all().map(|record| record.identity.source.as_str()));
    row.n_rows = all().count() as u32;
    row.provenance = sources.settle();
    row
}
