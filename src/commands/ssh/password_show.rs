//! `/kinsta ssh password show <site> [env]`: the password of SSH and SFTP, to the asker alone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use secrecy::ExposeSecret;

use super::Login;
use crate::access::Grant;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Card, Fact, Part};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::{Lane, api};

/// The verb.
pub struct Show;

#[async_trait]
impl Verb for Show {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "password show"
    }

    fn risk(&self) -> Risk {
        Risk::Secret
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ssh password show acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/ssh/password", "GET /sites/{site_id}/environments/{env_id}/ssh/config"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ssh password show", &[], matches, Unnamed::Ask)?;
        Ok(Answer::Secret(Box::new(Password { target: resolved.target() })))
    }
}

/// The password of an environment's SSH and SFTP.
#[derive(Debug)]
struct Password {
    target: Target,
}

#[async_trait]
impl Secret for Password {
    fn question(&self, asked: &Asked) -> String {
        asked.t("ssh-password-question").plain("site", &self.target.label()).say()
    }

    fn line(&self) -> String {
        words::join(["ssh", "password", "show", self.target.environment().as_str()])
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        _grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        let password = api::ssh::Password { environment: self.target.environment() };
        let (password, login) = tokio::join!(
            services.kinsta.read(&password, Lane::Person),
            Login::read(&services.kinsta, self.target.site_id(), self.target.environment(), Lane::Person)
        );
        let password = password.map_err(|error| asked.kinsta_said(&error))?;
        // The password is what was asked for; where it is used is told as well, if it can be.
        let mut facts = login.map(|login| login.facts(asked)).unwrap_or_default();
        let value = text::code(password.expose_secret());
        facts.push(Fact { label: asked.t("ssh-password").say(), value });
        let title = asked.t("ssh-password-title").marked("site", self.target.label()).say();
        Ok((Card::new().with(Part::Title(title)).with(Part::Facts(facts)), Vec::new()))
    }
}
