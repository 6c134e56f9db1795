"""A web of one machine: pages, files and streams on 127.0.0.1, with every vice of servers."""

from __future__ import annotations

import gc
import io
import math
import struct
import threading
import wave
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_POLL_S = 0.02
"""How long a test waits for its server to end; half a second, if nobody says."""

Act = Callable[[BaseHTTPRequestHandler], None]

VTT = (
    "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nThe kettle is on.\n\n"
    "00:00:02.000 --> 00:00:04.000\nThen we can begin.\n"
)


class LocalWeb:
    """Serves `pages`: a path to bytes with a type, or to a function that answers itself.

    `asked` lists the paths asked for, `headers` what came with each.
    """

    def __init__(self) -> None:
        # yt-dlp leaves connections that failed to the garbage collector. It is to find them before
        # the next test, among what is made from here on: there may be millions of older things.
        gc.freeze()
        self.pages: dict[str, Act] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stop_waiting = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append(self.path)
                web.headers.append(dict(self.headers.items()))
                act = web.pages.get(self.path.partition("?")[0], not_found)
                try:
                    act(self)
                except OSError:
                    self.close_connection = True

            def do_HEAD(self) -> None:
                self.do_GET()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_S,), daemon=True
        )
        self._thread.start()
        self.port = self._server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, kind: str, **headers: str) -> str:
        """Serve `body`, with ranges and validators as a good server does."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda request: send(request, data, kind, headers)
        return self.url(path)

    def act(self, path: str, act: Act) -> str:
        self.pages[path] = act
        return self.url(path)

    def close(self) -> None:
        self.stop_waiting.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        gc.collect()
        gc.unfreeze()


def send(request: BaseHTTPRequestHandler, data: bytes, kind: str, headers: dict[str, str]) -> None:
    etag = headers.get("ETag")
    if etag and request.headers.get("If-None-Match") == etag:
        request.send_response(304)
        request.send_header("Content-Length", "0")
        request.end_headers()
        return
    begin = 0
    wanted = request.headers.get("Range", "")
    if wanted.startswith("bytes="):
        begin = int(wanted[6:].partition("-")[0] or 0)
        request.send_response(206)
        request.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
    else:
        request.send_response(200)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(data) - begin))
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(data[begin:])


def not_found(request: BaseHTTPRequestHandler) -> None:
    status(404)(request)


def status(code: int) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return act


def redirect(target: str) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", target)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return act


def cut_off(data: bytes, after: int, kind: str) -> Act:
    """Promises all of `data`, sends `after` bytes of what is asked for, and hangs up."""

    def act(request: BaseHTTPRequestHandler) -> None:
        begin = int(request.headers.get("Range", "bytes=0-")[6:].partition("-")[0] or 0)
        request.send_response(206 if begin else 200)
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data) - begin))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(data[begin : begin + after])
            request.wfile.flush()
        request.close_connection = True

    return act


def stalling(data: bytes, after: int, kind: str, go_on: threading.Event) -> Act:
    """Sends `after` bytes at once and the rest only when `go_on` is set."""

    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if request.command == "HEAD":
            return
        request.wfile.write(data[:after])
        request.wfile.flush()
        go_on.wait(30)
        request.wfile.write(data[after:])

    return act


def tone(seconds: float = 2.0, pitch: int = 440, rate: int = 8_000) -> bytes:
    """A WAV file of a tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        count = round(seconds * rate)
        values = (round(9_000 * math.sin(2 * math.pi * pitch * n / rate)) for n in range(count))
        sound.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return file.getvalue()


def stream_pieces(count: int = 3, seconds: float = 1.0) -> list[bytes]:
    """The same tone as pieces of an HLS stream: MPEG transport with MP2 sound."""
    import av

    pieces = []
    for _ in range(count):
        out = io.BytesIO()
        with (
            av.open(io.BytesIO(tone(seconds, rate=16_000))) as source,
            av.open(out, "w", format="mpegts") as target,
        ):
            stream = target.add_stream("mp2", rate=16_000, layout="mono")
            for frame in source.decode(audio=0):
                frame.pts = None
                target.mux(stream.encode(frame))
            target.mux(stream.encode(None))
        pieces.append(out.getvalue())
    return pieces
