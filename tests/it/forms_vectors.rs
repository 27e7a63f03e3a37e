//! The vectors of forms, through the contracts: each that a campaign can be made of is one, from its terms to its
//! scores.

use pasar_common::task_registry::{Question, Read};
use pasar_formats::gold;
use pasar_testkit::{campaign, GoldBook};
use pasar_truth::{gold_passes, Form, History, PayTerms, Seat, NONE, SUSPEND_EVIDENCE};
use serde::Deserialize;

use crate::{
    forms::{scale, tag},
    rejections::plant,
    support::Stage,
};

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    questions: Vec<Asked>,
    /// `[question][seat][item]`.
    #[serde(rename = "X")]
    labels: Vec<Vec<Vec<u8>>>,
    asked: Vec<u32>,
    gold: Vec<Vec<u8>>,
    hist: Vec<[i64; 3]>,
    floor_bps: u16,
    full_bps: u16,
    out: Out,
}

#[derive(Deserialize)]
struct Asked {
    classes: Option<u8>,
    levels: Option<u8>,
    read: Option<String>,
}

#[derive(Deserialize)]
struct Out {
    planes: Vec<Plane>,
    seats: Vec<Score>,
}

#[derive(Deserialize)]
struct Plane {
    y: Vec<u8>,
    #[serde(default)]
    z: Vec<Option<u16>>,
    margin: Vec<i32>,
    conf: Vec<u32>,
}

#[derive(Deserialize)]
#[allow(non_snake_case, reason = "as the file calls them")]
struct Score {
    labels: u32,
    skill: i32,
    rate_bps: u16,
    paid_bps: u16,
    dG: i64,
    dH: i64,
    dE: i64,
}

impl Asked {
    fn question(&self, number: usize) -> Question {
        let name = number.to_string();
        let Some(levels) = self.levels else {
            let Question::Classes(mut of) = tag(&name) else {
                panic!("a tag is a question of classes");
            };
            of.classes = (0..self.classes.unwrap()).map(|n| n.to_string()).collect();
            return Question::Classes(of);
        };
        let is_median = self.read.as_deref() == Some("median");
        scale(
            &name,
            levels,
            if is_median { Read::Median } else { Read::Mean },
        )
    }
}

impl Vector {
    fn items(&self) -> u32 {
        self.labels[0][0].len() as u32
    }

    fn answers(&self) -> u32 {
        self.items() * self.questions.len() as u32
    }

    /// Known answers by their numbers.
    fn known(&self) -> Vec<(u16, u8)> {
        let all = self.gold.concat();
        let known = (0u16..).zip(all).filter(|(_, value)| *value != NONE);
        known.collect()
    }

    /// Whether a campaign can be like it: as many seats as terms ask for, each asked for everything, records with
    /// which a labeler may sit, and gold that the chain takes.
    fn is_a_campaign(&self) -> bool {
        let questions: Vec<Question> = self.all_questions();
        let form: Vec<_> = questions.iter().map(Question::asked).collect();
        let known = self.known();
        let bytes = |(answer, value): &(u16, u8)| [&answer.to_be_bytes()[..], &[*value]].concat();
        let packed: Vec<u8> = known.iter().flat_map(bytes).collect();
        let takes_gold = known.is_empty()
            || gold::fits(self.items()) && gold::read(&packed, self.items(), &form).is_ok();
        let sits = |record: &[i64; 3]| record[2] > SUSPEND_EVIDENCE;
        self.hist.len() >= 3
            && self.asked.iter().all(|asked| *asked == self.answers())
            && self.hist.iter().all(sits)
            && self.floor_bps <= 1_500
            && self.full_bps <= 7_500
            && takes_gold
    }

    fn all_questions(&self) -> Vec<Question> {
        let questions = self.questions.iter().enumerate();
        questions
            .map(|(number, asked)| asked.question(number))
            .collect()
    }

    fn row(&self, seat: usize) -> Vec<u8> {
        let planes = self.labels.iter();
        planes.flat_map(|plane| plane[seat].clone()).collect()
    }

