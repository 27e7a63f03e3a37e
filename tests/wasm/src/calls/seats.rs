//! Tasks of 32 seats, 32 of them in a message; and a settlement of 32 tasks with 128 labelers.

use pasar_common::task_registry::{MAX_BATCH, MAX_SEATS_PER_TASK, MAX_SETTLED_LABELERS};

use super::world::{Seat, World};

const PAGE: u32 = 50;
const TASKS: u32 = MAX_BATCH as u32;
/// Seats of a task that 128 labelers can fill, two each and eight tasks at a time, whatever is drawn.
const SHARED_SEATS: u8 = 30;

/// Returns the crowd, who all have a record afterwards.
pub fn full_tasks(world: &mut World) -> Vec<String> {
    let crowd = world.crowd("crowd", 2 * MAX_SETTLED_LABELERS + 32);
    closed_together(world, &crowd);
    settled_together(world, &crowd[..MAX_SETTLED_LABELERS]);
    crowd
}

/// 32 tasks that a reader closes at once, and one message resolves.
fn closed_together(world: &mut World, crowd: &[String]) {
    let frontier = TASKS as u16;
    let mut terms = world.terms(2, PAGE, TASKS, MAX_SEATS_PER_TASK, frontier);
    terms.reading_key = Some(vec![1; 32].into());
    let campaign = world.create(terms);
    let seats = world.fill(campaign, crowd, 4);
    world.commit_all(&seats);
    let tasks: Vec<u32> = (0..TASKS).collect();
    world.close(campaign, &tasks);
    world.reveal_all(&seats);
    world.resolve(campaign, &tasks);
    // Each task has other labelers.
    for task in tasks.chunks(4) {
        world.settle(campaign, task);
    }
}

/// 32 tasks of the same 128 labelers, eight at a time.
fn settled_together(world: &mut World, crowd: &[String]) {
    let terms = world.terms(2, PAGE, TASKS, SHARED_SEATS, 8);
    let campaign = world.create(terms);
    let mut taken: Vec<Seat> = vec![];
    for _ in 0..TASKS / 8 {
        let seats = world.fill(campaign, crowd, 2);
        world.commit_all(&seats);
        world.reveal_all(&seats);
        world.next_block();
        taken.extend(seats);
    }
    assert_eq!(taken.len(), MAX_BATCH * usize::from(SHARED_SEATS));
    let tasks: Vec<u32> = (0..TASKS).collect();
    for batch in tasks.chunks(8) {
        world.resolve(campaign, batch);
    }
    world.settle(campaign, &tasks);
}
