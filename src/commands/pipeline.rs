//! From words to an answer: read, resolve, authorise, ask back.

use super::registry::Registry;
use super::services::{Asked, Services};
use super::spec::Answer;
use super::{grammar, help};
use crate::access::Denied;
use crate::act::Act;
use crate::domain::card::Card;
use crate::domain::refusal::Refusal;
use crate::domain::{text, words};

/// What a line came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What is said.
    pub card: Card,
    /// It is for the asker's eyes: a question, a prompt, a "no".
    pub is_private: bool,
}

/// Every way of typing a command comes through here.
pub struct Pipeline {
    registry: Registry,
    services: Services,
}

impl Pipeline {
    /// A pipeline over these verbs and faculties.
    pub fn new(registry: Registry, services: Services) -> Self {
        Self { registry, services }
    }

    /// The verbs.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The faculties.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// Answers one line. Never empty, never silent.
    pub async fn answer(&self, asked: &Asked, line: &str) -> Reply {
        match self.run(asked, line).await {
            Ok(reply) => reply,
            Err(refusal) => {
                if !refusal.is_question {
                    metrics::counter!("commands_refused_total").increment(1);
                }
                Reply { card: refused(refusal), is_private: true }
            }
        }
    }

    async fn run(&self, asked: &Asked, line: &str) -> Result<Reply, Refusal> {
        let mut words = words::split(line)
            .map_err(|_| Refusal::new(asked.t("mistake-quote")).way_out(asked.t("mistake-quote-way-out")))?;
        for word in words.iter_mut().take(2) {
            *word = word.to_lowercase();
        }
        let first = words.first().map(String::as_str);
        if matches!(first, None | Some("help" | "--help" | "-h" | "?" | "hilfe")) {
            return self.help(asked, &words).map(public);
        }
        let noun = first.unwrap_or_default();
        let verb = words.get(1).map(String::as_str).unwrap_or_default();
        let Some(entry) = self.registry.find(noun, verb) else {
            if matches!(verb, "help" | "--help" | "-h" | "?" | "hilfe") {
                return self.help(asked, &["help".to_owned(), noun.to_owned()]).map(public);
            }
            return Err(help::unknown(asked, &self.registry, &words));
        };
        if words.iter().skip(2).any(|word| word == "--help" || word == "-h") {
            return self.help(asked, &["help".to_owned(), noun.to_owned()]).map(public);
        }
        metrics::counter!("commands_total", "noun" => entry.verb.noun(), "verb" => entry.verb.name()).increment(1);
        // A change nobody may make is refused before anything is looked up for it.
        if let Err(denied) = self.services.access.grant(&asked.actor.user, entry.verb.risk()) {
            return Err(phrase_denied(asked, &denied));
        }
        let arguments = grammar::parse(asked, entry, words.get(2..).unwrap_or_default())?;
        match entry.verb.run(asked, &self.services, &arguments).await? {
            Answer::Card(card) => Ok(public(card)),
            Answer::Act(act) => self.ask(asked, act).await.map(|card| Reply { card, is_private: true }),
        }
    }

    fn help(&self, asked: &Asked, words: &[String]) -> Result<Card, Refusal> {
        match words.get(1).map(String::as_str) {
            Some(noun) if self.registry.verbs(noun).next().is_none() => {
                Err(help::unknown(asked, &self.registry, &words[1..]))
            }
            noun => Ok(help::card(asked, &self.registry, noun)),
        }
    }

    async fn ask(&self, asked: &Asked, act: Box<dyn Act>) -> Result<Card, Refusal> {
        self.services.access.grant(&asked.actor.user, act.risk()).map_err(|denied| phrase_denied(asked, &denied))?;
        // While the person reads the card, what it rests on is made fresh.
        self.services.directory.freshen_soon(&act.target().site_id);
        self.services.prompts.ask(&asked.actor, &asked.place, act.as_ref()).await.map_err(|error| {
            tracing::error!(error = %error, "a prompt could not be stored");
            Refusal::new(asked.t("store-down")).way_out(asked.t("store-down-way-out"))
        })
    }
}

fn public(card: Card) -> Reply {
    Reply { card, is_private: false }
}

/// A refusal as a card.
fn refused(refusal: Refusal) -> Card {
    let mut card = Card::text(if refusal.is_question { refusal.why } else { format!("⚠️ {}", refusal.why) });
    if let Some(way_out) = refusal.way_out {
        card = card.paragraph(way_out);
    }
    card.buttons(refusal.buttons)
}

/// A change that is not this person's to make, as a card.
pub fn denied_card(asked: &Asked, denied: &Denied) -> Card {
    refused(phrase_denied(asked, denied))
}

/// Says why a change is not this person's to make, and who can help.
fn phrase_denied(asked: &Asked, denied: &Denied) -> Refusal {
    match denied {
        Denied::NobodyMay => Refusal::new(asked.t("denied-nobody"))
            .way_out(asked.t("denied-nobody-way-out").plain("user", asked.actor.user.as_str())),
        Denied::NotAnOperator { operators } => {
            let named: Vec<_> = operators.iter().take(5).map(text::mention).collect();
            Refusal::new(asked.t("denied-not-operator"))
                .way_out(asked.t("denied-not-operator-way-out").marked("operators", named.join(", ")))
        }
    }
}
