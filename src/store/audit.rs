//! The audit log: rows that are only ever added, each one hanging on the one before it.
//!
//! Owns their tables and that the chain is one, however many write. What a row says is not known here. Rows are added as
//! the last thing of a transaction ([`Tx::record`], the group commit of prompts): whoever adds holds the chain's end, and
//! so holds it as briefly as can be and never waits for anything else meanwhile.

use std::sync::LazyLock;

use sqlx::AnyConnection;

use super::together::Together;
use super::{Error, Kind, Store, Tx, json};
use crate::domain::audit::{Break, Entry, Found, Head, Link, Walk, hash};
use crate::domain::ids::{TeamId, UserId};

/// The most rows of one statement.
const LARGEST: usize = 32;
/// Rows read at a time when all of them are looked at.
const WALKED_AT_A_TIME: u32 = 1_000;
/// The most rows that are cleared away in one transaction.
const PURGED_AT_A_TIME: i64 = 2_000;

const HEAD: &str = "SELECT seq, hash FROM audit_head WHERE id = 1";
const HEAD_FOR_UPDATE: &str = "SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE";
// Executed together with others, SQLite's placeholders have no numbers.
const MOVE_HEAD_SQLITE: &str = "UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1";
const MOVE_HEAD_POSTGRES: &str = "UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1";
const ENDS: &str = "SELECT seq, hash, purged_seq, purged_hash FROM audit_head WHERE id = 1";

const AFTER: &str = "SELECT seq, at_ms, team_id, user_id, body, previous, hash FROM audit \
    WHERE seq > $1 AND at_ms >= $2 AND at_ms < $3 ORDER BY seq LIMIT $4";

// An empty text stands for "any": PostgreSQL cannot guess the type of a bare NULL. What nobody in particular did belongs
// to no workspace and is everybody's to see.
const BEFORE: &str = "SELECT seq, at_ms, team_id, user_id, body, previous, hash FROM audit \
    WHERE seq < $1 AND at_ms >= $2 AND (team_id = $3 OR team_id = '') AND ($4 = '' OR user_id = $4) ORDER BY seq DESC LIMIT $5";

const NEWEST: &str = "SELECT seq, at_ms, team_id, user_id, body, previous, hash FROM audit \
    WHERE seq < $1 ORDER BY seq DESC LIMIT $2";

const OLDEST: &str = "SELECT MIN(at_ms) FROM audit";
// Up to the first row that stays: replicas' clocks differ a little, and no hole may come about.
const LAST_TO_PURGE: &str = "SELECT seq, hash FROM audit WHERE seq <= $1 \
    AND seq < (SELECT COALESCE(MIN(seq), $1 + 1) FROM audit WHERE at_ms >= $2) ORDER BY seq DESC LIMIT 1";
const PURGE: &str = "DELETE FROM audit WHERE seq <= $1";
const MOVE_ANCHOR: &str = "UPDATE audit_head SET purged_seq = $1, purged_hash = $2 WHERE id = 1";

/// A row as the table has it.
type Stored = (i64, i64, String, String, String, String, String);

/// An entry on its way into the table.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    at_ms: i64,
    team: String,
    user: String,
    body: String,
}

impl Draft {
    pub(super) fn of(entry: &Entry) -> Result<Self, Error> {
        Ok(Self {
            at_ms: entry.at_ms,
            team: entry.team.as_str().to_owned(),
            user: entry.user.as_str().to_owned(),
            body: json("audit row", entry)?,
        })
    }
}

impl Store {
    /// The next rows behind `after`, of the time from `since_ms` to before `until_ms`, oldest first.
    pub async fn audit_after(&self, after: i64, since_ms: i64, until_ms: i64, limit: u32) -> Result<Vec<Link>, Error> {
        self.recorded().await;
        let query = sqlx::query_as(AFTER).bind(after).bind(since_ms).bind(until_ms).bind(i64::from(limit));
        let rows: Vec<Stored> = query.fetch_all(self.pool()).await?;
        Ok(rows.into_iter().map(link).collect())
    }

