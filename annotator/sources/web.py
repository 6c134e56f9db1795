"""An episode at a link: YouTube, the sites yt-dlp knows, a page with audio in it, a plain file.

Two steps: `look_up` says what is there, then `fetch_page` brings its words and its sound.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import AnnotatorError, MediaError
from annotator.domain.notes import Media
from annotator.files import take_name
from annotator.sources.addresses import Guard
from annotator.sources.explaining import sentence_for
from annotator.sources.faults import (
    A_FEED,
    AddressRefusedError,
    DiskFullError,
    ListError,
    NoRuntimeError,
    NothingFoundError,
    SourceError,
)
from annotator.sources.feed_fetch import is_feed
from annotator.sources.fetched import Fetched, FetchedTranscript, LaterError, Report
from annotator.sources.no_recording import HEAD_BYTES, kind_of
from annotator.sources.web_captions import PIECES, language_of

if TYPE_CHECKING:
    from annotator.sources.web_page import WebPage

# yt-dlp is imported where a link is followed: it takes half a second.

_SPARE_BYTES = 64 * 1024 * 1024
_KEPT_S = 7 * 24 * 3600
"""How long a half-fetched file is kept to be gone on with."""
_MAX_CAPTION_BYTES = 64 * 1024 * 1024
_PARTS = ".parts"
_UNKNOWN = ".unknown_video"
_ENDINGS = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("m4a", "mp4"),
    "matroska,webm": ("mka", "mkv"),
    "mpegts": "ts",
}
"""Endings for FFmpeg's names of containers that are none, of sound and of pictures with it."""


def look_up(
    url: str,
    guard: Guard,
    *,
    languages: tuple[str, ...] = ("en",),
    report: Report = lambda *_: None,
) -> WebPage:
    """What the link `url` leads to. Raises SourceError."""
    guard.check(url)
    report(0.0, "")
    try:
        page = _looked_at(url, guard, languages)
    except NothingFoundError as error:
        # yt-dlp knows no feed of Atom, and none that is spoilt.
        if is_feed(url, guard):
            raise ListError(A_FEED) from error
        raise
    if page.words_only and url.casefold().endswith(".xml") and is_feed(url, guard):
        raise ListError(A_FEED)
    return page


def _looked_at(url: str, guard: Guard, languages: tuple[str, ...]) -> WebPage:
    from annotator.sources.web_page import page_from_info
    from annotator.sources.web_session import Downloader

    with _Running(url, guard), Downloader(Path(), guard) as downloader:
        info = downloader.extract_info(url, download=False)
        return page_from_info(downloader, info, url, languages)


def fetch_page(
    page: WebPage,
    folder: Path,
    guard: Guard,
    *,
    media: bool = True,
    report: Report = lambda *_: None,
) -> Fetched:
    """The words of a page and, with `media`, its sound, kept in `folder`. Raises SourceError.

    `report` gets the share done and the speed; it may raise to cancel, which leaves nothing.
    """
    media = media and not page.words_only
    if not media and page.captions is None:
        raise SourceError("“{0}” has no transcript; fetch its audio instead.", page.title)
    transcripts = _words(page, guard, report)
    if not media and not transcripts:
        raise SourceError("The transcript of “{0}” could not be fetched; try again.", page.title)
    found = fetch_media(page, folder, guard, report) if media else None
    return Fetched(
        title=page.title,
        media=found,
        transcripts=transcripts,
        chosen=page.words_only,
        show=page.show,
        video_id=page.video_id,
        source_url=page.url,
        published_on=page.published_on,
        language=page.language,
        description=page.description,
        chapters=page.chapters,
    )


