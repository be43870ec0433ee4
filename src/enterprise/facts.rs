//! What comparisons read of a record, in numbers: equal texts have equal numbers, 0 is nothing.
//!
//! A candidate pair costs two cache lines instead of a walk through a dozen texts.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::alike::address_key;
use super::disputed::all_codes;
use super::record::Record;

/// Equal texts under one number, from 1.
#[derive(Debug, Default)]
struct Numbers {
    of_text: FxHashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        if let Some(number) = self.of_text.get(text) {
            return *number;
        }
        let number = self.of_text.len() as u32 + 1;
        self.of_text.insert(text.to_owned(), number);
        number
    }
}

/// An undisputed code; both 0 for none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CodeFact {
    pub(super) number: u32,
    /// Codes of one length are of one kind.
    pub(super) n_chars: u32,
}

/// The first 15 digits of a credit code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PrefixFact {
    pub(super) number: u32,
    /// Its value where it is all digits.
    pub(super) value: Option<u64>,
}

/// An address in its parts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AddressFact {
    /// Road or village with the number.
    pub(super) key: u32,
    pub(super) region: u32,
    pub(super) road: u32,
    pub(super) village: u32,
    pub(super) building: u32,
    pub(super) room: u32,
}

/// Most codes a record has: one of organisations and one of the commercial register.
const CODES_MAX: usize = 2;

/// One record.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    pub(super) codes: [CodeFact; CODES_MAX],
    pub(super) prefix: PrefixFact,
    /// A code that is disputed.
    pub(super) disputed: u32,
    pub(super) county: u32,
    /// The legal representative.
    pub(super) person: u32,
    /// Whether the representative is written 张*.
    pub(super) is_masked: bool,
    pub(super) address: Option<AddressFact>,
    /// Where the record's phones stand among all.
    phones: (u32, u32),
}

impl Facts {
    /// The numbers of the undisputed codes.
    pub(super) fn code_numbers(&self) -> impl Iterator<Item = u32> {
        let numbers = self.codes.into_iter().map(|code| code.number);
        numbers.filter(|number| *number > 0)
    }
}

/// The facts of all records.
#[derive(Debug)]
pub(super) struct FactTable {
    of_record: Vec<Facts>,
    phones: Vec<u32>,
}

impl FactTable {
    /// Phones in `common_phones` tell nothing and are left out.
    pub(super) fn of(
        records: &[Record],
        disputed: &BTreeSet<String>,
        common_phones: &BTreeSet<&str>,
    ) -> Self {
        let mut numbers = Numbers::default();
        let mut table = Self {
            of_record: Vec::with_capacity(records.len()),
            phones: Vec::new(),
        };
        for record in records {
            let start = table.phones.len() as u32;
            let phones = record.phones.iter().map(String::as_str);
            let telling = phones.filter(|phone| !common_phones.contains(phone));
            table
                .phones
                .extend(telling.map(|phone| numbers.of(Some(phone))));
            let mut facts = facts_of(record, disputed, &mut numbers);
            facts.phones = (start, table.phones.len() as u32);
            table.of_record.push(facts);
        }
        table
    }

    #[inline]
    pub(super) fn get(&self, record: u32) -> &Facts {
        &self.of_record[record as usize]
    }

    pub(super) fn phones(&self, facts: &Facts) -> &[u32] {
        &self.phones[facts.phones.0 as usize..facts.phones.1 as usize]
    }
}

fn facts_of(record: &Record, disputed: &BTreeSet<String>, numbers: &mut Numbers) -> Facts {
    let (bad, good): (Vec<String>, Vec<String>) = all_codes(record)
        .into_iter()
        .partition(|code| disputed.contains(code));
    let mut codes = [CodeFact::default(); CODES_MAX];
    for (fact, code) in codes.iter_mut().zip(&good) {
        *fact = CodeFact {
            number: numbers.of(Some(code)),
            n_chars: code.len() as u32,
        };
    }
    let prefix = prefix(record);
    let person = record.representative.as_ref();
    Facts {
        codes,
        prefix: PrefixFact {
            number: numbers.of(prefix.as_deref()),
            value: prefix.and_then(|prefix| prefix.parse().ok()),
        },
        disputed: numbers.of(bad.first().map(String::as_str)),
        county: numbers.of(record.region_code.as_deref()),
        person: numbers.of(person.map(|person| person.folded.as_str())),
        is_masked: person.is_some_and(|person| person.masked),
        address: record.address.as_ref().map(|address| AddressFact {
            key: numbers.of(address_key(record).as_deref()),
            region: numbers.of(address.region_code),
            road: numbers.of(address.road.as_deref()),
            village: numbers.of(address.village.as_deref()),
            building: numbers.of(address.building.as_deref()),
            room: numbers.of(address.room.as_deref()),
        }),
        phones: (0, 0),
    }
}

/// The first 15 digits of an all-digit credit code, whole or damaged; of any other code nothing,
/// for it cannot have been damaged in that way.
pub(super) fn prefix(record: &Record) -> Option<String> {
    let whole = record
        .codes
        .uscc
        .map(|code| code.as_str().chars().take(15).collect::<String>());
    whole.or_else(|| record.codes.damaged_prefix.clone())
}
