//! What is wrong with a pipeline file, in the office's words. Keys, sections and words of the file
//! stand as they are written in it.

use super::{kind, place, quoted, refusal, system};
use crate::pipeline::file::{
    Expected, FaultPlace, FileFault, Found, Mending, PipelineFault, Wrong,
};
use crate::union::territory::TerritoryFault;

/// Why no pipeline came out of it.
pub(in crate::cli) fn pipeline_fault(fault: &PipelineFault) -> String {
    match fault {
        PipelineFault::Unreadable { path, cause } => {
            format!(
                "{}：流水线文件无法读取（{}）",
                path.display(),
                system(cause)
            )
        }
        PipelineFault::Faulty { faults, .. } => format!("流水线文件有{}处错误", faults.len()),
    }
}

/// One fault, and where it stands.
pub(in crate::cli) fn file_fault(fault: &FileFault) -> String {
    let what = wrong(&fault.wrong);
    match &fault.place {
        FaultPlace::Line(located) => format!("{what}\n{located}"),
        FaultPlace::Row(at) => format!("{}：{what}", place(at)),
    }
}

fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Syntax(words) => format!("不符合 TOML 语法（{words}）"),
        Wrong::UnknownSection { name } => format!("没有 [{name}] 这样的节"),
        Wrong::UnknownKey { name, title } => format!("{title} 中没有“{name}”这一项"),
        Wrong::MissingKey { key, title } => format!("{title} 中缺少“{key}”"),
        Wrong::WrongType {
            key,
            found: is,
            expected: should,
        } => format!("“{key}”写成了{}，应为{}", found(is), expected(*should)),
        Wrong::UnknownWord { key, text } => format!("“{key}”写成了“{text}”，没有这个取值"),
        Wrong::UnknownField { name } => format!("columns 中没有“{name}”这个字段"),
        Wrong::Empty { key } => format!("“{key}”为空"),
        Wrong::NoShare { key, value } => format!("“{key}”是{value}，应为0到1之间的数"),
        Wrong::PeriodReversed { from, to } => format!("统计年度的截止日{to}早于起始日{from}"),
        Wrong::NoRegion { text } => {
            format!("region 是“{text}”，应为行政区划代码（GB/T 2260）或其前2位、前4位")
        }
        Wrong::ThresholdsCrossed { review, least } => {
            format!("review_threshold（{review}）高于 match_threshold（{least}）")
        }
        Wrong::SizelessProject => "large_project 既没有 cost_yuan 也没有 workers".to_owned(),
        Wrong::PseudonymWithoutKey => "identity 为 pseudonym 时需要 key_file".to_owned(),
        Wrong::EditionOfOther { kind: of } => {
            format!("edition 只用于统计年报，此来源是{}", kind(*of))
        }
        Wrong::Database => "本版本不能读取数据库".to_owned(),
        Wrong::NoFiles => "files 没有列出任何文件".to_owned(),
        Wrong::NoFile { pattern } => format!("没有文件“{pattern}”"),
        Wrong::BadPattern { pattern, cause } => {
            format!("“{pattern}”不是有效的文件通配写法（{cause}）")
        }
        Wrong::NoEncoding { label } => format!("encoding 是“{label}”，没有这种编码"),
        Wrong::HeaderRowZero => "header_row 是0，行号从1数起".to_owned(),
        Wrong::SideFile {
            written,
            kind,
            cause,
        } => format!("“{written}”无法读取（{}）", refusal(*kind).unwrap_or(cause)),
        Wrong::NotUtf8 => "不是 UTF-8 编码".to_owned(),
        Wrong::NoCsv { cause } => format!("无法按 CSV 读取（{cause}）"),
        Wrong::NoColumn { column } => format!("没有“{column}”列"),
        Wrong::UnknownCell { text } => format!("“{text}”不是可用的取值"),
        Wrong::Territory(fault) => territory(fault),
    }
}

fn territory(fault: &TerritoryFault) -> String {
    match fault {
        TerritoryFault::EmptyCell { row, column } => format!("第{row}条：“{column}”为空"),
        TerritoryFault::TwoKinds {
            row,
            unit,
            found,
            expected,
        } => format!("第{row}条：填报单位“{unit}”这里是 {found}，前面是 {expected}"),
        TerritoryFault::BelongsTwice {
            row,
            kind,
            belongs,
            unit,
            other,
        } => format!("第{row}条：{kind}“{belongs}”这里归“{unit}”，前面归“{other}”"),
    }
}

fn found(found: &Found) -> String {
    match found {
        Found::Text(text) => format!("文字“{text}”"),
        Found::Number(number) => format!("数字 {number}"),
        Found::Flag(flag) => flag.to_string(),
        Found::Date(date) => format!("日期 {date}"),
        Found::List => "列表".to_owned(),
        Found::Table => "表".to_owned(),
    }
}

fn expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "文字",
        Expected::Count => "整数",
        Expected::Number => "数字",
        Expected::Flag => " true 或 false",
        Expected::Date => "日期",
        Expected::Texts => "文字的列表",
        Expected::Table => "表",
    }
}

/// How it is mended.
pub(in crate::cli) fn mending(mending: &Mending) -> String {
    match mending {
        Mending::DidYouMean(word) => format!("是否应为“{word}”？"),
        Mending::OneOf(words) => format!("可用：{}", quoted(words)),
        Mending::RegionExample => "地级市写作 \"420500\" 或 \"4205\"".to_owned(),
        Mending::KeyFile => "请指定一个只由本单位保管、至少32个随机字节的文件".to_owned(),
        Mending::ExportTable => "请把表导出为 CSV 或 XLSX，写在 files 中".to_owned(),
        Mending::PathOrOptional => {
            "路径从流水线文件所在文件夹算起；如该来源可以缺少，请写 optional = true".to_owned()
        }
        Mending::InQuotes(number) => format!("请加引号：\"{number}\""),
        Mending::WithoutQuotes(day) => format!("请去掉引号：{day}"),
        Mending::SaveAsUtf8 => "请另存为 CSV UTF-8".to_owned(),
        Mending::FirstRow(columns) => format!("第一行应为：{}", columns.join(",")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Place;

    #[test]
    fn a_fault_of_a_table_names_file_row_and_column() {
        let fault = FileFault {
            wrong: Wrong::UnknownCell {
                text: "zoon".to_owned(),
            },
            mending: Some(Mending::DidYouMean("zone".to_owned())),
            place: FaultPlace::Row(Place::file("territory.csv").at_row(3).at_column("kind")),
        };
        let said = "territory.csv，第3行，“kind”列：“zoon”不是可用的取值";
        assert_eq!(file_fault(&fault), said);
        let mended = fault.mending.as_ref().map(mending);
        assert_eq!(mended.as_deref(), Some("是否应为“zone”？"));
    }
}
