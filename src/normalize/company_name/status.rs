//! What notes say about whether a firm still is.

/// What a note glued to a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusNote {
    /// (筹), (筹建).
    Preparing,
    /// (已注销).
    Dissolved,
    /// (吊销).
    Revoked,
    /// (停业), (歇业).
    Suspended,
    /// (迁出).
    MovedOut,
    /// (本部), (总部), (法人): says nothing new.
    HeadOffice,
}

impl StatusNote {
    /// The word of the outputs (`preparing`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Dissolved => "dissolved",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::MovedOut => "moved_out",
            Self::HeadOffice => "head_office",
        }
    }

    /// What the words of a bracket say.
    pub(super) fn of_words(words: &str) -> Option<Self> {
        Some(match words {
            "筹" | "筹建" | "筹备" | "筹建中" | "筹备中" | "筹备组" | "筹备处" => {
                Self::Preparing
            }
            "注销" | "已注销" | "已注消" | "已经注销" | "注销中" => Self::Dissolved,
            "吊销" | "已吊销" | "吊销未注销" | "吊销,未注销" => Self::Revoked,
            "停业" | "已停业" | "歇业" | "停产" | "已停产" | "停止营业" | "暂停营业" => {
                Self::Suspended
            }
            "迁出" | "已迁出" => Self::MovedOut,
            "本部" | "总部" | "总公司" | "总店" | "机关" | "法人" | "企业法人" | "法人单位" => {
                Self::HeadOffice
            }
            _ => return None,
        })
    }
}