    /// The newest rows of a workspace, and of none in particular, before row `before` and not older than `since_ms`,
    /// newest first; of one person's where `user` says so.
    pub async fn audit_before(
        &self,
        before: i64,
        since_ms: i64,
        team: &TeamId,
        user: Option<&UserId>,
        limit: u32,
    ) -> Result<Vec<Link>, Error> {
        self.recorded().await;
        let rows: Vec<Stored> = sqlx::query_as(BEFORE)
            .bind(before)
            .bind(since_ms)
            .bind(team.as_str())
            .bind(user.map_or("", UserId::as_str))
            .bind(i64::from(limit))
            .fetch_all(self.pool())
            .await?;
        Ok(rows.into_iter().map(link).collect())
    }

    /// The newest rows before row `before`, of every workspace and of none, newest first.
    pub async fn audit_newest(&self, before: i64, limit: u32) -> Result<Vec<Link>, Error> {
        self.recorded().await;
        let rows: Vec<Stored> =
            sqlx::query_as(NEWEST).bind(before).bind(i64::from(limit)).fetch_all(self.pool()).await?;
        Ok(rows.into_iter().map(link).collect())
    }

    /// Where the chain ends, and the last row that was cleared away.
    pub async fn audit_ends(&self) -> Result<(Head, Head), Error> {
        let (seq, hash, purged_seq, purged_hash): (i64, String, i64, String) =
            sqlx::query_as(ENDS).fetch_one(self.pool()).await?;
        Ok((Head { seq, hash }, Head { seq: purged_seq, hash: purged_hash }))
    }

    /// Walks along the whole log, also while it is written to; says what it holds or what is wrong first. `known` is a
    /// row remembered elsewhere.
    pub async fn walk_audit(&self, known: Option<Head>) -> Result<Result<Found, Break>, Error> {
        'again: loop {
            let (_, anchor) = self.audit_ends().await?;
            let mut walk = Walk::behind(anchor.clone(), known.clone());
            // What stands before the first row that can be there is looked at too.
            let mut after = i64::MIN;
            loop {
                let links = self.audit_after(after, i64::MIN, i64::MAX, WALKED_AT_A_TIME).await?;
                for link in &links {
                    let step = walk.step(link);
                    if step.is_err() && self.audit_ends().await?.1 != anchor {
                        // Cleared away under our feet.
                        continue 'again;
                    }
                    if let Err(broken) = step {
                        return Ok(Err(broken));
                    }
                    after = link.seq;
                }
                if !links.is_empty() {
                    continue;
                }
                // Read after the rows, so that it is never behind them.
                let (head, now) = self.audit_ends().await?;
                if now != anchor {
                    continue 'again;
                }
                if head.seq > walk.last().seq && !self.audit_after(after, i64::MIN, i64::MAX, 1).await?.is_empty() {
                    continue;
                }
                return Ok(walk.end(&head));
            }
        }
    }

    /// The moment of the oldest row.
    pub async fn audit_oldest_ms(&self) -> Result<Option<i64>, Error> {
        let (oldest,): (Option<i64>,) = sqlx::query_as(OLDEST).fetch_one(self.pool()).await?;
        Ok(oldest)
    }

    /// Clears rows away that are older than `before_ms`, and leaves a row in their place that accounts for them; says
    /// how many there were.
    pub async fn purge_audit(&self, before_ms: i64, now_ms: i64) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            let mut tx = self.write_tx().await?;
            let (kind, connection) = (tx.kind(), tx.connection());
            let head = head(kind, connection).await?;
            let (purged,): (i64,) =
                sqlx::query_as("SELECT purged_seq FROM audit_head WHERE id = 1").fetch_one(&mut *connection).await?;
            let upto = head.seq.min(purged + PURGED_AT_A_TIME);
            let last: Option<(i64, String)> =
                sqlx::query_as(LAST_TO_PURGE).bind(upto).bind(before_ms).fetch_optional(&mut *connection).await?;
            let Some((seq, hash)) = last else { return Ok(total) };
            let gone = sqlx::query(PURGE).bind(seq).execute(&mut *connection).await?.rows_affected();
            sqlx::query(MOVE_ANCHOR).bind(seq).bind(&*hash).execute(connection).await?;
            tx.record(&Entry::purged(now_ms, gone, &Head { seq, hash }));
            tx.commit().await?;
            total += gone;
        }
    }

    /// Adds a row soon, in the order of the calls: for what nobody should wait for. Whoever reads the log through the
    /// same store afterwards sees it. Should the process be killed within the next moments, it is lost.
    pub fn record_soon(&self, entry: &Entry) {
        match Draft::of(entry) {
            Ok(draft) => self.0.prompts.record(draft, &self.0.tasks),
            Err(error) => lost(&error),
        }
    }

    /// Waits until what [`Store::record_soon`] took before this call is in the log, or told to be lost.
    pub async fn recorded(&self) {
        self.0.prompts.recorded().await;
    }
}

