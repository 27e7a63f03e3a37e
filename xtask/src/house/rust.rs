//! Rust packages: what each file names of the others.

use std::collections::BTreeMap;
use std::mem;

use anyhow::Result;
use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, Item, ItemFn, ItemMod, Macro, Signature, TraitItemFn, Visibility};

use super::measured::{File, Function, House};
use super::modules::{attributes, is_test, leaves, Modules};
use super::names::Target;
use super::source::Sources;

/// Every package with sources.
pub fn houses(sources: &Sources) -> Result<Vec<House>> {
    let mut houses = Vec::new();
    for folder in sources.folders_with("Cargo.toml") {
        let manifest = sources.text(&format!("{folder}/Cargo.toml"));
        let path = format!("{folder}/src");
        let modules = Modules::read(sources, &path, library(manifest.unwrap_or_default()))?;
        if !modules.all.is_empty() {
            houses.push(house(sources, path, &modules));
        }
    }
    Ok(houses)
}

/// What a package's library is called by its programs.
fn library(manifest: &str) -> String {
    let name = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = "));
    name.unwrap_or_default().trim_matches('"').replace('-', "_")
}

fn house(sources: &Sources, folder: String, modules: &Modules) -> House {
    let mut files = BTreeMap::new();
    for (name, parsed) in &modules.files {
        let text = sources
            .text(&format!("{folder}/{name}"))
            .unwrap_or_default();
        let mut reader = Reader {
            modules,
            name,
            module: modules.of_file.get(name).copied().unwrap_or_default(),
            file: File {
                lines: text.lines().count(),
                ..File::default()
            },
        };
        for item in &parsed.items {
            reader.visit_item(item);
        }
        files.insert(name.clone(), reader.file);
    }
    House { folder, files }
}

/// Goes through one file.
struct Reader<'a> {
    modules: &'a Modules,
    name: &'a str,
    module: usize,
    file: File,
}

impl Reader<'_> {
    fn note(&mut self, path: &[String]) {
        match self.modules.resolve(self.module, path) {
            Some(Target::Item(module, name)) => {
                let file = self
                    .modules
                    .all
                    .get(module)
                    .map(|module| module.file.clone());
                self.import(file, name);
            }
            // A module's name alone is no import: what is used out of it is.
            Some(Target::Module(_)) => {}
            None => drop(self.file.foreign.insert(path.join("::"))),
        }
    }

    fn note_everything(&mut self, path: &[String]) {
        match self.modules.resolve(self.module, path) {
            Some(Target::Module(module) | Target::Item(module, _)) => {
                let file = self
                    .modules
                    .all
                    .get(module)
                    .map(|module| module.file.clone());
                self.import(file, "*".to_owned());
            }
            None => drop(self.file.foreign.insert(format!("{}::*", path.join("::")))),
        }
    }

    fn import(&mut self, file: Option<String>, name: String) {
        if let Some(file) = file.filter(|file| file != self.name) {
            self.file.imports.entry(file).or_default().insert(name);
        }
    }

    /// Paths in a macro's arguments, which are not parsed: names with `::` between them.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut colons = 0_usize;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.note_path(&path);
                        path.clear();
                    }
                    path.push(name.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons = colons.saturating_add(1);
                    continue;
                }
                TokenTree::Group(group) => self.note_tokens(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            self.note_path(&path);
            path.clear();
            colons = 0;
        }
        self.note_path(&path);
    }

    /// A path in code. A single name was brought by a `use`, which says the same.
    fn note_path(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.note(path);
        }
    }

    fn measure(&mut self, signature: &Signature, block: &Block) {
        let line = signature.span().start().line;
        let end = block.brace_token.span.close().end().line;
        self.file.functions.push(Function {
            name: signature.ident.to_string(),
            line,
            lines: lines(line, end),
        });
    }

    /// A module inside this file: its paths mean what they mean there.
    fn enter(&mut self, module: &ItemMod) {
        let here = self.modules.all.get(self.module);
        let child = here.and_then(|here| here.children.get(&module.ident.to_string()));
        let (Some(child), Some((_, items))) = (child, &module.content) else {
            return;
        };
        let before = mem::replace(&mut self.module, *child);
        for item in items {
            self.visit_item(item);
        }
        self.module = before;
    }

    fn leave_out(&mut self, span: proc_macro2::Span) {
        let lines = lines(span.start().line, span.end().line);
        self.file.lines = self.file.lines.saturating_sub(lines);
    }
}

fn lines(start: usize, end: usize) -> usize {
    end.saturating_sub(start).saturating_add(1)
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        if is_test(attributes(item)) {
            return self.leave_out(item.span());
        }
        if let Item::Use(item) = item {
            // A name that is handed on is imported by those who use it, from where it stands.
            if !matches!(item.vis, Visibility::Inherited) {
                return;
            }
            for (name, path) in leaves(&item.tree) {
                match name {
                    Some(_) => self.note(&path),
                    None => self.note_everything(&path),
                }
            }
        } else if let Item::Mod(item) = item {
            self.enter(item);
        } else {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if is_test(&function.attrs) {
            return self.leave_out(function.span());
        }
        self.measure(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a TraitItemFn) {
        if let Some(block) = &function.default {
            self.measure(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        self.note_path(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if let Some(name) = call.path.get_ident() {
            let file = self.modules.macros.get(&name.to_string()).cloned();
            self.import(file, format!("{name}!"));
        }
        self.note_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}
