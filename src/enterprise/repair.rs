//! Codes with a slip of the pen, repaired by the valid code of another source.
//!
//! A check digit alone proves no repair: one wrong character of a credit code has nine candidates in
//! the middle (DOMAIN 6). What proves it is a row of another source that carries one of them under a
//! compatible name. The row keeps what was written and which row told better.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::alike::name_level;
use super::name_ladder::NameLevel;
use super::record::{Record, Repair};
use crate::standard::{CodeColumn, CreditCode, OrganisationCode, UnitCodes, mask_identities};

/// Characters a credit code is written in.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Rows under one candidate code whose names are asked; more say nothing new.
const WITNESSES_MAX: usize = 20;

/// The texts of code cells that could be a credit code or an organisation code with a slip, in
/// capitals and without ornaments; a text that may be a person's id is none.
pub(super) fn damaged_texts(cells: &[(CodeColumn, &str)], codes: &UnitCodes) -> Vec<String> {
    if codes.org_code.is_some() || codes.faults.is_empty() {
        return Vec::new();
    }
    let texts = cells.iter().filter_map(|(_, text)| {
        let is_personal = mask_identities(text) != *text;
        let bare = text.chars().filter(char::is_ascii_alphanumeric);
        let bare: String = bare
            .map(|character| character.to_ascii_uppercase())
            .collect();
        let is_sized = matches!(bare.len(), 9 | 17 | 18 | 19);
        // Digits alone that begin otherwise may be a person's id with a slip of its own.
        let in_digits = bare.bytes().all(|byte| byte.is_ascii_digit());
        let may_be_personal = in_digits && bare.len() > 9 && !bare.starts_with('9');
        (is_sized && !is_personal && !may_be_personal).then_some(bare)
    });
    texts.collect()
}

/// Repairs what another source can repair, reading the codes as they were before any repair.
///
/// # Cost
/// Linear in the records; some six hundred look-ups for each damaged code.
pub(super) fn repair_codes(records: &mut [Record]) {
    let is_damaged = |record: &Record| !record.damaged_codes.is_empty();
    if !records.iter().any(is_damaged) {
        return;
    }
    let witnesses = Witnesses::of(records);
    let damaged = records
        .par_iter()
        .enumerate()
        .filter(|(_, record)| is_damaged(record));
    let repaired: Vec<(usize, UnitCodes, Repair)> = damaged
        .filter_map(|(idx, record)| {
            let (codes, repair) = witnesses.repair(records, record)?;
            Some((idx, codes, repair))
        })
        .collect();
    for (idx, codes, repair) in repaired {
        let record = &mut records[idx];
        record.codes.uscc = codes.uscc;
        record.codes.org_code = codes.org_code;
        record.codes.damaged_prefix = None;
        record.repair = Some(repair);
    }
}

/// A code of up to eighteen ASCII characters as one number, seven bits each.
type PackedCode = u128;

const BITS_PER_SIGN: u32 = 7;

fn pack(code: &[u8]) -> PackedCode {
    code.iter().fold(0, |packed, sign| {
        (packed << BITS_PER_SIGN) | PackedCode::from(*sign)
    })
}

fn unpack(packed: PackedCode) -> String {
    let places = (0..PackedCode::BITS / BITS_PER_SIGN).rev();
    let signs = places.map(|place| (packed >> (place * BITS_PER_SIGN)) as u8 & 0x7f);
    signs.filter(|sign| *sign != 0).map(char::from).collect()
}

/// Every valid code with the records that carry it.
struct Witnesses {
    /// Codes with their records, sorted.
    holders: Vec<(PackedCode, u32)>,
    /// Where the holders of a code begin.
    starts: FxHashMap<PackedCode, u32>,
}

impl Witnesses {
    fn of(records: &[Record]) -> Self {
        let of_record = |(idx, record): (usize, &Record)| {
            let uscc = record.codes.uscc.map(|code| pack(code.as_str().as_bytes()));
            let org_code = record.codes.org_code;
            let org_code = org_code.map(|code| pack(code.as_str().as_bytes()));
            let codes = uscc.into_iter().chain(org_code);
            codes.map(move |code| (code, idx as u32))
        };
        let mut holders: Vec<(PackedCode, u32)> =
            records.iter().enumerate().flat_map(of_record).collect();
        holders.par_sort_unstable();
        let mut starts = FxHashMap::default();
        for (place, (code, _)) in (0..).zip(&holders) {
            starts.entry(*code).or_insert(place);
        }
        Self { holders, starts }
    }

