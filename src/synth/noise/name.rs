//! Names as clerks write them.

use std::collections::BTreeSet;

use super::scribe::Scribe;
use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::scenario::{Noise, Scenario};

/// What can befall a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    BecomesTwins,
    OtherBranch,
    Former,
    RegionDropped,
    RegionAdded,
    RegionBracketed,
    FormShortened,
    Short,
    WrongCharacter,
    DroppedCharacter,
    SwappedCharacters,
    Traditional,
    InnerSpace,
    Note,
    BracketWidth,
    Numeral,
}

impl Fault {
    /// In the order in which they are tried.
    const ALL: &[Self] = &[
        Self::BecomesTwins,
        Self::OtherBranch,
        Self::Former,
        Self::RegionDropped,
        Self::RegionAdded,
        Self::RegionBracketed,
        Self::FormShortened,
        Self::Short,
        Self::WrongCharacter,
        Self::DroppedCharacter,
        Self::SwappedCharacters,
        Self::Traditional,
        Self::InnerSpace,
        Self::Note,
        Self::BracketWidth,
        Self::Numeral,
    ];

    const fn scenario(self) -> Scenario {
        match self {
            Self::BecomesTwins => Scenario::NameBecomesTwins,
            Self::OtherBranch => Scenario::NameOtherBranch,
            Self::Former => Scenario::NameFormer,
            Self::RegionDropped => Scenario::NameRegionDropped,
            Self::RegionAdded => Scenario::NameRegionAdded,
            Self::RegionBracketed => Scenario::NameRegionBracketed,
            Self::FormShortened => Scenario::NameFormShortened,
            Self::Short => Scenario::NameShort,
            Self::WrongCharacter => Scenario::NameWrongCharacter,
            Self::DroppedCharacter => Scenario::NameDroppedCharacter,
            Self::SwappedCharacters => Scenario::NameSwappedCharacters,
            Self::Traditional => Scenario::NameTraditional,
            Self::InnerSpace => Scenario::NameInnerSpace,
            Self::Note => Scenario::NameNote,
            Self::BracketWidth => Scenario::NameBracketWidth,
            Self::Numeral => Scenario::NameNumeral,
        }
    }
}

/// Characters of the same sound or alike in shape: the right one, and what a clerk makes of it.
const ALIKE: &[(&str, &str)] = &[
    ("鑫", "新"),
    ("盛", "胜"),
    ("华", "化"),
    ("达", "大"),
    ("源", "原"),
    ("昌", "倡"),
    ("宇", "字"),
    ("博", "搏"),
    ("佳", "加"),
    ("晟", "成"),
    ("诚", "城"),
    ("汇", "会"),
    ("锦", "绵"),
    ("辰", "晨"),
    ("祥", "样"),
    ("恒", "桓"),
    ("瑞", "端"),
    ("凯", "铠"),
    ("骏", "俊"),
    ("旭", "九"),
    ("霖", "林"),
    ("铭", "名"),
    ("威", "咸"),
    ("驰", "弛"),
    ("润", "闰"),
    ("嘉", "家"),
    ("昊", "吴"),
    ("康", "唐"),
    ("鹏", "朋"),
    ("鼎", "顶"),
    ("卓", "桌"),
    ("悦", "阅"),
    ("颐", "宜"),
    ("通", "同"),
    ("茂", "贸"),
    ("兴", "星"),
    ("越", "悦"),
    ("泽", "择"),
    ("硕", "朔"),
    ("远", "元"),
    ("邦", "帮"),
    ("齐", "其"),
    ("航", "杭"),
    ("淼", "森"),
    ("桦", "华"),
    ("隆", "龙"),
    ("裕", "浴"),
    ("锐", "税"),
    ("森", "淼"),
    ("宝", "保"),
    ("富", "福"),
    ("安", "按"),
    ("联", "连"),
    ("群", "裙"),
    ("尚", "上"),
    ("天", "夭"),
    ("金", "全"),
    ("银", "很"),
    ("顺", "须"),
    ("丰", "峰"),
];

/// Simple characters with their traditional forms.
const TRADITIONAL: &[(char, char)] = &[
    ('华', '華'),
    ('达', '達'),
    ('汇', '匯'),
    ('业', '業'),
    ('贸', '貿'),
    ('机', '機'),
    ('务', '務'),
    ('兴', '興'),
    ('诚', '誠'),
    ('东', '東'),
    ('装', '裝'),
    ('车', '車'),
    ('电', '電'),
    ('饮', '飲'),
    ('远', '遠'),
    ('联', '聯'),
    ('龙', '龍'),
    ('鹏', '鵬'),
    ('锦', '錦'),
    ('农', '農'),
    ('销', '銷'),
    ('货', '貨'),
];

