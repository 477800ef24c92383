//! `/kinsta php set <version> <site> [env] [--auto-updates on|off]`: changes the PHP version, then looks whether the site
//! answers.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::version;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::commands::{Known, args, details};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Set;

#[async_trait]
impl Verb for Set {
    fn noun(&self) -> &'static str {
        "php"
    }

    fn name(&self) -> &'static str {
        "set"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        let command = command.arg(Arg::new("version").value_name("version").required(true));
        target::arguments(command).arg(args::one_of("auto-updates", &["on", "off"]))
    }

    fn example(&self) -> &'static str {
        "php set 8.4 acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["PUT /sites/tools/modify-php-version", "GET /sites/{site_id}/environments"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["version"]
    }

    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        _asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        Ok(Some(version::seen(services).into_iter().map(|version| Choice::new(version.clone(), version)).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed = matches.get_one::<String>("version").map(String::as_str).unwrap_or_default();
        let seen = version::seen(services);
        let Some((major, minor)) = version::numbers(typed) else {
            return Err(Refusal::new(asked.t("php-version-none").plain("version", typed))
                .way_out(asked.t("php-version-none-way-out").plain("versions", &seen.join(", ")))
                .about("version"));
        };
        let wanted = format!("{major}.{minor}");
        let updates = matches.get_one::<String>("auto-updates").map(|word| word.to_lowercase());
        let options = updates.iter().flat_map(|updates| ["--auto-updates", updates.as_str()]).collect::<Vec<_>>();
        let verb = format!("php set {wanted}");
        let resolved = target::resolve(asked, services, &verb, &options, matches, Unnamed::Ask)?;
        let told = details::environment(asked, services, &resolved).await?;
        let opted_out = told.is_opt_out_from_automatic_php_update;
        let now = Environment::from(told).php_version;
        let updates = updates.map(|word| word == "on");
        let shown_updates = updates.map(|on| {
            let (before, after) = (version::updates(asked, opted_out), version::updates(asked, Some(!on)));
            if before == after { after } else { format!("{before} → {after}") }
        });
        let act = SetPhp {
            target: resolved.target().named("version", &wanted),
            domains: resolved.env.domains,
            is_already: now.as_deref() == Some(&wanted) && updates.is_none_or(|on| opted_out == Some(!on)),
            is_older: now.as_deref().and_then(version::numbers).is_some_and(|now| (major, minor) < now),
            is_unseen: !seen.contains(&wanted),
            now,
            wanted,
            updates,
            shown_updates,
        };
        Ok(Answer::Act(Box::new(act)))
    }
}

/// Changes the PHP version of one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPhp {
    target: Target,
    /// What the environment answers to.
    domains: Vec<String>,
    /// The version when this was asked, where Kinsta told it.
    now: Option<String>,
    wanted: String,
    /// Whether Kinsta shall update PHP by itself; `None` leaves that as it is.
    updates: Option<bool>,
    /// How that changes, in the asker's words.
    shown_updates: Option<String>,
    is_already: bool,
    is_older: bool,
    /// No site of the company runs this version, so Kinsta may not have it.
    is_unseen: bool,
}

#[async_trait]
impl ActKind for SetPhp {
    const NAME: &'static str = "php.set";
    const RISK: Risk = Risk::Disruptive;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let change = match &self.now {
            Some(now) if *now != self.wanted => format!("{now} → {}", self.wanted),
            _ => self.wanted.clone(),
        };
        let updates = self.shown_updates.iter().map(|shown| ("php-updates", shown.clone()));
        std::iter::once(("php", change)).chain(updates).collect()
    }

    fn warnings(&self) -> Vec<&'static str> {
        let all =
            [(self.is_already, "already-so"), (self.is_older, "php-set-older"), (self.is_unseen, "php-set-unseen")];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| key).collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let modify = api::tools::ModifyPhpVersion {
            environment: self.target.environment(),
            version: self.wanted.clone(),
            opt_out_of_automatic_updates: self.updates.map(|on| !on),
        };
        Ok(kinsta.write(&modify, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["php", "version"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheSite(&self.domains)
    }
}
