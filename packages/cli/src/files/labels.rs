//! Labels that somebody gave, from a table of items and labels.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::Result;
use pasar_common::task_registry::{Question, Terms};
use pasar_formats::item_set::ItemSet;
use pasar_tables::{
    difference,
    questions::{self, NO_YES},
    whole_number, Table, ITEM_OF_CAMPAIGN, LABEL, TRUE_VALUE, TRUTH, VALUE,
};
use pasar_truth::NONE;

use crate::files::{
    items::Items,
    tags::{tag_columns, TagColumn},
};

/// What labels may be given of.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// What is asked of every item.
    pub questions: &'a [Question],
    /// Number of items.
    pub items: u32,
    /// The items, where their names are known.
    pub names: Option<&'a Items>,
}

impl<'a> Scope<'a> {
    /// A campaign's.
    pub fn of(terms: &'a Terms, names: Option<&'a Items>) -> Self {
        Self {
            questions: &terms.questions,
            items: terms.items,
            names,
        }
    }

    /// The number of an item: by its name where names are known.
    pub fn item(&self, text: &str) -> Option<u32> {
        let number = match self.names {
            Some(names) => names.number(text),
            None => whole_number(text),
        };
        number.filter(|number| *number < self.items)
    }

    /// What an item is called: its name where names are known, else its number.
    fn name(&self, item: u32) -> String {
        let name = self.names.and_then(|names| names.names.get(item as usize));
        name.cloned().unwrap_or_else(|| item.to_string())
    }

    /// Why an item is none.
    pub fn no_item(&self, text: &str) -> String {
        let Some(names) = self.names else {
            let most = self.items;
            return format!("item {text:?}, expected a number below {most} (names need --items)");
        };
        let alike = names
            .names
            .iter()
            .find_map(|name| Some((name, difference(text, name)?)));
        let hint = alike.map_or_else(String::new, |(name, only)| {
            format!("; {text:?} and {name:?} differ only in {only}")
        });
        format!("item {text:?}, expected a name of the items' file{hint}")
    }
}

/// Answers to every question, by item, its number in the campaign.
#[derive(Debug)]
pub struct Labels {
    answers: Vec<BTreeMap<u32, u8>>,
    /// What the file's author should know.
    pub notes: Vec<String>,
}

/// What a table says of one question.
struct Column {
    /// Its place in the table; none where known answers leave the question out.
    place: Option<usize>,
    /// Whether that column says all tags of a group.
    is_tag: bool,
    /// Item, line and text.
    read: Vec<(u32, u64, String)>,
}

impl Labels {
    /// Reads a file of labels. Items are given by name where names are known, else by number; every question
    /// has a column of its name, tags one of them all if that is wanted, and a single question's may be called
    /// `label`. Errors name file, line and column.
    pub fn read(path: &Path, scope: Scope<'_>) -> Result<Self> {
        Self::of_table(Table::open(path)?, scope, false)
    }

    /// Reads a file of known answers, to some of the questions.
    pub fn read_known(path: &Path, scope: Scope<'_>) -> Result<Self> {
        Self::of_table(Table::open(path)?, scope, true)
    }

