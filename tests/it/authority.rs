//! Who may do what: every message of every contract, sent by every role, in a state in which it
//! would succeed for those who may send it. Those who may not change nothing.

use std::collections::BTreeSet;

use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Coin, Uint128};
use cw20::{Cw20ReceiveMsg, Denom, Logo};
use cw_ownable::Action;
use pasar_common::{
    label_escrow::{
        self as escrow, BuyLicense, ChallengeBatch, Credit, DenomRef, Fees, OfferRef, OpenCampaign,
        PayFees, PayRoyalty, PostBond, ReleaseReserve, SettleBatch, TransferShares,
    },
    ratio::Bps,
    reputation_staking::{
        self as staking, ClaimFees, DomainRef, Grant, Penalty, PenaltyBatch, RegisterIssuer, Reply,
        Revoke, SkillDelta, TrustBatch,
    },
    reward_token::{self as token, ClaimEmission},
    task_registry::{
        Ask, CampaignRef, Challenge, Claim, Commit, CreateCampaign, Draw, ExecuteMsg, Mode,
        OpenGold, PanelRef, Params, ReceiveMsg, Register, SealPanel, Sit, Tasks, Unregister,
    },
};
use pasar_testkit::{
    campaign, denom, offer, randomness, GoldBook, IntoTerms, Market, Row, DOMAIN, NATIVE,
};
use rstest::rstest;
use serde::Serialize;

use crate::support::{labels, Stage, RIGHT};

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Requester,
    Labeler,
    Owner,
    Stranger,
    Registry,
    Escrow,
    Staking,
    Token,
}

use Role::*;

const ALL: [Role; 8] = [
    Requester, Labeler, Owner, Stranger, Registry, Escrow, Staking, Token,
];

/// Who may send a message.
#[derive(Clone, Copy)]
enum May {
    Anyone,
    Only(&'static [Role]),
    Nobody,
}

use May::*;

impl May {
    fn send(self, role: Role) -> bool {
        match self {
            Anyone => true,
            Only(roles) => roles.contains(&role),
            Nobody => false,
        }
    }
}

/// A message, who may send it, and what must have happened before.
struct Case {
    name: &'static str,
    may: May,
    reach: fn(&mut Stage),
    to: Role,
    message: fn(&Stage) -> Binary,
    funds: fn(&Stage) -> Vec<Coin>,
}

fn free(_: &Stage) -> Vec<Coin> {
    vec![]
}

fn json(msg: &impl Serialize) -> Binary {
    to_json_binary(msg).unwrap()
}

fn deposit(stage: &Stage) -> u128 {
    let terms = campaign().into_terms(stage.now());
    stage.quote(&terms).unwrap().deposit.u128()
}

// What must have happened before.

fn nothing(_: &mut Stage) {}

fn ticket(stage: &mut Stage) {
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.claim(&labeler, id, 1).unwrap();
    stage.next_block();
}

fn drawn(stage: &mut Stage) {
    stage.drawn(0);
}

fn overdue(stage: &mut Stage) {
    stage.drawn(0);
    stage.past_commit();
}

fn sealed(stage: &mut Stage) {
    (0..3).for_each(|n| stage.sealed(n));
}

fn revealed(stage: &mut Stage) {
    sealed(stage);
    (0..3).for_each(|n| stage.revealed(n));
}

fn resolved(stage: &mut Stage) {
    revealed(stage);
    stage.resolve().unwrap();
}

/// Two of three seats: there is pay, and a refund.
fn settled(stage: &mut Stage) {
    stage.sealed(0);
    stage.sealed(1);
    stage.past_fill();
    stage.advance().unwrap();
    stage.revealed(0);
    stage.revealed(1);
    stage.resolve().unwrap();
    stage.settle().unwrap();
}

/// Every seat of the first wave is sealed to a reading key.
fn waiting(stage: &mut Stage) {
    stage.again(campaign().items(64).waves(2, 5));
    (0..3).for_each(|n| stage.sealed(n));
}

/// Gold of the first task of a stage.
fn gold_book() -> GoldBook {
    let right = labels(60, 3, RIGHT);
    let items = (0..10).map(|item| (item, right[usize::from(item)]));
    GoldBook::new(&[items.collect()])
}

/// Everything is revealed but the gold.
fn waiting_for_gold(stage: &mut Stage) {
    stage.again(campaign().gold(gold_book().terms(500)));
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
}

/// A verdict of others, which the labeler has the record to judge.
fn judged(stage: &mut Stage) {
    stage.complete();
    stage.again(campaign().challengeable(1));
    let others = stage.accounts("other", 4);
    let rows = others
        .into_iter()
        .map(|other| (other, labels(60, 3, RIGHT)));
    let rows: Vec<Row> = rows.collect();
    let id = stage.campaign;
    let crank = stage.crank.clone();
    for (other, row) in &rows {
        stage.mint(other, 1_000_000);
        stage.market().seat(other, id, 1);
        stage.commit(other, id, 0, row).unwrap();
    }
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.resolve().unwrap();
}

/// Anybody with the record may sit in a panel.
fn paneled(stage: &mut Stage) {
    judged(stage);
    let crank = stage.crank.clone();
    let id = stage.campaign;
    stage.mint(&crank, 1_000_000);
    let all: Vec<u32> = (0..60).collect();
    stage.challenge(&crank, (id, 0), &all).unwrap();
}

/// The labeler and two others registered, and chance lets them sit.
fn registered(stage: &mut Stage) {
    paneled(stage);
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        stage.market().register(&labeler, id, 0).unwrap();
    }
    let deadline = stage.last_challenge(id, 0).deadline;
    stage.pass_to(deadline.seconds());
}

