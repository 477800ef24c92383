//! What the audit log says of questions and their answers.

use serde_json::Value;

use crate::act::Act;
use crate::domain::audit::{Entry, Kind, arguments};
use crate::domain::ids::PromptId;
use crate::domain::operation::Operation;
use crate::store::Prompt;

/// A change was put before a person.
pub fn asked(prompt: &Prompt, act: &dyn Act) -> Entry {
    let entry = about(Kind::ASKED, prompt, prompt.created_at_ms).decided("allowed", "");
    Entry { arguments: told(&prompt.act, act), ..entry }
}

/// They said yes.
pub fn confirmed(operation: &Operation, question: &PromptId, act: &dyn Act) -> Entry {
    Entry {
        question: Some(question.clone()),
        operation: Some(operation.id.clone()),
        arguments: told(&operation.act, act),
        ..Entry::new(Kind::CONFIRMED, operation.created_at_ms, &operation.team, &operation.user)
            .at(&operation.place)
            .verb(&operation.act_name)
            .on(&operation.target)
            .decided("allowed", "")
    }
}

/// They said yes to what was under way already.
pub fn joined(prompt: &Prompt, operation: &Operation, act: &dyn Act, now_ms: i64) -> Entry {
    let entry = Entry {
        operation: Some(operation.id.clone()),
        arguments: told(&prompt.act, act),
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
    let entry = Entry { arguments: told(&prompt.act, act), ..about(Kind::DENIED, prompt, now_ms) };
    entry.decided("denied", rule)
}

fn about(kind: Kind, prompt: &Prompt, at_ms: i64) -> Entry {
    let entry = Entry::new(kind, at_ms, &prompt.team, &prompt.user);
    let entry = entry.at(&prompt.place).verb(&prompt.act_name).on(&prompt.target);
    Entry { question: Some(prompt.id.clone()), ..entry }
}

/// The act as it is stored, without what is sealed in it.
fn told(stored: &Value, act: &dyn Act) -> Value {
    let sealed = act.sealed().and_then(|sealed| serde_json::to_value(sealed).ok());
    arguments(stored, sealed.as_slice())
}
