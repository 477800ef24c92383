//! `/kinsta env list <site>`: the environments of a site.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::card::{Button, Press};
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::words;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::site_argument(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "env list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let site = target::resolve_site(asked, services, "env list", &[], matches)?;
        let site = services.directory.freshen(&site.id).await.map_err(|error| asked.kinsta_said(&error))?;
        let list = Listing {
            title: asked
                .t("env-list-title")
                .marked("site", site.title())
                .number("count", site.environments.len())
                .say(),
            headings: ["name", "domain", "php", "wordpress", "kind", "state"]
                .map(|column| asked.t(format!("env-column-{column}")).say())
                .to_vec(),
            rows: site.environments.iter().map(|env| row(asked, &site, env)).collect(),
            line: ["env", "list", site.id.as_str()].map(str::to_owned).to_vec(),
            note: None,
        };
        let card = listing::card(asked, list, listing::page(matches));
        let show = Press::Words { line: words::join(["site", "show", site.id.as_str()]), replace: false };
        let create = Press::Form { line: words::join(["env", "create", site.id.as_str()]) };
        Ok(Answer::Card(card.buttons(vec![
            Button::new(asked.t("button-site-show").say(), show),
            Button::new(asked.t("button-site-environment").say(), create),
        ])))
    }
}

fn row(asked: &Asked, site: &Site, env: &Environment) -> Vec<String> {
    let kind = match (env.is_live(), env.is_premium) {
        (true, _) => "env-kind-live",
        (false, true) => "env-kind-premium",
        (false, false) => "env-kind-standard",
    };
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    vec![
        Target::of(site, env).env,
        or_dash(&env.primary_domain),
        or_dash(&env.php_version),
        or_dash(&env.wordpress_version),
        asked.t(kind).say(),
        asked.t(if env.is_blocked { "env-blocked" } else { "env-free" }).say(),
    ]
}
