//! What a path means: the module or the item that it leads to, through whatever hands it on.

use super::modules::Modules;

/// More steps than any path takes: a name that is handed around in a circle leads nowhere.
const MOST_STEPS: usize = 32;

/// Where a path leads.
pub enum Target {
    /// To a module.
    Module(usize),
    /// To something that a module defines.
    Item(usize, String),
}

impl Modules {
    /// What `path` means in a module; nothing where it leads out of the package.
    pub fn resolve(&self, module: usize, path: &[String]) -> Option<Target> {
        self.follow(module, path, MOST_STEPS)
    }

    fn follow(&self, module: usize, path: &[String], steps: usize) -> Option<Target> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let here = self.all.get(module)?;
        let mut at = match first.as_str() {
            "crate" => Target::Module(here.root),
            "self" => Target::Module(module),
            "super" => Target::Module(here.parent),
            name => match self.look_up(module, name, rest.is_empty(), steps) {
                None if name == self.library => Target::Module(self.library()?),
                found => found?,
            },
        };
        let mut rest = rest.iter().peekable();
        while let Some(name) = rest.next() {
            let Target::Module(module) = at else { break };
            at = match name.as_str() {
                "super" => Target::Module(self.all.get(module)?.parent),
                name => self.look_up(module, name, rest.peek().is_none(), steps)?,
            };
        }
        Some(at)
    }

    /// What a name means in a module. A function may be called as the module it is in: at the end
    /// of a path the function is meant, before it the module.
    fn look_up(&self, module: usize, name: &str, last: bool, steps: usize) -> Option<Target> {
        let steps = steps.checked_sub(1)?;
        let here = self.all.get(module)?;
        let child = here.children.get(name).map(|child| Target::Module(*child));
        if child.is_some() && !last {
            return child;
        }
        if here.items.contains(name) {
            return Some(Target::Item(module, name.to_owned()));
        }
        let handed_on = || self.follow(module, here.uses.get(name)?, steps);
        let in_globs = || {
            here.globs
                .iter()
                .find_map(|glob| match self.follow(module, glob, steps)? {
                    Target::Module(other) if other != module => {
                        self.look_up(other, name, last, steps)
                    }
                    Target::Module(_) | Target::Item(..) => None,
                })
        };
        handed_on().or(child).or_else(in_globs)
    }
}
