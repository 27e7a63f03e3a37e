//! The largest forms and scales: tasks of 131 072 answers and 2^21 cells, whether to one question or to 32,
//! of many seats or of few; the largest gold of a form; and panels on all of it.

use pasar_common::task_registry::{
    ExecuteMsg, OpenGold, Question, Read, Terms, MAX_GOLD_DEPTH, MAX_LABELS_PER_TASK,
};

use super::{gold, panels, world::World};
use crate::answers::{self, scales};

/// Levels of the finest scale.
const LEVELS: u8 = 255;
/// Most questions, and most classes of one.
const MOST: u8 = 32;
/// Fewest seats of a task with gold: so there are most items, and most verdicts to be written.
const FEWEST_SEATS: u8 = 2;

/// `crowd` has records.
pub fn tasks(world: &mut World, crowd: &[String]) {
    for (questions, page, seats) in [
        (scales(1, LEVELS, Read::Median), 4_096, 32),
        (scales(1, LEVELS, Read::Mean), 16_384, 8),
        (scales(1, 15, Read::Mean), 4_096, 32),
        (scales(MOST, LEVELS, Read::Median), 1_365, 3),
        (answers::form(MOST, MOST), 64, 32),
        (answers::tags(MOST), 128, 32),
        (mixed(), 1_365, 3),
    ] {
        full_task(world, questions, page, seats);
    }
    with_gold(world, mixed(), 1);
    // Each question of a task costs by itself, however few the items: two tasks are dearer than one.
    with_gold(world, mixed(), 2);
    with_gold(world, scales(MOST, LEVELS, Read::Median), 1);
    for (questions, page, seats) in [
        (scales(1, LEVELS, Read::Median), 4_096, (23, 9)),
        (mixed(), 128, (23, 9)),
        (mixed(), 585, (4, 3)),
    ] {
        panels::of_form(world, crowd, questions, page, seats);
    }
}

/// As many questions as there may be, half of them scales and half of many classes: both the answers and the
/// cells of a task are as many as may be.
fn mixed() -> Vec<Question> {
    let scales = scales(MOST / 2, LEVELS, Read::Median);
    [answers::form(MOST / 2, MOST), scales].concat()
}

fn form(world: &World, questions: Vec<Question>, page: u32, tasks: u32, seats: u8) -> Terms {
    let terms = world.terms(2, page, tasks, seats, tasks as u16);
    Terms { questions, ..terms }
}

fn full_task(world: &mut World, questions: Vec<Question>, page: u32, seats: u8) {
    let terms = form(world, questions, page, 1, seats);
    let campaign = world.create(terms);
    let crowd = world.crowd("form", seats.into());
    let taken = world.fill(campaign, &crowd, 1);
    world.finish(campaign, &taken, &[0]);
}

/// So many tasks, with gold of a quarter of their items, that one message opens and one resolves.
fn with_gold(world: &mut World, questions: Vec<Question>, tasks: u32) {
    let answers = u64::from(tasks) * questions.len() as u64 * u64::from(FEWEST_SEATS);
    let page = (MAX_LABELS_PER_TASK / answers) as u32;
    let mut terms = form(world, questions, page, tasks, FEWEST_SEATS);
    let openings = gold::set(&mut terms, page as usize / 4, MAX_GOLD_DEPTH);
    let campaign = world.create(terms);
    let crowd = world.crowd("form with gold", usize::from(FEWEST_SEATS));
    let seats = world.fill(campaign, &crowd, 1);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    let requester = world.requester.clone();
    let open = OpenGold { campaign, openings };
    world.registry(&requester, &ExecuteMsg::OpenGold(open));
    let tasks: Vec<u32> = (0..tasks).collect();
    world.resolve(campaign, &tasks);
    world.settle(campaign, &tasks);
}
