-- One text for SQLite and PostgreSQL, read through sqlx::Any: flags and epoch milliseconds are BIGINT, ids and JSON are
-- TEXT, and nothing else is used. Once released a migration is never edited; the next change is the next file.

-- Questions waiting for one answer. `body` is the rest of the prompt as JSON; the columns are what an answer checks.
CREATE TABLE prompts (
    id            TEXT   NOT NULL PRIMARY KEY,
    user_id       TEXT   NOT NULL,
    body          TEXT   NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    state         TEXT   NOT NULL DEFAULT 'open',
    taken_at_ms   BIGINT,
    taken_by      TEXT
);
CREATE INDEX prompts_by_expiry ON prompts (expires_at_ms);

-- Confirmed changes: the whole operation in `body`, beside it what is searched for.
CREATE TABLE operations (
    id            TEXT   NOT NULL PRIMARY KEY,
    body          TEXT   NOT NULL,
    state         TEXT   NOT NULL,
    act_name      TEXT   NOT NULL,
    team_id       TEXT   NOT NULL,
    user_id       TEXT   NOT NULL,
    site_id       TEXT   NOT NULL,
    env_id        TEXT   NOT NULL,
    created_at_ms BIGINT NOT NULL,
    ended_at_ms   BIGINT,
    version       BIGINT NOT NULL
);
CREATE INDEX operations_by_age ON operations (created_at_ms);
CREATE INDEX operations_unfinished ON operations (env_id) WHERE state IN ('accepted', 'running');

-- The hosting company's name for a call -> our operation. A finished step no longer carries it, this table does.
CREATE TABLE operation_calls (
    call_id      TEXT NOT NULL,
    operation_id TEXT NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
    PRIMARY KEY (call_id, operation_id)
);
CREATE INDEX operation_calls_by_operation ON operation_calls (operation_id);

-- The lease queue. A finished job's row is gone, so its key is free again; a dead one stays until it is buried.
CREATE TABLE jobs (
    job_key        TEXT   NOT NULL PRIMARY KEY,
    kind           TEXT   NOT NULL,
    payload        TEXT   NOT NULL,
    state          TEXT   NOT NULL DEFAULT 'ready',
    run_at_ms      BIGINT NOT NULL,
    attempts       BIGINT NOT NULL DEFAULT 0,
    max_attempts   BIGINT NOT NULL,
    lease_owner    TEXT,
    lease_until_ms BIGINT,
    lease_token    BIGINT NOT NULL DEFAULT 0,
    last_error     TEXT
);
CREATE INDEX jobs_ready ON jobs (run_at_ms) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (lease_until_ms) WHERE state = 'running';

-- Each lane counts its own messages. Taking the next number locks the lane until the transaction ends, so two writers
-- can never put their messages into one lane in an order other than that of their commits.
CREATE TABLE outbox_lanes (
    lane          TEXT   NOT NULL PRIMARY KEY,
    head          BIGINT NOT NULL,
    touched_at_ms BIGINT NOT NULL
);

-- Messages on their way out: within a lane strictly by `seq`.
CREATE TABLE outbox (
    lane             TEXT   NOT NULL,
    seq              BIGINT NOT NULL,
    kind             TEXT   NOT NULL,
    body             TEXT   NOT NULL,
    state            TEXT   NOT NULL DEFAULT 'queued',
    created_at_ms    BIGINT NOT NULL,
    run_at_ms        BIGINT NOT NULL,
    attempts         BIGINT NOT NULL DEFAULT 0,
    maybe_sent       BIGINT NOT NULL DEFAULT 0,
    sending_since_ms BIGINT,
    lease_owner      TEXT,
    lease_until_ms   BIGINT,
    lease_token      BIGINT NOT NULL DEFAULT 0,
    ended_at_ms      BIGINT,
    last_error       TEXT,
    PRIMARY KEY (lane, seq)
);
CREATE INDEX outbox_undelivered ON outbox (lane, seq) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_ended ON outbox (ended_at_ms) WHERE state IN ('sent', 'dropped');

-- Where an operation's card ended up.
CREATE TABLE cards (
    operation_id TEXT NOT NULL PRIMARY KEY,
    home         TEXT NOT NULL
);

-- Keys of what has been handled once already.
CREATE TABLE seen (
    seen_key TEXT   NOT NULL PRIMARY KEY,
    at_ms    BIGINT NOT NULL
);
CREATE INDEX seen_by_age ON seen (at_ms);

-- What was last known about people, and last good copies of things that are slow to fetch.
CREATE TABLE people (
    team_id TEXT   NOT NULL,
    user_id TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE TABLE snapshots (
    name  TEXT   NOT NULL PRIMARY KEY,
    body  TEXT   NOT NULL,
    at_ms BIGINT NOT NULL
);

-- Work that one replica at a time may do.
CREATE TABLE leases (
    name     TEXT   NOT NULL PRIMARY KEY,
    owner    TEXT   NOT NULL,
    until_ms BIGINT NOT NULL
);
