//! Where to listen.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::reader::{Fault, Reader, shown};

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Http {
    /// The address for Slack's requests.
    pub bind: IpAddr,
    /// The port for Slack's requests; 0 takes any free one.
    pub port: u16,
    /// A listener of its own for the metrics.
    pub metrics_addr: Option<SocketAddr>,
}

impl Http {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let bind = reader.value("BIND", ip);
        let port = reader.value("PORT", port);
        let metrics_addr = reader.optional("METRICS_ADDR", socket);
        let http = Self { bind: bind?, port: port?, metrics_addr };
        if http.metrics_addr.is_some_and(|metrics| overlap(metrics, http.address())) {
            reader.mistake(
                "METRICS_ADDR",
                Fault::new("is where BIND and PORT already listen", "Give the metrics another port, or leave it out."),
            );
        }
        Some(http)
    }

    /// The address and port for Slack's requests.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.bind, self.port)
    }
}

fn overlap(a: SocketAddr, b: SocketAddr) -> bool {
    let same_host = a.ip() == b.ip() || a.ip().is_unspecified() || b.ip().is_unspecified();
    a.port() != 0 && a.port() == b.port() && same_host
}

pub(super) fn ip(text: &str) -> Result<IpAddr, Fault> {
    text.parse().map_err(|_| {
        Fault::new(format!("is {}, not an IP address", shown(text)), "Give one such as 0.0.0.0, 127.0.0.1 or ::.")
    })
}

pub(super) fn port(text: &str) -> Result<u16, Fault> {
    text.parse()
        .map_err(|_| Fault::new(format!("is {}, not a port", shown(text)), "Give a whole number from 0 to 65535."))
}

fn socket(text: &str) -> Result<SocketAddr, Fault> {
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    if let Some(port) = local {
        return Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    }
    text.parse().map_err(|_| {
        Fault::new(
            format!("is {}, not an IP address with a port", shown(text)),
            "Give one such as 127.0.0.1:9100, or leave it out.",
        )
    })
}
