//! `/kinsta access show`: who has which role, what channels are bound to, the company's own roles, and the rules about a
//! second person with their numbers. In pages, with the forms that change it for those who may.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::rules;
use crate::access::policy::Policy;
use crate::commands::kept::{self, scope_words};
use crate::commands::listing;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::text;

/// Lines a page.
const PAGE: usize = 20;

/// The forms that change it.
const EDITS: [(&str, &str); 5] = [
    ("button-access-grant", "access grant"),
    ("button-access-bind", "access bind"),
    ("button-access-role", "access role"),
    ("button-access-require", "access require"),
    ("button-access-waive", "access waive"),
];

/// The verb.
pub struct Show;

#[async_trait]
impl Verb for Show {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "show"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "access show"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let lines = lines(asked, &services.access.policy());
        let pages = lines.len().div_ceil(PAGE).max(1);
        let page = listing::page(matches).clamp(1, pages);
        let mut card = Card::new().with(Part::Title(asked.t("access-title").say()));
        let shown: Vec<String> = lines.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
        card = card.paragraph(shown.join("\n"));
        let source = if services.access.is_in_a_file() { "access-from-a-file" } else { "access-from-here" };
        let mut note = vec![asked.t(source).say()];
        if pages > 1 {
            note.insert(0, asked.t("list-page").number("page", page).number("pages", pages).say());
        }
        if kept::may_edit(asked, services, "grant") {
            card = card.buttons(EDITS.iter().map(|(key, line)| edit(asked, key, line)).collect());
        }
        let turn = |key: &str, to: usize| {
            let line = format!("access show --page {to}");
            Button::new(asked.t(key).say(), Press::Words { line, replace: true })
        };
        let back = (page > 1).then(|| turn("button-previous", page - 1));
        let forth = (page < pages).then(|| turn("button-next", page + 1));
        Ok(Answer::Card(card.note(note.join(" · ")).buttons(back.into_iter().chain(forth).collect())))
    }
}

fn edit(asked: &Asked, key: &str, line: &str) -> Button {
    Button::new(asked.t(key).say(), Press::Form { line: line.to_owned() })
}

/// Everything in it, a line each, under headings.
fn lines(asked: &Asked, policy: &Policy) -> Vec<String> {
    let members = policy.members.iter().map(|member| {
        let said = asked.t("access-member").marked("who", member.who.mention()).plain("role", &member.role);
        said.marked("on", scope_words(asked, &member.on)).say()
    });
    let configured = policy.configured.iter().map(|member| {
        asked.t("access-configured").marked("who", member.who.mention()).plain("role", &member.role).say()
    });
    let channels = policy.channels.iter().map(|(channel, to)| {
        asked.t("access-channel").marked("channel", text::channel(channel)).marked("to", scope_words(asked, to)).say()
    });
    let roles = policy.roles.iter().map(|(name, role)| {
        let may: Vec<String> = role.may.iter().map(|permission| text::code(&permission.to_string())).collect();
        asked.t("access-role").plain("role", name).marked("may", may.join(", ")).say()
    });
    let rules = policy.second_person.iter().enumerate().map(|(at, rule)| {
        asked.t("access-rule").number("number", at + 1).marked("rule", rules::line(asked, rule)).say()
    });
    let people: Vec<String> = configured.chain(members).collect();
    let people = if people.is_empty() { vec![asked.t("access-nobody").say()] } else { people };
    let rules: Vec<String> = rules.collect();
    let rules = if rules.is_empty() { vec![asked.t("access-no-rule").say()] } else { rules };
    let groups = [
        ("access-people", people),
        ("access-channels", channels.collect()),
        ("access-roles", roles.collect()),
        ("access-rules", rules),
    ];
    let groups = groups.into_iter().filter(|(_, lines)| !lines.is_empty());
    groups.flat_map(|(key, lines)| std::iter::once(asked.t(key).say()).chain(lines)).collect()
}
