//! `/kinsta site list [words] [--label L]`: every site, from memory, in pages.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
            .arg(Arg::new("words").value_name("words").num_args(0..))
            .arg(Arg::new("label").long("label").value_name("label"))
            .arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "site list shop --label care-plan"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites"]
    }

    fn keeps_to_the_channel(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let words: Vec<&str> = matches.get_many::<String>("words").unwrap_or_default().map(String::as_str).collect();
        let label = matches.get_one::<String>("label").map(String::as_str);
        let directory = services.directory.snapshot();
        if directory.is_empty() {
            return Err(services.directory.refuse_empty(asked.actor.lang, &asked.actor.zone));
        }
        let words_line = words.join(" ");
        let sites = directory.index.search(&words_line, label);
        if sites.is_empty() && words.is_empty() && label.is_none() {
            return Err(Refusal::new(asked.t("list-empty")).way_out(asked.t("list-empty-way-out")));
        }
        if sites.is_empty() {
            return Err(Refusal::new(asked.t("list-nothing").plain("words", &searched(&words_line, label)))
                .way_out(asked.t("list-nothing-way-out"))
                .buttons(vec![Button::new(
                    asked.t("button-all-sites").say(),
                    Press::Words { line: "site list".into(), replace: true },
                )]));
        }
        let title = if words.is_empty() && label.is_none() {
            asked.t("list-title").number("count", sites.len())
        } else {
            asked.t("list-title-found").number("count", sites.len()).marked("words", searched(&words_line, label))
        };
        let mut line = vec!["site", "list"];
        line.extend(words.iter().copied());
        line.extend(label.iter().flat_map(|label| ["--label", label]));
        let list = Listing {
            title: title.say(),
            headings: ["name", "label", "domain", "environments", "php", "wordpress"]
                .map(|column| asked.t(format!("list-column-{column}")).say())
                .to_vec(),
            rows: sites.iter().map(|site| row(site)).collect(),
            line: line.into_iter().map(str::to_owned).collect(),
            note: Some(directory.age_note(asked.actor.lang, &asked.actor.zone, services.clock.now_ms())),
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches))))
    }
}

fn searched(words: &str, label: Option<&str>) -> String {
    [Some(words).filter(|words| !words.is_empty()), label].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn row(site: &Site) -> Vec<String> {
    let shown = site.live().or_else(|| site.environments.first());
    let of_env = |fact: fn(&Environment) -> Option<&str>| shown.and_then(fact).unwrap_or("–").to_owned();
    let cells = [
        site.title().to_owned(),
        if site.labels.is_empty() { "–".to_owned() } else { site.labels.join(", ") },
        of_env(|env| env.primary_domain.as_deref()),
        site.environments.iter().map(|env| Target::of(site, env).env).collect::<Vec<_>>().join(", "),
        of_env(|env| env.php_version.as_deref()),
        of_env(|env| env.wordpress_version.as_deref()),
    ];
    cells.to_vec()
}
