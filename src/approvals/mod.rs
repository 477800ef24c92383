//! Questions put to a person before anything happens: a prompt is stored, answered once, and leads to an operation.
//!
//! Must not know Slack, HTTP or Kinsta. The answer, the operation, its job and its card are written in one transaction.

mod keep;
mod record;
mod rules;
mod view;

use std::sync::Arc;

use crate::access::policy::Policy;
use crate::access::{Access, Asking, Refused};
use crate::act::{self, Act, Registry};
use crate::clock::{Clock, Ids};
use crate::domain::actor::{Actor, Place, ReturnAddress};
use crate::domain::card::Card;
use crate::domain::form::Form;
use crate::domain::ids::{OperationId, PromptId, UserId};
use crate::domain::lang::Lang;
use crate::domain::operation::{Operation, State};
use crate::domain::outgoing::Outgoing;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::operations;
use crate::sites::{Directory, policy_target};
use crate::store::{self, Answer, Prompt, PromptState, Store, Taken};

pub(crate) use rules::obstacle;

/// How long a prompt may be answered.
pub const PROMPT_LIFE_MS: i64 = 5 * 60 * 1000;

/// The field in which the name is typed.
pub const TYPED: &str = "typed";

/// The prompts.
#[derive(Debug, Clone)]
pub struct Prompts {
    store: Store,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    acts: Arc<Registry>,
    access: Access,
    directory: Arc<Directory>,
}

/// What became of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// It runs; the prompt's card was replaced.
    Confirmed(OperationId),
    /// It was changed here, at once; the prompt's card was replaced.
    Kept,
    /// It will not run; the prompt's card was replaced.
    Cancelled,
    /// Nothing changed, and this says why.
    Nothing(Card),
    /// The presser may not make this change any more.
    Denied(Refused),
    /// The name that had to be typed was not; it can be typed again. In words, plain.
    Mistyped(String),
}

/// A question that was stored. It is worded only as it is shown.
#[derive(Debug)]
pub struct Question {
    id: PromptId,
    lang: Lang,
    place: Place,
    act: Box<dyn Act>,
}

impl Question {
    /// As a message with its buttons.
    pub fn card(&self) -> Card {
        view::question(self.lang, &self.id, self.act.as_ref())
    }

    /// As a form.
    pub fn form(&self) -> Form {
        view::form(self.lang, &self.id, Some(self.place.clone()), self.act.as_ref())
    }
}

/// A person at a button.
#[derive(Debug, Clone)]
pub struct Presser {
    /// Who.
    pub actor: Actor,
    /// Where the button is.
    pub place: Place,
    /// A way back that needs no membership.
    pub return_address: Option<ReturnAddress>,
}

