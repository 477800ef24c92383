//! A yes: what was asked becomes an operation that is carried out, or a request that waits for others.

use super::{Answered, Presser, Prompts, TYPED, Written, record, view};
use crate::access::Needs;
use crate::access::policy::Rule;
use crate::act::Act;
use crate::domain::approval::Approval;
use crate::domain::ids::{OperationId, PromptId};
use crate::domain::operation::{Operation, State};
use crate::domain::outgoing::Outgoing;
use crate::domain::risk::Risk;
use crate::operations;
use crate::store::{self, Answer, Prompt, Taken, Tx};

/// The most that is kept of a reason, in characters.
const MOST_REASON: usize = 500;

impl Prompts {
    /// Yes. The first press wins; every other one changes nothing and is told why. Where something is lost the name must
    /// have been written, where others must agree a reason.
    pub async fn confirm(
        &self,
        presser: &Presser,
        id: &PromptId,
        written: Written<'_>,
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
        if prompt.user != presser.actor.user {
            return Ok(Answered::Nothing(view::not_taken(lang, &Taken::NotYours { owner: prompt.user })));
        }
        let leave = match self.weigh(&self.access.policy(), presser, &prompt, act.as_ref()) {
            Ok(leave) => leave,
            Err(refused) => {
                self.store.record_soon(&record::denied(&prompt, act.as_ref(), refused.rule(), self.clock.now_ms()));
                return Ok(Answered::Denied(refused));
            }
        };
        let is_named = |typed: &str| typed.trim().to_lowercase() == act.target().site.trim().to_lowercase();
        if act.risk() >= Risk::Destructive && !written.typed.is_some_and(is_named) {
            return Ok(Answered::Mistaken(TYPED, view::mistyped(lang, act.target())));
        }
        if let Some(edit) = act.edit() {
            return self.keep(presser, &prompt, act.as_ref(), &edit).await;
        }
        match leave.needs {
            None => self.begin(presser, id, act.as_ref(), &leave.rule).await,
            Some(needs) => match written.reason.map(str::trim).filter(|reason| !reason.is_empty()) {
                Some(reason) => self.request(presser, id, act.as_ref(), &leave.rule, needs, reason).await,
                // It was asked before anybody else had to agree.
                None => Ok(Answered::NeedsReason(view::needs_by_now(lang, id, &needs))),
            },
        }
    }

    /// It is carried out.
    async fn begin(
        &self,
        presser: &Presser,
        id: &PromptId,
        act: &dyn Act,
        rule: &Rule,
    ) -> Result<Answered, store::Error> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let prompt = match tx.take_prompt(id, &presser.actor.user, now_ms, Answer::Confirmed).await? {
            Taken::Taken(prompt) => *prompt,
            refused => return Ok(Answered::Nothing(view::not_taken(presser.actor.lang, &refused))),
        };
        if let Some(joined) = self.merge(&mut tx, presser, &prompt, act, now_ms).await? {
            tx.commit().await?;
            metrics::counter!("operations_joined_total", "act" => act.name()).increment(1);
            return Ok(Answered::Joined(joined));
        }
        let operation = self.operation(presser, prompt, act, now_ms);
        self.replace_question(&mut tx, presser, &operation, now_ms).await?;
        tx.insert_operation(&operation).await?;
        tx.enqueue(&operations::job(&operation.id, now_ms)).await?;
        tx.record(&record::confirmed(&operation, id, act, rule));
        tx.commit().await?;
        metrics::counter!("operations_total", "act" => act.name()).increment(1);
        tracing::info!(operation = %operation.id, act = operation.act_name, user = %operation.user, environment = %operation.target.environment(), "a change was confirmed");
        Ok(Answered::Confirmed(operation.id))
    }

    /// Others are asked.
    async fn request(
        &self,
        presser: &Presser,
        id: &PromptId,
        act: &dyn Act,
        rule: &Rule,
        needs: Needs,
        reason: &str,
    ) -> Result<Answered, store::Error> {
        let now_ms = self.clock.now_ms();
        let policy = self.access.policy();
        let mut tx = self.store.write_tx().await?;
        let prompt = match tx.take_prompt(id, &presser.actor.user, now_ms, Answer::Confirmed).await? {
            Taken::Taken(prompt) => *prompt,
            refused => return Ok(Answered::Nothing(view::not_taken(presser.actor.lang, &refused))),
        };
        let mut operation = self.operation(presser, prompt, act, now_ms);
        let expires_at_ms = now_ms + policy.approvals.patience_ms();
        let elsewhere = policy.approvals.channel.clone().filter(|channel| *channel != operation.place.channel);
        operation.state = State::Waiting;
        operation.approval = Some(Approval {
            reason: reason.chars().take(MOST_REASON).collect(),
            needed: needs.count(),
            helpers: needs.helpers.iter().map(ToString::to_string).collect(),
            despite: needs.despite.map(|frozen| frozen.names).unwrap_or_default(),
            plan: operations::plan(&operation, &self.directory.full().index),
            facts: act.facts().into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            warnings: act.warnings().into_iter().map(str::to_owned).collect(),
            loses: act.risk() >= Risk::Destructive,
            channel: elsewhere,
            agreed: Vec::new(),
            expires_at_ms,
            granted_at_ms: None,
            end: None,
        });
        self.replace_question(&mut tx, presser, &operation, now_ms).await?;
        if let Some(show) = operations::shown_elsewhere(&operation) {
            tx.push_outgoing(&operations::request_lane(&operation.id), &show, now_ms).await?;
        }
        tx.insert_operation(&operation).await?;
        tx.enqueue(&operations::expiry_job(&operation.id, expires_at_ms)).await?;
        tx.record(&record::requested(&operation, id, act, rule));
        tx.commit().await?;
        metrics::counter!("approvals_requested_total", "act" => act.name()).increment(1);
        tracing::info!(operation = %operation.id, act = operation.act_name, user = %operation.user, "others are asked to agree");
        Ok(Answered::Requested(operation.id))
    }

    fn operation(&self, presser: &Presser, prompt: Prompt, act: &dyn Act, now_ms: i64) -> Operation {
        Operation {
            id: OperationId::new(self.ids.next(self.clock.as_ref())),
            act_name: prompt.act_name,
            act: prompt.act,
            verb: prompt.verb,
            target: prompt.target,
            team: presser.actor.team.clone(),
            user: presser.actor.user.clone(),
            kind: presser.actor.kind,
            lang: presser.actor.lang,
            place: prompt.place,
            return_address: presser.return_address.clone(),
            state: State::Accepted,
            steps: act.steps(),
            aftermath: operations::aftermath(act.look()),
            has_secret: act.sealed().is_some(),
            approval: None,
            waits: None,
            joined: Vec::new(),
            created_at_ms: now_ms,
            ended_at_ms: None,
            deadline_ms: now_ms + act.patience_ms(),
            version: 0,
        }
    }

    /// Puts what became of it in place of the question, and its card where everybody sees it.
    async fn replace_question(
        &self,
        tx: &mut Tx,
        presser: &Presser,
        operation: &Operation,
        now_ms: i64,
    ) -> Result<(), store::Error> {
        let lane = operation.id.as_str();
        // One lane, so that the prompt's card is replaced before a status card can take its place.
        if let Some(to) = &presser.return_address {
            let card = view::confirmed(presser.actor.lang, operation);
            tx.push_outgoing(lane, &Outgoing::Respond { to: to.clone(), replace: true, card }, now_ms).await?;
        }
        tx.push_outgoing(lane, &Outgoing::ShowCard { operation: operation.id.clone() }, now_ms).await?;
        Ok(())
    }
}
