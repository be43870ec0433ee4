//! Persons, their memberships, and who counts them.

use std::sync::Arc;

use crate::table::{
    coverage, enterprises, entities, member_duplicates, memberships, movement_rows,
    person_crosswalk, person_links, person_rows, persons, union_registry, union_rows,
};
use crate::union::members::{AttributeInputs, IdentifyInputs, attribute, identify};
use crate::union::organising::lookup::UnionLookup;

use super::super::stage::Stage;
use super::super::tables::{Product, TableId};
use super::{JobContext, table};

pub(super) fn stages<'a>(context: &'a JobContext<'a>) -> Vec<Stage<'a>> {
    vec![identify_stage(context), attribute_stage(context)]
}

fn named(names: &[&'static str]) -> Vec<TableId> {
    names.iter().copied().map(TableId::Named).collect()
}

fn identify_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = named(&[
        person_rows::NAME,
        movement_rows::NAME,
        union_registry::NAME,
        union_rows::NAME,
        entities::NAME,
    ]);
    Stage {
        name: "identify persons".to_owned(),
        inputs,
        outputs: vec![TableId::Named(person_links::NAME), TableId::Identified],
        work: Box::new(|tables, _| {
            let unions = UnionLookup::build(
                tables.named(union_registry::NAME),
                tables.named(union_rows::NAME),
            )?;
            let inputs = IdentifyInputs {
                person_rows: tables.named(person_rows::NAME),
                movement_rows: tables.named(movement_rows::NAME),
                union_registry: tables.named(union_registry::NAME),
                entities: tables.named(entities::NAME),
                lookup: tables.entity_lookup(),
                unions: &unions,
            };
            let pipeline = context.pipeline;
            let identified = identify(
                &inputs,
                &pipeline.period,
                &pipeline.policy,
                &context.area.prefix,
            )?;
            Ok(vec![
                table(person_links::NAME, identified.person_links.clone()),
                (
                    TableId::Identified,
                    Product::Identified(Arc::new(identified)),
                ),
            ])
        }),
    }
    .reading(TableId::EntityLookup)
}

fn attribute_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let mut inputs = named(&[coverage::NAME, union_registry::NAME, enterprises::NAME]);
    inputs.push(TableId::Identified);
    Stage {
        name: "attribute".to_owned(),
        inputs,
        outputs: named(&[
            persons::NAME,
            person_crosswalk::NAME,
            member_duplicates::NAME,
            memberships::NAME,
        ]),
        work: Box::new(|tables, _| {
            let attributed = attribute(&AttributeInputs {
                identified: tables.identified(),
                coverage: tables.named(coverage::NAME),
                union_registry: tables.named(union_registry::NAME),
                enterprises: tables.named(enterprises::NAME),
                territory: &context.pipeline.territory,
                period: &context.pipeline.period,
                privacy: &context.pipeline.privacy.identity,
            })?;
            Ok(vec![
                table(persons::NAME, attributed.persons),
                table(person_crosswalk::NAME, attributed.person_crosswalk),
                table(member_duplicates::NAME, attributed.member_duplicates),
                table(memberships::NAME, attributed.memberships),
            ])
        }),
    }
}
