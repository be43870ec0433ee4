//! Members of the year's figure in two runs.
//!
//! A person's id is made of what the rows say, so somebody whose row now names another union comes
//! as one who left and one who joined. Where a masked identity stands once among those who left and
//! once among those who joined, the two are one person who moved.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::difference::{MemberChanges, MemberMove};
use super::error::CompareError;
use crate::table::{PersonId, SchemaFault, persons};

/// A counted member.
struct Member {
    counted_by: Option<String>,
    identity: Option<String>,
}

type Members = BTreeMap<PersonId, Member>;

/// What changed among the counted members.
///
/// # Errors
/// A table of another shape.
pub(super) fn changes(earlier: &Run, later: &Run) -> Result<MemberChanges, CompareError> {
    let (before, now) = (counted(earlier)?, counted(later)?);
    let mut moved = Vec::new();
    for (person_id, member) in &now {
        let was = before.get(person_id);
        if let Some(was) = was.filter(|was| was.counted_by != member.counted_by) {
            moved.push(change(*person_id, was, member));
        }
    }
    let left: Vec<PersonId> = absent(&before, &now);
    let joined: Vec<PersonId> = absent(&now, &before);
    let (gone, come) = (once(&left, &before), once(&joined, &now));
    let mut paired: BTreeSet<PersonId> = BTreeSet::new();
    for (identity, from) in &gone {
        if let Some(to) = come.get(identity) {
            moved.push(change(*to, &before[from], &now[to]));
            paired.extend([*from, *to]);
        }
    }
    moved.sort();
    let remaining = |ids: Vec<PersonId>| -> Vec<String> {
        let ids = ids.into_iter().filter(|id| !paired.contains(id));
        ids.map(|id| id.to_string()).collect()
    };
    Ok(MemberChanges {
        joined: remaining(joined),
        left: remaining(left),
        moved,
    })
}

fn change(person_id: PersonId, was: &Member, is: &Member) -> MemberMove {
    MemberMove {
        person_id: person_id.to_string(),
        was: was.counted_by.clone(),
        is: is.counted_by.clone(),
    }
}

fn absent(from: &Members, other: &Members) -> Vec<PersonId> {
    let ids = from.keys().filter(|id| !other.contains_key(id));
    ids.copied().collect()
}

/// Persons by masked identity, those left out whose mask stands for several.
fn once<'m>(ids: &[PersonId], members: &'m Members) -> BTreeMap<&'m str, PersonId> {
    let mut by_identity: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
    for id in ids {
        if let Some(identity) = members[id].identity.as_deref() {
            by_identity.entry(identity).or_default().push(*id);
        }
    }
    let single = by_identity.into_iter().filter(|(_, ids)| ids.len() == 1);
    single.map(|(identity, ids)| (identity, ids[0])).collect()
}

fn counted(run: &Run) -> Result<Members, SchemaFault> {
    let view = persons::View::of(&run.persons)?;
    let members = (0..view.len()).filter(|idx| view.is_member(*idx) && view.in_period(*idx));
    let member = |idx: usize| Member {
        counted_by: view.counted_by(idx).map(str::to_owned),
        identity: view.identity(idx).map(str::to_owned),
    };
    Ok(members
        .map(|idx| (view.person_id(idx), member(idx)))
        .collect())
}
