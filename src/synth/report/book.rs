//! The report of the whole city: wards add to it, and at the end totals are signed and summed.

use std::collections::BTreeMap;

use super::files::{Edition, close_workbook, workbook_sheet, write_line, write_totals};
use super::plan::{Line, plan_lines};
use super::planted::year_before;
use super::reconcile::{Figure, Part, WardReport, union_figures};
use super::roster_figures::RosterFigures;
use super::shape::{Shape, shape_of};
use crate::synth::error::SynthError;
use crate::synth::figures::Figures;
use crate::synth::members::Membership;
use crate::synth::places::{PREFECTURE, ReportingUnit};
use crate::synth::registries::Bench;
use crate::synth::scenario::Scenario;
use crate::synth::union_system::FIGURES;
use crate::synth::ward::Ward;
use crate::table::vocabulary::{Basis, Cause, Indicator, MismatchLevel};
use crate::table::{BridgeItem, RowIdentity, mismatch_rows, report_mismatches};

/// Enterprises per wrong total, and how many wrong totals a small city has.
const PER_WRONG_TOTAL: usize = 800;
const N_WRONG_TOTALS_MIN: usize = 2;
/// Columns of a workbook before the figures.
const N_LEADING: usize = 6;

/// Sums of one body and indicator over what was reported so far.
#[derive(Debug, Clone)]
struct Sum {
    reported: Option<i64>,
    raw: Option<i64>,
    recomputed: Option<i64>,
    bridge: BTreeMap<Cause, i64>,
    /// Rows that are shown at this level.
    born: Vec<Part>,
    is_persons: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            reported: None,
            raw: None,
            recomputed: None,
            bridge: BTreeMap::new(),
            born: Vec::new(),
            is_persons: true,
        }
    }
}

/// At which level the rows behind a cause are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Here,
    /// At the union.
    Below,
}

fn add(sum: &mut Option<i64>, more: Option<i64>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or(0) + more);
    }
}

impl Sum {
    fn add(&mut self, figure: &Figure, shown: Shown) {
        add(&mut self.reported, figure.reported);
        add(&mut self.raw, figure.raw);
        add(&mut self.recomputed, figure.recomputed);
        self.is_persons &= figure.basis == Basis::Persons;
        for part in &figure.parts {
            *self.bridge.entry(part.cause).or_insert(0) += part.count;
            if shown == Shown::Here {
                self.born.push(part.clone());
            }
        }
    }
}

/// A ward's rows of other files, which causes point to.
pub(in crate::synth) struct WardPlaces<'a> {
    pub(in crate::synth) unions: &'a [RowIdentity],
    pub(in crate::synth) members: &'a [RowIdentity],
}

/// The report so far.
#[derive(Default)]
pub(in crate::synth) struct ReportBook {
    sums: BTreeMap<(ReportingUnit, Indicator), Sum>,
    /// Rows of each unit's file so far, by edition.
    serials: BTreeMap<(u8, ReportingUnit), u32>,
    pub(in crate::synth) mismatches: Vec<report_mismatches::Row>,
    pub(in crate::synth) rows: Vec<mismatch_rows::Row>,
}

impl ReportBook {
    /// Writes the ward's rows of both years and notes what differs.
    pub(in crate::synth) fn add_ward(
        &mut self,
        (ward, membership): (&Ward, &Membership),
        rosters: &BTreeMap<usize, RosterFigures>,
        places: &WardPlaces<'_>,
        bench: &mut Bench<'_>,
    ) -> Result<(), SynthError> {
        let lines = plan_lines(ward, membership, rosters);
        self.write(bench, Edition::LastYear, &lines.last_year)?;
        let line_places = self.write(bench, Edition::ThisYear, &lines.this_year)?;
        for line in &lines.this_year {
            bench.truth.counts.add(match shape_of(line.reporting) {
                Shape::BaseRows => Scenario::ReportOfBaseRows,
                Shape::Workbook { .. } | Shape::Totals(_) => Scenario::ReportOfWorkbook,
            });
        }
        let figures = union_figures(&WardReport {
            ward,
            rosters,
            lines: &lines.this_year,
            line_places: &line_places,
            union_places: places.unions,
            member_places: places.members,
        });
        let mut agreeing: BTreeMap<&str, bool> = BTreeMap::new();
        for figure in &figures {
            let is_total = matches!(shape_of(figure.reporting), Shape::Totals(_));
            let shown = match is_total || figure.indicator == Indicator::BaseUnions {
                true => Shown::Here,
                false => Shown::Below,
            };
            let key = (figure.reporting, figure.indicator);
            self.sums.entry(key).or_default().add(figure, shown);
            if shown == Shown::Below {
                let agrees = figure.parts.is_empty();
                *agreeing.entry(&figure.unit).or_insert(true) &= agrees;
                self.record_union(bench, figure);
            }
        }
        let n_agreeing = agreeing.values().filter(|agrees| **agrees).count();
        bench
            .truth
            .counts
            .add_many(Scenario::ReportAgrees, n_agreeing as u32);
        Ok(())
    }

