//! Edits of the company's own roles and of the rules about a second person. Each is bound to what was shown when it was
//! asked for, so that of two who edit at once the second changes nothing they have not seen.

use super::Obstacle;
use crate::access::policy::{Policy, Role, SecondPerson, Subject};

/// Makes a role, or makes it anew.
pub fn set_role(policy: &mut Policy, name: &str, role: &Role, before: Option<&Role>) -> Result<(), Obstacle> {
    if Role::built_in(name).is_some() {
        return Err(Obstacle::RoleBuiltIn);
    }
    let now = policy.roles.get(name);
    if now == Some(role) {
        return Err(Obstacle::Already);
    }
    if now != before {
        return Err(Obstacle::RoleChanged);
    }
    policy.roles.insert(name.to_owned(), role.clone());
    Ok(())
}

/// Drops a role that nobody has.
pub fn drop_role(policy: &mut Policy, name: &str, role: &Role) -> Result<(), Obstacle> {
    if Role::built_in(name).is_some() {
        return Err(Obstacle::RoleBuiltIn);
    }
    let now = policy.roles.get(name).ok_or(Obstacle::NoSuchRole)?;
    let mut holders: Vec<Subject> = Vec::new();
    for member in policy.members.iter().filter(|member| member.role == name) {
        if !holders.contains(&member.who) {
            holders.push(member.who.clone());
        }
    }
    if !holders.is_empty() {
        return Err(Obstacle::RoleHeld(holders));
    }
    if now != role {
        return Err(Obstacle::RoleChanged);
    }
    policy.roles.remove(name);
    Ok(())
}

/// Adds a rule, beside those there are; also beside the one that holds by itself.
pub fn require(policy: &mut Policy, rule: &SecondPerson) -> Result<(), Obstacle> {
    if policy.second_person.contains(rule) {
        return Err(Obstacle::Already);
    }
    policy.second_person.push(rule.clone());
    Ok(())
}

/// Removes a rule.
pub fn waive(policy: &mut Policy, rule: &SecondPerson, leaves_none: bool) -> Result<(), Obstacle> {
    let at = policy.second_person.iter().position(|known| known == rule).ok_or(Obstacle::RuleGone)?;
    if policy.second_person.len() == 1 && !leaves_none {
        return Err(Obstacle::RulesChanged);
    }
    policy.second_person.remove(at);
    Ok(())
}
