"""Whatever a title, name, quote or note holds, a rendered note shows it and does not obey it.

Each note is rendered twice: with hostile texts, and with harmless words in their place. A real
CommonMark parser must find the same headings, lists, quotes, links and HTML in both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

sys.path.insert(0, str(Path(__file__).parent))  # for `filling`

from filling import filled

from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.exporters import exporter
from annotator.exporters.escaping import at_line_start, clean, inline, link_label, paragraphs
from annotator.exporters.note import EpisodeNote, Grouping, NoteOptions
from annotator.session.template_files import BUILT_IN, TemplateShelf

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

FRAGMENTS = [
    *["#", "##", "-", "+", "*", "_", ">", "=", "---", "===", "***", "___", "~~~", "```", "`", "|"],
    *["^", "$", "$$", "%", "%%", ":", "::", ";", "&", "<", ">", "[", "]", "(", ")", "{", "}", "!"],
    *["\\", "~"],
    *["1.", "2)", "- [ ] ", "[x]", "[[", "]]", "[[note|label]]", "![[embed]]", "![a](b)"],
    *["[a](http://evil.example)", "[a]: http://evil.example", "<http://evil.example>"],
    *[
        "<script>alert(1)</script>",
        "<!--",
        "-->",
        "<br>",
        '<a class="yt-timestamp">',
        "<?",
        "<![CDATA[",
    ],
    *["> [!quote] ", "^block-id", "#tag", "#tag/sub", "key:: value", "%%hidden%%", "==high=="],
    *["{{title}}", "{% raw %}", "{: .x }", "<% tp %>", "${x}", "&lt;", "&amp;", "&#60;", "&nbsp;"],
    *[
        "| a | b |",
        "|---|---|",
        "[^1]",
        "^[foot]",
        "~~gone~~",
        "**bold**",
        "__init__",
        "snake_case",
    ],
    *["\n", "\n\n", "\r\n", "\r", "\t", "    ", "\u2028", "\x0b", "\x85", "\0", "\ufeff", "\u00a0"],
    *[
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200d",
        "\ud800",
        "word",
        "é",
        "漢字",
        "שלום",
        "🎧",
        "C#",
        "R&D",
    ],
    *["title: x", '"', "'", "—", "12:30", "yes", "null", "@x", "=1+1", "</a>.", " <br/> "],
]
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=8).map("".join)


def sane(text: str) -> str:
    """A harmless text of the same shape: as many lines, in as many paragraphs."""
    return "\n\n".join("\n".join("word" for _ in lines) for lines in paragraphs(text))


def sane_line(text: str) -> str:
    return "word" if clean(text) else ""


def disarmed(note: EpisodeNote) -> EpisodeNote:
    """The same note with every text from outside made harmless."""
    return replace(
        note,
        episode=replace(
            note.episode, title=sane_line(note.episode.title), show=sane_line(note.episode.show)
        ),
        annotations=tuple(
            replace(
                mark,
                anchor=replace(mark.anchor, exact=sane_line(mark.text)),
                note=sane(mark.note),
                speaker=sane_line(mark.speaker),
            )
            for mark in note.annotations
        ),
        topics=tuple(replace(topic, name=f"word {topic.id}") for topic in note.topics),
    )


def split_front_matter(text: str) -> tuple[Any, str]:
    """(parsed YAML or None, the Markdown after it), as every reader of front matter splits."""
    if not text.startswith("---\n"):
        return None, text
    front, _, body = text[4:].partition("\n---\n")
    return yaml.safe_load(front), body


def skeleton(tokens: list[Token]) -> Iterator[object]:
    """What the parser found, without the words: runs of text count as one."""
    for token in tokens:
        if token.type == "inline":
            yield list(inline_skeleton(token.children or []))
        else:
            yield token.type, token.tag, token.markup, token.attrs, token.content


def inline_skeleton(tokens: list[Token]) -> Iterator[object]:
    was_text = False
    for token in tokens:
        is_text = token.type in {"text", "text_special"}
        if token.type == "html_inline":
            yield token.content
        elif not (is_text and was_text):
            yield token.type, token.tag, token.attrs
        was_text = is_text


def visible(tokens: list[Token]) -> str:
    """The text a reader of the rendered note sees."""
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(visible(token.children or []) + "\n")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type not in {"html_inline", "html_block"}:
            parts.append(token.content)
    return "".join(parts)


@st.composite
def notes(draw: st.DrawFn) -> EpisodeNote:
    """A note whose every text is hostile, with marks of all kinds under nested topics."""
    topics = tuple(
        Topic(number, f"t{number}", draw(hostile), "#000000", parent)
        for number, parent in ((1, None), (2, 1), (3, None))
    )
    marks = tuple(
        Annotation(
            id=number,
            uid=f"u{number}",
            episode_id=1,
            kind=draw(st.sampled_from(list(Kind))),
            anchor=Anchor(number * 1000, number * 2500, draw(hostile)),
            topics=tuple(draw(st.lists(st.sampled_from([1, 2, 3]), unique=True))),
            note=draw(st.just("") | hostile),
            speaker=draw(st.just("") | hostile),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )
    episode = Episode(1, "e1", draw(hostile), draw(hostile), video_id="abcDEF12_-9")
    grouping = draw(st.sampled_from(list(Grouping)))
    return EpisodeNote(episode, marks, topics, options=NoteOptions(grouping))


@pytest.mark.parametrize("name", ["wiki", "markdown", "obsidian", "logseq"])
@settings(deadline=None, max_examples=80)
@given(note=notes())
def test_no_text_from_outside_adds_structure_and_all_of_it_is_seen(
    name: str, note: EpisodeNote
) -> None:
    render = exporter(name).render
    text = render(note)
    text.encode()
    front, body = split_front_matter(text)
    tokens = PARSER.parse(body)
    _, harmless = split_front_matter(render(disarmed(note)))
    assert list(skeleton(tokens)) == list(skeleton(PARSER.parse(harmless)))
    if front is not None:
        assert front["title"] == clean(note.episode.title)
    seen = visible(tokens)
    for mark in note.annotations:
        lines = [line for paragraph in paragraphs(mark.note) for line in paragraph]
        for shown in (clean(mark.text), *lines, clean(mark.speaker) if clean(mark.text) else ""):
            assert shown in seen


@pytest.mark.parametrize("name", BUILT_IN)
@settings(deadline=None, max_examples=30)
@given(note=notes())
def test_the_template_of_a_format_writes_what_the_format_writes(
    name: str, note: EpisodeNote
) -> None:
    assert filled(TemplateShelf(Path()).find(name), note) == exporter(name).render(note)


@settings(deadline=None, max_examples=500)
@given(hostile)
@example("#\t1. - > = +")
@example("2026. a year")
@example(r"\*not\* \[a\] \&amp;")
def test_escaped_line_shows_exactly_its_text(text: str) -> None:
    tokens = PARSER.parse(at_line_start(text))
    assert visible(tokens) == (clean(text) + "\n" if clean(text) else "")
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


FOREIGN = {
    "link or embed": r"\[\[|!\[|(?<!\\)\]\(",
    "comment": r"%%|<!--",
    "template": r"\{\{|\{%|<%|\{:",
    "field": r"::",
    "block id": r"(?<!\\)\^[A-Za-z0-9-]",
    "tag": r"(?<![\\\w])#\w",
    "highlight": r"==",
    "formula": r"(?<!\\)\$",
    "HTML": r"<",
    "table": r"(?<!\\)\|",
}


@settings(deadline=None, max_examples=500)
@given(hostile)
def test_no_syntax_of_other_note_programs_is_left(text: str) -> None:
    # A backslash that is itself escaped escapes nothing.
    escaped = inline(text).replace("\\\\", "·")
    for what, pattern in FOREIGN.items():
        assert not re.search(pattern, escaped), what


@given(hostile)
def test_a_link_label_cannot_end_its_link(name: str) -> None:
    label = link_label(name)
    assert not set(label) & set("[]\n")
    assert "|" not in label


@pytest.mark.parametrize(
    "prose",
    [
        "It's \"fine\" – really; isn't it? (Yes!) 50% of 3 + 4 = 7, at 12:30.",
        "R&D in C# on snake_case names -> a great-great idea.",
        "Ünïcödé, 漢字, שלום and 🎧 stay as they are…",
    ],
)
def test_ordinary_prose_passes_unchanged(prose: str) -> None:
    assert inline(prose) == at_line_start(prose) == prose


def test_text_that_turns_its_surroundings_around_is_straightened() -> None:
    assert inline("left \u202eright\u2069 \u2067on") == "left right on"


def test_marks_that_scripts_and_emoji_need_are_kept() -> None:
    for needed in ("می\u200cخواهم", "👩\u200d🌾", "שלום\u200f!"):
        assert inline(needed) == needed


def test_lines_and_paragraphs_of_a_note_are_told_apart() -> None:
    assert paragraphs("one\r\ntwo\n\n \n three \n") == (("one", "two"), ("three",))
    assert paragraphs(" \n\u202e\n") == ()
