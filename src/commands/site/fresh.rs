//! What the ways of making a site have in common: its name, its region, what it costs, and where it turns up.

use async_trait::async_trait;
use clap::{Arg, ArgMatches};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::commands::company::read::company;
use crate::commands::services::{Asked, Services};
use crate::commands::{args, making, typed};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::ids::{CompanyId, SiteId};
use crate::domain::operation::{NextStep, Outcome, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::company::Region;
use crate::kinsta::{self, Lane, api};

/// How many regions are offered at once.
const CHOICES: usize = 20;
/// The argument that names the new site.
const NAME: &str = "name";
/// The argument that names its region.
pub const REGION: &str = "region";

/// `<name>`: what people will call it. It needs no quotes.
pub fn name_argument() -> Arg {
    Arg::new(NAME).value_name(NAME).num_args(1..).required(true)
}

/// `--region`.
pub fn region_argument() -> Arg {
    args::words(REGION, REGION).required(true)
}

/// What people will call it.
pub fn name(matches: &ArgMatches) -> String {
    let words: Vec<&str> = matches.get_many::<String>(NAME).unwrap_or_default().map(String::as_str).collect();
    words.join(" ").trim().to_owned()
}

/// A site that is yet to be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fresh {
    /// The name it will have.
    pub target: Target,
    /// Whose it will be.
    pub company: CompanyId,
    /// Another one is called so already.
    has_twin: bool,
}

impl Fresh {
    /// A site of this company's, called like this.
    pub fn of(services: &Services, name: String, company: CompanyId) -> Self {
        Self { has_twin: has_twin(services, &name), target: Target::company(name), company }
    }
}

#[async_trait]
impl making::Fresh for Fresh {
    fn target(&self) -> &Target {
        &self.target
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn warnings(&self) -> Vec<&'static str> {
        std::iter::once("site-cost").chain(self.has_twin.then_some("site-twin")).collect()
    }

    /// The new site's id.
    fn keep(data: &Value) -> Option<Value> {
        data.get("idSite").filter(|id| id.is_string()).cloned()
    }

    /// The new site, by the id that Kinsta named; where its answer was lost, by its name if no other has it.
    async fn outcome(
        &self,
        steps: &[Step],
        has_wordpress: bool,
        kinsta: &kinsta::Client,
    ) -> Result<Option<Outcome>, kinsta::Error> {
        let kept = steps.iter().find_map(|step| step.kept.as_ref()).and_then(Value::as_str);
        let id = match kept {
            Some(id) => SiteId::new(id),
            None => match only_one_called(&self.target.site, &self.company, kinsta).await? {
                Some(id) => id,
                None => return Ok(None),
            },
        };
        let request = api::environments::List { site: id.clone() };
        let environments = kinsta.read(&request, Lane::Operation).await?.into_environments();
        let mut environments = environments.into_iter().map(Environment::from);
        let Some(live) = environments.find(Environment::is_live) else { return Ok(None) };
        let next = |label: &str, line: [&str; 3]| NextStep::new(label, words::join(line));
        Ok(Some(Outcome {
            facts: address(&live, has_wordpress),
            output: None,
            next: vec![
                next("button-site-show", ["site", "show", id.as_str()]),
                next("button-site-domain", ["domain", "add", live.id.as_str()]),
                next("button-site-environment", ["env", "create", id.as_str()]),
            ],
        }))
    }
}

/// Whether a site is called so already; then neither can be told from the other by its name.
fn has_twin(services: &Services, name: &str) -> bool {
    let name = name.to_lowercase();
    services.directory.snapshot().index.sites().any(|site| site.title().to_lowercase() == name)
}

