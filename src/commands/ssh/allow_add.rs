//! `/kinsta ssh allow add <site> [env] --ip 203.0.113.7`: lets an address in.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::allow_change::{self, ChangeAllowList, IP};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;

/// The verb.
pub struct Add;

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "allow add"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(allow_change::argument())
    }

    fn example(&self) -> &'static str {
        "ssh allow add acme live --ip 203.0.113.7"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "POST /sites/environments/{env_id}/ssh/set-allowed-ips",
            "GET /sites/environments/{env_id}/ssh/get-allowed-ips",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let words: Vec<&str> = matches.get_many::<String>(IP).unwrap_or_default().map(String::as_str).collect();
        let options: Vec<&str> = words.iter().flat_map(|ip| ["--ip", *ip]).collect();
        let resolved = target::resolve(asked, services, "ssh allow add", &options, matches, Unnamed::Ask)?;
        let mut added = allow_change::typed(asked, &words)?;
        if added.is_empty() {
            let missing = Refusal::new(asked.t("ssh-ip-none")).way_out(asked.t("ssh-ip-wrong-way-out"));
            return Err(missing.about(IP).incomplete());
        }
        let before = allow_change::read(asked, services, &resolved.env.id).await?;
        added.retain(|ip| !before.iter().any(|known| allow_change::is_same(known, ip)));
        if added.is_empty() {
            let line = words::join(["ssh", "allow", "list", resolved.env.id.as_str()]);
            let list = Button::new(asked.t("button-ssh-allow-list").say(), Press::Words { line, replace: true });
            return Err(Refusal::new(asked.t("ssh-allow-there").plain("site", &resolved.target().label()))
                .way_out(asked.t("ssh-allow-there-way-out"))
                .about(IP)
                .buttons(vec![list]));
        }
        let after = before.iter().cloned().chain(added).collect();
        Ok(Answer::Act(Box::new(ChangeAllowList::<true>::new(resolved.target(), before, after))))
    }
}
