"""Every way a time was seen written in a note is read, and what is wrong with it is told."""

from __future__ import annotations

import pytest

from annotator.notes import Anchor, AnchorForm, read_note


def only(text: str) -> Anchor:
    [anchor] = read_note(text).anchors
    return anchor


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ('x <a class="yt-timestamp" data-t="00:01:52">[00:01:52]</a>.', 112_000),
        ('x <a class="yt-timestamp" data-t="00:01:52">00:01:52</a>', 112_000),
        ("x <a class='yt-timestamp' data-t='1:52'>[1:52]</a>", 112_000),
        ('x <A data-t="112" class="yt-timestamp">[here]</A>', 112_000),
        ("x [00:01:52]", 112_000),
        ("x [1:52].", 112_000),
        ("x [1:52](https://youtu.be/abcDEF12345?t=112)", 112_000),
        ("x [there](https://www.youtube.com/watch?v=abcDEF12345&t=1m52s)", 112_000),
        ("x [1:52](talk.mp3#t=112,131.5)", 112_000),
    ],
)
def test_sound_forms_are_read_without_complaint(text: str, ms: int) -> None:
    anchor = only(text)

    assert anchor.ms == ms
    assert anchor.faults == ()


@pytest.mark.parametrize(
    ("text", "best_ms", "fault"),
    [
        ('<a class="yt-timestamp" data-t="31:52]">[31:52]</a>', 1_912_000, "is no time"),
        ('<a class="yt-timestamp" data-t="HH:MM:SS">00:02:03</a>', 123_000, "is no time"),
        ('<a class="yt>timestamp" data-t="00:00:09">[00:00:09]</a>', 9_000, "its class"),
        ('<a class="yt-timestamp" data-23:11:00>[02:31:11]</a>', 83_460_000, "no data-t"),
        ('<a class="yt-timestamp" data-t="00:00:09">[00:00:09] and', 9_000, "not closed"),
        ('<a class="yt-timestamp" data-t="11:31:94">[11:31:94]</a>', None, "is no time"),
        ('<a class="yt-timestamp" data-t="01:00:17:51">[01:00:17:51]</a>', None, "is no time"),
    ],
)
def test_malformed_tags_are_told(text: str, best_ms: int | None, fault: str) -> None:
    anchor = only(f"Something said {text}.")

    assert anchor.form is AnchorForm.TAG
    assert anchor.best_ms == best_ms
    assert fault in " and ".join(anchor.faults)


def test_a_range_in_brackets_has_an_end() -> None:
    anchor = only("said [00:01:02-00:01:40]")

    assert (anchor.ms, anchor.until_ms) == (62_000, 100_000)


@pytest.mark.parametrize(
    "text",
    ["[[00:01:02]]", "[00:01:02", "00:01:02", "[2:3 odds]", '<a href="x">y</a>', "[x](http://a.b)"],
)
def test_what_is_no_anchor_is_left_alone(text: str) -> None:
    assert list(read_note(text).anchors) == []


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("[[a_b | The label]]", "a_b", "The label"),
        ("[[a b|label]]", "a b", "label"),
        ("[[a]]", "a", ""),
        ("[[a#Part two | x]]", "a#Part two", "x"),
        ("| [[a\\|b]] |", "a", "b"),
    ],
)
def test_links_are_read_in_all_spellings(text: str, target: str, label: str) -> None:
    [link] = read_note(text).links

    assert (link.target, link.label) == (target, label)
    assert link.page == target.partition("#")[0]
