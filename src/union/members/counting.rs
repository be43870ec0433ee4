//! Who counts a person (统计口径): the rule table of attribution, first rule that fits.

use rustc_hash::FxHashMap;

use arrow::record_batch::RecordBatch;

use super::employment::Employment;
use super::fact::Fact;
use super::migrant::township_key;
use super::near;
use super::unions::{UnionBook, UnionInfo};
use super::words;
use super::workplaces::{Dispatch, Employer};
use crate::standard::region;
use crate::table::vocabulary::{Certainty, CountedByKind, ReportingUnitKind, Route, UnionKind};
use crate::table::{EntityId, SchemaFault, coverage, enterprises};
use crate::union::territory::{Belongings, Territory};

/// Who counts a person in the year's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) kind: CountedByKind,
    /// Union code, reporting unit or place.
    pub(super) by: Option<String>,
    /// 1..=9.
    pub(super) rule: Option<u8>,
    pub(super) reporting_unit: Option<String>,
    /// The employer, where the membership told several of one name apart.
    pub(super) employer: Option<EntityId>,
}

impl Counted {
    /// Of a person outside the year's figure.
    pub(super) fn nobody() -> Self {
        Self {
            kind: CountedByKind::NotCounted,
            by: None,
            rule: None,
            reporting_unit: None,
            employer: None,
        }
    }

    /// The union that counts the person.
    pub(super) fn union_code(&self) -> Option<&str> {
        match self.kind {
            CountedByKind::Union => self.by.as_deref(),
            CountedByKind::LocalFederation | CountedByKind::Outside | CountedByKind::NotCounted => {
                None
            }
        }
    }
}

/// What an enterprise is called and where it stands.
struct Site {
    name: String,
    reporting_unit: Option<String>,
    region_code: Option<String>,
    township: Option<String>,
}

/// One union that reaches an entity.
struct Reached {
    union_code: String,
    route: Route,
    certainty: Certainty,
}

/// What counting needs, indexed once.
pub(super) struct CountingBook<'a> {
    pub(super) unions: UnionBook,
    reached: FxHashMap<EntityId, Vec<Reached>>,
    /// The entities that each union reaches.
    reached_by: FxHashMap<String, Vec<EntityId>>,
    sites: FxHashMap<EntityId, Site>,
    territory: &'a Territory,
    prefix: &'a str,
}

impl<'a> CountingBook<'a> {
    /// Indexes coverage (without what is still under review) and enterprises.
    ///
    /// # Errors
    /// A batch is not the table it is taken for.
    pub(super) fn of(
        unions: UnionBook,
        coverage: &RecordBatch,
        enterprises: &RecordBatch,
        territory: &'a Territory,
        prefix: &'a str,
    ) -> Result<Self, SchemaFault> {
        let covered = coverage::View::of(coverage)?;
        let mut reached: FxHashMap<EntityId, Vec<Reached>> = FxHashMap::default();
        let mut reached_by: FxHashMap<String, Vec<EntityId>> = FxHashMap::default();
        for idx in (0..covered.len()).filter(|idx| covered.certainty(*idx) != Certainty::Review) {
            let of_union = reached_by.entry(covered.union_code(idx).to_owned());
            of_union.or_default().push(covered.entity_id(idx));
            reached
                .entry(covered.entity_id(idx))
                .or_default()
                .push(Reached {
                    union_code: covered.union_code(idx).to_owned(),
                    route: covered.route(idx),
                    certainty: covered.certainty(idx),
                });
        }
        let listed = enterprises::View::of(enterprises)?;
        let sites = (0..listed.len()).map(|idx| {
            let site = Site {
                name: listed.name(idx).to_owned(),
                reporting_unit: listed.reporting_unit(idx).map(str::to_owned),
                region_code: listed.region_code(idx).map(str::to_owned),
                township: listed.township(idx).map(str::to_owned),
            };
            (listed.entity_id(idx), site)
        });
        let sites = sites.collect();
        Ok(Self {
            unions,
            reached,
            reached_by,
            sites,
            territory,
            prefix,
        })
    }

    /// Whether `union_code` is the union of `entity_id` or reaches it.
    pub(super) fn reaches(&self, union_code: &str, entity_id: EntityId) -> bool {
        let is_own = self
            .unions
            .get(union_code)
            .and_then(|union| union.entity_id)
            == Some(entity_id);
        let reached = self.reached.get(&entity_id).into_iter().flatten();
        is_own
            || reached
                .into_iter()
                .any(|reached| reached.union_code == union_code)
    }

    /// Who counts a person of `employment` whose memberships that hold are `held`, best first.
    pub(super) fn count(&self, employment: &Employment, held: &[&Fact]) -> Counted {
        match employment.dispatch {
            Dispatch::Direct => self.count_employed(employment, held),
            Dispatch::Dispatched => self
                .count_at_host(employment, held)
                .unwrap_or_else(|| self.count_at_agency(employment, held)),
            Dispatch::ManagedForAgency => self.count_at_agency(employment, held),
        }
    }