    /// Whether gold is held against nobody, or not against this seat.
    fn is_not_held(&self, seat: usize) -> bool {
        let rows: Vec<Vec<u8>> = (0..self.hist.len()).map(|n| self.row(n)).collect();
        let seats = rows.iter().map(|labels| Seat {
            labels,
            asked: self.answers(),
            history: History::default(),
        });
        let seats: Vec<Seat<'_>> = seats.collect();
        let asked: Vec<_> = self.all_questions().iter().map(Question::asked).collect();
        let gold = self.gold.concat();
        let items = self.items() as usize;
        let form = Form::new(&asked, items, &seats, &gold, PayTerms::default()).unwrap();
        let passes = gold_passes(&form);
        assert_eq!(passes.heard(items, &gold), gold);
        !passes.crowd_passes() || passes.seat_passes(seat)
    }

    fn run(&self) {
        let seats = self.hist.len();
        let known = self.known();
        let book = (!known.is_empty()).then(|| GoldBook::new(&[known]));
        let mut terms = campaign()
            .items(self.items())
            .overlap(seats as u8)
            .questions(self.all_questions())
            .with(|terms| {
                terms.pay.floor = pasar_common::ratio::Bps::new(self.floor_bps);
                terms.pay.full = pasar_common::ratio::Bps::new(self.full_bps);
            });
        if let Some(book) = &book {
            terms = terms.gold(book.terms(1));
        }
        let mut stage = Stage::new(seats, terms);
        if self.hist.iter().any(|record| *record != [0; 3]) {
            // Records that no settlement wrote break an invariant.
            stage.check_every(None);
        }
        for n in 0..seats {
            let [skill, mass, evidence] = self.hist[n];
            let record = History {
                skill,
                mass,
                evidence,
            };
            let labeler = stage.labelers[n].clone();
            if record != History::default() {
                plant(&mut stage, &labeler, record);
            }
            stage.drawn(n);
            let id = stage.campaign;
            stage.commit(&labeler, id, 0, &self.row(n)).unwrap();
        }
        (0..seats).for_each(|n| stage.revealed(n));
        let (id, requester) = (stage.campaign, stage.requester.clone());
        if let Some(book) = &book {
            stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
        }
        stage.resolve().unwrap();
        self.compare(&stage);
        stage.settle().unwrap();
    }

    fn compare(&self, stage: &Stage) {
        let verdict = stage.verdict(stage.campaign, 0);
        let planes = &self.out.planes;
        let labels: Vec<u8> = planes.iter().flat_map(|plane| plane.y.clone()).collect();
        assert_eq!(verdict.labels, labels);
        let margins: Vec<i32> = planes
            .iter()
            .flat_map(|plane| plane.margin.clone())
            .collect();
        assert_eq!(verdict.margins, margins);
        let sure: Vec<u32> = planes.iter().flat_map(|plane| plane.conf.clone()).collect();
        assert_eq!(verdict.confidences, sure);
        let values: Vec<_> = planes.iter().map(|plane| plane.z.clone()).collect();
        assert_eq!(verdict.values, values);
        for score in verdict.scores {
            let is_theirs = |who: &&cosmwasm_std::Addr| **who == score.labeler;
            let n = stage
                .labelers
                .iter()
                .position(|who| is_theirs(&who))
                .unwrap();
            let wanted = &self.out.seats[n];
            assert_eq!((score.labels, score.skill), (wanted.labels, wanted.skill));
            assert_eq!(
                (score.rate.get(), score.paid.get()),
                (wanted.rate_bps, wanted.paid_bps)
            );
            assert_eq!(
                (score.change.skill, score.change.mass),
                (wanted.dG, wanted.dH)
            );
            // A seat that was mostly skipped slashes nobody, and gold of a question that the crowd does not pass neither.
            let skipped = wanted.labels < self.answers().div_ceil(2);
            let bits = if skipped || self.is_not_held(n) {
                wanted.dE.max(0)
            } else {
                wanted.dE
            };
            assert_eq!(score.change.evidence, bits);
        }
    }
}

#[test]
fn contracts_make_of_the_vectors_what_the_reference_does() {
    let file: File =
        cosmwasm_std::from_json(include_bytes!("../../packages/truth/vectors/kinds.json")).unwrap();
    let campaigns: Vec<&Vector> = file
        .vectors
        .iter()
        .filter(|of| of.is_a_campaign())
        .collect();
    let with_gold = campaigns.iter().filter(|of| !of.known().is_empty());
    assert!(with_gold.count() >= 3);
    assert!(campaigns.len() >= 20, "{}", campaigns.len());
    campaigns.into_iter().for_each(Vector::run);
}
