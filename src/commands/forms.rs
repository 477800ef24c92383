//! Forms: opened from words or a button, filled in, read back into the same words that could have been typed.

use std::collections::BTreeMap;

use super::form;
use super::known::Known;
use super::pipeline::{Came, Eyes, Pipeline, Reply, count, refused, split};
use super::registry::Entry;
use super::services::Asked;
use crate::domain::actor::Place;
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::form::{Answer, Choice, Field, FileRef, Filled, Form, Input, Mistakes, Purpose};
use crate::domain::refusal::Refusal;
use crate::domain::text;

/// The field of the chooser that holds the verb.
const VERB: &str = "verb";
/// The most that a menu holds.
const MOST_CHOICES: usize = 100;

/// A form as it can be shown at once: what is read from Kinsta comes a moment later.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The form.
    pub form: Form,
    /// What more of it can be had from, by [`Pipeline::complete`].
    pub partial: Option<Partial>,
}

/// A form whose choices are still to be read.
#[derive(Debug, Clone)]
pub struct Partial {
    noun: String,
    verb: String,
    known: Known,
    place: Option<Place>,
}

/// What a filled-in form came to.
#[derive(Debug, Clone)]
pub enum Submitted {
    /// Something cannot stay as it is; the form stays open.
    Mistakes(Mistakes),
    /// Another form takes its place.
    Next(Box<Opened>),
    /// It is done, and this is said.
    Said(Reply),
}

impl Pipeline {
    /// The form of the verb that a line begins with, filled in with what the rest of the line says. `None` where the
    /// line names no verb.
    pub fn form(&self, asked: &Asked, line: &str, place: Option<Place>) -> Option<Opened> {
        let words = split(asked, line).ok()?;
        let (entry, rest) = self.entry(&words)?;
        let known = form::known_from_words(entry, rest, &self.services_for(asked));
        Some(self.opened(asked, entry, &known, place))
    }

    /// The form that asks for a site and what to do there.
    pub fn choose(&self, asked: &Asked, place: Option<Place>) -> Opened {
        let verbs = self.registry.entries().filter(|entry| entry.takes(super::target::SITE));
        let verbs = verbs.filter(|entry| self.leaves_out(asked, entry).is_none());
        let choices = verbs.map(|entry| Choice::new(entry.words(), entry.words())).take(MOST_CHOICES).collect();
        let field = |name: &str, input| Field {
            name: name.to_owned(),
            label: asked.t(format!("arg-{name}")).say(),
            hint: None,
            is_optional: false,
            reloads: false,
            input,
        };
        let form = Form {
            purpose: Purpose::Choose,
            title: asked.t("choose-title").say(),
            submit: Some(asked.t("form-submit").say()),
            place,
            intro: Vec::new(),
            fields: vec![
                field(super::target::SITE, Input::Environment { chosen: None }),
                field(VERB, Input::One { choices, value: None }),
            ],
        };
        Opened { form, partial: None }
    }

    /// What a form that is being filled in could be completed from.
    pub fn partial(&self, asked: &Asked, filled: &Filled) -> Option<Partial> {
        let Purpose::Verb { noun, verb } = &filled.purpose else { return None };
        let known = form::known_from(filled, &self.services_for(asked));
        Some(Partial { noun: noun.clone(), verb: verb.clone(), known, place: filled.place.clone() })
    }

    /// The form with what is read from Kinsta, as far as what that depends on is known.
    pub async fn complete(&self, asked: &Asked, partial: &Partial) -> Option<Form> {
        let entry = self.registry.find(&partial.noun, &partial.verb)?;
        Some(self.completed(asked, entry, &partial.known, partial.place.clone()).await)
    }

    fn opened(&self, asked: &Asked, entry: &Entry, known: &Known, place: Option<Place>) -> Opened {
        let form = form::build(asked, entry, known, &[], place.clone());
        let partial = || Partial {
            noun: entry.verb.noun().to_owned(),
            verb: entry.verb.name().to_owned(),
            known: known.clone(),
            place,
        };
        Opened { form, partial: (!entry.verb.chosen().is_empty()).then(partial) }
    }

    async fn completed(&self, asked: &Asked, entry: &Entry, known: &Known, place: Option<Place>) -> Form {
        let mut choices = Vec::new();
        let mut refusal = None;
        // What a person may not do is not looked up for them.
        let is_theirs = known.site.as_deref().is_none_or(|site| self.may_on(asked, entry, site, known.env.as_ref()));
        let services = self.services_for(asked);
        if let Err(denied) = self.permit_anywhere(asked, entry) {
            refusal = Some(denied);
        } else if is_theirs {
            for argument in entry.verb.chosen() {
                match entry.verb.choices(argument, known, asked, &services).await {
                    Ok(Some(mut found)) => {
                        found.truncate(MOST_CHOICES);
                        choices.push(((*argument).to_owned(), found));
                    }
                    Ok(None) => {}
                    Err(failed) => refusal = Some(failed),
                }
            }
        }
        let mut form = form::build(asked, entry, known, &choices, place);
        // A menu without anything in it cannot be shown; why there is nothing can.
        for (argument, _) in choices.iter().filter(|(_, found)| found.is_empty()) {
            form.fields.retain(|field| &field.name != argument);
            let label = asked.t(format!("arg-{}", argument.replace('_', "-"))).say();
            form.intro.push(Part::Text(asked.t("form-nothing-to-choose").plain("label", &label).say()));
        }
        if let Some(refusal) = refusal {
            form.intro.extend(told(asked, entry, refusal));
        }
        form
    }

