//! Who may do what to which site: data, and one pure function over it.
//!
//! What a person may do is what their **role** allows, within the **scope** the role was given for, within what the
//! **channel** they stand in is bound to. Reading is open to members; everything else is denied unless it is granted.
//! Must not know the clock, Slack, SQL or which verbs there are. Asked from memory, before Slack is answered.

mod decide;
mod decision;
mod permission;
mod request;
mod role;
mod scope;
mod second;
mod subject;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::freeze::Freeze;
use super::groups::GroupBook;
use crate::domain::ids::{ChannelId, UserId};

pub use decision::{Approvers, Decision, MOST_HELPERS, NeedsApproval, Rule, Verdict};
pub use permission::{ACCESS_NOUN, FREEZE_NOUN, Permission, READ_ONLY_NOUN, Unreadable, Verbs, What};
pub use request::{Groups, Kind, Person, Request, SiteRef, Target, Verb};
pub use role::{BUILT_IN, CONFIGURED, Role};
pub use scope::{EnvKind, Scope};
pub use second::{Approvals, SecondPerson};
pub use subject::{GroupId, NotASubject, Subject, is_channel};

/// The policy. Its serialised form is the file described in `docs/access.md`; nothing unknown is let pass, so that a
/// restriction a version does not understand is never silently dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The company's own roles by name. A built-in name means the built-in role.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<String, Role>,
    /// Who has which role, for what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// What is seen and touched in a channel; everything in those that are not listed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub channels: BTreeMap<ChannelId, Scope>,
    /// What needs a second person.
    pub second_person: Vec<SecondPerson>,
    /// Where and for how long a second person is asked.
    #[serde(skip_serializing_if = "Approvals::is_default")]
    pub approvals: Approvals,
    /// When nothing is changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub freezes: Vec<Freeze>,
    /// Those named in the process's own configuration, see [`Policy::with_configured`]. Never saved with the rest.
    #[serde(skip)]
    pub configured: Vec<Member>,
}

/// A role given to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// To whom.
    pub who: Subject,
    /// The role's name. One that does not exist allows nothing.
    pub role: String,
    /// For what.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub on: Scope,
}

impl Default for Policy {
    /// Reading is open, nobody may change anything.
    fn default() -> Self {
        Self {
            roles: BTreeMap::new(),
            members: Vec::new(),
            channels: BTreeMap::new(),
            second_person: SecondPerson::by_default(),
            approvals: Approvals::default(),
            freezes: Vec::new(),
            configured: Vec::new(),
        }
    }
}

impl Policy {
    /// The policy with those of `OPERATORS`, who may do everything but edit the policy, and of `ADMINS`, who have the
    /// role `admin`. They are not saved with it: the variables stay the only place they are written down.
    #[must_use]
    pub fn with_configured(
        mut self,
        operators: impl IntoIterator<Item = UserId>,
        admins: impl IntoIterator<Item = UserId>,
    ) -> Self {
        let member =
            |role: &str, user| Member { who: Subject::User(user), role: role.to_owned(), on: Scope::everything() };
        let operators = operators.into_iter().map(|user| member(CONFIGURED, user));
        self.configured = operators.chain(admins.into_iter().map(|user| member(role::ADMIN, user))).collect();
        self
    }

    /// The role with this name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        Role::built_in(name).or_else(|| self.roles.get(name))
    }

    /// Whether anybody may edit the policy. Whoever takes a role away asks this of the result first.
    pub fn has_admin(&self) -> bool {
        let edit = Verb { noun: ACCESS_NOUN, name: "edit", risk: crate::domain::risk::Risk::Disruptive };
        self.memberships()
            .any(|held| held.on.is_everything() && held.role.allows_on(role::Need::Use(edit), &Target::None))
    }

    /// The people with the role `admin` for everything, as far as it is known who is in the groups that have it.
    pub fn admins(&self, groups: &GroupBook) -> Vec<UserId> {
        let held = self.memberships().filter(|held| held.name == role::ADMIN && held.on.is_everything());
        let mut admins: Vec<UserId> = Vec::new();
        for held in held {
            let people = match held.who {
                Subject::User(user) => std::slice::from_ref(user),
                Subject::Group(group) => groups.members.get(group).map_or(&[][..], Vec::as_slice),
            };
            admins.extend(people.iter().cloned());
        }
        admins.sort();
        admins.dedup();
        admins
    }

    /// Every role that is held. A role that does not exist is held by nobody, and nobody is made `configured` by a
    /// policy that was written down.
    fn memberships(&self) -> impl Iterator<Item = Held<'_>> {
        let written = self.members.iter().filter(|member| member.role != CONFIGURED);
        let held = |is_configured| move |member| self.held(member, is_configured);
        written.filter_map(held(false)).chain(self.configured.iter().filter_map(held(true)))
    }

    fn held<'p>(&'p self, member: &'p Member, is_configured: bool) -> Option<Held<'p>> {
        let role = self.role(&member.role)?;
        Some(Held { who: &member.who, name: &member.role, role, on: &member.on, is_configured })
    }
}

/// A role in somebody's hands.
#[derive(Debug, Clone, Copy)]
struct Held<'p> {
    who: &'p Subject,
    name: &'p str,
    role: &'p Role,
    on: &'p Scope,
    is_configured: bool,
}
