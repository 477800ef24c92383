//! From words to an answer: read, resolve, authorise, ask back.

use super::registry::{Entry, Registry};
use super::services::{Asked, Services};
use super::spec::{Answer, Attachment, Secret};
use super::{grammar, help, refusal};
use crate::access::Refused;
use crate::act::Act;
use crate::approvals::Question;
use crate::domain::card::{Button, ButtonStyle, Card, Press};
use crate::domain::refusal::Refusal;
use crate::domain::words;

/// What a line came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What is said.
    pub card: Card,
    /// What comes with it.
    pub files: Vec<Attachment>,
    /// Who may see it.
    pub eyes: Eyes,
    /// The form that can ask for what was missing.
    pub form: Option<Wanted>,
}

/// A form that can ask for what was missing in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The line.
    pub line: String,
    /// What is said instead once the form is open.
    pub card: Card,
}

/// Who may see an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// Everybody where it was asked for.
    Everybody,
    /// The asker: a question, a prompt, a "no".
    Asker,
    /// The asker, for a while only, and no store and no log: a secret.
    AskerForAWhile,
}

/// What a line came to, before it is worded as a message.
pub(super) enum Came {
    /// Something to read.
    Read { card: Card, files: Vec<Attachment>, eyes: Eyes },
    /// A change, to be confirmed.
    Asked(Box<Question>),
}

/// Every way of typing a command comes through here.
pub struct Pipeline {
    pub(super) registry: Registry,
    pub(super) services: Services,
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
        let came = match split(asked, line) {
            Ok(words) => self.run(asked, &words).await,
            Err(refusal) => Err(refusal),
        };
        let (card, files, eyes) = match came {
            Ok(Came::Read { card, files, eyes }) => (self.trimmed(asked, card), files, eyes),
            Ok(Came::Asked(question)) => (self.trimmed(asked, question.card()), Vec::new(), Eyes::Asker),
            Err(mut refusal) => {
                count(&refusal);
                self.keep_account(asked, line, &refusal);
                let offered = self.offered(asked, refusal.buttons.clone());
                // A question keeps something to choose; whoever presses learns why not, and who can help.
                if !(refusal.is_question && offered.is_empty()) {
                    refusal.buttons = offered;
                }
                let form = refusal.is_incomplete.then(|| {
                    // What the form shows by itself is not said twice.
                    let why = (!refusal.is_self_evident).then(|| stated(&refusal));
                    let card = why.into_iter().fold(Card::text(asked.t("form-opened").say()), Card::paragraph);
                    Wanted { line: line.to_owned(), card }
                });
                if refusal.is_incomplete {
                    let press = Press::Form { line: line.to_owned() };
                    refusal.buttons.insert(0, Button::new(asked.t("button-form").say(), press));
                }
                return Reply { card: refused(refusal), files: Vec::new(), eyes: Eyes::Asker, form };
            }
        };
        Reply { card, files, eyes, form: None }
    }

    /// Runs the words of a line.
    pub(super) async fn run(&self, asked: &Asked, words: &[String]) -> Result<Came, Refusal> {
        let first = words.first().map(String::as_str);
        if matches!(first, None | Some("help" | "--help" | "-h" | "?" | "hilfe")) {
            return self.help(asked, words).map(public);
        }
        let noun = first.unwrap_or_default();
        let verb = words.get(1).map(String::as_str).unwrap_or_default();
        let of_noun = || {
            let all = words.iter().find(|word| *word == "--all").cloned();
            let line: Vec<String> = ["help".to_owned(), noun.to_owned()].into_iter().chain(all).collect();
            self.help(asked, &line).map(public)
        };
        let Some((entry, taken)) = self.registry.read(words) else {
            if matches!(verb, "help" | "--help" | "-h" | "?" | "hilfe") {
                return of_noun();
            }
            return Err(self.unknown(asked, words));
        };
        let rest = words.get(taken..).unwrap_or_default();
        if rest.iter().any(|word| word == "--help" || word == "-h") {
            return of_noun();
        }
        metrics::counter!("commands_total", "noun" => entry.verb.noun(), "verb" => entry.verb.name()).increment(1);
        // What no role of theirs allows anywhere is refused before anything is looked up for it.
        self.permit_anywhere(asked, entry)?;
        let arguments = grammar::parse(asked, entry, rest)?;
        let services = self.services_for(asked);
        self.keep_to_the_channel(asked, entry, &arguments)?;
        self.ask_back(asked, entry, rest, &services)?;
        match entry.verb.run(asked, &services, &arguments).await? {
            Answer::Card(card) => Ok(public(card)),
            Answer::Private(card) => Ok(Came::Read { card, files: Vec::new(), eyes: Eyes::Asker }),
            Answer::Files { card, files } => Ok(Came::Read { card, files, eyes: Eyes::Everybody }),
            Answer::Secret(secret) => self.secret(asked, entry, &services, secret.as_ref()).await,
            Answer::Act(act) => self.ask(asked, entry, act).await.map(|question| Came::Asked(Box::new(question))),
        }
    }

    fn unknown(&self, asked: &Asked, words: &[String]) -> Refusal {
        help::unknown(asked, &self.registry, words, &|entry| self.leaves_out(asked, entry).is_none())
    }

    fn help(&self, asked: &Asked, words: &[String]) -> Result<Card, Refusal> {
        let mut words = words.to_vec();
        let shows_all = words.iter().any(|word| word == "--all");
        words.retain(|word| word != "--all");
        match words.get(1).map(String::as_str) {
            Some(noun) if self.registry.verbs(noun).next().is_none() => Err(self.unknown(asked, &words[1..])),
            noun => {
                let leaves_out = |entry: &Entry| if shows_all { None } else { self.leaves_out(asked, entry) };
                let card = help::card(asked, &self.registry, noun, &leaves_out);
                let notice = self.services.access.read_only().map(|switch| refusal::notice(asked, &switch));
                Ok(notice.into_iter().fold(card, Card::paragraph))
            }
        }
    }

    async fn ask(&self, asked: &Asked, entry: &Entry, act: Box<dyn Act>) -> Result<Question, Refusal> {
        let words = entry.words();
        let leave = self.weigh_act(asked, entry, act.as_ref())?;
        self.services.prompts.ask(&asked.actor, &asked.place, &words, act, leave).await.map_err(|error| {
            tracing::error!(error = %error, "a prompt could not be stored");
            Refusal::new(asked.t("store-down")).way_out(asked.t("store-down-way-out"))
        })
    }

    /// Asks before a secret is shown, and shows it to who said yes.
    async fn secret(
        &self,
        asked: &Asked,
        entry: &Entry,
        services: &Services,
        secret: &dyn Secret,
    ) -> Result<Came, Refusal> {
        let grant = self.permit_secret(asked, entry, &secret.line())?;
        if !asked.reveals {
            let show = Button::new(asked.t("button-reveal").say(), Press::Reveal { line: secret.line() });
            let card = Card::text(secret.question(asked)).buttons(vec![show.style(ButtonStyle::Primary)]);
            let card = card.note(asked.t("secret-life").number("minutes", SECRET_MINUTES).say());
            return Ok(Came::Read { card, files: Vec::new(), eyes: Eyes::Asker });
        }
        let (card, files) = secret.reveal(asked, services, &grant).await?;
        metrics::counter!("secrets_shown_total").increment(1);
        Ok(Came::Read { card, files, eyes: Eyes::AskerForAWhile })
    }

    /// The verb that a line begins with, and the words behind it.
    pub(super) fn entry<'w>(&self, words: &'w [String]) -> Option<(&Entry, &'w [String])> {
        let (entry, taken) = self.registry.read(words)?;
        Some((entry, words.get(taken..).unwrap_or_default()))
    }
}

