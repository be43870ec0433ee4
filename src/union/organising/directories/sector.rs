//! Which key sectors an entity's codes or words put it in.

use crate::normalize::CompanyName;
use crate::table::entities;
use crate::table::vocabulary::{Directory, EntityKind};
use crate::union::policy::Policy;

/// Words of logistics and courier firms in the trade part of a name.
const LOGISTICS_WORDS: [&str; 11] = [
    "物流", "快递", "速递", "速运", "快运", "货运", "仓储", "储运", "邮政", "托运", "搬运",
];

/// Trades that only deal with such firms: makers, sellers and programmers.
const NOT_LOGISTICS_WORDS: [&str; 8] = [
    "设备", "器材", "制造", "软件", "科技", "信息", "咨询", "网络",
];

/// Words of household service firms.
const HOUSEHOLD_WORDS: [&str; 7] = [
    "家政",
    "家庭服务",
    "月嫂",
    "保姆",
    "母婴护理",
    "育婴",
    "月子",
];

/// The two editions give 801 and 791 to different trades: car repair (801 of 2011) and land works
/// (791 of 2017) share the numbers of household services.
const NOT_HOUSEHOLD_WORDS: [&str; 6] = ["汽车", "摩托", "修理", "维修", "汽修", "土地"];

/// Phrases that deny dispatch within a business scope.
const NO_DISPATCH_PHRASES: [&str; 4] = [
    "不含劳务派遣",
    "不得从事劳务派遣",
    "除劳务派遣",
    "不包括劳务派遣",
];

/// Why the project is listed, or `None` where it is below the office's large-project limits.
pub(super) fn construction(entity: &entities::Row, policy: &Policy) -> Option<String> {
    let Some(large) = policy.large_project else {
        return Some("住建在建项目（未设大型项目标准，全部列入）".to_owned());
    };
    let workers = entity.site_workers.or(entity.declared_workers);
    let is_costly = large
        .cost_yuan
        .is_some_and(|limit| entity.project_cost.is_some_and(|cost| cost >= limit));
    let is_crowded = large
        .workers
        .is_some_and(|limit| workers.is_some_and(|workers| workers >= limit));
    match (is_costly, is_crowded) {
        (true, _) => Some("工程造价达到大型项目标准".to_owned()),
        (false, true) => Some("现场人数达到大型项目标准".to_owned()),
        (false, false) => None,
    }
}

/// The sectors of an entity that is no project, each with what decided it.
pub(super) fn sectors(entity: &entities::Row) -> Vec<(Directory, String)> {
    let trade = Trade::of(entity);
    let found = [
        (Directory::Logistics, logistics(&trade)),
        (Directory::Household, household(&trade)),
        (Directory::Cooperative, cooperative(entity)),
        (Directory::Dispatch, dispatch(&trade, entity)),
    ];
    let found = found.into_iter();
    found
        .filter_map(|(directory, why)| Some((directory, why?)))
        .collect()
}

/// What is known of an entity's trade.
struct Trade {
    /// Digits of the GB/T 4754 code without the letter; empty where unknown.
    digits: String,
    /// The trade part of the name, then the industry as written.
    words: [String; 2],
    name: String,
}

impl Trade {
    fn of(entity: &entities::Row) -> Self {
        let code = entity.industry_code.as_deref().unwrap_or_default();
        let parsed = CompanyName::parse(&entity.name);
        let parent = parsed.parent.as_deref().map(CompanyName::parse);
        let mut words = parsed.industry.clone();
        if words.is_empty() {
            words = parent.map_or_else(|| parsed.core.clone(), |parent| parent.industry);
        }
        Self {
            digits: code.chars().filter(char::is_ascii_digit).collect(),
            words: [words, entity.industry_text.clone().unwrap_or_default()],
            name: parsed.folded,
        }
    }

    fn has(&self, words: &[&str]) -> Option<String> {
        let texts = self.words.iter();
        let mut hits = texts.flat_map(|text| words.iter().find(|word| text.contains(**word)));
        hits.next().map(|word| (*word).to_owned())
    }

    /// The prefix of `codes` that the code begins with, or whether it is too short to say.
    fn code(&self, codes: &[&str]) -> CodeVerdict {
        if codes.iter().any(|code| self.digits.starts_with(code)) {
            return CodeVerdict::Inside(self.digits.clone());
        }
        let undecided = codes
            .iter()
            .any(|code| code.starts_with(self.digits.as_str()));
        if undecided {
            CodeVerdict::Undecided
        } else {
            CodeVerdict::Outside
        }
    }
}

/// What an industry code says about a sector.
enum CodeVerdict {
    Inside(String),
    Outside,
    Undecided,
}

fn logistics(trade: &Trade) -> Option<String> {
    match trade.code(&["59", "60", "543"]) {
        CodeVerdict::Inside(digits) => Some(by_code(&digits)),
        CodeVerdict::Outside => None,
        CodeVerdict::Undecided => {
            let word = trade.has(&LOGISTICS_WORDS)?;
            trade
                .has(&NOT_LOGISTICS_WORDS)
                .is_none()
                .then(|| by_word(&word))
        }
    }
}

fn household(trade: &Trade) -> Option<String> {
    match trade.code(&["801", "791"]) {
        CodeVerdict::Inside(digits) => {
            let is_other = NOT_HOUSEHOLD_WORDS
                .iter()
                .any(|word| trade.name.contains(word));
            let is_other = is_other || trade.has(&NOT_HOUSEHOLD_WORDS).is_some();
            (!is_other).then(|| by_code(&digits))
        }
        CodeVerdict::Outside => None,
        CodeVerdict::Undecided => trade.has(&HOUSEHOLD_WORDS).map(|word| by_word(&word)),
    }
}

fn cooperative(entity: &entities::Row) -> Option<String> {
    if entity
        .uscc
        .as_deref()
        .is_some_and(|code| code.starts_with("93"))
    {
        return Some("信用代码以93开头".to_owned());
    }
    if entity.entity_kind == EntityKind::Cooperative {
        return Some("主体类型为农民专业合作社".to_owned());
    }
    let is_named = ["专业合作社", "专业合作联社"]
        .iter()
        .any(|form| entity.name.contains(form));
    is_named.then(|| "名称为专业合作社".to_owned())
}

/// By code, by the name, or by a licensed business scope that does not deny it.
fn dispatch(trade: &Trade, entity: &entities::Row) -> Option<String> {
    match trade.code(&["7263"]) {
        CodeVerdict::Inside(digits) => return Some(by_code(&digits)),
        CodeVerdict::Outside | CodeVerdict::Undecided => {}
    }
    if trade.name.contains("劳务派遣") {
        return Some(by_word("劳务派遣"));
    }
    let scope = entity.business_scope.as_deref().unwrap_or_default();
    let is_denied = NO_DISPATCH_PHRASES
        .iter()
        .any(|phrase| scope.contains(phrase));
    let is_licensed = scope.contains("劳务派遣") && scope.contains("许可");
    (is_licensed && !is_denied).then(|| "经营范围含劳务派遣（凭许可证）".to_owned())
}

fn by_code(digits: &str) -> String {
    format!("行业代码{digits}")
}

fn by_word(word: &str) -> String {
    format!("名称或行业含“{word}”")
}
