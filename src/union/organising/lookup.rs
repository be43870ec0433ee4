//! Unions found by whatever a member row or a report row says of them.
//!
//! Not yet: a name with a wrong character finds nothing.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use crate::normalize::{self, CompanyName, UnionName};
use crate::table::{SchemaFault, union_registry, union_rows};
use crate::union::territory::code_key;

/// Kept union codes by every code and name under which their rows can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnionLookup {
    /// The codes written to tables.
    by_union_code: Names,
    /// The union's own credit code, and the codes of its unit.
    by_other_code: Names,
    by_union_name: Names,
    by_unit_name: Names,
    /// Names of units without region and legal form: asked last.
    by_unit_core: BTreeMap<String, BTreeSet<(String, RegionCode)>>,
}

/// The region that a name begins with.
type RegionCode = Option<&'static str>;

/// Kept codes by key; a key of two unions names neither alone.
type Names = BTreeMap<String, BTreeSet<String>>;

impl UnionLookup {
    /// Indexes the registry and the rows it was made from.
    ///
    /// # Errors
    /// A batch is not the table it is taken for.
    pub fn build(
        union_registry: &RecordBatch,
        union_rows: &RecordBatch,
    ) -> Result<Self, SchemaFault> {
        let registry = union_registry::View::of(union_registry)?;
        let rows = union_rows::View::of(union_rows)?;
        let row_of: BTreeMap<_, _> = (0..rows.len())
            .map(|idx| (rows.identity(idx), idx))
            .collect();
        let mut lookup = Self::default();
        for idx in 0..registry.len() {
            let kept = registry.kept_union_code(idx);
            add(
                &mut lookup.by_union_code,
                code_key(registry.union_code(idx)),
                kept,
            );
            lookup.add_names(registry.name(idx), registry.folded_name(idx), kept);
            if let Some(row_idx) = row_of.get(&registry.identity(idx)) {
                lookup.add_codes(&rows, *row_idx, kept);
            }
        }
        Ok(lookup)
    }

    /// The kept code of the union that `code`, else `union_name`, else `unit_name` names; none where
    /// nothing or more than one union fits. Several unions under one code or name are told apart by
    /// what else is said.
    pub fn find(
        &self,
        code: Option<&str>,
        union_name: Option<&str>,
        unit_name: Option<&str>,
    ) -> Option<&str> {
        let code = code.map(code_key);
        let union_name = union_name.map(str::trim).filter(|name| !name.is_empty());
        let unit_key = unit_name.map(unit_key);
        let unit_of_union = union_name.map(unit_key_of_union);
        let candidates = [
            hits(&self.by_union_code, code.as_deref()),
            hits(&self.by_other_code, code.as_deref()),
            hits(&self.by_union_name, union_name.map(union_key).as_deref()),
            hits(&self.by_unit_name, unit_key.as_deref()),
            hits(&self.by_unit_name, unit_of_union.flatten().as_deref()),
        ];
        let mut found: Option<BTreeSet<&str>> = None;
        for set in candidates.into_iter().flatten() {
            let set: BTreeSet<&str> = set.iter().map(String::as_str).collect();
            let narrowed = match &found {
                None => set,
                Some(earlier) => {
                    let shared: BTreeSet<&str> = earlier.intersection(&set).copied().collect();
                    if shared.is_empty() { continue } else { shared }
                }
            };
            if narrowed.len() == 1 {
                return narrowed.into_iter().next();
            }
            found = Some(narrowed);
        }
        match found {
            // One of several unions of one name may not be told by a shorter name.
            Some(_) => None,
            None => self.find_by_core(union_name, unit_name),
        }
    }

    /// The one union whose unit bears the same name but for region and legal form: offices write
    /// 兴唐工贸公司工会 for the union of 江门兴唐工贸有限公司.
    fn find_by_core(&self, union_name: Option<&str>, unit_name: Option<&str>) -> Option<&str> {
        let cores = [
            union_name.and_then(core_of_union),
            unit_name.and_then(core_of_unit),
        ];
        let mut found = cores.iter().flatten().filter_map(|core| {
            let bearers = self.by_unit_core.get(&core.name)?;
            let here = bearers.iter().filter(|(_, region)| core.can_lie_in(region));
            let kept: BTreeSet<&str> = here.map(|(kept, _)| kept.as_str()).collect();
            kept.iter().next().copied().filter(|_| kept.len() == 1)
        });
        found.next()
    }

    /// The union's name, its unit's as the registry has it, and the unit's inside the union's own name:
    /// the cell of the unit's name may be misspelt where the union's is not.
    fn add_names(&mut self, name: &str, unit: &str, kept: &str) {
        add(&mut self.by_union_name, union_key(name), kept);
        add(&mut self.by_unit_name, unit.to_owned(), kept);
        if let Some(unit) = unit_key_of_union(name) {
            add(&mut self.by_unit_name, unit, kept);
        }
        for core in [core_of_union(name), core_of_unit(unit)]
            .into_iter()
            .flatten()
        {
            let bearers = self.by_unit_core.entry(core.name).or_default();
            bearers.insert((kept.to_owned(), core.region_code));
        }
    }

