//! What the handlers share.

use std::sync::Arc;
use std::time::Duration;

use dashmap::DashMap;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::task::TaskTracker;

use crate::clock::{Clock, Ids};
use crate::commands::{Asked, Pipeline, Reply};
use crate::domain::actor::{Actor, Place, ReturnAddress};
use crate::domain::card::Card;
use crate::domain::ids::{OperationId, PromptId, TeamId, UserId};
use crate::domain::lang::Lang;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::i18n::t;
use crate::operations::Operations;
use crate::sites::Directory;
use crate::slack::client::Client;
use crate::slack::inbound::Reader;
use crate::slack::people::People;
use crate::slack::verify::Verifier;
use crate::store::{self, Store};

/// How long a person's language and zone may take to look up within Slack's three seconds.
const PERSON_WAIT: Duration = Duration::from_millis(700);

/// The handlers' shared faculties.
pub struct Desk {
    /// Believes Slack.
    pub verifier: Verifier,
    /// Reads what Slack sends.
    pub reader: Reader,
    /// Languages and zones.
    pub people: People,
    /// Slack itself, for what is not promised but shown at once: forms, files, secrets.
    pub slack: Arc<Client>,
    /// Where the questions are that are being answered in a form.
    pub addresses: DashMap<PromptId, ReturnAddress>,
    /// Words to answers.
    pub pipeline: Arc<Pipeline>,
    /// Confirmed changes.
    pub operations: Operations,
    /// What must survive.
    pub store: Store,
    /// The sites.
    pub directory: Arc<Directory>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<Ids>,
    /// Work that goes on after the acknowledgement.
    pub tracker: TaskTracker,
    /// The only app whose requests are taken, where it is configured.
    pub app_id: Option<String>,
    /// How long senders may take.
    pub limits: super::Limits,
    /// The numbers.
    pub metrics: PrometheusHandle,
}

impl Desk {
    /// Whether a request is for this app.
    pub fn is_ours(&self, app_id: Option<&str>) -> bool {
        match (&self.app_id, app_id) {
            (Some(ours), Some(theirs)) => ours == theirs,
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// The person, with language and zone.
    pub async fn actor(&self, team: &TeamId, user: &UserId) -> Actor {
        let actor = self.people.actor(team, user, PERSON_WAIT).await;
        self.pipeline.services().access.learn_kind(user, actor.kind);
        actor
    }

    /// Answers words. Never fails: what goes wrong inside becomes an incident a person can report. Where something is
    /// missing and there is a trigger, the form that asks for it is opened.
    pub async fn answer(self: &Arc<Self>, asked: &Asked, line: &str, trigger_id: Option<&str>) -> Reply {
        let mut reply = self.pipeline.answer(asked, line).await;
        if let (Some(wanted), Some(trigger_id)) = (reply.form.take(), trigger_id)
            && let Some(opened) = self.pipeline.form(asked, &wanted.line, Some(asked.place.clone()))
        {
            match self.open_form(asked, trigger_id, opened).await {
                Ok(_) => reply.card = wanted.card,
                Err(error) => tracing::info!(%error, "a form could not be opened"),
            }
        }
        reply
    }

    /// An operation, if it is there and seen from where somebody stands.
    pub async fn seen(&self, asked: &Asked, operation: &OperationId) -> Result<Option<Operation>, store::Error> {
        let found = self.store.operation(operation).await?;
        Ok(found.filter(|operation| self.pipeline.shows(asked, operation)))
    }

    /// Promises a message that stands alone.
    pub async fn promise(&self, message: Outgoing) {
        let lane = self.ids.next(self.clock.as_ref());
        if let Err(error) = self.try_promise(&lane, &message).await {
            tracing::error!(error = %error, "an answer could not be stored, so it is lost");
        }
    }

    async fn try_promise(&self, lane: &str, message: &Outgoing) -> Result<(), store::Error> {
        let mut tx = self.store.write_tx().await?;
        tx.push_outgoing(lane, message, self.clock.now_ms()).await?;
        tx.commit().await
    }

    /// Promises an answer to one person, by the best way there is.
    pub async fn whisper(&self, user: &UserId, place: &Place, to: Option<ReturnAddress>, replace: bool, card: Card) {
        let message = match to {
            // Only the two of them read their own conversation.
            None if place.channel.person().is_some() => Outgoing::Post { place: place.clone(), card },
            // A return address leads to the channel, not into its threads; only what it replaces stays where it was.
            Some(to) if replace || place.thread.is_none() => Outgoing::Respond { to, replace, card },
            _ => Outgoing::Whisper { place: place.clone(), user: user.clone(), card },
        };
        self.promise(message).await;
    }

    /// Remembers where a question is that is being answered in a form. Lost in a restart, it is not replaced.
    pub fn remember(&self, prompt: PromptId, address: ReturnAddress) {
        let now_ms = self.clock.now_ms();
        self.addresses.retain(|_, known| known.expires_at_ms > now_ms);
        self.addresses.insert(prompt, address);
    }

    /// The card for a failure that is ours; the log has its cause under the same name.
    pub fn incident(&self, lang: Lang, error: &store::Error) -> Card {
        let id = self.ids.next(self.clock.as_ref());
        let incident = &id[id.len() - 4..];
        tracing::error!(incident, error = %error, "a request could not be carried out");
        Card::text(t(lang, "incident").plain("incident", incident).say()).paragraph(t(lang, "incident-way-out").say())
    }
}
