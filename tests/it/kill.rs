//! The real binary in a process of its own, in real time, killed and started again on the same file.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kinsta_slack::clock::{Clock, Ids, SystemClock};
use kinsta_slack::demo::kinsta::{self, Fault, SimulatedKinsta};
use kinsta_slack::demo::slack::{self, Message, SimulatedSlack};

use crate::bot::OPS;

const ADA: &str = "U0ADA";
/// The whole story of a killed process, with a slow machine's reserve.
const PATIENCE: Duration = Duration::from_secs(40);

/// Simulated services and the folder that outlives the processes.
struct World {
    kinsta: SimulatedKinsta,
    slack: SimulatedSlack,
    folder: PathBuf,
    variables: Vec<(&'static str, String)>,
}

/// A running binary; killed when dropped.
struct Running {
    child: Option<Child>,
    address: String,
}

impl World {
    async fn new() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let loopback = ([127, 0, 0, 1], 0).into();
        let options = kinsta::Options { operation_ms: 1_500, not_found_ms: 300, ..kinsta::Options::default() };
        let kinsta = SimulatedKinsta::start(options.clone(), clock.clone(), loopback).await.unwrap();
        let slack_options = slack::Options::default();
        let slack = SimulatedSlack::start(slack_options.clone(), clock.clone(), loopback).await.unwrap();
        slack.add_channel(OPS, "ops", slack::Kind::Public, true);
        slack.add_person(ADA, "ada", "Ada", "en-GB", "Europe/London");
        let folder = std::env::temp_dir().join(format!("kinsta-slack-kill-{}", Ids::random().next(clock.as_ref())));
        let variables = vec![
            ("SLACK_SIGNING_SECRET", slack_options.signing_secret),
            ("SLACK_BOT_TOKEN", slack_options.bot_token),
            ("SLACK_APP_ID", slack_options.app_id),
            ("SLACK_API_URL", slack.api_url()),
            ("KINSTA_API_KEY", options.key),
            ("KINSTA_API_URL", kinsta.api_url()),
            ("DATABASE_URL", format!("sqlite://{}/bot.db", folder.display())),
            ("BIND", "127.0.0.1".to_owned()),
            ("PORT", "0".to_owned()),
            ("OPERATORS", ADA.to_owned()),
            ("LOG_FORMAT", "json".to_owned()),
            ("PROBE_ALLOW_PRIVATE", "1".to_owned()),
            ("PROBE_SCHEME", "http".to_owned()),
            ("PROBE_PORT", kinsta.web_addr().port().to_string()),
            ("PROBE_RESOLVE_TO", "127.0.0.1".to_owned()),
        ];
        Self { kinsta, slack, folder, variables }
    }

