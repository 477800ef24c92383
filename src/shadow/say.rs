//! What is said of the log: digests in channels, alarms to admins.

use jiff::Timestamp;

use super::state::{Gap, Told};
use crate::domain::card::{Button, ButtonStyle, Card, Part, Press};
use crate::domain::lang::Lang;
use crate::domain::{text, words};
use crate::i18n::t;

/// Risky actions that were not made here.
pub fn digest(lang: Lang, lines: &[Told], more: usize) -> Card {
    let title = t(lang, "shadow-digest-title").number("count", lines.len() + more).say();
    let mut said: Vec<String> = lines.iter().map(|told| line(lang, told, who(lang, told))).collect();
    said.extend(more_of(lang, more));
    let card = Card::new().with(Part::Title(title)).paragraph(said.join("\n"));
    let see = match only_site(lines).filter(|_| more == 0) {
        Some(site) => words::join(["company", "activity", "--site", site]),
        None => "company activity --site …".to_owned(),
    };
    let command = text::code(&format!("/kinsta {see}"));
    card.note(t(lang, "shadow-digest-note").marked("command", command).say())
}

/// Something was done with the bot's key and not by the bot.
pub fn alarm(lang: Lang, lines: &[Told], more: usize, key: &str) -> Card {
    let count = lines.len() + more;
    let mut said: Vec<String> = Vec::new();
    for told in lines {
        let from = told.from.as_ref().map(|from| t(lang, "shadow-from").plain("address", from).say());
        let mut line = line(lang, told, from);
        if told.beside {
            line = format!("{line} {}", t(lang, "shadow-beside").say());
        }
        said.push(line);
    }
    said.extend(more_of(lang, more));
    let words = |line: &str| Press::Words { line: line.to_owned(), replace: false };
    Card::new()
        .with(Part::Title(t(lang, "shadow-alarm-title").say()))
        .paragraph(t(lang, "shadow-alarm-what").number("count", count).plain("key", key).say())
        .paragraph(said.join("\n"))
        .paragraph(t(lang, "shadow-alarm-do").plain("key", key).say())
        .buttons(vec![
            Button::new(t(lang, "button-shadow-readonly").say(), words("readonly on")).style(ButtonStyle::Danger),
            Button::new(t(lang, "button-company-activity").say(), words("company activity")),
            Button::new(t(lang, "button-company-keys").say(), words("company keys")),
        ])
}

/// More happened than was read.
pub fn gap(lang: Lang, gap: Gap) -> Card {
    let at = |ms| text::moment(Timestamp::from_millisecond(ms).unwrap_or_default(), "UTC");
    let said = t(lang, "shadow-gap").marked("from", at(gap.from_ms)).marked("to", at(gap.to_ms)).say();
    Card::text(said)
}

/// `22 Nov 10:00 · *Acme* · Delete site · Agency Owner`, marked.
fn line(lang: Lang, told: &Told, end: Option<String>) -> String {
    let at = Timestamp::from_millisecond(told.at_ms).unwrap_or_default();
    let site = match (&told.site, &told.site_id) {
        (Some(site), _) => Some(format!("*{}*", text::plain(&site.title.replace('*', "")))),
        (None, Some(_)) => Some(t(lang, "company-site-gone").say()),
        (None, None) => None,
    };
    let said = [Some(text::moment(at, "UTC")), site, Some(text::plain(&told.what)), end];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn who(lang: Lang, told: &Told) -> Option<String> {
    let person = told.person.as_ref().map(|name| text::plain(name));
    let key = told.key.as_ref().map(|name| t(lang, "company-by-key").plain("name", name).say());
    let who: Vec<String> = [person, key].into_iter().flatten().collect();
    (!who.is_empty()).then(|| who.join(", "))
}

fn more_of(lang: Lang, more: usize) -> Option<String> {
    (more > 0).then(|| t(lang, "shadow-more").number("count", more).say())
}

/// The site they are all about.
fn only_site(lines: &[Told]) -> Option<&str> {
    let mut names = lines.iter().map(|told| told.site.as_ref().map(|site| site.name.as_str()));
    let first = names.next()??;
    names.all(|name| name == Some(first)).then_some(first)
}
