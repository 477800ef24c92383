//! Shortcuts: from the menu beside the composer, and on a message.

use serde_json::json;

use super::super::SimulatedSlack;
use super::super::message::Message;
use super::{Ack, interaction};

impl SimulatedSlack {
    /// A person takes a global shortcut. It comes from nowhere: no conversation, no `response_url`.
    pub async fn shortcut(&self, user: &str, callback_id: &str) -> Ack {
        let now_ms = self.inner.now_ms();
        let payload = self.inner.change(|world| {
            let mut payload = interaction("shortcut", &world.bot, world.people.get(user)?);
            payload["callback_id"] = json!(callback_id);
            payload["action_ts"] = json!(world.fresh_ts(now_ms));
            payload["trigger_id"] = json!(world.fresh_trigger(user, now_ms));
            Some(payload)
        });
        match payload {
            Some(payload) => self.inner.deliver_payload("/slack/interactivity", &payload).await.into(),
            None => Ack::not_sent("no such person"),
        }
    }

    /// A person takes a shortcut on a message. Ephemeral messages offer none.
    pub async fn message_shortcut(&self, user: &str, message: &Message, callback_id: &str) -> Ack {
        let now_ms = self.inner.now_ms();
        let payload = self.inner.change(|world| {
            if message.ephemeral_to.is_some() {
                return Err("an ephemeral message offers no shortcuts");
            }
            let place = world.channels.get(&message.channel).filter(|place| place.has(user));
            let name = place.ok_or("not a member of this conversation")?.payload_name().to_owned();
            let mut payload =
                interaction("message_action", &world.bot, world.people.get(user).ok_or("no such person")?);
            let token = world.fresh_response(&message.channel, user, None, now_ms);
            payload["callback_id"] = json!(callback_id);
            payload["channel"] = json!({ "id": message.channel, "name": name });
            payload["message_ts"] = json!(message.ts);
            payload["message"] = message.as_api(&world.bot, false);
            payload["response_url"] = json!(format!("{}/response/{token}", self.inner.origin()));
            payload["action_ts"] = json!(world.fresh_ts(now_ms));
            payload["trigger_id"] = json!(world.fresh_trigger(user, now_ms));
            Ok(payload)
        });
        match payload {
            Ok(payload) => self.inner.deliver_payload("/slack/interactivity", &payload).await.into(),
            Err(reason) => Ack::not_sent(reason),
        }
    }
}
