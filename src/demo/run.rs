//! The whole bot beside simulated services, for trying it out.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::kinsta::{self, SimulatedKinsta};
use super::slack::{self, SimulatedSlack};
use crate::access::POLICY;
use crate::app::{App, Given};
use crate::clock::{Clock, Ids, SystemClock};
use crate::config::Config;
use crate::store::Store;

/// The people of the demo: id, name, full name, locale, zone.
const PEOPLE: [(&str, &str, &str, &str, &str); 3] = [
    ("U0ADA", "ada", "Ada (admin)", "en-GB", "Europe/London"),
    ("U0JONAS", "jonas", "Jonas (operator, Deutsch)", "de-DE", "Europe/Berlin"),
    ("U0MIA", "mia", "Mia (may only look)", "en-US", "America/New_York"),
];
/// Who may do everything.
const ADMINS: &str = "U0ADA";
/// Who may change things.
const OPERATORS: &str = "U0JONAS";
/// The channels of the demo: id, name, whether the bot was invited.
const CHANNELS: [(&str, &str, bool); 5] = [
    ("C0OPS", "ops", true),
    ("C0RANDOM", "random", false),
    ("C0SUPPORT", "support", true),
    ("C0SUPPORTACME", "support-acme", true),
    ("C0SIGNOFF", "ops-approvals", true),
];

/// A client sees the client's own sites in the client's channel, and a second person is asked in a channel of its own.
fn policy() -> Value {
    json!({
        "channels": { "C0SUPPORTACME": { "labels": ["Acme Corp"] } },
        "approvals": { "channel": "C0SIGNOFF", "hours": 24 },
    })
}

/// The shortcuts of the manifest: callback id, name, whether it is taken on a message.
const SHORTCUTS: [(&str, &str, bool); 2] =
    [("act_on_site", "Kinsta: act on a site", false), ("use_in_thread", "Use in this thread", true)];

/// A running demo.
pub struct Demo {
    app: App,
    kinsta: SimulatedKinsta,
    slack: SimulatedSlack,
    folder: std::path::PathBuf,
}

impl Demo {
    /// Starts everything on this machine; the page is served at `page`.
    pub async fn start(page: SocketAddr) -> anyhow::Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        let kinsta = SimulatedKinsta::start(kinsta::Options::default(), clock.clone(), loopback)
            .await
            .context("the simulated Kinsta cannot start")?;
        let mut options = slack::Options { page: true, ..slack::Options::default() };
        options.events.push("message.im".to_owned());
        options.shortcuts = SHORTCUTS
            .map(|(callback_id, name, is_on_message)| slack::Shortcut {
                callback_id: callback_id.to_owned(),
                name: name.to_owned(),
                is_on_message,
            })
            .into();
        let slack = SimulatedSlack::start(options.clone(), clock.clone(), page)
            .await
            .with_context(|| format!("the page cannot be served at {page}; choose another port with --port"))?;
        for (id, name, full_name, locale, zone) in PEOPLE {
            slack.add_person(id, name, full_name, locale, zone);
        }
        for (id, name, bot_is_member) in CHANNELS {
            slack.add_channel(id, name, slack::Kind::Public, bot_is_member);
            for (person, ..) in PEOPLE {
                slack.join(id, person);
            }
        }
        let folder = std::env::temp_dir().join(format!("kinsta-slack-demo-{}", Ids::random().next(clock.as_ref())));
        let variables = [
            ("SLACK_SIGNING_SECRET", options.signing_secret),
            ("SLACK_BOT_TOKEN", options.bot_token),
            ("SLACK_APP_ID", options.app_id),
            ("SLACK_API_URL", slack.api_url()),
            ("KINSTA_API_KEY", kinsta::Options::default().key),
            ("KINSTA_API_URL", kinsta.api_url()),
            ("DATABASE_URL", format!("sqlite://{}/demo.db?mode=rwc", folder.display())),
            ("BIND", "127.0.0.1".to_owned()),
            ("PORT", "0".to_owned()),
            ("OPERATORS", OPERATORS.to_owned()),
            ("ADMINS", ADMINS.to_owned()),
            ("PROBE_ALLOW_PRIVATE", "1".to_owned()),
            ("PROBE_SCHEME", "http".to_owned()),
            ("PROBE_PORT", kinsta.web_addr().port().to_string()),
            ("PROBE_RESOLVE_TO", "127.0.0.1".to_owned()),
        ];
        let config =
            Config::read(&|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()))?;
        let store = Store::open(config.store.url.expose_secret()).await.context("the demo's store cannot be opened")?;
        store.put_snapshot(POLICY, &policy(), clock.now_ms()).await?;
        store.close().await;
        let given = Given { clock, ids: Arc::new(Ids::random()), loops: true };
        let app = App::start(&config, given).await?;
        slack.set_kinsta_faults_url(&format!("http://{}/_faults", kinsta.api_addr()));
        slack.set_bot_url(&format!("http://{}", app.address()));
        Ok(Self { app, kinsta, slack, folder })
    }

    /// The page's address.
    pub fn url(&self) -> String {
        self.slack.page_url()
    }

    /// Stops everything and forgets what was stored.
    pub async fn stop(self) {
        self.app.stop().await;
        self.slack.shutdown().await;
        self.kinsta.shutdown().await;
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::debug!(error = %error, "the demo's store could not be removed");
        }
    }
}
