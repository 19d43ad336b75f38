//! Values: a blank on either side, a list on one line or an item a line, as its author began it.

use toml_edit::{Array, InlineTable, RawString, Value};

use super::blank::{Line, behind, lines, printed, without_end, without_start};

/// Lays out the value of a key; what is inside strings stays.
pub(super) fn lay_out(value: &mut Value) {
    let decor = value.decor_mut();
    let comment = behind(shown(decor.suffix()));
    decor.set_prefix(" ");
    decor.set_suffix(comment);
    inside(value, 0);
}

fn inside(value: &mut Value, depth: usize) {
    match value {
        Value::Array(array) if is_wrapped(array) => wrapped(array, depth),
        Value::Array(array) => in_one_line(array, depth),
        Value::InlineTable(table) => inline(table, depth),
        _ => {}
    }
}

fn shown(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// Whether a line ends between the items of a list.
fn is_wrapped(array: &Array) -> bool {
    let in_items = array.iter().any(|item| {
        let decor = item.decor();
        shown(decor.prefix()).contains('\n') || shown(decor.suffix()).contains('\n')
    });
    in_items || shown(Some(array.trailing())).contains('\n')
}

fn in_one_line(array: &mut Array, depth: usize) {
    for (i, item) in array.iter_mut().enumerate() {
        let decor = item.decor_mut();
        decor.set_prefix(if i == 0 { "" } else { " " });
        decor.set_suffix("");
        inside(item, depth);
    }
    array.set_trailing("");
    array.set_trailing_comma(false);
}

/// An item a line, comments above theirs or behind it.
fn wrapped(array: &mut Array, depth: usize) {
    let indent = "  ".repeat(depth + 1);
    let mut left = String::new();
    for (i, item) in array.iter_mut().enumerate() {
        let decor = item.decor_mut();
        let between = std::mem::take(&mut left) + shown(decor.prefix());
        shown(decor.suffix()).clone_into(&mut left);
        let (comment, lines) = parted(&between);
        let lines = if i == 0 { without_start(lines) } else { lines };
        let above = printed(&lines, &indent);
        decor.set_prefix(format!("{comment}\n{above}{indent}"));
        decor.set_suffix("");
        inside(item, depth + 1);
    }
    let (comment, lines) = parted(&(left + shown(Some(array.trailing()))));
    let lines = without_end(lines);
    if array.is_empty() && lines.is_empty() && comment.is_empty() {
        array.set_trailing("");
        return;
    }
    let above = printed(&lines, &indent);
    array.set_trailing(format!("{comment}\n{above}{}", "  ".repeat(depth)));
    array.set_trailing_comma(true);
}

/// A comment behind what stands before, and the lines up to what follows.
fn parted(between: &str) -> (String, Vec<Line>) {
    let (first, rest) = between.split_once('\n').unwrap_or((between, ""));
    (behind(first), lines(rest))
}

/// `{ key = value, … }`; one that its author wrote over several lines stays as it is.
fn inline(table: &mut InlineTable, depth: usize) {
    let has_dots = table
        .iter()
        .any(|(_, value)| value.as_inline_table().is_some_and(InlineTable::is_dotted));
    if has_dots || table.to_string().contains('\n') {
        return;
    }
    let last = table.len().saturating_sub(1);
    for (i, (mut key, value)) in table.iter_mut().enumerate() {
        let decor = key.leaf_decor_mut();
        decor.set_prefix(" ");
        decor.set_suffix(" ");
        let decor = value.decor_mut();
        decor.set_prefix(" ");
        decor.set_suffix(if i == last { " " } else { "" });
        inside(value, depth);
    }
    table.set_trailing("");
    table.set_trailing_comma(false);
}
