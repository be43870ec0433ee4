//! Report mismatches and the causes of their bridges, held against truth.

use std::collections::{BTreeMap, BTreeSet};

use super::Folder;
use super::error::EvaluateError;
use super::tally::{Tally, by_class};
use crate::table::report_mismatches;

type Mismatch = (String, &'static str, i64);

/// Unit, indicator and difference, by level.
pub(super) fn mismatches(
    run: &Folder,
    truth: &Folder,
) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let read = |folder: &Folder| -> Result<BTreeMap<String, BTreeSet<Mismatch>>, EvaluateError> {
        let batch = folder.table(report_mismatches::NAME)?;
        let view = report_mismatches::View::of(&batch)?;
        let mut classes: BTreeMap<String, BTreeSet<Mismatch>> = BTreeMap::new();
        for row in 0..view.len() {
            let class = classes.entry(view.level(row).as_str().to_owned());
            class.or_default().insert((
                view.unit(row).to_owned(),
                view.indicator(row).as_str(),
                view.difference(row),
            ));
        }
        Ok(classes)
    };
    Ok(by_class(&read(truth)?, &read(run)?))
}

/// Unit, indicator and count, by cause, at every level.
pub(super) fn causes(run: &Folder, truth: &Folder) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let read = |folder: &Folder| -> Result<BTreeMap<String, BTreeSet<Mismatch>>, EvaluateError> {
        let batch = folder.table(report_mismatches::NAME)?;
        let view = report_mismatches::View::of(&batch)?;
        let mut classes: BTreeMap<String, BTreeSet<Mismatch>> = BTreeMap::new();
        for row in 0..view.len() {
            for item in view.bridge(row) {
                let class = classes.entry(item.cause.as_str().to_owned());
                class.or_default().insert((
                    format!("{}/{}", view.level(row), view.unit(row)),
                    view.indicator(row).as_str(),
                    item.count,
                ));
            }
        }
        Ok(classes)
    };
    Ok(by_class(&read(truth)?, &read(run)?))
}
