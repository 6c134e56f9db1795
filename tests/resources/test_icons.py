"""The icons in their containers are the sizes they say."""

from __future__ import annotations

import configparser
import struct

import pytest

from annotator.resources import resource

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", data[16:24])


@pytest.mark.parametrize("size", SIZES)
def test_each_picture_has_its_size(size: int) -> None:
    assert png_size(resource("icons", f"annotator-{size}.png").read_bytes()) == (size, size)


def test_the_windows_icon_holds_every_size_it_lists() -> None:
    data = resource("icons", "annotator.ico").read_bytes()
    _, kind, count = struct.unpack("<HHH", data[:6])
    assert kind == 1
    sizes = []
    for number in range(count):
        side, _, _, _, _, _, length, start = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert png_size(data[start : start + length]) == ((side or 256),) * 2
        sizes.append(side or 256)
    assert sizes == [size for size in SIZES if size <= 256]


def test_the_mac_icon_is_whole() -> None:
    data = resource("icons", "annotator.icns").read_bytes()
    kind, length = struct.unpack(">4sI", data[:8])
    assert (kind, length) == (b"icns", len(data))
    sizes, at = [], 8
    while at < length:
        _, part = struct.unpack_from(">4sI", data, at)
        sizes.append(png_size(data[at + 8 : at + part])[0])
        at += part
    assert sizes == [16, 32, 64, 128, 256, 512]


def test_the_desktop_entry_starts_the_program_with_the_files_given() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(resource("annotator.desktop").read_text(encoding="utf-8"))
    section = entry["Desktop Entry"]
    assert (section["Exec"], section["Icon"]) == ("annotator %F", "annotator")
    assert "audio/mpeg" in section["MimeType"].split(";")
