//! A model as a table of match weights.

use std::fmt::Write as _;

use crate::linkage::model::Model;

/// One line per level: comparison, level, m, u and weight in bits, strongest level first.
pub fn model_table(model: &Model) -> String {
    let mut text = format!(
        "prior {:.3e} ({:+.2} bits)\n",
        model.prior,
        model.prior_bits()
    );
    for comparison in &model.comparisons {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{}", comparison.name);
        for level in comparison.levels.iter().rev() {
            let _ = writeln!(
                text,
                "  {:>+8.2}  m {:.4e}  u {:.4e}  {}",
                level.weight_bits(),
                level.m,
                level.u,
                level.label
            );
        }
    }
    text
}
