//! `/kinsta site show <site>`: everything Kinsta tells about a site and its environments.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::{Lane, api};

/// How many environments are described; the others are counted.
const ENVIRONMENTS: usize = 8;
/// How many of an environment's domains are named before the rest is counted.
const DOMAINS: usize = 8;

/// The verb.
pub struct Show;

#[async_trait]
impl Verb for Show {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "show"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::site_argument(command)
    }

    fn example(&self) -> &'static str {
        "site show acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let known = target::resolve_site(asked, services, "site show", &[], matches)?;
        let (of_site, of_environments) =
            (api::sites::Get { id: known.id.clone() }, api::environments::List { site: known.id.clone() });
        let (got, listed) = tokio::try_join!(
            services.kinsta.read(&of_site, Lane::Person),
            services.kinsta.read(&of_environments, Lane::Person),
        )
        .map_err(|error| asked.kinsta_said(&error))?;
        let site = Site::from(got.into_site());
        let mut environments = listed.into_environments();
        environments.sort_by_key(|env| !env.name.eq_ignore_ascii_case("live"));

        let mut card = Card::new().with(Part::Title(site.title().to_owned()));
        let fact = |key: &str, value: String| Fact { label: asked.t(format!("fact-{key}")).say(), value };
        // The site's own endpoint leaves its labels out; the list of sites has them.
        let labels = if site.labels.is_empty() { &known.labels } else { &site.labels };
        let labels = if labels.is_empty() { "–".to_owned() } else { text::plain(&labels.join(", ")) };
        card = card.with(Part::Facts(vec![
            fact("site-status", text::plain(&site.status)),
            fact("labels", labels),
            fact("site-name", text::code(&site.name)),
        ]));
        let rest = environments.len().saturating_sub(ENVIRONMENTS);
        let mut live = None;
        for env in environments.into_iter().take(ENVIRONMENTS) {
            let env = described(asked, &site, env);
            live = live.or(env.live);
            card = card.with(Part::Divider).paragraph(env.heading).with(Part::Facts(env.facts));
        }
        if rest > 0 {
            card = card.note(asked.t("fact-more").number("count", rest).say());
        }
        Ok(Answer::Card(card.buttons(next(asked, &site, live.as_deref()))))
    }
}

fn next(asked: &Asked, site: &Site, live: Option<&str>) -> Vec<Button> {
    let site_id = site.id.as_str();
    let words = |label: &str, line: &[&str]| {
        Button::new(asked.t(label).say(), Press::Words { line: words::join(line), replace: false })
    };
    let mut buttons = vec![
        words("button-site-usage", &["site", "usage", site_id]),
        words("button-site-environments", &["env", "list", site_id]),
    ];
    if let Some(live) = live {
        buttons.push(words("button-look", &["site", "status", live]));
        buttons.push(words("button-clear-cache", &["cache", "clear", live]));
    }
    let create = Press::Form { line: words::join(["env", "create", site_id]) };
    buttons.push(Button::new(asked.t("button-site-environment").say(), create));
    buttons
}

/// An environment in words.
struct Described {
    heading: String,
    facts: Vec<Fact>,
    /// Its id, where it is live.
    live: Option<String>,
}

fn described(asked: &Asked, site: &Site, raw: api::environments::Environment) -> Described {
    let unknown = || asked.t("fact-unknown").say();
    let switch = |on: bool| asked.t(if on { "fact-on" } else { "fact-off" }).say();
    let fact = |key: &str, value: String| Fact { label: asked.t(format!("fact-{key}")).say(), value };
    let images = raw.image_optimization_type.map(|kind| text::plain(kind.as_str()));
    let updates = raw.is_opt_out_from_automatic_php_update.map(|is_out| switch(!is_out));
    let folder = raw.web_root.as_deref().map(text::code);
    let ssh = raw.ssh_connection.as_ref().and_then(|ssh| {
        let address = ssh.ssh_ip.as_ref()?.external_ip.as_deref()?;
        Some(text::code(&format!("{address}:{}", ssh.ssh_port.as_deref()?)))
    });
    let env = Environment::from(raw);
    let target = Target::of(site, &env);
    let mut heading = format!("*{}*", text::plain(&target.env));
    if let Some(domain) = &env.primary_domain {
        heading = format!("{heading} · {}", text::link(&format!("https://{domain}"), domain));
    }
    if env.is_premium {
        heading = format!("{heading} · {}", asked.t("env-premium").say());
    }
    let mut domains: Vec<String> = env.domains.iter().take(DOMAINS).map(|domain| text::plain(domain)).collect();
    if env.domains.len() > DOMAINS {
        domains.push(asked.t("fact-more").number("count", env.domains.len() - DOMAINS).say());
    }
    let facts = vec![
        fact("domains", if domains.is_empty() { "–".to_owned() } else { domains.join(", ") }),
        fact("blocked", asked.t(if env.is_blocked { "fact-blocked-yes" } else { "fact-blocked-no" }).say()),
        fact("php", env.php_version.as_deref().map_or_else(unknown, text::plain)),
        fact("site-php-updates", updates.unwrap_or_else(unknown)),
        fact("wordpress", env.wordpress_version.as_deref().map_or_else(unknown, text::plain)),
        fact("edge", switch(env.edge_cache_id.is_some())),
        fact("cdn", switch(env.cdn_cache_id.is_some())),
        fact("site-images", images.unwrap_or_else(|| "–".to_owned())),
        fact("site-web-root", folder.unwrap_or_else(unknown)),
        fact("site-ssh", ssh.unwrap_or_else(unknown)),
    ];
    Described { heading, facts, live: env.is_live().then(|| env.id.to_string()) }
}
