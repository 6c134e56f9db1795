"""Pictures of the window for the README and for the eye: light and dark, two sizes, views.

``make screenshots`` writes ``docs/window-*.png`` (kept in the repository) and more into
``build/screenshots`` (for looking at). Each picture is taken of a real window in a process of
its own, on the sample episode in a library that is thrown away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from annotator.app.window import Desktop
    from annotator.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
DOCS, OTHERS = ROOT / "docs", ROOT / "build" / "screenshots"
SIZES = ((1280, 800), (1440, 900), (1920, 1080))
THEMES = ("light", "dark")
VIEWS = (
    "window", "picker", "note", "find", "palette", "keys", "export", "settings", "key_editor",
    "desk", "desk_layers", "desk_rtl", "vault", "vault_sync", "templates", "doctor",
    "timeline_near", "timeline_lanes", "timeline_rtl", "editing", "replace", "scripts",
    "everywhere", "search_start", "topic_page", "radio", "imports", "receipt",
    "chosen", "trash", "reading", "nothing_open", "tour",
)  # fmt: skip
_SCRIPTS = (
    "我今天去学校读书，很高兴。",
    "翻訳が無料になっても、言葉を学ぶ理由は残ります。",
    "الكتب المفتوحة علمت أجيالا كيف تفكر",
    "אני כותב על open source כבר שנים רבות",
    "เราเรียนภาษาเพื่อรู้จักกัน",
)
_CHAPTERS = {
    "timeline_near": ("Hello", "What should they still learn", "Who owns the model", "Goodbye"),
    "timeline_lanes": ("Hello", "A chapter whose name is much longer than the room it has", "", ""),
    "timeline_rtl": ("مقدمة", "ماذا يجب أن يتعلم الأطفال بعد اليوم؟", "النماذج المفتوحة", "خاتمة"),
}


def main() -> int:
    DOCS.mkdir(exist_ok=True)
    OTHERS.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for size in SIZES:
            _take("window", theme, size, OTHERS / f"window-{theme}-{size[0]}x{size[1]}.png")
        _take("window", theme, (1440, 900), DOCS / f"window-{theme}.png")
        for view in VIEWS[1:]:
            _take(view, theme, (1280, 800), OTHERS / f"{view}-{theme}.png")
    return 0


def _take(view: str, theme: str, size: tuple[int, int], target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "annotator"
        config.mkdir()
        (config / "settings.toml").write_text(f'theme = "{theme}"\n')
        places = {f"XDG_{n}_HOME": folder for n in ("DATA", "CONFIG", "STATE", "CACHE")}
        subprocess.run(
            [sys.executable, __file__, "--take", view, f"{size[0]}x{size[1]}", str(target)],
            check=True,
            env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        )
    print(target.relative_to(ROOT))


def _replacing(window: MainWindow) -> Callable[[], bool]:
    """Type into the dialog; whether the places are found by now."""
    from annotator.gui.dialogs.replace_dialog import ReplaceDialog

    dialog = window.findChildren(ReplaceDialog)[0]
    dialog.look_for("the", "one")
    return lambda: bool(dialog.chosen())


def _write_scripts(desktop: Desktop) -> None:
    """Lines in scripts without blanks and from right to left, words of each marked."""
    from annotator.commands.transcript import change_cue_text
    from annotator.domain.transcript import Point, Span

    session = desktop.session
    for cue, line in enumerate(_SCRIPTS, start=26):
        change_cue_text(desktop.context, cue, line)
        words = session.transcript.cues[cue].timed_words if session.transcript else ()
        session.desk.selection = Span(Point(cue, words[1].begin), Point(cue, words[3].end))
        desktop.actions.run("mark.quote")


def _take_here(view: str, size: tuple[int, int], target: Path) -> None:
    import time

    from annotator.app.application import make_application
    from annotator.app.window import Desktop
    from annotator.session.ports import PlayerState
    from annotator.settings import default_paths

    app = make_application()
    desktop = Desktop(app, default_paths())
    desktop.start()
    window = desktop.window
    window.resize(*size)

    def until(ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not ready() and time.monotonic() < end:
            app.processEvents()

    until(lambda: not desktop.jobs.running)
    # In the middle of the sample, playing: the highlight, the target and marks are in view.
    desktop.playback.play_from(88_500)
    until(lambda: desktop.playback.state is PlayerState.PLAYING)
    until(lambda: desktop.playback.position_ms > 89_300)
    actions = {
        "picker": "mark.pick_topic", "note": "mark.note", "find": "edit.find",
        "palette": "view.palette", "keys": "help.keys_anywhere", "export": "export.note",
        "settings": "app.settings", "key_editor": "app.edit_keys",
        "templates": "templates.edit",
        "timeline_near": "timeline.mark", "editing": "edit.cue", "replace": "edit.replace",
        "reading": "view.reading",
        "imports": "import.show", "receipt": "transcript.receipt",
    }  # fmt: skip
    _fill(desktop, view)
    if view in actions:
        desktop.actions.run(actions[view])
    if view == "replace":
        until(_replacing(window))
    others = {
        "scripts": lambda: _write_scripts(desktop),
        "doctor": lambda: _show_doctor(desktop, app, target.with_suffix(".md"), until),
    }
    others.get(view, lambda: None)()
    if view == "find":
        window.find_bar.open("model")
    if view.startswith("desk"):
        _show_desk(desktop, view, target.with_suffix(".md"), until)
    if view.startswith("vault"):
        _show_vault(desktop, target.with_suffix(""), until, sync=view == "vault_sync")
    until(lambda: not desktop.jobs.running)
    _search(desktop, view)
    _fill_library(desktop, view)
    until(
        lambda: (
            desktop.playback.position_ms > 90_200
            or (
                view == "nothing_open"
                and desktop.actions["episode.continue"].text().startswith("Continue “")
            )
        )
    )
    # The waveform is drawn a little after the words, minute by minute.
    until(lambda: not desktop.jobs.running and not desktop._waveform._grown.isActive())
    window.toasts.clear()
    window.tour.setHidden(view != "tour")
    window.banners.hide()  # this machine may have no loudspeaker; the pictures are not about that
    app.processEvents()  # what stood below the banners moves up
    _pictured(app, window).save(str(target))
    desktop.close()


def _pictured(app: QApplication, window: QWidget) -> QPixmap:
    """The window with its dialogs over it: offscreen has no window manager to lay them there."""
    from PySide6.QtGui import QPainter

    shown = window.grab()
    for dialog in [w for w in app.topLevelWidgets() if w.isVisible() and w is not window]:
        picture = dialog.grab()
        painter = QPainter(shown)
        painter.drawPixmap(
            (shown.width() - picture.width()) // 2,
            (shown.height() - picture.height()) // 3,
            picture,
        )
        painter.end()
    return shown


_Until = Callable[[Callable[[], bool]], None]


def _show_desk(desktop: Desktop, view: str, article: Path, until: _Until) -> None:
    """An article at its first problem; the file beside the picture is gone again."""
    from sample_articles import ARTICLE, RIGHT_TO_LEFT

    from annotator.commands.desk import open_draft

    article.write_text(RIGHT_TO_LEFT if view == "desk_rtl" else ARTICLE, encoding="utf-8")
    open_draft(desktop.context, article)
    drafts = desktop.context.drafts
    until(lambda: bool(drafts.items) and not desktop.jobs.running)
    article.unlink()
    desktop.actions.run("draft.next_problem")
    drafts.shows_layers = view == "desk_layers"
    drafts.moved.tell(None)


def _show_doctor(desktop: Desktop, app: QApplication, note: Path, until: _Until) -> None:
    """A note whose minutes stand where hours belong; the file is gone again."""
    from annotator.gui.dialogs.doctor_dialog import DoctorDialog

    times = ("03:48:00", "05:12:00", "09:31:00", "11:02:00")
    said = [f'*   It was said <a class="yt-timestamp" data-t="{t}">[{t}]</a>.' for t in times]
    note.write_text("---\ntitle: Bridges\n---\n\n## Arches\n" + "\n".join(said))
    desktop.actions.run("notes.check")
    dialog = next(w for w in app.topLevelWidgets() if isinstance(w, DoctorDialog))
    dialog.set_place(str(note))
    dialog.checkRequested.emit(str(note))
    until(lambda: not desktop.jobs.running)
    note.unlink()


def _show_vault(desktop: Desktop, folder: Path, until: _Until, *, sync: bool) -> None:
    """A vault beside the picture, gone again: compared after a renamed topic, or read back with
    one statement that was changed on both sides."""
    import dataclasses
    import shutil

    from annotator.commands import topics, vault

    context, session = desktop.context, desktop.session

    def idle() -> None:
        until(lambda: not desktop.jobs.running)

    vault.run_vault(context, folder, "wiki", None, lambda _made, _outcome: None)
    idle()
    context.change_settings(
        dataclasses.replace(context.settings(), vault_folder=str(folder), vault_profile="wiki")
    )
    topics.rename(context, session.topics[0], "What is worth knowing")
    if sync:
        noted = next(mark for mark in session.marks if mark.note)
        note = next((folder / "Episodes").glob("*.md"))
        text = note.read_text(encoding="utf-8")
        changed = text.replace(noted.note, f"{noted.note} Ask him for a fourth.")
        note.write_text(changed, encoding="utf-8")
        desktop.window.marks.noteEdited.emit(noted.id, f"{noted.note} Use it on Monday.")
    desktop.actions.run("vault.sync" if sync else "vault.export")
    idle()
    shutil.rmtree(folder)


def _fill(desktop: Desktop, view: str) -> None:
    """What a view has to show that the sample has not."""
    if view in _CHAPTERS:
        _fill_timeline(desktop, view)
    if view == "imports":
        desktop.context.intake.add(_tasks(), _batch())


def _fill_timeline(desktop: Desktop, view: str) -> None:
    """Chapters for the sample, and for the view of many lanes a dozen topics with marks."""
    from annotator.commands.topics import create
    from annotator.domain.anchoring import anchor_at
    from annotator.domain.notes import Annotation, Chapter, Kind
    from annotator.session.edits import AddChapter, AddMark
    from annotator.session.tagging import new_uid

    session = desktop.session
    episode = session.episode
    if episode is None:
        return
    for start_ms, title in zip((0, 25_000, 70_000, 120_000), _CHAPTERS[view], strict=True):
        if title:
            session.do(AddChapter(episode.id, Chapter(start_ms, title)))
    if view != "timeline_lanes":
        return
    for number in range(9):
        create(desktop.context, f"A further topic with rather a long name, number {number}")
    for place, topic in enumerate(session.topics):
        for step in range(5):
            start_ms = (place * 7_700 + step * 26_300) % 130_000
            anchor = anchor_at(session.transcript, start_ms, start_ms + 1_500 + 900 * step)
            kind = list(Kind)[(place + step) % 4]
            mark = Annotation(0, new_uid(), episode.id, kind, anchor, (topic.id,))
            session.do(AddMark(mark, "Tag"))


_TITLES = (
    "A title that is much longer than the panel of the library has any room for",
    "الكتب المفتوحة علمت أجيالا كيف تفكر", "Who owns the recipe", "Knowing things",
)  # fmt: skip


def _fill_library(desktop: Desktop, view: str) -> None:
    """Several episodes chosen in the library, or in the trash; or none open."""
    from annotator.commands.library import trash
    from annotator.domain.notes import Episode, EpisodeState

    if view == "nothing_open":
        desktop._listening.keep_position()
        desktop.session.close_episode()
    if view not in ("chosen", "trash"):
        return
    session, now = desktop.session, desktop.library.now()
    with session.library.changing("Import", None) as change:
        made = [
            change.writes.add_episode(
                Episode(0, f"u{n}", title, "Long Evenings", state=state, created_at=now)
            )
            for n, (title, state) in enumerate(zip(_TITLES * 2, [*EpisodeState] * 3, strict=False))
        ]
    session.refresh()
    if view == "trash":
        trash(desktop.context, made[:5])
        desktop.actions.run("library.trash")
    else:
        desktop.window.library.choose([episode.id for episode in made[1:4]])


def _search(desktop: Desktop, view: str) -> None:
    """Open the views of searching: found, how to ask, a topic's page, the radio."""
    from annotator.commands.radio import play_marks
    from annotator.commands.searching import keep

    topic = desktop.session.topics[0]
    if view == "everywhere":
        desktop._everywhere.look("machine* ")
        desktop._everywhere.card.list.setFocus()
        desktop._everywhere.card.list.choose([0, 1, 2])
    elif view == "search_start":
        keep(desktop.context, "Ben on learning", "learn* speaker:ben")
        desktop._everywhere.look("")
    elif view == "topic_page":
        desktop._everywhere.look_at_topic(topic)
    elif view == "radio":
        play_marks(desktop.context, topic)


def _tasks() -> list[Any]:
    """Imports that end in each of the ways there are."""
    from annotator.session.intake import Arrived, PassedOver, Task
    from annotator.sources.faults import SourceError

    def fails(_report: object) -> Arrived:
        raise SourceError("The connection to “talks.example” was cut; try again.")

    long = "A very long title about kettles, lids, spouts, handles and all else in a kitchen"
    arrived, passed = Arrived(1, long), PassedOver("This text is no transcript.")
    return [
        Task("Ada on kettles", "https://talks.example/ada", "Fetching", fails, lambda: 3_400_000),
        Task(long, "https://talks.example/long", "Fetching", lambda _report: arrived),
        Task("שיחה על קומקומים ותה", "/home/ada/שיחה.mp3", "Opening", fails),
        Task("notes.txt", "/home/ada/notes.txt", "Opening", lambda _report: passed),
    ]


def _batch() -> Any:
    from annotator.session.intake import Batch

    return Batch(lambda _arrived, _first: None)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        width, _, height = sys.argv[3].partition("x")
        _take_here(sys.argv[2], (int(width), int(height)), Path(sys.argv[4]))
    else:
        sys.exit(main())
