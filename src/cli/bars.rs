//! Progress on stderr: bars on a terminal, plain lines elsewhere, nothing when quiet.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::say::say;
use crate::pipeline::{Observer, StageRecord};
use crate::table::{Progress, Silent};

/// How much talk is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Talk {
    /// Progress and summary.
    Normal,
    /// Errors only.
    ErrorsOnly,
}

/// The observer that fits where stderr leads.
pub(super) fn observer(talk: Talk) -> Box<dyn Observer> {
    match talk {
        Talk::ErrorsOnly => Box::new(crate::pipeline::Quiet),
        Talk::Normal if std::io::stderr().is_terminal() => Box::new(Bars::default()),
        Talk::Normal => Box::new(Lines),
    }
}

/// One bar a stage; a source's counts its bytes.
#[derive(Default)]
struct Bars {
    screen: MultiProgress,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Bars {
    fn bar(&self, stage: &str) -> ProgressBar {
        let mut bars = self.bars.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = bars.entry(stage.to_owned()).or_insert_with(|| {
            let bar = self.screen.add(ProgressBar::new_spinner());
            bar.set_style(style("{prefix:<24!} {spinner} {msg}"));
            bar.set_prefix(stage.to_owned());
            bar
        });
        bar.clone()
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

impl Observer for Bars {
    fn expects(&self, stage: &str, bytes_total: u64) {
        let bar = self.bar(stage);
        bar.set_length(bytes_total);
        bar.set_style(style(
            "{prefix:<24!} [{bar:20}] {percent:>3}% {bytes:>10} {msg}",
        ));
        bar.tick();
    }

    fn started(&self, stage: &str) -> Arc<dyn Progress> {
        Arc::new(Bar {
            bar: self.bar(stage),
            rows: Mutex::new(0),
        })
    }

    fn finished(&self, stage: &str, record: &StageRecord) {
        let bar = self.bar(stage);
        if let Some(length) = bar.length() {
            bar.set_position(length);
        }
        bar.finish_with_message(format!("{} rows", record.rows_out));
    }

    fn failed(&self, stage: &str) {
        self.bar(stage).abandon_with_message("failed");
    }
}

struct Bar {
    bar: ProgressBar,
    rows: Mutex<u64>,
}

impl Progress for Bar {
    fn bytes_read(&self, n: u64) {
        self.bar.inc(n);
    }
    fn rows_done(&self, n: u64) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        *rows += n;
        self.bar.set_message(format!("{rows} rows"));
    }
    fn note(&self, text: &str) {
        self.bar.set_message(text.to_owned());
    }
}

/// One line a finished stage.
struct Lines;

impl Observer for Lines {
    fn expects(&self, _stage: &str, _bytes_total: u64) {}
    fn started(&self, _stage: &str) -> Arc<dyn Progress> {
        Arc::new(Silent)
    }
    fn finished(&self, stage: &str, record: &StageRecord) {
        say(&format!(
            "{stage}: {} rows in {:.1} s",
            record.rows_out, record.elapsed_s
        ));
    }
    fn failed(&self, stage: &str) {
        say(&format!("{stage}: failed"));
    }
}
