"""What is turned away before a player sees it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.domain.errors import MediaError
from annotator.player.media_check import check_media

M3U = b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.mp3\n"
PLS = b"[playlist]\nFile1=http://127.0.0.1:9/a.mp3\nNumberOfEntries=1\n"
XSPF = b'<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><trackList/></playlist>'
DASH = b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>'
PAGE = b"<!DOCTYPE html><title>Log in</title>"
ID3_TAG = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (M3U, "a playlist"),
        (b"\xef\xbb\xbf" + M3U, "a playlist"),
        (M3U.decode().encode("utf-16"), "a playlist"),
        (M3U + bytes(100), "a playlist"),
        (ID3_TAG + M3U, "a playlist"),
        (PLS, "a playlist"),
        (XSPF, "a playlist"),
        (DASH, "a playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "a playlist"),
        (PAGE, "a web page"),
        (b"\n\n  <html>", "a web page"),
        (b"Hello.\r\nThis is a note.", "text"),
        ("Grüße".encode("latin-1"), "text"),
    ],
)
def test_text_of_any_kind_is_refused_and_named(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(content)

    with pytest.raises(MediaError) as refusal:
        check_media(path)
    assert str(refusal.value) == (
        f"“talk.mp3” is {what}, not a recording; open the recording itself."
    )


@pytest.mark.parametrize(
    "head",
    [
        b"RIFF\x24\x08\x00\x00WAVEfmt ",
        b"\xff\xfb\x90\x64" + bytes(40),
        b"\xff\xfe\x90\x64\x00" + bytes(range(40)),
        ID3_TAG + b"\xff\xfb\x90\x64\x00",
        b"\x00\x00\x00\x20ftypM4A ",
        b"OggS\x00\x02",
        b"fLaC\x00\x00\x00\x22",
        b"\x1a\x45\xdf\xa3\x01\x00",
    ],
)
def test_heads_of_recordings_pass(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "talk.bin"
    path.write_bytes(head)

    check_media(path)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.touch()

    with pytest.raises(MediaError, match=r"^“talk\.mp3” is empty; "):
        check_media(path)


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as refusal:
        check_media(tmp_path / "talk.mp3")

    assert str(refusal.value) == (
        f"“talk.mp3” is no longer in {tmp_path}; find it again with File → Open."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")

    with pytest.raises(MediaError, match=r"^“pipe\.mp3” is not a file"):
        check_media(tmp_path / "pipe.mp3")


def test_a_name_no_system_takes_is_an_error_of_ours() -> None:
    with pytest.raises(MediaError):
        check_media(Path("a\0b.mp3"))
