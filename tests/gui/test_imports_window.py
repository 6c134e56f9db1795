"""The table of imports: a row a job, each cancelled, tried again and opened by itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
sys.path.insert(0, str(Path(__file__).parent))

from hands import Hands
from local_web import VTT, LocalWeb, cut_off, send, tone

from annotator.commands.episodes import open_sources
from annotator.gui.dialogs.feed_dialog import FeedDialog
from annotator.gui.dialogs.imports_dialog import ImportsDialog
from annotator.gui.dialogs.imports_model import TOOLS
from annotator.session.intake import Row, Stage

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def hands(web: LocalWeb, open_window: Callable[..., Hands]) -> Hands:
    return open_window(sample=False)


def paste(hands: Hands, *links: str) -> None:
    QGuiApplication.clipboard().setText("\n".join(links))
    hands.press("Ctrl+V")


def table(hands: Hands) -> ImportsDialog:
    """The table, once it is shown."""

    def shown() -> list[ImportsDialog]:
        return [one for one in hands.window.findChildren(ImportsDialog) if one.isVisible()]

    hands.bot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return shown()[0]


def rows(hands: Hands) -> dict[str, Row]:
    return {row.name: row for row in hands.desktop.context.intake.rows}


def wait_for(hands: Hands, name: str, stage: Stage) -> Row:
    def there() -> bool:
        row = rows(hands).get(name)
        return row is not None and row.stage is stage

    hands.bot.waitUntil(there, timeout=20_000)
    return rows(hands)[name]


def wait_until_shown(hands: Hands, dialog: ImportsDialog, *texts: str) -> None:
    """Until the cells of the table say all of `texts`."""

    def said() -> str:
        model = dialog.model
        places = ((row, column) for row in range(model.rowCount()) for column in (0, 1))
        return "\n".join(str(model.index(row, column).data()) for row, column in places)

    hands.bot.waitUntil(lambda: all(text in said() for text in texts), timeout=20_000)


def choose(dialog: ImportsDialog, name: str) -> None:
    for place in range(dialog.model.rowCount()):
        row = dialog.model.row_at(dialog.model.index(place, 0))
        if row is not None and row.name == name:
            dialog.table.selectRow(place)


def slow(sound: bytes, go_on: threading.Event, asked: dict[str, int]) -> object:
    """Answers the look at once; then sends half, and the rest when `go_on` is set."""

    def act(request: BaseHTTPRequestHandler) -> None:
        asked[request.path] = asked.get(request.path, 0) + 1
        if asked[request.path] == 1:
            send(request, sound, "audio/wav", {})
            return
        request.send_response(200)
        request.send_header("Content-Type", "audio/wav")
        request.send_header("Content-Length", str(len(sound)))
        request.end_headers()
        for at in range(0, len(sound) // 2, 65_536):
            request.wfile.write(sound[at : at + 65_536])
        request.wfile.flush()
        go_on.wait(30)
        request.wfile.write(sound[len(sound) // 2 // 65_536 * 65_536 :])

    return act


def test_the_empty_table_says_what_to_do(hands: Hands) -> None:
    hands.press("Ctrl+J")

    dialog = table(hands)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "Drop files, folders or links anywhere" in said
    assert not dialog.cancel_button.isEnabled()
    assert not dialog.open_button.isEnabled()


def test_one_job_is_cancelled_and_the_others_go_on(hands: Hands, web: LocalWeb) -> None:
    go_on, asked = threading.Event(), dict[str, int]()
    for name, pitch in (("ada", 300), ("ben", 500)):
        web.act(f"/{name}.wav", slow(tone(40, pitch), go_on, asked))  # type: ignore[arg-type]
    paste(hands, web.url("/ada.wav"), web.url("/ben.wav"))

    dialog = table(hands)
    for name in ("ada", "ben"):
        wait_for(hands, name, Stage.WORKING)
    wait_until_shown(hands, dialog, "ada", "ben", "MB/s")
    choose(dialog, "ada")
    dialog.cancel_button.click()
    go_on.set()

    wait_for(hands, "ada", Stage.CANCELLED)
    assert wait_for(hands, "ben", Stage.DONE).episode_id is not None
    titles = [row.title for row in hands.session.library.episodes.summaries() if not row.show]
    assert titles == ["ben"]


def test_a_failure_is_a_sentence_in_its_row_and_can_be_tried_again(
    hands: Hands, web: LocalWeb
) -> None:
    paste(hands, web.url("/gone.wav"), web.put("/ben.wav", tone(1), "audio/wav"))
    dialog = table(hands)
    wait_for(hands, "ben", Stage.DONE)
    failed = wait_for(hands, "127.0.0.1", Stage.FAILED)
    assert "There is nothing at this link" in failed.sentence
    hands.bot.waitUntil(lambda: any("1 could not be brought in" in t for t in hands.toasts()))

    web.put("/gone.wav", tone(2), "audio/wav")
    hands.bot.waitUntil(lambda: "1 failed" in dialog._count.text())
    choose(dialog, "127.0.0.1")
    assert dialog.again_button.text() == "Try again"
    dialog.again_button.click()

    wait_for(hands, "gone", Stage.DONE)


def test_a_download_that_was_cut_off_is_resumed_where_it_stopped(
    hands: Hands, web: LocalWeb
) -> None:
    sound, whole = tone(60), threading.Event()
    looked: list[str] = []
    cut, sends = cut_off(sound, 200_000, "audio/wav"), len(sound)

    def act(request: BaseHTTPRequestHandler) -> None:
        looked.append(request.headers.get("Range", ""))
        if len(looked) == 1 or whole.is_set():
            send(request, sound, "audio/wav", {})
        elif len(looked) == 2:
            cut(request)
        else:
            request.close_connection = True

    paste(hands, web.act("/long.wav", act))
    wait_for(hands, "long", Stage.FAILED)
    hands.press("Ctrl+J")
    dialog = table(hands)
    choose(dialog, "long")
    assert dialog.again_button.text() == "Resume"
    assert 0 < rows(hands)["long"].kept_bytes < sends
    whole.set()
    dialog.again_button.click()

    wait_for(hands, "long", Stage.DONE)
    assert any(asked.startswith("bytes=") and asked != "bytes=0-" for asked in looked)
    episode = hands.session.episode
    assert episode is not None
    assert episode.media is not None
    assert Path(episode.media.path).read_bytes() == sound


def test_files_and_folders_dropped_are_rows_and_what_fails_holds_up_nothing(
    hands: Hands, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.wav").write_bytes(tone(1))
    (tmp_path / "in" / "ada.vtt").write_text(VTT)
    (tmp_path / "in" / "notes.txt").write_text("")
    (tmp_path / "broken.mp3").write_bytes(b"\xff\xfb" + bytes(2_000))
    hands.window.dropped.emit((tmp_path / "broken.mp3", tmp_path / "in"))

    dialog = table(hands)
    wait_for(hands, "ada", Stage.DONE)
    wait_for(hands, "broken.mp3", Stage.FAILED)
    hands.bot.waitUntil(lambda: not hands.desktop.context.intake.under_way)
    wait_until_shown(hands, dialog, "ada", "in the library", "broken.mp3", "failed")
    assert hands.session.episode is not None
    assert hands.session.episode.title == "ada"
    dialog.clear_button.click()
    hands.bot.waitUntil(lambda: dialog.model.rowCount() == 0)


def test_the_icons_of_a_row_answer_to_the_pointer(hands: Hands, web: LocalWeb) -> None:
    paste(hands, web.url("/gone.wav"), web.url("/gone-too.wav"))
    dialog = table(hands)
    hands.bot.waitUntil(lambda: not hands.desktop.context.intake.under_way, timeout=20_000)
    hands.bot.waitUntil(lambda: "2 failed" in dialog._count.text())
    cell = dialog.table.visualRect(dialog.model.index(0, TOOLS))
    at = QPoint(cell.right() - 18, cell.center().y())
    QTest.mouseClick(
        dialog.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )

    hands.bot.waitUntil(lambda: dialog.model.rowCount() == 1)


def test_a_link_pasted_twice_is_fetched_once(hands: Hands, web: LocalWeb) -> None:
    link = web.put("/ben.wav", tone(2), "audio/wav")
    paste(hands, link)
    wait_for(hands, "ben", Stage.DONE)
    before = len(web.asked)
    hands.session.close_episode()
    paste(hands, link)

    assert hands.session.episode is not None
    assert hands.session.episode.title == "ben"
    assert "“ben” is in the library already." in hands.toasts()
    assert len(web.asked) == before


def test_a_link_that_is_on_its_way_is_not_fetched_a_second_time(
    hands: Hands, web: LocalWeb
) -> None:
    go_on, asked = threading.Event(), dict[str, int]()
    link = web.act("/ada.wav", slow(tone(20), go_on, asked))  # type: ignore[arg-type]
    paste(hands, link)
    wait_for(hands, "ada", Stage.WORKING)
    paste(hands, link)

    assert len(hands.desktop.context.intake.rows) == 1
    assert any("is being brought in already" in toast for toast in hands.toasts())
    go_on.set()
    wait_for(hands, "ada", Stage.DONE)


def test_what_arrives_while_another_plays_does_not_take_the_desk_away(
    web: LocalWeb, open_window: Callable[..., Hands]
) -> None:
    hands = open_window()
    hands.play_at(4_000)
    open_at = hands.session.episode
    paste(hands, web.put("/ben.wav", tone(2), "audio/wav"))

    row = wait_for(hands, "ben", Stage.DONE)
    assert hands.session.episode == open_at
    assert "“ben” is in the library now." in hands.toasts()
    hands.press("Ctrl+J")
    dialog = table(hands)
    choose(dialog, "ben")
    dialog.open_button.click()
    assert hands.session.episode is not None
    assert hands.session.episode.id == row.episode_id


def test_links_and_files_named_at_the_start_are_opened(hands: Hands, web: LocalWeb) -> None:
    open_sources(hands.desktop.context, (web.put("/ben.wav", tone(2), "audio/wav"),))

    wait_for(hands, "ben", Stage.DONE)
    assert hands.session.episode is not None
    assert hands.session.episode.title == "ben"


def test_the_status_line_cancels_the_job_it_names_alone(hands: Hands, web: LocalWeb) -> None:
    go_on, asked = threading.Event(), dict[str, int]()
    for name, pitch in (("ada", 300), ("ben", 500)):
        web.act(f"/{name}.wav", slow(tone(40, pitch), go_on, asked))  # type: ignore[arg-type]
    paste(hands, web.url("/ada.wav"), web.url("/ben.wav"))
    for name in ("ada", "ben"):
        wait_for(hands, name, Stage.WORKING)
    hands.bot.waitUntil(lambda: "1 more" in hands.status())
    shown = "ada" if "“ada”" in hands.status() else "ben"
    other = {"ada": "ben", "ben": "ada"}[shown]
    cancel = [b for b in hands.window.status.findChildren(QPushButton) if b.text() == "Cancel"]
    cancel[0].click()
    go_on.set()

    wait_for(hands, shown, Stage.CANCELLED)
    wait_for(hands, other, Stage.DONE)
    QApplication.processEvents()


def test_closing_asks_while_imports_are_under_way_and_keeps_what_is_half_fetched(
    web: LocalWeb, open_window: Callable[..., Hands]
) -> None:
    hands = open_window(sample=False)
    go_on, asked = threading.Event(), dict[str, int]()
    link = web.act("/ada.wav", slow(tone(60), go_on, asked))  # type: ignore[arg-type]
    paste(hands, link)
    wait_for(hands, "ada", Stage.WORKING)
    media = hands.session.library.path.with_name("library.sqlite.media")
    hands.bot.waitUntil(lambda: any(path.stat().st_size for path in media.rglob("*.part")))
    hands.window.close()

    assert hands.window.isVisible()
    (box,) = [one for one in hands.window.findChildren(QMessageBox) if one.isVisible()]
    assert box.text() == "1 import is under way."
    next(b for b in box.buttons() if b.text() == "Close").click()
    assert not hands.window.isVisible()
    threading.Timer(0.2, go_on.set).start()
    hands.desktop.close()
    assert sum(path.stat().st_size for path in media.rglob("*.part")) > 0


@pytest.mark.parametrize("before", ["", "\n\n<?xml version='1.0'?>"])
def test_a_link_to_a_podcast_lists_its_episodes(hands: Hands, web: LocalWeb, before: str) -> None:
    items = "".join(
        f"<item><title>Kettle {n}</title><guid>{n}</guid>"
        f'<enclosure url="{web.url(f"/{n}.wav")}" type="audio/wav"/></item>'
        for n in (1, 2)
    )
    for n in (1, 2):
        web.put(f"/{n}.wav", tone(1), "audio/wav")
    feed = f"{before}<rss version='2.0'><channel><title>On Kettles</title>{items}</channel></rss>"
    paste(hands, web.put("/feed.xml", feed, "text/html"))

    hands.bot.waitUntil(
        lambda: any(one.isVisible() for one in hands.window.findChildren(FeedDialog)),
        timeout=20_000,
    )
    wait_for(hands, "On Kettles", Stage.PASSED_OVER)
