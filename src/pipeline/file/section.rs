//! One table of the file, read key by key: what is not asked for is an unknown key.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Faults;
use super::wrong::{Expected, Found, Mending, Wrong};

/// A value and the bytes it stands in, so that an error found later still points at the file.
#[derive(Debug, Clone)]
pub(super) struct Written<T> {
    /// The value.
    pub(super) value: T,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
}

/// A table of the file while its keys are being asked for.
pub(super) struct Section<'t, 'f, 's> {
    /// As in messages: `[sources.tax]`.
    title: String,
    /// Where a missing key is reported.
    span: Range<usize>,
    table: &'t DeTable<'t>,
    known: Vec<&'static str>,
    faults: &'f mut Faults<'s>,
}

impl<'t, 'f, 's> Section<'t, 'f, 's> {
    /// The table `table`, called `title` in messages and found at `span`.
    pub(super) fn new(
        title: String,
        span: Range<usize>,
        table: &'t DeTable<'t>,
        faults: &'f mut Faults<'s>,
    ) -> Self {
        Self {
            title,
            span,
            table,
            known: Vec::new(),
            faults,
        }
    }

    /// Where the section itself stands.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether the key stands in the file, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Collects that `key` is needed and missing.
    pub(super) fn miss(&mut self, key: &str) {
        let (key, title) = (key.to_owned(), self.title.clone());
        self.faults
            .add(&self.span, Wrong::MissingKey { key, title });
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Reads `key` with `convert`; a value it refuses is a fault that names what was expected.
    fn typed<T>(
        &mut self,
        key: &'static str,
        expected: Expected,
        convert: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<Written<T>> {
        let value = self.value(key)?;
        let span = value.span();
        match convert(value.get_ref()) {
            Some(value) => Some(Written { value, span }),
            None => {
                let wrong = wrong_type(key, value.get_ref(), expected);
                match quoting(value.get_ref(), expected) {
                    Some(mending) => self.faults.add_mendable(&span, wrong, mending),
                    None => self.faults.add(&span, wrong),
                }
                None
            }
        }
    }

    /// A text.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Written<String>> {
        self.typed(key, Expected::Text, |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A whole number, 0 or more.
    pub(super) fn count(&mut self, key: &'static str) -> Option<Written<u32>> {
        self.typed(key, Expected::Count, |value| {
            let integer = value.as_integer()?;
            u32::from_str_radix(integer.as_str(), integer.radix()).ok()
        })
    }

    /// A number; whole numbers are numbers too.
    pub(super) fn number(&mut self, key: &'static str) -> Option<Written<f64>> {
        self.typed(key, Expected::Number, |value| {
            let text = match (value.as_float(), value.as_integer()) {
                (Some(float), _) => float.as_str(),
                (None, Some(integer)) => integer.as_str(),
                (None, None) => return None,
            };
            text.parse().ok()
        })
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<Written<bool>> {
        self.typed(key, Expected::Flag, DeValue::as_bool)
    }

    /// A calendar day.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Written<NaiveDate>> {
        self.typed(key, Expected::Date, |value| {
            let datetime = value.as_datetime()?;
            if datetime.time.is_some() || datetime.offset.is_some() {
                return None;
            }
            let date = datetime.date?;
            NaiveDate::from_ymd_opt(
                i32::from(date.year),
                u32::from(date.month),
                u32::from(date.day),
            )
        })
    }

    /// A list of texts; every element that is none is a fault of its own.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Written<Vec<Written<String>>>> {
        let elements = self.typed(key, Expected::Texts, DeValue::as_array)?;
        let mut texts = Vec::new();
        for element in elements.value.iter() {
            let span = element.span();
            match element.get_ref().as_str() {
                Some(text) => texts.push(Written {
                    value: text.to_owned(),
                    span,
                }),
                None => {
                    let wrong = wrong_type(key, element.get_ref(), Expected::Text);
                    self.faults.add(&span, wrong);
                }
            }
        }
        Some(Written {
            value: texts,
            span: elements.span,
        })
    }

    /// A table with a fixed set of keys, to be read by its own section.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Section<'t, '_, 's>) -> T,
    ) -> Option<T> {
        let table = self.typed(key, Expected::Table, DeValue::as_table)?;
        let title = self.inner_title(key);
        let span = self.key_span(key).unwrap_or(table.span);
        let mut section = Section::new(title, span, table.value, self.faults);
        let value = read(&mut section);
        section.finish();
        Some(value)
    }

    /// A table whose keys are names chosen by the user, in the order of the names.
    pub(super) fn entries<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(Written<String>, &mut Section<'t, '_, 's>) -> T,
    ) -> Option<Vec<T>> {
        let table = self.typed(key, Expected::Table, DeValue::as_table)?;
        let mut entries = Vec::new();
        for (name, value) in table.value {
            let title = format!("[{key}.{}]", name.get_ref());
            let Some(inner) = value.get_ref().as_table() else {
                let wrong = wrong_type(name.get_ref(), value.get_ref(), Expected::Table);
                self.faults.add(&value.span(), wrong);
                continue;
            };
            let written = Written {
                value: name.get_ref().to_string(),
                span: name.span(),
            };
            let mut section = Section::new(title, name.span(), inner, self.faults);
            entries.push(read(written, &mut section));
            section.finish();
        }
        Some(entries)
    }

    /// A table of texts whose keys are checked by the caller: key and value as written.
    pub(super) fn text_entries(
        &mut self,
        key: &'static str,
    ) -> Option<Vec<(Written<String>, Written<String>)>> {
        let table = self.typed(key, Expected::Table, DeValue::as_table)?;
        let mut entries = Vec::new();
        for (name, value) in table.value {
            let span = value.span();
            let Some(text) = value.get_ref().as_str() else {
                let wrong = wrong_type(name.get_ref(), value.get_ref(), Expected::Text);
                self.faults.add(&span, wrong);
                continue;
            };
            let key = Written {
                value: name.get_ref().to_string(),
                span: name.span(),
            };
            let value = text.to_owned();
            entries.push((key, Written { value, span }));
        }
        Some(entries)
    }

    /// Collects every key that nothing asked for.
    pub(super) fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let written = name.to_owned();
            let wrong = match self.title.as_str() {
                "" => Wrong::UnknownSection { name: written },
                title => Wrong::UnknownKey {
                    name: written,
                    title: title.to_owned(),
                },
            };
            self.faults
                .add_unknown(&key.span(), wrong, name, &self.known);
        }
    }

    fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).map(|(key, _)| key.span())
    }

    /// `[policy]` holds `targets` as `policy.targets`, the file itself holds `policy` as `[policy]`.
    fn inner_title(&self, key: &str) -> String {
        match self.title.as_str() {
            "" => format!("[{key}]"),
            title => format!("{}.{key}", title.trim_matches(['[', ']'])),
        }
    }
}

fn wrong_type(key: &str, found: &DeValue<'_>, expected: Expected) -> Wrong {
    let found = match found {
        DeValue::String(text) => Found::Text(text.to_string()),
        DeValue::Integer(integer) => Found::Number(integer.as_str().to_owned()),
        DeValue::Float(float) => Found::Number(float.as_str().to_owned()),
        DeValue::Boolean(flag) => Found::Flag(*flag),
        DeValue::Datetime(datetime) => Found::Date(datetime.to_string()),
        DeValue::Array(_) => Found::List,
        DeValue::Table(_) => Found::Table,
    };
    let key = key.to_owned();
    Wrong::WrongType {
        key,
        found,
        expected,
    }
}

/// The two slips that TOML invites: a code without quotes and a date within them.
fn quoting(found: &DeValue<'_>, expected: Expected) -> Option<Mending> {
    match (found, expected) {
        (DeValue::Integer(integer), Expected::Text) => {
            Some(Mending::InQuotes(integer.as_str().to_owned()))
        }
        (DeValue::String(text), Expected::Date) => Some(Mending::WithoutQuotes(text.to_string())),
        (_, _) => None,
    }
}
