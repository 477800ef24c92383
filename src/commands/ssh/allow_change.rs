//! The addresses that SSH and SFTP may be used from. Kinsta takes the whole list at once, so a change is made from the
//! list that was shown, and only while it is still that list.

use std::net::IpAddr;

use async_trait::async_trait;
use clap::{Arg, ArgAction};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::services::{Asked, Services};
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::ssh;
use crate::kinsta::{self, Lane};

/// The argument with the addresses.
pub const IP: &str = "ip";
/// How many addresses are named before the rest is counted.
const SHOWN: usize = 20;

/// Adds `--ip`, as often as one likes.
pub fn argument() -> Arg {
    Arg::new(IP).long(IP).value_name("address").action(ArgAction::Append).required(true)
}

/// The addresses and ranges that were typed, each once.
pub fn typed(asked: &Asked, words: &[&str]) -> Result<Vec<String>, Refusal> {
    let mut found: Vec<String> = Vec::new();
    for word in words.iter().flat_map(|words| words.split([',', ';', ' ', '\n', '\t'])).filter(|word| !word.is_empty())
    {
        let address = canonical(word).ok_or_else(|| {
            Refusal::new(asked.t("ssh-ip-wrong").plain("ip", word)).way_out(asked.t("ssh-ip-wrong-way-out")).about(IP)
        })?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    Ok(found)
}

/// An address, or a range of them as `address/bits`, in one spelling.
pub fn canonical(text: &str) -> Option<String> {
    let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(ip, bits)| (ip, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    match bits {
        None => Some(address.to_string()),
        Some(bits) => {
            let bits: u8 = bits.parse().ok().filter(|bits| *bits <= most)?;
            Some(format!("{address}/{bits}"))
        }
    }
}

/// Whether two entries of a list mean the same.
pub fn is_same(one: &str, other: &str) -> bool {
    let spelled = |text: &str| canonical(text).unwrap_or_else(|| text.trim().to_owned());
    spelled(one) == spelled(other)
}

/// The list as it is.
pub async fn read(asked: &Asked, services: &Services, environment: &EnvId) -> Result<Vec<String>, Refusal> {
    let list = services.kinsta.read(&ssh::AllowedIps { environment: environment.clone() }, Lane::Person).await;
    list.map(|list| list.ips).map_err(|error| asked.kinsta_said(&error))
}

/// Puts another list in the place of the one that was shown: with addresses added, or with some removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAllowList<const ADDS: bool> {
    target: Target,
    before: Vec<String>,
    after: Vec<String>,
}

impl<const ADDS: bool> ChangeAllowList<ADDS> {
    /// From one list to another.
    pub fn new(target: Target, before: Vec<String>, after: Vec<String>) -> Self {
        Self { target, before, after }
    }
}

#[async_trait]
impl<const ADDS: bool> ActKind for ChangeAllowList<ADDS> {
    const NAME: &'static str = if ADDS { "ssh.allow.add" } else { "ssh.allow.remove" };
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let without = |list: &[String], other: &[String]| {
            list.iter().filter(|ip| !other.contains(ip)).cloned().collect::<Vec<_>>()
        };
        let kept: Vec<String> = self.before.iter().filter(|ip| self.after.contains(ip)).cloned().collect();
        let lists = [
            ("ssh-ips-added", without(&self.after, &self.before)),
            ("ssh-ips-removed", without(&self.before, &self.after)),
            ("ssh-ips-kept", kept),
        ];
        let shown = |list: &[String]| {
            let mut shown = list.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
            if list.len() > SHOWN {
                shown = format!("{shown}\n… (+{})", list.len() - SHOWN);
            }
            shown
        };
        lists.iter().filter(|(_, list)| !list.is_empty()).map(|(key, list)| (*key, shown(list))).collect()
    }

    fn warnings(&self) -> Vec<&'static str> {
        match (self.before.is_empty(), self.after.is_empty()) {
            (true, false) => vec!["ssh-allow-first"],
            (false, true) => vec!["ssh-allow-last"],
            _ => Vec::new(),
        }
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = kinsta.read(&ssh::AllowedIps { environment: self.target.environment() }, Lane::Operation).await?.ips;
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list
        };
        let is_as_shown = sorted(now) == sorted(self.before.clone());
        if is_as_shown { Ok(()) } else { Err(Stop::Changed("ssh-allow-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let set = ssh::SetAllowedIps { environment: self.target.environment(), ips: self.after.clone() };
        Ok(kinsta.write(&set, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["allow"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        for (typed, spelled) in [
            ("203.0.113.7", Some("203.0.113.7")),
            (" 203.0.113.0/24 ", Some("203.0.113.0/24")),
            ("2001:DB8:0::1", Some("2001:db8::1")),
            ("2001:db8::/32", Some("2001:db8::/32")),
            ("203.0.113", None),
            ("203.0.113.7/33", None),
            ("acme.example", None),
            ("203.0.113.7/", None),
        ] {
            assert_eq!(canonical(typed).as_deref(), spelled, "{typed}");
        }
        assert!(is_same("2001:0db8::1", "2001:db8::1") && !is_same("203.0.113.7", "203.0.113.7/32"));
    }

    #[test]
    fn the_first_and_the_last_address_are_warned_of() {
        let change = |before: &[&str], after: &[&str]| {
            let list = |ips: &[&str]| ips.iter().map(|ip| (*ip).to_owned()).collect::<Vec<_>>();
            ChangeAllowList::<true>::new(Target::company("x"), list(before), list(after)).warnings()
        };
        assert_eq!(change(&[], &["192.0.2.1"]), ["ssh-allow-first"]);
        assert_eq!(change(&["192.0.2.1"], &[]), ["ssh-allow-last"]);
        assert!(change(&["192.0.2.1"], &["192.0.2.1", "192.0.2.2"]).is_empty());
    }
}
