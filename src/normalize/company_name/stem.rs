//! What is left of a name between region and form: the brand and its trade.

use super::super::industry_words::{self, BrandIs, STEM_MAX};
use super::super::legal_form::{self, Ending, LegalForm, UnitKind};
use super::super::numeral;
use super::super::words::{BRANCH_UNITS, national_brand};
use super::head::Head;
use crate::standard::region::{self, Certainty};

/// A name without its branch, in parts.
#[derive(Default)]
pub(super) struct Stem {
    head: Head,
    /// Region as written at the head, or in the midst.
    pub(super) region: Option<String>,
    pub(super) code: Option<&'static str>,
    pub(super) ending: Option<Ending>,
    pub(super) brand: String,
    pub(super) industry: String,
}

impl Stem {
    /// Takes a name without its branch apart.
    pub(super) fn of(name: &str) -> Self {
        let head = Head::of(name);
        let rest = name.get(head.end..).unwrap_or_default();
        let ending = legal_form::ending(rest);
        let stem = without(rest, ending.map_or(0, |ending| ending.words.len()));
        let mut found = Self {
            head,
            code: head.code,
            region: name
                .get(..head.end)
                .filter(|written| !written.is_empty())
                .map(str::to_owned),
            ending,
            ..Self::default()
        };
        match middle_region(stem).filter(|_| head.end == 0) {
            Some(middle) => {
                found.region = stem.get(middle.start..middle.end).map(str::to_owned);
                found.code = middle.code;
                let before = stem.get(..middle.start).unwrap_or_default();
                let after = stem.get(middle.end..).unwrap_or_default();
                found.cut(&format!("{before}{after}"));
            }
            None => found.cut(stem),
        }
        found
    }

    /// Cuts brand from trade.
    fn cut(&mut self, stem: &str) {
        let stem = stem.strip_suffix("集团").unwrap_or(stem);
        // 交运集团宣城汽运: the group has the brand.
        if let Some((group, own)) = stem.split_once("集团")
            && group.chars().nth(1).is_some()
        {
            self.cut(group);
            self.industry.push_str(own);
            self.move_region();
            return;
        }
        let national = national_brand(stem).map(str::len);
        let brand_is = match stem.ends_with("银行") {
            true => BrandIs::Optional,
            false => self.brand_is(),
        };
        let at = national.unwrap_or_else(|| cut_at(stem, brand_is));
        let is_organ = self
            .ending
            .is_some_and(|ending| ending.kind == UnitKind::Organ);
        // An authority is named after its task: 财政局 has no brand.
        let at = if is_organ { 0 } else { at };
        let at = match self.ending {
            Some(ending) if ending.words == "厂" && at == stem.len() => before_ware(stem),
            Some(_) | None => at,
        };
        let (brand, trade) = stem.split_at_checked(at).unwrap_or((stem, ""));
        self.brand = brand.to_owned();
        self.industry = trade.to_owned();
        self.move_region();
        if let Some(ending) = self.ending {
            // 饭店 is a trade of which 店 is the form.
            if ending.names_trade() {
                self.industry.push_str(ending.words);
            }
        }
    }

    /// 同仁堂|合肥药店: a region between brand and trade says where the firm is.
    fn move_region(&mut self) {
        let Some(located) = region::locate_prefix(&self.industry, "") else {
            return;
        };
        let (written, rest) = self
            .industry
            .split_at_checked(located.end)
            .unwrap_or_default();
        let is_whole = written.chars().nth(2).is_some() && written.ends_with(['省', '市', '县']);
        if located.certainty == Certainty::Decided
            && (located.region.code.ends_with("00") || is_whole)
        {
            let rest = rest.to_owned();
            self.region = Some(written.to_owned());
            self.code = Some(located.region.code);
            self.industry = rest;
        }
    }

    fn brand_is(&self) -> BrandIs {
        let Some(ending) = self.ending else {
            return BrandIs::Expected;
        };
        match ending.kind {
            UnitKind::Institution | UnitKind::Organ | UnitKind::SocialOrganisation => {
                BrandIs::Optional
            }
            UnitKind::Other | UnitKind::Project | UnitKind::Branch => BrandIs::Optional,
            UnitKind::PrivateNonEnterprise | UnitKind::IndividualBusiness => BrandIs::Expected,
            UnitKind::Enterprise | UnitKind::Cooperative => match ending.form {
                LegalForm::Company | LegalForm::Society => BrandIs::Optional,
                _ => BrandIs::Expected,
            },
        }
    }

    /// The name without region and company form; a name that has no brand keeps its region.
    pub(super) fn core(&self, whole: &str, branch: Option<&str>) -> String {
        let from = if self.brand.is_empty() {
            0
        } else {
            self.head.core_from
        };
        let rest = whole.get(from..).unwrap_or_default();
        let stem = without(rest, self.ending.map_or(0, |ending| ending.core_drops()));
        // A name that is nothing but region and form keeps both: 宜昌市公司 has no other core.
        let stem = if stem.is_empty() { whole } else { stem };
        match branch {
            None => numeral::before_markers(stem, BRANCH_UNITS),
            Some(branch) => numeral::before_markers(&format!("{stem}{branch}"), BRANCH_UNITS),
        }
    }
}

/// A text without its last bytes.
fn without(text: &str, n_bytes: usize) -> &str {
    text.get(..text.len().saturating_sub(n_bytes))
        .unwrap_or(text)
}

/// 引兰|鞋|厂: a works is often named by a ware of one character, which the model takes for the end
/// of the brand.
fn before_ware(stem: &str) -> usize {
    const WARES: [char; 20] = [
        '鞋', '砖', '瓦', '纸', '酒', '茶', '米', '糖', '油', '纱', '药', '布', '伞', '灰', '面',
        '粉', '袜', '帽', '醋', '盐',
    ];
    match stem.char_indices().next_back() {
        Some((at, ware)) if at >= 6 && WARES.contains(&ware) => at,
        Some(_) | None => stem.len(),
    }
}

/// The byte where the brand ends.
fn cut_at(stem: &str, brand_is: BrandIs) -> usize {
    let mut characters = [char::MIN; STEM_MAX];
    let mut n_characters = 0;
    for (place, character) in characters.iter_mut().zip(stem.chars()) {
        *place = character;
        n_characters += 1;
    }
    let n_brand = industry_words::cut(&characters[..n_characters], brand_is).n_brand;
    characters[..n_brand]
        .iter()
        .map(|character| character.len_utf8())
        .sum()
}

/// A region in the midst of a stem: 国网安徽省电力, 移动通信集团安徽, 国药控股芜湖.
struct Middle {
    start: usize,
    end: usize,
    code: Option<&'static str>,
}

fn middle_region(stem: &str) -> Option<Middle> {
    for (start, _) in stem.char_indices().skip(2).take(STEM_MAX) {
        let (before, rest) = stem.split_at_checked(start)?;
        let Some(located) = region::locate_prefix(rest, "") else {
            continue;
        };
        if located.certainty != Certainty::Decided {
            continue;
        }
        let written = rest.get(..located.end)?;
        let is_full = written.chars().nth(2).is_some() && written.ends_with(['省', '市', '县']);
        let is_short = located.region.code.ends_with("00")
            && (written.len() == rest.len() && before.chars().nth(3).is_some()
                || before.ends_with("集团")
                || before.ends_with("控股"));
        if is_full || is_short {
            return Some(Middle {
                start,
                end: start + located.end,
                code: Some(located.region.code),
            });
        }
    }
    None
}