    /// The files that came with a form, by the arguments' names; to be fetched before it is submitted.
    pub fn files(&self, filled: &Filled) -> Vec<(String, FileRef)> {
        let file = |(name, answer): (&String, &Answer)| match answer {
            Answer::File(file) => Some((name.clone(), file.clone())),
            _ => None,
        };
        filled.answers.iter().filter_map(file).collect()
    }

    /// A filled-in form: the words it stands for are run as if they were typed.
    pub async fn submit(&self, asked: &Asked, filled: &Filled) -> Submitted {
        match &filled.purpose {
            Purpose::Verb { noun, verb } => match self.registry.find(noun, verb) {
                Some(entry) => self.submit_verb(asked, entry, filled).await,
                None => said(refused(Refusal::new(asked.t("form-outdated")).way_out(asked.t("form-outdated-way-out")))),
            },
            Purpose::Choose => {
                let known = form::known_from(filled, &self.services_for(asked));
                let words: Vec<String> = known.text(VERB).unwrap_or_default().split(' ').map(str::to_owned).collect();
                match self.registry.read(&words) {
                    Some((entry, _)) => {
                        Submitted::Next(Box::new(self.opened(asked, entry, &known, filled.place.clone())))
                    }
                    None => Submitted::Mistakes(BTreeMap::from([(VERB.to_owned(), asked.t("form-outdated").say())])),
                }
            }
            Purpose::Confirm { .. } | Purpose::Reading => said(refused(Refusal::new(asked.t("form-outdated")))),
        }
    }

    async fn submit_verb(&self, asked: &Asked, entry: &Entry, filled: &Filled) -> Submitted {
        let line = form::line(entry, filled);
        let mut asked = asked.clone();
        asked.enclosed.secrets.extend(line.enclosed.secrets);
        match self.run(&asked, &line.words).await {
            Ok(Came::Asked(question)) => Submitted::Next(Box::new(Opened { form: question.form(), partial: None })),
            Ok(Came::Read { card, files, eyes }) => {
                Submitted::Said(Reply { card: self.trimmed(&asked, card), files, eyes, form: None })
            }
            Err(refusal) => {
                count(&refusal);
                self.keep_account_of(&asked, &line.words, &refusal);
                self.mistaken(&asked, entry, filled, refusal)
            }
        }
    }

    /// What does not fit stands below its field, or above all of them where it is about none.
    fn mistaken(&self, asked: &Asked, entry: &Entry, filled: &Filled, refusal: Refusal) -> Submitted {
        let known = form::known_from(filled, &self.services_for(asked));
        let Opened { mut form, partial } = self.opened(asked, entry, &known, filled.place.clone());
        if let Some(argument) = &refusal.argument
            && (filled.answers.contains_key(argument) || form.fields.iter().any(|field| &field.name == argument))
        {
            let choices = choices_of(asked, entry, &refusal);
            let why = [Some(refusal.why.as_str()), refusal.way_out.as_deref(), choices.as_deref()];
            let why: Vec<String> = why.into_iter().flatten().map(text::unmarked).collect();
            return Submitted::Mistakes(BTreeMap::from([(argument.clone(), why.join(" "))]));
        }
        form.intro.extend(told(asked, entry, refusal));
        Submitted::Next(Box::new(Opened { form, partial }))
    }
}

/// A refusal as a form says it: with its choices as words, because a button would lead out of the form.
fn told(asked: &Asked, entry: &Entry, refusal: Refusal) -> Vec<Part> {
    let choices = choices_of(asked, entry, &refusal);
    let card = refused(Refusal { buttons: Vec::new(), ..refusal });
    choices.into_iter().fold(card, Card::paragraph).parts
}

/// What the buttons of a refusal would put in the place of what does not fit: those that ask for the same verb. Marked.
fn choices_of(asked: &Asked, entry: &Entry, refusal: &Refusal) -> Option<String> {
    let own = format!("{} ", entry.words());
    let is_own = |button: &&Button| matches!(&button.press, Press::Words { line, .. } | Press::Form { line } if line.starts_with(&own));
    let labels: Vec<String> = refusal.buttons.iter().filter(is_own).map(|button| text::plain(&button.label)).collect();
    (!labels.is_empty()).then(|| asked.t("form-choices").marked("choices", labels.join(", ")).say())
}

fn said(card: Card) -> Submitted {
    Submitted::Said(Reply { card, files: Vec::new(), eyes: Eyes::Asker, form: None })
}
