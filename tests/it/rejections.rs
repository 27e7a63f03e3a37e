//! Every way the registry refuses a call is reached. The compiler asks for a case where an error is
//! added, and a test compares what was reached with what there is, and with what the refused
//! message's documentation says.

use std::collections::BTreeSet;

use cosmwasm_std::{coins, Addr, Binary, Uint128};
use cw20::Denom;
use cw_ownable::Action;
use pasar_common::{
    label_escrow::DenomTerms,
    ratio::Bps,
    raw::{skill_key, SkillRecord, SKILLS},
    task_registry::{
        Claim, Commit, Eligibility, ExecuteMsg, Mode, Phase, Question, Read, Reveal, ScaleQuestion,
        SeatRef, SeatStatus, Terms, TermsError, MIN_WINDOW_SECONDS,
    },
};
use pasar_formats::{domain::domain_id, seal::SealContext};
use pasar_testkit::{campaign, denom, IntoTerms, Market, Refused, CHAIN_ID, DOMAIN, NATIVE};
use pasar_truth::{History, NONE, ONE};
use task_registry::{
    error::{ChallengeError, Ineligible, SeatError, TaskError},
    rules::ids::CampaignId,
    store::CAMPAIGNS,
    ContractError,
};

use crate::{
    rejections_prose::{documented, says, Reached, Refusal},
    support::{labels, Stage, STAKE},
};

/// Names for the variants of an error: a match that leaves none out, and the list of its names.
macro_rules! names {
    ($name:ident($error:ty) -> $list:ident { $($variant:pat => $text:literal,)* }) => {
        fn $name(error: &$error) -> &'static str {
            match error {
                $($variant => $text,)*
            }
        }

        const $list: &[&str] = &[$($text),*];
    };
}

names! {
    contract_error(ContractError) -> CONTRACT_ERRORS {
        ContractError::Std(_) => "std",
        ContractError::Packed(_) => "packed",
        ContractError::Payment(_) => "payment",
        ContractError::Asset(_) => "asset",
        ContractError::Ownership(_) => "ownership",
        ContractError::Terms(_) => "terms",
        ContractError::Packing { .. } => "packing",
        ContractError::Inference(_) => "inference",
        ContractError::Unauthorized { .. } => "unauthorized",
        ContractError::ExitOnly => "exit only",
        ContractError::RenounceWhileExitOnly => "renounce while exit only",
        ContractError::ParamOutOfRange { .. } => "param out of range",
        ContractError::Randomness(_) => "randomness",
        ContractError::DenomNotAllowed { .. } => "denom not allowed",
        ContractError::RewardToken { .. } => "reward token",
        ContractError::PriceTooLow { .. } => "price too low",
        ContractError::SeatStakeTooLow { .. } => "seat stake too low",
        ContractError::ContributorsTooLow { .. } => "contributors too low",
        ContractError::DepositTooLarge => "deposit too large",
        ContractError::CampaignNotFound { .. } => "campaign not found",
        ContractError::CampaignEnded { .. } => "campaign ended",
        ContractError::NotOpenYet { .. } => "not open yet",
        ContractError::TicketTooLate { .. } => "ticket too late",
        ContractError::TaskNotFound { .. } => "task not found",
        ContractError::SeatNotFound { .. } => "seat not found",
        ContractError::NotEligible(_) => "not eligible",
        ContractError::TicketPending { .. } => "ticket pending",
        ContractError::NothingToDraw { .. } => "nothing to draw",
        ContractError::Task { .. } => "task",
        ContractError::Seat { .. } => "seat",
        ContractError::NothingToRelease { .. } => "nothing to release",
        ContractError::BatchSize { .. } => "batch size",
        ContractError::BatchLength { .. } => "batch length",
        ContractError::DuplicateTask { .. } => "duplicate task",
        ContractError::Ciphertexts { .. } => "ciphertexts",
        ContractError::Gold { .. } => "gold",
        ContractError::NotChallengeable { .. } => "not challengeable",
        ContractError::Challenge { .. } => "challenge",
        ContractError::NothingRegistered { .. } => "nothing registered",
        ContractError::AlreadySeated { .. } => "already seated",
        ContractError::Items { .. } => "items",
        ContractError::WaveTooSmall { .. } => "wave too small",
        ContractError::WaveNotFound { .. } => "wave not found",
        ContractError::TooMuchWork { .. } => "too much work",
        ContractError::TooManyLabelers { .. } => "too many labelers",
    }
}

