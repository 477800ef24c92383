//! `/kinsta env webroot set <site> [env] --folder /release`: serves another folder below `public`.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::webroot;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, target};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::webroot::Subfolder;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Set;

#[async_trait]
impl Verb for Set {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "webroot set"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::words("folder", "folder").required(true))
            .arg(args::flag("keep-cache"))
            .arg(args::flag("keep-lists"))
    }

    fn example(&self) -> &'static str {
        "env webroot set acme staging --folder /release_v2"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/change-webroot-subfolder", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve_keeping_options(asked, services, "env webroot set", matches)?;
        let typed_folder = matches.get_one::<String>("folder").map(String::as_str).unwrap_or_default();
        let folder = Subfolder::try_from(below_public(typed_folder)).map_err(|_| {
            Refusal::new(asked.t("env-webroot-folder").plain("folder", typed_folder))
                .way_out(asked.t("env-webroot-folder-way-out"))
                .about("folder")
        })?;
        let before = webroot::served(asked, services, &resolved).await?;
        Ok(Answer::Act(Box::new(SetWebroot {
            target: resolved.target(),
            before,
            folder,
            keep_cache: matches.get_flag("keep-cache"),
            keep_lists: matches.get_flag("keep-lists"),
            domains: resolved.env.domains,
        })))
    }
}

/// The folder below `public`, also where somebody typed the path up to there: `/public/a` and `/www/acme_1/public/a`
/// both are `/a`. The question shows what was understood.
fn below_public(typed: &str) -> String {
    let typed = typed.trim().trim_matches('/');
    let parts: Vec<&str> = typed.split('/').collect();
    let rest = match parts.as_slice() {
        ["www", _, "public", rest @ ..] | ["public", rest @ ..] => rest,
        rest => rest,
    };
    format!("/{}", rest.join("/"))
}

/// Serves another folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetWebroot {
    target: Target,
    before: Option<String>,
    folder: Subfolder,
    keep_cache: bool,
    keep_lists: bool,
    domains: Vec<String>,
}

#[async_trait]
impl ActKind for SetWebroot {
    const NAME: &'static str = "env.webroot-set";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let before = self.before.clone().unwrap_or_else(|| "–".to_owned());
        vec![("env-webroot-before", before), ("env-webroot-after", format!("public{}", self.folder.as_str()))]
    }

    fn warnings(&self) -> Vec<&'static str> {
        let cache = if self.keep_cache { "env-webroot-cache-kept" } else { "env-webroot-cache-cleared" };
        std::iter::once(cache).chain(self.keep_lists.then_some("env-webroot-lists-kept")).collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let request = api::environments::List { site: self.target.site_id() };
        let listed = kinsta.read(&request, Lane::Operation).await?.into_environments();
        let now = listed.into_iter().find(|env| env.id == self.target.environment());
        let now = now.and_then(|env| env.web_root).filter(|folder| !folder.is_empty());
        if now == self.before { Ok(()) } else { Err(Stop::Changed("env-webroot-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::webroot::Change {
            environment: self.target.environment(),
            subfolder: self.folder.clone(),
            clear_all_caches: Some(!self.keep_cache),
            refresh_plugins_and_themes: Some(!self.keep_lists),
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["webroot"])
    }

    // A folder that is not there takes the site down, and Kinsta does not say so.
    fn look(&self) -> Look<'_> {
        Look::AtTheSite(&self.domains)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_below_public_however_it_was_typed() {
        for (typed, meant) in [
            ("/release_v2", "/release_v2"),
            ("release_v2/", "/release_v2"),
            ("/public/release_v2", "/release_v2"),
            ("/www/acme_123/public/a/b", "/a/b"),
            ("/public", "/"),
            ("/", "/"),
            (" ", "/"),
            ("/a b", "/a b"),
        ] {
            assert_eq!(below_public(typed), meant, "{typed}");
        }
    }
}
