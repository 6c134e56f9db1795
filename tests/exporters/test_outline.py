"""Which marks stand under which heading."""

from __future__ import annotations

from annotator.domain.notes import Topic, slug
from annotator.exporters.note import EpisodeNote
from annotator.exporters.outline import outline, topic_targets


def topic(number: int, parent: int | None = None, name: str = "") -> Topic:
    return Topic(number, f"t{number}", name or f"Topic {number}", "#000000", parent)


def shape(note: EpisodeNote) -> list[tuple[int, str, list[str]]]:
    return [
        (
            section.level,
            section.topic.name if section.topic else "-",
            [entry.mark.text for entry in section.entries],
        )
        for section in outline(note)
    ]


def test_parents_lead_to_marks_and_empty_topics_are_left_out(make_mark, make_note) -> None:
    topics = (topic(1), topic(2, 1), topic(3, 1), topic(4), topic(5, 4))
    marks = (make_mark("a", topics=(3,)), make_mark("b", topics=(4,)))
    assert shape(make_note(marks, topics)) == [
        (2, "Topic 1", []),
        (3, "Topic 3", ["a"]),
        (2, "Topic 4", ["b"]),
    ]


def test_siblings_keep_the_order_of_the_library(make_mark, make_note) -> None:
    topics = (topic(7), topic(3), topic(5, 3), topic(4, 3))
    marks = tuple(make_mark(str(n), n, n, topics=(n,)) for n in (3, 4, 5, 7))
    names = [name for _, name, _ in shape(make_note(marks, topics))]
    assert names == ["Topic 7", "Topic 3", "Topic 5", "Topic 4"]


def test_marks_are_in_order_of_time_whatever_order_they_came_in(make_mark, make_note) -> None:
    marks = (make_mark("late", 900, 950), make_mark("early", 100, 950))
    assert shape(make_note(marks)) == [(2, "-", ["early", "late"])]


def test_a_topic_the_library_does_not_know_counts_as_none(make_mark, make_note) -> None:
    marks = (make_mark("a", topics=(99,)), make_mark("b", 1, 1, topics=(99, 1)))
    assert shape(make_note(marks, (topic(1),))) == [(2, "Topic 1", ["b"]), (2, "-", ["a"])]


def test_topics_that_are_each_others_parents_lose_no_mark(make_mark, make_note) -> None:
    topics = (topic(1, 3), topic(2, 1), topic(3, 2), topic(4, 4), topic(5, 77))
    marks = tuple(make_mark(str(n), n, n, topics=(n,)) for n in range(1, 6))
    found = [text for _, _, texts in shape(make_note(marks, topics)) for text in texts]
    assert sorted(found) == ["1", "2", "3", "4", "5"]


def test_a_new_topic_does_not_change_where_an_old_link_leads() -> None:
    before = topic_targets((topic(1, name="Bees!"),), slug, "_")
    after = topic_targets((topic(2, name="bees"), topic(1, name="Bees!")), slug, "_")
    assert before == {1: "bees"}
    assert after == {1: "bees", 2: "bees_2"}
