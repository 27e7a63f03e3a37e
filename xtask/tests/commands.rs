//! The program as `cargo schema` and `cargo house` run it.

use std::process::Command;

#[test]
fn an_unknown_subcommand_is_told_the_known_ones() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("attic")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("usage: "), "{said}");
}
