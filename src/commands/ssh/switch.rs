//! `/kinsta ssh enable|disable <site> [env]`: turns SSH and SFTP on or off, at once.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

/// The verb that turns them on, or off.
pub struct Switch<const ON: bool>;

#[async_trait]
impl<const ON: bool> Verb for Switch<ON> {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        if ON { "enable" } else { "disable" }
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        if ON { "ssh enable acme live" } else { "ssh disable acme live" }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/ssh/set-status", "GET /sites/environments/{env_id}/ssh/get-status"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let verb = if ON { "ssh enable" } else { "ssh disable" };
        let resolved = target::resolve(asked, services, verb, &[], matches, Unnamed::Ask)?;
        let status = api::ssh::Status { environment: resolved.env.id.clone() };
        let is_on = services.kinsta.read(&status, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
        if is_on == ON {
            let key = if ON { "ssh-already-on" } else { "ssh-already-off" };
            let line = words::join(["ssh", "status", resolved.env.id.as_str()]);
            let look = Button::new(asked.t("button-ssh-status").say(), Press::Words { line, replace: true });
            return Err(Refusal::new(asked.t(key).plain("site", &resolved.target().label()))
                .way_out(asked.t("ssh-already-way-out"))
                .buttons(vec![look]));
        }
        Ok(Answer::Act(Box::new(SwitchSsh::<ON> { target: resolved.target() })))
    }
}

/// Turns SSH and SFTP of an environment on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchSsh<const ON: bool> {
    target: Target,
}

#[async_trait]
impl<const ON: bool> ActKind for SwitchSsh<ON> {
    const NAME: &'static str = if ON { "ssh.enable" } else { "ssh.disable" };
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let set = api::ssh::SetStatus { environment: self.target.environment(), enabled: ON };
        Ok(kinsta.write(&set, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["ssh", "status"], none: &["password"] }
    }
}