impl Scribe<'_> {
    /// The name, right or changed.
    pub(super) fn name(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        let n_faults_max = match self.noise {
            Noise::Default => 1,
            Noise::Harsh => 2,
        };
        let mut name = enterprise.name.clone();
        let mut n_faults = 0;
        for fault in Fault::ALL {
            if n_faults == n_faults_max {
                break;
            }
            // Only what a name can suffer is drawn for it, so that rates mean what they say.
            let Some(changed) = self.changed_name(enterprise, &name, *fault) else {
                continue;
            };
            let is_free = match fault {
                Fault::BecomesTwins | Fault::OtherBranch | Fault::Former => true,
                Fault::RegionDropped
                | Fault::RegionAdded
                | Fault::RegionBracketed
                | Fault::FormShortened
                | Fault::Short
                | Fault::WrongCharacter
                | Fault::DroppedCharacter
                | Fault::SwappedCharacters
                | Fault::Traditional
                | Fault::InnerSpace
                | Fault::Note
                | Fault::BracketWidth
                | Fault::Numeral => !self.names.contains(&changed),
            };
            if changed != name && is_free && self.draws(fault.scenario()) {
                scenarios.insert(fault.scenario());
                name = changed;
                n_faults += 1;
            }
        }
        name
    }

    /// `name`, which is a spelling of the enterprise's, with a fault; none where it cannot have it.
    fn changed_name(
        &mut self,
        enterprise: &Enterprise,
        name: &str,
        fault: Fault,
    ) -> Option<String> {
        let prefix = enterprise.prefix.as_str();
        let is_of_form = name.ends_with("公司");
        match fault {
            Fault::BecomesTwins => enterprise.twin_name.clone(),
            Fault::OtherBranch => enterprise.sibling_name.clone(),
            Fault::Former => enterprise.former_name.clone(),
            Fault::RegionDropped => {
                let rest = name.strip_prefix(prefix)?;
                (is_of_form && !prefix.is_empty()).then(|| rest.to_owned())
            }
            Fault::RegionAdded => {
                let is_city = prefix.starts_with("宜昌") && name.starts_with(prefix);
                is_city.then(|| format!("湖北省{name}"))
            }
            Fault::RegionBracketed => {
                if enterprise.kind != Kind::Company || prefix.is_empty() {
                    return None;
                }
                let brand = &enterprise.brand;
                let rest = name.strip_prefix(prefix)?.strip_prefix(brand.as_str())?;
                Some(format!("{brand}({prefix}){rest}"))
            }
            Fault::FormShortened => Some(match name.contains("有限责任公司") {
                true => name.replace("有限责任公司", "有限公司"),
                false => name.replace("有限公司", "公司"),
            }),
            Fault::Short => (enterprise.kind == Kind::Company).then(|| enterprise.core.clone()),
            Fault::WrongCharacter => self.wrong_character(enterprise, name),
            Fault::DroppedCharacter => self.without_character(enterprise, name),
            Fault::SwappedCharacters => {
                let turned: String = enterprise.brand.chars().rev().collect();
                Some(name.replacen(&enterprise.brand, &turned, 1))
            }
            Fault::Traditional => Some(traditional(name)),
            Fault::InnerSpace => {
                let space = self.random.pick(&[" ", "\u{3000}", "  "]);
                let spaced = format!("{space}{}{space}", enterprise.brand);
                Some(name.replacen(&enterprise.brand, &spaced, 1))
            }
            Fault::Note => Some(self.with_note(enterprise, name)),
            Fault::BracketWidth => other_width(name),
            Fault::Numeral => self.other_numeral(name),
        }
    }

    fn with_note(&mut self, enterprise: &Enterprise, name: &str) -> String {
        let note = match &enterprise.former_name {
            Some(former) if self.random.happens(500) => format!("（原{former}）"),
            Some(_) | None => self
                .random
                .pick(&["（本部）", "(筹)", "（法人）", "(已注销)", "【总部】"])
                .to_owned(),
        };
        format!("{name}{note}")
    }

    fn wrong_character(&mut self, enterprise: &Enterprise, name: &str) -> Option<String> {
        let brand = &enterprise.brand;
        let fits: Vec<&(&str, &str)> = ALIKE
            .iter()
            .filter(|(right, _)| brand.contains(right))
            .collect();
        if fits.is_empty() {
            return None;
        }
        let (right, wrong) = fits[self.random.index(fits.len())];
        let changed = brand.replacen(right, wrong, 1);
        Some(name.replacen(brand.as_str(), &changed, 1))
    }

    fn without_character(&mut self, enterprise: &Enterprise, name: &str) -> Option<String> {
        let words: Vec<char> = enterprise.trade.words.chars().collect();
        if words.len() < 4 || !name.contains(enterprise.trade.words) {
            return None;
        }
        let gone = self.random.index(words.len());
        let kept = words.iter().enumerate().filter(|(idx, _)| *idx != gone);
        let kept: String = kept.map(|(_, letter)| *letter).collect();
        Some(name.replacen(enterprise.trade.words, &kept, 1))
    }

    /// A numeral that counts: 第二分公司, 一分店. One inside a place or a brand stays as it is.
    fn other_numeral(&mut self, name: &str) -> Option<String> {
        const NUMERALS: &[(char, &str, &str)] = &[
            ('一', "1", "壹"),
            ('二', "2", "贰"),
            ('三', "3", "叁"),
            ('四', "4", "肆"),
        ];
        const COUNTED: &[char] = &['分', '期', '号', '队'];
        let letters: Vec<char> = name.chars().collect();
        let counts = |idx: &usize| {
            let after = letters.get(idx + 1);
            let is_ordinal = *idx > 0 && letters[idx - 1] == '第';
            is_ordinal || after.is_some_and(|letter| COUNTED.contains(letter))
        };
        let found = (0..letters.len()).filter(counts).find_map(|idx| {
            let numeral = NUMERALS
                .iter()
                .find(|(numeral, _, _)| *numeral == letters[idx])?;
            Some((idx, numeral))
        });
        let (at, (_, digit, formal)) = found?;
        let written = self.random.pick(&[*digit, *formal]);
        let mut changed: String = letters[..at].iter().collect();
        changed.push_str(written);
        changed.extend(&letters[at + 1..]);
        Some(changed)
    }
}

fn other_width(name: &str) -> Option<String> {
    if name.contains('（') {
        return Some(name.replace('（', "(").replace('）', ")"));
    }
    name.contains('(')
        .then(|| name.replace('(', "（").replace(')', "）"))
}

fn traditional(name: &str) -> String {
    let form = |letter: char| {
        let found = TRADITIONAL.iter().find(|(simple, _)| *simple == letter);
        found.map_or(letter, |(_, old)| *old)
    };
    name.chars().map(form).collect()
}
