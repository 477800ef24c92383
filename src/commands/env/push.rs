//! `/kinsta env push <site> <from> --to <env>`: overwrites one environment of a site with another.
//!
//! All files go along unless some are named or none are wanted; the database only where it is asked for.

use async_trait::async_trait;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, making, seen, target};
use crate::domain::form::Choice;
use crate::domain::hold::Hold;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::push::Files;
use crate::kinsta::{self, Lane, api};

/// How many files the question names before it counts the rest.
const NAMED: usize = 15;

/// The verb.
pub struct Push;

#[async_trait]
impl Verb for Push {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "push"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::words("to", "env").required(true))
            .arg(args::flag("database"))
            .arg(args::flag("search-replace"))
            .arg(Arg::new("file").long("file").value_name("path").action(ArgAction::Append))
            .arg(args::flag("no-files"))
    }

    fn example(&self) -> &'static str {
        "env push acme staging --to live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["PUT /sites/{site_id}/environments", "GET /sites/environments/{env_id}/file-list"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["to", "file"]
    }

    async fn choices(
        &self,
        argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let (Some(site), Some(from)) = (&known.site, &known.env) else { return Ok(None) };
        if argument == "to" {
            let others = site.environments.iter().filter(|env| env.id != from.id);
            return Ok(Some(others.map(|env| Choice::new(env.id.as_str(), Target::of(site, env).env)).collect()));
        }
        let request = api::files::List { environment: from.id.clone() };
        let files = services.kinsta.read(&request, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
        let mut paths = Vec::new();
        choose_from(&files, &mut paths);
        Ok(Some(paths.into_iter().map(|path| Choice::new(path, path)).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let from = target::resolve_keeping_options(asked, services, "env push", matches)?;
        let to = matches.get_one::<String>("to").map(String::as_str).unwrap_or_default();
        let to = target::sibling(asked, &from.site, "to", to)?;
        let from_name = from.target().env;
        if to.id == from.env.id {
            return Err(Refusal::new(asked.t("env-push-itself").plain("env", &from_name))
                .way_out(asked.t("env-push-itself-way-out"))
                .about("to"));
        }
        let database = matches.get_flag("database");
        let search_and_replace = matches.get_flag("search-replace");
        if search_and_replace && !database {
            return Err(Refusal::new(asked.t("env-push-replace-nothing"))
                .way_out(asked.t("env-push-replace-nothing-way-out"))
                .about("search-replace"));
        }
        Ok(Answer::Act(Box::new(PushEnv {
            files: files(asked, matches, database)?,
            target: Target::of(&from.site, &to).named("from", &from_name),
            source: from.env.id,
            source_name: from_name,
            database,
            search_and_replace,
        })))
    }
}

/// Folders before what is in them; a file stands for itself.
fn choose_from<'f>(files: &'f [api::files::File], paths: &mut Vec<&'f str>) {
    for file in files {
        paths.push(&file.path);
    }
    for file in files {
        choose_from(&file.children, paths);
    }
}

/// Which files go along.
fn files(asked: &Asked, matches: &ArgMatches, database: bool) -> Result<Files, Refusal> {
    let named = matches.get_many::<String>("file").unwrap_or_default();
    // As Kinsta lists them: without a slash at either end.
    let named: Vec<String> = named.map(|path| path.trim().trim_matches('/').to_owned()).collect();
    match (matches.get_flag("no-files"), named.is_empty()) {
        (true, false) => Err(Refusal::new(asked.t("env-push-some-and-none"))
            .way_out(asked.t("env-push-some-and-none-way-out"))
            .about("no-files")),
        (true, true) if !database => Err(Refusal::new(asked.t("env-push-nothing"))
            .way_out(asked.t("env-push-nothing-way-out"))
            .about("no-files")),
        (true, true) => Ok(Files::None),
        (false, true) => Ok(Files::All),
        (false, false) if named.iter().any(String::is_empty) => {
            Err(Refusal::new(asked.t("env-push-no-path")).way_out(asked.t("env-push-no-path-way-out")).about("file"))
        }
        (false, false) => Ok(Files::Only(named)),
    }
}

/// Overwrites an environment with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushEnv {
    target: Target,
    source: EnvId,
    source_name: String,
    files: Files,
    database: bool,
    search_and_replace: bool,
}

#[async_trait]
impl ActKind for PushEnv {
    const NAME: &'static str = "env.push";
    const RISK: Risk = Risk::Destructive;
    const PATIENCE_MS: i64 = making::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn holds(&self) -> Vec<Hold> {
        [&self.source, &self.target.environment()].map(|env| Hold::beside(&self.target, env)).to_vec()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("env-source", self.source_name.clone())];
        if let Files::Only(paths) = &self.files {
            let rest = paths.len().saturating_sub(NAMED);
            let rest = (rest > 0).then(|| format!("… +{rest}"));
            let named = paths.iter().take(NAMED).cloned().chain(rest);
            facts.push(("env-files", named.collect::<Vec<_>>().join(", ")));
        }
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        let files = match self.files {
            Files::None => "env-push-files-none",
            Files::All => "env-push-files-all",
            Files::Only(_) => "env-push-files-some",
        };
        let database = match (self.database, self.search_and_replace) {
            (false, _) => "env-push-database-no",
            (true, false) => "env-push-database-yes",
            (true, true) => "env-push-database-replaced",
        };
        vec![files, database, "env-push-settings"]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = seen::now(&self.target.site_id(), kinsta).await?;
        let is_there = |id: &EnvId| now.iter().any(|env| &env.id == id);
        let both = is_there(&self.source) && is_there(&self.target.environment());
        if both { Ok(()) } else { Err(Stop::Changed("env-push-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::push::Push {
            site: self.target.site_id(),
            source: self.source.clone(),
            target: self.target.environment(),
            database: self.database,
            files: self.files.clone(),
            search_and_replace: self.search_and_replace,
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["push", "environment"])
    }
}
