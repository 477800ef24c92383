//! `/kinsta company keys`: the API keys by name, and which one is the bot's. Never a key itself.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use jiff::Timestamp;

use super::{expiry, read};
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Press};
use crate::domain::risk::Risk;
use crate::domain::words;

/// The verb.
pub struct Keys;

#[async_trait]
impl Verb for Keys {
    fn noun(&self) -> &'static str {
        "company"
    }

    fn name(&self) -> &'static str {
        "keys"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "company keys"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /company/{id}/api-keys", "GET /validate"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let own = read::own_key(asked, services).await?.name;
        let keys = read::keys(asked, services).await?;
        let now = Timestamp::from_millisecond(services.clock.now_ms()).unwrap_or(Timestamp::UNIX_EPOCH);
        // Kinsta does not say which key it was asked with, only its name, which several may have.
        let named_alike: Vec<_> = keys.iter().filter(|key| key.name == own).map(|key| key.id.clone()).collect();
        let rows = keys.iter().map(|key| {
            let name = match (named_alike.contains(&key.id), named_alike.len()) {
                (false, _) => key.name.clone(),
                (true, 1) => asked.t("company-key-own").marked("name", &key.name).say(),
                (true, _) => asked.t("company-key-perhaps-own").marked("name", &key.name).say(),
            };
            vec![name, expiry::status(asked, &key.status), expiry::words(asked, key.expires_at, now)]
        });
        let list = Listing {
            title: asked.t("company-keys-title").number("count", keys.len()).say(),
            headings: ["key", "status", "expires"]
                .map(|column| asked.t(format!("company-column-{column}")).say())
                .to_vec(),
            rows: rows.collect(),
            line: ["company", "keys"].map(str::to_owned).to_vec(),
            note: Some(asked.t("company-keys-note").say()),
        };
        let card = listing::card(asked, list, listing::page(matches));
        let [own] = named_alike.as_slice() else { return Ok(Answer::Card(card)) };
        let line = words::join(["company", "activity", "--key", own.as_str()]);
        let history = Button::new(asked.t("button-company-own-activity").say(), Press::Words { line, replace: false });
        Ok(Answer::Card(card.buttons(vec![history])))
    }
}
