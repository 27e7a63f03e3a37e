//! How labelers seal: labels, salts and seals, remembered for the reveal.

use cosmwasm_std::{Addr, Binary};
use pasar_common::task_registry::{QueryMsg, SeatResponse, TaskSeat};
use pasar_formats::{
    form::pack,
    seal::{Seal, SealContext, SALT_BYTES, SEALED_BOX_BYTES},
};
use pasar_truth::Question;
use sha2::{Digest, Sha256};

use crate::chain::{market::Market, memory::SealedLabels};

/// A labeler's salt for a seat: a hash, so that a run repeats.
pub fn salt(labeler: &Addr, campaign: u32, task: u32, wave: u8) -> [u8; SALT_BYTES] {
    let hash = Sha256::new()
        .chain_update("salt")
        .chain_update(labeler.as_bytes())
        .chain_update(campaign.to_be_bytes())
        .chain_update(task.to_be_bytes())
        .chain_update([wave])
        .finalize();
    core::array::from_fn(|n| hash[n])
}

impl Market {
    /// Seals labels for a seat and remembers them for its reveal. `labels` has one for every item of
    /// the task, question by question; a seat of a later wave takes those that it was asked for.
    ///
    /// # Panics
    /// Where a label is no answer of the campaign.
    #[track_caller]
    pub fn seal(&mut self, labeler: &Addr, campaign: u32, task: u32, labels: &[u8]) -> Seal {
        let wave = self.wave_of(labeler, campaign, task);
        let form = self.form(campaign);
        let labels = self.asked_of(campaign, task, wave, labels);
        let packed = pack(&form, labels.len() / form.len(), &labels).expect("labels");
        let salt = salt(labeler, campaign, task, wave);
        let chain_id = self.app.block_info().chain_id;
        let context = SealContext {
            chain_id: &chain_id,
            registry: self.registry.as_str(),
            campaign,
            task,
            wave,
            labeler: labeler.as_str(),
        };
        let seal = context.seal(&salt, &packed);
        let sealed = SealedLabels {
            labels,
            packed,
            salt,
            seal,
        };
        self.sealed
            .insert((campaign, task, labeler.clone()), sealed);
        seal
    }

    /// What a labeler remembers of a seat that they sealed.
    pub fn remembered(&self, campaign: u32, task: u32, labeler: &Addr) -> Option<&SealedLabels> {
        self.sealed.get(&(campaign, task, labeler.clone()))
    }

    /// The wave of a labeler's seat; the first where they have none.
    fn wave_of(&self, labeler: &Addr, campaign: u32, task: u32) -> u8 {
        let seat = self.app.wrap().query_wasm_smart::<SeatResponse>(
            &self.registry,
            &QueryMsg::Seat(TaskSeat {
                campaign,
                task,
                labeler: labeler.to_string(),
            }),
        );
        seat.map_or(0, |seat| seat.wave)
    }

    /// The labels of the items that a wave asks for.
    fn asked_of(&self, campaign: u32, task: u32, wave: u8, labels: &[u8]) -> Vec<u8> {
        if wave == 0 {
            return labels.to_vec();
        }
        let asked = self.asked(campaign, task, wave);
        let items = self.task(campaign, task).items;
        pick(labels, items as usize, &asked)
    }

    /// A sealed box of the right length, for campaigns with a reading key. The contracts cannot
    /// read it, and these tests need not.
    pub fn ciphertext(sealed: &SealedLabels) -> Binary {
        vec![0; SEALED_BOX_BYTES + SALT_BYTES + sealed.packed.len()].into()
    }

    /// The campaign's questions, asked for once.
    #[track_caller]
    fn form(&mut self, campaign: u32) -> Vec<Question> {
        if let Some(form) = self.forms.get(&campaign) {
            return form.clone();
        }
        let form = self.campaign(campaign).terms.form();
        self.forms.insert(campaign, form.clone());
        form
    }
}

/// The labels of some items out of those of a number of items, question by question.
pub fn pick(labels: &[u8], items: usize, some: &[u32]) -> Vec<u8> {
    let of_a_question =
        |labels: &[u8]| -> Vec<u8> { some.iter().map(|&item| labels[item as usize]).collect() };
    labels.chunks(items).flat_map(of_a_question).collect()
}
