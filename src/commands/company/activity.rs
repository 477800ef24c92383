//! `/kinsta company activity [--site S] [--user U] [--key K] [--category C]`: what was done, newest first. Kinsta turns
//! the pages: the log may be long.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::filter::Filter;
use super::{entry, filter, read};
use crate::commands::known::Known;
use crate::commands::listing::{self, Listing, PAGE};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::kinsta::Lane;
use crate::kinsta::api::activity::{List, Page};

/// The verb.
pub struct Activity;

#[async_trait]
impl Verb for Activity {
    fn noun(&self) -> &'static str {
        "company"
    }

    fn name(&self) -> &'static str {
        "activity"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        filter::arguments(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "company activity --site acme --category sites"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /company/{id}/activity-logs", "GET /company/{id}/users", "GET /company/{id}/api-keys"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["user", "key"]
    }

    async fn choices(
        &self,
        argument: &str,
        _known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        filter::choices(asked, services, argument).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let filter = Filter::read(asked, services, matches).await?;
        let mut number = listing::page(matches).max(1);
        let mut page = fetched(asked, services, &filter, number).await?;
        let pages = pages(&page);
        if number > pages {
            // Turned too far: the last page there is.
            number = pages;
            page = fetched(asked, services, &filter, number).await?;
        }
        let words = filter.words(asked);
        if page.total == 0 && page.items.is_empty() {
            let everything = Press::Words { line: "company activity".to_owned(), replace: true };
            return Err(match words {
                Some(words) => Refusal::new(asked.t("company-activity-nothing").plain("words", &words))
                    .way_out(asked.t("company-activity-nothing-way-out"))
                    .buttons(vec![Button::new(asked.t("button-company-activity").say(), everything)]),
                None => {
                    Refusal::new(asked.t("company-activity-empty")).way_out(asked.t("company-activity-empty-way-out"))
                }
            });
        }
        let count = usize::try_from(page.total).unwrap_or(usize::MAX);
        let title = match words {
            Some(words) => asked.t("company-activity-title-of").number("count", count).marked("words", words),
            None => asked.t("company-activity-title").number("count", count),
        };
        let directory = services.directory.snapshot();
        let list = Listing {
            title: title.say(),
            headings: ["when", "what", "site", "who", "from", "end"]
                .map(|column| asked.t(format!("company-column-{column}")).say())
                .to_vec(),
            rows: page.items.iter().map(|entry| entry::row(asked, &directory.index, entry)).collect(),
            line: filter.line(),
            note: Some(asked.t("company-activity-note").plain("zone", &asked.actor.zone).say()),
        };
        Ok(Answer::Card(listing::page_card(asked, list, number, pages)))
    }
}

fn pages(page: &Page) -> usize {
    usize::try_from(page.total).unwrap_or(usize::MAX).div_ceil(PAGE).max(1)
}

async fn fetched(asked: &Asked, services: &Services, filter: &Filter, number: usize) -> Result<Page, Refusal> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let list = List {
        limit: Some(count(PAGE)),
        offset: Some(count((number - 1).saturating_mul(PAGE))),
        category: filter.category.map(|(_, category)| category),
        site: filter.site.as_ref().map(|site| site.id.clone()),
        initiated_by: filter.user.as_ref().map(|user| user.id.to_string()),
        api_key: filter.key.as_ref().map(|key| key.id.to_string()),
        // Kinsta's sentences, in the reader's language.
        language: Some(asked.actor.lang.tag().to_owned()),
        ..List::of(read::company(asked, services).await?)
    };
    let listed = services.kinsta.read(&list, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
    Ok(listed.into_page())
}
