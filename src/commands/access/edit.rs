//! `/kinsta access grant|revoke <@user|@group> <role> [--sites …] [--labels …] [--environments …]`,
//! `/kinsta access bind|unbind <#channel>`.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use crate::access::Edit;
use crate::access::policy::{BUILT_IN, Member, Policy};
use crate::act::Act;
use crate::commands::args;
use crate::commands::kept::{self, act};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

act!(
    /// Gives a role.
    GrantRole,
    "access.grant"
);
act!(
    /// Takes a role away.
    RevokeRole,
    "access.revoke"
);
act!(
    /// Binds a channel.
    BindChannel,
    "access.bind"
);
act!(
    /// Binds a channel to nothing.
    UnbindChannel,
    "access.unbind"
);

/// The four verbs that edit the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Gives somebody a role.
    Grant,
    /// Takes a role from somebody.
    Revoke,
    /// Binds a channel to sites.
    Bind,
    /// Binds a channel to nothing.
    Unbind,
}

#[async_trait]
impl Verb for Change {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Revoke => "revoke",
            Self::Bind => "bind",
            Self::Unbind => "unbind",
        }
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        match self {
            Self::Grant | Self::Revoke => who_and_role(command),
            Self::Bind => kept::scope_arguments(channel(command)),
            Self::Unbind => channel(command),
        }
    }

    fn example(&self) -> &'static str {
        match self {
            Self::Grant => "access grant @mia operator --labels care-plan",
            Self::Revoke => "access revoke @mia operator",
            Self::Bind => "access bind #acme --labels \"Acme Corp\"",
            Self::Unbind => "access unbind #acme",
        }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn chosen(&self) -> &'static [&'static str] {
        match self {
            Self::Grant | Self::Revoke => &["role"],
            Self::Bind | Self::Unbind => &[],
        }
    }

    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        _asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let policy = services.access.policy();
        Ok(Some(known_roles(&policy).into_iter().map(|role| Choice::new(role, role)).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let act: Box<dyn Act> = match self {
            Self::Grant => {
                let (who, role) = (kept::subject(asked, matches)?, role(asked, services, matches)?);
                let on = kept::scope(asked, services, matches)?;
                Box::new(GrantRole::new(role.clone(), Edit::Grant(Member { who, role, on })))
            }
            Self::Revoke => {
                let (who, role) = (kept::subject(asked, matches)?, word(matches, "role"));
                let on = kept::scope(asked, services, matches)?;
                let on = (!on.is_everything()).then_some(on);
                Box::new(RevokeRole::new(role.clone(), Edit::Revoke { who, role, on }))
            }
            Self::Bind => {
                let (channel, to) = (kept::channel(asked, matches)?, kept::scope(asked, services, matches)?);
                if to.is_everything() {
                    let why = Refusal::new(asked.t("bind-to-what"));
                    return Err(why.way_out(asked.t("bind-to-what-way-out")).about("sites"));
                }
                Box::new(BindChannel::new(channel.as_str(), Edit::Bind { channel: channel.clone(), to }))
            }
            Self::Unbind => {
                let channel = kept::channel(asked, matches)?;
                Box::new(UnbindChannel::new(channel.as_str(), Edit::Unbind(channel.clone())))
            }
        };
        kept::ask(asked, services, act)
    }
}

fn who_and_role(command: Command) -> Command {
    let who = Arg::new("who").value_name(args::SUBJECT).required(true);
    kept::scope_arguments(command.arg(who).arg(Arg::new("role").value_name("role").required(true)))
}

fn channel(command: Command) -> Command {
    command.arg(Arg::new("channel").value_name(args::CHANNEL).required(true))
}

fn known_roles(policy: &Policy) -> Vec<&str> {
    BUILT_IN.into_iter().chain(policy.roles.keys().map(String::as_str)).collect()
}

fn word(matches: &ArgMatches, argument: &str) -> String {
    matches.get_one::<String>(argument).map(|word| word.trim().to_lowercase()).unwrap_or_default()
}

fn role(asked: &Asked, services: &Services, matches: &ArgMatches) -> Result<String, Refusal> {
    let role = word(matches, "role");
    let policy = services.access.policy();
    let known = known_roles(&policy);
    if known.contains(&role.as_str()) {
        return Ok(role);
    }
    Err(Refusal::new(asked.t("role-nothing").plain("role", &role))
        .way_out(asked.t("role-nothing-way-out").plain("roles", &known.join(", ")))
        .about("role"))
}
