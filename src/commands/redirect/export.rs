//! `/kinsta redirect export <site> [env]`: every rule as a file, which `redirect import` takes back.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use jiff::tz::TimeZone;

use super::{find, table};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::Card;
use crate::domain::risk::Risk;
use crate::domain::target::Target;

/// The verb.
pub struct Export;

#[async_trait]
impl Verb for Export {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "export"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "redirect export acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "redirect export", &[], matches, Unnamed::Live)?;
        let all = find::all(asked, services, &resolved.env.id).await?;
        let target = resolved.target();
        if all.is_empty() {
            let said = asked.t("redirect-list-empty").plain("site", &target.site).plain("env", &target.env).say();
            return Ok(Answer::Card(Card::text(said)));
        }
        let said = asked.t("redirect-export").plain("site", &target.site).plain("env", &target.env);
        let file = Attachment {
            name: file_name(&target, services.clock.now_ms(), &asked.actor.zone),
            title: asked.t("redirect-list-title").marked("where", target.label()).number("count", all.len()).say(),
            alt: None,
            bytes: table::write(&all).into_bytes(),
        };
        let card = Card::text(said.number("count", all.len()).say()).note(asked.t("redirect-export-note").say());
        Ok(Answer::Files { card, files: vec![file] })
    }
}

/// `redirects-acme-shop-live-2026-11-23.csv`, by the asker's calendar.
fn file_name(target: &Target, now_ms: i64, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let day = jiff::Timestamp::from_millisecond(now_ms).unwrap_or_default().to_zoned(zone).date();
    let words = format!("redirects {} {}", target.site, target.env).to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!("{}-{day}.csv", words.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_what_is_in_it() {
        let target = Target { env: "Live".to_owned(), ..Target::company("Müller & Söhne") };
        assert_eq!(file_name(&target, 0, "UTC"), "redirects-müller-söhne-live-1970-01-01.csv");
        assert_eq!(file_name(&target, -1, "Europe/Berlin"), "redirects-müller-söhne-live-1970-01-01.csv");
        assert_eq!(file_name(&target, -1, "UTC"), "redirects-müller-söhne-live-1969-12-31.csv");
    }
}
