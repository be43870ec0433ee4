//! Names of enterprises in their parts: `[region][brand 字号][industry words][legal form]`.

use crate::standard::region::{self, Certainty, Level};

use super::legal_form::{LegalForm, PARENT_ENDINGS};
use super::numeral;
use super::text::fold;
use super::words::{BRANCH_UNITS, BRAND_LIKE_REGIONS, INDUSTRY};

/// The name of an enterprise, folded and in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyName {
    /// The whole name in one spelling, without notes and bracket signs, 有限责任公司 written
    /// 有限公司. Equal for two ways of writing one name; the region stays.
    pub folded: String,
    /// Brand, industry words and branch, without region, company form, notes and bracket signs,
    /// numbers before branch words in digits. Equal for names that differ in region or form alone.
    pub core: String,
    /// The region as written: before the brand, after the province, or in brackets after the brand.
    pub region: Option<String>,
    /// Code of that region, the finest one named; nothing if several share the name.
    pub region_code: Option<&'static str>,
    /// The brand (字号): what stands before the first industry word.
    pub brand: String,
    /// The industry words and what follows them, without the form.
    pub industry: String,
    /// The legal form of the enterprise, for a branch its parent's.
    pub legal_form: LegalForm,
    /// What a branch adds to its parent's name (`宜昌分公司`, `1项目部`).
    pub branch: Option<String>,
    /// The parent's name, folded.
    pub parent: Option<String>,
    /// The former name glued on in brackets (`(原宜昌某某厂)`).
    pub former: Option<String>,
    /// What a note in brackets says about the enterprise.
    pub status_note: Option<StatusNote>,
}

/// What a note glued to a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusNote {
    /// (筹), (筹建).
    Preparing,
    /// (已注销).
    Dissolved,
    /// (吊销).
    Revoked,
    /// (停业), (歇业).
    Suspended,
    /// (迁出).
    MovedOut,
    /// (本部), (总部), (法人): says nothing new.
    HeadOffice,
}

/// What stood in one pair of brackets.
enum Bracket {
    Status(StatusNote),
    Former(String),
    Region(String),
    /// A form (个体工商户, 普通合伙): part of the full name, not of the core.
    Form,
    Words,
}

impl CompanyName {
    /// Takes a name apart. Any text gives a value; of text that is no name the core is the text.
    ///
    /// # Cost
    /// Linear in the text.
    pub fn parse(text: &str) -> Self {
        let mut notes = Notes::default();
        let written = fold(text);
        let written = notes.without_glued(&written);
        let (full, bare) = notes.take_brackets(written);
        let folded = full.replace("有限责任公司", "有限公司");
        let bare = bare.replace("有限责任公司", "有限公司");

        let (whole, own) = split_branch(&bare);
        let head = Head::split(whole);
        let (stem, form) = LegalForm::split(head.rest);
        // A name that is nothing but region and form keeps both: 宜昌市公司 has no other core.
        let stem = if stem.is_empty() { whole } else { stem };
        let (brand, industry) = split_brand(stem);
        let branch = own.map(branch_key);
        let core = format!("{stem}{}", branch.as_deref().unwrap_or_default());
        let core = numeral::before_markers(&core, BRANCH_UNITS);
        let core = if core.is_empty() {
            folded.clone()
        } else {
            core
        };
        Self {
            core,
            region: head.region.or(notes.region),
            region_code: head.region_code.or(notes.region_code),
            brand: brand.to_owned(),
            industry: industry.to_owned(),
            legal_form: notes.form.unwrap_or(form),
            branch,
            parent: own.map(|_| whole.to_owned()),
            former: notes.former,
            status_note: notes.status,
            folded,
        }
    }
}

/// What the brackets of a name said.
#[derive(Default)]
struct Notes {
    status: Option<StatusNote>,
    former: Option<String>,
    region: Option<String>,
    region_code: Option<&'static str>,
    form: Option<LegalForm>,
}

