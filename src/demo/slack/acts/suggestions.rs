//! Typing into an external menu.

use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::blocks::{all_options, check_options_answer};
use super::super::controls::{self, Control, Pick};
use super::super::message::Message;
use super::presses::showing;
use super::{Ack, interaction};

/// How many older options of a menu are kept.
const KEPT: usize = 1000;

/// What a menu offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestions {
    /// The bot's answer.
    pub ack: Ack,
    /// Label and value of each option, groups flattened.
    pub options: Vec<(String, String)>,
}

impl SimulatedSlack {
    /// A person types into an external menu of their topmost modal or Home tab; `message` names the message where
    /// the menu stands in one.
    pub async fn open_options(
        &self,
        user: &str,
        message: Option<&Message>,
        action_id: &str,
        typed: &str,
    ) -> Suggestions {
        let pick = Pick::Action(action_id.to_owned());
        let prepared = self.inner.read(|world| {
            let person = world.people.get(user).ok_or("no such person")?;
            let mut payload = interaction("block_suggestion", &world.bot, person);
            let control = match message {
                Some(message) => {
                    payload["container"] = json!({
                        "type": "message", "message_ts": message.ts, "channel_id": message.channel,
                        "is_ephemeral": message.ephemeral_to.is_some(),
                    });
                    payload["channel"] = json!({ "id": message.channel });
                    controls::find(&message.blocks, &pick)
                }
                None => {
                    let view = showing(world, user).ok_or("no view is open")?;
                    payload["container"] = json!({ "type": "view", "view_id": view.id });
                    payload["view"] = view.as_api(&world.bot);
                    controls::find(view.blocks(), &pick)
                }
            };
            let control = control.ok_or_else(|| format!("no such menu: {action_id}"))?;
            allowed(&control, typed)?;
            payload["block_id"] = json!(control.block_id);
            payload["action_id"] = json!(control.action_id);
            payload["value"] = json!(typed);
            Ok::<Value, String>(payload)
        });
        match prepared {
            Ok(payload) => {
                let ack = Ack::from(self.inner.deliver_payload("/slack/options", &payload).await);
                let options = self.keep_options(user, action_id, &ack);
                Suggestions { ack, options }
            }
            Err(reason) => Suggestions { ack: Ack::not_sent(reason), options: Vec::new() },
        }
    }

    fn keep_options(&self, user: &str, action_id: &str, ack: &Ack) -> Vec<(String, String)> {
        if !ack.is_ok() {
            return Vec::new();
        }
        let answer = ack.json();
        self.inner.change(|world| {
            let errors = check_options_answer(&answer);
            if !errors.is_empty() {
                world.violate("block_suggestion answer", &errors.join("; "));
                return Vec::new();
            }
            let options: Vec<Value> =
                answer.as_object().map(all_options).unwrap_or_default().into_iter().cloned().collect();
            let field = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let shown =
                options.iter().map(|option| (field(&option["text"]["text"]), field(&option["value"]))).collect();
            // What was chosen stays chosen when something else is searched for afterwards.
            let kept = world.loaded.entry((user.to_owned(), action_id.to_owned())).or_default();
            kept.retain(|option| !options.iter().any(|new| new["value"] == option["value"]));
            kept.truncate(KEPT);
            kept.splice(0..0, options);
            shown
        })
    }
}

fn allowed(control: &Control, typed: &str) -> Result<(), String> {
    let kind = control.element["type"].as_str().unwrap_or_default();
    if !kind.ends_with("external_select") {
        return Err(format!("{kind} loads no options"));
    }
    let least = control.element["min_query_length"].as_u64().unwrap_or(3);
    if (typed.chars().count() as u64) < least {
        return Err(format!("type at least {least} characters"));
    }
    Ok(())
}
