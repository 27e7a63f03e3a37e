//! The committed vectors, bit for bit, and what their reader refuses.

use pasar_truth::vectors::{check, Error, Report};
use pasar_truth::InvalidTask;
use rstest::rstest;

const VECTORS: &str = include_str!("../vectors/truth.json");
const KINDS: &str = include_str!("../vectors/kinds.json");
const REFINED: &str = include_str!("../vectors/refined.json");

#[rstest]
#[case::classes(VECTORS, 300)]
#[case::forms_and_scales(KINDS, 200)]
#[case::refined(REFINED, 105)]
fn every_committed_vector_agrees(#[case] json: &str, #[case] vectors: usize) {
    let report = check(json).unwrap();
    assert_eq!(report.first_difference, None);
    assert_eq!((report.agreed, report.total), (vectors, vectors));
}

#[test]
fn another_result_is_reported_and_no_error() {
    let changed = VECTORS.replacen(r#""rate_bps":"#, r#""rate_bps":1"#, 1);
    let report = check(&changed).unwrap();
    assert_eq!((report.agreed, report.total), (299, 300));
    let difference = report.first_difference.unwrap();
    assert!(difference.starts_with("vector 0: seats["), "{difference}");
}

#[test]
fn another_table_agrees_on_nothing() {
    let changed = VECTORS.replacen(r#""LG":[0,23"#, r#""LG":[0,24"#, 1);
    let report = check(&changed).unwrap();
    let difference = Some("LG[1] is 23 here and 24 in the file".to_string());
    assert_eq!(report.agreed, 0);
    assert_eq!(report.first_difference, difference);
}

#[test]
fn tables_may_be_left_out() {
    let none = Report {
        agreed: 0,
        total: 0,
        first_difference: None,
    };
    assert_eq!(check(r#"{"vectors":[]}"#).unwrap(), none);
}

const OUT: &str = r#"{"gold":{"counts":false,"hung":false,"moves":true},
    "y":[],"margin":[],"conf":[],"weight":[],"excluded":[],"seats":[]}"#;

fn one(classes: usize, labels: &str, asked: &str) -> String {
    format!(
        r#"{{"vectors":[{{"K":{classes},"X":{labels},"asked":{asked},"gold":[],"hist":[[0,0,0]],
            "floor_bps":1000,"full_bps":7500,"out":{OUT}}}]}}"#
    )
}

#[test]
fn a_missing_value_differs() {
    let report = check(&one(2, "[[0,1]]", "[2]")).unwrap();
    let difference = Some("vector 0: y[0] is 0 here and nothing in the file".to_string());
    assert_eq!((report.agreed, report.total), (0, 1));
    assert_eq!(report.first_difference, difference);
}

#[test]
fn refuses_what_is_no_task() {
    let error = check(&one(1, "[[0,0]]", "[2]")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "vector 0 is no task: 1 classes, expected 2 to 32"
    );
    let found = InvalidTask::Classes { found: 1 };
    assert!(matches!(error, Error::Task { vector: 0, found: f } if f == found));
}

#[test]
fn refuses_lists_of_other_lengths() {
    let error = check(&one(2, "[[0,1]]", "[2,2]")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "vector 0 has 2 entries in asked, expected 1"
    );
}

#[test]
fn refuses_what_is_no_form() {
    let json = |questions: &str, labels: &str| {
        let out = r#"{"gold":{"counts":false,"hung":false,"moves":true},"planes":[],"seats":[]}"#;
        format!(
            r#"{{"vectors":[{{"questions":{questions},"X":{labels},"asked":[1],"gold":[],
                "hist":[[0,0,0]],"floor_bps":1000,"full_bps":7500,"out":{out}}}]}}"#
        )
    };
    let error = check(&json(r#"[{"read":"mean"}]"#, "[[[0]]]")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "vector 0 is no form: question 0 has 0 classes, expected 2 to 32"
    );
    assert!(matches!(error, Error::Answers { vector: 0, .. }));
    let error = check(&json(r#"[{"levels":5}]"#, "[[[5]]]")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "vector 0 is no form: seat 0 answers question 0 of item 0 with 5, expected a value below 5"
    );
    let report = check(&json(r#"[{"levels":5}]"#, "[[[4]]]")).unwrap();
    let difference = "vector 0: planes (count)[0] is 1 here and 0 in the file";
    assert_eq!(report.first_difference.as_deref(), Some(difference));
    let unknown = check(&json(r#"[{"levels":5,"grades":3}]"#, "[[[4]]]"));
    assert!(matches!(unknown, Err(Error::Form(_))));
}

#[test]
fn refuses_another_form() {
    for json in ["", "[]", "{}", r#"{"vectors":[{}]}"#] {
        assert!(matches!(check(json), Err(Error::Form(_))), "{json}");
    }
}
