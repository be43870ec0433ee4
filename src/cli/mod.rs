//! The commands: clap in, terminal out, exit codes. No logic.
