//! The outbox: messages written together with the state they report, and delivered afterwards.
//!
//! Messages of one lane leave strictly one after the other: only the oldest undelivered one can be claimed, and it
//! blocks the lane until it is sent or dropped. Different lanes do not wait for each other. Delivery is at least once;
//! whoever gets a row with [`OutgoingRow::maybe_sent`] finds out before sending it again.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, FromRow, Row};

use super::{Error, Kind, Store, Tx, json, leases};
use crate::domain::outgoing::Outgoing;

/// A message in hand: the right to say what became of it while the lease holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingRow {
    /// What it must stay in order with.
    pub lane: String,
    /// Its place in the lane.
    pub seq: i64,
    /// The message.
    pub body: Outgoing,
    /// Which claim this is; the first is 1.
    pub attempt: u32,
    /// Whether an earlier attempt may have reached its goal.
    pub maybe_sent: bool,
    /// When the first attempt began that may have reached its goal, else this one (epoch milliseconds).
    pub sending_since_ms: i64,
    /// When it was written (epoch milliseconds).
    pub created_at_ms: i64,
    token: i64,
}

const NEXT_SEQ: &str = "INSERT INTO outbox_lanes (lane, head, touched_at_ms) VALUES ($1, 1, $2) \
    ON CONFLICT (lane) DO UPDATE SET head = outbox_lanes.head + 1, touched_at_ms = excluded.touched_at_ms \
    RETURNING head";

const PUSH: &str = "INSERT INTO outbox (lane, seq, kind, body, created_at_ms, run_at_ms) \
    VALUES ($1, $2, $3, $4, $5, $6)";

/// Claims the first undelivered row of each lane that is due. In a `SET` the columns are the old ones: a row that is
/// found `sending` was in somebody's hands.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (SELECT o.lane, o.seq FROM outbox AS o \
             WHERE o.state IN ('queued', 'sending') \
             AND ((o.state = 'queued' AND o.run_at_ms <= $1) OR (o.state = 'sending' AND o.lease_until_ms <= $1)) \
             AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.lane = o.lane AND e.seq < o.seq \
             AND e.state IN ('queued', 'sending')) \
             ORDER BY o.run_at_ms, o.created_at_ms LIMIT $2",
            $lock,
            ") UPDATE outbox SET state = 'sending', attempts = attempts + 1, \
             maybe_sent = CASE WHEN state = 'sending' THEN 1 ELSE maybe_sent END, \
             sending_since_ms = CASE WHEN state = 'sending' OR maybe_sent = 1 \
             THEN COALESCE(sending_since_ms, $1) ELSE $1 END, \
             lease_owner = $3, lease_until_ms = $4, lease_token = $5 \
             WHERE (lane, seq) IN (SELECT lane, seq FROM due) \
             AND ((state = 'queued' AND run_at_ms <= $1) OR (state = 'sending' AND lease_until_ms <= $1)) \
             RETURNING lane, seq, body, attempts, maybe_sent, sending_since_ms, created_at_ms"
        )
    };
}

const RENEW: &str = "UPDATE outbox SET lease_until_ms = $1 \
    WHERE lane = $2 AND seq = $3 AND lease_token = $4 AND state = 'sending'";

// The moment is that of the claim, for the clearing away of old rows only.
const SENT: &str = "UPDATE outbox SET state = 'sent', ended_at_ms = sending_since_ms, last_error = NULL \
    WHERE lane = $1 AND seq = $2 AND lease_token = $3 AND state = 'sending'";

const DROP: &str = "UPDATE outbox SET state = 'dropped', ended_at_ms = sending_since_ms, last_error = $1 \
    WHERE lane = $2 AND seq = $3 AND lease_token = $4 AND state = 'sending'";

const RETRY: &str = "UPDATE outbox SET state = 'queued', run_at_ms = $1, last_error = $2, \
    maybe_sent = CASE WHEN $3 = 1 THEN maybe_sent ELSE 1 END, lease_owner = NULL, lease_until_ms = NULL \
    WHERE lane = $4 AND seq = $5 AND lease_token = $6 AND state = 'sending'";

const LATER_UPDATE: &str = "SELECT COUNT(*) FROM outbox \
    WHERE lane = $1 AND seq > $2 AND kind IN ('show_card', 'show_request') AND state IN ('queued', 'sending')";

const BUSY: &str = "SELECT COUNT(*) FROM outbox WHERE lane = $1 AND state IN ('queued', 'sending')";

const UNDELIVERED: &str = "SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending')";

const NEXT: &str = "SELECT MIN(CASE WHEN o.state = 'queued' THEN o.run_at_ms ELSE o.lease_until_ms END) \
    FROM outbox AS o WHERE o.state IN ('queued', 'sending') \
    AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.lane = o.lane AND e.seq < o.seq \
    AND e.state IN ('queued', 'sending'))";

