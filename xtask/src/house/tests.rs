//! Small trees with one thing wrong in each.

use super::measured::House;
use super::source::Sources;
use super::{judge, measure};

const MANIFEST: &str = "[package]\nname = \"small-house\"\n";

/// What is wrong in the only package of a tree.
fn complaints(files: &[(&str, &str)]) -> Vec<String> {
    judge(&only(files))
}

fn only(files: &[(&str, &str)]) -> House {
    let text = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    let sources = Sources(files.iter().map(text).collect());
    let mut houses = measure(&sources).unwrap();
    assert_eq!(houses.len(), 1);
    houses.remove(0)
}

fn crate_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("packages/small/Cargo.toml", MANIFEST)];
    all.extend(files);
    complaints(&all)
}

fn contract_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("contracts/small/Cargo.toml", MANIFEST)];
    all.extend(files);
    complaints(&all)
}

#[test]
fn files_that_import_each_other_are_a_circle_with_its_names() {
    let found = crate_of(&[
        ("packages/small/src/lib.rs", "mod room;"),
        ("packages/small/src/room/mod.rs", "mod a;\nmod b;"),
        (
            "packages/small/src/room/a.rs",
            "use super::b::B;\npub struct A(B);",
        ),
        (
            "packages/small/src/room/b.rs",
            "pub struct B;\nfn f() { crate::room::a::A::new(); }",
        ),
    ]);
    let [circle] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(
        circle.starts_with("packages/small/src: circle of 2 files"),
        "{circle}"
    );
    assert!(circle.contains("room/a.rs -> room/b.rs: B"), "{circle}");
    assert!(circle.contains("room/b.rs -> room/a.rs: A"), "{circle}");
}

#[test]
fn what_a_module_hands_on_is_imported_from_where_it_stands() {
    let house = only(&[
        ("packages/small/Cargo.toml", MANIFEST),
        ("packages/small/src/lib.rs", "mod a;\nmod b;\npub use a::A;"),
        ("packages/small/src/a.rs", "pub struct A;"),
        ("packages/small/src/b.rs", "use crate::A;"),
        ("packages/small/src/main.rs", "use small_house::A;"),
    ]);
    let imports = |file: &str| -> Vec<&str> {
        house.files[file]
            .imports
            .keys()
            .map(String::as_str)
            .collect()
    };
    assert_eq!(imports("b.rs"), ["a.rs"]);
    assert_eq!(imports("main.rs"), ["a.rs"]);
    assert_eq!(judge(&house), Vec::<String>::new());
}

#[test]
fn paths_in_macros_count_and_tests_do_not() {
    let house = only(&[
        ("packages/small/Cargo.toml", MANIFEST),
        (
            "packages/small/src/lib.rs",
            "mod a;\nmod b;\nmod c;\n#[cfg(test)]\nmod b_tests;",
        ),
        (
            "packages/small/src/a.rs",
            "fn f() { println!(\"{}\", vec![crate::b::ONE][0]) }",
        ),
        (
            "packages/small/src/b.rs",
            "pub const ONE: u8 = 1;\n#[cfg(test)]\nmod tests {\n    use crate::c::C;\n}\n",
        ),
        ("packages/small/src/b_tests.rs", "use crate::c::C;"),
        (
            "packages/small/src/c.rs",
            "pub struct C;\n#[macro_export]\nmacro_rules! m { () => {} }",
        ),
    ]);
    assert!(house.files["a.rs"].imports["b.rs"].contains("ONE"));
    assert!(house.files["b.rs"].imports.is_empty());
    assert_eq!(house.files["b.rs"].lines, 1);
    assert!(!house.files.contains_key("b_tests.rs"));
}

#[test]
fn rules_that_import_the_session_import_upward() {
    let files = [
        ("contracts/small/src/lib.rs", "mod rules;\nmod session;"),
        ("contracts/small/src/rules/mod.rs", "pub mod seat;"),
        (
            "contracts/small/src/rules/seat.rs",
            "use crate::session::Session;",
        ),
        ("contracts/small/src/session/mod.rs", "pub struct Session;"),
    ];
    let expected = "contracts/small/src/rules/seat.rs: imports upward, session/mod.rs: Session";
    assert_eq!(contract_of(&files), [expected]);
}

