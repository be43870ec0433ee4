//! The county or reporting unit that a sheet, a file, a title or a section names for its rows.

use super::grid::Grid;
use super::header::{Layout, plain};
use crate::standard::region::resolve;
use crate::table::vocabulary::SourceKind;

/// What stands in front of the name of the office that hands in.
const SUBMITTED_BY: &[&str] = &["填报单位", "填表单位", "报送单位", "编制单位", "制表单位"];

/// The place that holds for every row of a sheet which names none itself: what the unit row says
/// for a union's papers, else the sheet's name, the title, the file's name.
pub(super) fn of_sheet(
    grid: &Grid,
    layout: &Layout,
    (kind, file): (SourceKind, &str),
    within: &str,
) -> Option<String> {
    let titles: Vec<String> = (0..layout.header_top)
        .flat_map(|row| grid.filled(row).map(|(_, cell)| cell.to_owned()))
        .collect();
    let sheet = grid.sheet.as_deref().unwrap_or("");
    let stem = file_stem(file);
    if belongs_to_unions(kind) {
        let named = titles.iter().find_map(|title| submitted_by(title));
        let of_sheet = Some(sheet).filter(|name| is_place_name(name));
        let of_file = Some(stem).filter(|name| is_place_name(name));
        // A name that is a county wins; zones and 市直 are no county of the standard.
        let candidates = [
            of_sheet.map(str::to_owned),
            named,
            of_file.map(str::to_owned),
        ];
        if let Some(name) = candidates.into_iter().flatten().next() {
            return Some(name);
        }
    }
    [sheet, titles.concat().as_str(), stem]
        .into_iter()
        .find(|text| resolve(text, within).is_some())
        .map(str::to_owned)
}

/// The place that a section row names.
pub(super) fn of_section(text: &str, kind: SourceKind, within: &str) -> Option<String> {
    let is_place =
        resolve(text, within).is_some() || belongs_to_unions(kind) && is_place_name(text);
    is_place.then(|| text.to_owned())
}

fn belongs_to_unions(kind: SourceKind) -> bool {
    match kind {
        SourceKind::AnnualReport | SourceKind::Unions => true,
        SourceKind::Enterprises
        | SourceKind::Directory
        | SourceKind::Members
        | SourceKind::Roster
        | SourceKind::Movements
        | SourceKind::Parks => false,
    }
}

/// `填报单位（盖章）：宜昌高新区总工会` names 宜昌高新区总工会.
fn submitted_by(title: &str) -> Option<String> {
    let title = plain(title);
    let word = SUBMITTED_BY.iter().find(|word| title.contains(**word))?;
    let (_, after) = title.split_once(word)?;
    let after = after
        .trim_start_matches("(盖章)")
        .trim_start_matches("(公章)");
    let name = after
        .trim_start_matches(':')
        .split(['填', '报', '日', ':'])
        .next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a short text looks like the name of a county, a zone or the city's own units.
fn is_place_name(text: &str) -> bool {
    const NAME_CHARACTERS_MAX: usize = 16;
    let text = plain(text);
    let ends = [
        "区",
        "县",
        "市",
        "总工会",
        "市直",
        "直属",
        "直管",
        "开发区",
        "街道",
        "镇",
        "乡",
    ];
    text.chars().count() <= NAME_CHARACTERS_MAX
        && (ends.iter().any(|end| text.ends_with(end)) || text.contains("市直"))
}

fn file_stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_line_names_the_office() {
        let found = submitted_by("填报单位（盖章）：宜昌高新区总工会");
        assert_eq!(found.as_deref(), Some("宜昌高新区总工会"));
    }

    #[test]
    fn default_sheet_names_are_no_places() {
        assert!(!is_place_name("Sheet1"));
        assert!(is_place_name("西陵区"));
        assert!(is_place_name("市直"));
    }
}
