//! A confirmed change of what is kept here: the answer, the change and the word about it in one transaction.

use serde_json::{Value, json};

use super::{Answered, Presser, Prompts, record, view};
use crate::access::policy::Policy;
use crate::access::{self, Edit, Obstacle, POLICY, ReadOnly, SWITCH, Switch, stored_policy};
use crate::act::Act;
use crate::domain::outgoing::Outgoing;
use crate::store::{self, Answer, Prompt, Taken, Tx};

/// What is in force once the transaction has ended, and what the audit log says of it.
struct Kept {
    now: Now,
    told: Value,
    outcome: String,
}

enum Now {
    Policy(Box<Policy>),
    Switch(Option<ReadOnly>),
}

impl Prompts {
    pub(super) async fn keep(
        &self,
        presser: &Presser,
        prompt: &Prompt,
        act: &dyn Act,
        edit: &Edit,
    ) -> Result<Answered, store::Error> {
        let lang = presser.actor.lang;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        match tx.take_prompt(&prompt.id, &presser.actor.user, now_ms, Answer::Confirmed).await? {
            Taken::Taken(_) => {}
            refused => return Ok(Answered::Nothing(view::not_taken(lang, &refused))),
        }
        // From here on, whatever is refused takes the answer back with the transaction.
        let kept = match edit {
            Edit::ReadOnly(on) => self.turn(&mut tx, presser, *on, now_ms).await?,
            _ => self.edit(&mut tx, presser, prompt, act, edit).await?,
        };
        let kept = match kept {
            Ok(kept) => kept,
            Err(answered) => {
                tx.rollback().await?;
                if let Answered::Denied(refused) = &answered {
                    self.store.record_soon(&record::denied(prompt, act, refused.rule(), now_ms));
                }
                return Ok(answered);
            }
        };
        let card = view::kept(lang, &prompt.act_name, &prompt.target, edit);
        let to = presser.return_address.clone();
        let said = Outgoing::instead(to, prompt.place.clone(), presser.actor.user.clone(), card);
        tx.push_outgoing(prompt.id.as_str(), &said, now_ms).await?;
        tx.record(&record::edited(prompt, kept.told, kept.outcome, now_ms));
        tx.commit().await?;
        match kept.now {
            Now::Policy(policy) => self.access.replace(*policy),
            Now::Switch(read_only) => self.access.switch(read_only),
        }
        tracing::info!(act = prompt.act_name, user = %presser.actor.user, "what is kept here was changed");
        Ok(Answered::Kept)
    }

    async fn turn(
        &self,
        tx: &mut Tx,
        presser: &Presser,
        on: bool,
        now_ms: i64,
    ) -> Result<Result<Kept, Answered>, store::Error> {
        let stored = tx.snapshot_for_update(SWITCH).await?;
        let before: Switch = serde_json::from_value(stored.body).unwrap_or_default();
        if before.read_only.is_some() == on {
            return Ok(Err(Answered::Nothing(view::obstacle(presser.actor.lang, &Obstacle::Already))));
        }
        let read_only = on.then(|| ReadOnly { by: presser.actor.user.clone(), since_ms: now_ms });
        let switch = Switch { read_only: read_only.clone() };
        let body = serde_json::to_value(&switch).unwrap_or_default();
        tx.save_snapshot(SWITCH, &body, now_ms.max(stored.at_ms + 1)).await?;
        let told = access::told(json!({ "readonly": before.read_only }), json!({ "readonly": read_only }));
        let outcome = if on { "on" } else { "off" }.to_owned();
        Ok(Ok(Kept { now: Now::Switch(read_only), told, outcome }))
    }

    /// Edits the policy as it is stored by now, and asks that one again whether they may.
    async fn edit(
        &self,
        tx: &mut Tx,
        presser: &Presser,
        prompt: &Prompt,
        act: &dyn Act,
        edit: &Edit,
    ) -> Result<Result<Kept, Answered>, store::Error> {
        let lang = presser.actor.lang;
        if self.access.is_in_a_file() {
            return Ok(Err(Answered::Nothing(view::in_a_file(lang))));
        }
        let stored = tx.snapshot_for_update(POLICY).await?;
        let mut policy = match stored_policy(stored.body) {
            Ok(policy) => policy,
            Err(error) => {
                tracing::error!(error = %error, "the policy cannot be edited");
                return Ok(Err(Answered::Nothing(view::unreadable_policy(lang))));
            }
        };
        policy.configured.clone_from(&self.access.policy().configured);
        if let Err(refused) = self.weigh(&policy, presser, prompt, act) {
            return Ok(Err(Answered::Denied(refused)));
        }
        let (policy, told) = match edit.apply(policy.clone()) {
            Ok(edited) => {
                let told = access::difference(&policy, &edited);
                (edited, told)
            }
            Err(obstacle) => return Ok(Err(Answered::Nothing(view::obstacle(lang, &obstacle)))),
        };
        let body = serde_json::to_value(&policy).unwrap_or_default();
        tx.save_snapshot(POLICY, &body, self.clock.now_ms().max(stored.at_ms + 1)).await?;
        let outcome = access::summary(&told);
        Ok(Ok(Kept { now: Now::Policy(Box::new(policy)), told, outcome }))
    }
}
