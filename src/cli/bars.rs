//! Progress on stderr: bars on a terminal, plain lines elsewhere, nothing when quiet.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::chinese;
use super::say::say;
use crate::pipeline::{Observer, StageRecord};
use crate::publish::Lang;
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
pub(super) fn observer(talk: Talk, lang: Lang) -> Box<dyn Observer> {
    match talk {
        Talk::ErrorsOnly => Box::new(crate::pipeline::Quiet),
        Talk::Normal if std::io::stderr().is_terminal() => Box::new(Bars {
            screen: MultiProgress::default(),
            bars: Mutex::default(),
            lang,
        }),
        Talk::Normal => Box::new(Lines { lang }),
    }
}

/// What a stage is called.
fn title(stage: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese::stage(stage),
        Lang::En => stage.to_owned(),
    }
}

fn rows(n: impl std::fmt::Display, lang: Lang) -> String {
    format!("{n} {}", lang.pick("行", "rows"))
}

/// One bar a stage; a source's counts its bytes.
struct Bars {
    screen: MultiProgress,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
    lang: Lang,
}

impl Bars {
    fn bar(&self, stage: &str) -> ProgressBar {
        let mut bars = self.bars.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = bars.entry(stage.to_owned()).or_insert_with(|| {
            let bar = self.screen.add(ProgressBar::new_spinner());
            bar.set_style(style("{prefix:<24!} {spinner} {msg}"));
            bar.set_prefix(title(stage, self.lang));
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
            lang: self.lang,
        })
    }

    fn finished(&self, stage: &str, record: &StageRecord) {
        let bar = self.bar(stage);
        if let Some(length) = bar.length() {
            bar.set_position(length);
        }
        bar.finish_with_message(rows(record.rows_out, self.lang));
    }

    fn failed(&self, stage: &str) {
        self.bar(stage)
            .abandon_with_message(self.lang.pick("失败", "failed"));
    }
}

struct Bar {
    bar: ProgressBar,
    rows: Mutex<u64>,
    lang: Lang,
}

impl Progress for Bar {
    fn bytes_read(&self, n: u64) {
        self.bar.inc(n);
    }
    fn rows_done(&self, n: u64) {
        let mut n_rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        *n_rows += n;
        self.bar.set_message(rows(*n_rows, self.lang));
    }
    fn note(&self, text: &str) {
        self.bar.set_message(text.to_owned());
    }
}

/// One line a finished stage.
struct Lines {
    lang: Lang,
}

impl Observer for Lines {
    fn expects(&self, _stage: &str, _bytes_total: u64) {}
    fn started(&self, _stage: &str) -> Arc<dyn Progress> {
        Arc::new(Silent)
    }
    fn finished(&self, stage: &str, record: &StageRecord) {
        let title = title(stage, self.lang);
        let seconds = format!("{:.1}", record.elapsed_s);
        say(&match self.lang {
            Lang::Zh => format!("{title}：{}行，{seconds}秒", record.rows_out),
            Lang::En => format!("{title}: {} rows in {seconds} s", record.rows_out),
        });
    }
    fn failed(&self, stage: &str) {
        let title = title(stage, self.lang);
        say(&match self.lang {
            Lang::Zh => format!("{title}：失败"),
            Lang::En => format!("{title}: failed"),
        });
    }
}
