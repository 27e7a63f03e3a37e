//! A CW20 that turns bad once it is allowed, and what it can do to others: nothing.

use cosmwasm_std::{to_json_binary, Addr, Binary, Uint128};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg, Denom};
use pasar_common::{
    label_escrow::{self, Withdraw},
    task_registry::{self, CampaignStatus, CreateCampaign, ReceiveMsg, Terms},
};
use pasar_testkit::{campaign, denom, IntoTerms, Market, Refused, Row};
use rstest::rstest;

use crate::{
    hostile_token::{code, Evil, Mode},
    puppet::msg,
    support::{labels, STAKE},
};

/// A market with a settled campaign in the native denom and one in the token, nothing withdrawn.
struct Bazaar {
    market: Market,
    requester: Addr,
    rows: Vec<Row>,
    token: Addr,
    denom: Denom,
    native_campaign: u32,
    token_campaign: u32,
}

impl Bazaar {
    fn new() -> Self {
        let mut market = Market::new();
        let requester = market.account("requester");
        let labelers = market.labelers(3, STAKE);
        let owners = vec![requester.clone(), labelers[0].clone()];
        let token = market.deploy(code(), &owners, "hostile");
        let denom = Denom::Cw20(token.clone());
        market.allow_denom(Market::token_terms(&denom)).unwrap();
        let row = |(labeler, n): (Addr, u32)| (labeler, labels(60, 3, 7 + 3 * n));
        let rows: Vec<Row> = labelers.into_iter().zip(0..).map(row).collect();
        let native_campaign = market.run_single(&requester, campaign(), &rows);
        let terms = campaign()
            .with(|terms| terms.denom = denom.clone())
            .stake_in(denom.clone(), 0);
        let token_campaign = market.run_single(&requester, terms, &rows);
        Self {
            market,
            requester,
            rows,
            token,
            denom,
            native_campaign,
            token_campaign,
        }
    }

    fn evil(&mut self, evil: Evil) {
        let token = self.token.clone();
        self.market.expect_shortfall(&self.denom);
        let maker = self.market.account("maker");
        self.market.execute(&maker, &token, &evil, &[]).unwrap();
    }

    fn token_terms(&mut self) -> Terms {
        let denom = self.denom.clone();
        let terms = campaign().with(|terms| terms.denom = denom.clone());
        terms.stake_in(denom, 0).into_terms(self.market.now())
    }

    /// A labeler takes what they have in one denom of both campaigns.
    fn withdraw_only(&mut self, labeler: &Addr, denom: &Denom) -> pasar_testkit::Outcome {
        let withdraw = Withdraw {
            campaigns: vec![self.native_campaign, self.token_campaign],
            denoms: Some(vec![denom.clone()]),
            to: None,
        };
        self.market
            .escrow(labeler, &label_escrow::ExecuteMsg::Withdraw(withdraw))
    }

    /// Everything of the native denom goes on as if there were no other.
    fn native_money_is_untouched(&mut self) {
        for (labeler, _) in self.rows.clone() {
            let pay = self
                .market
                .holder(self.native_campaign, &labeler)
                .withdrawable
                .u128();
            assert!(pay > 0);
            let before = self.market.balance(&labeler).u128();
            self.withdraw_only(&labeler, &denom()).unwrap();
            assert_eq!(self.market.balance(&labeler).u128() - before, pay);
        }
        let requester = self.requester.clone();
        let rows = self.rows.clone();
        self.market.flush_commons(&requester).unwrap();
        let id = self.market.run_single(&requester, campaign(), &rows);
        for (labeler, _) in &rows {
            self.market.withdraw(labeler, &[id]).unwrap();
        }
        self.market.withdraw(&requester, &[id]).unwrap_err();
        let books = self.market.audit();
        let native = books.iter().find(|entry| entry.denom == denom()).unwrap();
        assert!(native.shortfall.is_zero() && native.free.is_zero());
        // Stakes leave too.
        for (labeler, _) in rows {
            self.market.unbond(&labeler, STAKE).unwrap();
            self.market.pass(14 * 86_400);
            let before = self.market.balance(&labeler).u128();
            self.market.withdraw_stake(&labeler).unwrap();
            assert_eq!(self.market.balance(&labeler).u128() - before, STAKE);
        }
    }
}

#[rstest]
#[case::frozen(Mode::Frozen)]
#[case::greedy(Mode::Greedy)]
#[case::lying(Mode::Lying)]
#[case::mute(Mode::Mute)]
fn a_token_that_turns_bad_harms_its_own_denom_alone(#[case] mode: Mode) {
    let mut bazaar = Bazaar::new();
    bazaar.evil(Evil::Turn(mode));
    bazaar.native_money_is_untouched();
}

