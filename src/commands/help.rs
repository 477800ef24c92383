//! Usage: what exists, and what it takes.

use super::grammar::usage;
use super::registry::{Entry, Registry};
use super::services::Asked;
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::refusal::Refusal;
use crate::domain::{text, words};

/// The whole usage, or one noun's.
pub fn card(asked: &Asked, registry: &Registry, noun: Option<&str>) -> Card {
    let mut card = Card::new();
    match noun.filter(|noun| registry.verbs(noun).next().is_some()) {
        Some(noun) => {
            card = card.with(Part::Title(asked.t("help-title-noun").marked("noun", noun).say()));
            for entry in registry.verbs(noun) {
                card = card.paragraph(format!(
                    "{}\n{}\n{}",
                    text::code(&usage(entry)),
                    summary(asked, entry),
                    asked
                        .t("help-example")
                        .marked("example", text::code(&format!("/kinsta {}", entry.verb.example())))
                        .say()
                ));
            }
        }
        None => {
            card = card.with(Part::Title(asked.t("help-title").say())).paragraph(asked.t("help-intro").say());
            for noun in registry.nouns() {
                let lines: Vec<_> = registry
                    .verbs(noun)
                    .map(|entry| format!("{} – {}", text::code(&usage(entry)), summary(asked, entry)))
                    .collect();
                card = card.paragraph(lines.join("\n"));
            }
            card = card.note(asked.t("help-names").say()).buttons(vec![Button::new(
                asked.t("button-site-list").say(),
                Press::Words { line: "site list".into(), replace: false },
            )]);
        }
    }
    card
}

fn summary(asked: &Asked, entry: &Entry) -> String {
    asked.t(entry.key("verb")).say()
}

/// Nothing is called that; what is near is offered to press.
pub fn unknown(asked: &Asked, registry: &Registry, words: &[String]) -> Refusal {
    let noun = words.first().map(String::as_str).unwrap_or_default();
    let known_noun = registry.verbs(noun).next().is_some();
    let verb = words.get(1).map(String::as_str);
    let typed: Vec<_> = words.iter().take(2).map(String::as_str).collect();
    let asks_for_verbs = known_noun && verb.is_none();
    let mut near = if asks_for_verbs { Vec::new() } else { registry.nearest(noun, verb) };
    // Where one of the two words is right, what shares neither is not meant.
    if known_noun && let Some(verb) = verb {
        near.retain(|line| line.split_once(' ').is_some_and(|(of, name)| of == noun || name == verb));
    }
    let is_guess = !near.is_empty();
    // Where nothing is near, everything the noun has is offered.
    let near: Vec<String> = if is_guess {
        near
    } else {
        registry.verbs(noun).map(|entry| format!("{noun} {}", entry.verb.name())).collect()
    };
    let why = match (known_noun, verb) {
        (true, None) => asked.t("unknown-which-verb").marked("noun", text::code(noun)),
        _ => asked.t("unknown-words").marked("words", text::code(&typed.join(" "))),
    };
    let way_out = if near.is_empty() {
        asked.t("unknown-way-out").say()
    } else {
        let listed: Vec<_> = near.iter().map(|line| text::code(&format!("/kinsta {line}"))).collect();
        asked.t(if is_guess { "unknown-near" } else { "unknown-verbs" }).marked("near", listed.join(", ")).say()
    };
    // The rest of what was typed is kept: only the mistyped words are replaced.
    let rest = || words.iter().skip(2).map(String::as_str);
    let mut buttons: Vec<Button> = near
        .iter()
        .map(|line| {
            let corrected = words::join(line.split(' ').chain(rest()));
            Button::new(format!("/kinsta {line}"), Press::Words { line: corrected, replace: true })
        })
        .collect();
    buttons.push(Button::new(
        asked.t("button-help").say(),
        Press::Words { line: if known_noun { format!("help {noun}") } else { "help".into() }, replace: true },
    ));
    let refusal = if asks_for_verbs { Refusal::question(why) } else { Refusal::new(why).misread() };
    refusal.way_out(way_out).buttons(buttons)
}
