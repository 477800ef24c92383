//! `/kinsta php allocation <site> [env] --threads N --memory MB`: shares the plan's PHP out anew.
//!
//! Kinsta has two calls: one for live and the standard staging together, one for a premium staging environment. Which one
//! is meant follows from the environment, and the question says what it reaches.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The most threads that can be typed; Kinsta knows the true limit.
const MOST_THREADS: i64 = 1_000;
/// The most memory a thread that can be typed, in MB; Kinsta knows the true limit.
const MOST_MEMORY_MB: i64 = 65_536;

/// The verb.
pub struct Allocation;

#[async_trait]
impl Verb for Allocation {
    fn noun(&self) -> &'static str {
        "php"
    }

    fn name(&self) -> &'static str {
        "allocation"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::number("threads", 1, MOST_THREADS).required(true))
            .arg(args::number("memory", 1, MOST_MEMORY_MB).value_name("MB").required(true))
    }

    fn example(&self) -> &'static str {
        "php allocation acme --threads 4 --memory 256"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "POST /sites/{site_id}/change-site-php-allocation",
            "POST /sites/environments/{env_id}/change-environment-php-allocation",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let number = |name: &str| matches.get_one::<i64>(name).copied().unwrap_or_default();
        let (threads, memory_mb) = (number("threads"), number("memory"));
        let (typed_threads, typed_memory) = (threads.to_string(), memory_mb.to_string());
        let options = ["--threads", typed_threads.as_str(), "--memory", typed_memory.as_str()];
        // Without an environment the site's own share is meant, which live and the standard staging have together.
        let resolved = target::resolve(asked, services, "php allocation", &options, matches, Unnamed::Live)?;
        let is_premium = resolved.env.is_premium && !resolved.env.is_live();
        let (target, domains) = if is_premium {
            (resolved.target(), resolved.env.domains)
        } else {
            let domains = resolved.site.live().map(|live| live.domains.clone()).unwrap_or_default();
            (Target::whole(&resolved.site), domains)
        };
        let place = target.label();
        Ok(Answer::Act(Box::new(AllocatePhp {
            target: target.named("where", place),
            domains,
            threads: u32::try_from(threads).unwrap_or_default(),
            memory_mb: u32::try_from(memory_mb).unwrap_or_default(),
        })))
    }
}

/// Shares PHP out anew, for a site or for one premium staging environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocatePhp {
    /// The site, or its premium staging environment.
    target: Target,
    /// What it answers to.
    domains: Vec<String>,
    threads: u32,
    /// For each thread.
    memory_mb: u32,
}

#[async_trait]
impl ActKind for AllocatePhp {
    const NAME: &'static str = "php.allocation";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let pool_mb = u64::from(self.threads) * u64::from(self.memory_mb);
        vec![
            ("php-threads", self.threads.to_string()),
            ("php-memory", format!("{} MB", self.memory_mb)),
            ("php-pool", format!("{pool_mb} MB")),
        ]
    }

    fn warnings(&self) -> Vec<&'static str> {
        let reach = if self.target.env_id.is_some() { "php-allocation-premium" } else { "php-allocation-site" };
        vec![reach, "php-allocation-unread"]
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let (threads, thread_memory_mb) = (self.threads, self.memory_mb);
        let started = match &self.target.env_id {
            Some(environment) => {
                let environment = environment.clone();
                let allocate = api::php_allocation::OfEnvironment { environment, threads, thread_memory_mb };
                kinsta.write(&allocate, Lane::Operation, grant).await?
            }
            None => {
                let site = self.target.site_id();
                let allocate = api::php_allocation::OfSite { site, threads, thread_memory_mb };
                kinsta.write(&allocate, Lane::Operation, grant).await?
            }
        };
        Ok(started.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["php", "allocation"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheSite(&self.domains)
    }
}