#[test]
fn rules_know_no_storage() {
    let files = [
        ("contracts/small/src/lib.rs", "mod rules;"),
        (
            "contracts/small/src/rules.rs",
            "use cosmwasm_std::{DepsMut, Uint128};",
        ),
    ];
    let expected = "contracts/small/src/rules.rs: rules are pure, not of cosmwasm_std::DepsMut";
    assert_eq!(contract_of(&files), [expected]);
}

#[test]
fn a_room_that_no_plan_names_is_told() {
    let files = [
        ("contracts/small/src/lib.rs", "mod attic;"),
        ("contracts/small/src/attic.rs", ""),
    ];
    assert_eq!(
        contract_of(&files),
        ["contracts/small/src: room attic has no place in the plan"]
    );
}

#[test]
fn rooms_without_a_plan_may_not_form_a_circle() {
    let found = crate_of(&[
        ("packages/small/src/lib.rs", "mod one;\nmod two;"),
        ("packages/small/src/one/mod.rs", "mod a;\npub mod b;"),
        ("packages/small/src/one/a.rs", "use crate::two::c::C;"),
        ("packages/small/src/one/b.rs", "pub struct B;"),
        ("packages/small/src/two/mod.rs", "pub mod c;"),
        (
            "packages/small/src/two/c.rs",
            "use crate::one::b::B;\npub struct C(B);",
        ),
    ]);
    let [circle] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(
        circle.starts_with("packages/small/src: circle of rooms one, two\n"),
        "{circle}"
    );
}

#[test]
fn long_functions_and_files_are_told_tests_are_not() {
    let lines = "    f();\n".repeat(59);
    let long = format!("struct S;\nimpl S {{\nfn long() {{\n{lines}}}\n}}\n");
    let test = format!("#[cfg(test)]\nmod tests {{\n{long}}}\n");
    let files = [("packages/small/src/lib.rs", &*format!("{long}{test}"))];
    let expected = "packages/small/src/lib.rs:3: function long has 61 lines, expected at most 60";
    assert_eq!(crate_of(&files), [expected]);

    let just = "// A line.\n".repeat(500);
    assert_eq!(
        crate_of(&[("packages/small/src/lib.rs", &*just)]),
        Vec::<String>::new()
    );
    let over = format!("{just}\n{test}");
    let expected = "packages/small/src/lib.rs: 501 lines, expected at most 500";
    assert_eq!(
        crate_of(&[("packages/small/src/lib.rs", &*over)]),
        [expected]
    );
}

fn script_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("packages/small/package.json", "{}")];
    all.extend(files);
    complaints(&all)
}

#[test]
fn scripts_that_import_each_other_are_a_circle() {
    let found = script_of(&[
        (
            "packages/small/src/a.ts",
            "import { b } from \"./in/b.js\";",
        ),
        (
            "packages/small/src/in/b.ts",
            "// import \"./c.js\"\nexport * from '../a.js';",
        ),
        (
            "packages/small/src/in/c.ts",
            "import type { B } from \"./b.js\";",
        ),
    ]);
    let circles: Vec<&String> = found
        .iter()
        .filter(|it| it.contains("circle of 2 files"))
        .collect();
    assert_eq!(circles.len(), 1, "{found:?}");
    assert!(circles[0].contains("a.ts -> in/b.ts"), "{found:?}");
    assert!(circles[0].contains("in/b.ts -> a.ts"), "{found:?}");
}

#[test]
fn a_long_function_of_a_script_is_told_with_its_parameters() {
    let lines = "  f();\n".repeat(57);
    let long =
        format!("export async function long(\n  a: string,\n): Promise<void> {{\n{lines}}}\n");
    let files = [("packages/small/src/a.ts", long.as_str())];
    let expected = "packages/small/src/a.ts:1: function export async function long( has 61 lines, \
                    expected at most 60";
    assert_eq!(script_of(&files), [expected]);
    let block = format!("if (\n  a\n) {{\n{lines}{lines}}}\n");
    assert_eq!(
        script_of(&[("packages/small/src/a.ts", &*block)]),
        Vec::<String>::new()
    );
}