    /// Rule 1: joined directly at the host. A unit's union that is not the agency's is the host's.
    fn count_at_host(&self, employment: &Employment, held: &[&Fact]) -> Option<Counted> {
        let is_agencys = |code: &str| {
            employment
                .agency
                .is_some_and(|agency| self.reaches(code, agency))
        };
        let is_hosts = |code: &&str| {
            if is_agencys(code) {
                return false;
            }
            let kind = self.unions.get(code).map(|union| union.kind);
            match employment.host {
                Some(host) => self.reaches(code, host),
                None => employment.agency.is_some() && kind == Some(UnionKind::EnterpriseUnion),
            }
        };
        let code = held
            .iter()
            .filter_map(|fact| fact.union_code.as_deref())
            .find(is_hosts)?;
        Some(self.by_union(1, code))
    }

    /// Rule 2: other dispatched persons belong to the agency's union; without one to whoever would
    /// count the agency's own staff.
    fn count_at_agency(&self, employment: &Employment, held: &[&Fact]) -> Counted {
        let Some(agency) = employment.agency else {
            return self.by_holder(9, held);
        };
        if let Some(place) = self.outside_place(agency) {
            return outside(place);
        }
        match self.best_union(agency, held) {
            Some(code) => self.by_union(2, code),
            None => self.by_local_federation(agency, held),
        }
    }

    fn count_employed(&self, employment: &Employment, held: &[&Fact]) -> Counted {
        match &employment.employer {
            Employer::Known(employer) => self.count_at_employer(*employer, held),
            Employer::Several(candidates) => {
                let is_held = |candidate: &&EntityId| {
                    let mut codes = held.iter().filter_map(|fact| fact.union_code.as_deref());
                    codes.any(|code| self.reaches(code, **candidate))
                };
                let mut fitting = candidates.iter().filter(is_held);
                match (fitting.next(), fitting.next()) {
                    (Some(employer), None) => self.count_at_told(*employer, held),
                    (None, _) | (Some(_), Some(_)) => self.count_at_nearest(held),
                }
            }
            Employer::Outside(place) => outside(place.clone()),
            Employer::NotFound => self.count_at_nearest(held),
            Employer::Nobody => self.count_without_employer(8, held),
            Employer::Unsaid => self.count_without_employer(9, held),
        }
    }

    /// An employer that the membership told.
    fn count_at_told(&self, employer: EntityId, held: &[&Fact]) -> Counted {
        Counted {
            employer: Some(employer),
            ..self.count_at_employer(employer, held)
        }
    }

    /// An employer whose name finds nobody: the one of nearly that name among the units that the
    /// union of the row reaches, else unknown.
    fn count_at_nearest(&self, held: &[&Fact]) -> Counted {
        let nearest = held.iter().find_map(|fact| {
            let row = &fact.row;
            let written = row.employer.as_deref().or(row.unit_name.as_deref())?;
            let units = self.reached_by.get(fact.union_code.as_deref()?)?;
            let named = units
                .iter()
                .filter_map(|unit| Some((*unit, self.sites.get(unit)?.name.as_str())));
            near::nearest(written, named)
        });
        match nearest {
            Some(employer) => self.count_at_told(employer, held),
            None => self.by_holder(9, held),
        }
    }

    /// Rules 3, 4 and 5.
    fn count_at_employer(&self, employer: EntityId, held: &[&Fact]) -> Counted {
        if let Some(place) = self.outside_place(employer) {
            return outside(place);
        }
        if let Some(code) = self.municipal_union(employer, held) {
            return self.by_union(3, code);
        }
        match self.best_union(employer, held) {
            Some(code) => self.by_union(4, code),
            None => self.by_local_federation(employer, held),
        }
    }

    /// Rules 6 and 7, else `otherwise`: 8 where there is no employer, 9 where none is named.
    fn count_without_employer(&self, otherwise: u8, held: &[&Fact]) -> Counted {
        let area_union = held
            .iter()
            .filter_map(|fact| fact.union_code.as_deref())
            .find(|code| {
                self.unions
                    .get(code)
                    .is_some_and(|union| union.kind == UnionKind::AreaUnion)
            });
        if let Some(code) = area_union {
            return self.by_union(6, code);
        }
        let at_source = held.iter().find(|fact| self.is_at_source(fact));
        match at_source.and_then(|fact| fact.union_code.as_deref()) {
            Some(code) => self.by_union(7, code),
            None => self.by_holder(otherwise, held),
        }
    }

    /// Whether a membership was taken up at the place of origin: the row says so, or an area's
    /// union stands in the township of registration.
    pub(super) fn is_at_source(&self, fact: &Fact) -> bool {
        if words::is_joined_at_source(&fact.remarks()) {
            return true;
        }
        let Some(union) = fact
            .union_code
            .as_deref()
            .and_then(|code| self.unions.get(code))
        else {
            return false;
        };
        let place = fact.row.registration_place.as_deref();
        is_of_area(union) && place.is_some_and(|place| stands_in(union, place))
    }

    /// The union that reaches `entity_id`: its own, else one that holds the membership, else the
    /// surest.
    fn best_union(&self, entity_id: EntityId, held: &[&Fact]) -> Option<&str> {
        let reached = self.reached.get(&entity_id)?;
        let best = reached
            .iter()
            .min_by_key(|reached| preference(reached, held));
        best.map(|reached| reached.union_code.as_str())
    }

