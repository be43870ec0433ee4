//! What goes wrong between a fact and its cell, at rates written down here.
//!
//! The confusions are the generator's own: it shares no table with the rooms that must see through
//! them, so that they cannot be fitted to each other.

use std::collections::BTreeSet;

use super::enterprises::{Enterprise, Kind};
use super::names;
use super::places::COUNTIES;
use super::random::Random;

/// What can happen to one row, with its rate in a thousand rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scenario {
    NameRegionDropped,
    NameRegionAdded,
    NameFormShortened,
    NameWrongCharacter,
    NameDroppedCharacter,
    NameSwappedCharacters,
    NameTraditional,
    NameInnerSpace,
    NameNote,
    NameBracketWidth,
    NameFormer,
    CodeMissing,
    CodeLowerCase,
    CodeLetterO,
    CodeWrongCharacter,
    CodeTruncated,
    CodeSpaced,
    CodeOldTaxId,
    CodeOrganisationAlone,
    CodeExcelDamaged,
    CodeCopiedDown,
    CodeRegistrationNo,
    CodeIsResidentId,
    AddressCityDropped,
    AddressHashSign,
    AddressTownshipAdded,
    AddressMissing,
    PersonChanged,
    PersonMasked,
    PhoneOfAgent,
    CountOutdated,
    RowDoubled,
}

impl Scenario {
    /// Every scenario that noise draws, for the summary.
    pub(super) const ALL: &[Self] = &[
        Self::NameRegionDropped,
        Self::NameRegionAdded,
        Self::NameFormShortened,
        Self::NameWrongCharacter,
        Self::NameDroppedCharacter,
        Self::NameSwappedCharacters,
        Self::NameTraditional,
        Self::NameInnerSpace,
        Self::NameNote,
        Self::NameBracketWidth,
        Self::NameFormer,
        Self::CodeMissing,
        Self::CodeLowerCase,
        Self::CodeLetterO,
        Self::CodeWrongCharacter,
        Self::CodeTruncated,
        Self::CodeSpaced,
        Self::CodeOldTaxId,
        Self::CodeOrganisationAlone,
        Self::CodeExcelDamaged,
        Self::CodeCopiedDown,
        Self::CodeRegistrationNo,
        Self::CodeIsResidentId,
        Self::AddressCityDropped,
        Self::AddressHashSign,
        Self::AddressTownshipAdded,
        Self::AddressMissing,
        Self::PersonChanged,
        Self::PersonMasked,
        Self::PhoneOfAgent,
        Self::CountOutdated,
        Self::RowDoubled,
    ];

    /// The id written into the truth.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::NameRegionDropped => "name_region_dropped",
            Self::NameRegionAdded => "name_region_added",
            Self::NameFormShortened => "name_form_shortened",
            Self::NameWrongCharacter => "name_wrong_character",
            Self::NameDroppedCharacter => "name_dropped_character",
            Self::NameSwappedCharacters => "name_swapped_characters",
            Self::NameTraditional => "name_traditional",
            Self::NameInnerSpace => "name_inner_space",
            Self::NameNote => "name_note",
            Self::NameBracketWidth => "name_bracket_width",
            Self::NameFormer => "name_former",
            Self::CodeMissing => "code_missing",
            Self::CodeLowerCase => "code_lower_case",
            Self::CodeLetterO => "code_letter_o",
            Self::CodeWrongCharacter => "code_wrong_character",
            Self::CodeTruncated => "code_truncated",
            Self::CodeSpaced => "code_spaced",
            Self::CodeOldTaxId => "code_old_tax_id",
            Self::CodeOrganisationAlone => "code_organisation_alone",
            Self::CodeExcelDamaged => "code_excel_damaged",
            Self::CodeCopiedDown => "code_copied_down",
            Self::CodeRegistrationNo => "code_registration_no",
            Self::CodeIsResidentId => "code_is_resident_id",
            Self::AddressCityDropped => "address_city_dropped",
            Self::AddressHashSign => "address_hash_sign",
            Self::AddressTownshipAdded => "address_township_added",
            Self::AddressMissing => "address_missing",
            Self::PersonChanged => "person_changed",
            Self::PersonMasked => "person_masked",
            Self::PhoneOfAgent => "phone_of_agent",
            Self::CountOutdated => "count_outdated",
            Self::RowDoubled => "row_doubled",
        }
    }

    /// How many rows in a thousand draw it; the code and name kinds exclude each other in a row.
    pub(super) const fn rate_per_mille(self) -> u32 {
        match self {
            Self::NameRegionDropped | Self::NameWrongCharacter => 30,
            Self::NameFormShortened | Self::NameInnerSpace => 25,
            Self::NameRegionAdded | Self::NameDroppedCharacter => 15,
            Self::NameTraditional | Self::NameNote | Self::NameBracketWidth => 15,
            Self::NameSwappedCharacters => 10,
            // Of those that have one.
            Self::NameFormer => 300,
            Self::CodeMissing => 90,
            Self::CodeOldTaxId => 120,
            Self::CodeRegistrationNo => 60,
            Self::CodeOrganisationAlone => 40,
            Self::CodeLowerCase | Self::CodeLetterO | Self::CodeSpaced => 20,
            Self::CodeWrongCharacter => 25,
            Self::CodeTruncated => 10,
            // Of the all-digit codes.
            Self::CodeExcelDamaged => 60,
            Self::CodeCopiedDown => 6,
            // Of individual businesses' rows at the tax office.
            Self::CodeIsResidentId => 350,
            Self::AddressCityDropped => 400,
            Self::AddressHashSign => 40,
            Self::AddressTownshipAdded => 120,
            Self::AddressMissing => 30,
            Self::PersonChanged => 40,
            Self::PersonMasked => 15,
            Self::PhoneOfAgent => 80,
            Self::CountOutdated => 150,
            Self::RowDoubled => 12,
        }
    }
}

