//! What others say to a request: yes, no; and the asker's own "no, after all".
//!
//! Whoever presses is looked at anew, by the policy of that moment, where they stand. A request is answered under its
//! row's lock, so of two presses at once the second sees what the first made of it.

use super::{Presser, Prompts, record, view};
use crate::access::policy::{Approvers, NeedsApproval};
use crate::access::{Asking, Refused};
use crate::act::Act;
use crate::domain::approval::{Agreed, Approval, End};
use crate::domain::card::Card;
use crate::domain::ids::OperationId;
use crate::domain::operation::{Operation, State};
use crate::operations;
use crate::sites::Index;
use crate::store::{self, Tx};

/// What came of an answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It counts, and this says what it led to.
    Counted(Card),
    /// Nothing changed, and this says why.
    Nothing(Card),
    /// They may not answer it.
    Denied(Refused),
}

/// A request in hand, for as long as its transaction lasts.
struct Held {
    tx: Tx,
    operation: Operation,
    approval: Approval,
    act: Box<dyn Act>,
    now_ms: i64,
}

impl Prompts {
    /// Yes, from somebody else. With the last one that was needed it is carried out.
    pub async fn approve(&self, presser: &Presser, id: &OperationId) -> Result<Decided, store::Error> {
        let lang = presser.actor.lang;
        let mut held = match self.hold(presser, id).await? {
            Ok(held) => held,
            Err(card) => return Ok(Decided::Nothing(card)),
        };
        let needed = match self.needed(&held, presser) {
            Ok(needed) => needed,
            Err(decided) => return self.denied(held, presser, decided),
        };
        if held.approval.has_agreed(&presser.actor.user) {
            return Ok(Decided::Nothing(view::agreed_already(lang)));
        }
        let directory = self.directory.full();
        if directory.is_empty() {
            return Ok(Decided::Nothing(view::not_yet(lang)));
        }
        let now = operations::plan(&held.operation, &directory.index);
        if let Some(change) = held.approval.plan.change(&now) {
            return self.end(held, End::Void { change }, view::void(lang)).await;
        }
        held.approval.agreed.push(Agreed {
            user: presser.actor.user.clone(),
            kind: presser.actor.kind,
            channel: presser.place.channel.clone(),
            at_ms: held.now_ms,
        });
        // More may be needed by now, or fewer.
        held.approval.needed = needed.count.max(1);
        let given: Vec<_> = held.approval.agreed.iter().map(|agreed| agreed.user.clone()).collect();
        let is_enough = needed.is_met(&held.operation.user, &given) && self.is_permitted(&held);
        let card = if is_enough {
            held.approval.granted_at_ms = Some(held.now_ms);
            held.operation.deadline_ms = held.now_ms + held.act.patience_ms();
            held.tx.enqueue(&operations::job(&held.operation.id, held.now_ms)).await?;
            metrics::counter!("operations_total", "act" => held.act.name()).increment(1);
            metrics::counter!("approvals_ended_total", "end" => "granted").increment(1);
            tracing::info!(operation = %held.operation.id, "enough others have agreed");
            view::granted(lang, &held.operation)
        } else {
            view::agreed(lang, &held.approval)
        };
        self.save(held, card).await
    }

    /// No, from somebody who could have said yes.
    pub async fn refuse(&self, presser: &Presser, id: &OperationId) -> Result<Decided, store::Error> {
        let held = match self.hold(presser, id).await? {
            Ok(held) => held,
            Err(card) => return Ok(Decided::Nothing(card)),
        };
        if held.operation.user == presser.actor.user {
            return self.end(held, End::Withdrawn, view::withdrawn(presser.actor.lang)).await;
        }
        if let Err(denied) = self.needed(&held, presser) {
            // Stopped changes and freezes keep nobody from saying no.
            if !matches!(&denied, Refused::ReadOnly(_) | Refused::Frozen(_)) {
                return self.denied(held, presser, denied);
            }
        }
        let by = presser.actor.user.clone();
        self.end(held, End::Refused { by }, view::refused(presser.actor.lang)).await
    }

