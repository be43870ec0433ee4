//! Texts that people write in many ways, folded so that they can be compared.
//!
//! What comes in: names of enterprises, unions and people, addresses, phones, lists of units, as
//! written. What goes out: the same thing in parts, each in one spelling. Any text gives a value.
//! This room must never know where a text came from or what it will be compared with.
//!
//! Not here yet: streets renamed over time, and word statistics of a run's own names.

mod address;
#[cfg(test)]
mod cases;
mod company_name;
mod industry_words;
mod legal_form;
mod numeral;
mod person_name;
mod phone;
mod reading;
pub mod similarity;
mod text;
mod union_name;
mod unit_list;
mod words;

pub use address::{Address, township_of};
pub use company_name::{CompanyName, StatusNote};
pub use legal_form::{LegalForm, UnitKind};
pub use person_name::PersonName;
pub use phone::phones;
pub use reading::{read_address, read_name, read_person};
pub use text::fold;
pub use union_name::{UnionForm, UnionName, union_form};
pub use unit_list::split_units;

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell of a megabyte is read in time linear in its length; were it not, this would hang.
    #[test]
    fn megabyte_cells_are_linear() {
        for unit in [
            "(",
            "第1",
            "一",
            "有限公司",
            "1、",
            "甲、",
            "420502199001011238",
            "宜昌市",
            "13",
            "- ",
        ] {
            let cell = unit.repeat(1_000_000 / unit.len());
            CompanyName::parse(&cell);
            UnionName::parse(&cell);
            Address::parse(&cell, "4205");
            PersonName::parse(&cell);
            phones(&cell);
            split_units(&cell);
            crate::standard::mask_identities(&cell);
            crate::standard::UnitCodes::gather(&[(crate::standard::CodeColumn::Mixed, &cell)]);
        }
    }
}
