//! A simulated Slack over HTTP: a workspace with people and channels, the Web API, and a client.
//!
//! It sends what Slack sends (signed commands, interactions, events, options requests) and refuses what Slack
//! refuses, so that a bot which is content here is content there. Tests act as people through [`SimulatedSlack`];
//! `demo` serves a page on the same listener. It owns all of its state and takes time from the given clock; only
//! socket time-outs are real time. It must not know anything of the bot's own code: no type, no limit, no text.

mod acts;
mod api;
mod blocks;
mod controls;
mod deliver;
mod everything;
mod faults;
mod files;
mod message;
mod pace;
mod page;
mod plain;
mod respond;
mod server;
mod sign;
mod world;
mod written;

#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;

pub use acts::{Ack, Outcome, Said, Suggestions};
pub use controls::{Input, Pick};
pub use faults::Faults;
pub use message::{Author, Message};
pub use world::{ApiCall, Kind, View};

use world::{Group, Person, World};

/// How the simulated Slack is set up.
#[derive(Clone)]
pub struct Options {
    /// The token the bot has to send.
    pub bot_token: String,
    /// The secret requests to the bot are signed with.
    pub signing_secret: String,
    /// The `api_app_id` in payloads.
    pub app_id: String,
    /// The bot's display name, which `@name` in text stands for.
    pub bot_name: String,
    /// The events the app subscribed to; others are not sent.
    pub events: Vec<String>,
    /// Whether budgets per method and channel are kept to.
    pub rate_limits: bool,
    /// How long the bot has for an answer, on real time. Slack gives three seconds.
    pub patience: Duration,
    /// Whether the page is served.
    pub page: bool,
    /// The shortcuts the page offers.
    pub shortcuts: Vec<Shortcut>,
    /// Example commands that the page offers.
    pub hints: Vec<String>,
}

/// A shortcut of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    /// What the bot is told.
    pub callback_id: String,
    /// What people read.
    pub name: String,
    /// Whether it is taken on a message, not from the menu beside the composer.
    pub is_on_message: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            bot_token: "xoxb-demo-0000000000".to_owned(),
            signing_secret: "demo-signing-secret".to_owned(),
            app_id: "A0DEMO".to_owned(),
            bot_name: "kinsta".to_owned(),
            events: ["app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"].map(str::to_owned).into(),
            rate_limits: true,
            patience: Duration::from_secs(3),
            page: false,
            shortcuts: Vec::new(),
            hints: [
                "/kinsta site list",
                "/kinsta site status acme",
                "/kinsta cache clear acme live",
                "/kinsta php restart acme",
                "@kinsta operation status",
            ]
            .map(str::to_owned)
            .into(),
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("app_id", &self.app_id).field("page", &self.page).finish_non_exhaustive()
    }
}

/// A running simulated Slack. Clones share everything.
#[derive(Clone)]
pub struct SimulatedSlack {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for SimulatedSlack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimulatedSlack").field("address", &self.inner.address).finish_non_exhaustive()
    }
}

struct Inner {
    options: Options,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
    world: Mutex<World>,
    changed: watch::Sender<u64>,
    faults: Faults,
    bot_url: Mutex<String>,
    kinsta_faults_url: Mutex<Option<String>>,
    http: deliver::Http,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Inner {
    /// Looks at the world.
    fn read<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        look(&self.lock())
    }

    /// Changes the world and wakes whoever watches it.
    fn change<R>(&self, step: impl FnOnce(&mut World) -> R) -> R {
        let result = step(&mut self.lock());
        self.changed.send_modify(|version| *version += 1);
        result
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }
}

impl SimulatedSlack {
    /// Listens at `bind` (port 0 takes a free one) and serves until [`Self::shutdown`].
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn start(options: Options, clock: Arc<dyn Clock>, bind: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(bind).await?;
        let address = listener.local_addr()?;
        let world = World::new(&options.app_id, &options.bot_name);
        let http = deliver::Http::new(options.patience);
        let inner = Arc::new(Inner {
            options,
            clock,
            address,
            world: Mutex::new(world),
            changed: watch::Sender::new(1),
            faults: Faults::default(),
            bot_url: Mutex::default(),
            kinsta_faults_url: Mutex::default(),
            http,
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        });
        let slack = Self { inner };
        slack.inner.tasks.spawn(server::serve(listener, slack.clone()));
        Ok(slack)
    }

    /// The base of the Web API, `http://127.0.0.1:PORT/api`.
    pub fn api_url(&self) -> String {
        format!("{}/api", self.inner.origin())
    }

