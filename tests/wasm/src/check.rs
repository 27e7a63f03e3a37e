//! Whether chains take a code: what the VM looks at before it keeps one.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use cosmwasm_vm::testing::{MockApi, MockQuerier, MockStorage};
use cosmwasm_vm::{capabilities_from_csv, Cache, CacheOptions, Size};

/// What the oldest chains offer that take the suite.
pub const OLD_CHAINS: &str = "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,\
    cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1";
/// What the registry needs: the calls that verify drand, which come along with all that came before.
const REGISTRY_NEEDS: &[&str] = &[
    "cosmwasm_1_1",
    "cosmwasm_1_2",
    "cosmwasm_1_3",
    "cosmwasm_1_4",
    "cosmwasm_2_0",
    "cosmwasm_2_1",
];
/// What chains with this version of the VM offer.
const CURRENT_CHAINS: &str = "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,\
    cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1,cosmwasm_2_2";
/// An instance's memory, and the memory for compiled modules: wasmd's defaults.
pub(crate) const INSTANCE_MEMORY: Size = Size::mebi(32);
pub(crate) const MODULE_MEMORY: Size = Size::mebi(100);

/// Checks and compiles a contract's code as current chains do, then as old ones do; and that it needs
/// what it should, and nothing else.
pub fn check(contract: &str, wasm: &[u8]) -> Result<(), String> {
    let files = tempfile::tempdir().map_err(|error| error.to_string())?;
    let store = |name: &str, capabilities| {
        store(wasm, &files.path().join(name), capabilities)
            .map_err(|error| format!("{name} chains refuse it: {error}"))
    };
    store("current", capabilities_from_csv(CURRENT_CHAINS))?;
    let mut found = store("old", capabilities_from_csv(OLD_CHAINS))?;
    // Every chain with contracts has it.
    found.remove("iterator");
    let wanted: &[&str] = match contract {
        "task_registry" => REGISTRY_NEEDS,
        _ => &[],
    };
    if found.iter().eq(wanted) {
        return Ok(());
    }
    Err(format!("it needs {found:?}, expected {wanted:?}"))
}

/// Keeps a code; tells what it needs of a chain.
fn store(
    wasm: &[u8],
    files: &Path,
    capabilities: HashSet<String>,
) -> Result<BTreeSet<String>, String> {
    let options = CacheOptions::new(files, capabilities, MODULE_MEMORY, INSTANCE_MEMORY);
    // SAFETY: the folder is new and nobody else's, so the modules in it are the VM's own.
    let vm = unsafe { Cache::<MockApi, MockStorage, MockQuerier>::new(options) };
    let vm = vm.map_err(|error| error.to_string())?;
    let stored = vm.store_code(wasm, true, true);
    let checksum = stored.map_err(|error| error.to_string())?;
    let found = vm.analyze(&checksum).map_err(|error| error.to_string())?;
    Ok(found.required_capabilities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_an_interface_is_refused() {
        let refused = check("naive", b"\0asm\x01\0\0\0").unwrap_err();
        assert!(
            refused.starts_with("current chains refuse it: "),
            "{refused}"
        );
    }
}
