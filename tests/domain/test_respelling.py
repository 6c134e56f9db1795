"""Correcting a cue's words keeps when the others were said."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.respelling import respell
from annotator.domain.transcript import Cue, Transcript

Spoken = Callable[..., Transcript]


def said(cue: Cue) -> list[tuple[str, int, int]]:
    return [(cue.text[w.begin : w.end], w.start_ms, w.end_ms) for w in cue.words]


def test_a_corrected_word_takes_the_time_of_the_wrong_one(spoken: Spoken) -> None:
    cue = spoken("the modal is open").cues[0]

    assert said(respell(cue, "the model is open")) == [
        ("the", 0, 1_000),
        ("model", 1_000, 2_000),
        ("is", 2_000, 3_000),
        ("open", 3_000, 4_000),
    ]


def test_two_words_for_one_share_its_time(spoken: Spoken) -> None:
    cue = spoken("they may be right").cues[0]

    assert said(respell(cue, "they maybe right")) == [
        ("they", 0, 1_000),
        ("maybe", 1_000, 3_000),
        ("right", 3_000, 4_000),
    ]
    assert said(respell(cue, "they may not be right"))[2:3] == [("not", 2_000, 2_000)]


def test_a_removed_word_leaves_the_others_where_they_are(spoken: Spoken) -> None:
    cue = spoken("it is is late").cues[0]

    assert [word for word, _, _ in said(respell(cue, "it is late"))] == ["it", "is", "late"]
    assert said(respell(cue, "it is late"))[-1] == ("late", 3_000, 4_000)


def test_a_cue_without_word_times_is_respelled_over_its_own_time() -> None:
    mended = respell(Cue(0, 4_000, "so it gose"), "so it goes")

    assert [word for word, _, _ in said(mended)] == ["so", "it", "goes"]
    assert (mended.start_ms, mended.end_ms, said(mended)[-1][2]) == (0, 4_000, 4_000)


def test_words_that_stay_keep_their_times_whatever_is_typed(
    transcripts: st.SearchStrategy[Transcript],
) -> None:
    @given(st.data())
    def check(data: st.DataObject) -> None:
        cue = data.draw(transcripts).cues[0]
        old = cue.text.split(" ")
        at = data.draw(st.integers(0, len(old)))
        fresh = data.draw(st.lists(st.sampled_from(["xx", "y", "zz—z"]), min_size=1, max_size=3))
        dropped = data.draw(st.integers(0, len(old) - at))
        new = [*old[:at], *fresh, *old[at + dropped :]]

        mended = respell(cue, " ".join(new))

        before = [(cue.text[w.begin : w.end], w.start_ms, w.end_ms) for w in cue.timed_words]
        after = said(mended)
        assert [word for word, _, _ in after] == new
        assert after[:at] == before[:at]
        assert after[at + len(fresh) :] == before[at + dropped :]
        times = [ms for _, start_ms, end_ms in after for ms in (start_ms, end_ms)]
        assert times == sorted(times)
        assert cue.start_ms <= times[0]
        assert times[-1] <= cue.end_ms

    check()
