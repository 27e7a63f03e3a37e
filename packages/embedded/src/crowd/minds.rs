//! What the crowd thinks: of the examples what their tables say, with mistakes; of other items something that most of
//! them agree upon, as they cannot see them.

use std::collections::BTreeMap;

use pasar_common::task_registry::{Question, Terms};
use sha2::{Digest, Sha256};

use crate::campaigns::{Example, Known, Plan};

/// Of one hundred labels of what nobody told them, how many are another class or level than the most common one.
const STRANGE_WRONG: u64 = 15;

/// Everything that they know.
pub struct Minds(BTreeMap<Vec<u8>, (Vec<Known>, &'static Plan)>);

impl Minds {
    /// What the tables of examples say.
    pub fn of(examples: &[Example]) -> Self {
        let known = examples.iter().map(|example| {
            let mind = (example.opinions.clone(), example.plan);
            (example.root.to_vec(), mind)
        });
        Self(known.collect())
    }

    /// The example that a campaign is of.
    pub fn plan(&self, terms: &Terms) -> Option<&'static Plan> {
        self.0
            .get(terms.manifest.root.as_slice())
            .map(|(_, plan)| *plan)
    }

    /// What a labeler says of an item of a campaign to one of its questions; none where they do not know.
    pub fn label(&self, terms: &Terms, labeler: usize, question: usize, item: u32) -> Option<u8> {
        let root = terms.manifest.root.as_slice();
        let asked = terms.questions.get(question)?;
        let values = u64::try_from(asked.asked().values()).unwrap_or(u64::MAX);
        let before = u32::try_from(question).ok()?.saturating_mul(terms.items);
        let answer = before.saturating_add(item);
        let (said, wrong) = match self.0.get(root) {
            Some((opinions, plan)) => {
                let own = labeler
                    .checked_rem(opinions.len())
                    .and_then(|own| opinions.get(own)?.get(question));
                let said = own?.get(usize::try_from(item).ok()?).copied().flatten()?;
                (u64::from(said), plan.wrong)
            }
            None => (
                within(chance(root, usize::MAX, answer), values),
                STRANGE_WRONG,
            ),
        };
        let dice = chance(root, labeler, answer);
        let errs = dice % 100 < wrong;
        let other = match asked {
            Question::Classes(_) => {
                let other = within(dice / 100, values.saturating_sub(1));
                within(said.saturating_add(1).saturating_add(other), values)
            }
            // Who errs about a scale is a level off.
            Question::Scale(_) if said == 0 => 1,
            Question::Scale(_) => said.saturating_sub(1),
        };
        u8::try_from(if errs { other } else { said }).ok()
    }
}

/// A number that is always the same for a labeler and an item.
pub fn chance(root: &[u8], labeler: usize, item: u32) -> u64 {
    let hash = Sha256::new()
        .chain_update(root)
        .chain_update(labeler.to_be_bytes())
        .chain_update(item.to_be_bytes())
        .finalize();
    hash.first_chunk()
        .map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// What is left of a number when it is shared out; 0 where there is nobody.
fn within(number: u64, of: u64) -> u64 {
    number.checked_rem(of).unwrap_or(0)
}
