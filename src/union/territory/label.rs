//! How labels of reporting units, parks and streets are folded before they are compared.

use crate::normalize::fold;
use crate::table::vocabulary::ReportingUnitKind;

/// Endings that name the body, not the place.
const BODY_ENDINGS: [&str; 12] = [
    "工会工作委员会",
    "工会联合会",
    "工会委员会",
    "总工会",
    "工会工委",
    "工会",
    "管理委员会",
    "管委会",
    "合计",
    "小计",
    "汇总表",
    "汇总",
];

/// Full names of zones and the short form they are compared in.
const ZONE_FORMS: [(&str, &str); 6] = [
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新产业开发区", "高新区"),
    ("高新开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
];

/// Words of a firm's name: such a superior is a head office, no municipal body.
const FIRM_WORDS: [&str; 5] = ["公司", "集团", "厂", "店", "合作社"];

/// Endings of places below the city.
const PLACE_ENDINGS: [&str; 9] = ["街道", "镇", "乡", "村", "社区", "区", "县", "市", "网格"];

/// A folded label without the words for the body that bears it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label(String);

/// Folds `text` and drops `总工会`, `管委会`, `合计` and their like from its end.
pub(super) fn label_of(text: &str) -> Label {
    let mut folded = fold(text);
    for introduction in ["填报单位", "单位名称", "单位"] {
        if let Some(rest) = folded.strip_prefix(introduction) {
            folded = rest.trim_start_matches([':', ' ']).to_owned();
        }
    }
    for (long, short) in ZONE_FORMS {
        folded = folded.replace(long, short);
    }
    let mut label = folded.trim();
    while let Some(shorter) = BODY_ENDINGS.iter().find_map(|end| label.strip_suffix(end)) {
        label = shorter.trim();
    }
    Label(label.to_owned())
}

/// A union code as it is compared: half width, without spaces, letters in upper case.
pub(in crate::union) fn code_key(code: &str) -> String {
    let folded = fold(code);
    let kept = folded.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.flat_map(char::to_uppercase).collect()
}

/// A street, township, village or county name without the words for its office.
pub(super) fn street_key(text: &str) -> String {
    let folded = fold(text);
    let mut name = folded.trim();
    for office in [
        "居民委员会",
        "村民委员会",
        "人民政府",
        "办事处",
        "社区居委会",
    ] {
        name = name.strip_suffix(office).unwrap_or(name);
    }
    match name.strip_suffix("街道办") {
        Some(street) => format!("{street}街道"),
        None => name.to_owned(),
    }
}

/// The kind that an unlisted reporting unit's name speaks of.
pub(super) fn kind_of(name: &str) -> ReportingUnitKind {
    let words = label_of(name).kind_words();
    words.unwrap_or(ReportingUnitKind::County)
}

impl Label {
    pub(super) fn of_folded(folded: &str) -> Self {
        Self(folded.to_owned())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Characters.
    pub(super) fn len(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether `other` is the same place written longer or shorter: `宜昌市西陵区`, `西陵区`, `西陵`.
    pub(super) fn means(&self, other: &Self) -> bool {
        let (short, long) = if self.len() <= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let without_rank = long.0.strip_suffix(['区', '县', '市']);
        short.len() > 1 && (long.0.ends_with(&short.0) || without_rank == Some(&short.0))
    }

    /// Whether `other`, of three characters or more, stands somewhere inside.
    pub(super) fn contains(&self, other: &Self) -> bool {
        other.len() > 2 && self.0.contains(&other.0)
    }

    /// Whether a park called so is `zone` or a part of it: what stands before the zone's name may
    /// only be the city, so that another town's high-tech zone is not taken for ours.
    pub(super) fn lies_within(&self, zone: &Self, city: Option<&str>) -> bool {
        let city = city.unwrap_or_default();
        let bare = city.strip_suffix('市').unwrap_or(city);
        let strip = |text: &str| -> String {
            let text = text.strip_prefix("国家级").unwrap_or(text);
            let at_city = text.find(city).filter(|_| !city.is_empty());
            let text = at_city.map_or(text, |_| text.rsplit(city).next().unwrap_or(text));
            if bare.is_empty() {
                return text.to_owned();
            }
            text.strip_prefix(bare).unwrap_or(text).to_owned()
        };
        let zone_name = strip(&zone.0);
        !zone_name.is_empty() && strip(&self.0).starts_with(&zone_name)
    }

    /// Whether the label is the city's own federation or one of its industry unions: the city's name
    /// followed by neither a firm nor a smaller place.
    pub(super) fn is_municipal_body(&self, city: Option<&str>) -> bool {
        if matches!(self.0.as_str(), "市" | "市总" | "市本级" | "本级" | "全市") {
            return true;
        }
        let Some(rest) = city.and_then(|city| self.0.rsplit_once(city)) else {
            return false;
        };
        let has = |words: &[&str]| words.iter().any(|word| rest.1.contains(word));
        let ends = |words: &[&str]| words.iter().any(|word| rest.1.ends_with(word));
        !has(&FIRM_WORDS) && !ends(&PLACE_ENDINGS)
    }

    /// The kind of reporting unit that words such as `市直` and `高新区` speak of.
    pub(super) fn kind_words(&self) -> Option<ReportingUnitKind> {
        if ["市直", "市属", "市总直管"]
            .iter()
            .any(|word| self.0.contains(word))
        {
            return Some(ReportingUnitKind::MunicipalDirect);
        }
        let is_zone = ["高新区", "经开区", "开发区"]
            .iter()
            .any(|word| self.0.ends_with(word));
        is_zone.then_some(ReportingUnitKind::Zone)
    }
}
