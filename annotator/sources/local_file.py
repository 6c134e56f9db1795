"""A media file, a transcript file, or one with the other beside it.

Content tells media from text; endings are only used to look for the other file of a pair.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from annotator.domain.errors import MediaError, NotFoundError, TranscriptError
from annotator.domain.notes import Chapter, Media
from annotator.files import read_bytes, refuse_held
from annotator.sources.fetched import Fetched, FetchedTranscript, Progress

MEDIA_ENDINGS = (
    ".mp3", ".m4a", ".m4b", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav",
    ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".wma", ".aiff",
)  # fmt: skip
TRANSCRIPT_ENDINGS = (
    ".json", ".vtt", ".srt", ".ttml", ".dfxp", ".xml", ".tsv", ".csv", ".srv3", ".srv1",
    ".json3", ".itt", ".ytt", ".smi", ".sbv", ".ass", ".ssa", ".lrc", ".sub", ".eaf", ".textgrid",
    ".otr", ".html", ".md", ".txt",
)  # fmt: skip
FEED_ENDINGS = (".opml", ".rss")

MAX_TRANSCRIPT_BYTES = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_MOST_FOLDERS = 100


def fetch_local(path: Path, transcript: Path | None, progress: Progress) -> Fetched:
    """The episode of the file `path`; its transcript is `transcript` or one found beside it.

    `path` may itself be a transcript, with or without its media beside it. Reads whole files:
    a worker's job. Raises NotFoundError, MediaError or TranscriptError.
    """
    head = _head(path)
    if not head:
        raise MediaError("“{0}” is an empty file.", path.name)
    if _is_text(head):
        if transcript is not None:
            raise MediaError("“{0}” is text, not audio or video; give the media first.", path.name)
        media = media_beside(path)
        chosen: tuple[Path, ...] = (path,)
    else:
        media = path
        chosen = (transcript,) if transcript else transcripts_beside(path)
    named = transcript is not None or media is not path
    return Fetched(
        title=_title(path),
        media=describe_media(media, progress) if media else None,
        transcripts=tuple(_read(file) for file in chosen),
        chosen=named,
        chapters=_chapters(media) if media else (),
    )


def _chapters(path: Path) -> tuple[Chapter, ...]:
    from annotator.sources.media_probe import chapters_in

    return chapters_in(path)


def fetch_transcript(path: Path) -> Fetched:
    """A transcript file alone, chosen by the user for an episode that is there already."""
    return Fetched(title=_title(path), transcripts=(_read(path),), chosen=True)


def describe_media(path: Path, progress: Progress) -> Media:
    """Facts of a media file, its SHA-256 included (about a second a gigabyte)."""
    # Imported here: it loads FFmpeg, which no start should wait for.
    from annotator.sources.media_probe import probe

    try:
        refuse_held(path)
    except OSError as error:
        raise MediaError("“{0}” cannot be read: {1}.", path, error.strerror) from error
    facts = probe(path)
    if not facts.has_audio:
        raise MediaError("“{0}” has no sound; choose the audio or the full video.", path.name)
    size, digest, done = path.stat().st_size, hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(done / max(size, 1))
    return Media(str(path.absolute()), digest.hexdigest(), size, facts.duration_ms, facts.has_video)


def find_moved(media: Media, folders: tuple[Path, ...], progress: Progress) -> Media | None:
    """The file of `media` under another name or in another of `folders`, by size and content."""
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            try:
                alike = path.is_file() and path.stat().st_size == media.size_bytes
                found = describe_media(path, progress) if alike else None
            except (OSError, MediaError):
                continue
            if found and found.sha256 == media.sha256:
                return found
    return None


def folders_near(path: Path) -> tuple[Path, ...]:
    """Where a file that has left `path` may be: its folder, those in it, the one above."""
    folder = path.parent
    try:
        below = sorted(other for other in folder.iterdir() if other.is_dir())
    except OSError:
        below = []
    return (folder, *below[:_MOST_FOLDERS], folder.parent)


def _head(path: Path) -> bytes:
    _check_name(path)
    try:
        refuse_held(path)
        with path.open("rb") as file:
            return file.read(65_536)
    except FileNotFoundError as error:
        raise NotFoundError("There is no file “{0}”.", path) from error
    except IsADirectoryError as error:
        raise NotFoundError("“{0}” is a folder; name a file in it.", path) from error
    except OSError as error:
        raise NotFoundError("“{0}” cannot be read: {1}.", path, error.strerror) from error


def _check_name(path: Path) -> None:
    """Raise where bytes of a name are no text: the library could not keep it."""
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        name = path.name.encode("utf-8", "replace").decode()
        raise NotFoundError(
            "The name “{0}” is no readable text; rename the file first.", name
        ) from error


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if not head or head.startswith((b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3")):
        return False
    # A stray control character makes no media of a text; in media every tenth byte is one.
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head[:4096])
    return controls * 50 <= len(head[:4096]) or any(
        _is_utf16(head[:4096], order) for order in ("utf-16-le", "utf-16-be")
    )


def _is_utf16(head: bytes, encoding: str) -> bool:
    """Whether UTF-16 without its mark: sound and pictures soon hold what no text holds."""
    try:
        text = head[: len(head) & ~1].decode(encoding)
    except UnicodeDecodeError as error:
        # The first part of a file may end between the two halves of a character.
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode(encoding)
    return not any(
        unicodedata.category(ch) in ("Cc", "Cn", "Co") and ch not in "\t\n\r\f" for ch in text
    )


def _read(path: Path) -> FetchedTranscript:
    _check_name(path)
    try:
        if path.stat().st_size > MAX_TRANSCRIPT_BYTES:
            raise TranscriptError(
                "The transcript “{0}” is larger than 64 MB; split it first.", path.name
            )
        return FetchedTranscript(path.name, read_bytes(path))
    except FileNotFoundError as error:
        raise NotFoundError("There is no file “{0}”.", path) from error
    except OSError as error:
        raise TranscriptError("“{0}” cannot be read: {1}.", path, error.strerror) from error


def _beside(path: Path, endings: tuple[str, ...]) -> list[Path]:
    """Files of one of `endings` that share the stem of `path`, in the order of `endings`."""
    stem = path.stem.casefold()
    found: list[tuple[int, str, Path]] = []
    try:
        # Names alone first: a folder of a thousand is gone through for each of them.
        alike = [name for name in os.listdir(path.parent) if name.casefold().startswith(stem)]  # noqa: PTH208
    except OSError:
        return []
    for other in map(path.with_name, alike):
        name, ending = other.name.casefold(), other.suffix.casefold()
        own_stem = name.removesuffix(ending)
        # talk.mp3 goes with talk.srt and talk.en.srt, not with talk2.srt or talk.info.json.
        related = own_stem == stem or re.fullmatch(
            re.escape(stem) + r"\.[a-z]{2,3}(-[a-z0-9]+)*", own_stem
        )
        if other != path and ending in endings and related and other.is_file():
            found.append((endings.index(ending), other.name, other))
    return [other for _, _, other in sorted(found)]


def transcripts_beside(path: Path) -> tuple[Path, ...]:
    """Texts that share the name of the recording `path` and its folder, the likeliest first."""
    return tuple(_beside(path, TRANSCRIPT_ENDINGS)[:6])


def media_beside(path: Path) -> Path | None:
    """The recording that shares the name of the text `path` and its folder."""
    # talk.en.srt goes with talk.mp3.
    shorter = path.with_name(re.sub(r"\.[A-Za-z]{2,3}(-\w+)?$", "", path.stem) + path.suffix)
    for name in (path, shorter):
        found = _beside(name, MEDIA_ENDINGS)
        if found:
            return found[0]
    return None


def _title(path: Path) -> str:
    return re.sub(r"[\s_]+", " ", path.stem).strip() or path.name
