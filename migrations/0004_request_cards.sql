-- Where an operation's second message is: the one in the channel where others are asked to agree.
CREATE TABLE request_cards (
    operation_id TEXT NOT NULL PRIMARY KEY REFERENCES operations (id) ON DELETE CASCADE,
    home         TEXT NOT NULL
);
