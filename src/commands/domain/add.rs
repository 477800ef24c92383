//! `/kinsta domain add <site> [env] --name example.com`: adds a domain, then shows which DNS records it wants.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::certificate::{self, SealedCertificate};
use super::{name, pick, records};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The option that leaves the wildcard away.
const WITHOUT_WILDCARD: &str = "without-wildcard";

/// The verb.
pub struct Add;

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "domain"
    }

    fn name(&self) -> &'static str {
        "add"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(Arg::new(pick::NAME).long("name").value_name("domain").required(true))
            .arg(args::flag(WITHOUT_WILDCARD))
            .arg(args::secret(certificate::CERTIFICATE))
            .arg(args::secret(certificate::KEY))
            .arg(args::file(certificate::CERTIFICATE_FILE))
            .arg(args::file(certificate::KEY_FILE))
    }

    fn example(&self) -> &'static str {
        "domain add acme live --name shop.acme.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "POST /sites/environments/{env_id}/domains",
            "GET /sites/environments/{env_id}/domains",
            "GET /sites/environments/domains/{site_domain_id}/verification-records",
            "GET /domains",
            "GET /domains/{domain_id}/dns-records",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed = matches.get_one::<String>(pick::NAME).map(String::as_str).unwrap_or_default();
        let without_wildcard = matches.get_flag(WITHOUT_WILDCARD);
        let mut options = vec!["--name", typed];
        options.extend(without_wildcard.then_some("--without-wildcard"));
        let resolved = target::resolve(asked, services, "domain add", &options, matches, Unnamed::Ask)?;
        let host = name::to_add(typed).map_err(|mistake| {
            Refusal::new(asked.t(mistake.key()).plain("name", typed))
                .way_out(asked.t("domain-name-way-out"))
                .about(pick::NAME)
        })?;
        let certificate = SealedCertificate::enclosed(asked, services)?;
        let domains = pick::all(asked, services, &resolved.env.id).await?;
        if let Some(known) = domains.iter().find(|domain| name::bare(&domain.name) == host) {
            let line = pick::line("domain records", &resolved.env.id, &known.name, &[]);
            let press = Press::Words { line, replace: true };
            let why = asked.t("domain-add-there").plain("name", &host).plain("site", &resolved.target().label());
            return Err(Refusal::new(why)
                .way_out(asked.t("domain-add-there-way-out"))
                .about(pick::NAME)
                .buttons(vec![Button::new(asked.t("button-domain-records").say(), press)]));
        }
        let target = resolved.target().named("host", &host);
        Ok(Answer::Act(Box::new(AddDomain { target, host, without_wildcard, certificate })))
    }
}

/// Adds a domain to an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddDomain {
    target: Target,
    host: String,
    without_wildcard: bool,
    #[serde(default)]
    certificate: Option<SealedCertificate>,
}

#[async_trait]
impl ActKind for AddDomain {
    const NAME: &'static str = "domain.add";
    const RISK: Risk = Risk::Safe;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("new-domain", self.host.clone())];
        if !self.without_wildcard {
            facts.push(("new-wildcard", format!("*.{}", self.host)));
        }
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.certificate.iter().map(|_| "domain-add-own-certificate").collect()
    }

    fn steps(&self) -> Vec<Step> {
        vec![Step::planned("domain")]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        match &self.certificate {
            Some(sealed) if sealed.open(kinsta).is_none() => Err(Stop::Changed("secret-unopenable")),
            _ => Ok(()),
        }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let certificate = match &self.certificate {
            Some(sealed) => Some(sealed.open(kinsta).ok_or_else(unopenable)?),
            None => None,
        };
        let add = api::site_domains::Add {
            environment: self.target.environment(),
            name: self.host.clone(),
            without_wildcard: self.without_wildcard,
            certificate,
        };
        Ok(kinsta.write(&add, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["add", "domain"], none: &["dns"] }
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let environment = self.target.environment();
        let domains = pick::read(kinsta, &environment, Lane::Operation).await?;
        match domains.iter().find(|domain| name::bare(&domain.name) == self.host) {
            Some(domain) => records::outcome(kinsta, &environment, domain).await.map(Some),
            None => Ok(None),
        }
    }
}

/// It was checked right before; a key that changes in between ends here.
fn unopenable() -> kinsta::Error {
    kinsta::Error::Rejected { status: 0, message: kinsta::Unopenable.to_string() }
}
