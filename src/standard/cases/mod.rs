//! Worked cases of every code, one per line of the tables beside this file: what is written, and
//! what it is read as or why not. The codes are computed from the standards by other means than
//! the parsers', and none is known to belong to anybody.

use super::{CodeFault, CreditCode, OrganisationCode, RegistrationNumber, ResidentId, TaxpayerId};

/// Holds every line of a table against what the reader makes of its first cell.
#[track_caller]
fn check(table: &str, read: impl Fn(&str) -> Result<String, CodeFault>) {
    let (mut n_cases, mut n_faults) = (0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (written, expected) = line.split_once('\t').unwrap();
        let found = read(written).unwrap_or_else(|fault| format!("! {fault}"));
        assert_eq!(found, expected, "{written}");
        n_cases += 1;
        n_faults += usize::from(expected.starts_with('!'));
    }
    assert!(
        n_cases >= 40 && n_faults >= 10,
        "{n_cases}, {n_faults} faults"
    );
}

#[test]
fn credit_codes() {
    check(
        include_str!("credit_code.tsv"),
        |written| match written.parse::<CreditCode>() {
            Ok(code) => Ok(code.to_string()),
            Err(_) => CreditCode::repair(written).map(|code| format!("{code} (repaired)")),
        },
    );
}

#[test]
fn organisation_codes() {
    check(include_str!("organisation_code.tsv"), |written| {
        written
            .parse()
            .map(|code: OrganisationCode| code.to_string())
    });
}

#[test]
fn registration_numbers() {
    check(include_str!("registration_number.tsv"), |written| {
        written
            .parse()
            .map(|number: RegistrationNumber| number.to_string())
    });
}

#[test]
fn resident_ids() {
    check(include_str!("resident_id.tsv"), |written| {
        written.parse().map(|id: ResidentId| id.reveal().to_owned())
    });
}

#[test]
fn taxpayer_ids() {
    check(include_str!("taxpayer_id.tsv"), |written| {
        written.parse().map(|id: TaxpayerId| id.to_string())
    });
}