/// Nobody sat in time.
fn unfilled(stage: &mut Stage) {
    registered(stage);
    stage.pass(1);
}

fn sitting(stage: &mut Stage) {
    registered(stage);
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        stage.market().sit(&labeler, id, 0).unwrap();
    }
}

fn panel_sealed(stage: &mut Stage) {
    sitting(stage);
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        let row = labels(60, 3, RIGHT);
        stage.seal_panel(&labeler, (id, 0), &row).unwrap();
    }
}

/// A campaign with transferable shares.
fn closed(stage: &mut Stage) {
    stage.again(campaign().with(|terms| terms.shares.transferable = true));
    stage.complete();
}

fn offered(stage: &mut Stage) {
    closed(stage);
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.offer_license(&requester, offer(id, 10)).unwrap();
}

/// The first labeler stakes reward tokens, and a campaign pays a fee.
fn shareholder(stage: &mut Stage) {
    let labeler = stage.labelers[0].clone();
    stage.bond_tokens(&labeler, 1_000).unwrap();
    stage.next_epoch();
    stage.again(campaign());
    stage.complete();
    stage.next_epoch();
}

/// The first epoch has ended, and the first labeler alone labeled in it among the roles.
fn emitted(stage: &mut Stage) {
    stage.complete();
    stage.next_epoch();
}

fn penalized(stage: &mut Stage) {
    drawn(stage);
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.release(&labeler, id, &[0]).unwrap();
}

fn unbonded(stage: &mut Stage) {
    let labeler = stage.labelers[0].clone();
    stage.unbond(&labeler, 5).unwrap();
    stage.pass(14 * 86_400);
}

/// The first labeler vouches for the crank.
fn vouched(stage: &mut Stage) {
    let labeler = stage.labelers[0].clone();
    let crank = stage.crank.clone();
    stage.register_issuer(&labeler, 50).unwrap();
    stage.grant(&labeler, &crank, None).unwrap();
}

fn allowance(stage: &mut Stage) {
    let labeler = stage.labelers[0].clone();
    let token = stage.market().token.clone();
    let allow = token::ExecuteMsg::IncreaseAllowance {
        spender: stage.requester.to_string(),
        amount: Uint128::new(50),
        expires: None,
    };
    stage.execute(&labeler, &token, &allow, &[]).unwrap();
}

// Messages.

fn params() -> Params {
    Params {
        missed_commit: Bps::new(500),
        min_token_seat_stake: Uint128::zero(),
        randomness: randomness(),
    }
}

fn transfer_ownership(stage: &Stage) -> Action {
    Action::TransferOwnership {
        new_owner: stage.labelers[1].to_string(),
        expiry: None,
    }
}

fn create(stage: &Stage) -> Box<CreateCampaign> {
    Box::new(CreateCampaign {
        terms: campaign().into_terms(stage.now()),
    })
}

fn hook(stage: &Stage, amount: u128, msg: &impl Serialize) -> Cw20ReceiveMsg {
    let sender = stage.requester.to_string();
    let amount = Uint128::new(amount);
    Cw20ReceiveMsg {
        sender,
        amount,
        msg: json(msg),
    }
}

fn tasks(stage: &Stage) -> Tasks {
    Tasks {
        campaign: stage.campaign,
        tasks: vec![0],
    }
}

fn native() -> DenomRef {
    DenomRef { denom: denom() }
}

