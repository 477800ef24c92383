//! The world a test wants.

use kinsta_slack::clock::{Clock, ManualClock};
use kinsta_slack::demo::{kinsta, slack};
use kinsta_slack::http::Limits;
use kinsta_slack::store::Store;

/// How a test wants its world.
pub struct Setup {
    pub kinsta: kinsta::Options,
    pub slack: slack::Options,
    pub variables: Vec<(&'static str, String)>,
    /// Whether the site directory is filled before the test begins.
    pub warm: bool,
    /// How long those who connect may dawdle.
    pub limits: Limits,
    /// Whether somebody else must agree to what is destructive on live, as it is where nobody says otherwise. Most tests
    /// are about something else and say that nobody must.
    pub four_eyes: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            kinsta: kinsta::Options::default(),
            slack: slack::Options::default(),
            variables: Vec::new(),
            warm: true,
            limits: Limits::default(),
            four_eyes: false,
        }
    }
}

/// Puts a policy into the store by which nobody else must agree to anything.
pub async fn agree_to_everything(variables: &[(&'static str, String)], clock: &ManualClock) {
    let (_, url) = variables.iter().find(|(name, _)| *name == "DATABASE_URL").unwrap();
    let store = Store::open(url).await.unwrap();
    let policy = serde_json::json!({ "second_person": [] });
    store.put_snapshot("policy", &policy, clock.now_ms()).await.unwrap();
    store.close().await;
}