names! {
    terms_error(TermsError) -> TERMS_ERRORS {
        TermsError::OutOfRange { .. } => "out of range",
        TermsError::Question { .. } => "question",
        TermsError::WithoutReadingKey { .. } => "without reading key",
        TermsError::Duplicate { .. } => "duplicate",
        TermsError::SeatStakeDenom { .. } => "seat stake denom",
        TermsError::Domain(_) => "domain",
        TermsError::Asset(_) => "asset",
    }
}

names! {
    ineligible(Ineligible) -> INELIGIBLE {
        Ineligible::Related { .. } => "related",
        Ineligible::Challenger => "challenger",
        Ineligible::Suspended { .. } => "suspended",
        Ineligible::Skill { .. } => "skill",
        Ineligible::Mass { .. } => "mass",
        Ineligible::NoIssuer { .. } => "no issuer",
        Ineligible::IssuerNotNamed { .. } => "issuer not named",
        Ineligible::IssuerGone { .. } => "issuer gone",
        Ineligible::NoCredential { .. } => "no credential",
        Ineligible::MinStake { .. } => "min stake",
        Ineligible::FreeStake { .. } => "free stake",
        Ineligible::OpenSeats { .. } => "open seats",
    }
}

names! {
    task_error(TaskError) -> TASK_ERRORS {
        TaskError::WrongPhase { .. } => "wrong phase",
        TaskError::TooEarly { .. } => "too early",
        TaskError::TooLate { .. } => "too late",
        TaskError::SealsMissing { .. } => "seals missing",
        TaskError::NoWaveLeft { .. } => "no wave left",
        TaskError::WaveSeats { .. } => "wave seats",
        TaskError::GoldOpen => "gold open",
        TaskError::NoGold => "no gold",
        TaskError::NothingDue { .. } => "nothing due",
    }
}

names! {
    challenge_error(ChallengeError) -> CHALLENGE_ERRORS {
        ChallengeError::NoneLive => "none live",
        ChallengeError::StillLive { .. } => "still live",
        ChallengeError::TooFewItems { .. } => "too few items",
        ChallengeError::ItemSpent { .. } => "item spent",
        ChallengeError::ChangedOften { .. } => "changed often",
        ChallengeError::WrongStatus { .. } => "wrong status",
        ChallengeError::TooEarly { .. } => "too early",
        ChallengeError::TooLate { .. } => "too late",
        ChallengeError::Full { .. } => "full",
        ChallengeError::Registered { .. } => "registered",
        ChallengeError::NotRegistered { .. } => "not registered",
        ChallengeError::TooManyRegistrations { .. } => "too many registrations",
        ChallengeError::SealsMissing { .. } => "seals missing",
        ChallengeError::NothingDue { .. } => "nothing due",
    }
}

names! {
    seat_error(SeatError) -> SEAT_ERRORS {
        SeatError::WrongStatus { .. } => "wrong status",
        SeatError::TooLate { .. } => "too late",
        SeatError::SealMismatch => "seal mismatch",
    }
}

/// An error's name, followed by that of its reason.
fn name(error: &ContractError) -> String {
    let name = contract_error(error);
    let reason = match error {
        ContractError::Terms(reason) => terms_error(reason),
        ContractError::NotEligible(reason) => ineligible(reason),
        ContractError::Task { reason, .. } => task_error(reason),
        ContractError::Seat { reason, .. } => seat_error(reason),
        ContractError::Challenge { reason, .. } => challenge_error(reason),
        _ => return name.to_owned(),
    };
    format!("{name}: {reason}")
}

fn all_cases() -> impl Iterator<Item = &'static Case> {
    let further = [
        crate::rejections_waves::CASES,
        crate::rejections_challenges::CASES,
        crate::credentials::REFUSALS,
    ];
    CASES.iter().chain(further.into_iter().flatten())
}

