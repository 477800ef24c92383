//! Everything the simulated workspace remembers, and the small steps that change it.
//!
//! No HTTP here and no clock of its own: callers pass the moment in.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use super::files::File;
use super::message::{Author, Message, Names};
use super::pace::Pace;

/// How many Web API calls, ephemeral messages, events and channel messages are kept.
const KEPT: usize = 10_000;

/// The workspace's id in every payload.
pub(super) const TEAM: &str = "T0DEMO";
/// The workspace's domain.
pub(super) const DOMAIN: &str = "demo-agency";
/// The workspace's name.
pub(super) const TEAM_NAME: &str = "Demo Agency";

/// The app under test, as the workspace knows it.
#[derive(Debug, Clone)]
pub(super) struct Bot {
    pub(super) user_id: String,
    pub(super) bot_id: String,
    pub(super) app_id: String,
    pub(super) name: String,
}

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) real_name: String,
    pub(super) locale: String,
    pub(super) tz: String,
    pub(super) guest: bool,
    /// The workspace they belong to, where it is another one.
    pub(super) other_team: Option<String>,
}

/// What sort of conversation it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Anyone may find it.
    Public,
    /// Only members see it.
    Private,
    /// A direct conversation; with the bot too where the bot is a member.
    Im {
        /// The people in it, by user id.
        with: Vec<String>,
    },
}

/// A conversation.
#[derive(Debug, Clone)]
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) bot_is_member: bool,
    pub(super) archived: bool,
    pub(super) restricted: bool,
    /// People who are not in it although everyone joins public and private channels here by default.
    pub(super) absent: BTreeSet<String>,
    pub(super) messages: Vec<Message>,
}

impl Channel {
    pub(super) fn is_im(&self) -> bool {
        matches!(self.kind, Kind::Im { .. })
    }

    pub(super) fn has(&self, user: &str) -> bool {
        match &self.kind {
            Kind::Im { with } => with.iter().any(|id| id == user),
            _ => !self.absent.contains(user),
        }
    }

    /// The name Slack puts into slash command payloads.
    pub(super) fn payload_name(&self) -> &str {
        match self.kind {
            Kind::Public => &self.name,
            Kind::Private => "privategroup",
            Kind::Im { .. } => "directmessage",
        }
    }
}

/// A group of people.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) handle: String,
    pub(super) users: Vec<String>,
}

/// An open modal, or someone's Home tab.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// `V…`.
    pub id: String,
    /// Changes with every update; guards against races.
    pub hash: String,
    /// What the app sent, with the ids Slack fills in.
    pub content: Value,
    /// The first view of its stack.
    pub root_id: String,
    /// The view beneath it.
    pub previous_id: Option<String>,
    /// What was filled in: `block_id` → `action_id` → state.
    pub values: BTreeMap<String, BTreeMap<String, Value>>,
    /// What the app complained about, by `block_id`.
    pub errors: BTreeMap<String, String>,
    pub(super) names: Arc<Names>,
}

impl View {
    /// The blocks.
    pub fn blocks(&self) -> &[Value] {
        self.content["blocks"].as_array().map_or(&[], Vec::as_slice)
    }

    /// A readable rendering: title, one part per line, errors as `! text`, then the buttons.
    pub fn plain(&self) -> String {
        let label = |name: &str| self.content[name]["text"].as_str();
        let mut lines: Vec<String> = label("title").map(str::to_owned).into_iter().collect();
        lines.extend(super::plain::blocks(self.blocks(), &self.names));
        lines.extend(self.errors.values().map(|error| format!("! {error}")));
        let buttons: Vec<String> =
            [label("submit"), label("close")].into_iter().flatten().map(|label| format!("[{label}]")).collect();
        if !buttons.is_empty() {
            lines.push(buttons.join(" "));
        }
        lines.join("\n")
    }

    /// The view as payloads and answers show it.
    pub(super) fn as_api(&self, bot: &Bot) -> Value {
        let mut shown = self.content.clone();
        for (name, value) in [
            ("id", json!(self.id)),
            ("team_id", json!(TEAM)),
            ("hash", json!(self.hash)),
            ("app_id", json!(bot.app_id)),
            ("bot_id", json!(bot.bot_id)),
            ("app_installed_team_id", json!(TEAM)),
            ("root_view_id", json!(self.root_id)),
            ("previous_view_id", json!(self.previous_id)),
            ("state", json!({ "values": self.values })),
        ] {
            shown[name] = value;
        }
        for name in ["private_metadata", "callback_id", "external_id"] {
            if shown[name].is_null() {
                shown[name] = json!("");
            }
        }
        shown
    }
}

/// One recorded call of the app: a Web API method, or `response_url`.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiCall {
    /// The method, such as `chat.postMessage`.
    pub method: String,
    /// Its arguments; the token is not among them.
    pub args: Value,
    /// The error that was answered, if one was.
    pub error: Option<String>,
    /// When, in epoch milliseconds of the given clock.
    pub at_ms: i64,
}

