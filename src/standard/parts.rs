//! The parts of one value, for people and programs that ask how it is understood.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// The parts of one value under their names, in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading(Vec<(&'static str, Part)>);

/// One part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// Yes or no.
    Truth(bool),
}

impl Reading {
    /// Adds a part that is always there, empty or not.
    pub fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.0.push((name, Part::Text(text.into())));
    }

    /// Adds a part if there is one.
    pub fn maybe(&mut self, name: &'static str, text: Option<impl Into<String>>) {
        let text = text
            .map(Into::into)
            .filter(|text: &String| !text.is_empty());
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds a yes or no.
    #[expect(clippy::fn_params_excessive_bools, reason = "the value is one")]
    pub fn truth(&mut self, name: &'static str, truth: bool) {
        self.0.push((name, Part::Truth(truth)));
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[(&'static str, Part)] {
        &self.0
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, part) in &self.0 {
            match part {
                Part::Text(text) => map.serialize_entry(name, text)?,
                Part::Truth(truth) => map.serialize_entry(name, truth)?,
            }
        }
        map.end()
    }
}
