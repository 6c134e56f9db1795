"""Which of a video's captions to take.

Written by people before automatic ones; in the user's language first, then in the one that is
spoken; json3, which times the words, before vtt and the rest. The shape is that of yt-dlp's
``subtitles`` and ``automatic_captions``: language → [{"ext", "url" or "data", "name"}, …].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PIECES = "pieces"
"""The format of captions that come as a playlist of WebVTT pieces, as HLS streams have them."""
_FORMATS = ("json3", "vtt", PIECES, "srv3", "srv1", "ttml", "dfxp", "srt", "json", "ass", "lrc")
_NOT_SPEECH = ("live_chat", "danmaku", "comments", "rechat")
_ORIGINAL = "-orig"


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions in one language: where to get them, the best format first.

    `places` are ``(format, address, text)`` with one of the two filled.
    """

    language: str
    automatic: bool
    places: tuple[tuple[str, str, str], ...]


def choose_captions(
    info: Mapping[str, Any], languages: Sequence[str], spoken: str = ""
) -> Captions | None:
    """The captions to take of a video, None where it has none.

    `languages` are the user's, first the dearest, as ``en`` or ``pt-BR``.
    """
    spoken = spoken or str(info.get("language") or "")
    written = _offered(info.get("subtitles"), automatic=False)
    if written:
        return min(written, key=lambda one: _rank(one.language, (*languages, spoken)))
    machine = _offered(info.get("automatic_captions"), automatic=True)
    if not machine:
        return None
    # The automatic list holds machine translations into every language there is; what was
    # really recognised is marked, or is the language of the video.
    original = next((c.language for c in machine if c.language.endswith(_ORIGINAL)), spoken)
    order = (original, spoken, *languages) if original else tuple(languages)
    return min(machine, key=lambda one: _rank(one.language, order))


def language_of(captions: Captions) -> str:
    """The language as ``en`` or ``pt-BR``, without YouTube's mark of an original."""
    return captions.language.removesuffix(_ORIGINAL)


def _offered(tracks: Any, *, automatic: bool) -> list[Captions]:
    if not isinstance(tracks, Mapping):
        return []
    found = []
    for language, entries in tracks.items():
        if str(language).casefold() in _NOT_SPEECH or not isinstance(entries, Iterable):
            continue
        places = sorted(filter(None, map(_place, entries)), key=lambda p: _FORMATS.index(p[0]))
        if places:
            found.append(Captions(str(language), automatic, tuple(places)))
    return found


def _place(entry: Any) -> tuple[str, str, str] | None:
    if not isinstance(entry, Mapping) or entry.get("ext") not in _FORMATS:
        return None
    kind, url, data = str(entry["ext"]), str(entry.get("url") or ""), str(entry.get("data") or "")
    if str(entry.get("protocol") or "").startswith("m3u8"):
        # The playlist itself is no text to read; of its pieces, WebVTT can be put together.
        return (PIECES, url, "") if kind == "vtt" and url else None
    return (kind, url, data) if url or data else None


def _rank(language: str, order: Sequence[str]) -> tuple[int, int]:
    """How well `language` fits: by the place in `order`, the exact name before its relatives."""
    plain = language.casefold()
    for place, wanted in enumerate(filter(None, order)):
        if plain == wanted.casefold():
            return place, 0
        if _base(plain) == _base(wanted.casefold()):
            return place, 1 + plain.endswith(_ORIGINAL)
    return len(order), 0


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0]
