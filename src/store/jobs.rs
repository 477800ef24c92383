//! The lease queue of background work.
//!
//! A job is claimed for a while, not taken: whoever dies with it loses it to the next worker when the lease lapses, and
//! everything done under a lost lease is refused by its token. A job that is claimed too often without progress is dead:
//! it may be what kills the workers. Dead jobs stay until somebody has told their owner ([`Tx::bury`]).

use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use sqlx::{FromRow, Row};

use super::{Error, Kind, Store, Tx, json, leases};

/// Work to be done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Who handles it.
    pub kind: String,
    /// While a job with this key is waiting or running, another one is not taken in.
    pub key: String,
    /// What the handler needs.
    pub payload: Value,
    /// Not before this moment (epoch milliseconds).
    pub run_at_ms: i64,
    /// How many claims without progress are allowed.
    pub max_attempts: u32,
}

/// A job in hand: the right to finish, renew or reschedule it while the lease holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its key.
    pub key: String,
    /// Who handles it.
    pub kind: String,
    /// What the handler needs.
    pub payload: Value,
    /// Since when it was due (epoch milliseconds).
    pub run_at_ms: i64,
    /// Which claim since the last progress this is; the first is 1.
    pub attempt: u32,
    /// How many there may be.
    pub max_attempts: u32,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    token: i64,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// Its key.
    pub key: String,
    /// Who handled it.
    pub kind: String,
    /// What the handler needed.
    pub payload: Value,
    /// How often it was claimed without progress.
    pub attempts: u32,
    /// What went wrong the last time, if anyone lived to say.
    pub last_error: Option<String>,
}

const ENQUEUE: &str = "INSERT INTO jobs (job_key, kind, payload, run_at_ms, max_attempts) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (job_key) DO UPDATE SET kind = excluded.kind, payload = excluded.payload, \
    run_at_ms = excluded.run_at_ms, max_attempts = excluded.max_attempts, state = 'ready', attempts = 0, \
    lease_owner = NULL, lease_until_ms = NULL, lease_token = 0, last_error = NULL \
    WHERE jobs.state = 'dead'";

/// Claims what is due and buries what was claimed too often. The condition stands outside again, because under READ
/// COMMITTED a row may have changed hands between being picked and being locked.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (SELECT job_key FROM jobs \
             WHERE (state = 'ready' AND run_at_ms <= $1) OR (state = 'running' AND lease_until_ms <= $1) \
             ORDER BY run_at_ms LIMIT $2",
            $lock,
            ") UPDATE jobs SET \
             state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'running' END, \
             attempts = CASE WHEN attempts >= max_attempts THEN attempts ELSE attempts + 1 END, \
             lease_owner = $3, lease_until_ms = $4, lease_token = $5 \
             WHERE job_key IN (SELECT job_key FROM due) \
             AND ((state = 'ready' AND run_at_ms <= $1) OR (state = 'running' AND lease_until_ms <= $1)) \
             RETURNING job_key, kind, payload, state, run_at_ms, attempts, max_attempts, last_error"
        )
    };
}

const RENEW: &str = "UPDATE jobs SET lease_until_ms = $1 WHERE job_key = $2 AND lease_token = $3 AND state = 'running'";

const FINISH: &str = "DELETE FROM jobs WHERE job_key = $1 AND lease_token = $2 AND state = 'running'";

const RESCHEDULE: &str = "UPDATE jobs SET state = 'ready', run_at_ms = $1, last_error = $2, \
    attempts = CASE WHEN $3 = 1 THEN 0 ELSE attempts END, lease_owner = NULL, lease_until_ms = NULL \
    WHERE job_key = $4 AND lease_token = $5 AND state = 'running'";

const HASTEN: &str = "UPDATE jobs SET run_at_ms = $1 WHERE job_key = $2 AND state = 'ready' AND run_at_ms > $1";

