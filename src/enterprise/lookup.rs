//! Finds the enterprise that a row of another kind names: a member's employer, a covered unit, a report line.
//!
//! Codes decide before names, whole names before parts of names. A short name is looked for last and
//! said to be one, because inside one city most firms share their first characters with another.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::mention::{Found, FoundBy, Mention, found};
use super::name_form::is_company;
use super::site_parts::SiteParts;
use super::site_units::site_key;
use super::slips::SlipIndex;
use crate::normalize::CompanyName;
use crate::normalize::similarity::is_short_for;
use crate::standard::UnitCodes;
use crate::standard::region;
use crate::table::EntityId;
use crate::table::vocabulary::EntityKind;

/// An index over the entities of a run, by code and by name.
#[derive(Debug, Default)]
pub struct EntityLookup {
    pub(super) regions: FxHashMap<EntityId, String>,
    pub(super) kinds: FxHashMap<EntityId, EntityKind>,
    pub(super) by_uscc: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_org_code: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_registration_no: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_name: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_former_name: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_core: BTreeMap<String, Core>,
    /// Sites by their keys, with their contractors.
    pub(super) projects: BTreeMap<String, Vec<(EntityId, Option<EntityId>)>>,
    pub(super) sites_by_part: SiteParts,
    pub(super) slips: SlipIndex,
}

/// Entities under one name without region and form.
#[derive(Debug, Default)]
pub(super) struct Core {
    /// The brand inside the name.
    pub(super) brand: String,
    pub(super) entities: Vec<EntityId>,
}

/// Shorter texts are no short name of anything: one character is shared by half a city.
const SHORT_NAME_CHARS_MIN: usize = 2;

/// Brands are two or three characters as a rule, so a longer short name holds other words too.
const BRAND_CHARS_MAX: usize = 3;

impl EntityLookup {
    /// Entities indexed.
    pub fn n_entities(&self) -> usize {
        self.kinds.len()
    }

    /// The entity that `mention` names.
    ///
    /// A code that leads to one entity and a whole name that leads to another contradict each
    /// other (a code copied down from the row above): both are given back.
    pub fn find(&self, mention: &Mention) -> Found {
        let name = mention.name.map(CompanyName::parse);
        let by_code = self.find_code(mention.codes);
        if let Some((entities, by)) = &by_code {
            return self.settle_code(entities, *by, name.as_ref());
        }
        let Some(name) = name else {
            return Found::Nothing;
        };
        let place = self.place_of(mention, &name);
        if let Some((entities, by)) = self.find_in_place(&name, place) {
            return found(entities, by);
        }
        let project = mention.name.map(|name| self.find_project(name, None));
        if let Some(project @ (Found::One { .. } | Found::Several(_))) = project {
            return project;
        }
        self.find_part_of_name(&name, place)
    }

    /// The project called `name`, of `contractor` where that is known. Words that end the names of
    /// all sites (项目部, 工程) tell none apart.
    pub fn find_project(&self, name: &str, contractor: Option<EntityId>) -> Found {
        let Some(projects) = self.projects.get(&site_key(name)) else {
            return Found::Nothing;
        };
        let of_contractor = |parent: &Option<EntityId>| {
            contractor.is_none() || parent.is_none() || *parent == contractor
        };
        let entities = projects
            .iter()
            .filter(|(_, parent)| of_contractor(parent))
            .map(|(entity_id, _)| *entity_id)
            .collect();
        found(entities, FoundBy::FullName)
    }

    /// Every core name with its entities, in order.
    pub(super) fn cores(&self) -> impl Iterator<Item = (&str, &[EntityId])> {
        let cores = self.by_core.iter();
        cores.map(|(name, core)| (name.as_str(), core.entities.as_slice()))
    }

    fn find_code(&self, codes: &UnitCodes) -> Option<(&[EntityId], FoundBy)> {
        let uscc = codes.uscc.and_then(|code| self.by_uscc.get(code.as_str()));
        let org_code = codes
            .org_code
            .and_then(|code| self.by_org_code.get(code.as_str()));
        let registration_no = codes
            .registration_no
            .and_then(|number| self.by_registration_no.get(number.as_str()));
        uscc.map(|entities| (entities.as_slice(), FoundBy::CreditCode))
            .or(org_code.map(|entities| (entities.as_slice(), FoundBy::OrganisationCode)))
            .or(registration_no.map(|entities| (entities.as_slice(), FoundBy::RegistrationNumber)))
    }

    fn settle_code(&self, entities: &[EntityId], by: FoundBy, name: Option<&CompanyName>) -> Found {
        let Some((named, _)) = name.and_then(|name| self.find_whole_name(name)) else {
            return found(entities.to_vec(), by);
        };
        let both: Vec<EntityId> = entities
            .iter()
            .copied()
            .filter(|entity_id| named.contains(entity_id))
            .collect();
        if !both.is_empty() {
            return found(both, by);
        }
        let all = entities.iter().chain(named).copied();
        found(all.collect(), by)
    }

    fn find_whole_name(&self, name: &CompanyName) -> Option<(&[EntityId], FoundBy)> {
        self.bearers(name).next()
    }

    /// By the name without region and form, else as a short name. What was taken for a region may
    /// be the brand: 汇川 and 博兴 are counties elsewhere.
    fn find_part_of_name(&self, name: &CompanyName, place: Option<&str>) -> Found {
        let found = self.find_core(name, &name.core, place);
        match (&found, &name.region) {
            (Found::Nothing, Some(region)) => {
                self.find_core(name, &format!("{region}{}", name.core), place)
            }
            (Found::One { .. } | Found::Several(_) | Found::Nothing, _) => found,
        }
    }

