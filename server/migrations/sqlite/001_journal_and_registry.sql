-- The journal. `position` has no gaps; the application checks that, and the hashes.
CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    text     TEXT NOT NULL,
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Files that entries name by their SHA-256.
CREATE TABLE blob (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    bytes  BLOB NOT NULL
) STRICT;

-- Files that were looked at and may be submitted. Times are seconds since 1970.
CREATE TABLE staged (
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    park   TEXT NOT NULL,
    month  TEXT NOT NULL,
    file   TEXT NOT NULL,
    bytes  BLOB NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (park, month, digest)
) STRICT;

CREATE TABLE account (
    account     TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL,
    password    TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    disabled    INTEGER NOT NULL
) STRICT;

CREATE TABLE attempts (
    name         TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    locked_until INTEGER,
    at           INTEGER NOT NULL
) STRICT;

-- `key` is the SHA-256 of the token the browser holds.
CREATE TABLE session (
    key     BLOB PRIMARY KEY CHECK (length(key) = 32),
    account TEXT NOT NULL REFERENCES account (account) ON DELETE CASCADE,
    began   INTEGER NOT NULL,
    used    INTEGER NOT NULL
) STRICT;

CREATE INDEX session_account ON session (account);