    fn write(
        &mut self,
        bench: &mut Bench<'_>,
        edition: Edition,
        lines: &[Line],
    ) -> Result<Vec<RowIdentity>, SynthError> {
        let mut places = Vec::with_capacity(lines.len());
        for line in lines {
            let serial = self
                .serials
                .entry((edition as u8, line.reporting))
                .or_insert(0);
            *serial += 1;
            places.push(write_line(bench, edition, line, *serial)?);
        }
        Ok(places)
    }

    /// Signs the totals, and notes what differs above the unions.
    pub(in crate::synth) fn close(
        &mut self,
        n_enterprises: usize,
        bench: &mut Bench<'_>,
    ) -> Result<(), SynthError> {
        self.sign_totals(bench)?;
        self.misstate_totals(n_enterprises, bench)?;
        for indicator in Indicator::ALL {
            let mut city = Sum::default();
            for reporting in ReportingUnit::all() {
                let Some(sum) = self.sums.remove(&(reporting, *indicator)) else {
                    continue;
                };
                let level = MismatchLevel::ReportingUnit;
                self.record_sum(level, reporting.name(), *indicator, &sum);
                add(&mut city.reported, sum.reported);
                add(&mut city.raw, sum.raw);
                add(&mut city.recomputed, sum.recomputed);
                city.is_persons &= sum.is_persons;
                for (cause, count) in sum.bridge {
                    *city.bridge.entry(cause).or_insert(0) += count;
                }
            }
            self.record_sum(MismatchLevel::City, PREFECTURE, *indicator, &city);
        }
        self.sort();
        Ok(())
    }

    /// Writes the sheets of totals alone, for both years.
    fn sign_totals(&mut self, bench: &mut Bench<'_>) -> Result<(), SynthError> {
        for reporting in ReportingUnit::all() {
            if !matches!(shape_of(reporting), Shape::Totals(_)) {
                continue;
            }
            let mut figures = Figures::default();
            for indicator in Indicator::ALL {
                let sum = self.sums.get(&(reporting, *indicator));
                figures.set(*indicator, sum.and_then(|sum| sum.reported));
                bench.truth.counts.add(Scenario::ReportOfTotals);
            }
            write_totals(bench, Edition::ThisYear, reporting, &figures)?;
            write_totals(bench, Edition::LastYear, reporting, &year_before(&figures))?;
        }
        Ok(())
    }

    /// Makes some stated totals differ from the sums of their rows, and writes all totals.
    fn misstate_totals(
        &mut self,
        n_enterprises: usize,
        bench: &mut Bench<'_>,
    ) -> Result<(), SynthError> {
        const FIGURES_HIT: [(usize, i64); 4] = [(5, 5), (1, -3), (6, 2), (2, 11)];
        let reporting_units: Vec<ReportingUnit> = ReportingUnit::all()
            .into_iter()
            .filter(|unit| self.serials.contains_key(&(Edition::ThisYear as u8, *unit)))
            .filter(|unit| matches!(shape_of(*unit), Shape::Workbook { .. }))
            .collect();
        let n_wrong = (n_enterprises / PER_WRONG_TOTAL).clamp(
            N_WRONG_TOTALS_MIN,
            reporting_units.len() * FIGURES_HIT.len(),
        );
        for (turn, reporting) in reporting_units.iter().enumerate() {
            let mut wrong: Vec<(Indicator, i64)> = Vec::new();
            for (round, (figure, count)) in FIGURES_HIT.iter().enumerate() {
                if round * reporting_units.len() + turn < n_wrong {
                    wrong.push((FIGURES[*figure].0, *count));
                    let sheet = workbook_sheet(bench, Edition::ThisYear, *reporting)?;
                    sheet.misstate(N_LEADING + figure, *count);
                }
            }
            let total = close_workbook(bench, Edition::ThisYear, *reporting)?;
            for (indicator, count) in wrong {
                let sum = self.sums.entry((*reporting, indicator)).or_default();
                add(&mut sum.reported, Some(count));
                let Some(row) = total.clone() else {
                    continue;
                };
                bench.truth.counts.add(Scenario::ReportFormArithmetic);
                *sum.bridge.entry(Cause::FormArithmetic).or_insert(0) += count;
                sum.born.push(Part {
                    cause: Cause::FormArithmetic,
                    row,
                    count,
                });
            }
        }
        Ok(())
    }