    fn find_core(&self, name: &CompanyName, core_name: &str, place: Option<&str>) -> Found {
        if let Some(core) = self.by_core.get(core_name) {
            let here = self.not_elsewhere(&core.entities, place);
            if !here.is_empty() {
                return found(here, FoundBy::CoreName);
            }
        }
        // A company's whole name is short for nothing.
        if core_name.chars().count() < SHORT_NAME_CHARS_MIN || is_company(name.legal_form) {
            return Found::Nothing;
        }
        let here = self.not_elsewhere(&self.short_for(core_name), place);
        if !here.is_empty() {
            return found(self.head_offices(here), FoundBy::ShortName);
        }
        // Of several brands that merely begin so each is as likely: that names nobody.
        let here = self.not_elsewhere(&self.brands_from(core_name), place);
        if let [entity_id] = self.head_offices(here).as_slice() {
            return found(vec![*entity_id], FoundBy::PartOfBrand);
        }
        self.find_site_part(core_name, place)
    }

    /// Without branches, where there is anything else.
    fn head_offices(&self, entities: Vec<EntityId>) -> Vec<EntityId> {
        let is_head =
            |entity_id: &&EntityId| self.kinds.get(entity_id) != Some(&EntityKind::Branch);
        let heads: Vec<EntityId> = entities.iter().filter(is_head).copied().collect();
        match heads.is_empty() {
            true => entities,
            false => heads,
        }
    }

    /// Entities that `short` can be short for: it is their brand, or, if it is longer than brands
    /// are, their core begins with its first characters and holds the others in their order.
    fn short_for(&self, short: &str) -> Vec<EntityId> {
        let is_long = short.chars().count() > BRAND_CHARS_MAX;
        let fits =
            |name: &str, core: &Core| core.brand == short || (is_long && is_short_for(short, name));
        self.cores_from(short, fits)
    }

    /// Entities whose brand begins with the few characters of `short` and goes on.
    fn brands_from(&self, short: &str) -> Vec<EntityId> {
        self.cores_from(short, |name, _| name.starts_with(short))
    }

    fn cores_from(&self, short: &str, fits: impl Fn(&str, &Core) -> bool) -> Vec<EntityId> {
        let start: String = short.chars().take(SHORT_NAME_CHARS_MIN).collect();
        let cores = self.by_core.range(start.clone()..);
        let cores = cores.take_while(|(name, _)| name.starts_with(&start));
        let fitting = cores.filter(|(name, core)| fits(name, core));
        fitting
            .flat_map(|(_, core)| core.entities.iter().copied())
            .collect()
    }

    /// Sites whose name holds the words of `part`, three or more: a site's brand is its name.
    fn find_site_part(&self, part: &str, place: Option<&str>) -> Found {
        let keys = self.sites_by_part.holding(part);
        let sites = keys.filter_map(|key| self.projects.get(key));
        let sites: Vec<EntityId> = sites
            .flat_map(|sites| sites.iter().map(|(entity_id, _)| *entity_id))
            .collect();
        found(self.not_elsewhere(&sites, place), FoundBy::ShortName)
    }

    /// By its whole name, here before elsewhere: a firm of the county that goes by the name in one
    /// department is meant before one of another county that goes by it in all.
    fn find_in_place(
        &self,
        name: &CompanyName,
        place: Option<&str>,
    ) -> Option<(Vec<EntityId>, FoundBy)> {
        let here = self.bearers(name).find_map(|(entities, by)| {
            let here = self.not_elsewhere(entities, place);
            (!here.is_empty()).then_some((here, by))
        });
        let anywhere = || self.find_whole_name(name);
        here.or_else(|| anywhere().map(|(entities, by)| (entities.to_vec(), by)))
    }

    /// Who goes by the whole name, then who went by it or is written so somewhere.
    fn bearers(&self, name: &CompanyName) -> impl Iterator<Item = (&[EntityId], FoundBy)> {
        let now = self.by_name.get(&name.folded);
        let formerly = self.by_former_name.get(&name.folded);
        let now = now.map(|entities| (entities.as_slice(), FoundBy::FullName));
        let formerly = formerly.map(|entities| (entities.as_slice(), FoundBy::FormerName));
        now.into_iter().chain(formerly)
    }

    /// All entities that any row calls by this whole name, in a place that does not contradict;
    /// sorted.
    pub fn find_bearers(&self, mention: &Mention) -> Vec<EntityId> {
        let Some(name) = mention.name.map(CompanyName::parse) else {
            return Vec::new();
        };
        let place = self.place_of(mention, &name);
        let all = self.bearers(&name);
        let mut all: Vec<EntityId> = all.flat_map(|(entities, _)| entities.to_vec()).collect();
        all.sort();
        all.dedup();
        self.not_elsewhere(&all, place)
    }

    pub(super) fn not_elsewhere(
        &self,
        entities: &[EntityId],
        place: Option<&str>,
    ) -> Vec<EntityId> {
        let elsewhere = |entity_id: &EntityId| {
            let known = self.regions.get(entity_id);
            known.is_some_and(|region| place.is_some_and(|place| place != region))
        };
        let here = entities.iter().filter(|entity_id| !elsewhere(entity_id));
        here.copied().collect()
    }

    /// The county the mention speaks of: of its row, else of the region in the name.
    fn place_of<'a>(&self, mention: &Mention<'a>, name: &CompanyName) -> Option<&'a str> {
        let in_name = || region::resolve(name.region.as_deref()?, "");
        mention.region_code.or_else(in_name)
    }
}
