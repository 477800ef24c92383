//! How an operation reads: its card, its last word, a line, a table row.

mod approval;
mod waiting;

use crate::act;
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::lang::Lang;
use crate::domain::operation::{Aftermath, Operation, Outcome, State, Step, StepState, UnknownReason};
use crate::domain::waiting::Joined;
use crate::domain::{text, words};
use crate::i18n::{self, t};
use crate::sites::{describe, probe};

pub use waiting::notice;

/// The one public card of an operation, in the state it is in.
pub fn card(lang: Lang, operation: &Operation) -> Card {
    whole(lang, operation, false)
}

/// The message to those who could agree to it, in the channel that is meant for that.
pub fn request(lang: Lang, operation: &Operation) -> Card {
    whole(lang, operation, true).note(t(lang, "approval-from").marked("channel", place(lang, operation)).say())
}

/// Where it was asked for, as far as it can be pointed at.
fn place(lang: Lang, operation: &Operation) -> String {
    let channel = &operation.place.channel;
    if channel.is_direct() { t(lang, "approval-from-direct").say() } else { text::channel(channel) }
}

fn whole(lang: Lang, operation: &Operation, is_request: bool) -> Card {
    let mut card = Card::text(headline(lang, operation));
    let target = &operation.target;
    let mut where_it_is = text::plain(&target.label());
    if let Some(domain) = &target.domain {
        where_it_is = format!("{where_it_is} · {}", text::plain(domain));
    }
    card = card.note(where_it_is);
    card = approval::added(lang, card, operation, is_request);
    if let Some(details) = details(lang, operation) {
        card = card.paragraph(details);
    }
    let mut buttons = Vec::new();
    if let Some(waiting) = waiting::line(lang, operation) {
        card = card.paragraph(waiting);
        if operation.can_be_withdrawn() {
            let press = Press::Withdraw { operation: operation.id.clone() };
            buttons.push(Button::new(t(lang, "button-withdraw").say(), press));
        }
    }
    let next_steps = match &operation.aftermath {
        Aftermath::Found { outcome } => outcome.next.as_slice(),
        _ => &[],
    };
    // Some know a better way to it, which lives longer than the operation.
    let is_shown_elsewhere = next_steps.iter().any(|step| step.is_secret);
    if operation.state == State::Done && operation.has_secret && !is_shown_elsewhere {
        let line = words::join(["operation", "password", operation.id.as_str()]);
        buttons.push(Button::new(t(lang, "button-operation-password").say(), secret(line)));
    }
    if let Aftermath::Found { outcome } = &operation.aftermath {
        card = found(lang, card, outcome);
        buttons.extend(next(lang, outcome));
    }
    card = card.buttons(buttons);
    if operation.state == State::Unknown {
        card = card.paragraph(t(lang, "unknown-way-on").say()).buttons(vec![Button::new(
            t(lang, "button-check-again").say(),
            Press::Recheck { operation: operation.id.clone() },
        )]);
    }
    card.note(t(lang, "operation-id").marked("id", text::code(operation.id.as_str())).say())
}

/// The last word, which mentions whoever asked.
pub fn reply(lang: Lang, operation: &Operation) -> Card {
    last_word(lang, operation, askers(lang, operation))
}

/// The last word for somebody who joined from another conversation.
pub fn told(joined: &Joined, operation: &Operation) -> Card {
    last_word(joined.lang, operation, text::mention(&joined.user))
}

fn last_word(lang: Lang, operation: &Operation, asker: String) -> Card {
    let end = ended(lang, operation);
    let mut said = t(lang, "reply").marked("asker", asker).marked("end", end).say();
    if let Some(details) = details(lang, operation) {
        said = format!("{said}\n{details}");
    }
    if operation.state == State::Unknown {
        said = format!("{said}\n{}", t(lang, "unknown-way-on").say());
    }
    if let Some(end) = operation.approval.as_ref().and_then(|approval| approval.end.as_ref()) {
        said = format!("{said}\n{}", approval::ended(lang, end));
    }
    Card::text(said)
}

/// Where it stands, in a sentence.
pub fn stands(lang: Lang, operation: &Operation) -> String {
    match operation.state {
        State::Waiting | State::Accepted | State::Running => {
            format!("{} {}", icon(operation.state), about(lang, operation, "doing"))
        }
        _ => ended(lang, operation),
    }
}

/// One line: what, by whom, how far.
pub fn line(lang: Lang, operation: &Operation) -> String {
    headline(lang, operation)
}

/// A row of the overview: what, where, state, duration, id. Plain cells.
pub fn row(lang: Lang, operation: &Operation, now_ms: i64) -> Vec<String> {
    let duration_ms = operation.ended_at_ms.unwrap_or(now_ms) - operation.begun_at_ms();
    vec![
        t(lang, act::key(&operation.act_name, "name")).say(),
        operation.target.label(),
        format!("{} {}", icon(operation.state), t(lang, format!("state-{}", operation.state.as_str())).say()),
        text::duration(duration_ms),
        operation.id.as_str().to_owned(),
    ]
}

/// What came of it, and what was printed.
fn found(lang: Lang, mut card: Card, outcome: &Outcome) -> Card {
    let fact = |(label, value): &(String, String)| Fact {
        label: t(lang, format!("fact-{label}")).say(),
        value: text::plain(value),
    };
    if !outcome.facts.is_empty() {
        card = card.with(Part::Facts(outcome.facts.iter().map(fact).collect()));
    }
    if let Some(output) = &outcome.output {
        card = card.with(Part::Code(output.clone()));
    }
    card
}

