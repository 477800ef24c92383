//! `/kinsta ssh password rotate <site> [env]`: a new password of SSH and SFTP; the old one stops working.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::operation::{self, NextStep, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Rotate;

#[async_trait]
impl Verb for Rotate {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "password rotate"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ssh password rotate acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/ssh/generate-password"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ssh password rotate", &[], matches, Unnamed::Ask)?;
        Ok(Answer::Act(Box::new(RotatePassword { target: resolved.target() })))
    }
}

/// Makes a new password of SSH and SFTP. Kinsta makes it up and keeps it, so nothing of it is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotatePassword {
    target: Target,
}

#[async_trait]
impl ActKind for RotatePassword {
    const NAME: &'static str = "ssh.password.rotate";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let generate = api::ssh::GeneratePassword { environment: self.target.environment() };
        Ok(kinsta.write(&generate, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["password"], none: &["status", "expir", "phpmyadmin"] }
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        _kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let line = words::join(["ssh", "password", "show", self.target.environment().as_str()]);
        let next = vec![NextStep::secret("button-ssh-new-password", line)];
        Ok(Some(operation::Outcome { next, ..operation::Outcome::default() }))
    }
}
