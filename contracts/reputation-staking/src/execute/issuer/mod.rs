//! Issuers, and the credentials they give.

mod grant;
mod register_issuer;
mod revoke;
mod unregister_issuer;

pub use grant::grant;
pub use register_issuer::register_issuer;
pub use revoke::revoke;
pub use unregister_issuer::unregister_issuer;