    fn record_union(&mut self, bench: &mut Bench<'_>, figure: &Figure) {
        let mut sum = Sum::default();
        sum.add(figure, Shown::Here);
        let n_causes = sum.bridge.values().filter(|count| **count != 0).count();
        let only = sum.bridge.iter().find(|(_, count)| **count != 0);
        match (n_causes, only) {
            (1, Some((cause, _))) => bench.truth.counts.add(Scenario::of_cause(*cause)),
            (3.., _) => bench.truth.counts.add(Scenario::ReportMixOfThree),
            (_, _) => {}
        }
        self.record_sum(MismatchLevel::Union, &figure.unit, figure.indicator, &sum);
    }

    fn record_sum(&mut self, level: MismatchLevel, unit: &str, indicator: Indicator, sum: &Sum) {
        let difference = sum.reported.unwrap_or(0) - sum.recomputed.unwrap_or(0);
        if difference == 0 {
            return;
        }
        let bridge: Vec<BridgeItem> = sum
            .bridge
            .iter()
            .filter(|(_, count)| **count != 0)
            .map(|(cause, count)| BridgeItem {
                cause: *cause,
                count: *count,
            })
            .collect();
        let explained: i64 = bridge.iter().map(|item| item.count).sum();
        assert_eq!(
            explained, difference,
            "what was planted is the whole difference: {unit} {indicator}"
        );
        self.mismatches.push(report_mismatches::Row {
            level,
            unit: unit.to_owned(),
            indicator,
            basis: match sum.is_persons {
                true => Basis::Persons,
                false => Basis::Counts,
            },
            reported: sum.reported,
            system_raw: sum.raw,
            recomputed: sum.recomputed,
            difference,
            bridge,
        });
        for part in &sum.born {
            let place = part.row.clone();
            self.rows.push(mismatch_rows::Row {
                unit: unit.to_owned(),
                indicator,
                cause: part.cause,
                source: place.source,
                file: place.file,
                sheet: place.sheet,
                row: place.row,
                count: part.count,
                note: note(part.cause).to_owned(),
            });
        }
    }

    fn sort(&mut self) {
        self.mismatches
            .sort_by_key(|row| (row.level.as_str(), row.unit.clone(), row.indicator.as_str()));
        self.rows.sort_by_key(|row| {
            (
                row.unit.clone(),
                row.indicator.as_str(),
                row.cause.as_str(),
                row.identity(),
            )
        });
    }
}

const fn note(cause: Cause) -> &'static str {
    match cause {
        Cause::Duplicates => "重复登记",
        Cause::CountedElsewhere => "按统计口径由别处统计",
        Cause::OutsidePeriod => "期末以后入会",
        Cause::LeftOrTransferred => "期末前已退会或转出",
        Cause::NotApproved => "入会申请未经批准",
        Cause::MigrantDefinition => "农民工标记与口径不符",
        Cause::UnitMissingFromReport => "年报漏报该单位",
        Cause::UnitMissingFromSystem => "系统中没有该单位",
        Cause::UnitReportedTwice => "年报中填报两次",
        Cause::UnitDissolved => "单位已注销仍填报",
        Cause::CoveredUnits => "涵盖单位数多报",
        Cause::FormArithmetic => "合计与各行之和不符",
        Cause::LastYearCarriedOver => "沿用上年数",
        Cause::ScaledOrTransposed => "多填一位或数字颠倒",
        Cause::Unexplained => "",
    }
}
