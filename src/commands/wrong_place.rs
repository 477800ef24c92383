//! A line for an environment that the channel is not for: asked back, with the environment it is for.
//!
//! Asked before a verb looks anything up, because in a bound channel what it is not for does not exist, and a name that
//! means nothing could be taken for another site's. Speaks only of sites that are seen in the channel.

use std::sync::Arc;

use super::form;
use super::pipeline::Pipeline;
use super::registry::Entry;
use super::services::{Asked, Services};
use super::target::{self, ENV, SITE, WHOLE_SITE};
use crate::access::Asking;
use crate::access::policy::{EnvKind, Rule, SiteRef, Target as TargetRef, Verb};
use crate::domain::card::{Button, Press};
use crate::domain::form::{Answer, Filled, Purpose};
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::sites::{FoundEnv, Index, find_environment};

/// How many other channels are named.
const CHANNELS: usize = 3;

impl Pipeline {
    /// Asks back where the channel is for other environments of the site than the one that is meant.
    pub(super) fn ask_back(
        &self,
        asked: &Asked,
        entry: &Entry,
        rest: &[String],
        services: &Services,
    ) -> Result<(), Refusal> {
        let policy = self.services.access.policy();
        let bound = policy.binding(&asked.place.channel);
        let Some(kinds) = bound.and_then(|bound| bound.environments.as_deref()) else { return Ok(()) };
        let known = form::known_from_words(entry, rest, services);
        let place = WrongPlace { pipeline: self, asked, entry, kinds };
        if entry.takes(WHOLE_SITE) && entry.verb.risk() != Risk::Read {
            return known.site.map_or(Ok(()), |site| Err(place.whole_site(&site)));
        }
        let sites = services.directory.whole_sites();
        let named = [known.text(SITE), known.text(ENV)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let Some((site, env)) = meant(&sites, &named) else { return Ok(()) };
        let others: Vec<(&str, &str)> =
            others(entry).filter_map(|argument| Some((argument, known.text(argument)?))).collect();
        if let Some(env) = &env
            && !kinds.contains(&EnvKind::of(env))
        {
            // From one environment to another, the channel's own one is not meant in the place of either.
            return Err(match others.is_empty() {
                true => place.environment(&site, env, &known.answers),
                false => place.other(&site, env, SITE),
            });
        }
        for (argument, words) in others {
            if let Some(other) = other(&site, words).filter(|other| !kinds.contains(&EnvKind::of(other))) {
                return Err(place.other(&site, other, argument));
            }
        }
        Ok(())
    }
}

/// The arguments that name another environment of the same site.
fn others(entry: &Entry) -> impl Iterator<Item = &str> {
    let names_one = |argument: &&clap::Arg| {
        argument.get_id() != ENV && argument.get_value_names().is_some_and(|names| names.iter().any(|name| name == ENV))
    };
    entry.grammar.get_arguments().filter(names_one).map(|argument| argument.get_id().as_str())
}

/// What words mean among the sites with all their environments.
fn meant(sites: &Index, words: &str) -> Option<(Arc<Site>, Option<Environment>)> {
    if let Some((site, env)) = sites.environment(&EnvId::new(words)) {
        return Some((site.clone(), Some(env.clone())));
    }
    target::exactly(sites, words)
}

fn other<'s>(site: &'s Site, words: &str) -> Option<&'s Environment> {
    site.environment(&EnvId::new(words)).or_else(|| match find_environment(site, words) {
        FoundEnv::One(env) => Some(env),
        _ => None,
    })
}

/// One line in one channel that is for some kinds of environments.
struct WrongPlace<'a> {
    pipeline: &'a Pipeline,
    asked: &'a Asked,
    entry: &'a Entry,
    kinds: &'a [EnvKind],
}

