//! `/kinsta ssh password expiry never|1d|7d|30d|90d <site> [env]`: how long a password works.

use async_trait::async_trait;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::ssh::{self, Expiry as Interval};
use crate::kinsta::{self, Lane};

/// The argument with the time.
const AFTER: &str = "after";
/// The times there are.
const TIMES: [&str; 5] = ["never", "1d", "7d", "30d", "90d"];

fn interval(time: &str) -> Interval {
    match time {
        "1d" => Interval::Hours24,
        "7d" => Interval::Days7,
        "30d" => Interval::Days30,
        "90d" => Interval::Days90,
        _ => Interval::Never,
    }
}

/// The verb. Kinsta does not tell how it stands now.
pub struct Expiry;

#[async_trait]
impl Verb for Expiry {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "password expiry"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        let after = Arg::new(AFTER).value_name("never|1d|7d|30d|90d").required(true);
        target::arguments(command.arg(after.value_parser(PossibleValuesParser::new(TIMES)).ignore_case(true)))
    }

    fn example(&self) -> &'static str {
        "ssh password expiry 30d acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/ssh/change-expiration-interval"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let after = matches.get_one::<String>(AFTER).map(|time| time.to_lowercase()).unwrap_or_default();
        let verb = format!("ssh password expiry {after}");
        let resolved = target::resolve(asked, services, &verb, &[], matches, Unnamed::Ask)?;
        Ok(Answer::Act(Box::new(ChangeExpiry { target: resolved.target(), interval: interval(&after), after })))
    }
}

/// Chooses how long a password of SSH and SFTP works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeExpiry {
    target: Target,
    interval: Interval,
    after: String,
}

#[async_trait]
impl ActKind for ChangeExpiry {
    const NAME: &'static str = "ssh.password.expiry";
    const RISK: Risk = Risk::Safe;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("ssh-expiry", if self.interval == Interval::Never { "–".to_owned() } else { self.after.clone() })]
    }

    fn warnings(&self) -> Vec<&'static str> {
        if self.interval == Interval::Never { vec!["ssh-expiry-never"] } else { Vec::new() }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let change = ssh::ChangeExpiry { environment: self.target.environment(), interval: self.interval };
        Ok(kinsta.write(&change, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["expir"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_of_kinstas_can_be_typed() {
        let mut typed: Vec<&str> = TIMES.into_iter().map(|time| interval(time).as_str()).collect();
        let mut known: Vec<&str> = Interval::ALL.iter().map(|interval| interval.as_str()).collect();
        typed.sort_unstable();
        known.sort_unstable();
        assert_eq!(typed, known);
    }
}
