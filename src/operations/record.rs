//! What the audit log says of a confirmed change: its calls and its end, read off what changes between two saves.

use serde_json::{Map, Value, json};

use crate::domain::actor::Place;
use crate::domain::approval::{Approval, End};
use crate::domain::audit::{Entry, Kind, message};
use crate::domain::ids::{KinstaOperationId, UserId};
use crate::domain::operation::{Operation, Step, StepState};
use crate::store::{self, Tx};

/// Records what is different from what is stored, in the transaction that is about to save it. Returns what is stored.
pub async fn changes(tx: &mut Tx, after: &Operation, now_ms: i64) -> Result<Option<Operation>, store::Error> {
    let before = tx.operation_for_update(&after.id).await?;
    if let Some(before) = &before {
        entries(before, after, now_ms).iter().for_each(|entry| tx.record(entry));
    }
    Ok(before)
}

fn entries(before: &Operation, after: &Operation, now_ms: i64) -> Vec<Entry> {
    let about = |kind| {
        let entry = Entry::new(kind, now_ms, &after.team, &after.user).at(&after.place);
        let entry = entry.verb(&after.act_name).on(&after.target);
        Entry { operation: Some(after.id.clone()), ..entry }
    };
    let mut entries: Vec<Entry> = approval(before, after, now_ms, &about).collect();
    for (was, is) in before.steps.iter().zip(&after.steps) {
        if let Some(kind) = call(&was.state, &is.state) {
            entries.push(Entry {
                arguments: executed(after, json!({ "step": is.name })),
                calls: kinsta_id(&is.state).cloned().into_iter().collect(),
                outcome: Some(outcome(&is.state)),
                ..about(kind)
            });
        }
    }
    if after.state.is_final() && !before.state.is_final() {
        let steps: Map<String, Value> =
            after.steps.iter().map(|step: &Step| (step.name.clone(), outcome(&step.state).into())).collect();
        // A step that ended no longer carries its call; the state before it did.
        let carried = before.steps.iter().chain(&after.steps).filter_map(|step| kinsta_id(&step.state));
        let mut calls: Vec<KinstaOperationId> = carried.cloned().collect();
        calls.sort_unstable();
        calls.dedup();
        entries.push(Entry {
            arguments: json!({ "steps": steps }),
            calls,
            outcome: Some(after.state.as_str().to_owned()),
            duration_ms: Some(after.ended_at_ms.unwrap_or(now_ms) - after.begun_at_ms()),
            ..about(Kind::ENDED)
        });
    }
    entries
}

/// What others said in between.
fn approval<'a>(
    before: &'a Operation,
    after: &'a Operation,
    now_ms: i64,
    about: &'a impl Fn(Kind) -> Entry,
) -> impl Iterator<Item = Entry> + 'a {
    let known = before.approval.as_ref().map_or(0, |approval| approval.agreed.len());
    let plan = |approval: &Approval| json!({ "plan": approval.plan.hash });
    let yes = after.approval.iter().flat_map(move |approval| {
        approval.agreed.iter().skip(known).map(move |agreed| Entry {
            at_ms: now_ms,
            user: agreed.user.clone(),
            place: Some(Place { channel: agreed.channel.clone(), thread: None }),
            arguments: plan(approval),
            ..about(Kind::APPROVED)
        })
    });
    let was_open = before.approval.as_ref().is_some_and(|approval| approval.end.is_none());
    let ended = after.approval.iter().filter(move |_| was_open).filter_map(move |approval| {
        let (kind, user, detail) = match approval.end.as_ref()? {
            End::Refused { by } => (Kind::REFUSED, by.clone(), Value::Null),
            End::Withdrawn => (Kind::WITHDRAWN, after.user.clone(), Value::Null),
            End::Expired => (Kind::EXPIRED, UserId::new(""), Value::Null),
            End::Void { change } => (Kind::VOID, UserId::new(""), json!(change)),
        };
        let arguments = json!({ "plan": approval.plan.hash, "change": detail });
        Some(Entry { user, arguments, ..about(kind) })
    });
    yes.chain(ended)
}