    /// Starts the binary and waits until it listens.
    async fn run(&self) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kinsta-slack"))
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stdout.take().unwrap());
        let (found, address) = tokio::sync::oneshot::channel();
        // Reads on to the end, so that the child never waits for somebody to read its log.
        std::thread::spawn(move || {
            let mut found = Some(found);
            for line in log.lines().map_while(Result::ok) {
                let entry: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
                if entry["message"] == "the bot is listening"
                    && let Some(found) = found.take()
                {
                    let _ = found.send(entry["address"].as_str().unwrap_or_default().to_owned());
                }
            }
        });
        let address = tokio::time::timeout(PATIENCE, address).await.expect("it listens in time").expect("it listens");
        self.slack.set_bot_url(&format!("http://{address}"));
        Running { child: Some(child), address }
    }

    /// Resolves once `wanted` is true of what Slack shows.
    async fn until(&self, what: &str, wanted: impl Fn(&SimulatedSlack) -> bool) {
        let seen = async {
            loop {
                let changed = self.slack.changed();
                if wanted(&self.slack) {
                    return;
                }
                changed.await;
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, seen).await;
        assert!(in_time.is_ok(), "waited in vain until {what}: {:#?}", self.shown());
    }

    fn shown(&self) -> Vec<String> {
        self.slack.everything().iter().map(Message::plain).collect()
    }

    fn cards(&self) -> Vec<Message> {
        self.slack.messages(OPS).into_iter().filter(Message::is_by_bot).collect()
    }

    /// Types the command until the directory is there, and presses the button.
    async fn confirms_a_restart(&self) {
        loop {
            let ack = self.slack.slash(ADA, OPS, "/kinsta", "php restart acme live").await;
            assert!(ack.is_ok(), "{ack:?}");
            let prompt = self.slack.ephemerals(ADA, OPS).into_iter().next_back().expect("an answer");
            if prompt.buttons().iter().any(|label| label == "Restart PHP") {
                assert!(self.slack.press(ADA, &prompt, "Restart PHP").await.is_ok());
                return;
            }
            assert!(prompt.plain().contains("fetched for the first time"), "{}", prompt.plain());
        }
    }

    /// One Kinsta write, one card in its final state, one reply.
    async fn ends_well(self, mut last: Running) {
        self.until("the last word is said", |slack| {
            let card = slack.messages(OPS).into_iter().find(Message::is_by_bot);
            card.is_some_and(|card| slack.thread(OPS, &card.ts).len() > 1)
        })
        .await;
        // Draining delivers whatever else might have been on its way.
        last.terminate();
        assert_eq!(last.wait().await.code(), Some(0));
        let cards = self.cards();
        assert_eq!(cards.len(), 1, "{:#?}", self.shown());
        assert!(cards[0].plain().contains("restarted in"), "{}", cards[0].plain());
        let thread = self.slack.thread(OPS, &cards[0].ts);
        assert_eq!(thread.len(), 2, "{:#?}", self.shown());
        assert!(thread[1].plain().contains("@ada ✅"), "{}", thread[1].plain());
        assert_eq!(self.kinsta.writes().len(), 1, "{:#?}", self.kinsta.writes());
        assert_eq!(self.slack.violations(), Vec::<String>::new());
        self.end().await;
    }

    async fn end(self) {
        self.slack.shutdown().await;
        self.kinsta.shutdown().await;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Running {
    /// SIGKILL: the process has no say.
    async fn kill(mut self) {
        self.child.as_mut().unwrap().kill().unwrap();
        self.wait().await;
    }

    /// SIGTERM.
    fn terminate(&self) {
        let id = self.child.as_ref().unwrap().id();
        assert!(Command::new("kill").arg("-TERM").arg(id.to_string()).status().unwrap().success());
    }

    async fn wait(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Side by side, because each of them waits for the leases of a dead process to lapse.
#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_a_restart_it_comes_back_and_ends_it_once() {
    tokio::join!(while_kinsta_carries_the_call_out(), right_after_the_card_was_posted());
}

async fn while_kinsta_carries_the_call_out() {
    let world = World::new().await;
    let first = world.run().await;
    world.kinsta.faults().next(1, "/sites/tools/restart-php", Fault::Stall { executed: true });
    world.confirms_a_restart().await;
    world.kinsta.faults().until_stalled(1).await;
    first.kill().await;
    let second = world.run().await;
    world.ends_well(second).await;
}

async fn right_after_the_card_was_posted() {
    let world = World::new().await;
    let first = world.run().await;
    world.confirms_a_restart().await;
    world.until("a card stands", |slack| slack.messages(OPS).iter().any(Message::is_by_bot)).await;
    first.kill().await;
    let second = world.run().await;
    world.ends_well(second).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_finishes_what_it_has_in_hand_and_leaves_the_rest_to_the_next() {
    let world = World::new().await;
    let mut first = world.run().await;
    world.confirms_a_restart().await;
    // Kinsta answers nothing while it is told to stop.
    world.until("a card stands", |slack| slack.messages(OPS).iter().any(Message::is_by_bot)).await;
    world.kinsta.faults().until_cleared("/operations", Fault::Stall { executed: true });
    world.kinsta.faults().until_stalled(1).await;
    // Nor does somebody who connected come to the point.
    let mut dawdler = tokio::net::TcpStream::connect(&first.address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut dawdler, b"POST /slack/comm").await.unwrap();
    first.terminate();
    let stopped =
        tokio::time::timeout(Duration::from_secs(10), first.wait()).await.expect("it stops within ten seconds");
    assert_eq!(stopped.code(), Some(0));
    assert!(tokio::net::TcpStream::connect(&first.address).await.is_err(), "nobody listens any more");
    world.kinsta.faults().clear();
    let second = world.run().await;
    world.ends_well(second).await;
}
