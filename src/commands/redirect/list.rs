//! `/kinsta redirect list <site> [env] [--search words]`: the redirect rules, a page at a time.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::rules;
use crate::commands::args;
use crate::commands::listing::{self, Listing, PAGE};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Card, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::Lane;
use crate::kinsta::api::redirects::{Filter, Key, List as ListRules, Page, Rule};

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::words("search", "words")).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "redirect list acme --search shop"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let search = matches.get_one::<String>("search").map(String::as_str);
        let options: Vec<&str> = search.iter().flat_map(|search| ["--search", search]).collect();
        let resolved = target::resolve(asked, services, "redirect list", &options, matches, Unnamed::Live)?;
        let page = listing::page(matches);
        let mut read = page_of(asked, services, &resolved, search, page).await?;
        let total = usize::try_from(read.total).unwrap_or_default().max(read.rules.len());
        // Rules may have gone since the page was offered.
        let page = page.clamp(1, total.div_ceil(PAGE).max(1));
        if read.rules.is_empty() && total > 0 {
            read = page_of(asked, services, &resolved, search, page).await?;
        }
        let target = resolved.target();
        if total == 0 {
            return nothing(asked, &resolved, search);
        }
        let title = match search {
            Some(search) => asked.t("redirect-list-title-found").marked("words", search),
            None => asked.t("redirect-list-title"),
        };
        // Only this page was read; the others' rows stand in for themselves, so that pages are counted right.
        let mut rows: Vec<Vec<String>> = vec![Vec::new(); (page - 1) * PAGE];
        rows.extend(read.rules.iter().map(row));
        rows.resize(total.max(rows.len()), Vec::new());
        let line = ["redirect", "list", resolved.env.id.as_str()].into_iter().chain(options);
        let list = Listing {
            title: title.marked("where", target.label()).number("count", total).say(),
            headings: ["domain", "from", "to", "type", "visitors"]
                .map(|column| asked.t(format!("redirect-column-{column}")).say())
                .to_vec(),
            rows,
            line: line.map(str::to_owned).collect(),
            note: Some(asked.t("redirect-list-note").say()),
        };
        Ok(Answer::Card(listing::card(asked, list, page)))
    }
}

async fn page_of(
    asked: &Asked,
    services: &Services,
    resolved: &Resolved,
    search: Option<&str>,
    page: usize,
) -> Result<Page, Refusal> {
    let offset = page.saturating_sub(1).saturating_mul(PAGE);
    let filter = Filter {
        limit: u32::try_from(PAGE).ok(),
        offset: u32::try_from(offset).ok(),
        key: Some(Key::From),
        search: search.map(str::to_owned),
        ..Filter::default()
    };
    let list = ListRules { environment: resolved.env.id.clone(), filter };
    services.kinsta.read(&list, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

fn nothing(asked: &Asked, resolved: &Resolved, search: Option<&str>) -> Outcome {
    let target = resolved.target();
    let Some(search) = search else {
        let said = asked.t("redirect-list-empty").plain("site", &target.site).plain("env", &target.env).say();
        return Ok(Answer::Card(Card::text(said).note(asked.t("redirect-list-note").say())));
    };
    let line = words::join(["redirect", "list", resolved.env.id.as_str()]);
    Err(Refusal::new(asked.t("redirect-list-nothing").plain("words", search))
        .way_out(asked.t("redirect-list-nothing-way-out"))
        .about("search")
        .buttons(vec![Button::new(asked.t("button-redirect-list").say(), Press::Words { line, replace: true })]))
}

fn row(rule: &Rule) -> Vec<String> {
    let place = rule.displayed_location.clone().or_else(|| rule.traffic_from_country.clone());
    vec![
        rule.domain.clone().unwrap_or_else(|| rules::ALL_DOMAINS.to_owned()),
        rule.from.clone(),
        rule.to.clone(),
        rules::code(&rule.kind).to_owned(),
        place.unwrap_or_else(|| "–".to_owned()),
    ]
}
