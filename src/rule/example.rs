//! Examples of a rule as they run: the one that is written, and one more for each word of its `instead` and
//! `not-instead`.

use std::ops::Range;

use toml::{Table, Value};

use super::raw::RawTest;
use super::repeated::written_out;
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

/// A word of `instead` or `not-instead` that gives no example, and why.
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
        let wants_some = first.wants_some();
        let mut growing = Growing {
            family: vec![first],
            faults: Vec::new(),
        };
        for (key, words) in &written.instead {
            growing.add(key, words, false);
        }
        for (key, words) in &written.not_instead {
            if wants_some {
                growing.add(key, words, true);
            } else {
                let fault = "this example wants nothing anyway: write `instead`";
                growing.faults.push((key.span(), fault.to_owned()));
            }
        }
        (growing.family, growing.faults)
    }

    /// Whether it wants any value.
    pub(crate) fn wants_some(&self) -> bool {
        let has = |list: &Option<Vec<Table>>| list.as_ref().is_some_and(|l| !l.is_empty());
        has(&self.want) || has(&self.want_some)
    }

    /// The same, of which nothing is wanted.
    pub(crate) fn wanting_nothing(mut self) -> Self {
        self.want = Some(Vec::new());
        self.want_some = None;
        self
    }

    /// The example with another word in the text and in all that is wanted.
    pub(crate) fn with(&self, key: &str, word: &Text) -> Self {
        let (place, word) = (word.span(), word.get_ref());
        let full = written_out(word).unwrap_or_else(|_| word.clone());
        let put = |text: &str| text.replace(key, &full);
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

/// A family while its words are added.
struct Growing {
    family: Vec<Example>,
    faults: Vec<Fault>,
}

impl Growing {
    fn add(&mut self, key: &Text, words: &[Text], nothing: bool) {
        let (place, key) = (key.span(), key.get_ref());
        let first = self.family[0].clone();
        if key.is_empty() || !first.text.get_ref().contains(key) {
            let fault = format!("the text of this example has no `{key}`");
            self.faults.push((place, fault));
            return;
        }
        if words.is_empty() {
            let fault = format!("nothing is named to stand for `{key}`");
            self.faults.push((place, fault));
        }
        for word in words {
            match self.variant(&first, key, word) {
                Ok(variant) if nothing => self.family.push(variant.wanting_nothing()),
                Ok(variant) => self.family.push(variant),
                Err(fault) => self.faults.push((word.span(), fault)),
            }
        }
    }

    fn variant(&self, first: &Example, key: &str, word: &Text) -> Result<Example, String> {
        written_out(word.get_ref())?;
        let variant = first.with(key, word);
        let mut known = self.family.iter().map(|e| e.text.get_ref());
        if known.any(|text| text == variant.text.get_ref()) {
            let word = word.get_ref();
            return Err(format!("`{word}` gives a text that is there already"));
        }
        Ok(variant)
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
    fn nothing_is_wanted_with_a_word_of_not_instead() {
        let (all, faults) = family(
            "text = '约定年利率为12%。'\nwant = [{ value = '12%' }]\nnot-instead = { '约定' = ['约定{又*3}'], '为' = ['为{又*}', '{*2}'] }",
        );
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].text.get_ref(), "约定又又又年利率为12%。");
        assert_eq!(all[1].want.as_deref(), Some(&[][..]));
        let fault = |word: &str| {
            format!("`{word}` holds a brace that is no `{{WORDS*TIMES}}`, of 1 to 400 times")
        };
        assert_eq!(faults, [fault("为{又*}"), fault("{*2}")]);
        let (all, faults) = family("text = '甲'\nwant = []\nnot-instead = { '甲' = ['乙'] }");
        assert_eq!(all.len(), 1);
        assert_eq!(
            faults,
            ["this example wants nothing anyway: write `instead`"]
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
