"""annotator check: what somebody at a terminal learns of the quotations in a draft."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest
from typed import Terminal

KEYS = {"text", "verdict", "episode", "speaker", "start_ms", "end_ms", "spoken", "warnings"}
HARBOUR = (
    ("Ada Marlow", "The harbour closes when the wind turns north."),
    ("Ben Okoye", "We never sail without three lanterns on the mast."),
    ("Ada Marlow", "Lanterns are for people who cannot read the stars."),
)


def talk(terminal: Terminal, name: str, lines: tuple[tuple[str, str], ...], show: str = "") -> None:
    """Import an episode of these lines, four seconds each."""
    sound = terminal.folder / f"{name}.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 1_000, 0, "NONE", ""))
        file.writeframes(name.encode() * 2_000)
    cues = [
        f"00:00:{4 * n:02}.000 --> 00:00:{4 * n + 4:02}.000\n<v {speaker}>{text}"
        for n, (speaker, text) in enumerate(lines)
    ]
    sound.with_suffix(".vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues), encoding="utf-8")
    terminal.ok("import", sound, *(("--show", show) if show else ()))


@pytest.fixture
def draft(terminal: Terminal) -> Path:
    """A draft about the harbour, in Markdown."""
    talk(terminal, "Harbour", HARBOUR, "Sea Talk")
    return terminal.folder / "draft.md"


def check(
    terminal: Terminal, draft: Path, text: str, *words: str | Path
) -> list[dict[str, object]]:
    draft.write_text(text, encoding="utf-8")
    return terminal.types("check", draft, *words, "--json").rows


def test_one_array_with_an_object_for_each_quotation(terminal: Terminal, draft: Path) -> None:
    text = "Ben Okoye said: “We never sail without three lanterns.” And “on the moon we dance”."
    one, other = check(terminal, draft, text)
    assert one.keys() >= KEYS
    assert {key: one[key] for key in KEYS - {"end_ms"}} == {
        "text": "We never sail without three lanterns.",
        "verdict": "exact",
        "episode": 1,
        "speaker": "Ben Okoye",
        "start_ms": 4_000,
        "spoken": "We never sail without three lanterns",
        "warnings": [],
    }
    assert other["verdict"] == "not_found"
    assert other["episode"] is other["start_ms"] is other["end_ms"] is None


@pytest.mark.parametrize(
    ("text", "status", "verdict"),
    [
        ("“The harbour closes when the wind turns north.”", 0, "exact"),
        ("“The harbour closes, when the wind turns north.”", 1, "near"),
        ("“The harbour closes when the wind turns south.”", 1, "altered"),
        ("Ben said: “The harbour closes when the wind turns north.”", 1, "other_speaker"),
        ("“We never sail without three lanterns. The harbour closes.”", 1, "stitched"),
        ("“Nobody of us has ever danced in the rain.”", 1, "not_found"),
    ],
)
def test_the_exit_status_says_whether_to_look(
    text: str, status: int, verdict: str, terminal: Terminal, draft: Path
) -> None:
    draft.write_text(text, encoding="utf-8")
    said = terminal.types("check", draft, "--json")
    assert (said.status, said.rows[0]["verdict"]) == (status, verdict)


def test_a_draft_without_quotations_is_nothing_to_look_at(terminal: Terminal, draft: Path) -> None:
    draft.write_text("It's a quiet day.", encoding="utf-8")
    assert terminal.ok("check", draft) == "No quotations were found in the draft.\n"
    assert check(terminal, draft, "It's a quiet day.") == []


def test_the_text_reads_as_a_list_of_what_to_look_at(terminal: Terminal, draft: Path) -> None:
    draft.write_text("A line.\n\nBen: “We always sail without three lanterns.”", encoding="utf-8")
    said = terminal.types("check", draft)
    assert said.out.splitlines() == [
        "line 3: altered",
        "    Harbour, Ben Okoye, 0:04–0:07",
        "    “We always sail without three lanterns.”",
        "    said: “We never sail without three lanterns”",
        "    diff: We [-never-]{+always+} sail without three lanterns",
        "    ! negation: “always” for “never”",
        "",
        "1 quotation: 1 altered.",
    ]


def test_only_the_episodes_asked_for_are_searched(terminal: Terminal, draft: Path) -> None:
    talk(terminal, "Mountain", (("Ines", "Goats know every path before we do."),), "Hill Talk")
    text = "“Goats know every path before we do.”"
    assert check(terminal, draft, text)[0]["episode"] == 2
    assert check(terminal, draft, text, "--all")[0]["episode"] == 2
    assert check(terminal, draft, text, "--show", "hill talk")[0]["episode"] == 2
    assert check(terminal, draft, text, "--episode", "Harbour")[0]["verdict"] == "not_found"
    assert check(terminal, draft, text, "--episode", "1", "2")[0]["verdict"] == "exact"


def test_a_library_too_large_to_be_read_whole_is_searched_by_its_index(
    terminal: Terminal, draft: Path
) -> None:
    for number in range(5):
        lines = tuple((f"Guest {n}", f"Talk {number} has line {n} of chatter.") for n in range(20))
        talk(terminal, f"Chatter {number}", lines)
    talk(terminal, "Mountain", (("Ines", "Goats know every single path before we do."),))
    text = (
        "Ines said: “Goats know every path before we do.”\n\n"
        "“Lanterns are for people who cannot read. When the wind turns north,” she said.\n\n"
        "“The harbour closes … the wind turns north.”\n\n"
        "“What was never said stays unsaid in the mirror.”\n\n“stars”"
    )
    rows = check(terminal, draft, text)
    assert [(row["verdict"], row["title"]) for row in rows] == [
        ("altered", "Mountain"),
        ("stitched", "Harbour"),
        ("exact", "Harbour"),
        ("not_found", ""),
        ("exact", "Harbour"),
    ]


def test_claims_come_with_passages_and_no_verdict(terminal: Terminal, draft: Path) -> None:
    text = "Ben explained that nobody ever sails without lanterns on the mast."
    (row,) = check(terminal, draft, text, "--claims")
    assert "verdict" not in row
    passages = row["passages"]
    assert isinstance(passages, list)
    assert "three lanterns" in passages[0]["spoken"]


def test_the_draft_put_right_is_written_where_asked(terminal: Terminal, draft: Path) -> None:
    text = "---\ntitle: x\n---\r\nBen: “We *always* sail without three lanterns.”  \n\n\n* end\n"
    draft.write_bytes(text.encode())
    right = terminal.folder / "right.md"
    terminal.types("check", draft, "--fix", right)
    assert right.read_bytes().decode() == text.replace("always", "never")
    assert draft.read_bytes().decode() == text
    terminal.types("check", draft, "--fix", right, "--times")
    assert ".wav#t=4,7." in right.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["md", "html", "json"])
def test_a_report_holds_every_quotation(ending: str, terminal: Terminal, draft: Path) -> None:
    draft.write_text("Ben: “We <b>always</b> sail without & *three* lanterns.”", encoding="utf-8")
    report = terminal.folder / f"report.{ending}"
    terminal.types("check", draft, "--report", report)
    written = report.read_text(encoding="utf-8")
    assert "altered" in written
    assert "lanterns" in written
    assert "<b>" not in written
    if ending == "json":
        assert json.loads(written)[0]["verdict"] == "altered"


@pytest.mark.parametrize(
    "words",
    [
        ("--show", "Nowhere"),
        ("--episode", "99"),
        ("--all", "--episode", "1"),
        ("--times",),
        ("--report", "report.pdf"),
        ("--fix", "no/such/folder/x.md"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    words: tuple[str, ...], terminal: Terminal, draft: Path
) -> None:
    draft.write_text("“stars”", encoding="utf-8")
    said = terminal.types("check", draft, *words)
    assert said.status in (1, 2)
    assert said.complaint.endswith(".")


def test_a_draft_that_is_not_there_is_told(terminal: Terminal, draft: Path) -> None:
    assert "cannot be read" in terminal.types("check", draft).complaint


def test_the_three_layers_of_a_quotation(terminal: Terminal, draft: Path) -> None:
    draft.write_text("Ben: “We sail without three lanterns on the mast.”", encoding="utf-8")
    said = terminal.types("check", draft, "--layers").out
    assert "verbatim: We never sail without three lanterns on the mast" in said
    assert "published: We [-never-] sail" in said
    assert "! negation: “never” goes when the quotation is published" in said
    (row,) = terminal.types("check", draft, "--json").rows
    assert row["layers"]["published"] == "We sail without three lanterns on the mast."


def test_a_word_that_only_the_transcript_has_is_doubted(terminal: Terminal, draft: Path) -> None:
    talk(terminal, "Wharf", (("Cleo Nash", "She trims the lantons before the evening tide."),))
    talk(terminal, "Quay", (("Cleo Nash", "More lanterns, said the keeper of the quay."),))
    (row,) = check(terminal, draft, "Cleo: “She trims the lanterns before the evening tide.”")
    assert row["verdict"] == "altered"
    warned = row["warnings"]
    assert isinstance(warned, list)
    assert any(line.startswith("transcript: “lantons” is written nowhere else") for line in warned)


def test_a_draft_from_marks_is_found_again_word_for_word(terminal: Terminal, draft: Path) -> None:
    terminal.ok("tag", "1", "0", "3.9s", "--topic", "Weather", "--quote")
    terminal.ok("tag", "1", "8", "12", "--topic", "Light", "--note", "Is *that* so?")
    sound = (terminal.folder / "Harbour.wav").as_uri()
    assert terminal.ok("draft", "--topic", "weather") == (
        "# Draft\n\n## Weather\n\n> The harbour closes when the wind turns north.\n>\n"
        f"> — Ada Marlow\n\n*Harbour*, [0:00]({sound}#t=0,3.9)\n"
    )
    terminal.ok("draft", "--title", "On *light*", "--show", "Sea Talk", "--out", draft)
    text = draft.read_text(encoding="utf-8")
    assert text.startswith("# On \\*light\\*\n")
    assert text.index("## Weather") < text.index("## Light") < text.index("Is \\*that\\* so?")
    assert [row["verdict"] for row in terminal.types("check", draft, "--json").rows] == [
        "exact"
    ] * 2
    assert "is there already" in terminal.types("draft", "--out", draft).complaint
    assert "No mark" in terminal.types("draft", "--search", "submarine").complaint
