//! `/kinsta sftp add <site> [env] --user name [--folder /] [--permission read|write]`: one more account.
//!
//! Kinsta never tells an account's password again. One that is made up here is kept sealed, for who asked alone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use super::account;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::operation::{self, NextStep, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::sftp_accounts::{self, Permission, SHORTEST_PASSWORD};
use crate::kinsta::{self, Lane, Sealed};

/// The argument with the folder.
const FOLDER: &str = "folder";
/// The argument with what the account may do.
const PERMISSION: &str = "permission";
/// The argument with a password of one's own.
const PASSWORD: &str = "password";
/// The folder of an account that sees everything.
const ROOT: &str = "/";

/// The verb.
pub struct Add;

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "sftp"
    }

    fn name(&self) -> &'static str {
        "add"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(account::argument())
            .arg(args::words(FOLDER, "folder"))
            .arg(args::one_of(PERMISSION, &["read", "write"]).default_value("read"))
            .arg(args::secret(PASSWORD))
    }

    fn example(&self) -> &'static str {
        "sftp add acme live --user freelancer --folder /public/wp-content/themes --permission write"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "POST /sites/environments/{env_id}/additional-sftp-accounts",
            "GET /sites/environments/{env_id}/additional-sftp-accounts",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str).unwrap_or_default().trim();
        let (user, folder) = (text(account::USER), text(FOLDER));
        let permission = text(PERMISSION).to_lowercase();
        let mut options = vec!["--user", user, "--permission", &permission];
        if !folder.is_empty() {
            options.extend(["--folder", folder]);
        }
        let resolved = target::resolve(asked, services, "sftp add", &options, matches, Unnamed::Ask)?;
        if user.is_empty() || user.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, ':' | '@' | '/'))
        {
            return Err(Refusal::new(asked.t("sftp-user-wrong").plain("user", user))
                .way_out(asked.t("sftp-user-wrong-way-out"))
                .about(account::USER));
        }
        let folder = if folder.is_empty() { ROOT } else { folder };
        if !folder.starts_with('/') || folder.split('/').any(|part| part == "..") {
            return Err(Refusal::new(asked.t("sftp-folder-wrong").plain("folder", folder))
                .way_out(asked.t("sftp-folder-wrong-way-out"))
                .about(FOLDER));
        }
        let own = asked.enclosed.secrets.get(PASSWORD).filter(|password| !password.expose_secret().is_empty());
        if own.is_some_and(|password| password.expose_secret().chars().count() < SHORTEST_PASSWORD) {
            return Err(Refusal::new(asked.t("sftp-password-short").number("least", SHORTEST_PASSWORD))
                .way_out(asked.t("sftp-password-short-way-out"))
                .about(PASSWORD));
        }
        let there = account::all(asked, services, &resolved.env.id).await?;
        if there.accounts.iter().any(|account| account.username == user) {
            return Err(Refusal::new(
                asked.t("sftp-user-there").plain("user", user).plain("site", &resolved.target().label()),
            )
            .way_out(asked.t("sftp-user-there-way-out"))
            .about(account::USER));
        }
        let is_off = there.port().is_none() && there.accounts.iter().all(|account| !account.is_active);
        let password = match own {
            Some(own) => services.kinsta.seal(own),
            None => services.kinsta.seal(&kinsta::made_up_password()),
        };
        Ok(Answer::Act(Box::new(AddAccount {
            target: resolved.target().named("user", user),
            username: user.to_owned(),
            folder: folder.to_owned(),
            permission: Permission::from_word(&permission).unwrap_or(Permission::Read),
            password,
            is_made_up: own.is_none(),
            is_off,
        })))
    }
}

/// Adds an account to an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddAccount {
    target: Target,
    username: String,
    folder: String,
    permission: Permission,
    password: Sealed,
    /// The password was made up here; otherwise who entered it knows it.
    is_made_up: bool,
    /// Kinsta told no port when it was asked for.
    is_off: bool,
}

#[async_trait]
impl ActKind for AddAccount {
    const NAME: &'static str = "sftp.add";
    const RISK: Risk = Risk::Safe;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("sftp-user", self.username.clone()),
            ("sftp-folder", self.folder.clone()),
            ("sftp-permission", self.permission.as_str().to_owned()),
        ]
    }

    fn warnings(&self) -> Vec<&'static str> {
        let password = if self.is_made_up { "sftp-password-made-up" } else { "sftp-password-own" };
        std::iter::once(password).chain(self.is_off.then_some("sftp-add-off")).collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        kinsta.open(&self.password).map(drop).map_err(|_| Stop::Changed("secret-unopenable"))
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let password = kinsta
            .open(&self.password)
            .map_err(|error| kinsta::Error::Rejected { status: 0, message: error.to_string() })?;
        let add = sftp_accounts::Add {
            environment: self.target.environment(),
            username: self.username.clone(),
            password,
            root_directory: Some(self.folder.clone()),
            permission: Some(self.permission),
        };
        Ok(kinsta.write(&add, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["add", "sftp"], none: &["toggle", "remove", "delete"] }
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let environment = self.target.environment();
        let found = account::read(kinsta, &environment, Lane::Operation).await?;
        let Some(added) = found.accounts.iter().find(|account| account.username == self.username) else {
            return Ok(None);
        };
        let mut facts = vec![
            ("sftp-user".to_owned(), added.username.clone()),
            ("sftp-folder".to_owned(), added.root_directory.clone()),
            ("sftp-permission".to_owned(), added.permission.clone()),
        ];
        facts.extend(found.port().map(|port| ("sftp-port".to_owned(), port.to_owned())));
        let line = words::join(["sftp", "password", "show", environment.as_str(), "--user", &self.username]);
        let show = NextStep::secret("button-sftp-password", line);
        let next = if self.is_made_up { vec![show] } else { Vec::new() };
        Ok(Some(operation::Outcome { facts, output: None, next }))
    }

    fn sealed(&self) -> Option<&Sealed> {
        self.is_made_up.then_some(&self.password)
    }
}
