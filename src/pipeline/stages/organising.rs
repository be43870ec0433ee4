//! Which union reaches which workplace, and which workplace has none.

use crate::table::{
    coverage, crosswalk, directory_entries, directory_overview, enterprise_rows, enterprises,
    entities, pairs, park_rows, person_links, persons, street_overview, union_registry, union_rows,
    unions, unit_overview, unorganised, unread_names,
};
use crate::union::organising::coverage::{CoverageInput, cover};
use crate::union::organising::directories::{DirectoriesInput, directories};
use crate::union::organising::registry::{RegistryInput, registry};
use crate::union::organising::scope::{self, ScopeInput};
use crate::union::organising::unorganised::{self as ledger, UnorganisedInput};
use crate::union::overview::{self, OverviewInputs};

use super::super::stage::Stage;
use super::super::tables::TableId;
use super::{JobContext, stage, table};

pub(super) fn stages<'a>(context: &'a JobContext<'a>) -> Vec<Stage<'a>> {
    vec![
        registry_stage(context),
        directories_stage(context),
        coverage_stage(context),
        scope_stage(context),
        unorganised_stage(context),
        overview_stage(),
        street_stage(),
        directory_figures_stage(),
    ]
}

fn registry_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [union_rows::NAME, crosswalk::NAME, entities::NAME];
    stage(
        "union registry",
        &inputs,
        &[union_registry::NAME],
        |tables| {
            let batch = registry(&RegistryInput {
                union_rows: tables.named(union_rows::NAME),
                crosswalk: tables.named(crosswalk::NAME),
                entities: tables.named(entities::NAME),
                territory: &context.pipeline.territory,
                area: &context.area,
            })?;
            Ok(vec![table(union_registry::NAME, batch)])
        },
    )
}

fn directories_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [
        entities::NAME,
        park_rows::NAME,
        enterprise_rows::NAME,
        union_rows::NAME,
        crosswalk::NAME,
    ];
    stage(
        "directories",
        &inputs,
        &[directory_entries::NAME],
        |tables| {
            let batch = directories(&DirectoriesInput {
                entities: tables.named(entities::NAME),
                park_rows: tables.named(park_rows::NAME),
                enterprise_rows: tables.named(enterprise_rows::NAME),
                union_rows: tables.named(union_rows::NAME),
                crosswalk: tables.named(crosswalk::NAME),
                lookup: tables.entity_lookup(),
                policy: &context.pipeline.policy,
                area: &context.area,
            })?;
            Ok(vec![table(directory_entries::NAME, batch)])
        },
    )
    .reading(TableId::EntityLookup)
}

fn coverage_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [
        union_registry::NAME,
        union_rows::NAME,
        crosswalk::NAME,
        entities::NAME,
        person_links::NAME,
    ];
    let outputs = [coverage::NAME, unions::NAME, unread_names::NAME];
    stage("coverage", &inputs, &outputs, |tables| {
        let reach = cover(&CoverageInput {
            union_registry: tables.named(union_registry::NAME),
            union_rows: tables.named(union_rows::NAME),
            crosswalk: tables.named(crosswalk::NAME),
            entities: tables.named(entities::NAME),
            person_links: tables.named(person_links::NAME),
            lookup: tables.entity_lookup(),
            policy: &context.pipeline.policy,
            area: &context.area,
        })?;
        Ok(vec![
            table(coverage::NAME, reach.coverage),
            table(unions::NAME, reach.unions),
            table(unread_names::NAME, reach.unread_names),
        ])
    })
    .reading(TableId::EntityLookup)
}

fn scope_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [
        entities::NAME,
        person_links::NAME,
        union_registry::NAME,
        directory_entries::NAME,
    ];
    stage("scope", &inputs, &[enterprises::NAME], |tables| {
        let batch = scope::enterprises(&ScopeInput {
            entities: tables.named(entities::NAME),
            person_links: tables.named(person_links::NAME),
            union_registry: tables.named(union_registry::NAME),
            directory_entries: tables.named(directory_entries::NAME),
            territory: &context.pipeline.territory,
            policy: &context.pipeline.policy,
            area: &context.area,
        })?;
        Ok(vec![table(enterprises::NAME, batch)])
    })
}

fn unorganised_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [
        enterprises::NAME,
        coverage::NAME,
        pairs::NAME,
        crosswalk::NAME,
        union_registry::NAME,
        enterprise_rows::NAME,
        directory_entries::NAME,
        unread_names::NAME,
    ];
    stage("unorganised", &inputs, &[unorganised::NAME], |tables| {
        let batch = ledger::unorganised(&UnorganisedInput {
            enterprises: tables.named(enterprises::NAME),
            coverage: tables.named(coverage::NAME),
            pairs: tables.named(pairs::NAME),
            crosswalk: tables.named(crosswalk::NAME),
            union_registry: tables.named(union_registry::NAME),
            enterprise_rows: tables.named(enterprise_rows::NAME),
            directory_entries: tables.named(directory_entries::NAME),
            unread_names: tables.named(unread_names::NAME),
            area: &context.area,
        })?;
        Ok(vec![table(unorganised::NAME, batch)])
    })
}

fn overview_stage<'a>() -> Stage<'a> {
    let inputs = [enterprises::NAME, unorganised::NAME];
    stage("unit overview", &inputs, &[unit_overview::NAME], |tables| {
        let batch = overview::unit_overview(&OverviewInputs {
            enterprises: tables.named(enterprises::NAME),
            unorganised: tables.named(unorganised::NAME),
        })?;
        Ok(vec![table(unit_overview::NAME, batch)])
    })
}

fn street_stage<'a>() -> Stage<'a> {
    let inputs = [enterprises::NAME];
    stage(
        "street overview",
        &inputs,
        &[street_overview::NAME],
        |tables| {
            let batch = overview::street_overview(tables.named(enterprises::NAME))?;
            Ok(vec![table(street_overview::NAME, batch)])
        },
    )
}

fn directory_figures_stage<'a>() -> Stage<'a> {
    let inputs = [
        directory_entries::NAME,
        enterprises::NAME,
        coverage::NAME,
        persons::NAME,
    ];
    let outputs = [directory_overview::NAME];
    stage("directory overview", &inputs, &outputs, |tables| {
        let batch = overview::directory_overview(&overview::DirectoryInputs {
            directory_entries: tables.named(directory_entries::NAME),
            enterprises: tables.named(enterprises::NAME),
            coverage: tables.named(coverage::NAME),
            persons: tables.named(persons::NAME),
        })?;
        Ok(vec![table(directory_overview::NAME, batch)])
    })
}
