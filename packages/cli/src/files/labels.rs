//! Labels that somebody gave, from a table of items and labels.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use pasar_common::task_registry::Terms;
use pasar_formats::item_set::ItemSet;
use pasar_tables::{
    class_numbers, difference, whole_number, Column, Table, ITEM_OF_CAMPAIGN, LABEL, TRUTH,
};
use pasar_truth::NONE;

use crate::files::items::Items;

/// What labels may be given of.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Names of the classes.
    pub classes: &'a [String],
    /// Number of items.
    pub items: u32,
    /// The items, where their names are known.
    pub names: Option<&'a Items>,
}

impl<'a> Scope<'a> {
    /// A campaign's.
    pub fn of(terms: &'a Terms, names: Option<&'a Items>) -> Self {
        Self {
            classes: terms.classes(),
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

/// A class by item, its number in the campaign.
#[derive(Debug)]
pub struct Labels {
    classes: BTreeMap<u32, u8>,
    /// What the file's author should know.
    pub notes: Vec<String>,
}

impl Labels {
    /// Reads a file of labels. Items are given by name where names are known, else by number; labels
    /// by the names of their classes, or all by number. Errors name file, line and column.
    pub fn read(path: &Path, scope: Scope<'_>) -> Result<Self> {
        Self::of_table(Table::open(path)?, scope, &LABEL)
    }

    /// Reads a file of known answers.
    pub fn read_known(path: &Path, scope: Scope<'_>) -> Result<Self> {
        Self::of_table(Table::open(path)?, scope, &TRUTH)
    }

    fn of_table(mut table: Table, scope: Scope<'_>, label: &Column) -> Result<Self> {
        let columns = table.columns([&ITEM_OF_CAMPAIGN, label])?;
        let mut items: Vec<u32> = Vec::new();
        let mut read: Vec<(u64, String)> = Vec::new();
        table.each_name(columns, |line, [item, label]| {
            let number = scope.item(item);
            items.push(number.ok_or_else(|| table.refusal(line, columns[0], scope.no_item(item)))?);
            read.push((line, label.to_owned()));
            Ok(())
        })?;
        if read.is_empty() {
            return Err(table.no("labels").into());
        }
        let labels: Vec<(u64, &str)> = read.iter().map(|(line, of)| (*line, of.as_str())).collect();
        let numbers = class_numbers(scope.classes, &labels)
            .map_err(|(place, reason)| table.refusal(read[place].0, columns[1], reason))?;
        let mut classes = BTreeMap::new();
        for ((item, class), (line, _)) in items.into_iter().zip(numbers).zip(&read) {
            if classes.insert(item, class).is_some() {
                let reason = format!("item {:?} stands twice", scope.name(item));
                return Err(table.refusal(*line, columns[0], reason).into());
            }
        }
        Ok(Self {
            classes,
            notes: table.notes().to_vec(),
        })
    }

    /// Labels of some of a task's items, in their order; [`NONE`] where there is none. Nothing
    /// where fewer than half have one: such a seat would cost what a missed commit costs.
    pub fn of(&self, first_item: u32, asked: &ItemSet) -> Option<Vec<u8>> {
        let label = |item: u32| {
            let class = self.classes.get(&(first_item + item));
            class.copied().unwrap_or(NONE)
        };
        let labels: Vec<u8> = asked.iter().map(label).collect();
        let given = labels.iter().filter(|label| **label != NONE).count();
        (given > 0 && given >= labels.len().div_ceil(2)).then_some(labels)
    }

    /// How many of some of a task's items have a label.
    pub fn count(&self, first_item: u32, asked: &ItemSet) -> usize {
        let has_label = |item: &u32| self.classes.contains_key(&(first_item + item));
        asked.iter().filter(has_label).count()
    }

    /// Items and classes, ascending.
    pub fn into_map(self) -> BTreeMap<u32, u8> {
        self.classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::terms::example;

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
            classes: &[],
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
        assert_eq!(labels.into_map(), BTreeMap::from([(0, 1), (1, 0)]));
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
}
