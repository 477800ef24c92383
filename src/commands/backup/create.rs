//! `/kinsta backup create <site> [env] [--note …]`: a backup by hand, where one of the five places is free.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::known::{self, moment};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::backups::{self, Backup, MANUAL_SLOTS};
use crate::kinsta::{self, Lane};

/// The verb.
pub struct Create;

#[async_trait]
impl Verb for Create {
    fn noun(&self) -> &'static str {
        "backup"
    }

    fn name(&self) -> &'static str {
        "create"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::words("note", "note"))
    }

    fn example(&self) -> &'static str {
        "backup create acme live --note \"Before the relaunch\""
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/backups", "POST /sites/environments/{env_id}/manual-backups"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let note = matches.get_one::<String>("note").map(|note| note.trim()).filter(|note| !note.is_empty());
        let options: Vec<&str> = note.iter().flat_map(|note| ["--note", *note]).collect();
        let resolved = target::resolve(asked, services, "backup create", &options, matches, Unnamed::Ask)?;
        let target = resolved.target();
        let backups = known::read(asked, services, target.environment()).await?;
        let manual: Vec<&Backup> = backups.iter().filter(|backup| backup.is_manual()).collect();
        if manual.len() >= MANUAL_SLOTS {
            return Err(full(asked, &target, &manual));
        }
        Ok(Answer::Act(Box::new(CreateBackup { target, note: note.map(str::to_owned), taken: manual.len() })))
    }
}

/// No place is free. `manual` is ordered newest first.
fn full(asked: &Asked, target: &Target, manual: &[&Backup]) -> Refusal {
    let why =
        asked.t("backup-full").plain("site", &target.site).plain("env", &target.env).number("slots", MANUAL_SLOTS);
    let env = target.environment();
    let list = Press::Words { line: words::join(["backup", "list", env.as_str()]), replace: true };
    let mut refusal = Refusal::new(why);
    let mut buttons = Vec::new();
    if let Some(oldest) = manual.last() {
        let line = words::join(["backup", "delete", env.as_str(), "--backup", oldest.id.as_str()]);
        let delete = Press::Words { line, replace: true };
        let note = oldest.note.as_deref().unwrap_or("–");
        refusal =
            refusal.way_out(asked.t("backup-full-way-out").marked("moment", moment(asked, oldest)).plain("note", note));
        buttons.push(Button::new(asked.t("button-backup-delete-oldest").say(), delete));
    }
    buttons.push(Button::new(asked.t("button-backup-list").say(), list));
    refusal.buttons(buttons)
}

/// Makes a backup of one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateBackup {
    target: Target,
    note: Option<String>,
    /// How many of the places were taken.
    taken: usize,
}

#[async_trait]
impl ActKind for CreateBackup {
    const NAME: &'static str = "backup.create";
    const RISK: Risk = Risk::Safe;
    const PATIENCE_MS: i64 = 60 * 60 * 1000;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("backup-places", format!("{} / {MANUAL_SLOTS}", self.taken + 1))];
        facts.extend(self.note.clone().map(|note| ("backup-note", note)));
        facts
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let backups = kinsta.read(&backups::List { environment: self.target.environment() }, Lane::Operation).await?;
        let taken = backups.iter().filter(|backup| backup.is_manual()).count();
        if taken < MANUAL_SLOTS { Ok(()) } else { Err(Stop::Changed("backup-full-meanwhile")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let create = backups::Create { environment: self.target.environment(), note: self.note.clone() };
        Ok(kinsta.write(&create, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["backup"], none: &["restore", "remove", "delete", "download"] }
    }
}
