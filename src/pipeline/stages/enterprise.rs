//! Records, links, entities.

use std::sync::Arc;

use crate::enterprise::{
    EntityLookup, RecordInputs, build_records, link_records, resolve_entities,
};
use crate::table::{
    crosswalk, disagreements, enterprise_rows, entities, entity_history, entity_ids, pairs,
    union_rows,
};

use super::super::stage::Stage;
use super::super::tables::{Product, TableId};
use super::{JobContext, table};

pub(super) fn stages<'a>(context: &'a JobContext<'a>) -> Vec<Stage<'a>> {
    let outputs = [
        entities::NAME,
        crosswalk::NAME,
        disagreements::NAME,
        pairs::NAME,
        entity_ids::NAME,
        entity_history::NAME,
    ];
    let mut output_ids: Vec<TableId> = outputs.into_iter().map(TableId::Named).collect();
    output_ids.push(TableId::LinkageReport);
    let link = Stage {
        name: "link".to_owned(),
        inputs: vec![
            TableId::Named(enterprise_rows::NAME),
            TableId::Named(union_rows::NAME),
        ],
        outputs: output_ids,
        work: Box::new(|tables, progress| {
            let inputs = RecordInputs {
                enterprise_rows: tables.named(enterprise_rows::NAME),
                union_rows: tables.named(union_rows::NAME),
            };
            let records = build_records(&inputs, &context.area)?;
            let linked = link_records(&records, &context.link, progress);
            let report = linked.report.clone();
            let resolved = resolve_entities(&records, linked, context.state.as_ref())?;
            Ok(vec![
                table(entities::NAME, resolved.entities),
                table(crosswalk::NAME, resolved.crosswalk),
                table(disagreements::NAME, resolved.disagreements),
                table(pairs::NAME, resolved.pairs),
                table(entity_ids::NAME, resolved.entity_ids),
                table(entity_history::NAME, resolved.entity_history),
                (
                    TableId::LinkageReport,
                    Product::LinkageReport(Arc::new(report)),
                ),
            ])
        }),
    };
    vec![link, lookup_stage()]
}

fn lookup_stage<'a>() -> Stage<'a> {
    Stage {
        name: "entity lookup".to_owned(),
        inputs: vec![TableId::Named(entities::NAME)],
        outputs: vec![TableId::EntityLookup],
        work: Box::new(|tables, _| {
            let lookup = EntityLookup::build(tables.named(entities::NAME));
            Ok(vec![(
                TableId::EntityLookup,
                Product::EntityLookup(Arc::new(lookup)),
            )])
        }),
    }
}
