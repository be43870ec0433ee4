//! Where a row says the person works: employer, agency, host and site.

use rustc_hash::FxHashMap;

use arrow::record_batch::RecordBatch;

use super::near;
use super::unions::UnionInfo;
use super::words;
use crate::enterprise::{EntityLookup, Found, FoundBy, Mention};
use crate::normalize::{CompanyName, UnionName};
use crate::standard::{CodeColumn, UnitCodes, region};
use crate::table::vocabulary::{EntityKind, SourceKind, UnionKind};
use crate::table::{EntityId, SchemaFault, entities, person_rows};

/// Industry of labour dispatch, GB/T 4754.
const DISPATCH_INDUSTRY: &str = "7263";

/// Who employs a person, as far as one row tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Employer {
    /// An entity of the list.
    Known(EntityId),
    /// A name that several entities carry.
    Several(Vec<EntityId>),
    /// A unit outside the federation's area: its place.
    Outside(String),
    /// A unit that is in no list.
    NotFound,
    /// The row says that there is none.
    Nobody,
    /// The row says nothing.
    Unsaid,
}

/// On what a found employer rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// A code, a whole name, or nothing to be found.
    Whole,
    /// Part of a name, or less.
    Part,
}

/// How a person is employed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dispatch {
    /// By the employer itself.
    Direct,
    /// Through an agency (劳务派遣).
    Dispatched,
    /// Through an agency, the host keeping the membership on its behalf (代管).
    ManagedForAgency,
}

/// Where a person works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Work {
    /// The employer; of a dispatched worker the agency, where it is known.
    pub(super) employer: Employer,
    pub(super) agency: Option<EntityId>,
    pub(super) host: Option<EntityId>,
    pub(super) site: Option<EntityId>,
    pub(super) dispatch: Dispatch,
}

/// What rules on persons need of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Workplace {
    pub(super) name: String,
    pub(super) kind: EntityKind,
    pub(super) parent: Option<EntityId>,
    pub(super) region_code: Option<String>,
    pub(super) township: Option<String>,
    pub(super) industry_code: Option<String>,
    is_agency: bool,
}

/// Entities by id, and the way from what a row says to them.
pub(super) struct Workplaces<'a> {
    lookup: &'a EntityLookup,
    prefix: &'a str,
    by_id: FxHashMap<EntityId, Workplace>,
}

impl<'a> Workplaces<'a> {
    /// Indexes `entities`.
    ///
    /// # Errors
    /// `entities` is not that table.
    pub(super) fn of(
        entities: &RecordBatch,
        lookup: &'a EntityLookup,
        prefix: &'a str,
    ) -> Result<Self, SchemaFault> {
        let view = entities::View::of(entities)?;
        let by_id = (0..view.len()).map(|idx| {
            let industry_code = view.industry_code(idx).map(str::to_owned);
            let is_dispatch = industry_code.as_deref().is_some_and(|code| {
                code.trim_start_matches(char::is_alphabetic)
                    .starts_with(DISPATCH_INDUSTRY)
            });
            let workplace = Workplace {
                name: view.name(idx).to_owned(),
                kind: view.entity_kind(idx),
                parent: view.parent_entity_id(idx),
                region_code: view.region_code(idx).map(str::to_owned),
                township: view.township(idx).map(str::to_owned),
                industry_code,
                is_agency: is_dispatch || is_agency_name(view.name(idx)),
            };
            (view.entity_id(idx), workplace)
        });
        let by_id = by_id.collect();
        Ok(Self {
            lookup,
            prefix,
            by_id,
        })
    }

    /// The entity of `entity_id`.
    pub(super) fn get(&self, entity_id: EntityId) -> Option<&Workplace> {
        self.by_id.get(&entity_id)
    }

    /// Whether the entity dispatches labour.
    pub(super) fn is_agency(&self, entity_id: EntityId) -> bool {
        self.get(entity_id)
            .is_some_and(|workplace| workplace.is_agency)
    }

    /// Whether one is the other's branch or site.
    pub(super) fn are_one_firm(&self, left: EntityId, right: EntityId) -> bool {
        let parent = |entity_id| self.get(entity_id).and_then(|workplace| workplace.parent);
        left == right || parent(left) == Some(right) || parent(right) == Some(left)
    }

