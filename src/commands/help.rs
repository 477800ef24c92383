//! Usage: what exists, and what it takes.

use super::allowed::LeftOut;
use super::grammar::usage;
use super::registry::{Entry, Registry};
use super::services::Asked;
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::refusal::Refusal;
use crate::domain::{text, words};

/// The whole usage, or one noun's, without what is left out; that is counted, with its reason and a way to see it.
pub fn card(
    asked: &Asked,
    registry: &Registry,
    noun: Option<&str>,
    leaves_out: &dyn Fn(&Entry) -> Option<LeftOut>,
) -> Card {
    let noun = noun.filter(|noun| registry.verbs(noun).next().is_some());
    let mut left_out = Vec::new();
    let mut shown = |noun: &str| -> Vec<&Entry> {
        let (shown, left): (Vec<_>, Vec<_>) =
            registry.verbs(noun).map(|entry| (entry, leaves_out(entry))).partition(|(_, left)| left.is_none());
        left_out.extend(left.into_iter().filter_map(|(_, left)| left));
        shown.into_iter().map(|(entry, _)| entry).collect()
    };
    let mut card = Card::new();
    let mut buttons = Vec::new();
    let button = |key: &str, line: String, replace| Button::new(asked.t(key).say(), Press::Words { line, replace });
    match noun {
        Some(noun) => {
            card = card.with(Part::Title(asked.t("help-title-noun").marked("noun", noun).say()));
            for entry in shown(noun) {
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
                let lines: Vec<_> = shown(noun)
                    .into_iter()
                    .map(|entry| format!("{} – {}", text::code(&usage(entry)), summary(asked, entry)))
                    .collect();
                if !lines.is_empty() {
                    card = card.paragraph(lines.join("\n"));
                }
            }
            card = card.note(asked.t("help-names").say());
            buttons.push(button("button-site-list", "site list".to_owned(), false));
        }
    }
    let everything = noun.map_or_else(|| "help --all".to_owned(), |noun| format!("help {noun} --all"));
    for (why, key) in [(LeftOut::Role, "help-left-out-role"), (LeftOut::Channel, "help-left-out-channel")] {
        let count = left_out.iter().filter(|left| **left == why).count();
        if count > 0 {
            let said = asked.t(key).number("count", count);
            card = card.note(said.marked("all", text::code(&format!("/kinsta {everything}"))).say());
        }
    }
    if !left_out.is_empty() {
        buttons.push(button("button-help-all", everything, true));
    }
    card.buttons(buttons)
}

fn summary(asked: &Asked, entry: &Entry) -> String {
    asked.t(entry.key("verb")).say()
}

/// Nothing is called that; what is near is offered to press. Where nothing is near, what they may do with the noun is.
pub fn unknown(asked: &Asked, registry: &Registry, words: &[String], may: &dyn Fn(&Entry) -> bool) -> Refusal {
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
    let near: Vec<String> = if is_guess {
        near
    } else {
        let line = |entry: &Entry| format!("{noun} {}", entry.verb.name());
        let theirs: Vec<String> = registry.verbs(noun).filter(|entry| may(entry)).map(line).collect();
        if theirs.is_empty() { registry.verbs(noun).map(line).collect() } else { theirs }
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
