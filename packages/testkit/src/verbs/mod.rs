//! What may be done: every verb sends one message and passes no time.

pub(crate) mod campaigns;
pub(crate) mod challenges;
pub(crate) mod datasets;
pub(crate) mod money;
pub(crate) mod records;
pub(crate) mod rewards;
pub(crate) mod seal;
