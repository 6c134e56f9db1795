"""A look at a file's first bytes before it reaches a player.

Players take far more than recordings: a playlist or a web page named ``.mp3`` makes libVLC
fetch the addresses in it, and hang on them. None of those is binary, and every recording is,
so text is refused whatever it says.
"""

from __future__ import annotations

from pathlib import Path

from annotator.domain.errors import MediaError
from annotator.phrases import phrase

_HEAD_BYTES = 4096
_ID3_HEADER_BYTES = 10

_PLAYLIST_MARKS = (b"#extm3u", b"[playlist]", b"<asx", b"<playlist", b"<smil", b"ffconcat", b"<mpd")
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head")


def check_media(path: Path) -> None:
    """Raise MediaError, in one sentence naming the file, unless it may be a recording."""
    if path.exists() and not path.is_file():
        raise MediaError("“{0}” is not a file; open the recording itself.", path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            if head[:3] == b"ID3":
                # Tags stand before the sound; what is under them decides.
                file.seek(_id3_size(head))
                head = file.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise MediaError(
            "“{0}” is no longer in {1}; find it again with File → Open.", path.name, path.parent
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaError("“{0}” cannot be read ({1}).", path.name, reason) from error
    if not head:
        raise MediaError("“{0}” is empty; download or copy it again.", path.name)
    # A playlist stays one to libavformat when binary bytes follow its first line.
    if _is_text(head) or head.lower().startswith(_PLAYLIST_MARKS):
        raise MediaError(
            "“{0}” is {1}, not a recording; open the recording itself.",
            path.name,
            _kind_of_text(head),
        )


def _id3_size(head: bytes) -> int:
    """Bytes of an ID3v2 tag with its header: four bytes of seven bits (id3.org, 3.1)."""
    size = 0
    for byte in head[6:_ID3_HEADER_BYTES]:
        size = size << 7 | (byte & 0x7F)
    return size + _ID3_HEADER_BYTES


def _is_text(head: bytes) -> bool:
    """Whether no byte is a control character of binary data; UTF-16 by its byte order mark."""
    if _is_utf16(head):
        return all(ch.isprintable() or ch.isspace() for ch in _utf16(head))
    return not any(byte < 0x20 and byte not in b"\t\n\f\r" for byte in head)


def _is_utf16(head: bytes) -> bool:
    """A byte order mark, and the zero bytes that tell it from the first bytes of an MP3."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in head


def _utf16(head: bytes) -> str:
    return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")


def _kind_of_text(head: bytes) -> str:
    plain = (_utf16(head).encode() if _is_utf16(head) else head).lower()
    if any(mark in plain for mark in _PLAYLIST_MARKS):
        return phrase("a playlist")
    if any(mark in plain for mark in _PAGE_MARKS):
        return phrase("a web page")
    return phrase("text")
