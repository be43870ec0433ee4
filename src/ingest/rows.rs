//! Data rows to the row tables, kind by kind.

use arrow::record_batch::RecordBatch;

use super::cells::RowCells;
use super::reports::ReportRows;
use super::spec::SourceSpec;
use crate::standard::{CodeColumn, UnitCodes};
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;
use crate::table::{
    RowIdentity, enterprise_rows, movement_rows, park_rows, person_rows, report_rows, union_rows,
};

/// Why a row cannot be identified.
pub(super) struct Unidentified {
    pub(super) field: Field,
    pub(super) code: &'static str,
    pub(super) message: &'static str,
}

/// The accepted rows of a source, in the table of its kind.
pub(super) enum SourceRows {
    Enterprises(Vec<enterprise_rows::Row>),
    Parks(Vec<park_rows::Row>),
    Unions(Vec<union_rows::Row>),
    Persons(Vec<person_rows::Row>),
    Movements(Vec<movement_rows::Row>),
    Report(ReportRows),
}

impl SourceRows {
    pub(super) fn of_kind(kind: SourceKind) -> Self {
        match kind {
            SourceKind::Enterprises | SourceKind::Directory => Self::Enterprises(Vec::new()),
            SourceKind::Parks => Self::Parks(Vec::new()),
            SourceKind::Unions => Self::Unions(Vec::new()),
            SourceKind::Members | SourceKind::Roster => Self::Persons(Vec::new()),
            SourceKind::Movements => Self::Movements(Vec::new()),
            SourceKind::AnnualReport => Self::Report(ReportRows::default()),
        }
    }

    /// Takes a data row, or says why it cannot be identified; `place` supplies a missing region.
    pub(super) fn push(
        &mut self,
        spec: &SourceSpec,
        id: RowIdentity,
        cells: &mut RowCells<'_>,
        place: Option<&str>,
    ) -> Result<(), Unidentified> {
        let region = cells
            .text(Field::Region)
            .or_else(|| place.map(str::to_owned));
        match self {
            Self::Enterprises(rows) => rows.push(enterprise(spec, id, cells, region)?),
            Self::Parks(rows) => rows.push(park(id, cells, region)?),
            Self::Unions(rows) => rows.push(union(id, cells, region)?),
            Self::Persons(rows) => rows.push(person(spec, id, cells, region)?),
            Self::Movements(rows) => rows.push(movement(id, cells)?),
            Self::Report(report) => report.push_unit(spec, id, cells, place)?,
        }
        Ok(())
    }

    /// The table, sorted by row identity.
    pub(super) fn into_batch(self) -> RecordBatch {
        match self {
            Self::Enterprises(mut rows) => {
                rows.sort_by_cached_key(enterprise_rows::Row::identity);
                enterprise_rows::batch(&rows)
            }
            Self::Parks(mut rows) => {
                rows.sort_by_cached_key(park_rows::Row::identity);
                park_rows::batch(&rows)
            }
            Self::Unions(mut rows) => {
                rows.sort_by_cached_key(union_rows::Row::identity);
                union_rows::batch(&rows)
            }
            Self::Persons(mut rows) => {
                rows.sort_by_cached_key(person_rows::Row::identity);
                person_rows::batch(&rows)
            }
            Self::Movements(mut rows) => {
                rows.sort_by_cached_key(movement_rows::Row::identity);
                movement_rows::batch(&rows)
            }
            Self::Report(report) => {
                let mut rows = report.into_rows();
                rows.sort_by_cached_key(report_rows::Row::identity);
                report_rows::batch(&rows)
            }
        }
    }
}

const NO_NAME: Unidentified = Unidentified {
    field: Field::Name,
    code: "no_name_no_code",
    message: "既无名称也无有效代码，无法识别；请补填后重新导入",
};

/// Columns of a workplace's codes.
const CODE_COLUMNS: [(Field, CodeColumn); 6] = [
    (Field::Uscc, CodeColumn::CreditCode),
    (Field::TaxId, CodeColumn::TaxId),
    (Field::OrgCode, CodeColumn::OrganisationCode),
    (Field::RegistrationNo, CodeColumn::RegistrationNumber),
    (Field::Code, CodeColumn::Mixed),
    (Field::UnitCode, CodeColumn::UnitCode),
];

