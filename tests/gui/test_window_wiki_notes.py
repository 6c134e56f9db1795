"""Foreign notes in the window: imported while it stays alive, checked, mended on request."""

from __future__ import annotations

from pathlib import Path

from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from annotator.commands.note_parts import IMPORTING
from annotator.gui.dialogs.doctor_dialog import DoctorDialog
from annotator.gui.dialogs.findings_model import FindingsModel
from annotator.gui.dialogs.import_notes import ImportNotesDialog, ReportDialog
from annotator.gui.transcript.empty import EmptyMessage

TAG = '<a class="yt-timestamp" data-t="{0}">[{0}]</a>'


def put_note(folder: Path, number: int, *times: str) -> Path:
    lines = [f"*   **Point:** the bridge holds {TAG.format(time)}." for time in times]
    path = folder / f"note {number}.md"
    head = f"---\ntitle: Bridge {number}\nvideoId: abcDEF1234{number}\n---\n\n"
    path.write_text(head + "## Arches\n" + "\n".join(lines))
    return path


def shown(hands: Hands, kind: type[QWidget]) -> QWidget:
    return next(d for d in hands.window.findChildren(kind) if d.isVisible())


def click(owner: QWidget, title: str) -> None:
    [button] = [b for b in owner.findChildren(QPushButton) if b.text() == title]
    assert button.isEnabled(), title
    button.click()


def idle(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)


def import_from(hands: Hands, place: Path) -> None:
    hands.desktop.actions.run("notes.import")
    dialog = shown(hands, ImportNotesDialog)
    dialog.set_path(str(place))
    click(dialog, "Import")
    idle(hands)


def test_a_note_is_imported_and_opened_with_its_marks(hands: Hands, tmp_path: Path) -> None:
    import_from(hands, put_note(tmp_path, 1, "00:00:12", "00:01:20"))
    assert hands.session.episode.title == "Bridge 1"
    assert len(hands.listed()) == 2
    assert "Arches" in hands.counts()
    assert any("Bridge 1: new, 2 marks" in told for told in hands.toasts())


def test_a_note_without_sound_or_words_has_a_timeline_that_plays(
    hands: Hands, tmp_path: Path
) -> None:
    import_from(hands, put_note(tmp_path, 1, "00:00:12", "00:30:00"))
    playback = hands.desktop.playback
    assert playback.duration_ms == 31 * 60_000
    [empty] = hands.window.transcript.findChildren(EmptyMessage)
    assert empty.accessibleName() == "There are no words here yet"
    hands.come_back()
    hands.press("J")
    hands.press("J")
    hands.bot.waitUntil(lambda: playback.position_ms == 30 * 60_000)


def test_a_folder_is_imported_and_told_of(hands: Hands, tmp_path: Path) -> None:
    for number in range(1, 4):
        put_note(tmp_path, number, "00:00:12")
    (tmp_path / "huge.md").write_bytes(b"x" * 4_000_001)
    import_from(hands, tmp_path)
    report = shown(hands, ReportDialog).findChildren(QPlainTextEdit)[0].toPlainText()
    assert "3 notes: 3 made an episode" in report
    assert "so it was left out" in report
    titles = hands.stored("SELECT title FROM episode ORDER BY title")
    assert [title for (title,) in titles if title.startswith("Bridge")] == [
        "Bridge 1", "Bridge 2", "Bridge 3",
    ]  # fmt: skip
    shown(hands, ReportDialog).reject()
    hands.come_back()
    import_from(hands, tmp_path)
    again = shown(hands, ReportDialog).findChildren(QPlainTextEdit)[0].toPlainText()
    assert "3 were known" in again
    shown(hands, ReportDialog).reject()


def test_an_import_that_is_stopped_keeps_what_it_brought(hands: Hands, tmp_path: Path) -> None:
    for number in range(100, 400):
        put_note(tmp_path, number, "00:00:12")
    hands.desktop.actions.run("notes.import")
    dialog = shown(hands, ImportNotesDialog)
    dialog.set_path(str(tmp_path))
    click(dialog, "Import")

    def brought() -> int:
        return hands.stored("SELECT count(*) FROM episode WHERE title LIKE 'Bridge%'")[0][0]

    hands.bot.waitUntil(lambda: brought() > 0)
    assert any(job.title == IMPORTING for job in hands.desktop.jobs.running)
    for job in hands.desktop.jobs.running:
        job.cancel()
    idle(hands)
    stopped_at = brought()
    assert 0 < stopped_at < 300
    report = shown(hands, ReportDialog).findChildren(QPlainTextEdit)[0].toPlainText()
    assert f"{stopped_at} notes: {stopped_at} made an episode" in report
    shown(hands, ReportDialog).reject()