    fn of_table(mut table: Table, scope: Scope<'_>, is_known: bool) -> Result<Self> {
        let [item_column] = table.columns([&ITEM_OF_CAMPAIGN])?;
        let groups = tag_columns(&table, scope.questions, item_column)?;
        let mut columns = columns(&mut table, (scope.questions, &groups), is_known)?;
        if is_known {
            check_known(&table, item_column, &columns, scope.questions)?;
        }
        let is_single = columns.len() == 1;
        let mut items = BTreeSet::new();
        table.each(|row| {
            let text = table.name(row, item_column)?;
            let refused = |reason: String| table.refusal(row.line, item_column, reason);
            let item = scope.item(text);
            let item = item.ok_or_else(|| refused(scope.no_item(text)))?;
            if !items.insert(item) {
                let reason = format!("item {:?} stands twice", scope.name(item));
                return Err(refused(reason));
            }
            for column in columns.iter_mut().filter(|column| !column.is_tag) {
                let Some(place) = column.place else { continue };
                let is_empty = row
                    .value(place)
                    .is_none_or(|value| value.name() == Some(""));
                if is_single || !is_empty {
                    let text = table.name(row, place)?.to_owned();
                    column.read.push((item, row.line, text));
                }
            }
            for group in &groups {
                let set = group.read(&table, row)?.unwrap_or_default();
                for ((question, _), is_set) in group.tags.iter().zip(set) {
                    let text = NO_YES[usize::from(is_set)].to_owned();
                    columns[*question].read.push((item, row.line, text));
                }
            }
            Ok(())
        })?;
        if columns.iter().all(|column| column.read.is_empty()) {
            return Err(table.no("labels").into());
        }
        let mut notes = table.notes().to_vec();
        let mut answers = Vec::new();
        for (question, column) in scope.questions.iter().zip(&columns) {
            let (of_question, note) = column.answers(question, &table)?;
            answers.push(of_question);
            notes.extend(note);
        }
        Ok(Self { answers, notes })
    }

    /// Labels of some of a task's items, in their order and question by question; [`NONE`] where there is
    /// none. Nothing where fewer than half are given: such a seat would cost what a missed commit costs.
    pub fn of(&self, first_item: u32, asked: &ItemSet) -> Option<Vec<u8>> {
        let of_a_question = |answers: &BTreeMap<u32, u8>| -> Vec<u8> {
            let label = |item: u32| answers.get(&(first_item + item)).copied();
            asked
                .iter()
                .map(|item| label(item).unwrap_or(NONE))
                .collect()
        };
        let labels: Vec<u8> = self.answers.iter().flat_map(of_a_question).collect();
        let given = labels.iter().filter(|label| **label != NONE).count();
        (given > 0 && given >= labels.len().div_ceil(2)).then_some(labels)
    }

    /// How many labels there are of some of a task's items, and of how many that there could be.
    pub fn count(&self, first_item: u32, asked: &ItemSet) -> [usize; 2] {
        let given = |answers: &BTreeMap<u32, u8>| {
            let has_label = |item: &u32| answers.contains_key(&(first_item + item));
            asked.iter().filter(has_label).count()
        };
        let all = asked.len() as usize * self.answers.len();
        [self.answers.iter().map(given).sum(), all]
    }

    /// Answers to every question, ascending by item.
    pub fn into_maps(self) -> Vec<BTreeMap<u32, u8>> {
        self.answers
    }
}

/// The column of every question: that of its name, or of the tags that it is one of; where a single one has none,
/// the labels or values.
fn columns(
    table: &mut Table,
    (questions, groups): (&[Question], &[TagColumn]),
    is_known: bool,
) -> Result<Vec<Column>> {
    let column = |(number, question): (usize, &Question)| {
        let of_all = groups
            .iter()
            .find(|group| group.tags.iter().any(|(of, _)| *of == number));
        let mut header = table.header().iter();
        let own = header.position(|name| name.trim() == question.name());
        Column {
            place: own.or(of_all.map(|group| group.place)),
            is_tag: of_all.is_some(),
            read: Vec::new(),
        }
    };
    let mut columns: Vec<Column> = questions.iter().enumerate().map(column).collect();
    if let ([only], [column]) = (questions, columns.as_mut_slice()) {
        if column.place.is_none() {
            let [place] = table.columns([usual(only, is_known)])?;
            column.place = Some(place);
        }
        return Ok(columns);
    }
    let mut each = columns.iter().zip(questions);
    let missing = each.find(|(column, _)| column.place.is_none());
    if let Some((_, question)) = missing {
        // Known answers may be few; somebody who labels is asked everything.
        if !is_known || columns.iter().all(|column| column.place.is_none()) {
            let header = table.header().join(",");
            let reason = format!(
                "no column {:?} for its question; found {header:?}",
                question.name()
            );
            return Err(table.line_refusal(1, reason).into());
        }
    }
    Ok(columns)
}

