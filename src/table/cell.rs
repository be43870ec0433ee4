//! How one Rust value becomes one Arrow cell and comes back.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int8Array, Int64Array, ListArray,
    StringArray, StructArray, UInt8Array, UInt32Array,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Fields};
use chrono::NaiveDate;

/// A type that can stand in a table column.
///
/// The implementation decides the Arrow type and whether the column takes nulls, so a row struct is
/// its table's schema and the two cannot drift apart.
pub trait Cell: Sized {
    /// The Arrow array that holds a column of such cells.
    type Array: Array + 'static;
    /// What a view gives without allocating.
    type Ref<'a>;
    /// Whether the column takes nulls.
    const NULLABLE: bool;

    /// The Arrow type of the column.
    fn data_type() -> DataType;
    /// Builds the column.
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef
    where
        Self: 'a;
    /// The cell in 0-based row `row`; the column has passed [`Cell::validate`].
    fn get(array: &Self::Array, row: usize) -> Self::Ref<'_>;
    /// Makes an owned cell of a borrowed one.
    fn own(cell: Self::Ref<'_>) -> Self;
    /// Checks a column that comes from a file: closed vocabularies and keys must parse.
    ///
    /// # Errors
    /// [`BadCell`] names the first cell that does not.
    fn validate(_array: &Self::Array) -> Result<(), BadCell> {
        Ok(())
    }
}

/// A cell whose text is not of the column's vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("data row {row}: `{text}` is not a value of this column")]
pub struct BadCell {
    /// 1-based data row.
    pub row: usize,
    /// What stands there.
    pub text: String,
}

macro_rules! primitive_cell {
    ($type:ty, $array:ty, $data_type:expr) => {
        impl Cell for $type {
            type Array = $array;
            type Ref<'a> = $type;
            const NULLABLE: bool = false;
            fn data_type() -> DataType {
                $data_type
            }
            fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
                Arc::new(<$array>::from(cells.copied().collect::<Vec<_>>()))
            }
            fn get(array: &Self::Array, row: usize) -> $type {
                array.value(row)
            }
            fn own(cell: $type) -> $type {
                cell
            }
        }
        impl Cell for Option<$type> {
            type Array = $array;
            type Ref<'a> = Option<$type>;
            const NULLABLE: bool = true;
            fn data_type() -> DataType {
                $data_type
            }
            fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
                Arc::new(cells.copied().collect::<$array>())
            }
            fn get(array: &Self::Array, row: usize) -> Option<$type> {
                array.is_valid(row).then(|| array.value(row))
            }
            fn own(cell: Option<$type>) -> Option<$type> {
                cell
            }
        }
    };
}

primitive_cell!(bool, BooleanArray, DataType::Boolean);
primitive_cell!(i8, Int8Array, DataType::Int8);
primitive_cell!(u8, UInt8Array, DataType::UInt8);
primitive_cell!(u32, UInt32Array, DataType::UInt32);
primitive_cell!(i64, Int64Array, DataType::Int64);
primitive_cell!(f64, Float64Array, DataType::Float64);

impl Cell for String {
    type Array = StringArray;
    type Ref<'a> = &'a str;
    const NULLABLE: bool = false;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        Arc::new(StringArray::from_iter_values(cells))
    }
    fn get(array: &Self::Array, row: usize) -> &str {
        array.value(row)
    }
    fn own(cell: &str) -> String {
        cell.to_owned()
    }
}

impl Cell for Option<String> {
    type Array = StringArray;
    type Ref<'a> = Option<&'a str>;
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        Arc::new(cells.map(|cell| cell.as_deref()).collect::<StringArray>())
    }
    fn get(array: &Self::Array, row: usize) -> Option<&str> {
        array.is_valid(row).then(|| array.value(row))
    }
    fn own(cell: Option<&str>) -> Option<String> {
        cell.map(str::to_owned)
    }
}

/// Days from 1970-01-01 to `date`, as Arrow's `Date32` counts them.
fn days_since_epoch(date: NaiveDate) -> i32 {
    date.signed_duration_since(NaiveDate::default()).num_days() as i32
}

fn date_of(days: i32) -> NaiveDate {
    NaiveDate::default() + chrono::Duration::days(i64::from(days))
}

impl Cell for NaiveDate {
    type Array = Date32Array;
    type Ref<'a> = NaiveDate;
    const NULLABLE: bool = false;
    fn data_type() -> DataType {
        DataType::Date32
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        Arc::new(Date32Array::from_iter_values(
            cells.map(|date| days_since_epoch(*date)),
        ))
    }
    fn get(array: &Self::Array, row: usize) -> NaiveDate {
        date_of(array.value(row))
    }
    fn own(cell: NaiveDate) -> NaiveDate {
        cell
    }
}

