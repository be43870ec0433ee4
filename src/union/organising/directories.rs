//! The six directories of key sectors (重点领域名录): codes first, words second.
//!
//! What comes in: entities, the `parks` source, and the rows whose own column names a development
//! zone. What goes out: `directory_entries`, one row per entity × directory.
//!
//! A code decides where it is deep enough to decide; words are asked only where it is missing or
//! too short. Entities dissolved or outside the area stand in no directory, and a project under construction is listed
//! in `construction` alone (and its zone): what it builds is not its trade.
//!
//! Not yet: an entity in two zones shows the first by name; a zone's level is not checked, a `parks`
//! source is taken to list zones of provincial level and above.

mod sector;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;
use rustc_hash::FxHashMap;

use crate::enterprise::{EntityLookup, FederationArea, Found, FoundBy, Mention};
use crate::standard::{CodeColumn, UnitCodes, region};
use crate::table::vocabulary::{Directory, EntityKind, EntityStatus};
use crate::table::{EntityId, RowIdentity, SchemaFault};
use crate::table::{
    crosswalk, directory_entries, enterprise_rows, entities, park_rows, union_rows,
};
use crate::union::policy::Policy;

/// What the directories are made from.
#[derive(Clone, Copy)]
pub struct DirectoriesInput<'a> {
    /// Golden records.
    pub entities: &'a RecordBatch,
    /// Accepted rows of `parks` sources.
    pub park_rows: &'a RecordBatch,
    /// Accepted rows of `enterprises` and `directory` sources, for their zone column.
    pub enterprise_rows: &'a RecordBatch,
    /// Accepted rows of `unions` sources, for their zone column.
    pub union_rows: &'a RecordBatch,
    /// Which entity each row names.
    pub crosswalk: &'a RecordBatch,
    /// Finds the entity behind a park's row.
    pub lookup: &'a EntityLookup,
    /// The office's choices.
    pub policy: &'a Policy,
    /// The federation's area.
    pub area: &'a FederationArea,
}

/// A zone an entity is said to lie in. The `parks` source comes before the rows' own columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ZoneEvidence {
    /// The `parks` source lists it.
    Listed(Option<String>),
    /// A row's own column says so.
    Column(Option<String>),
}

/// The `directory_entries`, sorted by entity and directory.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn directories(input: &DirectoriesInput<'_>) -> Result<RecordBatch, SchemaFault> {
    let view = entities::View::of(input.entities)?;
    let zones = zones(input)?;
    let mut rows = Vec::new();
    for row_idx in 0..view.len() {
        let is_outside = view
            .region_code(row_idx)
            .is_some_and(|code| !code.starts_with(&input.area.prefix));
        if view.status(row_idx) == EntityStatus::Dissolved || is_outside {
            continue;
        }
        let entity = view.get(row_idx);
        if let Some(zone) = zones.get(&entity.entity_id) {
            rows.push(zone_entry(entity.entity_id, zone));
        }
        let entry = |directory, evidence: String| directory_entries::Row {
            entity_id: entity.entity_id,
            directory,
            park: None,
            evidence,
        };
        if entity.entity_kind == EntityKind::Project {
            let construction = sector::construction(&entity, input.policy);
            rows.extend(construction.map(|why| entry(Directory::Construction, why)));
            continue;
        }
        let sectors = sector::sectors(&entity);
        rows.extend(
            sectors
                .into_iter()
                .map(|(directory, why)| entry(directory, why)),
        );
    }
    rows.sort_by_key(|row| (row.entity_id, row.directory.as_str()));
    Ok(directory_entries::batch(&rows))
}

fn zone_entry(entity_id: EntityId, zone: &ZoneEvidence) -> directory_entries::Row {
    let (park, evidence) = match zone {
        ZoneEvidence::Listed(park) => (park, "开发区企业名单"),
        ZoneEvidence::Column(park) => (park, "名录中的开发区栏"),
    };
    directory_entries::Row {
        entity_id,
        directory: Directory::Zone,
        park: park.clone(),
        evidence: evidence.to_owned(),
    }
}

