"""What a note says becomes statements: time, plain words, headings above, links within."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.notes import slug
from annotator.notes import description, read_note, statements
from annotator.notes.statements import topic_of

A = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'


def tag(time: str) -> str:
    return A.format(time)


def test_every_statement_of_a_note_has_its_time_words_and_topics(note_text: str) -> None:
    found = [
        (s.ms, s.end_ms, s.others_ms, s.text, [h.label for h in s.headings],
         [t.slug for t in s.topics])
        for s in statements(read_note(note_text))
    ]  # fmt: skip

    arches, stone = ["Arches"], ["Arches", "Stone arches"]
    assert found == [
        (12_000, None, (), "Bridges stand by load paths", [], ["load_paths"]),
        (31_000, None, (40_000,), "A rope bridge pulls", [], []),
        (65_000, None, (), "Arches", arches, []),
        (80_000, 94_000, (), "Weight: the stones push each other", stone, []),
        (120_000, None, (), "An arch never sleeps at all", stone, []),
        (130_000, None, (), "pushing", stone, []),
        (140_000, None, (), "pulling", stone, []),
        (240_000, 270_000, (), "The end", stone, []),
    ]


def test_a_heading_that_is_a_link_is_that_topic(note_text: str) -> None:
    weight = statements(read_note(note_text))[3]

    assert [name.slug for name in weight.headings] == ["arches", "stone_arches"]


def test_quoted_words_are_a_quote(note_text: str) -> None:
    quotes = [s for s in statements(read_note(note_text)) if s.is_quote]

    assert [(s.text, s.quotes) for s in quotes] == [
        ("An arch never sleeps at all", ("An arch never sleeps at all",))
    ]


def test_an_anchor_at_the_start_belongs_to_what_follows() -> None:
    note = read_note(f"- {tag('00:00:05')} First thing {tag('00:00:09')} Second thing\n")

    assert [(s.ms, s.text) for s in statements(note)] == [
        (5_000, "First thing"),
        (9_000, "Second thing"),
    ]


def test_a_task_that_begins_with_its_time_keeps_its_words() -> None:
    note = read_note("- [ ] [00:01:52] Open models\n- [x] [00:02:10] Why is that?\n")
    assert [(s.ms, s.text) for s in statements(note)] == [
        (112_000, "Open models"),
        (130_000, "Why is that?"),
    ]


def test_a_time_in_the_title_of_a_callout_belongs_to_the_words_below() -> None:
    note = read_note("> [!quote]- Ann [00:01:52]\n> Open models come first.\n")
    assert [(s.ms, s.text, s.is_quote) for s in statements(note)] == [
        (112_000, "Open models come first.", True)
    ]


def test_a_time_alone_in_its_cell_belongs_to_its_row() -> None:
    note = read_note("| Time | Note |\n|---|---|\n| [00:01:52] | Open [[models]] | Ann |\n")
    assert [(s.ms, s.text, [t.slug for t in s.topics]) for s in statements(note)] == [
        (112_000, "Open models – Ann", ["models"])
    ]


def test_times_of_players_in_obsidian_and_logseq_are_read() -> None:
    note = read_note(
        "- Open models [[talk.mp3#t=112,131|01:52]] and [[Models]]\n"
        "- ![[talk.mp3#t=2:20]] Why is that?\n"
        "- {{youtube-timestamp 200}} Last words\n  id:: 67cff279\n  collapsed:: true\n"
    )
    assert [(s.ms, s.end_ms, s.text) for s in statements(note)] == [
        (112_000, 131_000, "Open models"),
        (140_000, None, "Why is that?"),
        (200_000, None, "Last words"),
    ]
    assert [link.target for block in note.blocks for link in block.links] == ["Models"]


def test_an_anchor_below_a_formula_belongs_to_it() -> None:
    note = read_note(f"$$\nE = mc^2\n$$\n{tag('00:00:05')}\nThen more {tag('00:00:09')}.\n")

    assert [(s.ms, s.text) for s in statements(note)] == [
        (5_000, "E = mc^2"),
        (9_000, "Then more"),
    ]


def test_a_time_in_brackets_around_its_own_anchor_is_said_once() -> None:
    note = read_note(
        '- **Cause**: salt ([00:02:03](<a class="yt-timestamp" data-t="HH:MM:SS">00:02:03</a>)).'
    )

    [statement] = statements(note)

    assert (statement.ms, statement.others_ms, statement.text) == (123_000, (), "Cause: salt")


def test_a_statement_whose_time_cannot_be_read_has_none() -> None:
    [statement] = statements(read_note('Odd <a class="yt-timestamp" data-t="later">[later]</a>.'))

    assert (statement.ms, statement.text) == (None, "Odd")


def test_markup_is_taken_off() -> None:
    text = (
        "> [!note] **Bold _both_** and `code`, ==lit== [web](http://a.b) <b>html</b> &amp;"
        " \\*star\\* snake_case \u202ehidden [00:00:01]"
    )

    [statement] = statements(read_note(text))

    assert statement.text == "Bold both and code, lit web html & *star* snake_case hidden"


def test_a_callout_is_no_quote_unless_it_says_so() -> None:
    note = read_note("> [!tip] Try it out [00:00:01]\n\n> [!quote] Thus he spoke [00:00:02]\n")

    assert [(s.text, s.is_quote) for s in statements(note)] == [
        ("Try it out", False),
        ("Thus he spoke", True),
    ]


def test_a_note_without_times_is_a_description() -> None:
    note = read_note(
        "---\ntitle: T\n---\n\nFrom: [[x]] <br/> \n\nIt is about [[a_b]].\n\n## More\n- one\n"
    )

    assert statements(note) == ()
    assert description(note) == "It is about a b.\n\nMore\n\none"


@given(st.text(st.characters(max_codepoint=127, exclude_characters="[]|#\r\n"), min_size=1))
def test_a_link_names_the_topic_that_its_words_name(name: str) -> None:
    [*links] = read_note(f"[[{name}]]").links

    for link in links:
        topic = topic_of(link)
        assert topic is None or topic.slug == slug(link.page)
