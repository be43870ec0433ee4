//! Links to clusters, under what must stay apart.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::judging::{Ground, Judged, Judgement};
use super::name_form::branch_of;
use super::record::Record;
use crate::linkage::{Clusters, Edge, Exclusive, Knowledge, cluster, within_components};
use crate::normalize::{CompanyName, UnitKind};

/// What keeps records apart whatever links them.
#[derive(Debug)]
pub(super) struct Apart {
    exclusive: Vec<Vec<Exclusive>>,
    /// Pairs whose own facts forbid a link.
    different: Vec<(u32, u32)>,
}

impl Apart {
    pub(super) fn of(records: &[Record], disputed: &BTreeSet<String>, judged: &Judged) -> Self {
        let telling = judged.telling.iter();
        let telling = telling.map(|judgement| (judgement.pair.left, judgement.pair.right));
        let exclusive = records
            .par_iter()
            .map(|record| exclusive_facts(record, disputed));
        Self {
            different: within_components(records.len(), telling, &judged.forbidden),
            exclusive: exclusive.collect(),
        }
    }
}

/// Clusters by the links whose ground is `last` or comes before it.
pub(super) fn cluster_of(apart: &Apart, telling: &[Judgement], last: Ground) -> Clusters {
    let edges: Vec<Edge> = telling
        .iter()
        .filter_map(|judgement| {
            let ground = judgement.ground.filter(|ground| *ground <= last)?;
            Some(Edge {
                left: judgement.pair.left,
                right: judgement.pair.right,
                rank: ground as u8,
                weight_bits: judgement.pair.weight_bits,
            })
        })
        .collect();
    let knowledge = Knowledge {
        exclusive: &apart.exclusive,
        different: &apart.different,
    };
    cluster(&edges, knowledge)
}

/// The undisputed organisation code, and being a branch or a head office.
fn exclusive_facts(record: &Record, disputed: &BTreeSet<String>) -> Vec<Exclusive> {
    const CODE_FACT: u8 = 0;
    const BRANCH_FACT: u8 = 1;
    let code = record
        .codes
        .org_code
        .filter(|code| !disputed.contains(code.as_str()));
    let code = code.map(|code| Exclusive {
        kind: CODE_FACT,
        value: stable_hash(code.as_str()),
    });
    // A firm that was once a branch, or changed a branch's form for a company's, is neither.
    // A name that ends as workplaces do without a parent's may have lost a character of its form.
    let of_name = |name: &CompanyName| branch_of(name).is_some() || name.kind == UnitKind::Branch;
    let is_branch: BTreeSet<bool> = record.all_names().into_iter().map(of_name).collect();
    let branch = is_branch.first().filter(|_| is_branch.len() == 1);
    let branch = branch.map(|is_branch| Exclusive {
        kind: BRANCH_FACT,
        value: u64::from(*is_branch),
    });
    code.into_iter().chain(branch).collect()
}

/// FNV-1a: the same on every machine, which the standard library's hashes do not promise.
fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
