//! `/kinsta sftp password show <site> [env] --user name`: the password that was made up for an account, to the one who
//! asked for it alone. Kinsta does not tell it; it is read from the sealed act that made the account.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use secrecy::{ExposeSecret, SecretString};

use super::account;
use super::add::AddAccount;
use crate::access::Grant;
use crate::act::ActKind;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::commands::ssh::Login;
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Card, Fact, Part};
use crate::domain::operation::{Operation, State};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::Lane;
use crate::store::OperationFilter;

/// How many of the asker's last changes are looked through.
const LOOKED_AT: u32 = 200;

/// The verb.
pub struct Show;

#[async_trait]
impl Verb for Show {
    fn noun(&self) -> &'static str {
        "sftp"
    }

    fn name(&self) -> &'static str {
        "password show"
    }

    fn risk(&self) -> Risk {
        Risk::Secret
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(account::argument())
    }

    fn example(&self) -> &'static str {
        "sftp password show acme live --user freelancer"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "GET /sites/environments/{env_id}/additional-sftp-accounts",
            "GET /sites/{site_id}/environments/{env_id}/ssh/config",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let user = matches.get_one::<String>(account::USER).map(|user| user.trim().to_owned()).unwrap_or_default();
        let options = ["--user", user.as_str()];
        let resolved = target::resolve(asked, services, "sftp password show", &options, matches, Unnamed::Ask)?;
        let secret = Password { target: resolved.target(), user };
        // Asked first, so that nobody says yes to what cannot be shown.
        secret.open(asked, services).await?;
        Ok(Answer::Secret(Box::new(secret)))
    }
}

/// The password of an account.
#[derive(Debug)]
struct Password {
    target: Target,
    user: String,
}

impl Password {
    /// The password of the newest account of this name that the asker made here.
    async fn open(&self, asked: &Asked, services: &Services) -> Result<SecretString, Refusal> {
        let filter = OperationFilter {
            team: Some(asked.actor.team.clone()),
            user: Some(asked.actor.user.clone()),
            env: self.target.env_id.clone(),
            state: Some(State::Done),
            ..OperationFilter::default()
        };
        let made = services.store.recent_operations(LOOKED_AT, &filter).await.map_err(|error| {
            tracing::error!(%error, "operations could not be read");
            Refusal::new(asked.t("store-down")).way_out(asked.t("store-down-way-out"))
        })?;
        let is_meant = |it: &&Operation| {
            it.act_name == AddAccount::NAME && it.target.names.get("user").is_some_and(|user| *user == self.user)
        };
        let act = made.iter().find(is_meant).and_then(|it| services.acts.decode(&it.act_name, it.act.clone()).ok());
        let Some(sealed) = act.as_ref().and_then(|act| act.sealed()) else {
            let why = asked.t("sftp-password-none").plain("user", &self.user).plain("site", &self.target.label());
            return Err(Refusal::new(why).way_out(asked.t("sftp-password-none-way-out")).about(account::USER));
        };
        services
            .kinsta
            .open(sealed)
            .map_err(|_| Refusal::new(asked.t("sftp-password-lost")).way_out(asked.t("sftp-password-none-way-out")))
    }
}

#[async_trait]
impl Secret for Password {
    fn question(&self, asked: &Asked) -> String {
        asked.t("sftp-password-question").plain("user", &self.user).plain("site", &self.target.label()).say()
    }

    fn line(&self) -> String {
        words::join(["sftp", "password", "show", self.target.environment().as_str(), "--user", &self.user])
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        _grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        let password = self.open(asked, services).await?;
        let env = self.target.environment();
        let (login, accounts) = tokio::join!(
            Login::read(&services.kinsta, self.target.site_id(), env.clone(), Lane::Person),
            account::read(&services.kinsta, &env, Lane::Person)
        );
        let fact = |key: &str, value: &str| Fact { label: asked.t(key).say(), value: text::code(value) };
        // The password is what was asked for; where it is used is told as well, if it can be.
        let mut facts = Vec::new();
        if let Ok(Login(login)) = &login {
            facts.push(fact("ssh-host", &login.host));
        }
        if let Some(port) = accounts.as_ref().ok().and_then(|accounts| accounts.port()) {
            facts.push(fact("ssh-port", port));
        }
        facts.push(fact("ssh-user", &self.user));
        facts.push(fact("ssh-password", password.expose_secret()));
        let title = asked.t("sftp-password-title").marked("user", &self.user).marked("site", self.target.label());
        Ok((Card::new().with(Part::Title(title.say())).with(Part::Facts(facts)), Vec::new()))
    }
}
