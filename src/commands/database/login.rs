//! `/kinsta database login <site> [env]`: a link into phpMyAdmin, for the asker alone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use secrecy::ExposeSecret;

use crate::access::Grant;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Card, Part};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::{Lane, api};

/// The verb.
pub struct Login;

#[async_trait]
impl Verb for Login {
    fn noun(&self) -> &'static str {
        "database"
    }

    fn name(&self) -> &'static str {
        "login"
    }

    fn risk(&self) -> Risk {
        Risk::Secret
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "database login acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/environments/{env_id}/pma-login-token"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        // Whoever has the link can change the data, so live is not assumed.
        let resolved = target::resolve(asked, services, "database login", &[], matches, Unnamed::Ask)?;
        Ok(Answer::Secret(Box::new(LoginLink { target: resolved.target() })))
    }
}

/// The link.
#[derive(Debug)]
struct LoginLink {
    target: Target,
}

#[async_trait]
impl Secret for LoginLink {
    fn question(&self, asked: &Asked) -> String {
        let (site, env) = (&self.target.site, &self.target.env);
        asked.t("database-login-ask").plain("site", site).plain("env", env).say()
    }

    fn line(&self) -> String {
        words::join(["database", "login", self.target.environment().as_str()])
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        let request = api::phpmyadmin::LogIn { environment: self.target.environment() };
        let link = services.kinsta.write(&request, Lane::Person, grant).await;
        let link = link.map_err(|error| asked.kinsta_said(&error))?;
        let words = asked.t("database-login-open").say();
        let mut card = Card::new()
            .with(Part::Title(self.target.label()))
            .paragraph(text::link(link.url.expose_secret(), &words))
            .paragraph(asked.t("database-login-warning").say());
        if let Some(expires_at) = link.expires_at {
            let moment = text::moment(expires_at, &asked.actor.zone);
            card = card.note(asked.t("database-login-expires").marked("moment", moment).say());
        }
        Ok((card, Vec::new()))
    }
}