fn has_valid_code(cells: &RowCells<'_>) -> bool {
    let texts: Vec<(CodeColumn, String)> = CODE_COLUMNS
        .iter()
        .filter_map(|(field, column)| Some((*column, cells.unit_code(*field)?)))
        .collect();
    let borrowed: Vec<(CodeColumn, &str)> = texts
        .iter()
        .map(|(column, text)| (*column, text.as_str()))
        .collect();
    let codes = UnitCodes::gather(&borrowed);
    codes.uscc.is_some() || codes.org_code.is_some() || codes.registration_no.is_some()
}

fn enterprise(
    spec: &SourceSpec,
    id: RowIdentity,
    cells: &mut RowCells<'_>,
    region: Option<String>,
) -> Result<enterprise_rows::Row, Unidentified> {
    let name = cells.text(Field::Name);
    let project_name = cells.text(Field::ProjectName);
    if name.is_none() && project_name.is_none() && !has_valid_code(cells) {
        return Err(NO_NAME);
    }
    Ok(enterprise_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        kind: spec.kind,
        department: spec.department,
        name,
        former_name: cells.text(Field::FormerName),
        uscc: cells.unit_code(Field::Uscc),
        tax_id: cells.unit_code(Field::TaxId),
        org_code: cells.unit_code(Field::OrgCode),
        registration_no: cells.unit_code(Field::RegistrationNo),
        code: cells.unit_code(Field::Code),
        legal_representative: cells.text(Field::LegalRepresentative),
        address: cells.text(Field::Address),
        region,
        township: cells.text(Field::Township),
        phone: cells.text(Field::Phone),
        status: cells.text(Field::Status),
        workers: cells.count(Field::Workers),
        female_workers: cells.count(Field::FemaleWorkers),
        migrant_workers: cells.count(Field::MigrantWorkers),
        dispatched_workers: cells.count(Field::DispatchedWorkers),
        established_on: cells.date(Field::EstablishedOn),
        enterprise_type: cells.text(Field::EnterpriseType),
        industry: cells.text(Field::Industry),
        capital: cells.text(Field::Capital),
        business_scope: cells.text(Field::BusinessScope),
        project_name,
        project_manager: cells.text(Field::ProjectManager),
        started_on: cells.date(Field::StartedOn),
        finished_on: cells.date(Field::FinishedOn),
        cost: cells.money(Field::Cost),
        unit_code: cells.unit_code(Field::UnitCode),
        unit_category: cells.text(Field::UnitCategory),
        union_code: cells.text(Field::UnionCode),
        has_union: cells.flag(Field::HasUnion),
        organised_on: cells.date(Field::OrganisedOn),
        park: cells.text(Field::Park),
        remarks: cells.text(Field::Remarks),
    })
}

fn park(
    id: RowIdentity,
    cells: &mut RowCells<'_>,
    region: Option<String>,
) -> Result<park_rows::Row, Unidentified> {
    let name = cells.text(Field::Name);
    if name.is_none() && !has_valid_code(cells) {
        return Err(NO_NAME);
    }
    // A workbook of parks has a sheet for each, named after it.
    let park = cells.text(Field::Park).or_else(|| id.sheet.clone());
    Ok(park_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        park,
        name,
        uscc: cells.unit_code(Field::Uscc),
        tax_id: cells.unit_code(Field::TaxId),
        org_code: cells.unit_code(Field::OrgCode),
        registration_no: cells.unit_code(Field::RegistrationNo),
        code: cells.unit_code(Field::Code),
        address: cells.text(Field::Address),
        region,
        remarks: cells.text(Field::Remarks),
    })
}

