//! Who may do what. The only maker of a [`Grant`], without which nothing is written to Kinsta.
//!
//! Must not know Slack's wire formats, SQL or Kinsta's endpoints.

mod grant;

pub use grant::Grant;
