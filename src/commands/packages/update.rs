//! `/kinsta plugin update <site> [env] [--name a --name b | --all]`, and the same for themes.

use async_trait::async_trait;
use clap::{ArgAction, ArgMatches, Command};

use super::act::{Item, Update};
use super::find::{Found, called, find};
use super::kind::Kind;
use crate::commands::args;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Press};
use crate::domain::form::Choice;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{Lane, api::packages::Package};

/// The verb.
pub struct UpdateVerb<K>(pub K);

#[async_trait]
impl<K: Kind> Verb for UpdateVerb<K> {
    fn noun(&self) -> &'static str {
        K::NOUN
    }

    fn name(&self) -> &'static str {
        "update"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::words("name", K::NOUN).action(ArgAction::Append)).arg(args::flag("all"))
    }

    fn example(&self) -> &'static str {
        K::UPDATE_EXAMPLE
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        K::UPDATE_USES
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["name"]
    }

    async fn choices(
        &self,
        _argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let Some(env) = &known.env else { return Ok(None) };
        let packages = read::<K>(asked, services, env.id.clone()).await?;
        let choice = |package: &Package| {
            let to = package.available_update()?;
            Some(Choice::new(&package.name, format!("{} {} → {to}", called(package), package.version)))
        };
        Ok(Some(packages.iter().filter_map(choice).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let names: Vec<&str> = matches.get_many::<String>("name").unwrap_or_default().map(String::as_str).collect();
        let all = matches.get_flag("all");
        let mut options: Vec<&str> = names.iter().flat_map(|name| ["--name", *name]).collect();
        options.extend(all.then_some("--all"));
        let verb = format!("{} update", K::NOUN);
        let resolved = target::resolve(asked, services, &verb, &options, matches, Unnamed::Ask)?;
        let meant = Meant::<K> { asked, target: resolved.target(), kind: self.0 };
        match (all, names.is_empty()) {
            (true, false) => return Err(meant.refusal("either").about("all")),
            (false, true) => return Err(meant.which()),
            _ => {}
        }
        let packages = read::<K>(asked, services, meant.target.environment()).await?;
        let wanted: Vec<&Package> = if all {
            packages.iter().filter(|package| package.available_update().is_some()).collect()
        } else {
            meant.named(&packages, &names)?
        };
        let (items, current) = sorted(&wanted);
        if items.is_empty() {
            return Ok(Answer::Card(meant.up_to_date(packages.len(), &current)));
        }
        Ok(Answer::Act(Box::new(Update::<K>::of(meant.target, items, current))))
    }
}

async fn read<K: Kind>(asked: &Asked, services: &Services, environment: EnvId) -> Result<Vec<Package>, Refusal> {
    let packages = K::list(&services.kinsta, environment, Lane::Person).await;
    let mut packages = packages.map_err(|error| asked.kinsta_said(&error))?;
    packages.sort_by_key(|package| called(package).to_lowercase());
    Ok(packages)
}

/// Those with an update, and the names of those without.
fn sorted(wanted: &[&Package]) -> (Vec<Item>, Vec<String>) {
    let (mut items, mut current) = (Vec::new(), Vec::new());
    for package in wanted {
        match package.available_update() {
            Some(to) => items.push(Item {
                name: package.name.clone(),
                title: called(package).to_owned(),
                from: package.version.clone(),
                to: to.to_owned(),
            }),
            None => current.push(format!("{} {}", called(package), package.version)),
        }
    }
    (items, current)
}

/// Reads what was named, and says what does not fit.
struct Meant<'a, K> {
    asked: &'a Asked,
    target: Target,
    kind: K,
}

impl<K: Kind> Meant<'_, K> {
    fn say(&self, key: &str) -> crate::i18n::Phrase {
        let _ = self.kind;
        let phrase = self.asked.t(format!("{}-{key}", K::NOUN));
        phrase.plain("site", &self.target.site).plain("env", &self.target.env)
    }

    fn refusal(&self, key: &str) -> Refusal {
        Refusal::new(self.say(key)).way_out(self.say(&format!("{key}-way-out")))
    }

    fn line(&self, verb: &str, more: &[&str]) -> String {
        let env = self.target.environment();
        words::join([K::NOUN, verb, env.as_str()].into_iter().chain(more.iter().copied()))
    }

    fn list_button(&self) -> Button {
        let press = Press::Words { line: self.line("list", &[]), replace: true };
        Button::new(self.say("button-list").say(), press)
    }

    /// Neither some nor all were named.
    fn which(&self) -> Refusal {
        let all = Press::Words { line: self.line("update", &["--all"]), replace: true };
        Refusal::question(self.say("which"))
            .way_out(self.say("which-way-out"))
            .buttons(vec![Button::new(self.say("button-update-all").say(), all), self.list_button()])
            .about("name")
            .incomplete()
    }

    fn named<'p>(&self, packages: &'p [Package], names: &[&str]) -> Result<Vec<&'p Package>, Refusal> {
        let mut found: Vec<&Package> = Vec::new();
        for name in names {
            let one = match find(packages, name) {
                Found::One(one) => one,
                Found::Several(several) => return Err(self.several(name, names, &several)),
                Found::Nothing(near) => return Err(self.nothing(name, names, &near)),
            };
            if !found.iter().any(|known| known.name == one.name) {
                found.push(one);
            }
        }
        Ok(found)
    }

    /// The line with one of the names put right.
    fn instead(&self, of: &str, names: &[&str], package: &Package) -> Button {
        let put_right = |name: &&str| if *name == of { package.name.clone() } else { (*name).to_owned() };
        let options: Vec<String> = names.iter().flat_map(|name| ["--name".to_owned(), put_right(name)]).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let press = Press::Words { line: self.line("update", &options), replace: true };
        Button::new(format!("{} ({})", called(package), package.name), press)
    }

    fn several(&self, name: &str, names: &[&str], several: &[&Package]) -> Refusal {
        Refusal::question(self.say("several").plain("words", name))
            .way_out(self.asked.t("package-several-way-out"))
            .buttons(several.iter().map(|package| self.instead(name, names, package)).collect())
            .about("name")
    }

    fn nothing(&self, name: &str, names: &[&str], near: &[&Package]) -> Refusal {
        let way_out = if near.is_empty() { "package-nothing-way-out" } else { "package-nothing-near" };
        let mut buttons: Vec<Button> = near.iter().map(|package| self.instead(name, names, package)).collect();
        buttons.push(self.list_button());
        Refusal::new(self.say("nothing").plain("words", name))
            .way_out(self.asked.t(way_out))
            .buttons(buttons)
            .about("name")
    }

    fn up_to_date(&self, count: usize, current: &[String]) -> Card {
        let said = match (current, count) {
            (_, 0) => self.say("list-empty").say(),
            ([], _) => self.say("up-to-date").number("count", count).say(),
            (named, _) => self.say("up-to-date-named").plain("names", &named.join(", ")).say(),
        };
        Card::text(said).buttons(vec![self.list_button()])
    }
}
