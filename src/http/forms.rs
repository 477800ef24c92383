//! Forms: opened within the three seconds that Slack gives, completed when Kinsta has answered, read when they come back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer;
use super::desk::Desk;
use super::files::Audience;
use crate::approvals::{Answered, Presser, REASON, TYPED, Written};
use crate::commands::{Asked, Eyes, Opened, Partial, Reply, Submitted, denied_card};
use crate::domain::actor::{Actor, Place};
use crate::domain::card::Card;
use crate::domain::form::{self, Filled, Form, Purpose};
use crate::domain::ids::{ChannelId, PromptId, UserId, ViewId};
use crate::domain::text;
use crate::i18n::t;
use crate::slack::blocks::{View, ViewWords, modal};
use crate::slack::client::Error as SlackError;
use crate::slack::inbound::{ViewChanged, ViewSubmission};

/// How long a form may take to be read before something stands in for the answer.
const IN_TIME: Duration = Duration::from_millis(1_800);
/// The largest file that is read from a form, in bytes.
const MAX_FILE: usize = 1024 * 1024;

impl Desk {
    /// Opens a form. What is read from Kinsta is put into it as soon as it is there.
    ///
    /// # Errors
    /// Slack's; a trigger that came too late is [`SlackError::Gone`].
    pub async fn open_form(
        self: &Arc<Self>,
        asked: &Asked,
        trigger_id: &str,
        opened: Opened,
    ) -> Result<ViewId, SlackError> {
        let view = self.view(&opened.form, asked);
        let id = self.slack.open_view(trigger_id, &view).await?;
        if let Some(partial) = opened.partial {
            self.complete_later(asked.clone(), partial, id.clone(), None);
        }
        Ok(id)
    }

    /// Reads what a form still lacks, and shows it.
    fn complete_later(self: &Arc<Self>, asked: Asked, partial: Partial, id: ViewId, hash: Option<String>) {
        let desk = self.clone();
        self.tracker.spawn(async move {
            if let Some(form) = desk.pipeline.complete(&asked, &partial).await {
                desk.update(&id, hash.as_deref(), &desk.view(&form, &asked)).await;
            }
        });
    }

    async fn update(&self, id: &ViewId, hash: Option<&str>, view: &View) {
        match self.slack.update_view(id, hash, view).await {
            // Closed meanwhile, or changed again, which shows it anew.
            Ok(()) | Err(SlackError::Gone { .. }) => {}
            Err(error) => tracing::warn!(%error, "a form could not be brought up to date"),
        }
    }

    fn view(&self, form: &Form, asked: &Asked) -> View {
        let close = if form.submit.is_some() { "form-close" } else { "form-close-reading" };
        let words = ViewWords { close: asked.t(close).say(), submit: asked.t("form-submit").say() };
        modal(form, &words)
    }

    /// A form in which something was chosen on which the rest depends.
    pub async fn view_changed(self: &Arc<Self>, changed: ViewChanged) {
        let actor = self.actor(&changed.team, &changed.user).await;
        let asked = Asked::new(actor, own_or(changed.filled.place.clone(), &changed.user));
        let Some(partial) = self.pipeline.partial(&asked, &changed.filled) else { return };
        self.complete_later(asked, partial, changed.view_id, changed.hash);
    }

    /// A form that was sent.
    pub async fn submitted(self: &Arc<Self>, submission: ViewSubmission) -> Response {
        let ViewSubmission { team, user, view_id, filled, .. } = submission;
        let actor = self.actor(&team, &user).await;
        let place = own_or(filled.place.clone(), &user);
        let asked = Asked::new(actor, place);
        let desk = self.clone();
        let (later, waited) = (asked.clone(), view_id.clone());
        let mut work = self.tracker.spawn(async move { desk.read_form(later, filled).await });
        tokio::select! {
            biased;
            done = &mut work => match done {
                Ok(outcome) => self.answer_form(&asked, view_id, outcome).await,
                Err(_) => answer::acknowledged(),
            },
            () = self.clock.sleep(IN_TIME) => {
                let desk = self.clone();
                let followed = asked.clone();
                self.tracker.spawn(async move {
                    if let Ok(outcome) = work.await {
                        desk.answer_form_late(&followed, &waited, outcome).await;
                    }
                });
                let view = self.view(&reading(&asked, Card::text(asked.t("form-working").say())), &asked);
                Json(json!({ "response_action": "update", "view": view })).into_response()
            }
        }
    }

    async fn read_form(&self, mut asked: Asked, filled: Filled) -> Read {
        if let Purpose::Confirm { prompt } = &filled.purpose {
            return self.confirm(&asked, prompt, &filled).await;
        }
        for (argument, file) in self.pipeline.files(&filled) {
            match self.slack.download(&file.url, MAX_FILE).await {
                Ok(bytes) => {
                    asked.enclosed.files.insert(argument, bytes);
                }
                Err(error) => {
                    tracing::info!(%error, "a file of a form could not be fetched");
                    let why = asked.t("form-file-lost").say();
                    return Read::Form(Submitted::Mistakes(BTreeMap::from([(argument, why)])));
                }
            }
        }
        Read::Form(self.pipeline.submit(&asked, &filled).await)
    }

