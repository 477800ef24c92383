//! Making a site or an environment: one change for every way of doing so.
//!
//! What is yet to be ([`Fresh`]) knows its name, what it costs and where it turns up; the way it is made ([`Way`]) knows
//! the call and what goes into it.

use std::fmt::Debug;

use async_trait::async_trait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::install::Install;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::domain::hold::Hold;
use crate::domain::ids::EnvId;
use crate::domain::operation::{Outcome, Step};
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::target::Target;
use crate::kinsta::{self, Endpoint, Lane, Write, api};

/// How long what makes a site or an environment, or fills it anew, is followed, in milliseconds: it may have to wait for
/// its turn first.
pub const PATIENCE_MS: i64 = 60 * 60 * 1000;

/// A site or an environment that is yet to be.
#[async_trait]
pub trait Fresh: Serialize + DeserializeOwned + Debug + Send + Sync + 'static {
    /// The name it will have.
    fn target(&self) -> &Target;

    /// How much making it can hurt.
    fn risk(&self) -> Risk;

    /// What the question warns of: keys of sentences.
    fn warnings(&self) -> Vec<&'static str>;

    /// What is kept of the data that Kinsta hands over at the end, to find it by.
    fn keep(_data: &Value) -> Option<Value> {
        None
    }

    /// It, once it is there, and what can be done with it; `None` where it does not show yet.
    async fn outcome(
        &self,
        steps: &[Step],
        has_wordpress: bool,
        kinsta: &kinsta::Client,
    ) -> Result<Option<Outcome>, kinsta::Error>;

    /// As [`ActKind::mend`].
    fn mend(_message: &str) -> Option<&'static str> {
        None
    }
}

/// A way of making it, with what it needs besides.
pub trait Way: Serialize + DeserializeOwned + Debug + Send + Sync + 'static {
    /// The change's registered name, as [`ActKind::NAME`].
    const ACT: &'static str;

    /// How Kinsta's activity log names it.
    const ACTIVITY: ActivityWords;

    /// What is made.
    type Fresh: Fresh;

    /// The call that makes it.
    type Request: Endpoint<Effect = Write, Response = api::Started>;

    /// The call, ready to be sent.
    fn request(&self, fresh: &Self::Fresh, kinsta: &kinsta::Client) -> Result<Self::Request, kinsta::Error>;

    /// Whether there will be a WordPress in it.
    fn has_wordpress(&self) -> bool;

    /// The WordPress that is installed in it.
    fn install(&self) -> Option<&Install> {
        None
    }

    /// What the question says of it, as [`ActKind::facts`].
    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What it copies, so that nothing else works on that meanwhile.
    fn copies(&self, _fresh: &Self::Fresh) -> Option<Hold> {
        None
    }
}

/// The environment that a copy is made of.
#[derive(Debug, Serialize, Deserialize)]
pub struct Source {
    /// Which.
    pub source: EnvId,
    /// As people call it.
    pub source_name: String,
    /// Whether there is a WordPress in it, and so in the copy.
    pub has_wordpress: bool,
}

impl Source {
    /// An environment, and what the sentences about the copy call it.
    pub fn of(env: Environment, source_name: String) -> Self {
        Self { has_wordpress: env.wordpress_version.is_some(), source: env.id, source_name }
    }
}

/// Makes a site or an environment in one of the ways.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Make<W: Way> {
    /// What is made.
    pub fresh: W::Fresh,
    /// How.
    #[serde(flatten)]
    pub way: W,
}

#[async_trait]
impl<W: Way> ActKind for Make<W> {
    const NAME: &'static str = W::ACT;
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn risk(&self) -> Risk {
        self.fresh.risk()
    }

    fn target(&self) -> &Target {
        self.fresh.target()
    }

    fn holds(&self) -> Vec<Hold> {
        self.way.copies(&self.fresh).into_iter().collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.way.facts()
    }

    fn warnings(&self) -> Vec<&'static str> {
        let password = self.way.install().map(|install| install.password.said());
        self.fresh.warnings().into_iter().chain(password).collect()
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        self.way.install().map_or(Ok(()), |install| install.password.check(kinsta))
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = self.way.request(&self.fresh, kinsta)?;
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        W::ACTIVITY
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    fn keep(&self, _step: &str, data: &Value) -> Option<Value> {
        W::Fresh::keep(data)
    }

    async fn outcome(&self, steps: &[Step], kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error> {
        self.fresh.outcome(steps, self.way.has_wordpress(), kinsta).await
    }

    fn mend(&self, message: &str) -> Option<&'static str> {
        W::Fresh::mend(message)
    }

    fn sealed(&self) -> Option<&kinsta::Sealed> {
        self.way.install().and_then(|install| install.password.made_up())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::act::Registry;

    #[test]
    fn how_it_is_stored_is_flat_and_stays_so() {
        let acts = crate::commands::env::acts(crate::commands::site::acts(Registry::default()));
        let target = json!({
            "site_id": "s-1", "site": "Acme", "env_id": null, "env": "QA", "is_live": false, "domain": null,
        });
        let environment = json!({ "target": target, "is_premium": true, "known": ["e-1"] });
        let site = json!({ "target": target, "company": "c-1", "has_twin": false });
        let install = json!({
            "title": "Acme QA", "language": "de_DE", "admin_user": "qa", "admin_email": "qa@agency.example",
            "password": { "sealed": "c2VhbGVk", "is_made_up": true },
            "multisite": "subdomain", "woocommerce": true, "yoast": false,
        });
        for (name, stored) in [
            ("env.create", json!({ "fresh": environment, "install": install, "edd": true })),
            (
                "site.create",
                json!({ "fresh": site, "region": "europe-west3", "region_name": "Frankfurt", "install": install }),
            ),
            ("env.create-plain", json!({ "fresh": environment })),
            (
                "env.clone",
                json!({ "fresh": environment, "source": "e-1", "source_name": "Live", "has_wordpress": true }),
            ),
            ("site.create-plain", json!({ "fresh": site, "region": "europe-west3", "region_name": "Frankfurt" })),
            ("site.clone", json!({ "fresh": site, "source": "e-1", "source_name": "Live", "has_wordpress": true })),
        ] {
            let act = acts.decode(name, stored.clone()).unwrap();
            assert_eq!((act.name(), act.to_json()), (name, stored));
        }
    }
}