#[test]
fn a_token_that_freezes_blocks_no_other_denom_of_a_withdrawal() {
    let mut bazaar = Bazaar::new();
    let labeler = bazaar.rows[0].0.clone();
    let token = bazaar.denom.clone();
    bazaar.evil(Evil::Turn(Mode::Frozen));
    let both = [bazaar.native_campaign, bazaar.token_campaign];
    assert!(bazaar.market.withdraw(&labeler, &both).is_err());
    assert!(bazaar.withdraw_only(&labeler, &token).is_err());
    bazaar.withdraw_only(&labeler, &denom()).unwrap();
    // When the token thaws, nothing is lost.
    bazaar.evil(Evil::Turn(Mode::Honest));
    let pay = bazaar
        .market
        .holder(bazaar.token_campaign, &labeler)
        .withdrawable;
    let before = bazaar.market.balance_in(&labeler, &token);
    bazaar.withdraw_only(&labeler, &token).unwrap();
    assert_eq!(
        bazaar.market.balance_in(&labeler, &token) - before,
        pay.u128()
    );
}

#[test]
fn a_token_that_keeps_a_part_of_a_deposit_opens_no_campaign_and_no_stake() {
    let mut bazaar = Bazaar::new();
    // The registry forwards what it does not have in full: somebody made up for it.
    let giver = bazaar.requester.clone();
    let token = bazaar.token.clone();
    let registry = bazaar.market.registry.clone();
    bazaar
        .market
        .transfer_token(&giver, &token, &registry, 1_000_000)
        .unwrap();
    bazaar.evil(Evil::Turn(Mode::Greedy));
    let terms = bazaar.token_terms();
    let requester = bazaar.requester.clone();
    let labeler = bazaar.rows[0].0.clone();
    let token = bazaar.denom.clone();
    let refused: ::label_escrow::ContractError =
        bazaar.market.create(&requester, terms).refused_as();
    assert!(
        matches!(refused, ::label_escrow::ContractError::Shortfall { .. }),
        "{refused}"
    );
    let refused: ::reputation_staking::ContractError =
        bazaar.market.bond_in(&labeler, &token, 1_000).refused_as();
    assert!(
        matches!(
            refused,
            ::reputation_staking::ContractError::Shortfall { .. }
        ),
        "{refused}"
    );
}

#[test]
fn money_that_a_token_takes_away_is_seen_in_the_audit_and_stops_new_deposits() {
    let mut bazaar = Bazaar::new();
    let from = bazaar.market.escrow.to_string();
    bazaar.evil(Evil::Seize {
        from,
        amount: Uint128::new(1),
    });
    let books = bazaar.market.audit();
    let entry = books
        .iter()
        .find(|entry| entry.denom == bazaar.denom)
        .unwrap();
    assert_eq!((entry.shortfall.u128(), entry.free.u128()), (1, 0));
    let terms = bazaar.token_terms();
    let requester = bazaar.requester.clone();
    let refused: ::label_escrow::ContractError =
        bazaar.market.create(&requester, terms).refused_as();
    assert!(
        matches!(refused, ::label_escrow::ContractError::Shortfall { .. }),
        "{refused}"
    );
    bazaar.native_money_is_untouched();
}

#[test]
fn a_token_that_calls_back_is_paid_once() {
    let mut bazaar = Bazaar::new();
    let token = bazaar.token.clone();
    let escrow = bazaar.market.escrow.clone();
    let requester = bazaar.requester.clone();
    // The token itself turned cranks in a campaign of its denom, and has tips there.
    let terms = bazaar.token_terms();
    let id = bazaar.market.create(&requester, &terms).unwrap();
    let rows = bazaar.rows.clone();
    for (labeler, labels) in &rows {
        bazaar.market.seat(labeler, id, 1);
        bazaar.market.commit(labeler, id, 0, labels).unwrap();
    }
    bazaar.market.reveal_tasks(&requester, id, &[0]).unwrap();
    let tasks = task_registry::Tasks {
        campaign: id,
        tasks: vec![0],
    };
    let registry = bazaar.market.registry.clone();
    for crank in [
        task_registry::ExecuteMsg::Resolve(tasks.clone()),
        task_registry::ExecuteMsg::Settle(tasks),
    ] {
        bazaar.evil(Evil::Say(Box::new(msg(&registry, &crank))));
    }
    let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
        campaigns: vec![id],
        denoms: None,
        to: None,
    });
    let again = Box::new(msg(&escrow, &withdraw));
    bazaar.evil(Evil::Turn(Mode::Reentrant(again.clone())));
    bazaar.evil(Evil::Say(again));
    assert_eq!(bazaar.market.balance_in(&token, &bazaar.denom), 901);
    let books = bazaar.market.audit();
    let entry = books
        .iter()
        .find(|entry| entry.denom == bazaar.denom)
        .unwrap();
    assert!(entry.shortfall.is_zero(), "{entry:?}");
    bazaar.native_money_is_untouched();
}

