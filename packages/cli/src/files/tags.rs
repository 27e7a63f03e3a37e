//! Tags in one column: those that an item has, with a separator between them.

use pasar_common::task_registry::Question;
use pasar_tables::{difference, questions::tag_of, Refusal, Row, Table, Value};

/// What stands between two tags.
const SEPARATOR: char = ';';

/// A column that says which tags an item has.
#[derive(Debug)]
pub struct TagColumn {
    /// Its place in the table.
    pub place: usize,
    /// Its tags: the number of the question, and the tag.
    pub tags: Vec<(usize, String)>,
}

/// Columns of a table that are called as a group of tags, and as no question. Refuses a tag that two columns
/// speak of, and one that cannot stand beside others.
pub fn tag_columns(
    table: &Table,
    questions: &[Question],
    item_column: usize,
) -> Result<Vec<TagColumn>, Refusal> {
    let is_question = |name: &str| questions.iter().any(|question| question.name() == name);
    let mut columns: Vec<TagColumn> = Vec::new();
    for (place, name) in table.header().iter().enumerate() {
        let name = name.trim();
        if place == item_column || is_question(name) {
            continue;
        }
        let tags = questions.iter().enumerate();
        let tags = tags
            .filter_map(|(question, of)| Some((question, tag_of(of, name)?.to_owned())))
            .collect();
        columns.push(TagColumn { place, tags });
    }
    columns.retain(|column| !column.tags.is_empty());
    for (number, column) in columns.iter().enumerate() {
        for (question, tag) in &column.tags {
            let Some(asked) = questions.get(*question) else {
                continue;
            };
            let mut header = table.header().iter();
            let mut before = columns.iter().take(number).flat_map(|other| &other.tags);
            let is_twice = header.any(|name| name.trim() == asked.name())
                || before.any(|(other, _)| other == question);
            let called = table.header().get(column.place);
            let called = called.map_or("", |name| name.trim());
            if is_twice {
                let name = asked.name();
                let reason =
                    format!("column {called:?} says of {name:?} what another column says too");
                return Err(table.line_refusal(1, reason));
            }
            if tag.contains(SEPARATOR) || tag.trim() != tag {
                let name = asked.name();
                let reason = format!(
                    "column {called:?}: tag {tag:?} cannot stand beside others with {SEPARATOR:?} between \
                     them, expected a column {name:?}"
                );
                return Err(table.line_refusal(1, reason));
            }
        }
    }
    Ok(columns)
}

impl TagColumn {
    /// Whether a row sets each of the tags, in their order: none of them where the field is empty. Nothing
    /// where a JSON object lacks the field, or has `null` there.
    pub fn read(&self, table: &Table, row: &Row<'_>) -> Result<Option<Vec<bool>>, Refusal> {
        let refused = |reason: String| table.refusal(row.line, self.place, reason);
        let value = row.value(self.place);
        let set: Vec<String> = match value.as_deref() {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::List(tags)) => {
                let names = tags
                    .iter()
                    .map(|tag| tag.name().map(|name| name.trim().to_owned()));
                let names: Option<Vec<String>> = names.collect();
                names.ok_or_else(|| {
                    let reason = "found a list or an object in a list, expected names of tags";
                    refused(reason.to_owned())
                })?
            }
            Some(value) => match value.name() {
                Some("") => Vec::new(),
                Some(text) => {
                    let tags = text.split(SEPARATOR);
                    tags.map(|tag| tag.trim().to_owned()).collect()
                }
                None => {
                    let reason = "found an object, expected names of tags".to_owned();
                    return Err(refused(reason));
                }
            },
        };
        for (place, tag) in set.iter().enumerate() {
            self.check(tag).map_err(refused)?;
            if set.iter().take(place).any(|before| before == tag) {
                return Err(refused(format!("tag {tag:?} stands twice")));
            }
        }
        let has = |(_, tag): &(usize, String)| set.contains(tag);
        Ok(Some(self.tags.iter().map(has).collect()))
    }

    fn check(&self, found: &str) -> Result<(), String> {
        if self.tags.iter().any(|(_, tag)| tag == found) {
            return Ok(());
        }
        let known: Vec<&str> = self.tags.iter().map(|(_, tag)| tag.as_str()).collect();
        let alike = known
            .iter()
            .find_map(|tag| Some((tag, difference(found, tag)?)));
        let hint = alike.map_or_else(String::new, |(tag, only)| {
            format!("; {found:?} and {tag:?} differ only in {only}")
        });
        Err(format!(
            "tag {found:?}, expected some of {} with {SEPARATOR:?} between them{hint}",
            known.join(", ")
        ))
    }
}
