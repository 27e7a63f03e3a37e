//! The byte formats of the market: what every language must make alike, bit for bit. No chain type
//! occurs here; `vectors/` has test vectors for other implementations.

#[cfg(feature = "boxes")]
pub mod derive;
pub mod domain;
pub mod form;
pub mod gold;
pub mod gold_book;
pub mod item_set;
#[cfg(feature = "manifest")]
pub mod manifest;
pub mod merkle;
pub mod number;
pub mod packing;
pub mod range;
pub mod seal;
#[cfg(feature = "boxes")]
pub mod sealed_box;
