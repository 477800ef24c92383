//! What can go wrong in the store, without a word of what was stored: a connection URL, a document and the values of a
//! row never get into an error.

use std::borrow::Cow;

/// A failure of the store. Cheap to clone, because one failed group commit answers many callers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database's URL cannot be used; says why, never repeats it.
    #[error("the database URL cannot be used: {0}")]
    Url(Cow<'static, str>),
    /// The folder of the SQLite file could not be made.
    #[error("the database's folder cannot be made: {0}")]
    Folder(String),
    /// The schema could not be brought up to date.
    #[error("the database's schema cannot be brought up to date: {0}")]
    Schema(String),
    /// The database is not reachable, too busy or shutting down. The same call may succeed later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database refused a statement.
    #[error("the database refused a statement: {message}")]
    Refused {
        /// The database's own code, `23505` or `1555`.
        code: Option<String>,
        /// The database's own words.
        message: String,
    },
    /// A stored document does not read as what it should be.
    #[error("a stored {what} cannot be read (column {column} of its text)")]
    Unreadable {
        /// What it should be.
        what: &'static str,
        /// Where reading stopped.
        column: usize,
    },
    /// A document cannot be written as JSON.
    #[error("a {what} cannot be written as JSON")]
    Unwritable {
        /// What it is.
        what: &'static str,
    },
    /// Somebody else saved it in the meantime: read it again, decide again.
    #[error("it was changed by somebody else in the meantime")]
    Stale,
    /// The lease lapsed and the row went to another worker (or is finished): whatever was prepared must be thrown away.
    #[error("the lease has passed to another worker")]
    LeaseLost,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

impl Error {
    /// Whether the same call may succeed a little later without anything being changed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    pub(super) fn unreadable(what: &'static str, error: &serde_json::Error) -> Self {
        // serde_json's own words quote the value, which may be a capability.
        Self::Unreadable { what, column: error.column() }
    }
}

/// Codes after which trying again is the cure: SQLite's BUSY and LOCKED family; PostgreSQL's serialisation failure,
/// deadlock, lock not available, too many connections, and its shutdown and start-up states.
const PASSING: [&str; 13] =
    ["5", "6", "261", "262", "517", "40001", "40P01", "55P03", "53300", "57P01", "57P02", "57P03", "25006"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            sqlx::Error::Database(refusal) => {
                let code = refusal.code().map(Cow::into_owned);
                let message = refusal.message().to_owned();
                if code.as_deref().is_some_and(|code| PASSING.contains(&code)) {
                    Self::Unavailable(message)
                } else {
                    Self::Refused { code, message }
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error.to_string()),
            sqlx::Error::Configuration(_) => Self::Url(Cow::Borrowed("the driver does not understand it")),
            // What is left are mistakes between our statements and the schema; a decoding error would quote the value.
            sqlx::Error::ColumnDecode { index, .. } => {
                Self::Refused { code: None, message: format!("column {index} is not of the expected type") }
            }
            sqlx::Error::Decode(_) | sqlx::Error::Encode(_) | sqlx::Error::AnyDriverError(_) => {
                Self::Refused { code: None, message: "a value is not of the expected type".to_owned() }
            }
            other => Self::Refused { code: None, message: other.to_string() },
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => match Self::from(error) {
                passing @ (Self::Unavailable(_) | Self::Closed) => passing,
                other => Self::Schema(other.to_string()),
            },
            other => Self::Schema(other.to_string()),
        }
    }
}
