//! Enterprises torn apart, and enterprises made one.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Case, Miss, MissKind, MissRow, Misses, ROWS_TOLD_MAX};
use crate::evaluate::error::EvaluateError;
use crate::evaluate::linked_rows::LinkedRow;
use crate::table::{RecordKey, crosswalk, pairs, truth};

/// Groups of rows, each as indexes of the joined rows.
type Group = Vec<usize>;

pub(super) fn misses(case: &Case<'_>) -> Result<Vec<Misses>, EvaluateError> {
    let torn = groups(case, |row| row.truth, |row| row.entity);
    let mixed = groups(case, |row| row.entity, |row| row.truth);
    let teller = Teller::read(case, &torn, &mixed)?;
    Ok(vec![
        case.tell(MissKind::MissedLink, torn, |group| teller.torn(group)),
        case.tell(MissKind::FalseMerge, mixed, |group| teller.mixed(group)),
    ])
}

/// Rows alike by `by` and not by `apart`, costing one for each pair that is not; rows that an
/// equality join would have put together cost most, for nobody forgives those.
fn groups(
    case: &Case<'_>,
    by: impl Fn(&LinkedRow) -> u32,
    apart: impl Fn(&LinkedRow) -> u32,
) -> Vec<(u64, Group)> {
    /// Outweighs any number of pairs.
    const EASY: u64 = 1 << 32;
    let rows = &case.rows.rows;
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|&row| rows[row].truth != 0 && by(&rows[row]) != 0)
        .collect();
    order.sort_by_key(|&row| (by(&rows[row]), apart(&rows[row]), rows[row].number));
    let mut groups = Vec::new();
    for group in order.chunk_by(|&left, &right| by(&rows[left]) == by(&rows[right])) {
        let parts = group.chunk_by(|&left, &right| {
            let (left, right) = (apart(&rows[left]), apart(&rows[right]));
            left == right && left != 0
        });
        let parts: Vec<&[usize]> = parts.collect();
        if parts.len() < 2 {
            continue;
        }
        let within: usize = parts
            .iter()
            .map(|part| part.len() * (part.len() - 1) / 2)
            .sum();
        let n_apart = (group.len() * (group.len() - 1) / 2 - within) as u64;
        let is_easy = by(&rows[group[0]]) == rows[group[0]].truth && shares_a_fact(rows, &parts);
        groups.push((n_apart + u64::from(is_easy) * EASY, group.to_vec()));
    }
    groups
}

/// Whether a row of one part shares a fact with a row of another.
fn shares_a_fact(rows: &[LinkedRow], parts: &[&[usize]]) -> bool {
    (0..3).any(|fact| {
        let mut part_of: FxHashMap<u32, usize> = FxHashMap::default();
        parts.iter().enumerate().any(|(part, group)| {
            group
                .iter()
                .map(|&row| rows[row].facts[fact])
                .any(|fact| fact != 0 && *part_of.entry(fact).or_insert(part) != part)
        })
    })
}

/// What the tables say of the rows that are told.
struct Teller<'a> {
    case: &'a Case<'a>,
    crosswalk: arrow::record_batch::RecordBatch,
    truth: arrow::record_batch::RecordBatch,
    truth_names: Vec<&'a str>,
    scored: FxHashMap<(RecordKey, RecordKey), String>,
}

impl<'a> Teller<'a> {
    fn read(
        case: &'a Case<'a>,
        torn: &[(u64, Group)],
        mixed: &[(u64, Group)],
    ) -> Result<Self, EvaluateError> {
        let mut teller = Self {
            case,
            crosswalk: case.run.table(crosswalk::NAME)?,
            truth: case.truth.table(truth::crosswalk::NAME)?,
            truth_names: case.rows.truth_names.texts(),
            scored: FxHashMap::default(),
        };
        teller.scored = teller.scored_pairs(torn, mixed)?;
        Ok(teller)
    }

    /// The scored pairs between rows that may be told.
    fn scored_pairs(
        &self,
        torn: &[(u64, Group)],
        mixed: &[(u64, Group)],
    ) -> Result<FxHashMap<(RecordKey, RecordKey), String>, EvaluateError> {
        let mut scored = FxHashMap::default();
        if self.case.n_worst == 0 {
            return Ok(scored);
        }
        let mut group_of: FxHashMap<RecordKey, Vec<u32>> = FxHashMap::default();
        for ((_, group), number) in torn.iter().chain(mixed).zip(0..) {
            for key in group.iter().filter_map(|&row| self.key(row)) {
                group_of.entry(key).or_default().push(number);
            }
        }
        let batch = self.case.run.table(pairs::NAME)?;
        let view = self.case.run.bound(pairs::View::of(&batch))?;
        for row in 0..view.len() {
            let keys = (view.record_key_l(row), view.record_key_r(row));
            let groups = (group_of.get(&keys.0), group_of.get(&keys.1));
            let (Some(left), Some(right)) = groups else {
                continue;
            };
            if left.iter().any(|group| right.contains(group)) {
                scored.insert(keys, pair_text(&view, row));
            }
        }
        Ok(scored)
    }

