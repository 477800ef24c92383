//! What the ways of making an environment have in common: its name, what it costs, and where it turns up.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::commands::services::{Asked, Services};
use crate::commands::site::fresh::address;
use crate::commands::{args, making, seen};
use crate::domain::ids::EnvId;
use crate::domain::operation::{NextStep, Outcome, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta;
use crate::kinsta::api::new_environment::NewEnvironment;

/// Adds `--name` and `--premium` to a verb's grammar.
pub fn arguments(command: Command) -> Command {
    command.arg(name_argument()).arg(args::flag("premium"))
}

fn name_argument() -> Arg {
    args::words("name", "name").required(true)
}

/// An environment that is yet to be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fresh {
    /// The site, and the name it will have.
    pub target: Target,
    /// A premium environment rather than the one standard staging.
    pub is_premium: bool,
    /// The environments there were when it was asked for: it is the one that is not among them.
    known: Vec<EnvId>,
}

impl Fresh {
    /// Reads the arguments and looks which environments there are.
    pub async fn read(asked: &Asked, services: &Services, matches: &ArgMatches, site: &Site) -> Result<Self, Refusal> {
        let name = matches.get_one::<String>("name").map(|name| name.trim().to_owned()).unwrap_or_default();
        let site = services.directory.freshen(&site.id).await.map_err(|error| asked.kinsta_said(&error))?;
        let is_taken = |env: &Environment| Target::of(&site, env).env.to_lowercase() == name.to_lowercase();
        if site.environments.iter().any(is_taken) {
            return Err(Refusal::new(asked.t("env-name-exists").plain("site", site.title()).plain("name", &name))
                .way_out(asked.t("env-name-exists-way-out"))
                .about("name"));
        }
        Ok(Self {
            target: Target { env: name, is_live: false, domain: None, ..Target::whole(&site) },
            is_premium: matches.get_flag("premium"),
            known: site.environments.iter().map(|env| env.id.clone()).collect(),
        })
    }

    /// As Kinsta wants to be told of it.
    pub fn as_kinsta_wants_it(&self) -> NewEnvironment {
        NewEnvironment {
            site: self.target.site_id(),
            display_name: self.target.env.clone(),
            is_premium: self.is_premium,
        }
    }
}

#[async_trait]
impl making::Fresh for Fresh {
    fn target(&self) -> &Target {
        &self.target
    }

    fn risk(&self) -> Risk {
        // Only a premium one costs money.
        if self.is_premium { Risk::Disruptive } else { Risk::Safe }
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.is_premium.then_some("env-premium-cost").into_iter().collect()
    }

    fn mend(message: &str) -> Option<&'static str> {
        let message = message.to_lowercase();
        if message.contains("name") && message.contains("already used") {
            return Some("env-name-taken");
        }
        (message.contains("already has") && message.contains("staging")).then_some("env-standard-taken")
    }

    /// The environment that was not there before.
    async fn outcome(
        &self,
        _steps: &[Step],
        has_wordpress: bool,
        kinsta: &kinsta::Client,
    ) -> Result<Option<Outcome>, kinsta::Error> {
        let now = seen::now(&self.target.site_id(), kinsta).await?;
        let mut added: Vec<Environment> = now.into_iter().filter(|env| !self.known.contains(&env.id)).collect();
        if added.len() > 1 {
            // Somebody else made one meanwhile.
            added.retain(|env| env.display_name == self.target.env);
        }
        let [env] = added.as_slice() else { return Ok(None) };
        let next = |label: &str, line: [&str; 3]| NextStep::new(label, words::join(line));
        Ok(Some(Outcome {
            facts: address(env, has_wordpress),
            output: None,
            next: vec![
                next("button-look", ["site", "status", env.id.as_str()]),
                next("button-site-domain", ["domain", "add", env.id.as_str()]),
                next("button-env-push", ["env", "push", env.id.as_str()]),
            ],
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_can_mend_is_told_from_what_nobody_can() {
        for (message, key) in [
            ("The display name \"QA\" is already used.", Some("env-name-taken")),
            ("Display name is ALREADY USED", Some("env-name-taken")),
            ("The site already has a standard staging environment.", Some("env-standard-taken")),
            ("All premium staging environments are in use.", None),
            ("", None),
        ] {
            assert_eq!(<Fresh as making::Fresh>::mend(message), key, "{message}");
        }
    }
}
