"""Which addresses a link may lead to: public ones, unless the user serves themselves.

The address is checked where the connection is made, so that every redirect, every segment of a
stream, and a name that means another address the second time it is asked are all covered.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import urllib.request
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from annotator.sources.faults import AddressRefusedError, SourceError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOCAL_NAMES = re.compile(r"(?i)(^|\.)(localhost|local|internal|home\.arpa|lan)\.?$")
_NOT_IN_A_LINK = re.compile(r"[\x00-\x20\x7f]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 4_096
TIMEOUT_S = 20
"""How long a server may be silent before it is given up, where nothing else is said."""
_YOUTUBE = re.compile(
    r"(?i)https?://(?:(?:www|m|music)\.)?(?:youtu\.be/|youtube(?:-nocookie)?\.com/"
    r"(?:(?:shorts|embed|live|v)/|watch\?(?:[^#]*&)?v=))([\w-]{11})(?![\w-])"
)


def is_link(text: str) -> bool:
    """Whether `text` is one http or https address and nothing else."""
    return bool(re.match(r"(?i)https?://[^/\s]", text)) and not _NOT_IN_A_LINK.search(text)


def youtube_id(url: str) -> str:
    """The id of the YouTube video that `url` leads to, however it is spelled; "" for none."""
    found = _YOUTUBE.match(url)
    return found[1] if found else ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, looked at from all sides."""
    ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in _meant_by(ip))


def _meant_by(ip: _Address) -> list[_Address]:
    """`ip` and the IPv4 address it wraps, if it does."""
    meant = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return [ip.ipv4_mapped]  # as itself it would count as reserved
        if ip in _NAT64:
            return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
        wrapped = [ip.sixtofour, *(ip.teredo or ())]
        meant += [one for one in wrapped if one]
    return meant


class Guard:
    """Decides on addresses, and how long a server may be silent. `refused` keeps the sentence of
    the first address turned away, which libraries between here and there are prone to swallow."""

    def __init__(self, *, allow_private: bool = False, timeout_s: float = TIMEOUT_S) -> None:
        self.allow_private = allow_private
        self.timeout_s = timeout_s
        self.refused = ""

    def fresh(self) -> Guard:
        """One like this that has refused nothing yet: for what may fail without harm."""
        return Guard(allow_private=self.allow_private, timeout_s=self.timeout_s)

    def check(self, url: str) -> str:
        """`url` if it may be asked for as far as its text tells. Raises SourceError."""
        if not is_link(url) or len(url) > _LONGEST:
            raise SourceError("“{0}” is not a link; give one that begins with https://.", url[:80])
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname or "", parts.port
        except ValueError as error:
            raise SourceError("“{0}” is not a link that can be followed.", url[:80]) from error
        literal = _as_literal(host)
        private = _LOCAL_NAMES.search(host) or (literal and not is_public(literal))
        if private and not self.allow_private:
            raise self._refusal(host)
        if parts.username is not None:
            # It would be kept with the episode, and sent wherever a redirect leads.
            raise SourceError(
                "The link to “{0}” holds a name or password; it is not followed.", host
            )
        return url

    def connect(
        self,
        address: tuple[str, int],
        timeout: float | None = None,
        source_address: tuple[str, int] | None = None,
    ) -> socket.socket:
        """A connection to `address`, made only to those of its addresses that may be.

        Stands in for `socket.create_connection`. Raises OSError, AddressRefusedError.
        """
        host, port = address
        found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        fine = [one for one in found if self.allow_private or is_public(str(one[4][0]))]
        if not fine:
            raise self._refusal(host)
        trouble: OSError = OSError(f"no address for {host}")
        for family, kind, protocol, _name, where in fine:
            made = socket.socket(family, kind, protocol)
            try:
                if isinstance(timeout, int | float):
                    made.settimeout(timeout)
                if source_address:
                    made.bind(source_address)
                made.connect(where)
            except OSError as error:
                made.close()
                trouble = error
            else:
                return made
        raise trouble

    def _refusal(self, host: str) -> AddressRefusedError:
        sentence = (
            f"The link leads to “{host}”, which is on this machine or its network, and is not"
            " followed; switch “Links to this network” on in the settings if you serve it yourself."
        )
        self.refused = self.refused or sentence
        return AddressRefusedError(sentence)


def _as_literal(host: str) -> str:
    """The IP address that `host` spells, in any of the ways a resolver takes one, or ""."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        # 127.1, 0x7f000001 and 2130706433 are 127.0.0.1 too.
        return socket.inet_ntoa(socket.inet_aton(host)) if re.match(r"^[0-9a-fx.]+$", host) else ""
    except OSError:
        return ""


class GuardedOpening:
    """For a urllib handler: checks each request and makes its connection through `guard`.

    Mixed in before the handler that opens; redirects come by here again, each by itself.
    """

    guard: Guard

    def do_open(
        self,
        http_class: Callable[..., HTTPConnection],
        req: urllib.request.Request,
        **arguments: Any,
    ) -> HTTPResponse:
        direct = not (req.has_proxy() or getattr(req, "_tunnel_host", None))
        self.guard.check(req.full_url)

        def made(host: str, **given: Any) -> HTTPConnection:
            connection = http_class(host, **given)
            if direct:
                # A proxy is the user's own choice and looks names up itself.
                connection._create_connection = self.guard.connect  # type: ignore[attr-defined]
            return connection

        opened: HTTPResponse = super().do_open(made, req, **arguments)  # type: ignore[misc]
        return opened