const NEXT: &str = "SELECT MIN(at_ms) FROM (\
    SELECT MIN(run_at_ms) AS at_ms FROM jobs WHERE state = 'ready' UNION ALL \
    SELECT MIN(lease_until_ms) AS at_ms FROM jobs WHERE state = 'running') AS moments";

const DEAD: &str = "SELECT job_key, kind, payload, attempts, last_error FROM jobs WHERE state = 'dead' \
    ORDER BY run_at_ms, job_key";

const BURY: &str = "DELETE FROM jobs WHERE job_key = $1 AND state = 'dead'";

impl Store {
    /// Claims up to `limit` jobs that are due, the longest due first, for `lease_ms`. `owner` is who claims, for people
    /// who look into the table. Jobs that were claimed `max_attempts` times without progress die here: they are logged
    /// and then found in [`Store::dead_jobs`].
    pub async fn claim(&self, owner: &str, now_ms: i64, lease_ms: i64, limit: u32) -> Result<Vec<Job>, Error> {
        let statement = match self.kind() {
            Kind::Sqlite => claim!(""),
            Kind::Postgres => claim!(" FOR UPDATE SKIP LOCKED"),
        };
        let token = leases::new_token()?;
        let rows: Vec<Claimed> = {
            let mut writer = self.writer().await?;
            sqlx::query_as(statement)
                .bind(now_ms)
                .bind(i64::from(limit))
                .bind(owner)
                .bind(now_ms.saturating_add(lease_ms))
                .bind(token)
                .fetch_all(writer.connection())
                .await?
        };
        let mut jobs: Vec<Job> = rows.into_iter().filter_map(|row| row.into_job(token)).collect();
        jobs.sort_unstable_by(|a, b| (a.run_at_ms, &a.key).cmp(&(b.run_at_ms, &b.key)));
        Ok(jobs)
    }

    /// Keeps a job in hand until `until_ms`. Call it every third of the lease.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: stop working on it.
    pub async fn renew(&self, job: &Job, until_ms: i64) -> Result<(), Error> {
        let mut writer = self.writer().await?;
        let query = sqlx::query(RENEW).bind(until_ms).bind(&*job.key).bind(job.token);
        leases::held(&query.execute(writer.connection()).await?)
    }

    /// Gives a job up unfinished, so that the next one to look need not wait for the lease to lapse. As with a lapsed
    /// lease, the claim counts as one without progress.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: somebody else has it already.
    pub async fn release(&self, job: &Job, now_ms: i64) -> Result<(), Error> {
        let mut tx = self.write_tx().await?;
        tx.reschedule(job, now_ms, job.last_error.as_deref(), false).await?;
        tx.commit().await
    }

    /// Makes a job that waits due now. One that is in hand, or gone, is left alone.
    pub async fn hasten(&self, key: &str, now_ms: i64) -> Result<(), Error> {
        let done = {
            let mut writer = self.writer().await?;
            sqlx::query(HASTEN).bind(now_ms).bind(key).execute(writer.connection()).await?
        };
        if done.rows_affected() > 0 {
            self.0.jobs_bell.ring();
        }
        Ok(())
    }

    /// When the queue next needs a look: the earliest moment at which a job falls due or a lease lapses, which may be
    /// in the past. `None` when there is nothing to wait for.
    pub async fn next_run_at(&self) -> Result<Option<i64>, Error> {
        let (at_ms,): (Option<i64>,) = sqlx::query_as(NEXT).fetch_one(self.pool()).await?;
        Ok(at_ms)
    }

    /// Jobs that were given up and not yet buried, the longest due first.
    pub async fn dead_jobs(&self) -> Result<Vec<DeadJob>, Error> {
        let rows: Vec<(String, String, String, i64, Option<String>)> =
            sqlx::query_as(DEAD).fetch_all(self.pool()).await?;
        let dead = rows.into_iter().map(|(key, kind, payload, attempts, last_error)| DeadJob {
            key,
            kind,
            // What nobody can read does not make a dead job less dead.
            payload: serde_json::from_str(&payload).unwrap_or(Value::Null),
            attempts: count(attempts),
            last_error,
        });
        Ok(dead.collect())
    }
}

