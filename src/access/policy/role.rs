//! Roles: the built-in ones, and those a company makes itself.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::permission::{ACCESS_NOUN, FREEZE_NOUN, Permission, READ_ONLY_NOUN, Verbs, What};
use super::request::{Target, Verb};
use super::scope::EnvKind;
use crate::domain::risk::Risk;

/// What somebody with the role may do, beside reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its permissions; each adds to the others.
    pub may: Vec<Permission>,
}

/// What is needed for something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Need<'a> {
    /// Using a verb.
    Use(Verb<'a>),
    /// Being the second person for a verb: `approve`, or the right to do it oneself.
    Approve(Verb<'a>),
    /// Changing what is frozen.
    OverrideFreeze,
}

/// The names of the built-in roles that a policy may give.
pub const BUILT_IN: [&str; 4] = ["viewer", "operator", "releaser", "admin"];

/// The role of those in the variable `OPERATORS`: everything but the policy itself. No file may give it.
pub const CONFIGURED: &str = "configured";

/// The role of those in the variable `ADMINS`.
pub const ADMIN: &str = "admin";

struct BuiltIn {
    viewer: Role,
    operator: Role,
    releaser: Role,
    admin: Role,
    configured: Role,
}

static ROLES: LazyLock<BuiltIn> = LazyLock::new(|| {
    let risk = |risk| Permission::everywhere(What::Use(Verbs::Risk(risk)));
    let not_live = |verbs| Permission { what: What::Use(verbs), on: Some(vec![EnvKind::Staging, EnvKind::Premium]) };
    let named = |noun: Option<&str>, name: Option<&str>| {
        let word = |word: &str| word.to_owned();
        Permission::everywhere(What::Use(Verbs::Named { noun: noun.map(word), name: name.map(word) }))
    };
    let role = |own: Vec<Permission>| Role { may: std::iter::once(risk(Risk::Read)).chain(own).collect() };
    // Whoever may change something may also stop everything; letting it go again is for fewer.
    let stop = named(Some(READ_ONLY_NOUN), Some("on"));
    let operator = [risk(Risk::Safe), risk(Risk::Disruptive), stop];
    let releaser = [not_live(Verbs::Risk(Risk::Destructive)), named(None, Some("push"))];
    let everything = [
        risk(Risk::Secret),
        risk(Risk::Safe),
        risk(Risk::Disruptive),
        risk(Risk::Destructive),
        named(Some(READ_ONLY_NOUN), None),
    ];
    let over_all = [
        Permission::everywhere(What::OverrideFreeze),
        Permission::everywhere(What::Approve),
        named(Some(ACCESS_NOUN), None),
        named(Some(FREEZE_NOUN), None),
    ];
    BuiltIn {
        viewer: role(Vec::new()),
        releaser: role(operator.iter().cloned().chain(releaser).collect()),
        operator: role(operator.into()),
        configured: role(everything.clone().into()),
        admin: role(everything.into_iter().chain(over_all).collect()),
    }
});

impl Role {
    /// A built-in role.
    pub fn built_in(name: &str) -> Option<&'static Self> {
        match name {
            "viewer" => Some(&ROLES.viewer),
            "operator" => Some(&ROLES.operator),
            "releaser" => Some(&ROLES.releaser),
            ADMIN => Some(&ROLES.admin),
            CONFIGURED => Some(&ROLES.configured),
            _ => None,
        }
    }

    /// Whether it allows more than looking.
    pub(super) fn changes_something(&self) -> bool {
        self.may.iter().any(|permission| !permission.is_reading())
    }

    /// Whether it allows this at all, on some target.
    pub(super) fn allows(&self, need: Need<'_>) -> bool {
        self.may.iter().any(|permission| permission.meets(need))
    }

    /// Whether it allows this on the target.
    pub(super) fn allows_on(&self, need: Need<'_>, target: &Target<'_>) -> bool {
        self.may.iter().any(|permission| permission.meets(need) && permission.holds_on(target))
    }
}

impl Permission {
    fn meets(&self, need: Need<'_>) -> bool {
        match (&self.what, need) {
            (What::Use(verbs), Need::Use(verb) | Need::Approve(verb)) => verbs.grant_verb(&verb),
            (What::Approve, Need::Approve(_)) | (What::OverrideFreeze, Need::OverrideFreeze) => true,
            _ => false,
        }
    }
}
