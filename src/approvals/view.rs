//! How a prompt and its answers read.

use super::{PROMPT_LIFE_MS, about, person};
use crate::act::{self, Act};
use crate::domain::card::{Button, ButtonStyle, Card, Fact, Part, Press};
use crate::domain::ids::PromptId;
use crate::domain::lang::Lang;
use crate::domain::operation::{Operation, StepState};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::text;
use crate::i18n::t;
use crate::store::{Answer, Taken};

/// Site, environment, domain, what will happen, how long it usually takes, and two buttons.
pub fn question(lang: Lang, id: &PromptId, act: &dyn Act) -> Card {
    let target = act.target();
    // A title is plain text: nothing to escape in it.
    let title = t(lang, act::key(act.name(), "ask")).marked("site", &*target.site).marked("env", &*target.env).say();
    let fact = |key: &str, value: String| Fact { label: t(lang, format!("fact-{key}")).say(), value };
    let mut facts = vec![
        fact("site", text::plain(&target.site)),
        fact("environment", text::plain(&target.env)),
        fact("domain", target.domain.as_deref().map_or_else(|| "–".to_owned(), text::plain)),
        fact("duration", t(lang, act::key(act.name(), "duration")).say()),
    ];
    let steps = act.steps();
    if !act::is_whole(act.name(), &steps) {
        let named = |skipped: bool| {
            steps
                .iter()
                .filter(|step| matches!(step.state, StepState::Skipped { .. }) == skipped)
                .map(|step| t(lang, format!("step-{}", step.name)).say())
                .collect::<Vec<_>>()
                .join(", ")
        };
        facts.push(fact("parts", named(false)));
        let skipped = named(true);
        if !skipped.is_empty() {
            facts.push(fact("skipped", skipped));
        }
    }
    let mut card = Card::new().with(Part::Title(title)).paragraph(about(lang, act.name(), "effect", target));
    if target.is_live {
        card = card.paragraph(t(lang, "prompt-live").say());
    }
    let yes = Button::new(t(lang, act::key(act.name(), "button")).say(), Press::Confirm { prompt: id.clone() });
    let yes = yes.style(if act.risk() >= Risk::Destructive || target.is_live {
        ButtonStyle::Danger
    } else {
        ButtonStyle::Primary
    });
    let no = Button::new(t(lang, "button-cancel").say(), Press::Cancel { prompt: id.clone() });
    let minutes = usize::try_from(PROMPT_LIFE_MS / 60_000).unwrap_or_default();
    card.with(Part::Facts(facts)).buttons(vec![yes, no]).note(t(lang, "prompt-life").number("minutes", minutes).say())
}

/// The prompt's card after a yes.
pub fn confirmed(lang: Lang, operation: &Operation) -> Card {
    let doing = about(lang, &operation.act_name, "doing", &operation.target);
    let channel = &operation.place.channel;
    let is_right_here = channel.is_direct() || operation.place.thread.is_some();
    let key = if is_right_here { "prompt-confirmed-here" } else { "prompt-confirmed" };
    Card::text(t(lang, key).marked("doing", doing).marked("channel", text::channel(channel)).say())
}

/// The prompt's card after a no.
pub fn cancelled(lang: Lang, act_name: &str, target: &Target) -> Card {
    let doing = about(lang, act_name, "doing", target);
    Card::text(t(lang, "prompt-cancelled").marked("doing", doing).say())
}

/// The press of a button nobody remembers.
pub fn unknown(lang: Lang) -> Card {
    Card::text(t(lang, "prompt-unknown").say())
}

/// The press that came too late, twice, or from somebody else.
pub fn not_taken(lang: Lang, taken: &Taken) -> Card {
    match taken {
        Taken::NotYours { owner } => Card::text(t(lang, "prompt-not-yours").marked("owner", person(owner)).say()),
        Taken::AlreadyTaken { answer: Answer::Cancelled, .. } => Card::text(t(lang, "prompt-already-cancelled").say()),
        Taken::AlreadyTaken { .. } => Card::text(t(lang, "prompt-already-confirmed").say()),
        Taken::Expired => Card::text(t(lang, "prompt-expired").say()),
        Taken::Unknown | Taken::Taken(_) => unknown(lang),
    }
}