/// Every name there is.
fn names() -> BTreeSet<String> {
    let reasons: [(&str, &[&str]); 5] = [
        ("terms", TERMS_ERRORS),
        ("not eligible", INELIGIBLE),
        ("task", TASK_ERRORS),
        ("seat", SEAT_ERRORS),
        ("challenge", CHALLENGE_ERRORS),
    ];
    let nested = |name: &str| reasons.iter().any(|(with_reason, _)| *with_reason == name);
    let plain = CONTRACT_ERRORS.iter().filter(|name| !nested(name));
    let with_reason = reasons.iter().flat_map(|(name, reasons)| {
        reasons
            .iter()
            .map(move |reason| format!("{name}: {reason}"))
    });
    plain.map(ToString::to_string).chain(with_reason).collect()
}

/// The bounds of terms keep every task within what can be inferred.
const UNREACHABLE: &str = "inference";

pub type Case = (&'static str, fn() -> Refusal);

const CASES: &[Case] = &[
    ("std", an_address_that_is_none),
    ("packed", a_record_of_an_unknown_version),
    ("payment", || {
        refused(|stage, who, id| {
            let claim = ExecuteMsg::Claim(Claim {
                campaign: id,
                seats: 1,
                issuer: None,
                signature: None,
            });
            let registry = stage.market().registry.clone();
            stage.execute(who, &registry, &claim, &coins(1, NATIVE))
        })
    }),
    ("asset", || {
        refused(|stage, who, _| {
            let terms = campaign().into_terms(stage.now());
            stage.create_with(who, &terms, 1)
        })
    }),
    ("ownership", || {
        refused(|stage, who, _| {
            stage.registry(who, &ExecuteMsg::UpdateOwnership(Action::RenounceOwnership))
        })
    }),
    ("terms: out of range", || {
        terms(|terms| terms.windows.fill_seconds = MIN_WINDOW_SECONDS - 1)
    }),
    ("terms: question", || {
        terms(|terms| {
            terms.questions.push(Question::Scale(ScaleQuestion {
                name: "score".into(),
                levels: 1,
                from: "0".into(),
                to: "100".into(),
                read: Read::Mean,
            }));
        })
    }),
    ("terms: duplicate", || {
        terms(|terms| terms.related = vec!["a".into(), "a".into()])
    }),
    ("terms: seat stake denom", || {
        terms(|terms| {
            terms.seat_stake.denom = Denom::Native("uother".into());
        })
    }),
    ("terms: domain", || {
        terms(|terms| terms.domain = "Radiology".into())
    }),
    ("terms: asset", || {
        terms(|terms| terms.seat_stake.denom = Denom::Native(String::new()))
    }),
    ("packing", labels_that_are_no_class),
    ("unauthorized", || {
        refused(|stage, who, id| stage.cancel(who, id))
    }),
    ("exit only", || {
        refused(|stage, who, id| {
            stage.set_mode(Mode::ExitOnly).unwrap();
            stage.claim(who, id, 1)
        })
    }),
    ("renounce while exit only", || {
        refused(|stage, _, _| {
            stage.set_mode(Mode::ExitOnly).unwrap();
            let owner = stage.market().owner.clone();
            stage.registry(
                &owner,
                &ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
            )
        })
    }),
    ("param out of range", || {
        refused(|stage, _, _| {
            let mut params = stage.config().params;
            params.randomness.stride = 0;
            stage.update_params(params)
        })
    }),
    ("randomness", || {
        refused(|stage, _, _| {
            let mut params = stage.config().params;
            params.randomness.public_key = [0xc0]
                .iter()
                .chain(&[0; 95])
                .copied()
                .collect::<Vec<_>>()
                .into();
            stage.update_params(params)
        })
    }),
    ("denom not allowed", || {
        terms(|terms| {
            let other = Denom::Native("uother".into());
            (terms.denom, terms.seat_stake.denom) = (other.clone(), other);
        })
    }),
    ("reward token", || {
        let market = Market::builder().token_balance("requester", 1).build();
        let stage = Stage::on(market, 0, campaign());
        let token = Denom::Cw20(stage.address_of_token());
        created(stage, |terms| terms.denom = token)
    }),
    ("price too low", || {
        terms(|terms| terms.price = Uint128::new(99))
    }),
    ("seat stake too low", || {
        let market = Market::builder().native(|terms| terms.min_seat_stake = 20_000u128.into());
        created(
            Stage::on(market.build(), 0, campaign().stake(20_000)),
            |terms| {
                terms.seat_stake.amount = Uint128::new(19_999);
            },
        )
    }),
    ("contributors too low", || {
        terms(|terms| terms.shares.contributors = Bps::new(2_999))
    }),
    ("deposit too large", || {
        let mut stage = Stage::new(0, campaign());
        let tip_per_task = Uint128::MAX;
        let huge = DenomTerms {
            tip_per_task,
            ..Market::token_terms(&denom())
        };
        stage.allow_denom(huge).unwrap();
        created(stage, |_| {})
    }),
    ("campaign not found", || {
        refused(|stage, who, _| stage.claim(who, 77, 1))
    }),
    ("campaign ended", || {
        refused(|stage, who, id| {
            stage.past_the_end(id);
            stage.claim(who, id, 1)
        })
    }),
    ("not open yet", || {
        refused(|stage, who, _| {
            let requester = stage.requester.clone();
            let id = stage.create(&requester, campaign()).unwrap();
            stage.claim(who, id, 1)
        })
    }),
    ("task not found", || {
        refused(|stage, who, id| stage.market().advance(who, id, &[1]))
    }),
    ("seat not found", || {
        refused(|stage, who, id| stage.release(who, id, &[0]))
    }),
    ("not eligible: related", || {
        refused(|stage, _, id| {
            let requester = stage.requester.clone();
            stage.claim(&requester, id, 1)
        })
    }),
    ("not eligible: suspended", || eligible(-7, |_| {})),
    ("not eligible: skill", || {
        eligible(0, |rules| rules.min_skill = Bps::new(3_001))
    }),
    ("not eligible: mass", || {
        eligible(0, |rules| rules.min_mass = 1)
    }),
    ("not eligible: min stake", || {
        eligible(0, |rules| rules.min_stake = (STAKE + 1).into())
    }),
    ("not eligible: free stake", || {
        refused(|stage, _, id| {
            let poor = stage.account("poor");
            stage.claim(&poor, id, 1)
        })
    }),
    ("not eligible: open seats", || {
        refused(|stage, who, id| stage.claim(who, id, 3))
    }),
    ("ticket pending", || {
        refused(|stage, who, id| {
            stage.claim(who, id, 1).unwrap();
            stage.draw(who, id, who)
        })
    }),
    ("ticket too late", || {
        refused(|stage, who, id| {
            let ends_at = stage.campaign(id).terms.ends_at.seconds();
            stage.market().pass_to(ends_at - 60);
            stage.claim(who, id, 1)
        })
    }),
    ("nothing to draw", || {
        refused(|stage, who, id| stage.claim(who, id, 0))
    }),
    ("task: wrong phase", || {
        refused(|stage, who, id| stage.market().resolve(who, id, &[0]))
    }),
    ("task: too early", || {
        refused(|stage, who, id| {
            (0..3).for_each(|n| stage.sealed(n));
            stage.revealed(0);
            stage.market().resolve(who, id, &[0])
        })
    }),
    ("task: too late", || {
        refused(|stage, who, id| {
            (0..3).for_each(|n| stage.sealed(n));
            stage.revealed(1);
            stage.past_reveal();
            stage.reveal(who, id, &[(0, who)])
        })
    }),
    ("task: seals missing", || {
        refused(|stage, who, id| {
            stage.sealed(0);
            stage.reveal(who, id, &[(0, who)])
        })
    }),
    ("task: nothing due", || {
        refused(|stage, who, id| {
            stage.drawn(0);
            stage.market().advance(who, id, &[0])
        })
    }),
    ("seat: wrong status", || {
        refused(|stage, who, id| {
            stage.sealed(0);
            stage.release(who, id, &[0])
        })
    }),
    ("seat: too late", || {
        refused(|stage, who, id| {
            stage.drawn(0);
            stage.past_commit();
            stage.commit_seals(who, id, &[0], &[[0; 32]])
        })
    }),
    ("seat: seal mismatch", || {
        refused(|stage, who, id| {
            (0..3).for_each(|n| stage.sealed(n));
            let mut opening = stage.opening(id, &[(0, who)]);
            opening.salts = Binary::from([0; 16]);
            stage.registry(who, &ExecuteMsg::Reveal(opening))
        })
    }),
    ("nothing to release", || {
        refused(|stage, who, id| stage.market().advance(who, id, &[]))
    }),
    ("batch size", || {
        refused(|stage, who, id| {
            let tasks: Vec<u32> = (0..33).collect();
            stage.market().settle(who, id, &tasks)
        })
    }),
    ("batch length", || {
        refused(|stage, who, id| {
            stage.drawn(0);
            let seals = Binary::from([0; 31]);
            let commit = Commit {
                campaign: id,
                tasks: vec![0],
                seals,
                sealed: vec![],
            };
            stage.registry(who, &ExecuteMsg::Commit(commit))
        })
    }),
    ("duplicate task", || {
        refused(|stage, who, id| stage.release(who, id, &[0, 0]))
    }),
    ("too much work", more_labels_than_one_message_infers),
    ("too many labelers", more_labelers_than_one_message_pays),
];

/// What a labeler with stake is refused in a new campaign.
pub fn refused<T: std::fmt::Debug>(
    act: impl FnOnce(&mut Stage, &Addr, u32) -> anyhow::Result<T>,
) -> Refusal {
    let mut stage = Stage::new(3, campaign());
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    act(&mut stage, &labeler, id).refusal()
}

/// What a requester is refused for their terms.
pub fn terms(change: impl FnOnce(&mut Terms)) -> Refusal {
    created(Stage::new(0, campaign()), change)
}

pub fn created(mut stage: Stage, change: impl FnOnce(&mut Terms)) -> Refusal {
    let requester = stage.requester.clone();
    let mut terms = campaign().into_terms(stage.now());
    change(&mut terms);
    if let Denom::Native(native) = &terms.denom {
        stage.mint_coins(&requester, 1, native);
    }
    stage.create(&requester, terms).refusal()
}

/// What a labeler with an empty record but these bits of evidence is refused.
fn eligible(bits: i64, rules: impl FnOnce(&mut Eligibility)) -> Refusal {
    let mut eligibility = Eligibility::default();
    rules(&mut eligibility);
    let mut stage = Stage::new(1, campaign().eligibility(eligibility));
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    plant(
        &mut stage,
        &labeler,
        History {
            evidence: bits * ONE,
            ..History::default()
        },
    );
    stage.claim(&labeler, id, 1).refusal()
}

/// Writes a record, as gold would.
pub fn plant(stage: &mut Stage, labeler: &Addr, history: History) {
    use cosmwasm_std::Api;
    let market = stage.market();
    let canonical = market
        .app
        .api()
        .addr_canonicalize(labeler.as_str())
        .unwrap();
    let key = skill_key(domain_id(DOMAIN).unwrap(), &canonical);
    let staking = market.staking.clone();
    let last = market.now();
    let mut store = market.app.contract_storage_mut(&staking);
    SKILLS.save(
        &mut *store,
        &key,
        &SkillRecord {
            history,
            last,
            ..SkillRecord::default()
        },
    );
}

fn an_address_that_is_none() -> Refusal {
    refused(|stage, who, id| {
        let labeler = "nobody".to_owned();
        let draw = pasar_common::task_registry::Draw {
            campaign: id,
            labelers: vec![labeler],
            signature: None,
        };
        stage.registry(who, &ExecuteMsg::Draw(draw))
    })
}

fn a_record_of_an_unknown_version() -> Refusal {
    refused(|stage, who, id| {
        let registry = stage.market().registry.clone();
        let mut store = stage.market().app.contract_storage_mut(&registry);
        let key = CAMPAIGNS.key(&CampaignId(id));
        let mut record = store.get(&key).unwrap();
        record[0] += 1;
        store.set(&key, &record);
        drop(store);
        stage.release(who, id, &[0])
    })
}

/// A seal binds bytes; whether they are labels shows when they are opened.
fn labels_that_are_no_class() -> Refusal {
    let mut stage = Stage::new(3, campaign().classes(4));
    let labeler = stage.labelers[0].clone();
    let registry = stage.market().registry.to_string();
    let context = SealContext {
        chain_id: CHAIN_ID,
        registry: &registry,
        campaign: stage.campaign,
        task: 0,
        wave: 0,
        labeler: labeler.as_str(),
    };
    let salt = [5; 16];
    let packed = vec![0x77; 30];
    let seal = context.seal(&salt, &packed);
    let campaign = stage.campaign;
    stage.drawn(0);
    stage
        .commit_seals(&labeler, campaign, &[0], &[seal])
        .unwrap();
    stage.sealed(1);
    stage.sealed(2);
    let reveal = Reveal {
        campaign,
        seats: vec![SeatRef {
            task: 0,
            labeler: labeler.to_string(),
        }],
        salts: salt.into(),
        labels: packed.into(),
    };
    stage
        .registry(&labeler, &ExecuteMsg::Reveal(reveal))
        .refusal()
}

/// Three tasks of the largest page: 147 456 labels, however few of them were given.
fn more_labels_than_one_message_infers() -> Refusal {
    let mut stage = Stage::new(9, campaign().items(3 * 16_384).page(16_384).classes(2));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    for labeler in stage.labelers.clone() {
        let task = stage.market().seat(&labeler, id, 1)[0];
        stage.commit(&labeler, id, task, &[NONE; 16_384]).unwrap();
    }
    stage.reveal_tasks(&crank, id, &[0, 1, 2]).unwrap();
    stage.market().resolve(&crank, id, &[0, 1, 2]).refusal()
}

/// Five tasks of 32 seats: 160 labelers.
fn more_labelers_than_one_message_pays() -> Refusal {
    let terms = campaign().items(250).page(50).overlap(32).stake(0);
    let mut stage = Stage::new(0, terms);
    stage.check_every(None);
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let tasks = [0, 1, 2, 3, 4];
    let crowd = stage.accounts("crowd", 160);
    for labeler in &crowd {
        stage.claim(labeler, id, 1).unwrap();
    }
    stage.next_block();
    let labels = labels(50, 3, 7);
    for labeler in &crowd {
        stage.claim(labeler, id, 0).unwrap();
        let task = stage.market().drawn(id, labeler)[0];
        stage.commit(labeler, id, task, &labels).unwrap();
    }
    stage.reveal_tasks(&crank, id, &tasks).unwrap();
    stage.market().resolve(&crank, id, &tasks).unwrap();
    let refused = stage.market().settle(&crank, id, &tasks).refusal();
    stage.check_invariants().unwrap();
    stage.market().settle(&crank, id, &tasks[..4]).unwrap();
    refused
}

#[test]
fn every_refusal_is_reached() {
    let mut reached = BTreeSet::from([UNREACHABLE.to_owned()]);
    let documented = documented();
    for (wanted, reach) in all_cases() {
        let Refusal { message, error } = reach();
        assert_eq!(name(&error), *wanted);
        assert!(reached.insert((*wanted).to_owned()), "{wanted} twice");
        if let Some(message) = message {
            let said = says(&documented[&message], wanted);
            assert!(said, "the documentation of {message} lacks {wanted}");
        }
    }
    let missing: Vec<String> = names().difference(&reached).cloned().collect();
    assert!(missing.is_empty(), "not reached: {missing:?}");
}

#[test]
fn no_message_names_a_refusal_that_there_is_not() {
    let names = names();
    for (message, refusals) in documented() {
        for refusal in refusals {
            let any_reason = format!("{refusal}: ");
            let is_one = |name: &String| *name == refusal || name.starts_with(&any_reason);
            assert!(names.iter().any(is_one), "{message}: {refusal}");
        }
    }
}

#[test]
fn nobody_skips_a_phase() {
    let mut stage = Stage::new(3, campaign());
    let wrong = |outcome: anyhow::Result<()>| match outcome.refused_as() {
        ContractError::Task {
            reason: TaskError::WrongPhase { found, wanted },
            ..
        } => (found, wanted),
        other => panic!("refused otherwise: {other}"),
    };
    let check = |stage: &mut Stage, phase: Phase| {
        for (wanted, outcome) in [
            (Phase::Collecting, stage.advance()),
            (Phase::Revealing, stage.resolve()),
            (Phase::Resolved, stage.settle()),
        ] {
            if wanted != phase {
                assert_eq!(wrong(outcome), (phase, wanted));
            }
        }
    };
    check(&mut stage, Phase::Fresh);
    (0..3).for_each(|n| stage.sealed(n));
    check(&mut stage, Phase::Collecting);
    stage.revealed(0);
    check(&mut stage, Phase::Revealing);
    (1..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    check(&mut stage, Phase::Settled);
    let id = stage.campaign;
    for (n, labeler) in stage.labelers.clone().iter().enumerate() {
        let seat = stage.seat_of(id, 0, labeler);
        assert_eq!((n, seat.status), (n, SeatStatus::Revealed));
    }
}
