//! The longest known words that a name ends with.

use std::sync::LazyLock;

use super::table::{BRANCH_ENDINGS, ENDINGS, PARTS};
use super::types::{LegalForm, UnitKind};
use crate::standard::trie::Trie;

use self::Core::{Drops, Keeps, KeepsTrade};

/// What becomes of the words of a form in the core of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Core {
    /// 有限公司 says nothing about which firm it is.
    Drops,
    /// 鼎力五金厂 and 鼎力五金店 are two firms.
    Keeps,
    /// 饭店 is a trade and its 店 a form.
    KeepsTrade,
}

/// What the last words of a name tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::normalize) struct Ending {
    /// As written.
    pub(in crate::normalize) words: &'static str,
    pub(in crate::normalize) form: LegalForm,
    pub(in crate::normalize) kind: UnitKind,
    core: Core,
    /// A workplace that may belong to a parent named before it.
    pub(in crate::normalize) may_be_branch: bool,
    /// A workplace of somebody even where no parent is named.
    pub(in crate::normalize) is_part: bool,
}

impl Ending {
    /// Bytes of the name that the core does without.
    pub(in crate::normalize) fn core_drops(&self) -> usize {
        match self.core {
            Drops => self.words.len(),
            Keeps | KeepsTrade => 0,
        }
    }

    /// Whether the words name a trade too: 饭店, 超市.
    pub(in crate::normalize) fn names_trade(&self) -> bool {
        self.core == KeepsTrade
    }

    /// The form as it is shown: 店 of 饭店.
    pub(in crate::normalize) fn shown(&self) -> &'static str {
        match self.core {
            Drops | Keeps => self.words,
            KeepsTrade => {
                // 超市, 度假村, 酒家 and 农家乐 are forms themselves.
                if self.words.ends_with(['市', '村', '家', '乐']) {
                    return self.words;
                }
                let last = self.words.char_indices().next_back();
                last.and_then(|(at, _)| self.words.get(at..))
                    .unwrap_or(self.words)
            }
        }
    }
}

fn endings() -> &'static Trie<Ending> {
    static ENDING_TRIE: LazyLock<Trie<Ending>> = LazyLock::new(|| {
        let branches: Vec<&str> = BRANCH_ENDINGS.split_whitespace().collect();
        let mut trie = Trie::default();
        let mut enter = |words: &'static str, form, kind, core| {
            let may_be_branch = branches.contains(&words);
            let is_part = PARTS.iter().any(|part| words.ends_with(part));
            let ending = Ending {
                words,
                form,
                kind,
                core,
                may_be_branch,
                is_part,
            };
            trie.entry(words.chars().rev(), || ending);
        };
        for (list, form, kind, core) in ENDINGS {
            list.split_whitespace()
                .for_each(|words| enter(words, *form, *kind, *core));
        }
        // A canteen, a workshop: never a form of its own.
        for words in &branches {
            enter(words, LegalForm::Unknown, UnitKind::Branch, Keeps);
        }
        trie
    });
    &ENDING_TRIE
}

/// The longest known ending of a folded name.
pub(in crate::normalize) fn ending(name: &str) -> Option<Ending> {
    endings().longest(name.chars().rev()).map(|met| *met.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, shown: &str, kind: UnitKind) {
        let found = ending(name).unwrap();
        assert_eq!((found.shown(), found.kind), (shown, kind), "{name}");
    }

    #[test]
    fn the_longest_ending_counts() {
        check("鼎力股份有限公司", "股份有限公司", UnitKind::Enterprise);
        check("鼎力有限公司", "有限公司", UnitKind::Enterprise);
        check("红花柑橘专业合作社", "专业合作社", UnitKind::Cooperative);
        check("老李餐馆", "馆", UnitKind::IndividualBusiness);
        check("夷陵中学", "中学", UnitKind::Institution);
        check("阳光幼儿园", "幼儿园", UnitKind::PrivateNonEnterprise);
        check("云集社区居民委员会", "居民委员会", UnitKind::Other);
        assert_eq!(ending("鼎力"), None);
    }
}
