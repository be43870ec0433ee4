//! Hashes that are the same on every machine and in every version.

/// A text's hash, 64 bits: FNV-1a with its bits stirred, never 0.
pub(in crate::linkage) fn hash_text(text: &str) -> u64 {
    mix(text.bytes().fold(FNV_START, fnv)).max(1)
}

/// The hash of the text that `characters` make.
pub(in crate::linkage) fn hash_chars(characters: &[char]) -> u64 {
    let mut encoded = [0; 4];
    let hash = characters.iter().fold(FNV_START, |hash, character| {
        let bytes = character.encode_utf8(&mut encoded).bytes();
        bytes.fold(hash, fnv)
    });
    mix(hash).max(1)
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Two hashes in one, in this order, never 0.
pub(in crate::linkage) fn combine(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(23) ^ mix(second)).max(1)
}

/// SplitMix64: a number's bits stirred so that consecutive numbers look random.
pub(in crate::linkage) fn mix(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_the_hash_of_their_text() {
        for text in ["", "a", "鼎力", "鼎a力"] {
            let characters: Vec<char> = text.chars().collect();
            assert_eq!(hash_chars(&characters), hash_text(text), "{text}");
        }
    }
}
