//! Each union row with its code, kind, unit and place, before rows are compared.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::RegistryInput;
use super::likely_unit::LikelyUnits;
use crate::normalize::{self, CompanyName, UnionForm, UnionName};
use crate::standard::region;
use crate::table::vocabulary::{EntityKind, EntityStatus, UnionKind};
use crate::table::{EntityId, RowIdentity, SchemaFault, crosswalk, union_rows};
use crate::union::organising::entity_index::EntityIndex;
use crate::union::territory::code_key;

/// Status words of a union that was withdrawn.
const WITHDRAWN_WORDS: [&str; 5] = ["撤销", "注销", "解散", "已撤", "吊销"];

/// What the entity of a union's unit says.
pub(super) struct Unit {
    pub(super) entity_id: EntityId,
    pub(super) kind: EntityKind,
    pub(super) status: EntityStatus,
    pub(super) status_reason: Option<String>,
    pub(super) only_in_union_system: bool,
    pub(super) name: String,
}

/// One union row on its way into the registry.
pub(super) struct Draft {
    pub(super) identity: RowIdentity,
    pub(super) row: union_rows::Row,
    pub(super) union_code: String,
    pub(super) name: String,
    pub(super) kind: UnionKind,
    /// Name of the one unit, folded; empty for unions of many.
    pub(super) folded_name: String,
    /// Branch part of the unit's name as the union's own name has it.
    pub(super) branch: Option<String>,
    pub(super) unit: Option<Unit>,
    pub(super) region_code: Option<String>,
    pub(super) township: Option<String>,
    pub(super) village: Option<String>,
    pub(super) superior_union: Option<String>,
    pub(super) founded_on: Option<NaiveDate>,
    pub(super) is_withdrawn: bool,
}

impl Draft {
    pub(super) fn entity_id(&self) -> Option<EntityId> {
        self.unit.as_ref().map(|unit| unit.entity_id)
    }

    pub(super) fn is_dissolved(&self) -> bool {
        let unit = self.unit.as_ref();
        self.is_withdrawn || unit.is_some_and(|unit| unit.status == EntityStatus::Dissolved)
    }
}

/// Every union row as a draft, in the order of the table.
///
/// # Errors
/// A batch is not the table it is taken for.
pub(super) fn read(input: &RegistryInput<'_>) -> Result<Vec<Draft>, SchemaFault> {
    let union_rows = union_rows::View::of(input.union_rows)?;
    let crosswalk = crosswalk::View::of(input.crosswalk)?;
    let entities = EntityIndex::of(input.entities)?;
    let links: FxHashMap<RowIdentity, usize> = (0..crosswalk.len())
        .map(|row_idx| (crosswalk.identity(row_idx), row_idx))
        .collect();
    let likely = LikelyUnits::of(&entities);
    let prefix = &input.area.prefix;
    let drafts = (0..union_rows.len()).map(|row_idx| {
        let row = union_rows.get(row_idx);
        let link = links.get(&row.identity()).copied();
        let record_key = link.map(|link_idx| crosswalk.record_key(link_idx).to_string());
        let entity_id = link.and_then(|link_idx| crosswalk.entity_id(link_idx));
        let entity_row = entity_id.and_then(|entity_id| entities.row_of(entity_id));
        let entity_row = entity_row.map(|idx| {
            let is_unknown = entities.view.only_in_union_system(idx);
            let found = is_unknown.then(|| likely.find(idx)).flatten();
            found.unwrap_or(idx)
        });
        draft(
            row,
            record_key,
            entity_row.map(|idx| (&entities, idx)),
            prefix,
        )
    });
    Ok(drafts.collect())
}