fn union(
    id: RowIdentity,
    cells: &mut RowCells<'_>,
    region: Option<String>,
) -> Result<union_rows::Row, Unidentified> {
    let union_name = cells.text(Field::UnionName);
    let unit_name = cells.text(Field::UnitName);
    if union_name.is_none() && unit_name.is_none() && !has_valid_code(cells) {
        return Err(NO_NAME);
    }
    Ok(union_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        union_code: cells.text(Field::UnionCode),
        union_name,
        union_uscc: cells.text(Field::UnionUscc),
        unit_name,
        unit_code: cells.unit_code(Field::UnitCode),
        uscc: cells.unit_code(Field::Uscc),
        tax_id: cells.unit_code(Field::TaxId),
        org_code: cells.unit_code(Field::OrgCode),
        registration_no: cells.unit_code(Field::RegistrationNo),
        code: cells.unit_code(Field::Code),
        unit_category: cells.text(Field::UnitCategory),
        union_kind: cells.text(Field::UnionKind),
        superior_union: cells.text(Field::SuperiorUnion),
        founded_on: cells.date(Field::FoundedOn),
        covered_units: cells.text(Field::CoveredUnits),
        n_covered_units: cells.count(Field::NCoveredUnits),
        legal_representative: cells.text(Field::LegalRepresentative),
        address: cells.text(Field::Address),
        region,
        township: cells.text(Field::Township),
        phone: cells.text(Field::Phone),
        status: cells.text(Field::Status),
        industry: cells.text(Field::Industry),
        park: cells.text(Field::Park),
        workers: cells.count(Field::Workers),
        female_workers: cells.count(Field::FemaleWorkers),
        migrant_workers: cells.count(Field::MigrantWorkers),
        dispatched_workers: cells.count(Field::DispatchedWorkers),
        members: cells.count(Field::Members),
        female_members: cells.count(Field::FemaleMembers),
        migrant_members: cells.count(Field::MigrantMembers),
        dispatched_members: cells.count(Field::DispatchedMembers),
        new_members: cells.count(Field::NewMembers),
        joint_union_members: cells.count(Field::JointUnionMembers),
        base_unions: cells.count(Field::BaseUnions),
        chair: cells.text(Field::Chair),
        remarks: cells.text(Field::Remarks),
    })
}

const NO_PERSON: Unidentified = Unidentified {
    field: Field::PersonName,
    code: "no_person_name",
    message: "没有姓名，无法识别；请补填后重新导入",
};

fn person(
    spec: &SourceSpec,
    id: RowIdentity,
    cells: &mut RowCells<'_>,
    region: Option<String>,
) -> Result<person_rows::Row, Unidentified> {
    let person_name = cells.text(Field::PersonName).ok_or(NO_PERSON)?;
    Ok(person_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        kind: spec.kind,
        department: spec.department,
        person_name,
        sex: cells.text(Field::Sex),
        resident_id: cells.text(Field::ResidentId),
        card_no: cells.text(Field::CardNo),
        birth_date: cells.date(Field::BirthDate),
        phone: cells.text(Field::Phone),
        registration_kind: cells.text(Field::RegistrationKind),
        registration_place: cells.text(Field::RegistrationPlace),
        employment_form: cells.text(Field::EmploymentForm),
        employment_state: cells.text(Field::EmploymentState),
        employer: cells.text(Field::Employer),
        employer_code: cells.unit_code(Field::EmployerCode),
        agency: cells.text(Field::Agency),
        host: cells.text(Field::Host),
        project_name: cells.text(Field::ProjectName),
        union_code: cells.text(Field::UnionCode),
        union_name: cells.text(Field::UnionName),
        unit_name: cells.text(Field::UnitName),
        region,
        township: cells.text(Field::Township),
        join_date: cells.date(Field::JoinDate),
        join_channel: cells.text(Field::JoinChannel),
        approval: cells.text(Field::Approval),
        membership_state: cells.text(Field::MembershipState),
        left_on: cells.date(Field::LeftOn),
        moved_from: cells.text(Field::MovedFrom),
        moved_to: cells.text(Field::MovedTo),
        moved_on: cells.date(Field::MovedOn),
        started_on: cells.date(Field::StartedOn),
        finished_on: cells.date(Field::FinishedOn),
        is_migrant: cells.flag(Field::IsMigrant),
        remarks: cells.text(Field::Remarks),
    })
}

fn movement(id: RowIdentity, cells: &mut RowCells<'_>) -> Result<movement_rows::Row, Unidentified> {
    let person_name = cells.text(Field::PersonName).ok_or(NO_PERSON)?;
    Ok(movement_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        person_name,
        resident_id: cells.text(Field::ResidentId),
        card_no: cells.text(Field::CardNo),
        union_code: cells.text(Field::UnionCode),
        union_name: cells.text(Field::UnionName),
        membership_state: cells.text(Field::MembershipState),
        moved_from: cells.text(Field::MovedFrom),
        moved_to: cells.text(Field::MovedTo),
        moved_on: cells.date(Field::MovedOn),
        join_date: cells.date(Field::JoinDate),
        left_on: cells.date(Field::LeftOn),
        approval: cells.text(Field::Approval),
        remarks: cells.text(Field::Remarks),
    })
}
