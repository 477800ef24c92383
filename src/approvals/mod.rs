//! Questions put to a person before anything happens: a prompt is stored, answered once, and leads to an operation.
//!
//! Where the policy wants others to agree, a yes makes a request instead: an operation that waits for them.
//!
//! Must not know Slack, HTTP or Kinsta. The answer, the operation, its job and its card are written in one transaction.

mod confirm;
mod keep;
mod merge;
mod record;
mod request;
mod rules;
mod view;

use std::sync::Arc;

use crate::access::policy::Policy;
use crate::access::{Access, Asking, Leave, Needs, Refused};
use crate::act::{self, Act, Registry};
use crate::clock::{Clock, Ids};
pub use request::Decided;
pub use view::needed;

use crate::domain::actor::{Actor, Place, ReturnAddress};
use crate::domain::card::Card;
use crate::domain::form::Form;
use crate::domain::ids::{OperationId, PromptId, UserId};
use crate::domain::lang::Lang;
use crate::domain::outgoing::Outgoing;
use crate::domain::target::Target;
use crate::operations::{Board, Notice};
use crate::sites::{Directory, policy_target};
use crate::store::{self, Answer, Prompt, PromptRow, PromptState, Store, Taken};

pub(crate) use rules::obstacle;

/// How long a prompt may be answered.
pub const PROMPT_LIFE_MS: i64 = 5 * 60 * 1000;

/// The field in which the name is typed.
pub const TYPED: &str = "typed";
/// The field in which it is said why others should agree.
pub const REASON: &str = "reason";

/// The prompts.
#[derive(Debug, Clone)]
pub struct Prompts {
    store: Store,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    acts: Arc<Registry>,
    access: Access,
    directory: Arc<Directory>,
    board: Board,
}

/// What became of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// It runs; the prompt's card was replaced.
    Confirmed(OperationId),
    /// It was under way already; the presser joined it, and the prompt's card was replaced.
    Joined(OperationId),
    /// It was changed here, at once; the prompt's card was replaced.
    Kept,
    /// Others are asked; the prompt's card was replaced.
    Requested(OperationId),
    /// It will not run; the prompt's card was replaced.
    Cancelled,
    /// Nothing changed, and this says why.
    Nothing(Card),
    /// The presser may not make this change any more.
    Denied(Refused),
    /// Others must agree, and it was not said why they should; this asks for it.
    NeedsReason(Card),
    /// Something in the form cannot stay as it is: the field, and why, plain.
    Mistaken(&'static str, String),
}

/// What is filled in where a press alone is no answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// The name of what is lost.
    pub typed: Option<&'a str>,
    /// Why others should agree.
    pub reason: Option<&'a str>,
}

/// A question that was stored. It is worded only as it is shown.
#[derive(Debug)]
pub struct Question {
    id: PromptId,
    lang: Lang,
    place: Place,
    act: Box<dyn Act>,
    needs: Option<Needs>,
    notice: Option<Notice>,
}

impl Question {
    /// As a message with its buttons.
    pub fn card(&self) -> Card {
        view::question(self.lang, &self.id, self.act.as_ref(), self.needs.as_ref(), self.notice.as_ref())
    }

    /// As a form.
    pub fn form(&self) -> Form {
        let (needs, notice) = (self.needs.as_ref(), self.notice.as_ref());
        view::form(self.lang, &self.id, Some(self.place.clone()), self.act.as_ref(), needs, notice)
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
        Self { store, clock, ids, acts, access, directory, board: Board::default() }
    }

    /// The prompts, which say who would come first.
    #[must_use]
    pub fn watching(self, board: Board) -> Self {
        Self { board, ..self }
    }

    /// Who would come first, if this were confirmed now.
    fn notice(&self, act: &dyn Act) -> Option<Notice> {
        self.board.notice(act, &self.directory, self.clock.now_ms() - merge::WITHIN_MS)
    }

    /// Stores the question. Once this returns, it survives a crash. `verb` is the words that ask for it, `cache clear`;
    /// `leave` is what the policy says to it.
    pub async fn ask(
        &self,
        actor: &Actor,
        place: &Place,
        verb: &str,
        act: Box<dyn Act>,
        leave: Leave,
    ) -> Result<Question, store::Error> {
        let now_ms = self.clock.now_ms();
        let mut prompt = Prompt {
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
        let row = PromptRow::of(&prompt)?;
        self.store.put_recorded_prompt(row, &record::asked(&mut prompt, act.as_ref(), &leave.rule)).await?;
        metrics::counter!("prompts_total", "act" => act.name()).increment(1);
        let notice = self.notice(act.as_ref());
        Ok(Question { id: prompt.id, lang: prompt.lang, place: prompt.place, act, needs: leave.needs, notice })
    }

    /// The form in which the name is typed or it is said why others should agree, or why there is none any more.
    pub async fn form(&self, presser: &Presser, id: &PromptId) -> Result<Result<Form, Card>, store::Error> {
        let lang = presser.actor.lang;
        let Some(prompt) = self.store.find_prompt(id).await?.filter(|prompt| prompt.team == presser.actor.team) else {
            return Ok(Err(view::unknown(lang)));
        };
        if prompt.user != presser.actor.user {
            return Ok(Err(view::not_taken(lang, &Taken::NotYours { owner: prompt.user })));
        }
        Ok(match self.acts.decode(&prompt.act_name, prompt.act.clone()) {
            Ok(_) if prompt.expires_at_ms <= self.clock.now_ms() => Err(view::not_taken(lang, &Taken::Expired)),
            Ok(act) => {
                let leave = self.weigh(&self.access.policy(), presser, &prompt, act.as_ref());
                let needs = leave.ok().and_then(|leave| leave.needs);
                let notice = self.notice(act.as_ref());
                Ok(view::form(lang, id, Some(prompt.place), act.as_ref(), needs.as_ref(), notice.as_ref()))
            }
            Err(error) => {
                tracing::error!(error = %error, "a prompt cannot be read by this version");
                Err(view::unknown(lang))
            }
        })
    }

    /// Whether the presser may do this now, where it was asked for, and who has to agree first.
    fn weigh(&self, policy: &Policy, presser: &Presser, prompt: &Prompt, act: &dyn Act) -> Result<Leave, Refused> {
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
        self.access.weigh_by(policy, &asking)
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
