//! The 128-bit keys: records, entities, persons, groups and corrections, each a type of its own.

use std::fmt;
use std::str::FromStr;

use super::cell::{TextCell, text_cell};

/// A text that is not 32 lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a key of 32 lower-case hex digits")]
pub struct KeyFault;

/// Number of hex digits of a key.
const HEX_DIGITS: usize = 32;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Shape: 128 bits, written as 32 lower-case hex digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// Hashes `parts` in order with BLAKE3, each preceded by its length so that no two
            /// lists of parts run together; `domain` keeps kinds of key apart.
            pub fn of_parts(domain: &str, parts: &[&str]) -> Self {
                Self(hash_parts(domain, parts))
            }

            /// The key with these bits.
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// The bits.
            pub const fn bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{:032x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = KeyFault;
            fn from_str(text: &str) -> Result<Self, KeyFault> {
                parse_hex(text).map(Self).ok_or(KeyFault)
            }
        }

        impl TextCell for $name {
            fn text(self) -> String {
                self.to_string()
            }
            fn parse_text(text: &str) -> Option<Self> {
                parse_hex(text).map(Self)
            }
        }

        text_cell!($name);
    };
}

key! {
    /// Names one input record whatever file or row it stands in.
    RecordKey
}
key! {
    /// Names one enterprise, stable from run to run.
    EntityId
}
key! {
    /// Names one person after de-duplication.
    PersonId
}
key! {
    /// Names one group of duplicate member rows.
    GroupId
}
key! {
    /// Names one act of correction, of one or more typed fields.
    CorrectionId
}

fn hash_parts(domain: &str, parts: &[&str]) -> u128 {
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(&domain).chain(parts) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut bits = [0; 16];
    hasher.finalize_xof().fill(&mut bits);
    u128::from_be_bytes(bits)
}

fn parse_hex(text: &str) -> Option<u128> {
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != HEX_DIGITS || !text.bytes().all(lower_hex) {
        return None;
    }
    u128::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_what_it_prints() {
        let key = RecordKey::of_parts("record", &["tax", "91420500MA49001170"]);
        assert_eq!(key.to_string().parse(), Ok(key));
    }

    #[test]
    fn parts_do_not_run_together() {
        let left = RecordKey::of_parts("record", &["ab", "c"]);
        let right = RecordKey::of_parts("record", &["a", "bc"]);
        assert_ne!(left, right);
    }

    #[test]
    fn upper_case_and_short_texts_are_no_keys() {
        assert_eq!("ABC".parse::<EntityId>(), Err(KeyFault));
        assert_eq!("A".repeat(32).parse::<EntityId>(), Err(KeyFault));
    }
}