def fetch_media(page: WebPage, folder: Path, guard: Guard, report: Report) -> Media:
    """The sound of a page, in a file of `folder` that appears when it is whole.

    What a cut connection leaves is kept aside and gone on with the next time.
    """
    from annotator.sources.local_file import describe_media
    from annotator.sources.web_session import Downloader

    if not page.has_media:
        raise _no_media(page)
    parts = _parts(folder, page)
    _check_room(folder, page)
    running = _Running(page.url, guard, page=page, parts=parts)
    with running, Downloader(parts, guard, running.hook(report)) as downloader:
        done = downloader.process_ie_result(dict(page.info), download=True)
        file = Path(done["requested_downloads"][0]["filepath"])
        try:
            described = describe_media(file, lambda _share: report(1.0, ""))
        except MediaError as error:
            refused = _no_recording(page.url, file)
            shutil.rmtree(parts, ignore_errors=True)
            raise refused from error
        kept = _settle(_named_by_content(file), folder, described)
    shutil.rmtree(parts, ignore_errors=True)
    return kept


def _no_recording(url: str, file: Path) -> SourceError:
    if kind := kind_of(file):
        return SourceError("“{0}” is {1}, not a recording.", url, kind)
    return SourceError("What “{0}” sends is not a recording, or it is damaged.", url)


def _words(page: WebPage, guard: Guard, report: Report) -> tuple[FetchedTranscript, ...]:
    """The first of the chosen captions' formats that comes; captions are no reason to fail."""
    from annotator.sources.download import get

    if page.captions is None:
        return ()
    for ending, url, text in page.captions.places:
        kind = "vtt" if ending == PIECES else ending
        name = ".".join(filter(None, (page.title[:80], language_of(page.captions), kind)))
        if text:
            return (FetchedTranscript(name, text.encode()),)
        with suppress(SourceError):
            own = guard.fresh()
            if ending == PIECES:
                data = _put_together(url, own, report)
            else:
                data = get(url, own, limit=_MAX_CAPTION_BYTES).data
            if data.strip():
                return (FetchedTranscript(name, data),)
    return ()


def _put_together(url: str, guard: Guard, report: Report) -> bytes:
    """The pieces of a playlist of captions, as one WebVTT text. Raises SourceError."""
    from annotator.sources.web_session import Downloader

    running = _Running(url, guard)
    told = running.hook(report)

    def limited(status: dict[str, Any]) -> None:
        told(status)
        if (status.get("downloaded_bytes") or 0) > _MAX_CAPTION_BYTES:
            raise SourceError("These captions are larger than 64 MB; they were not fetched.")

    with TemporaryDirectory() as name, running, Downloader(Path(name), guard, limited) as loader:
        target = Path(name, "words.vtt")
        info = {"id": "words", "url": url, "ext": "vtt", "protocol": "m3u8_native"}
        loader.dl(str(target), info, subtitle=True)
        return target.read_bytes()


class _Running:
    """Says what went wrong inside; a full disk or a cancelled download leaves nothing."""

    def __init__(
        self, url: str, guard: Guard, page: WebPage | None = None, parts: Path | None = None
    ) -> None:
        self._url, self._guard, self._page, self._parts = url, guard, page, parts
        self._stopped: BaseException | None = None
        self._looked = False

    def hook(self, report: Report) -> Callable[[dict[str, Any]], None]:
        """yt-dlp's progress as a share and a speed; what `report` raises ends the download."""
        from yt_dlp.utils import DownloadCancelled

        def told(status: dict[str, Any]) -> None:
            self._look_at(status)
            total = status.get("total_bytes") or status.get("total_bytes_estimate") or 0
            share = min((status.get("downloaded_bytes") or 0) / total, 1.0) if total else 0.0
            try:
                report(share, _speed(status.get("speed")))
            except BaseException as error:
                self._stopped = error
                raise DownloadCancelled from error

        return told

    def _look_at(self, status: dict[str, Any]) -> None:
        """Refuse what is plainly no recording once its first bytes are there."""
        if self._looked or self._page is None:
            return
        if (status.get("downloaded_bytes") or 0) < HEAD_BYTES or "fragment_count" in status:
            return
        self._looked = True
        file = Path(status.get("tmpfilename") or status["filename"])
        if kind_of(file):
            refused = _no_recording(self._page.url, file)
            self._forget()
            raise refused

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            return
        if self._stopped is not None:
            if not isinstance(self._stopped, LaterError):
                self._forget()
            raise self._stopped from None
        if isinstance(error, AnnotatorError) or not isinstance(error, Exception):
            return
        told = sentence_for(error, self._url, self._guard)
        if isinstance(told, AddressRefusedError | DiskFullError):
            self._forget()
        page = self._page
        # Without a runtime YouTube's addresses are worth nothing: it answers 403.
        locked = page is not None and page.needs_runtime and "(403)" in str(told)
        raise (_no_media(page) if page and locked else told) from error

    def _forget(self) -> None:
        if self._parts is not None:
            shutil.rmtree(self._parts, ignore_errors=True)


