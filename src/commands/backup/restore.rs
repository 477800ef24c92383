//! `/kinsta backup restore <site> [env] --backup <backup> [--to <env>] [--notify <person>]`: overwrites an environment with
//! a backup, its own or another environment's of the same site.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::known::{self, BACKUP, Known};
use super::notify::{self, NOTIFY};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::known::Known as Filled;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::form::Choice;
use crate::domain::hold::Hold;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::backups;
use crate::kinsta::api::ids::CompanyUserId;
use crate::kinsta::{self, Lane};

/// The argument that names the environment to overwrite.
const TO: &str = "to";

/// The verb.
pub struct Restore;

#[async_trait]
impl Verb for Restore {
    fn noun(&self) -> &'static str {
        "backup"
    }

    fn name(&self) -> &'static str {
        "restore"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(known::argument()).arg(args::words(TO, "env")).arg(args::words(NOTIFY, "person"))
    }

    fn example(&self) -> &'static str {
        "backup restore acme live --backup latest --to staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "GET /sites/environments/{env_id}/backups",
            "GET /company/{id}/users",
            "POST /sites/environments/{target_env_id}/backups/restore",
        ]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[BACKUP, TO, NOTIFY]
    }

    async fn choices(
        &self,
        argument: &str,
        filled: &Filled,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        match argument {
            BACKUP => known::choices(asked, services, filled.env.as_ref().map(|env| env.id.clone())).await,
            TO => Ok(filled.site.as_ref().map(|site| {
                let choice = |env| Choice::new(Target::of(site, env).environment().as_str(), Target::of(site, env).env);
                site.environments.iter().map(choice).collect()
            })),
            _ => Ok(Some(notify::choices(&notify::users(asked, services).await?))),
        }
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let given = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let option = |name: &'static str, long: &'static str| given(name).map(|value| [long, value]);
        let to_and_notify = || [option(TO, "--to"), option(NOTIFY, "--notify")].into_iter().flatten().flatten();
        let named = given(BACKUP).unwrap_or_default();
        let options: Vec<&str> = ["--backup", named].into_iter().chain(to_and_notify()).collect();
        let from = target::resolve(asked, services, "backup restore", &options, matches, Unnamed::Ask)?;
        let env = match given(TO) {
            Some(words) => target::sibling(asked, &from.site, TO, words)?,
            None => from.env.clone(),
        };
        let others: Vec<&str> = to_and_notify().collect();
        let backup = known::choose(asked, services, &from.target(), "backup restore", &others, named).await?;
        let users = notify::users(asked, services).await?;
        let person = notify::choose(asked, &users, given(NOTIFY), |user| {
            let own = ["backup", "restore", from.env.id.as_str(), "--backup", backup.id.as_str()];
            let to = option(TO, "--to").into_iter().flatten();
            words::join(own.into_iter().chain(to).chain(["--notify", user.id.as_str()]))
        })?;
        let source = from.target();
        Ok(Answer::Act(Box::new(RestoreBackup {
            target: Target::of(&from.site, &env).named("made", backup.made.as_str()),
            domains: env.domains,
            from: source.environment(),
            from_name: source.env,
            notified: person.id.clone(),
            notified_name: notify::called(person).to_owned(),
            backup,
        })))
    }
}

/// Overwrites one environment with a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreBackup {
    target: Target,
    /// What the environment answers to.
    domains: Vec<String>,
    /// The environment the backup is of.
    from: EnvId,
    from_name: String,
    backup: Known,
    notified: CompanyUserId,
    notified_name: String,
}

#[async_trait]
impl ActKind for RestoreBackup {
    const NAME: &'static str = "backup.restore";
    const RISK: Risk = Risk::Destructive;
    const PATIENCE_MS: i64 = 2 * 60 * 60 * 1000;

    fn target(&self) -> &Target {
        &self.target
    }

    fn holds(&self) -> Vec<Hold> {
        let mut holds = Hold::of(&self.target);
        let from = Hold::beside(&self.target, &self.from);
        if !holds.contains(&from) {
            holds.push(from);
        }
        holds
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = self.backup.facts();
        if self.from != self.target.environment() {
            facts.push(("backup-of", self.from_name.clone()));
        }
        facts.push(("backup-notified", self.notified_name.clone()));
        facts
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        known::still_there(kinsta, self.from.clone(), &self.backup.id).await
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let restore = backups::Restore {
            target: self.target.environment(),
            backup: self.backup.id.clone(),
            notified_user: self.notified.clone(),
        };
        Ok(kinsta.write(&restore, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["restore", "backup"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheSite(&self.domains)
    }
}
