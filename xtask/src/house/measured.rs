//! What is measured.

use std::collections::{BTreeMap, BTreeSet};

/// A package, as far as its own files import each other.
pub struct House {
    /// Its folder, from the root of the repository.
    pub folder: String,
    /// Its files by their path inside the folder of sources, `execute/claim.rs`.
    pub files: BTreeMap<String, File>,
}

/// One file, tests left out.
#[derive(Default)]
pub struct File {
    /// How many lines it has.
    pub lines: usize,
    /// Files of the same package that it names, each with the names used.
    pub imports: BTreeMap<String, BTreeSet<String>>,
    /// What it names of other packages, `cosmwasm_std::Deps`.
    pub foreign: BTreeSet<String>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A function, as long as it is in the file: from its name to its closing brace.
pub struct Function {
    /// What it is called.
    pub name: String,
    /// Where it begins.
    pub line: usize,
    /// How many lines it has.
    pub lines: usize,
}