impl Cell for Option<NaiveDate> {
    type Array = Date32Array;
    type Ref<'a> = Option<NaiveDate>;
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::Date32
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        Arc::new(
            cells
                .map(|date| date.map(days_since_epoch))
                .collect::<Date32Array>(),
        )
    }
    fn get(array: &Self::Array, row: usize) -> Option<NaiveDate> {
        array.is_valid(row).then(|| date_of(array.value(row)))
    }
    fn own(cell: Option<NaiveDate>) -> Option<NaiveDate> {
        cell
    }
}

/// A text cell of a closed vocabulary, or one that must parse, such as a key.
pub(crate) trait TextCell: Copy {
    fn text(self) -> String;
    fn parse_text(text: &str) -> Option<Self>;
}

/// First invalid cell of a text column, nulls left out.
pub(crate) fn validate_text<T: TextCell>(array: &StringArray) -> Result<(), BadCell> {
    for (row_idx, text) in array.iter().enumerate() {
        if let Some(text) = text
            && T::parse_text(text).is_none()
        {
            let (row, text) = (row_idx + 1, text.to_owned());
            return Err(BadCell { row, text });
        }
    }
    Ok(())
}

/// Implements [`Cell`] for a [`TextCell`] type and for its option.
macro_rules! text_cell {
    ($type:ty) => {
        impl $crate::table::cell::Cell for $type {
            type Array = arrow::array::StringArray;
            type Ref<'a> = $type;
            const NULLABLE: bool = false;
            fn data_type() -> arrow::datatypes::DataType {
                arrow::datatypes::DataType::Utf8
            }
            fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> arrow::array::ArrayRef {
                use $crate::table::cell::TextCell;
                std::sync::Arc::new(arrow::array::StringArray::from_iter_values(
                    cells.map(|cell| cell.text()),
                ))
            }
            fn get(array: &Self::Array, row: usize) -> $type {
                use $crate::table::cell::TextCell;
                <$type>::parse_text(array.value(row)).expect("the column was validated")
            }
            fn own(cell: $type) -> $type {
                cell
            }
            fn validate(array: &Self::Array) -> Result<(), $crate::table::cell::BadCell> {
                $crate::table::cell::validate_text::<$type>(array)
            }
        }
        impl $crate::table::cell::Cell for Option<$type> {
            type Array = arrow::array::StringArray;
            type Ref<'a> = Option<$type>;
            const NULLABLE: bool = true;
            fn data_type() -> arrow::datatypes::DataType {
                arrow::datatypes::DataType::Utf8
            }
            fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> arrow::array::ArrayRef {
                use $crate::table::cell::TextCell;
                std::sync::Arc::new(
                    cells
                        .map(|cell| cell.map(TextCell::text))
                        .collect::<arrow::array::StringArray>(),
                )
            }
            fn get(array: &Self::Array, row: usize) -> Option<$type> {
                use arrow::array::Array;
                use $crate::table::cell::TextCell;
                array.is_valid(row).then(|| {
                    <$type>::parse_text(array.value(row)).expect("the column was validated")
                })
            }
            fn own(cell: Option<$type>) -> Option<$type> {
                cell
            }
            fn validate(array: &Self::Array) -> Result<(), $crate::table::cell::BadCell> {
                $crate::table::cell::validate_text::<$type>(array)
            }
        }
    };
}
pub(crate) use text_cell;

/// The item field of every list column: non-null, named `item`.
fn list_of(data_type: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", data_type, false)))
}

/// Wraps `items` into a list column whose row `i` takes the next `lengths[i]` items.
fn list_array(item_type: DataType, lengths: Vec<usize>, items: ArrayRef) -> ArrayRef {
    let field = Arc::new(Field::new("item", item_type, false));
    let offsets = OffsetBuffer::from_lengths(lengths);
    Arc::new(ListArray::new(field, offsets, items, None))
}

impl Cell for Vec<String> {
    type Array = ListArray;
    type Ref<'a> = Vec<String>;
    const NULLABLE: bool = false;
    fn data_type() -> DataType {
        list_of(DataType::Utf8)
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut lengths = Vec::new();
        let mut items = Vec::new();
        for cell in cells {
            lengths.push(cell.len());
            items.extend(cell.iter().map(String::as_str));
        }
        let items = Arc::new(StringArray::from_iter_values(items));
        list_array(DataType::Utf8, lengths, items)
    }
    fn get(array: &Self::Array, row: usize) -> Vec<String> {
        let items = array.value(row);
        let texts = items
            .as_any()
            .downcast_ref::<StringArray>()
            .expect("the schema was checked");
        (0..texts.len())
            .map(|item| texts.value(item).to_owned())
            .collect()
    }
    fn own(cell: Vec<String>) -> Vec<String> {
        cell
    }
}

