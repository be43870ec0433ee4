//! Address, representative, phone and count: the cells that bear witness to the name.

use std::collections::BTreeSet;

use super::scribe::Scribe;
use crate::synth::enterprise::Enterprise;
use crate::synth::files::{Cell, number, text};
use crate::synth::names;
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;

/// Phones of book-keeping agents, each standing for many firms.
const AGENT_PHONES: &[&str] = &["0717-6220011", "0717-6450808", "13907170001"];

/// Streets that had another name.
const OLD_STREETS: &[(&str, &str)] = &[
    ("东山大道", "东山路"),
    ("夷陵大道", "夷陵路"),
    ("沿江大道", "滨江路"),
    ("江南大道", "江南路"),
    ("猇亭大道", "先锋大道"),
    ("夷兴大道", "小溪塔路"),
    ("迎宾大道", "马店路"),
    ("长坂路", "长坂坡路"),
    ("陆城大道", "陆逊路"),
    ("清江大道", "龙舟坪路"),
];

/// Counts this small stay right, so that scope is sure.
const STALE_COUNT_MIN: u32 = 13;
/// Counts that clerks write in 万.
const WAN_MIN: u32 = 1000;

impl Scribe<'_> {
    pub(super) fn representative(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        let right = &enterprise.representative;
        if self.marks(Scenario::PersonChanged, scenarios) {
            return names::person(&mut self.random);
        }
        if self.marks(Scenario::PersonMasked, scenarios) {
            let surname: String = right.chars().take(1).collect();
            let stars = "*".repeat(right.chars().count() - 1);
            return format!("{surname}{stars}");
        }
        if self.marks(Scenario::PersonTwo, scenarios) {
            return format!("{right}{}", names::person(&mut self.random));
        }
        if self.marks(Scenario::PersonNone, scenarios) {
            return self.random.pick(&["无", "", "/"]).to_owned();
        }
        if self.marks(Scenario::PersonForeign, scenarios) {
            let choices = ["约翰·史密斯", "JOHN SMITH", "金正浩", "MULLER THOMAS"];
            return self.random.pick(&choices).to_owned();
        }
        right.clone()
    }

    pub(super) fn address(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        if self.marks(Scenario::AddressMissing, scenarios) {
            return String::new();
        }
        let mut address = enterprise.address.clone();
        if address.written.is_none() && self.marks(Scenario::AddressOfBusiness, scenarios) {
            address.road = self.random.pick(COUNTIES[address.county].roads);
            address.number = self.random.between(1, 398);
            address.room = None;
        }
        let mut street = address.street();
        let old = OLD_STREETS.iter().find(|(new, _)| *new == address.road);
        if let Some((new, old)) = old
            && self.marks(Scenario::AddressOldStreet, scenarios)
        {
            street = street.replacen(new, old, 1);
        }
        if self.marks(Scenario::AddressNumeral, scenarios) {
            let number = format!("{}号", address.number);
            street = street.replacen(&number, &format!("{}号", numerals(address.number)), 1);
        }
        if self.marks(Scenario::AddressHashSign, scenarios) {
            street = street.replace('号', "#");
        }
        if address.written.is_none() && self.marks(Scenario::AddressTownshipAdded, scenarios) {
            street = format!("{}{street}", address.township);
        }
        if self.marks(Scenario::AddressRemark, scenarios) {
            let remarks = [
                "（一楼门面）",
                "(原农机厂内)",
                "（自主申报）",
                "（集群注册）",
            ];
            street.push_str(self.random.pick(&remarks));
        }
        if address.written.is_some() {
            return street;
        }
        let county = COUNTIES[address.county].name;
        match self.marks(Scenario::AddressCityDropped, scenarios) {
            true => format!("{county}{street}"),
            false => format!("湖北省宜昌市{county}{street}"),
        }
    }

    pub(super) fn phone(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> String {
        if self.marks(Scenario::PhoneOfAgent, scenarios) {
            return self.random.pick(AGENT_PHONES).to_owned();
        }
        if self.marks(Scenario::PhoneMissing, scenarios) {
            return String::new();
        }
        enterprise.phone.clone()
    }

    pub(super) fn workers(
        &mut self,
        enterprise: &Enterprise,
        scenarios: &mut BTreeSet<Scenario>,
    ) -> (Cell, Option<u32>) {
        let mut workers = enterprise.workers;
        if workers >= STALE_COUNT_MIN && self.marks(Scenario::CountOutdated, scenarios) {
            workers = workers * self.random.between(85, 115) / 100;
        }
        if workers >= WAN_MIN && self.marks(Scenario::CountInWan, scenarios) {
            let tenths = workers / 100;
            let cell = text(format!("{}.{:02}万", tenths / 100, tenths % 100));
            return (cell, Some(tenths * 100));
        }
        (number(workers), Some(workers))
    }

    /// Leaves the count out where another office has one.
    pub(in crate::synth) fn may_leave_out_count(&mut self, written: &mut super::Written) {
        if self.marks(Scenario::CountEmpty, &mut written.scenarios) {
            (written.workers, written.n_workers) = (Cell::Empty, None);
        }
    }
}

/// The digits of a house number one by one in Chinese.
fn numerals(number: u32) -> String {
    let digit = |digit: u32| char::from_digit(digit, 10).unwrap_or('0');
    let written = number.to_string();
    let digits = written.chars().filter_map(|letter| letter.to_digit(10));
    let chinese: Vec<char> = "〇一二三四五六七八九".chars().collect();
    digits
        .map(|value| chinese.get(value as usize).copied().unwrap_or(digit(value)))
        .collect()
}
