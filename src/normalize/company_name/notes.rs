//! What brackets and glued words say about a name.

use super::super::legal_form::{self, LegalForm};
use super::status::StatusNote;
use crate::standard::region::{self, Certainty};

/// What the brackets of a name said.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) status: Option<StatusNote>,
    pub(super) status_words: Option<String>,
    pub(super) former: Option<String>,
    pub(super) region: Option<String>,
    /// Where the bracket of that region stood, in bytes of the bare name.
    region_at: usize,
    pub(super) region_code: Option<&'static str>,
    pub(super) form: Option<LegalForm>,
    pub(super) form_words: Option<String>,
    /// Words in brackets that are none of these.
    pub(super) leftover: String,
}

/// A name without its notes.
pub(super) struct Written {
    /// With all other bracketed words.
    pub(super) full: String,
    /// Without those that the core does not hold; nothing if it is the same.
    pub(super) bare: Option<String>,
}

/// What stood in one pair of brackets.
enum Bracket {
    Status(StatusNote),
    Former(String),
    Region,
    /// A form (个体工商户, 普通合伙): part of the full name, not of the core.
    Form,
    Words,
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

/// No region's name is longer in bytes; what is longer is not looked up.
const REGION_MAX: usize = 90;

impl Notes {
    /// Takes the notes off a folded name.
    pub(super) fn take(&mut self, text: String) -> Written {
        let text = match self.glued(&text) {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        if !text.contains(['(', ')']) {
            let bare = self.glued_form(&text);
            return Written { full: text, bare };
        }
        let (mut full, mut bare) = self.brackets(&text);
        full.retain(|sign| !matches!(sign, '(' | ')'));
        bare.retain(|sign| !matches!(sign, '(' | ')'));
        Written {
            full,
            bare: Some(bare),
        }
    }

    fn glued<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if !text.ends_with(['销', '业']) {
            return None;
        }
        let (rest, status) = GLUED
            .iter()
            .find_map(|(ending, status)| Some((text.strip_suffix(ending)?, *status)))?;
        if rest.is_empty() || rest.ends_with('(') {
            return None;
        }
        self.status = Some(status);
        self.status_words = text.get(rest.len()..).map(str::to_owned);
        Some(rest.trim_end_matches('-'))
    }

    /// 制品厂普通合伙: a form whose brackets were left out; the name without it.
    fn glued_form(&mut self, text: &str) -> Option<String> {
        if !text.ends_with('伙') {
            return None;
        }
        let words = ["普通合伙", "有限合伙"];
        let rest = words.iter().find_map(|words| text.strip_suffix(words))?;
        legal_form::ending(rest)?;
        self.form = Some(LegalForm::Partnership);
        self.form_words = text.get(rest.len()..).map(str::to_owned);
        Some(rest.to_owned())
    }

    /// The name without notes: once with all other bracketed words, once without those that the
    /// core does not hold. Brackets that do not close are signs and nothing more.
    fn brackets(&mut self, text: &str) -> (String, String) {
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
                Bracket::Status(status) => {
                    if self.status.is_none() {
                        self.status = Some(status);
                        self.status_words = Some(inner);
                    }
                }
                Bracket::Former(name) => self.former = Some(name),
                Bracket::Region => {
                    full.push_str(&inner);
                    // A region behind the brand is a region only if a brand stands before it.
                    if bare.is_empty() {
                        bare.push_str(&inner);
                    } else if self.region.is_none() {
                        self.region_at = bare.len() - bare.matches(['(', ')']).count();
                        self.region = Some(inner);
                    }
                }
                Bracket::Form => {
                    full.push_str(&inner);
                    self.form_words = Some(inner);
                }
                // (集团) behind a whole name says nothing; inside it belongs to the form.
                Bracket::Words if inner == "集团" && self.is_behind_all(&bare, after_close) => {}
                Bracket::Words => {
                    full.push_str(&inner);
                    bare.push_str(&inner);
                    self.remark(&inner, after_close);
                }
            }
            rest = after_close;
        }
        full.push_str(rest);
        bare.push_str(rest);
        (full, bare)
    }

    /// The first part of a bare name with its region in brackets again, as its own file writes it.
    pub(super) fn with_region(&self, part: &str) -> String {
        match (&self.region, part.split_at_checked(self.region_at)) {
            (Some(region), Some((brand, rest))) if !rest.is_empty() => {
                format!("{brand}({region}){rest}")
            }
            (Some(_) | None, _) => part.to_owned(),
        }
    }

    /// Whether nothing but notes follows a name whose form is complete.
    fn is_behind_all(&self, before: &str, after: &str) -> bool {
        let is_whole = legal_form::ending(before)
            .is_some_and(|ending| ending.core_drops() > 0 || ending.may_be_branch);
        is_whole && (after.is_empty() || after.starts_with('('))
    }

    /// A bracket at the end that names no workplace is a remark; in the midst (集团) it is a word.
    fn remark(&mut self, inner: &str, after: &str) {
        let is_workplace = legal_form::ending(inner).is_some();
        if after.is_empty() && !is_workplace && !inner.is_empty() {
            self.leftover.push_str(inner);
        }
    }

    fn classify(&mut self, inner: &str) -> Bracket {
        if let Some(status) = StatusNote::of_words(inner) {
            return Bracket::Status(status);
        }
        let former = [
            "原名称",
            "原名",
            "曾用名",
            "曾名",
            "原为",
            "原",
            "曾用",
            "前身为",
            "前身",
            "更名前",
        ];
        for prefix in former {
            if let Some(name) = inner.strip_prefix(prefix) {
                let name = name.trim_start_matches([':', '为', '-', ',']);
                if name.chars().count() >= 4 {
                    return Bracket::Former(name.to_owned());
                }
            }
        }
        self.form = match inner {
            "普通合伙" | "有限合伙" | "特殊普通合伙" | "特殊的普通合伙" | "合伙" => {
                Some(LegalForm::Partnership)
            }
            "个体工商户" | "个体户" | "个体" => Some(LegalForm::IndividualBusiness),
            "个人独资" => Some(LegalForm::SoleProprietorship),
            _ => self.form,
        };
        if is_form(inner) {
            return Bracket::Form;
        }
        if inner.len() > REGION_MAX {
            return Bracket::Words;
        }
        match region::locate_prefix(inner, "") {
            Some(located) if is_zone_or_nothing(inner.get(located.end..).unwrap_or_default()) => {
                if located.certainty == Certainty::Decided && self.region_code.is_none() {
                    self.region_code = Some(located.region.code);
                }
                Bracket::Region
            }
            Some(_) | None if matches!(inner, "中国" | "香港" | "澳门" | "台湾") => {
                Bracket::Region
            }
            Some(_) | None => Bracket::Words,
        }
    }
}

/// What may stand behind a region in brackets: (重庆两江新区).
fn is_zone_or_nothing(rest: &str) -> bool {
    const ZONES: [&str; 8] = [
        "新区",
        "开发区",
        "高新区",
        "经开区",
        "保税区",
        "园区",
        "自贸区",
        "工业园",
    ];
    rest.is_empty() || (rest.len() <= 30 && ZONES.iter().any(|zone| rest.ends_with(zone)))
}

fn is_form(inner: &str) -> bool {
    matches!(
        inner,
        "普通合伙"
            | "有限合伙"
            | "特殊普通合伙"
            | "特殊的普通合伙"
            | "合伙"
            | "个体工商户"
            | "个体户"
            | "个体"
            | "个人独资"
    )
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
