//! The largest pages: 131 072 labels, 2^21 classes times labels, 64 KiB of seals opened at once, gold
//! of a quarter of the items, ciphertexts.

use pasar_common::task_registry::{ExecuteMsg, OpenGold, Overlap, MAX_GOLD_DEPTH, MAX_PAGE};

use super::{gold, world::World};

/// (classes, page, seats): each as large as the others allow.
const LARGEST: [(u8, u32, u8); 4] = [
    (2, 16_384, 8),
    (15, 4_096, 32),
    (16, 4_096, 32),
    (32, 2_048, 32),
];

pub fn pages(world: &mut World) {
    for (classes, page, seats) in LARGEST {
        full_task(world, classes, page, seats);
    }
    sealed_in_waves(world);
    full_boxes(world);
}

fn full_task(world: &mut World, classes: u8, page: u32, seats: u8) {
    let terms = world.terms(classes, page, 1, seats, 1);
    let campaign = world.create(terms);
    let crowd = world.crowd("page", seats.into());
    let taken = world.fill(campaign, &crowd, 1);
    world.finish(campaign, &taken, &[0]);
}

/// A task of two waves that its reader closes, with the largest gold.
fn sealed_in_waves(world: &mut World) {
    let mut terms = world.terms(16, MAX_PAGE, 1, 5, 1);
    terms.reading_key = Some(vec![1; 32].into());
    (terms.max_waves, terms.overlap) = (4, Overlap { min: 5, max: 8 });
    let openings = gold::set(&mut terms, MAX_PAGE as usize / 4, MAX_GOLD_DEPTH);
    let campaign = world.create(terms);
    let crowd = world.crowd("wave", 8);
    let mut seats = world.fill(campaign, &crowd[..5], 1);
    world.commit_all(&seats);
    world.ask_wave((campaign, 0, 1), 3);
    world.next_block();
    let more = world.fill(campaign, &crowd[5..], 1);
    world.commit_all(&more);
    seats.extend(more);
    world.close(campaign, &[0]);
    world.reveal_all(&seats);
    let requester = world.requester.clone();
    let open = OpenGold { campaign, openings };
    world.registry(&requester, &ExecuteMsg::OpenGold(open));
    world.resolve(campaign, &[0]);
    world.settle(campaign, &[0]);
}

/// Boxes of 64 KiB of labels in one message.
fn full_boxes(world: &mut World) {
    let mut terms = world.terms(16, MAX_PAGE, 32, 3, 32);
    terms.reading_key = Some(vec![1; 32].into());
    let campaign = world.create(terms);
    let crowd = world.crowd("box", 1);
    world.claim(&crowd[0], campaign, 4);
    world.next_block();
    let seats = world.claim(&crowd[0], campaign, 0);
    assert_eq!(seats.len(), 4);
    world.commit(&seats);
}