/// A button press or command that may open one view within three seconds.
#[derive(Debug)]
pub(super) struct Trigger {
    pub(super) user: String,
    pub(super) issued_ms: i64,
    pub(super) used: bool,
}

/// Where a `response_url` leads.
#[derive(Debug, Clone)]
pub(super) struct ResponseUrl {
    pub(super) channel: String,
    pub(super) user: String,
    /// The message that was pressed; none for a slash command.
    pub(super) source: Option<String>,
    pub(super) issued_ms: i64,
    pub(super) uses: u32,
}

/// The whole memory.
#[derive(Debug)]
pub(super) struct World {
    pub(super) bot: Bot,
    pub(super) people: BTreeMap<String, Person>,
    pub(super) channels: BTreeMap<String, Channel>,
    pub(super) groups: Vec<Group>,
    pub(super) ephemerals: Vec<Message>,
    pub(super) modals: BTreeMap<String, Vec<View>>,
    pub(super) homes: BTreeMap<String, View>,
    pub(super) triggers: HashMap<String, Trigger>,
    pub(super) responses: HashMap<String, ResponseUrl>,
    pub(super) events: VecDeque<Value>,
    pub(super) files: BTreeMap<String, File>,
    /// How long an upload is looked at before it is known what it is.
    pub(super) file_processing_ms: i64,
    /// What people chose in messages without pressing a button yet: (user, ts) → `block_id` → `action_id` → state.
    pub(super) chosen: BTreeMap<(String, String), BTreeMap<String, BTreeMap<String, Value>>>,
    /// Options last served to a person's external menu, by user and action id.
    pub(super) loaded: HashMap<(String, String), Vec<Value>>,
    pub(super) violations: Vec<String>,
    pub(super) calls: VecDeque<ApiCall>,
    pub(super) pace: Pace,
    pub(super) names: Arc<Names>,
    next: u64,
    last_micros: i64,
}

impl World {
    pub(super) fn new(app_id: &str, bot_name: &str) -> Self {
        let bot = Bot {
            user_id: "U0KINSTABOT".to_owned(),
            bot_id: "B0KINSTA".to_owned(),
            app_id: app_id.to_owned(),
            name: bot_name.to_owned(),
        };
        let mut world = Self {
            bot,
            people: BTreeMap::new(),
            channels: BTreeMap::new(),
            groups: Vec::new(),
            ephemerals: Vec::new(),
            modals: BTreeMap::new(),
            homes: BTreeMap::new(),
            triggers: HashMap::new(),
            responses: HashMap::new(),
            events: VecDeque::new(),
            files: BTreeMap::new(),
            file_processing_ms: 0,
            chosen: BTreeMap::new(),
            loaded: HashMap::new(),
            violations: Vec::new(),
            calls: VecDeque::new(),
            pace: Pace::default(),
            names: Arc::default(),
            next: 0,
            last_micros: 0,
        };
        world.name_everyone();
        world
    }

    /// Collects the display names again after someone or something was added.
    pub(super) fn name_everyone(&mut self) {
        let mut names = Names::new();
        names.insert(self.bot.user_id.clone(), self.bot.name.clone());
        names.insert("USLACKBOT".to_owned(), "Slackbot".to_owned());
        names.extend(self.people.values().map(|person| (person.id.clone(), person.name.clone())));
        names.extend(self.channels.values().map(|channel| (channel.id.clone(), channel.name.clone())));
        names.extend(self.groups.iter().map(|group| (group.id.clone(), group.handle.clone())));
        self.names = Arc::new(names);
    }

    /// A fresh id with a prefix; never repeats.
    pub(super) fn fresh(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{:08}", self.next)
    }

    /// A fresh `ts`: the moment, moved on where it is taken already.
    pub(super) fn fresh_ts(&mut self, now_ms: i64) -> String {
        self.last_micros = (now_ms * 1000).max(self.last_micros + 1);
        format!("{}.{:06}", self.last_micros / 1_000_000, self.last_micros % 1_000_000)
    }

    /// Notes something real Slack would reject.
    pub(super) fn violate(&mut self, method: &str, reason: &str) {
        if self.violations.len() < KEPT {
            self.violations.push(format!("{method}: {reason}"));
        }
    }

