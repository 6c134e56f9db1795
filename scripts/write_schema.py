"""Write db/schema.sql: the schema as all migrations together make it.

For reading and for diffs; the program itself only ever runs the migrations. `--print` writes
to the terminal instead, which is how a test holds the file to the truth.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from annotator.store.database import APPLICATION_ID, newest_schema, open_database

TARGET = Path(__file__).parents[1] / "db" / "schema.sql"

HEAD = f"""\
-- Made by scripts/write_schema.py from db/migrations; do not edit.

PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {newest_schema()};

"""


def schema() -> str:
    """Every table, index and view of a new library, in the order in which they were made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        open_database(path).close()
        with closing(sqlite3.connect(path)) as connection:
            made = connection.execute(
                # FTS5 makes its own tables, SQLite those it numbers rows with, sqlite-utils the
                # one that records the migrations.
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
                " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND tbl_name NOT LIKE '~_sqlite~_%'"
                " ESCAPE '~' AND name NOT LIKE 'passage~_text~_%' ESCAPE '~'"
                " AND name NOT LIKE 'mark~_text~_%' ESCAPE '~' ORDER BY rowid"
            ).fetchall()
    return HEAD + "\n\n".join(f"{sql};" for (sql,) in made) + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv[1:]:
        sys.stdout.write(schema())
    else:
        TARGET.write_text(schema(), encoding="utf-8")