    /// Where the page is, `http://127.0.0.1:PORT/`.
    pub fn page_url(&self) -> String {
        format!("{}/", self.inner.origin())
    }

    /// Says where the bot listens; requests go to `{base}/slack/commands`, `/slack/interactivity`, `/slack/events`
    /// and `/slack/options`.
    pub fn set_bot_url(&self, base: &str) {
        let mut url = self.inner.bot_url.lock().unwrap_or_else(PoisonError::into_inner);
        base.trim_end_matches('/').clone_into(&mut url);
    }

    /// Says where the simulated Kinsta's fault switches are, such as `http://127.0.0.1:PORT/_faults`. The page's
    /// drawer reads them with GET (`{"faults": [{"id", "fault", "executed", "times"}], "failures_as_200", "stalled"}`),
    /// adds one with POST, takes one back with DELETE on `/{id}`, all with DELETE, and posts to `/release`; all of it
    /// goes through this server, so that the browser talks to one origin.
    pub fn set_kinsta_faults_url(&self, url: &str) {
        let mut kept = self.inner.kinsta_faults_url.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(url.to_owned());
    }

    /// Adds a person, who is in every public and private channel until [`Self::leave`].
    pub fn add_person(&self, id: &str, name: &str, real_name: &str, locale: &str, tz: &str) {
        let [id, name, real_name, locale, tz] = [id, name, real_name, locale, tz].map(str::to_owned);
        self.inner.change(|world| {
            let before = world.people.get(&id);
            let (guest, other_team) = before.map_or((false, None), |before| (before.guest, before.other_team.clone()));
            world.people.insert(id.clone(), Person { id, name, real_name, locale, tz, guest, other_team });
            world.name_everyone();
        });
    }

    /// Makes somebody a guest, or a full member again.
    pub fn make_guest(&self, user: &str, guest: bool) {
        self.inner.change(|world| {
            if let Some(person) = world.people.get_mut(user) {
                person.guest = guest;
            }
        });
    }

    /// Makes somebody belong to another workspace.
    pub fn move_to_team(&self, user: &str, team: &str) {
        self.inner.change(|world| {
            if let Some(person) = world.people.get_mut(user) {
                person.other_team = Some(team.to_owned());
            }
        });
    }

    /// Adds a conversation; a leading `#` in the name is dropped.
    pub fn add_channel(&self, id: &str, name: &str, kind: Kind, bot_is_member: bool) {
        self.inner.change(|world| world.add_channel(id, name, kind, bot_is_member));
    }

    /// Adds a group of people (`S…`), or says anew who is in it.
    pub fn add_group(&self, id: &str, handle: &str, users: &[&str]) {
        let users = users.iter().map(|&user| user.to_owned()).collect();
        self.inner.change(|world| {
            world.groups.retain(|group| group.id != id);
            world.groups.push(Group { id: id.to_owned(), handle: handle.to_owned(), users });
            world.name_everyone();
        });
    }

    /// Archives a conversation, or brings it back.
    pub fn archive(&self, channel: &str, archived: bool) {
        self.with_channel(channel, |channel| channel.archived = archived);
    }

    /// Somebody with the right to do so deletes a message.
    pub fn delete(&self, channel: &str, ts: &str) {
        self.inner.change(|world| {
            if let Some(message) = world.message_mut(channel, ts) {
                message.deleted = true;
            }
        });
    }

    /// Forbids apps to post in a conversation (`restricted_action`), or allows it again.
    pub fn restrict(&self, channel: &str, restricted: bool) {
        self.with_channel(channel, |channel| channel.restricted = restricted);
    }

    /// Invites the bot.
    pub fn invite_bot(&self, channel: &str) {
        self.with_channel(channel, |channel| channel.bot_is_member = true);
    }

    /// Removes the bot.
    pub fn remove_bot(&self, channel: &str) {
        self.with_channel(channel, |channel| channel.bot_is_member = false);
    }

    /// Lets a person join a channel.
    pub fn join(&self, channel: &str, user: &str) {
        self.with_channel(channel, |channel| {
            channel.absent.remove(user);
        });
    }

    /// Lets a person leave a channel.
    pub fn leave(&self, channel: &str, user: &str) {
        self.with_channel(channel, |channel| {
            channel.absent.insert(user.to_owned());
        });
    }

    fn with_channel(&self, id: &str, step: impl FnOnce(&mut world::Channel)) {
        self.inner.change(|world| {
            if let Some(channel) = world.channels.get_mut(id) {
                step(channel);
            }
        });
    }

