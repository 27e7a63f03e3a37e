//! The bytes of every stored record, field for field: a field that moves, grows or goes would make
//! what is stored unreadable, and fails here. Who changes a record's bytes raises its version, lets
//! it read the older one, and adds the new bytes beside the old.

use core::{fmt::Debug, num::NonZeroU64};

use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_common::{
    packed::Packed,
    ratio::Bps,
    task_registry::{GoldOutcome, Phase},
};
use pasar_drand::{chain::Chain, schedule::Schedule};
use pasar_formats::item_set::ItemSet;
use pasar_truth::{History, Question, Read};

use crate::{
    rules::{
        campaign::{
            hot_terms::{ChallengeRule, GoldRule, HotTerms},
            progress::Progress,
            related::Related,
        },
        challenge::{
            dispute::{Decisions, Dispute},
            record::{Challenge, State},
            registrations::{Registration, Registrations},
        },
        draw::{
            exposure::Exposure,
            frontier::{Frontier, Opening, Slot},
            randomness::Randomness,
            ticket::{LabelerRecord, Ticket},
        },
        ids::CampaignId,
        labels::Labels,
        task::{
            header::Task,
            seat::{Seat, SeatState},
        },
        verdict::{
            bytes::Bytes,
            certificate::Certificate,
            scores::{Scores, SeatScore, TaskQuality},
        },
    },
    store::{ASKED, CAMPAIGNS, EXPOSURES, LABELERS, MAPS, SEATS, TASKS},
};

/// Every kind of record, with the version and the bytes of one.
type Golden = (&'static str, u8, Vec<(String, &'static str)>);

fn account(byte: u8) -> CanonicalAddr {
    CanonicalAddr::from([byte; 2])
}

const HISTORY: History = History {
    skill: -2,
    mass: 3,
    evidence: -4,
};

/// One kind of record: each with its bytes in hexadecimal digits.
fn golden<T: Packed + Debug + PartialEq>(kind: &'static str, of: Vec<(T, &'static str)>) -> Golden {
    let written = |(record, wanted): (T, &'static str)| {
        let bytes = record.to_bytes();
        assert_eq!(T::from_bytes(&bytes), Ok(record));
        let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        (digits, wanted)
    };
    (kind, T::VERSION, of.into_iter().map(written).collect())
}

fn terms() -> HotTerms {
    HotTerms {
        requester: account(0xa1),
        labels: Labels::of(vec![Question::Classes(4)]),
        items: 250,
        page: 100,
        overlap: 5,
        max_overlap: 9,
        max_waves: 3,
        reading_key: true,
        gold: Some(GoldRule {
            root: [0xb1; 32],
            depth: 6,
            window: 901,
        }),
        challenge: Some(ChallengeRule {
            window: 701,
            seats: 3,
            max: 2,
            panel_mass: 51,
        }),
        frontier: 64,
        ticket_seconds: 61,
        opening_seconds: 302,
        fill_seconds: 601,
        commit_seconds: 301,
        reveal_seconds: 201,
        opens_at: 1_700_000_101,
        ends_at: 1_800_000_001,
        min_skill: Bps::new(3_001),
        min_mass: 21,
        min_stake: Uint128::new(51),
        issuers: vec![account(0xc1), account(0xc2)],
        newcomer_seats: 8,
        price: Uint128::new(1_001),
        seat_stake: Uint128::new(50_001),
        seat_stake_denom: "ustake".into(),
        pay_floor: Bps::new(1_002),
        pay_full: Bps::new(7_503),
        tip: Uint128::new(904),
        reputation_scale: 65_535,
        missed_commit: Bps::new(999),
        randomness: Randomness {
            chain: Chain {
                public_key: [0xf1; 96],
                schedule: Schedule {
                    genesis: 1_700_000_001,
                    period: NonZeroU64::MIN.saturating_add(2),
                },
            },
            stride: NonZeroU64::MIN.saturating_add(9),
            delay: 61,
        },
        domain: "chest".into(),
    }
}

fn task(phase: Phase, gold: GoldOutcome) -> Task {
    Task {
        phase,
        attempt: 1,
        wave: 2,
        wanted: 4,
        forfeits: 5,
        deadline: 6,
        gold,
        resolver: (phase == Phase::Resolved).then(|| account(0xd1)),
    }
}

fn seat(state: SeatState) -> Seat {
    Seat {
        wave: 1,
        commit_by: 9,
        issuer: 2,
        snapshot: HISTORY,
        state,
    }
}

fn challenge(randomness: Option<[u8; 32]>, state: State) -> Challenge {
    Challenge {
        challenger: account(0xe1),
        bond: Uint128::new(70_002),
        opened: 1_001,
        register_by: 1_002,
        round: 9,
        drawn: 1_003,
        randomness,
        state,
        deadline: 1_004,
        seats: 3,
        taken: 2,
        forfeits: 1,
    }
}

