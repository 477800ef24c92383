//! `/kinsta ip deny <address> <site> [env]`: turns addresses away.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::address;
use super::change::{self, Change};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::Lane;

/// The verb.
pub struct Deny;

#[async_trait]
impl Verb for Deny {
    fn noun(&self) -> &'static str {
        "ip"
    }

    fn name(&self) -> &'static str {
        "deny"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        address::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ip deny 203.0.113.7 acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/tools/denied-ips", "PUT /sites/tools/denied-ips"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let (typed, rest) = address::typed(asked, matches)?;
        let ranges = address::read_all(asked, &typed)?;
        if let Some(wide) = ranges.iter().find(|range| address::is_too_wide(range)) {
            let everybody = if wide.prefix_len() == 0 { "ip-everybody" } else { "ip-too-wide" };
            return Err(Refusal::new(asked.t(everybody).plain("address", &address::shown(wide)))
                .way_out(asked.t("ip-too-wide-way-out"))
                .about(address::NAME));
        }
        let verb = format!("ip deny {}", typed.join(","));
        let resolved = target::resolve(asked, services, &verb, &[], &rest, Unnamed::Ask)?;
        let before = change::read(&services.kinsta, &resolved.env.id, Lane::Person).await;
        let before = before.map_err(|error| asked.kinsta_said(&error))?;
        let denied: Vec<String> = before.iter().map(|entry| address::comparable(entry)).collect();
        let wanted = ranges.iter().map(address::shown);
        let changed: Vec<String> = wanted.filter(|address| !denied.contains(address)).collect();
        let target = resolved.target();
        if changed.is_empty() {
            let line = words::join(["ip", "list", resolved.env.id.as_str()]);
            let why = asked.t("ip-denied-already").plain("site", &target.site).plain("env", &target.env);
            return Err(Refusal::new(why)
                .way_out(asked.t("ip-look-way-out"))
                .about(address::NAME)
                .buttons(vec![Button::new(asked.t("button-ip-list").say(), Press::Words { line, replace: true })]));
        }
        let after = before.iter().chain(&changed).cloned().collect();
        Ok(Answer::Act(Box::new(DenyIps(Change { target, before, after, changed }))))
    }
}

/// Turns addresses away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenyIps(Change);

change::act!(DenyIps, "ip.deny", "ip-added");
