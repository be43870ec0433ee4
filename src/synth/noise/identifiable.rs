//! Whether enough is left in a row to tell its enterprise from every other of the city.
//!
//! The rule looks at what the noise left, not at what any linker can do with it.
//!
//! - The *code* speaks when it is the enterprise's own, right or respelled (case, width, O for 0,
//!   spaces, dashes), as credit code, organisation code, old tax id or registration number, and no
//!   other enterprise carries it. It speaks falsely when it is another's.
//! - The *name* is right, respelled (place, form, script, spaces, notes, numerals), wrong in one
//!   place, or points to another enterprise (its twin, a sibling branch).
//! - *Witnesses* are the address and the representative, each when present and the enterprise's own.
//!
//! | the code | the name | witnesses needed |
//! |---|---|---|
//! | speaks | whatever | none |
//! | silent | right or respelled, and no other enterprise has this core name | none |
//! | silent | short, former, or shared with another enterprise | one |
//! | silent | wrong in one place | one; two if a near-twin exists |
//! | silent | another's | never enough |
//! | false | right or respelled | one |
//! | false | anything else | never enough |

use std::collections::BTreeSet;

use crate::synth::enterprise::Enterprise;
use crate::synth::scenario::Scenario as S;

const LOST_CODE: &[S] = &[
    S::CodeMissing,
    S::CodeWrongCharacter,
    S::CodeAlikeCharacter,
    S::CodeTruncated,
    S::CodeExcelDamaged,
    S::CodeIsResidentId,
    S::CodeOfOther,
];
const WEAK_NAME: &[S] = &[S::NameShort, S::NameFormer];
const WRONG_NAME: &[S] = &[
    S::NameWrongCharacter,
    S::NameDroppedCharacter,
    S::NameSwappedCharacters,
];
const OTHERS_NAME: &[S] = &[S::NameBecomesTwins, S::NameOtherBranch];
const LOST_ADDRESS: &[S] = &[
    S::AddressMissing,
    S::AddressOfBusiness,
    S::EnterpriseAtSharedAddress,
];
const LOST_PERSON: &[S] = &[
    S::PersonChanged,
    S::PersonMasked,
    S::PersonNone,
    S::PersonForeign,
    S::PersonManager,
    S::EnterpriseSharedRepresentative,
];

/// Which witnesses a file has columns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Witnesses {
    AddressAndPerson,
    AddressAlone,
    PersonAlone,
}

/// Whether a row's enterprise can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Telling {
    Identifiable,
    TooLittleLeft,
}

/// Whether the row of `enterprise` in which `scenarios` happened can be told.
pub(in crate::synth) fn telling(
    enterprise: &Enterprise,
    scenarios: &BTreeSet<S>,
    witnesses: Witnesses,
) -> Telling {
    match can_be_told(enterprise, scenarios, witnesses) {
        true => Telling::Identifiable,
        false => Telling::TooLittleLeft,
    }
}

fn can_be_told(enterprise: &Enterprise, scenarios: &BTreeSet<S>, witnesses: Witnesses) -> bool {
    let has = |kinds: &[S]| kinds.iter().any(|kind| scenarios.contains(kind));
    let is_code_false = has(&[S::CodeCopiedDown]);
    if !is_code_false && !has(LOST_CODE) {
        return true;
    }
    let (has_address, has_person) = (!has(LOST_ADDRESS), !has(LOST_PERSON));
    let n_witnesses = match witnesses {
        Witnesses::AddressAndPerson => u32::from(has_address) + u32::from(has_person),
        Witnesses::AddressAlone => u32::from(has_address),
        Witnesses::PersonAlone => u32::from(has_person),
    };
    if has(OTHERS_NAME) || has(&[S::NameMissing]) {
        return false;
    }
    let has_twin = enterprise.is_marked(S::TwinOneCharacter);
    let is_wrong = has(WRONG_NAME);
    let is_plain = !is_wrong && !has(WEAK_NAME);
    if is_code_false {
        return is_plain && n_witnesses >= 1;
    }
    if is_wrong {
        return n_witnesses >= if has_twin { 2 } else { 1 };
    }
    match is_plain && !enterprise.shares_core {
        true => true,
        false => n_witnesses >= 1,
    }
}