    fn municipal_union(&self, entity_id: EntityId, held: &[&Fact]) -> Option<&str> {
        let municipal = self.reached.get(&entity_id)?.iter().filter(|reached| {
            let union = self.unions.get(&reached.union_code);
            let kind = union.and_then(|union| union.reporting_unit_kind);
            kind == Some(ReportingUnitKind::MunicipalDirect)
        });
        let best = municipal.min_by_key(|reached| preference(reached, held));
        best.map(|reached| reached.union_code.as_str())
    }

    fn outside_place(&self, entity_id: EntityId) -> Option<String> {
        let code = self.sites.get(&entity_id)?.region_code.as_deref()?;
        if code.starts_with(self.prefix) {
            return None;
        }
        Some(region::name_of(code).unwrap_or(code).to_owned())
    }

    fn by_union(&self, rule: u8, code: &str) -> Counted {
        let union = self.unions.get(code);
        Counted {
            kind: CountedByKind::Union,
            by: Some(code.to_owned()),
            rule: Some(rule),
            reporting_unit: union.and_then(|union| self.unit_of_union(code, union)),
            employer: None,
        }
    }

    fn unit_of_union(&self, code: &str, union: &UnionInfo) -> Option<String> {
        if union.reporting_unit.is_some() {
            return union.reporting_unit.clone();
        }
        let belongings = Belongings {
            union_code: Some(code),
            street: union.township.as_deref(),
            region_code: union.region_code.as_deref(),
            ..Belongings::default()
        };
        let by_place = self
            .territory
            .reporting_unit(&belongings)
            .map(|unit| unit.name.to_owned());
        by_place.or_else(|| self.unit_of_entity(union.entity_id?))
    }

    fn unit_of_entity(&self, entity_id: EntityId) -> Option<String> {
        let site = self.sites.get(&entity_id)?;
        if site.reporting_unit.is_some() {
            return site.reporting_unit.clone();
        }
        let belongings = Belongings {
            street: site.township.as_deref(),
            region_code: site.region_code.as_deref(),
            ..Belongings::default()
        };
        self.territory
            .reporting_unit(&belongings)
            .map(|unit| unit.name.to_owned())
    }

    /// Rule 4, where no union reaches the employer: the local federation of its place; where the
    /// place is unknown, of the place of the membership.
    fn by_local_federation(&self, employer: EntityId, held: &[&Fact]) -> Counted {
        let unit = self.unit_of_entity(employer).or_else(|| {
            let code = held.iter().find_map(|fact| fact.union_code.as_deref())?;
            self.unit_of_union(code, self.unions.get(code)?)
        });
        Counted {
            kind: CountedByKind::LocalFederation,
            by: unit.clone(),
            rule: Some(4),
            reporting_unit: unit,
            employer: None,
        }
    }

    /// The union that holds the membership; a row that names none leaves the person with the local
    /// federation of the place it names.
    fn by_holder(&self, rule: u8, held: &[&Fact]) -> Counted {
        if let Some(code) = held.iter().find_map(|fact| fact.union_code.as_deref()) {
            return self.by_union(rule, code);
        }
        let place = held.iter().find_map(|fact| {
            let region_code = region::resolve(fact.row.region.as_deref()?, self.prefix)?;
            let belongings = Belongings {
                street: fact.row.township.as_deref(),
                region_code: Some(region_code),
                ..Belongings::default()
            };
            self.territory
                .reporting_unit(&belongings)
                .map(|unit| unit.name.to_owned())
        });
        Counted {
            kind: CountedByKind::LocalFederation,
            by: place.clone(),
            rule: Some(rule),
            reporting_unit: place,
            employer: None,
        }
    }
}

/// Rule 5.
fn outside(place: String) -> Counted {
    Counted {
        kind: CountedByKind::Outside,
        by: Some(place),
        rule: Some(5),
        reporting_unit: None,
        employer: None,
    }
}

/// Least is best.
fn preference<'r>(reached: &'r Reached, held: &[&Fact]) -> impl Ord + use<'r> {
    let is_own = reached.route == Route::Own;
    let is_held = held
        .iter()
        .any(|fact| fact.union_code.as_ref() == Some(&reached.union_code));
    (
        !is_own,
        !is_held,
        reached.certainty,
        reached.route,
        reached.union_code.as_str(),
    )
}

/// Whether a union is one of a place rather than of a unit.
fn is_of_area(union: &UnionInfo) -> bool {
    match union.kind {
        UnionKind::AreaUnion | UnionKind::UnionFederation | UnionKind::SuperiorUnion => true,
        UnionKind::EnterpriseUnion | UnionKind::JointUnion => false,
    }
}

/// Whether a union's township, or the place its name begins with, is in a registered address.
fn stands_in(union: &UnionInfo, place: &str) -> bool {
    let township = union.township.as_deref().map(township_key);
    township.is_some_and(|township| township.chars().count() > 1 && place.contains(township))
}