/// How long a secret is shown, in minutes.
pub const SECRET_MINUTES: usize = 5;

/// A line's words, those that name the verb in lower case.
pub(super) fn split(asked: &Asked, line: &str) -> Result<Vec<String>, Refusal> {
    let mut words = words::split(line)
        .map_err(|_| Refusal::new(asked.t("mistake-quote")).way_out(asked.t("mistake-quote-way-out")).misread())?;
    for word in words.iter_mut().take(2) {
        *word = word.to_lowercase();
    }
    Ok(words)
}

pub(super) fn count(refusal: &Refusal) {
    if !refusal.is_question {
        metrics::counter!("commands_refused_total").increment(1);
    }
}

fn public(card: Card) -> Came {
    Came::Read { card, files: Vec::new(), eyes: Eyes::Everybody }
}

/// A refusal as a card.
pub(super) fn refused(refusal: Refusal) -> Card {
    let mut card = Card::text(stated(&refusal));
    if let Some(way_out) = refusal.way_out {
        card = card.paragraph(way_out);
    }
    card.buttons(refusal.buttons)
}

/// Why not, or what has to be known first.
fn stated(refusal: &Refusal) -> String {
    if refusal.is_question { refusal.why.clone() } else { format!("⚠️ {}", refusal.why) }
}

/// What may not be done, as a card.
pub fn denied_card(asked: &Asked, refused_for: &Refused) -> Card {
    refused(refusal::phrase(asked, refused_for))
}
