//! `/kinsta plugin list <site> [env] [--updates]`, and the same for themes.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::find::called;
use super::kind::Kind;
use crate::commands::args;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Press};
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::{Lane, api::packages::Package};

/// The verb.
pub struct List<K>(pub K);

#[async_trait]
impl<K: Kind> Verb for List<K> {
    fn noun(&self) -> &'static str {
        K::NOUN
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::flag("updates")).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        K::LIST_EXAMPLE
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        K::LIST_USES
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let only_updates = matches.get_flag("updates");
        let options: &[&str] = if only_updates { &["--updates"] } else { &[] };
        let verb = format!("{} list", K::NOUN);
        let resolved = target::resolve(asked, services, &verb, options, matches, Unnamed::Live)?;
        let target = resolved.target();
        let mut packages = K::list(&services.kinsta, target.environment(), Lane::Person)
            .await
            .map_err(|error| asked.kinsta_said(&error))?;
        let say =
            |key: &str| asked.t(format!("{}-{key}", K::NOUN)).plain("site", &target.site).plain("env", &target.env);
        let count = packages.len();
        let behind = packages.iter().filter(|package| package.available_update().is_some()).count();
        let env = target.environment();
        let line = |more: &[&str]| words::join([K::NOUN].into_iter().chain(more.iter().copied()));
        let whole_list =
            Button::new(say("button-list").say(), Press::Words { line: line(&["list", env.as_str()]), replace: true });
        if count == 0 {
            return Ok(Answer::Card(Card::text(say("list-empty").say())));
        }
        if only_updates && behind == 0 {
            return Ok(Answer::Card(
                Card::text(say("up-to-date").number("count", count).say()).buttons(vec![whole_list]),
            ));
        }
        packages.retain(|package| !only_updates || package.available_update().is_some());
        packages.sort_by_key(|package| (package.available_update().is_none(), called(package).to_lowercase()));
        let title = say(if only_updates { "list-title-updates" } else { "list-title" });
        let title = title.marked("where", target.label()).number("count", packages.len());
        let mut own_line = vec![K::NOUN.to_owned(), "list".to_owned(), env.to_string()];
        own_line.extend(options.iter().map(|&option| option.to_owned()));
        let note = match behind {
            _ if only_updates => None,
            0 => Some(say("up-to-date").number("count", count).say()),
            _ => Some(say("behind").number("count", behind).say()),
        };
        let list = Listing {
            title: title.say(),
            headings: ["name", "title", "version", "status", "update", "last"]
                .map(|column| asked.t(format!("package-column-{column}")).say())
                .to_vec(),
            rows: packages.iter().map(|package| row(asked, package)).collect(),
            line: own_line,
            note,
        };
        let mut buttons = Vec::new();
        if behind > 0 {
            let all = Press::Words { line: line(&["update", env.as_str(), "--all"]), replace: false };
            let some = Press::Form { line: line(&["update", env.as_str()]) };
            buttons.push(Button::new(say("button-update-all").say(), all));
            buttons.push(Button::new(say("button-update-some").say(), some));
        }
        if only_updates {
            buttons.push(whole_list);
        }
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches)).buttons(buttons)))
    }
}

fn row(asked: &Asked, package: &Package) -> Vec<String> {
    let or_dash = |text: &str| if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() };
    // Kinsta's own word where it is one we do not know.
    let worded = |prefix: &str, word: &str, known: &[&str]| match known.iter().find(|known| **known == word) {
        Some(known) => asked.t(format!("{prefix}-{known}")).say(),
        None => or_dash(word),
    };
    vec![
        package.name.clone(),
        or_dash(&package.title),
        or_dash(&package.version),
        worded("package-status", &package.status, &["active", "inactive", "must-use"]),
        or_dash(package.available_update().unwrap_or_default()),
        worded("package-last", package.update_status.as_deref().unwrap_or_default(), &["updated", "failed"]),
    ]
}
