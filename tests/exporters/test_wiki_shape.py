"""The wiki note, read back by a strict reader of the house format."""

from __future__ import annotations

import re

import yaml

from annotator.domain.notes import Kind, Topic
from annotator.exporters import exporter
from annotator.exporters.note import EpisodeNote

LINK = r"\[\[[^\[\]|]+ \| [^\[\]|]+\]\]"
NOTE = re.compile(
    r"---\n(?P<front>(?:\w+: [^\n]*\n)+)---\n\n"
    rf"From: (?:\[\[[^\[\]|]+\]\]|{LINK}) <br/> "
    r"(?P<body>(?:\n\n.*)?)",
    re.DOTALL,
)
HEADING = re.compile(rf"#{{2,6}} (?:Marks|{LINK})")
STATEMENT = re.compile(
    r"\*   (?P<text>\S.*) "
    r'<a class="yt-timestamp" data-t="(?P<t>\d{2,}:[0-5]\d:[0-5]\d)">\[(?P=t)\]</a>\.'
)


def read_strictly(text: str) -> tuple[dict[str, str], list[str], list[tuple[str, str]]]:
    """(front matter, headings, statements as (time, text)); fails on any other line."""
    found = NOTE.fullmatch(text)
    assert found, text
    headings: list[str] = []
    statements: list[tuple[str, str]] = []
    for line in found["body"].split("\n"):
        if statement := STATEMENT.fullmatch(line):
            statements.append((statement["t"], statement["text"]))
        elif HEADING.fullmatch(line):
            headings.append(line)
        else:
            assert line == "", line
    return yaml.safe_load(found["front"]), headings, statements


def wiki(note: EpisodeNote) -> str:
    return exporter("wiki").render(note)


def topic(number: int, name: str, parent: int | None = None) -> Topic:
    return Topic(number, f"t{number}", name, "#000000", parent)


def test_sample_note_has_the_house_shape(sample_note: EpisodeNote) -> None:
    front, headings, statements = read_strictly(wiki(sample_note))
    assert front == {"title": "Gardens: a conversation", "videoId": "abcDEF12_-9"}
    assert headings == [
        "## [[gardens | Gardens]]",
        "### [[soil_water | Soil & water]]",
        "## [[tools_shared | Tools (shared)]]",
        "## Marks",
    ]
    assert ("00:01:52", '**Ida:** "Water in the morning, "not" at noon."') in statements


def test_from_line_is_a_bare_link_where_the_show_is_its_own_slug(make_note) -> None:
    assert "\nFrom: [[allotments]] <br/> " in wiki(make_note(show="allotments"))
    assert "\nFrom: [[the_hour | The Hour]] <br/> " in wiki(make_note(show="The Hour"))


def test_note_without_a_known_show_or_video_keeps_the_shape(make_note) -> None:
    front, headings, statements = read_strictly(wiki(make_note()))
    assert front == {"title": "A talk"}
    assert (headings, statements) == ([], [])
    assert "From: [[unknown_show | Unknown show]] <br/> " in wiki(make_note())


def test_video_id_that_looks_like_a_number_stays_text(make_note) -> None:
    front, *_ = read_strictly(wiki(make_note(video_id="12345678901", title="yes")))
    assert front == {"title": "yes", "videoId": "12345678901"}


def test_video_id_may_begin_with_a_dash(make_note) -> None:
    assert "\nvideoId: -abcDEF1234\n" in wiki(make_note(video_id="-abcDEF1234"))


def test_file_ends_without_a_line_break(sample_note: EpisodeNote) -> None:
    assert wiki(sample_note).endswith("</a>.")


def test_anchor_is_the_second_the_mark_starts_in(make_mark, make_note) -> None:
    text = wiki(make_note((make_mark("x", 62_999, 65_000),)))
    assert 'data-t="00:01:02">[00:01:02]</a>.' in text


def test_mark_with_several_topics_stands_once_and_links_the_others(make_mark, make_note) -> None:
    topics = (topic(1, "Bees"), topic(2, "Honey"))
    text = wiki(make_note((make_mark("sweet", topics=(2, 1)),), topics))
    assert text.count('"sweet"') == 1
    assert '## [[honey | Honey]]\n*   "sweet" ([[bees | Bees]]) <a' in text
    assert "## [[bees" not in text


def test_nesting_past_six_levels_stays_at_six(make_mark, make_note) -> None:
    topics = tuple(topic(n, f"Level {n}", n - 1 if n > 1 else None) for n in range(1, 9))
    _, headings, _ = read_strictly(wiki(make_note((make_mark("deep", topics=(8,)),), topics)))
    assert [heading.index(" ") for heading in headings] == [2, 3, 4, 5, 6, 6, 6, 6]


def test_topics_whose_names_give_one_slug_keep_links_of_their_own(make_mark, make_note) -> None:
    topics = (topic(2, "C#"), topic(1, "C"))
    text = wiki(make_note((make_mark("x", topics=(1, 2)),), topics))
    assert "## [[c | C]]" in text
    assert "[[c_2 | C#]]" in text


def test_note_comes_before_the_words_it_is_about(make_mark, make_note) -> None:
    mark = make_mark("the words", note="My thought.\n\nAnd more.", speaker="Ida", kind=Kind.NOTE)
    statements = read_strictly(wiki(make_note((mark,))))[2]
    assert statements == [("00:00:00", 'My thought. <br/> And more. — **Ida:** "the words"')]


def test_marks_without_words_say_what_they_are(make_mark, make_note) -> None:
    marks = (
        make_mark(kind=Kind.BOOKMARK, start_ms=1000),
        make_mark(kind=Kind.TOPIC, start_ms=2000, speaker="Ida"),
    )
    statements = read_strictly(wiki(make_note(marks)))[2]
    assert [text for _, text in statements] == ["Bookmark", "Marked passage"]


def test_by_time_there_are_no_headings_and_every_topic_is_linked(make_mark, make_note) -> None:
    topics = (topic(1, "Bees"), topic(2, "Honey", 1))
    marks = (
        make_mark("later", 9000, 9500, topics=(1,)),
        make_mark("sooner", 1000, 1500, topics=(2, 1)),
    )
    _, headings, statements = read_strictly(wiki(make_note(marks, topics, by_time=True)))
    assert headings == []
    assert [text for _, text in statements] == [
        '"sooner" ([[honey | Honey]], [[bees | Bees]])',
        '"later" ([[bees | Bees]])',
    ]


def test_names_without_a_letter_still_have_a_target(make_mark, make_note) -> None:
    text = wiki(make_note((make_mark("x", topics=(1,)),), (topic(1, "!?"),), show="…"))
    assert "From: [[untitled | …]] <br/> " in text
    assert "## [[untitled | !?]]" in text
