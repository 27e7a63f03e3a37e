//! What labels are: how they are packed, and when two agree. A label is an answer to one question about one
//! item. A task's labels are laid out question by question: all items' answers to the first, then to the second.

use cosmwasm_std::StdError;
use pasar_common::{
    packed::{PackedError, Reader, Writer},
    task_registry::{SURE_MARGIN, SURE_SCALE_MARGIN},
};
use pasar_formats::{
    form,
    gold::{self, GoldError},
    number::{byte_count, count, index},
    packing::{self, PackingError},
};
use pasar_truth::{Question, Read, NONE};

/// What a campaign asks of every item: 1 to 32 questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels(Vec<Question>);

/// Where a label stands among those of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which question it answers.
    pub question: usize,
    /// Which item it is about.
    pub item: usize,
}

impl Labels {
    /// Labels that answer these questions.
    pub const fn of(questions: Vec<Question>) -> Self {
        Self(questions)
    }

    /// The questions.
    pub fn questions(&self) -> &[Question] {
        &self.0
    }

    /// The same with every scale read by its median. A panel decides so: between a verdict and those who say that it is
    /// wrong the mean lies somewhere that is neither, and a panel of three could never move it to where it belongs.
    pub fn by_medians(&self) -> Self {
        let median = |question: &Question| match *question {
            Question::Scale { levels, .. } => Question::Scale {
                levels,
                read: Read::Median,
            },
            classes @ Question::Classes(_) => classes,
        };
        Self(self.0.iter().map(median).collect())
    }

    /// How many labels a number of items has.
    pub fn of_items(&self, items: u32) -> u32 {
        items * count(self.0.len())
    }

    /// Cells that inferring all labels of one item takes: one for each class that they may say.
    pub fn cells_per_item(&self) -> u64 {
        let cells = |question: &Question| match *question {
            Question::Classes(classes) => u64::from(classes),
            Question::Scale { .. } => 0,
        };
        self.0.iter().map(cells).sum()
    }

    /// Bytes of the packed labels of a number of items.
    pub fn packed_len(&self, items: usize) -> usize {
        form::packed_len(&self.0, items)
    }

    /// The labels of a number of items out of their bytes.
    ///
    /// # Errors
    /// [`PackingError`] where the bytes are not what packing makes.
    pub fn unpack(&self, items: usize, packed: &[u8]) -> Result<Vec<u8>, PackingError> {
        form::unpack(&self.0, items, packed)
    }

    /// The same of stored bytes, which were checked before they were stored.
    pub fn unpack_stored(&self, items: usize, packed: &[u8]) -> Result<Vec<u8>, StdError> {
        self.unpack(items, packed)
            .map_err(|error| StdError::parse_err("labels", error))
    }

    /// The bytes of a verdict's labels.
    pub fn pack_verdict(&self, items: usize, labels: &[u8]) -> Result<Vec<u8>, StdError> {
        form::pack(&self.0, items, labels).map_err(|error| StdError::parse_err("verdict", error))
    }

    /// The bytes of some of a verdict's labels, ascending by place: those of each question packed by themselves.
    pub fn pack_some(&self, labels: &[(Place, u8)]) -> Result<Vec<u8>, StdError> {
        let mut packed = Vec::new();
        for (question, asked) in self.0.iter().enumerate() {
            let own = labels.iter().filter(|(at, _)| at.question == question);
            let own: Vec<u8> = own.map(|(_, label)| *label).collect();
            let bytes = packing::pack(asked.values(), &own);
            packed.extend(bytes.map_err(|error| StdError::parse_err("verdict", error))?);
        }
        Ok(packed)
    }

    /// The labels of a task's opened gold, one for every label of the task, most of them none.
    ///
    /// # Errors
    /// [`GoldError`] where it breaks a rule.
    pub fn read_gold(&self, gold: &[u8], items: u32) -> Result<Vec<u8>, GoldError> {
        gold::read(gold, items, &self.0)
    }

    /// The place of a task's label by its number.
    pub fn place(items: u32, number: u32) -> Place {
        Place {
            question: index(number.checked_div(items).unwrap_or(0)),
            item: index(number.checked_rem(items).unwrap_or(0)),
        }
    }

