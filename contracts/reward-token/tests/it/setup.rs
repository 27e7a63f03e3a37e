//! A chain with the token and three accounts. After every call the balances are added up.

use cosmwasm_std::{coins, Addr, Coin, Empty, Uint128};
use cw20::{AllAccountsResponse, AllowanceResponse, BalanceResponse, Cw20Coin, TokenInfoResponse};
use cw_multi_test::{error::AnyResult, App, AppResponse, Contract, ContractWrapper, Executor};
use pasar_common::{
    ratio::Bps,
    reward_token::{Emission, ExecuteMsg, InstantiateMsg, Marketing, QueryMsg},
};
use reward_token::{contract, ContractError};
use serde::{de::DeserializeOwned, Serialize};

/// Hard cap.
pub const CAP: u128 = 1_000_000;
/// Initial balance of the first two accounts.
pub const WEALTH: u128 = 1_000;

pub struct Suite {
    pub app: App,
    pub token: Addr,
    pub ada: Addr,
    pub ben: Addr,
    pub cleo: Addr,
    supply: u128,
    /// What the next call may mint.
    pub minted: u128,
}

pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

/// An app whose accounts `ada`, `ben` and `cleo` have a coin each.
pub fn app() -> (App, [Addr; 3]) {
    let mut app = App::default();
    let accounts = ["ada", "ben", "cleo"].map(|name| app.api().addr_make(name));
    app.init_modules(|router, _, storage| {
        for account in &accounts {
            let funds = coins(1, "uatom");
            router.bank.init_balance(storage, account, funds).unwrap();
        }
    });
    (app, accounts)
}

/// The message that starts the token of the tests.
pub fn message([ada, ben, cleo]: &[Addr; 3]) -> InstantiateMsg {
    let balance = |account: &Addr| Cw20Coin {
        address: account.to_string(),
        amount: WEALTH.into(),
    };
    InstantiateMsg {
        name: "Pasar".into(),
        symbol: "PASAR".into(),
        decimals: 6,
        cap: CAP.into(),
        initial_balances: vec![balance(ada), balance(ben)],
        label_escrow: cleo.to_string(),
        emission: Emission {
            first_budget: Uint128::zero(),
            keep: Bps::ZERO,
            mint_per_point: Uint128::zero(),
        },
        marketing: Some(Marketing {
            project: Some("https://pasar.example".into()),
            description: Some("Rewards labels".into()),
            marketing: Some(cleo.to_string()),
            logo: None,
        }),
    }
}

/// Starts a token.
pub fn start(
    app: &mut App,
    sender: &Addr,
    msg: &InstantiateMsg,
    funds: &[Coin],
) -> Result<Addr, ContractError> {
    let code = app.store_code(code());
    let admin = Some(sender.to_string());
    app.instantiate_contract(code, sender.clone(), msg, funds, "it", admin)
        .map_err(|error| error.downcast().unwrap())
}

impl Suite {
    pub fn new() -> Self {
        let (app, accounts) = app();
        let msg = message(&accounts);
        Self::with(app, accounts, &msg)
    }

    /// The same with a token of its own.
    pub fn with(mut app: App, accounts: [Addr; 3], msg: &InstantiateMsg) -> Self {
        let token = start(&mut app, &accounts[0], msg, &[]).unwrap();
        let [ada, ben, cleo] = accounts;
        let mut suite = Self {
            app,
            token,
            ada,
            ben,
            cleo,
            supply: 2 * WEALTH,
            minted: 0,
        };
        suite.check_supply();
        suite
    }

    /// Sends a message; whether it was refused or not, the supply has not grown, and is what all
    /// accounts have.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<AppResponse, ContractError> {
        self.execute_with(sender, msg, &[])
    }

    #[track_caller]
    pub fn execute_with(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let result = self.send_json(sender, msg, funds);
        result.map_err(|error| error.downcast().unwrap())
    }

    /// The same with whatever becomes JSON.
    #[track_caller]
    pub fn send_json(
        &mut self,
        sender: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> AnyResult<AppResponse> {
        let sender = sender.clone();
        let token = self.token.clone();
        let result = self.app.execute_contract(sender, token, msg, funds);
        self.check_supply();
        result
    }

    #[track_caller]
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        let answer = self.app.wrap().query_wasm_smart(&self.token, msg);
        answer.unwrap()
    }

    #[track_caller]
    pub fn balance(&self, account: &Addr) -> u128 {
        let address = account.to_string();
        let found: BalanceResponse = self.query(&QueryMsg::Balance { address });
        found.balance.u128()
    }

    #[track_caller]
    pub fn allowance(&self, owner: &Addr, spender: &Addr) -> AllowanceResponse {
        self.query(&QueryMsg::Allowance {
            owner: owner.to_string(),
            spender: spender.to_string(),
        })
    }

    #[track_caller]
    pub fn supply(&self) -> Uint128 {
        let info: TokenInfoResponse = self.query(&QueryMsg::TokenInfo {});
        info.total_supply
    }

    #[track_caller]
    fn check_supply(&mut self) {
        let accounts: AllAccountsResponse = self.query(&QueryMsg::AllAccounts {
            start_after: None,
            limit: Some(30),
        });
        let balance = |address| -> BalanceResponse { self.query(&QueryMsg::Balance { address }) };
        let balances = accounts.accounts.into_iter().map(balance);
        let sum: u128 = balances.map(|found| found.balance.u128()).sum();
        let supply = self.supply().u128();
        assert_eq!(supply, sum);
        assert!(supply <= self.supply + self.minted && supply <= CAP);
        self.minted = 0;
        self.supply = supply;
    }
}