impl WrongPlace<'_> {
    /// The channel is for other environments of the site: were they meant?
    fn environment(
        &self,
        site: &Site,
        env: &Environment,
        answers: &std::collections::BTreeMap<String, Answer>,
    ) -> Refusal {
        let fitting: Vec<&Environment> =
            site.environments.iter().filter(|env| self.kinds.contains(&EnvKind::of(env))).collect();
        let ask = |key: &str| self.asked.t(key.to_owned()).marked("kinds", self.kinds()).plain("site", site.title());
        let refusal = match fitting.as_slice() {
            [] => Refusal::new(ask("wrong-place-none")),
            [only] => Refusal::question(ask("wrong-place-one").plain("target", &Target::of(site, only).label())),
            _ => Refusal::question(ask("wrong-place-which")),
        };
        let button = |env: &&Environment| {
            let press = Press::Words { line: self.line(env, answers), replace: true };
            Button::new(Target::of(site, env).label(), press)
        };
        let refusal = refusal.buttons(fitting.iter().map(button).collect()).about(SITE);
        self.with_way_out(refusal, &Target::of(site, env), on(site, env))
    }

    /// The other environment that the line names is not the channel's.
    fn other(&self, site: &Site, env: &Environment, argument: &str) -> Refusal {
        let target = Target::of(site, env);
        let why = self.asked.t("wrong-place-other").marked("kinds", self.kinds()).plain("target", &target.label());
        self.with_way_out(Refusal::new(why).about(argument), &target, on(site, env))
    }

    /// The line is about the site with all its environments.
    fn whole_site(&self, site: &Site) -> Refusal {
        let why = self.asked.t("wrong-place-whole").marked("kinds", self.kinds()).plain("site", site.title());
        let place = TargetRef::Site(SiteRef::from(site));
        self.with_way_out(Refusal::new(why).about(WHOLE_SITE), &Target::whole(site), place)
    }

    fn kinds(&self) -> String {
        self.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ")
    }

    /// The line again, for another environment.
    fn line(&self, env: &Environment, answers: &std::collections::BTreeMap<String, Answer>) -> String {
        let mut answers = answers.clone();
        answers.remove(ENV);
        answers.insert(SITE.to_owned(), Answer::Text(env.id.as_str().to_owned()));
        let verb = &self.entry.verb;
        let purpose = Purpose::Verb { noun: verb.noun().to_owned(), verb: verb.name().to_owned() };
        words::join(form::line(self.entry, &Filled { purpose, place: None, answers }).words)
    }

    /// Where it can be done, for whom it can be done elsewhere.
    fn with_way_out(&self, refusal: Refusal, target: &Target, on: TargetRef<'_>) -> Refusal {
        metrics::counter!("wrong_places_total").increment(1);
        let refusal = refusal.denied(Rule::Channel.key());
        let verb = &self.entry.verb;
        let asking = Asking {
            user: &self.asked.actor.user,
            kind: self.asked.actor.kind,
            channel: None,
            verb: Verb { noun: verb.noun(), name: verb.name(), risk: verb.risk() },
            target: on,
            is_kept_here: verb.is_kept_here(),
            at: self.pipeline.services.clock.now(),
        };
        let access = &self.pipeline.services.access;
        if !access.might(&asking) {
            return refusal;
        }
        let policy = access.policy();
        // Every member reads the policy; of a private channel Slack shows the name only to those in it.
        let bound = policy.channels.iter().filter(|(_, bound)| bound.covers(&on)).map(|(channel, _)| channel);
        let bound: Vec<String> = bound.take(CHANNELS).map(text::channel).collect();
        let key = if bound.is_empty() { "wrong-place-elsewhere" } else { "wrong-place-elsewhere-in" };
        let said = self.asked.t(key).plain("target", &target.label()).marked("channels", bound.join(", "));
        refusal.way_out(said)
    }
}

fn on<'a>(site: &'a Site, env: &Environment) -> TargetRef<'a> {
    TargetRef::Environment { site: SiteRef::from(site), kind: EnvKind::of(env) }
}
