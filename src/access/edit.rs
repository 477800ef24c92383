//! Edits of what is kept here: the policy, its freezes, the switch. Pure; who may make them is decided elsewhere.

mod rules;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::freeze::{Freeze, Written};
use super::policy::{Member, Policy, Role, Scope, SecondPerson, Subject};
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
    /// Makes one of the company's own roles, or makes it anew for everybody who has it.
    Role {
        /// Its name.
        name: String,
        /// What it allows.
        role: Role,
        /// What it allowed when the edit was shown. Changed since, the edit is no longer what was confirmed.
        before: Option<Role>,
    },
    /// Drops one of the company's own roles.
    DropRole {
        /// Its name.
        name: String,
        /// What it allowed when the edit was shown.
        role: Role,
    },
    /// Adds a rule about a second person.
    Require(SecondPerson),
    /// Removes such a rule. Named by what it says and not by its number, which may be another's by now.
    Waive {
        /// The rule.
        rule: SecondPerson,
        /// Whether it was shown that no rule is left then.
        leaves_none: bool,
    },
    /// Leaves some sites alone for a time.
    Freeze(Written),
    /// Ends a freeze for good.
    EndFreeze(String),
    /// Stops every change, or lets them happen again.
    ReadOnly(bool),
}

/// Why an edit cannot be made. The catalogues word it under its [`Obstacle::key`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It is so already.
    Already,
    /// There is no such role.
    NoSuchRole,
    /// The role is a built-in one.
    RoleBuiltIn,
    /// These have the role.
    RoleHeld(Vec<Subject>),
    /// The role allows something else by now.
    RoleChanged,
    /// They do not have that role for that.
    NotGiven,
    /// The channel is bound to nothing.
    NotBound,
    /// The rule is not there any more.
    RuleGone,
    /// Other rules have gone meanwhile, so that none would be left.
    RulesChanged,
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
    pub fn key(&self) -> &'static str {
        match self {
            Self::Already => "edit-already",
            Self::NoSuchRole => "edit-no-such-role",
            Self::RoleBuiltIn => "edit-role-built-in",
            Self::RoleHeld(_) => "edit-role-held",
            Self::RoleChanged => "edit-role-changed",
            Self::NotGiven => "edit-not-given",
            Self::NotBound => "edit-not-bound",
            Self::RuleGone => "edit-rule-gone",
            Self::RulesChanged => "edit-rules-changed",
            Self::NoSuchFreeze => "edit-no-such-freeze",
            Self::FreezeExists => "edit-freeze-exists",
            Self::NoFreeze => "edit-no-freeze",
            Self::LastAdmin => "edit-last-admin",
        }
    }

    /// Who stands in the way.
    pub fn holders(&self) -> &[Subject] {
        match self {
            Self::RoleHeld(holders) => holders,
            _ => &[],
        }
    }

    /// Every obstacle, so that a test can hold the catalogues to it.
    pub const ALL: [Self; 13] = [
        Self::Already,
        Self::NoSuchRole,
        Self::RoleBuiltIn,
        Self::RoleHeld(Vec::new()),
        Self::RoleChanged,
        Self::NotGiven,
        Self::NotBound,
        Self::RuleGone,
        Self::RulesChanged,
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

    /// What whoever confirms it should know, as keys of sentences.
    pub fn warnings(&self) -> Vec<&'static str> {
        let warning = match self {
            Self::Role { before: Some(_), .. } => Some("rules-role-anew"),
            Self::Waive { leaves_none: true, .. } => Some("rules-none-left"),
            Self::Waive { leaves_none: false, .. } => Some("rules-others-stay"),
            _ => None,
        };
        warning.into_iter().collect()
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
            Self::Role { name, role, before } => rules::set_role(&mut policy, name, role, before.as_ref())?,
            Self::DropRole { name, role } => rules::drop_role(&mut policy, name, role)?,
            Self::Require(rule) => rules::require(&mut policy, rule)?,
            Self::Waive { rule, leaves_none } => rules::waive(&mut policy, rule, *leaves_none)?,
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
