//! What the Home tab shows.

use super::approval;
use super::form;
use super::pipeline::Pipeline;
use super::refusal;
use super::registry::Entry;
use super::services::Asked;
use super::target::{SITE, WHOLE_SITE};
use crate::domain::card::{Button, ButtonStyle, Card, Fact, Part, Press};
use crate::domain::form::{Field, Input};
use crate::domain::ids::EnvId;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::text;
use crate::domain::words;
use crate::operations::view;

/// How many running operations are named before the rest is counted.
const RUNNING: usize = 10;

/// A Home tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// What is read and pressed.
    pub card: Card,
    /// The search for a site.
    pub picker: Field,
}

impl Pipeline {
    /// The Home tab of a person, with the environment they picked.
    pub async fn home(&self, asked: &Asked, picked: Option<&EnvId>) -> Home {
        let services = self.services_for(asked);
        let directory = services.directory.snapshot();
        let picked = picked.and_then(|id| directory.index.environment(id));
        let mut card = Card::new().with(Part::Title(asked.t("home-title").say()));
        if let Some(read_only) = self.services.access.read_only() {
            card = card.paragraph(refusal::notice(asked, &read_only));
        }
        if directory.is_empty() {
            let refusal = self.services.directory.refuse_empty(asked.actor.lang, &asked.actor.zone);
            card = card.paragraph(format!("⚠️ {} {}", refusal.why, refusal.way_out.unwrap_or_default()));
        }
        card = match picked {
            Some((site, env)) => self.site_card(asked, card, site, env),
            None => self.first_steps(asked, card),
        };
        card = self.waiting(asked, card).await;
        card = self.running(asked, card).await;
        if !directory.is_empty() {
            let now_ms = self.services.clock.now_ms();
            card = card.note(directory.age_note(asked.actor.lang, &asked.actor.zone, now_ms));
        }
        let picker = Field {
            name: SITE.to_owned(),
            label: asked.t("home-search").say(),
            hint: None,
            is_optional: false,
            reloads: true,
            input: Input::Environment { chosen: picked.map(form::environment) },
        };
        Home { card, picker }
    }

    fn first_steps(&self, asked: &Asked, card: Card) -> Card {
        let mut buttons = vec![Button::new(asked.t("home-choose").say(), Press::Choose).style(ButtonStyle::Primary)];
        // What needs no site is begun here.
        for entry in self.registry.entries().filter(|entry| !entry.takes(SITE) && !entry.takes(WHOLE_SITE)) {
            if self.permit_anywhere(asked, entry).is_ok() {
                buttons.push(button(entry, None));
            }
        }
        card.paragraph(asked.t("home-intro").say()).buttons(buttons)
    }

    /// A site's facts, and everything this person may do there.
    fn site_card(&self, asked: &Asked, mut card: Card, site: &Site, env: &Environment) -> Card {
        let target = Target::of(site, env);
        let fact = |key: &str, value: Option<&str>| Fact {
            label: asked.t(format!("fact-{key}")).say(),
            value: value.map_or_else(|| "–".to_owned(), text::plain),
        };
        card = card.with(Part::Text(format!("*{}*", text::plain(&target.label().replace('*', "∗"))))).with(
            Part::Facts(vec![
                fact("domain", env.primary_domain.as_deref()),
                fact("php", env.php_version.as_deref()),
                fact("wordpress", env.wordpress_version.as_deref()),
                fact("labels", Some(&site.labels.join(", ")).filter(|labels| !labels.is_empty()).map(String::as_str)),
            ]),
        );
        for noun in self.registry.nouns() {
            let mut buttons = Vec::new();
            for entry in self.registry.verbs(noun) {
                let (id, env) = match (entry.takes(SITE), entry.takes(WHOLE_SITE)) {
                    (true, _) => (env.id.as_str(), Some(env)),
                    (_, true) => (site.id.as_str(), None),
                    _ => continue,
                };
                if self.may_on(asked, entry, site, env) {
                    buttons.push(button(entry, Some(id)));
                }
            }
            if !buttons.is_empty() {
                card = card.with(Part::Note(asked.t(format!("noun-{noun}")).say())).buttons(buttons);
            }
        }
        card
    }

    async fn waiting(&self, asked: &Asked, card: Card) -> Card {
        match approval::waiting(asked, &self.services).await {
            Ok(requests) if requests.is_empty() => card,
            Ok(requests) => {
                let card = card.paragraph(format!("*{}*", asked.t("approval-title").say()));
                approval::added(asked, &self.services, card, &requests)
            }
            Err(error) => {
                tracing::error!(error = %error, "the requests that wait could not be read");
                card
            }
        }
    }

    async fn running(&self, asked: &Asked, card: Card) -> Card {
        let running = match self.services.store.unfinished_operations().await {
            Ok(mut running) => {
                running.retain(|operation| self.shows(asked, operation));
                running
            }
            Err(error) => {
                tracing::warn!(%error, "running operations could not be read for a Home tab");
                return card.paragraph(asked.t("store-down").say());
            }
        };
        let card = card.with(Part::Divider);
        if running.is_empty() {
            return card.note(asked.t("home-nothing-running").say());
        }
        let mut lines: Vec<String> =
            running.iter().take(RUNNING).map(|operation| view::line(asked.actor.lang, operation)).collect();
        if running.len() > RUNNING {
            lines.push(asked.t("fact-more").number("count", running.len() - RUNNING).say());
        }
        card.paragraph(format!("*{}*\n{}", asked.t("home-running").say(), lines.join("\n")))
    }
}

/// A button that opens a verb's form, for a site or one of its environments where it is about one.
fn button(entry: &Entry, id: Option<&str>) -> Button {
    let words = entry.words();
    let line = words::join(words.split(' ').chain(id));
    let label = if id.is_some() { entry.verb.name().to_owned() } else { words };
    let button = Button::new(label, Press::Form { line });
    if entry.verb.risk() >= Risk::Destructive { button.style(ButtonStyle::Danger) } else { button }
}
