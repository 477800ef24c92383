//! A change of the list. Kinsta takes the whole list at once, so it is read before, right before and after.

use serde::{Deserialize, Serialize};

use super::address;
use crate::access::Grant;
use crate::act::{Started, Stop};
use crate::domain::ids::EnvId;
use crate::domain::operation::{NextStep, Outcome};
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

/// How many addresses are named before the rest is counted.
const NAMED: usize = 12;

/// The list as it was seen, and as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub target: Target,
    /// As Kinsta told it.
    pub before: Vec<String>,
    /// As it is sent.
    pub after: Vec<String>,
    /// The difference.
    pub changed: Vec<String>,
}

impl Change {
    /// What the question shows: the difference and the list's length.
    pub fn facts(&self, difference: &'static str) -> Vec<(&'static str, String)> {
        let length = format!("{} → {}", self.before.len(), self.after.len());
        vec![(difference, named(&self.changed)), ("ip-count", length)]
    }

    /// Whether the list is still the one that was shown.
    pub async fn check(&self, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = read(kinsta, &self.target.environment(), Lane::Operation).await?;
        if sorted(&now) == sorted(&self.before) { Ok(()) } else { Err(Stop::Changed("ip-changed")) }
    }

    /// Sends the whole list.
    pub async fn start(&self, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let replace = api::denied_ips::Replace { environment: self.target.environment(), ips: self.after.clone() };
        Ok(kinsta.write(&replace, Lane::Operation, grant).await?.into())
    }

    /// Reads the list back and says where it differs from what was sent.
    pub async fn outcome(&self, kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error> {
        let environment = self.target.environment();
        let (now, sent) = (sorted(&read(kinsta, &environment, Lane::Operation).await?), sorted(&self.after));
        let without = |all: &[String], these: &[String]| -> Vec<String> {
            all.iter().filter(|entry| !these.contains(entry)).cloned().collect()
        };
        let (missing, unexpected) = (without(&sent, &now), without(&now, &sent));
        let mut facts = vec![("ip-count".to_owned(), now.len().to_string())];
        if !missing.is_empty() {
            facts.push(("ip-missing".to_owned(), named(&missing)));
        }
        if !unexpected.is_empty() {
            facts.push(("ip-unexpected".to_owned(), named(&unexpected)));
        }
        let line = words::join(["ip", "list", environment.as_str()]);
        let next = vec![NextStep::new("button-ip-list", line)];
        Ok(Some(Outcome { facts, output: None, next }))
    }
}

/// The list as it is now.
pub async fn read(kinsta: &kinsta::Client, environment: &EnvId, lane: Lane) -> Result<Vec<String>, kinsta::Error> {
    kinsta.read(&api::denied_ips::List { environment: environment.clone() }, lane).await
}

/// Some of the addresses, and how many more there are.
fn named(addresses: &[String]) -> String {
    let shown: Vec<&str> = addresses.iter().take(NAMED).map(String::as_str).collect();
    let more = addresses.len() - shown.len();
    let shown = shown.join(", ");
    if more > 0 { format!("{shown} … (+{more})") } else { shown }
}

/// The order of the list means nothing.
fn sorted(list: &[String]) -> Vec<String> {
    let mut list: Vec<String> = list.iter().map(|entry| address::comparable(entry)).collect();
    list.sort();
    list.dedup();
    list
}

/// An act that is such a change.
macro_rules! act {
    ($act:ident, $name:literal, $difference:literal) => {
        #[async_trait::async_trait]
        impl crate::act::ActKind for $act {
            const NAME: &'static str = $name;
            const RISK: crate::domain::risk::Risk = crate::domain::risk::Risk::Disruptive;

            fn target(&self) -> &crate::domain::target::Target {
                &self.0.target
            }

            fn facts(&self) -> Vec<(&'static str, String)> {
                self.0.facts($difference)
            }

            async fn check(&self, _step: &str, kinsta: &crate::kinsta::Client) -> Result<(), crate::act::Stop> {
                self.0.check(kinsta).await
            }

            async fn start(
                &self,
                _step: &str,
                kinsta: &crate::kinsta::Client,
                grant: &crate::access::Grant,
            ) -> Result<crate::act::Started, crate::kinsta::Error> {
                self.0.start(kinsta, grant).await
            }

            fn activity_words(&self, _step: &str) -> crate::act::ActivityWords {
                crate::act::ActivityWords::all(&["denied", "ip"])
            }

            fn look(&self) -> crate::act::Look<'_> {
                crate::act::Look::AtTheOutcome
            }

            async fn outcome(
                &self,
                _steps: &[crate::domain::operation::Step],
                kinsta: &crate::kinsta::Client,
            ) -> Result<Option<crate::domain::operation::Outcome>, crate::kinsta::Error> {
                self.0.outcome(kinsta).await
            }
        }
    };
}

pub(super) use act;
