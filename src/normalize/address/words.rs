//! Words that end the names and count the figures of an address.

/// What a word that ends a name makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Township,
    Village,
    Road,
}

/// Words that end a name, longer ones before those that begin them.
pub(super) const NAMES: &[(&str, Name)] = &[
    ("街道办事处", Name::Township),
    ("街道办", Name::Township),
    ("街办事处", Name::Township),
    ("街办", Name::Township),
    ("办事处", Name::Township),
    ("街道", Name::Township),
    ("民族乡", Name::Township),
    ("苏木", Name::Township),
    ("镇", Name::Township),
    ("乡", Name::Township),
    ("社区居民委员会", Name::Village),
    ("社区居委会", Name::Village),
    ("村民委员会", Name::Village),
    ("居民委员会", Name::Village),
    ("村委会", Name::Village),
    ("居委会", Name::Village),
    ("居委", Name::Village),
    ("行政村", Name::Village),
    ("社区", Name::Village),
    ("嘎查", Name::Village),
    ("村", Name::Village),
    ("大道", Name::Road),
    ("大街", Name::Road),
    ("胡同", Name::Road),
    ("公路", Name::Road),
    ("国道", Name::Road),
    ("省道", Name::Road),
    ("路", Name::Road),
    ("街", Name::Road),
    ("巷", Name::Road),
    ("弄", Name::Road),
];

/// What stands behind a word that ends a name and shows that it is part of a longer one: 村 in
/// 中关村大街, 镇 in 古镇路, 路 in 路口 is a place at a road.
pub(super) fn is_inside(name: Name, rest: &[char]) -> bool {
    let next = rest.first();
    match name {
        Name::Township => {
            matches!(
                next,
                Some('路' | '街' | '巷' | '镇' | '政' | '中' | '上' | '企')
            ) && !starts(rest, "中心村")
                && !starts(rest, "街道")
        }
        Name::Village => {
            matches!(next, Some('路' | '街' | '巷' | '镇' | '大' | '民')) || starts(rest, "市场")
        }
        Name::Road => {
            matches!(
                next,
                Some('街' | '路' | '巷' | '弄' | '道' | '镇' | '乡' | '村')
            ) && !starts(rest, "街道")
                || starts(rest, "居委")
                || starts(rest, "社区")
        }
    }
}

pub(super) fn starts(characters: &[char], word: &str) -> bool {
    let mut rest = characters.iter();
    word.chars().all(|expected| rest.next() == Some(&expected))
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Door,
    Group,
    Building,
    Stairs,
    Floor,
    Room,
    /// The end of the text, or a sign.
    Nothing,
}

/// Words behind a figure, longer ones before those that begin them.
pub(super) const UNITS: &[(&str, Unit)] = &[
    ("号大楼", Unit::Building),
    ("号厂房", Unit::Building),
    ("号商住楼", Unit::Building),
    ("号楼", Unit::Building),
    ("号栋", Unit::Building),
    ("号幢", Unit::Building),
    ("#楼", Unit::Building),
    ("#栋", Unit::Building),
    ("#幢", Unit::Building),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Stairs),
    ("号门面房", Unit::Room),
    ("号门面", Unit::Room),
    ("号商铺", Unit::Room),
    ("号铺", Unit::Room),
    ("号房", Unit::Room),
    ("号室", Unit::Room),
    ("#铺", Unit::Room),
    ("#室", Unit::Room),
    ("室", Unit::Room),
    ("房", Unit::Room),
    ("铺", Unit::Room),
    ("村民小组", Unit::Group),
    ("居民小组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("楼", Unit::Floor),
    ("层", Unit::Floor),
    ("号", Unit::Door),
    ("#", Unit::Door),
];
