"""Podcast feeds in the window: lists opened, what they offer shown, only changes asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QListView, QPushButton, QTableView

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
sys.path.insert(0, str(Path(__file__).parent))

from hands import Hands
from local_web import VTT, LocalWeb, tone

from annotator.gui.dialogs.feed_dialog import FeedDialog
from annotator.gui.dialogs.imports_dialog import ImportsDialog

Kind = TypeVar("Kind", bound=QDialog)

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def hands(web: LocalWeb, open_window: Callable[..., Hands]) -> Hands:
    return open_window(sample=False)


def feed(web: LocalWeb, count: int, etag: str = '"one"') -> str:
    items = "".join(
        f"<item><title>Kettle {n}</title><guid>k-{n}</guid>"
        "<pubDate>Thu, 29 Feb 2024 08:00:00 GMT</pubDate><itunes:duration>0:04</itunes:duration>"
        f'<enclosure url="/{n}.wav" type="audio/wav"/>'
        + (
            '<podcast:transcript url="/words.vtt" type="text/vtt"/>'
            '<podcast:chapters url="/chapters.json" type="application/json"/>'
            if n == 1
            else ""
        )
        + "</item>"
        for n in range(1, count + 1)
    )
    return web.put(
        "/feed.xml",
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>On Kettles</title><language>en</language>{items}</channel></rss>",
        "application/rss+xml",
        ETag=etag,
    )


def dialog(hands: Hands, kind: type[Kind]) -> Kind:
    def shown() -> list[Kind]:
        return [one for one in hands.window.findChildren(kind) if one.isVisible()]

    hands.bot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return shown()[0]


def click(window: QDialog, title: str) -> None:
    next(b for b in window.findChildren(QPushButton) if b.text() == title).click()


def cells(chooser: FeedDialog) -> list[list[str]]:
    model = chooser.findChildren(QTableView)[0].model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_list_of_feeds_that_is_dropped_opens_and_one_is_chosen(
    hands: Hands, web: LocalWeb, tmp_path: Path
) -> None:
    url = feed(web, 2)
    path = tmp_path / "podcasts.opml"
    path.write_text(
        f'<opml version="2.0"><body><outline text="On Kettles" xmlUrl="{url}"/>'
        '<outline text="Other" xmlUrl="https://other.example/feed"/></body></opml>'
    )
    hands.window.dropped.emit((path,))

    asked = dialog(hands, QInputDialog)
    assert asked.comboBoxItems()[0].startswith("On Kettles")
    # The first is chosen already: Enter opens it.
    listed = next(view for view in asked.findChildren(QListView) if view.isVisible())
    QTest.keyClick(listed, Qt.Key.Key_Return)

    rows = cells(dialog(hands, FeedDialog))
    assert rows[0][1:] == ["2024-02-29", "0:04", "transcript, chapters"]
    assert rows[1][3] == ""


def test_picks_are_rows_of_the_imports_and_a_failure_is_one_of_them(
    hands: Hands, web: LocalWeb
) -> None:
    from annotator.commands.feeds import open_feed

    web.put("/1.wav", tone(1), "audio/wav")
    web.put("/words.vtt", VTT, "text/vtt")
    open_feed(hands.desktop.context, feed(web, 2))
    chooser = dialog(hands, FeedDialog)
    click(chooser, "Tick all shown")
    click(chooser, "Import")

    table = dialog(hands, ImportsDialog)
    hands.bot.waitUntil(lambda: not hands.desktop.context.intake.under_way, timeout=20_000)
    hands.bot.waitUntil(lambda: "1 failed" in table._count.text())
    episode = hands.session.episode
    assert episode is not None
    assert (episode.title, episode.show) == ("Kettle 1", "On Kettles")
    assert hands.cue(0) == "The kettle is on."


def test_a_known_podcast_is_asked_only_for_what_changed(hands: Hands, web: LocalWeb) -> None:
    from annotator.commands.feeds import open_feed

    url = feed(web, 1)
    open_feed(hands.desktop.context, url)
    dialog(hands, FeedDialog).reject()
    hands.desktop.actions.run("feed.known")
    asked = dialog(hands, QInputDialog)
    asked.setTextValue(asked.comboBoxItems()[0])
    asked.accept()
    again = dialog(hands, FeedDialog)
    assert len(cells(again)) == 1
    assert web.headers[-1]["If-None-Match"] == '"one"'
    again.reject()

    feed(web, 3, '"two"')
    hands.desktop.actions.run("feed.known")
    asked = dialog(hands, QInputDialog)
    asked.setTextValue(asked.comboBoxItems()[0])
    asked.accept()
    assert len(cells(dialog(hands, FeedDialog))) == 3


def test_thousands_of_episodes_are_listed_filtered_and_ticked(hands: Hands, web: LocalWeb) -> None:
    from annotator.commands.feeds import open_feed

    open_feed(hands.desktop.context, feed(web, 2_000))
    chooser = dialog(hands, FeedDialog)
    view = chooser.findChildren(QTableView)[0]
    assert view.model().rowCount() == 2_000
    chooser.findChildren(QLineEdit)[0].setText("kettle 199")
    assert view.model().rowCount() == 11
    click(chooser, "Tick all shown")
    assert len(chooser.chosen()) == 11
    view.setCurrentIndex(view.model().index(3, 2))
    view.selectRow(3)
    QTest.keyClick(view, Qt.Key.Key_Space)  # wherever in the row the cursor is
    assert len(chooser.chosen()) == 10
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(chooser.chosen()) == 11


def test_no_podcast_known_yet_is_told(hands: Hands) -> None:
    hands.desktop.actions.run("feed.known")

    assert any("No podcast was opened yet" in toast for toast in hands.toasts())