impl Tx {
    /// Adds a row to the audit log, as the last thing before this transaction is committed.
    pub fn record(&mut self, entry: &Entry) {
        self.push_record(Draft::of(entry));
    }
}

/// A row that nobody waits for could not be written.
pub(super) fn lost(error: &Error) {
    metrics::counter!("audit_rows_lost_total").increment(1);
    tracing::error!(error = %error, "a row of the audit log could not be written");
}

/// Where the chain ends; nobody else can add to it before this transaction ends.
async fn head(kind: Kind, connection: &mut AnyConnection) -> Result<Head, Error> {
    let statement = match kind {
        Kind::Sqlite => HEAD,
        Kind::Postgres => HEAD_FOR_UPDATE,
    };
    let (seq, hash): (i64, String) = sqlx::query_as(statement).fetch_one(connection).await?;
    Ok(Head { seq, hash })
}

/// Adds rows, within a transaction and as its last thing.
pub(super) async fn append(kind: Kind, connection: &mut AnyConnection, drafts: &[Draft]) -> Result<(), Error> {
    append_behind(kind, connection, Together::new(kind), &drafts.iter().collect::<Vec<_>>()).await
}

/// As [`append`], and executes what was gathered before it.
pub(super) async fn append_behind(
    kind: Kind,
    connection: &mut AnyConnection,
    mut together: Together,
    drafts: &[&Draft],
) -> Result<(), Error> {
    if drafts.is_empty() {
        return together.execute(connection).await;
    }
    let Head { mut seq, hash: mut last } = head(kind, connection).await?;
    for drafts in drafts.chunks(LARGEST) {
        let texts = match kind {
            Kind::Sqlite => &*INSERTS_SQLITE,
            Kind::Postgres => &*INSERTS_POSTGRES,
        };
        let text = drafts.len().checked_sub(1).and_then(|index| texts.get(index));
        together.statement(text.ok_or(Error::Unwritable { what: "batch of audit rows" })?);
        for draft in drafts {
            seq += 1;
            let own = hash(&last, seq, &draft.body);
            together.bind(seq)?;
            together.bind(draft.at_ms)?;
            together.bind(&*draft.team)?;
            together.bind(&*draft.user)?;
            together.bind(&*draft.body)?;
            together.bind(std::mem::replace(&mut last, own.clone()))?;
            together.bind(own)?;
        }
    }
    together.statement(match kind {
        Kind::Sqlite => MOVE_HEAD_SQLITE,
        Kind::Postgres => MOVE_HEAD_POSTGRES,
    });
    together.bind(seq)?;
    together.bind(last)?;
    together.execute(connection).await?;
    metrics::counter!("audit_rows_total").increment(drafts.len() as u64);
    Ok(())
}

fn link((seq, at_ms, team, user, body, previous, hash): Stored) -> Link {
    Link { seq, at_ms, team, user, body, previous, hash }
}

type Texts = [String; LARGEST];

// A text for each number of rows, so that each stays prepared; with plain placeholders on SQLite, as for prompts.
static INSERTS_SQLITE: LazyLock<Texts> = LazyLock::new(|| texts(|_| "(?,?,?,?,?,?,?)".to_owned()));

static INSERTS_POSTGRES: LazyLock<Texts> = LazyLock::new(|| {
    texts(|row| {
        let placeholders: Vec<String> = (1..=7).map(|column| format!("${}", 7 * row + column)).collect();
        format!("({})", placeholders.join(","))
    })
});

fn texts(placeholders: impl Fn(usize) -> String) -> Texts {
    std::array::from_fn(|index| {
        let rows: Vec<String> = (0..=index).map(&placeholders).collect();
        format!("INSERT INTO audit (seq, at_ms, team_id, user_id, body, previous, hash) VALUES {}", rows.join(","))
    })
}
