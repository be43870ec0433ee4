//! Where a name says that its unit is.

use super::notes::Notes;
use super::stem::Stem;
use crate::standard::region::{self, Certainty};

/// Where a name says that its unit is.
pub(super) struct Place {
    pub(super) region: Option<String>,
    /// Code of that region, if its name decides.
    pub(super) code: Option<&'static str>,
}

impl Place {
    pub(super) fn of(stem: &Stem, notes: &Notes, own: Option<&str>) -> Self {
        if let Some(region) = &stem.region {
            // 湖北鼎力(宜昌)有限公司: the bracket is finer if it lies in the region.
            let finer = notes.region_code.filter(|code| {
                stem.code
                    .is_some_and(|wide| code.starts_with(wide.trim_end_matches('0')))
            });
            return Self {
                region: Some(region.clone()),
                code: finer.or(stem.code),
            };
        }
        if notes.region.is_some() {
            return Self {
                region: notes.region.clone(),
                code: notes.region_code,
            };
        }
        let head = own.map(|own| (own, region::locate_prefix(own, "")));
        match head {
            Some((own, Some(located))) => Self {
                region: own.get(..located.end).map(str::to_owned),
                code: (located.certainty == Certainty::Decided).then_some(located.region.code),
            },
            Some((_, None)) | None => Self {
                region: None,
                code: None,
            },
        }
    }
}