    /// Records a call, forgetting the oldest beyond the bound.
    pub(super) fn record(&mut self, call: ApiCall) {
        if self.calls.len() >= KEPT {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// A message that is not posted yet.
    pub(super) fn draft(&mut self, channel: &str, author: Author, now_ms: i64) -> Message {
        Message {
            ts: self.fresh_ts(now_ms),
            channel: channel.to_owned(),
            thread_ts: None,
            author,
            text: String::new(),
            blocks: Vec::new(),
            ephemeral_to: None,
            edits: 0,
            edited_mark: false,
            metadata: None,
            files: Vec::new(),
            broadcast: false,
            deleted: false,
            names: Arc::clone(&self.names),
        }
    }

    /// Fills in ids and shows the message; returns its `ts`.
    pub(super) fn show(&mut self, mut message: Message) -> String {
        self.fill_ids(&mut message.blocks);
        let ts = message.ts.clone();
        if message.ephemeral_to.is_some() {
            self.ephemerals.push(message);
            forget_oldest(&mut self.ephemerals);
        } else if let Some(channel) = self.channels.get_mut(&message.channel) {
            channel.messages.push(message);
            forget_oldest(&mut channel.messages);
        }
        ts
    }

    pub(super) fn fill_ids(&mut self, blocks: &mut [Value]) {
        let mut next = self.next;
        super::controls::fill_ids(blocks, &mut || {
            next += 1;
            format!("auto{next}")
        });
        self.next = next;
    }

    /// A line by Slackbot that only `user` sees.
    pub(super) fn slackbot(&mut self, user: &str, channel: &str, thread_ts: Option<&str>, text: &str, now_ms: i64) {
        let mut message = self.draft(channel, Author::Slackbot, now_ms);
        text.clone_into(&mut message.text);
        message.thread_ts = thread_ts.map(str::to_owned);
        message.ephemeral_to = Some(user.to_owned());
        self.show(message);
    }

    /// The message with this `ts`, standing in the channel or ephemeral, deleted ones too.
    pub(super) fn message_mut(&mut self, channel: &str, ts: &str) -> Option<&mut Message> {
        let posted =
            self.channels.get_mut(channel).and_then(|channel| channel.messages.iter_mut().find(|m| m.ts == ts));
        posted.or_else(|| self.ephemerals.iter_mut().find(|message| message.channel == channel && message.ts == ts))
    }

    /// The same, to read.
    pub(super) fn message(&self, channel: &str, ts: &str) -> Option<&Message> {
        let posted = self.channels.get(channel).and_then(|channel| channel.messages.iter().find(|m| m.ts == ts));
        posted.or_else(|| self.ephemerals.iter().find(|message| message.channel == channel && message.ts == ts))
    }

    /// The direct conversation between `user` and the bot, where there is one already.
    pub(super) fn open_bot_im(&self, user: &str) -> Option<String> {
        let is_theirs = |channel: &&Channel| {
            channel.bot_is_member
                && matches!(&channel.kind, Kind::Im { with } if with.len() == 1 && with.iter().all(|id| id == user))
        };
        self.channels.values().find(is_theirs).map(|channel| channel.id.clone())
    }

    /// The same, opened where there is none yet; none for an unknown person.
    pub(super) fn bot_im(&mut self, user: &str) -> Option<String> {
        if !self.people.contains_key(user) {
            return None;
        }
        if let Some(open) = self.open_bot_im(user) {
            return Some(open);
        }
        let id = format!("D{}", user.strip_prefix('U').unwrap_or(user));
        let kind = Kind::Im { with: vec![user.to_owned()] };
        self.add_channel(&id, &self.bot.name.clone(), kind, true);
        Some(id)
    }

    pub(super) fn add_channel(&mut self, id: &str, name: &str, kind: Kind, bot_is_member: bool) {
        let channel = Channel {
            id: id.to_owned(),
            name: name.trim_start_matches('#').to_owned(),
            kind,
            bot_is_member,
            archived: false,
            restricted: false,
            absent: BTreeSet::new(),
            messages: Vec::new(),
        };
        self.channels.insert(id.to_owned(), channel);
        self.name_everyone();
    }

    /// A trigger that lives three seconds.
    pub(super) fn fresh_trigger(&mut self, user: &str, now_ms: i64) -> String {
        self.triggers.retain(|_, trigger| now_ms - trigger.issued_ms < 60_000);
        let id = self.fresh("trigger.");
        self.triggers.insert(id.clone(), Trigger { user: user.to_owned(), issued_ms: now_ms, used: false });
        id
    }

    /// The token of a new `response_url`.
    pub(super) fn fresh_response(&mut self, channel: &str, user: &str, source: Option<&str>, now_ms: i64) -> String {
        self.responses.retain(|_, response| now_ms - response.issued_ms < 4 * 60 * 60 * 1000);
        let token = self.fresh("R");
        let response = ResponseUrl {
            channel: channel.to_owned(),
            user: user.to_owned(),
            source: source.map(str::to_owned),
            issued_ms: now_ms,
            uses: 0,
        };
        self.responses.insert(token.clone(), response);
        token
    }

    /// Keeps an event so that it can be delivered again.
    pub(super) fn keep_event(&mut self, event: Value) {
        if self.events.len() >= 1000 {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }

    /// The view with this id, wherever it is shown: who sees it, and it.
    pub(super) fn view_mut(&mut self, pick: impl Fn(&View) -> bool) -> Option<(String, &mut View)> {
        let modals = self.modals.iter_mut().flat_map(|(user, stack)| stack.iter_mut().map(move |view| (user, view)));
        let homes = self.homes.iter_mut();
        modals.chain(homes).find(|(_, view)| pick(view)).map(|(user, view)| (user.clone(), view))
    }
}

fn forget_oldest(messages: &mut Vec<Message>) {
    if messages.len() > KEPT {
        messages.drain(..KEPT / 10);
    }
}
