//! `/kinsta sftp remove <site> [env] --user name`: takes an account away.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::account;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::ids::SftpAccountId;
use crate::kinsta::api::sftp_accounts::{self, Account};
use crate::kinsta::{self, Lane};

/// How many accounts are offered at once.
const OFFERED: usize = 8;

/// The verb.
pub struct Remove;

#[async_trait]
impl Verb for Remove {
    fn noun(&self) -> &'static str {
        "sftp"
    }

    fn name(&self) -> &'static str {
        "remove"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(account::argument())
    }

    fn example(&self) -> &'static str {
        "sftp remove acme live --user freelancer"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "DELETE /sites/environments/additional-sftp-accounts/{sftp_account_id}",
            "GET /sites/environments/{env_id}/additional-sftp-accounts",
        ]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[account::USER]
    }

    async fn choices(
        &self,
        _argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let Some(env) = &known.env else { return Ok(None) };
        let accounts = account::all(asked, services, &env.id).await?.accounts;
        let choice = |account: &Account| {
            Choice::new(account.id.as_str(), format!("{} · {}", account.username, account.root_directory))
        };
        Ok(Some(accounts.iter().map(choice).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let user = matches.get_one::<String>(account::USER).map(|user| user.trim().to_owned()).unwrap_or_default();
        let options = ["--user", user.as_str()];
        let resolved = target::resolve(asked, services, "sftp remove", &options, matches, Unnamed::Ask)?;
        let accounts = account::all(asked, services, &resolved.env.id).await?.accounts;
        let exact = accounts.iter().find(|account| account.id.as_str() == user || account.username == user);
        let alike = || -> Option<&Account> {
            let mut alike = accounts.iter().filter(|account| account.username.eq_ignore_ascii_case(&user));
            alike.next().filter(|_| alike.next().is_none())
        };
        let Some(account) = exact.or_else(alike) else {
            let button = |account: &Account| {
                let words = ["sftp", "remove", resolved.env.id.as_str(), "--user", account.id.as_str()];
                Button::new(account.username.clone(), Press::Words { line: words::join(words), replace: true })
            };
            let why = asked.t("sftp-nobody").plain("user", &user).plain("site", &resolved.target().label());
            let way_out = if accounts.is_empty() { "sftp-nobody-none" } else { "sftp-nobody-way-out" };
            return Err(Refusal::new(why)
                .way_out(asked.t(way_out))
                .about(account::USER)
                .buttons(accounts.iter().take(OFFERED).map(button).collect()));
        };
        Ok(Answer::Act(Box::new(RemoveAccount {
            target: resolved.target().named("user", &account.username),
            id: account.id.clone(),
            username: account.username.clone(),
            folder: account.root_directory.clone(),
        })))
    }
}

/// Takes an account away from an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveAccount {
    target: Target,
    id: SftpAccountId,
    username: String,
    folder: String,
}

#[async_trait]
impl ActKind for RemoveAccount {
    const NAME: &'static str = "sftp.remove";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("sftp-user", self.username.clone()), ("sftp-folder", self.folder.clone())]
    }

    /// Kinsta does not ask whose account it is, so it is looked for where it was shown.
    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let accounts = account::read(kinsta, &self.target.environment(), Lane::Operation).await?.accounts;
        let is_there = accounts.iter().any(|account| account.id == self.id && account.username == self.username);
        if is_there { Ok(()) } else { Err(Stop::Changed("sftp-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        Ok(kinsta.write(&sftp_accounts::Remove { id: self.id.clone() }, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        // Kinsta calls it by one of two verbs; what else happens to accounts is told apart.
        ActivityWords { all: &["sftp", "account"], none: &["toggle", "add-", "addadditional"] }
    }
}
