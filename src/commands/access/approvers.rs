//! `/kinsta access approvers #channel`, `/kinsta access approvers --none`: where a second person is asked.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use crate::access::Edit;
use crate::commands::args;
use crate::commands::kept::{self, act};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Outcome, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

act!(
    /// Names the channel in which a second person is asked.
    SetApprovers,
    "access.approvers"
);

/// The verb.
pub struct Approvers;

#[async_trait]
impl Verb for Approvers {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "approvers"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(Arg::new("channel").value_name("#channel")).arg(args::flag("none"))
    }

    fn example(&self) -> &'static str {
        "access approvers #approvals"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let channel = match (matches.contains_id("channel"), matches.get_flag("none")) {
            (true, false) => Some(kept::channel(asked, matches)?),
            (false, true) => None,
            _ => {
                let why = Refusal::new(asked.t("approvers-which"));
                return Err(why.way_out(asked.t("approvers-which-way-out")).about("channel"));
            }
        };
        let named = channel.as_ref().map_or_else(String::new, ToString::to_string);
        kept::ask(asked, services, Box::new(SetApprovers::new(named, Edit::Approvers(channel))))
    }
}
