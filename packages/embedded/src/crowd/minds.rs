//! What the crowd thinks: of the examples what their tables say, with mistakes; of other items something that most of
//! them agree upon, as they cannot see them.

use std::collections::BTreeMap;

use pasar_common::task_registry::Terms;
use sha2::{Digest, Sha256};

use crate::campaigns::{Example, Known, Plan};

/// Of one hundred labels of what nobody told them, how many are another class than the most common one.
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

    /// What a labeler says of an item of a campaign; none where they do not know.
    pub fn label(&self, terms: &Terms, labeler: usize, item: u32) -> Option<u8> {
        let root = terms.manifest.root.as_slice();
        let classes = u64::try_from(terms.classes().len()).unwrap_or(u64::MAX);
        let (said, wrong) = match self.0.get(root) {
            Some((opinions, plan)) => {
                let own = labeler
                    .checked_rem(opinions.len())
                    .and_then(|own| opinions.get(own));
                let said = own?.get(usize::try_from(item).ok()?).copied().flatten()?;
                (u64::from(said), plan.wrong)
            }
            None => (
                within(chance(root, usize::MAX, item), classes),
                STRANGE_WRONG,
            ),
        };
        let dice = chance(root, labeler, item);
        let errs = dice % 100 < wrong;
        let other = within(dice / 100, classes.saturating_sub(1));
        let other = within(said.saturating_add(1).saturating_add(other), classes);
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
