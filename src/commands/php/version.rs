//! `/kinsta php version <site> [env]`: which PHP runs, and whether Kinsta updates it by itself.

use std::collections::BTreeSet;

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::details;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::{text, words};

/// How many versions are offered as buttons.
const OFFERED: usize = 4;

/// The verb.
pub struct Version;

#[async_trait]
impl Verb for Version {
    fn noun(&self) -> &'static str {
        "php"
    }

    fn name(&self) -> &'static str {
        "version"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "php version acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "php version", &[], matches, Unnamed::Live)?;
        let told = details::environment(asked, services, &resolved).await?;
        let opted_out = told.is_opt_out_from_automatic_php_update;
        let now = Environment::from(told).php_version;
        let fact = |key: &str, value: String| Fact { label: asked.t(format!("fact-{key}")).say(), value };
        let unknown = || asked.t("fact-unknown").say();
        let facts = vec![
            fact("php", now.as_deref().map_or_else(unknown, text::plain)),
            fact("php-updates", updates(asked, opted_out)),
        ];
        let others = seen(services).into_iter().filter(|version| Some(version) != now.as_ref());
        let buttons = others.take(OFFERED).map(|version| {
            let line = words::join(["php", "set", &version, resolved.env.id.as_str()]);
            let label = asked.t("button-php-set").marked("version", version).say();
            Button::new(label, Press::Words { line, replace: false })
        });
        let card = Card::new().with(Part::Title(resolved.target().label())).with(Part::Facts(facts));
        Ok(Answer::Card(card.buttons(buttons.collect()).note(asked.t("php-version-note").say())))
    }
}

/// Whether Kinsta updates PHP by itself, in words.
pub fn updates(asked: &Asked, opted_out: Option<bool>) -> String {
    let key = match opted_out {
        Some(true) => "fact-off",
        Some(false) => "fact-on",
        None => "fact-unknown",
    };
    asked.t(key).say()
}

/// The versions that the company's sites run, newest first. Kinsta has no list of those there are.
pub fn seen(services: &Services) -> Vec<String> {
    let directory = services.directory.snapshot();
    let environments = directory.index.sites().flat_map(|site| site.environments.iter());
    let found: BTreeSet<(u32, u32)> = environments.filter_map(|env| numbers(env.php_version.as_deref()?)).collect();
    found.into_iter().rev().map(|(major, minor)| format!("{major}.{minor}")).collect()
}

/// `8.3`, `php8.3` or `PHP 8.3` as two numbers.
pub fn numbers(version: &str) -> Option<(u32, u32)> {
    let version = version.trim().to_lowercase();
    let version = version.strip_prefix("php").unwrap_or(&version).trim_start_matches([' ', '-']);
    let (major, minor) = version.split_once('.')?;
    let number = |digits: &str| {
        let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    };
    Some((number(major).filter(|major| (5..=20).contains(major))?, number(minor)?))
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_version_is_two_numbers() {
        for (typed, read) in [("8.3", (8, 3)), ("php8.4", (8, 4)), (" PHP 8.10 ", (8, 10)), ("7.4", (7, 4))] {
            assert_eq!(numbers(typed), Some(read), "{typed}");
        }
        for typed in ["", "8", "8.", ".3", "8.3.1", "8.x", "83", "1.0", "8.+3", "latest", "8.123"] {
            assert_eq!(numbers(typed), None, "{typed}");
        }
    }
}
