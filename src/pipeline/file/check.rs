//! From what is written to what is meant, collecting everything that is wrong on the way.

use std::path::PathBuf;

use crate::enterprise::FederationArea;
use crate::publish::Lang;
use crate::table::Period;
use crate::union::policy::{
    ContractorCoverage, CooperativeWorkers, IdentityDisplay, LargeProject, MigrantDefinition,
    Policy, TargetThresholds,
};
use crate::union::territory::Territory;

use super::fault::Faults;
use super::paths::{self, Folder};
use super::section::Written;
use super::settings::{LinkSettings, Pipeline, Privacy, SideFile, region_prefix};
use super::sources::{self, CheckedSources};
use super::table::{
    FileTable, LinkTable, PipelineTable, PolicyTable, PrivacyTable, TargetsTable, TerritoryTable,
};
use super::territory;
use super::wrong::{Mending, Wrong};

/// What keeps the keyed hash of this program apart from any other use of the office's key.
const PSEUDONYM_CONTEXT: &str = "minglu 2026 pseudonyms of resident ids";

/// Checks `file`; `None` when something needed is missing, which has been collected then.
pub(super) fn check(file: FileTable, folder: &Folder, faults: &mut Faults<'_>) -> Option<Pipeline> {
    let head = file.pipeline.and_then(|head| check_head(head, faults));
    let prefix = head
        .as_ref()
        .map_or_else(String::new, |head| region_prefix(&head.region));
    let CheckedSources {
        specs,
        missing,
        absent,
    } = sources::check(file.sources, folder, &prefix, faults);
    let mut side_files = Vec::new();
    let entries = file
        .territory
        .and_then(|table| check_territory(table, folder, &mut side_files, faults));
    let link = check_link(file.link, folder, &mut side_files, faults);
    let policy = check_policy(file.policy, faults);
    let privacy = check_privacy(file.privacy, folder, &mut side_files, faults);
    let head = head?;
    let area = FederationArea {
        region: head.region.clone(),
        prefix,
        period: head.period,
    };
    Some(Pipeline {
        territory: entries.unwrap_or_else(|| Territory::of_counties(&area)),
        output: folder.path.join(head.output),
        name: head.name,
        region: head.region,
        period: head.period,
        lang: head.lang,
        sources: specs,
        missing,
        absent,
        side_files,
        link,
        policy,
        privacy: privacy?,
    })
}

struct Head {
    name: String,
    region: String,
    period: Period,
    output: PathBuf,
    lang: Lang,
}

fn check_head(table: PipelineTable, faults: &mut Faults<'_>) -> Option<Head> {
    let name = table.name.filter(|name| not_empty("name", name, faults));
    let region = table.region.filter(|region| is_region(region, faults));
    let output = table
        .output
        .filter(|path| not_empty("output", path, faults));
    let lang = match &table.lang {
        Some(lang) => one_of("lang", lang, Lang::WORDS, faults),
        None => Some(Lang::Zh),
    };
    let period = table.period.and_then(|period| {
        let (from, to) = (period.from?, period.to?);
        if from.value > to.value {
            let (from, end) = (from.value, to.value);
            faults.add(&to.span, Wrong::PeriodReversed { from, to: end });
        }
        Some(Period {
            from: from.value,
            to: to.value,
        })
    });
    Some(Head {
        name: name?.value,
        region: region?.value,
        period: period?,
        output: PathBuf::from(output?.value),
        lang: lang?,
    })
}

fn is_region(region: &Written<String>, faults: &mut Faults<'_>) -> bool {
    let text = &region.value;
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits_only && matches!(text.len(), 2 | 4 | 6);
    if !fits {
        let wrong = Wrong::NoRegion { text: text.clone() };
        faults.add_mendable(&region.span, wrong, Mending::RegionExample);
    }
    fits
}

fn check_territory(
    table: TerritoryTable,
    folder: &Folder,
    side_files: &mut Vec<SideFile>,
    faults: &mut Faults<'_>,
) -> Option<Territory> {
    let file = table.file?;
    let (side_file, bytes) = read_side_file(&file, folder, faults)?;
    let territory = territory::read(&side_file.written, &bytes, faults);
    side_files.push(side_file);
    territory
}

/// The bytes of a file the pipeline names beside its sources.
fn read_side_file(
    file: &Written<String>,
    folder: &Folder,
    faults: &mut Faults<'_>,
) -> Option<(SideFile, Vec<u8>)> {
    let path = folder.path.join(&file.value);
    match std::fs::read(&path) {
        Ok(bytes) => {
            let written = paths::forward_slashes(&file.value);
            Some((SideFile { written, path }, bytes))
        }
        Err(cause) => {
            let wrong = Wrong::SideFile {
                written: file.value.clone(),
                kind: cause.kind(),
                cause: cause.to_string(),
            };
            faults.add(&file.span, wrong);
            None
        }
    }
}

fn check_link(
    table: LinkTable,
    folder: &Folder,
    side_files: &mut Vec<SideFile>,
    faults: &mut Faults<'_>,
) -> LinkSettings {
    let match_threshold = share("match_threshold", table.match_threshold.as_ref(), faults);
    let review_threshold = share("review_threshold", table.review_threshold.as_ref(), faults);
    if let (Some(least), Some(review), Some(written)) =
        (match_threshold, review_threshold, &table.review_threshold)
        && review > least
    {
        faults.add(&written.span, Wrong::ThresholdsCrossed { review, least });
    }
    let model = table
        .model
        .and_then(|model| read_side_file(&model, folder, faults))
        .map(|(side_file, _)| {
            let path = side_file.path.clone();
            side_files.push(side_file);
            path
        });
    LinkSettings {
        match_threshold,
        review_threshold,
        model,
    }
}

