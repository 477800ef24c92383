//! What the operator of this service sets: read once from environment variables, one struct a section.
//!
//! Owns the variables' names, defaults and rules ([`VARIABLES`]), and says every mistake at once so that nobody has to
//! start the service five times. Any variable may be given as `NAME_FILE` instead, whose content is the value.
//! Must not know what the sections are used for: it opens no connection, starts nothing, and reads no file but those
//! `_FILE` names. No value of a secret ever reaches a mistake, a warning or `Debug`.

mod access;
mod audit;
mod http;
mod kinsta;
mod log;
mod mistake;
mod probe;
mod reader;
mod slack;
mod store;
mod typos;
mod upstream;
mod variables;

use crate::domain::lang::Lang;

pub use access::Access;
pub use audit::Audit;
pub use http::Http;
pub use kinsta::Kinsta;
pub use log::{Log, LogFormat};
pub use mistake::{Mistake, Mistakes};
pub use probe::{Probe, Scheme};
pub use slack::Slack;
pub use store::Store;
pub use typos::{Typo, typos};
pub use variables::{VARIABLES, Variable};

use reader::{Fault, Reader, shown};

/// The whole configuration. Its `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// How to talk with Slack.
    pub slack: Slack,
    /// How to talk with Kinsta.
    pub kinsta: Kinsta,
    /// Where everything is kept.
    pub store: Store,
    /// Where to listen.
    pub http: Http,
    /// How to log.
    pub log: Log,
    /// Who may change things.
    pub access: Access,
    /// The audit log and what it is compared with.
    pub audit: Audit,
    /// How sites are probed.
    pub probe: Probe,
    /// The language of messages that everyone in a channel reads.
    pub default_language: Lang,
}

impl Config {
    /// Reads the configuration through `env`, which answers a variable's name with its value.
    ///
    /// # Errors
    /// Every mistake there is, never only the first.
    pub fn read(env: &dyn Fn(&str) -> Option<String>) -> Result<Self, Mistakes> {
        let mut reader = Reader::new(env);
        // Every section is read before any is looked at: a mistake in one must not hide those of the next.
        let slack = Slack::read(&mut reader);
        let kinsta = Kinsta::read(&mut reader);
        let store = Store::read(&mut reader);
        let http = Http::read(&mut reader);
        let log = Log::read(&mut reader);
        let access = Access::read(&mut reader);
        let audit = Audit::read(&mut reader);
        let probe = Probe::read(&mut reader);
        let default_language = reader.value("DEFAULT_LANGUAGE", language);

        let complete = || {
            Some(Self {
                slack: slack?,
                kinsta: kinsta?,
                store: store?,
                http: http?,
                log: log?,
                access,
                audit: audit?,
                probe: probe?,
                default_language: default_language?,
            })
        };
        match (complete(), reader.into_mistakes()) {
            (Some(config), mistakes) if mistakes.is_empty() => Ok(config),
            (_, mistakes) => Err(mistakes),
        }
    }

    /// Reads the configuration from this process's environment.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn from_process() -> Result<Self, Mistakes> {
        // A value that is not UTF-8 is read lossily, so that it is refused by its rule instead of passing for unset.
        Self::read(&|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }
}

fn language(text: &str) -> Result<Lang, Fault> {
    Lang::from_locale(text).ok_or_else(|| {
        let spoken = Lang::ALL.map(Lang::tag).join(" or ");
        Fault::new(format!("is {}, a language the bot does not speak", shown(text)), format!("Set it to {spoken}."))
    })
}
