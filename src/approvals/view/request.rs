//! How a request for others' agreement reads to whoever makes or answers it.

use super::super::{REASON, person};
use crate::access::policy::Subject;
use crate::access::{Frozen, Needs};
use crate::domain::approval::Approval;
use crate::domain::card::{Button, ButtonStyle, Card, Press};
use crate::domain::form::{Field, Input};
use crate::domain::ids::{PromptId, UserId};
use crate::domain::lang::Lang;
use crate::domain::operation::Operation;
use crate::domain::text;
use crate::i18n::t;
use crate::operations;

/// What is added to a question, where others must agree.
pub fn needed(lang: Lang, card: Card, needs: &Needs) -> Card {
    let people = Subject::mentions(needs.people());
    let said = t(lang, "approval-needed").number("count", needs.count().into()).marked("people", people).say();
    needs.despite.iter().fold(card, |card, frozen| card.paragraph(despite(lang, frozen))).paragraph(said)
}

fn despite(lang: Lang, frozen: &Frozen) -> String {
    let until = text::moment(frozen.until, "UTC");
    t(lang, "approval-despite-until").plain("names", &frozen.names.join(", ")).marked("until", until).say()
}

/// The button that opens the form in which others are asked.
pub fn button(lang: Lang, prompt: PromptId) -> Button {
    Button::new(t(lang, "button-request").say(), Press::Type { prompt })
}

/// The field in which it is said why.
pub fn reason(lang: Lang) -> Field {
    Field {
        name: REASON.to_owned(),
        label: t(lang, "approval-reason-label").say(),
        hint: Some(t(lang, "approval-reason-hint").say()),
        is_optional: false,
        reloads: false,
        input: Input::Text { value: None, is_long: true },
    }
}

/// Others must agree by now, which the question did not say.
pub fn needs_by_now(lang: Lang, prompt: &PromptId, needs: &Needs) -> Card {
    let card = needed(lang, Card::text(t(lang, "approval-by-now").say()), needs);
    card.buttons(vec![button(lang, prompt.clone()).style(ButtonStyle::Primary)])
}

/// Their yes counts, and others are still missing.
pub fn agreed(lang: Lang, approval: &Approval) -> Card {
    Card::text(t(lang, "approval-agreed").number("missing", approval.missing()).say())
}

/// Their yes was the last one needed.
pub fn granted(lang: Lang, operation: &Operation) -> Card {
    Card::text(t(lang, "approval-granted").marked("asker", person(&operation.user)).say())
}

/// They have agreed before.
pub fn agreed_already(lang: Lang) -> Card {
    Card::text(t(lang, "approval-agreed-already").say())
}

/// They said no.
pub fn refused(lang: Lang) -> Card {
    Card::text(t(lang, "approval-you-refused").say())
}

/// The asker took it back.
pub fn withdrawn(lang: Lang) -> Card {
    Card::text(t(lang, "approval-you-withdrew").say())
}

/// What was agreed to is not there any more.
pub fn void(lang: Lang) -> Card {
    Card::text(t(lang, "approval-void-now").say())
}

/// Only the asker takes a request back.
pub fn not_yours_to_withdraw(lang: Lang, asker: &UserId) -> Card {
    Card::text(t(lang, "approval-not-yours-to-withdraw").marked("asker", person(asker)).say())
}

/// No such request.
pub fn request_unknown(lang: Lang) -> Card {
    Card::text(t(lang, "approval-unknown").say())
}

/// Nothing can be compared while no site is known.
pub fn not_yet(lang: Lang) -> Card {
    Card::text(t(lang, "directory-loading").say()).paragraph(t(lang, "directory-loading-way-out").say())
}

/// It was answered already, or it is too late.
pub fn waits_no_more(lang: Lang, operation: &Operation) -> Card {
    let end = operations::view::stands(lang, operation);
    Card::text(t(lang, "approval-waits-no-more").marked("end", end).say())
}