    /// The federation's area as a region prefix.
    pub(super) fn prefix(&self) -> &'a str {
        self.prefix
    }

    /// Where `row` says the person works; `union` is the union it names.
    pub(super) fn read(&self, row: &person_rows::Row, union: Option<&UnionInfo>) -> Work {
        let region_code = row
            .region
            .as_deref()
            .and_then(|text| region::resolve(text, self.prefix));
        let named = |name: Option<&str>| match self.find(name, None, region_code).0 {
            Employer::Known(entity_id) => Some(entity_id),
            Employer::Several(_)
            | Employer::Outside(_)
            | Employer::NotFound
            | Employer::Nobody
            | Employer::Unsaid => None,
        };
        let agency = named(row.agency.as_deref());
        let host = named(row.host.as_deref());
        let written = self.employer(row, union, region_code);
        let dispatch = dispatch(row);
        let site = row
            .project_name
            .as_deref()
            .and_then(|name| self.site(name, &written));
        let work = Work {
            employer: written,
            agency,
            host,
            site,
            dispatch,
        };
        match dispatch {
            Dispatch::Direct => work,
            Dispatch::Dispatched | Dispatch::ManagedForAgency => self.tell_parties_apart(work),
        }
    }

    /// Of a dispatched worker the written employer is the agency or the host, whichever it can be.
    fn tell_parties_apart(&self, mut work: Work) -> Work {
        if let Employer::Known(written) = work.employer {
            let is_host = match (work.agency, work.host) {
                (Some(agency), _) => agency != written,
                (None, Some(host)) => host == written,
                (None, None) => !self.is_agency(written),
            };
            if is_host {
                work.host = work.host.or(Some(written));
            } else {
                work.agency = work.agency.or(Some(written));
            }
        }
        if let Some(agency) = work.agency {
            work.employer = Employer::Known(agency);
        }
        work
    }

    fn employer(
        &self,
        row: &person_rows::Row,
        union: Option<&UnionInfo>,
        region_code: Option<&str>,
    ) -> Employer {
        let state = words::employment_state(row.employment_state.as_deref());
        if row.kind == SourceKind::Members
            && matches!(
                state,
                words::EmploymentState::Unemployed | words::EmploymentState::Farming
            )
        {
            return Employer::Nobody;
        }
        let unit_of_union = union
            .filter(|union| union.kind == UnionKind::EnterpriseUnion)
            .and_then(|union| union.entity_id);
        let by_employer = self.find(
            row.employer.as_deref(),
            row.employer_code.as_deref(),
            region_code,
        );
        let (written, (found, strength)) = match by_employer.0 {
            Employer::Unsaid => (
                row.unit_name.as_deref(),
                self.find(row.unit_name.as_deref(), None, region_code),
            ),
            Employer::Known(_)
            | Employer::Several(_)
            | Employer::Outside(_)
            | Employer::NotFound
            | Employer::Nobody => (row.employer.as_deref(), by_employer),
        };
        let Some((unit, union)) = unit_of_union.zip(union) else {
            return match found {
                Employer::Unsaid => unsaid(row, state, None),
                found => found,
            };
        };
        let is_near = || written.is_some_and(|written| self.is_near(written, unit, union));
        match (found, strength) {
            (Employer::Unsaid, _) => unsaid(row, state, Some(unit)),
            (Employer::Several(candidates), _) if candidates.contains(&unit) => {
                Employer::Known(unit)
            }
            // What is written leads to somebody else, or to nobody, but not for sure: the
            // roster in which it stands is the evidence that decides.
            (Employer::Known(found), Strength::Part) if found != unit && is_near() => {
                Employer::Known(unit)
            }
            (Employer::NotFound, _) if is_near() => Employer::Known(unit),
            (found, _) => found,
        }
    }

    /// Whether `written` may be the unit of `union`, by the names of either.
    fn is_near(&self, written: &str, unit: EntityId, union: &UnionInfo) -> bool {
        let of_union = UnionName::parse(&union.name).unit;
        let golden = self.get(unit).map(|workplace| workplace.name.as_str());
        let names = golden.into_iter().chain([of_union.as_str()]);
        near::nearest(written, names.map(|name| (unit, name))).is_some()
    }

    fn find(
        &self,
        name: Option<&str>,
        code: Option<&str>,
        region_code: Option<&str>,
    ) -> (Employer, Strength) {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let code = code.map(str::trim).filter(|code| !code.is_empty());
        if code.is_none() && name.is_some_and(words::names_no_employer) {
            return (Employer::Nobody, Strength::Whole);
        }
        if name.is_none() && code.is_none() {
            return (Employer::Unsaid, Strength::Whole);
        }
        let cells: Vec<(CodeColumn, &str)> = code
            .map(|code| (CodeColumn::UnitCode, code))
            .into_iter()
            .collect();
        let codes = UnitCodes::gather(&cells);
        let found = self.lookup.find(&Mention {
            name,
            codes: &codes,
            region_code,
        });
        let outside = name.and_then(|name| self.outside_place(name));
        let strength = match &found {
            Found::One { by, .. } if is_whole(*by) => Strength::Whole,
            Found::One { .. } | Found::Several(_) | Found::Nothing => Strength::Part,
        };
        let employer = match (found, outside) {
            // A firm elsewhere shares its brand with one of ours often enough; only a code or the
            // whole name says that it is ours after all.
            (Found::One { entity_id, .. }, outside)
                if outside.is_none() || strength == Strength::Whole =>
            {
                Employer::Known(entity_id)
            }
            (Found::One { .. } | Found::Several(_) | Found::Nothing, Some(place)) => {
                Employer::Outside(place)
            }
            (Found::One { entity_id, .. }, None) => Employer::Known(entity_id),
            (Found::Several(candidates), None) => Employer::Several(candidates),
            (Found::Nothing, None) => Employer::NotFound,
        };
        (employer, strength)
    }

    /// The place outside the area that a firm's name begins with. A county's short name is as
    /// often a brand (平安, 东方), so of counties only the full name counts; and a firm from elsewhere
    /// with our city in its name is its branch here.
    fn outside_place(&self, name: &str) -> Option<String> {
        let located = region::locate_prefix(name, self.prefix)?;
        let prefix = located.region.prefix();
        let is_ours = prefix.starts_with(self.prefix) || self.prefix.starts_with(prefix);
        let is_full = name
            .get(..located.end)?
            .ends_with(['省', '市', '区', '县', '州', '旗', '盟']);
        let is_short_county = located.region.level() == region::Level::County && !is_full;
        let home = region::name_of(&format!("{:0<6}", self.prefix))
            .map(|city| city.trim_end_matches('市'));
        let has_branch_here =
            home.is_some_and(|home| name.contains(home)) || self.is_branch_here(name);
        let is_outside = !is_ours && !is_short_county && !has_branch_here;
        is_outside.then(|| located.region.name.to_owned())
    }

    /// Whether what a branch adds to its parent's name begins with a place of the area
    /// (`深圳市某某有限公司京山分公司`): the last place named is where the work is.
    fn is_branch_here(&self, name: &str) -> bool {
        let branch = CompanyName::parse(name).branch;
        let located = branch.and_then(|branch| region::locate_prefix(&branch, self.prefix));
        located.is_some_and(|located| {
            let prefix = located.region.prefix();
            prefix.starts_with(self.prefix) || self.prefix.starts_with(prefix)
        })
    }

    fn site(&self, name: &str, contractor: &Employer) -> Option<EntityId> {
        let contractor = match contractor {
            Employer::Known(entity_id) => Some(*entity_id),
            Employer::Several(_)
            | Employer::Outside(_)
            | Employer::NotFound
            | Employer::Nobody
            | Employer::Unsaid => None,
        };
        // A site's list may name the sub-contractor or the agency where the registry of sites names the
        // contractor: then the name alone decides, if one site bears it.
        let found = match self.lookup.find_project(name, contractor) {
            Found::Nothing => self.lookup.find_project(name, None),
            found @ (Found::One { .. } | Found::Several(_)) => found,
        };
        match found {
            Found::One { entity_id, .. } => Some(entity_id),
            Found::Several(_) | Found::Nothing => None,
        }
    }
}

