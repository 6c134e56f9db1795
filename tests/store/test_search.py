"""Finding words in all episodes: what is typed is words, wherever cues begin and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.domain.mending import joined
from annotator.domain.notes import Annotation, Kind
from annotator.store import Library, search

LINES = tuple(f"line number {number} of the long talk" for number in range(60))


def found(library: Library, text: str) -> list[tuple[str, int]]:
    return [(hit.text, hit.start_ms) for hit in library.search.find(text)]


def test_a_word_is_found_with_its_time_and_its_cue(
    library: Library, add_episode: Callable[..., int]
) -> None:
    episode = add_episode("A talk", "we start here", "open models matter", "and that is that")

    [hit] = library.search.find("MODELS")

    assert (hit.episode_id, hit.episode, hit.text) == (episode, "A talk", "open models matter")
    assert 4_000 < hit.start_ms < hit.end_ms <= 8_000


def test_a_phrase_across_the_border_of_two_cues_is_found(
    library: Library, add_episode: Callable[..., int]
) -> None:
    add_episode("A talk", "this is why open", "models matter to us")

    assert found(library, "open models matter") == [
        ("this is why open models matter to us", library.search.find("open")[0].start_ms)
    ]


@pytest.mark.parametrize("border", [15, 16, 31, 47])
def test_a_phrase_is_found_once_wherever_it_falls(
    library: Library, add_episode: Callable[..., int], border: int
) -> None:
    lines = list(LINES)
    lines[border - 1 : border + 1] = ["and then a blue", "whale swam by"]
    add_episode("A talk", *lines)

    assert [text for text, _ in found(library, "blue whale swam")] == [
        "and then a blue whale swam by"
    ]


def test_a_phrase_of_thirteen_words_over_many_short_cues_is_found(
    library: Library, add_episode: Callable[..., int]
) -> None:
    words = [f"word{number}" for number in range(200)]
    add_episode("A talk", *words)

    for first in (0, 3, 9, 15, 100):
        phrase = " ".join(words[first : first + 13])
        assert [text for text, _ in found(library, phrase)] == [phrase]


def test_the_last_word_may_be_half_typed(library: Library, add_episode: Callable[..., int]) -> None:
    add_episode("A talk", "open models matter")

    assert found(library, "open mod")
    assert not found(library, "ope models")


def test_words_that_never_stand_together_are_found_apart(
    library: Library, add_episode: Callable[..., int]
) -> None:
    add_episode("A talk", "models that are open", "matter")

    assert [text for text, _ in found(library, "open models")] == ["models that are open"]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Die große Straße ist leer", "GROSSE STRASSE"),
        ("Die große Straße ist leer", "große straße"),
        ("c’est l’été au café", "c'est l'ete au cafe"),
        ("I don’t know", "don't know"),
        ("открытые модели", "Открытые"),
        ("είναι ανοιχτά μοντέλα", "ανοιχτα"),
        ("हिन्दी में बात", "हिन्दी में"),
        ("an oﬃce of ½ size", "office of"),
        ("İstanbul’da bir gün", "istanbul'da"),
        ("오늘은 날씨가 좋다", "날씨가"),
    ],
)
def test_words_are_found_without_case_and_accents_in_every_script(
    library: Library, add_episode: Callable[..., int], said: str, typed: str
) -> None:
    add_episode("A talk", said)

    assert [text for text, _ in found(library, typed)] == [said]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("今日は天気がいいですね", "天気"),
        ("我们今天讨论开放模型", "开放模型"),
        ("วันนี้อากาศดี", "อากาศ"),
    ],
)
def test_words_of_scripts_without_blanks_are_found_inside_a_line(
    library: Library, add_episode: Callable[..., int], said: str, typed: str
) -> None:
    add_episode("A talk", "nothing here", said)

    [(text, start_ms)] = found(library, typed)

    assert text == said
    assert start_ms >= 4_000


@pytest.mark.parametrize(
    "typed",
    ['"', '"open', "open*", "*", "NEAR", "open NEAR models", "NOT open", "text:open", "-open",
     "open -models", "open OR nothing", "(open", "^open", "open + models", "{open}", "open\x00",
     "'; DROP TABLE cue; --", "%", "_"],
)  # fmt: skip
def test_what_is_typed_is_never_a_query(
    library: Library, add_episode: Callable[..., int], typed: str
) -> None:
    add_episode("A talk", "open models matter")

    assert all(hit.text == "open models matter" for hit in library.search.find(typed))


def test_no_text_whatever_makes_search_fail(
    library: Library, add_episode: Callable[..., int]
) -> None:
    said = 'the NEAR and the far, 5 * 3 - "quoted" isn\'t naïve'
    add_episode("A talk", said)
    pieces = st.sampled_from(['"', "*", "NEAR", "NEAR(", "-", "AND", "OR", "NOT", "'", "^", ":"])
    typed = st.lists(pieces | st.text(max_size=8), max_size=6).map(" ".join)

    @example("NEAR")
    @example("5 * 3")
    @given(typed)
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def check(text: str) -> None:
        assert all(hit.text == said for hit in library.search.find(text))

    check()
    assert found(library, "NEAR and the far")


def test_notes_are_found_after_what_was_said(
    library: Library,
    add_episode: Callable[..., int],
    add_mark: Callable[..., Annotation],
) -> None:
    episode = add_episode("A talk", "open models matter", "so it goes")
    mark = add_mark(episode, 4_000, 8_000, kind=Kind.NOTE, note="Compare: open Models elsewhere")

    hits = library.search.find("open models")

    assert [hit.annotation_id for hit in hits] == [None, mark.id]
    assert (hits[1].text, hits[1].start_ms) == ("Compare: open Models elsewhere", 4_000)


def test_episodes_in_the_trash_are_not_searched(
    library: Library, add_episode: Callable[..., int], add_mark: Callable[..., Annotation]
) -> None:
    episode = add_episode("A talk", "open models matter")
    add_mark(episode, 0, 4_000, kind=Kind.NOTE, note="open question")
    with library.changing("Remove", None) as change:
        change.writes.trash_episode(episode, library.now())

    assert library.search.find("open") == ()


def test_a_corrected_cue_is_found_by_its_new_words_and_no_more_by_the_old(
    library: Library, add_episode: Callable[..., int]
) -> None:
    from dataclasses import replace

    lines = [*LINES[:17], "the modal is open", *LINES[18:]]
    episode = add_episode("A talk", *lines)
    transcript = library.episodes.transcript(episode)
    assert transcript is not None
    mended = replace(transcript.cues[17], text="the model is open")

    with library.changing("Correct text", episode) as change:
        change.writes.update_cues(episode, [mended])
    assert found(library, "model is open")
    assert not found(library, "modal")

    library.undo(episode)
    assert found(library, "modal is open")
    assert not found(library, "model is")


def test_hits_are_limited(library: Library, add_episode: Callable[..., int]) -> None:
    add_episode("A talk", *LINES)

    assert len(library.search.find("line", limit=7)) == 7
    assert library.search.find("   ") == ()


def test_a_word_of_every_passage_is_found_everywhere_in_order(
    library: Library, add_episode: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_PAGE", 3)  # a page of 500 would need thousands of lines
    episodes = [add_episode(f"Talk {number}", *LINES) for number in range(3)]

    hits = list(library.search.hits("line"))

    assert [(hit.episode_id, hit.start_ms // 4_000) for hit in hits] == [
        (episode, line) for episode in reversed(episodes) for line in range(len(LINES))
    ]


def test_a_line_joined_over_many_passages_is_found_by_its_words_alone(
    library: Library, add_episode: Callable[..., int]
) -> None:
    episode = add_episode("A talk", *LINES)
    words = library.episodes.transcript(episode)
    assert words is not None
    whole = joined(words, 0, len(LINES) - 1)
    with library.changing("Join", episode) as change:
        change.writes.remove_cues(words.cues[1:])
        change.writes.update_cues(episode, whole.cues)

    for number in (0, 20, 40, 59):
        [hit] = library.search.find(f"number {number} of")
        assert hit.from_ms == 0
    library.undo(episode)
    assert [hit.from_ms for hit in library.search.find("number 40 of")] == [160_000]