    /// The first records that carry `code`.
    fn holders(&self, code: PackedCode) -> impl Iterator<Item = u32> {
        let start = self.starts.get(&code).copied();
        let from = start.map_or(&[][..], |start| &self.holders[start as usize..]);
        let same = from.iter().take_while(move |(other, _)| *other == code);
        same.take(WITNESSES_MAX).map(|(_, record)| *record)
    }

    /// The one code of another source that the damaged text can have been, if its row's name fits.
    fn repair(&self, records: &[Record], record: &Record) -> Option<(UnitCodes, Repair)> {
        let mut found: Option<(PackedCode, &Record, &String)> = None;
        for text in &record.damaged_codes {
            for code in candidates(text) {
                let holders = self.holders(code).map(|idx| &records[idx as usize]);
                let witness = holders
                    .filter(|other| is_witness(record, other))
                    .min_by_key(|r| r.key);
                match (witness, found) {
                    (None, _) => {}
                    (Some(_), Some((known, _, _))) if known == code => {}
                    (Some(_), Some(_)) => return None,
                    (Some(witness), None) => found = Some((code, witness, text)),
                }
            }
        }
        let (code, witness, written) = found?;
        let code = unpack(code);
        let uscc: Option<CreditCode> = code.parse().ok();
        let org_code: Option<OrganisationCode> = uscc
            .map(|code| code.organisation_code())
            .or_else(|| code.parse().ok());
        let codes = UnitCodes {
            uscc,
            org_code,
            ..UnitCodes::default()
        };
        let repair = Repair {
            written: written.clone(),
            witness: witness.identity.clone(),
        };
        Some((codes, repair))
    }
}

/// A row of another source whose name can be the same enterprise's.
fn is_witness(record: &Record, other: &Record) -> bool {
    record.identity.source != other.identity.source
        && name_level(record, other).is_some_and(|level| level >= NameLevel::Similar)
}

/// Every text from which one slip leads to `text`: a wrong character, two exchanged, one left out,
/// one too many. Some stand there more than once.
fn candidates(text: &str) -> Vec<PackedCode> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() * (ALPHABET.len() + 1));
    let is_too_long = bytes.len() == 19;
    let is_too_short = bytes.len() == 17;
    for place in 0..bytes.len() {
        let (before, behind) = (&bytes[..place], &bytes[place + 1..]);
        if is_too_long {
            found.push(pack(&[before, behind].concat()));
            continue;
        }
        let kept = if is_too_short {
            &bytes[place..]
        } else {
            behind
        };
        let changed = |sign: &u8| pack(&[before, &[*sign], kept].concat());
        found.extend(ALPHABET.iter().map(changed));
        if place > 0 && !is_too_short {
            let mut swapped = bytes.to_vec();
            swapped.swap(place - 1, place);
            found.push(pack(&swapped));
        }
    }
    if is_too_short {
        let longer = |sign: &u8| pack(&[bytes, &[*sign]].concat());
        found.extend(ALPHABET.iter().map(longer));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_slip_leads_back() {
        let code = "91420500MA49001170";
        for written in [
            "91420500MA4900117B",
            "91420500MA49001107",
            "91420500MA4901170",
            "91420500MA499001170",
            "1420500MA49001170",
        ] {
            assert!(
                candidates(written).contains(&pack(code.as_bytes())),
                "{written}"
            );
        }
    }

    #[test]
    fn a_packed_code_is_read_back() {
        for code in ["91420500MA49001170", "MA4900117"] {
            assert_eq!(unpack(pack(code.as_bytes())), code);
        }
    }

    #[test]
    fn a_persons_number_is_never_kept() {
        let cells = [(CodeColumn::TaxId, "420502199001011237")];
        let codes = UnitCodes::gather(&cells);
        assert_eq!(damaged_texts(&cells, &codes), Vec::<String>::new());
    }
}
