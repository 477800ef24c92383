//! `kinsta-slack demo`: the real bot, a simulated Kinsta, and a page that looks like a Slack channel.

use std::net::SocketAddr;

use super::{logs, say, stopped};
use crate::config::{Log, LogFormat};
use crate::demo::Demo;

pub async fn run(port: u16) -> anyhow::Result<()> {
    logs::start(&Log { format: LogFormat::Text, filter: std::env::var("LOG").unwrap_or_else(|_| "warn".to_owned()) });
    let demo = Demo::start(SocketAddr::from(([127, 0, 0, 1], port))).await?;
    say(&format!("The demo is at {}", demo.url()));
    say("Type /kinsta site list, or /kinsta cache clear acme. Stop it with Ctrl-C.");
    stopped().await;
    demo.stop().await;
    Ok(())
}
