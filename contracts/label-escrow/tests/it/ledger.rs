//! Random sequences of calls over several campaigns and denoms, against the model.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use label_escrow::ContractError;
use pasar_common::label_escrow::{
    EarningsResponse, HoldersResponse, LedgerResponse, OpenCampaign, QueryMsg, SettleBatch,
    SettledLabeler, Withdraw,
};
use proptest::{prelude::*, sample::Index};

use crate::{
    calls::{batch, call, Call},
    model::{Batch, Campaign, Model, DENOMS},
    setup::{everything, native, release, tip, Suite, ATOM, FEE, FLOOR, OSMO},
};

/// Most campaigns of a sequence.
const CAMPAIGNS: usize = 12;

/// A suite and the model of it.
struct Pair {
    suite: Suite,
    model: Model,
    denoms: [Denom; DENOMS],
}

impl Pair {
    fn new() -> Self {
        let suite = Suite::new();
        let denoms = [native(ATOM), native(OSMO), suite.token_denom()];
        let model = Model {
            fee: FEE.into(),
            ..Model::default()
        };
        Self {
            suite,
            model,
            denoms,
        }
    }

    /// Does the call in both; they must agree whether it is taken.
    #[track_caller]
    fn perform(&mut self, call: &Call) {
        let (wanted, found) = match call {
            Call::Open(_) if self.model.campaigns.len() == CAMPAIGNS => return,
            // Nothing to settle or release yet.
            Call::Settle(_) | Call::Release(..) if self.model.campaigns.is_empty() => return,
            Call::Open(campaign) => self.open(campaign),
            Call::Settle(work) => {
                let batch = batch(&self.model, work);
                (self.model.settle(&batch), self.settle(&batch))
            }
            Call::Release(work) => self.release(&batch(&self.model, work)),
            Call::Withdraw(who, ids, denoms, to) => {
                self.withdraw(*who, ids, denoms.as_deref(), *to)
            }
            Call::Flush(which) => {
                let found = self.suite.flush(&self.denoms[*which]).map(|_| ());
                (self.model.flush(*which), found)
            }
            Call::Gift(which, amount) => return self.gift(*which, *amount),
            Call::Fee(bps) => {
                self.model.fee = (*bps).into();
                (true, self.suite.update_fees(*bps, FLOOR).map(|_| ()))
            }
            Call::Wait(seconds) => {
                self.model.time += seconds;
                return self.suite.wait(*seconds);
            }
        };
        assert_eq!(found.is_ok(), wanted, "{call:?} {found:?}");
    }

    fn open(&mut self, campaign: &Campaign) -> (bool, Result<(), ContractError>) {
        self.model.open(campaign.clone());
        let id = self.model.campaigns.len() - 1;
        let opened = &self.model.campaigns[id];
        let base = self.suite.campaign(u32::try_from(id).unwrap());
        let msg = OpenCampaign {
            requester: self.suite.people[campaign.requester].to_string(),
            denom: self.denoms[campaign.denom].clone(),
            price: campaign.price.into(),
            items: campaign.items,
            tasks: campaign.tasks,
            max_overlap: campaign.overlap,
            reading_key: campaign.reading_key,
            gold_bond: campaign.bond.into(),
            deposit: opened.deposited.into(),
            ..base
        };
        (true, self.suite.open(&msg).map(|_| ()))
    }

    fn settle(&mut self, batch: &Batch) -> Result<(), ContractError> {
        let people = &self.suite.people;
        let seats = batch.seats.iter().map(|seat| SettledLabeler {
            labeler: people[seat.labeler].to_string(),
            labels: seat.labels,
            earned: seat.earned.into(),
            pay: seat.pay.into(),
        });
        let tips = batch.tips.iter();
        let tips = tips.map(|&(who, amount)| tip(&people[who], amount));
        let msg = SettleBatch {
            campaign: u32::try_from(batch.campaign).unwrap(),
            tasks: batch.tasks,
            items: batch.items,
            seats: seats.collect(),
            commons: batch.commons.into(),
            unrevealed: batch.unrevealed,
            gold_bonds_forfeited: batch.forfeited,
            tips: tips.collect(),
            closes: batch.closes,
        };
        self.suite.settle(&msg).map(|_| ())
    }

    fn release(&mut self, batch: &Batch) -> (bool, Result<(), ContractError>) {
        let id = batch.campaign;
        let tasks = batch.tasks;
        let items = batch.items;
        let closes = batch.closes;
        let wanted = self.model.release(id, tasks, items, closes);
        let msg = release(u32::try_from(id).unwrap(), tasks, items, closes);
        (wanted, self.suite.release(&msg).map(|_| ()))
    }

    fn withdraw(
        &mut self,
        who: usize,
        ids: &[Index],
        denoms: Option<&[usize]>,
        to: Option<usize>,
    ) -> (bool, Result<(), ContractError>) {
        let count = self.model.campaigns.len();
        let ids = ids.iter().filter(|_| count > 0);
        let ids: Vec<usize> = ids.map(|id| id.index(count)).collect();
        let wants = |denom: usize| denoms.is_none_or(|denoms| denoms.contains(&denom));
        let wanted = self.model.withdraw(who, &ids, wants, to.unwrap_or(who));
        let named = |&which: &usize| self.denoms[which].clone();
        let msg = Withdraw {
            campaigns: ids.iter().map(|&id| u32::try_from(id).unwrap()).collect(),
            denoms: denoms.map(|denoms| denoms.iter().map(named).collect()),
            to: to.map(|to| self.suite.people[to].to_string()),
        };
        let sender = self.suite.people[who].clone();
        (wanted, self.suite.withdraw(&sender, &msg).map(|_| ()))
    }

