//! `UpdateMarketing` and `UploadLogo`: what wallets show, by the marketing account alone.

use cosmwasm_std::Binary;
use cw20::{DownloadLogoResponse, EmbeddedLogo, Logo, LogoInfo, MarketingInfoResponse};
use cw20_base::ContractError as Cw20Error;
use pasar_common::reward_token::{ExecuteMsg, QueryMsg};

use crate::setup::Suite;

fn update() -> ExecuteMsg {
    ExecuteMsg::UpdateMarketing {
        project: None,
        description: Some("Rewards good labels".into()),
        marketing: None,
    }
}

fn png(bytes: usize) -> ExecuteMsg {
    let head = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
    let image = [head.as_slice(), &vec![0; bytes]].concat();
    ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Png(Binary::from(image))))
}

#[test]
fn the_marketing_account_changes_what_wallets_show() {
    let mut suite = Suite::new();
    let cleo = suite.cleo.clone();
    suite.execute(&cleo, &update()).unwrap();
    suite.execute(&cleo, &png(16)).unwrap();
    let info: MarketingInfoResponse = suite.query(&QueryMsg::MarketingInfo {});
    assert_eq!(info.project.as_deref(), Some("https://pasar.example"));
    assert_eq!(info.description.as_deref(), Some("Rewards good labels"));
    assert_eq!(info.logo, Some(LogoInfo::Embedded));
    let logo: DownloadLogoResponse = suite.query(&QueryMsg::DownloadLogo {});
    assert_eq!(logo.mime_type, "image/png");
    assert_eq!(logo.data.len(), 24);
}

#[test]
fn nobody_else_does() {
    let mut suite = Suite::new();
    for sender in [suite.ada.clone(), suite.ben.clone(), suite.token.clone()] {
        for msg in [update(), png(16)] {
            let refused = suite.execute(&sender, &msg).unwrap_err();
            assert_eq!(refused, Cw20Error::Unauthorized {}.into());
        }
    }
}

#[test]
fn a_logo_is_small() {
    let mut suite = Suite::new();
    let cleo = suite.cleo.clone();
    let refused = suite.execute(&cleo, &png(5 * 1024)).unwrap_err();
    assert_eq!(refused, Cw20Error::LogoTooBig {}.into());
}
