"""Correcting a cue's words keeps when the others were said."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.respelling import respell as respelled
from annotator.domain.transcript import Cue, Transcript, Word

Spoken = Callable[..., Transcript]


def respell(cue: Cue, text: str) -> Cue:
    return respelled(cue, text).cue


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


def test_a_word_put_in_where_there_is_no_pause_takes_its_time_from_the_word_before(
    spoken: Spoken,
) -> None:
    cue = spoken("they may be right").cues[0]

    assert said(respell(cue, "they may not be right")) == [
        ("they", 0, 1_000),
        ("may", 1_000, 1_500),
        ("not", 1_500, 2_000),
        ("be", 2_000, 3_000),
        ("right", 3_000, 4_000),
    ]
    assert said(respell(cue, "so they may be right"))[:2] == [("so", 0, 500), ("they", 500, 1_000)]
    assert said(respell(cue, "they may be right now"))[-1] == ("now", 3_500, 4_000)


def test_a_word_put_in_a_pause_takes_the_pause() -> None:
    cue = Cue(0, 3_000, "a b", words=(Word(0, 1_000, 0, 1), Word(2_000, 3_000, 2, 3)))

    assert said(respell(cue, "a so b")) == [
        ("a", 0, 1_000),
        ("so", 1_000, 2_000),
        ("b", 2_000, 3_000),
    ]


def test_each_old_word_says_what_it_became(spoken: Spoken) -> None:
    cue = spoken("the modal is is not open").cues[0]

    assert respelled(cue, "the two models is open now").images == (
        (0, 1), (1, 3), (3, 4), None, None, (4, 5),
    )  # fmt: skip


def test_words_cut_otherwise_by_the_source_stay_as_they_were_cut() -> None:
    words = (Word(0, 500, 0, 2), Word(500, 1_500, 2, 5), Word(1_500, 2_000, 5, 7))
    cue = Cue(0, 2_000, "我们今天去学校", words=words)

    assert said(respell(cue, "我们明天去学校"))[0] == ("我们", 0, 500)
    assert said(respell(cue, "我们明天去学校"))[-1] == ("学校", 1_500, 2_000)


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
        times = [ms for _, start_ms, end_ms in after for ms in (start_ms, end_ms)]
        assert times == sorted(times)
        assert cue.start_ms <= times[0]
        assert times[-1] <= cue.end_ms
        if cue.end_ms - cue.start_ms < len(new) or _is_crowded(before):
            return
        # Only the words beside the new ones may have given them time.
        assert after[: max(at - 1, 0)] == before[: max(at - 1, 0)]
        kept, left = after[at + len(fresh) + 1 :], before[at + dropped + 1 :]
        assert kept == left
        assert all(start_ms < end_ms for _, start_ms, end_ms in after)

    check()


def _is_crowded(words: list[tuple[str, int, int]]) -> bool:
    """Whether no word has time to give."""
    return any(end_ms - start_ms < 5 for _, start_ms, end_ms in words)
