//! Label Studio's JSON export: tasks with annotations inside.

use std::collections::BTreeMap;

use crate::{
    json::{Fields, Value},
    At, Refusal,
};

/// Labels with their lines: item, labeler, label.
type Labels = Vec<(u64, [String; 3])>;

/// Whether an object is a task of such an export.
pub(crate) fn is_task(fields: &Fields) -> bool {
    let of = |name: &str| fields.iter().find(|(field, _)| field == name);
    matches!(of("annotations"), Some((_, Value::List(_))))
        && matches!(of("data"), Some((_, Value::Object(_))))
}

/// The labels of an export, and what was left out of it.
///
/// It is certain what they are where every annotation chose one class: the item is `item` of the task's
/// data, or the only thing there.
pub(crate) fn labels(
    file: &str,
    tasks: Vec<(u64, Fields)>,
) -> Result<(Labels, Vec<String>), Refusal> {
    let mut export = Export {
        file,
        labels: Vec::new(),
        left_out: BTreeMap::new(),
    };
    for (line, fields) in tasks {
        export.task(line, &fields.into_iter().collect())?;
    }
    let left_out = export.left_out.into_iter();
    let notes = left_out.map(|(why, count)| format!("{count} {why}; they are left out"));
    Ok((export.labels, notes.collect()))
}

struct Export<'a> {
    file: &'a str,
    labels: Labels,
    /// How many annotations are no labels, and why.
    left_out: BTreeMap<&'static str, u64>,
}

impl Export<'_> {
    fn task(&mut self, line: u64, task: &BTreeMap<String, Value>) -> Result<(), Refusal> {
        let Some(Value::Object(data)) = task.get("data") else {
            return Err(self.refusal(line, "data", "expected an object"));
        };
        let item = self.item(line, data)?;
        if let Some(Value::List(predictions)) = task.get("predictions") {
            for _ in predictions {
                self.leave_out("predictions of models are no labels");
            }
        }
        let Some(Value::List(annotations)) = task.get("annotations") else {
            return Err(self.refusal(line, "annotations", "expected a list"));
        };
        for annotation in annotations {
            let Value::Object(annotation) = annotation else {
                return Err(self.refusal(line, "annotations", "expected a list of objects"));
            };
            self.annotation(line, &item, annotation)?;
        }
        Ok(())
    }

    /// What a task is about.
    fn item(&self, line: u64, data: &BTreeMap<String, Value>) -> Result<String, Refusal> {
        let named = data.iter().find(|(field, _)| *field == "item");
        let only = data.iter().next().filter(|_| data.len() == 1);
        let Some((field, value)) = named.or(only) else {
            let fields: Vec<String> = data.keys().map(|field| format!("{field:?}")).collect();
            let reason = format!(
                "{} could each be the item; expected a field \"item\"",
                fields.join(" and ")
            );
            return Err(self.refusal(line, "data", &reason));
        };
        match value.name() {
            Some(name) if !name.is_empty() => Ok(name.to_owned()),
            _ => Err(self.refusal(line, "data", &format!("{field:?} names no item"))),
        }
    }

    fn annotation(
        &mut self,
        line: u64,
        item: &str,
        annotation: &BTreeMap<String, Value>,
    ) -> Result<(), Refusal> {
        let is = |field: &str| annotation.get(field) == Some(&Value::Bool(true));
        if is("was_cancelled") {
            self.leave_out("annotations were canceled by their annotators");
            return Ok(());
        }
        if is("ground_truth") {
            self.leave_out("annotations are known answers (ground_truth)");
            return Ok(());
        }
        let result = match annotation.get("result") {
            Some(Value::List(result)) => result.as_slice(),
            _ => &[],
        };
        if result.is_empty() {
            self.leave_out("annotations chose nothing");
            return Ok(());
        }
        let label = self.choice(line, result)?;
        let labeler = self.labeler(line, annotation)?;
        self.labels.push((line, [item.to_owned(), labeler, label]));
        Ok(())
    }

    /// The only class that an annotation chose.
    fn choice(&self, line: u64, result: &[Value]) -> Result<String, Refusal> {
        let mut chosen = Vec::new();
        for part in result {
            let Value::Object(part) = part else {
                return Err(self.refusal(line, "result", "expected a list of objects"));
            };
            let kind = part.get("type").and_then(Value::name).unwrap_or_default();
            let choices = match part.get("value") {
                Some(Value::Object(value)) => value.get("choices"),
                _ => None,
            };
            let (Some(Value::List(choices)), "choices") = (choices, kind) else {
                let reason = format!("type {kind:?}, expected \"choices\"");
                return Err(self.refusal(line, "result", &reason));
            };
            chosen.extend(
                choices
                    .iter()
                    .map(|choice| choice.name().unwrap_or_default()),
            );
        }
        match chosen.as_slice() {
            [one] if !one.is_empty() => Ok((*one).to_owned()),
            several => {
                let reason = format!("found the choices {several:?}, expected one");
                Err(self.refusal(line, "result", &reason))
            }
        }
    }

    /// Who annotated: a number, or what names them best.
    fn labeler(&self, line: u64, of: &BTreeMap<String, Value>) -> Result<String, Refusal> {
        let by = of.get("completed_by");
        let by = match by {
            Some(Value::Object(person)) => person.get("email").or_else(|| person.get("id")),
            other => other,
        };
        match by.and_then(Value::name) {
            Some(name) if !name.is_empty() => Ok(name.to_owned()),
            _ => Err(self.refusal(line, "completed_by", "names nobody")),
        }
    }

    fn leave_out(&mut self, why: &'static str) {
        let count = self.left_out.entry(why).or_default();
        *count = count.saturating_add(1);
    }

    fn refusal(&self, line: u64, field: &str, reason: &str) -> Refusal {
        Refusal::of_line(self.file, line, Some(At::Field(field.to_owned())), reason)
    }
}