fn scores() -> Scores {
    Scores {
        quality: TaskQuality {
            sure: 7,
            gold_items: 12,
            gold_right: 10,
        },
        seats: vec![
            SeatScore {
                labeler: account(1),
                issuer: 8,
                missed: false,
                skipped: true,
                labels: 45,
                skill: -3,
                rate: Bps::new(5_001),
                paid: Bps::new(6_002),
                deltas: [-1, 2, -3],
            },
            SeatScore::missed(account(2), 46, 1 << 26),
        ],
    }
}

fn campaigns() -> Vec<Golden> {
    let bare = HotTerms {
        gold: None,
        challenge: None,
        issuers: vec![],
        ..terms()
    };
    let scale = |levels, read| Question::Scale { levels, read };
    let mixed = HotTerms {
        labels: Labels::of(vec![
            Question::Classes(4),
            scale(101, Read::Mean),
            scale(255, Read::Median),
        ]),
        ..bare.clone()
    };
    let progress = Progress {
        done: 5,
        cancelled: true,
    };
    vec![
        golden(
            "HotTerms",
            vec![
                (
                    terms(),
                    "0402a1a104000000fa0000006405090301004001b1b1b1b1b1b1b1b1b1b1b1b1\
                     b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1060000038503000002bd0200\
                     000033003d012e000002590000012d000000c9006553f165006b49d2010bb900\
                     00001501330202c1c102c2c2080203e902c35106757374616b6503ea1d4f0203\
                     880000ffff03e7f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1006553f1010003000a003d6368657374",
                ),
                (
                    mixed,
                    "0402a1a100030004016502ff000000fa000000640509030100400000003d012e\
                     000002590000012d000000c9006553f165006b49d2010bb900000015013300\
                     080203e902c35106757374616b6503ea1d4f0203880000ffff03e7f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1006553f101\
                     0003000a003d6368657374",
                ),
                (
                    bare,
                    "0402a1a104000000fa000000640509030100400000003d012e00000259000001\
                     2d000000c9006553f165006b49d2010bb900000015013300080203e902c35106\
                     757374616b6503ea1d4f0203880000ffff03e7f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1006553f1010003000a003d6368\
                     657374",
                ),
            ],
        ),
        golden("Progress", vec![(progress, "010000000501")]),
        golden("Related", vec![(Related, "01")]),
    ]
}

fn draws() -> Vec<Golden> {
    let opening = |number, newcomers| Opening {
        number,
        seats: 3,
        newcomers,
    };
    let slot = |task, openings| Slot {
        task,
        newcomers: 1,
        openings,
    };
    let frontier = Frontier {
        closed_at: Some(1_700_000_002),
        verified: 1_000,
        next: 9,
        slots: vec![
            slot(7, vec![opening(1_000, 0)]),
            slot(2, vec![opening(1_200, 2), opening(1_201, 0)]),
            slot(3, vec![]),
        ],
    };
    let ticket = Ticket {
        seats: 4,
        round: 9,
        last_height: 3,
        issuer: 2,
        snapshot: HISTORY,
    };
    let labeler = |ticket| LabelerRecord {
        ticket,
        open: vec![7, 9],
    };
    let exposure = Exposure {
        amount: Uint128::new(77),
    };
    vec![
        golden(
            "Frontier",
            vec![(
                frontier,
                "03006553f10200000003e80000000900000003e807010003fbffffff0f01c801\
                 c302c9010301010000",
            )],
        ),
        golden(
            "LabelerRecord",
            vec![
                (labeler(None), "02000000000700000009"),
                (
                    labeler(Some(ticket)),
                    "02040000000009000000000302fffffffe00000003fffffffc00000007000000\
                 09",
                ),
            ],
        ),
        golden("Exposure", vec![(exposure, "01014d")]),
    ]
}

fn tasks() -> Vec<Golden> {
    vec![golden(
        "Task",
        vec![
            (
                task(Phase::Collecting, GoldOutcome::None),
                "020101020405000000000600",
            ),
            (
                task(Phase::Revealing, GoldOutcome::Closed),
                "020201020405000000000601",
            ),
            (
                task(Phase::Resolved, GoldOutcome::Hung),
                "02030102040500000000060202d1d1",
            ),
            (
                task(Phase::Settled, GoldOutcome::Counted),
                "020401020405000000000603",
            ),
            (
                task(Phase::Void, GoldOutcome::Moved),
                "020501020405000000000604",
            ),
        ],
    )]
}

fn seats() -> Vec<Golden> {
    vec![
        golden(
            "Seat",
            vec![
                (
                    seat(SeatState::Drawn),
                    "0120010000000009fffffffe00000003fffffffc",
                ),
                (
                    seat(SeatState::Sealed([0xf1; 32])),
                    "0121010000000009fffffffe00000003fffffffcf1f1f1f1f1f1f1f1f1f1f1f1\
                 f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",
                ),
                (
                    seat(SeatState::Revealed(vec![5, 6])),
                    "0122010000000009fffffffe00000003fffffffc0506",
                ),
                (
                    seat(SeatState::Forfeited),
                    "0123010000000009fffffffe00000003fffffffc",
                ),
            ],
        ),
        golden(
            "ItemSet",
            vec![(ItemSet::of(&[1, 9], 12).unwrap(), "010202")],
        ),
    ]
}