    async fn confirm(&self, asked: &Asked, prompt: &PromptId, filled: &Filled) -> Read {
        let text = |field: &str| match filled.answers.get(field) {
            Some(form::Answer::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let written = Written { typed: text(TYPED), reason: text(REASON) };
        let services = self.pipeline.services();
        let presser = Presser {
            actor: asked.actor.clone(),
            place: asked.place.clone(),
            return_address: self.addresses.get(prompt).map(|address| address.clone()),
        };
        match services.prompts.confirm(&presser, prompt, written).await {
            Ok(
                Answered::Confirmed(_)
                | Answered::Joined(_)
                | Answered::Requested(_)
                | Answered::Kept
                | Answered::Cancelled,
            ) => {
                self.addresses.remove(prompt);
                Read::Closed
            }
            Ok(Answered::Nothing(card)) => Read::Card(card),
            Ok(Answered::NeedsReason(card)) => match services.prompts.form(&presser, prompt).await {
                Ok(Ok(form)) => Read::Form(Submitted::Next(Box::new(Opened { form, partial: None }))),
                _ => Read::Card(card),
            },
            Ok(Answered::Mistaken(field, why)) => {
                Read::Form(Submitted::Mistakes(BTreeMap::from([(field.to_owned(), why)])))
            }
            Ok(Answered::Denied(denied)) => Read::Card(denied_card(asked, &denied)),
            Err(error) => Read::Card(self.incident(asked.actor.lang, &error)),
        }
    }

    async fn answer_form(self: &Arc<Self>, asked: &Asked, id: ViewId, read: Read) -> Response {
        let update =
            |form: &Form| Json(json!({ "response_action": "update", "view": self.view(form, asked) })).into_response();
        match read {
            Read::Form(Submitted::Mistakes(mistakes)) => {
                Json(json!({ "response_action": "errors", "errors": mistakes })).into_response()
            }
            Read::Form(Submitted::Next(opened)) => {
                let Opened { form, partial } = *opened;
                if let Some(partial) = partial {
                    self.complete_later(asked.clone(), partial, id, None);
                }
                update(&form)
            }
            Read::Form(Submitted::Said(reply)) => {
                let desk = self.clone();
                let asked = asked.clone();
                self.tracker.spawn(async move { desk.say(&asked, reply).await });
                Json(json!({ "response_action": "clear" })).into_response()
            }
            Read::Card(card) => update(&reading(asked, card)),
            Read::Closed => Json(json!({ "response_action": "clear" })).into_response(),
        }
    }

    /// As [`Desk::answer_form`], when something stands in for the answer already.
    async fn answer_form_late(self: &Arc<Self>, asked: &Asked, id: &ViewId, read: Read) {
        let form = match read {
            Read::Form(Submitted::Mistakes(mistakes)) => {
                let said = mistakes.values().map(|mistake| format!("⚠️ {}", text::plain(mistake)));
                reading(asked, said.fold(Card::new(), Card::paragraph))
            }
            Read::Form(Submitted::Next(opened)) => {
                let Opened { form, partial } = *opened;
                if let Some(partial) = partial {
                    self.complete_later(asked.clone(), partial, id.clone(), None);
                }
                form
            }
            Read::Form(Submitted::Said(reply)) => {
                self.say(asked, reply).await;
                let channel = &asked.place.channel;
                let said = if channel.is_direct() {
                    asked.t("form-said").say()
                } else {
                    asked.t("form-said-in").marked("channel", text::channel(channel)).say()
                };
                reading(asked, Card::text(said))
            }
            Read::Card(card) => reading(asked, card),
            Read::Closed => reading(asked, Card::text(asked.t("form-done").say())),
        };
        self.update(id, None, &self.view(&form, asked)).await;
    }

    /// Says to the asker what a form came to.
    async fn say(&self, asked: &Asked, reply: Reply) {
        let card = self.hand_over(asked, reply.card, reply.files, Audience::Asker).await;
        debug_assert!(reply.eyes != Eyes::AskerForAWhile, "a form asks before a secret is shown");
        self.whisper(&asked.actor.user, &asked.place, None, false, card).await;
    }
}

/// What a form that was sent came to.
enum Read {
    /// It was a verb's.
    Form(Submitted),
    /// It is over, and this is read in its place.
    Card(Card),
    /// It is over.
    Closed,
}

/// A view that is only read.
fn reading(asked: &Asked, card: Card) -> Form {
    Form {
        purpose: Purpose::Reading,
        title: asked.t("form-reading-title").say(),
        submit: None,
        place: Some(asked.place.clone()),
        intro: card.parts,
        fields: Vec::new(),
    }
}

/// Where answers go that belong to no conversation: the person's own with the bot.
pub fn own_or(place: Option<Place>, user: &UserId) -> Place {
    place.unwrap_or_else(|| Place { channel: ChannelId::with(user), thread: None })
}

/// Why a form did not open, as a card with another way.
pub fn not_opened(actor: &Actor, error: &SlackError) -> Card {
    let key = if matches!(error, SlackError::Gone { .. }) { "form-expired" } else { "form-lost" };
    tracing::info!(%error, "a form could not be opened");
    Card::text(t(actor.lang, key).say())
}
