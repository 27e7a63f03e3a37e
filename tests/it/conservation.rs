//! Everything that owns, pays, claims and mints at once, in two denoms: no coin is made or lost, and
//! when everybody has taken what is theirs, dust is left.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::label_escrow::OfferLicense;
use pasar_testkit::{campaign, denom, offer, CampaignBuilder, Market, NATIVE};
use proptest::prelude::*;

use crate::support::Stage;

#[derive(Clone, Debug)]
enum Op {
    /// A campaign from its creation to its close.
    Campaign,
    Royalty(usize, bool, u128),
    License(usize, bool, u128),
    Transfer(usize, usize, usize, u128),
    Withdraw(usize),
    Bond(usize, u128),
    Unbond(usize, u128),
    ClaimFees(usize),
    ClaimEmission(usize),
    NextEpoch,
    FlushCommons(bool),
}

fn op() -> impl Strategy<Value = Op> {
    let who = 0..4usize;
    let id = 0..3usize;
    prop_oneof![
        1 => Just(Op::Campaign),
        3 => (id.clone(), any::<bool>(), 1..9_999u128)
            .prop_map(|(id, token, amount)| Op::Royalty(id, token, amount)),
        2 => (id.clone(), any::<bool>(), 1..9_999u128)
            .prop_map(|(id, token, price)| Op::License(id, token, price)),
        2 => (id, who.clone(), who.clone(), 1..30_000u128)
            .prop_map(|(id, from, to, shares)| Op::Transfer(id, from, to, shares)),
        2 => who.clone().prop_map(Op::Withdraw),
        2 => (who.clone(), 1..2_000u128).prop_map(|(who, amount)| Op::Bond(who, amount)),
        1 => (who.clone(), 1..2_000u128).prop_map(|(who, amount)| Op::Unbond(who, amount)),
        2 => who.clone().prop_map(Op::ClaimFees),
        2 => who.prop_map(Op::ClaimEmission),
        2 => Just(Op::NextEpoch),
        1 => any::<bool>().prop_map(Op::FlushCommons),
    ]
}

struct World {
    stage: Stage,
    token: Denom,
    campaigns: Vec<u32>,
    /// Three labelers, and a payer.
    people: Vec<Addr>,
}

impl World {
    fn new() -> Self {
        let mut market = Market::builder().min_fee_stake(500).build();
        let payer = market.account("payer");
        let token = market.new_allowed_token("PAY", &[(&payer, 10_000_000)]);
        let mut stage = Stage::closed_on(market, terms(&token));
        stage.next_epoch();
        let people = [stage.labelers.clone(), vec![payer]].concat();
        let campaigns = vec![stage.campaign];
        Self {
            stage,
            token,
            campaigns,
            people,
        }
    }

    fn denom(&self, token: bool) -> Denom {
        if token {
            self.token.clone()
        } else {
            denom()
        }
    }

    fn campaign(&self, n: usize) -> u32 {
        self.campaigns[n % self.campaigns.len()]
    }

    /// Whatever is refused changes nothing; the invariants are checked after every message.
    fn step(&mut self, op: &Op) {
        let stage = &mut self.stage;
        let _ = match op {
            Op::Campaign => {
                stage.again(terms(&self.token));
                stage.complete();
                self.campaigns.push(stage.campaign);
                return;
            }
            Op::NextEpoch => return stage.next_epoch(),
            Op::Royalty(id, token, amount) => {
                let id = self.campaign(*id);
                let denom = self.denom(*token);
                let payer = self.people[3].clone();
                self.stage.pay_royalty_in(&payer, id, &denom, *amount)
            }
            Op::License(id, token, price) => {
                let id = self.campaign(*id);
                let denom = self.denom(*token);
                let payer = self.people[3].clone();
                let requester = self.stage.requester.clone();
                let sale = OfferLicense {
                    denom,
                    ..offer(id, *price)
                };
                let number = self.stage.offer_license(&requester, sale).unwrap();
                self.stage.buy_license(&payer, id, number)
            }
            Op::Transfer(id, from, to, shares) => {
                let id = self.campaign(*id);
                let from = self.people[*from].clone();
                let to = self.people[*to].clone();
                self.stage.transfer_shares(&from, id, &to, *shares)
            }
            Op::Withdraw(who) => {
                let who = self.people[*who].clone();
                stage.market().withdraw(&who, &self.campaigns)
            }
            Op::Bond(who, amount) => stage.bond_tokens(&self.people[*who], *amount),
            Op::Unbond(who, amount) => stage.unbond_tokens(&self.people[*who], *amount),
            Op::ClaimFees(who) => stage.claim_fees(&self.people[*who]),
            Op::ClaimEmission(who) => {
                let ended: Vec<u32> = (0..stage.epoch()).take(16).collect();
                let who = self.people[*who].clone();
                let pending = stage.pending_emission(&who, &ended).epochs;
                let open = pending.iter().filter(|epoch| !epoch.claimed);
                let open: Vec<u32> = open.map(|epoch| epoch.epoch).collect();
                stage.claim_emission(&who, &open)
            }
            Op::FlushCommons(token) => {
                let crank = stage.crank.clone();
                let denom = self.denom(*token);
                self.stage.flush_commons_in(&crank, &denom)
            }
        };
    }

    /// Everybody takes what is theirs. Returns what is left in the escrow in each denom.
    fn finish(&mut self) -> [u128; 2] {
        let stage = &mut self.stage;
        let crank = stage.crank.clone();
        let all = [
            self.people.clone(),
            vec![stage.requester.clone(), crank.clone()],
        ]
        .concat();
        // Stakers are paid for epochs that are over, and where their stake often changed, in several claims.
        stage.next_epoch();
        for who in &all {
            while stage.claim_fees(who).is_ok() {}
            let _ = stage.market().withdraw(who, &self.campaigns);
        }
        for denom in [denom(), self.token.clone()] {
            let _ = stage.flush_commons_in(&crank, &denom);
        }
        [denom(), self.token.clone()].map(|denom| {
            let books = stage.audit();
            let books = books.iter().find(|books| books.denom == denom).unwrap();
            assert_eq!(books.balance, books.liabilities);
            books.liabilities.u128()
        })
    }
}

fn terms(token: &Denom) -> CampaignBuilder {
    let token = token.clone();
    campaign().with(|terms| {
        terms.shares.transferable = true;
        terms.shares.royalty_denoms = vec![token];
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_coin_is_made_or_lost_and_only_dust_is_left(
        ops in prop::collection::vec(op(), 1..50),
    ) {
        let mut world = World::new();
        let coins = |world: &World| world.stage.app.wrap().query_supply(NATIVE).unwrap();
        let before = coins(&world);
        for op in &ops {
            world.step(op);
        }
        let left = world.finish();
        prop_assert_eq!(coins(&world), before);
        // A unit for each holder and campaign and one for each staker.
        let dust = 5 * world.campaigns.len() as u128 + 5;
        prop_assert!(left.iter().all(|left| *left <= dust), "{left:?} of {dust}");
    }
}