/// The best evidence of a zone for each entity that has any.
fn zones(input: &DirectoriesInput<'_>) -> Result<BTreeMap<EntityId, ZoneEvidence>, SchemaFault> {
    let mut zones: BTreeMap<EntityId, ZoneEvidence> = BTreeMap::new();
    let mut add = |entity_id, evidence: ZoneEvidence| {
        let best = zones.entry(entity_id).or_insert_with(|| evidence.clone());
        *best = evidence.min(best.clone());
    };
    let parks = park_rows::View::of(input.park_rows)?;
    for row_idx in 0..parks.len() {
        if let Some(entity_id) = listed_entity(&parks, row_idx, input) {
            let park = parks.park(row_idx).and_then(zone_name).flatten();
            add(entity_id, ZoneEvidence::Listed(park));
        }
    }
    let crosswalk = crosswalk::View::of(input.crosswalk)?;
    let links: FxHashMap<RowIdentity, usize> = (0..crosswalk.len())
        .map(|idx| (crosswalk.identity(idx), idx))
        .collect();
    let mut add_column = |identity: RowIdentity, park: Option<&str>| {
        let Some(link_idx) = links.get(&identity) else {
            return;
        };
        // A construction row's zone is that of the site, not of the contractor.
        let site = crosswalk.site_entity_id(*link_idx);
        let entity_id = site.or(crosswalk.entity_id(*link_idx));
        if let (Some(entity_id), Some(park)) = (entity_id, park.and_then(zone_name)) {
            add(entity_id, ZoneEvidence::Column(park));
        }
    };
    let enterprises = enterprise_rows::View::of(input.enterprise_rows)?;
    for row_idx in 0..enterprises.len() {
        add_column(enterprises.identity(row_idx), enterprises.park(row_idx));
    }
    let unions = union_rows::View::of(input.union_rows)?;
    for row_idx in 0..unions.len() {
        add_column(unions.identity(row_idx), unions.park(row_idx));
    }
    Ok(zones)
}

/// The entity a park's row names; a short name alone is not enough.
fn listed_entity(
    parks: &park_rows::View<'_>,
    row_idx: usize,
    input: &DirectoriesInput<'_>,
) -> Option<EntityId> {
    let cells = [
        (CodeColumn::CreditCode, parks.uscc(row_idx)),
        (CodeColumn::TaxId, parks.tax_id(row_idx)),
        (CodeColumn::OrganisationCode, parks.org_code(row_idx)),
        (
            CodeColumn::RegistrationNumber,
            parks.registration_no(row_idx),
        ),
        (CodeColumn::Mixed, parks.code(row_idx)),
    ];
    let cells: Vec<(CodeColumn, &str)> = cells
        .into_iter()
        .filter_map(|(column, cell)| Some((column, cell?)))
        .collect();
    let region_code = parks
        .region(row_idx)
        .and_then(|text| region::resolve(text, &input.area.prefix));
    let found = input.lookup.find(&Mention {
        name: parks.name(row_idx),
        codes: &UnitCodes::gather(&cells),
        region_code,
    });
    match found {
        Found::One {
            by: FoundBy::ShortName | FoundBy::PartOfBrand,
            ..
        }
        | Found::Several(_)
        | Found::Nothing => None,
        Found::One { entity_id, .. } => Some(entity_id),
    }
}

/// The zone a cell names: nothing for a cell that denies one, a zone without a name for a bare 是.
fn zone_name(cell: &str) -> Option<Option<String>> {
    let cell = cell.trim();
    match cell {
        "" | "否" | "无" | "不是" | "不在" | "/" | "-" | "—" | "0" | "N" | "n" => None,
        "是" | "1" | "Y" | "y" | "√" | "有" => Some(None),
        _ => Some(Some(cell.to_owned())),
    }
}
