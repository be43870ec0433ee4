//! First step: which rows are one person, where each person works, and who is a migrant worker.

use rayon::prelude::*;

use arrow::record_batch::RecordBatch;

use super::employment::{self, Employment, Evidence};
use super::fact::Fact;
use super::identity::{self, Cluster};
use super::migrant::{self, MigrantRules, MigrantStatus};
use super::movements::{Movement, Movements};
use super::standing::{self, Standing};
use super::unions::UnionBook;
use super::workplaces::{Dispatch, Workplaces};
use crate::enterprise::EntityLookup;

use crate::table::{Period, PersonId, SchemaFault, person_links, person_rows};
use crate::union::organising::lookup::UnionLookup;
use crate::union::policy::Policy;

/// What persons are identified from.
#[derive(Clone, Copy)]
pub struct IdentifyInputs<'a> {
    /// Accepted rows of `members` and `roster` sources.
    pub person_rows: &'a RecordBatch,
    /// Accepted rows of `movements` sources.
    pub movement_rows: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// Golden records.
    pub entities: &'a RecordBatch,
    /// Finds an employer.
    pub lookup: &'a EntityLookup,
    /// Finds the union a row names.
    pub unions: &'a UnionLookup,
}

/// Persons with their rows. Holds resident ids, so it has no `Debug` and is never written.
pub struct Identified {
    /// `person_links`, sorted by row identity.
    pub person_links: RecordBatch,
    /// Rows in the order of their identity.
    pub(super) facts: Vec<Fact>,
    /// Of member rows, one entry per fact.
    pub(super) standings: Vec<Option<Standing>>,
    /// Sorted by id.
    pub(super) persons: Vec<Person>,
    /// GB/T 2260 prefix of the federation's area.
    pub(super) prefix: String,
}

/// One person, or one row of an id that two people carry.
pub(super) struct Person {
    pub(super) person_id: PersonId,
    /// 0-based rows, ascending.
    pub(super) rows: Vec<usize>,
    /// The number of the shared id, where two people stand under one.
    pub(super) shared: Option<usize>,
    pub(super) employment: Employment,
    pub(super) migrant: MigrantStatus,
}

impl Identified {
    /// The rows of `person` with what was decided about them.
    pub(super) fn evidence<'f>(&'f self, person: &Person) -> Vec<Evidence<'f>> {
        evidence(&person.rows, &self.facts, &self.standings)
    }
}

/// Identifies persons; `prefix` is the federation's area as a GB/T 2260 prefix.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn identify(
    inputs: &IdentifyInputs<'_>,
    period: &Period,
    policy: &Policy,
    prefix: &str,
) -> Result<Identified, SchemaFault> {
    let rows = person_rows::View::of(inputs.person_rows)?;
    let unions = UnionBook::of(inputs.union_registry)?;
    let workplaces = Workplaces::of(inputs.entities, inputs.lookup, prefix)?;
    let movements = Movements::of(inputs.movement_rows, inputs.unions)?;
    let mut facts: Vec<Fact> = (0..rows.len())
        .into_par_iter()
        .map(|idx| Fact::read(rows.get(idx), inputs.unions, &unions, &workplaces))
        .collect();
    facts.sort_by_cached_key(|fact| fact.row.identity());
    let clusters = identity::cluster(&facts);
    let mut standings: Vec<Option<Standing>> = vec![None; facts.len()];
    for cluster in &clusters {
        let own: Vec<&Fact> = cluster.rows.iter().map(|row| &facts[*row]).collect();
        let told = own.iter().filter(|fact| fact.is_member());
        let told: Vec<Movement> = told
            .filter_map(|fact| Movement::told_by(fact, inputs.unions))
            .collect();
        let mut of_person = movements.of_person(&own);
        of_person.extend(&told);
        for row in cluster.rows.iter().filter(|row| facts[**row].is_member()) {
            standings[*row] = Some(standing::judge(&facts[*row], &of_person, period));
        }
    }
    let keys = row_keys(&facts);
    let rules = MigrantRules {
        policy,
        period,
        workplaces: &workplaces,
    };
    let made = clusters
        .into_iter()
        .map(|cluster| person(cluster, &keys, (&facts, &standings), &rules));
    let mut persons: Vec<Person> = made.collect();
    persons.sort_by_key(|person| person.person_id);
    let person_links = links(&persons, &facts, &standings, period);
    Ok(Identified {
        person_links,
        facts,
        standings,
        persons,
        prefix: prefix.to_owned(),
    })
}

