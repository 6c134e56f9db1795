"""What is plainly no recording, told by its first bytes."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.phrases import phrase

HEAD_BYTES = 64 * 1024
"""So many bytes are certain to be in the file when they are told to have come."""

_KINDS = (
    (b"PK\x03\x04", phrase("a Zip archive or an office document")),
    (b"Rar!", phrase("a packed archive")),
    (b"7z\xbc\xaf\x27\x1c", phrase("a packed archive")),
    (b"\x1f\x8b", phrase("a packed archive")),
    (b"%PDF", phrase("a PDF document")),
    (b"\xd0\xcf\x11\xe0", phrase("an office document")),
    (b"\x89PNG", phrase("a picture")),
    (b"\xff\xd8\xff", phrase("a picture")),
    (b"GIF8", phrase("a picture")),
    (b"\x7fELF", phrase("a program")),
    (b"MZ\x90\x00", phrase("a program")),
    (b"<!doctype", phrase("a web page")),
    (b"<html", phrase("a web page")),
    (b"<rss", phrase("a podcast feed")),
    (b"<feed", phrase("a podcast feed")),
)
_DECLARATION = re.compile(rb"<\?xml[^<>]{0,200}>")


def kind_of(path: Path) -> str:
    """What the file is instead of a recording; "" where it may be one."""
    try:
        with path.open("rb") as file:
            head = _DECLARATION.sub(b"", file.read(400).lstrip()).lstrip()
    except OSError:
        return ""
    return next((name for begin, name in _KINDS if head.lower().startswith(begin.lower())), "")
