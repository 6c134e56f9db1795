-- Folders of linked notes that the library is written into. Each note is kept as the library made
-- it (`base`, compressed), so that what a user wrote in the file since can be told from it.
CREATE TABLE vault (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    folder   TEXT NOT NULL,
    profile  TEXT NOT NULL,
    scope    TEXT NOT NULL DEFAULT '',
    turn     INTEGER NOT NULL DEFAULT 0,
    used_at  TEXT NOT NULL
);

CREATE TABLE vault_note (
    vault_id  INTEGER NOT NULL REFERENCES vault(id),
    kind      TEXT NOT NULL CHECK (kind IN ('episode', 'topic', 'show')),
    subject   TEXT NOT NULL,
    path      TEXT NOT NULL,
    wish      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    base      BLOB NOT NULL,
    PRIMARY KEY (vault_id, kind, subject)
) WITHOUT ROWID;

-- What the files that the last run changed were before, so that it can be taken back.
CREATE TABLE vault_before (
    vault_id  INTEGER NOT NULL REFERENCES vault(id),
    path      TEXT NOT NULL,
    content   BLOB,
    sha256    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    wish      TEXT NOT NULL,
    base      BLOB,
    PRIMARY KEY (vault_id, path)
) WITHOUT ROWID;
