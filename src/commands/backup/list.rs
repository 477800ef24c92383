//! `/kinsta backup list <site> [env]`: every backup of an environment, newest first, in pages.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::known::{self, kind, moment};
use crate::commands::listing;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::{text, words};
use crate::kinsta::api::backups::{Backup, MANUAL_SLOTS};

/// How many stand on a page.
const PAGE: usize = 20;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "backup"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "backup list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/backups"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "backup list", &[], matches, Unnamed::Live)?;
        let target = resolved.target();
        let env = target.environment();
        let backups = known::read(asked, services, env.clone()).await?;
        let line = |words: &[&str]| words::join(["backup"].into_iter().chain(words.iter().copied()));
        let create = Button::new(
            asked.t("button-backup-create").say(),
            Press::Words { line: line(&["create", env.as_str()]), replace: false },
        );
        let Some(newest) = backups.first() else {
            let none = asked.t("backup-none").plain("site", &target.site).plain("env", &target.env).say();
            return Ok(Answer::Card(Card::text(none).buttons(vec![create])));
        };
        let pages = backups.len().div_ceil(PAGE);
        let page = listing::page(matches).clamp(1, pages);
        let title = asked.t("backup-list-title").number("count", backups.len()).marked("where", target.label());
        let mut card = Card::new().with(Part::Title(title.say()));
        let lines = backups.iter().skip((page - 1) * PAGE).take(PAGE).map(|backup| entry(asked, backup));
        card = card.paragraph(lines.collect::<Vec<_>>().join("\n"));
        let taken = backups.iter().filter(|backup| backup.is_manual()).count();
        let mut note = vec![asked.t("backup-slots").number("taken", taken).number("slots", MANUAL_SLOTS).say()];
        if pages > 1 {
            note.insert(0, asked.t("list-page").number("page", page).number("pages", pages).say());
        }
        let restore = |label: &str, line: String| Button::new(asked.t(label.to_owned()).say(), Press::Form { line });
        let own_line = ["backup".to_owned(), "list".to_owned(), env.to_string()];
        let mut buttons = vec![
            restore("button-backup-restore-newest", line(&["restore", env.as_str(), "--backup", newest.id.as_str()])),
            restore("button-backup-restore-other", line(&["restore", env.as_str()])),
            create,
        ];
        buttons.extend(listing::turning(asked, &own_line, page, pages));
        Ok(Answer::Card(card.note(note.join(" · ")).note(asked.t("backup-list-note").say()).buttons(buttons)))
    }
}

/// One line: when, by whom, and what was noted.
fn entry(asked: &Asked, backup: &Backup) -> String {
    let note = backup.note.as_deref().filter(|note| !note.trim().is_empty());
    let note = note.map(|note| asked.t("backup-noted").plain("note", note).say());
    let parts = [Some(moment(asked, backup)), Some(text::plain(&kind(asked, backup))), note];
    format!("• {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
