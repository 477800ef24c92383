//! What the audit log says of questions and their answers.

use serde_json::{Value, json};

use crate::access::policy::Rule;
use crate::act::Act;
use crate::domain::actor::{Actor, Place};
use crate::domain::audit::{Entry, Kind, arguments, message};
use crate::domain::ids::PromptId;
use crate::domain::operation::Operation;
use crate::store::Prompt;

/// A change was put before a person. Takes the act out of the prompt, which was written before.
pub fn asked(prompt: &mut Prompt, act: &dyn Act, rule: &Rule) -> Entry {
    let entry = about(Kind::ASKED, prompt, prompt.created_at_ms).decided("allowed", rule.told());
    Entry { arguments: told(std::mem::take(&mut prompt.act), act), ..entry }
}

/// They said yes.
pub fn confirmed(operation: &Operation, question: &PromptId, act: &dyn Act, rule: &Rule) -> Entry {
    answered(Kind::CONFIRMED, operation, question, rule, told(operation.act.clone(), act))
}

/// They said yes, and others are asked to agree.
pub fn requested(operation: &Operation, question: &PromptId, act: &dyn Act, rule: &Rule) -> Entry {
    let approval = operation.approval.as_ref().map(|approval| {
        json!({
            "plan": approval.plan.hash,
            "reason": message(&approval.reason),
            "needed": approval.needed,
            "expires_at_ms": approval.expires_at_ms,
            "despite_freeze": approval.despite,
        })
    });
    let arguments = json!({ "act": told(operation.act.clone(), act), "request": approval });
    answered(Kind::REQUESTED, operation, question, rule, arguments)
}

/// Somebody answered a request who may not.
pub fn may_not_agree(operation: &Operation, actor: &Actor, place: &Place, rule: &'static str, now_ms: i64) -> Entry {
    Entry {
        operation: Some(operation.id.clone()),
        ..Entry::new(Kind::DENIED, now_ms, &operation.team, &actor.user)
            .at(place)
            .verb(&operation.act_name)
            .on(&operation.target)
            .decided("denied", rule)
    }
}

fn answered(kind: Kind, operation: &Operation, question: &PromptId, rule: &Rule, arguments: Value) -> Entry {
    Entry {
        question: Some(question.clone()),
        operation: Some(operation.id.clone()),
        arguments,
        ..Entry::new(kind, operation.created_at_ms, &operation.team, &operation.user)
            .at(&operation.place)
            .verb(&operation.act_name)
            .on(&operation.target)
            .decided("allowed", rule.told())
    }
}

/// They said yes to what was under way already.
pub fn joined(prompt: &Prompt, operation: &Operation, act: &dyn Act, now_ms: i64) -> Entry {
    let entry = Entry {
        operation: Some(operation.id.clone()),
        arguments: told(prompt.act.clone(), act),
        ..about(Kind::JOINED, prompt, now_ms)
    };
    entry.decided("allowed", "")
}

/// They said no.
pub fn cancelled(prompt: &Prompt, now_ms: i64) -> Entry {
    about(Kind::CANCELLED, prompt, now_ms)
}

/// They said yes, and may not any more.
pub fn denied(prompt: &Prompt, act: &dyn Act, rule: &'static str, now_ms: i64) -> Entry {
    let entry = Entry { arguments: told(prompt.act.clone(), act), ..about(Kind::DENIED, prompt, now_ms) };
    entry.decided("denied", rule)
}

/// They said yes, and it was changed here. `told` is what was before and what is after; `outcome` says it in a word.
pub fn edited(prompt: &Prompt, told: Value, outcome: String, now_ms: i64) -> Entry {
    let entry = about(Kind::EDITED, prompt, now_ms).decided("allowed", "");
    Entry { arguments: arguments(told, &[]), outcome: Some(outcome), ..entry }
}

fn about(kind: Kind, prompt: &Prompt, at_ms: i64) -> Entry {
    let entry = Entry::new(kind, at_ms, &prompt.team, &prompt.user);
    let entry = entry.at(&prompt.place).verb(&prompt.act_name).on(&prompt.target);
    Entry { question: Some(prompt.id.clone()), ..entry }
}

/// The act as it is stored, without what is sealed in it.
fn told(stored: Value, act: &dyn Act) -> Value {
    let sealed = act.sealed().and_then(|sealed| serde_json::to_value(sealed).ok());
    arguments(stored, sealed.as_slice())
}
