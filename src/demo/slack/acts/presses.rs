//! Pressing buttons and choosing from menus, in messages and in views.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::controls::{self, Control, Input, Pick};
use super::super::message::Message;
use super::super::world::{View, World};
use super::{Ack, Outcome, interaction};

impl SimulatedSlack {
    /// A person presses a button in a message as they saw it: the button is looked up in `message` itself, so an old
    /// copy presses a button that may be gone by now.
    pub async fn press(&self, user: &str, message: &Message, pick: impl Into<Pick>) -> Ack {
        self.act_on_message(user, message, &pick.into(), None).await
    }

    /// A person chooses something in a message: a menu, checkboxes, a day.
    pub async fn choose(&self, user: &str, message: &Message, pick: impl Into<Pick>, input: Input) -> Ack {
        self.act_on_message(user, message, &pick.into(), Some(input)).await
    }

    async fn act_on_message(&self, user: &str, message: &Message, pick: &Pick, input: Option<Input>) -> Ack {
        let Some(control) = controls::find(&message.blocks, pick) else {
            return Ack::not_sent(format!("no such control: {pick:?}"));
        };
        let now_ms = self.inner.now_ms();
        let payload = self.inner.change(|world| {
            if message.ephemeral_to.as_deref().is_some_and(|only| only != user) {
                return Err("only someone else sees this message".to_owned());
            }
            let person = world.people.get(user).ok_or("no such person")?.clone();
            let place = world.channels.get(&message.channel).filter(|place| place.has(user));
            let place_name = place.ok_or("not a member of this conversation")?.payload_name().to_owned();
            let (action, state) = action(world, user, &control, input.as_ref(), (&self.inner.origin(), now_ms))?;
            let key = (user.to_owned(), message.ts.clone());
            if let Some(state) = state {
                let chosen = world.chosen.entry(key.clone()).or_default();
                chosen.entry(control.block_id.clone()).or_default().insert(control.action_id.clone(), state);
            }
            let values = merged(&message.blocks, world.chosen.get(&key));
            let token = world.fresh_response(&message.channel, user, Some(&message.ts), now_ms);
            let mut payload = interaction("block_actions", &world.bot, &person);
            let mut container = json!({
                "type": "message",
                "message_ts": message.ts,
                "channel_id": message.channel,
                "is_ephemeral": message.ephemeral_to.is_some(),
            });
            if let Some(thread) = &message.thread_ts {
                container["thread_ts"] = json!(thread);
            }
            payload["container"] = container;
            payload["channel"] = json!({ "id": message.channel, "name": place_name });
            // What stands in an ephemeral message is not sent along.
            if message.ephemeral_to.is_none() {
                let current = world.message(&message.channel, &message.ts).unwrap_or(message);
                payload["message"] = current.as_api(&world.bot, false);
            }
            payload["state"] = json!({ "values": values });
            payload["response_url"] = json!(format!("{}/response/{token}", self.inner.origin()));
            payload["trigger_id"] = json!(world.fresh_trigger(user, now_ms));
            payload["actions"] = json!([action]);
            Ok(payload)
        });
        let ack = self.send(payload).await;
        if !matches!(ack.outcome, Outcome::NotSent(_))
            && let Some(complaint) = ack.complaint()
        {
            let line = format!("That did not work: {complaint}");
            let thread = message.thread_ts.as_deref();
            self.inner.change(|world| world.slackbot(user, &message.channel, thread, &line, now_ms));
        }
        ack
    }

    /// A person presses a button in their topmost modal, or on their Home tab where no modal is open.
    pub async fn press_in_view(&self, user: &str, pick: impl Into<Pick>) -> Ack {
        self.act_on_view(user, &pick.into(), None).await
    }

    /// A person chooses something in their topmost modal, or on their Home tab, outside of input blocks (or in one
    /// with `dispatch_action`): the bot is told at once.
    pub async fn choose_in_view(&self, user: &str, pick: impl Into<Pick>, input: Input) -> Ack {
        self.act_on_view(user, &pick.into(), Some(input)).await
    }

