//! `/kinsta cache edge on|off <site> [env]`: turns the edge cache on or off.

use async_trait::async_trait;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Edge;

#[async_trait]
impl Verb for Edge {
    fn noun(&self) -> &'static str {
        "cache"
    }

    fn name(&self) -> &'static str {
        "edge"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        let state = Arg::new("state").value_name("on|off").required(true).ignore_case(true);
        target::arguments(command.arg(state.value_parser(PossibleValuesParser::new(["on", "off"]))))
    }

    fn example(&self) -> &'static str {
        "cache edge off acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["PUT /sites/edge-caching/status", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let state = matches.get_one::<String>("state").map(|state| state.to_lowercase()).unwrap_or_default();
        let verb = format!("cache edge {state}");
        let resolved = target::resolve(asked, services, &verb, &[], matches, Unnamed::Ask)?;
        // What is on now is known best by the site's own endpoint; it is shown, not relied on. A key or a site that
        // Kinsta does not know leads nowhere, though.
        let fresh = match services.directory.freshen(&resolved.site.id).await {
            Err(error @ (kinsta::Error::Unauthorised { .. } | kinsta::Error::NotFoundOrForbidden { .. })) => {
                return Err(asked.kinsta_said(&error));
            }
            fresh => fresh,
        };
        let fresh = fresh.as_ref().ok().and_then(|site| site.environment(&resolved.env.id));
        let is_on = fresh.map(|env| env.edge_cache_id.is_some());
        let now = asked.t(match is_on {
            Some(true) => "fact-on",
            Some(false) => "fact-off",
            None => "fact-unknown",
        });
        let enabled = state == "on";
        let (target, now, is_already) = (resolved.target(), now.say(), is_on == Some(enabled));
        if enabled {
            Ok(Answer::Act(Box::new(TurnEdgeOn { target, now, is_already })))
        } else {
            Ok(Answer::Act(Box::new(TurnEdgeOff { target, now, is_already })))
        }
    }
}

/// Turns the edge cache of an environment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnEdgeOn {
    target: Target,
    /// How it was when this was asked, in the asker's words.
    now: String,
    /// It was on already.
    is_already: bool,
}

/// Turns the edge cache of an environment off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnEdgeOff {
    target: Target,
    /// How it was when this was asked, in the asker's words.
    now: String,
    /// It was off already.
    is_already: bool,
}

/// Two acts, because what they mean for visitors is the opposite.
macro_rules! turn {
    ($act:ident, $name:literal, $enabled:literal) => {
        #[async_trait]
        impl ActKind for $act {
            const NAME: &'static str = $name;
            const RISK: Risk = Risk::Disruptive;
            const CHANGES_SITES: bool = true;

            fn target(&self) -> &Target {
                &self.target
            }

            fn facts(&self) -> Vec<(&'static str, String)> {
                vec![("edge-now", self.now.clone())]
            }

            fn warnings(&self) -> Vec<&'static str> {
                self.is_already.then_some("already-so").into_iter().collect()
            }

            async fn start(
                &self,
                _step: &str,
                kinsta: &kinsta::Client,
                grant: &Grant,
            ) -> Result<Started, kinsta::Error> {
                let status = api::edge::SetStatus { environment: self.target.environment(), enabled: $enabled };
                Ok(kinsta.write(&status, Lane::Operation, grant).await?.into())
            }

            fn activity_words(&self, _step: &str) -> ActivityWords {
                ActivityWords::all(&["edge", "cache", "status"])
            }
        }
    };
}

turn!(TurnEdgeOn, "cache.edge.on", true);
turn!(TurnEdgeOff, "cache.edge.off", false);
