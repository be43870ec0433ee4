//! Names of enterprises in their parts: `[region][brand 字号][industry words][legal form]`.

mod branch;
mod head;
mod notes;

use crate::standard::region::{self, Certainty};

use super::industry_words::{self, BrandIs, STEM_MAX};
use super::legal_form::{self, Ending, LegalForm, UnitKind};
use super::numeral;
use super::text::fold;
use super::words::{BRANCH_UNITS, national_brand};

use self::head::Head;
use self::notes::Notes;
pub use self::notes::StatusNote;

/// The name of an enterprise, folded and in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyName {
    /// The whole name in one spelling, without notes and bracket signs, 有限责任公司 written
    /// 有限公司. Equal for two ways of writing one name; the region stays.
    pub folded: String,
    /// Brand, industry words and branch, without region, company form, notes and bracket signs,
    /// numbers before branch words in digits. Equal for names that differ in region or form alone.
    pub core: String,
    /// The region as written: before the brand, after the province, in brackets or alone after
    /// the brand; of a branch whose parent names none, its own.
    pub region: Option<String>,
    /// Code of that region, the finest one named; nothing if several share the name.
    pub region_code: Option<&'static str>,
    /// The brand (字号); empty for a name of place and task (宜昌市自来水公司).
    pub brand: String,
    /// The industry words, without the form: 餐饮服务.
    pub industry: String,
    /// The legal form of the enterprise, for a branch its parent's.
    pub legal_form: LegalForm,
    /// The words of the form as written: 有限责任公司, 专业合作社, 店; empty without one.
    pub form_words: String,
    /// What kind of unit the name tells of.
    pub kind: UnitKind,
    /// What a branch adds to its parent's name (`宜昌分公司`, `1项目部`), numbers in digits.
    pub branch: Option<String>,
    /// The same as written.
    pub branch_words: Option<String>,
    /// The parent's name, folded; a region in brackets keeps them.
    pub parent: Option<String>,
    /// The former name glued on in brackets (`(原宜昌某某厂)`).
    pub former: Option<String>,
    /// What a note in brackets says about the enterprise.
    pub status_note: Option<StatusNote>,
    /// The same as written (`已注销`).
    pub status_words: Option<String>,
    /// Words that are none of these: remarks in brackets at the end.
    pub leftover: String,
}

impl CompanyName {
    /// Takes a name apart. Any text gives a value; of text that is no name the core is the text.
    ///
    /// # Cost
    /// Linear in the text.
    pub fn parse(text: &str) -> Self {
        let mut notes = Notes::default();
        let written = notes.take(with_whole_form(without_signs(fold(text))));
        let names_liability = written.full.contains(LIABLE);
        let folded = limited(written.full, names_liability);
        let bare = written.bare.map(|bare| limited(bare, names_liability));
        let bare = bare.as_deref().unwrap_or(&folded);

        let (whole, own) = branch::split(bare);
        let stem = Stem::of(whole);
        let branch = own.map(branch::key);
        let core = stem.core(whole, branch.as_deref());
        let place = Place::of(&stem, &notes, own);
        let parent = own.map(|_| notes.with_region(whole));
        let mut form_words = stem.ending.map_or("", |ending| ending.shown()).to_owned();
        if names_liability {
            form_words = form_words.replace(LIMITED, LIABLE);
        }
        Self {
            core: if core.is_empty() {
                folded.clone()
            } else {
                core
            },
            kind: kind(&stem, &notes, own),
            brand: stem.brand,
            industry: stem.industry,
            legal_form: notes
                .form
                .unwrap_or(stem.ending.map_or(LegalForm::Unknown, |ending| ending.form)),
            form_words: match notes.form_words {
                Some(words) if form_words.is_empty() => words,
                Some(words) => format!("{form_words}({words})"),
                None => form_words,
            },
            branch,
            parent,
            branch_words: own.map(str::to_owned),
            former: notes.former,
            status_note: notes.status,
            status_words: notes.status_words,
            leftover: notes.leftover,
            region: place.region,
            region_code: place.code,
            folded,
        }
    }
}

/// Signs that people leave around a name.
fn without_signs(text: String) -> String {
    let signs = ['.', ',', ';', ':', '-', '。', '、', '_', '/'];
    match text.starts_with(signs) || text.ends_with(signs) {
        true => text.trim_matches(signs).to_owned(),
        false => text,
    }
}

/// 有限公, 有限司, 有限司公 and 限公司 are 有限公司 with a slip of the hand; no other word looks so.
fn with_whole_form(text: String) -> String {
    if text.contains("有限公司") || !text.contains('限') || text.contains("有限责任") {
        return text;
    }
    for (slip, before) in [
        ("有限司公", ""),
        ("有限公", ""),
        ("有限司", ""),
        ("限公司", "有"),
        ("有公司限", ""),
    ] {
        let Some((head, tail)) = text.split_once(slip) else {
            continue;
        };
        let is_other = !before.is_empty() && head.ends_with(before);
        if !is_other && head.chars().nth(1).is_some() {
            return format!("{head}{LIMITED}{tail}");
        }
    }
    text
}

const LIMITED: &str = "有限公司";
const LIABLE: &str = "有限责任公司";

#[expect(
    clippy::fn_params_excessive_bools,
    reason = "looked up once for both texts"
)]
fn limited(text: String, names_liability: bool) -> String {
    match names_liability {
        true => text.replace(LIABLE, LIMITED),
        false => text,
    }
}

/// A name without its branch, in parts.
#[derive(Default)]
struct Stem {
    head: Head,
    /// Region as written at the head, or in the midst.
    region: Option<String>,
    code: Option<&'static str>,
    ending: Option<Ending>,
    brand: String,
    industry: String,
}

impl Stem {
    fn of(name: &str) -> Self {
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
    fn core(&self, whole: &str, branch: Option<&str>) -> String {
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

/// Where a name says that its unit is.
struct Place {
    region: Option<String>,
    code: Option<&'static str>,
}

impl Place {
    fn of(stem: &Stem, notes: &Notes, own: Option<&str>) -> Self {
        if let Some(region) = &stem.region {
            // 湖北鼎力(宜昌)有限公司: the bracket is finer if it lies in the region.
            let finer = notes.region_code.filter(|code| {
                stem.code
                    .is_some_and(|wide| code.starts_with(wide.trim_end_matches('0')))
            });
            return Self {
                region: Some(region.clone()),
                code: finer.or(stem.code),
            };
        }
        if notes.region.is_some() {
            return Self {
                region: notes.region.clone(),
                code: notes.region_code,
            };
        }
        let head = own.map(|own| (own, region::locate_prefix(own, "")));
        match head {
            Some((own, Some(located))) => Self {
                region: own.get(..located.end).map(str::to_owned),
                code: (located.certainty == Certainty::Decided).then_some(located.region.code),
            },
            Some((_, None)) | None => Self {
                region: None,
                code: None,
            },
        }
    }
}

fn kind(stem: &Stem, notes: &Notes, own: Option<&str>) -> UnitKind {
    if own.is_some() {
        return UnitKind::Branch;
    }
    match notes.form {
        Some(LegalForm::IndividualBusiness) => return UnitKind::IndividualBusiness,
        Some(_) => return UnitKind::Enterprise,
        None => {}
    }
    let Some(ending) = stem.ending else {
        return UnitKind::Other;
    };
    if ending.is_part {
        return UnitKind::Branch;
    }
    ending.kind
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
            "湖北宜昌 | 中国石化 | 销售 | 湖北宜昌石油分公司 | 中国石化销售有限公司",
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
