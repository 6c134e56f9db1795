"""Deleting episodes for good: the one thing the journal cannot take back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_THEM = "(SELECT id FROM episode WHERE trashed_at IS NOT NULL AND id IN (SELECT value FROM gone))"
_MARKS = f"(SELECT id FROM annotation WHERE episode_id IN {_THEM})"
_SCRIPTS = f"(SELECT id FROM transcript WHERE episode_id IN {_THEM})"
_STEPS = (
    f"DELETE FROM mark_text WHERE rowid IN {_MARKS}",
    f"DELETE FROM annotation_topic WHERE annotation_id IN {_MARKS}",
    f"""DELETE FROM passage_text WHERE rowid IN
        (SELECT id FROM passage WHERE transcript_id IN {_SCRIPTS})""",
    f"DELETE FROM passage WHERE transcript_id IN {_SCRIPTS}",
    f"DELETE FROM cue WHERE transcript_id IN {_SCRIPTS}",
    *(
        f"DELETE FROM {table} WHERE episode_id IN {_THEM}"
        for table in (
            "annotation", "transcript", "speaker", "chapter", "media", "playback", "exported",
            "feed_item", "wiki_note",
        )
    ),
    # The rows of the journal stay, without what they held: their turns are counted on.
    f"""UPDATE journal SET episode_id = NULL, label = '', state = 'dropped', changes = '[]'
        WHERE episode_id IN {_THEM}""",
    # Putting these episodes into the trash, and nothing else, can no longer be taken back.
    f"""UPDATE journal SET state = 'dropped' WHERE state <> 'dropped' AND episode_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM json_each(changes) WHERE value ->> '$.table' <> 'episode'
            OR value ->> '$.key.id' NOT IN {_THEM})""",
    f"DELETE FROM episode WHERE id IN {_THEM}",
)  # fmt: skip


def delete_for_good(database: sqlite3.Connection, ids: Iterable[int]) -> int:
    """Delete those of the episodes `ids` that are in the trash, with all they have; how many.

    Called in an open transaction, with foreign keys off: SQLite would look through all cues of
    the library for each speaker that goes. The order of the steps keeps every reference whole.
    """
    wanted, count = json.dumps(sorted(ids)), 0
    for step in (f"SELECT count(*) FROM {_THEM}", *_STEPS):
        rows = database.execute(
            f"WITH gone(value) AS (SELECT value FROM json_each(?)) {step}", [wanted]
        ).fetchall()
        count = int(rows[0][0]) if rows else count
    return count
