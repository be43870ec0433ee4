//! Small cities for the tests: unions, report rows and member rows with only what a case needs.

use crate::table::vocabulary::{
    DuplicateKind, Edition, Indicator, Migrant, OutReason, ReportRowRole, ReportingUnitKind,
    UnionFinding, UnionKind,
};
use crate::table::{
    GroupId, PersonId, memberships, report_rows, sample, union_registry, union_rows,
};

use super::{Reconciliation, ReportInputs, reconcile};

/// The reporting unit where the sample unions stand unless said otherwise.
pub(crate) const COUNTY: &str = "西陵区";

/// A union of the system with its head counts: workers, members, migrant members.
pub(crate) struct Union {
    pub(crate) registry: union_registry::Row,
    pub(crate) held: union_rows::Row,
}

pub(crate) fn union(row: u32, code: &str, members: u32) -> Union {
    Union {
        registry: registry_row(row, code),
        held: union_row(row, code, members),
    }
}

impl Union {
    pub(crate) fn second_entry_of(mut self, code: &str) -> Self {
        code.clone_into(&mut self.registry.kept_union_code);
        self.registry.is_kept = false;
        self
    }

    pub(crate) fn dissolved(mut self) -> Self {
        self.registry.is_dissolved = true;
        self.registry.is_alive_at_period_end = false;
        self
    }

    pub(crate) fn founded_after_the_period(mut self) -> Self {
        self.registry.is_alive_at_period_end = false;
        self
    }

    pub(crate) fn joint(mut self, n_covered_units: u32) -> Self {
        self.registry.kind = UnionKind::JointUnion;
        self.held.n_covered_units = Some(n_covered_units);
        self
    }

    pub(crate) fn in_unit(mut self, unit: &str) -> Self {
        self.registry.reporting_unit = Some(unit.to_owned());
        self
    }
}

fn registry_row(row: u32, code: &str) -> union_registry::Row {
    union_registry::Row {
        source: "unions".to_owned(),
        file: "unions.csv".to_owned(),
        sheet: None,
        row,
        union_code: code.to_owned(),
        kept_union_code: code.to_owned(),
        is_kept: true,
        name: format!("宜昌{code}有限公司工会委员会"),
        folded_name: format!("宜昌{code}有限公司"),
        kind: UnionKind::EnterpriseUnion,
        superior_union: None,
        entity_id: None,
        reporting_unit: Some(COUNTY.to_owned()),
        reporting_unit_kind: Some(ReportingUnitKind::County),
        region_code: Some("420502".to_owned()),
        township: None,
        founded_on: None,
        is_dissolved: false,
        is_alive_at_period_end: true,
        finding: UnionFinding::Ok,
        evidence: String::new(),
    }
}

fn union_row(row: u32, code: &str, members: u32) -> union_rows::Row {
    union_rows::Row {
        members: Some(members),
        ..sample::union_row(row, code, &format!("宜昌{code}有限公司工会委员会"))
    }
}

/// A unit row of this year's report that states members.
pub(crate) fn reported(row: u32, code: &str, members: i64) -> report_rows::Row {
    report_rows::Row {
        source: "report".to_owned(),
        file: "report.xlsx".to_owned(),
        sheet: Some("基层".to_owned()),
        row,
        edition: Edition::Current,
        role: ReportRowRole::Unit,
        union_code: Some(code.to_owned()),
        union_name: None,
        unit_name: None,
        unit_code: None,
        uscc: None,
        union_kind: None,
        region: Some(COUNTY.to_owned()),
        base_unions: None,
        covered_units: None,
        workers: None,
        female_workers: None,
        migrant_workers: None,
        dispatched_workers: None,
        members: Some(members),
        female_members: None,
        migrant_members: None,
        dispatched_members: None,
        new_members: None,
        joint_union_members: None,
        remarks: None,
    }
}

pub(crate) fn last_year(row: u32, code: &str, members: i64) -> report_rows::Row {
    report_rows::Row {
        source: "last_report".to_owned(),
        edition: Edition::Previous,
        ..reported(row, code, members)
    }
}

