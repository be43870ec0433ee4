//! Runs the stages whose inputs are there, several at a time, until none is left.
//!
//! Stages run on plain threads, never on rayon's: polars and blocking reads must not sit in the pool
//! that compares records. A stage that fails stops those that need it and no others, so the faults
//! of every source come out together. What no stage to come reads is let go, unless it is to be kept.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::observer::Observer;
use super::stage::{Outputs, Stage, StageError};
use super::tables::{TableId, Tables};

/// What one finished stage did.
#[derive(Debug, Clone)]
pub struct StageRecord {
    /// Its name.
    pub name: String,
    /// Rows of its inputs.
    pub rows_in: usize,
    /// Rows of its outputs.
    pub rows_out: usize,
    /// Wall time, seconds.
    pub elapsed_s: f64,
}

/// Everything a graph gave.
pub(crate) struct Finished {
    /// The products that were to be kept, and the rows of all others.
    pub tables: Tables,
    /// The stages that ran, in the order of the graph.
    pub records: Vec<StageRecord>,
    /// The stages that failed, in the order of the graph.
    pub failures: Vec<(String, StageError)>,
}

enum State {
    Waiting,
    Running,
    Done(StageRecord),
    Failed(Option<StageError>),
}

impl State {
    fn is_over(&self) -> bool {
        match self {
            Self::Waiting | Self::Running => false,
            Self::Done(_) | Self::Failed(_) => true,
        }
    }
}

struct Board {
    tables: Tables,
    states: Vec<State>,
}

impl Board {
    /// Lets go what `stage` read, if no other stage is to read it and it is not `kept`.
    fn release(&mut self, stage: &Stage<'_>, stages: &[Stage<'_>], kept: &[TableId]) {
        for id in stage.inputs.iter().filter(|id| !kept.contains(id)) {
            let mut others = stages.iter().zip(&self.states);
            let is_awaited =
                others.any(|(other, state)| !state.is_over() && other.inputs.contains(id));
            if !is_awaited {
                self.tables.release(id);
            }
        }
    }
}

/// Runs `stages` with at most `n_workers` at a time; `kept` outlives them.
pub(crate) fn run(
    stages: &[Stage<'_>],
    kept: &[TableId],
    n_workers: usize,
    observer: &dyn Observer,
) -> Finished {
    let board = Mutex::new(Board {
        tables: Tables::default(),
        states: stages.iter().map(|_| State::Waiting).collect(),
    });
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 0..n_workers.clamp(1, stages.len().max(1)) {
            scope.spawn(|| work(stages, kept, (&board, &changed), observer));
        }
    });
    finish(
        stages,
        board.into_inner().unwrap_or_else(PoisonError::into_inner),
    )
}

fn lock(board: &Mutex<Board>) -> MutexGuard<'_, Board> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work(
    stages: &[Stage<'_>],
    kept: &[TableId],
    (board, changed): (&Mutex<Board>, &Condvar),
    observer: &dyn Observer,
) {
    let mut guard = lock(board);
    loop {
        let Some(stage_idx) = next_ready(stages, &guard) else {
            let is_running = guard
                .states
                .iter()
                .any(|state| matches!(state, State::Running));
            if !is_running {
                changed.notify_all();
                return;
            }
            guard = changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        guard.states[stage_idx] = State::Running;
        let stage = &stages[stage_idx];
        let inputs = guard.tables.only(&stage.inputs);
        drop(guard);
        let alarm = Alarm {
            board,
            changed,
            stage_idx,
        };
        let (record, outcome) = run_one(stage, &inputs, observer);
        drop(inputs);
        std::mem::forget(alarm);
        guard = lock(board);
        guard.states[stage_idx] = match outcome {
            Ok(outputs) => {
                for (id, product) in outputs {
                    debug_assert!(stage.outputs.contains(&id), "{} gave {id}", stage.name);
                    guard.tables.insert(id, product);
                }
                State::Done(record)
            }
            Err(error) => State::Failed(Some(error)),
        };
        guard.release(stage, stages, kept);
        changed.notify_all();
    }
}

/// Dropped when a stage panics: marks it failed and wakes the others, which would otherwise wait for
/// it for ever; the panic itself goes on to the caller of [`run`].
struct Alarm<'a> {
    board: &'a Mutex<Board>,
    changed: &'a Condvar,
    stage_idx: usize,
}

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        lock(self.board).states[self.stage_idx] = State::Failed(None);
        self.changed.notify_all();
    }
}

fn run_one(
    stage: &Stage<'_>,
    inputs: &Tables,
    observer: &dyn Observer,
) -> (StageRecord, Result<Outputs, StageError>) {
    let progress = observer.started(&stage.name);
    let start = Instant::now();
    let outcome = (stage.work)(inputs, progress.as_ref());
    let record = StageRecord {
        name: stage.name.clone(),
        rows_in: stage.inputs.iter().map(|id| inputs.n_rows(id)).sum(),
        rows_out: outcome
            .iter()
            .flatten()
            .map(|(_, product)| product.n_rows())
            .sum(),
        elapsed_s: start.elapsed().as_secs_f64(),
    };
    match &outcome {
        Ok(_) => observer.finished(&stage.name, &record),
        Err(_) => observer.failed(&stage.name),
    }
    (record, outcome)
}