fn person(
    cluster: Cluster,
    keys: &[PersonId],
    (facts, standings): (&[Fact], &[Option<Standing>]),
    rules: &MigrantRules<'_>,
) -> Person {
    let evidence = evidence(&cluster.rows, facts, standings);
    let employment = employment::choose(&evidence, rules.workplaces, rules.period);
    let migrant = migrant::judge(&evidence, &employment, rules);
    let least = cluster.rows.iter().map(|row| keys[*row]).min();
    Person {
        person_id: least.expect("a person has rows"),
        rows: cluster.rows,
        shared: cluster.shared,
        employment,
        migrant,
    }
}

fn evidence<'f>(
    rows: &[usize],
    facts: &'f [Fact],
    standings: &'f [Option<Standing>],
) -> Vec<Evidence<'f>> {
    let of_row = |row: &usize| Evidence {
        fact: &facts[*row],
        standing: standings[*row].as_ref(),
    };
    rows.iter().map(of_row).collect()
}

/// A key per row out of facts that are neither id nor phone nor place in a file. Rows alike in all
/// of them are numbered in the order of what else they say, so that the numbers do not depend on
/// the order of files.
fn row_keys(facts: &[Fact]) -> Vec<PersonId> {
    let parts: Vec<Vec<String>> = facts.par_iter().map(key_parts).collect();
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.par_sort_unstable_by(|left, right| {
        let rest = |row: usize| {
            let fact = &facts[row];
            (fact.id, &fact.faulty_id, fact.birth, &fact.phones)
        };
        let (l, r) = (*left, *right);
        parts[l]
            .cmp(&parts[r])
            .then_with(|| rest(l).cmp(&rest(r)))
            .then(l.cmp(&r))
    });
    let mut keys = vec![PersonId::from_bits(0); facts.len()];
    let mut ordinal = 0;
    for (position, row) in order.iter().enumerate() {
        let is_alike = position > 0 && parts[order[position - 1]] == parts[*row];
        ordinal = if is_alike { ordinal + 1 } else { 0 };
        let ordinal_text = ordinal.to_string();
        let texts = parts[*row]
            .iter()
            .map(String::as_str)
            .chain([ordinal_text.as_str()]);
        let texts: Vec<&str> = texts.collect();
        keys[*row] = PersonId::of_parts("person", &texts);
    }
    keys
}

fn key_parts(fact: &Fact) -> Vec<String> {
    let row = &fact.row;
    let texts = [
        &fact.union_code,
        &fact.card_no,
        &row.employer,
        &row.employer_code,
        &row.unit_name,
        &row.registration_kind,
        &row.registration_place,
        &row.employment_form,
        &row.membership_state,
    ];
    let dates = [
        row.join_date,
        row.left_on,
        row.moved_on,
        row.started_on,
        row.finished_on,
    ];
    let mut parts = vec![row.source.clone(), fact.name.clone()];
    parts.extend(
        texts
            .into_iter()
            .map(|text| text.clone().unwrap_or_default()),
    );
    parts.extend(
        dates
            .iter()
            .map(|date| date.map(|date| date.to_string()).unwrap_or_default()),
    );
    parts
}

fn links(
    persons: &[Person],
    facts: &[Fact],
    standings: &[Option<Standing>],
    period: &Period,
) -> RecordBatch {
    let mut person_of: Vec<usize> = vec![0; facts.len()];
    for (person_idx, person) in persons.iter().enumerate() {
        for row in &person.rows {
            person_of[*row] = person_idx;
        }
    }
    let rows: Vec<person_links::Row> = facts
        .iter()
        .enumerate()
        .map(|(row, fact)| {
            let person = &persons[person_of[row]];
            let standing = standings[row].as_ref();
            let mut link = link(fact, person);
            link.is_current = Evidence { fact, standing }.is_current(period);
            link
        })
        .collect();
    person_links::batch(&rows)
}

/// Without the word on whether it holds.
fn link(fact: &Fact, person: &Person) -> person_links::Row {
    let work = &fact.work;
    person_links::Row {
        source: fact.row.source.clone(),
        file: fact.row.file.clone(),
        sheet: fact.row.sheet.clone(),
        row: fact.row.row,
        kind: fact.row.kind,
        person_id: person.person_id,
        union_code: fact.union_code.clone(),
        employer_entity_id: work.employer.known(),
        agency_entity_id: work.agency,
        host_entity_id: work.host,
        site_entity_id: work.site,
        is_dispatched: work.dispatch != Dispatch::Direct,
        migrant: person.migrant.migrant,
        is_current: false,
    }
}