/// A workplace as one row writes it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) representative: String,
    pub(super) address: String,
    pub(super) phone: String,
    pub(super) workers: u32,
    pub(super) scenarios: BTreeSet<Scenario>,
}

/// Which kinds of code a column may hold instead of the credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeHabit {
    /// 纳税人识别号: old tax ids, owners' resident ids.
    Tax,
    /// 统一社会信用代码/注册号.
    CreditOrRegistration,
    /// Credit codes, or organisation codes alone.
    Credit,
}

/// The noise of one file.
pub(super) struct Scribe<'a> {
    pub(super) random: Random,
    pub(super) habit: CodeHabit,
    /// Every true name, so that an error never turns a name into another firm's.
    pub(super) taken: &'a BTreeSet<String>,
    /// The code of the row above.
    pub(super) code_above: Option<String>,
}

/// Phones of book-keeping agents, each standing for many firms.
const AGENT_PHONES: &[&str] = &["0717-6220011", "0717-6450808", "13907170001"];

impl Scribe<'_> {
    /// Writes `enterprise` into a row, with whatever goes wrong.
    pub(super) fn write(&mut self, enterprise: &Enterprise) -> Written {
        let mut scenarios = BTreeSet::new();
        let name = self.name(enterprise, &mut scenarios);
        let code = self.code(enterprise, &mut scenarios);
        let representative = self.representative(enterprise, &mut scenarios);
        let address = self.address(enterprise, &mut scenarios);
        let mut phone = enterprise.phone.clone();
        if self.draws(Scenario::PhoneOfAgent) {
            phone = self.random.pick(AGENT_PHONES).to_owned();
            scenarios.insert(Scenario::PhoneOfAgent);
        }
        let mut workers = enterprise.workers;
        // Only counts far from every threshold go stale, so that scope stays sure.
        if workers > 12 && self.draws(Scenario::CountOutdated) {
            workers = workers * self.random.between(85, 115) / 100;
            scenarios.insert(Scenario::CountOutdated);
        }
        self.code_above = Some(enterprise.credit_code.clone());
        Written {
            name,
            code,
            representative,
            address,
            phone,
            workers,
            scenarios,
        }
    }

    fn draws(&mut self, scenario: Scenario) -> bool {
        self.random.happens(scenario.rate_per_mille())
    }

    /// The name, right or changed.
    pub(super) fn name(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        const KINDS: &[Scenario] = &[
            Scenario::NameRegionDropped,
            Scenario::NameRegionAdded,
            Scenario::NameFormShortened,
            Scenario::NameWrongCharacter,
            Scenario::NameDroppedCharacter,
            Scenario::NameSwappedCharacters,
            Scenario::NameTraditional,
            Scenario::NameInnerSpace,
            Scenario::NameNote,
            Scenario::NameBracketWidth,
        ];
        if let Some(former) = &enterprise.former_name
            && self.draws(Scenario::NameFormer)
        {
            scenarios.insert(Scenario::NameFormer);
            return former.clone();
        }
        for kind in KINDS {
            if !self.draws(*kind) {
                continue;
            }
            let changed = self.changed_name(enterprise, *kind);
            if let Some(changed) = changed.filter(|changed| !self.taken.contains(changed)) {
                scenarios.insert(*kind);
                return changed;
            }
        }
        enterprise.name.clone()
    }

    fn changed_name(&mut self, enterprise: &Enterprise, kind: Scenario) -> Option<String> {
        let name = &enterprise.name;
        let changed = match kind {
            Scenario::NameRegionDropped if enterprise.kind == Kind::Company => {
                name.strip_prefix(enterprise.prefix.as_str())?.to_owned()
            }
            Scenario::NameRegionAdded if enterprise.prefix.starts_with("宜昌") => {
                format!("湖北省{name}")
            }
            Scenario::NameFormShortened => match name.contains("有限责任公司") {
                true => name.replace("有限责任公司", "有限公司"),
                false => name.replace("有限公司", "公司"),
            },
            Scenario::NameWrongCharacter => self.wrong_character(enterprise)?,
            Scenario::NameDroppedCharacter => self.without_character(enterprise)?,
            Scenario::NameSwappedCharacters => swapped(enterprise)?,
            Scenario::NameTraditional => traditional(name),
            Scenario::NameInnerSpace => {
                name.replacen(&enterprise.core, &format!(" {} ", enterprise.core), 1)
            }
            Scenario::NameNote => format!(
                "{name}{}",
                self.random.pick(&["（本部）", "(筹)", "（法人）"])
            ),
            Scenario::NameBracketWidth => match name.contains('（') {
                true => name.replace('（', "(").replace('）', ")"),
                false => return None,
            },
            _ => return None,
        };
        (changed != *name).then_some(changed)
    }

    fn wrong_character(&mut self, enterprise: &Enterprise) -> Option<String> {
        // Same sound or alike in shape: from our own list.
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
        ];
        let fits: Vec<&(&str, &str)> = ALIKE
            .iter()
            .filter(|(right, _)| enterprise.brand.contains(right))
            .collect();
        if fits.is_empty() {
            return None;
        }
        let (right, wrong) = fits[self.random.index(fits.len())];
        let brand = enterprise.brand.replacen(right, wrong, 1);
        Some(enterprise.name.replacen(&enterprise.brand, &brand, 1))
    }

    fn without_character(&mut self, enterprise: &Enterprise) -> Option<String> {
        let words: Vec<char> = enterprise.trade.words.chars().collect();
        if words.len() < 4 || !enterprise.name.contains(enterprise.trade.words) {
            return None;
        }
        let gone = self.random.index(words.len());
        let kept: String = words
            .iter()
            .enumerate()
            .filter(|(idx, _)| *idx != gone)
            .map(|(_, letter)| *letter)
            .collect();
        Some(enterprise.name.replacen(enterprise.trade.words, &kept, 1))
    }

    fn code(&mut self, enterprise: &Enterprise, scenarios: &mut BTreeSet<Scenario>) -> String {
        let right = &enterprise.credit_code;
        for kind in self.habit.kinds() {
            let may = match kind {
                Scenario::CodeExcelDamaged => right.bytes().all(|byte| byte.is_ascii_digit()),
                Scenario::CodeIsResidentId => enterprise.kind == Kind::Individual,
                _ => true,
            };
            if !may || !self.draws(*kind) {
                continue;
            }
            if let Some(changed) = self
                .changed_code(enterprise, *kind)
                .filter(|changed| changed != right)
            {
                scenarios.insert(*kind);
                return changed;
            }
        }
        right.clone()
    }

    fn changed_code(&mut self, enterprise: &Enterprise, kind: Scenario) -> Option<String> {
        let right = &enterprise.credit_code;
        Some(match kind {
            Scenario::CodeMissing => String::new(),
            Scenario::CodeLowerCase => right.to_lowercase(),
            Scenario::CodeLetterO => right.replacen('0', "O", 1),
            Scenario::CodeWrongCharacter => self.mistyped(right),
            Scenario::CodeTruncated => right.chars().take(15).collect(),
            Scenario::CodeSpaced => {
                let head: String = right.chars().take(8).collect();
                let tail: String = right.chars().skip(8).collect();
                format!("{head} {tail}")
            }
            Scenario::CodeOldTaxId => {
                format!(
                    "{}{}",
                    COUNTIES[enterprise.address.county].code, enterprise.organisation_code
                )
            }
            Scenario::CodeOrganisationAlone => {
                let body: String = enterprise.organisation_code.chars().take(8).collect();
                let check: String = enterprise.organisation_code.chars().skip(8).collect();
                format!("{body}-{check}")
            }
            Scenario::CodeExcelDamaged => {
                let kept: String = right.chars().take(15).collect();
                format!("{kept}000")
            }
            Scenario::CodeCopiedDown => self.code_above.clone()?,
            Scenario::CodeRegistrationNo => enterprise.registration_no.clone(),
            Scenario::CodeIsResidentId => self.owner_id(enterprise),
            _ => return None,
        })
    }

    /// One character of the body replaced by another digit: the check then fails.
    fn mistyped(&mut self, code: &str) -> String {
        let at = self.random.between(9, 15) as usize;
        let wrong = char::from(b'0' + self.random.below(10) as u8);
        code.chars()
            .enumerate()
            .map(|(idx, letter)| if idx == at { wrong } else { letter })
            .collect()
    }

    /// The owner's resident id as the shop's tax id; of a district that no code book draws from.
    fn owner_id(&mut self, enterprise: &Enterprise) -> String {
        let county = COUNTIES[enterprise.address.county].code;
        let (year, month) = (self.random.between(1960, 1990), self.random.between(1, 12));
        let (day, sequence) = (self.random.between(1, 28), self.random.below(1000));
        super::codes::with_resident_check(&format!("{county}{year}{month:02}{day:02}{sequence:03}"))
    }

    fn representative(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        if self.draws(Scenario::PersonChanged) {
            scenarios.insert(Scenario::PersonChanged);
            return names::person(&mut self.random);
        }
        if self.draws(Scenario::PersonMasked) {
            scenarios.insert(Scenario::PersonMasked);
            let surname: String = enterprise.representative.chars().take(1).collect();
            return format!("{surname}**");
        }
        enterprise.representative.clone()
    }

    fn address(&mut self, enterprise: &Enterprise, scenarios: &mut BTreeSet<Scenario>) -> String {
        let address = &enterprise.address;
        if self.draws(Scenario::AddressMissing) {
            scenarios.insert(Scenario::AddressMissing);
            return String::new();
        }
        let mut street = address.street();
        if self.draws(Scenario::AddressHashSign) {
            scenarios.insert(Scenario::AddressHashSign);
            street = street.replace('号', "#");
        }
        if self.draws(Scenario::AddressTownshipAdded) {
            scenarios.insert(Scenario::AddressTownshipAdded);
            street = format!("{}{street}", address.township);
        }
        let county = COUNTIES[address.county].name;
        if self.draws(Scenario::AddressCityDropped) {
            scenarios.insert(Scenario::AddressCityDropped);
            return format!("{county}{street}");
        }
        format!("湖北省宜昌市{county}{street}")
    }
}

