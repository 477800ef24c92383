//! What somebody sees of the sites in a channel, and what a stored target is for the policy.
//!
//! A site or environment that is not seen is not there: not found, not listed, not suggested.

use std::sync::{Arc, OnceLock};

use dashmap::DashMap;

use super::index::Index;
use crate::access::policy::{EnvKind, Groups, Person, Policy, SiteRef, Target};
use crate::domain::actor::Kind;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::site::Site;
use crate::domain::target;

/// How many channels' sites are kept ready.
const MOST_CHANNELS: usize = 1_000;

/// One person in one channel, under one policy.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The policy.
    pub policy: Arc<Policy>,
    /// Where they stand.
    pub channel: ChannelId,
    /// Who.
    pub user: UserId,
    /// How they belong to the workspace.
    pub kind: Kind,
}

impl Sight {
    fn is_bound(&self) -> bool {
        self.policy.binding(&self.channel).is_some()
    }

    /// Whether everything is seen.
    pub fn is_whole(&self) -> bool {
        !self.is_bound() && !matches!(self.kind, Kind::Guest | Kind::Foreign)
    }

    /// Whether a target is seen. What belongs to no site is not seen from where only some sites are.
    pub fn shows(&self, target: &Target<'_>) -> bool {
        let (policy, channel, person) = (&self.policy, Some(&self.channel), self.person());
        match target {
            Target::None => self.is_whole(),
            Target::Site(site) => policy.sees(channel, &person, site),
            Target::Environment { site, kind } => policy.sees_environment(channel, &person, site, *kind),
        }
    }

    /// As much of a site as is seen; `None` where it is not there.
    pub fn of(&self, site: &Site) -> Option<Site> {
        let site_ref = SiteRef::from(site);
        if !self.shows(&Target::Site(site_ref)) {
            return None;
        }
        let mut seen = site.clone();
        seen.environments.retain(|env| self.shows(&Target::Environment { site: site_ref, kind: EnvKind::of(env) }));
        Some(seen)
    }

    fn person(&self) -> Person<'_> {
        // Which groups somebody is in has nothing to do with what they see.
        Person { user: &self.user, groups: Groups::Known(&[]), kind: self.kind }
    }
}

/// What is seen in bound channels, made once for a policy and a list of sites.
#[derive(Debug, Default)]
pub struct Narrowed(DashMap<ChannelId, Made>);

#[derive(Debug)]
struct Made {
    policy: Arc<Policy>,
    from: Arc<Index>,
    index: Arc<Index>,
    /// The same sites with all their environments, made where somebody needs it.
    whole: OnceLock<Arc<Index>>,
}

impl Made {
    fn is_of(&self, sight: &Sight, from: &Arc<Index>) -> bool {
        Arc::ptr_eq(&self.policy, &sight.policy) && Arc::ptr_eq(&self.from, from)
    }
}

impl Narrowed {
    /// The sites that are seen.
    pub fn index(&self, sight: &Sight, from: &Arc<Index>) -> Arc<Index> {
        if !sight.is_bound() {
            return Arc::default();
        }
        // In a bound channel everybody sees the same.
        if let Some(made) = self.0.get(&sight.channel)
            && made.is_of(sight, from)
        {
            return made.index.clone();
        }
        let index = Arc::new(Index::build(from.sites().filter_map(|site| sight.of(site)).collect()));
        if self.0.len() >= MOST_CHANNELS {
            self.0.clear();
        }
        let made =
            Made { policy: sight.policy.clone(), from: from.clone(), index: index.clone(), whole: OnceLock::new() };
        self.0.insert(sight.channel.clone(), made);
        index
    }

    /// The sites that are seen, with the environments that are not.
    pub fn whole(&self, sight: &Sight, from: &Arc<Index>) -> Arc<Index> {
        let seen = self.index(sight, from);
        let build = || {
            let sites = seen.sites().filter_map(|site| from.site(&site.id)).map(|site| site.as_ref().clone());
            Arc::new(Index::build(sites.collect()))
        };
        match self.0.get(&sight.channel) {
            Some(made) if made.is_of(sight, from) => made.whole.get_or_init(build).clone(),
            _ => build(),
        }
    }
}

/// What a target is for the policy. Where the directory no longer knows its site, only rules about every site apply;
/// where it no longer knows the environment, the site as a whole is meant.
pub fn policy_target<'a>(index: &'a Index, target: &'a target::Target) -> Target<'a> {
    let Some(id) = &target.site_id else { return Target::None };
    let Some(site) = index.site(id) else { return Target::Site(SiteRef { id, name: "", labels: &[] }) };
    let site_ref = SiteRef::from(site.as_ref());
    match target.env_id.as_ref().map(|env| site.environment(env)) {
        Some(Some(env)) => Target::Environment { site: site_ref, kind: EnvKind::of(env) },
        _ => Target::Site(site_ref),
    }
}
