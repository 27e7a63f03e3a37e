//! Which column of a file is what.

use crate::alike::shown;

/// A column that is looked for: what it is called, and other names that it may have.
///
/// The first group of names that the file has decides. Two columns of one group could be the same
/// thing, and are refused. A name that ends with `*` stands for all that begin so.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it is.
    pub name: &'static str,
    /// Groups of names, the surest first; in small letters, with `_` for spaces.
    pub groups: &'static [&'static [&'static str]],
}

/// The item of a label, by name.
pub const ITEM: Column = Column {
    name: "item",
    groups: &[
        &["item"],
        &[
            "item_id", "task", "task_id", "question", "orig_id", "input.*", "input:*",
        ],
        &["hitid"],
    ],
};

/// The item of a label in a campaign, by name or number: as [`ITEM`], and `id` as files of items have
/// it.
pub const ITEM_OF_CAMPAIGN: Column = Column {
    name: "item",
    groups: &[
        &["item"],
        &["id"],
        &[
            "item_id", "task", "task_id", "question", "orig_id", "input.*", "input:*",
        ],
        &["hitid"],
    ],
};

/// Who gave a label.
pub const LABELER: Column = Column {
    name: "labeler",
    groups: &[&[
        "labeler",
        "labeller",
        "labeler_id",
        "labeller_id",
        "worker",
        "worker_id",
        "workerid",
        "annotator",
        "annotator_id",
        "performer",
        "assignment:worker_id",
        "!amt_worker_ids",
    ]],
};

/// A label that somebody gave.
pub const LABEL: Column = Column {
    name: "label",
    groups: &[&[
        "label", "class", "answer", "choice", "response", "answer.*", "output:*",
    ]],
};

/// A label that is known to be right.
pub const TRUTH: Column = Column {
    name: "label",
    groups: &[&[
        "label",
        "class",
        "answer",
        "truth",
        "true_label",
        "ground_truth",
        "gold",
        "gold_label",
        "golden:*",
    ]],
};

/// Where somebody put an item on a scale.
pub const VALUE: Column = Column {
    name: "value",
    groups: &[
        &["value", "rating", "score", "number"],
        &["label", "answer", "response", "answer.*", "output:*"],
    ],
};

/// Where an item is known to be on a scale.
pub const TRUE_VALUE: Column = Column {
    name: "value",
    groups: &[
        &["value", "rating", "score", "number"],
        &["truth", "ground_truth", "gold", "golden:*"],
        &["label", "answer"],
    ],
};

/// The tags that somebody gave an item, as a number with a bit for each.
pub const TAGS: Column = Column {
    name: "mask",
    groups: &[&["mask"], &["tags"]],
};

/// One tag, by number from zero.
pub const TAG: Column = Column {
    name: "tag",
    groups: &[&["tag"]],
};

/// What an item that is a pair shows first.
pub const FIRST: Column = Column {
    name: "first",
    groups: &[&["first", "a", "option_a", "response_a"]],
};

/// What an item that is a pair shows second.
pub const SECOND: Column = Column {
    name: "second",
    groups: &[&["second", "b", "option_b", "response_b"]],
};

/// Columns that an export of Label Studio has, and hardly anything else.
const OF_LABEL_STUDIO: &str = "annotation_id";

/// A column's name as names are compared: in small letters, `_` for spaces and hyphens, without what
/// cannot be seen.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
        .collect::<String>()
        .trim()
        .replace([' ', '-', '\u{a0}'], "_")
        .to_lowercase()
}

/// Whether a column has one of some names.
fn is_one_of(name: &str, names: &[&str]) -> bool {
    let plain = plain(name);
    names.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => plain.starts_with(start),
        None => plain == *known,
    })
}

/// Columns of a header that have one of some names.
pub(crate) fn with_names(header: &[String], names: &[&str]) -> Vec<usize> {
    let columns = header.iter().enumerate();
    columns
        .filter(|(_, name)| is_one_of(name, names))
        .map(|(column, _)| column)
        .collect()
}

/// Columns as they are told: `"a" and "b"`.
pub(crate) fn told(header: &[String], columns: &[usize]) -> String {
    let names = columns.iter().filter_map(|column| header.get(*column));
    names
        .map(|name| shown(name))
        .collect::<Vec<_>>()
        .join(" and ")
}

/// Finds a column. Returns its place, and what should be known about others that it could have been; or
/// why there is none.
///
/// `called` is what columns of the file are called: columns, or fields.
pub(crate) fn find(
    header: &[String],
    wanted: &Column,
    called: &str,
) -> Result<(usize, Option<String>), String> {
    let mut groups = wanted.groups.iter();
    let found = groups.find_map(|names| match with_names(header, names).as_slice() {
        [] => None,
        [one] => Some(Ok((*one, *names))),
        several => Some(Err(told(header, several))),
    });
    let name = wanted.name;
    let Some(found) = found else {
        return Err(missing(header, name, called));
    };
    let (column, names) = found.map_err(|several| {
        format!("{several} could each be the {name}; keep one, or rename what is none")
    })?;
    let is_numbered = names.contains(&"id") && !with_names(header, &[OF_LABEL_STUDIO]).is_empty();
    if is_numbered {
        return Err(format!(
            "\"id\" is Label Studio's own number of its task, which need not be the {name}; expected \
             a {called} {name:?}"
        ));
    }
    let others: Vec<usize> = groups.flat_map(|names| with_names(header, names)).collect();
    let note = (!others.is_empty()).then(|| {
        let one = told(header, &[column]);
        let others = told(header, &others);
        format!("{one} is the {name}; {others} is not read as one")
    });
    Ok((column, note))
}

/// Why a column was not found.
fn missing(header: &[String], name: &str, called: &str) -> String {
    let mut reason = format!("no {called} {name:?}; found {:?}", header.join(","));
    let separator = [(";", "\";\""), ("\t", "tabs"), ("|", "\"|\"")]
        .into_iter()
        .find(|(separator, _)| header.iter().any(|name| name.contains(separator)));
    if let Some((_, told)) = separator {
        reason.push_str(&format!(
            "; it seems to be separated by {told}, expected commas"
        ));
    }
    if name == "item" && !with_names(header, &["id"]).is_empty() {
        reason.push_str("; \"id\" may number the lines: call the column of items \"item\"");
    }
    reason
}
