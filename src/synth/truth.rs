//! The truth of the enterprise side, and how truth tables reach the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::city::City;
use super::enterprises::{Enterprise, Kind};
use super::error::SynthError;
use super::registries::period_end;
use super::unions::is_organisable;
use crate::table::FORMAT_VERSION;
use crate::table::truth::{coverage, crosswalk, enterprises, unions, unorganised};
use crate::table::vocabulary::{EntityStatus, Expected, Route, UnionFinding};

/// Writes one truth table for its owner only.
pub(super) fn write_table(
    folder: &Path,
    name: &str,
    batch: &RecordBatch,
) -> Result<(), SynthError> {
    let path = folder.join(format!("{name}.parquet"));
    let unwritable = |cause| SynthError::Unwritable {
        path: path.clone(),
        cause,
    };
    let file = File::create(&path).map_err(unwritable)?;
    let metadata = vec![KeyValue::new(
        "schema_version".to_owned(),
        FORMAT_VERSION.to_owned(),
    )];
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_key_value_metadata(Some(metadata))
        .set_created_by("minglu".to_owned())
        .build();
    let broken = |cause| SynthError::Table {
        path: path.clone(),
        cause,
    };
    let mut writer =
        ArrowWriter::try_new(file, batch.schema(), Some(properties)).map_err(broken)?;
    writer.write(batch).map_err(broken)?;
    writer.close().map_err(broken)?;
    restrict(&path)
}

/// Makes a file readable by its owner alone.
pub(super) fn restrict(path: &Path) -> Result<(), SynthError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let owner_only = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(path, owner_only).map_err(|cause| {
            let path = path.to_owned();
            SynthError::Unwritable { path, cause }
        })?;
    }
    Ok(())
}

/// Writes the tables of enterprises and unions.
pub(super) fn write_enterprise_side(
    city: &City,
    folder: &Path,
    mut rows: Vec<crosswalk::Row>,
) -> Result<(), SynthError> {
    rows.sort_by_key(crosswalk::Row::identity);
    let lost = unidentifiable(&rows);
    let covered = coverage_rows(city);
    write_table(folder, crosswalk::NAME, &crosswalk::batch(&rows))?;
    write_table(
        folder,
        enterprises::NAME,
        &enterprises::batch(&enterprise_rows(city)),
    )?;
    write_table(folder, coverage::NAME, &coverage::batch(&covered))?;
    write_table(folder, unions::NAME, &unions::batch(&union_rows(city)))?;
    let expected = unorganised_rows(city, &covered, &lost);
    write_table(folder, unorganised::NAME, &unorganised::batch(&expected))
}

/// Enterprises with a row that nothing ties to them: what should be found about them is open.
fn unidentifiable(rows: &[crosswalk::Row]) -> BTreeSet<String> {
    let lost = rows.iter().filter(|row| !row.identifiable);
    lost.filter_map(|row| row.truth_id.clone()).collect()
}

fn enterprise_rows(city: &City) -> Vec<enterprises::Row> {
    let row = |(idx, enterprise): (usize, &Enterprise)| enterprises::Row {
        truth_id: Enterprise::truth_id(idx),
        uscc: (enterprise.kind != Kind::Project).then(|| enterprise.credit_code.clone()),
        name: enterprise.name.clone(),
        status: match enterprise.established > period_end() {
            true => EntityStatus::Unknown,
            false => enterprise.status,
        },
        parent_id: enterprise.parent.map(Enterprise::truth_id),
        twin_of: enterprise.twin_of.map(Enterprise::truth_id),
    };
    city.enterprises.iter().enumerate().map(row).collect()
}

fn union_rows(city: &City) -> Vec<unions::Row> {
    let findings: BTreeMap<&String, UnionFinding> = city
        .unions
        .iter()
        .map(|union| (&union.code, union.finding))
        .collect();
    let row = |(code, finding): (&String, UnionFinding)| unions::Row {
        union_code: code.clone(),
        finding,
    };
    findings.into_iter().map(row).collect()
}

/// Every union that reaches an enterprise; a union that is not founded yet reaches nothing.
fn coverage_rows(city: &City) -> Vec<coverage::Row> {
    let mut rows = BTreeMap::new();
    for union in &city.unions {
        if !union.is_founded(period_end()) || union.second_of.is_some() {
            continue;
        }
        let listed = union
            .covered
            .iter()
            .filter(|unit| unit.is_decisive)
            .filter_map(|unit| unit.enterprise);
        for enterprise in union.unit.into_iter().chain(listed) {
            rows.insert(
                (Enterprise::truth_id(enterprise), union.code.clone()),
                union.route(),
            );
        }
    }
    for (idx, branch) in city.enterprises.iter().enumerate() {
        let Some(parent) = branch.parent.filter(|_| branch.kind == Kind::Branch) else {
            continue;
        };
        if let Some(union) = city
            .own_union(parent)
            .filter(|_| city.own_union(idx).is_none())
            && branch.status == EntityStatus::Active
        {
            rows.insert(
                (Enterprise::truth_id(idx), city.unions[union].code.clone()),
                Route::HeadOffice,
            );
        }
    }
    let row = |((truth_id, union_code), route)| coverage::Row {
        truth_id,
        union_code,
        route,
    };
    rows.into_iter().map(row).collect()
}

/// What the ledger should say of every active enterprise in scope, and of the dissolved.
fn unorganised_rows(
    city: &City,
    covered: &[coverage::Row],
    lost: &BTreeSet<String>,
) -> Vec<unorganised::Row> {
    let reached: BTreeSet<&String> = covered.iter().map(|row| &row.truth_id).collect();
    // Whoever stands on a list under a name that decides nothing may be covered or not.
    let listed_only: BTreeSet<String> = city
        .unions
        .iter()
        .filter(|union| union.is_founded(period_end()))
        .flat_map(|union| &union.covered)
        .filter(|unit| !unit.is_decisive)
        .filter_map(|unit| unit.enterprise.map(Enterprise::truth_id))
        .collect();
    let mut rows = Vec::new();
    for (idx, enterprise) in city.enterprises.iter().enumerate() {
        let truth_id = Enterprise::truth_id(idx);
        let is_registered = !matches!(enterprise.kind, Kind::Institution | Kind::Unregistered);
        let expected = match is_registered {
            true if enterprise.status == EntityStatus::Dissolved => Expected::Dissolved,
            true if !is_organisable(enterprise) => continue,
            true if lost.contains(&truth_id) => Expected::Open,
            true if reached.contains(&truth_id) => Expected::Covered,
            true if listed_only.contains(&truth_id) => Expected::Open,
            true => Expected::Unorganised,
            false => continue,
        };
        rows.push(unorganised::Row { truth_id, expected });
    }
    rows
}
