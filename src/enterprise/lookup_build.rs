//! The index over the entities of a run, made of their table.

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::lookup::EntityLookup;
use super::site_parts::SiteParts;
use super::site_units::site_key;
use crate::normalize::CompanyName;
use crate::table::EntityId;
use crate::table::entities;
use crate::table::vocabulary::EntityKind;

/// The names of an entity, taken apart: what it is called, and what it is or was called besides.
struct Names {
    name: CompanyName,
    former: Vec<CompanyName>,
}

impl EntityLookup {
    /// Indexes a table of `entities`.
    ///
    /// # Panics
    /// When the batch is not a table of `entities`.
    pub fn build(entities: &RecordBatch) -> Self {
        let view = entities::View::of(entities).expect("the stage passes the entities table");
        let names: Vec<Option<Names>> = (0..view.len())
            .into_par_iter()
            .map(|row| names_of(&view, row))
            .collect();
        let mut lookup = Self::default();
        for (row, names) in names.iter().enumerate() {
            match names {
                Some(names) => lookup.add(&view, row, names),
                None => lookup.add_project(&view, row),
            }
        }
        lookup.sites_by_part = SiteParts::of(lookup.projects.keys());
        lookup
    }

    fn add(&mut self, view: &entities::View, row: usize, names: &Names) {
        let entity_id = view.entity_id(row);
        if let Some(region_code) = view.region_code(row) {
            self.regions.insert(entity_id, region_code.to_owned());
        }
        self.kinds.insert(entity_id, view.entity_kind(row));
        push(&mut self.by_uscc, view.uscc(row), entity_id);
        push(&mut self.by_org_code, view.org_code(row), entity_id);
        let registration_no = view.registration_no(row);
        push(&mut self.by_registration_no, registration_no, entity_id);
        push(&mut self.by_name, Some(&names.name.folded), entity_id);
        self.add_core(&names.name, entity_id);
        for name in &names.former {
            push(&mut self.by_former_name, Some(&name.folded), entity_id);
            self.add_core(name, entity_id);
        }
    }

    /// A name without a brand keeps its region in the core, and lists leave the region out: 宜昌市排水工程
    /// is 排水工程 to the union of its street.
    fn add_core(&mut self, name: &CompanyName, entity_id: EntityId) {
        self.add_core_text(&name.core, name, entity_id);
        if let Some(bare) = name.core_without_region() {
            self.add_core_text(bare, name, entity_id);
        }
    }

    fn add_core_text(&mut self, text: &str, name: &CompanyName, entity_id: EntityId) {
        if text.is_empty() {
            return;
        }
        let core = self.by_core.entry(text.to_owned()).or_default();
        if !core.entities.contains(&entity_id) {
            core.entities.push(entity_id);
        }
        if core.brand.is_empty() {
            core.brand.clone_from(&name.brand);
        }
    }

    fn add_project(&mut self, view: &entities::View, row: usize) {
        let entity_id = view.entity_id(row);
        if let Some(region_code) = view.region_code(row) {
            self.regions.insert(entity_id, region_code.to_owned());
        }
        self.kinds.insert(entity_id, EntityKind::Project);
        let mut names = view.former_names(row);
        names.push(view.name(row).to_owned());
        let mut keys: Vec<String> = names.iter().map(|name| site_key(name)).collect();
        keys.sort();
        keys.dedup();
        for name in keys {
            let project = (entity_id, view.parent_entity_id(row));
            self.projects.entry(name).or_default().push(project);
        }
    }
}

/// The names of the entity in a row; a project's are no enterprise's.
fn names_of(view: &entities::View, row: usize) -> Option<Names> {
    match view.entity_kind(row) {
        EntityKind::Project => None,
        EntityKind::Enterprise
        | EntityKind::IndividualBusiness
        | EntityKind::Cooperative
        | EntityKind::Branch
        | EntityKind::PrivateNonEnterprise
        | EntityKind::Institution
        | EntityKind::Organ
        | EntityKind::SocialOrganisation
        | EntityKind::Other => Some(Names {
            name: CompanyName::parse(view.name(row)),
            former: view
                .former_names(row)
                .iter()
                .map(|name| CompanyName::parse(name))
                .collect(),
        }),
    }
}

fn push(index: &mut FxHashMap<String, Vec<EntityId>>, key: Option<&str>, entity_id: EntityId) {
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return;
    };
    let entities = index.entry(key.to_owned()).or_default();
    if !entities.contains(&entity_id) {
        entities.push(entity_id);
    }
}