def _no_media(page: WebPage) -> SourceError:
    if page.needs_runtime:
        return NoRuntimeError(
            "YouTube gives its sound only to programs with a JavaScript runtime; install Deno"
            " (deno.com) and try again, or take the transcript alone."
        )
    return SourceError("“{0}” has no sound that can be fetched.", page.title)


def kept_bytes(folder: Path, url: str) -> int:
    """How much of the sound of the page `url` is kept to go on with."""
    try:
        return sum(file.stat().st_size for file in _parts_of(folder, url).glob("*.part"))
    except OSError:
        return 0


def _parts_of(folder: Path, url: str) -> Path:
    return folder / _PARTS / hashlib.sha256(url.encode()).hexdigest()[:24]


def _parts(folder: Path, page: WebPage) -> Path:
    """The folder for what is not whole yet; that of links long given up goes."""
    parts = folder / _PARTS
    try:
        parts.mkdir(parents=True, exist_ok=True)
        for old in parts.iterdir():
            if time.time() - old.stat().st_mtime > _KEPT_S:
                shutil.rmtree(old, ignore_errors=True)
        own = _parts_of(folder, page.url)
        own.mkdir(exist_ok=True)
    except OSError as error:
        raise SourceError(
            "The folder “{0}” for fetched audio cannot be written: {1}.", folder, error.strerror
        ) from error
    return own


def _check_room(folder: Path, page: WebPage) -> None:
    free = shutil.disk_usage(folder).free
    if page.size_bytes + _SPARE_BYTES > free and page.size_bytes:
        raise SourceError(
            "“{0}” needs {1} and the disk has {2} free; nothing was fetched.",
            page.title,
            _amount(page.size_bytes),
            _amount(free),
        )


def _named_by_content(file: Path) -> Path:
    """The file, named by what is in it where neither its link nor its server told."""
    from annotator.sources.media_probe import probe

    if file.suffix != _UNKNOWN:
        return file
    facts = probe(file)
    endings = _ENDINGS.get(facts.container, facts.container.partition(",")[0])
    ending = endings if isinstance(endings, str) else endings[facts.has_video]
    return file.replace(file.with_suffix(f".{ending}"))


def _settle(file: Path, folder: Path, media: Media) -> Media:
    """Give a whole file its place: its own name, or that of the same content there already."""
    stem = re.sub(r"[^\w.-]", "_", file.stem, flags=re.ASCII).strip("._-") or "media"
    for number in range(1, 1_000):
        target = folder / f"{stem}{f'-{number}' if number > 1 else ''}{file.suffix}"
        if take_name(file, target):
            return replace(media, path=str(target.absolute()))
        if target.stat().st_size == media.size_bytes and _sha256(target) == media.sha256:
            return replace(media, path=str(target.absolute()))
    raise SourceError("The folder “{0}” holds too many files called “{1}”.", folder, stem)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _speed(bytes_a_second: Any) -> str:
    return f"{_amount(bytes_a_second)}/s" if isinstance(bytes_a_second, int | float) else ""


def _amount(size: float) -> str:
    return f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
