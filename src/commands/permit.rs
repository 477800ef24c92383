//! Where typed words meet the policy: coarsely by the verb, precisely once the target is known, and what is seen at all.

use std::borrow::Cow;

use clap::ArgMatches;

use super::form;
use super::pipeline::{Pipeline, split};
use super::refusal;
use super::registry::Entry;
use super::services::{Asked, Services};
use super::target::{SITE, WHOLE_SITE};
use crate::access::policy::{EnvKind, SiteRef, Target, Verb};
use crate::access::{Asking, Consent, Grant, Leave, Refused};
use crate::act::{self, Act};
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::{Environment, Site};
use crate::sites::{Sight, policy_target};

impl Pipeline {
    /// The faculties as far as they reach from where somebody stands: sites that are not seen there do not exist.
    pub fn services_for(&self, asked: &Asked) -> Cow<'_, Services> {
        let sight = self.sight(asked);
        if sight.is_whole() {
            return Cow::Borrowed(&self.services);
        }
        Cow::Owned(Services { directory: self.services.directory.seen_by(sight), ..self.services.clone() })
    }

    /// What somebody sees from where they stand.
    pub fn sight(&self, asked: &Asked) -> Sight {
        sight(asked, &self.services)
    }

    /// Whether an operation is seen from where somebody stands.
    pub fn shows(&self, asked: &Asked, operation: &Operation) -> bool {
        shows(asked, &self.services, operation)
    }

    /// Refuses what no role of theirs allows anywhere.
    pub(super) fn permit_anywhere(&self, asked: &Asked, entry: &Entry) -> Result<(), Refusal> {
        self.refuse_anywhere(asked, entry).map_or(Ok(()), |refused| Err(refusal::phrase(asked, &refused)))
    }

    /// Why no role of theirs allows it anywhere, where none does.
    pub(super) fn refuse_anywhere(&self, asked: &Asked, entry: &Entry) -> Option<Refused> {
        let verb = verb(entry, entry.verb.risk());
        self.services.access.permit_anywhere(&self.asking(asked, entry, verb, Target::None)).err()
    }

    /// Whether they may use a verb on a site or one of its environments.
    pub(super) fn may_on(&self, asked: &Asked, entry: &Entry, site: &Site, env: Option<&Environment>) -> bool {
        let site = SiteRef::from(site);
        let target = match env {
            Some(env) => Target::Environment { site, kind: EnvKind::of(env) },
            None => Target::Site(site),
        };
        let verb = verb(entry, entry.verb.risk());
        self.services.access.might(&self.asking(asked, entry, verb, target))
    }

    /// Whether they may make this change, and who has to agree first. Where nobody else could, that is said at once.
    pub(super) fn weigh_act(&self, asked: &Asked, entry: &Entry, act: &dyn Act) -> Result<Leave, Refusal> {
        let words = entry.words();
        let directory = self.services.directory.full();
        let target = policy_target(&directory.index, act.target());
        let asking =
            Asking { is_kept_here: act.edit().is_some(), ..self.asking(asked, entry, act::verb(&words, act), target) };
        let access = &self.services.access;
        let leave = access.weigh(&asking).map_err(|refused| refusal::phrase(asked, &refused))?;
        if let Some(needs) = &leave.needs {
            if needs.helpers.is_empty() {
                return Err(refusal::nobody_else(asked));
            }
            if asked.place.channel.is_direct() && access.policy().approvals.channel.is_none() {
                return Err(refusal::nobody_sees(asked));
            }
        }
        Ok(leave)
    }

    /// A secret is of the site that its line names. Of one that names none, only who may see every secret sees it.
    pub(super) fn permit_secret(&self, asked: &Asked, entry: &Entry, line: &str) -> Result<Grant, Refusal> {
        let words = split(asked, line)?;
        let services = self.services_for(asked);
        let known = self.entry(&words).map(|(entry, rest)| form::known_from_words(entry, rest, &services));
        let known = known.unwrap_or_default();
        let target = match (&known.site, &known.env) {
            (None, _) => Target::None,
            (Some(site), Some(env)) => {
                Target::Environment { site: SiteRef::from(site.as_ref()), kind: EnvKind::of(env) }
            }
            (Some(site), None) => Target::Site(SiteRef::from(site.as_ref())),
        };
        self.permit(asked, &self.asking(asked, entry, verb(entry, Risk::Secret), target))
    }

    /// Where a channel is bound to some sites, what belongs to none of them is neither looked at nor changed from there.
    pub(super) fn keep_to_the_channel(
        &self,
        asked: &Asked,
        entry: &Entry,
        arguments: &ArgMatches,
    ) -> Result<(), Refusal> {
        let names = |argument| arguments.try_get_many::<String>(argument).is_ok_and(|words| words.is_some());
        if names(SITE) || names(WHOLE_SITE) || entry.verb.keeps_to_the_channel() || self.sight(asked).is_whole() {
            return Ok(());
        }
        Err(refusal::not_from_here(asked))
    }

    fn permit(&self, asked: &Asked, asking: &Asking<'_>) -> Result<Grant, Refusal> {
        let permitted = self.services.access.permit(asking, Consent::default());
        permitted.map_err(|refused: Refused| refusal::phrase(asked, &refused))
    }

    fn asking<'a>(&self, asked: &'a Asked, entry: &Entry, verb: Verb<'a>, target: Target<'a>) -> Asking<'a> {
        Asking {
            user: &asked.actor.user,
            kind: asked.actor.kind,
            channel: Some(&asked.place.channel),
            verb,
            target,
            is_kept_here: entry.verb.is_kept_here(),
            at: self.services.clock.now(),
        }
    }
}

fn verb(entry: &Entry, risk: Risk) -> Verb<'static> {
    Verb { noun: entry.verb.noun(), name: entry.verb.name(), risk }
}

/// What somebody sees from where they stand.
pub fn sight(asked: &Asked, services: &Services) -> Sight {
    Sight {
        policy: services.access.policy(),
        channel: asked.place.channel.clone(),
        user: asked.actor.user.clone(),
        kind: asked.actor.kind,
    }
}

/// Whether an operation is seen from where somebody stands.
pub fn shows(asked: &Asked, services: &Services, operation: &Operation) -> bool {
    let directory = services.directory.full();
    sight(asked, services).shows(&policy_target(&directory.index, &operation.target))
}
