//! `/kinsta redirect clear <site> [env]`: deletes every rule.

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{find, written};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta;
use crate::kinsta::api::redirects::{Action, Rule};

/// The verb.
pub struct Clear;

#[async_trait]
impl Verb for Clear {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "clear"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "redirect clear acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules", "POST /sites/environments/{env_id}/redirect-rules"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "redirect clear", &[], matches, Unnamed::Ask)?;
        let all = find::all(asked, services, &resolved.env.id).await?;
        let target = resolved.target();
        let Some(some) = written::named(all.iter()) else {
            let why = asked.t("redirect-list-empty").plain("site", &target.site).plain("env", &target.env);
            return Err(Refusal::new(why).way_out(asked.t("redirect-clear-nothing")));
        };
        let target = target.named("count", all.len().to_string());
        Ok(Answer::Act(Box::new(ClearRedirects { target, count: all.len(), some, print: print(&all) })))
    }
}

/// Deletes every rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearRedirects {
    target: Target,
    count: usize,
    /// Some of them, to recognise them by.
    some: String,
    /// Whether they are still the same ones.
    print: String,
}

/// The same for the same rules in any order, and for no others.
fn print(rules: &[Rule]) -> String {
    let mut lines: Vec<String> = rules.iter().filter_map(|rule| serde_json::to_string(rule).ok()).collect();
    lines.sort();
    STANDARD_NO_PAD.encode(Sha256::digest(lines.join("\n")))
}

#[async_trait]
impl ActKind for ClearRedirects {
    const NAME: &'static str = "redirect.clear";
    const RISK: Risk = Risk::Destructive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("redirect-count", self.count.to_string()), ("redirect-rules", self.some.clone())]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = written::now(kinsta, &self.target).await?;
        if print(&now) == self.print { Ok(()) } else { Err(written::CHANGED) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        written::send(kinsta, grant, &self.target, Action::DeleteAll).await
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        written::WORDS
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let left: Vec<Rule> = written::now(kinsta, &self.target).await?;
        written::outcome(kinsta, &self.target, &[], &left).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinsta::api::redirects::Kind;

    #[test]
    fn only_the_same_rules_have_the_same_print() {
        let rule = |from: &str, to: &str| Rule::new(None, from, to, Kind::Permanent);
        let (one, two) = (rule("/a", "/b"), rule("/c", "/d"));
        assert_eq!(print(&[one.clone(), two.clone()]), print(&[two.clone(), one.clone()]));
        assert_ne!(print(std::slice::from_ref(&one)), print(&[one.clone(), two]));
        assert_ne!(print(&[one]), print(&[rule("/a", "/c")]));
    }
}
