//! What goes wrong, in the office's words: the same facts and the same way to mend them as the
//! English messages of each room.

mod pipeline_file;

pub(super) use pipeline_file::{file_fault, mending, pipeline_fault};

use std::io;

use crate::ingest::IngestError;
use crate::pipeline::RunError;
use crate::table::Place;
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// A place as a clerk looks for it.
fn place(place: &Place) -> String {
    let mut text = place.file.clone();
    if let Some(sheet) = &place.sheet {
        text.push_str(&format!("，工作表“{sheet}”"));
    }
    if let Some(row) = place.row {
        text.push_str(&format!("，第{row}行"));
    }
    if let Some(column) = &place.column {
        text.push_str(&format!("，“{column}”列"));
    }
    text
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Enterprises => "企业",
        SourceKind::Unions => "工会组织",
        SourceKind::Directory => "系统企业名录",
        SourceKind::Members => "会员",
        SourceKind::Roster => "用工人员",
        SourceKind::Movements => "会籍接转",
        SourceKind::AnnualReport => "统计年报",
        SourceKind::Parks => "园区企业",
    }
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    quoted.join("、")
}

/// Why the system refused; what it seldom says, and what a format says, stands in its own words.
fn system(cause: &io::Error) -> String {
    let refused = cause.raw_os_error().and_then(|_| refusal(cause.kind()));
    refused.map_or_else(|| cause.to_string(), str::to_owned)
}

fn refusal(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::NotFound => "文件或文件夹不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "已经存在",
        io::ErrorKind::NotADirectory => "不是文件夹",
        io::ErrorKind::IsADirectory => "是文件夹，不是文件",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::QuotaExceeded => "超出磁盘配额",
        io::ErrorKind::ReadOnlyFilesystem => "所在磁盘只读",
        io::ErrorKind::FileTooLarge => "文件太大",
        io::ErrorKind::InvalidData => "内容不是有效的文本",
        io::ErrorKind::UnexpectedEof => "内容不完整",
        io::ErrorKind::WriteZero => "写入中断",
        io::ErrorKind::ResourceBusy => "正被占用",
        _ => return None,
    })
}

/// What is wrong with a source.
pub(super) fn ingest_error(error: &IngestError) -> String {
    let at = place(&error.place());
    let what = match error {
        IngestError::NoFiles { .. } => "数据来源没有找到任何文件".to_owned(),
        IngestError::Missing { .. } => "文件不存在".to_owned(),
        IngestError::Unreadable { cause, .. } => format!("无法读取（{}）", system(cause)),
        IngestError::Empty { .. } => "文件为空，应为带表头的数据表".to_owned(),
        IngestError::UnknownFormat { .. } => {
            "文件格式无法识别，应为 .csv、.txt、.tsv、.xlsx 或 .xls".to_owned()
        }
        IngestError::WebPage { .. } => "扩展名是工作簿，内容却是网页或 XML".to_owned(),
        IngestError::BadWorkbook { cause, .. } => format!("不是可读取的工作簿（{cause}）"),
        IngestError::WrongEncoding { encoding, .. } => {
            format!("内容不是 {} 编码", encoding.as_str())
        }
        IngestError::UnknownEncoding { .. } => "编码无法识别，应为 utf-8 或 gb18030".to_owned(),
        IngestError::NoSheets { .. } => "该文件没有工作表，却指定了要读取的工作表".to_owned(),
        IngestError::NoSheet { .. } => "没有这个工作表".to_owned(),
        IngestError::NoHeader { .. } => "找不到表头".to_owned(),
        IngestError::NoSuchHeaderRow { n_rows, .. } => format!("表中只有{n_rows}行"),
        IngestError::NoPinnedColumn { field, .. } => {
            format!("没有这个表头（流水线文件把它指定为 {field}）")
        }
        IngestError::NoNameColumn { kind: of, .. } => {
            format!("没有哪一列是{}的名称", kind(*of))
        }
        IngestError::NoTable { kind: of, .. } => format!("没有哪个工作表是{}数据表", kind(*of)),
        IngestError::TooManyRows { limit, .. } => format!("超过{limit}行"),
    };
    format!("{at}：{what}")
}

