//! `/kinsta ssh password on|off <site> [env]`: whether the password lets somebody in, or keys alone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb that lets the password in, or shuts it out. Kinsta does not tell how it stands now.
pub struct Switch<const ON: bool>;

#[async_trait]
impl<const ON: bool> Verb for Switch<ON> {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        if ON { "password on" } else { "password off" }
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        if ON { "ssh password on acme live" } else { "ssh password off acme live" }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/ssh/set-password-status"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let verb = if ON { "ssh password on" } else { "ssh password off" };
        let resolved = target::resolve(asked, services, verb, &[], matches, Unnamed::Ask)?;
        Ok(Answer::Act(Box::new(SwitchPassword::<ON> { target: resolved.target() })))
    }
}

/// Lets the password of SSH and SFTP in, or shuts it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchPassword<const ON: bool> {
    target: Target,
}

#[async_trait]
impl<const ON: bool> ActKind for SwitchPassword<ON> {
    const NAME: &'static str = if ON { "ssh.password.on" } else { "ssh.password.off" };
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let set = api::ssh::SetPasswordStatus { environment: self.target.environment(), enabled: ON };
        Ok(kinsta.write(&set, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["password", "status"])
    }
}
