//! Submitting and closing modals.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::api::{judge, push_onto, replace};
use super::super::blocks::Surface;
use super::super::controls::{self, Input};
use super::super::world::{View, World};
use super::presses::{loaded, merged};
use super::{Ack, interaction};

impl SimulatedSlack {
    /// A person types or chooses something in an input of their topmost modal, without sending it.
    ///
    /// # Errors
    /// Says why Slack's client would not allow it.
    pub fn fill(&self, user: &str, block_id: &str, input: &Input) -> Result<(), String> {
        let (origin, now_ms) = (self.inner.origin(), self.inner.now_ms());
        self.inner.change(|world| {
            let stack = world.modals.get(user).map(Vec::as_slice).unwrap_or_default();
            let top = stack.last().ok_or("no modal is open")?;
            let control = controls::in_blocks(top.blocks()).into_iter().find(|control| control.block_id == block_id);
            let control = control.ok_or_else(|| format!("no input {block_id}"))?;
            let loaded = loaded(world, user, &control, &origin, now_ms);
            let state = controls::state_after(&control.element, input, &loaded)?;
            if let Some(top) = world.modals.get_mut(user).and_then(|stack| stack.last_mut()) {
                top.values.entry(control.block_id).or_default().insert(control.action_id, state);
            }
            Ok(())
        })
    }

    /// A person fills in inputs of their topmost modal, by `block_id`, and submits it. The answer is carried out:
    /// nothing closes the modal; `update`, `push`, `clear` and `errors` do what they say.
    pub async fn submit_view(&self, user: &str, inputs: &[(&str, Input)]) -> Ack {
        for (block_id, input) in inputs {
            if let Err(reason) = self.fill(user, block_id, input) {
                return Ack::not_sent(reason);
            }
        }
        let now_ms = self.inner.now_ms();
        let prepared = self.inner.change(|world| {
            let person = world.people.get(user).ok_or("no such person")?.clone();
            let bot = world.bot.clone();
            let trigger = world.fresh_trigger(user, now_ms);
            let top = world.modals.get_mut(user).and_then(|stack| stack.last_mut()).ok_or("no modal is open")?;
            if top.content["submit"].is_null() {
                return Err("the modal has no submit button".to_owned());
            }
            let values = merged(top.blocks(), Some(&top.values));
            if let Some(block) = first_empty(top, &values) {
                return Err(format!("{block} has to be filled in"));
            }
            top.values = values;
            top.errors.clear();
            let mut payload = interaction("view_submission", &bot, &person);
            payload["view"] = top.as_api(&bot);
            payload["trigger_id"] = json!(trigger);
            payload["response_urls"] = json!([]);
            Ok((top.id.clone(), payload))
        });
        let (id, payload) = match prepared {
            Ok(prepared) => prepared,
            Err(reason) => return Ack::not_sent(reason),
        };
        let ack = Ack::from(self.inner.deliver_payload("/slack/interactivity", &payload).await);
        self.inner.change(|world| carry_out(world, user, &id, &ack));
        ack
    }

    /// A person closes their topmost modal: with the close button (`all` false), or with the X, which closes every
    /// view beneath it too. The bot is told where the view asked for it.
    pub async fn close_view(&self, user: &str, all: bool) -> Ack {
        let prepared = self.inner.change(|world| {
            let person = world.people.get(user).ok_or("no such person")?.clone();
            let bot = world.bot.clone();
            let stack = world.modals.get_mut(user).ok_or("no modal is open")?;
            let top = stack.last().cloned().ok_or("no modal is open")?;
            let told = if all { stack.first().cloned().unwrap_or(top) } else { top };
            if all {
                stack.clear();
            } else {
                stack.pop();
            }
            if told.content["notify_on_close"] != true {
                return Err("closed; the bot is not told".to_owned());
            }
            let mut payload = interaction("view_closed", &bot, &person);
            payload["view"] = told.as_api(&bot);
            payload["is_cleared"] = json!(all);
            Ok(payload)
        });
        match prepared {
            Ok(payload) => self.inner.deliver_payload("/slack/interactivity", &payload).await.into(),
            Err(reason) => Ack::not_sent(reason),
        }
    }
}

/// The first needed input without a value.
fn first_empty(view: &View, values: &BTreeMap<String, BTreeMap<String, Value>>) -> Option<String> {
    controls::in_blocks(view.blocks()).into_iter().find_map(|control| {
        let needed = control.input.as_ref().is_some_and(|input| input["optional"] != true);
        let state = values.get(&control.block_id).and_then(|actions| actions.get(&control.action_id));
        (needed && state.is_none_or(controls::is_empty)).then_some(control.block_id)
    })
}

/// Does what the answer to a submission says.
fn carry_out(world: &mut World, user: &str, id: &str, ack: &Ack) {
    const NAME: &str = "view_submission answer";
    if let Some(complaint) = ack.complaint() {
        complain(world, id, &format!("We had some trouble connecting. Try again? ({complaint})"));
        return;
    }
    if ack.body().trim().is_empty() {
        if let Some(stack) = world.modals.get_mut(user) {
            stack.retain(|view| view.id != id);
        }
        return;
    }
    let answer = ack.json();
    let done = match answer["response_action"].as_str() {
        Some("clear") => {
            world.modals.remove(user);
            Ok(())
        }
        Some("update") => {
            judge(&answer["view"], Surface::Modal).and_then(|()| replace(world, id, answer["view"].clone()))
        }
        Some("push") => judge(&answer["view"], Surface::Modal)
            .and_then(|()| push_onto(world, user, answer["view"].clone()))
            .map(|_| ()),
        Some("errors") => {
            show_errors(world, id, &answer["errors"]);
            Ok(())
        }
        _ => {
            world.violate(NAME, "the body must be empty or name a response_action");
            complain(world, id, "We had some trouble connecting. Try again?");
            Ok(())
        }
    };
    if let Err(refusal) = done {
        world.violate(NAME, &refusal.reason());
        complain(world, id, "We had some trouble connecting. Try again?");
    }
}

fn complain(world: &mut World, id: &str, text: &str) {
    if let Some((_, view)) = world.view_mut(|view| view.id == id) {
        view.errors.insert(String::new(), text.to_owned());
    }
}

fn show_errors(world: &mut World, id: &str, errors: &Value) {
    let mut unknown = Vec::new();
    let given = errors.as_object().cloned().unwrap_or_default();
    if let Some((_, view)) = world.view_mut(|view| view.id == id) {
        let inputs: Vec<String> = controls::in_blocks(view.blocks())
            .into_iter()
            .filter(|control| control.input.is_some())
            .map(|control| control.block_id)
            .collect();
        for (block, text) in &given {
            if !inputs.contains(block) {
                unknown.push(block.clone());
            }
            view.errors.insert(block.clone(), text.as_str().unwrap_or_default().to_owned());
        }
    }
    if given.is_empty() {
        world.violate("view_submission answer", "errors must name at least one input");
    }
    for block in unknown {
        world.violate("view_submission answer", &format!("errors names {block:?}, which is no input block"));
    }
}