const PURGE: &str = "DELETE FROM outbox WHERE (lane, seq) IN (SELECT lane, seq FROM outbox \
    WHERE state IN ('sent', 'dropped') AND ended_at_ms < $1 LIMIT $2)";

// `touched_at_ms` is checked again once the row is locked, which saves a lane that was just put into.
const PURGE_LANES: &str = "DELETE FROM outbox_lanes WHERE touched_at_ms < $1 AND lane IN (\
    SELECT l.lane FROM outbox_lanes AS l WHERE l.touched_at_ms < $1 \
    AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.lane = l.lane) LIMIT $2)";

impl Store {
    /// Claims up to `limit` messages for `lease_ms`: of each lane the oldest undelivered one, if it is due. A claim is
    /// the beginning of sending: a row that is claimed again after its lease lapsed comes with `maybe_sent`.
    pub async fn claim_outgoing(
        &self,
        owner: &str,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
    ) -> Result<Vec<OutgoingRow>, Error> {
        let statement = match self.kind() {
            Kind::Sqlite => claim!(""),
            Kind::Postgres => claim!(" FOR UPDATE OF o SKIP LOCKED"),
        };
        let token = leases::new_token()?;
        let claimed: Vec<Claimed> = {
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
        let mut rows = Vec::with_capacity(claimed.len());
        for row in claimed {
            match serde_json::from_str::<Outgoing>(&row.body) {
                Ok(body) => rows.push(row.with(body, token)),
                Err(_) => self.drop_unreadable(&row, token).await?,
            }
        }
        rows.sort_unstable_by(|a, b| (a.created_at_ms, &a.lane).cmp(&(b.created_at_ms, &b.lane)));
        Ok(rows)
    }

    /// Keeps a message in hand until `until_ms`.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: somebody else sends it.
    pub async fn renew_outgoing(&self, row: &OutgoingRow, until_ms: i64) -> Result<(), Error> {
        let query = sqlx::query(RENEW).bind(until_ms);
        fenced(self.writer().await?.connection(), query, row).await
    }

    /// The message has arrived; the lane moves on.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: somebody else has it in hand by now.
    pub async fn sent(&self, row: &OutgoingRow) -> Result<(), Error> {
        let mut tx = self.write_tx().await?;
        tx.sent(row).await?;
        tx.commit().await
    }

    /// Puts a message back until `run_at_ms`; its lane waits with it. See [`Tx::retry`].
    pub async fn retry(
        &self,
        row: &OutgoingRow,
        run_at_ms: i64,
        error: &str,
        definitely_not_sent: bool,
    ) -> Result<(), Error> {
        let mut tx = self.write_tx().await?;
        tx.retry(row, run_at_ms, error, definitely_not_sent).await?;
        tx.commit().await
    }

    /// Gives a message up for a reason people can read; the lane moves on.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: somebody else has it in hand by now.
    pub async fn drop_outgoing(&self, row: &OutgoingRow, reason: &str) -> Result<(), Error> {
        let mut tx = self.write_tx().await?;
        tx.drop_outgoing(row, reason).await?;
        tx.commit().await
    }

    /// Whether a newer state of the same card waits behind `seq`, so that sending this one would be for nothing.
    pub async fn later_update_exists(&self, lane: &str, seq: i64) -> Result<bool, Error> {
        let (count,): (i64,) = sqlx::query_as(LATER_UPDATE).bind(lane).bind(seq).fetch_one(self.pool()).await?;
        Ok(count > 0)
    }

    /// Whether anything of the lane was promised and is neither sent nor dropped.
    pub async fn lane_is_busy(&self, lane: &str) -> Result<bool, Error> {
        let (count,): (i64,) = sqlx::query_as(BUSY).bind(lane).fetch_one(self.pool()).await?;
        Ok(count > 0)
    }

    /// How many messages were promised and are neither sent nor dropped.
    pub async fn undelivered_count(&self) -> Result<u64, Error> {
        let (count,): (i64,) = sqlx::query_as(UNDELIVERED).fetch_one(self.pool()).await?;
        Ok(count.unsigned_abs())
    }

    /// When the outbox next needs a look: the earliest moment at which a lane's first message falls due or its lease
    /// lapses, which may be in the past. `None` when everything is delivered.
    pub async fn next_outgoing_at(&self) -> Result<Option<i64>, Error> {
        let (at_ms,): (Option<i64>,) = sqlx::query_as(NEXT).fetch_one(self.pool()).await?;
        Ok(at_ms)
    }

    /// Clears away messages that were sent or dropped before `before_ms`; says how many.
    pub async fn purge_outgoing(&self, before_ms: i64) -> Result<u64, Error> {
        let gone = self.purge(PURGE, before_ms).await?;
        self.purge(PURGE_LANES, before_ms).await?;
        Ok(gone)
    }

    async fn drop_unreadable(&self, row: &Claimed, token: i64) -> Result<(), Error> {
        tracing::error!(lane = row.lane, seq = row.seq, "outgoing message cannot be read and is dropped");
        let mut writer = self.writer().await?;
        let query = sqlx::query(DROP).bind("its text cannot be read").bind(&*row.lane).bind(row.seq).bind(token);
        query.execute(writer.connection()).await?;
        self.0.outbox_bell.ring();
        Ok(())
    }
}

impl Tx {
    /// Promises a message: it is sent if and only if the transaction commits, after all earlier ones of its lane.
    /// Returns its place in the lane. Until the transaction ends nobody else can add to the lane.
    pub async fn push_outgoing(&mut self, lane: &str, message: &Outgoing, now_ms: i64) -> Result<i64, Error> {
        self.push_outgoing_for(lane, message, now_ms, now_ms).await
    }

