//! Labels that somebody gave, from a CSV `item,label`.

use std::{collections::BTreeMap, path::Path};

use anyhow::{bail, Result};
use pasar_common::{item_set::ItemSet, task_registry::Terms};
use pasar_truth::NONE;

use super::items::Items;
use crate::crowd::{Column, Table};

const ITEM: Column = Column("item", &["item", "id"]);
const LABEL: Column = Column("label", &["label", "class", "answer"]);

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
            classes: &terms.classes,
            items: terms.items,
            names,
        }
    }

    /// The number of an item: by its name where names are known.
    pub fn item(&self, text: &str) -> Option<u32> {
        let number = match self.names {
            Some(names) => names.number(text),
            None => text.parse().ok(),
        };
        number.filter(|number| *number < self.items)
    }

    /// A class by its name, else by its number.
    pub fn class(&self, text: &str) -> Option<u8> {
        let place = self.classes.iter().position(|class| class == text);
        let place = place.or_else(|| text.parse().ok());
        let place = place.filter(|place| *place < self.classes.len());
        place.and_then(|place| u8::try_from(place).ok())
    }

    /// What an item that is none should have been.
    pub fn wanted_item(&self) -> String {
        match self.names {
            Some(_) => "a name of the items' file".to_owned(),
            None => format!("a number below {} (names need --items)", self.items),
        }
    }
}

/// A class by item, its number in the campaign.
#[derive(Debug)]
pub struct Labels(BTreeMap<u32, u8>);

impl Labels {
    /// Reads a file. Items stand by their name where names are known, else by number; labels by
    /// the name of their class, else by number. Errors name file, line and column.
    pub fn read(path: &Path, scope: Scope<'_>) -> Result<Self> {
        let table = Table::open(path, &[&ITEM, &LABEL])?;
        let name = table.name.clone();
        let columns = [table.columns[0] + 1, table.columns[1] + 1];
        let mut labels = BTreeMap::new();
        let rows = table.rows()?;
        if rows.is_empty() {
            bail!("{name}: line 2: no labels");
        }
        for (line, fields) in rows {
            let place = |column: usize| format!("{name}: line {line}, column {}", columns[column]);
            let Some(item) = scope.item(&fields[0]) else {
                let wanted = scope.wanted_item();
                bail!("{}: item {:?}, expected {wanted}", place(0), fields[0]);
            };
            let Some(class) = scope.class(&fields[1]) else {
                let known = scope.classes.join(", ");
                bail!(
                    "{}: label {:?}, expected one of {known}",
                    place(1),
                    fields[1]
                );
            };
            if labels.insert(item, class).is_some() {
                bail!("{}: item {:?} stands twice", place(0), fields[0]);
            }
        }
        Ok(Self(labels))
    }

    /// Labels of some of a task's items, in their order; [`NONE`] where there is none. Nothing
    /// where fewer than half have one: such a seat would cost what a missed commit costs.
    pub fn of(&self, first_item: u32, asked: &ItemSet) -> Option<Vec<u8>> {
        let label = |item: u32| self.0.get(&(first_item + item)).copied().unwrap_or(NONE);
        let labels: Vec<u8> = asked.iter().map(label).collect();
        let given = labels.iter().filter(|label| **label != NONE).count();
        (given > 0 && given >= labels.len().div_ceil(2)).then_some(labels)
    }

    /// Items and classes, ascending.
    pub fn into_map(self) -> BTreeMap<u32, u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::terms_file::example;

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
    fn classes_stand_by_name_first_and_then_by_number() {
        let classes = ["1", "0", "cat"].map(str::to_owned);
        let scope = Scope {
            classes: &classes,
            items: 1,
            names: None,
        };
        let found = ["1", "0", "cat", "2", "3", "dog"].map(|text| scope.class(text));
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(2), None, None]);
    }

    #[test]
    fn labels_are_those_of_the_items_that_are_asked() {
        let labels = read("item,label\n51,class-1\n50,0\n3,1\n", None).unwrap();
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
            ("item,label\n0,\n", "line 2, column 2: the field is empty"),
            ("item\n0\n", "line 1: no column \"label\"; found \"item\""),
            ("item,label\n", "line 2: no labels"),
        ] {
            assert_eq!(refusal(text), wanted);
        }
    }
}
