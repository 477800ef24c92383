//! Which entries of the activity log are asked for.

use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::pick::{Picked, pick};
use super::read;
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::target::{self, WHOLE_SITE};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::site::Site;
use crate::domain::{text, words};
use crate::kinsta::api::activity::Category;
use crate::kinsta::api::company::{ApiKey, User};

/// The words for Kinsta's categories.
const CATEGORIES: [(&str, Category); 8] = [
    ("sites", Category::SiteActions),
    ("dns", Category::KinstaDns),
    ("migrations", Category::Migrations),
    ("billing", Category::Billing),
    ("notifications", Category::Notifications),
    ("users", Category::UserManagement),
    ("settings", Category::PersonalSettings),
    ("sso", Category::SamlSso),
];
const CATEGORY_WORDS: [&str; 8] =
    ["sites", "dns", "migrations", "billing", "notifications", "users", "settings", "sso"];
/// How many users or keys are offered at once.
const OFFERED: usize = 8;
/// How many are named in a sentence.
const NAMED: usize = 10;

/// What the entries have in common.
#[derive(Debug, Default)]
pub struct Filter {
    /// The site it was done to.
    pub site: Option<Arc<Site>>,
    /// Who did it.
    pub user: Option<User>,
    /// With which key.
    pub key: Option<ApiKey>,
    /// What it is about, by our word and Kinsta's.
    pub category: Option<(&'static str, Category)>,
}

/// Adds the filters to a grammar.
pub fn arguments(command: Command) -> Command {
    command
        .arg(Arg::new(WHOLE_SITE).long("site").value_name("site").num_args(1..))
        .arg(args::words("user", "name"))
        .arg(args::words("key", "name"))
        .arg(args::one_of("category", &CATEGORY_WORDS))
}

impl Filter {
    /// What was asked for.
    pub async fn read(asked: &Asked, services: &Services, matches: &ArgMatches) -> Result<Self, Refusal> {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let site = match matches.contains_id(WHOLE_SITE) {
            true => {
                let others = typed(matches, WHOLE_SITE);
                let others: Vec<&str> = others.iter().map(String::as_str).collect();
                Some(target::resolve_site(asked, services, "company activity --site", &others, matches)?)
            }
            false => None,
        };
        let user = match text("user") {
            Some(words) => Some(user(asked, services, matches, words).await?),
            None => None,
        };
        let key = match text("key") {
            Some(words) => Some(key(asked, services, matches, words).await?),
            None => None,
        };
        let category = text("category").map(str::to_lowercase);
        let category = CATEGORIES.into_iter().find(|(word, _)| Some(*word) == category.as_deref());
        Ok(Self { site, user, key, category })
    }

    /// The words that ask for the same again, the verb's own first.
    pub fn line(&self) -> Vec<String> {
        let mut line = vec!["company", "activity"];
        line.extend(self.site.iter().flat_map(|site| ["--site", site.id.as_str()]));
        line.extend(self.user.iter().flat_map(|user| ["--user", user.id.as_str()]));
        line.extend(self.key.iter().flat_map(|key| ["--key", key.id.as_str()]));
        line.extend(self.category.iter().flat_map(|(word, _)| ["--category", word]));
        line.into_iter().map(str::to_owned).collect()
    }

    /// What the entries have in common, plain; `None` where that is nothing.
    pub fn words(&self, asked: &Asked) -> Option<String> {
        let category = self.category.map(|(word, _)| asked.t(format!("choice-company-activity-{word}")).say());
        let site = self.site.as_ref().map(|site| site.title().to_owned());
        let user = self.user.as_ref().map(|user| called(user).to_owned());
        let key = self.key.as_ref().map(|key| key.name.clone());
        let words: Vec<String> = [site, user, key, category].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(" · "))
    }
}

