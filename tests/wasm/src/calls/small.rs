//! Campaigns of one item: every message at its smallest.

use pasar_common::{
    label_escrow::{self, DenomRef, Withdraw},
    task_registry::{CampaignRef, ExecuteMsg, OpenGold, Overlap, Question, Terms},
};

use super::{
    gold,
    world::{named, World},
};

pub fn campaigns(world: &mut World) {
    let crowd = world.crowd("small", 4);
    whole(world, &crowd[..3]);
    forfeits(world, &crowd[0]);
    wave(world, &crowd);
    gold_opened(world, &crowd[..2]);
    never_started(world);
}

/// One item, and nothing longer than it must be.
fn terms(world: &World) -> Terms {
    let mut terms = world.terms(2, 1, 1, 3, 1);
    terms.questions = vec![Question::of_classes(["a", "b"])];
    terms.domain = "a".into();
    terms.manifest.uri = "u".into();
    terms
}

fn whole(world: &mut World, crowd: &[String]) {
    let campaign = world.create(terms(world));
    for labeler in crowd {
        world.claim(labeler, campaign, 1);
    }
    world.next_block();
    let keeper = world.keeper.clone();
    let mut seats = world.draw(campaign, &crowd[0]);
    for labeler in &crowd[1..] {
        seats.extend(world.claim(labeler, campaign, 0));
    }
    world.finish(campaign, &seats, &[0]);
    let escrow = world.suite.escrow.clone();
    let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
        campaigns: vec![],
        denoms: None,
        to: None,
    });
    world.tell(&keeper, &escrow, &withdraw);
    let denom = World::native();
    let flush = label_escrow::ExecuteMsg::FlushCommons(DenomRef { denom });
    world.tell(&keeper, &escrow, &flush);
}

/// A seat given back, another one missed.
fn forfeits(world: &mut World, labeler: &str) {
    let campaign = world.create(terms(world));
    world.claim(labeler, campaign, 1);
    world.next_block();
    world.claim(labeler, campaign, 0);
    world.registry(labeler, &ExecuteMsg::Release(named(campaign, &[0])));
    let campaign = world.create(terms(world));
    world.claim(labeler, campaign, 1);
    world.next_block();
    world.claim(labeler, campaign, 0);
    world.pass(600_001);
    world.advance(campaign, &[0]);
}

fn wave(world: &mut World, crowd: &[String]) {
    let mut terms = terms(world);
    terms.reading_key = Some(vec![1; 32].into());
    (terms.max_waves, terms.overlap) = (2, Overlap { min: 3, max: 4 });
    let campaign = world.create(terms);
    let first = world.fill(campaign, &crowd[..3], 1);
    world.commit_all(&first);
    world.ask_wave((campaign, 0, 1), 1);
    world.next_block();
    let second = world.fill(campaign, &crowd[3..], 1);
    world.commit_all(&second);
    world.close(campaign, &[0]);
    world.reveal_all(&[first, second].concat());
    world.resolve(campaign, &[0]);
    world.settle(campaign, &[0]);
}

fn gold_opened(world: &mut World, crowd: &[String]) {
    let mut terms = world.terms(2, 40, 1, 2, 1);
    let openings = gold::set(&mut terms, 10, 0);
    let campaign = world.create(terms);
    let seats = world.fill(campaign, crowd, 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    let requester = world.requester.clone();
    let open = OpenGold { campaign, openings };
    world.registry(&requester, &ExecuteMsg::OpenGold(open));
    world.resolve(campaign, &[0]);
    world.settle(campaign, &[0]);
}

/// One that is canceled, one that ends by itself.
fn never_started(world: &mut World) {
    let campaign = world.create(terms(world));
    let requester = world.requester.clone();
    let cancel = ExecuteMsg::CancelCampaign(CampaignRef { campaign });
    world.registry(&requester, &cancel);
    let mut terms = terms(world);
    terms.ends_at = world.suite.chain.block().time.plus_seconds(100);
    let campaign = world.create(terms);
    world.pass(101);
    world.advance(campaign, &[]);
}
