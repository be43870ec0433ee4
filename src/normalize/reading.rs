//! How one name, address or person's name is understood, for people and programs that ask.

use crate::standard::Reading;
use crate::standard::region;

use super::address::Address;
use super::company_name::CompanyName;
use super::legal_form::UnitKind;
use super::person_name::PersonName;
use super::text::fold;
use super::union_name::{UnionForm, UnionName};
use super::words::zone_prefix;

/// How an enterprise's, institution's or union's name is understood.
///
/// # Shape
/// `input`, `folded`, `region`?, `region_code`?, `brand`?, `industry`?, `legal_form`?,
/// `entity_kind`, `branch`?, `parent_name`?, `union_suffix`?, `former_name`?, `status_note`?,
/// `leftover`. Of a union the parts are its unit's and `parent_name`
/// names the unit.
pub fn read_name(text: &str) -> Reading {
    let union = UnionName::parse(text);
    if union.suffix.is_empty() {
        return of_company(text);
    }
    match union.form {
        UnionForm::Enterprise => of_unit(text, &union),
        UnionForm::Joint | UnionForm::Federation | UnionForm::Area | UnionForm::Superior => {
            of_area(text, &union)
        }
    }
}

fn of_company(text: &str) -> Reading {
    let name = CompanyName::parse(text);
    let mut reading = begin(text, &name.folded);
    add_parts(&mut reading, &name);
    reading.text("entity_kind", name.kind.as_str());
    reading.maybe("branch", name.branch_words);
    reading.maybe("parent_name", name.parent);
    reading.maybe("former_name", name.former);
    reading.maybe("status_note", name.status_words);
    reading.text("leftover", name.leftover);
    reading
}

fn begin(text: &str, folded: &str) -> Reading {
    let mut reading = Reading::default();
    reading.text("input", text);
    reading.text("folded", folded);
    reading
}

fn add_parts(reading: &mut Reading, name: &CompanyName) {
    reading.maybe("region", name.region.as_deref());
    reading.maybe("region_code", name.region_code);
    reading.maybe("brand", Some(name.brand.as_str()));
    reading.maybe("industry", Some(name.industry.as_str()));
    reading.maybe("legal_form", Some(name.form_words.as_str()));
}

/// The union of one unit: its parts are the unit's.
fn of_unit(text: &str, union: &UnionName) -> Reading {
    let unit = CompanyName::parse(&union.unit);
    let mut reading = begin(text, &fold(text));
    add_parts(&mut reading, &unit);
    reading.text("entity_kind", UnitKind::SocialOrganisation.as_str());
    reading.maybe("branch", unit.branch_words);
    reading.maybe("parent_name", Some(union.unit.as_str()));
    reading.text("union_suffix", union.suffix);
    reading.maybe("former_name", unit.former);
    reading.maybe("status_note", unit.status_words);
    reading.text("leftover", unit.leftover);
    reading
}

/// The union of an area or industry: a place, and what it covers there.
fn of_area(text: &str, union: &UnionName) -> Reading {
    let unit = union.unit.as_str();
    let name = CompanyName::parse(unit);
    // 宜昌某某集团有限公司工会联合会 stands over one firm.
    if !name.form_words.is_empty() && name.kind != UnitKind::Other {
        return of_unit(text, union);
    }
    let located = region::locate_prefix(unit, "");
    let end = located.map_or(0, |located| located.end);
    let within = located.map_or("", |located| located.region.code);
    let town = region::township_prefix(unit.get(end..).unwrap_or_default(), within);
    let end = end + town.map_or(0, |town| town.end);
    let zone = if end > 0 { unit.get(end..) } else { None };
    let end = end + zone.map_or(0, zone_prefix);
    let (place, rest) = unit.split_at_checked(end).unwrap_or(("", unit));
    let decided = located.filter(|located| located.certainty == region::Certainty::Decided);
    let code = town
        .and_then(|town| town.county)
        .or(decided.map(|located| located.region.code));
    let mut reading = begin(text, &fold(text));
    reading.maybe("region", Some(place));
    reading.maybe("region_code", code);
    let is_trade = rest.ends_with("行业") || rest.ends_with("产业") || rest.ends_with("系统");
    reading.maybe(if is_trade { "industry" } else { "brand" }, Some(rest));
    reading.text("entity_kind", UnitKind::SocialOrganisation.as_str());
    reading.maybe("parent_name", Some(unit));
    reading.text("union_suffix", union.suffix);
    reading.text("leftover", "");
    reading
}

/// How an address is understood: `input`, `region_code`?, `township`?, `road`?, `village`?,
/// `number`?, `building`?, `room`?, `leftover`.
pub fn read_address(text: &str) -> Reading {
    let address = Address::parse(text, "");
    let mut reading = Reading::default();
    reading.text("input", text);
    reading.maybe("region_code", address.region_code);
    reading.maybe("township", address.township);
    reading.maybe("road", address.road);
    reading.maybe("village", address.village);
    reading.maybe("number", address.number);
    reading.maybe("building", address.building);
    reading.maybe("room", address.room);
    reading.text("leftover", address.rest);
    reading
}

/// How a person's name is understood: `input`, `folded`, `masked`, `leftover`.
pub fn read_person(text: &str) -> Reading {
    let name = PersonName::parse(text);
    let mut reading = Reading::default();
    reading.text("input", text);
    reading.text("folded", name.folded.as_str());
    reading.truth("masked", name.masked);
    reading.maybe("initials", name.initials());
    reading.text("leftover", "");
    reading
}
