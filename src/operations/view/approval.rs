//! How an operation reads that others must agree to: while it waits, and what is left to say afterwards.

use jiff::Timestamp;

use crate::act;
use crate::domain::approval::{Approval, End};
use crate::domain::card::{Button, ButtonStyle, Card, Fact, Part, Press};
use crate::domain::lang::Lang;
use crate::domain::operation::{Operation, State};
use crate::domain::text;
use crate::i18n::t;

/// What is added to the card of an operation that others have a say in. `is_request` is the message to those who could
/// agree; only there they are called, unless there is no such message.
pub fn added(lang: Lang, mut card: Card, operation: &Operation, is_request: bool) -> Card {
    let Some(approval) = &operation.approval else { return card };
    if !approval.despite.is_empty() {
        card = card.paragraph(t(lang, "approval-despite").plain("names", &approval.despite.join(", ")).say());
    }
    if operation.state != State::Waiting {
        return card.paragraph(outcome(lang, approval));
    }
    card = card.paragraph(t(lang, "approval-reason").plain("reason", &approval.reason).say());
    card = shown(lang, card, operation, approval);
    let calls = is_request || approval.channel.is_none();
    card = card.paragraph(waits_for(lang, approval, calls));
    let until = Timestamp::from_millisecond(approval.expires_at_ms).unwrap_or(Timestamp::MAX);
    let press = |press: fn(crate::domain::ids::OperationId) -> Press| press(operation.id.clone());
    card.buttons(vec![
        Button::new(t(lang, "button-approve").say(), press(|operation| Press::Approve { operation }))
            .style(ButtonStyle::Danger),
        Button::new(t(lang, "button-refuse").say(), press(|operation| Press::Refuse { operation })),
        Button::new(t(lang, "button-withdraw").say(), press(|operation| Press::Withdraw { operation })),
    ])
    .note(t(lang, "approval-until").marked("until", text::moment(until, "UTC")).say())
}

/// What the asker was shown, so that whoever agrees sees the same.
fn shown(lang: Lang, mut card: Card, operation: &Operation, approval: &Approval) -> Card {
    let about = |sentence: &str| act::sentence(lang, &operation.act_name, sentence, &operation.target).say();
    card = card.paragraph(about("effect"));
    if approval.loses {
        card = card.paragraph(t(lang, "prompt-loss").marked("loss", about("loss")).say());
    }
    for warning in &approval.warnings {
        card = card.paragraph(t(lang, warning.clone()).say());
    }
    let fact = |(key, value): &(String, String)| Fact {
        label: t(lang, format!("fact-{key}")).say(),
        value: act::fact_value(lang, key, value),
    };
    let facts: Vec<Fact> = approval.facts.iter().map(fact).collect();
    if facts.is_empty() { card } else { card.with(Part::Facts(facts)) }
}

fn waits_for(lang: Lang, approval: &Approval, calls: bool) -> String {
    let helpers: Vec<String> = approval.helpers.iter().map(|helper| text::whom(helper)).collect();
    let missing = approval.missing();
    let said = match &approval.channel {
        Some(channel) if !calls => {
            t(lang, "approval-asked-in").number("missing", missing).marked("channel", text::channel(channel)).say()
        }
        _ => t(lang, "approval-waits-for").number("missing", missing).marked("people", helpers.join(", ")).say(),
    };
    if approval.agreed.is_empty() {
        said
    } else {
        format!("{said} {}", t(lang, "approval-so-far").marked("people", agreed(approval)).say())
    }
}

fn agreed(approval: &Approval) -> String {
    let people: Vec<String> = approval.agreed.iter().map(|agreed| text::mention(&agreed.user)).collect();
    people.join(", ")
}

/// Who agreed, or why it was called off.
fn outcome(lang: Lang, approval: &Approval) -> String {
    match &approval.end {
        Some(end) => ended(lang, end),
        None => t(lang, "approval-by").marked("people", agreed(approval)).plain("reason", &approval.reason).say(),
    }
}

/// Why it was called off.
pub fn ended(lang: Lang, end: &End) -> String {
    match end {
        End::Refused { by } => t(lang, "approval-refused").marked("by", text::mention(by)),
        End::Withdrawn => t(lang, "approval-withdrawn"),
        End::Expired => t(lang, "approval-expired"),
        End::Void { change } if change.fact.is_empty() || change.is.is_empty() => t(lang, "approval-void"),
        End::Void { change } => t(lang, "approval-void-fact")
            .marked("fact", t(lang, format!("plan-{}", change.fact)).say())
            .plain("was", if change.was.is_empty() { "–" } else { &change.was })
            .plain("is", &change.is),
    }
    .say()
}
