//! How to talk with Slack.

use secrecy::SecretString;
use url::Url;

use super::reader::{Fault, Reader, shown};
use super::upstream::{base_url, header_safe};

/// How to talk with Slack.
#[derive(Debug, Clone)]
pub struct Slack {
    /// What requests are signed with; one, or two while they are rotated. Never empty.
    pub signing_secrets: Vec<SecretString>,
    /// The bot's token, `xoxb-…`.
    pub bot_token: SecretString,
    /// The app's id, `A…`; requests for another app are refused where it is known.
    pub app_id: Option<String>,
    /// The Web API's base, without a trailing slash: a method's address is this, a slash, its name.
    pub api_url: Url,
}

const WHERE_SECRET: &str = "Copy it from api.slack.com/apps › your app › Basic Information › Signing Secret.";
const WHERE_TOKEN: &str = "Copy the Bot User OAuth Token from api.slack.com/apps › your app › OAuth & Permissions.";

impl Slack {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let signing_secrets = reader.required("SLACK_SIGNING_SECRET", WHERE_SECRET, signing_secrets);
        let bot_token = reader.required("SLACK_BOT_TOKEN", WHERE_TOKEN, bot_token);
        let app_id = reader.optional("SLACK_APP_ID", app_id);
        let api_url = reader.value("SLACK_API_URL", |text| base_url(text, "/api"));
        Some(Self { signing_secrets: signing_secrets?, bot_token: bot_token?, app_id, api_url: api_url? })
    }
}

fn signing_secrets(text: &str) -> Result<Vec<SecretString>, Fault> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() > 2 {
        let problem = format!("lists {} secrets", parts.len());
        return Err(Fault::new(problem, "Give the secret, or the old and the new one while you rotate it."));
    }
    if parts.iter().any(|part| part.is_empty()) {
        // An empty secret would let anyone sign.
        return Err(Fault::new("holds an empty secret beside a comma", WHERE_SECRET));
    }
    parts.into_iter().map(|part| header_safe(part).map(SecretString::from)).collect()
}

fn bot_token(text: &str) -> Result<SecretString, Fault> {
    let text = header_safe(text)?;
    let kind = match text {
        _ if text.strip_prefix("xoxb-").is_some_and(|rest| !rest.is_empty()) => return Ok(SecretString::from(text)),
        _ if text.starts_with("xoxp-") => "is a user token, not the bot's",
        _ if text.starts_with("xapp-") => "is an app-level token, not the bot's",
        _ => "does not look like a bot token, which begins with xoxb-",
    };
    Err(Fault::new(kind, WHERE_TOKEN))
}

fn app_id(text: &str) -> Result<String, Fault> {
    let rest = text.strip_prefix('A').unwrap_or_default();
    if !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err(Fault::new(
            format!("is {}, not an app ID, which is an A followed by capitals and digits", shown(text)),
            "Copy the App ID from api.slack.com/apps › your app › Basic Information, or leave it out.",
        ))
    }
}
