//! Which sites something is about.

use serde::{Deserialize, Serialize};

use super::request::{SiteRef, Target};
use crate::domain::site::Environment;

/// What an environment is for its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnvKind {
    /// What visitors see.
    Live,
    /// The staging environment that comes with a site.
    Staging,
    /// A premium staging environment.
    Premium,
}

impl EnvKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Live, Self::Staging, Self::Premium];

    /// The kind of an environment. Live is live, whatever was paid for it.
    pub fn of(env: &Environment) -> Self {
        if env.is_live() {
            Self::Live
        } else if env.is_premium {
            Self::Premium
        } else {
            Self::Staging
        }
    }

    /// Its word in the policy.
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Staging => "staging",
            Self::Premium => "premium",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Some sites, or all of them. What is left out does not narrow; an empty list lets nothing through, so that taking the
/// last name out of a list never opens it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Sites by technical name or by Kinsta's id, upper or lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<Vec<String>>,
    /// Every site with one of these labels, beside those in `sites`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// Only these kinds of environments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<EnvKind>>,
}

impl Scope {
    /// Everything: all sites, all environments, and what belongs to no site.
    pub fn everything() -> Self {
        Self::default()
    }

    /// The sites with these labels.
    pub fn labels<L: Into<String>>(labels: impl IntoIterator<Item = L>) -> Self {
        Self { labels: Some(labels.into_iter().map(Into::into).collect()), ..Self::default() }
    }

    /// These sites.
    pub fn sites<S: Into<String>>(sites: impl IntoIterator<Item = S>) -> Self {
        Self { sites: Some(sites.into_iter().map(Into::into).collect()), ..Self::default() }
    }

    /// The same sites, but only these environments of them.
    #[must_use]
    pub fn only(mut self, environments: impl IntoIterator<Item = EnvKind>) -> Self {
        self.environments = Some(environments.into_iter().collect());
        self
    }

    /// Whether nothing is narrowed.
    pub fn is_everything(&self) -> bool {
        self.has_every_site() && self.environments.is_none()
    }

    /// Whether the sites are not narrowed.
    pub fn has_every_site(&self) -> bool {
        self.sites.is_none() && self.labels.is_none()
    }

    /// Whether this site is among them.
    pub fn has_site(&self, site: &SiteRef<'_>) -> bool {
        let named = |name: &String| {
            (!site.name.is_empty() && same(name, site.name)) || name.eq_ignore_ascii_case(site.id.as_str())
        };
        self.has_every_site()
            || self.sites.iter().flatten().any(named)
            || self.labels.iter().flatten().any(|label| site.labels.iter().any(|on_site| same(label, on_site)))
    }

    /// Whether this kind of environment is among them.
    pub fn has_kind(&self, kind: EnvKind) -> bool {
        self.environments.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// Whether it reaches over all of the target, as a permission must. A site as a whole has a live environment in it,
    /// and what belongs to no site is reached only by what is not narrowed at all.
    pub fn covers(&self, target: &Target<'_>) -> bool {
        match target {
            Target::None => self.is_everything(),
            Target::Site(site) => self.environments.is_none() && self.has_site(site),
            Target::Environment { site, kind } => self.has_kind(*kind) && self.has_site(site),
        }
    }

    /// Whether it meets any part of the target, as a limit must. A site as a whole is met by a limit on one of its
    /// environments, and so is what belongs to no site, unless the limit is about certain sites.
    pub fn touches(&self, target: &Target<'_>) -> bool {
        match target {
            Target::None => self.has_every_site(),
            Target::Site(site) => self.has_site(site),
            Target::Environment { site, kind } => self.has_kind(*kind) && self.has_site(site),
        }
    }

    /// Whether somebody bound to it may look at the target. What belongs to no site is looked at as a list, from which
    /// the other sites are missing.
    pub fn shows(&self, target: &Target<'_>) -> bool {
        matches!(target, Target::None) || self.touches(target)
    }
}

/// Whether two names are the same to a person who does not mind upper and lower case.
fn same(a: &str, b: &str) -> bool {
    a.trim().chars().flat_map(char::to_lowercase).eq(b.trim().chars().flat_map(char::to_lowercase))
}
