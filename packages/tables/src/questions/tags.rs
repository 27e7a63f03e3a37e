//! Tags, each a question of its own.

use pasar_common::task_registry::{ClassQuestion, Question};

/// What stands between the name of tags and each of them, in the names of their questions.
const WITHIN: char = '/';
/// The classes of a tag: that an item does not have it, and that it does.
pub const NO_YES: [&str; 2] = ["no", "yes"];

/// A question as it asks for one tag of a group.
#[must_use]
pub fn tag_question(group: &str, tag: &str) -> Question {
    Question::Classes(ClassQuestion {
        name: format!("{group}{WITHIN}{tag}"),
        classes: NO_YES.map(str::to_owned).to_vec(),
    })
}

/// The tag that a question asks for, if it is one of a group.
#[must_use]
pub fn tag_of<'a>(question: &'a Question, group: &str) -> Option<&'a str> {
    let Question::Classes(of) = question else {
        return None;
    };
    let tag = of.name.strip_prefix(group)?.strip_prefix(WITHIN)?;
    (of.classes == NO_YES && !tag.is_empty()).then_some(tag)
}
