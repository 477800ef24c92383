//! The one decision. Pure, total, and without a query.

use super::decision::{Approvers, Decision, MOST_HELPERS, NeedsApproval, Rule};
use super::request::{Groups, Kind, Meant, Person, Request, SiteRef, Target};
use super::role::Need;
use super::scope::{EnvKind, Scope};
use super::second::SecondPerson;
use super::subject::{GroupId, Subject};
use super::{Held, Policy};
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::risk::Risk;

impl Policy {
    /// May they? And if so, does somebody else have to agree?
    pub fn decide(&self, request: &Request<'_>) -> Decision {
        if request.verb.risk == Risk::Read {
            return match self.reads(request.channel, &request.person, &request.target) {
                Ok(rule) => Decision::allowed(rule),
                Err(rule) => Decision::denied(rule),
            };
        }
        let mut decision = self.weigh(request, Need::Use(request.verb), Some(request.person.user));
        if decision.is_allowed()
            && let Some(needed) = SecondPerson::needed(&self.second_person, &request.verb, &request.target)
        {
            decision.helpers = self.approvers(request, &needed);
            decision.second_person = Some(needed);
        }
        decision
    }

    /// May they use the verb on anything at all? The target of the request does not matter: asked before it is known, to
    /// refuse what no role of theirs allows anywhere.
    pub fn decide_anywhere(&self, request: &Request<'_>) -> Decision {
        if request.verb.risk == Risk::Read {
            return self.decide(&Request { target: Target::None, ..*request });
        }
        if let Some(stranger) = Rule::against_strangers(&request.person) {
            return Decision::denied(stranger);
        }
        let need = Need::Use(request.verb);
        let able = || self.memberships().filter(|held| held.role.allows(need));
        if let Some(held) = able().find(|held| request.person.is(held.who) != Meant::No) {
            return Decision::allowed(held.rule());
        }
        let mut helpers: Vec<Subject> = Vec::new();
        // Who may do it everywhere can help here, wherever it is.
        let everywhere = able().filter(|held| held.on.is_everything());
        for held in everywhere.chain(able().filter(|held| !held.on.is_everything())) {
            if helpers.len() < MOST_HELPERS && !helpers.contains(held.who) {
                helpers.push(held.who.clone());
            }
        }
        let rule = if helpers.is_empty() { Rule::Nobody } else { Rule::NoRole };
        Decision { helpers, ..Decision::denied(rule) }
    }

    /// Whether any role of theirs lets them change anything anywhere, as far as it is known which groups they are in.
    pub fn changes_something(&self, person: &Person<'_>) -> bool {
        self.memberships().any(|held| person.is(held.who) == Meant::Yes && held.role.changes_something())
    }

    /// Whether anybody has a role that changes anything.
    pub fn is_changed_by_somebody(&self) -> bool {
        self.memberships().any(|held| held.role.changes_something())
    }

    /// What a channel is bound to.
    pub fn binding(&self, channel: &ChannelId) -> Option<&Scope> {
        self.channels.get(channel)
    }

    /// The user groups it names.
    pub fn groups(&self) -> Vec<&GroupId> {
        let by = self.second_person.iter().flat_map(|rule| rule.by.iter().flatten());
        let mut groups: Vec<&GroupId> = self
            .members
            .iter()
            .map(|member| &member.who)
            .chain(by)
            .filter_map(|subject| match subject {
                Subject::Group(group) => Some(group),
                Subject::User(_) => None,
            })
            .collect();
        groups.sort();
        groups.dedup();
        groups
    }

    /// May `request.person` agree to what `requester` asked for? The request is the requester's, asked by the approver
    /// where the approver stands. They need the right for the target, `approve` or the verb itself, and are never the
    /// requester.
    pub fn may_approve(&self, request: &Request<'_>, requester: &UserId, needed: &NeedsApproval) -> Decision {
        let person = &request.person;
        if person.user == requester {
            return Decision::denied(Rule::OwnRequest);
        }
        if let (Approvers::Named(named), Kind::Member) = (&needed.by, person.kind) {
            match strongest(named.iter().map(|subject| person.is(subject))) {
                Meant::Yes => {}
                Meant::Perhaps => return Decision::denied(unknown_groups(person)),
                Meant::No => {
                    let others = named.iter().filter(|subject| !is_user(subject, requester));
                    let helpers = others.take(MOST_HELPERS).cloned().collect();
                    return Decision { helpers, ..Decision::denied(Rule::NotNamed) };
                }
            }
        }
        self.weigh(request, Need::Approve(request.verb), Some(requester))
    }

    /// May they change what is frozen? Asked beside [`Policy::decide`], where [`crate::access::freeze::active`] found a
    /// freeze.
    pub fn may_override_freeze(&self, request: &Request<'_>) -> Decision {
        self.weigh(request, Need::OverrideFreeze, Some(request.person.user))
    }

    /// Whether a site is there at all for this person in this channel: for lookups, suggestions and lists.
    pub fn sees(&self, channel: Option<&ChannelId>, person: &Person<'_>, site: &SiteRef<'_>) -> bool {
        self.reads(channel, person, &Target::Site(*site)).is_ok()
    }

