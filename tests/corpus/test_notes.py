"""Real notes of a public vault: read without a loss, imported, and written out the same."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.notes import decode_note, encode_note, read_note, statements, write_note
from annotator.notes.doctor import examine, mend
from annotator.notes.findings import Ill, Sure
from annotator.session.note_import import NoteImport
from annotator.session.note_reading import read_for_library
from annotator.store import open_library


@pytest.fixture
def notes(corpus: Path) -> list[Path]:
    found = [*sorted((corpus / "notes").glob("*.md")), corpus / "seeds" / "wiki-note.md"]
    assert len(found) > 30
    return found


def test_every_note_is_read_without_losing_a_byte(notes: list[Path]) -> None:
    for path in notes:
        data = path.read_bytes()

        assert encode_note(write_note(read_note(decode_note(data)))) == data, path.name


def test_every_note_goes_through_a_library_and_comes_out_the_same(
    notes: list[Path], tmp_path: Path
) -> None:
    with closing(open_library(tmp_path / "library.sqlite")) as library:
        importing = NoteImport(library)
        for path in notes:
            data = path.read_bytes()
            imported = importing.add(read_for_library(str(path), data))
            [stored] = library.wiki_notes.of_episode(imported.episode_id)
            assert stored.source == data, path.name
            again = importing.add(read_for_library(str(path), data))
            assert (again.marks, again.topics, again.episode_id) == (0, 0, imported.episode_id)


def test_every_statement_has_words_and_a_time_but_where_the_time_is_broken(
    notes: list[Path],
) -> None:
    for path in notes:
        for statement in statements(read_note(decode_note(path.read_bytes()))):
            assert statement.text, path.name
            assert statement.ms is not None or any(a.faults for a in statement.anchors), path.name


def test_the_seed_note_is_sound(corpus: Path) -> None:
    note = read_note(decode_note((corpus / "seeds" / "wiki-note.md").read_bytes()))

    assert examine(note) == ()
    assert len(statements(note)) == 33


def test_mending_settles_what_is_sure_and_touches_only_times(notes: list[Path]) -> None:
    mended_notes = 0
    for path in notes:
        text = decode_note(path.read_bytes())
        mended, made = mend(text)
        mended_notes += mended != text
        left = examine(read_note(mended))
        assert not [f for f in left if f.sure is Sure.HIGH and f.repair is not None], path.name
        assert {f.ill for f in made} <= {Ill.SHIFTED, Ill.MALFORMED}, path.name
        assert len(mended.splitlines()) == len(text.splitlines()), path.name
    assert mended_notes >= 6
