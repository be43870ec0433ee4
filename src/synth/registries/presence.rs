//! Who stands in which registry: drawn once, so that the truth can ask.

use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::random::Random;
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand workplaces with staff, how many HR insures.
const INSURED_PER_MILLE: u32 = 750;
/// Of a thousand workplaces, how many the commerce register lacks.
const NOT_IN_COMMERCE_PER_MILLE: u32 = 25;
/// Of a thousand companies, how many stand in the union system's own directory.
const IN_DIRECTORY_PER_MILLE: u32 = 450;
/// Of a thousand workplaces without staff, how many declare tax all the same.
const IDLE_IN_TAX_PER_MILLE: u32 = 400;
/// Workers from which on HR may insure a workplace.
const INSURED_WORKERS_MIN: u32 = 5;

/// The workplaces of each registry, by index in the ward.
#[derive(Default)]
pub(in crate::synth) struct Presence {
    pub(in crate::synth) commerce: Vec<usize>,
    pub(in crate::synth) tax: Vec<usize>,
    pub(in crate::synth) hr: Vec<usize>,
    pub(in crate::synth) sites: Vec<usize>,
    pub(in crate::synth) farms: Vec<usize>,
    pub(in crate::synth) non_profits: Vec<usize>,
    pub(in crate::synth) directory: Vec<usize>,
}

impl Presence {
    /// Whether the business register holds the workplace, with its former name if it had one.
    pub(in crate::synth) fn tells_renaming(&self, idx: usize) -> bool {
        self.commerce.binary_search(&idx).is_ok()
    }

    /// Draws it for the ward that begins at enterprise `base`.
    pub(in crate::synth) fn draw(enterprises: &[Enterprise], (seed, base): (u64, usize)) -> Self {
        let mut random = Random::of_purpose(seed, &format!("presence from {base} on"));
        let mut presence = Self::default();
        for (idx, enterprise) in enterprises.iter().enumerate() {
            presence.place(idx, enterprise, &mut random);
        }
        presence
    }

    fn place(&mut self, idx: usize, enterprise: &Enterprise, random: &mut Random) {
        match enterprise.kind {
            Kind::Institution | Kind::Unregistered | Kind::OutsideContractor => return,
            Kind::Project => {
                self.sites.push(idx);
                return;
            }
            Kind::UnionBody => {
                self.commerce.push(idx);
                return;
            }
            Kind::NonProfit => self.non_profits.push(idx),
            Kind::Cooperative => self.farms.push(idx),
            Kind::Company | Kind::Branch | Kind::Individual => {}
        }
        // Only commerce tells for sure of an end, or of a founding after the year.
        let is_missing = random.happens(NOT_IN_COMMERCE_PER_MILLE)
            && enterprise.status == EntityStatus::Active
            && !enterprise.is_marked(Scenario::EnterpriseFoundedLater);
        if !is_missing && enterprise.kind != Kind::NonProfit {
            self.commerce.push(idx);
        }
        // Whoever has staff declares tax, so that evidence of workers is never missing by chance.
        let declares =
            enterprise.workers > 0 || is_missing || random.happens(IDLE_IN_TAX_PER_MILLE);
        if enterprise.kind != Kind::Cooperative && enterprise.kind != Kind::NonProfit && declares {
            self.tax.push(idx);
        }
        if enterprise.workers >= INSURED_WORKERS_MIN && random.happens(INSURED_PER_MILLE) {
            self.hr.push(idx);
        }
        if enterprise.kind == Kind::Company && random.happens(IN_DIRECTORY_PER_MILLE) {
            self.directory.push(idx);
        }
    }
}