fn draft(
    row: union_rows::Row,
    record_key: Option<String>,
    entity: Option<(&EntityIndex<'_>, usize)>,
    prefix: &str,
) -> Draft {
    let kind = kind_of(normalize::union_form(
        row.union_kind.as_deref(),
        row.union_name.as_deref(),
    ));
    let parsed = row.union_name.as_deref().map(UnionName::parse);
    let unit_name = unit_name(&row, parsed.as_ref());
    let union_unit = parsed.as_ref().map(|parsed| parsed.unit.as_str());
    let branch = union_unit.or(unit_name.as_deref()).and_then(branch_of);
    let union_code = union_code(&row, record_key.as_deref());
    let folded_name = match kind {
        UnionKind::EnterpriseUnion => unit_name.as_deref().map(folded).unwrap_or_default(),
        UnionKind::JointUnion
        | UnionKind::UnionFederation
        | UnionKind::AreaUnion
        | UnionKind::SuperiorUnion => String::new(),
    };
    Draft {
        identity: row.identity(),
        name: first_text([&row.union_name, &row.unit_name]).unwrap_or_else(|| union_code.clone()),
        union_code,
        kind,
        folded_name,
        branch,
        unit: entity.map(|(entities, idx)| unit_of(entities, idx)),
        region_code: region_of(&row, kind, entity, prefix),
        township: township_of(&row, entity),
        village: union_unit.and_then(village_of),
        superior_union: row.superior_union.clone(),
        founded_on: row.founded_on,
        is_withdrawn: row.status.as_deref().is_some_and(is_withdrawn),
        row,
    }
}

fn kind_of(form: UnionForm) -> UnionKind {
    match form {
        UnionForm::Enterprise => UnionKind::EnterpriseUnion,
        UnionForm::Joint => UnionKind::JointUnion,
        UnionForm::Federation => UnionKind::UnionFederation,
        UnionForm::Area => UnionKind::AreaUnion,
        UnionForm::Superior => UnionKind::SuperiorUnion,
    }
}

/// The mapped cell, trimmed and half width; else the unit's code; else `row:` and the record key.
fn union_code(row: &union_rows::Row, record_key: Option<&str>) -> String {
    let cells = [
        &row.union_code,
        &row.unit_code,
        &row.uscc,
        &row.org_code,
        &row.tax_id,
        &row.code,
        &row.registration_no,
    ];
    let written = first_text(cells);
    written.unwrap_or_else(|| format!("row:{}", record_key.unwrap_or("unlinked")))
}

/// The first cell that says something, trimmed, half width.
fn first_text<const N: usize>(cells: [&Option<String>; N]) -> Option<String> {
    let texts = cells.into_iter().flatten();
    texts
        .map(|text| half_width(text))
        .find(|text| !text.is_empty())
}

/// Trimmed, with full-width letters, digits and signs made half width; nothing else changes.
fn half_width(text: &str) -> String {
    let narrow = |character: char| match character {
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).expect("the block maps onto ASCII")
        }
        other => other,
    };
    text.chars()
        .map(narrow)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn unit_name(row: &union_rows::Row, parsed: Option<&UnionName>) -> Option<String> {
    let written = row.unit_name.as_deref().map(str::trim);
    let written = written.filter(|name| !name.is_empty());
    let parsed = parsed.map(|parsed| parsed.unit.as_str());
    written.or(parsed).map(str::to_owned)
}

fn folded(unit_name: &str) -> String {
    CompanyName::parse(unit_name).folded
}

fn branch_of(unit_name: &str) -> Option<String> {
    CompanyName::parse(unit_name).branch
}

fn unit_of(entities: &EntityIndex<'_>, idx: usize) -> Unit {
    let view = &entities.view;
    Unit {
        entity_id: view.entity_id(idx),
        kind: view.entity_kind(idx),
        status: view.status(idx),
        status_reason: view.status_reason(idx).map(str::to_owned),
        only_in_union_system: view.only_in_union_system(idx),
        name: view.name(idx).to_owned(),
    }
}

/// The county: as written, else the unit's, else out of the address, else (unions of many) out of
/// the union's name.
fn region_of(
    row: &union_rows::Row,
    kind: UnionKind,
    entity: Option<(&EntityIndex<'_>, usize)>,
    prefix: &str,
) -> Option<String> {
    let resolve = |text: &Option<String>| region::resolve(text.as_deref()?, prefix);
    let of_entity = entity.and_then(|(entities, idx)| entities.view.region_code(idx));
    let of_name = || match kind {
        UnionKind::EnterpriseUnion => None,
        UnionKind::JointUnion
        | UnionKind::UnionFederation
        | UnionKind::AreaUnion
        | UnionKind::SuperiorUnion => resolve(&row.union_name),
    };
    resolve(&row.region)
        .or(of_entity)
        .or_else(|| resolve(&row.address))
        .or_else(of_name)
        .map(str::to_owned)
}

fn township_of(row: &union_rows::Row, entity: Option<(&EntityIndex<'_>, usize)>) -> Option<String> {
    let written = row.township.as_deref().map(str::trim);
    let written = written.filter(|township| !township.is_empty());
    let of_entity = entity.and_then(|(entities, idx)| entities.view.township(idx));
    let of_name = || row.union_name.as_deref().and_then(township_in);
    written.or(of_entity).map(str::to_owned).or_else(of_name)
}

/// The street or township inside an area union's name: `西陵区学院街道总工会` → `学院街道`.
fn township_in(name: &str) -> Option<String> {
    let folded = normalize::fold(name);
    let (before, ending) = ["街道", "镇", "乡"].into_iter().find_map(|ending| {
        folded
            .split_once(ending)
            .map(|(before, _)| (before, ending))
    })?;
    let place = before.rsplit(['区', '县', '市']).next()?;
    let is_name = (1..=4).contains(&place.chars().count());
    is_name.then(|| format!("{place}{ending}"))
}

/// The village or community inside an area union's name: `学院街道万寿桥社区` → `万寿桥社区`.
fn village_of(unit: &str) -> Option<String> {
    let is_village = unit.ends_with('村') || unit.ends_with("社区");
    if !is_village {
        return None;
    }
    let after = ["街道", "镇", "乡"]
        .into_iter()
        .find_map(|ending| unit.split_once(ending));
    Some(after.map_or(unit, |(_, village)| village).to_owned())
}

fn is_withdrawn(status: &str) -> bool {
    WITHDRAWN_WORDS.iter().any(|word| status.contains(word))
}

/// How a code compares: see [`code_key`].
pub(super) fn compared(code: &str) -> String {
    code_key(code)
}
