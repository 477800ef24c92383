//! `/kinsta company users`: who has access. Addresses are for the asker's eyes alone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::read;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::risk::Risk;

/// The verb.
pub struct Users;

#[async_trait]
impl Verb for Users {
    fn noun(&self) -> &'static str {
        "company"
    }

    fn name(&self) -> &'static str {
        "users"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "company users"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /company/{id}/users"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let users = read::users(asked, services).await?;
        let list = Listing {
            title: asked.t("company-users-title").number("count", users.len()).say(),
            headings: ["name", "email"].map(|column| asked.t(format!("company-column-{column}")).say()).to_vec(),
            rows: users.into_iter().map(|user| vec![user.full_name, user.email]).collect(),
            line: ["company", "users"].map(str::to_owned).to_vec(),
            note: Some(asked.t("company-users-private").say()),
        };
        Ok(Answer::Private(listing::card(asked, list, listing::page(matches))))
    }
}