fn next_ready(stages: &[Stage<'_>], board: &Board) -> Option<usize> {
    stages.iter().zip(&board.states).position(|(stage, state)| {
        matches!(state, State::Waiting) && stage.inputs.iter().all(|id| board.tables.contains(id))
    })
}

fn finish(stages: &[Stage<'_>], board: Board) -> Finished {
    let mut records = Vec::new();
    let mut failures = Vec::new();
    for (stage, state) in stages.iter().zip(board.states) {
        match state {
            State::Done(record) => records.push(record),
            State::Failed(error) => failures.extend(error.map(|error| (stage.name.clone(), error))),
            // Its inputs never came: the stage that should have made them is among the failures.
            State::Waiting | State::Running => {}
        }
    }
    Finished {
        tables: board.tables,
        records,
        failures,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::pipeline::observer::Quiet;
    use crate::pipeline::tables::{Product, TableId};
    use crate::table::{SchemaFault, sheets_read};

    fn table(name: &'static str) -> (TableId, Product) {
        (
            TableId::Named(name),
            Product::Table(sheets_read::batch(&[])),
        )
    }

    fn stage(
        name: &'static str,
        inputs: &[&'static str],
        outcome: Result<(), StageError>,
    ) -> Stage<'static> {
        let outcome = Mutex::new(Some(outcome));
        Stage {
            name: name.to_owned(),
            inputs: inputs.iter().map(|name| TableId::Named(name)).collect(),
            outputs: vec![TableId::Named(name)],
            work: Box::new(move |_, _| {
                let outcome = outcome.lock().unwrap().take().expect("a stage runs once");
                outcome.map(|()| vec![table(name)])
            }),
        }
    }

    fn fault() -> StageError {
        StageError::Schema(SchemaFault::MissingColumn {
            table: "t",
            column: "c",
        })
    }

    #[test]
    fn a_stage_runs_after_what_it_reads() {
        for n_workers in [1, 4] {
            let stages = [
                stage("c", &["a", "b"], Ok(())),
                stage("a", &[], Ok(())),
                stage("b", &["a"], Ok(())),
            ];
            let finished = run(&stages, &[TableId::Named("c")], n_workers, &Quiet);
            assert_eq!(finished.records.len(), 3);
            assert!(finished.tables.contains(&TableId::Named("c")));
        }
    }

    #[test]
    fn what_nobody_reads_any_more_is_let_go_unless_it_is_kept() {
        let stages = [
            stage("a", &[], Ok(())),
            stage("b", &["a"], Ok(())),
            stage("c", &["a", "b"], Ok(())),
        ];
        let finished = run(&stages, &[TableId::Named("b")], 2, &Quiet);
        let names = ["a", "b", "c"];
        let is_there = names.map(|name| finished.tables.contains(&TableId::Named(name)));
        assert_eq!(is_there, [false, true, true], "c has no reader to wait for");
    }

    #[test]
    fn a_failure_stops_those_that_need_it_and_no_others() {
        let stages = [
            stage("bad", &[], Err(fault())),
            stage("worse", &[], Err(fault())),
            stage("good", &[], Ok(())),
            stage("after", &["bad", "good"], Ok(())),
        ];
        let finished = run(&stages, &[], 2, &Quiet);
        let failed: Vec<&str> = finished
            .failures
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(failed, ["bad", "worse"]);
        assert_eq!(finished.records.len(), 1);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_reaches_the_caller_and_nobody_waits_for_ever() {
        let panicking = Stage {
            name: "bug".to_owned(),
            inputs: vec![],
            outputs: vec![TableId::Named("bug")],
            work: Box::new(|_, _| panic!("a bug of ours")),
        };
        run(
            &[panicking, stage("after", &["bug"], Ok(()))],
            &[],
            2,
            &Quiet,
        );
    }

    #[test]
    fn independent_stages_run_side_by_side() {
        let inside = AtomicUsize::new(0);
        let meet = || {
            // Each waits until the other has begun: with one after the other this would never end.
            inside.fetch_add(1, Ordering::SeqCst);
            while inside.load(Ordering::SeqCst) < 2 {
                std::thread::yield_now();
            }
        };
        let of = |name: &'static str| Stage {
            name: name.to_owned(),
            inputs: vec![],
            outputs: vec![TableId::Named(name)],
            work: Box::new(|_, _| {
                meet();
                Ok(vec![])
            }),
        };
        let stages = [of("left"), of("right")];
        assert_eq!(run(&stages, &[], 2, &Quiet).records.len(), 2);
    }
}
