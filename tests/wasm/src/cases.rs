//! The campaigns whose labels are priced, and what is aimed at.

use cw20::Denom;
use pasar_common::task_registry::{Question, Read};
use pasar_formats::packing;

use crate::{
    answers::{classes, scales, tags},
    flow::{Flow, Shape},
    gas::BLOCK_LIMIT,
    ledger::Ledger,
    suite::{Suite, NATIVE},
};

/// A campaign to be measured.
pub struct Case {
    /// Its name in files.
    pub key: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Gas a label that was computed before it was built.
    pub model: &'static str,
    /// Gas a label that is aimed at, where there is an aim.
    pub target: Option<u64>,
    shape: Shape,
}

/// What a campaign cost.
pub struct Measured {
    /// Which one.
    pub case: Case,
    /// By kind of message.
    pub ledger: Ledger,
    /// Labels revealed.
    pub labels: u64,
}

impl Measured {
    /// Gas of a label, all in. A stake is bonded once for all campaigns, and not in it.
    pub fn per_label(&self) -> f64 {
        let kinds = self.ledger.kinds().filter(|(name, _)| *name != "bond");
        let gas: u64 = kinds.map(|(_, kind)| kind.gas.total()).sum();
        gas as f64 / self.labels as f64
    }

    /// Gas of a label that these kinds of message take.
    pub fn part_per_label(&self, names: &[&str]) -> f64 {
        let kinds = self.ledger.kinds().filter(|(name, _)| names.contains(name));
        let gas: u64 = kinds.map(|(_, kind)| kind.gas.total()).sum();
        gas as f64 / self.labels as f64
    }
}

/// Of five seats each. The frontier lets a labeler wait for a batch while another collects: their open
/// seats are at most an eighth of it.
fn shape(questions: Vec<Question>, page: u32, batch: u8, tasks: u32, crank: usize) -> Shape {
    let frontier = u16::from(batch) * 24;
    Shape {
        questions,
        page,
        tasks,
        overlap: 5,
        frontier: frontier.min(256),
        batch,
        crowd: 60,
        crank,
        denom: Denom::Native(NATIVE.into()),
    }
}

/// A session of 100 000 labels is seven pages of 16 384 items.
pub const SESSION: &str = "session_100k";

/// All of them.
pub fn all() -> [Case; 7] {
    let lone = Shape {
        frontier: 1,
        crowd: 5,
        ..shape(classes(8), 1_000, 1, 1, 1)
    };
    [
        Case {
            key: "lone_page_1000",
            what: "1 000 items, 4-bit, everything alone",
            model: "843",
            target: None,
            shape: lone,
        },
        Case {
            key: "page_1000",
            what: "1 000 items, 4-bit, 4 seats a message",
            model: "239",
            target: Some(240),
            shape: shape(classes(8), 1_000, 4, 256, 8),
        },
        Case {
            key: "page_4096_2bit",
            what: "4 096 items, 2-bit, 8 seats a message",
            model: "49",
            target: Some(52),
            shape: shape(classes(2), 4_096, 8, 512, 6),
        },
        Case {
            key: SESSION,
            what: "16 384 items, 2-bit, 7 seats a message",
            model: "27",
            target: Some(30),
            shape: shape(classes(2), 16_384, 7, 168, 1),
        },
        Case {
            key: "scale_4bit",
            what: "4 096 items, a scale of 15 levels, 8 seats a message",
            model: "63",
            target: None,
            shape: shape(scales(1, 15, Read::Mean), 4_096, 8, 256, 6),
        },
        Case {
            key: "scale_8bit",
            what: "4 096 items, a scale of 101 levels, 8 seats a message",
            model: "90",
            target: None,
            shape: shape(scales(1, 101, Read::Mean), 4_096, 8, 256, 6),
        },
        Case {
            key: "form_14_tags",
            what: "1 872 items, a form of 14 tags, 8 seats a message",
            model: "29 to 50",
            target: None,
            shape: shape(tags(14), 1_872, 8, 64, 1),
        },
    ]
}

impl Case {
    /// Questions about an item.
    pub fn questions(&self) -> u8 {
        self.shape.questions.len() as u8
    }

    /// Bits of a packed label; the questions of a case are all alike.
    pub fn bits(&self) -> u8 {
        let values = self.shape.questions.iter().map(|q| q.asked().values());
        packing::bits(values.max().unwrap_or(0)) as u8
    }

    /// Runs the campaign to its last withdrawal.
    pub fn measure(self) -> Measured {
        let mut suite = Suite::deploy();
        let flow = Flow::open(&mut suite, self.shape.clone()).run().withdraw();
        Measured {
            ledger: flow.ledger.clone(),
            labels: flow.labels,
            case: self,
        }
    }
}

/// A session of 100 000 labels.
///
/// # Panics
/// Where a contract refuses, as everywhere here.
pub fn session() -> Measured {
    let session = all().into_iter().find(|case| case.key == SESSION);
    session.expect("the session is one of the cases").measure()
}

/// Gas that resolves 100 000 labels in one transaction: one task of eight seats.
pub fn resolve_100k() -> u64 {
    let shape = Shape {
        overlap: 8,
        frontier: 1,
        crowd: 8,
        ..shape(classes(2), 12_500, 1, 1, 1)
    };
    let mut suite = Suite::deploy();
    let flow = Flow::open(&mut suite, shape).run();
    assert_eq!(flow.labels, 100_000);
    let mut kinds = flow.ledger.kinds();
    let resolve = kinds.find(|(name, _)| *name == "resolve");
    resolve.map_or(0, |(_, kind)| kind.most)
}

/// Labels, all in, that a block has room for.
pub fn labels_in_a_block(per_label: f64) -> u64 {
    (BLOCK_LIMIT as f64 / per_label) as u64
}
