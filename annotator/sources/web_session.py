"""yt-dlp on a short lead: options made here and nowhere else, every connection guarded.

yt-dlp offers much that a link must never reach: plug-ins, cookies, netrc, other programs, files
of this machine. None of it is passed on, and of its network code only one handler is used, whose
connections go through `Guard`.
"""

from __future__ import annotations

import os
import urllib.request
from pathlib import Path
from typing import Any

from annotator.sources.addresses import Guard, GuardedOpening
from annotator.sources.faults import A_FEED, ListError, SourceError

# Read while yt_dlp is imported: a plug-in of the user's is other people's code.
os.environ["YTDLP_NO_PLUGINS"] = "1"

import yt_dlp
from yt_dlp.networking._urllib import HTTPHandler, ProxyHandler, RedirectHandler, UrllibRH
from yt_dlp.networking.exceptions import RequestError

# deno and quickjs cannot reach the network or the disk, node is run without leave to.
_RUNTIMES: tuple[str, ...] = ("deno", "node", "quickjs")
_FROM_FEED = "season_number"
"""What yt-dlp tells of each episode of a feed, and not of what else it finds in a strange page."""


class _GuardedHttp(GuardedOpening, HTTPHandler):  # type: ignore[misc]
    def __init__(self, guard: Guard, **given: Any) -> None:
        super().__init__(**given)
        self.guard = guard


def _handler_class(guard: Guard) -> type:
    class GuardedRH(UrllibRH):  # type: ignore[misc]
        """yt-dlp's plain handler, without ``data:``, ``ftp:`` and ``file:``, and guarded."""

        _SUPPORTED_URL_SCHEMES = ("http", "https")
        RH_NAME = "guarded"

        def _create_instance(
            self, proxies: Any, cookiejar: Any, legacy_ssl_support: Any = None
        ) -> Any:
            opener = urllib.request.OpenerDirector()
            context = self._make_sslcontext(legacy_ssl_support=legacy_ssl_support)
            for handler in (
                ProxyHandler(proxies),
                _GuardedHttp(guard, context=context, source_address=self.source_address),
                urllib.request.HTTPCookieProcessor(cookiejar),
                urllib.request.UnknownHandler(),
                urllib.request.HTTPDefaultErrorHandler(),
                urllib.request.HTTPErrorProcessor(),
                RedirectHandler(),
            ):
                opener.add_handler(handler)
            opener.addheaders = []
            return opener

        def _send(self, request: Any) -> Any:
            try:
                return super()._send(request)
            except SourceError as error:
                # The one kind of failure that yt-dlp does not try again.
                raise RequestError(str(error), cause=error) from error

    return GuardedRH


class Log:
    """yt-dlp's logger: nothing is printed; `said` keeps its warnings and errors."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def debug(self, message: str) -> None:
        """Passing remarks; nobody reads them."""

    info = debug

    def warning(self, message: str) -> None:
        self.said.append(message)

    error = warning


class Downloader(yt_dlp.YoutubeDL):  # type: ignore[misc]
    """A YoutubeDL for one link; a context manager. `log` is what it said."""

    def __init__(self, folder: Path, guard: Guard, hook: Any = None) -> None:
        """Files go to `folder`, `hook` gets yt-dlp's progress."""
        self._guard = guard
        self.log = Log()
        super().__init__(_options(folder, self.log, hook, guard.timeout_s))

    def build_request_director(self, _handlers: Any, preferences: Any = None) -> Any:
        return super().build_request_director([_handler_class(self._guard)], preferences)

    def process_ie_result(self, ie_result: Any, *given: Any, **options: Any) -> Any:
        # A feed is ours to read; its episodes' addresses may not be what yt-dlp can follow.
        entries = ie_result.get("entries")
        strange = ie_result.get("extractor_key") == "Generic" and isinstance(entries, list)
        if strange and any(_FROM_FEED in one for one in entries[:2]):
            raise ListError(A_FEED)
        return super().process_ie_result(ie_result, *given, **options)

    @property
    def has_runtime(self) -> bool:
        """Whether a JavaScript runtime that YouTube's player can be asked with is there."""
        found = (one.info for one in self._js_runtimes.values() if one)
        return any(info is not None and info.supported for info in found)


def _options(folder: Path, log: Log, hook: Any, timeout_s: float) -> dict[str, Any]:
    return {
        "format": "ba/b",
        "outtmpl": {"default": "%(id).80B.%(ext)s"},
        "paths": {"home": str(folder)},
        "restrictfilenames": True,
        "windowsfilenames": True,
        "noplaylist": True,
        "playlistend": 2,
        "socket_timeout": timeout_s,
        "retries": 3,
        "fragment_retries": 3,
        "extractor_retries": 1,
        "skip_unavailable_fragments": False,
        "continuedl": True,
        "updatetime": False,
        "enable_file_urls": False,
        "usenetrc": False,
        "cachedir": False,
        "hls_prefer_native": True,
        "external_downloader": {"default": "native"},
        # There is no such program: yt-dlp must not hand an address to an ffmpeg it finds.
        "ffmpeg_location": str(folder / "none"),
        "fixup": "never",
        "postprocessors": [],
        "js_runtimes": {name: {} for name in _RUNTIMES},
        "color": "never",
        "ignoreerrors": False,
        "ignore_no_formats_error": True,
        "quiet": True,
        "noprogress": True,
        "logger": log,
        "progress_hooks": [hook] if hook else [],
    }
