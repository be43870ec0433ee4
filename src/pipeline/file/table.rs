//! The file exactly as written, with the place of every value: types are right, nothing else is
//! checked yet.

use std::ops::Range;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::fault::Faults;
use super::section::{Section, Written};

/// The whole file.
#[derive(Debug)]
pub(super) struct FileTable {
    pub(super) pipeline: Option<PipelineTable>,
    pub(super) sources: Vec<SourceTable>,
    pub(super) territory: Option<TerritoryTable>,
    pub(super) link: LinkTable,
    pub(super) policy: PolicyTable,
    pub(super) privacy: PrivacyTable,
}

/// `[pipeline]` as written.
#[derive(Debug)]
pub(super) struct PipelineTable {
    pub(super) name: Option<Written<String>>,
    pub(super) region: Option<Written<String>>,
    pub(super) period: Option<PeriodTable>,
    pub(super) output: Option<Written<String>>,
    pub(super) lang: Option<Written<String>>,
}

/// `period` as written.
#[derive(Debug)]
pub(super) struct PeriodTable {
    pub(super) from: Option<Written<NaiveDate>>,
    pub(super) to: Option<Written<NaiveDate>>,
}

/// `[sources.NAME]` as written.
#[derive(Debug)]
pub(super) struct SourceTable {
    pub(super) name: Written<String>,
    pub(super) kind: Option<Written<String>>,
    pub(super) department: Option<Written<String>>,
    pub(super) edition: Option<Written<String>>,
    pub(super) files: Option<Written<Vec<Written<String>>>>,
    pub(super) url: Option<Written<String>>,
    pub(super) optional: Option<Written<bool>>,
    pub(super) encoding: Option<Written<String>>,
    pub(super) sheets: Option<Written<Vec<Written<String>>>>,
    pub(super) header_row: Option<Written<u32>>,
    pub(super) columns: Vec<(Written<String>, Written<String>)>,
}

/// `[territory]` as written.
#[derive(Debug)]
pub(super) struct TerritoryTable {
    pub(super) file: Option<Written<String>>,
}

/// `[link]` as written.
#[derive(Debug, Default)]
pub(super) struct LinkTable {
    pub(super) match_threshold: Option<Written<f64>>,
    pub(super) review_threshold: Option<Written<f64>>,
    pub(super) model: Option<Written<String>>,
}

/// `[policy]` as written.
#[derive(Debug, Default)]
pub(super) struct PolicyTable {
    pub(super) individual_business_min_workers: Option<Written<u32>>,
    pub(super) evidence_months: Option<Written<u32>>,
    pub(super) large_project: Option<LargeProjectTable>,
    pub(super) cooperative_workers: Option<Written<String>>,
    pub(super) migrant_definition: Option<Written<String>>,
    pub(super) contractor_covers_project: Option<Written<bool>>,
    pub(super) targets: TargetsTable,
}

/// `large_project` as written.
#[derive(Debug)]
pub(super) struct LargeProjectTable {
    pub(super) span: Range<usize>,
    pub(super) cost_yuan: Option<Written<f64>>,
    pub(super) workers: Option<Written<u32>>,
}

/// `targets` as written.
#[derive(Debug, Default)]
pub(super) struct TargetsTable {
    pub(super) growth: Option<Written<f64>>,
    pub(super) municipal_direct: Option<Written<f64>>,
    pub(super) zone: Option<Written<f64>>,
    pub(super) sector: Option<Written<f64>>,
}

/// `[privacy]` as written.
#[derive(Debug, Default)]
pub(super) struct PrivacyTable {
    pub(super) identity: Option<Written<String>>,
    pub(super) key_file: Option<Written<String>>,
}

/// Reads the parsed document, collecting wrong types, missing and unknown keys.
pub(super) fn read(document: &DeTable<'_>, faults: &mut Faults<'_>) -> FileTable {
    let mut file = Section::new(String::new(), 0..0, document, faults);
    let pipeline = file.table("pipeline", read_pipeline);
    if !file.has("pipeline") {
        file.miss("pipeline");
    }
    let sources = file.entries("sources", read_source).unwrap_or_default();
    if !file.has("sources") {
        file.miss("sources");
    }
    let territory = file.table("territory", read_territory);
    let link = file.table("link", read_link).unwrap_or_default();
    let policy = file.table("policy", read_policy).unwrap_or_default();
    let privacy = file.table("privacy", read_privacy).unwrap_or_default();
    file.finish();
    FileTable {
        pipeline,
        sources,
        territory,
        link,
        policy,
        privacy,
    }
}

fn read_pipeline(section: &mut Section<'_, '_, '_>) -> PipelineTable {
    for key in ["name", "region", "period", "output"] {
        require(section, key);
    }
    PipelineTable {
        name: section.text("name"),
        region: section.text("region"),
        period: section.table("period", |period| {
            require(period, "from");
            require(period, "to");
            PeriodTable {
                from: period.date("from"),
                to: period.date("to"),
            }
        }),
        output: section.text("output"),
        lang: section.text("lang"),
    }
}

fn read_source(name: Written<String>, section: &mut Section<'_, '_, '_>) -> SourceTable {
    require(section, "kind");
    // The query is asked for so that it is no unknown key; `url` decides what is said about it.
    let url = section.text("url").or(section.text("query"));
    if url.is_none() {
        require(section, "files");
    }
    SourceTable {
        name,
        kind: section.text("kind"),
        department: section.text("department"),
        edition: section.text("edition"),
        files: section.texts("files"),
        url,
        optional: section.flag("optional"),
        encoding: section.text("encoding"),
        sheets: section.texts("sheets"),
        header_row: section.count("header_row"),
        columns: section.text_entries("columns").unwrap_or_default(),
    }
}

fn read_territory(section: &mut Section<'_, '_, '_>) -> TerritoryTable {
    require(section, "file");
    TerritoryTable {
        file: section.text("file"),
    }
}

fn read_link(section: &mut Section<'_, '_, '_>) -> LinkTable {
    LinkTable {
        match_threshold: section.number("match_threshold"),
        review_threshold: section.number("review_threshold"),
        model: section.text("model"),
    }
}

fn read_policy(section: &mut Section<'_, '_, '_>) -> PolicyTable {
    PolicyTable {
        individual_business_min_workers: section.count("individual_business_min_workers"),
        evidence_months: section.count("evidence_months"),
        large_project: section.table("large_project", |project| LargeProjectTable {
            span: project.span(),
            cost_yuan: project.number("cost_yuan"),
            workers: project.count("workers"),
        }),
        cooperative_workers: section.text("cooperative_workers"),
        migrant_definition: section.text("migrant_definition"),
        contractor_covers_project: section.flag("contractor_covers_project"),
        targets: section
            .table("targets", |targets| TargetsTable {
                growth: targets.number("growth"),
                municipal_direct: targets.number("municipal_direct"),
                zone: targets.number("zone"),
                sector: targets.number("sector"),
            })
            .unwrap_or_default(),
    }
}

fn read_privacy(section: &mut Section<'_, '_, '_>) -> PrivacyTable {
    PrivacyTable {
        identity: section.text("identity"),
        key_file: section.text("key_file"),
    }
}

fn require(section: &mut Section<'_, '_, '_>, key: &str) {
    if !section.has(key) {
        section.miss(key);
    }
}
