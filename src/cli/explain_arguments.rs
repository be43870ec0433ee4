//! What `minglu explain pair` and `minglu explain entity` take.

use std::path::PathBuf;

use clap::Args;

use super::arguments::FormatWord;

#[derive(Debug, Args)]
pub(super) struct PairArguments {
    /// The folder of a run
    pub(super) run: PathBuf,
    /// A row: its record key, or `source:row`
    pub(super) left: String,
    /// The other row
    pub(super) right: String,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FormatWord,
}

#[derive(Debug, Args)]
pub(super) struct EntityArguments {
    /// The folder of a run
    pub(super) run: PathBuf,
    /// The entity's id, or its first digits
    pub(super) entity: String,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FormatWord,
}
