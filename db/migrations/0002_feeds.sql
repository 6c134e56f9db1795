-- Podcast feeds, and which of their episodes were brought in. What a feed lists is not stored:
-- it is read anew, or from the cache while the server says that nothing changed.

CREATE TABLE feed (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    url            TEXT NOT NULL UNIQUE,
    title          TEXT NOT NULL DEFAULT '',
    etag           TEXT NOT NULL DEFAULT '',
    last_modified  TEXT NOT NULL DEFAULT '',
    fetched_at     TEXT NOT NULL
);

-- An episode that came from a feed, by the name the feed gives it, so that it comes only once.
CREATE TABLE feed_item (
    feed_id     INTEGER NOT NULL REFERENCES feed(id),
    guid        TEXT NOT NULL,
    episode_id  INTEGER NOT NULL REFERENCES episode(id),
    PRIMARY KEY (feed_id, guid)
) WITHOUT ROWID;
CREATE INDEX feed_item_by_episode ON feed_item(episode_id);

CREATE INDEX episode_by_source ON episode(source_url) WHERE source_url <> '';
