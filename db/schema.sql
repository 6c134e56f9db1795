-- Made by scripts/write_schema.py from db/migrations; do not edit.

PRAGMA application_id = 1095650895;
PRAGMA user_version = 8;

CREATE TABLE show (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE
);

CREATE TABLE episode (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    uid            TEXT NOT NULL UNIQUE,
    show_id        INTEGER REFERENCES show(id),
    title          TEXT NOT NULL,
    video_id       TEXT NOT NULL DEFAULT '',
    source_url     TEXT NOT NULL DEFAULT '',
    published_on   TEXT NOT NULL DEFAULT '',
    language       TEXT NOT NULL DEFAULT '',
    description    TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'in_progress', 'done')),
    transcript_id  INTEGER REFERENCES transcript(id) DEFERRABLE INITIALLY DEFERRED,
    created_at     TEXT NOT NULL,
    trashed_at     TEXT
);

CREATE INDEX episode_by_show ON episode(show_id);

CREATE TABLE media (
    episode_id   INTEGER PRIMARY KEY REFERENCES episode(id),
    path         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    size_bytes   INTEGER NOT NULL,
    duration_ms  INTEGER NOT NULL DEFAULT 0,
    has_video    INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX media_by_content ON media(sha256);

CREATE TABLE transcript (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id       INTEGER NOT NULL REFERENCES episode(id),
    format           TEXT NOT NULL,
    source_name      TEXT NOT NULL DEFAULT '',
    sha256           TEXT NOT NULL,
    original         TEXT NOT NULL,
    receipt          TEXT NOT NULL DEFAULT '',
    language         TEXT NOT NULL DEFAULT '',
    times_estimated  INTEGER NOT NULL DEFAULT 0,
    cue_count        INTEGER NOT NULL DEFAULT 0,
    word_count       INTEGER NOT NULL DEFAULT 0,
    end_ms           INTEGER NOT NULL DEFAULT 0,
    created_at       TEXT NOT NULL
, as_written INTEGER NOT NULL DEFAULT 0);

CREATE INDEX transcript_by_episode ON transcript(episode_id);

CREATE INDEX transcript_by_content ON transcript(sha256);

CREATE TABLE speaker (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id  INTEGER NOT NULL REFERENCES episode(id),
    name        TEXT NOT NULL,
    UNIQUE (episode_id, name)
);

CREATE TABLE cue (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript_id  INTEGER NOT NULL REFERENCES transcript(id),
    start_ms       INTEGER NOT NULL,
    end_ms         INTEGER NOT NULL,
    speaker_id     INTEGER REFERENCES speaker(id),
    text           TEXT NOT NULL,
    words          TEXT
);

CREATE INDEX cue_in_order ON cue(transcript_id, start_ms, id);

CREATE TABLE chapter (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id  INTEGER NOT NULL REFERENCES episode(id),
    start_ms    INTEGER NOT NULL,
    end_ms      INTEGER,
    title       TEXT NOT NULL
);

CREATE INDEX chapter_in_order ON chapter(episode_id, start_ms);

CREATE TABLE topic (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    uid          TEXT NOT NULL UNIQUE,
    parent_id    INTEGER REFERENCES topic(id),
    name         TEXT NOT NULL UNIQUE,
    colour       TEXT NOT NULL,
    digit        INTEGER CHECK (digit BETWEEN 1 AND 9),
    description  TEXT NOT NULL DEFAULT '',
    position     INTEGER NOT NULL DEFAULT 0,
    archived     INTEGER NOT NULL DEFAULT 0
, aliases TEXT NOT NULL DEFAULT '');

CREATE UNIQUE INDEX topic_by_digit ON topic(digit) WHERE digit IS NOT NULL;

CREATE INDEX topic_by_parent ON topic(parent_id);

CREATE TABLE annotation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uid           TEXT NOT NULL UNIQUE,
    episode_id    INTEGER NOT NULL REFERENCES episode(id),
    kind          TEXT NOT NULL CHECK (kind IN ('topic', 'quote', 'note', 'bookmark')),
    start_ms      INTEGER NOT NULL,
    end_ms        INTEGER NOT NULL CHECK (end_ms >= start_ms),
    exact         TEXT NOT NULL DEFAULT '',
    prefix        TEXT NOT NULL DEFAULT '',
    suffix        TEXT NOT NULL DEFAULT '',
    speaker       TEXT NOT NULL DEFAULT '',
    note          TEXT NOT NULL DEFAULT '',
    author        TEXT NOT NULL DEFAULT '',
    needs_review  INTEGER NOT NULL DEFAULT 0,
    created_at    TEXT NOT NULL,
    changed_at    TEXT NOT NULL
);

CREATE INDEX annotation_in_order ON annotation(episode_id, start_ms, id);

CREATE TABLE annotation_topic (
    annotation_id  INTEGER NOT NULL REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
    topic_id       INTEGER NOT NULL REFERENCES topic(id) DEFERRABLE INITIALLY DEFERRED,
    position       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (annotation_id, topic_id)
) WITHOUT ROWID;

CREATE INDEX annotation_by_topic ON annotation_topic(topic_id);

CREATE TABLE playback (
    episode_id   INTEGER PRIMARY KEY REFERENCES episode(id),
    position_ms  INTEGER NOT NULL DEFAULT 0,
    opened_at    TEXT NOT NULL
);