fn verdicts() -> Vec<Golden> {
    let certificate = Certificate {
        items: 1,
        sure: 2,
        gold_items: 3,
        gold_right: 4,
        upheld: 5,
        lost: 6,
        by_issuer: vec![7, 8],
    };
    vec![
        golden("Bytes", vec![(Bytes(vec![1, 2]), "010102")]),
        golden(
            "Scores",
            vec![(
                scores(),
                "0100000007000c000a020101820000002dfffffffd13891772ffffffff000000\
                 02fffffffd020202010000002e00000000000000000000000004000000000000\
                 00",
            )],
        ),
        golden(
            "Certificate",
            vec![(
                certificate,
                "0100000001000000020000000300000004000000050000000600000000000000\
                 070000000000000008",
            )],
        ),
    ]
}

fn challenges() -> Vec<Golden> {
    let dispute = Dispute {
        challenges: 258,
        live: true,
        until: 9,
        lived: 8,
        decided: 3,
        changed: vec![1, 258],
    };
    let mut decisions = Decisions::default();
    decisions.add([2, 2, 0].into_iter());
    let registrations = Registrations(vec![Registration {
        task: CampaignId(1).task(2),
        challenge: 3,
        issuer: 4,
        stake: Uint128::new(77),
    }]);
    vec![
        golden(
            "Challenge",
            vec![
                (
                    challenge(None, State::Filling),
                    "0302e1e10301117200000003e900000003ea000000000000000900000003eb00\
                     000003ec00030201",
                ),
                (
                    challenge(Some([0xf1; 32]), State::Decided),
                    "0302e1e10301117200000003e900000003ea000000000000000900000003eb00\
                     000003ec03030201f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
                     f1f1f1f1f1f1f1f1",
                ),
            ],
        ),
        golden(
            "Dispute",
            vec![(dispute, "0201020100000000090000000008000300010102")],
        ),
        golden("Decisions", vec![(decisions, "01010002")]),
        golden(
            "Registrations",
            vec![(registrations, "010000000100000002000304014d")],
        ),
    ]
}

/// One of each kind, and of each variant that has bytes of its own.
fn every_record() -> Vec<Golden> {
    [
        campaigns(),
        draws(),
        tasks(),
        seats(),
        verdicts(),
        challenges(),
    ]
    .concat()
}

#[test]
fn every_record_has_the_bytes_that_are_stored() {
    let mut wrong = Vec::new();
    for (kind, version, records) in every_record() {
        for (found, wanted) in records {
            let version = format!("{version:02x}");
            if found != wanted || !wanted.starts_with(&version) {
                wrong.push(format!("{kind} {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_form_of_key_has_the_bytes_that_are_stored() {
    let labeler = account(9);
    let campaign = CampaignId(1);
    let task = campaign.task(2);
    let campaign_bytes = [0, 0, 0, 1];
    let task_bytes = [0, 0, 0, 1, 0, 0, 0, 2];
    let labeler_bytes = [2, 9, 9];
    let key =
        |namespace: u8, parts: &[&[u8]]| [&[0, 1, namespace], parts.concat().as_slice()].concat();
    assert_eq!(CAMPAIGNS.key(&campaign), key(b'c', &[&campaign_bytes]));
    assert_eq!(
        LABELERS.key(&(campaign, &labeler)),
        key(b'l', &[&campaign_bytes, &labeler_bytes])
    );
    assert_eq!(TASKS.key(&task), key(b't', &[&task_bytes]));
    assert_eq!(
        SEATS.key(&(task, &labeler)),
        key(b's', &[&task_bytes, &labeler_bytes])
    );
    assert_eq!(ASKED.key(&(task, 3)), key(b'o', &[&task_bytes, &[3]]));
    assert_eq!(
        EXPOSURES.key(&(&labeler, b"ustake")),
        key(b'e', &[&labeler_bytes, b"ustake"])
    );
}

#[test]
fn no_map_holds_a_record_without_golden_bytes() {
    let kinds: Vec<String> = every_record()
        .iter()
        .map(|(kind, ..)| format!("PackedMap<{kind},"))
        .collect();
    let packed: Vec<String> = MAPS
        .iter()
        .map(|(_, map)| map.replace(' ', "").replace('>', ","))
        .filter(|map| map.starts_with("PackedMap<"))
        .collect();
    assert!(packed.len() > 12, "{packed:?}");
    for map in packed {
        assert!(kinds.iter().any(|kind| map.starts_with(kind)), "{map}");
    }
}
