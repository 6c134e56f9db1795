"""Bytes to text: byte order marks, UTF-8, UTF-16, and the legacy encodings of old subtitles."""

from __future__ import annotations

import codecs
import re

from annotator.domain.errors import TranscriptError
from annotator.formats.legacy import legacy_encoding
from annotator.phrases import phrase

MAX_BYTES = 64 * 1024 * 1024
"""Larger input is refused before anything is done with it: 24 hours of speech take 2-30 MB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"ID3", phrase("a sound file")),
    (b"\xff\xfb", phrase("a sound file")),
    (b"OggS", phrase("a sound file")),
    (b"fLaC", phrase("a sound file")),
    (b"RIFF", phrase("a sound or video file")),
    (b"\x1aE\xdf\xa3", phrase("a video file")),
    (b"%PDF", phrase("a PDF; copy its text and paste it instead")),
    (b"PK\x03\x04", phrase("a ZIP or an office document; save its text as a .txt file instead")),
    (b"\xd0\xcf\x11\xe0", phrase("an office document; save its text as a .txt file instead")),
    (b"\x1f\x8b", phrase("a compressed file; unpack it first")),
    (b"7z\xbc\xaf", phrase("a compressed file; unpack it first")),
    (b"\x89PNG", phrase("a picture")),
    (b"\xff\xd8\xff", phrase("a picture")),
    (b"GIF8", phrase("a picture")),
    (b"SQLite format 3", phrase("a database")),
    (b"{\\rtf", phrase("a rich text document; save it as plain text instead")),
    (b"\x7fELF", phrase("a program")),
    (b"MZ\x90", phrase("a program")),
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])

_HIGH = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes) -> str:
    """The text of a transcript file, without byte order mark; line ends as they are.

    Raises TranscriptError for empty or binary data and for more than MAX_BYTES.
    """
    if len(data) > MAX_BYTES:
        raise TranscriptError(
            "The transcript is {0:,} MB long; files of up to {1} MB are read.",
            len(data) // 1024**2,
            MAX_BYTES // 1024**2,
        )
    text = _decode(data).lstrip("\ufeff")
    if not text or text.isspace() or not text.strip("\0 \t\r\n"):
        raise TranscriptError("The transcript is empty.")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            _refuse_binary(text[:65536].encode("utf-8", "replace"))
            return text
    _refuse_other_files(data)
    if wide := _unmarked_utf16(data):
        return data.decode(wide, "replace")
    _refuse_binary(data[:65536])
    if b"\x1b$" in data[:65536]:
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_short = error.start >= len(data) - 3
        return _decode_damaged_or_legacy(data, cut_short)


def _refuse_other_files(data: bytes) -> None:
    kind = next((name for magic, name in _NOT_TEXT if data.startswith(magic)), None)
    if kind is None and data[4:8] == b"ftyp":
        kind = phrase("a sound or video file")
    if kind is not None:
        raise TranscriptError("This is no transcript but {0}.", kind)


def _unmarked_utf16(data: bytes) -> str | None:
    """Little or big endian, by which half of the byte pairs is full of zeros."""
    head = data[:4096]
    zeros = head.count(0)
    if zeros < 2 or zeros * 20 < len(head):
        return None
    even = head[::2].count(0)
    odd = zeros - even
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else None


def _refuse_binary(head: bytes) -> None:
    odd = len(head) - len(head.translate(None, _CONTROLS))
    # Stray NULs and control characters are stripped later; one in ten bytes is another matter.
    if odd * 10 > len(head) and head.strip(b"\0 \t\r\n"):
        raise TranscriptError("This is no text but binary data; choose the transcript file itself.")


def _decode_damaged_or_legacy(data: bytes, cut_short: bool) -> str:
    """UTF-8 with a few broken bytes, else the likeliest legacy encoding."""
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\N{REPLACEMENT CHARACTER}")
    sound = len(_HIGH.findall(loose)) - broken
    # Legacy text almost never holds a whole multi-byte sequence by chance, and never lines of
    # them, while whisper.cpp breaks each letter of some scripts into tokens of its bytes.
    if broken * 4 <= sound or (cut_short and sound) or broken <= 4 * _in_sound_lines(loose):
        return loose
    return data.decode(legacy_encoding(data), "replace")


def _in_sound_lines(text: str) -> int:
    """How many letters beyond ASCII stand in lines that have several and no broken one."""
    lines = [line for line in text.split("\n") if not line.isascii() and "\ufffd" not in line]
    counts = [len(_HIGH.findall(line)) for line in lines]
    return sum(count for count in counts if count > 2)
