//! What stands between the stages: tables by name, and the one thing that must not become a table.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use arrow::record_batch::RecordBatch;

use crate::enterprise::{EntityLookup, LinkageReport};
use crate::union::members::Identified;

/// One product of a stage, input of others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TableId {
    /// Accepted rows of one source.
    SourceRows(String),
    /// Rows of one source set aside.
    SourceQuarantine(String),
    /// What became of every row of one source.
    SourceSheets(String),
    /// A table of [`crate::table`], by its name.
    Named(&'static str),
    /// The entities by code and name: an index, made once for all who look names up.
    EntityLookup,
    /// Persons with their ids: kept in memory, never a table.
    Identified,
    /// Figures of the linkage, for the manifest.
    LinkageReport,
}

impl fmt::Display for TableId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SourceRows(source) => write!(formatter, "rows of {source}"),
            Self::SourceQuarantine(source) => write!(formatter, "quarantine of {source}"),
            Self::SourceSheets(source) => write!(formatter, "sheets of {source}"),
            Self::Named(name) => formatter.write_str(name),
            Self::EntityLookup => formatter.write_str("entity lookup"),
            Self::Identified => formatter.write_str("identified persons"),
            Self::LinkageReport => formatter.write_str("linkage report"),
        }
    }
}

/// What stands under a [`TableId`].
#[derive(Clone)]
pub(crate) enum Product {
    /// A table.
    Table(RecordBatch),
    /// The entities by code and name.
    EntityLookup(Arc<EntityLookup>),
    /// Persons with their ids.
    Identified(Arc<Identified>),
    /// Figures of the linkage.
    LinkageReport(Arc<LinkageReport>),
}

impl Product {
    /// Rows, where the product has rows.
    pub(crate) fn n_rows(&self) -> usize {
        match self {
            Self::Table(batch) => batch.num_rows(),
            Self::Identified(identified) => identified.person_links.num_rows(),
            Self::EntityLookup(lookup) => lookup.n_entities(),
            Self::LinkageReport(_) => 0,
        }
    }
}

/// The products finished so far, as one stage sees them: its inputs and nothing else.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    products: BTreeMap<TableId, Product>,
    /// Rows of products that nobody needs any more and that were let go.
    released: BTreeMap<TableId, usize>,
}

impl Tables {
    /// The table `name`; the scheduler runs a stage only when its inputs are there.
    pub(crate) fn named(&self, name: &'static str) -> &RecordBatch {
        self.table(&TableId::Named(name))
    }

    /// The table under `id`.
    pub(crate) fn table(&self, id: &TableId) -> &RecordBatch {
        match self.products.get(id) {
            Some(Product::Table(batch)) => batch,
            Some(Product::EntityLookup(_) | Product::Identified(_) | Product::LinkageReport(_))
            | None => {
                unreachable!("a stage reads only the tables it declares as inputs: {id}")
            }
        }
    }

    /// The entities by code and name.
    pub(crate) fn entity_lookup(&self) -> &EntityLookup {
        match self.products.get(&TableId::EntityLookup) {
            Some(Product::EntityLookup(lookup)) => lookup,
            Some(Product::Table(_) | Product::Identified(_) | Product::LinkageReport(_)) | None => {
                unreachable!("a stage reads only the products it declares as inputs")
            }
        }
    }

    /// Persons with their ids.
    pub(crate) fn identified(&self) -> &Identified {
        match self.products.get(&TableId::Identified) {
            Some(Product::Identified(identified)) => identified,
            Some(Product::Table(_) | Product::EntityLookup(_) | Product::LinkageReport(_))
            | None => {
                unreachable!("a stage reads only the products it declares as inputs")
            }
        }
    }

    /// Figures of the linkage.
    pub(crate) fn linkage_report(&self) -> Option<&LinkageReport> {
        match self.products.get(&TableId::LinkageReport) {
            Some(Product::LinkageReport(report)) => Some(report),
            Some(Product::Table(_) | Product::EntityLookup(_) | Product::Identified(_)) | None => {
                None
            }
        }
    }

    /// Rows under `id`, let go or not; 0 when it never was there.
    pub(crate) fn n_rows(&self, id: &TableId) -> usize {
        let released = || self.released.get(id).copied();
        let n_rows = self.products.get(id).map(Product::n_rows);
        n_rows.or_else(released).unwrap_or(0)
    }

    /// Lets a product go that nobody needs any more; its number of rows stays known.
    pub(crate) fn release(&mut self, id: &TableId) {
        if let Some(product) = self.products.remove(id) {
            self.released.insert(id.clone(), product.n_rows());
        }
    }

    /// Adds a finished product.
    pub(crate) fn insert(&mut self, id: TableId, product: Product) {
        self.products.insert(id, product);
    }

    /// Whether the product is finished.
    pub(crate) fn contains(&self, id: &TableId) -> bool {
        self.products.contains_key(id)
    }

    /// The part that a stage with these inputs may see.
    pub(crate) fn only(&self, inputs: &[TableId]) -> Self {
        let products = inputs
            .iter()
            .filter_map(|id| Some((id.clone(), self.products.get(id)?.clone())))
            .collect();
        Self {
            products,
            released: BTreeMap::new(),
        }
    }
}
