-- Notes of other programs that were imported, byte for byte as they were, so that an untouched
-- one can be written out again the same. An import that was taken back has its trashed_at set.
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
