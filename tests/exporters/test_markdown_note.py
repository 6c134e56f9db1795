"""The plain Markdown note, as a CommonMark reader shows it."""

from __future__ import annotations

from markdown_it import MarkdownIt

from annotator.domain.notes import Kind, Media, Topic
from annotator.exporters import exporter
from annotator.exporters.note import EpisodeNote


def markdown(note: EpisodeNote) -> str:
    return exporter("markdown").render(note)


def links(text: str) -> list[str]:
    """The addresses a CommonMark reader links, in order."""
    parser = MarkdownIt("commonmark")
    # Web pages may not link to files, a note of one's own may.
    parser.validateLink = lambda address: True  # type: ignore[method-assign]
    return [
        str(child.attrs["href"])
        for token in parser.parse(text)
        for child in token.children or []
        if child.type == "link_open"
    ]


def test_quote_stands_verbatim_with_its_speaker_and_a_time_that_plays(make_mark, make_note) -> None:
    mark = make_mark("I never said that.", 112_000, 131_500, speaker="Ida")
    text = markdown(make_note((mark,), video_id="abcDEF12_-9"))
    assert (
        "> I never said that.\n>\n> — Ida, [1:52–2:11](https://youtu.be/abcDEF12_-9?t=112)\n"
        in text
    )


def test_links_lead_into_a_local_file_with_blanks_in_its_name(make_mark, make_note) -> None:
    mark = make_mark("x", 1_500, 2_000)
    text = markdown(make_note((mark,), media=Media("/my talks/one (a).mp3", "00", 1)))
    address = "file:///my%20talks/one%20%28a%29.mp3"
    assert links(text) == [address, f"{address}#t=1.5,2"]


def test_without_any_source_times_are_plain_text(make_mark, make_note) -> None:
    text = markdown(make_note((make_mark("x", 1_500, 62_000),)))
    assert links(text) == []
    assert "> — 0:01–1:02\n" in text


def test_source_line_says_what_is_known_and_no_more(make_note) -> None:
    assert "\nFrom *The Hour*\n" in markdown(make_note(show="The Hour", published_on="some day"))
    assert "\nFrom 2026-01-31\n" in markdown(make_note(published_on="2026-01-31T08:00:00Z"))
    assert markdown(make_note()) == "# A talk\n"


def test_lines_and_paragraphs_of_a_note_stay_apart(make_mark, make_note) -> None:
    mark = make_mark(kind=Kind.NOTE, note="one\ntwo\n\nthree")
    html = MarkdownIt("commonmark").render(markdown(make_note((mark,))))
    assert "<p>0:00 — one<br />\ntwo</p>\n<p>three</p>" in html


def test_headings_follow_the_nesting_of_topics(make_mark, make_note) -> None:
    topics = (Topic(1, "a", "Bees", "#000000"), Topic(2, "b", "Honey", "#000000", 1))
    text = markdown(make_note((make_mark("sweet", topics=(2,)),), topics))
    assert "## Bees\n\n### Honey\n\n> sweet\n" in text
