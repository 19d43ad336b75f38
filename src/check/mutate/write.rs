//! Families put into the text of a rule file, comments and layout kept.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::suggest::Family;

/// What a copy of an example is called.
const COPY: &str = "the same in other words";

/// The text of a rule file with families in it; `None` where nothing of it could be put there.
///
/// # Errors
/// What is wrong with the TOML.
pub fn with_families(source: &str, families: &[&Family]) -> Result<Option<String>, String> {
    let mut document: DocumentMut = source
        .parse()
        .map_err(|e: toml_edit::TomlError| e.to_string())?;
    let mut put = false;
    for family in families {
        let rules = document
            .get_mut("rule")
            .and_then(Item::as_array_of_tables_mut);
        let rule = rules.and_then(|rules| {
            let is_it =
                |rule: &&mut Table| rule.get("id").and_then(Item::as_str) == Some(&family.rule);
            rules.iter_mut().find(is_it)
        });
        let tests = rule
            .and_then(|rule| rule.get_mut("test"))
            .and_then(Item::as_array_of_tables_mut);
        if let Some(tests) = tests {
            put |= put_family(tests, family).is_some();
        }
    }
    Ok(put.then(|| document.to_string()))
}

fn put_family(tests: &mut ArrayOfTables, family: &Family) -> Option<()> {
    match &family.without {
        None => put_words(tests.get_mut(family.test)?, family),
        Some(key) => {
            let mut copy = tests.get(family.test)?.clone();
            copy.remove("name");
            copy.remove("instead");
            copy.remove("not-instead");
            leave_out(copy.get_mut("want")?, key);
            let mut named = Table::new();
            named.insert("name", Item::Value(COPY.into()));
            for (key, item) in copy.iter() {
                named.insert(key, item.clone());
            }
            *named.decor_mut() = copy.decor().clone();
            put_words(&mut named, family)?;
            tests.push(named);
            Some(())
        }
    }
}

/// Takes a key out of every table of a list.
fn leave_out(list: &mut Item, key: &str) {
    for table in list.as_array_mut().into_iter().flat_map(|a| a.iter_mut()) {
        if let Some(table) = table.as_inline_table_mut() {
            table.remove(key);
            // what stood behind the last value is the blank before the bracket
            table.fmt();
        }
    }
}

fn put_words(test: &mut Table, family: &Family) -> Option<()> {
    let instead = test
        .entry(family.key())
        .or_insert_with(|| Item::Value(InlineTable::new().into()));
    let instead = instead.as_table_like_mut()?;
    for (key, words) in &family.instead {
        let list = instead
            .entry(key)
            .or_insert_with(|| Item::Value(Array::new().into()));
        let list = list.as_array_mut()?;
        let there = |word: &String| list.iter().any(|v| v.as_str() == Some(word));
        let new: Vec<&String> = words.iter().filter(|w| !there(w)).collect();
        list.extend(new);
    }
    if let Some(Item::Value(Value::InlineTable(table))) = test.get_mut(family.key()) {
        table.fmt();
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn families_are_put_where_they_belong_and_comments_stay() {
        let source = "# Rates.\n\n[[rule]]\nid = \"own.rate\" # the first\n\n[[rule.test]] # plain\ntext = \"at a rate of 12%\"\nwant = [{ value = \"12\", kind = \"rate\" }]\n\n[[rule]]\nid = \"own.other\"\n";
        let words =
            |key: &str, word: &str| BTreeMap::from([(key.to_owned(), vec![word.to_owned()])]);
        let family = |without: Option<&str>, instead| Family {
            rule: "own.rate".to_owned(),
            file: String::new(),
            test: 0,
            without: without.map(str::to_owned),
            instead,
            nothing: false,
        };
        let mut nothing = family(None, words("rate of", "rate {so *9}of"));
        nothing.nothing = true;
        let two = [
            family(None, words("of", "by")),
            family(Some("kind"), words("rate", "fee")),
            family(None, words("of", "in")),
            nothing,
        ];
        let two: Vec<&Family> = two.iter().collect();
        let written = with_families(source, &two).unwrap().unwrap();
        insta::assert_snapshot!(written);
    }
}
