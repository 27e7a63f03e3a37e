//! Questions of a campaign: as terms write them, and answers to them as tables do.

mod answers;
mod file;
mod tags;

pub use answers::{described, labels, rounded, scale};
pub use file::{asked, falling, ClassesFile, QuestionsFile};
pub use tags::{tag_of, tag_question, NO_YES};
