//! What is asked of the policy. Everything is borrowed, so that asking costs nothing.

use super::scope::EnvKind;
use super::subject::{GroupId, Subject};
pub use crate::domain::actor::Kind;
use crate::domain::ids::{ChannelId, SiteId, UserId};
use crate::domain::risk::Risk;
use crate::domain::site::Site;

/// May this person do this, here, to this?
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Who asks.
    pub person: Person<'a>,
    /// The conversation they ask in; none in the bot's Home and for what runs by itself.
    pub channel: Option<&'a ChannelId>,
    /// What they ask for.
    pub verb: Verb<'a>,
    /// What it is done to.
    pub target: Target<'a>,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Their member ID.
    pub user: &'a UserId,
    /// The user groups they are in.
    pub groups: Groups<'a>,
    /// How they belong to the workspace.
    pub kind: Kind,
}

/// What is known of somebody's user groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups<'a> {
    /// They are in these and no others.
    Known(&'a [GroupId]),
    /// Slack has not said.
    Unknown {
        /// Epoch milliseconds of the last time it was known, or first asked for.
        since_ms: i64,
    },
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb<'a> {
    /// Its noun, `cache`.
    pub noun: &'a str,
    /// Its own word, `clear`.
    pub name: &'a str,
    /// How much it can hurt.
    pub risk: Risk,
}

/// What something is done to.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// No site: a list, the company, the policy itself.
    None,
    /// A site with all its environments.
    Site(SiteRef<'a>),
    /// One environment.
    Environment {
        /// Its site.
        site: SiteRef<'a>,
        /// What it is for the site.
        kind: EnvKind,
    },
}

/// A site as a policy knows it.
#[derive(Debug, Clone, Copy)]
pub struct SiteRef<'a> {
    /// Kinsta's id.
    pub id: &'a SiteId,
    /// The technical name; empty where it is no longer known, and then only rules about every site apply.
    pub name: &'a str,
    /// The company's labels on it.
    pub labels: &'a [String],
}

impl<'a> From<&'a Site> for SiteRef<'a> {
    fn from(site: &'a Site) -> Self {
        Self { id: &site.id, name: &site.name, labels: &site.labels }
    }
}

/// Whether somebody is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// They are.
    Yes,
    /// A group is meant, and whether they are in it is not known.
    Perhaps,
    /// They are not.
    No,
}

impl Person<'_> {
    pub(super) fn is(&self, subject: &Subject) -> Meant {
        let yes = match (subject, self.groups) {
            (Subject::User(user), _) => user == self.user,
            (Subject::Group(group), Groups::Known(groups)) => groups.contains(group),
            (Subject::Group(_), Groups::Unknown { .. }) => return Meant::Perhaps,
        };
        if yes { Meant::Yes } else { Meant::No }
    }
}
