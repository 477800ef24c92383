//! What surrounds the bot: a simulated Slack and Kinsta, a folder for its store, and its configuration.

use std::path::PathBuf;
use std::sync::Arc;

use kinsta_slack::clock::{Clock, Ids};
use kinsta_slack::demo::kinsta::{self, SimulatedKinsta};
use kinsta_slack::demo::slack::{self, SimulatedSlack};

pub const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
pub const APP: &str = "A0DEMO";
pub const TEAM: &str = "T0DEMO";
pub const PERSON: &str = "U0ADA";
pub const CHANNEL: &str = "C0OPS";

/// How long an operation takes at the simulated Kinsta, in milliseconds.
pub const OPERATION_MS: i64 = 5_000;

pub struct World {
    pub kinsta: SimulatedKinsta,
    pub slack: SimulatedSlack,
    folder: PathBuf,
}

impl World {
    pub async fn start(clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let loopback = ([127, 0, 0, 1], 0).into();
        let options = kinsta::Options { operation_ms: OPERATION_MS, ..kinsta::Options::default() };
        let kinsta = SimulatedKinsta::start(options, clock.clone(), loopback).await?;
        let options =
            slack::Options { signing_secret: SECRET.to_owned(), app_id: APP.to_owned(), ..slack::Options::default() };
        let slack = SimulatedSlack::start(options, clock.clone(), loopback).await?;
        slack.add_channel(CHANNEL, "ops", slack::Kind::Public, true);
        slack.add_person(PERSON, "ada", "Ada", "en-GB", "Europe/London");
        let folder = std::env::temp_dir().join(format!("kinsta-slack-bench-{}", Ids::random().next(clock.as_ref())));
        Ok(Self { kinsta, slack, folder })
    }

    /// The bot's configuration in this world.
    pub fn variables(&self, port: u16) -> Vec<(&'static str, String)> {
        vec![
            ("SLACK_SIGNING_SECRET", SECRET.to_owned()),
            ("SLACK_BOT_TOKEN", slack::Options::default().bot_token),
            ("SLACK_APP_ID", APP.to_owned()),
            ("SLACK_API_URL", self.slack.api_url()),
            ("KINSTA_API_KEY", kinsta::Options::default().key),
            ("KINSTA_API_URL", self.kinsta.api_url()),
            ("DATABASE_URL", format!("sqlite://{}/bot.db", self.folder.display())),
            ("BIND", "127.0.0.1".to_owned()),
            ("PORT", port.to_string()),
            ("OPERATORS", PERSON.to_owned()),
        ]
    }

    /// Ends the world and forgets the store.
    pub async fn end(self) {
        self.slack.shutdown().await;
        self.kinsta.shutdown().await;
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be removed: {error}", self.folder.display());
        }
    }
}
