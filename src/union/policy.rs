//! What an office may decide otherwise: the `[policy]` and `[privacy]` sections, checked.

/// The office's choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Workers from which an individual business is worth a visit, persons.
    pub individual_business_min_workers: u32,
    /// How long site staff stays evidence of workers, months before the period's end.
    pub evidence_months: u32,
    /// From where a construction project counts as large; `None`: all are listed.
    pub large_project: Option<LargeProject>,
    /// Whether a cooperative's rural workers are migrant workers.
    pub cooperative_workers: CooperativeWorkers,
    /// Which definition decides who is a migrant worker.
    pub migrant_definition: MigrantDefinition,
    /// Whether a contractor's union covers its projects.
    pub contractor_covers_project: ContractorCoverage,
    /// The year's thresholds.
    pub targets: TargetThresholds,
}

/// From where a construction project counts as large: at or above either figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LargeProject {
    /// Yuan.
    pub cost_yuan: Option<f64>,
    /// Persons.
    pub workers: Option<u32>,
}

/// Whether a cooperative's rural workers are migrant workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CooperativeWorkers {
    /// They are.
    Migrant,
    /// They are not.
    Excluded,
}

/// Who is a migrant worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrantDefinition {
    /// The statistics bureau's: rural registration, six months or more in other than farm work.
    Nbs,
    /// The federation's: peasants by registration living mainly on wages in the second or third
    /// sector.
    Acftu,
}

/// Whether a contractor's union covers its projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractorCoverage {
    /// A project needs a union of its own, or one that lists it.
    NotCovered,
    /// The contractor's union reaches the project.
    Covered,
}

/// The year's thresholds, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetThresholds {
    /// Growth of migrant members.
    pub growth: f64,
    /// Rate in municipal-direct units.
    pub municipal_direct: f64,
    /// Rate in development zones.
    pub zone: f64,
    /// Rate in each key sector.
    pub sector: f64,
}

impl Default for Policy {
    /// The defaults of the notice of 2016.
    fn default() -> Self {
        Self {
            individual_business_min_workers: 8,
            evidence_months: 12,
            large_project: None,
            cooperative_workers: CooperativeWorkers::Migrant,
            migrant_definition: MigrantDefinition::Nbs,
            contractor_covers_project: ContractorCoverage::NotCovered,
            targets: TargetThresholds {
                growth: 0.10,
                municipal_direct: 0.90,
                zone: 0.85,
                sector: 0.80,
            },
        }
    }
}

/// How `persons.identity` and the corrections show a resident id.
#[derive(Clone, PartialEq, Eq)]
pub enum IdentityDisplay {
    /// `420502********1234`.
    Mask,
    /// A hash keyed with the office's own key.
    Pseudonym {
        /// The key.
        key: [u8; 32],
    },
    /// As it is.
    Plain,
}

impl std::fmt::Debug for IdentityDisplay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Mask => "Mask",
            Self::Pseudonym { .. } => "Pseudonym",
            Self::Plain => "Plain",
        })
    }
}
