//! Messages and queries are JSON that any CW20 wallet writes, and no other.

use cosmwasm_std::{Binary, Uint128};
use cw20::{Cw20ExecuteMsg, Cw20QueryMsg, EmbeddedLogo, Expiration, Logo};
use cw20_base::msg::QueryMsg as BaseQueryMsg;
use pasar_common::reward_token::{ExecuteMsg, QueryMsg};
use serde::{de::DeserializeOwned, Serialize};

fn amount() -> Uint128 {
    Uint128::new(7)
}

fn text() -> String {
    "somebody".into()
}

/// A message of each kind that the token and a CW20 have.
fn messages() -> Vec<(ExecuteMsg, Cw20ExecuteMsg)> {
    let hook = || Binary::from(b"{}");
    let expires = Some(Expiration::AtHeight(9));
    macro_rules! both {
        ($($variant:ident { $($field:ident: $value:expr),* })*) => {
            vec![$((
                ExecuteMsg::$variant { $($field: $value),* },
                Cw20ExecuteMsg::$variant { $($field: $value),* },
            )),*]
        };
    }
    let mut messages = both! {
        Transfer { recipient: text(), amount: amount() }
        Burn { amount: amount() }
        Send { contract: text(), amount: amount(), msg: hook() }
        IncreaseAllowance { spender: text(), amount: amount(), expires: expires }
        DecreaseAllowance { spender: text(), amount: amount(), expires: None }
        TransferFrom { owner: text(), recipient: text(), amount: amount() }
        SendFrom { owner: text(), contract: text(), amount: amount(), msg: hook() }
        BurnFrom { owner: text(), amount: amount() }
        UpdateMarketing { project: Some(text()), description: None, marketing: None }
    };
    for logo in [
        Logo::Url(text()),
        Logo::Embedded(EmbeddedLogo::Svg(hook())),
        Logo::Embedded(EmbeddedLogo::Png(hook())),
    ] {
        let both = (
            ExecuteMsg::UploadLogo(logo.clone()),
            Cw20ExecuteMsg::UploadLogo(logo),
        );
        messages.push(both);
    }
    messages
}

/// Both write the same JSON, and each reads it as its own.
fn assert_same<A, B>(ours: &A, theirs: &B)
where
    A: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    B: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let json = serde_json::to_string(ours).unwrap();
    assert_eq!(json, serde_json::to_string(theirs).unwrap());
    assert_eq!(serde_json::from_str::<A>(&json).unwrap(), *ours);
    assert_eq!(serde_json::from_str::<B>(&json).unwrap(), *theirs);
}

#[test]
fn messages_are_those_of_a_cw20() {
    for (ours, theirs) in messages() {
        assert_same(&ours, &theirs);
    }
}

#[test]
fn there_is_no_message_that_mints() {
    let mint = Cw20ExecuteMsg::Mint {
        recipient: text(),
        amount: amount(),
    };
    let update_minter = Cw20ExecuteMsg::UpdateMinter {
        new_minter: Some(text()),
    };
    for msg in [mint, update_minter] {
        let json = serde_json::to_string(&msg).unwrap();
        assert!(serde_json::from_str::<ExecuteMsg>(&json).is_err(), "{json}");
    }
}

#[test]
fn queries_are_those_of_a_cw20() {
    macro_rules! assert_all_same {
        ($theirs:ident: $($variant:ident { $($field:ident: $value:expr),* })*) => {
            $(assert_same(
                &QueryMsg::$variant { $($field: $value),* },
                &$theirs::$variant { $($field: $value),* },
            );)*
        };
    }
    assert_all_same! { Cw20QueryMsg:
        Balance { address: text() }
        TokenInfo {}
        Minter {}
        Allowance { owner: text(), spender: text() }
        AllAllowances { owner: text(), start_after: None, limit: Some(3) }
        AllAccounts { start_after: Some(text()), limit: None }
        MarketingInfo {}
        DownloadLogo {}
    }
    // The standard itself has no variant for this one.
    assert_all_same! { BaseQueryMsg:
        AllSpenderAllowances { spender: text(), start_after: None, limit: Some(3) }
    }
}
