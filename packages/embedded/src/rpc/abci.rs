//! Questions to the chain's modules, in protobuf.

use cosmos_sdk_proto::{
    cosmos::{
        auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse},
        bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse},
        base::{
            abci::v1beta1::{GasInfo, Result as Simulated},
            v1beta1::Coin,
        },
        tx::v1beta1::{SimulateRequest, SimulateResponse},
    },
    cosmwasm::wasm::v1::{
        QueryRawContractStateRequest, QueryRawContractStateResponse,
        QuerySmartContractStateRequest, QuerySmartContractStateResponse,
    },
    prost::Message,
};
use cosmwasm_std::Event;

use crate::chain::{message::pack, refusal::Refusal, Chain};

const ACCOUNT: &str = "/cosmos.auth.v1beta1.Query/Account";
const BALANCE: &str = "/cosmos.bank.v1beta1.Query/Balance";
const RAW: &str = "/cosmwasm.wasm.v1.Query/RawContractState";
const SIMULATE: &str = "/cosmos.tx.v1beta1.Service/Simulate";
const SMART: &str = "/cosmwasm.wasm.v1.Query/SmartContractState";
/// All questions.
const PATHS: [&str; 5] = [ACCOUNT, BALANCE, RAW, SIMULATE, SMART];

/// Answers a question by its path.
pub fn query(chain: &mut Chain, path: &str, request: &[u8]) -> Result<Vec<u8>, Refusal> {
    match path {
        ACCOUNT => account(chain, &read::<QueryAccountRequest>(request)?.address),
        BALANCE => balance(chain, read(request)?),
        RAW => raw(chain, &read(request)?),
        SIMULATE => simulate(chain, read(request)?),
        SMART => smart(chain, &read(request)?),
        other => {
            let known = PATHS.join(", ");
            let found = format!("unknown query path {other:?}; there are {known}");
            Err(Refusal::unknown(&found))
        }
    }
}

fn read<T: Message + Default>(request: &[u8]) -> Result<T, Refusal> {
    let read = T::decode(request);
    read.map_err(|error| Refusal::request(&format!("the question is not understood: {error}")))
}

fn account(chain: &mut Chain, address: &str) -> Result<Vec<u8>, Refusal> {
    let numbers = chain.account(address);
    let numbers = numbers.map_err(|_| Refusal::not_found(&format!("account {address}")))?;
    let account = BaseAccount {
        address: address.to_owned(),
        pub_key: None,
        account_number: numbers.number,
        sequence: numbers.sequence,
    };
    let account = Some(pack(&account));
    Ok(QueryAccountResponse { account }.encode_to_vec())
}

fn balance(chain: &Chain, asked: QueryBalanceRequest) -> Result<Vec<u8>, Refusal> {
    let QueryBalanceRequest { address, denom } = asked;
    let amount = chain.balance(&address, &denom)?.to_string();
    let balance = Some(Coin { denom, amount });
    Ok(QueryBalanceResponse { balance }.encode_to_vec())
}

fn smart(chain: &Chain, asked: &QuerySmartContractStateRequest) -> Result<Vec<u8>, Refusal> {
    let data = chain.smart(&asked.address, &asked.query_data)?.to_vec();
    Ok(QuerySmartContractStateResponse { data }.encode_to_vec())
}

fn raw(chain: &Chain, asked: &QueryRawContractStateRequest) -> Result<Vec<u8>, Refusal> {
    let data = chain.raw(&asked.address, &asked.query_data)?.to_vec();
    Ok(QueryRawContractStateResponse { data }.encode_to_vec())
}

fn simulate(chain: &mut Chain, asked: SimulateRequest) -> Result<Vec<u8>, Refusal> {
    if asked.tx_bytes.is_empty() {
        return Err(Refusal::request("empty txBytes is not allowed"));
    }
    let (gas_used, events) = chain.simulate(&asked.tx_bytes)?;
    #[allow(deprecated, reason = "a field that is not set")]
    let result = Simulated {
        data: Vec::new(),
        log: String::new(),
        events: events.into_iter().map(event).collect(),
        msg_responses: Vec::new(),
    };
    let gas_info = GasInfo {
        gas_wanted: 0,
        gas_used,
    };
    let answer = SimulateResponse {
        gas_info: Some(gas_info),
        result: Some(result),
    };
    Ok(answer.encode_to_vec())
}

fn event(event: Event) -> cosmos_sdk_proto::tendermint::abci::Event {
    let attribute =
        |attribute: cosmwasm_std::Attribute| cosmos_sdk_proto::tendermint::abci::EventAttribute {
            key: attribute.key,
            value: attribute.value,
            index: true,
        };
    cosmos_sdk_proto::tendermint::abci::Event {
        r#type: event.ty,
        attributes: event.attributes.into_iter().map(attribute).collect(),
    }
}