fn registry_cases() -> Vec<Case> {
    let case = |name, may, reach, message| Case {
        name,
        may,
        reach,
        to: Registry,
        message,
        funds: free,
    };
    vec![
        Case {
            name: "create_campaign",
            may: Anyone,
            reach: nothing,
            to: Registry,
            message: |stage| json(&ExecuteMsg::CreateCampaign(create(stage))),
            funds: |stage| coins(deposit(stage), NATIVE),
        },
        // Nobody here is a token that campaigns pay in.
        case("receive", Nobody, nothing, |stage| {
            let open = ReceiveMsg::CreateCampaign(create(stage));
            json(&ExecuteMsg::Receive(hook(stage, deposit(stage), &open)))
        }),
        case("cancel_campaign", Only(&[Requester]), drawn, |stage| {
            let campaign = stage.campaign;
            json(&ExecuteMsg::CancelCampaign(CampaignRef { campaign }))
        }),
        // Nobody else has stake; the requester could have.
        case("claim", Only(&[Labeler]), nothing, |stage| {
            let claim = Claim {
                campaign: stage.campaign,
                seats: 1,
                issuer: None,
                signature: None,
            };
            json(&ExecuteMsg::Claim(claim))
        }),
        case("draw", Anyone, ticket, |stage| {
            let labeler = stage.labelers[0].to_string();
            let signature = stage.signature_for(stage.campaign, &stage.labelers[0]);
            json(&ExecuteMsg::Draw(Draw {
                campaign: stage.campaign,
                labelers: vec![labeler],
                signature,
            }))
        }),
        case("release", Only(&[Labeler]), drawn, |stage| {
            json(&ExecuteMsg::Release(tasks(stage)))
        }),
        case("commit", Only(&[Labeler]), drawn, |stage| {
            json(&ExecuteMsg::Commit(Commit {
                campaign: stage.campaign,
                tasks: vec![0],
                seals: vec![7; 32].into(),
                sealed: vec![],
            }))
        }),
        case("advance", Anyone, overdue, |stage| {
            json(&ExecuteMsg::Advance(tasks(stage)))
        }),
        case("reveal", Anyone, sealed, |stage| {
            let seat = [(0, &stage.labelers[0])];
            json(&ExecuteMsg::Reveal(stage.opening(stage.campaign, &seat)))
        }),
        case("ask", Only(&[Requester]), waiting, |stage| {
            json(&ExecuteMsg::Ask(Ask {
                campaign: stage.campaign,
                task: 0,
                items: vec![0xff; 8].into(),
                seats: 1,
            }))
        }),
        case("close", Only(&[Requester]), waiting, |stage| {
            json(&ExecuteMsg::Close(tasks(stage)))
        }),
        case("open_gold", Only(&[Requester]), waiting_for_gold, |stage| {
            json(&ExecuteMsg::OpenGold(OpenGold {
                campaign: stage.campaign,
                openings: vec![gold_book().opening(0)],
            }))
        }),
        Case {
            name: "challenge",
            may: Anyone,
            reach: judged,
            to: Registry,
            message: |stage| {
                json(&ExecuteMsg::Challenge(Challenge {
                    campaign: stage.campaign,
                    task: 0,
                    items: vec![0xff, 0x03, 0, 0, 0, 0, 0, 0].into(),
                }))
            },
            funds: |stage| {
                let bond = stage.challenge_bond(stage.campaign, 0, 10);
                coins(bond.amount.u128(), NATIVE)
            },
        },
        case("register", Only(&[Labeler]), paneled, |stage| {
            json(&ExecuteMsg::Register(Register {
                campaign: stage.campaign,
                task: 0,
                issuer: None,
            }))
        }),
        case("sit", Only(&[Labeler]), registered, |stage| {
            let challenges = stage.challenges(stage.campaign, 0);
            let round = challenges.last().map_or(1, |last| last.round);
            json(&ExecuteMsg::Sit(Sit {
                campaign: stage.campaign,
                task: 0,
                signature: Some(stage.signature_of(round)),
            }))
        }),
        case("unregister", Only(&[Labeler]), unfilled, |_| {
            json(&ExecuteMsg::Unregister(Unregister { denom: denom() }))
        }),
        case("seal_panel", Only(&[Labeler]), sitting, |stage| {
            json(&ExecuteMsg::SealPanel(SealPanel {
                campaign: stage.campaign,
                task: 0,
                seal: vec![7; 32].into(),
                sealed: None,
            }))
        }),
        case("reveal_panel", Anyone, panel_sealed, |stage| {
            let id = stage.campaign;
            let panelist: &[&Addr] = if stage.challenges(id, 0).is_empty() {
                &[]
            } else {
                &[&stage.labelers[1]]
            };
            json(&ExecuteMsg::RevealPanel(
                stage.panel_opening((id, 0), panelist),
            ))
        }),
        case("advance_panel", Anyone, unfilled, |stage| {
            json(&ExecuteMsg::AdvancePanel(PanelRef {
                campaign: stage.campaign,
                task: 0,
            }))
        }),
        case("resolve", Anyone, revealed, |stage| {
            json(&ExecuteMsg::Resolve(tasks(stage)))
        }),
        case("settle", Anyone, resolved, |stage| {
            json(&ExecuteMsg::Settle(tasks(stage)))
        }),
        case("update_params", Only(&[Owner]), nothing, |_| {
            json(&ExecuteMsg::UpdateParams(params()))
        }),
        case("set_mode", Only(&[Owner]), nothing, |_| {
            json(&ExecuteMsg::SetMode(Mode::ExitOnly))
        }),
        case("update_ownership", Only(&[Owner]), nothing, |stage| {
            json(&ExecuteMsg::UpdateOwnership(transfer_ownership(stage)))
        }),
    ]
}

