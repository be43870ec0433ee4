//! Scored candidate pairs at or above the review threshold.

use super::declare::table;
use super::key::RecordKey;
use super::vocabulary::PairDecision;

table! {
    "pairs", key [record_key_l, record_key_r];
    /// One pair, `record_key_l < record_key_r`.
    Row {
        /// Smaller key.
        record_key_l: RecordKey,
        /// Larger key.
        record_key_r: RecordKey,
        /// Level of the name comparison, -1 for a null.
        gamma_name: i8,
        /// Level of the code comparison.
        gamma_code: i8,
        /// Level of the address comparison.
        gamma_address: i8,
        /// Level of the representative comparison.
        gamma_legal_representative: i8,
        /// Level of the phone comparison.
        gamma_phone: i8,
        /// Bits.
        match_weight: f64,
        /// 0..=1.
        match_probability: f64,
        /// What became of it.
        decision: PairDecision,
        /// Level of the county comparison.
        gamma_region: i8,
        /// What the name's frequency adds to the weight, bits.
        frequency_weight: f64,
        /// What an equality lifts the weight by, bits.
        equality_weight: f64,
    }
}
