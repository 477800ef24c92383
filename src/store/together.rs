//! Several statements of one transaction that need nothing of each other: on SQLite one text, and so one hop to the
//! connection's thread and back; on PostgreSQL, which prepares one statement at a time, one after the other.

use sqlx::any::AnyArguments;
use sqlx::{Any, AnyConnection, Arguments, AssertSqlSafe, Encode, Type};

use super::{Error, Kind};

/// The statements so far, each with its values.
pub(super) struct Together {
    kind: Kind,
    statements: Vec<(String, AnyArguments)>,
}

impl Together {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, statements: Vec::new() }
    }

    /// Begins the next statement, with `?` on SQLite and `$1…` on PostgreSQL for its values.
    pub(super) fn statement(&mut self, text: &str) {
        match self.statements.last_mut() {
            Some((before, _)) if self.kind == Kind::Sqlite => {
                before.push_str("; ");
                before.push_str(text);
            }
            _ => self.statements.push((text.to_owned(), AnyArguments::default())),
        }
    }

    /// The statement's next value.
    pub(super) fn bind<'q, T: Encode<'q, Any> + Type<Any>>(&mut self, value: T) -> Result<(), Error> {
        let (_, arguments) = self.statements.last_mut().ok_or(Error::Unwritable { what: "value of no statement" })?;
        arguments.add(value).map_err(|_| Error::Unwritable { what: "value of a statement" })
    }

    /// Executes them in their order, up to the first that fails.
    pub(super) async fn execute(self, connection: &mut AnyConnection) -> Result<(), Error> {
        for (text, arguments) in self.statements {
            // Every text is made of constants of this crate.
            sqlx::query_with(AssertSqlSafe(text), arguments).execute(&mut *connection).await?;
        }
        Ok(())
    }
}