fn escrow_cases() -> Vec<Case> {
    let case = |name, may, reach, message| Case {
        name,
        may,
        reach,
        to: Escrow,
        message,
        funds: free,
    };
    vec![
        Case {
            name: "open",
            may: Only(&[Registry]),
            reach: nothing,
            to: Escrow,
            message: |stage| {
                let terms = campaign().into_terms(stage.now());
                json(&escrow::ExecuteMsg::Open(OpenCampaign {
                    campaign: 99,
                    requester: stage.requester.to_string(),
                    denom: terms.denom.clone(),
                    price: terms.price,
                    items: terms.items,
                    tasks: terms.tasks(),
                    max_overlap: terms.overlap.max,
                    reading_key: false,
                    gold_bond: Uint128::zero(),
                    shares: terms.shares.clone(),
                    deposit: deposit(stage).into(),
                }))
            },
            funds: |stage| coins(deposit(stage), NATIVE),
        },
        case("settle", Only(&[Registry]), nothing, |stage| {
            let to = stage.crank.to_string();
            let amount = Uint128::new(901);
            json(&escrow::ExecuteMsg::Settle(SettleBatch {
                campaign: stage.campaign,
                tasks: 1,
                items: 60,
                seats: vec![],
                commons: Uint128::zero(),
                unrevealed: 0,
                gold_bonds_forfeited: 0,
                tips: vec![Credit { to, amount }],
                closes: true,
            }))
        }),
        case("release", Only(&[Registry]), nothing, |stage| {
            json(&escrow::ExecuteMsg::Release(ReleaseReserve {
                campaign: stage.campaign,
                tasks: 1,
                items: 60,
                closes: true,
            }))
        }),
        Case {
            name: "bond",
            may: Only(&[Registry]),
            reach: nothing,
            to: Escrow,
            message: |stage| {
                json(&escrow::ExecuteMsg::Bond(PostBond {
                    campaign: stage.campaign,
                    amount: Uint128::new(77),
                }))
            },
            funds: |_| coins(77, NATIVE),
        },
        case("settle_challenges", Only(&[Registry]), paneled, |stage| {
            let to = stage.crank.to_string();
            let amount = Uint128::new(7);
            json(&escrow::ExecuteMsg::SettleChallenges(ChallengeBatch {
                campaign: stage.campaign,
                bonds: amount,
                credits: vec![Credit { to, amount }],
                commons: Uint128::zero(),
            }))
        }),
        case("withdraw", Only(&[Labeler, Requester]), settled, |stage| {
            json(&escrow::ExecuteMsg::Withdraw(escrow::Withdraw {
                campaigns: vec![stage.campaign],
                denoms: None,
                to: Some(stage.crank.to_string()),
            }))
        }),
        case("flush_commons", Anyone, settled, |_| {
            json(&escrow::ExecuteMsg::FlushCommons(native()))
        }),
        case("allow_denom", Only(&[Owner]), nothing, |_| {
            let terms = Market::token_terms(&Denom::Native("uother".into()));
            json(&escrow::ExecuteMsg::AllowDenom(terms))
        }),
        case("disallow_denom", Only(&[Owner]), nothing, |_| {
            json(&escrow::ExecuteMsg::DisallowDenom(native()))
        }),
        case("update_fees", Only(&[Owner]), nothing, |_| {
            let fees = Fees {
                fee: Bps::ZERO,
                contributors_floor: Bps::ZERO,
            };
            json(&escrow::ExecuteMsg::UpdateFees(fees))
        }),
        case("update_ownership", Only(&[Owner]), nothing, |stage| {
            json(&escrow::ExecuteMsg::UpdateOwnership(transfer_ownership(
                stage,
            )))
        }),
        // Of all roles the labeler alone has shares, and the terms let them give these away.
        case("transfer_shares", Only(&[Labeler]), closed, |stage| {
            json(&escrow::ExecuteMsg::TransferShares(TransferShares {
                campaign: stage.campaign,
                to: stage.crank.to_string(),
                shares: Uint128::one(),
            }))
        }),
        case("offer_license", Only(&[Requester]), closed, |stage| {
            json(&escrow::ExecuteMsg::OfferLicense(offer(stage.campaign, 10)))
        }),
        case("withdraw_offer", Only(&[Requester]), offered, |stage| {
            let campaign = stage.campaign;
            let offer = 1;
            json(&escrow::ExecuteMsg::WithdrawOffer(OfferRef {
                campaign,
                offer,
            }))
        }),
        Case {
            name: "buy_license",
            may: Anyone,
            reach: offered,
            to: Escrow,
            message: |stage| {
                json(&escrow::ExecuteMsg::BuyLicense(BuyLicense {
                    campaign: stage.campaign,
                    offer: 1,
                    licensee: None,
                }))
            },
            funds: |_| coins(10, NATIVE),
        },
        Case {
            name: "pay_royalty",
            may: Anyone,
            reach: nothing,
            to: Escrow,
            message: |stage| {
                let campaign = stage.campaign;
                json(&escrow::ExecuteMsg::PayRoyalty(PayRoyalty { campaign }))
            },
            funds: |_| coins(10, NATIVE),
        },
        // Nobody here is a token that the campaign takes.
        case("receive", Nobody, closed, |stage| {
            let campaign = stage.campaign;
            let pay = escrow::ReceiveMsg::PayRoyalty(PayRoyalty { campaign });
            json(&escrow::ExecuteMsg::Receive(hook(stage, 5, &pay)))
        }),
        case("pay_fees", Only(&[Staking]), shareholder, |stage| {
            let fee = escrow::Amount {
                denom: denom(),
                amount: Uint128::new(5),
            };
            json(&escrow::ExecuteMsg::PayFees(PayFees {
                to: stage.crank.to_string(),
                fees: vec![fee],
            }))
        }),
    ]
}