impl Tx {
    /// Takes a job in, unless one with its key is waiting or running; says whether it did. A dead one is replaced.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<bool, Error> {
        let payload = json("job", &job.payload)?;
        let done = sqlx::query(ENQUEUE)
            .bind(&*job.key)
            .bind(&*job.kind)
            .bind(payload)
            .bind(job.run_at_ms)
            .bind(i64::from(job.max_attempts))
            .execute(self.connection())
            .await?;
        let is_new = done.rows_affected() > 0;
        if is_new {
            self.rings_jobs();
        }
        Ok(is_new)
    }

    /// Ends a job; its key is free again.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: roll back, somebody else does the work.
    pub async fn finish(&mut self, job: &Job) -> Result<(), Error> {
        fenced(self.connection(), FINISH, job).await
    }

    /// Puts a job back until `run_at_ms`. `reset_attempts` says that there was progress, so that following something
    /// for hours does not count as failing; `error` is kept for people.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: roll back, somebody else does the work.
    pub async fn reschedule(
        &mut self,
        job: &Job,
        run_at_ms: i64,
        error: Option<&str>,
        reset_attempts: bool,
    ) -> Result<(), Error> {
        let query = sqlx::query(RESCHEDULE)
            .bind(run_at_ms)
            .bind(error)
            .bind(i64::from(reset_attempts))
            .bind(&*job.key)
            .bind(job.token);
        leases::held(&query.execute(self.connection()).await?)?;
        self.rings_jobs();
        Ok(())
    }

    /// Forgets a dead job, in the transaction that says what became of its work; says whether it was still there.
    pub async fn bury(&mut self, job: &DeadJob) -> Result<bool, Error> {
        let done = sqlx::query(BURY).bind(&*job.key).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }
}

async fn fenced(connection: &mut AnyConnection, statement: &'static str, job: &Job) -> Result<(), Error> {
    leases::held(&sqlx::query(statement).bind(&*job.key).bind(job.token).execute(connection).await?)
}

/// A row that the claim touched: a job in hand, or one that has just died.
struct Claimed {
    key: String,
    kind: String,
    payload: String,
    is_dead: bool,
    run_at_ms: i64,
    attempts: i64,
    max_attempts: i64,
    last_error: Option<String>,
}

impl FromRow<'_, AnyRow> for Claimed {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            key: row.try_get(0)?,
            kind: row.try_get(1)?,
            payload: row.try_get(2)?,
            is_dead: row.try_get::<String, _>(3)? == "dead",
            run_at_ms: row.try_get(4)?,
            attempts: row.try_get(5)?,
            max_attempts: row.try_get(6)?,
            last_error: row.try_get(7)?,
        })
    }
}

impl Claimed {
    fn into_job(self, token: i64) -> Option<Job> {
        if self.is_dead {
            tracing::error!(job_kind = self.kind, job_key = self.key, attempts = self.attempts, "job given up");
            return None;
        }
        let payload = match serde_json::from_str(&self.payload) {
            Ok(payload) => payload,
            Err(_) => {
                // Left in hand, it comes back when the lease lapses and dies of its attempts; the others go on.
                tracing::error!(job_kind = self.kind, job_key = self.key, "job's payload cannot be read");
                return None;
            }
        };
        Some(Job {
            key: self.key,
            kind: self.kind,
            payload,
            run_at_ms: self.run_at_ms,
            attempt: count(self.attempts),
            max_attempts: count(self.max_attempts),
            last_error: self.last_error,
            token,
        })
    }
}

fn count(stored: i64) -> u32 {
    u32::try_from(stored.max(0)).unwrap_or(u32::MAX)
}
