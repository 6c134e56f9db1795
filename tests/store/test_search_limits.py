"""Searches with limits, what must not be there, words apart, and the second try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.notes import Annotation, Kind, Topic
from annotator.domain.query import parse_query
from annotator.domain.tokens import find_phrase, tokens
from annotator.domain.transcript import Transcript
from annotator.session.finding import look_for
from annotator.store import Library
from annotator.store.changes import TranscriptSource

LINES = (
    "who taught you to bake bread",
    "my aunt did and she never used a scale",
    "the dough tells you when it has had enough",
    "could a machine weigh the dough",
    "it can learn the numbers",
    "somebody has to taste the bread",
)
VOICES = ("Ada Reyes", "Ben Ode")


@pytest.fixture
def talk(library: Library, add_episode: Callable[..., int]) -> int:
    """Two voices take turns; published in March 2024."""
    episode = add_episode("Bread", *LINES, show="The Bake")
    transcript = library.episodes.transcript(episode)
    assert transcript is not None
    cues = tuple(replace(c, id=0, speaker=VOICES[n % 2]) for n, c in enumerate(transcript.cues))
    stored = library.episodes.get(episode)
    assert stored is not None
    with library.changing("Voices", episode) as change:
        source = TranscriptSource("srt", "", "sha of voices")
        change.writes.use_transcript(episode, Transcript(cues), source=source)
        change.writes.update_episode(replace(stored, published_on="2024-03-15"))
    return episode


@pytest.fixture
def other(add_episode: Callable[..., int]) -> int:
    return add_episode("Stones", "stones and dough", "no bread here")


def texts(library: Library, typed: str) -> list[str]:
    return [hit.text for hit in library.search.find(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dough", ["stones and dough", LINES[2], LINES[3]]),
        ('"the dough"', [LINES[2], LINES[3]]),
        ("dough -machine", ["stones and dough", LINES[2]]),
        ('dough -"tells you" -stones', [LINES[3]]),
        ("taug*", [LINES[0]]),
        ("dough speaker:ada", [LINES[2]]),
        ('dough speaker:"ben o"', [LINES[3]]),
        ("dough speaker:ada speaker:ben", [LINES[2], LINES[3]]),
        ("dough -speaker:ada", ["stones and dough", LINES[3]]),
        ("dough speaker:nobody", []),
        ("dough show:bake", [LINES[2], LINES[3]]),
        ("dough -show:bake", ["stones and dough"]),
        ("dough before:2024-03-16 after:2024-03-15", [LINES[2], LINES[3]]),
        ("dough before:2024-03-15", []),
        ("dough after:2024-04", ["stones and dough"]),
        ("dough numbers", [f"{LINES[3]} {LINES[4]}"]),
        ("taste dough", [" ".join(LINES[3:6])]),
        ("taught machine", [f"{LINES[0]} … {LINES[3]}"]),
        ("bake bread speaker:ada", [LINES[0]]),
        ("enough could", [f"{LINES[2]} {LINES[3]}"]),
        ("dough stones", ["stones and dough"]),
        ("dough aunt stones", []),
        ("-dough", []),
    ],
)
def test_what_was_said(
    library: Library, talk: int, other: int, typed: str, found: list[str]
) -> None:
    assert texts(library, typed + " ") == found


@pytest.fixture
def marked(
    library: Library,
    talk: int,
    other: int,
    add_topic: Callable[..., Topic],
    add_mark: Callable[..., Annotation],
) -> dict[str, Annotation]:
    craft = add_topic("Craft")
    hand = add_topic("Hand work", parent_id=craft.id)
    tools = add_topic("Crafty tools")
    return {
        "taught": add_mark(talk, 0, 4_000, craft, speaker="Ada Reyes"),
        "scale": add_mark(talk, 4_000, 8_000, hand, tools, kind=Kind.QUOTE, speaker="Ben Ode"),
        "dough": add_mark(talk, 8_000, 12_000, kind=Kind.NOTE, note="Rise and fall of dough"),
        "stones": add_mark(other, 0, 4_000, tools, kind=Kind.BOOKMARK),
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("topic:craft", ["taught", "scale"]),
        ('topic:"Hand work"', ["scale"]),
        ("topic:tool", ["stones", "scale"]),
        ("topic:craft topic:tools", ["scale"]),
        ("topic:craft -topic:tools", ["taught"]),
        ("topic:craft kind:quote", ["scale"]),
        ("kind:quote kind:bookmark", ["stones", "scale"]),
        ("note:rise", ["dough"]),
        ("note:ris", ["dough"]),
        ("note:bread", []),
        ("speaker:ada", ["taught"]),
        ("show:bake -kind:note", ["taught", "scale"]),
        ("scale topic:craft", ["scale"]),
        ("-scale topic:craft", ["taught"]),
        ("topic:nothing", []),
    ],
)
def test_marks(
    library: Library, marked: dict[str, Annotation], typed: str, found: list[str]
) -> None:
    names = {mark.id: name for name, mark in marked.items()}

    assert [names[hit.annotation_id or 0] for hit in library.search.find(typed)] == found


def test_words_not_yet_under_a_topic_are_found(
    library: Library, marked: dict[str, Annotation]
) -> None:
    assert texts(library, "bread ") == ["no bread here", LINES[0], LINES[5]]
    assert texts(library, "bread -topic:craft ") == ["no bread here", LINES[5]]
    assert texts(library, "dough -kind:note -kind:bookmark ") == [LINES[3]]


def test_marks_of_an_episode_without_words_are_found_by_theirs(
    library: Library, add_episode: Callable[..., int], add_mark: Callable[..., Annotation]
) -> None:
    episode = add_episode("Only notes")
    mark = add_mark(episode, 0, 1_000)
    with library.changing("Words", episode) as change:
        anchor = replace(mark.anchor, exact="Was für ein Wörterbuch")
        change.writes.update_annotation(replace(mark, anchor=anchor))

    assert texts(library, "worterbuch") == ["Was für ein Wörterbuch"]
    library.undo(episode)
    assert texts(library, "worterbuch") == []
    library.redo(episode)
    assert texts(library, "worterbuch") == ["Was für ein Wörterbuch"]


def test_a_hit_comes_with_what_was_said_before_and_after(library: Library, talk: int) -> None:
    [first, second] = library.search.find("dough")

    assert (first.before, first.after) == (LINES[1], LINES[3])
    assert (first.from_ms, first.to_ms, first.speaker) == (8_000, 12_000, "Ada Reyes")
    assert (second.before, second.after) == (LINES[2], LINES[4])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("doguh", "dough"), ("tuaght", "taught"), ("machne", "machine"), ("xachine", "machine"),
        ("sombeodi", "somebody"), ("dogh*", "dough*"), ('"the dugh"', '"the dough"'),
        ("doguh speaker:ada", "dough speaker:ada"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_looked_for_as_it_was_meant(
    library: Library, talk: int, typed: str, meant: str
) -> None:
    finding = look_for(library, typed + " ")

    assert str(finding.query) == meant
    assert finding.notices[0].startswith("Nothing has “")
    assert [hit.text for hit in finding.hits] == texts(library, meant + " ") != []


def test_a_word_that_is_there_is_never_replaced(library: Library, talk: int) -> None:
    finding = look_for(library, "bread speaker:nobody")

    assert list(finding.hits) == []
    assert finding.notices == ()
    assert list(look_for(library, "zzzzzzzz").hits) == []


def test_no_search_whatever_fails_and_each_hit_has_what_was_asked_for(
    library: Library, marked: dict[str, Annotation]
) -> None:
    pieces = st.sampled_from(
        ["dough", "bread", '"the dough"', "-scale", "speaker:ada", "-speaker:ben", "topic:craft",
         "-topic:craft", "kind:note", "note:rise", "show:bake", "before:2024", "after:2024-03",
         '"', "*", "NEAR(", "OR", "-", "topic:", "scale*", "th*"]
    )  # fmt: skip

    @given(st.lists(pieces | st.text(max_size=5), max_size=5).map(" ".join))
    @settings(
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        deadline=None,
        max_examples=60,
    )
    def check(typed: str) -> None:
        query = parse_query(typed)
        for hit in look_for(library, typed).hits:
            said = [t.folded for t in tokens(hit.text)]
            if hit.annotation_id is None:
                query_used = look_for(library, typed).query
                for term in query_used.wanted:
                    assert find_phrase(said, term.words, last_is_prefix=term.prefix)
                assert all(not find_phrase(said, t.words) for t in query.unwanted)

    check()
