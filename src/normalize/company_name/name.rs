//! The whole name: what its parts are and in which order they are taken off.

use super::super::legal_form::{LegalForm, UnitKind};
use super::super::numeral;
use super::super::text::fold;
use super::branch;
use super::notes::Notes;
use super::place::Place;
use super::slips::{LIABLE, LIMITED, limited, with_whole_form, without_signs};
use super::status::StatusNote;
use super::stem::Stem;

/// The name of an enterprise, folded and in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyName {
    /// The whole name in one spelling, without notes and bracket signs, 有限责任公司 written
    /// 有限公司, numbers behind 第 in digits. Equal for two ways of writing one name; the region stays.
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
    /// The core of a name without a brand, without the region that it keeps; `None` where nothing of
    /// it stands there.
    pub fn core_without_region(&self) -> Option<&str> {
        let region = self.region.as_deref().filter(|_| self.brand.is_empty())?;
        let rest = self.core.strip_prefix(region)?;
        (!rest.is_empty()).then_some(rest)
    }

    /// Takes a name apart. Any text gives a value; of text that is no name the core is the text.
    ///
    /// # Cost
    /// Linear in the text.
    pub fn parse(text: &str) -> Self {
        let mut notes = Notes::default();
        let written = notes.take(with_whole_form(without_signs(fold(text))));
        let names_liability = written.full.contains(LIABLE);
        // A sign may stand before a note as well as behind it.
        let folded = without_signs(limited(written.full, names_liability));
        let bare = written.bare;
        let bare = bare.map(|bare| without_signs(limited(bare, names_liability)));
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
            core: numeral::ordinals(match core.is_empty() {
                true => folded.clone(),
                false => core,
            }),
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
            folded: numeral::ordinals(folded),
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
        same_folded("宜昌第四建筑有限公司", "宜昌第肆建筑有限公司");
    }
    #[test]
    fn notes_are_taken_off() {
        let name = CompanyName::parse("宜昌鼎力商贸有限公司（原宜昌鼎力百货商店）(已注销)");
        assert_eq!(name.former.as_deref(), Some("宜昌鼎力百货商店"));
        assert_eq!(name.status_note, Some(StatusNote::Dissolved));
        assert_eq!(name.folded, "宜昌鼎力商贸有限公司");
    }
    #[test]
    fn signs_behind_a_name_are_none_of_it() {
        same_folded("宜昌鼎力商贸有限公司.", "宜昌鼎力商贸有限公司.(已注销)");
        same_folded("宜昌鼎力商贸有限公司。", "宜昌鼎力商贸有限公司");
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
