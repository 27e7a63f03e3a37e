//! The modules of a Rust crate: in which file each stands, and what it declares.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use syn::{Attribute, Expr, Item, Lit, Meta, UseTree};

use super::source::Sources;

/// A module, in a file of its own or inside another's.
pub struct Module {
    /// Its file, from the folder of sources.
    pub file: String,
    /// The crate's root, itself for the root.
    pub root: usize,
    /// What `super` means.
    pub parent: usize,
    /// Modules that it declares.
    pub children: BTreeMap<String, usize>,
    /// Types, functions, constants, macros that it defines.
    pub items: BTreeSet<String>,
    /// Names that it imports or hands on, with the path of each.
    pub uses: BTreeMap<String, Vec<String>>,
    /// What it imports everything of.
    pub globs: Vec<Vec<String>>,
}

/// All modules of a package: of its library, and of each of its programs.
pub struct Modules {
    /// By number.
    pub all: Vec<Module>,
    /// What programs call the library.
    pub library: String,
    /// Macros by name, with the file that defines each.
    pub macros: BTreeMap<String, String>,
    /// The parsed files.
    pub files: BTreeMap<String, syn::File>,
    /// The module of each file.
    pub of_file: BTreeMap<String, usize>,
}

/// Where modules are read from.
struct Folder<'a> {
    sources: &'a Sources,
    path: &'a str,
}

/// Where a module stands.
struct Place<'a> {
    file: &'a str,
    /// The folder in which its modules are looked for, with `/` at its end.
    inside: &'a str,
    root: usize,
    parent: usize,
}

impl Modules {
    /// Reads a package whose sources are in the folder `path`.
    pub fn read(sources: &Sources, path: &str, library: String) -> Result<Self> {
        let mut modules = Modules {
            all: Vec::new(),
            library,
            macros: BTreeMap::new(),
            files: BTreeMap::new(),
            of_file: BTreeMap::new(),
        };
        let folder = Folder { sources, path };
        for root in roots(sources, path) {
            let number = modules.all.len();
            modules.add_file(&folder, &root, number, number)?;
        }
        Ok(modules)
    }

    /// The root of the library.
    pub fn library(&self) -> Option<usize> {
        self.of_file.get("lib.rs").copied()
    }

    fn add_file(
        &mut self,
        from: &Folder<'_>,
        file: &str,
        root: usize,
        parent: usize,
    ) -> Result<usize> {
        let path = format!("{}/{file}", from.path);
        let text = from
            .sources
            .text(&path)
            .with_context(|| format!("{path} is missing"))?;
        let parsed = syn::parse_file(text).with_context(|| path.clone())?;
        let inside = submodules(file);
        let place = Place {
            file,
            inside: &inside,
            root,
            parent,
        };
        let number = self.add_module(from, &place, &parsed.items)?;
        self.of_file.insert(file.to_owned(), number);
        self.files.insert(file.to_owned(), parsed);
        Ok(number)
    }

    fn add_module(&mut self, from: &Folder<'_>, at: &Place<'_>, items: &[Item]) -> Result<usize> {
        let number = self.all.len();
        self.all.push(Module {
            file: at.file.to_owned(),
            root: at.root,
            parent: at.parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            uses: BTreeMap::new(),
            globs: Vec::new(),
        });
        let mut module = Declared::default();
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            if let Item::Mod(child) = item {
                let name = child.ident.to_string();
                let child = match &child.content {
                    Some((_, items)) => {
                        let inside = format!("{}{name}/", at.inside);
                        let place = Place {
                            inside: &inside,
                            parent: number,
                            ..*at
                        };
                        self.add_module(from, &place, items)?
                    }
                    None => {
                        let file = find(from, at, &name, &child.attrs);
                        self.add_file(from, &file, at.root, number)?
                    }
                };
                module.children.insert(name, child);
            } else {
                module.declare(item);
            }
        }
        for name in &module.macros {
            self.macros.insert(name.clone(), at.file.to_owned());
        }
        if let Some(place) = self.all.get_mut(number) {
            place.children = module.children;
            place.items = module.items;
            place.uses = module.uses;
            place.globs = module.globs;
        }
        Ok(number)
    }
}

