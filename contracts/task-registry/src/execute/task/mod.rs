//! Seals, and what ends collecting.

mod advance;
mod ask;
mod close;
mod commit;
mod reveal;

pub use advance::advance;
pub use ask::ask;
pub use close::close;
pub use commit::commit;
pub use reveal::reveal;