/// Where known answers leave a question out, every column has to be one: a name with a slip in it would leave out gold
/// that was meant.
fn check_known(
    table: &Table,
    item_column: usize,
    columns: &[Column],
    questions: &[Question],
) -> Result<()> {
    let mut each = columns.iter().zip(questions);
    let Some((_, left_out)) = each.find(|(column, _)| column.place.is_none()) else {
        return Ok(());
    };
    let is_read =
        |place: usize| place == item_column || columns.iter().any(|of| of.place == Some(place));
    let mut header = table.header().iter().enumerate();
    let unread = header.find(|(place, name)| !name.is_empty() && !is_read(*place));
    let Some((place, name)) = unread else {
        return Ok(());
    };
    let names: Vec<&str> = questions.iter().map(Question::name).collect();
    let reason = format!(
        "the column {name:?} answers no question, and {:?} has none; expected {}, or no other columns",
        left_out.name(),
        names.join(", ")
    );
    Err(table.refusal(1, place, reason).into())
}

/// What the column of a single question is usually called.
fn usual(question: &Question, is_known: bool) -> &'static pasar_tables::Column {
    match (question, is_known) {
        (Question::Classes(_), false) => &LABEL,
        (Question::Classes(_), true) => &TRUTH,
        (Question::Scale(_), false) => &VALUE,
        (Question::Scale(_), true) => &TRUE_VALUE,
    }
}

