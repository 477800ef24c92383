//! Merging: a yes to what is under way already makes no second operation. The person joins the first.

use super::{Presser, Prompts, record, view};
use crate::act::Act;
use crate::domain::ids::OperationId;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::domain::waiting::Joined;
use crate::store::{self, Prompt, Tx};

/// How long ago the first may have been confirmed, in milliseconds.
pub(super) const WITHIN_MS: i64 = 60_000;

impl Prompts {
    /// Joins the presser to the same change, where it was confirmed a moment ago and is not over. In the transaction
    /// that has taken the prompt, which is the caller's to end.
    pub(super) async fn merge(
        &self,
        tx: &mut Tx,
        presser: &Presser,
        prompt: &Prompt,
        act: &dyn Act,
        now_ms: i64,
    ) -> Result<Option<OperationId>, store::Error> {
        // A password that was made up is one person's alone.
        if act.sealed().is_some() {
            return Ok(None);
        }
        let alike = tx.alike(&prompt.team, &prompt.act_name, now_ms - WITHIN_MS).await?;
        for first in alike.iter().filter(|first| first.act == prompt.act) {
            let Some(mut operation) = tx.operation_for_update(&first.id).await? else { continue };
            if operation.state.is_final() {
                continue;
            }
            self.join(tx, presser, prompt, &mut operation, now_ms).await?;
            tx.record(&record::joined(prompt, &operation, act, now_ms));
            tracing::info!(operation = %operation.id, user = %presser.actor.user, "somebody joined a change");
            return Ok(Some(operation.id));
        }
        Ok(None)
    }

    async fn join(
        &self,
        tx: &mut Tx,
        presser: &Presser,
        prompt: &Prompt,
        operation: &mut Operation,
        now_ms: i64,
    ) -> Result<(), store::Error> {
        let user = &presser.actor.user;
        let lang = presser.actor.lang;
        let is_here = prompt.place == operation.place;
        let lane = operation.id.clone();
        let is_known = (operation.user == *user && is_here)
            || operation.joined.iter().any(|joined| joined.user == *user && joined.place == prompt.place);
        if !is_known {
            operation.joined.push(Joined { user: user.clone(), place: prompt.place.clone(), lang });
            tx.join_operation(&operation.id, &operation.joined).await?;
        }
        let card = view::joined(lang, operation, user, is_here);
        let to = presser.return_address.clone();
        let said = Outgoing::instead(to, prompt.place.clone(), user.clone(), card);
        // In the operation's lane: the end is not told before it is known who joined.
        tx.push_outgoing(lane.as_str(), &said, now_ms).await?;
        tx.push_outgoing(lane.as_str(), &Outgoing::ShowCard { operation: lane.clone() }, now_ms).await?;
        Ok(())
    }
}
