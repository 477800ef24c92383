//! The nouns everyone shares: pure data and rules, no I/O.
//!
//! Owns ids, sites, people, cards, forms, refusals and the state machine of an operation.
//! Must not know Slack's or Kinsta's wire formats, SQL, HTTP or the clock on the wall.

pub mod actor;
pub mod approval;
pub mod audit;
pub mod card;
pub mod csv;
pub mod form;
pub mod hold;
pub mod ids;
pub mod intent;
pub mod lang;
pub mod operation;
pub mod outgoing;
pub mod redact;
pub mod refusal;
pub mod risk;
pub mod site;
pub mod target;
pub mod text;
pub mod waiting;
pub mod words;
