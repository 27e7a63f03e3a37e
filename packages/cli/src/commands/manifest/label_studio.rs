//! `pasar manifest from-label-studio`: a labeling interface and its tasks as a header and items. What is shown and
//! one single choice, or one comparison of two things, map one to one; anything else is refused with its line.

use std::path::Path;

use anyhow::{anyhow, bail, ensure, Context as _, Result};
use pasar_formats::manifest::header::Header;
use pasar_tables::{keeps_inputs, read_text};
use roxmltree::{Document, Node};
use serde_json::{json, Map, Value};

use crate::{args, context::Context, files::items::check_shown};

/// Writes `header.json` and `items.jsonl` beside each other, and says the classes for the terms.
pub fn run(context: &Context, args: &args::FromLabelStudio) -> Result<()> {
    let name = args.config.display().to_string();
    let text = read_text(&args.config)?;
    let interface = Interface::read(&text).with_context(|| name.clone())?;
    let items = items(&args.tasks, &interface)?;
    let header = interface.header(&args.title, items.len())?;
    let lines =
        lines(&header, &items).with_context(|| format!("{name} with {}", args.tasks.display()))?;
    let inputs = [args.config.as_path(), args.tasks.as_path()];
    let files = [
        ("header.json", serde_json::to_string_pretty(&header)? + "\n"),
        ("items.jsonl", lines),
    ];
    std::fs::create_dir_all(&args.out).with_context(|| args.out.display().to_string())?;
    for (file, text) in files {
        let path = args.out.join(file);
        keeps_inputs(&path, inputs)?;
        std::fs::write(&path, text)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    if interface.has_style {
        context.say.warn("the interface's Style is left out");
    }
    context.say.result(&json!({
        "header": args.out.join("header.json").display().to_string(),
        "items": args.out.join("items.jsonl").display().to_string(),
        "classes": interface.names(),
    }));
    Ok(())
}

/// What an interface shows and asks.
#[derive(Default)]
struct Interface {
    /// Blocks, each with the name of its tag.
    shown: Vec<(String, Value)>,
    instructions: Vec<String>,
    classes: Vec<Value>,
    /// Fields whose value is a conversation.
    paragraphs: Vec<String>,
    has_style: bool,
}

impl Interface {
    fn read(text: &str) -> Result<Self> {
        let document = Document::parse(text).map_err(|error| anyhow!("{error}"))?;
        let mut interface = Self::default();
        interface.tag(document.root_element())?;
        ensure!(
            !interface.classes.is_empty(),
            "no Choices and no Pairwise: expected one of them"
        );
        ensure!(!interface.shown.is_empty(), "it shows nothing of a task");
        Ok(interface)
    }

    fn tag(&mut self, node: Node<'_, '_>) -> Result<()> {
        match node.tag_name().name() {
            "View" => node
                .children()
                .filter(Node::is_element)
                .try_for_each(|child| self.tag(child)),
            "Style" => {
                self.has_style = true;
                Ok(())
            }
            "Header" if !value(node)?.starts_with('$') => {
                self.instructions.push(value(node)?.to_owned());
                Ok(())
            }
            "Header" => self.show(node, json!({"show": "text", "size": "large"})),
            "Text" => self.show(node, json!({"show": "text"})),
            "Paragraphs" => {
                self.paragraphs.push(field(node)?.to_owned());
                self.show(node, json!({"show": "text"}))
            }
            "HyperText" => self.show(node, json!({"show": "html"})),
            "Image" => self.show(node, json!({"show": "image", "zoom": true})),
            "Audio" => self.show(node, json!({"show": "audio"})),
            "Video" => self.show(node, json!({"show": "video"})),
            "Choices" => self.choices(node),
            "Pairwise" => self.pairwise(node),
            other => Err(refusal(node, format!("the tag {other} has no counterpart"))),
        }
    }

    fn show(&mut self, node: Node<'_, '_>, mut block: Value) -> Result<()> {
        block["field"] = field(node)?.into();
        let name = node.attribute("name").unwrap_or_default();
        self.shown.push((name.to_owned(), block));
        Ok(())
    }

    fn choices(&mut self, node: Node<'_, '_>) -> Result<()> {
        self.only(node)?;
        let kind = node.attribute("choice").unwrap_or("single");
        if !matches!(kind, "single" | "single-radio") {
            return Err(refusal(
                node,
                format!("choice {kind:?}, expected \"single\""),
            ));
        }
        for choice in node.children().filter(Node::is_element) {
            if choice.tag_name().name() != "Choice" || choice.children().any(|one| one.is_element())
            {
                return Err(refusal(choice, "expected a Choice without more inside"));
            }
            let shown = value(choice)?;
            let mut class = json!({"name": choice.attribute("alias").unwrap_or(shown)});
            if choice.attribute("alias").is_some() {
                class["title"] = json!({"en": shown});
            }
            if let Some(hint) = choice.attribute("hint") {
                class["hint"] = json!({"en": hint});
            }
            if let Some(key) = choice.attribute("hotkey") {
                class["key"] = key.into();
            }
            self.classes.push(class);
        }
        Ok(())
    }

    /// Two things side by side: the pair takes the place of both.
    fn pairwise(&mut self, node: Node<'_, '_>) -> Result<()> {
        self.only(node)?;
        let names = node.attribute("toName").unwrap_or_default();
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let is_named = |(name, _): &(String, Value)| names.contains(&name.as_str());
        let shown: Vec<&Value> = self
            .shown
            .iter()
            .filter(|shown| is_named(shown))
            .map(|(_, block)| block)
            .collect();
        let [left, right] = shown.as_slice() else {
            return Err(refusal(
                node,
                "toName names not two things that stand before it",
            ));
        };
        let show = left["show"].as_str().unwrap_or_default().to_owned();
        if left["show"] != right["show"] || !matches!(show.as_str(), "text" | "image") {
            return Err(refusal(node, "expected two texts or two images to compare"));
        }
        let pair = json!({"show": "pair", "fields": [left["field"], right["field"]], "as": show});
        self.shown.retain(|shown| !is_named(shown));
        self.shown.push((String::new(), pair));
        self.classes = ["left", "right"]
            .map(|side| json!({"name": node.attribute(format!("{side}Class").as_str()).unwrap_or(side)}))
            .into();
        Ok(())
    }

    /// Refuses a second question.
    fn only(&self, node: Node<'_, '_>) -> Result<()> {
        if self.classes.is_empty() {
            return Ok(());
        }
        Err(refusal(node, "a second question, expected one"))
    }

    fn names(&self) -> Vec<&str> {
        let names = self.classes.iter();
        names.filter_map(|class| class["name"].as_str()).collect()
    }

    /// The header, which must be one.
    fn header(&self, title: &str, count: usize) -> Result<Value> {
        let instructions = if self.instructions.is_empty() {
            title.to_owned()
        } else {
            self.instructions.join("\n\n")
        };
        let view = self.shown.iter().map(|(_, block)| block.clone());
        let mut header = json!({
            "pasar": "manifest/1",
            "title": {"en": title},
            "instructions": {"en": instructions},
            "classes": self.classes,
            "view": view.collect::<Vec<_>>(),
        });
        header["items"] = json!({"file": "items.jsonl", "count": count});
        Header::read(&header)?;
        Ok(header)
    }
}

/// A refusal with the line of a tag.
fn refusal(node: Node<'_, '_>, reason: impl std::fmt::Display) -> anyhow::Error {
    let line = node.document().text_pos_at(node.range().start).row;
    anyhow!("line {line}: <{}>: {reason}", node.tag_name().name())
}

fn value<'a>(node: Node<'a, '_>) -> Result<&'a str> {
    let value = node.attribute("value");
    value.ok_or_else(|| refusal(node, "it has no value"))
}

/// The field that a tag shows.
fn field<'a>(node: Node<'a, '_>) -> Result<&'a str> {
    let value = value(node)?;
    value
        .strip_prefix('$')
        .filter(|field| !field.is_empty() && !field.contains(['$', '{', '.', '[']))
        .ok_or_else(|| {
            refusal(
                node,
                format!("value {value:?}, expected $ and a field's name"),
            )
        })
}

/// The manifest's lines, in which what the header shows must be.
fn lines(header: &Value, items: &[Value]) -> Result<String> {
    let lines: Vec<String> = items.iter().map(Value::to_string).collect();
    check_shown(&Header::read(header)?, &lines)?;
    Ok(lines.iter().map(|line| format!("{line}\n")).collect())
}

/// The items of tasks: what each has under `data`, or itself.
fn items(path: &Path, interface: &Interface) -> Result<Vec<Value>> {
    let name = path.display().to_string();
    let tasks: Value = serde_json::from_str(&read_text(path)?).with_context(|| name.clone())?;
    let Value::Array(tasks) = tasks else {
        bail!("{name}: expected a list of tasks");
    };
    ensure!(!tasks.is_empty(), "{name}: no tasks");
    let tasks = (1..).zip(&tasks);
    let item = |(number, task): (usize, &Value)| {
        item(number, task, interface).with_context(|| format!("{name}: task {number}"))
    };
    tasks.map(item).collect()
}

fn item(number: usize, task: &Value, interface: &Interface) -> Result<Value> {
    let data = task.get("data").unwrap_or(task);
    let data = data.as_object().context("expected an object with data")?;
    let mut fields: Map<String, Value> = data.clone();
    for field in &interface.paragraphs {
        if let Some(Value::Array(turns)) = fields.get(field) {
            let text = turns.iter().map(said).collect::<Result<Vec<_>>>()?;
            fields.insert(field.clone(), text.join("\n").into());
        }
    }
    if !fields.contains_key("item") {
        let name = match task.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => number.to_string(),
        };
        fields.insert("item".to_owned(), name.into());
    }
    Ok(Value::Object(fields))
}

