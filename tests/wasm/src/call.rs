//! A call into a contract: by which door, and why it gave nothing.

use cosmwasm_vm::VmError;

/// Why a call gave nothing.
#[derive(Debug)]
pub(crate) enum CallError {
    NoSuchContract,
    /// The contract's own error.
    Refused(String),
    OutOfGas,
    /// Everything that the contract did not choose: traps, missing entry points, bad results.
    Broken(String),
}

impl From<VmError> for CallError {
    fn from(error: VmError) -> Self {
        match error {
            VmError::GasDepletion { .. } => CallError::OutOfGas,
            other => CallError::Broken(other.to_string()),
        }
    }
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CallError::NoSuchContract => f.write_str("no such contract"),
            CallError::Refused(reason) | CallError::Broken(reason) => f.write_str(reason),
            CallError::OutOfGas => f.write_str("out of gas"),
        }
    }
}

/// The two entry points that change state.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    Instantiate,
    Execute,
}