CREATE TABLE exported (
    path         TEXT PRIMARY KEY,
    episode_id   INTEGER NOT NULL REFERENCES episode(id),
    format       TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    exported_at  TEXT NOT NULL
);

CREATE TABLE journal (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id  INTEGER REFERENCES episode(id),
    label       TEXT NOT NULL,
    author      TEXT NOT NULL DEFAULT '',
    made_at     TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped')),
    turn        INTEGER NOT NULL,
    changes     TEXT NOT NULL
);

CREATE INDEX journal_by_turn ON journal(turn);

CREATE INDEX journal_by_state ON journal(state, episode_id, id);

CREATE TABLE passage (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript_id  INTEGER NOT NULL REFERENCES transcript(id),
    start_ms       INTEGER NOT NULL,
    end_ms         INTEGER NOT NULL
);

CREATE INDEX passage_by_transcript ON passage(transcript_id, start_ms);

CREATE VIRTUAL TABLE passage_text USING fts5(
    text, tokenize = "unicode61 remove_diacritics 2"
);

CREATE VIEW annotation_flat AS
SELECT
    annotation.id                                                AS annotation_id,
    annotation.uid                                               AS uid,
    coalesce(show.name, '')                                      AS show,
    episode.title                                                AS episode,
    episode.id                                                   AS episode_id,
    episode.video_id                                             AS video_id,
    annotation.kind                                              AS kind,
    annotation.start_ms                                          AS start_ms,
    annotation.end_ms                                            AS end_ms,
    printf('%02d:%02d:%02d', annotation.start_ms / 3600000,
        annotation.start_ms / 60000 % 60, annotation.start_ms / 1000 % 60) AS start_time,
    printf('%02d:%02d:%02d', annotation.end_ms / 3600000,
        annotation.end_ms / 60000 % 60, annotation.end_ms / 1000 % 60)     AS end_time,
    coalesce((
        SELECT group_concat(name, '; ') FROM (
            SELECT topic.name AS name FROM annotation_topic
            JOIN topic ON topic.id = annotation_topic.topic_id
            WHERE annotation_topic.annotation_id = annotation.id
            ORDER BY annotation_topic.position
        )
    ), '')                                                       AS topics,
    annotation.speaker                                           AS speaker,
    annotation.exact                                             AS text,
    annotation.note                                              AS note,
    annotation.author                                            AS author,
    annotation.needs_review                                      AS needs_review,
    annotation.created_at                                        AS created_at,
    annotation.changed_at                                        AS changed_at
FROM annotation
JOIN episode ON episode.id = annotation.episode_id
LEFT JOIN show ON show.id = episode.show_id
WHERE episode.trashed_at IS NULL;

CREATE TABLE feed (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    url            TEXT NOT NULL UNIQUE,
    title          TEXT NOT NULL DEFAULT '',
    etag           TEXT NOT NULL DEFAULT '',
    last_modified  TEXT NOT NULL DEFAULT '',
    fetched_at     TEXT NOT NULL
);

CREATE TABLE feed_item (
    feed_id     INTEGER NOT NULL REFERENCES feed(id),
    guid        TEXT NOT NULL,
    episode_id  INTEGER NOT NULL REFERENCES episode(id),
    PRIMARY KEY (feed_id, guid)
) WITHOUT ROWID;

CREATE INDEX feed_item_by_episode ON feed_item(episode_id);

CREATE INDEX episode_by_source ON episode(source_url) WHERE source_url <> '';

CREATE TABLE wiki_note (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    episode_id   INTEGER NOT NULL REFERENCES episode(id),
    path         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    source       BLOB NOT NULL,
    imported_at  TEXT NOT NULL,
    trashed_at   TEXT
);

CREATE INDEX wiki_note_by_path ON wiki_note(path);

CREATE INDEX wiki_note_by_content ON wiki_note(sha256);

CREATE INDEX wiki_note_by_episode ON wiki_note(episode_id);

CREATE INDEX episode_by_video ON episode(video_id) WHERE video_id <> '';

CREATE TABLE vault (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      TEXT NOT NULL UNIQUE,
    folder   TEXT NOT NULL,
    profile  TEXT NOT NULL,
    scope    TEXT NOT NULL DEFAULT '',
    turn     INTEGER NOT NULL DEFAULT 0,
    used_at  TEXT NOT NULL
, template TEXT NOT NULL DEFAULT '');

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

CREATE VIRTUAL TABLE mark_text USING fts5(
    exact, note, tokenize = "unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE passage_word USING fts5vocab(passage_text, row);

CREATE VIRTUAL TABLE mark_word USING fts5vocab(mark_text, row);

CREATE INDEX episode_by_transcript ON episode(transcript_id);

CREATE TABLE saved_search (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    query       TEXT NOT NULL,
    created_at  TEXT NOT NULL
);

CREATE TABLE show_digit (
    show_id   INTEGER NOT NULL REFERENCES show(id),
    digit     INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 9),
    topic_id  INTEGER NOT NULL REFERENCES topic(id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (show_id, digit)
) WITHOUT ROWID;

CREATE INDEX show_digit_by_topic ON show_digit(topic_id);
