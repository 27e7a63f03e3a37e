//! What is asked in the campaigns here, and what labelers answer.

use pasar_common::task_registry::{ClassQuestion, Question, Read, ScaleQuestion};
use pasar_drand::noise::mix;
use pasar_formats::form::pack;
use pasar_truth::Question as Asked;

/// A labeler of a scale who sees the truth is off by at most one part in so many of it.
const NEAR: u8 = 10;

/// One question of so many classes.
pub fn classes(classes: u8) -> Vec<Question> {
    vec![Question::of_classes(
        (0..classes).map(|class| format!("class {class}")),
    )]
}

/// So many questions of so many classes each.
pub fn form(count: u8, classes: u8) -> Vec<Question> {
    let question = |n| {
        Question::Classes(ClassQuestion {
            name: format!("question {n}"),
            classes: (0..classes).map(|class| format!("c{class}")).collect(),
        })
    };
    (0..count).map(question).collect()
}

/// So many questions, each whether a tag fits.
pub fn tags(count: u8) -> Vec<Question> {
    form(count, 2)
}

/// So many scales of so many levels, read as their mean.
pub fn scales(count: u8, levels: u8, read: Read) -> Vec<Question> {
    let scale = |n| {
        Question::Scale(ScaleQuestion {
            name: format!("scale {n}"),
            levels,
            from: "0".into(),
            to: (levels - 1).to_string(),
            read,
        })
    };
    (0..count).map(scale).collect()
}

/// A seat's answers to all questions about these items, packed.
///
/// # Panics
/// Never: answers are values of their questions.
pub(crate) fn packed(questions: &[Question], task: u32, items: &[u32], labeler: &str) -> Vec<u8> {
    let form: Vec<Asked> = questions.iter().map(Question::asked).collect();
    let planes = (0u8..).zip(&form).flat_map(|(question, asked)| {
        let answer = move |&item| answer(*asked, question, task, item, labeler);
        items.iter().map(answer)
    });
    let answers: Vec<u8> = planes.collect();
    pack(&form, items.len(), &answers).expect("answers are values of their questions")
}

fn answer(asked: Asked, question: u8, task: u32, item: u32, labeler: &str) -> u8 {
    let noise = noise(question, task, item, labeler);
    let truth = true_answer(asked, question, task, item);
    match asked {
        Asked::Classes(classes) if noise.is_multiple_of(5) => {
            ((noise >> 8) % u64::from(classes)) as u8
        }
        Asked::Classes(_) => truth,
        Asked::Scale { levels, .. } if noise.is_multiple_of(5) => {
            ((noise >> 8) % u64::from(levels)) as u8
        }
        Asked::Scale { levels, .. } => {
            let near = levels / NEAR;
            let off = ((noise >> 8) % (2 * u64::from(near) + 1)) as u8;
            truth
                .saturating_add(off)
                .saturating_sub(near)
                .min(levels - 1)
        }
    }
}

fn noise(question: u8, task: u32, item: u32, labeler: &str) -> u64 {
    let who = labeler.bytes().fold(7, |h, b| mix(h ^ u64::from(b)));
    mix(place(question, task, item) ^ who)
}

/// The true answer about an item.
pub(crate) fn true_answer(asked: Asked, question: u8, task: u32, item: u32) -> u8 {
    ((mix(place(question, task, item)) >> 8) % asked.values() as u64) as u8
}

fn place(question: u8, task: u32, item: u32) -> u64 {
    u64::from(question) << 56 ^ u64::from(task) << 32 ^ u64::from(item)
}

/// A labeler's class: the true one four times out of five, else any.
pub(crate) fn label(classes: u8, task: u32, item: u32, labeler: &str) -> u8 {
    answer(Asked::Classes(classes), 0, task, item, labeler)
}

/// The true class of an item.
pub(crate) fn truth(classes: u8, task: u32, item: u32) -> u8 {
    true_answer(Asked::Classes(classes), 0, task, item)
}