    async fn act_on_view(&self, user: &str, pick: &Pick, input: Option<Input>) -> Ack {
        let now_ms = self.inner.now_ms();
        let payload = self.inner.change(|world| {
            let person = world.people.get(user).ok_or("no such person")?.clone();
            let view = showing(world, user).ok_or("no view is open")?;
            let control = controls::find(view.blocks(), pick).ok_or_else(|| format!("no such control: {pick:?}"))?;
            let (action, state) = action(world, user, &control, input.as_ref(), (&self.inner.origin(), now_ms))?;
            let id = view.id;
            let bot = world.bot.clone();
            let Some((_, view)) = world.view_mut(|view| view.id == id) else { return Err("no view".to_owned()) };
            if let Some(state) = state {
                view.values.entry(control.block_id.clone()).or_default().insert(control.action_id.clone(), state);
            }
            if let Some(input) = &control.input
                && input["dispatch_action"] != true
            {
                return Err("filled in; the bot is not told".to_owned());
            }
            let mut shown = view.clone();
            shown.values = merged(shown.blocks(), Some(&view.values));
            let mut payload = interaction("block_actions", &bot, &person);
            payload["container"] = json!({ "type": "view", "view_id": shown.id });
            payload["state"] = json!({ "values": shown.values });
            payload["view"] = shown.as_api(&bot);
            payload["trigger_id"] = json!(world.fresh_trigger(user, now_ms));
            payload["actions"] = json!([action]);
            Ok(payload)
        });
        self.send(payload).await
    }

    async fn send(&self, payload: Result<Value, String>) -> Ack {
        match payload {
            Ok(payload) => self.inner.deliver_payload("/slack/interactivity", &payload).await.into(),
            Err(reason) => Ack::not_sent(reason),
        }
    }
}

/// The view a person looks at: the topmost modal, else Home.
pub(super) fn showing(world: &World, user: &str) -> Option<View> {
    let top = world.modals.get(user).and_then(|stack| stack.last());
    top.or_else(|| world.homes.get(user)).cloned()
}

/// What may be chosen beside what the element offers itself: options its menu was served, or the person's files.
pub(super) fn loaded(world: &World, user: &str, control: &Control, origin: &str, now_ms: i64) -> Vec<Value> {
    if control.element["type"] == "file_input" {
        let theirs = world.files.iter().filter(|(_, file)| file.user == user);
        return theirs.map(|(id, file)| file.as_api(id, origin, now_ms)).collect();
    }
    world.loaded.get(&(user.to_owned(), control.action_id.clone())).cloned().unwrap_or_default()
}

/// The entry in `actions`, and the state it leaves behind.
fn action(
    world: &mut World,
    user: &str,
    control: &Control,
    input: Option<&Input>,
    (origin, now_ms): (&str, i64),
) -> Result<(Value, Option<Value>), String> {
    let kind = control.element["type"].as_str().unwrap_or_default();
    let mut action = json!({
        "type": kind,
        "action_id": control.action_id,
        "block_id": control.block_id,
        "action_ts": world.fresh_ts(now_ms),
    });
    match input {
        None if kind == "button" => {
            for name in ["text", "value", "style", "url", "confirm"] {
                if !control.element[name].is_null() {
                    action[name] = control.element[name].clone();
                }
            }
            Ok((action, None))
        }
        None => Err(format!("{kind} is not a button")),
        Some(_) if kind == "button" => Err("a button cannot be filled in".to_owned()),
        Some(input) => {
            let loaded = loaded(world, user, control, origin, now_ms);
            let state = controls::state_after(&control.element, input, &loaded)?;
            for (name, value) in state.as_object().into_iter().flatten() {
                action[name] = value.clone();
            }
            // An overflow menu keeps nothing.
            Ok((action, (kind != "overflow").then_some(state)))
        }
    }
}

/// `state.values`: what was there from the start, with what was changed over it.
pub(super) fn merged(
    blocks: &[Value],
    changed: Option<&BTreeMap<String, BTreeMap<String, Value>>>,
) -> BTreeMap<String, BTreeMap<String, Value>> {
    let mut values: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for control in controls::in_blocks(blocks) {
        let kept = changed.and_then(|changed| changed.get(&control.block_id)?.get(&control.action_id)).cloned();
        if let Some(state) = kept.or_else(|| controls::initial_state(&control.element)) {
            values.entry(control.block_id).or_default().insert(control.action_id, state);
        }
    }
    values
}
