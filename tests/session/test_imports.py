"""Bringing files into the library: what is known is found again, what is marked stays marked."""

from __future__ import annotations

import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from listener import Listener

from annotator.domain.errors import TranscriptError
from annotator.domain.notes import Annotation, Episode
from annotator.session.imports import Imported, add_episode, attach_transcript, read_fetched
from annotator.session.session import Session
from annotator.sources.local_file import fetch_local, fetch_transcript
from annotator.store import Library

LINES = ("nobody learns to sail by reading", "you learn it by getting wet", "and then dry again")


def clock(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02},000"


def srt(*lines: str, start: int = 0) -> str:
    return "\n".join(
        f"{number + 1}\n{clock(start + 4 * number)} --> {clock(start + 4 * number + 4)}\n{line}\n"
        for number, line in enumerate(lines)
    )


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A sound file of a minute."""
    path = tmp_path / "files" / "talk.wav"
    path.parent.mkdir()
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 2_000, 0, "NONE", ""))
        file.writeframes(bytes(240_000))
    return path


@pytest.fixture
def bring(library: Library) -> Callable[..., Imported]:
    """`bring(path, transcript)`: import a file as the window and the command line do."""

    def run(
        path: Path,
        transcript: Path | None = None,
        change: Callable[[Episode], Episode] = lambda episode: episode,
    ) -> Imported:
        fetched = fetch_local(path, transcript, lambda _done: None)
        return add_episode(library, read_fetched(fetched), change)

    return run


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def words(library: Library, episode: int) -> list[str]:
    transcript = library.episodes.transcript(episode)
    return [cue.text for cue in transcript.cues] if transcript else []


def tag(library: Library, episode: int, start_ms: int, end_ms: int) -> Annotation:
    from annotator.domain.anchoring import anchor_at
    from annotator.domain.notes import Kind

    anchor = anchor_at(library.episodes.transcript(episode), start_ms, end_ms)
    mark = Annotation(0, f"m{start_ms}", episode, Kind.QUOTE, anchor)
    with library.changing("Quote", episode) as change:
        return change.writes.add_annotation(mark)


def test_sound_with_its_transcript_beside_it(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    write(talk.with_suffix(".srt"), srt(*LINES))

    imported = bring(talk)

    assert imported.is_new
    [row] = library.episodes.summaries()
    assert (row.title, row.has_media, row.has_transcript) == ("talk", True, True)
    assert words(library, imported.episode_id) == list(LINES)
    assert library.search.find("getting wet")[0].episode_id == imported.episode_id


def test_sound_alone_and_words_alone_are_episodes_too(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    bring(talk)
    bring(write(talk.with_name("other.srt"), srt(*LINES)))

    assert [(row.title, row.has_media, row.has_transcript) for row in library.episodes.summaries()]
    assert {
        (row.title, row.has_media, row.has_transcript) for row in library.episodes.summaries()
    } == {
        ("talk", True, False),
        ("other", False, True),
    }


def test_a_chosen_transcript_is_used_and_not_the_one_beside(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    write(talk.with_suffix(".srt"), srt("not these words"))
    chosen = write(talk.with_name("mine.vtt"), "WEBVTT\n\n00:00.000 --> 00:02.000\nthese words\n")

    imported = bring(talk, chosen)

    assert words(library, imported.episode_id) == ["these words"]
    facts = library.episodes.transcript_facts(imported.episode_id)
    assert facts is not None
    assert (facts.format, facts.source_name) == ("vtt", "mine.vtt")


def test_a_transcript_that_goes_on_after_the_sound_is_asked_about(
    bring: Callable[..., Imported], talk: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other.srt", srt(*LINES, start=300))
    fitting = write(tmp_path / "fitting.srt", srt(*LINES, start=50))

    assert bring(talk, other).notices == (
        "The transcript runs to 5:12, the recording ends at 1:00: is it of another recording?",
    )
    assert bring(talk, fitting).notices == ()


def test_what_lies_beside_and_is_no_transcript_is_named_and_left_out(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    write(talk.with_suffix(".json"), '{"bitrate": 128}')

    imported = bring(talk)

    assert words(library, imported.episode_id) == []
    [notice] = imported.notices
    assert notice.startswith("“talk.json” was not used: ")


def test_a_chosen_transcript_that_is_none_stops_the_import(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    with pytest.raises(TranscriptError, match=r"^“talk\.json”: "):
        bring(talk, write(talk.with_suffix(".json"), '{"bitrate": 128}'))

    assert library.episodes.summaries() == ()


def test_the_transcript_with_word_times_is_preferred(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    write(talk.with_suffix(".vtt"), f"WEBVTT\n\n00:00.000 --> 00:04.000\n{LINES[0]}\n")
    write(
        talk.with_suffix(".tsv"),
        "start\tend\ttext\n0\t4000\tfrom the table\n",
    )
    write(
        talk.with_name("talk.en.vtt"),
        "WEBVTT\n\n00:00.000 --> 00:04.000\nby <00:01.000><c>the</c><00:02.000><c> word</c>\n",
    )

    assert words(library, bring(talk).episode_id) == ["by the word"]


def test_the_same_sound_under_another_name_is_the_same_episode(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk)
    tag(library, first.episode_id, 0, 4_000)
    moved = talk.rename(talk.parent.parent / "renamed.wav")

    again = bring(moved)

    assert (again.episode_id, again.is_new) == (first.episode_id, False)
    [row] = library.episodes.summaries()
    assert (row.title, row.marks) == ("talk", 1)
    episode = library.episodes.get(first.episode_id)
    assert episode is not None
    assert episode.media is not None
    assert episode.media.path == str(moved)


def test_opening_the_same_file_again_changes_nothing(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    write(talk.with_suffix(".srt"), srt(*LINES))
    first = bring(talk)
    before = library.undo_labels(first.episode_id)

    assert bring(talk) == replace(first, is_new=False)
    assert library.undo_labels(first.episode_id) == before


def test_the_words_alone_are_the_episode_they_belong_to(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    transcript = write(talk.parent.parent / "far away.srt", srt(*LINES))
    first = bring(talk, transcript)

    assert bring(transcript).episode_id == first.episode_id


def test_sound_that_comes_later_joins_the_words(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    transcript = write(talk.parent.parent / "far away.srt", srt(*LINES))
    first = bring(transcript)

    again = bring(talk, transcript)

    assert again.episode_id == first.episode_id
    [row] = library.episodes.summaries()
    assert (row.has_media, row.has_transcript) == (True, True)


def test_words_that_come_later_join_the_sound(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk)
    mark = tag(library, first.episode_id, 4_000, 8_000)
    write(talk.with_suffix(".srt"), srt(*LINES))

    assert bring(talk).episode_id == first.episode_id

    assert words(library, first.episode_id) == list(LINES)
    [now] = library.notebook.annotations(first.episode_id)
    assert (now.id, now.text, now.needs_review) == (mark.id, LINES[1], False)


def test_an_episode_in_the_trash_comes_back_with_its_marks(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk)
    tag(library, first.episode_id, 0, 4_000)
    with library.changing("Remove", None) as change:
        change.writes.trash_episode(first.episode_id, library.now())

    again = bring(talk)

    assert (again.episode_id, again.is_new) == (first.episode_id, False)
    assert "“talk” came back from the trash with its marks." in again.notices
    [row] = library.episodes.summaries()
    assert row.marks == 1


def test_facts_the_user_gives_are_stored_on_new_and_known_episodes(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk, None, lambda episode: replace(episode, show="The Show"))
    bring(talk, None, lambda episode: replace(episode, title="Better", video_id="abc"))

    episode = library.episodes.get(first.episode_id)
    assert episode is not None
    assert (episode.title, episode.show, episode.video_id) == ("Better", "The Show", "abc")


def test_storing_a_long_transcript_tells_how_far_it_is_and_can_be_stopped(
    library: Library, tmp_path: Path
) -> None:
    lines = (f"line {number} of a very long talk" for number in range(20_000))
    prepared = read_fetched(fetch_transcript(write(tmp_path / "long.srt", srt(*lines))))
    told: list[float] = []

    class StoppedError(Exception):
        pass

    def stop(fraction: float) -> None:
        told.append(fraction)
        if fraction > 0.3:
            raise StoppedError

    with pytest.raises(StoppedError):
        add_episode(library, prepared, report=stop)

    assert len(told) > 5
    assert told == sorted(told)
    assert library.episodes.summaries() == ()
    assert library.undo(None) is None
    told.clear()
    assert add_episode(library, prepared, report=told.append).is_new
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_another_transcript_moves_the_marks_with_their_words_and_flags_the_lost(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk, write(talk.with_suffix(".srt"), srt("something said once", *LINES)))
    lost = tag(library, first.episode_id, 0, 4_000)
    kept = tag(library, first.episode_id, 8_000, 12_000)
    better = fetch_transcript(write(talk.with_name("better.srt"), srt(*LINES, start=9)))

    notices = attach_transcript(library, first.episode_id, read_fetched(better))

    found = {mark.id: mark for mark in library.notebook.annotations(first.episode_id)}
    assert (found[kept.id].text, found[kept.id].start_ms) == (LINES[1], 13_000)
    assert not found[kept.id].needs_review
    assert (found[lost.id].text, found[lost.id].needs_review) == ("something said once", True)
    assert any("review" in notice for notice in notices)

    library.undo(first.episode_id)
    back = {mark.id: mark for mark in library.notebook.annotations(first.episode_id)}
    assert (back[lost.id], back[kept.id]) == (lost, kept)
    assert words(library, first.episode_id)[0] == "something said once"


def test_a_transcript_with_speakers_names_the_speakers_of_the_marks(
    library: Library, talk: Path, bring: Callable[..., Imported]
) -> None:
    first = bring(talk, write(talk.with_suffix(".srt"), srt(*LINES)))
    mark = tag(library, first.episode_id, 4_000, 8_000)
    named = write(
        talk.with_name("named.vtt"),
        f"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ida>{LINES[0]}\n\n"
        f"00:04.000 --> 00:08.000\n<v Ben>{LINES[1]}\n",
    )

    attach_transcript(library, first.episode_id, read_fetched(fetch_transcript(named)))

    [now] = library.notebook.annotations(first.episode_id)
    assert (now.id, now.text, now.speaker) == (mark.id, LINES[1], "Ben")


def test_the_open_episode_shows_its_new_words(
    listener: Listener, library: Library, tmp_path: Path
) -> None:
    session: Session = listener.session
    assert session.episode is not None
    fetched = fetch_transcript(write(tmp_path / "new.srt", srt(*LINES)))

    attach_transcript(library, session.episode.id, read_fetched(fetched))
    session.open(session.episode.id)

    assert session.transcript is not None
    assert session.transcript.cues[1].text == LINES[1]
    session.undo()
    assert session.transcript is not None
    assert session.transcript.cues[0].text == "welcome to the long table"
