"""A time that a user corrects in a note is the time of the mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from keeper import Keeper

from annotator.domain.notes import Media
from annotator.domain.transcript import Cue, Transcript
from annotator.store.changes import TranscriptSource

BREAD = "On bread - a talk"
WORDS = "Nobody owns a recipe."


def times(keeper: Keeper, words: str = WORDS) -> tuple[int, int]:
    mark = next(mark for mark in keeper.marks() if mark.text == words)
    return mark.start_ms, mark.end_ms


def settled(keeper: Keeper) -> None:
    """A second synchronisation changes nothing, on neither side."""
    files, marks = keeper.files(), keeper.marks()
    report = keeper.sync()
    assert (report.rows, keeper.files(), keeper.marks()) == ((), files, marks)


def shown(profile: str, start: str, until: str) -> str:
    """How a time of the mark at 1:10 stands in the note of its episode, for people."""
    if profile == "wiki":
        return f"[00:0{start}]"
    return f"{{{{youtube-timestamp {start}}}}}" if profile == "logseq" else f"[{start}–{until}]"


def move(keeper: Keeper, start: str, until: str) -> None:
    """Somebody types another time over the one that is shown."""
    old = ("70", "75") if keeper.profile == "logseq" else ("1:10", "1:15")
    keeper.edit(BREAD, shown(keeper.profile, *old), shown(keeper.profile, start, until))


def test_a_corrected_beginning_moves_the_mark(keeper: Keeper) -> None:
    keeper.export()
    move(keeper, "1:12", "1:15")
    planned = keeper.sync(dry_run=True)
    assert "time: 1:12–1:15, was 1:10–1:15" in planned.text
    assert times(keeper) == (70_000, 75_000)

    report = keeper.sync()

    assert report.ok, report.text
    assert times(keeper) == (72_000, 75_000)
    # Whatever else of the statement says the time says the new one now.
    text = keeper.text(BREAD)
    assert "t=70" not in text
    assert "00:01:10" not in text
    settled(keeper)
    keeper.session.undo()
    assert times(keeper) == (70_000, 75_000)


def test_a_beginning_past_the_end_takes_the_end_along(keeper: Keeper) -> None:
    keeper.export()
    move(keeper, "1:30", "1:35")
    keeper.sync()
    assert times(keeper) == (90_000, 95_000)
    settled(keeper)


@pytest.mark.parametrize("profile", ["obsidian", "markdown"])
def test_a_corrected_stretch_moves_both_ends(
    keeper_of: Callable[[str], Keeper], profile: str
) -> None:
    keeper = keeper_of(profile)
    keeper.export()
    keeper.edit(BREAD, "1:10–1:15", "1:12 - 1:20")
    keeper.sync()
    assert times(keeper) == (72_000, 80_000)
    assert "[1:12–1:20](https://youtu.be/abcDEF12345?t=72)" in keeper.text(BREAD)
    settled(keeper)


@pytest.mark.parametrize(
    ("profile", "old", "new"),
    [
        ("wiki", 'data-t="00:01:10"', 'data-t="00:01:13"'),
        ("markdown", "?t=70", "?t=73"),
        ("obsidian", "?t=70", "?t=73"),
        ("logseq", "{{youtube-timestamp 70}}", "[1:13](https://youtu.be/abcDEF12345)"),
    ],
)  # fmt: skip
def test_a_corrected_link_moves_the_mark_too(
    keeper_of: Callable[[str], Keeper], profile: str, old: str, new: str
) -> None:
    keeper = keeper_of(profile)
    keeper.export()
    keeper.edit(BREAD, old, new)
    assert keeper.sync().ok
    assert times(keeper) == (73_000, 75_000)
    settled(keeper)


def test_a_link_to_a_second_of_hundreds_of_digits_moves_nothing(
    keeper_of: Callable[[str], Keeper],
) -> None:
    keeper = keeper_of("markdown")
    keeper.export()
    keeper.edit(BREAD, "?t=70", f"?t={'9' * 400}")
    keeper.sync()
    assert times(keeper) == (70_000, 75_000)


@pytest.mark.parametrize("bad", ["1:72", "9:59:59"])
def test_a_time_that_cannot_be_is_told_and_changes_nothing(keeper: Keeper, bad: str) -> None:
    episode = keeper.library.episodes.get(1)
    assert episode is not None
    with keeper.library.changing("Sound", 1) as change:
        change.writes.set_media(1, Media("/a.mp3", "0" * 64, 1, 600_000))
    keeper.export()
    move(keeper, "0:1:72" if keeper.profile == "logseq" and bad == "1:72" else bad, "9:59:59")
    keeper.edit(BREAD, "Ask her.", "Ask her now.")
    edited = keeper.text(BREAD)

    for _ in range(2):
        report = keeper.sync()

        assert not report.ok
        assert "is no time" in report.text or "past the end of the episode" in report.text
        assert "the mark stays where it is" in report.text
        assert times(keeper) == (70_000, 75_000)
        assert keeper.text(BREAD) == edited
    # What else was said is taken all the same.
    assert "Ask her now." in [mark.note for mark in keeper.marks()]


def test_two_places_that_say_two_times_are_told(wiki: Keeper) -> None:
    wiki.export()
    wiki.edit(BREAD, '"00:01:10"', '"00:01:11"')
    wiki.edit(BREAD, "[00:01:10]", "[00:01:12]")
    report = wiki.sync()
    assert "another time than its link plays" in report.text
    assert times(wiki) == (70_000, 75_000)


def test_a_time_changed_on_both_sides_is_decided(keeper: Keeper) -> None:
    keeper.export()
    [mark] = [mark for mark in keeper.marks() if mark.text == WORDS]
    keeper.change(mark.uid, anchor=replace(mark.anchor, start_ms=71_000))
    move(keeper, "74" if keeper.profile == "logseq" else "1:14", "1:15")
    for _ in range(2):
        assert [row.fate for row in keeper.sync().rows] == ["clash"]
        assert times(keeper) == (71_000, 75_000)

    keeper.sync(take="file")

    assert times(keeper) == (74_000, 75_000)
    settled(keeper)


def test_the_same_correction_on_both_sides_is_no_clash(keeper: Keeper) -> None:
    keeper.export()
    [mark] = [mark for mark in keeper.marks() if mark.text == WORDS]
    keeper.change(mark.uid, anchor=replace(mark.anchor, start_ms=72_400))
    move(keeper, "72" if keeper.profile == "logseq" else "1:12", "1:15")
    assert keeper.sync().ok
    assert times(keeper) == (72_400, 75_000)
    settled(keeper)


def test_a_mark_of_one_moment_stays_one(wiki: Keeper) -> None:
    wiki.export()
    [mark] = [mark for mark in wiki.marks() if mark.text == WORDS]
    wiki.change(mark.uid, anchor=replace(mark.anchor, end_ms=70_300))
    wiki.sync()
    wiki.edit(BREAD, "[00:01:10]", "[00:01:06]")
    wiki.sync()
    assert times(wiki) == (66_000, 66_300)


@pytest.mark.parametrize(("second", "found"), [(72, True), (300, False)])
def test_words_that_are_not_at_the_new_time_are_to_be_looked_at(
    wiki: Keeper, second: int, found: bool
) -> None:
    cues = (Cue(70_000, 75_000, WORDS), Cue(300_000, 305_000, "Something else was said here."))
    with wiki.library.changing("Words", 1) as change:
        source = TranscriptSource("srt", "", "0" * 64)
        change.writes.use_transcript(1, Transcript(cues), source=source)
    wiki.export()
    wiki.edit(BREAD, "[00:01:10]", f"[00:0{second // 60}:{second % 60:02}]")
    wiki.sync()
    [mark] = [mark for mark in wiki.marks() if mark.text == WORDS]
    assert mark.start_ms == second * 1000
    assert mark.needs_review is not found
    settled(wiki)
