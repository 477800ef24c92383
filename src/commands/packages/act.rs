//! The update of some plugins or themes of one environment.

use std::marker::PhantomData;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::kind::Kind;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::domain::operation::{NextStep, Outcome, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api::packages::Package};

/// How many are named before the rest is counted.
const NAMED: usize = 15;

/// Updates some, all to versions that were shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Update<K> {
    target: Target,
    items: Vec<Item>,
    /// Those that were named and have nothing to be updated to.
    current: Vec<String>,
    #[serde(skip)]
    kind: PhantomData<K>,
}

/// One of them, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Kinsta's name for it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The version it has.
    pub from: String,
    /// The version it gets.
    pub to: String,
}

impl<K: Kind> Update<K> {
    /// An update of these, at least one. `current` names those that need none.
    pub fn of(target: Target, items: Vec<Item>, current: Vec<String>) -> Self {
        let first = items.first();
        let target = target
            .named("many", if items.len() > 1 { "yes" } else { "no" })
            .named("count", items.len().to_string())
            .named("what", first.map(|item| item.title.clone()).unwrap_or_default())
            .named("version", first.map(|item| item.to.clone()).unwrap_or_default());
        Self { target, items, current, kind: PhantomData }
    }

    fn names(&self) -> Vec<String> {
        self.items.iter().map(|item| item.name.clone()).collect()
    }
}

/// The first ones, and how many more there are.
fn lines(lines: &[String]) -> String {
    let mut shown = lines[..lines.len().min(NAMED)].join("\n");
    if lines.len() > NAMED {
        shown.push_str(&format!("\n… +{}", lines.len() - NAMED));
    }
    shown
}

fn of_name<'p>(packages: &'p [Package], name: &str) -> Option<&'p Package> {
    packages.iter().find(|package| package.name == name)
}

#[async_trait]
impl<K: Kind> ActKind for Update<K> {
    const NAME: &'static str = K::ACT;
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = 60 * 60 * 1000;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let versions: Vec<String> =
            self.items.iter().map(|item| format!("{} {} → {}", item.title, item.from, item.to)).collect();
        let mut facts = vec![("package-versions", lines(&versions))];
        if !self.current.is_empty() {
            facts.push(("package-current", lines(&self.current)));
        }
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        vec!["package-backup-first"]
    }

    fn first(&self) -> Vec<NextStep> {
        let line = words::join(["backup", "create", self.target.environment().as_str()]);
        vec![NextStep::new("button-package-backup", line)]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let packages = K::list(kinsta, self.target.environment(), Lane::Operation).await?;
        let is_as_shown = |item: &Item| {
            of_name(&packages, &item.name).is_some_and(|package| {
                package.version == item.from && package.available_update() == Some(item.to.as_str())
            })
        };
        if self.items.iter().all(is_as_shown) { Ok(()) } else { Err(Stop::Changed("package-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let environment = self.target.environment();
        match self.items.as_slice() {
            [only] => K::update(kinsta, environment, only.name.clone(), only.to.clone(), grant).await,
            _ => K::update_several(kinsta, environment, self.names(), grant).await,
        }
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(K::ACTIVITY)
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcomeInAnyCase
    }

    async fn outcome(&self, _steps: &[Step], kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error> {
        let packages = K::list(kinsta, self.target.environment(), Lane::Operation).await?;
        let (mut updated, mut others, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for item in &self.items {
            match of_name(&packages, &item.name) {
                // Kinsta takes the newest version of several, which may be newer than the one shown.
                Some(package) if package.version != item.from => {
                    updated.push(format!("{} {}", item.title, package.version));
                }
                Some(package) => others.push(format!("{} {}", item.title, package.version)),
                None => gone.push(item.title.clone()),
            }
        }
        let facts = [("package-updated", updated), ("package-not-updated", others), ("package-gone", gone)];
        let facts = facts.into_iter().filter(|(_, titles)| !titles.is_empty());
        let env = self.target.environment();
        let next = [
            ("button-package-look", words::join(["site", "status", env.as_str()])),
            ("button-package-errors", words::join(["log", "error", env.as_str()])),
        ];
        Ok(Some(Outcome {
            facts: facts.map(|(key, titles)| (key.to_owned(), lines(&titles))).collect(),
            output: None,
            next: next.map(|(label, line)| NextStep::new(label, line)).into(),
        }))
    }
}
