"""Marks for other programs: every way shows the words and obeys nothing in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Media
from annotator.exporters.note import EpisodeNote
from annotator.exporters.sharing import as_html, as_link, as_markdown, as_quote, to_drag

HOSTILE = ["<b>", "</blockquote>", '"', "&", "[[x]]", "\n", "](http://evil.example)", "`", "word"]
text = st.lists(st.sampled_from(HOSTILE), max_size=5).map("".join)


def test_the_sample_in_every_way(sample_note: EpisodeNote) -> None:
    assert "> — Ida, [Gardens: a conversation, 1:52–2:11](https://youtu.be/abcDEF12_-9?t=112)" in (
        as_markdown(sample_note).text
    )
    assert as_link(sample_note).text.splitlines()[0] == "https://youtu.be/abcDEF12_-9?t=112"
    quotes = as_quote(sample_note).text.split("\n\n")
    assert quotes[0] == (
        '“Water in the morning, "not" at noon.” — Ida, Gardens: a conversation, 1:52–2:11'
    )
    assert quotes[2] == "Bookmark — Gardens: a conversation, 3:20"
    assert "&lt;b&gt;honestly&lt;/b&gt;" in as_html(sample_note).html
    assert as_html(sample_note).html == as_html(sample_note).text


def test_where_nothing_plays_the_link_says_where_it_is(make_note, make_mark) -> None:
    assert as_link(make_note((make_mark("so", 62_000, 63_000),))).text == "A talk, 1:02–1:03"


def test_a_file_on_this_disk_is_never_dropped_as_an_address(make_note, make_mark) -> None:
    note = make_note((make_mark("so", 62_000, 63_000),), media=Media("/home/ida/talk.mp3", "0", 1))
    assert to_drag(note).addresses == ()
    assert "file:///home/ida/talk.mp3#t=62,63" in to_drag(note).text


@pytest.mark.parametrize("way", [as_html, to_drag])
@settings(max_examples=60)
@given(words=text, thought=text, title=text)
def test_no_text_becomes_html(way, words: str, thought: str, title: str) -> None:
    mark = Annotation(
        1, "u", 1, Kind.QUOTE, Anchor(1_000, 9_000, words), note=thought, speaker=title
    )
    shared = way(EpisodeNote(Episode(1, "e", title, video_id="abcDEF12_-9"), (mark,), ()))
    tags = set(re.findall(r"</?\w+", shared.html))
    assert tags <= {"<blockquote", "</blockquote", "<p", "</p", "<a", "</a", "<br"}
    assert shared.html.count("<a ") == 1
