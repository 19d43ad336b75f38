//! A rule file that holds, for tests that break it.

/// One rule with its examples, for a field of a pack of one's own.
pub(crate) const RULES: &str = r#"
[[rule]]
id    = "own.rate"
doc   = "A rate that was agreed on."
field = "custom.rate"
in    = ["document"]
match = ['agreed on (?P<value>[0-9]+%)']
emit  = { value = "value" }
unless-after = ['a day']

[[rule.test]]
text = "They agreed on 5% in May."
want = [{ value = "5%" }]

[[rule.test]]
text = "They agreed on 6% in May."
want = [{ value = "6%" }]

[[rule.test]]
text = "They agreed on 5%a day."
want = []

[[rule.test]]
text = "They agreed on 6%a day."
want = []
"#;
