//! `minglu synth`: a city to try things on.

use super::arguments::{NoiseWord, SynthArguments};
use super::exit::Status;
use super::say::{print, say_error, say_hint};
use crate::synth::{Noise, SynthSettings, generate};
use crate::table::Silent;

/// Member rows per enterprise when the command line does not say.
const MEMBERS_PER_ENTERPRISE: u32 = 3;

pub(super) fn execute(arguments: &SynthArguments) -> Status {
    let settings = SynthSettings {
        enterprises: arguments.enterprises,
        members: arguments
            .members
            .unwrap_or(arguments.enterprises.saturating_mul(MEMBERS_PER_ENTERPRISE)),
        seed: arguments.seed,
        noise: match arguments.noise {
            NoiseWord::Default => Noise::Default,
            NoiseWord::Harsh => Noise::Harsh,
        },
        names_from: arguments.from.clone(),
        directory: arguments.out.clone(),
        file_prefix: arguments.file_prefix.clone(),
    };
    match generate(&settings, &Silent) {
        Ok(summary) => print(&format!(
            "enterprises {}\nenterprise rows {}\nunions {}\nmember rows {}\nmismatches {}\nfiles {}\n",
            summary.enterprises,
            summary.enterprise_rows,
            summary.unions,
            summary.member_rows,
            summary.mismatches,
            settings.directory.display()
        )),
        Err(error) => {
            say_error(&error);
            if let Some(hint) = error.hint() {
                say_hint(&hint);
            }
            Status::of_synth(&error)
        }
    }
}