impl CodeHabit {
    const fn kinds(self) -> &'static [Scenario] {
        match self {
            Self::Tax => &[
                Scenario::CodeIsResidentId,
                Scenario::CodeOldTaxId,
                Scenario::CodeMissing,
                Scenario::CodeWrongCharacter,
                Scenario::CodeLowerCase,
                Scenario::CodeExcelDamaged,
            ],
            Self::CreditOrRegistration => &[
                Scenario::CodeRegistrationNo,
                Scenario::CodeMissing,
                Scenario::CodeWrongCharacter,
                Scenario::CodeLetterO,
                Scenario::CodeTruncated,
            ],
            Self::Credit => &[
                Scenario::CodeMissing,
                Scenario::CodeOrganisationAlone,
                Scenario::CodeWrongCharacter,
                Scenario::CodeSpaced,
                Scenario::CodeLetterO,
                Scenario::CodeExcelDamaged,
                Scenario::CodeCopiedDown,
            ],
        }
    }
}

fn swapped(enterprise: &Enterprise) -> Option<String> {
    let turned: String = enterprise.brand.chars().rev().collect();
    (turned != enterprise.brand).then(|| enterprise.name.replacen(&enterprise.brand, &turned, 1))
}

fn traditional(name: &str) -> String {
    const FORMS: &[(char, char)] = &[
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
    ];
    let form = |letter: char| {
        FORMS
            .iter()
            .find(|(simple, _)| *simple == letter)
            .map_or(letter, |(_, old)| *old)
    };
    name.chars().map(form).collect()
}

/// Whether enough is left in the row to tell its enterprise from every other of the city.
///
/// The rule: the code cell still holds a code of the enterprise whose check is right; or the name is
/// written rightly; or the name is only written otherwise (region, form, script, notes) or wrong in
/// one place while address or representative still tells who is meant.
pub(super) fn is_identifiable(scenarios: &BTreeSet<Scenario>) -> bool {
    use Scenario as S;
    let lost_code = [
        S::CodeMissing,
        S::CodeWrongCharacter,
        S::CodeTruncated,
        S::CodeExcelDamaged,
        S::CodeCopiedDown,
        S::CodeIsResidentId,
    ];
    let wrong_name = [
        S::NameWrongCharacter,
        S::NameDroppedCharacter,
        S::NameSwappedCharacters,
        S::NameFormer,
    ];
    let has = |kinds: &[S]| kinds.iter().any(|kind| scenarios.contains(kind));
    let has_code = !has(&lost_code);
    let has_name = !has(&wrong_name);
    let has_witness = !has(&[S::AddressMissing]) || !has(&[S::PersonChanged, S::PersonMasked]);
    has_code || has_name || has_witness
}
