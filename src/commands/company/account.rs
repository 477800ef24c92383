//! `/kinsta company account`: the company and the key the bot works with.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use jiff::Timestamp;

use super::expiry::{self, Expiry};
use super::read;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::text;

/// The verb.
pub struct Account;

#[async_trait]
impl Verb for Account {
    fn noun(&self) -> &'static str {
        "company"
    }

    fn name(&self) -> &'static str {
        "account"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
    }

    fn example(&self) -> &'static str {
        "company account"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /validate"]
    }

    async fn run(&self, asked: &Asked, services: &Services, _matches: &ArgMatches) -> Outcome {
        let key = read::own_key(asked, services).await?;
        let now = Timestamp::from_millisecond(services.clock.now_ms()).unwrap_or(Timestamp::UNIX_EPOCH);
        let fact = |key: &str, value: String| Fact { label: asked.t(format!("company-fact-{key}")).say(), value };
        let facts = vec![
            fact("key", text::plain(&key.name)),
            fact("status", text::plain(&expiry::status(asked, &key.status))),
            fact("expires", expiry::words(asked, key.expires_at, now)),
            fact("company", text::code(key.company.as_str())),
        ];
        let mut card = Card::new().with(Part::Title(asked.t("company-account-title").say())).with(Part::Facts(facts));
        let expiry = key.expires_at.map(|at| Expiry::of(at, now, &asked.actor.zone));
        if expiry.is_some_and(Expiry::is_near) {
            card = card.paragraph(asked.t("company-key-near").say());
        }
        let words = |line: &str| Press::Words { line: line.to_owned(), replace: false };
        let card = card.note(asked.t("company-account-note").say()).buttons(vec![
            Button::new(asked.t("button-company-keys").say(), words("company keys")),
            Button::new(asked.t("button-company-users").say(), words("company users")),
            Button::new(asked.t("button-company-activity").say(), words("company activity")),
        ]);
        Ok(Answer::Card(card))
    }
}
