//! Which columns of the tables a specification reads.

use super::LinkSpec;

impl LinkSpec {
    /// The columns that are read of every table, each once: those that a prepared column is made
    /// from, and names that no prepared column has.
    pub fn source_columns(&self) -> Vec<&str> {
        let blocked = self.blocking.iter().flat_map(|rule| {
            let alike = rule.ngrams.as_ref().map(|ngrams| &ngrams.column);
            rule.equal.iter().chain(alike)
        });
        let compared = self.comparisons.iter().flat_map(|comparison| {
            let conditions = comparison.levels.iter().flat_map(|level| &level.conditions);
            let named = conditions.flat_map(|condition| &condition.columns);
            named
                .chain(&comparison.term_frequency)
                .chain([&comparison.column])
        });
        let training = &self.training;
        let taught = training
            .deterministic
            .iter()
            .chain(&training.rules)
            .flatten();
        let used = blocked.chain(compared).chain(taught);
        let used = used
            .chain(&self.clustering.exclusive)
            .chain([&self.unique_key]);
        let mut sources: Vec<&str> = Vec::new();
        for name in used {
            match self.columns.get(name) {
                Some(column) if !column.from.is_empty() => {
                    sources.extend(column.from.iter().map(String::as_str));
                }
                Some(_) | None => sources.push(name),
            }
        }
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}
