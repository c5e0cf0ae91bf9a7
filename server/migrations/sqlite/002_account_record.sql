-- What was done to accounts, and when somebody last logged in. No fact about the zone: not in the journal.

ALTER TABLE account ADD COLUMN last_login INTEGER;

CREATE TABLE account_deed (
    number  INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    -- Whose account did it; NULL for the command line.
    done_by TEXT,
    account TEXT NOT NULL REFERENCES account (account) ON DELETE CASCADE,
    kind    TEXT NOT NULL
) STRICT;
