//! What the checks prove, counted: damage that is detected, and repairs that are never wrong.

use super::{CreditCode, OrganisationCode, RegistrationNumber, ResidentId};

/// A small generator of numbers, the same on every machine (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick(&mut self, alphabet: &[u8]) -> u8 {
        alphabet[self.below(alphabet.len())]
    }
}

const DIGITS: &[u8] = b"0123456789";
const CREDIT: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The valid code that begins with `stem`: the last character is tried until the check holds.
fn completed(stem: &[u8], alphabet: &[u8], is_valid: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    alphabet.iter().find_map(|last| {
        let mut whole = stem.to_vec();
        whole.push(*last);
        is_valid(&text(&whole)).then_some(whole)
    })
}

fn credit_code(numbers: &mut Numbers) -> Vec<u8> {
    loop {
        let organisation: Vec<u8> = (0..8).map(|_| numbers.pick(CREDIT)).collect();
        let is_organisation = |code: &str| code.parse::<OrganisationCode>().is_ok();
        let Some(organisation) = completed(&organisation, b"0123456789X", is_organisation) else {
            continue;
        };
        let stem = [b"91420500".as_slice(), &organisation].concat();
        if let Some(code) = completed(&stem, CREDIT, |code| code.parse::<CreditCode>().is_ok()) {
            return code;
        }
    }
}

fn resident_id(numbers: &mut Numbers) -> Vec<u8> {
    loop {
        let (year, month, day) = (
            1950 + numbers.below(50),
            1 + numbers.below(12),
            1 + numbers.below(28),
        );
        let stem = format!("420502{year}{month:02}{day:02}{:03}", numbers.below(1000));
        if let Some(id) = completed(stem.as_bytes(), b"0123456789X", |id| {
            id.parse::<ResidentId>().is_ok()
        }) {
            return id;
        }
    }
}

fn registration_number(numbers: &mut Numbers) -> Vec<u8> {
    let stem: Vec<u8> = [
        b"420500".to_vec(),
        (0..8).map(|_| numbers.pick(DIGITS)).collect(),
    ]
    .concat();
    completed(&stem, DIGITS, |number| {
        number.parse::<RegistrationNumber>().is_ok()
    })
    .unwrap()
}

/// Every text that differs in one character, and every one with two neighbours exchanged.
fn damaged(code: &[u8], alphabet: &[u8]) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut substituted, mut exchanged) = (Vec::new(), Vec::new());
    for idx in 0..code.len() {
        for other in alphabet.iter().filter(|other| **other != code[idx]) {
            let mut copy = code.to_vec();
            copy[idx] = *other;
            substituted.push(copy);
        }
        if idx > 0 && code[idx] != code[idx - 1] {
            let mut copy = code.to_vec();
            copy.swap(idx, idx - 1);
            exchanged.push(copy);
        }
    }
    (substituted, exchanged)
}

/// How many of the damaged texts pass.
fn n_missed(damaged: &[Vec<u8>], is_valid: impl Fn(&str) -> bool) -> usize {
    damaged
        .iter()
        .filter(|bytes| is_valid(&text(bytes)))
        .count()
}

#[test]
fn credit_codes_detect_every_substitution_and_exchange() {
    let mut numbers = Numbers(1);
    for _ in 0..200 {
        let (substituted, exchanged) = damaged(&credit_code(&mut numbers), CREDIT);
        let is_valid = |code: &str| code.parse::<CreditCode>().is_ok();
        assert_eq!(
            (
                n_missed(&substituted, is_valid),
                n_missed(&exchanged, is_valid)
            ),
            (0, 0)
        );
    }
}

#[test]
fn resident_ids_detect_every_substitution_and_exchange() {
    let mut numbers = Numbers(2);
    for _ in 0..200 {
        let (substituted, exchanged) = damaged(&resident_id(&mut numbers), DIGITS);
        let is_valid = |id: &str| id.parse::<ResidentId>().is_ok();
        assert_eq!(
            (
                n_missed(&substituted, is_valid),
                n_missed(&exchanged, is_valid)
            ),
            (0, 0)
        );
    }
}