    /// How many items are sure of every question, by the margins of all labels of a task.
    pub fn sure_items(&self, items: usize, margins: &[i32]) -> u32 {
        let mut sure = vec![true; items];
        for (question, margins) in self.0.iter().zip(margins.chunks(items.max(1))) {
            let least = match question {
                Question::Classes(_) => SURE_MARGIN,
                Question::Scale { .. } => SURE_SCALE_MARGIN,
            };
            for (sure, margin) in sure.iter_mut().zip(margins) {
                *sure &= *margin >= least;
            }
        }
        count(sure.into_iter().filter(|sure| *sure).count())
    }

    /// Writes them. One question of classes is a byte, which is never zero; other forms have a zero, their number,
    /// and of each its kind and the number of its values.
    pub fn write(&self, to: &mut Writer) {
        if let [Question::Classes(classes)] = *self.0 {
            to.u8(classes);
            return;
        }
        to.u8(0).u8(byte_count(self.0.len()));
        for question in &self.0 {
            match *question {
                Question::Classes(classes) => to.u8(0).u8(classes),
                Question::Scale { levels, read } => to
                    .u8(match read {
                        Read::Mean => 1,
                        Read::Median => 2,
                    })
                    .u8(levels),
            };
        }
    }

    /// Reads them.
    ///
    /// # Errors
    /// [`PackedError`] where they end early or are of no known kind.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        match from.u8()? {
            0 => {}
            classes => return Ok(Self(vec![Question::Classes(classes)])),
        }
        let questions = from.u8()?;
        let read = |_| {
            let kind = from.u8()?;
            let values = from.u8()?;
            let scale = |read| Question::Scale {
                levels: values,
                read,
            };
            Ok(match kind {
                0 => Question::Classes(values),
                1 => scale(Read::Mean),
                2 => scale(Read::Median),
                found => return Err(from.unknown(found)),
            })
        };
        Ok(Self((0..questions).map(read).collect::<Result<_, _>>()?))
    }
}

/// Whether a label says anything.
pub const fn is_given(label: u8) -> bool {
    label != NONE
}

/// How many of them say anything.
pub fn given(labels: &[u8]) -> u32 {
    count(labels.iter().filter(|label| is_given(**label)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    pub const CLASSES: Question = Question::Classes(4);
    const SCORE: Question = Question::Scale {
        levels: 101,
        read: Read::Mean,
    };
    const GRADE: Question = Question::Scale {
        levels: 5,
        read: Read::Median,
    };

    fn mixed() -> Labels {
        Labels::of(vec![CLASSES, SCORE, GRADE])
    }

    #[test]
    fn a_verdict_reads_back() {
        let labels = Labels::of(vec![CLASSES]);
        let packed = labels.pack_verdict(3, &[0, 3, NONE]).unwrap();
        assert_eq!(packed.len(), labels.packed_len(3));
        assert_eq!(labels.unpack_stored(3, &packed), Ok(vec![0, 3, NONE]));
        let verdict = [0, 3, 100, NONE, 4, 4];
        let packed = mixed().pack_verdict(2, &verdict).unwrap();
        assert_eq!(packed, [0x30, 100, 255, 0x44]);
        assert_eq!(mixed().unpack_stored(2, &packed), Ok(verdict.to_vec()));
    }

    #[test]
    fn some_labels_are_packed_question_by_question() {
        let at = |question, item| Place { question, item };
        let some = [(at(0, 1), 2), (at(0, 5), NONE), (at(2, 0), 4)];
        assert_eq!(mixed().pack_some(&some), Ok(vec![0xf2, 0x04]));
        assert_eq!(Labels::place(10, 25), at(2, 5));
    }

    #[test]
    fn an_item_is_sure_where_all_of_it_is() {
        let (class, scale) = (SURE_MARGIN, SURE_SCALE_MARGIN);
        let margins = [
            class,
            class - 1,
            class,
            scale,
            scale,
            scale - 1,
            scale,
            scale,
            scale,
        ];
        assert_eq!(mixed().sure_items(3, &margins), 1);
        let classes = Labels::of(vec![CLASSES]);
        assert_eq!(classes.sure_items(3, &margins[..3]), 2);
    }

    #[test]
    fn what_is_asked_is_counted() {
        assert_eq!((mixed().of_items(50), mixed().cells_per_item()), (150, 4));
        assert_eq!(given(&[0, NONE, 3]), 2);
    }
}
