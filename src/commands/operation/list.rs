//! `/kinsta operation list [--site S] [--mine] [--running]`: what was started from here.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use super::store_down;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, target};
use crate::domain::card::{Button, Press};
use crate::domain::ids::SiteId;
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::operations::view;
use crate::store::{self, OperationFilter};

/// How many operations are looked through.
const MOST: u32 = 500;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "operation"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
            .arg(Arg::new(target::WHOLE_SITE).long("site").value_name("site").num_args(1..))
            .arg(args::flag("mine"))
            .arg(args::flag("running"))
            .arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "operation list --site acme --running"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let (is_mine, is_running) = (matches.get_flag("mine"), matches.get_flag("running"));
        let flags = [("--mine", is_mine), ("--running", is_running)];
        let flags: Vec<&str> = flags.into_iter().filter_map(|(flag, is_on)| is_on.then_some(flag)).collect();
        let site = match matches.contains_id(target::WHOLE_SITE) {
            true => Some(target::resolve_site(asked, services, "operation list --site", &flags, matches)?),
            false => None,
        };
        let filter = OperationFilter {
            team: Some(asked.actor.team.clone()),
            user: is_mine.then(|| asked.actor.user.clone()),
            site: site.as_ref().map(|site| site.id.clone()),
            ..OperationFilter::default()
        };
        let operations = found(services, &filter, is_running).await.map_err(|error| store_down(asked, &error))?;
        if operations.is_empty() {
            return Err(nothing(asked, !flags.is_empty() || site.is_some()));
        }
        let mut line: Vec<String> = ["operation", "list"].map(str::to_owned).to_vec();
        line.extend(site.iter().flat_map(|site| ["--site".to_owned(), SiteId::to_string(&site.id)]));
        line.extend(flags.into_iter().map(str::to_owned));
        let now_ms = services.clock.now_ms();
        let list = Listing {
            title: asked.t("operations-title").say(),
            headings: ["what", "where", "state", "duration", "id"]
                .map(|column| asked.t(format!("operations-column-{column}")).say())
                .to_vec(),
            rows: operations.iter().map(|operation| view::row(asked.actor.lang, operation, now_ms)).collect(),
            line,
            note: Some(asked.t("operations-note").say()),
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches))))
    }
}

/// Newest first.
async fn found(
    services: &Services,
    filter: &OperationFilter,
    is_running: bool,
) -> Result<Vec<Operation>, store::Error> {
    if !is_running {
        return services.store.recent_operations(MOST, filter).await;
    }
    let mut running = services.store.unfinished_operations().await?;
    running.retain(|operation| {
        filter.team.as_ref().is_none_or(|team| *team == operation.team)
            && filter.user.as_ref().is_none_or(|user| *user == operation.user)
            && (filter.site.is_none() || filter.site == operation.target.site_id)
    });
    running.reverse();
    Ok(running)
}

fn nothing(asked: &Asked, is_filtered: bool) -> Refusal {
    if !is_filtered {
        return Refusal::question(asked.t("operations-none")).way_out(asked.t("operations-none-way-out"));
    }
    let press = Press::Words { line: "operation list".into(), replace: true };
    Refusal::question(asked.t("operations-none-such"))
        .way_out(asked.t("operations-none-such-way-out"))
        .buttons(vec![Button::new(asked.t("button-operations").say(), press)])
}