/// Notes that people glue on without brackets.
const GLUED: &[(&str, StatusNote)] = &[
    ("已注销", StatusNote::Dissolved),
    ("已吊销", StatusNote::Revoked),
    ("已停业", StatusNote::Suspended),
];

/// Brackets that do not close are looked for to the end of the text; after so many the rest are
/// signs and nothing more, which keeps a cell of brackets alone linear.
const OPEN_MAX: u32 = 4;

impl Notes {
    fn without_glued<'a>(&mut self, text: &'a str) -> &'a str {
        for (ending, status) in GLUED {
            if let Some(rest) = text.strip_suffix(ending)
                && !rest.ends_with('(')
            {
                self.status = Some(*status);
                return rest.trim_end_matches('-');
            }
        }
        text
    }

    /// The name without notes: once with all other bracketed words, once without those that the
    /// core does not hold. Brackets that do not close are signs and nothing more.
    fn take_brackets(&mut self, text: &str) -> (String, String) {
        let (mut full, mut bare) = (String::new(), String::new());
        let mut rest = text;
        let mut n_open = 0;
        while n_open < OPEN_MAX
            && let Some((before, after)) = rest.split_once('(')
        {
            full.push_str(before);
            bare.push_str(before);
            let Some((inner, after_close)) = split_at_close(after) else {
                rest = after;
                n_open += 1;
                continue;
            };
            let inner: String = inner
                .chars()
                .filter(|sign| !matches!(sign, '(' | ')'))
                .collect();
            match self.classify(&inner) {
                Bracket::Status(status) => self.status = self.status.or(Some(status)),
                Bracket::Former(name) => self.former = Some(name),
                Bracket::Region(name) => {
                    full.push_str(&name);
                    // A region behind the brand is a region only if a brand stands before it.
                    if bare.is_empty() {
                        bare.push_str(&name);
                    } else {
                        self.region = Some(name);
                    }
                }
                Bracket::Form => full.push_str(&inner),
                Bracket::Words => {
                    full.push_str(&inner);
                    bare.push_str(&inner);
                }
            }
            rest = after_close;
        }
        full.push_str(rest);
        bare.push_str(rest);
        full.retain(|sign| !matches!(sign, '(' | ')'));
        bare.retain(|sign| !matches!(sign, '(' | ')'));
        (full, bare)
    }

    fn classify(&mut self, inner: &str) -> Bracket {
        let status = match inner {
            "筹" | "筹建" | "筹备" | "筹建中" | "筹备中" => Some(StatusNote::Preparing),
            "注销" | "已注销" | "已注消" => Some(StatusNote::Dissolved),
            "吊销" | "已吊销" | "吊销未注销" => Some(StatusNote::Revoked),
            "停业" | "已停业" | "歇业" | "停产" => Some(StatusNote::Suspended),
            "迁出" | "已迁出" => Some(StatusNote::MovedOut),
            "本部" | "总部" | "总公司" | "机关" | "法人" | "企业法人" | "法人单位" => {
                Some(StatusNote::HeadOffice)
            }
            _ => None,
        };
        if let Some(status) = status {
            return Bracket::Status(status);
        }
        for prefix in ["原名称", "原名", "曾用名", "曾名", "原"] {
            if let Some(name) = inner.strip_prefix(prefix) {
                let name = name.trim_start_matches([':', '为']);
                if name.chars().count() >= 4 {
                    return Bracket::Former(name.to_owned());
                }
            }
        }
        let form = match inner {
            "普通合伙" | "有限合伙" | "特殊普通合伙" => Some(LegalForm::Partnership),
            "个体工商户" | "个体户" | "个体" => Some(LegalForm::IndividualBusiness),
            "个人独资" => Some(LegalForm::SoleProprietorship),
            _ => None,
        };
        if form.is_some() {
            self.form = form;
            return Bracket::Form;
        }
        match region::locate_prefix(inner, "") {
            Some(located) if located.end == inner.len() => {
                if located.certainty == Certainty::Decided {
                    self.region_code = Some(located.region.code);
                }
                Bracket::Region(inner.to_owned())
            }
            Some(_) | None => Bracket::Words,
        }
    }
}

