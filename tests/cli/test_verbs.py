"""The verbs, each as a table for eyes and as JSON for programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import LINES, SRT, Terminal

from annotator.commands import REGISTRY


def test_import_prints_the_id_and_says_what_is_missing(terminal: Terminal, talk: Path) -> None:
    assert terminal.types("import", talk).out == "1\n"
    talk.with_suffix(".srt").rename(talk.with_name("elsewhere.srt"))

    again = terminal.types("import", talk, "--json")
    assert (again.rows, again.err) == ([{"id": 1}], "")

    alone = talk.with_name("alone.wav")
    alone.write_bytes(talk.read_bytes() + b"\0\0")
    said = terminal.types("import", alone)
    assert (said.status, said.out) == (0, "2\n")
    assert said.err == "No transcript was found beside it; add one with --transcript FILE.\n"


def test_import_takes_the_facts_given_with_it(terminal: Terminal, talk: Path) -> None:
    chosen = talk.with_name("chosen.srt")
    chosen.write_text(SRT.replace("nobody", "somebody"), encoding="utf-8")

    terminal.ok(
        "import", talk, "--transcript", chosen, "--title", " A  better title ",
        "--video-id", "oX7OduG1YmI", "--show", "The Show",
    )  # fmt: skip

    [episode] = terminal.json("episodes")
    assert (episode["title"], episode["show"]) == ("A better title", "The Show")
    assert terminal.json("transcript", 1)[0]["text"] == LINES[0].replace("nobody", "somebody")
    assert "videoId: oX7OduG1YmI" in terminal.ok("export", 1, "--format", "wiki")


def test_episodes(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--quote")

    assert with_talk.json("episodes") == [
        {
            "id": 1,
            "title": "a talk",
            "show": "",
            "state": "new",
            "duration_ms": 12_000,
            "marks": 1,
            "media": True,
            "transcript": True,
        }
    ]
    head, row = with_talk.ok("episodes").splitlines()
    assert head.split() == ["id", "title", "show", "state", "duration", "marks", "media",
                            "transcript"]  # fmt: skip
    assert row.split() == ["1", "a", "talk", "new", "0:12", "1", "yes", "yes"]


def test_transcript(with_talk: Terminal, talk: Path) -> None:
    first, *_ = rows = with_talk.json("transcript", 1)

    assert [row["text"] for row in rows] == list(LINES)
    assert first == {
        "start_ms": 0,
        "end_ms": 4_000,
        "speaker": "",
        "text": LINES[0],
        "words": [],
    }
    assert LINES[1] in with_talk.ok("transcript", "A TALK")

    timed = talk.with_name("timed.vtt")
    timed.write_text(
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ida><00:01.000><c>so</c><00:02.000><c> it</c>\n",
        encoding="utf-8",
    )
    with_talk.ok("import", timed)
    assert with_talk.json("transcript", 2) == [
        {
            "start_ms": 1_000,
            "end_ms": 3_000,
            "speaker": "Ida",
            "text": "so it",
            "words": [
                {"text": "so", "start_ms": 1_000, "end_ms": 2_000, "confidence": None},
                {"text": "it", "start_ms": 2_000, "end_ms": 3_000, "confidence": None},
            ],
        }
    ]


def test_tag_and_marks(with_talk: Terminal) -> None:
    assert with_talk.ok(
        "tag", 1, "0:04", "00:00:08.000", "--topic", "Craft", "Tools", "--topic", "Sea",
        "--note", "  wet is the word ",
    ) == "1\n"  # fmt: skip
    assert with_talk.json("tag", "a talk", "0ms", "4000ms", "--quote") == [{"id": 2}]

    quote, note = with_talk.json("marks", 1)

    assert note == {
        "id": 1,
        "start_ms": 4_000,
        "end_ms": 8_000,
        "kind": "note",
        "topics": ["Craft", "Tools", "Sea"],
        "speaker": "",
        "text": LINES[1],
        "note": "wet is the word",
        "needs_review": False,
    }
    assert (quote["kind"], quote["text"], quote["topics"]) == ("quote", LINES[0], [])
    table = with_talk.ok("marks", 1)
    assert "Craft, Tools, Sea" in table
    assert "0:04" in table


def test_tagging_twice_keeps_one_tag(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Craft")

    assert with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "craft", "--topic", "CRAFT") == "1\n"
    [mark] = with_talk.json("marks", 1)
    assert mark["topics"] == ["Craft"]

    with_talk.ok("undo")
    assert with_talk.json("marks", 1) == []


def test_tagging_the_same_stretch_adds_to_its_mark(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Craft", "--note", "first")
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Sea", "--quote")

    [mark] = with_talk.json("marks", 1)
    assert (mark["topics"], mark["kind"], mark["note"]) == (["Craft", "Sea"], "quote", "first")


def test_a_blank_note_is_no_note(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Craft", "--note", "  ")

    [mark] = with_talk.json("marks", 1)
    assert (mark["kind"], mark["note"]) == ("topic", "")


def test_topics(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Craft", "--topic", "Sea")
    with_talk.ok("tag", 1, "0:04", "0:08", "--topic", "Sea")

    craft, sea = with_talk.json("topics")

    assert (craft["name"], craft["digit"], craft["marks"], craft["parent"]) == ("Craft", 1, 1, "")
    assert (sea["name"], sea["digit"], sea["marks"]) == ("Sea", 2, 2)
    assert craft["colour"] != sea["colour"]


def test_search(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:08", "0:12", "--note", "compare getting wet")

    words, note = with_talk.json("search", "Getting WET")

    assert words == {
        "episode": 1,
        "title": "a talk",
        "start_ms": words["start_ms"],
        "end_ms": words["end_ms"],
        "speaker": "",
        "text": LINES[1],
        "mark": None,
    }
    assert 4_000 < words["start_ms"] < words["end_ms"] <= 8_000
    assert note["text"] == "compare getting wet"
    assert with_talk.json("search", "nothing like it") == []
    assert len(with_talk.json("search", "getting", "--limit", 1)) == 1


def test_search_takes_limits_and_says_what_it_cannot_mean(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:08", "0:12", "--note", "compare getting wet")

    [note] = with_talk.json("search", "getting", "kind:note")
    assert (note["text"], note["mark"]) == ("compare getting wet", 1)
    assert with_talk.json("search", "getting -wet", "after:2000") == []
    unknown = with_talk.types("search", "kind:joke")
    assert (unknown.status, unknown.out) == (2, "")
    assert "There is no kind “joke”; there are topic, quote, note, bookmark." in unknown.err
    assert with_talk.types("search", "--", "-wet").status == 2


def test_search_tries_the_word_that_was_meant_and_says_so(with_talk: Terminal) -> None:
    typed = with_talk.types("search", "gettign", "--json")

    assert "“getting”" in typed.err
    assert [row["text"] for row in typed.rows] == [LINES[1]]


def test_undo_and_redo_say_what_they_did(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--quote")

    undone = with_talk.types("undo")
    assert (undone.status, undone.out, undone.err) == (0, "", "Undone: Tag\n")
    assert with_talk.json("marks", 1) == []

    assert with_talk.types("redo").err == "Redone: Tag\n"
    assert with_talk.json("undo") == []
    nothing = with_talk.types("redo"), with_talk.types("redo")
    assert nothing[1].status == 1
    assert nothing[1].complaint == "There is nothing to redo."


def test_undo_works_in_another_process_and_to_the_very_beginning(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--quote")

    assert with_talk.types_in_another_process("undo").err == "Undone: Tag\n"
    assert with_talk.json("marks", 1) == []
    assert with_talk.types_in_another_process("redo").err == "Redone: Tag\n"
    assert len(with_talk.json("marks", 1)) == 1

    with_talk.ok("undo")
    assert with_talk.types("undo").err == "Undone: Import “a talk”\n"
    assert with_talk.json("episodes") == []
    assert with_talk.types("undo").complaint == "There is nothing to undo."
    with_talk.ok("redo")
    assert len(with_talk.json("episodes")) == 1


def test_formats_lists_what_is_read_and_written_without_a_library(terminal: Terminal) -> None:
    rows = terminal.json("formats")

    known = {(row["kind"], row["name"]) for row in rows}
    assert {("transcript", "srt"), ("transcript", "vtt"), ("transcript", "whisper")} <= known
    assert {("note", "wiki"), ("note", "markdown"), ("note", "obsidian")} <= known
    assert all(row["title"] for row in rows)
    assert "WebVTT" in terminal.ok("formats")
    assert not terminal.library.exists()


def test_keys_lists_every_key_without_a_library(terminal: Terminal) -> None:
    rows = terminal.json("keys")

    assert {row["id"] for row in rows} == {command.id for command in REGISTRY if command.keys}
    [undo] = [row for row in rows if row["id"] == "edit.undo"]
    assert (undo["keys"], undo["title"]) == (["Ctrl+Z"], "Undo")
    assert all(row["help"].endswith(".") for row in rows)
    assert "Ctrl+Z" in terminal.ok("keys")
    assert not terminal.library.exists()


def test_doctor_tells_versions_player_library_and_places(with_talk: Terminal) -> None:
    said = with_talk.types_in_another_process("doctor", "--json")

    facts = {row["name"]: row["value"] for row in said.rows}
    assert said.status == 0
    assert facts["library"] == str(with_talk.library)
    assert facts["health"].startswith("sound, ")
    assert {"annotator", "python", "sqlite", "PySide6", "player", "settings"} <= facts.keys()


def test_doctor_makes_no_library_and_tells_of_a_damaged_one(terminal: Terminal) -> None:
    assert terminal.types_in_another_process("doctor").status == 0
    assert not terminal.library.exists()

    terminal.library.write_bytes(b"")
    said = terminal.types_in_another_process("doctor", "--json")
    [health] = [row for row in said.rows if row["name"] == "health"]
    assert (said.status, health["ok"]) == (1, False)
    assert "is an empty file" in health["value"]


@pytest.mark.parametrize("verb", ["episodes", "topics"])
def test_a_library_with_nothing_in_it_lists_nothing(terminal: Terminal, verb: str) -> None:
    assert terminal.ok(verb) == ""
    assert terminal.json(verb) == []


def test_every_verb_explains_itself_and_takes_json_and_a_library(terminal: Terminal) -> None:
    for command in REGISTRY:
        if not command.cli:
            continue
        said = terminal.types(*command.cli.split(" "), "--help")
        text = " ".join(said.out.split())
        assert said.status == 0
        assert command.help in text
        assert "--json" in text


def test_the_library_may_be_named_after_the_verb_and_by_the_environment(
    with_talk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.app import run

    assert run(["episodes", "--library", str(with_talk.library)]) == 0
    monkeypatch.setenv("ANNOTATOR_LIBRARY", str(with_talk.library))
    assert run(["marks", "1"]) == 0


def test_a_day_of_work_leaves_a_backup(with_talk: Terminal) -> None:
    folder = with_talk.library.with_name("library.sqlite.backups")

    [backup] = folder.iterdir()
    assert backup.name.endswith("-daily.sqlite")
    assert sorted(item.name for item in with_talk.folder.iterdir()) == [
        "files",
        "library.sqlite",
        "library.sqlite.backups",
    ]


def test_searches_are_kept_listed_and_forgotten(with_talk: Terminal) -> None:
    with_talk.ok("searches", "keep", "Wet", "getting", "kind:note")
    assert with_talk.json("searches", "list") == [{"name": "Wet", "search": "getting kind:note"}]

    assert with_talk.types("searches", "forget", "wet").err == "Forgot the search “Wet”\n"
    assert with_talk.json("searches", "list") == []
    assert with_talk.types("searches", "forget", "wet").status == 1


def test_topics_are_cared_for(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Sea")
    with_talk.ok("tag", 1, "0:04", "0:08", "--topic", "Sea", "--topic", "Rain")
    with_talk.ok("topic", "describe", "Sea", "What is wet")
    with_talk.ok("topic", "names", "Sea", "--also", "Ocean", "The deep")

    [page] = with_talk.json("topic", "show", "ocean")
    assert page["name"] == "Sea"
    assert page["aliases"] == ["Ocean", "The deep"]
    assert page["description"] == "What is wet"
    assert (page["marks"], page["episodes"], page["beside"]) == (2, 1, ["Rain (1)"])
    assert [place["start_ms"] for place in page["places"]] == [0, 4_000]

    with_talk.ok("topic", "split", "Sea", "getting", "Wetness")
    assert [topics_of(with_talk, n) for n in (0, 1)] == [["Sea"], ["Rain", "Wetness"]]
    with_talk.ok("topic", "merge", "Wetness", "Rain")
    assert topics_of(with_talk, 1) == ["Rain"]
    with_talk.ok("topic", "archive", "Rain")
    assert with_talk.json("topic", "show", "wetness")[0]["archived"] is True
    with_talk.ok("topic", "restore", "Rain")
    assert with_talk.json("topic", "show", "Rain")[0]["archived"] is False
    assert with_talk.types("topic", "show", "Nothing").status == 1


def topics_of(terminal: Terminal, number: int) -> list[str]:
    """The topics of a mark, counted in order of time."""
    topics = terminal.json("marks", 1)[number]["topics"]
    assert isinstance(topics, list)
    return topics


def test_the_marks_of_a_topic_stand_as_a_table_below_its_facts(with_talk: Terminal) -> None:
    with_talk.ok("tag", 1, "0:00", "0:04", "--topic", "Sea")
    facts, marks = with_talk.ok("topic", "show", "Sea").split("\n\n")
    assert facts.splitlines()[0].split()[:2] == ["name", "aliases"]
    head, line = marks.splitlines()
    assert head.split() == ["episode", "title", "start", "end", "speaker", "text"]
    assert LINES[0] in line
