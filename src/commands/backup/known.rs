//! A backup that was chosen, as it is shown and kept, and what the verbs that choose one share.

use clap::Arg;
use serde::{Deserialize, Serialize};

use super::find::{self, Found, age, made};
use crate::act::Stop;
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::target::Target;
use crate::domain::text;
use crate::domain::words;
use crate::kinsta::api::backups::{self, Backup};
use crate::kinsta::api::ids::BackupId;
use crate::kinsta::{self, Lane};

/// The argument that names one.
pub const BACKUP: &str = "backup";
/// How many are offered where several fit.
const OFFERED: usize = 8;

/// A backup as the asker was shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Kinsta's id.
    pub id: BackupId,
    /// When it was made, in the asker's zone.
    pub made: String,
    age: Option<String>,
    /// Kinsta's word for what made it; said in the language of whoever reads it.
    kind: String,
    note: Option<String>,
}

impl Known {
    fn of(asked: &Asked, backup: &Backup, now_ms: i64) -> Self {
        Self {
            id: backup.id.clone(),
            made: made(backup, &asked.actor.zone),
            age: backup.created_at.map(|at| age(at, now_ms)),
            kind: if backup.kind.is_empty() { "–".to_owned() } else { backup.kind.clone() },
            note: backup.note.clone().filter(|note| !note.trim().is_empty()),
        }
    }

    /// What a question says about it.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let facts = [
            ("backup-made", Some(&self.made)),
            ("backup-age", self.age.as_ref()),
            ("backup-kind", Some(&self.kind)),
            ("backup-note", self.note.as_ref()),
        ];
        facts.into_iter().filter_map(|(key, value)| Some((key, value?.clone()))).collect()
    }
}

/// `--backup <backup>`.
pub fn argument() -> Arg {
    args::words(BACKUP, "backup").required(true)
}

/// What made it, in words; Kinsta's own where it is one we do not know.
pub fn kind(asked: &Asked, backup: &Backup) -> String {
    match backup.kind.as_str() {
        known @ ("manual" | "scheduled" | "system-generated") => asked.t(format!("backup-kind-{known}")).say(),
        "" => "–".to_owned(),
        other => other.to_owned(),
    }
}

/// All of an environment, newest first.
pub async fn read(asked: &Asked, services: &Services, environment: EnvId) -> Result<Vec<Backup>, Refusal> {
    let read = services.kinsta.read(&backups::List { environment }, Lane::Person).await;
    let mut backups = read.map_err(|error| asked.kinsta_said(&error))?;
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.created_at));
    Ok(backups)
}

/// The choices of a form.
pub async fn choices(asked: &Asked, services: &Services, env: Option<EnvId>) -> Result<Option<Vec<Choice>>, Refusal> {
    let Some(env) = env else { return Ok(None) };
    let backups = read(asked, services, env).await?;
    Ok(Some(backups.iter().map(|backup| Choice::new(backup.id.as_str(), label(asked, backup))).collect()))
}

/// `2026-11-20 04:00 CET · by hand · Before the relaunch`. Plain.
fn label(asked: &Asked, backup: &Backup) -> String {
    let note = backup.note.as_deref().filter(|note| !note.trim().is_empty());
    let parts = [Some(made(backup, &asked.actor.zone)), Some(kind(asked, backup)), note.map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The one that was named. `verb` is `backup delete`; `options` are the other words to keep in offered lines.
pub async fn choose(
    asked: &Asked,
    services: &Services,
    target: &Target,
    verb: &str,
    options: &[&str],
    named: &str,
) -> Result<Known, Refusal> {
    let backups = read(asked, services, target.environment()).await?;
    let say = |key: &str| asked.t(key.to_owned()).plain("site", &target.site).plain("env", &target.env);
    let env = target.environment();
    let offer = |backups: &[&Backup]| -> Vec<Button> {
        let line = |backup: &Backup| {
            let own = [env.as_str(), "--backup", backup.id.as_str()];
            words::join(verb.split(' ').chain(own).chain(options.iter().copied()))
        };
        let press = |backup: &Backup| Press::Words { line: line(backup), replace: true };
        backups.iter().take(OFFERED).map(|backup| Button::new(label(asked, backup), press(backup))).collect()
    };
    match find::find(&backups, named, &asked.actor.zone) {
        Found::One(backup) => Ok(Known::of(asked, backup, services.clock.now_ms())),
        Found::Several(several) => {
            Err(Refusal::question(asked.t("backup-several").plain("words", named).number("count", several.len()))
                .way_out(asked.t("backup-several-way-out"))
                .buttons(offer(&several))
                .about(BACKUP))
        }
        Found::Nothing if backups.is_empty() => {
            let press = Press::Words { line: words::join(["backup", "create", env.as_str()]), replace: true };
            Err(Refusal::new(say("backup-none"))
                .way_out(asked.t("backup-none-way-out"))
                .buttons(vec![Button::new(asked.t("button-backup-create").say(), press)])
                .about(BACKUP))
        }
        Found::Nothing => Err(Refusal::new(say("backup-nothing").plain("words", named))
            .way_out(asked.t("backup-nothing-way-out"))
            .buttons(offer(&backups.iter().collect::<Vec<_>>()))
            .about(BACKUP)),
    }
}

/// Whether the backup is still one of this environment: Kinsta takes an id without asking whose it is.
pub async fn still_there(kinsta: &kinsta::Client, environment: EnvId, id: &BackupId) -> Result<(), Stop> {
    let backups = kinsta.read(&backups::List { environment }, Lane::Operation).await?;
    if backups.iter().any(|backup| &backup.id == id) { Ok(()) } else { Err(Stop::Changed("backup-gone")) }
}

/// When it was made, as everybody who reads it sees it in their own zone. Marked.
pub fn moment(asked: &Asked, backup: &Backup) -> String {
    backup.created_at.map_or_else(|| "–".to_owned(), |at| text::moment(at, &asked.actor.zone))
}
