"""What a link leads to, as yt-dlp tells it, read into a value of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from yt_dlp.utils import determine_protocol

from annotator.domain.notes import Chapter
from annotator.sources.faults import ListError, NothingFoundError, SourceError
from annotator.sources.web_captions import Captions, choose_captions, language_of

_TRANSCRIPTS = frozenset(
    {
        ".ass", ".dfxp", ".eaf", ".json", ".json3", ".lrc", ".md", ".otr", ".sbv", ".srt", ".ssa",
        ".srv1", ".srv3", ".sub", ".textgrid", ".tsv", ".ttml", ".txt", ".vtt", ".xml",
    }
)  # fmt: skip
_NO_SITE = frozenset({"Generic", "HTML5MediaEmbed"})
"""What yt-dlp reads pages with that it has no reader of their own for."""

# What yt-dlp fetches by itself; all else would start another program.
_PROTOCOLS = frozenset({"http", "https", "m3u8", "m3u8_native", "http_dash_segments"})


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a link leads to, before any of it is fetched. `size_bytes` is 0 where unknown."""

    url: str
    title: str
    show: str = ""
    video_id: str = ""
    published_on: str = ""
    language: str = ""
    description: str = ""
    duration_ms: int = 0
    size_bytes: int = 0
    chapters: tuple[Chapter, ...] = ()
    captions: Captions | None = None
    has_media: bool = True
    words_only: bool = False
    """Whether the link is that of a transcript."""
    needs_runtime: bool = False
    info: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """yt-dlp's own account, handed back to it for the download and read by nobody else."""


def page_from_info(
    downloader: Any, info: Mapping[str, Any] | None, url: str, languages: tuple[str, ...]
) -> WebPage:
    """yt-dlp's account of a link as a page. Raises SourceError where it is not one recording."""
    known = _one_recording(downloader.sanitize_info(info), url)
    words = _transcript(known)
    told = () if words else known.get("formats") or _unknown_kind(known)
    formats = [one for one in told if _can_fetch(one)]
    youtube = str(known.get("extractor_key")) == "Youtube"
    generic = str(known.get("extractor_key")) in _NO_SITE
    captions = words or choose_captions(known, languages)
    language = str(known.get("language") or "")
    return WebPage(
        url=str(known.get("webpage_url") or url),
        # yt-dlp numbers what it finds in a page it does not know, be it one.
        title=_line(known.get("title")).removesuffix(" (1)" if generic else "") or url,
        show=_line(
            known.get("podcast")
            or known.get("series")
            or known.get("channel")
            # Where yt-dlp does not know the site, this is the site's name.
            or ("" if generic else known.get("uploader"))
        ),
        video_id=str(known.get("id") or "") if youtube else "",
        published_on=_date(known.get("release_date") or known.get("upload_date")),
        language=language or (language_of(captions) if captions else ""),
        description=str(known.get("description") or "").strip(),
        duration_ms=_ms(known.get("duration")),
        size_bytes=_size(formats),
        chapters=_chapters(known.get("chapters")),
        captions=captions,
        has_media=bool(formats),
        words_only=words is not None,
        needs_runtime=youtube and not downloader.has_runtime,
        info={**known, "formats": formats},
    )


def _one_recording(info: Any, url: str) -> dict[str, Any]:
    if not isinstance(info, dict):
        raise NothingFoundError("No audio or video was found at “{0}”.", url)
    if info.get("_type") in ("playlist", "multi_video"):
        entries = [entry for entry in info.get("entries") or () if entry]
        if len(entries) != 1:
            if entries:
                raise ListError(
                    "“{0}” leads to a list, not to one recording; give the link of an episode.", url
                )
            raise NothingFoundError("No audio or video was found at “{0}”.", url)
        return {"title": info.get("title"), **_one_recording(entries[0], url)}
    if info.get("is_live") or info.get("live_status") in ("is_live", "is_upcoming"):
        raise SourceError("This is being broadcast or has yet to begin; come back when it is over.")
    return info


def _transcript(known: Mapping[str, Any]) -> Captions | None:
    """The transcript that the link itself is, by its name."""
    url = str(known.get("url") or "")
    ending = PurePosixPath(urlsplit(url).path).suffix.lower()
    if not known.get("direct") or ending not in _TRANSCRIPTS:
        return None
    return Captions("", automatic=False, places=((ending[1:], url, ""),))


def _unknown_kind(known: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What is no page, and is called no sound by its server: many send recordings so."""
    if not known.get("direct") or not known.get("url"):
        return ()
    kept = {name: known[name] for name in ("url", "ext", "http_headers") if known.get(name)}
    return ({"format_id": "0", "vcodec": "none", "ext": "unknown_video", **kept},)


def _can_fetch(one: Mapping[str, Any]) -> bool:
    return not one.get("has_drm") and determine_protocol(dict(one)) in _PROTOCOLS


def _line(value: Any) -> str:
    return " ".join(str(value or "").split())


def _ms(seconds: Any) -> int:
    return round(seconds * 1000) if isinstance(seconds, int | float) and seconds > 0 else 0


def _date(day: Any) -> str:
    """``20240229`` as ``2024-02-29``."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", str(day or ""))
    return "-".join(found.groups()) if found else ""


def _chapters(chapters: Any) -> tuple[Chapter, ...]:
    made = []
    for one in chapters or ():
        end = _ms(one.get("end_time"))
        made.append(Chapter(_ms(one.get("start_time")), _line(one.get("title")), end or None))
    return tuple(made)


def _size(formats: list[dict[str, Any]]) -> int:
    """What the best sound takes, as far as it is told: yt-dlp sorts the best last."""
    sound = [one for one in formats if one.get("vcodec") == "none"] or formats
    size = (sound[-1].get("filesize") or sound[-1].get("filesize_approx")) if sound else 0
    return int(size or 0)
