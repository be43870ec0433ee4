//! What is found about each union row, and how the office reads it.

use super::drafts::{Draft, Unit};
use super::hierarchy::Standing;
use crate::normalize::CompanyName;
use crate::table::union_rows;
use crate::table::vocabulary::{EntityKind, EntityStatus, UnionFinding, UnionKind};

/// A finding with its sentences.
pub(super) struct Verdict {
    pub(super) finding: UnionFinding,
    sentences: Vec<String>,
}

/// When a union was founded, seen from the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Founding {
    /// On or before it, or on a day nobody wrote down.
    WithinTime,
    /// After it.
    AfterPeriod,
}

impl Verdict {
    /// All sentences, and a last one where the union was founded too late to count.
    pub(super) fn evidence(&self, founding: Founding) -> String {
        let mut sentences = self.sentences.clone();
        match founding {
            Founding::WithinTime => {}
            Founding::AfterPeriod => {
                sentences.push("建会日期晚于统计期末，本期不计入覆盖".to_owned());
            }
        }
        sentences.join("；")
    }
}

/// What is found about `draft`: a second entry first, then what became of its unit.
pub(super) fn judge(draft: &Draft, standing: &Standing, second_entry: Option<String>) -> Verdict {
    let (mut finding, unit_sentence) = match draft.kind {
        UnionKind::EnterpriseUnion => judge_unit(draft),
        UnionKind::JointUnion
        | UnionKind::UnionFederation
        | UnionKind::AreaUnion
        | UnionKind::SuperiorUnion => judge_many(draft),
    };
    let mut sentences = Vec::new();
    if let Some(sentence) = second_entry {
        finding = UnionFinding::DuplicateUnion;
        sentences.push(sentence);
    }
    sentences.push(unit_sentence);
    if let Some(place) = &standing.contradicted_by {
        let unit = standing.unit.as_ref().map_or("", |unit| unit.name.as_str());
        sentences.push(format!(
            "上级工会属{unit}，单位所在地为{place}，按上级工会归口，待核"
        ));
    }
    Verdict { finding, sentences }
}

fn judge_unit(draft: &Draft) -> (UnionFinding, String) {
    if draft.is_withdrawn {
        let status = draft.row.status.as_deref().unwrap_or_default().trim();
        let sentence = format!("组建系统中工会状态为“{status}”");
        return (UnionFinding::UnitDissolved, sentence);
    }
    let known = draft
        .unit
        .as_ref()
        .filter(|unit| !unit.only_in_union_system);
    if let Some(unit) = known {
        return judge_known_unit(unit);
    }
    if let Some(why) = outside_registries(draft) {
        let sentence = format!("单位属机关事业单位（{why}），不在企业登记范围");
        return (UnionFinding::OutsideRegistries, sentence);
    }
    let sentence = match &draft.unit {
        Some(unit) if unit.status == EntityStatus::Dissolved => {
            return (UnionFinding::UnitDissolved, dissolved_sentence(unit));
        }
        Some(unit) => format!("各部门名录中未找到单位“{}”", unit.name),
        None => "工会记录未能对应任何单位".to_owned(),
    };
    (UnionFinding::UnitNotFound, sentence)
}

fn judge_known_unit(unit: &Unit) -> (UnionFinding, String) {
    match unit.status {
        EntityStatus::Dissolved => (UnionFinding::UnitDissolved, dissolved_sentence(unit)),
        EntityStatus::Active | EntityStatus::Dormant | EntityStatus::Unknown => {
            let sentence = format!("对应单位“{}”", unit.name);
            (UnionFinding::Ok, sentence)
        }
    }
}

fn dissolved_sentence(unit: &Unit) -> String {
    match &unit.status_reason {
        Some(reason) => format!("单位“{}”已终止（{reason}）", unit.name),
        None => format!("单位“{}”已终止", unit.name),
    }
}

fn judge_many(draft: &Draft) -> (UnionFinding, String) {
    if draft.is_withdrawn {
        let status = draft.row.status.as_deref().unwrap_or_default().trim();
        let sentence = format!("组建系统中工会状态为“{status}”");
        return (UnionFinding::UnitDissolved, sentence);
    }
    let sentence = match draft.kind {
        UnionKind::JointUnion => "联合工会",
        UnionKind::UnionFederation => "工会联合会",
        UnionKind::AreaUnion => "区域工会",
        UnionKind::SuperiorUnion => "上级工会，不直接覆盖单位",
        UnionKind::EnterpriseUnion => "单位工会",
    };
    (UnionFinding::Ok, sentence.to_owned())
}

/// Endings of the names of organs and institutions; a firm's name ends in its legal form instead.
const PUBLIC_ENDINGS: [&str; 31] = [
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "大学",
    "学院",
    "医院",
    "卫生院",
    "卫生室",
    "疾控中心",
    "局",
    "委员会",
    "办公室",
    "人民政府",
    "政府",
    "法院",
    "检察院",
    "党校",
    "图书馆",
    "博物馆",
    "文化馆",
    "档案馆",
    "支队",
    "大队",
    "管理处",
    "管理所",
    "服务站",
    "街道办事处",
    "研究院",
    "电视台",
    "福利院",
];

/// Why the unit is an organ or institution: category, then codes, then kind and name.
fn outside_registries(draft: &Draft) -> Option<String> {
    let row = &draft.row;
    match category_of(row) {
        Some(Category::Public(text)) => return Some(format!("单位类别{text}")),
        Some(Category::Private) => return None,
        None => {}
    }
    if let Some(is_public) = registrar_is_public(row) {
        return is_public.then(|| "信用代码以1开头".to_owned());
    }
    let kind = draft.unit.as_ref().map(|unit| unit.kind);
    if matches!(kind, Some(EntityKind::Institution | EntityKind::Organ)) {
        return Some("单位性质".to_owned());
    }
    let name = draft.folded_name.as_str();
    let ending = PUBLIC_ENDINGS
        .iter()
        .find(|ending| name.ends_with(**ending))?;
    let is_department = ["公司", "合作社", "企业", "厂"]
        .iter()
        .any(|word| name.contains(word));
    (!is_department && CompanyName::parse(name).branch.is_none())
        .then(|| format!("名称以“{ending}”结尾"))
}

/// What the unit category says.
enum Category {
    Public(String),
    Private,
}

/// Categories 400 institutions, 500 organs; 110–300 enterprises, 600 individual economy, 700
/// non-enterprise units; or their words.
fn category_of(row: &union_rows::Row) -> Option<Category> {
    let text = row.unit_category.as_deref()?.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    match (digits.len(), digits.chars().next()) {
        (3, Some('4' | '5')) => return Some(Category::Public(text.to_owned())),
        (3, Some('1' | '2' | '3' | '6' | '7')) => return Some(Category::Private),
        _ => {}
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["民办非企业", "企业", "个体", "合作社", "公司"]) {
        // 参公事业单位 and 企业化管理的事业单位 stay institutions.
        return Some(if text.contains("事业") {
            Category::Public(text.to_owned())
        } else {
            Category::Private
        });
    }
    has(&["机关", "事业", "党政"]).then(|| Category::Public(text.to_owned()))
}

/// Whether a credit code's registrar is the establishment office; `None` without a credit code.
fn registrar_is_public(row: &union_rows::Row) -> Option<bool> {
    let cells = [&row.uscc, &row.tax_id, &row.code, &row.unit_code];
    let codes = cells.into_iter().flatten();
    let code = codes
        .filter_map(|code| code.parse::<crate::standard::CreditCode>().ok())
        .next()?;
    Some(code.as_str().starts_with('1'))
}
