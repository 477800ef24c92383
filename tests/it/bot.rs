//! The bot under test and the people who talk to it.

mod form;
mod over;
mod setup;

pub use setup::Setup;

use std::collections::HashSet;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use kinsta_slack::app::{App, Given};
use kinsta_slack::clock::{Ids, ManualClock};
use kinsta_slack::config::Config;
use kinsta_slack::demo::kinsta::SimulatedKinsta;
use kinsta_slack::demo::slack::{self, Ack, Message, SimulatedSlack};
use kinsta_slack::http::Limits;

use crate::process::Process;

/// How long the bot has for an acknowledgement, on real time. The bot's own patience is the clock's, which stands still
/// meanwhile; this only ends a test in which it hangs, also on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where people talk unless a test says otherwise.
pub const OPS: &str = "C0OPS";

/// The real app between a simulated Slack and a simulated Kinsta.
pub struct Bot {
    process: Option<Process>,
    clock: Arc<ManualClock>,
    ids: Arc<Ids>,
    kinsta: SimulatedKinsta,
    slack: SimulatedSlack,
    folder: PathBuf,
    variables: Vec<(&'static str, String)>,
    limits: Limits,
    read: Arc<Mutex<HashSet<String>>>,
}

impl Bot {
    /// A bot with 40 sites and everything in order.
    pub async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    /// A bot in a world of the test's own.
    pub async fn with(setup: Setup) -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap()));
        let loopback = ([127, 0, 0, 1], 0).into();
        let kinsta = SimulatedKinsta::start(setup.kinsta.clone(), clock.clone(), loopback).await.unwrap();
        let slack_options = slack::Options { patience: PATIENCE, ..setup.slack };
        let slack = SimulatedSlack::start(slack_options.clone(), clock.clone(), loopback).await.unwrap();
        slack.add_channel(OPS, "ops", slack::Kind::Public, true);
        let folder = std::env::temp_dir().join(format!("kinsta-slack-it-{}", Ids::random().next(clock.as_ref())));
        let mut variables = setup.variables;
        let defaults = [
            ("SLACK_SIGNING_SECRET", slack_options.signing_secret),
            ("SLACK_BOT_TOKEN", slack_options.bot_token),
            ("SLACK_APP_ID", slack_options.app_id),
            ("SLACK_API_URL", slack.api_url()),
            ("KINSTA_API_KEY", setup.kinsta.key),
            ("KINSTA_API_URL", kinsta.api_url()),
            ("DATABASE_URL", format!("sqlite://{}/bot.db?mode=rwc", folder.display())),
            ("BIND", "127.0.0.1".to_owned()),
            ("PORT", "0".to_owned()),
            ("OPERATORS", "U0ADA U0JONAS".to_owned()),
            ("PROBE_ALLOW_PRIVATE", "1".to_owned()),
            ("PROBE_SCHEME", "http".to_owned()),
            ("PROBE_PORT", kinsta.web_addr().port().to_string()),
            ("PROBE_RESOLVE_TO", "127.0.0.1".to_owned()),
        ];
        for (name, value) in defaults {
            if !variables.iter().any(|(known, _)| *known == name) {
                variables.push((name, value));
            }
        }
        if !setup.four_eyes {
            setup::agree_to_everything(&variables, clock.as_ref()).await;
        }
        let mut bot = Self {
            process: None,
            clock,
            ids: Arc::new(Ids::seeded(1)),
            kinsta,
            slack,
            folder,
            variables,
            limits: setup.limits,
            read: Arc::default(),
        };
        bot.start_app().await;
        if setup.warm {
            bot.settle().await;
        }
        bot
    }

    async fn start_app(&mut self) {
        let process = self.replica().await;
        self.slack.set_bot_url(&format!("http://{}", process.app().address()));
        self.process = Some(process);
    }

    /// One more process on the same store, which Slack does not know of yet.
    pub async fn replica(&self) -> Process {
        let config = Config::read(&|name| {
            self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        })
        .unwrap();
        let given = Given { clock: self.clock.clone(), ids: self.ids.clone(), loops: false };
        Process::start(config, given, self.limits).await
    }

    fn process(&self) -> &Process {
        self.process.as_ref().unwrap()
    }

    /// Does one round of background work.
    pub async fn tick(&self) -> bool {
        self.process().tick().await
    }

    /// The app itself.
    pub fn app(&self) -> &App {
        self.process().app()
    }

    /// The bot's own address, `http://127.0.0.1:1234`.
    pub fn url(&self) -> String {
        format!("http://{}", self.app().address())
    }

    /// Ends the process in an orderly way and starts it anew on the same store.
    pub async fn restart(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop().await;
        }
        self.start_app().await;
    }

    /// Kills the process where it stands and starts it anew on the same store.
    pub async fn crash(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill().await;
        }
        self.start_app().await;
    }

    /// Lets the bot work until `moment` has come, and kills it there.
    pub async fn crash_at(&mut self, moment: impl Future<Output = ()>) {
        tokio::select! {
            biased;
            () = moment => {}
            () = self.settle() => panic!("the bot came to rest before it could be killed"),
        }
        self.crash().await;
    }

    /// Sets a variable for the next start.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
    }

    /// What a variable is set to.
    pub fn variable(&self, name: &str) -> String {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The simulated Kinsta.
    pub fn kinsta(&self) -> &SimulatedKinsta {
        &self.kinsta
    }

    /// The simulated Slack.
    pub fn slack(&self) -> &SimulatedSlack {
        &self.slack
    }

    /// The clock.
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// Lets the bot do everything that is due now.
    pub async fn settle(&self) {
        for _ in 0..500 {
            if !self.process().tick().await {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("the bot does not come to rest");
    }

    /// Waits for something that itself waits for somebody else, and lets the bot work on what came of it; time passes
    /// meanwhile.
    pub async fn patiently<T>(&self, doing: impl Future<Output = T>) -> T {
        let mut doing = Box::pin(doing);
        let done = loop {
            // Real time passes for the sockets; the clock moves only while somebody sleeps.
            match tokio::time::timeout(Duration::from_millis(5), &mut doing).await {
                Ok(done) => break done,
                // One is the handler's own patience; whoever else sleeps is waited for.
                Err(_) if self.clock.sleepers() > 1 => self.clock.advance(Duration::from_millis(100)),
                Err(_) => {}
            }
        };
        for _ in 0..500 {
            if !self.process().tick().await {
                return done;
            }
            if self.clock.sleepers() > 0 {
                self.clock.advance(Duration::from_millis(100));
            }
            tokio::task::yield_now().await;
        }
        panic!("the bot does not come to rest");
    }

    /// Moves the clock in steps of half a second and lets the bot work at each.
    pub async fn advance(&self, by: Duration) {
        self.advance_by_steps(by, Duration::from_millis(500)).await;
    }

    /// As [`Bot::advance`] where only the outcome of a long wait matters: in steps of five seconds.
    pub async fn wait(&self, by: Duration) {
        self.advance_by_steps(by, Duration::from_secs(5)).await;
    }

    /// As [`Bot::advance`], in steps of the test's choice.
    pub async fn advance_by_steps(&self, by: Duration, step: Duration) {
        let mut left = by;
        self.settle().await;
        while !left.is_zero() {
            let now = left.min(step);
            self.clock.advance(now);
            left -= now;
            self.settle().await;
        }
    }

    /// A person who speaks English and may change things, in #ops.
    pub fn ada(&self) -> Person<'_> {
        self.person("U0ADA", "ada", "en-GB")
    }

    /// A person who speaks German and may change things, in #ops.
    pub fn jonas(&self) -> Person<'_> {
        self.person("U0JONAS", "jonas", "de-DE")
    }

    /// A person who may only look, in #ops.
    pub fn mia(&self) -> Person<'_> {
        self.person("U0MIA", "mia", "en-US")
    }

    /// Anybody else, in #ops.
    pub fn person(&self, id: &'static str, name: &str, locale: &str) -> Person<'_> {
        self.person_from(id, name, locale, "Europe/Berlin")
    }

    /// Anybody from anywhere, in #ops.
    pub fn person_from(&self, id: &'static str, name: &str, locale: &str, zone: &str) -> Person<'_> {
        self.slack.add_person(id, name, name, locale, zone);
        Person { bot: self, id, channel: OPS.to_owned() }
    }

    /// Fails on anything left over: messages nobody read, promises not kept, what Slack had to reject.
    pub async fn done(self) {
        self.settle().await;
        assert_eq!(self.slack.violations(), Vec::<String>::new(), "Slack rejected something");
        let read = self.read.lock().unwrap().clone();
        let unread: Vec<String> = self
            .slack
            .everything()
            .into_iter()
            .filter(|message| message.is_by_bot() && !message.deleted && !read.contains(&key(message)))
            .map(|message| message.plain())
            .collect();
        assert_eq!(unread, Vec::<String>::new(), "messages nobody read");
        assert_eq!(self.kinsta.running_operations(), 0, "operations still run at Kinsta");
        self.end().await;
    }

    /// Ends without looking for leftovers.
    pub async fn end(mut self) {
        if let Some(process) = self.process.take() {
            process.stop().await;
        }
        self.slack.shutdown().await;
        self.kinsta.shutdown().await;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn key(message: &Message) -> String {
    format!("{} {} {}", message.channel, message.ts, message.edits)
}

/// Somebody in Slack.
pub struct Person<'a> {
    bot: &'a Bot,
    pub id: &'static str,
    channel: String,
}

impl Person<'_> {
    /// The same person in another conversation.
    pub fn in_channel(mut self, channel: &str) -> Self {
        self.channel = channel.to_owned();
        self
    }

    /// Types a slash command, and lets the bot work on it.
    pub async fn says(&self, line: &str) -> Ack {
        let (command, words) = line.split_once(' ').unwrap_or((line, ""));
        let ack = self.bot.slack.slash(self.id, &self.channel, command, words).await;
        self.bot.settle().await;
        ack
    }

    /// Types a slash command whose answer has to wait for somebody else; time passes meanwhile.
    pub async fn says_patiently(&self, line: &str) -> Ack {
        let (command, words) = line.split_once(' ').unwrap_or((line, ""));
        self.bot.patiently(self.bot.slack.slash(self.id, &self.channel, command, words)).await
    }

    /// Types a slash command and reads the answer.
    pub async fn asks(&self, line: &str) -> String {
        let ack = self.says(line).await;
        assert!(ack.is_ok(), "{:?}", ack.complaint());
        self.sees()
    }

    /// Types a change of what is kept here, and confirms it.
    pub async fn edits(&self, line: &str, button: &str) -> String {
        self.asks(line).await;
        self.presses(button).await;
        self.sees()
    }

    /// Reads every message only this person sees, oldest first.
    pub fn sees_all(&self) -> Vec<String> {
        let messages = self.bot.slack.ephemerals(self.id, &self.channel);
        messages.into_iter().map(|message| self.read(&message)).collect()
    }

    /// Writes a message that mentions the bot, in the channel or in a thread.
    pub async fn writes(&self, text: &str, thread: Option<&str>) -> String {
        let said = self.bot.slack.mention(self.id, &self.channel, text, thread).await;
        assert!(said.ack.is_ok(), "{:?}", said.ack);
        self.bot.settle().await;
        said.ts
    }

    /// The newest message only this person sees.
    pub fn private(&self) -> Message {
        self.bot.slack.ephemerals(self.id, &self.channel).into_iter().next_back().expect("a message only they see")
    }

    /// Reads the newest message only this person sees.
    pub fn sees(&self) -> String {
        self.read(&self.private())
    }

    /// Presses a button in the newest private message that has it.
    pub async fn presses(&self, label: &str) -> Ack {
        let messages = self.bot.slack.ephemerals(self.id, &self.channel);
        let message = messages
            .into_iter()
            .rev()
            .find(|message| message.buttons().iter().any(|known| known == label))
            .unwrap_or_else(|| panic!("nobody offers {label}"));
        self.presses_in(&message, label).await
    }

    /// Presses a button of one message.
    pub async fn presses_in(&self, message: &Message, label: &str) -> Ack {
        let ack = self.bot.slack.press(self.id, message, label).await;
        self.bot.settle().await;
        ack
    }

    /// The bot's messages in the channel itself.
    pub fn cards(&self) -> Vec<Message> {
        self.bot.slack.messages(&self.channel).into_iter().filter(Message::is_by_bot).collect()
    }

    /// Reads the newest card in the channel.
    pub fn card(&self) -> String {
        self.read(&self.cards().pop().expect("a card in the channel"))
    }

    /// Reads what the bot wrote in the thread of the newest card.
    pub fn thread(&self) -> String {
        let card = self.cards().pop().expect("a card in the channel");
        self.thread_of(&card.ts)
    }

    /// Reads what the bot wrote in a thread.
    pub fn thread_of(&self, ts: &str) -> String {
        let replies = self.bot.slack.thread(&self.channel, ts);
        let said: Vec<String> = replies
            .into_iter()
            .filter(|reply| reply.is_by_bot() && reply.ts != ts)
            .map(|reply| self.read(&reply))
            .collect();
        said.join("\n---\n")
    }

    /// Reads what the bot wrote to this person directly.
    pub fn direct(&self) -> String {
        let said: Vec<String> = self.bot.slack.dms(self.id).into_iter().map(|message| self.read(&message)).collect();
        said.join("\n---\n")
    }

    /// Reads one message.
    pub fn reads(&self, message: &Message) -> String {
        self.read(message)
    }

    fn read(&self, message: &Message) -> String {
        self.bot.read.lock().unwrap().insert(key(message));
        without_measures(&without_ids(&message.plain()))
    }
}

/// Our ids differ from run to run in their time part only; they are no part of what a person reads.
fn without_ids(text: &str) -> String {
    let is_id =
        |word: &str| word.len() == 26 && word.starts_with("01") && word.chars().all(|c| c.is_ascii_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        out.push_str(if is_id(&word) { "<id>" } else { &word });
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// How long a real visit took differs from run to run.
fn without_measures(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let mut out = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let is_measure = is_number(word) && words.get(at + 1).is_some_and(|next| next.trim_end_matches(',') == "ms");
        out.push(if is_measure { "<n>" } else { word });
    }
    out.join(" ")
}

/// `30.secs()`.
pub trait Seconds {
    fn secs(self) -> Duration;
}

impl Seconds for u64 {
    fn secs(self) -> Duration {
        Duration::from_secs(self)
    }
}