/// The text up to the bracket that closes one opened before it, and what follows.
fn split_at_close(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_u32;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The parent's name and what a branch adds, where words follow the first company form.
fn split_branch(name: &str) -> (&str, Option<&str>) {
    let ends = PARENT_ENDINGS
        .iter()
        .filter_map(|ending| name.find(ending).map(|at| at + ending.len()));
    // 有限公司 holds 公司, so the first end of any is the end of the form.
    let Some((parent, own)) = ends.min().and_then(|end| name.split_at_checked(end)) else {
        return (name, None);
    };
    let own = own.trim_start_matches(['-', ',', '.']);
    let is_words = own.chars().count() >= 2 && parent.chars().count() >= 4;
    // 合作社联合社 and 公司集团 are forms, no branches.
    let is_form = matches!(own, "联合社" | "集团" | "有限公司");
    if is_words && !is_form {
        (parent, Some(own))
    } else {
        (name, None)
    }
}

/// A branch's words in one spelling: its region without 市 or 县, numbers in digits.
fn branch_key(own: &str) -> String {
    let own = match region::locate_prefix(own, "") {
        Some(located) => {
            let (name, rest) = own.split_at_checked(located.end).unwrap_or((own, ""));
            let short = name.strip_suffix(['市', '县', '区']).unwrap_or(name);
            if rest.is_empty() || short.chars().count() < 2 {
                own.to_owned()
            } else {
                format!("{short}{rest}")
            }
        }
        None => own.to_owned(),
    };
    numeral::before_markers(&own, BRANCH_UNITS)
}

/// The region at the head of a name.
struct Head<'a> {
    region: Option<String>,
    region_code: Option<&'static str>,
    rest: &'a str,
}

/// Characters a name must keep behind its region: 宜昌烟厂 has its region for a brand.
const BRAND_AND_INDUSTRY_MIN: usize = 3;

impl<'a> Head<'a> {
    fn split(name: &'a str) -> Self {
        let none = Self {
            region: None,
            region_code: None,
            rest: name,
        };
        let Some(located) = region::locate_prefix(name, "") else {
            return none;
        };
        let Some((written, rest)) = name.split_at_checked(located.end) else {
            return none;
        };
        let is_full = written.ends_with(located.region.name)
            || written.ends_with(['省', '市', '县', '区', '州', '旗']);
        let is_word = BRAND_LIKE_REGIONS.contains(&written);
        let is_shared =
            located.certainty == Certainty::Ambiguous && located.region.level() == Level::County;
        if !is_full && (is_word || is_shared) {
            return none;
        }
        let (stem, _) = LegalForm::split(rest);
        if stem.chars().count() < BRAND_AND_INDUSTRY_MIN {
            let is_brandless =
                stem.chars().count() < 2 || INDUSTRY.iter().any(|word| stem.starts_with(word));
            if !is_full || is_brandless {
                return Self {
                    region: Some(written.to_owned()),
                    region_code: code(&located),
                    rest: name,
                };
            }
        }
        Self {
            region: Some(written.to_owned()),
            region_code: code(&located),
            rest,
        }
    }
}

fn code(located: &region::Located) -> Option<&'static str> {
    (located.certainty == Certainty::Decided).then_some(located.region.code)
}

