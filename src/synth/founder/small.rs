//! Branches, shops, chains, cooperatives and private non-enterprise units.

use super::Founder;
use crate::synth::enterprise::{Enterprise, Gone, Kind};
use crate::synth::names::{self, BrandLength, NON_PROFITS, SHOPS, Trade};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand shops, how many belong to a chain.
const CHAIN_PER_MILLE: u32 = 60;
/// How often a head office is looked for.
const TRIES: u32 = 200;

impl Founder<'_> {
    /// A branch of one of the first `companies`; none if nobody can have another one.
    pub(super) fn branch(&mut self, companies: usize) -> Option<Enterprise> {
        for _ in 0..TRIES {
            let parent_idx = self.random.index(companies);
            let parent = &self.city[parent_idx];
            if parent.kind != Kind::Company
                || parent.status != EntityStatus::Active
                || parent.workers == 0
            {
                continue;
            }
            let (parent_name, parent_core) = (parent.name.clone(), parent.core.clone());
            let (prefix, brand, trade) =
                (parent.prefix.clone(), parent.brand.clone(), parent.trade);
            let county = self.county();
            let (tail, is_serial) = self.branch_tail(county);
            let name = format!("{parent_name}{tail}");
            let mut branch = self.workplace(Kind::Branch, county, trade);
            if !self.give_lonely_name(&mut branch, name) {
                continue;
            }
            (branch.prefix, branch.brand) = (prefix, brand);
            branch.core = format!("{parent_core}{tail}");
            branch.mark(Scenario::EnterpriseBranch);
            if is_serial {
                branch.mark(Scenario::TwinSerial);
            }
            let workers = branch.workers.min(40);
            branch.staff(workers, 500);
            branch.parent = Some(parent_idx);
            self.end_if_dissolved(&mut branch);
            self.introduce_siblings(parent_idx, &mut branch);
            return Some(branch);
        }
        None
    }

    fn branch_tail(&mut self, county: usize) -> (String, bool) {
        let place = &COUNTIES[county];
        let road = self.random.pick(place.roads);
        match self.random.below(10) {
            0..=2 => (format!("{}分公司", place.short), false),
            3 => {
                let serial = self.random.pick(&["第一", "第二", "第三", "第四"]);
                (format!("{}{serial}分公司", place.short), true)
            }
            4..=5 => (format!("{road}营业部"), false),
            6 => (format!("{road}加油站"), false),
            7 => (format!("{}支行", place.short), false),
            _ => (format!("{road}店"), false),
        }
    }

    /// Two branches of one firm are taken for each other by clerks.
    fn introduce_siblings(&mut self, parent_idx: usize, branch: &mut Enterprise) {
        let is_sibling = |other: &&mut Enterprise| {
            other.kind == Kind::Branch && other.parent == Some(parent_idx)
        };
        if let Some(sibling) = self.city.iter_mut().rev().find(is_sibling) {
            branch.sibling_name = Some(sibling.name.clone());
            sibling
                .sibling_name
                .get_or_insert_with(|| branch.name.clone());
        }
    }

    /// An individual business.
    pub(super) fn shop(&mut self, trade: &'static Trade) -> Enterprise {
        if self.random.happens(CHAIN_PER_MILLE)
            && let Some(shop) = self.shop_of_chain()
        {
            return shop;
        }
        let county = self.county();
        let mut shop = self.workplace(Kind::Individual, county, trade);
        shop.prefix = COUNTIES[county].name.to_owned();
        self.name_small(&mut shop, trade.words, "");
        self.open(&mut shop);
        shop
    }

    /// Another shop of an earlier shop's chain: the places differ.
    fn shop_of_chain(&mut self) -> Option<Enterprise> {
        for _ in 0..TRIES {
            let original_idx = self.random.index(self.city.len());
            let original = &self.city[original_idx];
            if original.kind != Kind::Individual || original.parent.is_some() {
                continue;
            }
            let (brand, trade) = (original.brand.clone(), original.trade);
            let county = self.county();
            let road = self.random.pick(COUNTIES[county].roads);
            let tail = format!("{}（{road}店）", trade.words);
            let mut shop = self.workplace(Kind::Individual, county, trade);
            shop.prefix = COUNTIES[county].name.to_owned();
            let name = format!("{}{brand}{tail}", shop.prefix);
            if !self.give_lonely_name(&mut shop, name) {
                continue;
            }
            shop.core = format!("{brand}{tail}");
            shop.brand = brand;
            shop.twin_of = Some(self.base + original_idx);
            self.open(&mut shop);
            let original = &mut self.city[original_idx];
            original.mark(Scenario::TwinChain);
            original.shares_core = true;
            shop.mark(Scenario::TwinChain);
            return Some(shop);
        }
        None
    }

    fn open(&mut self, shop: &mut Enterprise) {
        // Clearly below or clearly above the office's threshold of eight, so that the truth is sure.
        let workers = match self.random.happens(250) {
            true => self.random.between(11, 22),
            false => self.random.between(1, 5),
        };
        shop.staff(workers, 330);
        shop.capital = self.random.between(1, 20);
        self.end_if_dissolved(shop);
    }

    /// A farmers' cooperative.
    pub(super) fn farm(&mut self, trade: &'static Trade) -> Enterprise {
        // Cooperatives sit in the counties, not in the old districts.
        let county = 4 + self.random.index(COUNTIES.len() - 4);
        let mut farm = self.workplace(Kind::Cooperative, county, trade);
        farm.prefix = COUNTIES[county].name.to_owned();
        self.name_small(&mut farm, trade.words, "专业合作社");
        let workers = farm.workers;
        farm.staff(workers, 900);
        self.end_if_dissolved(&mut farm);
        farm
    }

    /// A private non-enterprise unit.
    pub(super) fn non_profit(&mut self, n: usize) -> Enterprise {
        let trade = &NON_PROFITS[n % NON_PROFITS.len()];
        let county = self.county();
        let mut unit = self.workplace(Kind::NonProfit, county, trade);
        unit.prefix = COUNTIES[county].name.to_owned();
        self.name_small(&mut unit, trade.words, "");
        unit.mark(Scenario::EnterpriseNonProfit);
        self.end_if_dissolved(&mut unit);
        unit
    }

    /// A name of place, brand, words and ending that resembles nobody's.
    pub(super) fn name_small(&mut self, unit: &mut Enterprise, words: &str, ending: &str) {
        let mut length = BrandLength::Usual;
        loop {
            let brand = names::brand(&mut self.random, length);
            let name = format!("{}{brand}{words}{ending}", unit.prefix);
            let core = format!("{brand}{words}");
            if !self.register.has_core(&core) && self.give_lonely_name(unit, name) {
                self.register.note_core(&core);
                unit.core = core;
                unit.brand = brand;
                return;
            }
            length = match length {
                BrandLength::Usual => BrandLength::Three,
                BrandLength::Three | BrandLength::Four => BrandLength::Four,
            };
        }
    }

    fn end_if_dissolved(&mut self, unit: &mut Enterprise) {
        if unit.status == EntityStatus::Dissolved {
            match unit.kind {
                Kind::Individual | Kind::Cooperative | Kind::NonProfit => {
                    unit.gone = Some(Gone::Cancelled);
                }
                Kind::Company
                | Kind::Branch
                | Kind::Project
                | Kind::Institution
                | Kind::Unregistered
                | Kind::UnionBody
                | Kind::OutsideContractor => self.end(unit),
            }
        }
    }

    /// A shop's trade by turn.
    pub(super) fn shop_trade(n: usize) -> &'static Trade {
        &SHOPS[n % SHOPS.len()]
    }
}