pub(crate) fn total(row: u32, unit: Option<&str>, members: i64) -> report_rows::Row {
    let role = match unit {
        Some(_) => ReportRowRole::ReportingUnitTotal,
        None => ReportRowRole::CityTotal,
    };
    report_rows::Row {
        role,
        sheet: Some("汇总".to_owned()),
        union_code: None,
        region: unit.map(str::to_owned),
        ..reported(row, "", members)
    }
}

/// A member row of `union_code`, counted there and no migrant worker.
pub(crate) fn member(row: u32, union_code: &str) -> memberships::Row {
    memberships::Row {
        source: "members".to_owned(),
        file: "members.csv".to_owned(),
        sheet: None,
        row,
        person_id: PersonId::from_bits(u128::from(row)),
        card_no: None,
        union_code: Some(union_code.to_owned()),
        is_kept: true,
        in_period: true,
        out_reason: None,
        is_new_in_period: false,
        flagged_migrant: Some(false),
        is_female: Some(false),
        is_dispatched: false,
        person_in_period: true,
        counted_by: Some(union_code.to_owned()),
        counted_place: None,
        migrant: Migrant::No,
        duplicate_group: None,
        duplicate_kind: None,
    }
}

/// A member row of somebody who does not count.
pub(crate) fn out(row: u32, union_code: &str, out_reason: OutReason) -> memberships::Row {
    memberships::Row {
        in_period: false,
        person_in_period: false,
        out_reason: Some(out_reason),
        counted_by: None,
        ..member(row, union_code)
    }
}

/// A second row of the person of row `first`, in the same or another union.
pub(crate) fn second_row(row: u32, first: u32, union_code: &str) -> memberships::Row {
    memberships::Row {
        person_id: PersonId::from_bits(u128::from(first)),
        is_kept: false,
        duplicate_group: Some(GroupId::from_bits(u128::from(first))),
        duplicate_kind: Some(DuplicateKind::TwoUnions),
        ..member(row, union_code)
    }
}

/// The city whose unions, report and members these are.
#[derive(Default)]
pub(crate) struct City {
    pub(crate) unions: Vec<Union>,
    pub(crate) report: Vec<report_rows::Row>,
    pub(crate) members: Vec<memberships::Row>,
}

/// The pipeline's region of the sample city.
pub(crate) const REGION: &str = "420500";

impl City {
    pub(crate) fn reconcile(&self) -> Reconciliation {
        let registry: Vec<_> = self
            .unions
            .iter()
            .map(|union| union.registry.clone())
            .collect();
        let held: Vec<_> = self.unions.iter().map(|union| union.held.clone()).collect();
        let inputs = ReportInputs {
            report_rows: &report_rows::batch(&self.report),
            union_rows: &union_rows::batch(&held),
            union_registry: &union_registry::batch(&registry),
            memberships: &memberships::batch(&self.members),
            region: REGION,
        };
        reconcile(&inputs, &|_| None).unwrap()
    }

    /// The mismatches as `unit indicator difference: cause count …`, one line each.
    pub(crate) fn bridges(&self) -> Vec<String> {
        let tables = self.reconcile();
        let view = crate::table::report_mismatches::View::of(&tables.report_mismatches).unwrap();
        let line = |row: crate::table::report_mismatches::Row| {
            let bridge = row
                .bridge
                .iter()
                .map(|item| format!("{} {:+}", item.cause, item.count));
            let bridge = bridge.collect::<Vec<_>>().join(", ");
            format!(
                "{} {} {:+}: {bridge}",
                row.unit, row.indicator, row.difference
            )
        };
        view.to_rows().into_iter().map(line).collect()
    }

    /// The bridge of one unit's members.
    pub(crate) fn bridge_of(&self, unit: &str) -> String {
        let start = format!("{unit} {} ", Indicator::Members);
        let lines = self.bridges().into_iter();
        lines
            .filter_map(|line| line.strip_prefix(&start).map(str::to_owned))
            .collect()
    }
}