def test_a_place_that_is_not_there_is_told(hands: Hands, tmp_path: Path) -> None:
    import_from(hands, tmp_path / "nowhere")
    assert any("There is no file or folder" in told for told in hands.toasts())


# The time doctor


def open_doctor(hands: Hands, place: Path) -> DoctorDialog:
    hands.desktop.actions.run("notes.check")
    dialog = shown(hands, DoctorDialog)
    dialog.set_place(str(place))
    click(dialog, "Check")
    idle(hands)
    return dialog


def cells(model: FindingsModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def said(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


SLIPPED = ("03:48:00", "05:12:00", "09:31:00", "11:02:00")


def test_findings_are_shown_with_their_repairs_and_nothing_is_changed(
    hands: Hands, tmp_path: Path
) -> None:
    put_note(tmp_path, 1, "00:00:12", "00:01:20")
    ill = put_note(tmp_path, 2, *SLIPPED)
    before = ill.read_bytes()
    dialog = open_doctor(hands, tmp_path)
    rows = cells(dialog.model)
    assert len(rows) == 4
    assert rows[0][:2] == ["note 2", "7"]
    assert "[00:03:48]" in rows[0][3]
    assert rows[0][4] == "sure"
    assert "4 found in 1 note; 4 ticked" in said(dialog)
    diff = dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    assert "-*   **Point:** the bridge holds" in diff
    assert 'data-t="00:05:12"' in diff
    assert ill.read_bytes() == before
    dialog.reject()


def test_what_has_no_repair_is_shown_when_asked_for(hands: Hands, tmp_path: Path) -> None:
    note = put_note(tmp_path, 2, *SLIPPED)
    note.write_text(note.read_text() + "\nSee [[nothing like it]].\n")
    dialog = open_doctor(hands, tmp_path)
    assert len(cells(dialog.model)) == 4
    [box] = dialog.findChildren(QComboBox)
    box.setCurrentIndex(box.findData("all"))
    assert len(cells(dialog.model)) == 5
    assert "5 found in 1 note; 4 ticked" in said(dialog)
    dialog.reject()


def test_only_ticked_repairs_are_made(hands: Hands, tmp_path: Path) -> None:
    ill = put_note(tmp_path, 2, *SLIPPED)
    dialog = open_doctor(hands, tmp_path)
    click(dialog, "Tick None")
    assert "0 ticked" in said(dialog)
    first = dialog.model.index(0, 0)
    dialog.model.setData(first, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    click(dialog, "Mend Ticked")
    idle(hands)
    text = ill.read_text()
    assert text.count("00:03:48") == 2
    assert text.count("05:12:00") == 2
    click(dialog, "Tick the Sure Ones")
    click(dialog, "Mend Ticked")
    idle(hands)
    assert all(slipped not in ill.read_text() for slipped in SLIPPED)
    assert dialog.model.rowCount() == 0
    assert "1 mended" in said(dialog)
    dialog.reject()


def test_a_note_that_changed_meanwhile_is_left_alone(hands: Hands, tmp_path: Path) -> None:
    ill = put_note(tmp_path, 2, *SLIPPED)
    dialog = open_doctor(hands, tmp_path)
    ill.write_text(ill.read_text() + "\nMy own line.\n")
    mine = ill.read_bytes()
    click(dialog, "Mend Ticked")
    idle(hands)
    assert ill.read_bytes() == mine
    assert "has changed since it was checked" in said(dialog)
    dialog.reject()


def test_sound_notes_are_said_to_be_sound(hands: Hands, tmp_path: Path) -> None:
    put_note(tmp_path, 1, "00:00:12", "00:01:20")
    dialog = open_doctor(hands, tmp_path)
    assert "1 checked, nothing found." in said(dialog)
    dialog.reject()
