//! `/kinsta audit list [--site words] [--user @x] [--since day] [--verb words]`: the newest rows first, in pages.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use futures_util::future::join_all;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::access::{Asking, Consent, policy};
use crate::audit::{who, words};
use crate::commands::args;
use crate::commands::listing::{self, Listing, Shown};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::audit::{Entry, On};
use crate::domain::card::Card;
use crate::domain::ids::UserId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::store::Error;

/// The most rows that are listed, in pages.
const SHOWN: usize = 500;
/// The rows that are read at a time, and how often.
const READ: u32 = 1_000;
const READS: usize = 50;

/// The argument that names a site.
const ON: &str = "on";

/// The verb.
pub struct List;

/// Which rows are wanted, beyond what the store sorts out.
struct Wanted {
    site: Option<String>,
    verb: Option<String>,
    user: Option<UserId>,
    since_ms: i64,
}

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "audit"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
            // Not the argument that every verb about a site has: it need not be one that still exists.
            .arg(Arg::new(ON).long("site").value_name("words"))
            .arg(args::words("user", "@person"))
            .arg(args::day("since"))
            .arg(args::words("verb", "words"))
            .arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "audit list --site acme --since 2026-11-01"
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        // Whoever may see secrets may see who saw them.
        let asking = Asking {
            user: &asked.actor.user,
            kind: asked.actor.kind,
            channel: Some(&asked.place.channel),
            verb: policy::Verb { noun: "audit", name: "list", risk: Risk::Secret },
            target: policy::Target::None,
            is_kept_here: true,
            at: services.clock.now(),
        };
        if let Err(refused) = services.access.permit(&asking, Consent::default()) {
            let refusal = Refusal::new(asked.t("audit-denied")).denied(refused.rule());
            return Err(refusal.way_out(asked.t("audit-denied-way-out")));
        }
        let text = |name: &str| matches.get_one::<String>(name).map(|text| text.trim().to_owned());
        let zone = TimeZone::get(&asked.actor.zone).unwrap_or(TimeZone::UTC);
        let since = matches.get_one::<Date>("since").copied();
        let wanted = Wanted {
            site: text(ON).map(|words| words.to_lowercase()),
            verb: text("verb").map(|words| words.to_lowercase()),
            user: text("user").map(|words| person(asked, &words)).transpose()?,
            since_ms: since.map_or(0, |day| beginning_ms(day, &zone)),
        };
        let (entries, is_whole) = read(asked, services, &wanted).await.map_err(|error| {
            tracing::error!(error = %error, "the audit log could not be read");
            Refusal::new(asked.t("store-down")).way_out(asked.t("store-down-way-out"))
        })?;
        if entries.is_empty() {
            return Ok(Answer::Card(Card::text(asked.t("audit-nothing").say())));
        }
        let shown = Shown::of(listing::page(matches), entries.len());
        let entries = &entries[shown.rows];
        let people = people(services, entries).await;
        let mut line = vec!["audit".to_owned(), "list".to_owned()];
        for (name, option) in [(ON, "--site"), ("user", "--user"), ("verb", "--verb")] {
            line.extend(text(name).into_iter().flat_map(|words| [option.to_owned(), words]));
        }
        line.extend(since.into_iter().flat_map(|day| ["--since".to_owned(), day.to_string()]));
        let list = Listing {
            title: asked.t("audit-title").say(),
            headings: ["when", "who", "what", "where", "decision", "outcome"]
                .map(|column| asked.t(format!("audit-column-{column}")).say())
                .to_vec(),
            rows: entries.iter().map(|entry| row(asked, entry, &people, &zone)).collect(),
            line,
            note: (!is_whole).then(|| asked.t("audit-more").number("count", SHOWN).say()),
        };
        Ok(Answer::Private(listing::page_card(asked, list, shown.page, shown.pages)))
    }
}

/// The newest rows that are wanted, and whether these are all.
async fn read(asked: &Asked, services: &Services, wanted: &Wanted) -> Result<(Vec<Entry>, bool), Error> {
    let mut before = i64::MAX;
    let mut found = Vec::new();
    for _ in 0..READS {
        let team = &asked.actor.team;
        let links = services.store.audit_before(before, wanted.since_ms, team, wanted.user.as_ref(), READ).await?;
        let Some(last) = links.last() else { return Ok((found, true)) };
        before = last.seq;
        found.extend(links.iter().filter_map(|link| link.entry()).filter(|entry| wanted.is_met(entry)));
        if found.len() > SHOWN {
            found.truncate(SHOWN);
            return Ok((found, false));
        }
    }
    Ok((found, false))
}

impl Wanted {
    fn is_met(&self, entry: &Entry) -> bool {
        let on = entry.on.as_ref();
        let names = |words: &String| {
            on.is_some_and(|on| {
                on.label().to_lowercase().contains(words) || on.site_id == *words || on.env_id == *words
            })
        };
        self.site.as_ref().is_none_or(names)
            && self.verb.as_ref().is_none_or(|words| entry.verb.contains(words) || entry.kind.as_str() == words)
    }
}

/// Slack turns a name that was picked into `<@U…|name>`; an id alone will do, and so will “me”.
fn person(asked: &Asked, words: &str) -> Result<UserId, Refusal> {
    let id = words.trim_start_matches("<@").trim_end_matches('>');
    let id = id.split('|').next().unwrap_or_default().trim_start_matches('@');
    if ["me", "ich"].contains(&id.to_lowercase().as_str()) {
        return Ok(asked.actor.user.clone());
    }
    let is_id =
        id.len() > 1 && id.starts_with(['U', 'W']) && id.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if is_id {
        return Ok(UserId::new(id));
    }
    let refusal = Refusal::new(asked.t("audit-no-person").plain("words", words));
    Err(refusal.way_out(asked.t("audit-no-person-way-out")).about("user"))
}

fn beginning_ms(day: Date, zone: &TimeZone) -> i64 {
    zone.to_ambiguous_zoned(day.at(0, 0, 0, 0)).compatible().map_or(0, |at: Zoned| at.timestamp().as_millisecond())
}

/// Who the rows are about, by id.
async fn people(services: &Services, entries: &[Entry]) -> HashMap<UserId, String> {
    let users: HashSet<&UserId> = entries.iter().map(|entry| &entry.user).collect();
    let said = users.into_iter().map(|user| async move { (user.clone(), who(services.names.as_ref(), user).await) });
    join_all(said).await.into_iter().collect()
}

fn row(asked: &Asked, entry: &Entry, people: &HashMap<UserId, String>, zone: &TimeZone) -> Vec<String> {
    let at = Timestamp::from_millisecond(entry.at_ms).unwrap_or_default().to_zoned(zone.clone());
    let lang = asked.actor.lang;
    let cells = [
        at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        people.get(&entry.user).cloned().unwrap_or_else(|| entry.user.to_string()),
        words::what(lang, entry),
        entry.on.as_ref().map(On::label).unwrap_or_default(),
        words::decision(lang, entry),
        words::outcome(lang, entry),
    ];
    cells.to_vec()
}
