//! `/kinsta ip allow <address> <site> [env]`: lets addresses in again that were turned away.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::address;
use super::change::{self, Change};
use crate::commands::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::Lane;

/// The verb.
pub struct Allow;

#[async_trait]
impl Verb for Allow {
    fn noun(&self) -> &'static str {
        "ip"
    }

    fn name(&self) -> &'static str {
        "allow"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        address::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ip allow 203.0.113.7 acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/tools/denied-ips", "PUT /sites/tools/denied-ips"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[address::NAME]
    }

    async fn choices(
        &self,
        _argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let Some(env) = &known.env else { return Ok(None) };
        let denied = change::read(&services.kinsta, &env.id, Lane::Person).await;
        let denied = denied.map_err(|error| asked.kinsta_said(&error))?;
        Ok(Some(denied.into_iter().map(|entry| Choice::new(entry.clone(), entry)).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let (typed, rest) = address::typed(asked, matches)?;
        let ranges = address::read_all(asked, &typed)?;
        let verb = format!("ip allow {}", typed.join(","));
        let resolved = target::resolve(asked, services, &verb, &[], &rest, Unnamed::Ask)?;
        let before = change::read(&services.kinsta, &resolved.env.id, Lane::Person).await;
        let before = before.map_err(|error| asked.kinsta_said(&error))?;
        let target = resolved.target();
        for range in &ranges {
            let address = address::shown(range);
            if before.iter().any(|entry| address::comparable(entry) == address) {
                continue;
            }
            // Nothing can be taken out of a range; only the range itself can go.
            let around = before.iter().find(|entry| address::read(entry).is_some_and(|entry| entry.contains(range)));
            let (why, line, button) = match around {
                Some(around) => (
                    asked.t("ip-within").plain("address", &address).plain("range", around),
                    words::join(["ip", "allow", around.as_str(), resolved.env.id.as_str()]),
                    "button-ip-allow",
                ),
                None => (
                    asked.t("ip-not-denied").plain("address", &address).plain("site", &target.site),
                    words::join(["ip", "list", resolved.env.id.as_str()]),
                    "button-ip-list",
                ),
            };
            let range = around.cloned().unwrap_or_default();
            let label = asked.t(button).marked("address", range).say();
            let way_out = if around.is_some() { "ip-within-way-out" } else { "ip-look-way-out" };
            return Err(Refusal::new(why)
                .way_out(asked.t(way_out))
                .about(address::NAME)
                .buttons(vec![Button::new(label, Press::Words { line, replace: true })]));
        }
        let allowed: Vec<String> = ranges.iter().map(address::shown).collect();
        let is_allowed = |entry: &&String| allowed.contains(&address::comparable(entry));
        let after = before.iter().filter(|entry| !is_allowed(entry)).cloned().collect();
        Ok(Answer::Act(Box::new(AllowIps(Change { target, before, after, changed: allowed }))))
    }
}

/// Lets addresses in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowIps(Change);

change::act!(AllowIps, "ip.allow", "ip-removed");
