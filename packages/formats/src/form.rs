//! Answers to one question or several, packed one question after the other: those of all asked items to the
//! first question as [`crate::packing`] packs labels, padded to a byte, then those to the second.
//!
//! One question of classes packs as its labels do. The answers of a task have numbers: answer
//! `question * items + item` is the item's to that question, where `items` is the task's number of items.
//! `packages/formats/vectors/form.json` has vectors for other languages.

use pasar_truth::Question;

use crate::packing::{self, PackingError};

/// Bytes that the answers to so many items take.
pub fn packed_len(questions: &[Question], items: usize) -> usize {
    let bytes = |question: &Question| packing::packed_len(question.values(), items);
    questions.iter().map(bytes).fold(0, usize::saturating_add)
}

/// Packs answers, laid out question by question (`NONE` = 255 for "no label"), to so many items.
///
/// # Errors
/// [`PackingError`] where an answer is no value of its question, or there is not one for each.
pub fn pack(questions: &[Question], items: usize, answers: &[u8]) -> Result<Vec<u8>, PackingError> {
    let wanted = questions.len().saturating_mul(items);
    if answers.len() != wanted {
        return Err(PackingError::Answers {
            found: answers.len(),
            wanted,
        });
    }
    if let [only] = questions {
        return packing::pack(only.values(), answers);
    }
    let mut packed = Vec::with_capacity(packed_len(questions, items));
    let mut rest = answers;
    for (question, asked) in questions.iter().enumerate() {
        let (plane, later) = rest.split_at_checked(items).unwrap_or((rest, &[]));
        rest = later;
        packed.extend(of_question(question, packing::pack(asked.values(), plane))?);
    }
    Ok(packed)
}

/// Unpacks the answers to exactly so many items, laid out question by question; "no label" comes out as
/// `NONE`.
///
/// # Errors
/// [`PackingError`] where the length, an answer or the padding is wrong.
pub fn unpack(
    questions: &[Question],
    items: usize,
    packed: &[u8],
) -> Result<Vec<u8>, PackingError> {
    if let [only] = questions {
        return packing::unpack(only.values(), items, packed);
    }
    let wanted = packed_len(questions, items);
    if packed.len() != wanted {
        return Err(PackingError::Length {
            found: packed.len(),
            wanted,
        });
    }
    let mut answers = Vec::with_capacity(questions.len().saturating_mul(items));
    let mut rest = packed;
    for (question, asked) in questions.iter().enumerate() {
        let bytes = packing::packed_len(asked.values(), items);
        let (plane, later) = rest.split_at_checked(bytes).unwrap_or((rest, &[]));
        rest = later;
        let plane = packing::unpack(asked.values(), items, plane);
        answers.extend(of_question(question, plane)?);
    }
    Ok(answers)
}

/// Says which question an error is about.
fn of_question<T>(question: usize, done: Result<T, PackingError>) -> Result<T, PackingError> {
    done.map_err(|reason| PackingError::Question {
        question,
        reason: Box::new(reason),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_truth::{Read, NONE};
    use proptest::prelude::*;

    const TAG: Question = Question::Classes(2);
    const SCORE: Question = Question::Scale {
        levels: 101,
        read: Read::Mean,
    };
    const GRADE: Question = Question::Scale {
        levels: 5,
        read: Read::Median,
    };

    #[test]
    fn every_question_begins_with_a_byte_of_its_own() {
        let answers = [1, 0, NONE, 4, NONE, 0, 100, NONE, 7];
        let packed = pack(&[TAG, GRADE, SCORE], 3, &answers).unwrap();
        assert_eq!(packed, [0b11_00_01, 0xf4, 0x00, 100, 255, 7]);
        assert_eq!(packed.len(), packed_len(&[TAG, GRADE, SCORE], 3));
        assert_eq!(unpack(&[TAG, GRADE, SCORE], 3, &packed).unwrap(), answers);
    }

    #[test]
    fn one_question_packs_as_its_labels_do() {
        let labels = [0, 1, NONE, 1, 0];
        let packed = pack(&[TAG], 5, &labels).unwrap();
        assert_eq!(packed, packing::pack(2, &labels).unwrap());
    }

    #[test]
    fn a_refusal_says_which_question_it_is_about() {
        let said = |done: Result<Vec<u8>, PackingError>| done.unwrap_err().to_string();
        assert_eq!(
            said(pack(&[TAG, GRADE], 2, &[0, 1, 4, 5])),
            "question 1: label 5 at position 1: expected one below 5 or no label"
        );
        assert_eq!(
            said(unpack(&[TAG, GRADE], 1, &[0b100, 0])),
            "question 0: the bits after the last label are 0b00000100, expected zeros"
        );
        assert_eq!(
            said(unpack(&[TAG, GRADE], 2, &[0])),
            "packed labels have 1 bytes, expected 2"
        );
        assert_eq!(
            said(pack(&[TAG, GRADE], 2, &[0])),
            "1 answers, expected 4: one for every item and question"
        );
        assert_eq!(
            said(unpack(&[SCORE], 1, &[101])),
            "label 101 at position 0: expected one below 101 or no label"
        );
    }

    proptest! {
        #[test]
        fn unpacking_reverses_packing(
            values in prop::collection::vec(2u8..=255, 1..8),
            raw in prop::collection::vec(any::<u8>(), 0..120),
        ) {
            let questions: Vec<Question> = values
                .iter()
                .map(|&levels| Question::Scale { levels, read: Read::Mean })
                .collect();
            let items = raw.len().checked_div(questions.len()).unwrap();
            let answers: Vec<u8> = values
                .iter()
                .flat_map(|&levels| raw.iter().take(items).map(move |&said| {
                    if said > 230 { NONE } else { said.checked_rem(levels).unwrap() }
                }))
                .collect();
            let packed = pack(&questions, items, &answers).unwrap();
            prop_assert_eq!(packed.len(), packed_len(&questions, items));
            prop_assert_eq!(unpack(&questions, items, &packed).unwrap(), answers);
        }
    }
}
