"""The draft desk in the real window: dropped, walked through by keys, put right, closed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.gui.panels.draft_panel import DraftPanel
from annotator.gui.theme import load_theme
from annotator.gui.widgets.key_button import KeyButton
from annotator.gui.widgets.keycap import key_text
from annotator.store.changes import TranscriptSource

ARTICLE = (
    "# Wood does not flatter\n\nHe builds boats now 🙂. “Ask what you want to be able to do,” he"
    " said,\n“with the machine switched off.”\n\n> Remove the drudgery, by all means. But keep the"
    " part where you are stuck, because that is where the brain is built.\n\nHe told me that"
    " reading contracts and comforting friends should be learned by hand.\n"
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "review.markdown"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def desk(hands: Hands, draft: Path) -> DraftPanel:
    """The draft dropped on the window, and checked."""
    hands.window.dropped.emit((draft,))
    wait(hands)
    return hands.window.draft


def wait(hands: Hands) -> None:
    drafts = hands.desktop.context.drafts
    hands.bot.waitUntil(lambda: bool(drafts.items) and not hands.desktop.jobs.running)


def tinted(desk: DraftPanel) -> list[tuple[str, str]]:
    """The words that are tinted, each with its tint."""
    return [
        (one.cursor.selectedText(), one.format.background().color().name().upper())
        for one in desk.view.extraSelections()
    ]


def test_the_draft_is_read_beside_the_transcript_its_quotations_tinted(
    hands: Hands, desk: DraftPanel
) -> None:
    theme = load_theme("light")
    assert desk.isVisible()
    assert desk.view.hasFocus()
    assert not hands.window.library.isVisible()
    assert "2 quotations: 1 exact, 1 altered. 1 told" in desk.summary()
    prose = desk.view.toPlainText().split("\n")
    assert prose[0] == "Wood does not flatter"
    found = tinted(desk)
    assert found[0] == (
        "“Ask what you want to be able to do,” he said, “with the machine switched off.”",
        theme.good_soft,
    )
    assert found[1][0].endswith("where the brain is built.")
    assert found[1][1] == theme.warn_soft


def question(hands: Hands) -> QMessageBox:
    """The question whether a file is a draft."""

    def asked() -> list[QMessageBox]:
        return [one for one in hands.window.findChildren(QMessageBox) if one.isVisible()]

    hands.bot.waitUntil(lambda: len(asked()) == 1)
    return asked()[0]


def answer(hands: Hands, words: str) -> None:
    next(b for b in question(hands).buttons() if b.text().replace("&", "") == words).click()


@pytest.mark.parametrize("name", ["review.md", "review.txt"])
def test_a_draft_named_to_the_program_is_asked_about_and_checked_beside_the_last_episode(
    open_window: Callable[..., Hands], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text(ARTICLE, encoding="utf-8")
    hands = open_window((path,))

    assert question(hands).text() == f"Is “{name}” a draft or a transcript?"
    assert hands.session.episode is not None
    answer(hands, "Check it as a draft")

    wait(hands)
    assert "2 quotations: 1 exact, 1 altered. 1 told" in hands.window.draft.summary()
    assert len(hands.session.library.episodes.summaries()) == 1


def test_what_can_only_be_a_draft_is_checked_without_a_question(
    open_window: Callable[..., Hands], draft: Path
) -> None:
    hands = open_window((draft,))
    wait(hands)
    assert "2 quotations" in hands.window.draft.summary()


def test_a_text_dropped_is_opened_as_a_transcript_where_the_user_says_so(
    hands: Hands, tmp_path: Path
) -> None:
    path = tmp_path / "talk.md"
    path.write_text("Ann: Who taught you?\n\nBen: My aunt did.\n", encoding="utf-8")
    hands.window.dropped.emit((path,))
    answer(hands, "Open it as a transcript")

    hands.bot.waitUntil(lambda: hands.window.windowTitle() == "talk — Annotator")
    assert hands.cue(1) == "My aunt did."
    assert not hands.window.findChildren(DraftPanel)


def test_a_file_that_nobody_says_what_it_is_stays_where_it_is(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(ARTICLE, encoding="utf-8")
    title = hands.window.windowTitle()
    hands.window.dropped.emit((path,))
    QTest.keyClick(question(hands), Qt.Key.Key_Escape)

    assert not hands.desktop.jobs.running
    assert hands.window.windowTitle() == title
    assert len(hands.session.library.episodes.summaries()) == 1


def test_in_an_empty_library_a_text_is_a_transcript(
    open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    path = tmp_path / "talk.md"
    path.write_text("Ann: Who taught you?\n\nBen: My aunt did.\n", encoding="utf-8")
    hands = open_window((path,), sample=False)
    hands.bot.waitUntil(lambda: hands.window.windowTitle() == "talk — Annotator")


def test_f8_shows_the_problem_here_and_in_the_transcript_and_return_plays_it(
    hands: Hands, desk: DraftPanel
) -> None:
    hands.press("F8", desk.view)
    told = desk.card.shown_text()
    assert told.startswith("Altered")
    assert "Tom Okafor" in told
    assert "mind brain" in told
    chosen = hands.session.desk.selection
    assert hands.session.transcript.text_of(chosen).startswith("Remove the drudgery")
    hands.press("Return", desk.view)
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)
    assert abs(hands.desktop.playback.position_ms - 31_528) < 200


def test_letters_put_the_draft_right_and_ctrl_z_takes_it_back(
    hands: Hands, desk: DraftPanel, draft: Path
) -> None:
    hands.press("F8", desk.view)
    hands.press("A", desk.view)
    wait(hands)
    assert draft.read_text(encoding="utf-8") == ARTICLE.replace("brain", "mind")
    assert desk.card.shown_text().startswith("Exact")
    assert any("written to “review.markdown”" in text for text in hands.toasts())
    assert hands.menu_text("edit.undo") == "Undo Accept the spoken words"
    hands.press("Ctrl+Z", desk.view)
    wait(hands)
    assert draft.read_text(encoding="utf-8") == ARTICLE
    assert desk.card.shown_text().startswith("Altered")


def test_checked_anew_the_draft_is_gone_on_with_where_it_was(
    hands: Hands, desk: DraftPanel, draft: Path
) -> None:
    hands.press("F8")
    hands.press("F8")
    drafts = hands.desktop.context.drafts
    before = drafts.item
    assert before is not None
    draft.write_text(ARTICLE + "\n“A sentence more.”\n", encoding="utf-8")
    hands.press("F5")
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    hands.bot.waitUntil(lambda: drafts.items[-1].text == "A sentence more.")
    assert drafts.item is not None
    assert drafts.item.text == before.text


def test_a_quotation_is_marked_by_q_and_undone(hands: Hands, desk: DraftPanel) -> None:
    hands.press("Down", desk.view)
    hands.press("Q", desk.view)
    words = "Ask what you want to be able to do with the machine switched off."
    assert hands.marks()[words][0] == "quote"
    hands.press("Ctrl+Z", desk.view)
    assert hands.stored("SELECT kind FROM annotation_flat WHERE text = ?", words) != [("quote",)]


def test_correcting_the_transcript_changes_the_verdict(hands: Hands, desk: DraftPanel) -> None:
    hands.press("F8", desk.view)
    hands.press("E", desk.view)
    editor = QApplication.focusWidget()
    assert "mind is built" in editor.toPlainText()
    editor.setPlainText(editor.toPlainText().replace("mind", "brain"))
    hands.press_in("Return")
    wait(hands)
    assert desk.view.hasFocus()
    assert desk.card.shown_text().startswith("Exact")


def test_while_it_plays_the_quotation_heard_is_underlined(hands: Hands, desk: DraftPanel) -> None:
    hands.play_at(42_000)
    hands.desktop._drafting._listen()
    lines = [one.format.fontUnderline() for one in desk.view.extraSelections()]
    assert lines == [True, False, False]


def test_a_click_chooses_the_quotation_under_it(hands: Hands, desk: DraftPanel) -> None:
    selections = desk.view.extraSelections()
    place = desk.view.cursorRect(selections[1].cursor).center()
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.card.shown_text().startswith("Altered")


def test_closed_it_gives_the_panels_their_room_again(hands: Hands, desk: DraftPanel) -> None:
    hands.desktop.actions.run("draft.close")
    assert not desk.isVisible()
    assert hands.window.library.isVisible()
    assert hands.window.side.isVisible()
    assert hands.view.hasFocus()


def test_a_check_that_is_cancelled_says_so_and_can_be_begun_again(
    hands: Hands, desk: DraftPanel
) -> None:
    jobs = hands.desktop.jobs

    def cancel() -> None:
        for job in jobs.running:
            if job.title.startswith("Checking"):
                job.cancel()

    jobs.changed.connect(cancel)
    hands.press("F5", desk.view)
    hands.bot.waitUntil(lambda: desk.summary() == "Stopped; F5 checks the draft again.")
    jobs.changed.disconnect(cancel)
    hands.press("F5", desk.view)
    hands.bot.waitUntil(lambda: desk.summary().startswith("2 quotations"))


def test_a_window_without_a_draft_makes_no_desk_and_its_keys_are_there_when_it_does(
    hands: Hands, draft: Path
) -> None:
    window = hands.window
    assert window.findChildren(DraftPanel) == []
    hands.desktop.change_keys({"draft.play": ("Ctrl+Return",)})
    assert window.findChildren(DraftPanel) == []
    window.dropped.emit((draft,))
    wait(hands)
    (desk,) = window.findChildren(DraftPanel)
    assert desk.isVisible()
    assert window.beside.indexOf(desk) == 0
    (play,) = (one for one in desk.card.findChildren(KeyButton) if one.text() == "Play")
    assert play.keys() == key_text("Ctrl+Return")
    hands.press("Down", desk.view)
    hands.press("Ctrl+Return", desk.view)
    hands.bot.waitUntil(lambda: hands.desktop.playback.playing)


def test_what_checks_drafts_is_not_imported_by_a_start() -> None:
    code = (
        "import sys, annotator.app.window\n"
        "print(sorted(m for m in sys.modules if m.startswith('annotator.') and "
        "('.drafts.' in m or 'draft_' in m.rpartition('.')[2] or 'verdict' in m)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "['annotator.commands.draft_making']"


def test_walking_into_another_episode_shows_what_was_asked_for_last(
    hands: Hands, tmp_path: Path
) -> None:
    session = hands.session
    cue = Cue(0, 4_000, "The ferry leaves when the tide lets it.", "Ruth")
    with session.library.changing("Make", None) as change:
        other = change.writes.add_episode(
            Episode(0, "ferry", "Ferries", created_at=session.library.now())
        )
        source = TranscriptSource("srt", "", "ferry", read_at=session.library.now())
        change.writes.use_transcript(other.id, Transcript((cue,)), source=source)
    here = session.episode
    path = tmp_path / "two.markdown"
    path.write_text(
        "“Ask what you want to be able to do,” said Tom.\n\n“The ferry leaves when the tide lets"
        " it.”\n",
        encoding="utf-8",
    )
    hands.window.dropped.emit((path,))
    wait(hands)
    view = hands.window.draft.view
    hands.press("Down", view)
    assert session.episode == here
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert session.episode == here, "the words are read in the background"
    hands.bot.waitUntil(lambda: session.episode == session.library.episodes.get(other.id))
    assert session.transcript.text_of(session.desk.selection) == cue.text
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Up)
    hands.bot.waitUntil(lambda: session.episode == here and not hands.desktop.jobs.running)
    assert session.transcript.text_of(session.desk.selection).startswith("Ask what you want")
    hands.press("Down", view)
    hands.press("Q", view)
    hands.bot.waitUntil(lambda: session.episode != here and len(session.marks) == 1)
    assert session.marks[0].text == cue.text


def test_a_report_with_sound_is_cut_in_the_background_and_told(
    hands: Hands, desk: DraftPanel, tmp_path: Path
) -> None:
    hands.desktop.actions.run("draft.report_with_sound")
    (dialog,) = hands.window.findChildren(QFileDialog)
    page = tmp_path / "report.html"
    dialog.fileSelected.emit(str(page))
    hands.bot.waitUntil(lambda: page.exists() and not hands.desktop.jobs.running)
    assert page.read_text(encoding="utf-8").count("data:audio/mpeg;base64,") == 2
    assert any("report.html" in text for text in hands.toasts())
