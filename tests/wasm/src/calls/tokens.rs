//! The messages of a CW20.

use cosmwasm_std::{to_json_binary, Uint128};
use cw20::{EmbeddedLogo, Logo};
use pasar_common::{reputation_staking::ReceiveMsg, reward_token::ExecuteMsg};

use super::world::World;

/// The largest logo that cw20-base takes.
const LOGO_BYTES: usize = 5 * 1024;

pub fn messages(world: &mut World) {
    let (bank, owner) = (world.suite.bank.clone(), world.suite.owner.clone());
    let spender = world.suite.account("spender");
    let amount = Uint128::new(1_000);
    let moved = [
        ExecuteMsg::Transfer {
            recipient: spender.clone(),
            amount,
        },
        ExecuteMsg::Burn { amount },
        ExecuteMsg::Send {
            contract: world.suite.staking.clone(),
            amount,
            msg: bond(),
        },
        ExecuteMsg::IncreaseAllowance {
            spender: spender.clone(),
            amount: Uint128::new(10_000),
            expires: None,
        },
        ExecuteMsg::DecreaseAllowance {
            spender: spender.clone(),
            amount,
            expires: None,
        },
    ];
    let of_allowance = [
        ExecuteMsg::TransferFrom {
            owner: bank.clone(),
            recipient: spender.clone(),
            amount,
        },
        ExecuteMsg::SendFrom {
            owner: bank.clone(),
            contract: world.suite.staking.clone(),
            amount,
            msg: bond(),
        },
        ExecuteMsg::BurnFrom {
            owner: bank.clone(),
            amount,
        },
    ];
    let shown = [
        ExecuteMsg::UpdateMarketing {
            project: Some("https://example.org".into()),
            description: Some("d".repeat(1_000)),
            marketing: None,
        },
        ExecuteMsg::UploadLogo(Logo::Url("https://example.org/logo.png".into())),
        ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Png(png().into()))),
    ];
    let dollar = world.suite.dollar.clone();
    for (sender, messages) in [
        (bank, moved.to_vec()),
        (spender, of_allowance.to_vec()),
        (owner, shown.to_vec()),
    ] {
        for msg in messages {
            world.tell(&sender, &dollar, &msg);
        }
    }
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