/// The arguments of a call's row: where others agreed to it, also who and to what.
fn executed(operation: &Operation, mut arguments: Value) -> Value {
    if let Some(approval) = &operation.approval {
        arguments["plan"] = json!(approval.plan.hash);
        arguments["approved_by"] = approval.agreed.iter().map(|agreed| agreed.user.as_str()).collect();
        if !approval.despite.is_empty() {
            arguments["despite_freeze"] = json!(approval.despite);
        }
    }
    arguments
}

/// Whether a call was made between the two, or will not be made.
fn call(was: &StepState, is: &StepState) -> Option<Kind> {
    match (was, is) {
        // Held back, and tried again later: nothing has arrived at Kinsta.
        (_, StepState::Planned | StepState::Sending { .. } | StepState::Skipped { .. }) => None,
        (StepState::Sending { .. }, StepState::NotSent { .. }) => Some(Kind::NOT_SENT),
        (StepState::Sending { .. }, _) => Some(Kind::SENT),
        (StepState::Planned, _) => Some(Kind::NOT_SENT),
        _ => None,
    }
}

fn kinsta_id(state: &StepState) -> Option<&KinstaOperationId> {
    match state {
        StepState::Accepted { operation_id, .. } | StepState::Unknown { operation_id: Some(operation_id), .. } => {
            Some(operation_id)
        }
        _ => None,
    }
}

/// A step's state in a few words.
fn outcome(state: &StepState) -> String {
    let because = |what: &str, why: &str| match why {
        "" => what.to_owned(),
        why => format!("{what}: {}", message(why)),
    };
    match state {
        StepState::Planned => "planned".to_owned(),
        StepState::Sending { .. } => "being sent".to_owned(),
        StepState::Accepted { .. } => "accepted".to_owned(),
        StepState::Ambiguous { message, .. } => because("answer lost", message.as_deref().unwrap_or_default()),
        StepState::Done => "done".to_owned(),
        StepState::Failed { message } => because("failed", message),
        StepState::Refused { message, .. } => because("refused", message),
        StepState::NotSent { why } => because("not sent", why),
        StepState::Unknown { message, .. } => because("unknown", message.as_deref().unwrap_or_default()),
        StepState::Skipped { why } => because("not needed", why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::UnknownReason;

    fn accepted(id: &str) -> StepState {
        StepState::Accepted { operation_id: id.into(), since_ms: 1, polls: 0, next_ms: 2 }
    }

    fn ambiguous() -> StepState {
        StepState::Ambiguous { since_ms: 1, checks: 0, next_ms: 2, message: None }
    }

    #[test]
    fn a_call_is_sent_once_and_what_was_held_back_was_not_sent() {
        let sending = StepState::Sending { since_ms: 1 };
        let not_sent = StepState::NotSent { why: "not-sent-in-time".into() };
        let failed = StepState::Failed { message: "no".into() };
        let unknown =
            StepState::Unknown { why: UnknownReason::AnswerLost, since_ms: 1, operation_id: None, message: None };
        for (was, is, kind) in [
            (&StepState::Planned, &sending, None),
            (&sending, &StepState::Planned, None),
            (&sending, &accepted("op"), Some(Kind::SENT)),
            (&sending, &StepState::Done, Some(Kind::SENT)),
            (&sending, &failed, Some(Kind::SENT)),
            (&sending, &ambiguous(), Some(Kind::SENT)),
            (&sending, &unknown, Some(Kind::SENT)),
            (&StepState::Planned, &not_sent, Some(Kind::NOT_SENT)),
            (&StepState::Planned, &failed, Some(Kind::NOT_SENT)),
            (&accepted("op"), &accepted("op"), None),
            (&accepted("op"), &StepState::Done, None),
            (&ambiguous(), &StepState::Done, None),
            (&unknown, &ambiguous(), None),
        ] {
            assert_eq!(call(was, is), kind, "{was:?} → {is:?}");
        }
    }

    #[test]
    fn what_kinsta_says_is_told_without_secrets() {
        let said = outcome(&StepState::Failed { message: "login with password=hunter2 failed".into() });
        assert!(said.starts_with("failed: login with") && !said.contains("hunter2"), "{said}");
    }
}
