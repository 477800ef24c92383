//! `/kinsta backup downloads <site> [env]`: links to backups that were made for download in MyKinsta.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use jiff::Timestamp;
use secrecy::ExposeSecret;

use crate::access::Grant;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Card, Part};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::Lane;
use crate::kinsta::api::backups::{self, Download};

/// The verb.
pub struct Downloads;

#[async_trait]
impl Verb for Downloads {
    fn noun(&self) -> &'static str {
        "backup"
    }

    fn name(&self) -> &'static str {
        "downloads"
    }

    fn risk(&self) -> Risk {
        Risk::Secret
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "backup downloads acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/downloadable-backups"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "backup downloads", &[], matches, Unnamed::Live)?;
        Ok(Answer::Secret(Box::new(Links { target: resolved.target() })))
    }
}

/// Links that lead to a whole site.
#[derive(Debug)]
struct Links {
    target: Target,
}

impl Links {
    fn say(&self, asked: &Asked, key: &str) -> String {
        asked.t(key.to_owned()).plain("site", &self.target.site).plain("env", &self.target.env).say()
    }
}

#[async_trait]
impl Secret for Links {
    fn question(&self, asked: &Asked) -> String {
        self.say(asked, "backup-downloads-question")
    }

    fn line(&self) -> String {
        words::join(["backup", "downloads", self.target.environment().as_str()])
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        _grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        let request = backups::Downloads { environment: self.target.environment() };
        let read = services.kinsta.read(&request, Lane::Person).await;
        let mut downloads = read.map_err(|error| asked.kinsta_said(&error))?;
        if downloads.is_empty() {
            return Ok((Card::text(self.say(asked, "backup-downloads-none")), Vec::new()));
        }
        downloads.sort_by_key(|download| std::cmp::Reverse(download.created_at));
        let lines: Vec<String> = downloads.iter().map(|download| entry(asked, download)).collect();
        let title = asked.t("backup-downloads-title").marked("where", self.target.label()).say();
        Ok((Card::new().with(Part::Title(title)).paragraph(lines.join("\n")), Vec::new()))
    }
}

fn entry(asked: &Asked, download: &Download) -> String {
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "–".to_owned(), |at| text::moment(at, &asked.actor.zone));
    let made = moment(download.created_at);
    match &download.download_link {
        Some(link) if !download.is_generation_in_progress => asked
            .t("backup-download")
            .marked("made", made)
            .marked("link", text::link(link.expose_secret(), &asked.t("backup-download-link").say()))
            .marked("until", moment(download.expires_at))
            .say(),
        _ => asked.t("backup-download-pending").marked("made", made).say(),
    }
}