/// The users or keys to choose from in the form.
pub async fn choices(asked: &Asked, services: &Services, argument: &str) -> Result<Option<Vec<Choice>>, Refusal> {
    Ok(match argument {
        "user" => {
            let users = read::users(asked, services).await?;
            Some(users.iter().map(|user| Choice::new(user.id.as_str(), called(user))).collect())
        }
        "key" => {
            let keys = read::keys(asked, services).await?;
            Some(keys.iter().map(|key| Choice::new(key.id.as_str(), &key.name)).collect())
        }
        _ => None,
    })
}

async fn user(asked: &Asked, services: &Services, matches: &ArgMatches, words: &str) -> Result<User, Refusal> {
    let users = read::users(asked, services).await?;
    match pick(&users, words, |user| vec![&user.full_name, &user.email, user.id.as_str()]) {
        Picked::One(user) => Ok(user.clone()),
        Picked::Several(hits) => {
            let why = asked.t("company-user-several").plain("words", words).number("count", hits.len());
            let hits: Vec<_> = hits.into_iter().map(|user| (called(user), user.id.as_str())).collect();
            Err(Refusal::question(why).way_out(asked.t("company-which")).buttons(offer(matches, "user", &hits)))
        }
        Picked::Nothing => {
            let names: Vec<&str> = users.iter().map(called).collect();
            Err(unknown(asked, "company-user-nothing", words, &names))
        }
    }
    .map_err(|refusal| refusal.about("user"))
}

async fn key(asked: &Asked, services: &Services, matches: &ArgMatches, words: &str) -> Result<ApiKey, Refusal> {
    let keys = read::keys(asked, services).await?;
    match pick(&keys, words, |key| vec![&key.name, key.id.as_str()]) {
        Picked::One(key) => Ok(key.clone()),
        Picked::Several(hits) => {
            let why = asked.t("company-key-several").plain("words", words).number("count", hits.len());
            let hits: Vec<_> = hits.into_iter().map(|key| (key.name.as_str(), key.id.as_str())).collect();
            Err(Refusal::question(why).way_out(asked.t("company-which")).buttons(offer(matches, "key", &hits)))
        }
        Picked::Nothing => {
            let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
            Err(unknown(asked, "company-key-nothing", words, &names))
        }
    }
    .map_err(|refusal| refusal.about("key"))
}

/// Their name, or else their address.
fn called(user: &User) -> &str {
    if user.full_name.trim().is_empty() { &user.email } else { &user.full_name }
}

/// Buttons with the same line, this argument made clear.
fn offer(matches: &ArgMatches, argument: &str, hits: &[(&str, &str)]) -> Vec<Button> {
    let others = typed(matches, argument);
    let option = format!("--{argument}");
    let button = |(name, id): &(&str, &str)| {
        let line = ["company", "activity", option.as_str(), id].into_iter().chain(others.iter().map(String::as_str));
        Button::new(*name, Press::Words { line: words::join(line), replace: true })
    };
    hits.iter().take(OFFERED).map(button).collect()
}

fn unknown(asked: &Asked, why: &str, words: &str, names: &[&str]) -> Refusal {
    let mut named: Vec<String> = names.iter().take(NAMED).map(|name| text::plain(name)).collect();
    if names.len() > NAMED {
        named.push(asked.t("fact-more").number("count", names.len() - NAMED).say());
    }
    let way_out = asked.t("company-there-are").marked("names", named.join(", "));
    Refusal::new(asked.t(why).plain("words", words)).way_out(way_out)
}

/// The options as they were typed, without one of them.
fn typed(matches: &ArgMatches, without: &str) -> Vec<String> {
    let options = [(WHOLE_SITE, "--site"), ("user", "--user"), ("key", "--key"), ("category", "--category")];
    let mut typed = Vec::new();
    for (name, option) in options.into_iter().filter(|(name, _)| *name != without) {
        let values: Vec<&str> = matches.get_many::<String>(name).unwrap_or_default().map(String::as_str).collect();
        if !values.is_empty() {
            typed.extend([option.to_owned(), values.join(" ")]);
        }
    }
    typed
}
