//! The cross-contract suite lives in `it/`, one file a theme; this library is empty.
//!
//! | file | what it shows |
//! |---|---|
//! | `whole_campaign` | from deposit to pay, to the unit, against `pasar-truth` |
//! | `timeouts`, `liveness` | every row of the state table; time and strangers end everything |
//! | `draw` | nobody chooses their tasks |
//! | `attacks`, `hostile` | attacks named by the rule that defeats them; tokens that turn bad |
//! | `authority`, `pause`, `migration` | who may do what, and what nobody can stop or change |
//! | `rejections`, `terms` | every way the registry refuses a call |
//! | `money`, `order`, `pages`, `events` | where units go; what order, pages and events promise |
//! | `props` | random sequences against a model of the state table |
//!
//! All invariants are checked after every message.
