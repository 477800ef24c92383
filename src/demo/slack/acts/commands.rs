//! Slash commands.

use serde_json::{Map, Value, json};

use super::super::SimulatedSlack;
use super::super::api::Args;
use super::super::respond;
use super::super::world::{DOMAIN, ResponseUrl, TEAM};
use super::{Ack, Outcome, typed};
use crate::demo::slack::message::Author;

impl SimulatedSlack {
    /// A person sends a slash command in a channel. The direct answer is shown as Slack shows it: ephemeral unless it
    /// says `in_channel`, which also shows what was typed.
    pub async fn slash(&self, user: &str, channel: &str, command: &str, text: &str) -> Ack {
        let now_ms = self.inner.now_ms();
        let prepared = self.inner.change(|world| {
            let person = world.people.get(user)?.clone();
            let place = world.channels.get(channel).filter(|place| place.has(user))?;
            let name = place.payload_name().to_owned();
            let token = world.fresh_response(channel, user, None, now_ms);
            let trigger = world.fresh_trigger(user, now_ms);
            let fields = [
                ("token", "deprecated".to_owned()),
                ("team_id", TEAM.to_owned()),
                ("team_domain", DOMAIN.to_owned()),
                ("channel_id", channel.to_owned()),
                ("channel_name", name),
                ("user_id", person.id),
                ("user_name", person.name),
                ("command", command.to_owned()),
                ("text", typed::in_command(text.trim(), world)),
                ("api_app_id", world.bot.app_id.clone()),
                ("is_enterprise_install", "false".to_owned()),
                ("response_url", format!("{}/response/{token}", self.inner.origin())),
                ("trigger_id", trigger),
            ];
            Some((url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish(), token))
        });
        let Some((body, token)) = prepared else { return Ack::not_sent("not a member of this conversation") };
        let delivery = self.inner.deliver("/slack/commands", "application/x-www-form-urlencoded", body, None).await;
        let ack = Ack::from(delivery);
        self.show_command_answer(user, channel, (command, text), &token, &ack);
        ack
    }

    fn show_command_answer(&self, user: &str, channel: &str, (command, text): (&str, &str), token: &str, ack: &Ack) {
        let now_ms = self.inner.now_ms();
        self.inner.change(|world| {
            if let Some(complaint) = ack.complaint() {
                let line = format!("{command} failed with the error \"{complaint}\"");
                world.slackbot(user, channel, None, &line, now_ms);
                return;
            }
            let Outcome::Answered { body, .. } = &ack.outcome else { return };
            if body.trim().is_empty() {
                return;
            }
            let fields = match serde_json::from_str(body) {
                Ok(Value::Object(fields)) => fields,
                // Anything that is no JSON object is shown as it is.
                _ => Map::from_iter([("text".to_owned(), json!(body))]),
            };
            let args = Args::from_object(fields);
            if args.text("response_type") == Some("in_channel") {
                let mut typed = world.draft(channel, Author::Person(user.to_owned()), now_ms);
                typed.text = format!("{command} {text}").trim().to_owned();
                world.show(typed);
            }
            // The direct answer is not one of the five uses.
            let response: Option<ResponseUrl> = world.responses.get(token).cloned();
            let shown = response.map(|response| respond::apply(world, &response, &args, now_ms));
            if let Some(Err(refusal)) = shown {
                world.violate("slash command answer", &refusal.reason());
            }
        });
    }
}
