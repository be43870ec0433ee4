//! The reason column: why the entity stands in the ledger, in the words of the office.

use super::candidate::CandidateBy;
use super::{DeniedMark, Doubt, MICRO_WORKERS, OWN_UNION_WORKERS_MIN, is_directory};
use crate::table::vocabulary::{Department, Directory, SourceKind, WorkerEvidence};
use crate::table::{AsOf, Grain, enterprises};

/// All that an organiser should know before ringing.
pub(super) fn reason(
    entity: &enterprises::Row,
    doubts: &[Doubt],
    denial: Option<DeniedMark>,
) -> String {
    // What departments say against each other about its life is a warning to whoever goes there.
    let standing = match entity.status_reason.as_deref() {
        Some(reason) if reason.contains('：') => format!("登记状态{reason}"),
        Some(_) | None => "在册存续".to_owned(),
    };
    let mut sentences = vec![format!("{standing}，组建系统中未找到覆盖该单位的工会")];
    if denial.is_some() && doubts.is_empty() {
        sentences.push("有关名录也标注未建会".to_owned());
    }
    sentences.extend(doubts.iter().map(doubt));
    sentences.push(workers(entity));
    sentences.join("；")
}

fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::CoverageToReview(unions) => {
            format!("疑似已由工会{}覆盖，待核", unions.join("、"))
        }
        Doubt::FoundedMark(source) => {
            format!("{source}标注已建会，但组建系统中未找到其工会，待核")
        }
        Doubt::Nameless => "各名录均未登记其名称，无法与工会名单比对".to_owned(),
        Doubt::Candidate(candidate) => {
            let name = &candidate.union_name;
            match candidate.by {
                CandidateBy::Pair { probability } => {
                    format!("最接近的工会为“{name}”（匹配概率{probability:.2}）")
                }
                CandidateBy::Brand => format!("同区域有同字号、单位未落实的工会“{name}”"),
                CandidateBy::Listed => {
                    format!("“{name}”涵盖单位中有未能唯一对应的名称，可能指该单位")
                }
                CandidateBy::Namesake => {
                    format!(
                        "同区域名称相近或电话、地址、负责人相同的单位已由“{name}”覆盖，可能为同一单位"
                    )
                }
                CandidateBy::Dissolved => format!("可能与已注销的“{name}”为同一单位"),
                CandidateBy::SameCode => {
                    format!("工会“{name}”登记的单位代码与该单位相同而名称不同，待核")
                }
                CandidateBy::NamedByRow => {
                    format!("名录登记其工会为“{name}”，该工会未列有该单位，待核")
                }
            }
        }
    }
}

/// What speaks for a visit: workforce, migrant workers, sectors with a target of their own.
pub(super) fn why_visit(entity: &enterprises::Row, directories: &[Directory]) -> String {
    let workers = entity.workers.unwrap_or(0);
    let mut reasons = vec![count(entity)];
    if let Some(migrants) = entity.migrant_workers.filter(|migrants| *migrants > 0) {
        let percent = (u64::from(migrants) * 100).checked_div(u64::from(workers));
        let share = percent.map_or_else(String::new, |percent| format!("（占{percent}%）"));
        reasons.push(format!("农民工{migrants}人{share}"));
    }
    if !directories.is_empty() {
        let names: Vec<&str> = directories
            .iter()
            .map(|entry| sector_words(*entry))
            .collect();
        reasons.push(format!("有助于完成{}入会率目标", names.join("、")));
    }
    reasons.join("；")
}

/// The sector as the notice names it.
fn sector_words(directory: Directory) -> &'static str {
    match directory {
        Directory::Zone => "开发区（园区）",
        Directory::Construction => "在建项目",
        Directory::Logistics => "物流快递",
        Directory::Household => "家庭服务",
        Directory::Cooperative => "农民专业合作社",
        Directory::Dispatch => "劳务派遣",
    }
}

fn source_of(evidence: WorkerEvidence) -> &'static str {
    match evidence {
        WorkerEvidence::Insured => "参保人数",
        WorkerEvidence::Roster => "用工名册人数",
        WorkerEvidence::Site => "现场作业人数",
        WorkerEvidence::Declared => "申报职工人数",
        WorkerEvidence::None => "无用工依据",
    }
}

/// The count, its source, and what it may lead to; members are fewer than workers, hence 可.
fn workers(entity: &enterprises::Row) -> String {
    if entity.worker_evidence == WorkerEvidence::None {
        return source_of(entity.worker_evidence).to_owned();
    }
    let workers = entity.workers.unwrap_or(0);
    let advice = if workers >= OWN_UNION_WORKERS_MIN {
        "如会员满25人可单独建会"
    } else if workers >= MICRO_WORKERS {
        "可与邻近同类单位联合建会"
    } else {
        "可纳入社区（网格）工会"
    };
    format!("{}，{advice}", count(entity))
}

/// The count with its source and age: 参保人数12人（2016年6月）. Where no delivery says as of when it holds,
/// nothing is said.
fn count(entity: &enterprises::Row) -> String {
    let source = source_of(entity.worker_evidence);
    let workers = entity.workers.unwrap_or(0);
    let age = entity
        .workers_as_of
        .map(|as_of| format!("（{}）", time_words(as_of)));
    format!("{source}{workers}人{}", age.unwrap_or_default())
}

/// A day, month or year as the office writes it.
fn time_words(as_of: AsOf) -> String {
    let pattern = match as_of.grain() {
        Grain::Day => "%Y年%-m月%-d日",
        Grain::Month => "%Y年%-m月",
        Grain::Year => "%Y年",
    };
    as_of.last_day().format(pattern).to_string()
}

/// Which list carries a mark.
pub(super) fn source_words(kind: SourceKind, department: Option<Department>) -> String {
    if is_directory(kind) {
        return "组建系统企业名录".to_owned();
    }
    let words = match department {
        Some(Department::Tax) => "税务名录",
        Some(Department::Commerce) => "工商名录",
        Some(Department::Hr) => "人社名录",
        Some(Department::Construction) => "住建名录",
        Some(Department::Agriculture) => "农业名录",
        Some(Department::CivilAffairs) => "民政名录",
        Some(Department::Other) | None => "部门名录",
    };
    words.to_owned()
}
