//! Edits of what is kept here: the policy, its freezes, the switch. Pure; who may make them is decided elsewhere.

use serde::{Deserialize, Serialize};

use super::freeze::{Freeze, Written};
use super::policy::{Member, Policy, Scope, Subject};
use crate::domain::ids::ChannelId;

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Gives somebody a role.
    Grant(Member),
    /// Takes a role from somebody: the one given for exactly this, or, without `on`, wherever it was given for.
    Revoke {
        /// From whom.
        who: Subject,
        /// Its name.
        role: String,
        /// What it was given for.
        on: Option<Scope>,
    },
    /// Binds a channel to some sites, instead of what it was bound to.
    Bind {
        /// The channel.
        channel: ChannelId,
        /// To what.
        to: Scope,
    },
    /// Binds a channel to nothing.
    Unbind(ChannelId),
    /// Asks for a second person in this channel, too; in none where there is none.
    Approvers(Option<ChannelId>),
    /// Leaves some sites alone for a time.
    Freeze(Written),
    /// Ends a freeze for good.
    EndFreeze(String),
    /// Stops every change, or lets them happen again.
    ReadOnly(bool),
}

/// Why an edit cannot be made. The catalogues word it under its [`Obstacle::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It is so already.
    Already,
    /// There is no such role.
    NoSuchRole,
    /// They do not have that role for that.
    NotGiven,
    /// The channel is bound to nothing.
    NotBound,
    /// No freeze is called so.
    NoSuchFreeze,
    /// A freeze is called so already.
    FreezeExists,
    /// It is no freeze: its times or its zone are not.
    NoFreeze,
    /// Nobody could edit the policy any more.
    LastAdmin,
}

impl Obstacle {
    /// Its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Already => "edit-already",
            Self::NoSuchRole => "edit-no-such-role",
            Self::NotGiven => "edit-not-given",
            Self::NotBound => "edit-not-bound",
            Self::NoSuchFreeze => "edit-no-such-freeze",
            Self::FreezeExists => "edit-freeze-exists",
            Self::NoFreeze => "edit-no-freeze",
            Self::LastAdmin => "edit-last-admin",
        }
    }

    /// Every obstacle, so that a test can hold the catalogues to it.
    pub const ALL: [Self; 8] = [
        Self::Already,
        Self::NoSuchRole,
        Self::NotGiven,
        Self::NotBound,
        Self::NoSuchFreeze,
        Self::FreezeExists,
        Self::NoFreeze,
        Self::LastAdmin,
    ];
}

impl Edit {
    /// Whether it changes the policy, and not only the switch.
    pub fn is_of_the_policy(&self) -> bool {
        !matches!(self, Self::ReadOnly(_))
    }

    /// The policy with the edit made. One that leaves nobody to edit the policy is refused.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub fn apply(&self, mut policy: Policy) -> Result<Policy, Obstacle> {
        let had_admin = policy.has_admin();
        match self {
            Self::Grant(member) => {
                if policy.role(&member.role).is_none() {
                    return Err(Obstacle::NoSuchRole);
                }
                if policy.members.contains(member) {
                    return Err(Obstacle::Already);
                }
                policy.members.push(member.clone());
            }
            Self::Revoke { who, role, on } => {
                let before = policy.members.len();
                let is_meant = |member: &Member| {
                    &member.who == who && &member.role == role && on.as_ref().is_none_or(|on| on == &member.on)
                };
                policy.members.retain(|member| !is_meant(member));
                if policy.members.len() == before {
                    return Err(Obstacle::NotGiven);
                }
            }
            Self::Bind { channel, to } => {
                if policy.channels.insert(channel.clone(), to.clone()).as_ref() == Some(to) {
                    return Err(Obstacle::Already);
                }
            }
            Self::Unbind(channel) => {
                policy.channels.remove(channel).ok_or(Obstacle::NotBound)?;
            }
            Self::Approvers(channel) => {
                if policy.approvals.channel == *channel {
                    return Err(Obstacle::Already);
                }
                policy.approvals.channel.clone_from(channel);
            }
            Self::Freeze(written) => {
                if policy.freezes.iter().any(|freeze| is_called(freeze, &written.name)) {
                    return Err(Obstacle::FreezeExists);
                }
                policy.freezes.push(Freeze::new(written).map_err(|_| Obstacle::NoFreeze)?);
            }
            Self::EndFreeze(name) => {
                let before = policy.freezes.len();
                policy.freezes.retain(|freeze| !is_called(freeze, name));
                if policy.freezes.len() == before {
                    return Err(Obstacle::NoSuchFreeze);
                }
            }
            Self::ReadOnly(_) => {}
        }
        if had_admin && !policy.has_admin() { Err(Obstacle::LastAdmin) } else { Ok(policy) }
    }
}

