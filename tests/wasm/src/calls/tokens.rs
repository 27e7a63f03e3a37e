//! The messages of a CW20.

use cosmwasm_std::{to_json_binary, Uint128};
use cw20::{EmbeddedLogo, Logo};
use pasar_common::{reputation_staking::ReceiveMsg, reward_token::ExecuteMsg};

use super::world::World;

/// The largest logo that cw20-base takes.
const LOGO_BYTES: usize = 5 * 1024;

pub fn messages(world: &mut World) {
    let bank = world.suite.bank.clone();
    let owner = world.suite.owner.clone();
    let spender = world.suite.account("spender");
    let staking = world.suite.staking.clone();
    let dollar = world.suite.dollar.clone();
    for (sender, messages) in [
        (&bank, moved(&spender, &staking).as_slice()),
        (&spender, &of_allowance(&bank, &spender, &staking)),
        (&owner, &shown()),
    ] {
        for msg in messages {
            world.tell(sender, &dollar, msg);
        }
    }
}

const AMOUNT: Uint128 = Uint128::new(1_000);

/// What owners do with their tokens.
fn moved(spender: &str, staking: &str) -> [ExecuteMsg; 5] {
    [
        ExecuteMsg::Transfer {
            recipient: spender.into(),
            amount: AMOUNT,
        },
        ExecuteMsg::Burn { amount: AMOUNT },
        ExecuteMsg::Send {
            contract: staking.into(),
            amount: AMOUNT,
            msg: bond(),
        },
        ExecuteMsg::IncreaseAllowance {
            spender: spender.into(),
            amount: Uint128::new(10_000),
            expires: None,
        },
        ExecuteMsg::DecreaseAllowance {
            spender: spender.into(),
            amount: AMOUNT,
            expires: None,
        },
    ]
}

/// What a spender does with an owner's tokens.
fn of_allowance(owner: &str, spender: &str, staking: &str) -> [ExecuteMsg; 3] {
    [
        ExecuteMsg::TransferFrom {
            owner: owner.into(),
            recipient: spender.into(),
            amount: AMOUNT,
        },
        ExecuteMsg::SendFrom {
            owner: owner.into(),
            contract: staking.into(),
            amount: AMOUNT,
            msg: bond(),
        },
        ExecuteMsg::BurnFrom {
            owner: owner.into(),
            amount: AMOUNT,
        },
    ]
}

/// What wallets show of a token.
fn shown() -> [ExecuteMsg; 3] {
    [
        ExecuteMsg::UpdateMarketing {
            project: Some("https://example.org".into()),
            description: Some("d".repeat(1_000)),
            marketing: None,
        },
        ExecuteMsg::UploadLogo(Logo::Url("https://example.org/logo.png".into())),
        ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Png(png().into()))),
    ]
}

fn bond() -> cosmwasm_std::Binary {
    to_json_binary(&ReceiveMsg::Bond {}).expect("JSON")
}

/// What begins like one.
fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.resize(LOGO_BYTES, 0);
    png
}
