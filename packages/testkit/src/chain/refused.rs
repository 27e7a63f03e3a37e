//! The typed error inside a refusal.

/// The typed error inside a refusal.
pub trait Refused {
    /// The contract's error.
    ///
    /// # Panics
    /// Where the message was not refused, or with another type of error.
    fn refused_as<E: std::error::Error + Send + Sync + 'static>(self) -> E;
}

impl<T: std::fmt::Debug> Refused for anyhow::Result<T> {
    #[track_caller]
    fn refused_as<E: std::error::Error + Send + Sync + 'static>(self) -> E {
        let error = self.expect_err("the message was not refused");
        let shown = error.root_cause().to_string();
        match error.downcast::<E>() {
            Ok(error) => error,
            Err(_) => panic!("refused otherwise: {shown}"),
        }
    }
}

/// What a refusal says, without what the chain writes around it: a contract's own words, where one refused.
pub fn words_of(error: &anyhow::Error) -> String {
    let said = [
        words::<task_registry::ContractError>(error),
        words::<label_escrow::ContractError>(error),
        words::<reputation_staking::ContractError>(error),
        words::<reward_token::ContractError>(error),
        words::<cosmwasm_std::StdError>(error),
    ];
    let said = said.into_iter().flatten().next();
    said.unwrap_or_else(|| error.root_cause().to_string())
}

fn words<E: std::error::Error + Send + Sync + 'static>(error: &anyhow::Error) -> Option<String> {
    error.downcast_ref::<E>().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contracts_words_are_told_apart_from_the_chains() {
        let refused =
            anyhow::Error::new(task_registry::ContractError::ExitOnly).context("executing");
        assert_eq!(
            words_of(&refused),
            task_registry::ContractError::ExitOnly.to_string()
        );
        assert_eq!(
            words_of(&anyhow::anyhow!("plain").context("around")),
            "plain"
        );
    }
}
