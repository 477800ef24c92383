//! `kinsta-slack check`: everything that is wrong with the configuration, then whether key and token work.

use std::process::ExitCode;
use std::sync::Arc;

use super::{complain, configured, say};
use crate::access;
use crate::clock::{Clock, SystemClock};
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::lang::Lang;
use crate::kinsta::{self, Lane};
use crate::sites::describe;
use crate::slack;

pub async fn run() -> ExitCode {
    let config = match configured() {
        Ok(config) => config,
        Err(code) => return code,
    };
    say("The configuration can be read.");
    let policy_works = config.access.file.as_ref().is_none_or(|path| policy(path, &config.access.admins));
    if config.access.operators.is_empty() && config.access.admins.is_empty() && config.access.file.is_none() {
        say("OPERATORS and ADMINS are empty: everybody may look, nobody may change anything.");
    }
    kinsta::install_ring();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let settings = kinsta::Settings {
        base_url: config.kinsta.api_url.clone(),
        key: config.kinsta.api_key.clone(),
        timeout: kinsta::Settings::TIMEOUT,
    };
    let key_works = match kinsta::Client::new(settings, clock.clone()) {
        Ok(client) => key(client.key(Lane::Person).await),
        Err(error) => key(Err(error)),
    };
    let settings = slack::client::Settings {
        api_url: config.slack.api_url.clone(),
        token: config.slack.bot_token.clone(),
        timeout: std::time::Duration::from_secs(10),
    };
    let token_works = match slack::client::Client::new(&settings, clock) {
        Ok(client) => {
            let works = token(client.auth_test().await);
            match config.audit.channel.as_ref().filter(|_| works) {
                Some(channel) => audit_channel(channel, client.look_into(channel).await),
                None => works,
            }
        }
        Err(error) => {
            complain(&format!("SLACK_BOT_TOKEN: {error}."));
            false
        }
    };
    if policy_works && key_works && token_works { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn policy(path: &std::path::Path, admins: &[UserId]) -> bool {
    match access::read_file(path, &crate::commands::verb_words(), admins) {
        Ok(_) => {
            say("The policy in the file of ACCESS_FILE can be read.");
            true
        }
        Err(error) => {
            complain(&error.to_string());
            false
        }
    }
}

fn key(answer: Result<kinsta::KeyFacts, kinsta::Error>) -> bool {
    match answer {
        Ok(facts) => {
            let until = facts.expires_at.map_or_else(|| "without an end".to_owned(), |at| format!("until {at}"));
            say(&format!("KINSTA_API_KEY works: “{}” of company {}, valid {until}.", facts.name, facts.company));
            true
        }
        Err(error) => {
            let refusal = describe::kinsta_error(Lang::En, "UTC", &error);
            complain(&format!("KINSTA_API_KEY: {} {}", refusal.why, refusal.way_out.unwrap_or_default()));
            false
        }
    }
}

fn token(answer: Result<slack::client::Identity, slack::client::Error>) -> bool {
    match answer {
        Ok(identity) => {
            say(&format!("SLACK_BOT_TOKEN works: bot user {} in workspace {}.", identity.bot_user, identity.team));
            true
        }
        Err(error) => {
            complain(&format!(
                "SLACK_BOT_TOKEN: {error}. Copy the Bot User OAuth Token from your app's page › OAuth & Permissions."
            ));
            false
        }
    }
}

fn audit_channel(channel: &ChannelId, answer: Result<(), slack::client::Error>) -> bool {
    use slack::client::Error;
    match answer {
        Ok(()) => {
            say(&format!("AUDIT_CHANNEL works: the bot is in {channel}."));
            true
        }
        Err(Error::Auth { code, .. }) if code == "missing_scope" => {
            say("AUDIT_CHANNEL: without the history scopes it cannot be said whether the bot is in that channel.");
            true
        }
        Err(error) => {
            complain(&format!(
                "AUDIT_CHANNEL: {error}. Check the channel's ID, and invite the bot there: /invite @kinsta"
            ));
            false
        }
    }
}
