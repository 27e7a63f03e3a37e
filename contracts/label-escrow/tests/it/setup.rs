//! A chain with the contract, an honest token, and a registry that is an account of the tests.

use cosmwasm_std::{coins, Addr, Coin, Empty, Event};
use cw20::{Cw20Coin, Cw20ExecuteMsg, Denom};
use cw_multi_test::{App, AppResponse, BankSudo, Contract, ContractWrapper, Executor};
use label_escrow::{contract, ContractError};
use pasar_common::{
    fee_pool::{FeePool, FEE_POOL},
    label_escrow::{
        Credit, DenomRef, DenomTerms, ExecuteMsg, Fees, InstantiateMsg, OpenCampaign,
        ReleaseReserve, SettleBatch, SettledLabeler, Withdraw,
    },
    ratio::Bps,
    task_registry::ShareTerms,
};
use serde::Serialize;

use crate::token::{token, Mood, BALANCES, MOOD};

/// A native denom with a tip of [`TIP`] and an emission weight of 1.
pub const ATOM: &str = "uatom";
/// A native denom without tips and emissions.
pub const OSMO: &str = "uosmo";
/// What the registry has of each denom, to pay deposits with.
pub const WEALTH: u128 = 1_000_000_000_000;
/// The protocol's fee, in basis points.
pub const FEE: u16 = 500;
/// Least contributors' share, in basis points.
pub const FLOOR: u16 = 5_000;
/// Length of an epoch.
pub const EPOCH: u64 = 7 * 86_400;

/// Reward tokens that are staked from the start on.
pub const STAKED: u128 = 1_024;

/// Price of a label of [`Suite::campaign`]; its fee is 5.
pub const PRICE: u128 = 100;
/// Tip of a task in [`ATOM`].
pub const TIP: u128 = 40;
/// Gold bond of a task of [`Suite::campaign`].
pub const BOND: u128 = 30;
/// What a page of [`Suite::campaign`] reserves: 50 items, 3 labels each, a tip and a bond.
pub const PAGE: u128 = 50 * 3 * 105 + TIP + BOND;
/// Tip of a task in the suite's token.
pub const TOKEN_TIP: u128 = 7;

pub struct Suite {
    pub app: App,
    pub escrow: Addr,
    /// An account: what it says is what the registry says.
    pub registry: Addr,
    pub staking: Addr,
    pub token: Addr,
    pub owner: Addr,
    pub commons: Addr,
    /// Labelers ada and ben, requester rita, and kit, who turns the cranks.
    pub people: [Addr; 4],
    /// Whether a token was told to misbehave so that money is missing.
    pub robbed: bool,
}

pub fn native(denom: &str) -> Denom {
    Denom::Native(denom.to_owned())
}

/// Settings of a denom.
pub fn terms(denom: &Denom, min_price: u128, tip: u128, emission_weight: u32) -> DenomTerms {
    DenomTerms {
        denom: denom.clone(),
        min_price: min_price.into(),
        min_seat_stake: 3u128.into(),
        tip_per_task: tip.into(),
        reputation_fee: 2u128.into(),
        emission_weight,
    }
}

/// What a labeler did; all that they are paid, their skill earned.
pub fn seat(labeler: &Addr, labels: u32, pay: u128) -> SettledLabeler {
    SettledLabeler {
        labeler: labeler.to_string(),
        labels,
        earned: pay.into(),
        pay: pay.into(),
    }
}

pub fn tip(to: &Addr, amount: u128) -> Credit {
    Credit {
        to: to.to_string(),
        amount: amount.into(),
    }
}

pub fn release(campaign: u32, tasks: u32, items: u32, closes: bool) -> ReleaseReserve {
    ReleaseReserve {
        campaign,
        tasks,
        items,
        closes,
    }
}

/// The sender's money of these campaigns, in all denoms, to the sender.
pub fn everything(campaigns: &[u32]) -> Withdraw {
    Withdraw {
        campaigns: campaigns.to_vec(),
        denoms: None,
        to: None,
    }
}

/// The first event that reads as `T`.
#[track_caller]
pub fn event<T: for<'a> TryFrom<&'a Event>>(response: &AppResponse) -> T {
    events(response).into_iter().next().unwrap()
}

/// All events that read as `T`.
pub fn events<T: for<'a> TryFrom<&'a Event>>(response: &AppResponse) -> Vec<T> {
    let events = response.events.iter();
    events.filter_map(|event| T::try_from(event).ok()).collect()
}

