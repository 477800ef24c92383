//! Where everything is kept.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::mistake::Mistakes;
use super::reader::{Fault, Reader};

/// Where everything is kept.
#[derive(Clone)]
pub struct Store {
    /// `sqlite:…` with the path of a file, or `postgres://…`; it may carry a password.
    pub url: SecretString,
}

const WAY_OUT: &str = "Give sqlite://path/to/file.db or postgres://user:password@host/database.";

impl Store {
    /// Reads this section alone from this process's environment.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_process() -> Result<Self, Mistakes> {
        let env = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        let mut reader = Reader::new(&env);
        match (Self::read(&mut reader), reader.into_mistakes()) {
            (Some(store), mistakes) if mistakes.is_empty() => Ok(store),
            (_, mistakes) => Err(mistakes),
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.value("DATABASE_URL", database_url).map(|url| Self { url: SecretString::from(url) })
    }

    /// The address without its password and parameters.
    pub fn redacted(&self) -> String {
        let url = self.url.expose_secret();
        let bare = url.split(['?', '#']).next().unwrap_or_default();
        if bare.starts_with("sqlite:") {
            return bare.to_owned();
        }
        match Url::parse(bare) {
            Ok(mut url) => {
                if url.password().is_some() && url.set_password(Some("…")).is_err() {
                    return "postgres://…".to_owned();
                }
                url.to_string().replace("%E2%80%A6", "…")
            }
            Err(_) => "postgres://…".to_owned(),
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("url", &self.redacted()).finish()
    }
}

/// Checks an address without ever repeating it.
fn database_url(text: &str) -> Result<String, Fault> {
    if let Some(rest) = text.strip_prefix("sqlite:") {
        return sqlite_url(text, rest);
    }
    if !(text.starts_with("postgres://") || text.starts_with("postgresql://")) {
        return Err(Fault::new("names neither SQLite nor PostgreSQL", WAY_OUT));
    }
    match Url::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(Fault::new(
            "is not a readable address",
            "Percent-encode special characters in the user name and password: @ is %40, / is %2F, # is %23.",
        )),
    }
}

fn sqlite_url(text: &str, rest: &str) -> Result<String, Fault> {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.strip_prefix("//").unwrap_or(path);
    let mode = query.split('&').find_map(|pair| pair.strip_prefix("mode="));
    if path.contains(":memory:") || mode == Some("memory") {
        return Err(Fault::new("keeps everything in memory, where a restart forgets what was promised", WAY_OUT));
    }
    if path.is_empty() {
        return Err(Fault::new("names no file", WAY_OUT));
    }
    match mode {
        None | Some("rwc" | "rw") => Ok(text.to_owned()),
        Some(_) => Err(Fault::new("opens the file read-only", "Use mode=rwc, or leave the mode out.")),
    }
}
