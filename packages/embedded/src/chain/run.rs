//! Runs the messages of a transaction, all or none of them.

use cosmos_sdk_proto::{
    cosmos::{bank::v1beta1::MsgSend, base::v1beta1::Coin as ProtoCoin},
    cosmwasm::wasm::v1::MsgExecuteContract,
};
use cosmwasm_std::{
    from_json, Api, BalanceResponse, BankMsg, BankQuery, BlockInfo, Coin, CosmosMsg, Empty, Event,
    QueryRequest, Uint128, WasmMsg,
};
use cw_multi_test::{AppResponse, CosmosRouter};
use pasar_testkit::words_of;

use super::{
    accounts::Accounts, grants::Grants, message::Message, overlay::Overlay, refusal::Refusal,
};

/// What of the chain is kept outside of the embedded one.
#[derive(Clone, Default)]
pub struct Books {
    /// Accounts.
    pub accounts: Accounts,
    /// Grants and allowances.
    pub grants: Grants,
}

/// Modules of the embedded chain.
pub type Router<'a> = dyn CosmosRouter<ExecC = Empty, QueryC = Empty> + 'a;

/// What messages run on.
pub struct Ground<'a, 'b> {
    /// The modules.
    pub router: &'a Router<'a>,
    /// Addresses and cryptography.
    pub api: &'a dyn Api,
    /// The state, with what the transaction has changed of it.
    pub storage: &'a mut Overlay<'b>,
    /// The block.
    pub block: &'a BlockInfo,
    /// Accounts and grants.
    pub books: &'a mut Books,
}

impl Ground<'_, '_> {
    /// Runs messages; what each said.
    pub fn all(&mut self, messages: &[Message]) -> Result<Vec<Vec<Event>>, Refusal> {
        let run = |(index, message): (usize, &Message)| {
            self.one(message)
                .map_err(|refusal| refusal.of_message(index))
        };
        messages.iter().enumerate().map(run).collect()
    }

    fn one(&mut self, message: &Message) -> Result<Vec<Event>, Refusal> {
        let now = i64::try_from(self.block.time.seconds()).unwrap_or(i64::MAX);
        let mut events = vec![Event::new("message")
            .add_attribute("action", message.type_url())
            .add_attribute("sender", message.signer())];
        match message {
            Message::Execute(message) => events.extend(self.execute(message)?.events),
            Message::Send(message) => events.extend(self.send(message)?),
            Message::Exec(grantee, inner) => {
                for message in inner {
                    if message.signer() != grantee {
                        self.books.grants.accept(grantee, message, now)?;
                    }
                    events.extend(
                        self.one(message)
                            .map_err(|refusal| granted(refusal, message))?,
                    );
                }
            }
            Message::Grant(message) => self.books.grants.grant(message, now)?,
            Message::Revoke(message) => self.books.grants.revoke(message)?,
            Message::GrantAllowance(message) => {
                self.books.grants.allow(message, now)?;
                self.books.accounts.make(&message.grantee);
            }
            Message::RevokeAllowance(message) => self.books.grants.disallow(message)?,
        }
        Ok(events)
    }

    fn execute(&mut self, message: &MsgExecuteContract) -> Result<AppResponse, Refusal> {
        let funds = coins(&message.funds)?;
        self.check_funds(&message.sender, &funds)?;
        let call = WasmMsg::Execute {
            contract_addr: message.contract.clone(),
            msg: message.msg.clone().into(),
            funds,
        };
        let response = self.dispatch(&message.sender, call.into())?;
        let calls = response.events.iter().filter(|event| event.ty == "execute");
        self.storage.meter.calls(calls.count());
        Ok(response)
    }

    fn send(&mut self, message: &MsgSend) -> Result<Vec<Event>, Refusal> {
        let amount = coins(&message.amount)?;
        self.transfer(&message.from_address, &message.to_address, amount)
    }

    /// Moves coins; whoever gets some has an account then.
    pub fn transfer(
        &mut self,
        from: &str,
        to: &str,
        amount: Vec<Coin>,
    ) -> Result<Vec<Event>, Refusal> {
        check_address(self.api, to)?;
        self.check_funds(from, &amount)?;
        let to_address = to.to_owned();
        let response = self.dispatch(from, BankMsg::Send { to_address, amount }.into())?;
        self.books.accounts.make(to);
        Ok(response.events)
    }

    fn dispatch(&mut self, sender: &str, message: CosmosMsg) -> Result<AppResponse, Refusal> {
        let sender = check_address(self.api, sender)?;
        self.router
            .execute(self.api, self.storage, self.block, sender, message)
            .map_err(|error| Refusal::executed(&words_of(&error)))
    }

    /// Said before the bank would say it, in the words of a real one.
    fn check_funds(&self, of: &str, coins: &[Coin]) -> Result<(), Refusal> {
        for Coin { denom, amount } in coins {
            let have = balance(self.router, self.api, self.storage, self.block, (of, denom))?;
            if have < *amount {
                let found =
                    format!("spendable balance {have}{denom} is smaller than {amount}{denom}");
                return Err(Refusal::funds(&found));
            }
        }
        Ok(())
    }
}

/// Names the message that was sent in somebody's name.
fn granted(refusal: Refusal, message: &Message) -> Refusal {
    match message {
        Message::Execute(call) => refusal.of_granted(&call.sender, &call.contract, &call.msg),
        Message::Send(_)
        | Message::Exec(..)
        | Message::Grant(_)
        | Message::Revoke(_)
        | Message::GrantAllowance(_)
        | Message::RevokeAllowance(_) => refusal,
    }
}

/// What an address has of a denom.
pub fn balance(
    router: &Router<'_>,
    api: &dyn Api,
    storage: &dyn cosmwasm_std::Storage,
    block: &BlockInfo,
    (address, denom): (&str, &str),
) -> Result<Uint128, Refusal> {
    let address = check_address(api, address)?.into_string();
    let denom = denom.to_owned();
    let request = QueryRequest::Bank(BankQuery::Balance { address, denom });
    let answer = router.query(api, storage, block, request);
    let answer = answer.map_err(|error| Refusal::request(&words_of(&error)))?;
    let answer: BalanceResponse =
        from_json(answer).map_err(|error| Refusal::request(&error.to_string()))?;
    Ok(answer.amount.amount)
}

/// An address from text.
pub fn check_address(api: &dyn Api, text: &str) -> Result<cosmwasm_std::Addr, Refusal> {
    let address = api.addr_validate(text);
    address.map_err(|error| Refusal::address(&format!("{text:?}: {error}")))
}

/// Coins of a message.
pub fn coins(list: &[ProtoCoin]) -> Result<Vec<Coin>, Refusal> {
    let coin = |ProtoCoin { denom, amount }: &ProtoCoin| {
        let wanted = || Refusal::request(&format!("{amount:?}{denom} is no amount of coins"));
        let amount: u128 = amount.parse().map_err(|_| wanted())?;
        if amount == 0 || denom.is_empty() {
            return Err(wanted());
        }
        Ok(Coin::new(amount, denom.as_str()))
    };
    list.iter().map(coin).collect()
}
