//! The decision table: who says what, and when it was founded.

use super::*;

const COMMERCE: Origin = Origin::Registry(Department::Commerce);
const TAX: Origin = Origin::Registry(Department::Tax);
const HR: Origin = Origin::Registry(Department::Hr);
const AGRICULTURE: Origin = Origin::Registry(Department::Agriculture);

/// One row per case: the status columns of the rows, best source first.
struct Case<'a> {
    said: &'a [(Origin, &'a str)],
    founding: Founding,
    expected: (EntityStatus, Option<&'a str>),
}

const fn case<'a>(
    said: &'a [(Origin, &'a str)],
    status: EntityStatus,
    reason: &'a str,
) -> Case<'a> {
    Case {
        said,
        founding: Founding::WithinTime,
        expected: (status, Some(reason)),
    }
}

#[track_caller]
fn check(cases: &[Case<'_>]) {
    for case in cases {
        let voices = case.said.iter().enumerate();
        let voices: Vec<Voice<'_>> = voices
            .filter_map(|(row_idx, (origin, text))| {
                Some(Voice {
                    row_idx,
                    origin: *origin,
                    status: words::of_firm(text)?,
                    says: Says::Column(text),
                })
            })
            .collect();
        let ((status, reason), _) = decide(&voices, case.founding);
        assert_eq!(
            (status, reason.as_deref()),
            case.expected,
            "{:?}",
            case.said
        );
    }
}

#[test]
fn commerce_beats_all_where_it_says_that_the_firm_has_ended() {
    check(&[
        case(
            &[(COMMERCE, "注销"), (TAX, "正常"), (HR, "参保")],
            EntityStatus::Dissolved,
            "注销（税务：正常，人社：参保）",
        ),
        case(
            &[(COMMERCE, "吊销，未注销"), (HR, "参保")],
            EntityStatus::Dissolved,
            "吊销，未注销（人社：参保）",
        ),
        case(
            &[(COMMERCE, "存续"), (COMMERCE, "注销")],
            EntityStatus::Dissolved,
            "注销",
        ),
    ]);
}

#[test]
fn a_firm_that_moved_out_is_dissolved_here() {
    check(&[
        case(&[(COMMERCE, "迁出")], EntityStatus::Dissolved, "moved_out"),
        case(
            &[(COMMERCE, "迁往外地"), (TAX, "正常")],
            EntityStatus::Dissolved,
            "moved_out",
        ),
    ]);
}

#[test]
fn a_firm_that_moved_from_county_to_county_lives() {
    check(&[case(
        &[(COMMERCE, "迁出"), (COMMERCE, "存续")],
        EntityStatus::Active,
        "存续",
    )]);
}

#[test]
fn the_most_believed_department_decides_and_the_others_are_told() {
    check(&[
        case(
            &[(COMMERCE, "存续"), (TAX, "非正常户"), (HR, "暂停参保")],
            EntityStatus::Active,
            "存续（税务：非正常户，人社：暂停参保）",
        ),
        case(
            &[(TAX, "注销"), (HR, "参保")],
            EntityStatus::Dissolved,
            "注销（人社：参保）",
        ),
        case(
            &[(AGRICULTURE, "停业"), (TAX, "正常")],
            EntityStatus::Dormant,
            "停业（税务：正常）",
        ),
        // A word that is no status leaves the word to the next.
        case(
            &[(COMMERCE, "有限责任公司"), (HR, "参保")],
            EntityStatus::Active,
            "参保",
        ),
    ]);
}

#[test]
fn of_several_rows_of_one_department_the_living_one_decides() {
    check(&[case(
        &[(TAX, "注销"), (TAX, "正常")],
        EntityStatus::Active,
        "正常",
    )]);
}

#[test]
fn a_firm_founded_after_the_period_is_not_active() {
    let mut cases = [
        case(
            &[(COMMERCE, "存续")],
            EntityStatus::Dormant,
            "成立于统计期之后",
        ),
        case(&[], EntityStatus::Dormant, "成立于统计期之后"),
        case(&[(COMMERCE, "注销")], EntityStatus::Dissolved, "注销"),
    ];
    for case in &mut cases {
        case.founding = Founding::AfterPeriod;
    }
    check(&cases);
}

#[test]
fn without_a_word_it_is_unknown() {
    check(&[Case {
        expected: (EntityStatus::Unknown, None),
        ..case(&[], EntityStatus::Unknown, "")
    }]);
}
