//! Rounds of drand, which draw tickets.

use std::num::NonZeroU64;

use anyhow::{Context as _, Result};
use cosmwasm_std::Binary;
use pasar_common::task_registry::{Randomness, Ticket};
use pasar_drand::{
    chain::{Chain, QUICKNET},
    client::Relays,
    schedule::Schedule,
};

use super::node::Block;

/// What can be done with a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing: its round has not come.
    Waits,
    /// It is drawn by its round's signature.
    Ripe,
    /// It is ended, and costs what giving back its seats costs.
    Lapsed,
}

/// Where a ticket stands at a block.
pub fn stage(ticket: &Ticket, block: Block) -> Stage {
    if block.seconds < ticket.draws_at.seconds() {
        return Stage::Waits;
    }
    if block.seconds > ticket.draw_by.seconds() && block.height > ticket.last_height {
        return Stage::Lapsed;
    }
    Stage::Ripe
}

/// The signature of a round by the drand that a campaign has frozen, verified.
pub fn signature(of: &Randomness, relays: &[String], round: u64) -> Result<Binary> {
    let found = Relays::new(relays, chain(of)?).round(round)?;
    Ok(found.signature.as_slice().into())
}

/// Whether a round has come at a block.
pub fn has_come(of: &Randomness, round: u64, block: Block) -> Result<bool> {
    let due = chain(of)?.schedule.time_of(round);
    Ok(due.is_some_and(|due| due <= block.seconds))
}

/// What of a campaign's drand is not quicknet's, in words. Those who hold another key know its rounds, and
/// so every draw, before anybody else.
pub fn unlike_quicknet(of: &Randomness) -> Result<Option<String>> {
    let Chain {
        public_key,
        schedule,
    } = chain(of)?;
    let mut parts = Vec::new();
    if public_key != QUICKNET.public_key {
        parts.push(format!("its key is {}", of.public_key));
    }
    if schedule != QUICKNET.schedule {
        let Schedule { genesis, period } = schedule;
        parts.push(format!(
            "its rounds come every {period} s, the first one at {genesis}"
        ));
    }
    Ok((!parts.is_empty()).then(|| parts.join(", and ")))
}

fn chain(of: &Randomness) -> Result<Chain> {
    let key = of.public_key.as_slice().try_into();
    Ok(Chain {
        public_key: key.with_context(|| {
            let found = of.public_key.len();
            format!("drand's public key has {found} bytes, expected 96")
        })?,
        schedule: Schedule {
            genesis: of.genesis,
            period: NonZeroU64::new(of.period_seconds.into())
                .context("drand's rounds come every 0 s, expected 1 or more")?,
        },
    })
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, thread};

    use cosmwasm_std::Timestamp;
    use pasar_drand::{native::Beacon, server::Server};

    use super::*;
    use crate::chain::network::Network;

    const GENESIS: u64 = 1_700_000_000;

    fn of(beacon: &Beacon) -> Randomness {
        Randomness {
            public_key: beacon.public_key().as_slice().into(),
            genesis: GENESIS,
            period_seconds: 1,
            stride: 1,
            delay_seconds: 1,
        }
    }

    /// A relay that runs.
    fn relay(seed: &str, period: u64) -> String {
        let schedule = Schedule {
            genesis: GENESIS,
            period: NonZeroU64::new(period).unwrap(),
        };
        let server = Server::new(Beacon::new(seed.as_bytes()), schedule).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || server.serve(&listener));
        url
    }

    #[test]
    fn a_signature_is_that_of_the_campaigns_drand_and_no_other() {
        let ours = Beacon::new(b"ours");
        let relays = [relay("theirs", 1), relay("ours", 1)];
        let found = signature(&of(&ours), &relays, 7).unwrap();
        assert_eq!(found.as_slice(), ours.sign(7));

        let error = signature(&of(&ours), &relays[..1], 7).unwrap_err();
        let lie = "lied: the signature is not that of round 7 by drand's public key";
        assert!(error.to_string().contains(lie), "{error}");
        let error = signature(&of(&ours), &[], 7).unwrap_err();
        assert_eq!(error.to_string(), "no relay of drand was given");
    }

    #[test]
    fn a_round_that_nobody_has_is_told_by_the_age_of_the_newest() {
        // A drand that is slower than the campaign takes it for has fewer rounds.
        let ours = Beacon::new(b"ours");
        let error = signature(&of(&ours), &[relay("ours", 100)], 90_000_000).unwrap_err();
        let said = error.to_string();
        assert!(
            said.starts_with("drand is stale: its newest round is "),
            "{said}"
        );
    }

    #[test]
    fn quicknet_passes_and_whatever_differs_is_named() {
        let quicknet = Randomness {
            public_key: QUICKNET.public_key.as_slice().into(),
            genesis: QUICKNET.schedule.genesis,
            period_seconds: 3,
            stride: 10,
            delay_seconds: 60,
        };
        assert_eq!(unlike_quicknet(&quicknet).unwrap(), None);
        let other = of(&Beacon::new(b"ours"));
        let key = &other.public_key;
        assert_eq!(
            unlike_quicknet(&other).unwrap().unwrap(),
            format!("its key is {key}, and its rounds come every 1 s, the first one at 1700000000")
        );
        let broken = Randomness {
            public_key: [1; 95].into(),
            ..quicknet
        };
        let error = unlike_quicknet(&broken).unwrap_err().to_string();
        assert_eq!(error, "drand's public key has 95 bytes, expected 96");
    }

    #[test]
    fn the_local_chains_drand_is_the_one_that_its_profile_names() {
        let script = include_str!("../../../../scripts/localnet.d/drand.sh");
        for line in [
            "drand_seed=pasar-local",
            "drand_genesis=1700000000",
            "drand_period=1",
        ] {
            assert!(script.lines().any(|found| found == line), "{line}");
        }
        let profile = include_str!("../../../../scripts/networks/local.toml");
        let profile: toml::Table = toml::from_str(profile).unwrap();
        let setting = profile["task_registry"]["params"]["randomness"].clone();
        let named: Randomness = setting.try_into().unwrap();
        assert_eq!(named, of(&Beacon::new(b"pasar-local")));
        let network = Network::load("local", None).unwrap();
        assert_eq!(network.relays, ["http://127.0.0.1:17080"]);
    }

    #[test]
    fn a_ticket_waits_for_its_round_is_drawn_in_its_window_and_lapses() {
        let ticket = Ticket {
            seats: 2,
            round: 7,
            draws_at: Timestamp::from_seconds(100),
            draw_by: Timestamp::from_seconds(160),
            last_height: 50,
        };
        for (seconds, height, wanted) in [
            (99, 30, Stage::Waits),
            (100, 30, Stage::Ripe),
            (160, 60, Stage::Ripe),
            (161, 50, Stage::Ripe),
            (161, 51, Stage::Lapsed),
        ] {
            let block = Block {
                height,
                seconds,
                catching_up: false,
            };
            assert_eq!(stage(&ticket, block), wanted, "{seconds} s, {height}");
        }
    }
}