/// A turn of a conversation.
fn said(turn: &Value) -> Result<String> {
    let text = turn["text"].as_str().context("a paragraph has no text")?;
    let author = turn["author"].as_str();
    Ok(author.map_or_else(|| text.to_owned(), |author| format!("{author}: {text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Interface> {
        Interface::read(text)
    }

    #[test]
    fn a_single_choice_becomes_classes_and_blocks() {
        let interface = read(
            r#"<View>
              <Header value="Is the review good?"/>
              <Text name="t" value="$review"/><Image name="i" value="$photo"/>
              <View><Choices name="c" toName="t" choice="single-radio">
                <Choice value="It is good" alias="good" hotkey="g" hint="Four stars or more."/>
                <Choice value="bad"/>
              </Choices></View>
            </View>"#,
        )
        .unwrap();
        let header = interface.header("Reviews", 3).unwrap();
        assert_eq!(interface.names(), ["good", "bad"]);
        assert_eq!(header["instructions"]["en"], "Is the review good?");
        assert_eq!(
            header["view"],
            json!([
                {"show": "text", "field": "review"},
                {"show": "image", "zoom": true, "field": "photo"},
            ])
        );
        assert_eq!(
            header["classes"][0],
            json!({
                "name": "good", "title": {"en": "It is good"}, "key": "g",
                "hint": {"en": "Four stars or more."},
            })
        );
    }

    #[test]
    fn a_comparison_becomes_a_pair() {
        let interface = read(
            r#"<View><Text name="p" value="$prompt"/><Text name="a" value="$one"/>
            <Text name="b" value="$two"/><Pairwise name="w" toName="a,b"/></View>"#,
        )
        .unwrap();
        let header = interface.header("Answers", 1).unwrap();
        let pair = json!({"show": "pair", "fields": ["one", "two"], "as": "text"});
        assert_eq!(header["view"][1], pair);
        assert_eq!(interface.names(), ["left", "right"]);
        let item = json!({"item": "1", "prompt": "?", "one": "a", "two": "b"});
        assert!(lines(&header, std::slice::from_ref(&item)).is_ok());
        let item = json!({"item": "1", "prompt": "?", "one": "a", "tow": "b"});
        let error = lines(&header, &[item]).unwrap_err().to_string();
        let wanted = "view[1].fields[1]: found \"two\", expected a field that some item has";
        assert_eq!(error, wanted);
    }

    #[test]
    fn anything_else_is_refused_with_its_line() {
        let choices =
            "<Choices name=\"c\" toName=\"t\"><Choice value=\"a\"/><Choice value=\"b\"/></Choices>";
        let refusal = |inside: String| {
            let text = format!("<View>\n<Text name=\"t\" value=\"$x\"/>\n{inside}</View>");
            read(&text).err().unwrap().to_string()
        };
        assert_eq!(
            refusal("<Rating name=\"r\"/>".to_owned()),
            "line 3: <Rating>: the tag Rating has no counterpart"
        );
        assert_eq!(
            refusal(choices.replace("toName", "choice=\"multiple\" toName")),
            "line 3: <Choices>: choice \"multiple\", expected \"single\""
        );
        assert_eq!(
            refusal(format!("{choices}\n{choices}")),
            "line 4: <Choices>: a second question, expected one"
        );
        assert_eq!(
            refusal("<Image name=\"i\" value=\"x.png\"/>".to_owned()),
            "line 3: <Image>: value \"x.png\", expected $ and a field's name"
        );
        assert_eq!(
            refusal(String::new()),
            "no Choices and no Pairwise: expected one of them"
        );
        let keys = choices.replace("\"a\"/", "\"a\" hotkey=\"ctrl+a\"/");
        let text = format!("<View><Text name=\"t\" value=\"$x\"/>{keys}</View>");
        let error = read(&text).unwrap().header("T", 1).unwrap_err().to_string();
        assert!(
            error.starts_with("classes[0].key: found \"ctrl+a\""),
            "{error}"
        );
    }

    #[test]
    fn tasks_become_items() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tasks.json");
        let tasks = json!([
            {"id": 17, "data": {"talk": [{"author": "A", "text": "hi"}, {"text": "yes"}]}, "annotations": []},
            {"talk": "plain"},
        ]);
        std::fs::write(&path, tasks.to_string()).unwrap();
        let interface = Interface {
            paragraphs: vec!["talk".to_owned()],
            ..Interface::default()
        };
        let items = items(&path, &interface).unwrap();
        assert_eq!(items[0], json!({"item": "17", "talk": "A: hi\nyes"}));
        assert_eq!(items[1], json!({"item": "2", "talk": "plain"}));
    }
}
