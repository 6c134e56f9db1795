"""Times and words of a transcript: two names of one thing."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.transcript import (
    Cue,
    Point,
    Span,
    Transcript,
    Word,
    spread_words,
)
from tests.made_cues import cue_from_words

Spoken = Callable[..., Transcript]


def word_places(transcript: Transcript) -> list[tuple[int, Word]]:
    return [(at, word) for at, cue in enumerate(transcript.cues) for word in cue.timed_words]


def test_whole_words_and_their_times_are_two_names_of_one_thing(
    transcripts: st.SearchStrategy[Transcript],
) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        places = word_places(transcript)
        first = data.draw(st.integers(0, len(places) - 1))
        last = data.draw(st.integers(first, len(places) - 1))
        span = Span(
            Point(places[first][0], places[first][1].begin),
            Point(places[last][0], places[last][1].end),
        )

        start_ms, end_ms = transcript.times_of(span)

        assert (start_ms, end_ms) == (places[first][1].start_ms, places[last][1].end_ms)
        assert transcript.span_of(start_ms, end_ms) == span

    check()


def test_neighbouring_times_share_no_word(transcripts: st.SearchStrategy[Transcript]) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        cut_ms = data.draw(st.integers(0, transcript.end_ms))

        before = transcript.span_of(0, cut_ms)
        after = transcript.span_of(cut_ms, transcript.end_ms + 1)

        assert before or after
        if before and after:
            assert before.end <= after.start

    check()


def test_whole_cues_are_found_by_their_own_times(
    transcripts: st.SearchStrategy[Transcript],
) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        first = data.draw(st.integers(0, len(transcript.cues) - 1))
        last = data.draw(st.integers(first, len(transcript.cues) - 1))
        times = (transcript.cues[first].start_ms, transcript.cues[last].end_ms)

        assert transcript.span_of(*times) == transcript.cue_span(first, last)

    check()


def test_a_span_snaps_outwards_to_whole_words(spoken: Spoken) -> None:
    transcript = spoken("open models matter", "for everyone")

    snapped = transcript.snapped(Span(Point(0, 6), Point(1, 1)))

    assert transcript.text_of(snapped) == "models matter for"
    assert transcript.times_of(snapped) == (1_000, 4_000)


def test_snapping_whole_words_changes_nothing(transcripts: st.SearchStrategy[Transcript]) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        cue = data.draw(st.integers(0, len(transcript.cues) - 1))
        once = transcript.snapped(transcript.cue_span(cue))

        assert transcript.snapped(once) == once

    check()


def test_no_words_are_found_in_a_silence(spoken: Spoken) -> None:
    talk = Transcript((*spoken("one two").cues, *spoken("three", start_ms=60_000).cues))

    assert talk.span_of(10_000, 50_000) is None
    assert talk.span_of(5_000, 5_000) is None
    assert talk.span_of(90_000, 95_000) is None


def test_the_cue_at_a_time_is_the_one_heard_or_the_last_before(spoken: Spoken) -> None:
    talk = Transcript(
        (*spoken("one two", start_ms=1_000).cues, *spoken("three", start_ms=60_000).cues)
    )

    assert talk.cue_at(999) is None
    assert [talk.cue_at(ms) for ms in (1_000, 2_999, 30_000, 60_000, 10**9)] == [0, 0, 0, 1, 1]


def test_a_word_stays_current_over_a_short_gap_but_not_over_a_pause() -> None:
    talk = Transcript(
        (
            cue_from_words([("one", 0, 300), ("two", 500, 900)]),
            cue_from_words([("three", 5_000, 5_400)]),
        )
    )

    heard = [talk.word_at(ms) for ms in (0, 400, 500, 1_800, 1_900, 5_000)]

    assert heard == [(0, 0), (0, 0), (0, 1), (0, 1), None, (1, 0)]


def test_the_current_word_moves_only_forward_in_time(
    transcripts: st.SearchStrategy[Transcript],
) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        transcript = data.draw(transcripts)
        ms = data.draw(st.integers(0, transcript.end_ms))
        now, later = transcript.word_at(ms), transcript.word_at(ms + 1)
        if now and later:
            assert now <= later

    check()


def test_words_of_several_cues_are_joined_by_one_blank(spoken: Spoken) -> None:
    talk = spoken("so yes,", "learn", "a lot")

    assert talk.text_of(Span(Point(0, 3), Point(2, 1))) == "yes, learn a"


def test_words_of_one_speaker_are_copied_alone_and_turns_with_their_names() -> None:
    talk = Transcript(
        (
            Cue(0, 10, "So it is", "Ada"),
            Cue(10, 20, "about judgement.", "Ada"),
            Cue(20, 30, "It is.", "Ben"),
            Cue(30, 40, "", "Ida"),
            Cue(40, 50, "(The hall laughs.)"),
        )
    )
    assert talk.turns_of(Span(Point(0, 3), Point(1, 5))) == "it is about"
    assert talk.turns_of(Span(Point(0, 3), Point(4, 9))) == (
        "Ada: it is about judgement.\nBen: It is.\n(The hall"
    )


def test_a_span_has_a_speaker_only_if_one_person_says_it_all() -> None:
    talk = Transcript((Cue(0, 1_000, "one", "Ida"), Cue(1_000, 2_000, "two", "Ben")))

    assert talk.speaker_of(talk.cue_span(0)) == "Ida"
    assert talk.speaker_of(talk.cue_span(0, 1)) == ""
    assert talk.speakers == ("Ida", "Ben")


@given(st.text("ab ", min_size=1, max_size=40), st.integers(0, 10_000), st.integers(1, 100))
def test_spread_words_fill_the_cue_in_order(text: str, start_ms: int, pace_ms: int) -> None:
    end_ms = start_ms + len(text) * pace_ms

    words = spread_words(text, start_ms, end_ms)

    assert [text[word.begin : word.end] for word in words] == text.split()
    times = [ms for word in words for ms in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert all(word.start_ms < word.end_ms for word in words)
    if words:
        assert (words[0].start_ms, words[-1].end_ms) == (start_ms, end_ms)


def test_an_empty_transcript_has_no_words_anywhere() -> None:
    empty = Transcript(())

    assert (empty.cue_at(5), empty.word_at(5), empty.span_of(0, 10)) == (None, None, None)
    assert (empty.end_ms, empty.word_count, empty.speakers) == (0, 0, ())


@given(
    st.lists(st.integers(0, 60), unique=True),
    st.dictionaries(st.integers(1, 80), st.integers(0, 60), max_size=130),
    st.sets(st.integers(1, 80), max_size=130),
)
def test_cues_put_in_the_place_of_others_stand_in_order_of_time(
    starts_ms: list[int], fresh: dict[int, int], gone: set[int]
) -> None:
    """A few are put in one by one, many all at once: the same comes of both."""
    cues = [
        Cue(start, start + 1, "", ("Ann", "Bea")[start % 2], id=n)
        for n, start in enumerate(sorted(starts_ms), 1)
    ]
    new = [Cue(start, start + 1, "new", "Bea", id=ident) for ident, start in fresh.items()]
    ids = gone | fresh.keys()
    found = Transcript(tuple(cues)).made_ready().with_cues(ids, new)
    rest = [cue for cue in cues if cue.id not in ids]
    if not new and len(rest) == len(cues):
        assert found is None
    elif fresh.keys() != {cue.id for cue in cues} & ids:
        assert found is not None
        assert list(found.cues) == sorted([*rest, *new], key=lambda cue: (cue.start_ms, cue.id))
    else:
        assert found is not None
        assert {cue.id: cue for cue in found.cues} == {cue.id: cue for cue in [*rest, *new]}
    if found is not None:  # what is known of the others is taken over, and says the same
        anew = Transcript(found.cues)
        assert (found.turns, found.widths) == (anew.turns, anew.widths)
        assert found.speakers == anew.speakers
        assert [found.cue_at(cue.start_ms) for cue in found.cues] == [
            anew.cue_at(cue.start_ms) for cue in found.cues
        ]
        assert found.with_cues({cue.id for cue in found.cues[:1]}, ()) == anew.with_cues(
            {cue.id for cue in found.cues[:1]}, ()
        )