    fn gift(&mut self, which: usize, amount: u128) {
        self.model.gifts[which] += amount;
        let escrow = self.suite.escrow.clone();
        let registry = self.suite.registry.clone();
        match &self.denoms[which] {
            Denom::Native(denom) => self.suite.mint(&escrow, amount, denom),
            Denom::Cw20(token) => self.suite.transfer(token, &registry, &escrow, amount),
        }
    }

    /// Every campaign, every account and every sum is what the model says.
    #[track_caller]
    fn compare(&self) {
        for (id, campaign) in (0..).zip(&self.model.campaigns) {
            self.compare_campaign(id, campaign);
        }
        for (who, account) in self.suite.people.iter().enumerate() {
            self.compare_account(who, account);
        }
        for (which, denom) in self.denoms.iter().enumerate() {
            let model = &self.model;
            let due = (model.stakers[which], model.commons[which]);
            assert_eq!(self.suite.due(denom), due);
            let commons = self.suite.balance(&self.suite.commons, denom);
            assert_eq!(commons, model.flushed[which]);
            let entry = self.suite.audit(denom);
            assert_eq!(entry.liabilities.u128(), model.owed(which));
            assert_eq!(entry.free.u128(), model.gifts[which]);
            assert_eq!(entry.balance, entry.liabilities + entry.free);
        }
        self.compare_points();
    }

    #[track_caller]
    fn compare_campaign(&self, campaign: u32, model: &Campaign) {
        let found = self.suite.ledger(campaign);
        let amount = |amount: u128| Uint128::new(amount);
        let wanted = LedgerResponse {
            price: amount(model.price),
            fee_per_label: amount(model.fee),
            deposited: amount(model.deposited),
            reserved: amount(model.reserved()),
            labels: model.labels,
            pay: amount(model.pay()),
            commons: amount(model.commons),
            fee: amount(model.fees),
            tips: amount(model.tips),
            refunded: amount(model.refunded),
            refundable: amount(model.refundable),
            closed: model.tasks == 0,
            ..found.clone()
        };
        assert_eq!(found, wanted);
        let start_after = None;
        let limit = None;
        let found: HoldersResponse = self.suite.query(&QueryMsg::Holders {
            campaign,
            start_after,
            limit,
        });
        for (account, &(shares, withdrawable)) in self.suite.people.iter().zip(&model.holders) {
            let mut holders = found.holders.iter();
            let holder = holders.find(|holder| holder.holder == *account);
            let holder = holder.map_or((0, 0), |holder| {
                (holder.shares.u128(), holder.withdrawable.u128())
            });
            assert_eq!(holder, (shares, withdrawable));
        }
    }

    #[track_caller]
    fn compare_account(&self, who: usize, account: &Addr) {
        let campaigns = 0..u32::try_from(self.model.campaigns.len()).unwrap();
        let found: EarningsResponse = self.suite.query(&QueryMsg::Earnings {
            address: account.to_string(),
            campaigns: campaigns.collect(),
        });
        for (which, denom) in self.denoms.iter().enumerate() {
            let mut earnings = found.earnings.iter();
            let earned = earnings.find(|entry| entry.denom == *denom);
            let earned = earned.map_or(0, |entry| entry.amount.u128());
            assert_eq!(earned, self.model.earned(who, which));
            let outside = self.model.outside.get(&(who, which)).copied();
            let balance = self.suite.balance(account, denom);
            assert_eq!(balance, outside.unwrap_or_default());
        }
    }

    #[track_caller]
    fn compare_points(&self) {
        let epoch = self.model.epoch();
        let of = |who: usize| {
            let points = self.model.points.get(&(epoch, who));
            points.copied().unwrap_or_default()
        };
        let total = (0..4).map(of).sum();
        for (who, account) in self.suite.people.iter().enumerate() {
            assert_eq!(self.suite.points(epoch, account), (of(who), total));
        }
    }

    /// Whatever happened before, everybody gets everything that is theirs: what stays is the stakers'
    /// half of the fees and what was given.
    #[track_caller]
    fn everybody_leaves(&mut self) {
        for id in 0..self.model.campaigns.len() {
            let campaign = &self.model.campaigns[id];
            let tasks = campaign.tasks;
            let items = campaign.items;
            if tasks > 0 {
                assert!(self.model.release(id, tasks, items, true));
                let msg = release(u32::try_from(id).unwrap(), tasks, items, true);
                self.suite.release(&msg).unwrap();
            }
        }
        let all: Vec<usize> = (0..self.model.campaigns.len()).collect();
        for who in 0..4 {
            let named = all.iter().map(|&id| u32::try_from(id).unwrap());
            let msg = everything(&named.collect::<Vec<_>>());
            let account = self.suite.people[who].clone();
            let found = self.suite.withdraw(&account, &msg).is_ok();
            assert_eq!(found, self.model.withdraw(who, &all, |_| true, who));
        }
        for (which, denom) in self.denoms.clone().iter().enumerate() {
            let found = self.suite.flush(denom).is_ok();
            assert_eq!(found, self.model.flush(which));
            let stays = self.model.stakers[which] + self.model.gifts[which];
            assert_eq!(self.suite.balance(&self.suite.escrow, denom), stays);
            let people = self.suite.people.iter().chain([&self.suite.commons]);
            let left: u128 = people
                .map(|account| self.suite.balance(account, denom))
                .sum();
            let deposited = self.model.deposited(which);
            assert_eq!(left + self.model.stakers[which], deposited);
        }
        self.compare();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_escrow_does_what_the_model_does(calls in prop::collection::vec(call(), 1..50)) {
        let mut pair = Pair::new();
        for call in &calls {
            pair.perform(call);
            pair.compare();
        }
        pair.everybody_leaves();
    }
}
