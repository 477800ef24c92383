//! `/kinsta access role <name> --may …`, `/kinsta access drop-role <name>`: the company's own roles.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use super::wrong;
use crate::access::policy::{BUILT_IN, CONFIGURED, Policy, Role};
use crate::access::{Edit, words};
use crate::commands::args;
use crate::commands::kept::{self, act};
use crate::commands::known::Known;
use crate::commands::registry::verb_words;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

act!(
    /// Makes a role.
    MakeRole,
    "access.role"
);
act!(
    /// Drops a role.
    DropRole,
    "access.drop-role"
);

/// The longest name of a role.
const LONGEST: usize = 40;

/// Makes a role, or makes it anew.
pub struct Make;
/// Drops one.
pub struct Drop;

#[async_trait]
impl Verb for Make {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "role"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        command
            .arg(Arg::new("role").value_name("name").required(true))
            .arg(args::words("may", "permissions").required(true))
    }

    fn example(&self) -> &'static str {
        "access role caretaker --may \"cache *, safe on staging\""
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let name = name(asked, matches)?;
        let typed = matches.get_one::<String>("may").map(String::as_str).unwrap_or_default();
        let may = words::permissions(typed, &verb_words()).map_err(|wrongs| wrong::refusal(asked, "may", &wrongs))?;
        if may.is_empty() {
            return Err(Refusal::new(asked.t("role-may-what")).way_out(asked.t("role-may-way-out")).about("may"));
        }
        let before = services.access.policy().roles.get(&name).cloned();
        let edit = Edit::Role { name: name.clone(), role: Role { may }, before };
        kept::ask(asked, services, Box::new(MakeRole::new(name, edit)))
    }
}

#[async_trait]
impl Verb for Drop {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "drop-role"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(Arg::new("role").value_name("name").required(true))
    }

    fn example(&self) -> &'static str {
        "access drop-role caretaker"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["role"]
    }

    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        _asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let policy = services.access.policy();
        Ok(Some(policy.roles.keys().map(|name| Choice::new(name, name)).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let name = name(asked, matches)?;
        let policy = services.access.policy();
        let Some(role) = policy.roles.get(&name).cloned() else { return Err(nothing(asked, &policy, &name)) };
        let edit = Edit::DropRole { name: name.clone(), role };
        kept::ask(asked, services, Box::new(DropRole::new(name, edit)))
    }
}

/// The name of one of the company's own roles.
fn name(asked: &Asked, matches: &ArgMatches) -> Result<String, Refusal> {
    let name = matches.get_one::<String>("role").map(|name| name.trim().to_lowercase()).unwrap_or_default();
    let refuse = |key: &str| {
        let way_out = asked.t("role-name-way-out");
        Err(Refusal::new(asked.t(key).plain("role", &name)).way_out(way_out).about("role"))
    };
    if BUILT_IN.contains(&name.as_str()) || name == CONFIGURED {
        return refuse("role-built-in");
    }
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() || name.len() > LONGEST || !name.bytes().all(is_plain) {
        return refuse("role-name-odd");
    }
    Ok(name)
}

fn nothing(asked: &Asked, policy: &Policy, name: &str) -> Refusal {
    let own: Vec<&str> = policy.roles.keys().map(String::as_str).collect();
    let refusal = Refusal::new(asked.t("role-nothing").plain("role", name)).about("role");
    if own.is_empty() {
        refusal.way_out(asked.t("role-none-own"))
    } else {
        refusal.way_out(asked.t("role-own").plain("roles", &own.join(", ")))
    }
}
