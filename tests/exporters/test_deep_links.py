"""Links that play: where each leads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.notes import Episode, Media
from annotator.exporters.deep_links import deep_links, file_address, web_address


def link(make_mark, start_ms: int = 112_000, end_ms: int = 131_500, **fields: Any) -> str:
    if path := fields.pop("path", ""):
        fields["media"] = Media(path, "00", 1)
    episode = Episode(**({"id": 1, "uid": "e", "title": "T"} | fields))
    return deep_links(episode)(make_mark("words", start_ms, end_ms))


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"video_id": "abcDEF12_-9"}, "https://youtu.be/abcDEF12_-9?t=112"),
        (
            {"video_id": "abcDEF12_-9", "source_url": "https://feeds.example/7.mp3"},
            "https://youtu.be/abcDEF12_-9?t=112",
        ),
        (
            {"video_id": "1234567", "source_url": "https://vimeo.example/1234567"},
            "https://vimeo.example/1234567#t=112,131.5",
        ),
        ({"video_id": "short", "path": "/a/b.mp3"}, "file:///a/b.mp3#t=112,131.5"),
        ({"video_id": "abcDEF1)[x]", "path": "/a/b.mp3"}, "file:///a/b.mp3#t=112,131.5"),
        (
            {"source_url": "https://cdn.example/ep.mp3?x=1#old", "path": "/a/b.mp3"},
            "https://cdn.example/ep.mp3?x=1#t=112,131.5",
        ),
        (
            {"source_url": "https://show.example/about", "path": "/a/b.mp3"},
            "file:///a/b.mp3#t=112,131.5",
        ),
        ({"source_url": "https://show.example/about"}, "https://show.example/about#t=112,131.5"),
        ({"source_url": "javascript:alert(1)"}, ""),
        ({"source_url": "data:text/html,x"}, ""),
        ({}, ""),
    ],
)
def test_the_best_known_address_is_linked(make_mark, fields: dict[str, Any], address: str) -> None:
    assert link(make_mark, **fields) == address


def test_a_mark_without_length_links_to_its_start(make_mark) -> None:
    assert link(make_mark, 5_000, 5_000, path="x.ogg") == "x.ogg#t=5"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/home/ida/my talk (1).mp3", "file:///home/ida/my%20talk%20%281%29.mp3"),
        ("/a/ü#?.mp3", "file:///a/%C3%BC%23%3F.mp3"),
        ("/a/\udcff.mp3", "file:///a/%FF.mp3"),
        (r"C:\Users\Ida\talk one.mp3", "file:///C:/Users/Ida/talk%20one.mp3"),
        (r"\\nas\share\talk.mp3", "file://nas/share/talk.mp3"),
        ("javascript:x.mp3", "javascript%3Ax.mp3"),
    ],
)
def test_local_files_of_every_platform_are_reachable(path: str, address: str) -> None:
    assert file_address(path) == address


@given(st.text())
def test_an_address_never_ends_the_link_it_stands_in(tail: str) -> None:
    for address in (web_address(f"https://a.example/{tail}"), file_address(f"/{tail}")):
        assert address.isascii()
        assert not set(address) & set(' <>()[]\\"`\n\r\t*$|^{}#')