    /// The asker takes it back.
    pub async fn withdraw(&self, presser: &Presser, id: &OperationId) -> Result<Decided, store::Error> {
        let lang = presser.actor.lang;
        let held = match self.hold(presser, id).await? {
            Ok(held) => held,
            Err(card) => return Ok(Decided::Nothing(card)),
        };
        if held.operation.user != presser.actor.user {
            return Ok(Decided::Nothing(view::not_yours_to_withdraw(lang, &held.operation.user)));
        }
        self.end(held, End::Withdrawn, view::withdrawn(lang)).await
    }

    /// The request, if it still waits; else what there is to say.
    async fn hold(&self, presser: &Presser, id: &OperationId) -> Result<Result<Held, Card>, store::Error> {
        let lang = presser.actor.lang;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let found = tx.operation_for_update(id).await?;
        let Some(operation) = found.filter(|operation| operation.team == presser.actor.team) else {
            return Ok(Err(view::request_unknown(lang)));
        };
        let approval = operation.approval.clone().filter(|approval| approval.expires_at_ms > now_ms);
        let Some(approval) = approval.filter(|_| operation.state == State::Waiting) else {
            return Ok(Err(view::waits_no_more(lang, &operation)));
        };
        Ok(match self.acts.decode(&operation.act_name, operation.act.clone()) {
            Ok(act) => Ok(Held { tx, operation, approval, act, now_ms }),
            Err(error) => {
                tracing::error!(operation = %operation.id, error = %error, "a request cannot be read by this version");
                Err(view::request_unknown(lang))
            }
        })
    }

    /// What has to be agreed to by the policy of now, if the asker still may do it and this person may agree.
    fn needed(&self, held: &Held, presser: &Presser) -> Result<NeedsApproval, Refused> {
        let operation = &held.operation;
        let directory = self.directory.full();
        let asking = self.asking(held, &directory.index);
        let leave = self.access.weigh(&asking)?;
        let (needed, despite) = match leave.needs {
            Some(needs) => (needs.approval, needs.despite),
            // Nobody has to agree any more; then one who may still says whether it is done.
            None => (NeedsApproval { count: 1, by: Approvers::Anyone }, None),
        };
        if let Some(frozen) = despite.filter(|frozen| frozen.is_beyond(&held.approval.despite)) {
            return Err(Refused::Frozen(frozen));
        }
        let (user, channel) = (&presser.actor.user, Some(&presser.place.channel));
        let approver = Asking { user, kind: presser.actor.kind, channel, ..asking };
        self.access.may_approve(&approver, &operation.user, &needed)?;
        Ok(needed)
    }

    /// Whether it may be carried out with what was agreed to so far.
    fn is_permitted(&self, held: &Held) -> bool {
        let directory = self.directory.full();
        let consent = Some(&held.approval).into();
        self.access.permit(&self.asking(held, &directory.index), consent).is_ok()
    }

    /// What the asker asks of the policy.
    fn asking<'a>(&self, held: &'a Held, index: &'a Index) -> Asking<'a> {
        operations::asking(&held.operation, held.act.as_ref(), &self.access, index, self.clock.now())
    }

    fn denied(&self, held: Held, presser: &Presser, denied: Refused) -> Result<Decided, store::Error> {
        let entry = record::may_not_agree(&held.operation, &presser.actor, &presser.place, denied.rule(), held.now_ms);
        drop(held);
        self.store.record_soon(&entry);
        Ok(Decided::Denied(denied))
    }

    async fn end(&self, mut held: Held, end: End, card: Card) -> Result<Decided, store::Error> {
        metrics::counter!("approvals_ended_total", "end" => end.as_str()).increment(1);
        held.approval.end = Some(end);
        self.save(held, card).await
    }

    async fn save(&self, held: Held, card: Card) -> Result<Decided, store::Error> {
        let Held { mut tx, mut operation, approval, now_ms, .. } = held;
        operation.approval = Some(approval);
        operations::put(&mut tx, &mut operation, now_ms).await?;
        tx.commit().await?;
        Ok(Decided::Counted(card))
    }
}