/// What a press for a secret means here. The card is everybody's: a secret shown in its place would be, too, so the
/// asker is first asked in private.
fn secret(line: String) -> Press {
    Press::Words { line, replace: false }
}

/// What to do next.
fn next(lang: Lang, outcome: &Outcome) -> impl Iterator<Item = Button> + '_ {
    outcome.next.iter().map(move |step| {
        let line = step.line.clone();
        let press = if step.is_secret { secret(line) } else { Press::Form { line } };
        Button::new(t(lang, step.label.clone()).say(), press)
    })
}

fn icon(state: State) -> &'static str {
    match state {
        State::Waiting => "⏸️",
        State::Accepted => "🕓",
        State::Running => "⏳",
        State::Done => "✅",
        State::Failed => "❌",
        State::Unknown => "❔",
        State::CalledOff => "🚫",
    }
}

/// Everybody who asked: `@ada, @jonas and @mia`.
fn askers(lang: Lang, operation: &Operation) -> String {
    let mut names: Vec<String> = operation.askers().into_iter().map(text::mention).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        return last;
    }
    t(lang, "askers").marked("first", names.join(", ")).marked("last", last).say()
}

fn headline(lang: Lang, operation: &Operation) -> String {
    let asker = askers(lang, operation);
    let said = if operation.state.is_final() {
        t(lang, "headline-ended").marked("end", ended(lang, operation)).marked("asker", asker)
    } else {
        t(lang, format!("headline-{}", operation.state.as_str()))
            .marked("doing", about(lang, operation, "doing"))
            .marked("asker", asker)
    };
    said.say()
}

fn about(lang: Lang, operation: &Operation, sentence: &str) -> String {
    act::sentence(lang, &operation.act_name, sentence, &operation.target).say()
}

fn ended(lang: Lang, operation: &Operation) -> String {
    let sentence = match operation.state {
        State::Done => "done",
        State::Failed if operation.steps.iter().any(|step| step.state == StepState::Done) => "failed-partly",
        State::Failed => "failed",
        State::CalledOff => "called-off",
        _ => "unknown",
    };
    let said = act::sentence(lang, &operation.act_name, sentence, &operation.target)
        .marked("duration", text::duration(operation.took_ms()))
        .say();
    // Restarted is not yet repaired.
    let is_still_broken = matches!(operation.aftermath, Aftermath::Probed { answers: false, .. });
    let icon = if operation.state == State::Done && is_still_broken { "⚠️" } else { icon(operation.state) };
    format!("{icon} {said}")
}

/// One result per step where there is something to tell apart or to be said, and what was seen afterwards.
fn details(lang: Lang, operation: &Operation) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    if !matches!(operation.state, State::Waiting | State::Accepted | State::CalledOff) {
        let in_parts = !act::is_whole(&operation.act_name, &operation.steps);
        lines.extend(operation.steps.iter().filter_map(|step| step_line(lang, operation, step, in_parts)));
    }
    if let Aftermath::Probed { report, .. } = &operation.aftermath
        && let Ok(report) = serde_json::from_value::<probe::Report>(report.clone())
    {
        lines.push(describe::report(lang, &report));
    }
    if operation.aftermath == Aftermath::NotFound {
        let own = act::key(&operation.act_name, "missing");
        let missing =
            if i18n::has(lang, &own) { about(lang, operation, "missing") } else { t(lang, "outcome-missing").say() };
        lines.push(missing);
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn step_line(lang: Lang, operation: &Operation, step: &Step, in_parts: bool) -> Option<String> {
    // The same word can mean a layer of a cache and a whole site: a noun's own label wins.
    let noun = operation.act_name.split('.').next().unwrap_or_default();
    let own = format!("step-{noun}-{}", step.name);
    let label = if i18n::has(lang, &own) { own } else { format!("step-{}", step.name) };
    let name = t(lang, label).say();
    let kinsta = |message: &str| t(lang, "kinsta-says").plain("message", message).say();
    let (mark, said) = match &step.state {
        StepState::Done => ("✅", in_parts.then(|| t(lang, "step-done").say())?),
        StepState::Skipped { why } => ("➖", t(lang, why.clone()).say()),
        StepState::Failed { message } => ("❌", kinsta(message)),
        StepState::Refused { why, message } => {
            let way_out = t(lang, format!("{why}-way-out")).say();
            ("❌", format!("{} {} {way_out}", t(lang, why.clone()).say(), kinsta(message)))
        }
        StepState::NotSent { why } => {
            ("❌", t(lang, why.clone()).marked("asker", text::mention(&operation.user)).say())
        }
        StepState::Unknown { why, message, .. } => {
            let why = match why {
                UnknownReason::TooLong => "unknown-too-long",
                UnknownReason::NotFound => "unknown-not-found",
                UnknownReason::AnswerLost => "unknown-answer-lost",
            };
            let mut said = t(lang, why).say();
            if let Some(message) = message {
                said = format!("{said} {}", kinsta(message));
            }
            ("❔", said)
        }
        StepState::Ambiguous { .. } => ("⏳", t(lang, "step-ambiguous").say()),
        _ => ("⏳", in_parts.then(|| t(lang, "step-running").say())?),
    };
    Some(format!("{mark} {name}: {said}"))
}