    /// Whether one kind of a site's environments is there for this person in this channel.
    pub fn sees_environment(
        &self,
        channel: Option<&ChannelId>,
        person: &Person<'_>,
        site: &SiteRef<'_>,
        kind: EnvKind,
    ) -> bool {
        self.reads(channel, person, &Target::Environment { site: *site, kind }).is_ok()
    }

    fn bound(&self, channel: Option<&ChannelId>) -> Option<&Scope> {
        channel.and_then(|channel| self.channels.get(channel))
    }

    fn reads(&self, channel: Option<&ChannelId>, person: &Person<'_>, target: &Target<'_>) -> Result<Rule, Rule> {
        match (self.bound(channel), person.kind) {
            (Some(bound), _) if !bound.shows(target) => Err(Rule::Channel),
            (Some(_), Kind::Guest | Kind::Foreign) => Ok(Rule::ChannelShows),
            (None, Kind::Guest | Kind::Foreign) => Err(Rule::Unbound),
            (_, Kind::Member | Kind::Unknown) => Ok(Rule::Reading),
        }
    }

    /// Role, scope and channel for anything but reading. `not` is never named as somebody who could help.
    fn weigh(&self, request: &Request<'_>, need: Need<'_>, not: Option<&UserId>) -> Decision {
        // What another channel's sites are is not told here, not even by naming who could help.
        if self.bound(request.channel).is_some_and(|bound| !bound.covers(&request.target)) {
            return Decision::denied(Rule::Channel);
        }
        let rule = match Rule::against_strangers(&request.person) {
            Some(stranger) => stranger,
            None => match self.granted(request, need) {
                Ok(rule) => return Decision::allowed(rule),
                Err(rule) => rule,
            },
        };
        let helpers = self.able(need, &request.target, not);
        let rule = if rule == Rule::NoRole && helpers.is_empty() { Rule::Nobody } else { rule };
        Decision { helpers, ..Decision::denied(rule) }
    }

    fn granted(&self, request: &Request<'_>, need: Need<'_>) -> Result<Rule, Rule> {
        let person = &request.person;
        let (mut perhaps, mut elsewhere) = (false, None);
        for held in self.memberships() {
            let meant = person.is(held.who);
            if meant == Meant::No || !held.role.allows(need) {
                continue;
            }
            match (meant, held.reaches(need, &request.target)) {
                (Meant::Yes, true) => return Ok(held.rule()),
                (Meant::Yes, false) => elsewhere = elsewhere.or(Some(held.name)),
                (_, reaches) => perhaps |= reaches,
            }
        }
        Err(match elsewhere {
            _ if perhaps => unknown_groups(person),
            Some(role) => Rule::Scope { role: role.to_owned() },
            None => Rule::NoRole,
        })
    }

    /// Who has what is needed for the target.
    fn able(&self, need: Need<'_>, target: &Target<'_>, not: Option<&UserId>) -> Vec<Subject> {
        let mut able: Vec<Subject> = Vec::new();
        for held in self.memberships().filter(|held| held.reaches(need, target)) {
            if !not.is_some_and(|user| is_user(held.who, user)) && !able.contains(held.who) {
                able.push(held.who.clone());
            }
            if able.len() == MOST_HELPERS {
                break;
            }
        }
        able
    }

    /// Who could agree to what is asked for, a few of them; never the asker.
    pub fn approvers(&self, request: &Request<'_>, needed: &NeedsApproval) -> Vec<Subject> {
        match &needed.by {
            Approvers::Anyone => self.able(Need::Approve(request.verb), &request.target, Some(request.person.user)),
            Approvers::Named(named) => {
                let others = named.iter().filter(|subject| !is_user(subject, request.person.user));
                others.take(MOST_HELPERS).cloned().collect()
            }
        }
    }
}

impl Held<'_> {
    fn reaches(&self, need: Need<'_>, target: &Target<'_>) -> bool {
        self.on.covers(target) && self.role.allows_on(need, target)
    }

    fn rule(&self) -> Rule {
        let role = self.name.to_owned();
        if self.is_configured { Rule::Configured { role } } else { Rule::Role { role, through: self.who.clone() } }
    }
}

fn is_user(subject: &Subject, user: &UserId) -> bool {
    matches!(subject, Subject::User(named) if named == user)
}

fn unknown_groups(person: &Person<'_>) -> Rule {
    match person.groups {
        Groups::Unknown { since_ms } => Rule::GroupsUnknown { since_ms },
        Groups::Known(_) => Rule::NoRole,
    }
}

fn strongest(meant: impl Iterator<Item = Meant>) -> Meant {
    meant.fold(Meant::No, |before, next| match (before, next) {
        (Meant::Yes, _) | (_, Meant::Yes) => Meant::Yes,
        (Meant::Perhaps, _) | (_, Meant::Perhaps) => Meant::Perhaps,
        _ => Meant::No,
    })
}