fn staking_cases() -> Vec<Case> {
    let case = |name, may, reach, message| Case {
        name,
        may,
        reach,
        to: Staking,
        message,
        funds: free,
    };
    vec![
        Case {
            name: "bond",
            may: Anyone,
            reach: nothing,
            to: Staking,
            message: |_| json(&staking::ExecuteMsg::Bond {}),
            funds: |_| coins(5, NATIVE),
        },
        // Even the reward token would have to bring the tokens that it announces.
        case("receive", Nobody, nothing, |stage| {
            json(&staking::ExecuteMsg::Receive(hook(
                stage,
                5,
                &staking::ReceiveMsg::Bond {},
            )))
        }),
        case("unbond", Only(&[Labeler]), nothing, |_| {
            let unbond = staking::Unbond {
                denom: denom(),
                amount: Uint128::new(5),
            };
            json(&staking::ExecuteMsg::Unbond(unbond))
        }),
        case("withdraw", Only(&[Labeler]), unbonded, |_| {
            json(&staking::ExecuteMsg::Withdraw(native()))
        }),
        case("settle", Only(&[Registry]), nothing, |stage| {
            let labeler = stage.labelers[0].to_string();
            json(&staking::ExecuteMsg::Settle(TrustBatch {
                seat_stake: campaign().into_terms(0).seat_stake,
                requester: stage.requester.to_string(),
                domain: DOMAIN.into(),
                deltas: vec![SkillDelta {
                    labeler,
                    skill: 1,
                    mass: 1,
                    evidence: -1,
                    issuer: None,
                }],
            }))
        }),
        case("penalize", Only(&[Registry]), nothing, |stage| {
            let labeler = stage.labelers[0].to_string();
            let amount = Uint128::new(5);
            json(&staking::ExecuteMsg::Penalize(PenaltyBatch {
                denom: denom(),
                penalties: vec![Penalty { labeler, amount }],
            }))
        }),
        case("flush_commons", Anyone, penalized, |_| {
            json(&staking::ExecuteMsg::FlushCommons(native()))
        }),
        case("update_params", Only(&[Owner]), nothing, |_| {
            let params = staking::Params {
                unbonding_seconds: 60,
            };
            json(&staking::ExecuteMsg::UpdateParams(params))
        }),
        case("update_ownership", Only(&[Owner]), nothing, |stage| {
            json(&staking::ExecuteMsg::UpdateOwnership(transfer_ownership(
                stage,
            )))
        }),
        // Of all roles the labeler alone has stake, vouches, and has a record.
        case("register_issuer", Only(&[Labeler]), nothing, |_| {
            json(&staking::ExecuteMsg::RegisterIssuer(RegisterIssuer {
                domain: DOMAIN.into(),
                denom: denom(),
                amount: Uint128::new(5),
            }))
        }),
        case("unregister_issuer", Only(&[Labeler]), vouched, |_| {
            let domain = DOMAIN.into();
            json(&staking::ExecuteMsg::UnregisterIssuer(DomainRef { domain }))
        }),
        case("grant", Only(&[Labeler]), vouched, |stage| {
            json(&staking::ExecuteMsg::Grant(Grant {
                domain: DOMAIN.into(),
                holder: stage.requester.to_string(),
                expires: None,
            }))
        }),
        case("revoke", Only(&[Labeler]), vouched, |stage| {
            json(&staking::ExecuteMsg::Revoke(Revoke {
                domain: DOMAIN.into(),
                holder: stage.crank.to_string(),
            }))
        }),
        case("reply", Only(&[Labeler]), settled, |_| {
            json(&staking::ExecuteMsg::Reply(Reply {
                domain: DOMAIN.into(),
                uri: "ipfs://reply".into(),
            }))
        }),
        // Of all roles the labeler alone has staked reward tokens.
        case("claim_fees", Only(&[Labeler]), shareholder, |stage| {
            json(&staking::ExecuteMsg::ClaimFees(ClaimFees {
                denoms: None,
                to: Some(stage.crank.to_string()),
            }))
        }),
    ]
}