    /// As [`Tx::push_outgoing`], to be delivered from `run_at_ms` on; what its lane is given later waits with it.
    pub async fn push_outgoing_for(
        &mut self,
        lane: &str,
        message: &Outgoing,
        now_ms: i64,
        run_at_ms: i64,
    ) -> Result<i64, Error> {
        let body = json("message", message)?;
        let heads: Vec<(i64,)> = sqlx::query_as(NEXT_SEQ).bind(lane).bind(now_ms).fetch_all(self.connection()).await?;
        let Some(&(seq,)) = heads.first() else { return Err(sqlx::Error::RowNotFound.into()) };
        let query = sqlx::query(PUSH).bind(lane).bind(seq).bind(kind(message)).bind(body).bind(now_ms).bind(run_at_ms);
        query.execute(self.connection()).await?;
        self.rings_outbox();
        Ok(seq)
    }

    /// As [`Store::sent`], together with what else follows from it, such as the card's home.
    pub async fn sent(&mut self, row: &OutgoingRow) -> Result<(), Error> {
        fenced(self.connection(), sqlx::query(SENT), row).await?;
        self.rings_outbox();
        Ok(())
    }

    /// Puts a message back until `run_at_ms`; its lane waits with it. `definitely_not_sent` says that this attempt
    /// cannot have reached its goal; without it the row comes back with `maybe_sent`. A doubt about an earlier attempt
    /// stays.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]: somebody else has it in hand by now.
    pub async fn retry(
        &mut self,
        row: &OutgoingRow,
        run_at_ms: i64,
        error: &str,
        definitely_not_sent: bool,
    ) -> Result<(), Error> {
        let query = sqlx::query(RETRY).bind(run_at_ms).bind(error).bind(i64::from(definitely_not_sent));
        fenced(self.connection(), query, row).await?;
        self.rings_outbox();
        Ok(())
    }

    /// As [`Store::drop_outgoing`], together with what else follows from it.
    pub async fn drop_outgoing(&mut self, row: &OutgoingRow, reason: &str) -> Result<(), Error> {
        fenced(self.connection(), sqlx::query(DROP).bind(reason), row).await?;
        self.rings_outbox();
        Ok(())
    }
}

/// Runs a statement whose last three placeholders are the row and the token of its lease.
async fn fenced(
    connection: &mut AnyConnection,
    query: Query<'_, Any, AnyArguments>,
    row: &OutgoingRow,
) -> Result<(), Error> {
    leases::held(&query.bind(row.lane.clone()).bind(row.seq).bind(row.token).execute(connection).await?)
}

fn kind(message: &Outgoing) -> &'static str {
    match message {
        Outgoing::ShowCard { .. } => "show_card",
        Outgoing::ShowRequest { .. } => "show_request",
        Outgoing::Reply { .. } => "reply",
        Outgoing::Respond { .. } => "respond",
        Outgoing::Post { .. } => "post",
        Outgoing::Mirror { .. } => "mirror",
        Outgoing::Whisper { .. } => "whisper",
    }
}

/// A claimed row, its body still as text.
struct Claimed {
    lane: String,
    seq: i64,
    body: String,
    attempts: i64,
    maybe_sent: i64,
    sending_since_ms: i64,
    created_at_ms: i64,
}

impl FromRow<'_, AnyRow> for Claimed {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            lane: row.try_get(0)?,
            seq: row.try_get(1)?,
            body: row.try_get(2)?,
            attempts: row.try_get(3)?,
            maybe_sent: row.try_get(4)?,
            sending_since_ms: row.try_get(5)?,
            created_at_ms: row.try_get(6)?,
        })
    }
}

impl Claimed {
    fn with(self, body: Outgoing, token: i64) -> OutgoingRow {
        OutgoingRow {
            lane: self.lane,
            seq: self.seq,
            body,
            attempt: u32::try_from(self.attempts.max(0)).unwrap_or(u32::MAX),
            maybe_sent: self.maybe_sent != 0,
            sending_since_ms: self.sending_since_ms,
            created_at_ms: self.created_at_ms,
            token,
        }
    }
}
