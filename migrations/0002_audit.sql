-- The account of what was asked, decided and done. Only ever added to, but for the oldest rows when they are cleared
-- away. `body` is the entry as JSON and never written anew: `hash` is the SHA-256 of previous, seq and body, a line each.
CREATE TABLE audit (
    seq      BIGINT NOT NULL PRIMARY KEY,
    at_ms    BIGINT NOT NULL,
    team_id  TEXT   NOT NULL,
    user_id  TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    previous TEXT   NOT NULL,
    hash     TEXT   NOT NULL
);

-- Where the chain ends, and the last row that was cleared away. Whoever adds a row locks this one until the transaction
-- ends, so that two writers can never put two rows behind the same one.
CREATE TABLE audit_head (
    id          BIGINT NOT NULL PRIMARY KEY,
    seq         BIGINT NOT NULL,
    hash        TEXT   NOT NULL,
    purged_seq  BIGINT NOT NULL,
    purged_hash TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, hash, purged_seq, purged_hash) VALUES (1, 0, '', 0, '');