fn token_cases() -> Vec<Case> {
    use token::ExecuteMsg as E;
    let case = |name, may, reach, message| Case {
        name,
        may,
        reach,
        to: Token,
        message,
        funds: free,
    };
    // Of all roles the labeler alone has tokens; the requester may spend some of theirs.
    vec![
        case("transfer", Only(&[Labeler]), nothing, |stage| {
            let recipient = stage.crank.to_string();
            let amount = Uint128::new(5);
            json(&E::Transfer { recipient, amount })
        }),
        case("burn", Only(&[Labeler]), nothing, |_| {
            json(&E::Burn {
                amount: Uint128::new(5),
            })
        }),
        case("send", Only(&[Labeler]), nothing, |stage| {
            let contract = staking_of(stage);
            let amount = Uint128::new(5);
            let msg = json(&staking::ReceiveMsg::Bond {});
            json(&E::Send {
                contract,
                amount,
                msg,
            })
        }),
        case("increase_allowance", Anyone, nothing, |stage| {
            let spender = stage.crank.to_string();
            let amount = Uint128::new(5);
            json(&E::IncreaseAllowance {
                spender,
                amount,
                expires: None,
            })
        }),
        case("decrease_allowance", Only(&[Labeler]), allowance, |stage| {
            let spender = stage.requester.to_string();
            let amount = Uint128::new(5);
            json(&E::DecreaseAllowance {
                spender,
                amount,
                expires: None,
            })
        }),
        case("transfer_from", Only(&[Requester]), allowance, |stage| {
            let owner = stage.labelers[0].to_string();
            let amount = Uint128::new(5);
            json(&E::TransferFrom {
                owner,
                recipient: stage.crank.to_string(),
                amount,
            })
        }),
        case("send_from", Only(&[Requester]), allowance, |stage| {
            let owner = stage.labelers[0].to_string();
            let amount = Uint128::new(5);
            let contract = staking_of(stage);
            let msg = json(&staking::ReceiveMsg::Bond {});
            json(&E::SendFrom {
                owner,
                contract,
                amount,
                msg,
            })
        }),
        case("burn_from", Only(&[Requester]), allowance, |stage| {
            let owner = stage.labelers[0].to_string();
            let amount = Uint128::new(5);
            json(&E::BurnFrom { owner, amount })
        }),
        case("update_marketing", Nobody, nothing, |_| {
            let project = Some("https://example.com".into());
            json(&E::UpdateMarketing {
                project,
                description: None,
                marketing: None,
            })
        }),
        case("upload_logo", Nobody, nothing, |_| {
            json(&E::UploadLogo(Logo::Url("https://example.com".into())))
        }),
        case("claim_emission", Only(&[Labeler]), emitted, |_| {
            json(&E::ClaimEmission(ClaimEmission { epochs: vec![0] }))
        }),
        // What CW20 minters have elsewhere does not exist.
        case("mint", Nobody, nothing, |stage| {
            let recipient = stage.crank.to_string();
            json(&cw20::Cw20ExecuteMsg::Mint {
                recipient,
                amount: Uint128::new(5),
            })
        }),
        case("update_minter", Nobody, nothing, |stage| {
            let new_minter = Some(stage.crank.to_string());
            json(&cw20::Cw20ExecuteMsg::UpdateMinter { new_minter })
        }),
    ]
}

fn staking_of(stage: &Stage) -> String {
    address(stage, Staking).to_string()
}

