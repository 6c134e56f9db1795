"""Links in the window: pasted, dropped, typed; asked about, fetched, cancelled; feeds."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
sys.path.insert(0, str(Path(__file__).parent))

from hands import Hands
from local_web import VTT, LocalWeb, stalling, tone

from annotator.gui.dialogs.feed_dialog import FeedDialog
from annotator.gui.dialogs.fetch_choice import FetchChoiceDialog

Kind = TypeVar("Kind", bound=QDialog)

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def hands(web: LocalWeb, open_window: Callable[..., Hands]) -> Hands:
    return open_window(sample=False)


def page(web: LocalWeb) -> str:
    """A page with a talk of four seconds and its captions."""
    web.put("/ada.wav", tone(4), "audio/wav")
    web.put("/ada.vtt", VTT, "text/vtt")
    return web.put(
        "/page",
        '<title>Ada on kettles</title><audio src="/ada.wav">'
        '<track kind="captions" srclang="en" src="/ada.vtt"></audio>',
        "text/html",
    )


def dialog(hands: Hands, kind: type[Kind]) -> Kind:
    """The dialog of this kind, once it is open."""

    def shown() -> list[Kind]:
        return [one for one in hands.window.findChildren(kind) if one.isVisible()]

    hands.bot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return shown()[0]


def click(window: QDialog, title: str) -> None:
    next(b for b in window.findChildren(QPushButton) if b.text() == title).click()


def wait_until_open(hands: Hands, title: str) -> None:
    def is_open() -> bool:
        episode = hands.session.episode
        return episode is not None and episode.title == title

    hands.bot.waitUntil(is_open, timeout=20_000)


def brought_in(hands: Hands) -> list[str]:
    """Titles of all episodes but the sample, which a first start brings along."""
    rows = hands.session.library.episodes.summaries()
    return sorted(row.title for row in rows if row.show != "The Long Table")


def paste(hands: Hands, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hands.press("Ctrl+V")


def test_a_pasted_link_asks_and_brings_sound_and_words(hands: Hands, web: LocalWeb) -> None:
    paste(hands, page(web))

    question = dialog(hands, FetchChoiceDialog)
    assert "Ada on kettles" in " ".join(label.text() for label in question.findChildren(QLabel))
    click(question, "Audio and transcript")

    wait_until_open(hands, "Ada on kettles")
    assert hands.cue(0) == "The kettle is on."
    assert hands.session.episode is not None
    assert hands.session.episode.media is not None
    kept = Path(hands.session.episode.media.path)
    assert kept.read_bytes() == tone(4)
    assert kept.parent.name == "library.sqlite.media"


def test_the_transcript_alone_can_be_chosen(hands: Hands, web: LocalWeb) -> None:
    paste(hands, page(web))
    click(dialog(hands, FetchChoiceDialog), "Transcript only")

    wait_until_open(hands, "Ada on kettles")
    assert hands.session.episode is not None
    assert hands.session.episode.media is None
    assert hands.cue(1) == "Then we can begin."


def test_turning_the_question_away_brings_nothing(hands: Hands, web: LocalWeb) -> None:
    paste(hands, page(web))
    click(dialog(hands, FetchChoiceDialog), "Cancel")

    # A start looks after the library too, which may still be going on.
    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running)
    assert brought_in(hands) == []


def drop(hands: Hands, url: QUrl) -> None:
    """Drag something over the window and let it fall."""
    data = QMimeData()
    data.setUrls([url])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    at = QPointF(300, 300)
    entering = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(hands.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(hands.window, QDropEvent(at, copy, data, left, none))


def test_a_link_dropped_anywhere_is_fetched(hands: Hands, web: LocalWeb) -> None:
    drop(hands, QUrl(web.put("/ben.wav", tone(2), "audio/wav")))

    wait_until_open(hands, "ben")


def test_a_folder_dropped_brings_in_every_episode_in_it(hands: Hands, tmp_path: Path) -> None:
    for name, pitch in (("ada", 300), ("ben", 500)):
        (tmp_path / f"{name}.wav").write_bytes(tone(1, pitch))
        (tmp_path / f"{name}.vtt").write_text(VTT.replace("kettle", f"kettle of {name}"))
    drop(hands, QUrl.fromLocalFile(str(tmp_path)))

    hands.bot.waitUntil(lambda: brought_in(hands) == ["ada", "ben"], timeout=20_000)
    wait_until_open(hands, "ada")
    assert hands.cue(0) == "The kettle of ada is on."


def test_a_link_can_be_typed(hands: Hands, web: LocalWeb) -> None:
    hands.press("Ctrl+Shift+O")
    asked = dialog(hands, QInputDialog)
    asked.setTextValue("  " + web.put("/ben.wav", tone(2), "audio/wav") + "\n")
    asked.accept()

    wait_until_open(hands, "ben")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("just words", "There is no link on the clipboard"), ("", "There is no link")],
)
def test_pasting_what_is_no_link_is_told(hands: Hands, text: str, sentence: str) -> None:
    paste(hands, text)
    assert any(sentence in toast for toast in hands.toasts())


def test_a_dead_link_is_told_and_changes_nothing(hands: Hands, web: LocalWeb) -> None:
    paste(hands, web.url("/gone.mp3"))

    hands.bot.waitUntil(lambda: any("nothing at this link" in toast for toast in hands.toasts()))
    assert brought_in(hands) == []


def test_fetching_shows_its_speed_and_can_be_cancelled(hands: Hands, web: LocalWeb) -> None:
    sound = tone(120)
    held = threading.Event()
    link = web.put("/long.wav", sound, "audio/wav")
    asked = web.pages["/long.wav"]

    def second_time_slow(request: object) -> None:
        if len([path for path in web.asked if path == "/long.wav"]) > 1:
            stalling(sound, len(sound) // 2, "audio/wav", held)(request)  # type: ignore[arg-type]
        else:
            asked(request)  # type: ignore[arg-type]

    web.pages["/long.wav"] = second_time_slow
    paste(hands, link)

    hands.bot.waitUntil(lambda: "MB/s" in hands.status(), timeout=20_000)
    assert "Fetching “long”" in hands.status()
    cancel = [b for b in hands.window.status.findChildren(QPushButton) if b.text() == "Cancel"]
    cancel[0].click()
    held.set()

    hands.bot.waitUntil(lambda: not hands.desktop.jobs.running, timeout=20_000)
    assert brought_in(hands) == []
    media = hands.session.library.path.with_name("library.sqlite.media")
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_episodes_of_a_feed_are_filtered_ticked_and_imported(hands: Hands, web: LocalWeb) -> None:
    items = "".join(
        f"<item><title>{name}</title><guid>g-{name}</guid>"
        f'<enclosure url="/{name}.wav" type="audio/wav"/></item>'
        for name in ("kettles", "lids", "more-kettles")
    )
    for number, name in enumerate(("kettles", "lids", "more-kettles")):
        web.put(f"/{name}.wav", tone(1, 300 + 100 * number), "audio/wav")
    url = web.put(
        "/feed.xml", f"<rss><channel><title>On Kettles</title>{items}</channel></rss>", "text/xml"
    )
    hands.desktop.actions.run("feed.open_link")
    asked = dialog(hands, QInputDialog)
    asked.setTextValue(url)
    asked.accept()

    chooser = dialog(hands, FeedDialog)
    shown = chooser.findChildren(QTableView)[0].model()
    assert shown.rowCount() == 3
    chooser.findChildren(QLineEdit)[0].setText("KETTLES")
    assert shown.rowCount() == 2
    click(chooser, "Tick all shown")
    assert "2 episodes ticked of 3" in [label.text() for label in chooser.findChildren(QLabel)]
    click(chooser, "Import")

    hands.bot.waitUntil(lambda: brought_in(hands) == ["kettles", "more-kettles"], timeout=20_000)
    shows = {row.show for row in hands.session.library.episodes.summaries()}
    assert shows == {"On Kettles", "The Long Table"}
