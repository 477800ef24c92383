//! The additional SFTP accounts of an environment.

use clap::Arg;

use crate::commands::services::{Asked, Services};
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::kinsta::api::sftp_accounts::{self, Accounts};
use crate::kinsta::{self, Lane};

/// The argument that names an account.
pub const USER: &str = "sftp_user";

/// Adds `--user`.
pub fn argument() -> Arg {
    Arg::new(USER).long("user").value_name("name").required(true)
}

/// The environment's accounts.
pub async fn all(asked: &Asked, services: &Services, environment: &EnvId) -> Result<Accounts, Refusal> {
    read(&services.kinsta, environment, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// The environment's accounts.
pub async fn read(kinsta: &kinsta::Client, environment: &EnvId, lane: Lane) -> Result<Accounts, kinsta::Error> {
    kinsta.read(&sftp_accounts::List { environment: environment.clone() }, lane).await
}
