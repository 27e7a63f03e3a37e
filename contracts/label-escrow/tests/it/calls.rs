//! Random calls: what the registry says, mostly true, and what people ask for.

use proptest::{prelude::*, sample::Index};

use crate::{
    model::{Batch, Campaign, Model, Seat, DENOMS, TIPS},
    setup::{EPOCH, FEE},
};

/// How the registry errs.
#[derive(Clone, Copy, Debug)]
enum Lie {
    None,
    MoreTasks,
    MoreItems,
    FewerItems,
    MorePay,
    MoreEarned,
    LessCommons,
    MoreUnrevealed,
    MoreBonds,
    MoreTips,
    OtherEnd,
}

/// Work of some tasks: who labeled how many of what was asked, and for how much of the price.
#[derive(Clone, Debug)]
pub struct Work {
    campaign: Index,
    tasks: u32,
    seats: Vec<(usize, u32, u128, u128)>,
    unrevealed: u32,
    forfeited: u32,
    cranks: (usize, usize),
    lie: Lie,
}

#[derive(Clone, Debug)]
pub enum Call {
    Open(Box<Campaign>),
    Settle(Work),
    /// Of the work only which tasks, as if they never started.
    Release(Work),
    Withdraw(usize, Vec<Index>, Option<Vec<usize>>, Option<usize>),
    Flush(usize),
    Gift(usize, u128),
    Fee(u16),
    Wait(u64),
}

fn campaign() -> impl Strategy<Value = Campaign> {
    let people = (0..4usize, 0..DENOMS);
    let size = (1..5u32, 1..6u32, 1..5u8);
    (people, size, 20..200u128, 0..40u128, any::<bool>()).prop_map(
        |((requester, denom), (tasks, page, overlap), price, bond, reading_key)| Campaign {
            requester,
            denom,
            price,
            page,
            overlap,
            bond,
            reading_key,
            tasks,
            items: tasks * page,
            ..Campaign::default()
        },
    )
}

fn lie() -> impl Strategy<Value = Lie> {
    use Lie::*;
    let lies = [
        MoreTasks,
        MoreItems,
        FewerItems,
        MorePay,
        MoreEarned,
        LessCommons,
        MoreUnrevealed,
        MoreBonds,
        MoreTips,
        OtherEnd,
    ];
    prop_oneof![3 => Just(None), 1 => prop::sample::select(lies.to_vec())]
}

fn work() -> impl Strategy<Value = Work> {
    let seat = (0..4usize, 0..12u32, 0..=10_000u128, 0..=10_000u128);
    let seats = prop::collection::vec(seat, 0..4);
    let lost = (0..6u32, 0..3u32);
    let cranks = (0..4usize, 0..4usize);
    (any::<Index>(), 0..4u32, seats, lost, cranks, lie()).prop_map(
        |(campaign, tasks, seats, (unrevealed, forfeited), cranks, lie)| Work {
            campaign,
            tasks,
            seats,
            unrevealed,
            forfeited,
            cranks,
            lie,
        },
    )
}

pub fn call() -> impl Strategy<Value = Call> {
    let withdraw = (
        0..4usize,
        prop::collection::vec(any::<Index>(), 0..5),
        prop::option::weighted(0.3, prop::collection::vec(0..DENOMS, 0..3)),
        prop::option::weighted(0.2, 0..4usize),
    );
    prop_oneof![
        4 => campaign().prop_map(|campaign| Call::Open(Box::new(campaign))),
        8 => work().prop_map(Call::Settle),
        2 => work().prop_map(Call::Release),
        4 => withdraw.prop_map(|(who, ids, denoms, to)| Call::Withdraw(who, ids, denoms, to)),
        1 => (0..DENOMS).prop_map(Call::Flush),
        1 => (0..DENOMS, 1..100u128).prop_map(|(denom, amount)| Call::Gift(denom, amount)),
        1 => prop::sample::select(vec![0, FEE, 1_000]).prop_map(Call::Fee),
        1 => (0..EPOCH).prop_map(Call::Wait),
    ]
}

/// The batch of the work, fitted to what is left, then spoiled as the lie says.
pub fn batch(model: &Model, work: &Work) -> Batch {
    let id = work.campaign.index(model.campaigns.len());
    let campaign = &model.campaigns[id];
    let tasks = work.tasks.min(campaign.tasks);
    let items = tasks * campaign.page;
    let mut asked = items * u32::from(campaign.overlap);
    let mut commons = 0;
    let mut seats = vec![];
    for &(labeler, labels, paid, earned) in &work.seats {
        let labels = labels.min(asked);
        asked -= labels;
        let full = campaign.price * u128::from(labels);
        let pay = full * paid / 10_000;
        let earned = pay * earned / 10_000;
        commons += full - pay;
        seats.push(Seat {
            labeler,
            labels,
            earned,
            pay,
        });
    }
    let unrevealed = if campaign.reading_key { asked } else { 0 };
    let tips = TIPS[campaign.denom] * u128::from(tasks);
    let mut batch = Batch {
        campaign: id,
        tasks,
        items,
        seats,
        commons,
        unrevealed: work.unrevealed.min(unrevealed),
        forfeited: work.forfeited.min(tasks),
        tips: vec![(work.cranks.0, tips / 2), (work.cranks.1, tips.div_ceil(2))],
        closes: tasks == campaign.tasks,
    };
    spoil(&mut batch, campaign, work.lie);
    batch
}

fn spoil(batch: &mut Batch, campaign: &Campaign, lie: Lie) {
    match lie {
        Lie::None => {}
        Lie::MoreTasks => batch.tasks = campaign.tasks + 1,
        Lie::MoreItems => batch.items += 1,
        Lie::FewerItems => batch.items = batch.items.saturating_sub(1),
        Lie::MorePay => batch.seats.iter_mut().for_each(|seat| seat.pay += 1),
        Lie::MoreEarned => batch
            .seats
            .iter_mut()
            .for_each(|seat| seat.earned = seat.pay + 1),
        Lie::LessCommons => batch.commons = batch.commons.saturating_sub(1),
        Lie::MoreUnrevealed => batch.unrevealed += 1,
        Lie::MoreBonds => batch.forfeited = batch.tasks + 1,
        Lie::MoreTips => batch.tips.push((0, 1)),
        Lie::OtherEnd => batch.closes = !batch.closes,
    }
}