/// What a module's items declare.
#[derive(Default)]
struct Declared {
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    macros: BTreeSet<String>,
    uses: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
}

impl Declared {
    fn declare(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::TraitAlias(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            Item::Use(item) => {
                for (name, path) in leaves(&item.tree) {
                    match name {
                        Some(name) => drop(self.uses.insert(name, path)),
                        None => self.globs.push(path),
                    }
                }
                return;
            }
            Item::Macro(item) => {
                let names = item.ident.iter().map(ToString::to_string);
                self.macros.extend(names);
                return;
            }
            Item::ExternCrate(_) | Item::ForeignMod(_) | Item::Impl(_) | Item::Mod(_) => return,
            Item::Verbatim(_) => return,
            _ => return,
        };
        self.items.insert(name.to_string());
    }
}

/// The names that a `use` brings, each with its path; no name for everything.
pub fn leaves(tree: &UseTree) -> Vec<(Option<String>, Vec<String>)> {
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut found);
    found
}

fn walk(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<(Option<String>, Vec<String>)>) {
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.to_string());
            walk(&step.tree, path, found);
            path.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, path, found);
            }
        }
        UseTree::Name(leaf) => {
            let mut whole = path.clone();
            if leaf.ident != "self" {
                whole.push(leaf.ident.to_string());
            }
            found.push((whole.last().cloned(), whole));
        }
        UseTree::Rename(leaf) => {
            let mut whole = path.clone();
            if leaf.ident != "self" {
                whole.push(leaf.ident.to_string());
            }
            found.push((Some(leaf.rename.to_string()), whole));
        }
        UseTree::Glob(_) => found.push((None, path.clone())),
    }
}

/// The roots of a package's crates: its library first, then its programs.
fn roots(sources: &Sources, path: &str) -> Vec<String> {
    let names = sources
        .0
        .keys()
        .filter_map(|file| file.strip_prefix(path)?.strip_prefix('/'));
    let is_root = |file: &&str| {
        let program = file
            .strip_prefix("bin/")
            .map(|rest| rest.split('/').collect::<Vec<_>>());
        let program = match program.as_deref() {
            Some([file]) => file.ends_with(".rs"),
            Some([_, file]) => *file == "main.rs",
            _ => false,
        };
        program || ["lib.rs", "main.rs"].contains(file)
    };
    let mut roots: Vec<String> = names.filter(is_root).map(str::to_owned).collect();
    roots.sort_by_key(|file| (file != "lib.rs", file.clone()));
    roots
}

/// The folder in which a file's modules are looked for, with `/` at its end.
fn submodules(file: &str) -> String {
    let (folder, name) = match file.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), file),
    };
    let root = ["lib.rs", "main.rs", "mod.rs"].contains(&name) || folder == "bin/";
    match name.strip_suffix(".rs") {
        Some(name) if !root => format!("{folder}{name}/"),
        _ => folder,
    }
}

/// The file of a module that is declared at a place.
fn find(from: &Folder<'_>, at: &Place<'_>, name: &str, attributes: &[Attribute]) -> String {
    if let Some(path) = attributes.iter().find_map(path_of) {
        let folder = at.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        return format!("{folder}/{path}")
            .trim_start_matches('/')
            .to_owned();
    }
    let flat = format!("{}{name}.rs", at.inside);
    if from
        .sources
        .text(&format!("{}/{flat}", from.path))
        .is_some()
    {
        return flat;
    }
    format!("{}{name}/mod.rs", at.inside)
}

/// `#[path = "..."]`.
fn path_of(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(value) = &pair.value else {
        return None;
    };
    let Lit::Str(path) = &value.lit else {
        return None;
    };
    pair.path.is_ident("path").then(|| path.value())
}

/// Whether something is there for tests only.
pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let condition = list.tokens.to_string();
            let mut words = condition.split(|c: char| !c.is_alphanumeric() && c != '_');
            let negated = condition.contains("not");
            list.path.is_ident("cfg") && !negated && words.any(|word| word == "test")
        }
        Meta::NameValue(_) => false,
    })
}

/// An item's attributes.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Verbatim(_) => &[],
        _ => &[],
    }
}