#[test]
fn organisation_codes_miss_characters_eleven_apart() {
    // 0 and B, 1 and C weigh the same: 84 of the 1,260 ordered pairs of different characters.
    let value = |byte: &u8| LETTERS.iter().position(|known| known == byte).unwrap();
    let ordered = LETTERS
        .iter()
        .flat_map(|left| LETTERS.iter().map(move |right| (left, right)));
    let pairs: Vec<_> = ordered.filter(|(left, right)| left != right).collect();
    let alike = pairs
        .iter()
        .filter(|(left, right)| value(left).abs_diff(value(right)) % 11 == 0)
        .count();
    assert_eq!((pairs.len(), alike), (1260, 84));
    let mut numbers = Numbers(3);
    let (mut missed, mut all) = (0, 0);
    for _ in 0..200 {
        let stem: Vec<u8> = (0..8).map(|_| numbers.pick(LETTERS)).collect();
        let is_valid = |code: &str| code.parse::<OrganisationCode>().is_ok();
        let code = completed(&stem, b"0123456789X", is_valid).unwrap();
        for idx in 0..8 {
            for other in LETTERS.iter().filter(|other| **other != code[idx]) {
                let mut copy = code.clone();
                copy[idx] = *other;
                all += 1;
                missed += usize::from(is_valid(&text(&copy)));
            }
        }
    }
    assert!(
        (missed * 1000 / all).abs_diff(84_000 / 1260) <= 2,
        "{missed} of {all}"
    );
}

#[test]
fn registration_numbers_miss_one_exchange_in_forty_five() {
    let mut numbers = Numbers(4);
    let (mut missed, mut all) = (0, 0);
    for _ in 0..3000 {
        let number = registration_number(&mut numbers);
        let (substituted, exchanged) = damaged(&number, DIGITS);
        let is_valid = |number: &str| number.parse::<RegistrationNumber>().is_ok();
        assert_eq!(n_missed(&substituted, is_valid), 0);
        // The region stays, so that the check alone decides.
        let within: Vec<Vec<u8>> = exchanged
            .into_iter()
            .filter(|copy| copy[..6] == number[..6])
            .collect();
        missed += n_missed(&within, is_valid);
        all += within.len();
    }
    let per_thousand = missed * 1000 / all;
    assert!((15..=30).contains(&per_thousand), "{missed} of {all}");
}

/// Ten thousand codes with one or two characters damaged as hands damage them: a digit written as
/// the letter it looks like, any other character replaced by another that is legal.
#[test]
fn no_repair_is_wrong() {
    const SLIPS: &[(u8, u8)] = &[
        (b'0', b'O'),
        (b'1', b'I'),
        (b'2', b'Z'),
        (b'5', b'S'),
        (b'8', b'B'),
        (b'B', b'8'),
        (b'0', b'Q'),
        (b'Q', b'0'),
    ];
    let mut numbers = Numbers(5);
    let (mut repaired, mut wrong) = (0, 0);
    for _ in 0..10_000 {
        let code = credit_code(&mut numbers);
        let mut copy = code.clone();
        for _ in 0..=numbers.below(2) {
            let idx = numbers.below(18);
            let slips: Vec<u8> = SLIPS
                .iter()
                .filter(|(from, _)| *from == copy[idx])
                .map(|(_, to)| *to)
                .collect();
            copy[idx] = match slips.is_empty() {
                true => numbers.pick(CREDIT),
                false => numbers.pick(&slips),
            };
        }
        let written = text(&copy);
        let is_plain = written.parse::<CreditCode>().is_ok();
        if let (false, Ok(found)) = (is_plain, CreditCode::repair(&written)) {
            repaired += 1;
            wrong += usize::from(found.as_str().as_bytes() != code);
        }
    }
    assert!(repaired > 500, "{repaired}");
    assert_eq!(wrong, 0, "of {repaired}");
}

#[test]
fn ids_are_never_repaired() {
    let mut numbers = Numbers(6);
    for _ in 0..10_000 {
        let id = resident_id(&mut numbers);
        let mut copy = id.clone();
        let idx = numbers.below(18);
        copy[idx] = numbers.pick(LETTERS);
        if copy != id {
            assert!(text(&copy).parse::<ResidentId>().is_err());
        }
    }
}
