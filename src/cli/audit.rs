//! `kinsta-slack audit …`: whether the audit log is whole, and all of it to take away.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use secrecy::ExposeSecret;

use super::{CONFIG_MISTAKE, complain, say};
use crate::config;
use crate::domain::audit::{Break, Entry, Found, Head, Link, On};
use crate::domain::csv;
use crate::store::Store;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// What to do with the audit log
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Walk along the log and name the first row that was changed, taken out or put in; ends with 1 where there is one
    Verify {
        /// A row that is known from elsewhere, as an earlier run or the service's log said it: `number:hash`
        #[arg(long, value_parser = head)]
        known: Option<Head>,
    },
    /// Print the log, oldest first
    Export(Export),
}

/// Print the log, oldest first
#[derive(Debug, Args)]
pub struct Export {
    /// One JSON object a line, or a table for spreadsheets
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// From this day on (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Up to and with this day (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
}

const HEADINGS: [&str; 21] = [
    "seq",
    "at",
    "kind",
    "team",
    "user",
    "channel",
    "thread",
    "verb",
    "site",
    "site_id",
    "env",
    "env_id",
    "arguments",
    "decision",
    "rule",
    "question",
    "operation",
    "kinsta_operations",
    "outcome",
    "duration_ms",
    "hash",
];

/// Does what was asked.
pub async fn run(audit: Audit) -> ExitCode {
    let settings = match config::Store::from_process() {
        Ok(settings) => settings,
        Err(mistakes) => {
            complain(&mistakes.to_string());
            return ExitCode::from(CONFIG_MISTAKE);
        }
    };
    let done = async {
        let store = Store::open_existing(settings.url.expose_secret()).await.context("the store cannot be opened")?;
        let done = match audit {
            Audit::Verify { known } => verify(&store, known).await,
            Audit::Export(export) => self::export(&store, &export).await,
        };
        store.close().await;
        done
    };
    match done.await {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn verify(store: &Store, known: Option<Head>) -> anyhow::Result<ExitCode> {
    match store.walk_audit(known).await? {
        Ok(found) => {
            say(&whole(&found));
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            complain(&format!("The audit log is broken: {broken}."));
            if !matches!(broken, Break::Unaccounted { .. }) {
                complain("What stands before that is whole; what follows proves nothing.");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn whole(found: &Found) -> String {
    let Some((first_ms, last_ms)) = found.between_ms else { return "The audit log is empty.".to_owned() };
    let rows = if found.rows == 1 { "1 row".to_owned() } else { format!("{} rows", found.rows) };
    let (first, last) = (moment(first_ms), moment(last_ms));
    format!("The audit log is whole: {rows} from {first} to {last}.\nIts end is {}:{}", found.head.seq, found.head.hash)
}

async fn export(store: &Store, export: &Export) -> anyhow::Result<ExitCode> {
    let since_ms = export.since.map_or(Ok(i64::MIN), beginning_ms)?;
    let until_ms = match export.until {
        Some(day) => beginning_ms(day.tomorrow().context("--until is too late a day")?)?,
        None => i64::MAX,
    };
    let mut out = std::io::stdout().lock();
    if let Format::Csv = export.format {
        write!(out, "{}", csv::rows([HEADINGS]))?;
    }
    let mut after = 0;
    loop {
        let links = store.audit_after(after, since_ms, until_ms, PAGE).await?;
        let Some(last) = links.last() else { break };
        after = last.seq;
        for link in &links {
            match export.format {
                Format::Jsonl => writeln!(out, "{}", line(link))?,
                Format::Csv => write!(out, "{}", row(link))?,
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A row as JSON. The text is given as it is stored, so that the hash can be computed from it again.
fn line(link: &Link) -> String {
    serde_json::json!({
        "seq": link.seq,
        "at": moment(link.at_ms),
        "entry": link.entry(),
        "body": link.body,
        "previous": link.previous,
        "hash": link.hash,
    })
    .to_string()
}

fn row(link: &Link) -> String {
    let entry = link.entry();
    let of = |text: fn(&Entry) -> String| entry.as_ref().map(text).unwrap_or_default();
    let on = |text: fn(&On) -> &String| {
        entry.as_ref().and_then(|entry| entry.on.as_ref()).map_or_else(String::new, |on| text(on).clone())
    };
    let cells = [
        link.seq.to_string(),
        moment(link.at_ms),
        of(|entry| entry.kind.as_str().to_owned()),
        link.team.clone(),
        link.user.clone(),
        of(|entry| entry.place.as_ref().map(|place| place.channel.to_string()).unwrap_or_default()),
        of(|entry| {
            let thread = entry.place.as_ref().and_then(|place| place.thread.as_ref());
            thread.map(ToString::to_string).unwrap_or_default()
        }),
        of(|entry| entry.verb.clone()),
        on(|on| &on.site),
        on(|on| &on.site_id),
        on(|on| &on.env),
        on(|on| &on.env_id),
        of(|entry| if entry.arguments.is_null() { String::new() } else { entry.arguments.to_string() }),
        of(|entry| entry.decision.as_ref().map(|decided| decided.decision.to_string()).unwrap_or_default()),
        of(|entry| entry.decision.as_ref().map(|decided| decided.rule.to_string()).unwrap_or_default()),
        of(|entry| entry.question.as_ref().map(ToString::to_string).unwrap_or_default()),
        of(|entry| entry.operation.as_ref().map(ToString::to_string).unwrap_or_default()),
        of(|entry| entry.calls.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        of(|entry| entry.outcome.clone().unwrap_or_default()),
        of(|entry| entry.duration_ms.map(|ms| ms.to_string()).unwrap_or_default()),
        link.hash.clone(),
    ];
    csv::rows([cells])
}

fn moment(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.to_string())
}

fn beginning_ms(day: Date) -> anyhow::Result<i64> {
    Ok(day.to_zoned(TimeZone::UTC).context("not a day that can be counted from")?.timestamp().as_millisecond())
}

fn head(text: &str) -> Result<Head, String> {
    let (seq, hash) = text.split_once(':').ok_or("give it as number:hash")?;
    let seq = seq.parse().map_err(|_| "the number is not one")?;
    let is_hash = hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit());
    is_hash.then(|| Head { seq, hash: hash.to_lowercase() }).ok_or_else(|| "the hash has 64 digits".to_owned())
}
