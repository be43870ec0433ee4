//! Which records are one entity: clusters, and the projects of contractors among them.

use std::collections::BTreeMap;

use super::disputed::{all_codes, all_codes_of};
use super::record::{Record, SiteUnit};

/// Rows of one enterprise, or of one project of a contractor; numbers are of records.
#[derive(Debug)]
pub(super) enum Group {
    Enterprise {
        cluster: u32,
        members: Vec<u32>,
    },
    Project {
        contractor: u32,
        /// The construction rows that found it.
        members: Vec<u32>,
        /// Rows of the union system whose unit it is.
        named_by: Vec<u32>,
    },
}

/// Enterprises in the order of their first record, then projects by contractor and folded name:
/// projects link only with projects of one contractor and one name. Rows of the union system whose
/// unit is a project are the project's.
pub(super) fn group(records: &[Record], cluster_of: &[u32]) -> Vec<Group> {
    let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut projects: BTreeMap<(u32, &str), Vec<u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        let cluster = cluster_of[idx];
        clusters.entry(cluster).or_default().push(idx as u32);
        if let Some(site) = &record.site {
            let project = (cluster, site.folded.as_str());
            projects.entry(project).or_default().push(idx as u32);
        }
    }
    let mut named_by: BTreeMap<(u32, &str), Vec<u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        let is_one_with_others = clusters[&cluster_of[idx]]
            .iter()
            .any(|member| records[*member as usize].site_unit.is_none());
        if let Some(unit) = record.site_unit.as_ref().filter(|_| !is_one_with_others)
            && let Some(project) = project_of(records, &projects, record, unit)
        {
            named_by.entry(project).or_default().push(idx as u32);
        }
    }
    for member in named_by.values().flatten() {
        let members = clusters.get_mut(&cluster_of[*member as usize]);
        members
            .expect("every record has a cluster")
            .retain(|other| other != member);
    }
    clusters.retain(|_, members| !members.is_empty());
    let enterprises = clusters
        .into_iter()
        .map(|(cluster, members)| Group::Enterprise { cluster, members });
    let projects = projects.into_iter().map(|(project, members)| {
        let (contractor, _) = project;
        let named_by = named_by.remove(&project).unwrap_or_default();
        Group::Project {
            contractor,
            members,
            named_by,
        }
    });
    enterprises.chain(projects).collect()
}

/// The project that a row of the union system means: of several under one name the one whose
/// contractor has the row's codes, then one in the row's county, then the first.
fn project_of<'r>(
    records: &[Record],
    projects: &BTreeMap<(u32, &'r str), Vec<u32>>,
    record: &Record,
    unit: &SiteUnit,
) -> Option<(u32, &'r str)> {
    let named = |project: &&(u32, &str)| unit.sites.contains(project.1);
    let codes = all_codes_of(&unit.contractor_codes);
    projects
        .keys()
        .filter(named)
        .min_by_key(|project| {
            let rows = || projects[*project].iter().map(|row| &records[*row as usize]);
            let is_coded = rows().any(|row| all_codes(row).iter().any(|code| codes.contains(code)));
            let county = |row: &Record| row.site.as_ref().and_then(|site| site.region_code.clone());
            let is_here =
                record.region_code.is_some() && rows().any(|row| county(row) == record.region_code);
            (!is_coded, !is_here, **project)
        })
        .copied()
}
