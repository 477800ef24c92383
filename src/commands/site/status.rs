//! `/kinsta site status <site> [env]`: does it answer, and what is it made of.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::{text, words};
use crate::operations::view;
use crate::sites::{describe, probe};

/// How many domains are named before the rest is counted.
const DOMAINS: usize = 8;

/// The verb.
pub struct Status;

#[async_trait]
impl Verb for Status {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "status"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "site status acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "site status", &[], matches, Unnamed::Live)?;
        let domain = probe::probe_domain(&resolved.env).map(str::to_owned);
        // Seen from outside and asked at Kinsta at the same time; what Kinsta cannot say now, the directory remembers.
        let (report, fresh) = tokio::join!(
            async {
                match &domain {
                    Some(domain) => Some(services.prober.probe(domain, &resolved.env.domains).await),
                    None => None,
                }
            },
            services.directory.freshen(&resolved.site.id)
        );
        let resolved = fresh
            .as_ref()
            .ok()
            .and_then(|site| Some(Resolved { site: site.clone(), env: site.environment(&resolved.env.id)?.clone() }))
            .unwrap_or(resolved);
        let target = resolved.target();
        let running = services.store.unfinished_for_env(&resolved.env.id).await.unwrap_or_default();

        let mut card = Card::new().with(Part::Title(target.label()));
        card = card.paragraph(match &report {
            Some(report) => describe::report(asked.actor.lang, report),
            None => asked.t("status-no-domain").say(),
        });
        card = card.with(Part::Facts(facts(asked, &resolved)));
        for operation in &running {
            card = card.paragraph(view::line(asked.actor.lang, operation));
        }
        if let Err(error) = &fresh {
            tracing::info!(error = %error, "a site's facts are shown from memory");
            let why = describe::kinsta_error(asked.actor.lang, &asked.actor.zone, error).why;
            let moment = services.directory.snapshot().fetched(&asked.actor.zone);
            card = card.note(asked.t("status-from-memory").marked("why", why).marked("moment", moment).say());
        }
        let line = |verb: &str| words::join(verb.split(' ').chain([resolved.env.id.as_str()]));
        card = card.buttons(vec![
            Button::new(
                asked.t("button-clear-cache").say(),
                Press::Words { line: line("cache clear"), replace: false },
            ),
            Button::new(
                asked.t("button-restart-php").say(),
                Press::Words { line: line("php restart"), replace: false },
            ),
            Button::new(asked.t("button-look-again").say(), Press::Words { line: line("site status"), replace: true }),
        ]);
        Ok(Answer::Card(card))
    }
}

fn facts(asked: &Asked, resolved: &Resolved) -> Vec<Fact> {
    let env = &resolved.env;
    let unknown = || asked.t("fact-unknown").say();
    let switch = |on: bool| asked.t(if on { "fact-on" } else { "fact-off" }).say();
    let fact = |key: &str, value: String| Fact { label: asked.t(format!("fact-{key}")).say(), value };
    let mut domains: Vec<String> = env.domains.iter().take(DOMAINS).map(|domain| text::plain(domain)).collect();
    if env.domains.len() > DOMAINS {
        domains.push(asked.t("fact-more").number("count", env.domains.len() - DOMAINS).say());
    }
    let mut facts = vec![
        fact("php", env.php_version.as_deref().map_or_else(unknown, text::plain)),
        fact("wordpress", env.wordpress_version.as_deref().map_or_else(unknown, text::plain)),
        fact("blocked", asked.t(if env.is_blocked { "fact-blocked-yes" } else { "fact-blocked-no" }).say()),
        fact("edge", switch(env.edge_cache_id.is_some())),
        fact("cdn", switch(env.cdn_cache_id.is_some())),
        fact("domains", if domains.is_empty() { "–".into() } else { domains.join(", ") }),
    ];
    if !resolved.site.labels.is_empty() {
        facts.push(fact("labels", text::plain(&resolved.site.labels.join(", "))));
    }
    facts
}
