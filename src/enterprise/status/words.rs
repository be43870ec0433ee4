//! What the words of status columns, of notes glued to names and of remarks mean (DOMAIN 8).

use crate::normalize::StatusNote;
use crate::table::vocabulary::EntityStatus::{self, Active, Dissolved, Dormant};

/// What a firm is said to be; the first word that occurs decides, so that 非正常 or 未注销 come before
/// what they hold, and the end of a firm before the state it was in (非正常户注销).
const FIRM_WORDS: &[(&str, EntityStatus)] = &[
    // Revoked firms stay in the register until they are struck off (吊销，未注销): gone all the same.
    ("吊销", Dissolved),
    ("正常注销", Dissolved),
    ("非正常户注销", Dissolved),
    // Asked for, not done.
    ("拟注销", Dormant),
    ("待注销", Dormant),
    ("申请注销", Dormant),
    ("未注销", Active),
    ("非正常", Dormant),
    ("不正常", Dormant),
    ("未开业", Dormant),
    ("未营业", Dormant),
    ("停止营业", Dormant),
    ("终止营业", Dormant),
    ("暂停", Dormant),
    ("中断", Dormant),
    ("中止", Dormant),
    ("停保", Dormant),
    ("断保", Dormant),
    ("退保", Dormant),
    ("停缴", Dormant),
    ("终止参保", Dormant),
    ("停止参保", Dormant),
    ("未参保", Dormant),
    ("停业", Dormant),
    ("歇业", Dormant),
    ("停工", Dormant),
    ("停产", Dormant),
    ("休眠", Dormant),
    ("失联", Dormant),
    ("查无下落", Dormant),
    ("筹建", Dormant),
    ("筹备", Dormant),
    ("注销", Dissolved),
    ("撤销", Dissolved),
    ("撤消", Dissolved),
    ("清算", Dissolved),
    ("破产", Dissolved),
    ("解散", Dissolved),
    ("关闭", Dissolved),
    ("存续", Active),
    ("在营", Active),
    ("开业", Active),
    ("在业", Active),
    ("营业", Active),
    ("正常", Active),
    ("在册", Active),
    ("迁入", Active),
    ("参保", Active),
    ("登记成立", Active),
];

/// What a building site is said to be; words of firms (停工, 正常) hold for it too.
const SITE_WORDS: &[(&str, EntityStatus)] = &[
    ("未竣工", Active),
    ("未完工", Active),
    ("未开工", Dormant),
    ("待开工", Dormant),
    ("拟建", Dormant),
    ("缓建", Dormant),
    ("停建", Dormant),
    ("竣工", Dissolved),
    ("完工", Dissolved),
    ("交付使用", Dissolved),
    ("在建", Active),
    ("施工", Active),
    ("开工", Active),
    ("复工", Active),
];

/// Words for leaving the area; 迁入 and 迁址 are none.
const MOVED_OUT_WORDS: &[&str] = &["迁出", "迁往", "外迁", "迁离"];

/// The contract's own word for a firm that left.
pub(super) const MOVED_OUT: &str = "moved_out";

/// Whether the word says that the firm left the area.
pub(super) fn says_moved_out(text: &str) -> bool {
    MOVED_OUT_WORDS.iter().any(|word| text.contains(word))
}

/// What a status word says of a firm; a site's words say nothing of the firm that builds it.
pub(super) fn of_firm(text: &str) -> Option<EntityStatus> {
    if says_moved_out(text) {
        return Some(Dissolved);
    }
    first(FIRM_WORDS, text)
}

/// What a status word says of a building site.
pub(super) fn of_site(text: &str) -> Option<EntityStatus> {
    first(SITE_WORDS, text).or_else(|| first(FIRM_WORDS, text))
}

fn first(words: &[(&str, EntityStatus)], text: &str) -> Option<EntityStatus> {
    let found = words.iter().find(|(word, _)| text.contains(word));
    found.map(|(_, status)| *status)
}

/// What a note in brackets behind the name says: (已注销), (筹).
pub(super) fn of_note(note: StatusNote) -> Option<EntityStatus> {
    match note {
        StatusNote::Dissolved | StatusNote::Revoked | StatusNote::MovedOut => Some(Dissolved),
        StatusNote::Preparing | StatusNote::Suspended => Some(Dormant),
        StatusNote::HeadOffice => None,
    }
}

/// What a remark says that is nothing but a status, with a date at most: 已注销, 2015年3月注销. Remarks
/// say many things besides (原某厂注销后重新成立), so that a word inside one is no statement; and that a firm
/// is normal is no remark anybody makes about its life.
pub(super) fn of_remark(text: &str) -> Option<EntityStatus> {
    let is_beside = |sign: char| {
        sign.is_ascii_digit()
            || sign.is_whitespace()
            || "年月日于已该企业单位公司户.-/。，".contains(sign)
    };
    let bare: String = text.chars().filter(|sign| !is_beside(*sign)).collect();
    let is_word = |(word, status): &&(&str, EntityStatus)| *word == bare && *status != Active;
    if MOVED_OUT_WORDS.contains(&bare.as_str()) {
        return Some(Dissolved);
    }
    FIRM_WORDS.iter().find(is_word).map(|(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_firm(text: &str, expected: Option<EntityStatus>) {
        assert_eq!(of_firm(text), expected, "{text}");
    }

    #[track_caller]
    fn check_site(text: &str, expected: Option<EntityStatus>) {
        assert_eq!(of_site(text), expected, "{text}");
    }

    #[test]
    fn every_word_of_the_registers_is_read() {
        for (text, expected) in [
            ("存续", Active),
            ("存续（在营、开业、在册）", Active),
            ("在营（开业）", Active),
            ("在业", Active),
            ("正常", Active),
            ("正常参保", Active),
            ("在册", Active),
            ("迁入", Active),
            ("停业", Dormant),
            ("歇业", Dormant),
            ("非正常户", Dormant),
            ("非正常", Dormant),
            ("筹建", Dormant),
            ("暂停参保", Dormant),
            ("中断参保", Dormant),
            ("尚未开业", Dormant),
            ("停止营业", Dormant),
            ("注销", Dissolved),
            ("非正常户注销", Dissolved),
            ("吊销，未注销", Dissolved),
            ("吊销，已注销", Dissolved),
            ("撤销", Dissolved),
            ("清算中", Dissolved),
            ("责令关闭", Dissolved),
            ("已迁出", Dissolved),
            ("迁往外地", Dissolved),
            ("外迁", Dissolved),
        ] {
            check_firm(text, Some(expected));
        }
        check_firm("小规模纳税人", None);
    }

    #[test]
    fn a_finished_site_is_no_dissolved_firm() {
        check_firm("竣工", None);
        check_site("已竣工验收", Some(Dissolved));
    }

    #[test]
    fn a_site_not_finished_is_not_gone() {
        check_site("未竣工", Some(Active));
        check_site("停工", Some(Dormant));
        check_site("在建", Some(Active));
    }

    #[test]
    fn a_remark_speaks_where_it_says_nothing_else() {
        assert_eq!(of_remark("已注销"), Some(Dissolved));
        assert_eq!(of_remark("2015年3月注销"), Some(Dissolved));
        assert_eq!(of_remark("已迁出"), Some(Dissolved));
        assert_eq!(of_remark("原宜昌某厂注销后重新成立"), None);
        assert_eq!(of_remark("正常"), None);
    }
}
