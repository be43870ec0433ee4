//! Which part of a name is a parent's, and which a workplace adds.

use super::super::legal_form::{self, Ending, LegalForm, UnitKind};
use super::super::numeral;
use super::super::words::BRANCH_UNITS;
use crate::standard::region;

/// Words that end a parent's name although they state no company; a workplace must follow.
const WEAK_PARENTS: &[&str] = &[
    "供销合作社",
    "供销社",
    "信用合作社",
    "信用社",
    "信用联社",
    "联社",
    "合作社",
    "总厂",
    "厂",
    "集团",
    "银行",
    "卫生院",
    "医院",
    "中学",
    "小学",
    "大学",
    "学院",
    "学校",
    "粮站",
    "粮库",
    "粮管所",
    "管理局",
    "局",
    "酒店",
    "宾馆",
    "饭店",
    "商场",
    "百货大楼",
    "大厦",
    "书店",
    "事务所",
    "研究所",
    "研究院",
    "农场",
    "林场",
    "茶场",
    "渔场",
    "养殖场",
    "委员会",
    "购物中心",
    "中心",
    "总站",
    "总店",
    "商店",
    "商社",
    "超市",
    "大药房",
    "合伙企业",
    "矿",
    "矿务局",
    "商行",
    "协会",
];

/// A parent has this many characters before the words that end it.
const PARENT_MIN: usize = 2;

/// The parent's name and what a workplace adds, where words follow a company's form.
pub(super) fn split(name: &str) -> (&str, Option<&str>) {
    company(name)
        .or_else(|| weak_parent(name))
        .or_else(|| by_region(name))
        .map_or((name, None), |(parent, own)| (parent, Some(own)))
}

/// Behind the first 公司 that ends no form of the whole.
fn company(name: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    // A search for one character needs no preparation; this is asked of every name.
    while let Some(at) = name.get(from..).and_then(|rest| rest.find('公')) {
        let is_company = name
            .get(from + at..)
            .is_some_and(|rest| rest.starts_with("公司"));
        if !is_company {
            from += at + '公'.len_utf8();
            continue;
        }
        let end = from + at + "公司".len();
        from = end;
        let (parent, own) = name.split_at_checked(end)?;
        if own.is_empty() || own.starts_with("集团") || own.starts_with("联合社") {
            continue;
        }
        // 分公司 alone names no parent.
        let before = parent.strip_suffix("公司")?;
        if before.ends_with(['分', '支']) {
            continue;
        }
        let own = own.trim_start_matches(['-', ',', '.']);
        if before.chars().count() < PARENT_MIN || own.chars().nth(1).is_none() {
            continue;
        }
        // A company or cooperative named after its founder is none of its workplaces.
        let ending = legal_form::ending(own);
        let is_own_firm = ending.is_some_and(|ending| {
            matches!(ending.kind, UnitKind::Enterprise | UnitKind::Cooperative)
                && ending.core_drops() > 0
                // 国网浙江省电力有限公司温州供电公司 is a part although it ends in 公司.
                && !(parent.ends_with("有限公司") && ending.words == "公司")
                && !own.ends_with("分公司")
                && !own.ends_with("支公司")
        });
        if is_own_firm {
            return None;
        }
        return Some((parent, own));
    }
    None
}

/// Behind a shop, works or bank, if what follows ends as its workplaces do.
fn weak_parent(name: &str) -> Option<(&str, &str)> {
    let ending = legal_form::ending(name)?;
    if !ending.may_be_branch {
        return supply_cooperative(name, ending);
    }
    let before = name.get(..name.len() - ending.words.len())?;
    let mut best: Option<usize> = None;
    for word in WEAK_PARENTS {
        let Some(at) = before.find(word) else {
            continue;
        };
        let end = at + word.len();
        let is_parent = before.get(..at)?.chars().count() >= PARENT_MIN;
        if is_parent && best.is_none_or(|known| end < known || at < known && end > known) {
            best = Some(end);
        }
    }
    let (parent, own) = name.split_at_checked(best?)?;
    (own.chars().nth(1).is_some()).then_some((parent, own))
}

/// Whatever stands behind a supply and marketing cooperative is its workplace: 农资部, 生资一部,
/// 商场. Unions of cooperatives and companies with a form of their own are none.
fn supply_cooperative(name: &str, ending: Ending) -> Option<(&str, &str)> {
    if ending.form == LegalForm::Society || ending.core_drops() > 0 {
        return None;
    }
    let word = ["供销合作社", "供销社"]
        .into_iter()
        .find(|word| name.contains(word))?;
    let at = name.find(word)?;
    let (parent, own) = name.split_at_checked(at + word.len())?;
    let is_parent = name.get(..at)?.chars().count() >= PARENT_MIN;
    (is_parent && own.chars().nth(1).is_some()).then_some((parent, own))
}

/// 中国人寿保险凤阳支公司: behind the parent's name its workplace begins with a region.
fn by_region(name: &str) -> Option<(&str, &str)> {
    if !name.ends_with(['司', '行', '店']) {
        return None;
    }
    let is_branch = ["分公司", "支公司", "支行", "分行", "分店"]
        .iter()
        .any(|word| name.ends_with(word));
    if !is_branch {
        return None;
    }
    let starts = name.char_indices().skip(4).map(|(at, _)| at);
    for at in starts.take(20) {
        let own = name.get(at..)?;
        if own.chars().count() < 4 {
            return None;
        }
        if region::locate_prefix(own, "").is_some() {
            return name.split_at_checked(at);
        }
    }
    None
}

/// A branch's words in one spelling: its region without 市 or 县, numbers in digits.
pub(super) fn key(own: &str) -> String {
    let located = region::locate_prefix(own, "");
    let shortened = located.and_then(|located| {
        let (name, rest) = own.split_at_checked(located.end)?;
        let short = name.strip_suffix(['市', '县', '区'])?;
        (!rest.is_empty() && short.chars().nth(1).is_some()).then(|| format!("{short}{rest}"))
    });
    match shortened {
        Some(shortened) => numeral::before_markers(&shortened, BRANCH_UNITS),
        None => numeral::before_markers(own, BRANCH_UNITS),
    }
}
