"""Names for notes that every file system takes and every link can reach."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from annotator.exporters.escaping import clean

MAX_CHARS, MAX_BYTES = 150, 240
"""Limits for a whole name. File systems stop at 255 bytes; a sync program's suffix must fit."""

UNTITLED = "Untitled"

_REPLACEMENTS = str.maketrans(
    {
        ":": " -",
        '"': "'",
        "[": "(",
        "]": ")",
        "<": "(",
        ">": ")",
        **dict.fromkeys("#^|\\/?*", "-"),
        # Invisible, so two names would look the same; joiners stay, words and emoji need them.
        **dict.fromkeys("\u200b\u200e\u200f\u061c\u2060", ""),
    }
)
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"-{2,}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
# What programs act on even within a link: code, formulas, comments, templates, emphasis.
_NOT_IN_LINKS = re.compile(r"[`$~=]|%%+|\{[{%]+|\}\}+|(?<![^\W_])_+|_+(?![^\W_])")


def safe_stem(title: str) -> str:
    """`title` as a file name without extension, not yet shortened; never empty."""
    composed = unicodedata.normalize("NFC", clean(title))
    replaced = _DASHES.sub("-", _BLANKS.sub(" ", composed.translate(_REPLACEMENTS)))
    # No hidden file, no `..`, nothing a command line takes for an option.
    stem = replaced.lstrip(" .-").rstrip(" .-") or UNTITLED
    return f"_{stem}" if _DEVICE.match(stem) else stem


def link_target(name: str) -> str:
    """The name of a topic's or show's note: a file name, and a target for ``[[…]]`` links."""
    return _shortened(safe_stem(_NOT_IN_LINKS.sub("-", name)), MAX_CHARS - 10, MAX_BYTES - 10)


def note_filename(title: str, extension: str, taken: Iterable[str] = ()) -> str:
    """A file name for a note: `title` made safe, `extension` (as ``.md``) added.

    Safe on Windows, macOS and Linux: at most 150 characters and 240 bytes, no forbidden
    character, no device name, never a path, never empty. Where one of `taken` (file names) is
    the same but for case, a number is added: ``Title 2.md``.
    """
    ending = f".{extension.lstrip('.')}"
    used = {unicodedata.normalize("NFC", name).casefold() for name in taken}
    stem = safe_stem(title)
    name, number = _fitted(stem, ending), 1
    while name.casefold() in used:
        number += 1
        name = _fitted(stem, f" {number}{ending}")
    return name


def _fitted(stem: str, ending: str) -> str:
    return _shortened(stem, MAX_CHARS - len(ending), MAX_BYTES - len(ending.encode())) + ending


def _shortened(stem: str, max_chars: int, max_bytes: int) -> str:
    if len(stem) <= max_chars and len(stem.encode()) <= max_bytes:
        return stem
    cut = stem[:max_chars].encode()[:max_bytes].decode(errors="ignore")
    # Cut neither between a letter and its accents nor inside a joined emoji.
    while cut and _joins(stem[len(cut)], cut[-1]):
        cut = cut[:-1]
    return cut.rstrip(" .-") or UNTITLED


def _joins(after: str, last: str) -> bool:
    return bool(unicodedata.combining(after)) or "\u200d" in (after, last) or after == "\ufe0f"
