"""From the errors of the network and of yt-dlp to one sentence a user can act on."""

from __future__ import annotations

import errno
import http.client
import math
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from annotator.domain.errors import AnnotatorError
from annotator.phrases import phrase
from annotator.sources.addresses import Guard
from annotator.sources.faults import (
    AddressRefusedError,
    DiskFullError,
    NothingFoundError,
    SourceError,
)

_Sayer = Callable[[BaseException], str]

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}

_TOO_MUCH = 429
_LONGEST_S = 7 * 24 * 3600
_STATUS: dict[int, str] = {
    401: phrase("“{0}” asks for a password (401); it cannot be fetched from here."),
    403: phrase("“{0}” does not let this be fetched (403)."),
    404: phrase("There is nothing at this link on “{0}” any more (404); check the link."),
    410: phrase("There is nothing at this link on “{0}” any more (410); check the link."),
    429: phrase("“{0}” says that too much was asked of it (429); try again later."),
}

_NOTHING = r"unsupported url|no video formats|no media found"
# What yt-dlp and the sites behind it say, most telling first.
_SAID: tuple[tuple[str, str], ...] = (
    (_NOTHING, phrase("No audio or video was found at this link; give the link of one episode.")),
    (r"private (video|playlist|track)|video is private",
     phrase("This recording is private; its owner must share it first.")),
    (r"members[- ]only|join this channel|premium|purchase",
     phrase("This recording is for paying members only; it cannot be fetched from here.")),
    (r"confirm your age|age[- ]restricted|sign in|log ?in|cookies|not a bot",
     phrase("The site lets only signed-in visitors have this recording; it cannot be fetched from"
            " here.")),
    (r"been (removed|terminated|deleted)|no longer available|video unavailable|not exist|isn't ava",
     phrase("This recording has been removed or was never there; check the link.")),
    (r"available in your (country|location)|geo[- ]?restrict",
     phrase("This recording is not offered in your country.")),
    (r"\bdrm\b", phrase("This recording is locked against copying and cannot be fetched.")),
    (r"live event will begin|premieres in|not yet started|upcoming",
     phrase("This recording has not begun yet; try again when it is over.")),
    (r"requested format is not available", phrase("No sound was found at this link.")),
    (r"infinite loop|HTTP Error 30\d",
     phrase("“{0}” sends on from one address to the next and nowhere in the end; check the link.")),
    (r"timed out", phrase("“{0}” did not answer in time; try again.")),
    (r"did not get any data", phrase("“{0}” sends an empty file; check the link.")),
    (r"bytes read|bytes, expected|more expected|fragment \d+ not found|connection (reset|aborted)",
     phrase("The connection to “{0}” was cut; try again, and what is there already is kept.")),
)  # fmt: skip


@contextmanager
def explained(url: str, guard: Guard) -> Iterator[None]:
    """Turns what goes wrong inside into one SourceError; our own errors pass as they are."""
    try:
        yield
    except AnnotatorError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise sentence_for(error, url, guard) from error


def sentence_for(error: BaseException, url: str, guard: Guard) -> SourceError:
    """The SourceError that says what `error` means to the user."""
    if guard.refused:
        return AddressRefusedError(guard.refused)
    causes = list(_chain(error))
    host = _host(url)
    if any(getattr(cause, "errno", None) in _DISK_FULL for cause in causes):
        return DiskFullError(
            "The disk is full, so nothing was imported; free some space and try again."
        )
    for cause in causes:
        for kind, say in _KINDS:
            if isinstance(cause, kind) and (said := say(cause)):
                return SourceError(said, host, _status(cause), _wait_min(cause))
    text = " ".join(str(cause) for cause in causes)
    for pattern, said in _SAID:
        if re.search(pattern, text, re.IGNORECASE):
            return (NothingFoundError if pattern is _NOTHING else SourceError)(said, host)
    return SourceError("“{0}” could not be fetched: {1}", host, _first_line(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and what caused it, the innermost first."""
    found: list[BaseException] = []
    todo = [error]
    while todo and len(found) < 20:
        one = todo.pop()
        if one is None or one in found:
            continue
        found.append(one)
        # yt-dlp keeps what it caught in exc_info or cause, urllib in reason.
        info = getattr(one, "exc_info", None)
        inner = (info[1] if isinstance(info, tuple) else None, getattr(one, "cause", None),
                 getattr(one, "reason", None), one.__cause__, one.__context__)  # fmt: skip
        todo += [other for other in inner if isinstance(other, BaseException)]
    return reversed(found)


def _status(error: BaseException) -> int:
    code = getattr(error, "code", None) or getattr(error, "status", None)
    return code if isinstance(code, int) else 0


def _of_status(error: BaseException) -> str:
    code = _status(error)
    if code < 400:
        return ""
    if code >= 500:
        if _wait_min(error):
            return phrase("“{0}” is in trouble itself ({1}); try again in {2} min.")
        return phrase("“{0}” is in trouble itself ({1}); try again later.")
    if code == _TOO_MUCH and _wait_min(error):
        return phrase("“{0}” says that too much was asked of it (429); try again in {2} min.")
    return _STATUS.get(code, phrase("“{0}” refused this ({1}); check the link."))


def _wait_min(error: BaseException) -> int:
    """The minutes that a server wants to be left alone for; 0 where it does not tell."""
    response = getattr(error, "response", error)  # yt-dlp's errors hold theirs
    headers = getattr(response, "headers", None) or {}
    told = str(headers.get("Retry-After") or "")
    try:
        seconds = (
            float(told)
            if told.isascii() and told.isdigit()
            else parsedate_to_datetime(told).timestamp() - time.time()
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    return math.ceil(seconds / 60) if 0 < seconds <= _LONGEST_S else 0


def _of_system(error: BaseException) -> str:
    number = getattr(error, "errno", None)
    if number in _NO_WAY:
        return phrase("There is no way to “{0}”; check the network connection.")
    return _of_status(error)


_CUT = phrase("The connection to “{0}” was cut; try again.")
_UNPROVEN = phrase("“{0}” cannot prove that it is who it says it is.")
_KINDS: tuple[tuple[type[BaseException], _Sayer], ...] = (
    (socket.gaierror, lambda _: phrase("“{0}” cannot be found; check the link and the network.")),
    (TimeoutError, lambda _: phrase("“{0}” did not answer in time; try again.")),
    (ConnectionRefusedError, lambda _: phrase("“{0}” takes no connections; try again later.")),
    (ConnectionError, lambda _: _CUT),
    (http.client.IncompleteRead, lambda _: _CUT),
    (http.client.RemoteDisconnected, lambda _: _CUT),
    (ssl.SSLCertVerificationError, lambda _: _UNPROVEN),
    (ssl.SSLError, lambda _: phrase("No safe connection to “{0}” could be made.")),
    (http.client.HTTPException, lambda _: phrase("“{0}” did not answer as a web server does.")),
    (OSError, _of_system),
    (BaseException, _of_status),
)  # fmt: skip


def _first_line(error: BaseException) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m|^ERROR:\s*|\[[\w:+.-]+\]\s*", "", str(error)).strip()
    line = text.partition("\n")[0].partition("; please report")[0][:200]
    return line if line.endswith((".", "!", "?")) else line + "."


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url[:80]
    except ValueError:
        return url[:80]
