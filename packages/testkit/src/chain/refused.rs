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
