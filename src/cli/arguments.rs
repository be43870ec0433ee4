//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::explain_arguments::{EntityArguments, PairArguments};
use crate::evaluate::MissKind;
use crate::publish::Lang;

/// Builds one trustworthy list of every workplace out of the registries that departments keep, and
/// holds it against what the union knows.
#[derive(Debug, Parser)]
#[command(name = "minglu", version, max_term_width = 80)]
pub struct Arguments {
    /// The command.
    #[command(subcommand)]
    pub(super) verb: Verb,
}

impl Arguments {
    /// Threads for everything that runs in parallel: as asked, else one per core.
    pub fn n_threads(&self) -> usize {
        let asked = match &self.verb {
            Verb::Run(run) => run.threads,
            Verb::Link(link) => link.threads,
            Verb::Check(_)
            | Verb::Diff(_)
            | Verb::Evaluate(_)
            | Verb::Explain(_)
            | Verb::Synth(_) => None,
        };
        asked.map_or_else(
            || std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            |threads| threads as usize,
        )
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Run the main job of a pipeline file
    Run(RunArguments),
    /// Show what would be read as what, without running
    Check(CheckArguments),
    /// Hold every output of a run against truth
    Evaluate(EvaluateArguments),
    /// Show how one value is understood
    Explain(ExplainArguments),
    /// Link or deduplicate any tables by a specification
    Link(LinkArguments),
    /// Make a synthetic city with truth
    Synth(SynthArguments),
    /// Show what changed between two runs
    Diff(DiffArguments),
}

#[derive(Debug, Args)]
pub(super) struct RunArguments {
    /// The pipeline file
    pub(super) pipeline: PathBuf,
    /// Threads; one per core if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) threads: Option<u32>,
    /// Print errors only
    #[arg(long)]
    pub(super) quiet: bool,
    /// Compute again although nothing changed
    #[arg(long)]
    pub(super) force: bool,
    /// Keep the entity ids of this run, `none` for a fresh start
    #[arg(long, value_name = "RUN|none")]
    pub(super) previous: Option<String>,
    /// Language of messages and ledgers; the pipeline file's if not given
    #[arg(long)]
    pub(super) lang: Option<LangWord>,
    /// End with status 1 when the run finds any of these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FINDING")]
    pub(super) fail_on: Vec<FindingWord>,
}

/// A kind of finding that `--fail-on` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingWord {
    /// Rows were set aside
    Quarantine,
    /// An enterprise has no union
    Unorganised,
    /// A member stands twice
    Duplicates,
    /// Report and system differ
    Mismatches,
    /// A difference has no known cause
    Unexplained,
    /// A target is not met
    Targets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangWord {
    /// Chinese
    Zh,
    /// English
    En,
}

impl LangWord {
    pub(super) fn lang(self) -> Lang {
        match self {
            Self::Zh => Lang::Zh,
            Self::En => Lang::En,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// A pipeline file (`.toml`), or any number of data files
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FormatWord,
    /// Language of the text; the pipeline file's if not given, English for data files
    #[arg(long)]
    pub(super) lang: Option<LangWord>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[command(subcommand)]
    pub(super) verb: ExplainVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum ExplainVerb {
    /// How a name, code, address, person's name or id is understood
    Value(ValueArguments),
    /// Why two rows of a run are, or are not, one enterprise
    Pair(PairArguments),
    /// What an entity of a run is made of and what holds it together
    Entity(EntityArguments),
}

#[derive(Debug, Args)]
pub(super) struct ValueArguments {
    /// The value, or `-` for one per line on standard input
    #[arg(allow_hyphen_values = true)]
    pub(super) value: String,
    /// What kind of value it is
    #[arg(long, value_enum)]
    pub(super) kind: ValueKindWord,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FormatWord,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ValueKindWord {
    /// Name of an enterprise, institution or union
    Name,
    /// Credit code, organisation code, tax id or registration number
    Code,
    /// Address
    Address,
    /// Name of a person
    Person,
    /// Resident id; shown masked
    Id,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatWord {
    /// For people
    Text,
    /// For machines
    Json,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {
    /// A run's folder, or an output folder for its newest run
    pub(super) run: PathBuf,
    /// The folder of the truth
    pub(super) truth: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: JudgementFormatWord,
    /// Tell the N worst misses of each kind, with their rows
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) errors: usize,
    /// Tell misses of these kinds only, such as `missed_link`
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = miss_kind)]
    pub(super) kind: Vec<MissKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum JudgementFormatWord {
    /// For people
    Text,
    /// For machines
    Json,
    /// The main figures as one table, for docs/accuracy.md
    Markdown,
}

/// A kind of miss by its name; the room that knows the kinds knows no command line.
fn miss_kind(text: &str) -> Result<MissKind, String> {
    let kind = MissKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    kind.ok_or_else(|| {
        let names = MissKind::ALL.map(MissKind::as_str);
        format!("expected one of {}", names.join(", "))
    })
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The earlier run's folder, or an output folder for its latest run
    #[arg(value_name = "RUN_A")]
    pub(super) earlier: PathBuf,
    /// The later run's folder
    #[arg(value_name = "RUN_B")]
    pub(super) later: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FormatWord,
    /// Language of the table; Chinese if not given
    #[arg(long)]
    pub(super) lang: Option<LangWord>,
}

/// How dirty a synthetic city is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NoiseWord {
    /// As a tidy city sends
    Default,
    /// As the worst city sends
    Harsh,
}

#[derive(Debug, Args)]
pub(super) struct SynthArguments {
    /// Workplaces in the registries
    #[arg(long, value_name = "N")]
    pub(super) enterprises: u32,
    /// Rows of the member roster; three per enterprise if not given
    #[arg(long, value_name = "M")]
    pub(super) members: Option<u32>,
    /// The same seed gives the same bytes
    #[arg(long, value_name = "S")]
    pub(super) seed: u64,
    /// How dirty the files are
    #[arg(long, value_enum, default_value = "default")]
    pub(super) noise: NoiseWord,
    /// Take names, codes and addresses from this table of registrations
    #[arg(long, value_name = "PARQUET")]
    pub(super) from: Option<PathBuf>,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// What the pipeline file puts before every path, if it moves elsewhere
    #[arg(long, value_name = "PREFIX", default_value = "")]
    pub(super) file_prefix: String,
}

#[derive(Debug, Args)]
pub(super) struct LinkArguments {
    /// The link specification (TOML); its paths are relative to it
    pub(super) spec: PathBuf,
    /// The folder to write pairs, clusters, their quality and the model into
    #[arg(long, value_name = "DIR", default_value = "linked")]
    pub(super) out: PathBuf,
    /// How result tables are written
    #[arg(long, value_enum, default_value = "parquet")]
    pub(super) format: TableFormatWord,
    /// Weigh by this saved model; nothing is learned
    #[arg(long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,
    /// Count pairs per blocking rule and compare nothing
    #[arg(long)]
    pub(super) analyse_blocking: bool,
    /// Threads; one per core if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(super) threads: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormatWord {
    /// Parquet
    Parquet,
    /// CSV
    Csv,
}