    fn key(&self, row: usize) -> Option<RecordKey> {
        let run_row = self.case.rows.rows[row].run_row?;
        Some(self.run_view().record_key(run_row as usize))
    }

    fn run_view(&self) -> crosswalk::View<'_> {
        crosswalk::View::of(&self.crosswalk).expect("bound when rows were joined")
    }

    fn truth_name(&self, row: &LinkedRow) -> &str {
        self.truth_names[row.truth as usize - 1]
    }

    fn torn(&self, group: &Group) -> Miss {
        let rows = &self.case.rows.rows;
        let entities: BTreeSet<u32> = group.iter().map(|&row| rows[row].entity).collect();
        let label = |row: &LinkedRow| match row.entity {
            0 => "no entity".to_owned(),
            number => self.case.rows.entities[number as usize - 1].to_string(),
        };
        self.miss(
            group,
            format!("enterprise {}", self.truth_name(&rows[group[0]])),
            [
                "one entity".to_owned(),
                format!("{} entities", entities.len()),
            ],
            label,
        )
    }

    fn mixed(&self, group: &Group) -> Miss {
        let rows = &self.case.rows.rows;
        let truths: BTreeSet<u32> = group.iter().map(|&row| rows[row].truth).collect();
        let entity = self.case.rows.entities[rows[group[0]].entity as usize - 1];
        self.miss(
            group,
            format!("entity {entity}"),
            [
                format!("{} enterprises", truths.len()),
                "one entity".to_owned(),
            ],
            |row| self.truth_name(row).to_owned(),
        )
    }

    fn miss(
        &self,
        group: &Group,
        about: String,
        [expected, found]: [String; 2],
        label: impl Fn(&LinkedRow) -> String,
    ) -> Miss {
        let rows = &self.case.rows.rows;
        let view = self.run_view();
        let fields = [("uscc", 0), ("org_code", 1), ("name", 2)];
        let differing = fields.iter().filter(|(_, fact)| {
            let facts: BTreeSet<u32> = group.iter().map(|&row| rows[row].facts[*fact]).collect();
            facts.len() > 1
        });
        let told = &group[..group.len().min(ROWS_TOLD_MAX)];
        let mut notes = self.pair_notes(told, &label);
        if told.len() < group.len() {
            notes.push(format!("and {} more rows", group.len() - told.len()));
        }
        Miss {
            about,
            expected,
            found,
            differing: differing.map(|(name, _)| (*name).to_owned()).collect(),
            rows: told
                .iter()
                .map(|&row| {
                    let says = format!("[{}] {}", label(&rows[row]), self.says(&view, &rows[row]));
                    MissRow::new(self.case.rows.identity(&rows[row]), says)
                })
                .collect(),
            notes,
        }
    }

    fn says(&self, view: &crosswalk::View<'_>, row: &LinkedRow) -> String {
        let truth = truth::crosswalk::View::of(&self.truth).expect("bound when rows were joined");
        let mut says = match row.run_row {
            None => "not in the run".to_owned(),
            Some(run_row) => {
                let run_row = run_row as usize;
                let code = view.uscc(run_row).or_else(|| view.org_code(run_row));
                let name = view.name(run_row).unwrap_or("-");
                format!("{name} {}", code.unwrap_or("-"))
            }
        };
        let planted = truth.scenarios(row.truth_row as usize);
        if !planted.is_empty() {
            says.push_str(&format!(" ({})", planted.join(", ")));
        }
        if !row.is_identifiable {
            says.push_str(" (not identifiable)");
        }
        says
    }

    /// What was thought of the pairs that decide the miss: those between its parts.
    fn pair_notes(&self, told: &[usize], label: &impl Fn(&LinkedRow) -> String) -> Vec<String> {
        let rows = &self.case.rows.rows;
        let mut notes = Vec::new();
        for (idx, &left) in told.iter().enumerate() {
            for &right in &told[idx + 1..] {
                if label(&rows[left]) == label(&rows[right]) && rows[left].entity != 0 {
                    continue;
                }
                let (Some(key_l), Some(key_r)) = (self.key(left), self.key(right)) else {
                    continue;
                };
                let keys = (key_l.min(key_r), key_l.max(key_r));
                if let Some(text) = self.scored.get(&keys) {
                    let numbers = (rows[left].number, rows[right].number);
                    let at = |number| {
                        let identity = self.case.rows.sheets.identity(number);
                        format!("{}:{}", identity.source, identity.row)
                    };
                    notes.push(format!("{} × {}: {text}", at(numbers.0), at(numbers.1)));
                }
            }
        }
        if notes.is_empty() {
            notes.push("no pair between the parts was scored above the review threshold".into());
        }
        notes
    }
}

fn pair_text(view: &pairs::View<'_>, row: usize) -> String {
    format!(
        "{} {:.1} bits; name {} code {} address {} representative {} phone {}",
        view.decision(row),
        view.match_weight(row),
        view.gamma_name(row),
        view.gamma_code(row),
        view.gamma_address(row),
        view.gamma_legal_representative(row),
        view.gamma_phone(row),
    )
}
