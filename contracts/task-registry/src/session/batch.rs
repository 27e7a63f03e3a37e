//! How large a message may be.

use pasar_common::task_registry::MAX_BATCH;

use crate::error::ContractError;

/// Refuses a message with more bytes than one call may work on.
///
/// # Errors
/// [`ContractError::BatchSize`].
pub fn check_size(what: &'static str, found: usize, max: usize) -> Result<(), ContractError> {
    if found > max {
        return Err(ContractError::BatchSize {
            what,
            found,
            min: 0,
            max,
        });
    }
    Ok(())
}

/// Refuses a byte string of another length.
///
/// # Errors
/// [`ContractError::BatchLength`].
pub const fn check_length(
    what: &'static str,
    found: usize,
    wanted: usize,
) -> Result<(), ContractError> {
    if found == wanted {
        return Ok(());
    }
    Err(ContractError::BatchLength {
        what,
        found,
        wanted,
    })
}

/// Refuses an empty or too large message.
///
/// # Errors
/// [`ContractError::BatchSize`].
pub fn check_batch(what: &'static str, found: usize) -> Result<(), ContractError> {
    if found == 0 || found > MAX_BATCH {
        return Err(ContractError::BatchSize {
            what,
            found,
            min: 1,
            max: MAX_BATCH,
        });
    }
    Ok(())
}