impl Column {
    /// The answers, and what is told of them.
    fn answers(
        &self,
        question: &Question,
        table: &Table,
    ) -> Result<(BTreeMap<u32, u8>, Option<String>)> {
        let texts = self.read.iter();
        let texts: Vec<(u64, &str)> = texts
            .map(|(_, line, text)| (*line, text.as_str()))
            .collect();
        let labels = questions::labels(question, &texts).map_err(|(place, reason)| {
            table.refusal(texts[place].0, self.place.unwrap_or(0), reason)
        })?;
        let note = questions::rounded(question, &texts);
        let note = note.map(|note| format!("{}: {note}", table.file()));
        let items = self.read.iter().map(|(item, ..)| *item);
        Ok((items.zip(labels).collect(), note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::terms::example;
    use pasar_common::task_registry::{Read, ScaleQuestion};

    fn read(text: &str, items: Option<&Items>) -> Result<Labels> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("labels.csv");
        std::fs::write(&file, text).unwrap();
        Labels::read(&file, Scope::of(&example(60, 2), items))
    }

    fn refusal(text: &str) -> String {
        let error = read(text, None).unwrap_err().to_string();
        error.split_once("labels.csv: ").unwrap().1.to_owned()
    }

    #[test]
    fn items_stand_by_name_where_names_are_known_else_by_number() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("items.csv");
        std::fs::write(&file, "item\n7\n007\nCat\n").unwrap();
        let items = Items::read(&file).unwrap();
        let named = Scope {
            questions: &[],
            items: 3,
            names: Some(&items),
        };
        assert_eq!(
            ["7", "007", "0"].map(|text| named.item(text)),
            [Some(0), Some(1), None]
        );
        assert_eq!(
            named.no_item("cat"),
            "item \"cat\", expected a name of the items' file; \"cat\" and \"Cat\" differ only in case"
        );
        let numbered = Scope {
            names: None,
            ..named
        };
        let found = ["2", "3", "00", "+1"].map(|text| numbered.item(text));
        assert_eq!(found, [Some(2), None, None, None]);
    }

    #[test]
    fn a_labeler_s_file_may_have_other_columns() {
        let text =
            "annotation_id,annotator,id,item,label\n500,1,17,0,class-1\n501,1,18,1,class-0\n";
        let labels = read(text, None).unwrap();
        let note = "labels.csv: \"item\" is the item; \"id\" is not read as one";
        assert!(labels.notes[0].ends_with(note), "{:?}", labels.notes);
        assert_eq!(labels.into_maps(), [BTreeMap::from([(0, 1), (1, 0)])]);
    }

    #[test]
    fn labels_are_those_of_the_items_that_are_asked() {
        let labels = read("item,label\n51,1\n50,0\n3,1\n", None).unwrap();
        let asked = ItemSet::of(&[0, 1, 2], 10).unwrap();
        assert_eq!(labels.of(50, &asked), Some(vec![0, 1, NONE]));
        assert_eq!(labels.of(10, &asked), None);
    }

    #[test]
    fn a_bad_line_is_named_and_nothing_is_read() {
        for (text, wanted) in [
            (
                "item,label\n0,1\n60,1\n",
                "line 3, column 1: item \"60\", expected a number below 60 (names need --items)",
            ),
            (
                "label,item\n1,0\nx,1\n",
                "line 3, column 1: label \"x\", expected one of class-0, class-1",
            ),
            (
                "item,label\n0,1\n0,1\n",
                "line 3, column 1: item \"0\" stands twice",
            ),
            (
                "item,label\n0,class-0\n1,1\n",
                "line 3, column 2: label \"1\", expected one of class-0, class-1; line 2 has the name \
                 \"class-0\", and a file has names or numbers, never both",
            ),
            (
                "item,label\n0,0\n00,1\n",
                "line 3, column 1: item \"00\", expected a number below 60 (names need --items)",
            ),
            ("item,label\n0,\n", "line 2, column 2: the field is empty"),
            ("item\n0\n", "line 1: no column \"label\"; found \"item\""),
            ("item,label\n", "line 2: no labels"),
        ] {
            assert_eq!(refusal(text), wanted);
        }
    }

    #[test]
    fn every_question_has_a_column_of_its_name() {
        let questions = [
            Question::of_classes(["no", "yes"]),
            Question::Scale(ScaleQuestion {
                name: "stars".to_owned(),
                levels: 5,
                from: "1".to_owned(),
                to: "5".to_owned(),
                read: Read::Median,
            }),
        ];
        let scope = Scope {
            questions: &questions,
            items: 60,
            names: None,
        };
        let read = |text: &str, is_known| {
            let table = Table::parse("labels.csv", text.as_bytes().to_vec()).unwrap();
            Labels::of_table(table, scope, is_known)
        };
        let labels = read("item,stars,label\n3,5,yes\n0,1,no\n1,,yes\n", false).unwrap();
        let asked = ItemSet::of(&[0, 1, 3], 60).unwrap();
        assert_eq!(labels.of(0, &asked), Some(vec![0, 1, 1, 0, NONE, 4]));
        assert_eq!(labels.count(0, &asked), [5, 6]);
        let known = read("item,stars\n3,5\n", true).unwrap().into_maps();
        assert_eq!(known, [BTreeMap::new(), BTreeMap::from([(3, 4)])]);
        let refusal = |text: &str| read(text, false).unwrap_err().to_string();
        assert_eq!(
            refusal("item,label\n3,yes\n"),
            "labels.csv: line 1: no column \"stars\" for its question; found \"item,label\""
        );
        assert_eq!(
            refusal("item,label,stars\n3,yes,6\n"),
            "labels.csv: line 2, column 3: label \"6\", expected a number from 1 to 5"
        );
        let value = Scope {
            questions: &questions[1..],
            ..scope
        };
        let table = Table::parse("l.csv", b"item,rating\n2,4\n".to_vec()).unwrap();
        let labels = Labels::of_table(table, value, false).unwrap();
        assert_eq!(labels.into_maps(), [BTreeMap::from([(2, 3)])]);
    }

    fn read_tags(file: &str, text: &str, is_known: bool) -> Result<Labels> {
        let tag = questions::tag_question;
        let questions = [
            tag("food", "meat"),
            Question::of_classes(["a", "b"]),
            tag("food", "vegan"),
        ];
        let scope = Scope {
            questions: &questions,
            items: 60,
            names: None,
        };
        Labels::of_table(
            Table::parse(file, text.as_bytes().to_vec()).unwrap(),
            scope,
            is_known,
        )
    }

    #[test]
    fn tags_may_stand_in_one_column() {
        let rows = "item,food,label\n0,meat; vegan,a\n1,,b\n2,vegan,a\n";
        let wanted = [
            BTreeMap::from([(0, 1), (1, 0), (2, 0)]),
            BTreeMap::from([(0, 0), (1, 1), (2, 0)]),
            BTreeMap::from([(0, 1), (1, 0), (2, 1)]),
        ];
        let labels = read_tags("l.csv", rows, false).unwrap();
        assert_eq!(labels.into_maps(), wanted);
        let rows = "item;food;label\n0;\"meat;vegan\";a\n1;;b\n2;vegan;a\n";
        let labels = read_tags("l.csv", rows, false).unwrap();
        assert_eq!(labels.into_maps(), wanted);
        let rows = "{\"item\":0,\"food\":[\"meat\",\"vegan\"],\"label\":\"a\"}\n\
             {\"item\":1,\"food\":[],\"label\":\"b\"}\n{\"item\":2,\"food\":null,\"label\":\"a\"}\n";
        let labels = read_tags("l.jsonl", rows, false).unwrap();
        assert_eq!(labels.into_maps()[2], BTreeMap::from([(0, 1), (1, 0)]));
        // Of known answers some questions' will do.
        let known = read_tags("gold.csv", "item,food\n4,meat\n", true).unwrap();
        let known = known.into_maps();
        assert_eq!([known[0][&4], known[2][&4]], [1, 0]);
        assert!(known[1].is_empty());
    }

    #[test]
    fn tags_that_are_none_are_refused_with_line_and_column() {
        let refusal = |text: &str| read_tags("l.csv", text, false).unwrap_err().to_string();
        for (text, wanted) in [
            (
                "item,label,food\n0,a,meat\n1,a,meat;fish\n",
                "l.csv: line 3, column 3: tag \"fish\", expected some of meat, vegan with ';' between them",
            ),
            (
                "item,label,food\n0,a,Meat\n",
                "l.csv: line 2, column 3: tag \"Meat\", expected some of meat, vegan with ';' between them; \
                 \"Meat\" and \"meat\" differ only in case",
            ),
            (
                "item,label,food\n0,a,meat;\n",
                "l.csv: line 2, column 3: tag \"\", expected some of meat, vegan with ';' between them",
            ),
            (
                "item,label,food\n0,a,meat;meat\n",
                "l.csv: line 2, column 3: tag \"meat\" stands twice",
            ),
            (
                "item,label,food,food/meat\n0,a,meat,yes\n",
                "l.csv: line 1: column \"food\" says of \"food/meat\" what another column says too",
            ),
            (
                "item,food\n0,meat\n",
                "l.csv: line 1: no column \"label\" for its question; found \"item,food\"",
            ),
        ] {
            assert_eq!(refusal(text), wanted);
        }
    }

    #[test]
    fn a_slip_in_a_column_of_known_answers_is_no_question_left_out() {
        let question = |name: &str| {
            Question::Scale(ScaleQuestion {
                name: name.to_owned(),
                levels: 5,
                from: "1".to_owned(),
                to: "5".to_owned(),
                read: Read::Mean,
            })
        };
        let questions = [question("stars"), question("says/cheap")];
        let known = |text: &str| {
            let table = Table::parse("gold.csv", text.as_bytes().to_vec()).unwrap();
            let scope = Scope {
                questions: &questions,
                items: 9,
                names: None,
            };
            Labels::of_table(table, scope, true).map_err(|error| error.to_string())
        };
        assert!(known("item,stars\n0,4\n").is_ok());
        assert_eq!(
            known("item,stars,says/chep\n0,4,1\n").unwrap_err(),
            "gold.csv: line 1, column 3: the column \"says/chep\" answers no question, and \"says/cheap\" has none; \
             expected stars, says/cheap, or no other columns"
        );
        let all = known("item,stars,says/cheap,note\n0,4,1,mine\n1,1.4,2,\n").unwrap();
        let told = "gold.csv: line 3: \"1.4\" of \"stars\" lies between two levels and is read as the nearest of 5 \
                    from 1 to 5";
        assert_eq!(all.notes, [told]);
    }
}