    /// Forgets what people filled in, chose and were shown only for the moment, as reloading Slack does: ephemeral
    /// messages are gone.
    pub fn reload_clients(&self) {
        self.inner.change(|world| {
            world.ephemerals.clear();
            world.chosen.clear();
        });
    }

    /// What stands in a channel for all its members, oldest first: no thread replies unless broadcast, nothing
    /// deleted, nothing ephemeral.
    pub fn messages(&self, channel: &str) -> Vec<Message> {
        self.collect(channel, |message| {
            message.broadcast || message.thread_ts.as_ref().is_none_or(|thread| *thread == message.ts)
        })
    }

    /// A thread, parent first.
    pub fn thread(&self, channel: &str, ts: &str) -> Vec<Message> {
        self.collect(channel, |message| message.ts == ts || message.thread_ts.as_deref() == Some(ts))
    }

    fn collect(&self, channel: &str, wanted: impl Fn(&Message) -> bool) -> Vec<Message> {
        self.inner.read(|world| {
            let messages = world.channels.get(channel).map_or(&[] as &[Message], |channel| &channel.messages);
            messages.iter().filter(|message| !message.deleted && wanted(message)).map(|m| named(m, world)).collect()
        })
    }

    /// The ephemeral messages one person sees in a channel and its threads, oldest first.
    pub fn ephemerals(&self, user: &str, channel: &str) -> Vec<Message> {
        self.inner.read(|world| {
            let mine = |message: &&Message| {
                !message.deleted && message.channel == channel && message.ephemeral_to.as_deref() == Some(user)
            };
            world.ephemerals.iter().filter(mine).map(|message| named(message, world)).collect()
        })
    }

    /// The conversation between a person and the bot, threads included, oldest first.
    pub fn dms(&self, user: &str) -> Vec<Message> {
        self.dm_channel(user).map(|channel| self.collect(&channel, |_| true)).unwrap_or_default()
    }

    /// The id of the conversation between a person and the bot; none for an unknown person.
    pub fn dm_channel(&self, user: &str) -> Option<String> {
        // Looking must not count as a change: every open page would wake every other one.
        let open = self.inner.read(|world| world.open_bot_im(user));
        open.or_else(|| self.inner.change(|world| world.bot_im(user)))
    }

    /// One message as it stands now; none where it was deleted or never was.
    pub fn message(&self, channel: &str, ts: &str) -> Option<Message> {
        self.inner.read(|world| {
            let message = world.message(channel, ts).filter(|message| !message.deleted);
            message.map(|message| named(message, world))
        })
    }

    /// A person's open modals, the lowest first.
    pub fn views(&self, user: &str) -> Vec<View> {
        self.inner.read(|world| world.modals.get(user).cloned().unwrap_or_default())
    }

    /// A person's Home tab, where the app published one.
    pub fn home(&self, user: &str) -> Option<View> {
        self.inner.read(|world| world.homes.get(user).cloned())
    }

    /// Everything the bot sent that real Slack would reject or that breaks its rules, as `method: reason`.
    /// Refusals that depend on the workspace (not a member, archived, rate limited) are not among them; see
    /// [`Self::calls`].
    pub fn violations(&self) -> Vec<String> {
        self.inner.read(|world| world.violations.clone())
    }

    /// The violations so far, which are then forgotten.
    pub fn take_violations(&self) -> Vec<String> {
        self.inner.change(|world| std::mem::take(&mut world.violations))
    }

    /// The latest calls of the bot, oldest first; at most 10,000 are kept.
    pub fn calls(&self) -> Vec<ApiCall> {
        self.inner.read(|world| world.calls.iter().cloned().collect())
    }

    /// The events sent so far, oldest first; at most 1,000 are kept.
    pub fn events(&self) -> Vec<Value> {
        self.inner.read(|world| world.events.iter().cloned().collect())
    }

    /// The switches for faults of the Web API.
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// Resolves when anything changes after this call.
    pub async fn changed(&self) {
        let mut changed = self.inner.changed.subscribe();
        // The sender lives as long as `self`, so this cannot fail.
        let _ = changed.changed().await;
    }

    /// Stops listening, breaks open connections and waits for background deliveries to end.
    pub async fn shutdown(&self) {
        self.inner.stop.cancel();
        self.inner.faults.release();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }
}

/// A copy that knows everyone's present name.
fn named(message: &Message, world: &World) -> Message {
    Message { names: Arc::clone(&world.names), ..message.clone() }
}
