-- What a risky change holds from its first call to its end: an environment, or a site with everything in it. Rows are
-- taken in the transaction that says the call is being made, and go in the one that says how it ended.
CREATE TABLE locks (
    lock_key     TEXT   NOT NULL PRIMARY KEY,
    operation_id TEXT   NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
    since_ms     BIGINT NOT NULL
);
CREATE INDEX locks_by_operation ON locks (operation_id);

-- Who else asked for the same change while it was under way. A column of its own, because it changes while somebody
-- carries the operation, and must not make their next save a stale one.
ALTER TABLE operations ADD COLUMN joined TEXT NOT NULL DEFAULT '[]';
CREATE INDEX operations_alike ON operations (team_id, act_name, created_at_ms) WHERE state IN ('accepted', 'running');