impl Suite {
    pub fn new() -> Self {
        let mut app = App::default();
        let [registry, staking, owner, commons] =
            ["registry", "staking", "owner", "commons"].map(|name| app.api().addr_make(name));
        let people = ["ada", "ben", "rita", "kit"].map(|name| app.api().addr_make(name));
        app.init_modules(|router, _, storage| {
            let funds = [coins(WEALTH, ATOM), coins(WEALTH, OSMO)].concat();
            router.bank.init_balance(storage, &registry, funds).unwrap();
        });
        let token = honest_token(&mut app, &registry);
        let code = app.store_code(code());
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            task_registry: registry.to_string(),
            reputation_staking: staking.to_string(),
            commons: commons.to_string(),
            fee: Bps::new(FEE),
            contributors_floor: Bps::new(FLOOR),
            epoch_seconds: EPOCH,
            denoms: vec![
                terms(&native(ATOM), 10, TIP, 1_000_000),
                terms(&native(OSMO), 1, 0, 0),
                terms(&Denom::Cw20(token.clone()), 20, TOKEN_TIP, 2_500_000),
            ],
        };
        let escrow = start(&mut app, code, &owner, &msg);
        let mut suite = Self {
            app,
            escrow,
            registry,
            staking,
            token,
            owner,
            commons,
            people,
            robbed: false,
        };
        suite.stake(FeePool {
            active: STAKED.into(),
            next: STAKED.into(),
            ..FeePool::default()
        });
        suite
    }

    /// Writes what staking says of the stake that shares fees.
    pub fn stake(&mut self, pool: FeePool) {
        let staking = self.staking.clone();
        let mut storage = self.app.contract_storage_mut(&staking);
        FEE_POOL.save(storage.as_mut(), &[], &pool);
    }

    /// A suite with the campaign 1 open.
    pub fn opened() -> Self {
        let mut suite = Self::new();
        suite.open(&suite.campaign(1)).unwrap();
        suite
    }

    pub fn ada(&self) -> Addr {
        self.people[0].clone()
    }

    pub fn ben(&self) -> Addr {
        self.people[1].clone()
    }

    /// Who pays for campaigns.
    pub fn rita(&self) -> Addr {
        self.people[2].clone()
    }

    /// Who turns the cranks.
    pub fn kit(&self) -> Addr {
        self.people[3].clone()
    }

    pub fn token_denom(&self) -> Denom {
        Denom::Cw20(self.token.clone())
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    /// Coins out of nowhere.
    #[track_caller]
    pub fn mint(&mut self, to: &Addr, amount: u128, denom: &str) {
        let mint = BankSudo::Mint {
            to_address: to.to_string(),
            amount: coins(amount, denom),
        };
        self.app.sudo(mint.into()).unwrap();
    }

    /// An allowed token that misbehaves when told so; the registry has some. Its tip is [`TIP`].
    pub fn hostile_token(&mut self) -> Addr {
        let code = self.app.store_code(token());
        let token = start(&mut self.app, code, &self.owner, &Empty {});
        let registry = self.registry.clone();
        self.set_token_balance(&token, &registry, WEALTH);
        let allowed = terms(&Denom::Cw20(token.clone()), 1, TIP, 1_000_000);
        self.allow(&allowed).unwrap();
        token
    }

    pub fn tell(&mut self, token: &Addr, mood: Mood) {
        let mut storage = self.app.contract_storage_mut(token);
        MOOD.save(storage.as_mut(), &mood).unwrap();
    }

    pub fn set_token_balance(&mut self, token: &Addr, account: &Addr, balance: u128) {
        let mut storage = self.app.contract_storage_mut(token);
        BALANCES
            .save(storage.as_mut(), account, &balance.into())
            .unwrap();
    }

    // What the registry would say.

    /// Two pages of 50 items, 3 labels each at [`PRICE`] and a fee of 5, a [`BOND`], in [`ATOM`].
    pub fn campaign(&self, campaign: u32) -> OpenCampaign {
        OpenCampaign {
            campaign,
            requester: self.rita().to_string(),
            denom: native(ATOM),
            price: PRICE.into(),
            items: 100,
            tasks: 2,
            max_overlap: 3,
            reading_key: false,
            gold_bond: BOND.into(),
            shares: ShareTerms {
                contributors: Bps::new(6_000),
                transferable: true,
                royalty_denoms: vec![native(OSMO), self.token_denom()],
            },
            deposit: (2 * PAGE).into(),
        }
    }

    /// The same with a page reserving less or more because of another tip.
    pub fn campaign_in(&self, campaign: u32, denom: &Denom, tip: u128) -> OpenCampaign {
        OpenCampaign {
            denom: denom.clone(),
            deposit: (2 * (PAGE - TIP + tip)).into(),
            ..self.campaign(campaign)
        }
    }

    /// The first page of the campaign 1 ends; what labels cost and nobody earned is the commons'.
    pub fn page(&self, seats: Vec<SettledLabeler>) -> SettleBatch {
        let labels: u32 = seats.iter().map(|seat| seat.labels).sum();
        let pay: u128 = seats.iter().map(|seat| seat.pay.u128()).sum();
        let full = PRICE * u128::from(labels);
        SettleBatch {
            campaign: 1,
            tasks: 1,
            items: 50,
            seats,
            commons: full.saturating_sub(pay).into(),
            unrevealed: 0,
            gold_bonds_forfeited: 0,
            tips: vec![tip(&self.kit(), TIP)],
            closes: false,
        }
    }

    // Messages.

    /// Sends a message, and adds the books up whether it was refused or not.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let escrow = self.escrow.clone();
        let result = self
            .app
            .execute_contract(sender.clone(), escrow, msg, funds);
        self.check_books();
        result.map_err(|error| error.downcast::<ContractError>().unwrap())
    }

    /// The registry passes a deposit on: coins with the message, tokens just before it.
    #[track_caller]
    pub fn open(&mut self, msg: &OpenCampaign) -> Result<AppResponse, ContractError> {
        let funds = match &msg.denom {
            Denom::Native(denom) => coins(msg.deposit.u128(), denom),
            Denom::Cw20(token) => {
                let (token, registry, escrow) =
                    (token.clone(), self.registry.clone(), self.escrow.clone());
                self.transfer(&token, &registry, &escrow, msg.deposit.u128());
                vec![]
            }
        };
        self.open_with(msg, &funds)
    }

    #[track_caller]
    pub fn open_with(
        &mut self,
        msg: &OpenCampaign,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let registry = self.registry.clone();
        self.execute(&registry, &ExecuteMsg::Open(msg.clone()), funds)
    }

    #[track_caller]
    pub fn transfer(&mut self, token: &Addr, from: &Addr, to: &Addr, amount: u128) {
        let msg = Cw20ExecuteMsg::Transfer {
            recipient: to.to_string(),
            amount: amount.into(),
        };
        self.app
            .execute_contract(from.clone(), token.clone(), &msg, &[])
            .unwrap();
    }

    #[track_caller]
    pub fn settle(&mut self, batch: &SettleBatch) -> Result<AppResponse, ContractError> {
        let registry = self.registry.clone();
        self.execute(&registry, &ExecuteMsg::Settle(batch.clone()), &[])
    }

    #[track_caller]
    pub fn release(&mut self, msg: &ReleaseReserve) -> Result<AppResponse, ContractError> {
        let registry = self.registry.clone();
        self.execute(&registry, &ExecuteMsg::Release(msg.clone()), &[])
    }

    #[track_caller]
    pub fn withdraw(
        &mut self,
        sender: &Addr,
        msg: &Withdraw,
    ) -> Result<AppResponse, ContractError> {
        self.execute(sender, &ExecuteMsg::Withdraw(msg.clone()), &[])
    }

    #[track_caller]
    pub fn flush(&mut self, denom: &Denom) -> Result<AppResponse, ContractError> {
        let anyone = self.kit();
        let denom = denom.clone();
        self.execute(&anyone, &ExecuteMsg::FlushCommons(DenomRef { denom }), &[])
    }

    #[track_caller]
    pub fn allow(&mut self, terms: &DenomTerms) -> Result<AppResponse, ContractError> {
        let owner = self.owner.clone();
        self.execute(&owner, &ExecuteMsg::AllowDenom(terms.clone()), &[])
    }

    #[track_caller]
    pub fn disallow(&mut self, denom: &Denom) -> Result<AppResponse, ContractError> {
        let owner = self.owner.clone();
        let denom = denom.clone();
        self.execute(&owner, &ExecuteMsg::DisallowDenom(DenomRef { denom }), &[])
    }

    #[track_caller]
    pub fn update_fees(&mut self, fee: u16, floor: u16) -> Result<AppResponse, ContractError> {
        let fee = Bps::new(fee);
        let contributors_floor = Bps::new(floor);
        let fees = Fees {
            fee,
            contributors_floor,
        };
        let owner = self.owner.clone();
        self.execute(&owner, &ExecuteMsg::UpdateFees(fees), &[])
    }
}

pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

fn start(app: &mut App, code: u64, owner: &Addr, msg: &impl Serialize) -> Addr {
    app.instantiate_contract(code, owner.clone(), msg, &[], "it", Some(owner.to_string()))
        .unwrap()
}

fn honest_token(app: &mut App, registry: &Addr) -> Addr {
    use cw20_base::contract::{execute, instantiate, query};
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    let msg = cw20_base::msg::InstantiateMsg {
        name: "Token".into(),
        symbol: "TOK".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin {
            address: registry.to_string(),
            amount: WEALTH.into(),
        }],
        mint: None,
        marketing: None,
    };
    start(app, code, registry, &msg)
}
