//! Paths: what is read is never written over.

use std::path::{Path, PathBuf};

use crate::{text::has_extension, Refusal};

/// What names of tables end with.
pub(crate) const EXTENSIONS: [&str; 7] = ["csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson"];

/// The one table of a folder that has some name, whatever it ends with.
pub fn find(folder: &Path, name: &str) -> Result<PathBuf, Refusal> {
    let shown = folder.display().to_string();
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Refusal::of_file(&shown, format!("cannot be read: {error}")))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            stem.is_some_and(|stem| stem.eq_ignore_ascii_case(name))
                && has_extension(path, &EXTENSIONS)
        })
        .collect();
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::of_file(
            shown,
            format!("has no {name}.csv, nor {name}.tsv, .json or .jsonl"),
        )),
        [one, other, ..] => Err(Refusal::of_file(
            shown,
            format!(
                "has {} and {}, expected one of them",
                one.display(),
                other.display()
            ),
        )),
    }
}

/// Refuses a file that cannot be written, before hours of work are lost on it. What is there stays as it is.
pub fn can_be_written(output: &Path) -> Result<(), Refusal> {
    let shown = output.display().to_string();
    if output.is_dir() {
        return Err(Refusal::of_file(shown, "is a folder, expected a file"));
    }
    if output.is_file() {
        let opened = std::fs::OpenOptions::new().append(true).open(output);
        return opened
            .map(drop)
            .map_err(|error| Refusal::of_file(shown, format!("cannot be written: {error}")));
    }
    let folder = output.parent().filter(|folder| {
        let is_named = !folder.as_os_str().is_empty();
        is_named && !folder.is_dir()
    });
    match folder {
        None => Ok(()),
        Some(folder) => {
            let reason = format!("cannot be written: no folder {}", folder.display());
            Err(Refusal::of_file(shown, reason))
        }
    }
}

/// Refuses to write over a file that is read, or that is written too, whatever its path is called.
pub fn keeps_inputs<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Refusal> {
    // A device has nothing that could be lost.
    if output.exists() && !output.is_file() {
        return Ok(());
    }
    for input in inputs {
        if is_same(output, input) {
            return Err(Refusal::of_file(
                output.display().to_string(),
                format!(
                    "would be written over {}; write to another file",
                    input.display()
                ),
            ));
        }
    }
    Ok(())
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (place(one), place(other)) {
        (Some(one), Some(other)) => one == other || is_linked(&one, &other),
        _ => one == other,
    }
}

/// Where a path leads, whether there is a file already or not.
fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = path.canonicalize() {
        return Some(place);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// Whether two files are one under two names.
#[cfg(unix)]
fn is_linked(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = |path: &Path| path.metadata().ok().map(|file| (file.dev(), file.ino()));
    file(one).is_some() && file(one) == file(other)
}

#[cfg(not(unix))]
fn is_linked(_: &Path, _: &Path) -> bool {
    false
}