    fn add_codes(&mut self, rows: &union_rows::View<'_>, row_idx: usize, kept: &str) {
        let codes = [
            rows.union_uscc(row_idx),
            rows.unit_code(row_idx),
            rows.uscc(row_idx),
            rows.org_code(row_idx),
            rows.tax_id(row_idx),
            rows.registration_no(row_idx),
            rows.code(row_idx),
        ];
        for code in rows.other_union_codes(row_idx) {
            add(&mut self.by_other_code, code_key(&code), kept);
        }
        for code in codes.into_iter().flatten() {
            let key = code_key(code);
            // A report may give the organisation code where the system has the credit code.
            let embedded = key.parse::<crate::standard::CreditCode>().ok();
            if let Some(credit_code) = embedded {
                let organisation = code_key(credit_code.organisation_code().as_str());
                add(&mut self.by_other_code, organisation, kept);
            }
            add(&mut self.by_other_code, key, kept);
        }
    }
}

fn add(names: &mut Names, key: String, kept: &str) {
    if !key.is_empty() {
        names.entry(key).or_default().insert(kept.to_owned());
    }
}

fn hits<'n>(names: &'n Names, key: Option<&str>) -> Option<&'n BTreeSet<String>> {
    names.get(key.filter(|key| !key.is_empty())?)
}

/// A union's name up to writing and to the words for its committee.
fn union_key(name: &str) -> String {
    let folded = normalize::fold(name);
    folded.trim_end_matches("委员会").to_owned()
}

fn unit_key(name: &str) -> String {
    CompanyName::parse(name).folded
}

/// The folded name of the unit inside a union's name; none for unions of many.
fn unit_key_of_union(name: &str) -> Option<String> {
    let parsed = UnionName::parse(name);
    let is_of_one_unit = matches!(parsed.form, normalize::UnionForm::Enterprise);
    is_of_one_unit.then(|| unit_key(&parsed.unit))
}

/// A unit's name without region and legal form, the branch kept, and the region it had.
struct UnitCore {
    name: String,
    region_code: RegionCode,
}

impl UnitCore {
    /// Whether nothing speaks against the two regions being one, or one part of the other.
    fn can_lie_in(&self, other: &RegionCode) -> bool {
        let (Some(own), Some(other)) = (self.region_code, *other) else {
            return true;
        };
        let (own, other) = (own.trim_end_matches('0'), other.trim_end_matches('0'));
        own.starts_with(other) || other.starts_with(own)
    }
}

/// The unit's in a union's name; none for unions of many.
fn core_of_union(name: &str) -> Option<UnitCore> {
    let parsed = UnionName::parse(name);
    let is_of_one_unit = matches!(parsed.form, normalize::UnionForm::Enterprise);
    is_of_one_unit.then(|| core_of_unit(&parsed.unit))?
}

/// None where too little is left.
fn core_of_unit(name: &str) -> Option<UnitCore> {
    /// Fewer characters are a brand that many bear.
    const CHARACTERS_MIN: usize = 4;
    let parsed = CompanyName::parse(name);
    let branch = parsed.branch.as_deref().unwrap_or_default();
    let name = format!("{}{branch}", parsed.core);
    let region_code = parsed.region_code;
    (name.chars().count() >= CHARACTERS_MIN).then_some(UnitCore { name, region_code })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of one union, and others, as (code, kept, name, unit).
    const UNIONS: &[(&str, &str, &str, &str)] = &[
        (
            "A1",
            "A1",
            "宜昌鼎力建材有限公司工会委员会",
            "宜昌鼎力建材有限公司",
        ),
        (
            "A2",
            "A1",
            "宜昌鼎力建材有限公司工会",
            "宜昌鼎力建材有限公司",
        ),
        (
            "C1",
            "C1",
            "宜昌卓宇药业有限责任公司工会",
            "宜昌卓于药业有限责任公司",
        ),
        ("B1", "B1", "西陵区学院街道联合工会", ""),
        ("B2", "B2", "西陵区学院街道联合工会", ""),
    ];

    fn lookup() -> UnionLookup {
        let mut lookup = UnionLookup::default();
        for (code, kept, name, unit) in UNIONS {
            add(&mut lookup.by_union_code, code_key(code), kept);
            lookup.add_names(name, &unit_key(unit), kept);
        }
        lookup
    }

    #[track_caller]
    fn check(code: &str, union_name: &str, unit_name: &str, expected: Option<&str>) {
        let lookup = lookup();
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let code: &'static str = Box::leak(code.to_owned().into_boxed_str());
        let union_name: &'static str = Box::leak(union_name.to_owned().into_boxed_str());
        let unit_name: &'static str = Box::leak(unit_name.to_owned().into_boxed_str());
        let found = lookup.find(some(code), some(union_name), some(unit_name));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_second_entry_leads_to_the_code_that_stays() {
        check("Ａ2", "", "", Some("A1"));
    }

    #[test]
    fn the_union_name_finds_where_the_code_does_not() {
        check("Z9", "宜昌鼎力建材有限公司工会", "", Some("A1"));
    }

    #[test]
    fn the_unit_name_finds_at_last() {
        check("", "", "宜昌鼎力建材有限公司", Some("A1"));
    }

    #[test]
    fn the_unit_inside_the_unions_own_name_finds_where_its_cell_is_misspelt() {
        check("", "", "宜昌卓宇药业有限责任公司", Some("C1"));
    }

    #[test]
    fn a_shortened_name_finds_unless_it_names_another_county() {
        check("", "鼎力建材公司工会", "", Some("A1"));
        check("", "宜昌市鼎力建材工会委员会", "", Some("A1"));
        check("", "荆州鼎力建材有限公司工会", "", None);
        check("", "鼎力商贸公司工会", "", None);
    }

    #[test]
    fn a_name_of_two_unions_names_neither() {
        check("", "西陵区学院街道联合工会", "", None);
    }

    #[test]
    fn the_code_tells_two_unions_of_one_name_apart() {
        check("B2", "西陵区学院街道联合工会", "", Some("B2"));
    }
}
