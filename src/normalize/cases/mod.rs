//! Worked cases, one per line of the tables beside this file: what is written and every part of it.

use super::{Address, CompanyName, phones};

/// Holds every line of a table against what the reader makes of its first cell.
#[track_caller]
fn check(table: &str, read: impl Fn(&str) -> Vec<String>) -> usize {
    let mut n_cases = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(read(cells[0]), cells[1..], "{}", cells[0]);
        n_cases += 1;
    }
    n_cases
}

fn text(part: Option<impl Into<String>>) -> String {
    part.map(Into::into).unwrap_or_default()
}

#[test]
fn names_in_their_parts() {
    let n_cases = check(include_str!("names.tsv"), |written| {
        let name = CompanyName::parse(written);
        vec![
            text(name.region),
            text(name.region_code),
            name.brand,
            name.industry,
            name.form_words,
            name.kind.as_str().to_owned(),
            text(name.parent),
            text(name.branch_words),
            text(name.former),
            text(name.status_words),
        ]
    });
    assert!(n_cases >= 150);
}

#[test]
fn addresses_in_their_parts() {
    let n_cases = check(include_str!("addresses.tsv"), |written| {
        let address = Address::parse(written, "");
        vec![
            text(address.place_code),
            text(address.township),
            text(address.village),
            text(address.road),
            text(address.number),
            text(address.building),
            text(address.room),
            address.rest,
        ]
    });
    assert!(n_cases >= 60);
}

#[test]
fn phones_mobile_and_landline() {
    let n_cases = check(include_str!("phones.tsv"), |written| {
        vec![phones(written).join(" ")]
    });
    assert!(n_cases >= 40);
}
