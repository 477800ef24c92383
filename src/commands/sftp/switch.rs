//! `/kinsta sftp on|off <site> [env]`: all additional accounts of an environment; Kinsta cannot switch a single one.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::account;
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
use crate::kinsta::api::sftp_accounts;
use crate::kinsta::{self, Lane};

/// How many accounts are named before the rest is counted.
const SHOWN: usize = 20;

/// The verb that turns them on, or off.
pub struct Switch<const ON: bool>;

#[async_trait]
impl<const ON: bool> Verb for Switch<ON> {
    fn noun(&self) -> &'static str {
        "sftp"
    }

    fn name(&self) -> &'static str {
        if ON { "on" } else { "off" }
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        if ON { "sftp on acme live" } else { "sftp off acme live" }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "PUT /sites/environments/{env_id}/additional-sftp-accounts/toggle-status",
            "GET /sites/environments/{env_id}/additional-sftp-accounts",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let verb = if ON { "sftp on" } else { "sftp off" };
        let resolved = target::resolve(asked, services, verb, &[], matches, Unnamed::Ask)?;
        let accounts = account::all(asked, services, &resolved.env.id).await?.accounts;
        // Without an account nothing tells how it stands, and turning it on comes before the first.
        if !accounts.is_empty() && accounts.iter().all(|account| account.is_active == ON) {
            let key = if ON { "sftp-already-on" } else { "sftp-already-off" };
            let line = words::join(["sftp", "list", resolved.env.id.as_str()]);
            let list = Button::new(asked.t("button-sftp-list").say(), Press::Words { line, replace: true });
            return Err(Refusal::new(asked.t(key).plain("site", &resolved.target().label()))
                .way_out(asked.t("sftp-already-way-out"))
                .buttons(vec![list]));
        }
        let accounts = accounts.into_iter().map(|account| account.username).collect();
        Ok(Answer::Act(Box::new(SwitchAccounts::<ON> { target: resolved.target(), accounts })))
    }
}

/// Turns all additional accounts of an environment on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchAccounts<const ON: bool> {
    target: Target,
    accounts: Vec<String>,
}

#[async_trait]
impl<const ON: bool> ActKind for SwitchAccounts<ON> {
    const NAME: &'static str = if ON { "sftp.on" } else { "sftp.off" };
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut names = self.accounts.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        if self.accounts.len() > SHOWN {
            names = format!("{names}\n… (+{})", self.accounts.len() - SHOWN);
        }
        if names.is_empty() { Vec::new() } else { vec![("sftp-accounts", names)] }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let set = sftp_accounts::SetStatus { environment: self.target.environment(), enabled: ON };
        Ok(kinsta.write(&set, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["sftp"], none: &["addadditional", "removeadditional", "delete", "password"] }
    }
}
