//! How many calls to Kinsta a finished cache clear takes. Time is moved by hand, so this takes no time of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use jiff::Timestamp;
use kinsta_slack::app::{App, Given};
use kinsta_slack::clock::{Ids, ManualClock};
use kinsta_slack::config::Config;

use crate::world::{CHANNEL, PERSON, World};

const STEP: Duration = Duration::from_millis(500);
/// Steps after which an operation of five seconds must have ended.
const MOST_STEPS: usize = 60;
const MOST_TICKS: usize = 10_000;

/// What one finished command took.
pub struct Calls {
    pub count: u64,
    /// `2 × GET /operations/…` and so on.
    pub what: String,
}

/// Types the command, presses its button, and lets time pass until the card in the channel says it is over.
pub async fn of(words: &str) -> anyhow::Result<Calls> {
    let clock = Arc::new(ManualClock::new("2026-11-22T09:00:00Z".parse::<Timestamp>()?));
    let world = World::start(clock.clone()).await?;
    let variables = world.variables(0);
    let config =
        Config::read(&|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()))?;
    let app = App::start(&config, Given { clock: clock.clone(), ids: Arc::new(Ids::random()), loops: false }).await?;
    world.slack.set_bot_url(&format!("http://{}", app.address()));
    settle(&app).await?;
    world.kinsta.clear_requests();
    let before = app.kinsta_calls();

    world.slack.slash(PERSON, CHANNEL, "/kinsta", words).await;
    settle(&app).await?;
    let question = world.slack.ephemerals(PERSON, CHANNEL).pop().context("no question was asked")?;
    world.slack.press(PERSON, &question, "Clear cache").await;
    let mut steps = 0;
    loop {
        settle(&app).await?;
        let card = world.slack.messages(CHANNEL).pop().context("no card in the channel")?;
        if card.plain().contains("cleared") {
            break;
        }
        steps += 1;
        if steps > MOST_STEPS {
            bail!("the operation does not end: {}", card.plain());
        }
        clock.advance(STEP);
    }

    let count = app.kinsta_calls() - before;
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for request in world.kinsta.requests() {
        // What has a digit in it is an id.
        let is_id = |part: &str| part.contains(|c: char| c.is_ascii_digit());
        let path: Vec<&str> = request.path.split('/').map(|part| if is_id(part) { "…" } else { part }).collect();
        *kinds.entry(format!("{} {}", request.method, path.join("/"))).or_default() += 1;
    }
    let what: Vec<String> = kinds.into_iter().map(|(kind, times)| format!("{times} × {kind}")).collect();
    app.stop().await;
    world.end().await;
    Ok(Calls { count, what: what.join(", ") })
}

/// Lets the bot do everything that is due now.
async fn settle(app: &App) -> anyhow::Result<()> {
    for _ in 0..MOST_TICKS {
        if !app.tick().await {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
    bail!("the bot does not come to rest")
}