/// Where a golden value comes from: one field of one source row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    /// Column of the golden record.
    pub field: String,
    /// Source name in the pipeline file.
    pub source: String,
    /// File as the glob matched it.
    pub file: String,
    /// Sheet, null for formats without sheets.
    pub sheet: Option<String>,
    /// 1-based row as a spreadsheet shows it.
    pub row: u32,
}

impl Provenance {
    fn fields() -> Fields {
        Fields::from(vec![
            Field::new("field", DataType::Utf8, false),
            Field::new("source", DataType::Utf8, false),
            Field::new("file", DataType::Utf8, false),
            Field::new("sheet", DataType::Utf8, true),
            Field::new("row", DataType::UInt32, false),
        ])
    }
}

impl Cell for Vec<Provenance> {
    type Array = ListArray;
    type Ref<'a> = Vec<Provenance>;
    const NULLABLE: bool = false;
    fn data_type() -> DataType {
        list_of(DataType::Struct(Provenance::fields()))
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut lengths = Vec::new();
        let mut items: Vec<&Provenance> = Vec::new();
        for cell in cells {
            lengths.push(cell.len());
            items.extend(cell);
        }
        let columns: Vec<ArrayRef> = vec![
            String::collect(items.iter().map(|item| &item.field)),
            String::collect(items.iter().map(|item| &item.source)),
            String::collect(items.iter().map(|item| &item.file)),
            Option::<String>::collect(items.iter().map(|item| &item.sheet)),
            u32::collect(items.iter().map(|item| &item.row)),
        ];
        let structs = StructArray::new(Provenance::fields(), columns, None);
        let item_type = DataType::Struct(Provenance::fields());
        list_array(item_type, lengths, Arc::new(structs))
    }
    fn get(array: &Self::Array, row: usize) -> Vec<Provenance> {
        let items = array.value(row);
        let structs = struct_items(&items);
        (0..structs.len())
            .map(|item| Provenance {
                field: struct_cell::<String>(structs, 0, item),
                source: struct_cell::<String>(structs, 1, item),
                file: struct_cell::<String>(structs, 2, item),
                sheet: struct_cell::<Option<String>>(structs, 3, item),
                row: struct_cell::<u32>(structs, 4, item),
            })
            .collect()
    }
    fn own(cell: Vec<Provenance>) -> Vec<Provenance> {
        cell
    }
}

/// One cause's part of a report mismatch, in the indicator's unit; positive where the cause makes
/// the report too high.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BridgeItem {
    /// Why.
    pub cause: super::vocabulary::Cause,
    /// How many.
    pub count: i64,
}

impl BridgeItem {
    fn fields() -> Fields {
        Fields::from(vec![
            Field::new("cause", DataType::Utf8, false),
            Field::new("count", DataType::Int64, false),
        ])
    }
}

impl Cell for Vec<BridgeItem> {
    type Array = ListArray;
    type Ref<'a> = Vec<BridgeItem>;
    const NULLABLE: bool = false;
    fn data_type() -> DataType {
        list_of(DataType::Struct(BridgeItem::fields()))
    }
    fn collect<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut lengths = Vec::new();
        let mut items: Vec<&BridgeItem> = Vec::new();
        for cell in cells {
            lengths.push(cell.len());
            items.extend(cell);
        }
        let columns: Vec<ArrayRef> = vec![
            super::vocabulary::Cause::collect(items.iter().map(|item| &item.cause)),
            i64::collect(items.iter().map(|item| &item.count)),
        ];
        let structs = StructArray::new(BridgeItem::fields(), columns, None);
        let item_type = DataType::Struct(BridgeItem::fields());
        list_array(item_type, lengths, Arc::new(structs))
    }
    fn get(array: &Self::Array, row: usize) -> Vec<BridgeItem> {
        let items = array.value(row);
        let structs = struct_items(&items);
        (0..structs.len())
            .map(|item| BridgeItem {
                cause: struct_cell::<super::vocabulary::Cause>(structs, 0, item),
                count: struct_cell::<i64>(structs, 1, item),
            })
            .collect()
    }
    fn own(cell: Vec<BridgeItem>) -> Vec<BridgeItem> {
        cell
    }
    fn validate(array: &ListArray) -> Result<(), BadCell> {
        let structs = struct_items(array.values());
        let causes = structs.column(0).as_any().downcast_ref::<StringArray>();
        validate_text::<super::vocabulary::Cause>(causes.expect("the schema was checked"))
    }
}

fn struct_items(items: &ArrayRef) -> &StructArray {
    items
        .as_any()
        .downcast_ref::<StructArray>()
        .expect("the schema was checked")
}

fn struct_cell<C: Cell>(structs: &StructArray, column_idx: usize, row: usize) -> C {
    let array = structs
        .column(column_idx)
        .as_any()
        .downcast_ref::<C::Array>();
    C::own(C::get(array.expect("the schema was checked"), row))
}
