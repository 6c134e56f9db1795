"""A model is fetched once, with progress, from a hub that this machine plays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "config.json": b"{}",
    "model.bin": bytes(3_000_000),
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a\n",
    "README.md": b"not wanted",
}
FETCH = """
import sys
from annotator.domain.errors import SpeechError
from annotator.sources import speech_models
seen = []
speech_models.MODELS = {"tiny": 3}
try:
    print(speech_models.model_on_disk("tiny"))
    path = speech_models.download_model("tiny", seen.append)
    print(sorted(item.name for item in path.iterdir()))
    print(speech_models.model_on_disk("tiny") == path, bool(seen), seen == sorted(seen), seen[-1])
except SpeechError as error:
    print(error)
"""


class Hub(BaseHTTPRequestHandler):
    """As much of the model hub as a download asks for."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        if "/revision/" in path:
            self._send(json.dumps({"id": "Systran/faster-whisper-tiny", "sha": COMMIT}).encode())
        elif "/tree/" in path:
            rows = [
                {"type": "file", "path": name, "size": len(data), "oid": f"{len(name):040x}"}
                for name, data in FILES.items()
            ]
            self._send(json.dumps(rows).encode())
        elif "/resolve/" in path:
            self._send(FILES[path.rpartition("/")[2]], with_body=with_body)
        else:
            self.send_error(404)

    def _send(self, data: bytes, *, with_body: bool = True) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{len(data):040x}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nobody reads a log of a test's hub."""


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(address: str, home: Path) -> list[str]:
    """What a program prints that fetches a model from the hub at `address`."""
    pytest.importorskip("faster_whisper", reason="the extra “speech” is not installed")
    names = {"HF_ENDPOINT": address, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", FETCH],
        env=os.environ | names,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def test_a_model_is_fetched_with_progress_and_found_again(hub: str, tmp_path: Path) -> None:
    before, files, after = fetch(hub, tmp_path)

    assert before == "None"
    assert files == "['config.json', 'model.bin', 'tokenizer.json', 'vocabulary.txt']"
    assert after == "True True True 1.0"


def test_without_a_network_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    # Nothing listens at port 9 of this machine.
    _, said = fetch("http://127.0.0.1:9", tmp_path)

    assert said == (
        "The model “tiny” (3 MB) could not be downloaded; look at the network and try again, or"
        " name the folder of a model that is on the disk."
    )