fn is_called(freeze: &Freeze, name: &str) -> bool {
    freeze.name().trim().to_lowercase() == name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(who: &str, role: &str, on: Scope) -> Member {
        Member { who: Subject::user(who), role: role.to_owned(), on }
    }

    fn revoke(who: &str, role: &str) -> Edit {
        Edit::Revoke { who: Subject::user(who), role: role.to_owned(), on: None }
    }

    #[test]
    fn a_role_is_given_once_and_taken_away_again() {
        let given = member("U1", "operator", Scope::labels(["care"]));
        let policy = Edit::Grant(given.clone()).apply(Policy::default()).unwrap();
        assert_eq!(policy.members, std::slice::from_ref(&given));
        assert_eq!(Edit::Grant(given.clone()).apply(policy.clone()), Err(Obstacle::Already));
        assert_eq!(revoke("U1", "admin").apply(policy.clone()), Err(Obstacle::NotGiven));
        let other = Edit::Revoke { who: given.who, role: given.role, on: Some(Scope::everything()) };
        assert_eq!(other.apply(policy.clone()), Err(Obstacle::NotGiven));
        assert_eq!(revoke("U1", "operator").apply(policy).unwrap().members, []);
        let strange = Edit::Grant(member("U1", "king", Scope::everything()));
        assert_eq!(strange.apply(Policy::default()), Err(Obstacle::NoSuchRole));
    }

    #[test]
    fn the_last_admin_stays() {
        let admin = |who: &str| member(who, "admin", Scope::everything());
        let one = Policy { members: vec![admin("U1")], ..Policy::default() };
        assert_eq!(revoke("U1", "admin").apply(one.clone()), Err(Obstacle::LastAdmin));
        let two = Policy { members: vec![admin("U1"), admin("U2")], ..Policy::default() };
        assert!(revoke("U1", "admin").apply(two).is_ok());
        let configured = one.with_configured([], [crate::domain::ids::UserId::new("U9")]);
        assert!(revoke("U1", "admin").apply(configured).is_ok(), "one in ADMINS is left");
    }

    #[test]
    fn channels_and_freezes_come_and_go() {
        let channel = ChannelId::new("C1");
        let bind = Edit::Bind { channel: channel.clone(), to: Scope::sites(["acme"]) };
        let bound = bind.apply(Policy::default()).unwrap();
        assert_eq!(bind.apply(bound.clone()), Err(Obstacle::Already));
        assert!(Edit::Unbind(channel.clone()).apply(bound).unwrap().channels.is_empty());
        assert_eq!(Edit::Unbind(channel).apply(Policy::default()), Err(Obstacle::NotBound));
        let written = |to: &str| Written {
            name: "Sale".to_owned(),
            from: "2026-11-26 18:00".to_owned(),
            to: to.to_owned(),
            zone: "Europe/Berlin".to_owned(),
            on: Scope::everything(),
        };
        assert_eq!(Edit::Freeze(written("yesterday")).apply(Policy::default()), Err(Obstacle::NoFreeze));
        let freeze = Edit::Freeze(written("2026-12-01 08:00"));
        let frozen = freeze.apply(Policy::default()).unwrap();
        assert_eq!(freeze.apply(frozen.clone()), Err(Obstacle::FreezeExists));
        assert!(Edit::EndFreeze(" sale".to_owned()).apply(frozen).unwrap().freezes.is_empty());
        assert_eq!(Edit::EndFreeze("sale".to_owned()).apply(Policy::default()), Err(Obstacle::NoSuchFreeze));
    }
}
