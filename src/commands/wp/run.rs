//! `/kinsta wp run <site> [env] -- <command>`: runs a WP-CLI command and shows what it printed.

use async_trait::async_trait;
use clap::{Arg, ArgMatches};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::command::{self, Refused};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, SITE, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{redact, text, words};
use crate::kinsta::api::wp_cli;
use crate::kinsta::{self, Lane};

/// The argument that holds the command.
const COMMAND: &str = "command";
/// How much of what was printed is shown, in characters.
const OUTPUT: usize = 6_000;
/// How much of the command stands in a sentence, in characters.
const IN_A_SENTENCE: usize = 60;
/// How much of the command stands in the question, in characters.
const IN_THE_QUESTION: usize = 1_200;

/// The verb.
pub struct Run;

#[async_trait]
impl Verb for Run {
    fn noun(&self) -> &'static str {
        "wp"
    }

    fn name(&self) -> &'static str {
        "run"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        let words = Arg::new(COMMAND).value_name("command").num_args(1..).required(true).last(true);
        target::arguments(command).arg(words)
    }

    fn example(&self) -> &'static str {
        "wp run acme staging -- plugin list"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/run-wp-cli-command"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed: Vec<String> = matches.get_many::<String>(COMMAND).unwrap_or_default().cloned().collect();
        let wanted = command::read(&typed).map_err(|refused| refuse(asked, matches, &refused))?;
        let options: Vec<&str> = std::iter::once("--").chain(typed.iter().map(String::as_str)).collect();
        let resolved = target::resolve(asked, services, "wp run", &options, matches, Unnamed::Ask)?;
        let shown = redact::secrets(wanted.command.as_str());
        Ok(Answer::Act(Box::new(RunWpCli {
            target: resolved.target().named(COMMAND, cut(&shown, IN_A_SENTENCE)),
            shown: cut(&shown, IN_THE_QUESTION),
            command: wanted.command,
            only_reads: wanted.only_reads,
        })))
    }
}

fn refuse(asked: &Asked, matches: &ArgMatches, refused: &Refused) -> Refusal {
    let key = match refused {
        Refused::Nothing => "wp-nothing",
        Refused::Quote => "mistake-quote",
        Refused::QuoteWithin => "wp-quote-within",
        Refused::Character(_) => "wp-character",
        Refused::TooLong => "wp-too-long",
        Refused::Cache => "wp-cache",
        Refused::Password(_) => "wp-password",
    };
    let said = match refused {
        Refused::Character(character) => asked.t(key).marked("character", text::code(&character.to_string())),
        Refused::Password(option) => asked.t(key).marked("option", text::code(option)),
        _ => asked.t(key),
    };
    let refusal = Refusal::new(said).way_out(asked.t(format!("{key}-way-out"))).about(COMMAND);
    if *refused != Refused::Cache {
        return refusal;
    }
    let site = matches.get_many::<String>(SITE).unwrap_or_default().map(String::as_str);
    let line = words::join(["cache", "clear"].into_iter().chain(site));
    refusal.buttons(vec![Button::new(asked.t("button-clear-cache").say(), Press::Words { line, replace: true })])
}

/// The beginning of a text, as many characters as asked for.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Runs a WP-CLI command on one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunWpCli {
    target: Target,
    command: wp_cli::Command,
    /// The command as it is shown, without what looks like a secret.
    shown: String,
    only_reads: bool,
}

#[async_trait]
impl ActKind for RunWpCli {
    const NAME: &'static str = "wp.run";
    const RISK: Risk = Risk::Destructive;

    fn risk(&self) -> Risk {
        if self.only_reads { Risk::Safe } else { Risk::Destructive }
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("wp-command", self.shown.clone())]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.only_reads.then_some("wp-only-reads").into_iter().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let run = wp_cli::Run { environment: self.target.environment(), command: self.command.clone() };
        Ok(kinsta.write(&run, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["wp", "cli", "command"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    fn keep(&self, _step: &str, data: &Value) -> Option<Value> {
        // Where Kinsta puts it differs from source to source, and some have seen none at all.
        let inside = ["result", "output", "stdout"].into_iter().find_map(|name| data.get(name)?.as_str());
        let output = data.as_str().or(inside)?;
        Some(Value::String(cut(redact::secrets(output).trim_end(), OUTPUT)))
    }

    async fn outcome(
        &self,
        steps: &[Step],
        _kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let kept = steps.iter().find_map(|step| step.kept.as_ref()?.as_str());
        let only = |key: &str| (key.to_owned(), "–".to_owned());
        Ok(Some(match kept {
            Some("") => operation::Outcome { facts: vec![only("wp-output-empty")], ..operation::Outcome::default() },
            Some(output) => operation::Outcome { output: Some(output.to_owned()), ..operation::Outcome::default() },
            None => operation::Outcome { facts: vec![only("wp-output-none")], ..operation::Outcome::default() },
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn act() -> RunWpCli {
        let command = wp_cli::Command::try_from("wp plugin list".to_owned()).unwrap();
        RunWpCli { target: Target::company("x"), command, shown: String::new(), only_reads: true }
    }

    #[test]
    fn what_was_printed_is_found_without_secrets_and_not_too_long() {
        let kept = |data: Value| act().keep("wp", &data);
        assert_eq!(kept(json!({"result": "a\tb\n"})), Some(json!("a\tb")));
        assert_eq!(kept(json!("plain")), Some(json!("plain")));
        for nothing in [json!(null), json!({}), json!({"result": null}), json!({"result": 5})] {
            assert_eq!(kept(nothing), None);
        }
        let hidden = kept(json!({"result": "1\tadmin\tadmin@agency.example"})).unwrap();
        assert!(!hidden.as_str().unwrap().contains("agency.example"), "{hidden}");
        let long = kept(json!({"result": "ä ".repeat(5_000)})).unwrap();
        assert_eq!(long.as_str().unwrap().chars().count(), OUTPUT + 1);
    }
}
