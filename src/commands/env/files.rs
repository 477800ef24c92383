//! `/kinsta env files <site> [env]`: the upper folders and files, as far as a push can choose among them.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Card, Part};
use crate::domain::risk::Risk;
use crate::kinsta::api::files::File;
use crate::kinsta::{Lane, api};

/// How many lines are read in a message; what is longer comes as a file.
const LINES: usize = 40;

/// The verb.
pub struct Files;

#[async_trait]
impl Verb for Files {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "files"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "env files acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/file-list"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "env files", &[], matches, Unnamed::Live)?;
        let request = api::files::List { environment: resolved.env.id.clone() };
        let files = services.kinsta.read(&request, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
        let title = asked.t("env-files-title").marked("where", resolved.target().label()).say();
        let card = Card::new().with(Part::Title(title.clone()));
        if files.is_empty() {
            return Ok(Answer::Card(card.paragraph(asked.t("env-files-none").say())));
        }
        let mut lines = Vec::new();
        draw(&files, 0, &mut lines);
        if lines.len() <= LINES {
            return Ok(Answer::Card(card.with(Part::Code(lines.join("\n"))).note(asked.t("env-files-note").say())));
        }
        let attached = Attachment {
            name: format!("{}-{}-files.txt", resolved.site.name, resolved.env.name),
            title,
            alt: None,
            bytes: format!("{}\n", lines.join("\n")).into_bytes(),
        };
        let card = card.paragraph(asked.t("env-files-attached").number("count", lines.len()).say());
        Ok(Answer::Files { card: card.note(asked.t("env-files-note").say()), files: vec![attached] })
    }
}

/// A line a file, indented by where it is. What has something in it is a folder.
fn draw(files: &[File], depth: usize, lines: &mut Vec<String>) {
    for file in files {
        let name = if file.name.is_empty() { &file.path } else { &file.name };
        let mark = if file.children.is_empty() { "" } else { "/" };
        lines.push(format!("{}{name}{mark}", "  ".repeat(depth)));
        draw(&file.children, depth + 1, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_indented_and_nameless_files_are_called_by_their_path() {
        let file = |name: &str, path: &str, children| File { name: name.into(), path: path.into(), children };
        let plugins = file("plugins", "wp-content/plugins", vec![file("", "wp-content/plugins/seo", Vec::new())]);
        let files = [file("wp-content", "wp-content", vec![plugins]), file("index.php", "index.php", Vec::new())];
        let mut lines = Vec::new();
        draw(&files, 0, &mut lines);
        assert_eq!(lines, ["wp-content/", "  plugins/", "    wp-content/plugins/seo", "index.php"]);
    }
}
