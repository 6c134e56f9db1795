"""The library: one SQLite file. The only room that knows SQL; rows become values here.

``open_library(path)`` gives a `Library`. Reads are methods of its parts; every write of work
goes through ``library.changing(...)``, one transaction with its journal row.
"""

from annotator.store.changes import Changes
from annotator.store.journal import JournalEntry, Touched
from annotator.store.library import Library, open_library

__all__ = ["Changes", "JournalEntry", "Library", "Touched", "open_library"]