fn address(stage: &Stage, role: Role) -> Addr {
    use std::ops::Deref;
    let market: &Market = stage.deref();
    match role {
        Requester => stage.requester.clone(),
        Labeler => stage.labelers[0].clone(),
        Owner => market.owner.clone(),
        Stranger => market.app.api().addr_make("stranger"),
        Registry => market.registry.clone(),
        Escrow => market.escrow.clone(),
        Staking => market.staking.clone(),
        Token => market.token.clone(),
    }
}

/// Everything that the four contracts store, and what every role has.
fn world(stage: &Stage) -> impl PartialEq + std::fmt::Debug {
    let contracts = [Registry, Escrow, Staking, Token];
    let stored = contracts.map(|role| stage.app.dump_wasm_raw(&address(stage, role)));
    (stored, ALL.map(|role| stage.balance(&address(stage, role))))
}

/// A new message does not compile here until it is in its table.
#[test]
fn the_tables_have_every_message() {
    let registry = |msg: ExecuteMsg| match msg {
        ExecuteMsg::CreateCampaign(_)
        | ExecuteMsg::Receive(_)
        | ExecuteMsg::CancelCampaign(_)
        | ExecuteMsg::Claim(_)
        | ExecuteMsg::Draw(_)
        | ExecuteMsg::Release(_)
        | ExecuteMsg::Commit(_)
        | ExecuteMsg::Advance(_)
        | ExecuteMsg::Reveal(_)
        | ExecuteMsg::Ask(_)
        | ExecuteMsg::Close(_)
        | ExecuteMsg::OpenGold(_)
        | ExecuteMsg::Resolve(_)
        | ExecuteMsg::Settle(_)
        | ExecuteMsg::UpdateParams(_)
        | ExecuteMsg::SetMode(_)
        | ExecuteMsg::Challenge(_)
        | ExecuteMsg::Register(_)
        | ExecuteMsg::Sit(_)
        | ExecuteMsg::Unregister(_)
        | ExecuteMsg::SealPanel(_)
        | ExecuteMsg::RevealPanel(_)
        | ExecuteMsg::AdvancePanel(_)
        | ExecuteMsg::UpdateOwnership(_) => 24,
    };
    let escrow = |msg: escrow::ExecuteMsg| match msg {
        escrow::ExecuteMsg::Open(_)
        | escrow::ExecuteMsg::Settle(_)
        | escrow::ExecuteMsg::Release(_)
        | escrow::ExecuteMsg::Withdraw(_)
        | escrow::ExecuteMsg::FlushCommons(_)
        | escrow::ExecuteMsg::AllowDenom(_)
        | escrow::ExecuteMsg::DisallowDenom(_)
        | escrow::ExecuteMsg::UpdateFees(_)
        | escrow::ExecuteMsg::TransferShares(_)
        | escrow::ExecuteMsg::OfferLicense(_)
        | escrow::ExecuteMsg::WithdrawOffer(_)
        | escrow::ExecuteMsg::BuyLicense(_)
        | escrow::ExecuteMsg::PayRoyalty(_)
        | escrow::ExecuteMsg::Receive(_)
        | escrow::ExecuteMsg::PayFees(_)
        | escrow::ExecuteMsg::Bond(_)
        | escrow::ExecuteMsg::SettleChallenges(_)
        | escrow::ExecuteMsg::UpdateOwnership(_) => 18,
    };
    let staking = |msg: staking::ExecuteMsg| match msg {
        staking::ExecuteMsg::Bond {}
        | staking::ExecuteMsg::Receive(_)
        | staking::ExecuteMsg::Unbond(_)
        | staking::ExecuteMsg::Withdraw(_)
        | staking::ExecuteMsg::Settle(_)
        | staking::ExecuteMsg::Penalize(_)
        | staking::ExecuteMsg::FlushCommons(_)
        | staking::ExecuteMsg::UpdateParams(_)
        | staking::ExecuteMsg::ClaimFees(_)
        | staking::ExecuteMsg::RegisterIssuer(_)
        | staking::ExecuteMsg::UnregisterIssuer(_)
        | staking::ExecuteMsg::Grant(_)
        | staking::ExecuteMsg::Revoke(_)
        | staking::ExecuteMsg::Reply(_)
        | staking::ExecuteMsg::UpdateOwnership(_) => 15,
    };
    let token = |msg: token::ExecuteMsg| match msg {
        token::ExecuteMsg::Transfer { .. }
        | token::ExecuteMsg::Burn { .. }
        | token::ExecuteMsg::Send { .. }
        | token::ExecuteMsg::IncreaseAllowance { .. }
        | token::ExecuteMsg::DecreaseAllowance { .. }
        | token::ExecuteMsg::TransferFrom { .. }
        | token::ExecuteMsg::SendFrom { .. }
        | token::ExecuteMsg::BurnFrom { .. }
        | token::ExecuteMsg::UpdateMarketing { .. }
        | token::ExecuteMsg::ClaimEmission(_)
        | token::ExecuteMsg::UploadLogo(_) => 11,
    };
    let sizes = [
        registry(ExecuteMsg::SetMode(Mode::Active)),
        escrow(escrow::ExecuteMsg::FlushCommons(native())),
        staking(staking::ExecuteMsg::Bond {}),
        token(token::ExecuteMsg::Burn {
            amount: Uint128::zero(),
        }),
    ];
    let cases = [
        registry_cases(),
        escrow_cases(),
        staking_cases(),
        token_cases(),
    ];
    let named = cases.map(|cases| cases.iter().map(|case| case.name).collect::<BTreeSet<_>>());
    let extra = [0, 0, 0, 2];
    for ((size, names), extra) in sizes.into_iter().zip(&named).zip(extra) {
        assert_eq!(names.len(), size + extra, "{names:?}");
    }
}

