//! `kinsta-slack healthcheck`: asks the bot in the same container whether it is alive.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail};

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

pub async fn run() -> anyhow::Result<()> {
    let port = std::env::var("PORT").ok().filter(|port| !port.is_empty());
    let port: u16 = port.as_deref().unwrap_or("3000").parse().context("PORT is not a port")?;
    let bind = std::env::var("BIND").ok().and_then(|bind| bind.parse::<IpAddr>().ok());
    let host = bind.filter(|ip| !ip.is_unspecified()).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let url = format!("http://{}/healthz", SocketAddr::new(host, port));
    crate::kinsta::install_ring();
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .timeout(PATIENCE)
        .build()
        .context("no HTTP client could be built")?;
    let answer = client.get(&url).send().await.with_context(|| format!("{url} does not answer"))?;
    if !answer.status().is_success() {
        bail!("{url} answers {}", answer.status());
    }
    Ok(())
}
