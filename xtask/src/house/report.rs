//! What a person reads.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::list;
use super::measured::House;
use super::plan::room;

/// A package's rooms: files, lines, and which rooms each imports.
pub fn rooms(house: &House) -> String {
    let mut rooms = BTreeMap::<&str, (usize, usize, BTreeSet<&str>)>::new();
    for (name, file) in &house.files {
        let (files, lines, imports) = rooms.entry(room(name)).or_default();
        *files = files.saturating_add(1);
        *lines = lines.saturating_add(file.lines);
        imports.extend(file.imports.keys().map(|to| room(to)));
    }
    let mut text = format!("\n{}\n", house.folder);
    for (name, (files, lines, mut imports)) in rooms {
        imports.remove(name);
        let line = format!(
            "  {name:<18} {files:>3} files {lines:>5} lines  {}",
            list(imports)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
