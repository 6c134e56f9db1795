"""Links that play: from a mark to its place in the sound.

``https://youtu.be/ID?t=112`` for videos, media fragments ``url#t=112,131.5`` otherwise
(W3C Media Fragments URI 1.0, section 4.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotator.domain.notes import Annotation, Episode
from annotator.domain.timecode import format_seconds

LinkTo = Callable[[Annotation], str]
"""From a mark to the address that plays it, "" where there is none."""

_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,64}")
_SURE_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE = re.compile(r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com|youtu\.be)(?:[/?:]|$)")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_MEDIA_URL = re.compile(
    r"[^?#]+\.(?:mp3|m4a|m4b|mp4|m4v|aac|ogg|oga|ogv|opus|flac|wav|webm|mkv|mov)(?:[?#]|$)",
    re.IGNORECASE,
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_UNSAFE_IN_URL = re.compile(r"[^A-Za-z0-9\-._~:/?@!&'+,=%]|%(?![0-9A-Fa-f]{2})")
_UNSAFE_IN_PATH = re.compile(r"[^A-Za-z0-9\-._~/]")


def _percent(found: re.Match[str]) -> str:
    # A file name that is no UTF-8 arrives with surrogates that stand for its bytes.
    try:
        raw = found[0].encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = found[0].encode("utf-8", "replace")
    return "".join(f"%{byte:02X}" for byte in raw)


def web_address(url: str) -> str:
    """`url` without its fragment, safe inside a Markdown link; "" if it is no web address."""
    trimmed = url.strip().partition("#")[0]
    return _UNSAFE_IN_URL.sub(_percent, trimmed) if _WEB.match(trimmed) else ""


def file_address(path: str) -> str:
    """A ``file:`` address for an absolute path of any platform; a relative path stays relative."""
    if path.startswith("/"):
        return "file://" + _UNSAFE_IN_PATH.sub(_percent, path)
    if _DRIVE.match(path):
        rest = path[2:].replace("\\", "/")
        return f"file:///{path[:2]}" + _UNSAFE_IN_PATH.sub(_percent, rest)
    if path.startswith("\\\\"):
        return "file:" + _UNSAFE_IN_PATH.sub(_percent, path.replace("\\", "/"))
    return _UNSAFE_IN_PATH.sub(_percent, path)


def has_youtube_video(episode: Episode) -> bool:
    """Whether `video_id` names a video on YouTube, and not one of another site."""
    if not _VIDEO_ID.fullmatch(episode.video_id):
        return False
    return (
        not _WEB.match(episode.source_url)
        or _YOUTUBE.match(episode.source_url) is not None
        or _SURE_VIDEO_ID.fullmatch(episode.video_id) is not None
    )


def episode_address(episode: Episode) -> str:
    """Where the whole episode plays or is described; "" if nowhere known."""
    if has_youtube_video(episode):
        return f"https://youtu.be/{episode.video_id}"
    address = web_address(episode.source_url)
    if episode.media is not None and not _MEDIA_URL.match(address):
        return file_address(episode.media.path)
    return address


def deep_links(episode: Episode) -> LinkTo:
    """How marks of `episode` are linked: the video, else the media URL, else the local file."""
    address = episode_address(episode)
    if has_youtube_video(episode):
        return lambda mark: f"{address}?t={mark.start_ms // 1000}"
    if address:
        return lambda mark: f"{address}#t={_fragment(mark)}"
    return lambda mark: ""


def _fragment(mark: Annotation) -> str:
    start = format_seconds(mark.start_ms)
    return f"{start},{format_seconds(mark.end_ms)}" if mark.end_ms > mark.start_ms else start
