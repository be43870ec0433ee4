//! Codes as clerks and spreadsheets leave them.

use std::collections::BTreeSet;

use super::scribe::Scribe;
use crate::synth::codes::with_resident_check;
use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::files::{Cell, text};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;

/// What can befall a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Missing,
    LowerCase,
    LetterO,
    WrongCharacter,
    AlikeCharacter,
    Truncated,
    Spaced,
    OldTaxId,
    OrganisationAlone,
    ExcelDamaged,
    CopiedDown,
    RegistrationNo,
    IsResidentId,
}

impl Fault {
    const fn scenario(self) -> Scenario {
        match self {
            Self::Missing => Scenario::CodeMissing,
            Self::LowerCase => Scenario::CodeLowerCase,
            Self::LetterO => Scenario::CodeLetterO,
            Self::WrongCharacter => Scenario::CodeWrongCharacter,
            Self::AlikeCharacter => Scenario::CodeAlikeCharacter,
            Self::Truncated => Scenario::CodeTruncated,
            Self::Spaced => Scenario::CodeSpaced,
            Self::OldTaxId => Scenario::CodeOldTaxId,
            Self::OrganisationAlone => Scenario::CodeOrganisationAlone,
            Self::ExcelDamaged => Scenario::CodeExcelDamaged,
            Self::CopiedDown => Scenario::CodeCopiedDown,
            Self::RegistrationNo => Scenario::CodeRegistrationNo,
            Self::IsResidentId => Scenario::CodeIsResidentId,
        }
    }
}

/// Which kinds of code a column may hold instead of the credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum CodeHabit {
    /// 纳税人识别号: old tax ids, owners' resident ids.
    Tax,
    /// 统一社会信用代码/注册号.
    CreditOrRegistration,
    /// Credit codes, or organisation codes alone.
    Credit,
    /// The system keys units by organisation code: it is there or it is missing.
    SystemKey,
}

impl CodeHabit {
    /// In the order in which they are tried.
    const fn faults(self) -> &'static [Fault] {
        match self {
            Self::Tax => &[
                Fault::IsResidentId,
                Fault::OldTaxId,
                Fault::Missing,
                Fault::WrongCharacter,
                Fault::AlikeCharacter,
                Fault::LowerCase,
                Fault::ExcelDamaged,
            ],
            Self::CreditOrRegistration => &[
                Fault::RegistrationNo,
                Fault::Missing,
                Fault::WrongCharacter,
                Fault::LetterO,
                Fault::Truncated,
            ],
            Self::Credit => &[
                Fault::Missing,
                Fault::OrganisationAlone,
                Fault::WrongCharacter,
                Fault::AlikeCharacter,
                Fault::Spaced,
                Fault::LowerCase,
                Fault::LetterO,
                Fault::ExcelDamaged,
                Fault::CopiedDown,
            ],
            Self::SystemKey => &[Fault::Missing],
        }
    }
}

