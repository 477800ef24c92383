//! The process's own command line: what the binary can be told to do.

mod audit;
mod check;
mod demo;

mod healthcheck;
mod logs;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::app::{App, Given};
use crate::clock::{Ids, SystemClock};
use crate::config::{Config, typos};
use crate::demo::kinsta::{Options, SimulatedKinsta};

/// The exit code for a configuration that cannot work (`EX_CONFIG`).
const CONFIG_MISTAKE: u8 = 78;

/// Run WordPress sites on Kinsta from Slack.
///
/// Configuration comes from the environment; `kinsta-slack check` says everything that is wrong with it.
#[derive(Debug, Parser)]
#[command(name = "kinsta-slack", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve Slack's requests (the default)
    Serve,
    /// Try the bot on this machine with a simulated Kinsta and a Slack-like page; needs no accounts
    Demo {
        /// The page's port
        #[arg(long, env = "PORT", default_value_t = 3000)]
        port: u16,
    },
    /// Check the configuration, then try the API key and the bot token
    Check,
    /// Check or print the audit log; needs nothing but `DATABASE_URL`
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Serve a simulated Kinsta API alone: key `demo-key`, base path `/v2`
    SimulateKinsta {
        /// Its port
        #[arg(long, default_value_t = 3002)]
        port: u16,
    },
    /// Ask a running bot on this machine whether it is alive; for containers
    Healthcheck,
    /// Print the reference of all commands as Markdown
    Commands,
}

impl Cli {
    /// Does what was asked.
    pub async fn run(self) -> ExitCode {
        let done = match self.command.unwrap_or(Command::Serve) {
            Command::Serve => return serve().await,
            Command::Check => return check::run().await,
            Command::Audit(audit) => return audit::run(audit).await,
            Command::Demo { port } => demo::run(port).await,
            Command::SimulateKinsta { port } => simulate_kinsta(port).await,
            Command::Healthcheck => healthcheck::run().await,
            Command::Commands => {
                say(&crate::commands::reference());
                Ok(())
            }
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}

/// Writes a line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "the answer of a command line tool")]
fn say(line: &str) {
    println!("{line}");
}

/// Writes a complaint for the person at the terminal.
#[expect(clippy::print_stderr, reason = "the complaint of a command line tool")]
fn complain(line: &str) {
    eprintln!("{line}");
}

/// Reads the configuration, and says what is odd about it.
fn configured() -> Result<Config, ExitCode> {
    for typo in typos(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok())) {
        complain(&typo.to_string());
    }
    Config::from_process().map_err(|mistakes| {
        complain(&mistakes.to_string());
        ExitCode::from(CONFIG_MISTAKE)
    })
}

async fn serve() -> ExitCode {
    let config = match configured() {
        Ok(config) => config,
        Err(code) => return code,
    };
    logs::start(&config.log);
    let given = Given { clock: Arc::new(SystemClock), ids: Arc::new(Ids::random()), loops: true };
    let app = match App::start(&config, given).await {
        Ok(app) => app,
        Err(error) => {
            complain(&format!("{error:#}"));
            return ExitCode::FAILURE;
        }
    };
    stopped().await;
    app.stop().await;
    ExitCode::SUCCESS
}

/// Resolves on SIGTERM or Ctrl-C.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(error) => {
            tracing::warn!(error = %error, "SIGTERM cannot be heard");
            let _ = interrupted.await;
        }
    }
}

async fn simulate_kinsta(port: u16) -> anyhow::Result<()> {
    let bind = SocketAddr::from(([127, 0, 0, 1], port));
    let options = Options::default();
    let key = options.key.clone();
    let kinsta = SimulatedKinsta::start(options, Arc::new(SystemClock), bind).await?;
    say(&format!("Simulated Kinsta API at {} with the key {key}. Stop it with Ctrl-C.", kinsta.api_url()));
    say(&format!("Its sites answer at http://{} by their Host.", kinsta.web_addr()));
    stopped().await;
    kinsta.shutdown().await;
    Ok(())
}
