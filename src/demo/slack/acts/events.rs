//! Messages that people post, and the Events API.

use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::deliver::Delivery;
use super::super::message::Author;
use super::super::world::TEAM;
use super::{Ack, typed};

/// When an event is sent again after the immediate second try, in seconds from the try before.
const LATER_TRIES_S: [u64; 2] = [60, 300];

/// What became of a posted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The message's `ts`; empty where it could not be posted.
    pub ts: String,
    /// The event that was sent about it, where one was.
    pub event_id: Option<String>,
    /// The answer to the last immediate try.
    pub ack: Ack,
}

impl SimulatedSlack {
    /// A person mentions the bot; `@kinsta` is put in front where the text does not name it. A bot that is no member
    /// is not told, as with Slack.
    pub async fn mention(&self, user: &str, channel: &str, text: &str, thread_ts: Option<&str>) -> Said {
        let (name, id) = self.inner.read(|world| (format!("@{}", world.bot.name), world.bot.user_id.clone()));
        let named = text.contains(&name) || text.contains(&format!("<@{id}"));
        let text = if named { text.to_owned() } else { format!("{name} {text}") };
        self.say(user, channel, &text, thread_ts).await
    }

    /// A person posts a message. The bot hears of it where it is mentioned in a channel it is in, or, with the event
    /// `message.im` subscribed, where it is written to directly.
    pub async fn say(&self, user: &str, channel: &str, text: &str, thread_ts: Option<&str>) -> Said {
        let now_ms = self.inner.now_ms();
        let posted = self.inner.change(|world| {
            let place = world.channels.get(channel).filter(|place| place.has(user) && !place.archived)?;
            let (is_im, bot_is_member) = (place.is_im(), place.bot_is_member);
            let mut message = world.draft(channel, Author::Person(user.to_owned()), now_ms);
            message.text = typed::in_message(text, world);
            message.thread_ts = thread_ts.map(str::to_owned);
            let (ts, text) = (message.ts.clone(), message.text.clone());
            world.show(message);
            let mentioned = text.contains(&format!("<@{}>", world.bot.user_id));
            if mentioned && !bot_is_member && !is_im {
                let line = format!("You mentioned @{}, but they're not in this conversation.", world.bot.name);
                world.slackbot(user, channel, thread_ts, &line, now_ms);
            }
            let (subscription, kind) = if is_im { ("message.im", "message") } else { ("app_mention", "app_mention") };
            let mut event = json!({
                "type": kind, "user": user, "text": text, "ts": ts, "channel": channel, "event_ts": ts, "team": TEAM,
            });
            if is_im {
                event["channel_type"] = json!("im");
            }
            if let Some(thread) = thread_ts {
                event["thread_ts"] = json!(thread);
            }
            let heard = bot_is_member && (is_im || mentioned);
            Some((ts, heard.then_some((subscription, event))))
        });
        match posted {
            None => Said { ts: String::new(), event_id: None, ack: Ack::not_sent("cannot post here") },
            Some((ts, None)) => Said { ts, event_id: None, ack: Ack::not_sent("the bot is not told of this") },
            Some((ts, Some((subscription, event)))) => {
                let (event_id, ack) = self.emit(subscription, event).await;
                Said { ts, event_id, ack }
            }
        }
    }

    /// A person opens the app's Home tab.
    pub async fn open_home(&self, user: &str) -> Ack {
        let Some(channel) = self.dm_channel(user) else { return Ack::not_sent("no such person") };
        let now_ms = self.inner.now_ms();
        let event = self.inner.change(|world| {
            let view = world.homes.get(user).map(|view| view.as_api(&world.bot));
            let mut event = json!({
                "type": "app_home_opened", "user": user, "channel": channel, "tab": "home",
                "event_ts": world.fresh_ts(now_ms),
            });
            if let Some(view) = view {
                event["view"] = view;
            }
            event
        });
        self.emit("app_home_opened", event).await.1
    }

    /// Sends any event the app subscribed to; returns its id and the answer to the last immediate try. Like Slack it
    /// tries once more at once, then after one and five minutes of the given clock in the background.
    pub async fn emit(&self, subscription: &str, event: Value) -> (Option<String>, Ack) {
        if !self.inner.options.events.iter().any(|known| known == subscription) {
            return (None, Ack::not_sent(format!("not subscribed to {subscription}")));
        }
        let time = self.inner.clock.now().as_second();
        let (event_id, envelope) = self.inner.change(|world| {
            let event_id = world.fresh("Ev");
            let envelope = json!({
                "token": "deprecated",
                "team_id": TEAM,
                "context_team_id": TEAM,
                "context_enterprise_id": null,
                "api_app_id": world.bot.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": event_id,
                "event_time": time,
                "event_context": format!("context-{event_id}"),
                "authorizations": [{
                    "enterprise_id": null, "team_id": TEAM, "user_id": world.bot.user_id, "is_bot": true,
                    "is_enterprise_install": false,
                }],
                "is_ext_shared_channel": false,
            });
            world.keep_event(envelope.clone());
            (event_id, envelope)
        });
        let first = self.deliver_event(&envelope, None).await;
        let Some(reason) = wants_retry(&first) else { return (Some(event_id), first.into()) };
        let second = self.deliver_event(&envelope, Some((1, reason))).await;
        if let Some(reason) = wants_retry(&second) {
            self.try_later(envelope, reason);
        }
        (Some(event_id), second.into())
    }

    /// Sends an event a second time with the same `event_id`, as Slack does when an answer got lost.
    pub async fn deliver_event_again(&self, event_id: &str) -> Ack {
        let kept = self.inner.read(|world| world.events.iter().find(|event| event["event_id"] == event_id).cloned());
        match kept {
            Some(envelope) => self.deliver_event(&envelope, Some((1, "http_timeout"))).await.into(),
            None => Ack::not_sent("no such event"),
        }
    }

    async fn deliver_event(&self, envelope: &Value, retry: Option<(u32, &'static str)>) -> Delivery {
        self.inner.deliver("/slack/events", "application/json", envelope.to_string(), retry).await
    }

    fn try_later(&self, envelope: Value, mut reason: &'static str) {
        let slack = self.clone();
        self.inner.tasks.spawn(async move {
            for (wait_s, number) in LATER_TRIES_S.into_iter().zip(2..) {
                tokio::select! {
                    () = slack.inner.stop.cancelled() => return,
                    () = slack.inner.clock.sleep(std::time::Duration::from_secs(wait_s)) => {}
                }
                match wants_retry(&slack.deliver_event(&envelope, Some((number, reason))).await) {
                    Some(next) => reason = next,
                    None => return,
                }
            }
        });
    }
}

/// Why to send it again, unless the bot was content or asked not to.
fn wants_retry(delivery: &Delivery) -> Option<&'static str> {
    if let Delivery::Answered { headers, .. } = delivery
        && headers.get("x-slack-no-retry").is_some_and(|value| value == "1")
    {
        return None;
    }
    delivery.retry_reason()
}
