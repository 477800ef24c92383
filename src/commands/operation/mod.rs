//! `/kinsta operation …`.

mod list;
mod password;
mod status;

use super::services::Asked;
use super::spec::Verb;
use crate::domain::refusal::Refusal;
use crate::store;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(list::List), Box::new(password::Password), Box::new(status::Status)]
}

/// The store does not answer.
pub fn store_down(asked: &Asked, error: &store::Error) -> Refusal {
    tracing::error!(error = %error, "operations could not be read");
    Refusal::new(asked.t("store-down")).way_out(asked.t("store-down-way-out"))
}
