//! `/kinsta backup delete <site> [env] --backup <backup>`.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::known::{self, BACKUP, Known};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::known::Known as Filled;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::backups;
use crate::kinsta::{self, Lane};

/// The verb.
pub struct Delete;

#[async_trait]
impl Verb for Delete {
    fn noun(&self) -> &'static str {
        "backup"
    }

    fn name(&self) -> &'static str {
        "delete"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(known::argument())
    }

    fn example(&self) -> &'static str {
        "backup delete acme staging --backup 2026-11-20"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/backups", "DELETE /sites/environments/backups/{backup_id}"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[BACKUP]
    }

    async fn choices(
        &self,
        _argument: &str,
        filled: &Filled,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        known::choices(asked, services, filled.env.as_ref().map(|env| env.id.clone())).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let named = matches.get_one::<String>(BACKUP).map(String::as_str).unwrap_or_default();
        let resolved = target::resolve(asked, services, "backup delete", &["--backup", named], matches, Unnamed::Ask)?;
        let target = resolved.target();
        let backup = known::choose(asked, services, &target, "backup delete", &[], named).await?;
        let target = target.named("made", backup.made.as_str());
        Ok(Answer::Act(Box::new(DeleteBackup { target, backup })))
    }
}

/// Deletes one backup of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteBackup {
    target: Target,
    backup: Known,
}

#[async_trait]
impl ActKind for DeleteBackup {
    const NAME: &'static str = "backup.delete";
    const RISK: Risk = Risk::Destructive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.backup.facts()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        known::still_there(kinsta, self.target.environment(), &self.backup.id).await
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let delete = backups::Delete { id: self.backup.id.clone() };
        Ok(kinsta.write(&delete, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["backup"], none: &["restore", "add", "create", "download"] }
    }
}
