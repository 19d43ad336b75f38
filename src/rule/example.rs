//! Examples of a rule as they run: the one that is written, and one more for each word of its `instead`.

use std::ops::Range;

use toml::{Table, Value};

use super::raw::RawTest;
use super::text::Text;

/// An example or counter-example of a rule.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub name: Option<String>,
    /// The text, taken as one section of the rule; its place is that of the word where it is one of a family.
    pub text: Text,
    /// The exact list of values; only the keys given are compared.
    pub want: Option<Vec<Table>>,
    /// Values that must be among those given.
    pub want_some: Option<Vec<Table>>,
    /// Why it fails for now; passing is an error.
    pub todo: Option<String>,
    /// Words of the written example, and the word that takes their place here.
    pub instead: Option<(String, String)>,
}

/// A word of `instead` that gives no example, and why.
pub(crate) type Fault = (Range<usize>, String);

impl Example {
    /// The written example and its variants. A variant that says nothing new is none, and a fault.
    pub(crate) fn family(written: &RawTest) -> (Vec<Self>, Vec<Fault>) {
        let first = Self {
            name: written.name.clone(),
            text: written.text.clone(),
            want: written.want.clone(),
            want_some: written.want_some.clone(),
            todo: written.todo.clone(),
            instead: None,
        };
        let mut family = vec![first.clone()];
        let mut faults = Vec::new();
        for (key, words) in &written.instead {
            let (place, key) = (key.span(), key.get_ref());
            if key.is_empty() || !first.text.get_ref().contains(key) {
                faults.push((place, format!("the text of this example has no `{key}`")));
                continue;
            }
            if words.is_empty() {
                faults.push((place, format!("nothing is named to stand for `{key}`")));
            }
            for word in words {
                let variant = first.with(key, word);
                if family
                    .iter()
                    .any(|e| e.text.get_ref() == variant.text.get_ref())
                {
                    let message =
                        format!("`{}` gives a text that is there already", word.get_ref());
                    faults.push((word.span(), message));
                } else {
                    family.push(variant);
                }
            }
        }
        (family, faults)
    }

    /// The example with another word in the text and in all that is wanted.
    pub(crate) fn with(&self, key: &str, word: &Text) -> Self {
        let (place, word) = (word.span(), word.get_ref());
        let put = |text: &str| text.replace(key, word);
        let named = |name: &String| format!("{name} ({word} for {key})");
        let tables = |tables: &Option<Vec<Table>>| {
            let changed = |(k, v): (&String, &Value)| (k.clone(), replaced(v, &put));
            let tables = tables.as_ref()?.iter();
            Some(tables.map(|t| t.iter().map(changed).collect()).collect())
        };
        Self {
            name: self.name.as_ref().map(named),
            text: Text::new(place, put(self.text.get_ref())),
            want: tables(&self.want),
            want_some: tables(&self.want_some),
            todo: self.todo.clone(),
            instead: Some((key.to_owned(), word.clone())),
        }
    }
}

/// A value with its strings changed, those of lists too.
fn replaced(value: &Value, put: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(put(text)),
        Value::Array(list) => Value::Array(list.iter().map(|v| replaced(v, put)).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(text: &str) -> (Vec<Example>, Vec<String>) {
        let written: RawTest = toml::from_str(text).unwrap();
        let (family, faults) = Example::family(&written);
        (family, faults.into_iter().map(|(_, why)| why).collect())
    }

    #[test]
    fn a_word_is_replaced_in_the_text_and_in_what_is_wanted() {
        let (family, faults) = family(
            "text = '原告张三。'\nwant = [{ name = '张三', n = 1, prior = ['原告'] }]\ninstead = { '原告' = ['上诉人', '申请人'] }",
        );
        assert_eq!(faults, [""; 0]);
        let texts: Vec<&str> = family.iter().map(|e| e.text.get_ref().as_str()).collect();
        assert_eq!(texts, ["原告张三。", "上诉人张三。", "申请人张三。"]);
        let want = family[2].want.as_ref().unwrap();
        let wanted: Table = toml::from_str("name = '张三'\nn = 1\nprior = ['申请人']").unwrap();
        assert_eq!(*want, [wanted]);
        assert_eq!(
            family[2].instead,
            Some(("原告".to_owned(), "申请人".to_owned()))
        );
    }

    #[test]
    fn a_word_that_says_nothing_new_is_a_fault() {
        let (family, faults) = family(
            "text = '原告张三。'\nwant = []\ninstead = { '原告' = ['原告', '申请人', '申请人'], '被告' = ['甲'], '张三' = [] }",
        );
        assert_eq!(family.len(), 2);
        assert_eq!(
            faults,
            [
                "`原告` gives a text that is there already",
                "`申请人` gives a text that is there already",
                "nothing is named to stand for `张三`",
                "the text of this example has no `被告`",
            ]
        );
    }
}
