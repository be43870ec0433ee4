//! The declaration from which a table's schema, row, view and column names all follow.
//!
//! One declaration instead of four hand-kept lists: a column cannot be in the schema and missing in
//! the view, and a closed vocabulary is an enum on the Rust side and text on disk.

use arrow::datatypes::DataType;

use super::cell::BadCell;

/// Why a batch is not the table it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaFault {
    /// A column of the schema is absent.
    #[error("table `{table}` has no column `{column}`")]
    MissingColumn {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
    },
    /// A column has another type.
    #[error("table `{table}`, column `{column}`: found type {found}, expected {expected}")]
    WrongType {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
        /// Type in the batch.
        found: DataType,
        /// Type of the schema.
        expected: DataType,
    },
    /// A null stands in a column that takes none.
    #[error("table `{table}`, column `{column}`: a null where every row needs a value")]
    UnexpectedNull {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
    },
    /// A cell is not of the column's vocabulary.
    #[error("table `{table}`, column `{column}`")]
    WrongCell {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
        /// Which cell.
        #[source]
        cause: BadCell,
    },
}

/// Declares a table module's `NAME`, `KEY`, `columns`, `schema()`, `Row`, `View` and `batch()`.
macro_rules! table {
    (
        $name:literal, key [$($key:ident),* $(,)?];
        $(#[$row_doc:meta])*
        Row {
            $( $(#[$doc:meta])* $column:ident : $type:ty ),* $(,)?
        }
    ) => {
        /// The table's name: its file is `NAME.parquet`.
        pub const NAME: &str = $name;

        /// The columns by which rows are sorted, in order.
        pub const KEY: &[&str] = &[$(stringify!($key)),*];

        /// The column names as constants.
        #[expect(non_upper_case_globals, reason = "a column constant is spelled like its column")]
        pub mod columns {
            $( $(#[$doc])* pub const $column: &str = stringify!($column); )*
        }

        $(#[$row_doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct Row {
            $( $(#[$doc])* pub $column: $type, )*
        }

        /// The Arrow schema: names, types and nullability in the order written.
        pub fn schema() -> arrow::datatypes::SchemaRef {
            use $crate::table::cell::Cell;
            std::sync::Arc::new(arrow::datatypes::Schema::new(vec![
                $( arrow::datatypes::Field::new(
                    stringify!($column),
                    <$type as Cell>::data_type(),
                    <$type as Cell>::NULLABLE,
                ), )*
            ]))
        }

        /// Builds the table of `rows`, in the order given: the caller sorts.
        pub fn batch(rows: &[Row]) -> arrow::record_batch::RecordBatch {
            use $crate::table::cell::Cell;
            let arrays = vec![
                $( <$type as Cell>::collect(rows.iter().map(|row| &row.$column)), )*
            ];
            arrow::record_batch::RecordBatch::try_new(schema(), arrays)
                .expect("rows and schema come from one declaration")
        }

        /// A batch seen as this table: one getter per column, 0-based rows, nothing copied.
        #[derive(Debug, Clone, Copy)]
        pub struct View<'a> {
            len: usize,
            $( $column: &'a <$type as $crate::table::cell::Cell>::Array, )*
        }

        #[allow(
            clippy::new_ret_no_self,
            reason = "a table may have a column named `new`, and most have none"
        )]
        impl<'a> View<'a> {
            /// Binds the columns of `batch` by name; further columns are ignored.
            ///
            /// # Errors
            /// [`SchemaFault`](crate::table::SchemaFault): a column is missing, has another type, or
            /// holds a cell its vocabulary does not know.
            pub fn of(
                batch: &'a arrow::record_batch::RecordBatch,
            ) -> Result<Self, $crate::table::SchemaFault> {
                Ok(Self {
                    len: batch.num_rows(),
                    $( $column: $crate::table::declare::bind::<$type>(
                        batch, NAME, stringify!($column),
                    )?, )*
                })
            }

            /// Number of rows.
            pub fn len(&self) -> usize {
                self.len
            }

            /// Whether there is no row.
            pub fn is_empty(&self) -> bool {
                self.len == 0
            }

            $(
                $(#[$doc])*
                pub fn $column(&self, row: usize) -> <$type as $crate::table::cell::Cell>::Ref<'a> {
                    <$type as $crate::table::cell::Cell>::get(self.$column, row)
                }
            )*

            /// The whole row, owned.
            pub fn get(&self, row: usize) -> Row {
                use $crate::table::cell::Cell;
                Row { $( $column: <$type as Cell>::own(self.$column(row)), )* }
            }

            /// All rows, owned.
            pub fn to_rows(&self) -> Vec<Row> {
                (0..self.len).map(|row| self.get(row)).collect()
            }
        }
    };
}
pub(crate) use table;

/// Adds `identity()` to the row and view of a table that carries the four row-identity columns.
macro_rules! row_identity {
    () => {
        impl Row {
            /// The input row this row is about.
            pub fn identity(&self) -> $crate::table::RowIdentity {
                $crate::table::RowIdentity {
                    source: self.source.clone(),
                    file: self.file.clone(),
                    sheet: self.sheet.clone(),
                    row: self.row,
                }
            }
        }

        impl View<'_> {
            /// The input row that 0-based row `row` is about.
            pub fn identity(&self, row: usize) -> $crate::table::RowIdentity {
                $crate::table::RowIdentity {
                    source: self.source(row).to_owned(),
                    file: self.file(row).to_owned(),
                    sheet: self.sheet(row).map(str::to_owned),
                    row: self.row(row),
                }
            }
        }
    };
}
pub(crate) use row_identity;

/// The column `column` of `batch` as the array its cell type needs.
pub(crate) fn bind<'a, C: super::cell::Cell>(
    batch: &'a arrow::record_batch::RecordBatch,
    table: &'static str,
    column: &'static str,
) -> Result<&'a C::Array, SchemaFault> {
    let Some(array) = batch.column_by_name(column) else {
        return Err(SchemaFault::MissingColumn { table, column });
    };
    let found = array.data_type().clone();
    let expected = C::data_type();
    let typed = array.as_any().downcast_ref::<C::Array>();
    let Some(typed) = typed.filter(|_| found == expected) else {
        return Err(SchemaFault::WrongType {
            table,
            column,
            found,
            expected,
        });
    };
    if !C::NULLABLE && array.null_count() > 0 {
        return Err(SchemaFault::UnexpectedNull { table, column });
    }
    C::validate(typed).map_err(|cause| SchemaFault::WrongCell {
        table,
        column,
        cause,
    })?;
    Ok(typed)
}
