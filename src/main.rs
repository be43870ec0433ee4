//! The `minglu` binary.

fn main() {}
