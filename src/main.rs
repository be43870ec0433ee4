//! The `minglu` binary: fixes the thread counts, then hands over to the command line.

use std::process::ExitCode;

use clap::Parser as _;
use minglu::cli::{Arguments, execute};

/// A run makes and drops hundreds of millions of short texts on several threads: the system's
/// allocator keeps almost half of what was dropped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    fix_threads(arguments.n_threads());
    // The panic has said what happened; a bug of ours still ends with the code that says so.
    std::panic::catch_unwind(|| execute(&arguments)).unwrap_or(ExitCode::from(INTERNAL))
}

/// The exit code of our own faults.
const INTERNAL: u8 = 4;

/// Sizes rayon's pool and polars' own before either starts a thread.
#[expect(
    unsafe_code,
    reason = "polars reads its thread count from the environment alone, and no other thread runs yet"
)]
fn fix_threads(n_threads: usize) {
    // SAFETY: called first thing in `main`, while this is the only thread of the process.
    unsafe {
        std::env::set_var("POLARS_MAX_THREADS", n_threads.to_string());
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .build_global()
        .expect("nobody has used the pool before");
}