#[rstest]
#[case::registry(registry_cases())]
#[case::escrow(escrow_cases())]
#[case::staking(staking_cases())]
#[case::token(token_cases())]
fn a_role_that_may_not_send_a_message_changes_nothing(#[case] cases: Vec<Case>) {
    for case in cases {
        for role in ALL {
            let market = Market::builder().token_balance("labeler 0", 1_000).build();
            let mut stage = Stage::on(market, 3, campaign());
            (case.reach)(&mut stage);
            let sender = address(&stage, role);
            let contract = address(&stage, case.to);
            if !(case.funds)(&stage).is_empty() {
                stage.mint(&sender, 1_000_000);
            }
            // A role that acts as a contract gets the contracts out of step.
            stage.check_every(None);
            let message = (case.message)(&stage);
            let funds = (case.funds)(&stage);
            let before = world(&stage);
            let raw = cosmwasm_std::WasmMsg::Execute {
                contract_addr: contract.to_string(),
                msg: message,
                funds,
            };
            let outcome = stage.transaction(&sender, vec![raw.into()]);
            let name = case.name;
            if case.may.send(role) {
                outcome.unwrap_or_else(|error| panic!("{role:?} may {name}: {error:?}"));
            } else {
                let error = outcome.expect_err(&format!("{role:?} may not {name}"));
                assert_eq!(world(&stage), before, "{role:?}, {name}");
                if let Only([Owner] | [Registry]) = case.may {
                    let reason = error.root_cause().to_string();
                    let refused = reason.starts_with("only the")
                        || reason.contains("not the contract's current owner");
                    assert!(refused, "{role:?}, {name}: {reason}");
                }
            }
        }
    }
}

#[test]
fn ownership_moves_in_two_steps_and_the_old_owner_is_out() {
    let mut stage = Stage::new(2, campaign());
    let owner = address(&stage, Owner);
    let heir = stage.labelers[1].clone();
    let transfer = ExecuteMsg::UpdateOwnership(transfer_ownership(&stage));
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    stage.registry(&owner, &transfer).unwrap();
    assert!(stage
        .registry(&heir, &ExecuteMsg::SetMode(Mode::ExitOnly))
        .is_err());
    let stranger = stage.account("stranger");
    assert!(stage.registry(&stranger, &accept).is_err());
    stage.registry(&heir, &accept).unwrap();
    assert!(stage
        .registry(&owner, &ExecuteMsg::SetMode(Mode::ExitOnly))
        .is_err());
    stage
        .registry(&heir, &ExecuteMsg::SetMode(Mode::ExitOnly))
        .unwrap();
}

#[test]
fn funds_that_a_message_does_not_ask_for_are_refused() {
    let mut stage = Stage::new(3, campaign());
    settled(&mut stage);
    let cases = [
        registry_cases(),
        escrow_cases(),
        staking_cases(),
        token_cases(),
    ];
    for case in cases.into_iter().flatten() {
        let paid = [
            "create_campaign",
            "open",
            "bond",
            "challenge",
            "buy_license",
            "pay_royalty",
        ];
        if paid.contains(&case.name) {
            continue;
        }
        let contract = address(&stage, case.to);
        let msg = (case.message)(&stage);
        for role in [Owner, Labeler, Registry] {
            let sender = address(&stage, role);
            stage.mint(&sender, 10);
            let raw = cosmwasm_std::WasmMsg::Execute {
                contract_addr: contract.to_string(),
                msg: msg.clone(),
                funds: coins(1, NATIVE),
            };
            let outcome = stage.transaction(&sender, vec![raw.into()]);
            assert!(outcome.is_err(), "{role:?} paid for {}", case.name);
        }
    }
}
