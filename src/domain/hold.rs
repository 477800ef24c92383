//! What a risky change holds while it runs, so that no other one happens there. Pure.

use super::ids::{EnvId, SiteId};
use super::target::Target;

/// What stands for a whole site in a key; no environment is called so.
const WHOLE: &str = "*";

/// Something one risky change at a time may work on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hold {
    /// One environment.
    Environment {
        /// The site it belongs to, where that is known.
        site: Option<SiteId>,
        /// The environment.
        env: EnvId,
    },
    /// A site with every environment of it, those to come as well.
    Site(SiteId),
}

impl Hold {
    /// What acting on a target holds: nothing where it is not there yet, or belongs to no site.
    pub fn of(target: &Target) -> Vec<Self> {
        match (&target.env_id, &target.site_id) {
            (Some(env), site) => vec![Self::Environment { site: site.clone(), env: env.clone() }],
            (None, Some(site)) if target.env.is_empty() => vec![Self::Site(site.clone())],
            _ => Vec::new(),
        }
    }

    /// An environment of the target's site.
    pub fn beside(target: &Target, env: &EnvId) -> Self {
        Self::Environment { site: target.site_id.clone(), env: env.clone() }
    }

    /// An environment of which only the id is known.
    pub fn environment(env: &EnvId) -> Self {
        Self::Environment { site: None, env: env.clone() }
    }

    /// The site, where it is known.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::Environment { site, .. } => site.as_ref(),
            Self::Site(site) => Some(site),
        }
    }

    /// Whether the environment is held with it.
    pub fn is_on(&self, env: &EnvId) -> bool {
        match self {
            Self::Environment { env: own, .. } => own == env,
            Self::Site(_) => true,
        }
    }

    /// Whether two changes that hold these get into each other's way.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Environment { env: one, .. }, Self::Environment { env: two, .. }) => one == two,
            (one, two) => one.site().is_some() && one.site() == two.site(),
        }
    }

    /// As it is stored.
    pub fn key(&self) -> String {
        let site = self.site().map_or("", SiteId::as_str);
        match self {
            Self::Environment { env, .. } => format!("{site}/{env}"),
            Self::Site(_) => format!("{site}/{WHOLE}"),
        }
    }

    /// Reads a stored one; `None` for what [`Hold::key`] did not make.
    pub fn read(key: &str) -> Option<Self> {
        let (site, env) = key.split_once('/')?;
        let site = (!site.is_empty()).then(|| SiteId::new(site));
        match env {
            "" => None,
            WHOLE => site.map(Self::Site),
            env => Some(Self::Environment { site, env: EnvId::new(env) }),
        }
    }
}

/// Whether any of these gets into the way of any of those.
pub fn overlap(these: &[Hold], those: &[Hold]) -> bool {
    these.iter().any(|one| those.iter().any(|other| one.overlaps(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(site: &str, env: &str) -> Hold {
        Hold::Environment { site: (!site.is_empty()).then(|| site.into()), env: env.into() }
    }

    fn site(id: &str) -> Hold {
        Hold::Site(id.into())
    }

    #[test]
    fn one_environment_or_a_site_with_all_of_them() {
        for (one, other, expected) in [
            (env("a", "1"), env("a", "1"), true),
            (env("a", "1"), env("", "1"), true),
            (env("a", "1"), env("a", "2"), false),
            (env("a", "1"), site("a"), true),
            (env("a", "1"), site("b"), false),
            (env("", "1"), site("a"), false),
            (site("a"), site("a"), true),
            (site("a"), site("b"), false),
        ] {
            assert_eq!(one.overlaps(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.overlaps(&one), expected, "{other:?} {one:?}");
        }
    }

    #[test]
    fn it_is_read_back_as_it_was_stored() {
        for hold in [env("a", "1"), env("", "1"), site("a")] {
            assert_eq!(Hold::read(&hold.key()), Some(hold));
        }
        for odd in ["", "a", "a/", "/*", "/"] {
            assert_eq!(Hold::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_not_there_yet_is_not_held() {
        let whole = Target { site_id: Some("a".into()), ..Target::company("Acme") };
        assert_eq!(Hold::of(&whole), [site("a")]);
        assert_eq!(Hold::of(&Target { env: "QA".into(), ..whole.clone() }), []);
        assert_eq!(Hold::of(&Target { env: "QA".into(), env_id: Some("1".into()), ..whole }), [env("a", "1")]);
        assert_eq!(Hold::of(&Target::company("acme.com")), []);
    }
}
