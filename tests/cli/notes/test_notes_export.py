"""`annotator notes export`: what was imported goes out byte for byte."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from vault_notes import Run, note, put


@pytest.mark.parametrize(
    "data",
    [
        note().encode(),
        note().replace("\n", "\r\n").encode() + b"\r\n",
        b"\xef\xbb\xbf" + note().encode(),
        note().encode().replace(b"stand", b"st\xff\xfend"),
        note("x", "-VqmFI9vY7w").encode() + b"\x00 \xf0\x9f\x8c\x89",
    ],
    ids=["plain", "crlf", "bom", "not utf-8", "odd"],
)
def test_an_untouched_note_goes_out_byte_for_byte(run: Run, vault: Path, data: bytes) -> None:
    run("notes", "import", put(vault, "a.md", data))
    out = vault / "out.md"

    assert run("notes", "export", "1")[1].encode("utf-8", "surrogateescape") == data
    assert run("notes", "export", "1", "--out", out)[0] == 0
    assert out.read_bytes() == data


def test_several_notes_go_into_a_folder(run: Run, vault: Path, tmp_path: Path) -> None:
    texts = {"a.md": note(), "b.md": note("More", times=("00:05:00", "00:06:00", "00:07:00"))}
    for name, text in texts.items():
        put(vault, name, text)
    run("notes", "import", vault)
    out = tmp_path / "out"
    out.mkdir()

    status, _, told = run("notes", "export", "1")
    assert (status, told) == (
        2, "annotator: “How bridges stand” has 2 notes; name a folder for them with --out.\n",
    )  # fmt: skip
    assert run("notes", "export", "1", "--out", out)[0] == 0
    assert {path.name: path.read_text() for path in out.iterdir()} == texts


def test_clashing_names_write_nothing(run: Run, vault: Path, tmp_path: Path) -> None:
    for place, text in (("x", note()), ("y", note("More"))):
        (vault / place).mkdir()
        put(vault / place, "a.md", text)
    run("notes", "import", vault)
    out = tmp_path / "out"
    out.mkdir()

    status, _, told = run("notes", "export", "1", "--out", out)

    assert status == 1
    assert told.endswith(f"would both be “a.md” in “{out}”; nothing was written.\n")
    assert list(out.iterdir()) == []


def test_another_file_is_not_overwritten(run: Run, vault: Path) -> None:
    run("notes", "import", put(vault, "a.md", note()))
    mine = put(vault, "mine.md", "my own words")

    status, _, told = run("notes", "export", "1", "--out", mine)

    assert status == 1
    assert told == (
        f"annotator: “{mine}” exists and is another note; choose another name or pass --force.\n"
    )
    assert mine.read_text() == "my own words"


def test_export_says_that_later_changes_are_not_in_it(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    from annotator.store import open_library

    run("notes", "import", put(vault, "a.md", note()))
    with closing(open_library(tmp_path / "l.sqlite")) as library:
        mark = library.notebook.annotations(1)[0]
        with library.changing("Remove mark", 1) as change:
            change.writes.remove_annotation(mark)

    _, out, told = run("notes", "export", "1")

    assert out == note()
    assert "Its marks were changed since the import" in told
