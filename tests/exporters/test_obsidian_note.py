"""The Obsidian note: properties, callouts, block ids and links as Obsidian reads them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import yaml

from annotator.domain.notes import Topic
from annotator.exporters import exporter
from annotator.exporters.note import EpisodeNote


def obsidian(note: EpisodeNote) -> str:
    return exporter("obsidian").render(note)


def properties(note: EpisodeNote) -> dict[str, Any]:
    found = yaml.safe_load(obsidian(note).split("---\n")[1])
    assert isinstance(found, dict)
    return found


def topic(number: int, name: str, parent: int | None = None) -> Topic:
    return Topic(number, f"t{number}", name, "#000000", parent)


def test_properties_are_of_the_kinds_obsidian_reads(sample_note: EpisodeNote) -> None:
    assert properties(sample_note) == {
        "title": "Gardens: a conversation",
        "aliases": ["Gardens: a conversation"],
        "tags": ["gardens", "soil-water", "tools-shared"],
        "cssclasses": ["annotator-note"],
        "show": "[[The Allotment Hour]]",
        "date": datetime.date(2026, 1, 31),
        "source": "https://youtu.be/abcDEF12_-9",
    }


def test_lists_are_lists_even_when_empty(make_note) -> None:
    found = properties(make_note(title=""))
    assert found["aliases"] == found["tags"] == []


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Soil & water", "soil-water"),
        ("#already/tagged", "already-tagged"),
        ("1984", "topic-1984"),
        ("2-3", "topic-2-3"),
        ("Бджоли", "бджоли"),
        ("!?", "untitled"),
    ],
)
def test_topics_become_valid_tags(make_mark, make_note, name: str, tag: str) -> None:
    note = make_note((make_mark("x", topics=(1,)),), (topic(1, name),))
    assert properties(note)["tags"] == [tag]


def test_block_id_stands_alone_after_its_quote(make_mark, make_note) -> None:
    text = obsidian(make_note((make_mark("x", uid="0c5e_77/é"), make_mark("y", 1, 1, uid="b"))))
    assert "\n> x\n\n^a-0c5e-77\n\n> [!quote]" in text
    assert all(
        re.fullmatch(r"\^[A-Za-z0-9-]+", line) for line in text.splitlines() if line[:1] == "^"
    )


def test_note_of_several_paragraphs_stays_inside_its_callout(make_mark, make_note) -> None:
    text = obsidian(make_note((make_mark("words", note="one\n\ntwo\nthree"),)))
    callout = text.split("## Marks\n\n")[1].split("\n\n^")[0]
    assert callout.split("\n") == [
        "> [!quote] 0:00",
        "> words",
        ">",
        "> > [!note]",
        "> > one",
        "> >",
        "> > two",
        "> > three",
    ]


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("Plain", "[[Plain]]"),
        ("C#", "[[C|C#]]"),
        ("either/or", "[[either-or|either/or]]"),
        ("AI: what now?", "[[AI - what now|AI: what now?]]"),
        ("a | b", "[[a - b|a / b]]"),
        ("[[evil]]", "[[((evil))]]"),
        ("100%% sure", "[[100- sure|100&percnt;&percnt; sure]]"),
        ("x ^block", r"[[x -block|x \^block]]"),
    ],
)
def test_links_reach_topic_notes_whatever_their_names(
    make_mark, make_note, name: str, link: str
) -> None:
    note = make_note((make_mark("x", topics=(1,)),), (topic(1, name),))
    assert f"\n## {link}\n" in obsidian(note)


def test_topics_whose_notes_would_share_a_name_are_told_apart(make_mark, make_note) -> None:
    topics = (topic(1, "C"), topic(2, "c#"))
    text = obsidian(make_note((make_mark("x", topics=(1, 2)),), topics))
    assert "\n## [[C]]\n" in text
    assert "\n> [[c 2|c#]]\n" in text


def test_by_time_each_quote_links_all_its_topics(sample_by_time: EpisodeNote) -> None:
    text = obsidian(sample_by_time)
    assert "## " not in text
    assert "\n> [[Tools (shared)]], [[Soil & water]]\n" in text
