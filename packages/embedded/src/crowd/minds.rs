//! What the crowd thinks: of the examples what their tables say, with mistakes; of other items, which they do not see,
//! each guesses by themselves, so that no verdict looks surer than it is.

use std::collections::BTreeMap;

use pasar_common::task_registry::{Question, Terms};
use sha2::{Digest, Sha256};

use crate::campaigns::{Example, Known, Plan};

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
        let dice = chance(root, labeler, answer);
        let Some((opinions, plan)) = self.0.get(root) else {
            return u8::try_from(within(dice, values)).ok();
        };
        let own = labeler
            .checked_rem(opinions.len())
            .and_then(|own| opinions.get(own)?.get(question));
        let said = own?.get(usize::try_from(item).ok()?).copied().flatten()?;
        let said = u64::from(said);
        let errs = dice % 100 < plan.wrong;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        campaigns::{Example, PICTURES},
        crowd::view::LABELERS,
    };
    use cosmwasm_std::Timestamp;

    #[test]
    fn people_who_see_nothing_agree_no_more_often_than_chance() {
        let example = Example::of(&PICTURES, "http://127.0.0.1:1/campaigns").unwrap();
        let minds = Minds::of(&[example]);
        let example = Example::of(&PICTURES, "http://127.0.0.1:1/campaigns").unwrap();
        let mut terms = example.terms_at(Timestamp::from_seconds(1), 0);
        terms.manifest.root = [7; 32].as_slice().into();
        terms.items = 1_000;
        let values = terms.questions[0].asked().values();
        for other in 1..LABELERS {
            let same = |item: &u32| {
                let [one, other] = [0, other].map(|labeler| minds.label(&terms, labeler, 0, *item));
                one.unwrap() == other.unwrap()
            };
            let same = (0..terms.items).filter(same).count();
            let chance = 1_000 / values;
            assert!(
                same.abs_diff(chance) < 60,
                "{same} of 1000, {chance} by chance"
            );
        }
    }
}
