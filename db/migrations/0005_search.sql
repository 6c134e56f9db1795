-- Finding marks as quickly as words; the words there are, for a second try; searches kept; other
-- names of topics, and digits that mean another topic in one show.

-- Folded like passage_text; rowid is annotation.id.
CREATE VIRTUAL TABLE mark_text USING fts5(
    exact, note, tokenize = "unicode61 remove_diacritics 2"
);

INSERT INTO mark_text (rowid, exact, note)
SELECT id, folded_words(exact), folded_words(note) FROM annotation;

-- Which words stand in the two indexes, and in how many passages or marks.
CREATE VIRTUAL TABLE passage_word USING fts5vocab(passage_text, row);

CREATE VIRTUAL TABLE mark_word USING fts5vocab(mark_text, row);

-- From a passage to its episode without reading all episodes.
CREATE INDEX episode_by_transcript ON episode(transcript_id);

CREATE TABLE saved_search (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    query       TEXT NOT NULL,
    created_at  TEXT NOT NULL
);

ALTER TABLE topic ADD COLUMN aliases TEXT NOT NULL DEFAULT '';

CREATE TABLE show_digit (
    show_id   INTEGER NOT NULL REFERENCES show(id),
    digit     INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 9),
    topic_id  INTEGER NOT NULL REFERENCES topic(id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (show_id, digit)
) WITHOUT ROWID;

CREATE INDEX show_digit_by_topic ON show_digit(topic_id);