/// How to mend it.
pub(super) fn ingest_hint(error: &IngestError) -> String {
    match error {
        IngestError::NoFiles { .. } | IngestError::Missing { .. } => {
            "请改正 files；如该来源可以缺少，请写 optional = true".to_owned()
        }
        IngestError::Unreadable { .. } => "请确认这是一个文件，并且您有权读取".to_owned(),
        IngestError::Empty { .. } => "请向提供部门重新索取，或从 files 中去掉".to_owned(),
        IngestError::UnknownFormat { .. } => "请另存为 CSV 或 XLSX，并使用相应的扩展名".to_owned(),
        IngestError::WebPage { .. } => "请用 WPS 或 Excel 打开，另存为 .xlsx".to_owned(),
        IngestError::BadWorkbook { .. } => {
            "请用 WPS 或 Excel 打开，取消密码后另存为 .xlsx".to_owned()
        }
        IngestError::WrongEncoding { .. } => {
            "请去掉 encoding 或改为正确的编码，也可另存为 CSV UTF-8".to_owned()
        }
        IngestError::UnknownEncoding { .. } => {
            "请用能正常显示的软件打开，另存为 CSV UTF-8".to_owned()
        }
        IngestError::NoSheets { .. } => "请去掉 sheets".to_owned(),
        IngestError::NoSheet { sheets, .. } => format!("现有工作表：{}", quoted(sheets)),
        IngestError::NoHeader { first_row, .. } => format!(
            "请用 header_row 指定表头行；没有表头的表可按列号指定，如 columns = {{ name = \"A\" }}；第一行内容：{}",
            quoted(first_row)
        ),
        IngestError::NoSuchHeaderRow { .. } => "header_row 是表头的最后一行，从1数起".to_owned(),
        IngestError::NoPinnedColumn { headers, .. } => format!("现有表头：{}", quoted(headers)),
        IngestError::NoNameColumn { kind, headers, .. } => format!(
            "现有表头：{}；请指定正确的一列，如 columns = {{ {} = \"{}\" }}",
            quoted(headers),
            Field::naming(*kind)[0],
            headers.first().map_or("…", String::as_str),
        ),
        IngestError::NoTable { skipped, .. } => format!(
            "请用 sheets、header_row 或 columns 指定；已跳过：{}",
            skipped.join("；")
        ),
        IngestError::TooManyRows { .. } => "请把文件拆开".to_owned(),
    }
}

/// Why a run gave nothing.
pub(super) fn run_error(error: &RunError) -> String {
    match error {
        RunError::Input { .. } => "输入数据无法读取，本次未产生任何结果，上次结果不变".to_owned(),
        RunError::SideFile { path, cause } => {
            format!("{}：无法使用（{}）", path.display(), system(cause))
        }
        RunError::Previous { name, .. } => format!("上次运行“{name}”无法读取"),
        RunError::Stage { stage, cause } => format!("步骤“{stage}”出错（{cause}）"),
        RunError::Schema(cause) => format!("结果表的结构不对（{cause}）"),
        RunError::RowsLost {
            source_name,
            read,
            accounted,
        } => format!("数据来源“{source_name}”：读取{read}行，只有{accounted}行有下落"),
        RunError::Output { path, cause } => {
            format!("{}：无法写入（{}）", path.display(), system(cause))
        }
        RunError::Busy { path } => format!("{}：另一次运行正在写入", path.display()),
        RunError::Table(cause) => format!("结果表无法写入（{cause}）"),
        RunError::Ledger(cause) => format!("台账无法写入（{cause}）"),
    }
}

/// How to mend it.
pub(super) fn run_hint(error: &RunError) -> Option<&'static str> {
    match error {
        // Each fault has brought its own.
        RunError::Input { .. } => None,
        RunError::SideFile { .. } => Some("请检查流水线文件所指的文件"),
        RunError::Previous { .. } => Some("请写 runs/ 下已有的运行，或用 --previous none 重新开始"),
        RunError::Stage { .. } | RunError::Schema(_) | RunError::RowsLost { .. } => {
            Some("这是程序的错误，请反馈（不要附数据）")
        }
        RunError::Output { .. } | RunError::Table(_) | RunError::Ledger(_) => {
            Some("请确认输出文件夹存在、归您所有且有足够空间")
        }
        RunError::Busy { .. } => Some("请等它结束"),
    }
}

/// A stage as the progress lines call it; a source keeps its name.
pub(super) fn stage(name: &str) -> String {
    let zh = match name {
        "gather" => "汇集数据",
        "link" => "匹配企业",
        "entity lookup" => "企业索引",
        "union registry" => "整理工会组织",
        "directories" => "重点领域名录",
        "identify persons" => "识别人员",
        "attribute" => "会员归属",
        "scope" => "应建会范围",
        "coverage" => "工会覆盖",
        "unorganised" => "未建会企业",
        "unit overview" => "填报单位汇总",
        "street overview" => "乡镇街道汇总",
        "directory overview" => "重点领域汇总",
        "annual report" => "年报核对",
        "targets" => "目标完成情况",
        "corrections" => "补录更正",
        other => {
            return match other.strip_prefix("ingest ") {
                Some(source) => format!("读取 {source}"),
                None => other.to_owned(),
            };
        }
    };
    zh.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_place_as_a_clerk_looks_for_it() {
        let error = IngestError::NoPinnedColumn {
            place: Place::file("税务/2016.xlsx")
                .in_sheet(Some("西陵区"))
                .at_column("纳税人"),
            field: Field::Name,
            headers: vec!["纳税人名称".to_owned()],
        };
        assert_eq!(
            ingest_error(&error),
            "税务/2016.xlsx，工作表“西陵区”，“纳税人”列：没有这个表头（流水线文件把它指定为 name）"
        );
        assert_eq!(ingest_hint(&error), "现有表头：“纳税人名称”");
    }
}
