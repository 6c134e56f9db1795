"""Foreign wiki notes: read without losing a byte, understood, examined and mended.

Pure: text in, values out. `reader` takes a note apart into blocks, `inline` finds the anchors
and links in them, `statements` makes of them what a library can hold. `doctor` looks for what
is wrong with the times and links, and says how it could be mended and how sure that is.
"""

from annotator.notes.note import (
    Anchor,
    AnchorForm,
    Block,
    BlockKind,
    FrontMatter,
    Link,
    WikiNote,
)
from annotator.notes.reader import decode_note, encode_note, read_note, write_note
from annotator.notes.statements import Statement, TopicName, description, statements

__all__ = [
    "Anchor",
    "AnchorForm",
    "Block",
    "BlockKind",
    "FrontMatter",
    "Link",
    "Statement",
    "TopicName",
    "WikiNote",
    "decode_note",
    "description",
    "encode_note",
    "read_note",
    "statements",
    "write_note",
]