#[test]
fn a_token_that_opens_a_campaign_within_a_deposit_gets_what_it_pays_for() {
    let mut bazaar = Bazaar::new();
    let terms = bazaar.token_terms();
    let requester = bazaar.requester.clone();
    let registry = bazaar.market.registry.clone();
    let deposit = bazaar.market.quote(&terms).unwrap().deposit;
    // While the first deposit is on its way, the token claims a second one that nobody pays.
    let hook = task_registry::ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: requester.to_string(),
        amount: deposit,
        msg: to_json_binary(&ReceiveMsg::CreateCampaign(Box::new(CreateCampaign {
            terms: terms.clone(),
        })))
        .unwrap(),
    });
    bazaar.evil(Evil::Turn(Mode::Reentrant(Box::new(msg(&registry, &hook)))));
    let before = bazaar.market.audit();
    let _ = bazaar.market.create(&requester, &terms);
    bazaar.evil(Evil::Turn(Mode::Honest));
    let books = bazaar.market.audit();
    let find = |books: &[label_escrow::AuditEntry]| {
        books
            .iter()
            .find(|entry| entry.denom == bazaar.denom)
            .unwrap()
            .clone()
    };
    let before = find(&before);
    let after = find(&books);
    assert!(after.shortfall.is_zero());
    assert!(after.liabilities - before.liabilities <= after.balance - before.balance);
    bazaar.native_money_is_untouched();
}

#[test]
fn a_contract_that_is_no_allowed_token_opens_nothing() {
    let mut bazaar = Bazaar::new();
    let requester = bazaar.requester.clone();
    let registry = bazaar.market.registry.clone();
    let native = campaign().into_terms(bazaar.market.now());
    let deposit = bazaar.market.quote(&native).unwrap().deposit;
    let hook = |terms: &Terms| {
        let create = CreateCampaign {
            terms: terms.clone(),
        };
        task_registry::ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: requester.to_string(),
            amount: deposit,
            msg: to_json_binary(&ReceiveMsg::CreateCampaign(Box::new(create))).unwrap(),
        })
    };
    // Anybody may call the hook; they are taken for a token, and pay in nothing else.
    let stranger = bazaar.market.account("stranger");
    for sender in [&stranger, &bazaar.token.clone()] {
        let refused: ::task_registry::ContractError = bazaar
            .market
            .execute(sender, &registry, &hook(&native), &[])
            .refused_as();
        assert!(
            matches!(refused, ::task_registry::ContractError::Asset(_)),
            "{refused}"
        );
    }
    let other = Denom::Cw20(stranger.clone());
    let mut terms = native.clone();
    (terms.denom, terms.seat_stake.denom) = (other.clone(), other);
    let refused: ::task_registry::ContractError = bazaar
        .market
        .execute(&stranger, &registry, &hook(&terms), &[])
        .refused_as();
    assert!(
        matches!(
            refused,
            ::task_registry::ContractError::DenomNotAllowed { .. }
        ),
        "{refused}"
    );
}

#[test]
fn a_hook_carries_nothing_but_a_campaign() {
    let mut bazaar = Bazaar::new();
    let nested = Cw20ReceiveMsg {
        sender: bazaar.requester.to_string(),
        amount: Uint128::new(5),
        msg: Binary::default(),
    };
    let send = Cw20ExecuteMsg::Send {
        contract: bazaar.market.registry.to_string(),
        amount: Uint128::new(5),
        msg: to_json_binary(&task_registry::ExecuteMsg::Receive(nested)).unwrap(),
    };
    let requester = bazaar.requester.clone();
    let token = bazaar.token.clone();
    let refused: ::task_registry::ContractError = bazaar
        .market
        .execute(&requester, &token, &send, &[])
        .refused_as();
    assert!(
        matches!(refused, ::task_registry::ContractError::Std(_)),
        "{refused}"
    );
    assert_eq!(
        bazaar.market.campaign(bazaar.token_campaign).status,
        CampaignStatus::Closed
    );
}

#[test]
fn a_running_campaign_s_denom_stays_good_after_it_is_disallowed() {
    let mut bazaar = Bazaar::new();
    let terms = bazaar.token_terms();
    let requester = bazaar.requester.clone();
    let rows = bazaar.rows.clone();
    let token = bazaar.denom.clone();
    let id = bazaar.market.create(&requester, &terms).unwrap();
    bazaar.market.disallow_denom(&token).unwrap();
    bazaar.market.run_campaign(id, &rows).unwrap();
    let before = bazaar.market.balance_in(&rows[0].0, &token);
    bazaar.market.withdraw(&rows[0].0, &[id]).unwrap();
    assert!(bazaar.market.balance_in(&rows[0].0, &token) > before);
    let refused: ::task_registry::ContractError =
        bazaar.market.create(&requester, &terms).refused_as();
    assert!(
        matches!(
            refused,
            ::task_registry::ContractError::DenomNotAllowed { .. }
        ),
        "{refused}"
    );
}