fn check_policy(table: PolicyTable, faults: &mut Faults<'_>) -> Policy {
    let default = Policy::default();
    let large_project = table.large_project.and_then(|project| {
        if project.cost_yuan.is_none() && project.workers.is_none() {
            faults.add(&project.span, Wrong::SizelessProject);
            return None;
        }
        Some(LargeProject {
            cost_yuan: project.cost_yuan.map(|cost| cost.value),
            workers: project.workers.map(|workers| workers.value),
        })
    });
    Policy {
        individual_business_min_workers: table
            .individual_business_min_workers
            .map_or(default.individual_business_min_workers, |n| n.value),
        evidence_months: table
            .evidence_months
            .map_or(default.evidence_months, |months| months.value),
        large_project,
        cooperative_workers: table
            .cooperative_workers
            .and_then(|word| one_of("cooperative_workers", &word, COOPERATIVE_WORKERS, faults))
            .unwrap_or(default.cooperative_workers),
        migrant_definition: table
            .migrant_definition
            .and_then(|word| one_of("migrant_definition", &word, MIGRANT_DEFINITIONS, faults))
            .unwrap_or(default.migrant_definition),
        contractor_covers_project: match table.contractor_covers_project {
            Some(Written { value: true, .. }) => ContractorCoverage::Covered,
            Some(Written { value: false, .. }) | None => ContractorCoverage::NotCovered,
        },
        targets: check_targets(&table.targets, default.targets, faults),
    }
}

fn check_targets(
    table: &TargetsTable,
    default: TargetThresholds,
    faults: &mut Faults<'_>,
) -> TargetThresholds {
    TargetThresholds {
        growth: table
            .growth
            .as_ref()
            .map_or(default.growth, |growth| growth.value),
        municipal_direct: share("municipal_direct", table.municipal_direct.as_ref(), faults)
            .unwrap_or(default.municipal_direct),
        zone: share("zone", table.zone.as_ref(), faults).unwrap_or(default.zone),
        sector: share("sector", table.sector.as_ref(), faults).unwrap_or(default.sector),
    }
}

/// Words of `cooperative_workers`.
const COOPERATIVE_WORKERS: &[(&str, CooperativeWorkers)] = &[
    ("migrant", CooperativeWorkers::Migrant),
    ("excluded", CooperativeWorkers::Excluded),
];

/// Words of `migrant_definition`.
const MIGRANT_DEFINITIONS: &[(&str, MigrantDefinition)] = &[
    ("nbs", MigrantDefinition::Nbs),
    ("acftu", MigrantDefinition::Acftu),
];

/// How identities are shown, before the key is read.
#[derive(Debug, Clone, Copy)]
enum IdentityWord {
    Mask,
    Pseudonym,
    Plain,
}

const IDENTITY_WORDS: &[(&str, IdentityWord)] = &[
    ("mask", IdentityWord::Mask),
    ("pseudonym", IdentityWord::Pseudonym),
    ("plain", IdentityWord::Plain),
];

fn check_privacy(
    table: PrivacyTable,
    folder: &Folder,
    side_files: &mut Vec<SideFile>,
    faults: &mut Faults<'_>,
) -> Option<Privacy> {
    let word = match &table.identity {
        Some(identity) => one_of("identity", identity, IDENTITY_WORDS, faults)?,
        None => IdentityWord::Mask,
    };
    let key = table
        .key_file
        .and_then(|file| read_side_file(&file, folder, faults))
        .map(|(side_file, bytes)| {
            side_files.push(side_file);
            blake3::derive_key(PSEUDONYM_CONTEXT, &bytes)
        });
    let identity = match (word, key) {
        (IdentityWord::Mask, _) => IdentityDisplay::Mask,
        (IdentityWord::Plain, _) => IdentityDisplay::Plain,
        (IdentityWord::Pseudonym, Some(key)) => IdentityDisplay::Pseudonym { key },
        (IdentityWord::Pseudonym, None) => {
            let span = table.identity.map_or(0..0, |identity| identity.span);
            faults.add_mendable(&span, Wrong::PseudonymWithoutKey, Mending::KeyFile);
            return None;
        }
    };
    Some(Privacy { identity })
}

/// A number within 0..=1.
fn share(key: &str, number: Option<&Written<f64>>, faults: &mut Faults<'_>) -> Option<f64> {
    let number = number?;
    if (0.0..=1.0).contains(&number.value) {
        return Some(number.value);
    }
    let (key, value) = (key.to_owned(), number.value);
    faults.add(&number.span, Wrong::NoShare { key, value });
    None
}

/// The meaning of a word out of a fixed list.
pub(super) fn one_of<W: AsRef<str>, T: Copy>(
    key: &str,
    word: &Written<String>,
    words: &[(W, T)],
    faults: &mut Faults<'_>,
) -> Option<T> {
    let text = word.value.as_str();
    let found = words.iter().find(|(known, _)| known.as_ref() == text);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(known, _)| known.as_ref()).collect();
        let wrong = Wrong::UnknownWord {
            key: key.to_owned(),
            text: text.to_owned(),
        };
        faults.add_unknown(&word.span, wrong, text, &known);
    }
    found.map(|(_, meaning)| *meaning)
}

fn not_empty(key: &str, text: &Written<String>, faults: &mut Faults<'_>) -> bool {
    let filled = !text.value.trim().is_empty();
    if !filled {
        let key = key.to_owned();
        faults.add(&text.span, Wrong::Empty { key });
    }
    filled
}