/// A row without employer: the roster of a unit's union holds that unit's staff, unless the row says
/// that the person is out of work or works for nobody in particular.
fn unsaid(
    row: &person_rows::Row,
    state: words::EmploymentState,
    unit: Option<EntityId>,
) -> Employer {
    if row
        .employment_form
        .as_deref()
        .is_some_and(words::is_own_master)
    {
        return Employer::Nobody;
    }
    match (state, unit) {
        (words::EmploymentState::Working, Some(unit)) => Employer::Known(unit),
        (words::EmploymentState::Working, None) => Employer::Unsaid,
        (
            words::EmploymentState::Idle
            | words::EmploymentState::Unemployed
            | words::EmploymentState::Farming,
            _,
        ) => Employer::Nobody,
    }
}

/// Whether a link rests on a code or a whole name.
fn is_whole(by: FoundBy) -> bool {
    match by {
        FoundBy::CreditCode
        | FoundBy::OrganisationCode
        | FoundBy::RegistrationNumber
        | FoundBy::FullName
        | FoundBy::FormerName => true,
        FoundBy::CoreName | FoundBy::ShortName | FoundBy::PartOfBrand => false,
    }
}

fn is_agency_name(name: &str) -> bool {
    words::says(
        name,
        &[
            "劳务派遣",
            "人力资源",
            "劳务服务",
            "人才服务",
            "劳务公司",
            "人力派遣",
            "劳务有限",
        ],
    )
}

fn dispatch(row: &person_rows::Row) -> Dispatch {
    let form = row.employment_form.as_deref().unwrap_or_default();
    let is_filled = |text: &Option<String>| {
        text.as_deref()
            .is_some_and(|text| !words::names_no_employer(text))
    };
    if !words::is_dispatched_form(form) && !is_filled(&row.agency) {
        return Dispatch::Direct;
    }
    let cells = [
        &row.employment_form,
        &row.remarks,
        &row.join_channel,
        &row.membership_state,
    ];
    let is_managed = cells
        .into_iter()
        .flatten()
        .any(|text| words::is_managed_for_agency(text));
    if is_managed {
        Dispatch::ManagedForAgency
    } else {
        Dispatch::Dispatched
    }
}
