//! Requests as Slack sends them: a slash command's form, signed, ready to be written to a socket.

use anyhow::Context;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::world::{APP, CHANNEL, PERSON, SECRET, TEAM};

/// Different requests before the first one comes again.
const DIFFERENT: usize = 10_000;
/// How far back, in seconds, the oldest one claims to be signed; the window is five minutes.
const SPREAD_S: i64 = 120;

/// Asks whether a server is ready.
pub const READY: &[u8] = b"GET /readyz HTTP/1.1\r\nhost: bot.example\r\n\r\n";

/// Whole requests, head and body.
pub fn signed(words: &str, now_s: i64) -> anyhow::Result<Vec<Vec<u8>>> {
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).context("any key has the right length")?;
    (0..DIFFERENT)
        .map(|number| {
            let at = now_s - i64::try_from(number)? % SPREAD_S;
            let body = form(words, number);
            let mut mac = keyed.clone();
            mac.update(format!("v0:{at}:{body}").as_bytes());
            let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            let length = body.len();
            let request = format!(
                "POST /slack/commands HTTP/1.1\r\nhost: bot.example\r\nuser-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n\
                 accept: application/json,*/*\r\naccept-encoding: gzip,deflate\r\nx-slack-request-timestamp: {at}\r\n\
                 x-slack-signature: v0={signature}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                 content-length: {length}\r\n\r\n{body}"
            );
            Ok(request.into_bytes())
        })
        .collect()
}

fn form(words: &str, number: usize) -> String {
    let trigger = format!("1338738663015.47445629121.{number:032x}");
    let fields = [
        ("token", "gIkuvaNzQIHg97ATvDxqgjtO"),
        ("team_id", TEAM),
        ("team_domain", "agency"),
        ("channel_id", CHANNEL),
        ("channel_name", "ops"),
        ("user_id", PERSON),
        ("user_name", "ada"),
        ("command", "/kinsta"),
        ("text", words),
        ("api_app_id", APP),
        ("is_enterprise_install", "false"),
        ("response_url", "https://hooks.slack.com/commands/T0AGENCY/397700885554/96rGlfmibIGlgcZRskXaIFfN"),
        ("trigger_id", &trigger),
    ];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