impl Scribe<'_> {
    /// The code's cell, right or changed.
    pub(super) fn code(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> Cell {
        for fault in self.habit.faults() {
            let Some(changed) = self.changed_code(enterprise, *fault) else {
                continue;
            };
            if self.marks(fault.scenario(), scenarios) {
                return changed;
            }
        }
        text(match self.habit {
            CodeHabit::SystemKey => &enterprise.organisation_code,
            CodeHabit::Tax | CodeHabit::CreditOrRegistration | CodeHabit::Credit => {
                &enterprise.credit_code
            }
        })
    }

    /// The code with a fault; none where it cannot have it.
    fn changed_code(&mut self, enterprise: &Enterprise, fault: Fault) -> Option<Cell> {
        let right = &enterprise.credit_code;
        let changed = match fault {
            Fault::Missing => return Some(Cell::Empty),
            Fault::LowerCase => self.other_letters(right),
            Fault::LetterO => match right.contains('0') && self.random.happens(600) {
                true => right.replacen('0', "O", 1),
                false => right.replacen('1', "I", 1),
            },
            Fault::WrongCharacter => self.mistyped(right),
            Fault::AlikeCharacter => alike(right)?,
            Fault::Truncated => {
                let n_kept = self.random.pick(&["15", "17", "16"]);
                let n_kept: usize = n_kept.parse().unwrap_or(15);
                right.chars().take(n_kept).collect()
            }
            Fault::Spaced => {
                let gap = self.random.pick(&[" ", "-", "\u{a0}"]);
                let letters: Vec<char> = right.chars().collect();
                let parts = letters
                    .chunks(8)
                    .map(|part| part.iter().collect::<String>());
                parts.collect::<Vec<_>>().join(gap)
            }
            Fault::OldTaxId => {
                let county = COUNTIES[enterprise.address.county].code;
                format!("{county}{}", enterprise.organisation_code)
            }
            Fault::OrganisationAlone => {
                let body: String = enterprise.organisation_code.chars().take(8).collect();
                let check: String = enterprise.organisation_code.chars().skip(8).collect();
                format!("{body}-{check}")
            }
            Fault::ExcelDamaged => {
                let is_number = right.bytes().all(|byte| byte.is_ascii_digit());
                return is_number.then(|| self.damaged(right));
            }
            Fault::CopiedDown => self.code_above.clone()?,
            Fault::RegistrationNo => enterprise.registration_no.clone(),
            Fault::IsResidentId if enterprise.kind == Kind::Individual => self.owner_id(enterprise),
            Fault::IsResidentId => return None,
        };
        (changed != *right).then(|| text(changed))
    }

    fn other_letters(&mut self, code: &str) -> String {
        if self.random.happens(500) {
            return code.to_lowercase();
        }
        let widen = |letter: char| char::from_u32(letter as u32 + 0xFEE0).unwrap_or(letter);
        code.chars().map(widen).collect()
    }

    /// One character of the body replaced by another digit: the check then fails.
    fn mistyped(&mut self, code: &str) -> String {
        let at = self.random.between(9, 15) as usize;
        let wrong = char::from(b'0' + self.random.below(10) as u8);
        let letters = code.chars().enumerate();
        letters
            .map(|(idx, letter)| if idx == at { wrong } else { letter })
            .collect()
    }

    /// What a spreadsheet keeps of a code that it took for a number.
    fn damaged(&mut self, digits: &str) -> Cell {
        let kept: String = digits.chars().take(15).collect();
        match self.random.below(4) {
            0 => {
                let head: String = digits.chars().take(1).collect();
                let tail: String = digits.chars().skip(1).take(5).collect();
                text(format!("{head}.{tail}E+17"))
            }
            _ => Cell::Damaged(format!("{kept}000")),
        }
    }

    /// The owner's resident id as the shop's tax id.
    fn owner_id(&mut self, enterprise: &Enterprise) -> String {
        let county = COUNTIES[enterprise.address.county].code;
        let (year, month) = (self.random.between(1960, 1990), self.random.between(1, 12));
        let (day, sequence) = (self.random.between(1, 28), self.random.below(1000));
        let id = with_resident_check(&format!("{county}{year}{month:02}{day:02}{sequence:03}"));
        match self.random.happens(300) {
            // The tax office numbers the shops of one owner.
            true => format!("{id}0{}", self.random.between(1, 3)),
            false => id,
        }
    }
}

/// The code with one legal character taken for another that looks like it.
fn alike(code: &str) -> Option<String> {
    const PAIRS: &[(char, char)] = &[('8', 'B'), ('0', 'Q'), ('B', '8'), ('Q', '0')];
    let body_at = 9;
    let at = code
        .chars()
        .enumerate()
        .skip(body_at)
        .find(|(_, letter)| PAIRS.iter().any(|(from, _)| from == letter))?;
    let (_, wrong) = PAIRS.iter().find(|(from, _)| *from == at.1)?;
    let letters = code.chars().enumerate();
    Some(
        letters
            .map(|(idx, letter)| if idx == at.0 { *wrong } else { letter })
            .collect(),
    )
}