impl Prompts {
    /// Prompts kept in a store.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        acts: Arc<Registry>,
        access: Access,
        directory: Arc<Directory>,
    ) -> Self {
        Self { store, clock, ids, acts, access, directory }
    }

    /// Stores the question. Once this returns, it survives a crash. `verb` is the words that ask for it, `cache clear`.
    pub async fn ask(
        &self,
        actor: &Actor,
        place: &Place,
        verb: &str,
        act: Box<dyn Act>,
    ) -> Result<Question, store::Error> {
        let now_ms = self.clock.now_ms();
        let prompt = Prompt {
            id: PromptId::new(self.ids.next(self.clock.as_ref())),
            team: actor.team.clone(),
            user: actor.user.clone(),
            act_name: act.name().to_owned(),
            act: act.to_json(),
            verb: verb.to_owned(),
            target: act.target().clone(),
            lang: actor.lang,
            place: place.clone(),
            created_at_ms: now_ms,
            expires_at_ms: now_ms + PROMPT_LIFE_MS,
            state: PromptState::Open,
        };
        self.store.put_recorded_prompt(&prompt, &record::asked(&prompt, act.as_ref())).await?;
        metrics::counter!("prompts_total", "act" => act.name()).increment(1);
        Ok(Question { id: prompt.id, lang: prompt.lang, place: prompt.place, act })
    }

    /// The form in which the name is typed, or why there is none any more.
    pub async fn form(&self, presser: &Presser, id: &PromptId) -> Result<Result<Form, Card>, store::Error> {
        let lang = presser.actor.lang;
        let Some(prompt) = self.store.find_prompt(id).await?.filter(|prompt| prompt.team == presser.actor.team) else {
            return Ok(Err(view::unknown(lang)));
        };
        if prompt.user != presser.actor.user {
            return Ok(Err(view::not_taken(lang, &Taken::NotYours { owner: prompt.user })));
        }
        Ok(match self.acts.decode(&prompt.act_name, prompt.act) {
            Ok(_) if prompt.expires_at_ms <= self.clock.now_ms() => Err(view::not_taken(lang, &Taken::Expired)),
            Ok(act) => Ok(view::form(lang, id, Some(prompt.place), act.as_ref())),
            Err(error) => {
                tracing::error!(error = %error, "a prompt cannot be read by this version");
                Err(view::unknown(lang))
            }
        })
    }

    /// Yes. The first press wins; every other one changes nothing and is told why. Where something is lost, the name
    /// must be `typed`.
    pub async fn confirm(
        &self,
        presser: &Presser,
        id: &PromptId,
        typed: Option<&str>,
    ) -> Result<Answered, store::Error> {
        let lang = presser.actor.lang;
        let Some(prompt) = self.store.find_prompt(id).await?.filter(|prompt| prompt.team == presser.actor.team) else {
            return Ok(Answered::Nothing(view::unknown(lang)));
        };
        let act = match self.acts.decode(&prompt.act_name, prompt.act.clone()) {
            Ok(act) => act,
            Err(error) => {
                tracing::error!(error = %error, "a prompt cannot be read by this version");
                return Ok(Answered::Nothing(view::unknown(lang)));
            }
        };
        if prompt.user == presser.actor.user
            && let Err(refused) = self.permit(&self.access.policy(), presser, &prompt, act.as_ref())
        {
            self.store.record_soon(&record::denied(&prompt, act.as_ref(), refused.rule(), self.clock.now_ms()));
            return Ok(Answered::Denied(refused));
        }
        let is_named = |typed: &str| typed.trim().to_lowercase() == act.target().site.trim().to_lowercase();
        if prompt.user == presser.actor.user && act.risk() >= Risk::Destructive && !typed.is_some_and(is_named) {
            return Ok(Answered::Mistyped(view::mistyped(lang, act.target())));
        }
        if let Some(edit) = act.edit() {
            return self.keep(presser, &prompt, act.as_ref(), &edit).await;
        }
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let prompt = match tx.take_prompt(id, &presser.actor.user, now_ms, Answer::Confirmed).await? {
            Taken::Taken(prompt) => *prompt,
            refused => return Ok(Answered::Nothing(view::not_taken(lang, &refused))),
        };
        let operation = Operation {
            id: OperationId::new(self.ids.next(self.clock.as_ref())),
            act_name: prompt.act_name,
            act: prompt.act,
            verb: prompt.verb,
            target: prompt.target,
            team: presser.actor.team.clone(),
            user: presser.actor.user.clone(),
            kind: presser.actor.kind,
            lang,
            place: prompt.place,
            return_address: presser.return_address.clone(),
            state: State::Accepted,
            steps: act.steps(),
            aftermath: operations::aftermath(act.look()),
            has_secret: act.sealed().is_some(),
            created_at_ms: now_ms,
            ended_at_ms: None,
            deadline_ms: now_ms + act.patience_ms(),
            version: 0,
        };
        let lane = operation.id.as_str();
        // One lane, so that the prompt's card is replaced before a status card can take its place.
        if let Some(to) = &presser.return_address {
            let card = view::confirmed(lang, &operation);
            tx.push_outgoing(lane, &Outgoing::Respond { to: to.clone(), replace: true, card }, now_ms).await?;
        }
        tx.push_outgoing(lane, &Outgoing::ShowCard { operation: operation.id.clone() }, now_ms).await?;
        tx.insert_operation(&operation).await?;
        tx.enqueue(&operations::job(&operation.id, now_ms)).await?;
        tx.record(&record::confirmed(&operation, id, act.as_ref()));
        tx.commit().await?;
        metrics::counter!("operations_total", "act" => act.name()).increment(1);
        tracing::info!(operation = %operation.id, act = operation.act_name, user = %operation.user, environment = %operation.target.environment(), "a change was confirmed");
        Ok(Answered::Confirmed(operation.id))
    }

    /// Whether the presser may do this now, where it was asked for.
    fn permit(&self, policy: &Policy, presser: &Presser, prompt: &Prompt, act: &dyn Act) -> Result<(), Refused> {
        let directory = self.directory.full();
        let asking = Asking {
            user: &presser.actor.user,
            kind: presser.actor.kind,
            channel: Some(&prompt.place.channel),
            verb: act::verb(&prompt.verb, act),
            target: policy_target(&directory.index, &prompt.target),
            is_kept_here: act.edit().is_some(),
            at: self.clock.now(),
        };
        self.access.permit_by(policy, &asking, &[]).map(drop)
    }

    /// No. Nothing will happen, and the card says so.
    pub async fn cancel(&self, presser: &Presser, id: &PromptId) -> Result<Answered, store::Error> {
        let lang = presser.actor.lang;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let prompt = match tx.take_prompt(id, &presser.actor.user, now_ms, Answer::Cancelled).await? {
            Taken::Taken(prompt) => prompt,
            refused => return Ok(Answered::Nothing(view::not_taken(lang, &refused))),
        };
        if let Some(to) = &presser.return_address {
            let card = view::cancelled(lang, &prompt.act_name, &prompt.target);
            tx.push_outgoing(id.as_str(), &Outgoing::Respond { to: to.clone(), replace: true, card }, now_ms).await?;
        }
        tx.record(&record::cancelled(&prompt, now_ms));
        tx.commit().await?;
        Ok(Answered::Cancelled)
    }
}

/// An act's sentence about a target.
pub(crate) fn about(lang: Lang, act_name: &str, sentence: &str, target: &Target) -> String {
    act::sentence(lang, act_name, sentence, target).say()
}

/// A person for a sentence.
pub(crate) fn person(user: &UserId) -> String {
    crate::domain::text::mention(user)
}