/// The brand, and the industry words from the first one on; a brand has two characters or more.
fn split_brand(stem: &str) -> (&str, &str) {
    let second = stem.char_indices().nth(2).map_or(stem.len(), |(at, _)| at);
    let tail = stem.get(second..).unwrap_or_default();
    let first = INDUSTRY.iter().filter_map(|word| tail.find(word)).min();
    let at = first.map_or(stem.len(), |at| second + at);
    stem.split_at_checked(at).unwrap_or((stem, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `region | brand | industry | branch | parent`, each `-` when absent.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let name = CompanyName::parse(text);
        let or_dash = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let found = [
            or_dash(&name.region),
            name.brand.clone(),
            name.industry.clone(),
            or_dash(&name.branch),
            or_dash(&name.parent),
        ];
        assert_eq!(found.join(" | "), expected, "{text}");
    }

    #[track_caller]
    fn check_core(text: &str, expected: &str) {
        assert_eq!(CompanyName::parse(text).core, expected, "{text}");
    }

    #[track_caller]
    fn same_folded(left: &str, right: &str) {
        assert_eq!(
            CompanyName::parse(left).folded,
            CompanyName::parse(right).folded
        );
    }

    #[test]
    fn region_stands_first() {
        check(
            "宜昌市鼎力房地产开发有限公司",
            "宜昌市 | 鼎力 | 房地产开发 | - | -",
        );
        check(
            "湖北宜昌每天体育用品有限公司",
            "湖北宜昌 | 每天 | 体育用品 | - | -",
        );
        check("兴山鼎力商贸有限公司", "兴山 | 鼎力 | 商贸 | - | -");
    }
    #[test]
    fn region_stands_in_brackets() {
        check(
            "鼎力（宜昌）房地产开发有限公司",
            "宜昌 | 鼎力 | 房地产开发 | - | -",
        );
    }
    #[test]
    fn brands_that_are_regions_stay() {
        check_core("东方商贸有限公司", "东方商贸");
        check_core("长安汽车有限公司", "长安汽车");
        check_core("宜昌烟厂", "宜昌烟厂");
    }
    #[test]
    fn branches_have_a_parent() {
        check(
            "宜昌鼎力商贸有限公司第一分公司",
            "宜昌 | 鼎力 | 商贸 | 1分公司 | 宜昌鼎力商贸有限公司",
        );
        check(
            "中国石化销售有限公司湖北宜昌石油分公司",
            "- | 中国 | 石化销售 | 湖北宜昌石油分公司 | 中国石化销售有限公司",
        );
    }
    #[test]
    fn serial_names_differ_and_spellings_of_one_number_do_not() {
        check_core("宜昌鼎力商贸有限公司一分公司", "鼎力商贸1分公司");
        check_core("宜昌市鼎力商贸有限责任公司第1分公司", "鼎力商贸1分公司");
        check_core("宜昌鼎力商贸有限公司二分公司", "鼎力商贸2分公司");
    }
    #[test]
    fn writing_makes_no_difference() {
        same_folded(
            "宜昌市鼎力（集团）有限责任公司",
            "宜昌市 鼎力(集团)有限公司",
        );
        same_folded("宜昌鼎力貿易有限公司", "宜昌鼎力贸易有限公司（筹）");
    }
    #[test]
    fn notes_are_taken_off() {
        let name = CompanyName::parse("宜昌鼎力商贸有限公司（原宜昌鼎力百货商店）(已注销)");
        assert_eq!(name.former.as_deref(), Some("宜昌鼎力百货商店"));
        assert_eq!(name.status_note, Some(StatusNote::Dissolved));
        assert_eq!(name.folded, "宜昌鼎力商贸有限公司");
    }
    #[test]
    fn cooperatives_and_shops() {
        check_core("宜都市红花柑橘专业合作社", "红花柑橘");
        check_core("西陵区老李餐馆店(个体工商户)", "老李餐馆店");
    }
    #[test]
    fn brackets_that_do_not_close_are_signs() {
        check_core("宜昌鼎力(东区商贸有限公司", "鼎力东区商贸");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_name(text in "\\PC{0,30}|[宜昌市()（）有限公司分店第一原已注销 ]{0,30}") {
            let name = CompanyName::parse(&text);
            prop_assert!(!name.core.is_empty() || name.folded.is_empty());
        }
    }
}
