"""Reading and writing a note loses nothing, whatever the note is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.notes import BlockKind, decode_note, encode_note, read_note, statements, write_note

PIECES = st.sampled_from(
    ["---\n", "---\r\n", "title: x\n", "videoId: a\n", "From: [[x]] <br/> \n", "# H\n",
     "## [[a | b]]\n", '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>', "<a data-t=",
     "[00:01:02]", "[[a|b]]", "```\n", "~~~\n", "$$\n", "$x$", "<!--", "-->", "> q\n",
     "| a | b |\n", "* item\n", "\n", "\r", "\r\n", "text ", "\u2028", "\x0b", "\ufeff",
     "\u202e", "\udc80", "%%", "`"]
)  # fmt: skip


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert write_note(read_note(text)) == text


@given(st.lists(PIECES).map("".join))
def test_any_heap_of_markup_comes_back_as_it_was(text: str) -> None:
    note = read_note(text)

    assert write_note(note) == text
    for anchor in note.anchors:
        assert text[anchor.begin : anchor.end] == anchor.source
    for link in note.links:
        assert text[link.begin : link.end].startswith("[[")


@given(st.binary())
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert encode_note(write_note(read_note(decode_note(data)))) == data


def test_the_head_of_a_note_is_read(note_text: str) -> None:
    note = read_note(note_text)

    assert (note.front.title, note.front.video_id) == ("How bridges stand", "abcDEF12345")
    assert note.show == "quiet_builders"
    assert note.front.complaint == ""


def test_invisible_marks_are_no_part_of_the_show() -> None:
    assert read_note("From: [[\u2068quiet_builders\u2069]] <br/> \n").show == "quiet_builders"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_every_line_break_parts_lines(break_: str) -> None:
    text = break_.join(["---", "title: T", "videoId: v", "---", "", "## H", "words [00:01]"])

    note = read_note(text)

    assert (note.front.title, note.front.video_id) == ("T", "v")
    assert [b.kind for b in note.blocks] == [
        BlockKind.BLANK,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_code_math_and_comments_hold_no_anchors() -> None:
    text = (
        "```\n[00:01:00]\n```\n\n$$\n[00:02:00]\n$$\n\n<!-- [00:03:00]\n[00:03:10] -->\n\n"
        "`[00:04:00]` and %%[00:05:00]%% but [00:06:00], and $5 [00:07:00] and $6\n"
    )

    assert [anchor.time for anchor in read_note(text).anchors] == ["00:06:00", "00:07:00"]


def test_an_id_that_looks_like_a_number_stays_as_written() -> None:
    note = read_note("---\ntitle: 2024\nvideoId: 1e10\ntags: [a, {b: c}]\n---\n")

    assert (note.front.title, note.front.video_id) == ("2024", "1e10")


def test_front_matter_that_is_not_yaml_is_read_by_its_lines() -> None:
    note = read_note("---\ntitle: Bridges: how they stand\nvideoId: abc\n---\nText\n")

    assert (note.front.title, note.front.video_id) == ("Bridges: how they stand", "abc")
    assert note.front.complaint == "The front matter is not YAML (line 2); quote its values."


def test_front_matter_without_an_end_is_text() -> None:
    note = read_note("---\ntitle: T\nno end\n")

    assert note.front.complaint == "The front matter has no end: a line “---” is missing."
    assert write_note(note) == "---\ntitle: T\nno end\n"


def test_deeply_nested_yaml_is_no_trouble() -> None:
    note = read_note("---\ntitle: T\nx: " + "[" * 5_000 + "\n---\n")

    assert note.front.title == "T"
    assert note.front.complaint


@pytest.mark.parametrize(
    "piece",
    [
        "*a *a ",
        "[[",
        "[00:01:02",
        "` `` ``` ",
        "<a ",
        "$a ",
        '"aaa ',
        "_a ",
        "<!-- ",
        "```\n",
        "([ ",
    ],
)
def test_a_note_made_to_be_slow_is_read_like_any_other(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "[00:00:01]"

    note = read_note(text)

    assert write_note(note) == text
    assert len(statements(note)) <= 1