/// The regions the company may use.
async fn regions(asked: &Asked, services: &Services, company: &CompanyId) -> Result<Vec<Region>, Refusal> {
    let request = api::company::Regions { company: company.clone() };
    services.kinsta.read(&request, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// What people call a region.
pub fn label(region: &Region) -> String {
    if region.name.is_empty() { region.region.clone() } else { region.name.clone() }
}

/// The regions to choose from.
pub async fn region_choices(asked: &Asked, services: &Services) -> Result<Option<Vec<Choice>>, Refusal> {
    let company = company(asked, services).await?;
    let regions = regions(asked, services, &company).await?;
    Ok(Some(regions.iter().map(|region| Choice::new(&region.region, label(region))).collect()))
}

/// The region meant. A part of its name will do where it is in no other.
pub async fn region(
    asked: &Asked,
    services: &Services,
    matches: &ArgMatches,
    company: &CompanyId,
    verb: &str,
) -> Result<Region, Refusal> {
    let typed_words = matches.get_one::<String>(REGION).map(String::as_str).unwrap_or_default();
    let wanted = typed_words.trim().to_lowercase();
    let regions = regions(asked, services, company).await?;
    let is_it = |region: &&Region| [&region.region, &region.name].iter().any(|name| name.to_lowercase() == wanted);
    if let Some(region) = regions.iter().find(is_it) {
        return Ok(region.clone());
    }
    let has_it = |region: &&Region| [&region.region, &region.name].iter().any(|name| begins_in(name, &wanted));
    let near: Vec<&Region> = regions.iter().filter(has_it).collect();
    if let [only] = near.as_slice() {
        return Ok((*only).clone());
    }
    let refusal = if near.is_empty() {
        Refusal::new(asked.t("site-region-nothing").plain("words", typed_words))
    } else {
        Refusal::question(asked.t("site-region-several").plain("words", typed_words))
    };
    let offered = if near.is_empty() { regions.iter().collect() } else { near };
    let options = typed::options(matches, &[NAME, REGION]);
    let button = |region: &Region| {
        let own = [name(matches), format!("--{REGION}={}", region.region)];
        let line = words::join(verb.split(' ').map(str::to_owned).chain(own).chain(options.iter().cloned()));
        Button::new(label(region), Press::Words { line, replace: true })
    };
    let buttons = offered.into_iter().take(CHOICES).map(button).collect();
    Err(refusal.way_out(asked.t("site-region-way-out")).about(REGION).buttons(buttons))
}

/// Whether a word of the name begins like this: `us` is in `us-south1`, not in `australia`.
fn begins_in(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    let begins_word = |at: usize| !name[..at].ends_with(char::is_alphanumeric);
    name.match_indices(wanted).any(|(at, _)| begins_word(at))
}

async fn only_one_called(
    name: &str,
    company: &CompanyId,
    kinsta: &kinsta::Client,
) -> Result<Option<SiteId>, kinsta::Error> {
    let request = api::sites::List { company: company.clone(), environments: false };
    let sites = kinsta.read(&request, Lane::Operation).await?.into_sites();
    let mut called = sites.into_iter().map(Site::from).filter(|site| site.display_name == name);
    Ok(called.next().filter(|_| called.next().is_none()).map(|site| site.id))
}

/// Where an environment answers, and where its WordPress is managed if it has one.
pub fn address(env: &Environment, has_wordpress: bool) -> Vec<(String, String)> {
    let Some(domain) = &env.primary_domain else { return Vec::new() };
    let admin = has_wordpress.then(|| ("wp-admin".to_owned(), format!("https://{domain}/wp-admin/")));
    std::iter::once(("domain".to_owned(), domain.clone())).chain(admin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_meant_by_the_beginning_of_one_of_its_words() {
        for (name, wanted, is_meant) in [
            ("Dallas US (us-south1)", "us", true),
            ("Sydney AU (australia-southeast1)", "us", false),
            ("Frankfurt DE (europe-west3)", "frank", true),
            ("Frankfurt DE (europe-west3)", "west3", true),
            ("Frankfurt DE (europe-west3)", "furt", false),
            ("Zürich CH (europe-west6)", "zü", true),
            ("", "us", false),
        ] {
            assert_eq!(begins_in(name, wanted), is_meant, "{name} {wanted}");
        }
    }

    #[test]
    fn only_a_site_that_kinsta_names_is_kept() {
        use serde_json::json;
        assert_eq!(<Fresh as making::Fresh>::keep(&json!({"idSite": "s-1", "more": 1})), Some(json!("s-1")));
        for other in [json!(null), json!({}), json!({"idSite": null}), json!("s-1")] {
            assert_eq!(<Fresh as making::Fresh>::keep(&other), None, "{other}");
        }
    }
}
