//! Throughput of resolving one task, in labels per second.
#![allow(
    missing_docs,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a benchmark: its macros document nothing, and its numbers are its own"
)]

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use pasar_truth::{resolve, resolve_form, Form, History, PayTerms, Question, Read, Seat, Task};

/// Labels that are right three times out of four, the same on every run.
fn labels(classes: u64, items: usize, seats: usize) -> Vec<Vec<u8>> {
    let mut state = 1_u64;
    let mut draw = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let truth: Vec<u64> = (0..items).map(|_| draw(classes)).collect();
    let label = |draw: &mut dyn FnMut(u64) -> u64, class: u64| match draw(4) {
        0 => draw(classes) as u8,
        _ => class as u8,
    };
    (0..seats)
        .map(|_| truth.iter().map(|&class| label(&mut draw, class)).collect())
        .collect()
}

fn throughput(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resolve");
    for classes in [2, 4, 10] {
        for (items, seats) in [(200, 5), (4_096, 5), (16_384, 6), (100_000, 10)] {
            let rows = labels(classes, items, seats);
            let seats: Vec<Seat<'_>> = rows
                .iter()
                .map(|labels| Seat {
                    labels,
                    asked: labels.len() as u32,
                    history: History::default(),
                })
                .collect();
            let pay = PayTerms::default();
            let task = Task::new(classes as usize, items, &seats, &[], pay).unwrap();
            let size = format!("{items}x{}", seats.len());
            group.throughput(Throughput::Elements((items * seats.len()) as u64));
            group.bench_function(BenchmarkId::new(format!("{classes} classes"), size), |b| {
                b.iter(|| resolve(&task));
            });
        }
    }
    group.finish();
}

/// Answers a second: of one scale, and of a form of tags.
fn forms(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resolve_form");
    let percent = Question::Scale {
        levels: 101,
        read: Read::Mean,
    };
    let grade = Question::Scale {
        levels: 5,
        read: Read::Median,
    };
    let forms = [
        ("101 levels", vec![percent], 101, 1_000),
        ("5 grades", vec![grade], 5, 1_000),
        ("14 tags", vec![Question::Classes(2); 14], 2, 100),
    ];
    for (name, questions, values, items) in forms {
        let rows = labels(values, questions.len() * items, 5);
        let seats: Vec<Seat<'_>> = rows
            .iter()
            .map(|labels| Seat {
                labels,
                asked: labels.len() as u32,
                history: History::default(),
            })
            .collect();
        let form = Form::new(&questions, items, &seats, &[], PayTerms::default()).unwrap();
        group.throughput(Throughput::Elements((rows.len() * rows[0].len()) as u64));
        group.bench_function(BenchmarkId::new(name, format!("{items}x5")), |b| {
            b.iter(|| resolve_form(&form));
        });
    }
    group.finish();
}

criterion_group!(benches, throughput, forms);
criterion_main!(benches);
