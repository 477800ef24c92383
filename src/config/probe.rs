//! How sites are probed. What is safe is the default; the rest exists for the demo and for tests.

use std::net::IpAddr;

use super::http::{ip, port};
use super::reader::{Fault, Reader, shown};

/// How sites are probed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Whether private and loopback addresses may be connected to.
    pub allow_private: bool,
    /// How sites are spoken to.
    pub scheme: Scheme,
    /// The port, where it is not the scheme's own.
    pub port: Option<u16>,
    /// The one address every domain is taken to have, instead of asking DNS.
    pub resolve_to: Option<IpAddr>,
}

/// How a site is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// As visitors do.
    Https,
    /// For a simulated site.
    Http,
}

impl Scheme {
    /// `https` or `http`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }
}

impl Probe {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let allow_private = reader.value("PROBE_ALLOW_PRIVATE", switch);
        let scheme = reader.value("PROBE_SCHEME", scheme);
        let port = reader.optional("PROBE_PORT", port);
        let resolve_to = reader.optional("PROBE_RESOLVE_TO", ip);
        let probe = Self { allow_private: allow_private?, scheme: scheme?, port, resolve_to };
        if !probe.allow_private {
            // One of these alone, left over from a trial, would make every status card untrue.
            let demo_only = [
                ("PROBE_SCHEME", probe.scheme != Scheme::Https),
                ("PROBE_PORT", probe.port.is_some()),
                ("PROBE_RESOLVE_TO", probe.resolve_to.is_some()),
            ];
            for (variable, _) in demo_only.into_iter().filter(|(_, is_set)| *is_set) {
                let problem = "is for the demo, and PROBE_ALLOW_PRIVATE is not 1";
                reader.mistake(variable, Fault::new(problem, "Leave it out."));
            }
        }
        Some(probe)
    }
}

pub(super) fn switch(text: &str) -> Result<bool, Fault> {
    match text {
        "0" | "false" => Ok(false),
        "1" | "true" => Ok(true),
        _ => Err(Fault::new(format!("is {}, neither on nor off", shown(text)), "Set it to 0 or 1.")),
    }
}

fn scheme(text: &str) -> Result<Scheme, Fault> {
    match text {
        "https" => Ok(Scheme::Https),
        "http" => Ok(Scheme::Http),
        _ => Err(Fault::new(format!("is {}, not a scheme", shown(text)), "Set it to https or http.")),
    }
}
