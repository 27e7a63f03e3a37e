//! Challenges and their panels.

use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::task_registry::{
    panel_wave, Challenge, ExecuteMsg, PanelRef, ReceiveMsg, Register, RevealPanel, SealPanel, Sit,
    Unregister,
};
use pasar_formats::{
    form::pack,
    item_set::ItemSet,
    seal::{SealContext, SALT_BYTES, SEALED_BOX_BYTES},
};

use super::seal::{pick, salt};
use crate::chain::{
    market::{Market, Outcome},
    native::CHAIN_ID,
};

impl Market {
    /// Challenges named items of a verdict for exactly its bond, in the campaign's denom.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn challenge(
        &mut self,
        challenger: &Addr,
        (campaign, task): (u32, u32),
        items: &[u32],
    ) -> Outcome {
        let bond = self.challenge_bond(campaign, task, items.len() as u32);
        self.challenge_with(challenger, (campaign, task), items, bond.amount.u128())
    }

    /// Challenges with any amount, native or by CW20 `Send`.
    ///
    /// # Errors
    /// Where the registry refuses.
    ///
    /// # Panics
    /// Where an item is not in the task.
    #[track_caller]
    pub fn challenge_with(
        &mut self,
        challenger: &Addr,
        (campaign, task): (u32, u32),
        items: &[u32],
        amount: u128,
    ) -> Outcome {
        let denom = self.campaign(campaign).terms.denom;
        self.challenge_in(challenger, (campaign, task), items, &denom, amount)
    }

    /// Challenges for an amount of any denom.
    ///
    /// # Errors
    /// Where the registry refuses.
    ///
    /// # Panics
    /// Where an item is not in the task.
    #[track_caller]
    pub fn challenge_in(
        &mut self,
        challenger: &Addr,
        (campaign, task): (u32, u32),
        items: &[u32],
        denom: &Denom,
        amount: u128,
    ) -> Outcome {
        let all = self.task(campaign, task).items;
        let items = ItemSet::of(items, all).expect("items of the task");
        let challenge = Challenge {
            campaign,
            task,
            items: items.as_bytes().into(),
        };
        let registry = self.registry.clone();
        match denom {
            Denom::Native(native) => {
                let msg = ExecuteMsg::Challenge(challenge);
                self.execute(challenger, &registry, &msg, &coins(amount, native))
            }
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: registry.into_string(),
                    amount: Uint128::new(amount),
                    msg: to_json_binary(&ReceiveMsg::Challenge(challenge))?,
                };
                self.execute(challenger, token, &send, &[])
            }
        }
    }

    /// Registers for a seat of a panel.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn register(&mut self, labeler: &Addr, campaign: u32, task: u32) -> Outcome {
        let issuer = self.voucher(campaign, labeler);
        let register = Register {
            campaign,
            task,
            issuer,
        };
        self.registry(labeler, &ExecuteMsg::Register(register))
    }

    /// Takes a seat of a panel, with the signature of the round that decides.
    ///
    /// # Errors
    /// Where the registry refuses.
    ///
    /// # Panics
    /// Where the task was never challenged.
    #[track_caller]
    pub fn sit(&mut self, labeler: &Addr, campaign: u32, task: u32) -> Outcome {
        let round = self.last_challenge(campaign, task).round;
        let signature = Some(self.signature_of(round));
        let sit = Sit {
            campaign,
            task,
            signature,
        };
        self.registry(labeler, &ExecuteMsg::Sit(sit))
    }

    /// Takes back the stake that registrations expose that are over.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn unregister(&mut self, labeler: &Addr, denom: &Denom) -> Outcome {
        let denom = denom.clone();
        self.registry(labeler, &ExecuteMsg::Unregister(Unregister { denom }))
    }

    /// Seals labels of the whole task's items in a panel, question by question: those of the named ones count.
    ///
    /// # Errors
    /// Where the registry refuses.
    ///
    /// # Panics
    /// Where the task was never challenged, or a label is no answer.
    #[track_caller]
    pub fn seal_panel(
        &mut self,
        labeler: &Addr,
        (campaign, task): (u32, u32),
        labels: &[u8],
    ) -> Outcome {
        let challenge = self.last_challenge(campaign, task);
        let terms = self.campaign(campaign).terms;
        let items = ItemSet::stored(challenge.items.to_vec());
        let items: Vec<u32> = items.iter().collect();
        let all = self.task(campaign, task).items;
        let named = pick(labels, all as usize, &items);
        let packed = pack(&terms.form(), items.len(), &named).expect("labels");
        let place = (campaign, task, challenge.challenge, labeler.clone());
        let wave = panel_wave(challenge.challenge);
        let salt = salt(labeler, campaign, task, wave);
        let context = SealContext {
            chain_id: CHAIN_ID,
            registry: self.registry.as_str(),
            campaign,
            task,
            wave,
            labeler: labeler.as_str(),
        };
        let seal = context.seal(&salt, &packed);
        let sealed = terms
            .reading_key
            .is_some()
            .then(|| vec![0; packed.len() + SALT_BYTES + SEALED_BOX_BYTES].into());
        self.panel_labels.insert(place, packed);
        let msg = SealPanel {
            campaign,
            task,
            seal: seal.as_slice().into(),
            sealed,
        };
        self.registry(labeler, &ExecuteMsg::SealPanel(msg))
    }

    /// What opens the seals of panelists.
    ///
    /// # Panics
    /// Where one of them sealed nothing.
    #[track_caller]
    pub fn panel_opening(&self, (campaign, task): (u32, u32), labelers: &[&Addr]) -> RevealPanel {
        let challenges = self.challenges(campaign, task);
        let challenge = challenges.last().map_or(0, |last| last.challenge);
        let (mut salts, mut labels) = (Vec::new(), Vec::new());
        for labeler in labelers {
            let wave = panel_wave(challenge);
            salts.extend(salt(labeler, campaign, task, wave));
            let place = (campaign, task, challenge, (*labeler).clone());
            labels.extend(&self.panel_labels[&place]);
        }
        RevealPanel {
            campaign,
            task,
            labelers: labelers.iter().map(ToString::to_string).collect(),
            salts: salts.into(),
            labels: labels.into(),
        }
    }

    /// Opens the seals of panelists.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn reveal_panel(&mut self, sender: &Addr, task: (u32, u32), labelers: &[&Addr]) -> Outcome {
        let msg = self.panel_opening(task, labelers);
        self.registry(sender, &ExecuteMsg::RevealPanel(msg))
    }

    /// Does for a live challenge what time or its seals allow.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn advance_panel(&mut self, sender: &Addr, campaign: u32, task: u32) -> Outcome {
        let panel = PanelRef { campaign, task };
        self.registry(sender, &ExecuteMsg::AdvancePanel(panel))
    }
}
