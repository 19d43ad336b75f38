//! Lookup tables: `tables/*.csv` of a rules directory, read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::normalize::case_number::{self, CaseNumberTables};
use crate::normalize::court::CourtTable;
use crate::normalize::table::TableError;

/// Aliases of a table: any spelling to the official name and its code.
#[derive(Debug, Default)]
pub struct AliasTable {
    rows: BTreeMap<String, (String, String)>,
}

impl AliasTable {
    /// Reads a CSV with a header; columns `name`, and where it has them `aliases` (separated by `|`) and `code`.
    ///
    /// # Errors
    /// What the csv reader says.
    pub fn from_csv(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers()?.clone();
        let column = |name: &str| headers.iter().position(|h| h == name);
        let (name, aliases, code) = (
            column("name").unwrap_or(0),
            column("aliases"),
            column("code"),
        );
        let mut rows = BTreeMap::new();
        for row in reader.records() {
            let row = row?;
            let get = |at: Option<usize>| at.and_then(|i| row.get(i)).unwrap_or_default();
            let value = (get(Some(name)).to_owned(), get(code).to_owned());
            for alias in get(aliases).split('|').filter(|a| !a.is_empty()) {
                rows.entry(alias.to_owned())
                    .or_insert_with(|| value.clone());
            }
            rows.insert(value.0.clone(), value);
        }
        Ok(Self { rows })
    }

    /// The official name of a spelling.
    #[must_use]
    pub fn name(&self, spelling: &str) -> Option<&str> {
        self.rows.get(spelling).map(|(name, _)| name.as_str())
    }

    /// The official name and code of a spelling.
    #[must_use]
    pub fn name_and_code(&self, spelling: &str) -> Option<(&str, &str)> {
        self.rows
            .get(spelling)
            .map(|(name, code)| (name.as_str(), code.as_str()))
    }
}

/// All tables of a library.
#[derive(Debug, Default)]
pub struct Tables {
    /// What reads case numbers.
    pub case_numbers: CaseNumberTables,
    /// Courts.
    pub courts: Arc<CourtTable>,
    /// Tables of names and aliases, by file name without `.csv`.
    pub aliases: BTreeMap<String, AliasTable>,
}

impl Tables {
    /// Whether a table is one of courts and case numbers, and no table of names and aliases.
    #[must_use]
    pub fn is_structural(name: &str) -> bool {
        matches!(name, "courts" | "court_aliases") || case_number::TABLES.contains(&name)
    }

    /// Builds courts and case numbers from the texts of their tables.
    ///
    /// # Errors
    /// [`TableError`] of the first table that cannot be read.
    pub fn build(&mut self, texts: &BTreeMap<String, String>) -> Result<(), TableError> {
        let Some(courts) = texts.get("courts") else {
            return Ok(());
        };
        let mut table = CourtTable::from_csv(courts)?;
        if let Some(aliases) = texts.get("court_aliases") {
            table = table.with_aliases(aliases)?;
        }
        self.courts = Arc::new(table);
        self.case_numbers = CaseNumberTables::new(Arc::clone(&self.courts), texts)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_lead_to_the_name() {
        let table =
            AliasTable::from_csv("name,aliases,code\n中华人民共和国民法典,民法典|《民法典》,L1\n")
                .unwrap();
        assert_eq!(table.name("民法典"), Some("中华人民共和国民法典"));
        assert_eq!(table.name_and_code("中华人民共和国民法典").unwrap().1, "L1");
        assert_eq!(table.name("刑法"), None);
    }
}
