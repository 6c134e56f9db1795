"""What each view of ``screenshots.py`` has to show, in a window on the sample episode."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenshot_words import write_right_to_left

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.app.window import Desktop

Until = Callable[[Callable[[], bool]], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A window that is shown, and where files for it may lie while the picture is taken.
    `until` goes on until something is so."""

    desktop: Desktop
    app: QApplication
    folder: Path
    until: Until

    def idle(self) -> None:
        self.until(lambda: not self.desktop.jobs.running)

    def run(self, command: str) -> None:
        self.desktop.actions.run(command)


ACTIONS = {
    "picker": "mark.pick_topic", "note": "mark.note", "palette": "view.palette",
    "keys": "help.keys_anywhere", "export": "export.note", "settings": "app.settings",
    "key_editor": "app.edit_keys", "templates": "templates.edit", "editing": "edit.cue",
    "reading": "view.reading", "receipt": "transcript.receipt", "timeline_near": "timeline.mark",
}  # fmt: skip
"""Views that a command opens."""
_SCRIPTS = (
    "我今天去学校读书，很高兴。",
    "翻訳が無料になっても、言葉を学ぶ理由は残ります。",
    "الكتب المفتوحة علمت أجيالا كيف تفكر",
    "אני כותב על open source כבר שנים רבות",
    "เราเรียนภาษาเพื่อรู้จักกัน",
)
_CHAPTERS = {
    False: ("Hello", "What should they still learn", "Who owns the model", "Goodbye"),
    True: ("مقدمة", "ماذا يجب أن يتعلم الأطفال بعد اليوم؟", "النماذج المفتوحة", "خاتمة"),
}
_TITLES = (
    "A title that is much longer than the panel of the library has any room for",
    "الكتب المفتوحة علمت أجيالا كيف تفكر", "Who owns the recipe", "Knowing things",
)  # fmt: skip


def prepare(scene: Scene, view: str, *, right_to_left: bool) -> None:
    """What a view needs that the sample has not, before the sound plays."""
    if view.startswith("timeline"):
        add_chapters(scene.desktop, right_to_left=right_to_left)
    if view == "timeline_lanes":
        _add_lanes(scene.desktop)
    if right_to_left and view != "desk":  # whose article it is that runs so
        write_right_to_left(scene.desktop)
    if view == "video":
        _open_film(scene)


def show(scene: Scene, view: str, *, right_to_left: bool) -> None:
    """Open a view."""
    if view in ACTIONS:
        scene.run(ACTIONS[view])
    opened = _OPENED.get(view)
    if opened is not None:
        opened(scene, right_to_left)


# Words


def _write_scripts(scene: Scene, _right_to_left: bool) -> None:
    """Lines in scripts without blanks and from right to left, words of each marked."""
    from annotator.commands.transcript import change_cue_text
    from annotator.domain.transcript import Point, Span

    session = scene.desktop.session
    for cue, line in enumerate(_SCRIPTS, start=26):
        change_cue_text(scene.desktop.context, cue, line)
        words = session.transcript.cues[cue].timed_words if session.transcript else ()
        session.desk.selection = Span(Point(cue, words[1].begin), Point(cue, words[3].end))
        scene.run("mark.quote")


def _find(scene: Scene, right_to_left: bool) -> None:
    scene.run("edit.find")
    scene.desktop.window.find_bar.open("كيف" if right_to_left else "model")


def _palette_places(scene: Scene, right_to_left: bool) -> None:
    from PySide6.QtWidgets import QApplication, QLineEdit

    scene.run("view.palette")
    if isinstance(field := QApplication.focusWidget(), QLineEdit):
        field.setText("كيف" if right_to_left else "learn")


def _replace(scene: Scene, right_to_left: bool) -> None:
    from annotator.gui.dialogs.replace_dialog import ReplaceDialog

    scene.run("edit.replace")
    dialog = scene.desktop.window.findChildren(ReplaceDialog)[0]
    dialog.look_for(*(("كيف", "لماذا") if right_to_left else ("the", "one")))
    scene.until(lambda: bool(dialog.chosen()))


# The timeline and the picture


def add_chapters(desktop: Desktop, *, right_to_left: bool) -> None:
    from annotator.domain.notes import Chapter
    from annotator.session.edits import AddChapter

    episode = desktop.session.episode
    starts = (0, 25_000, 70_000, 120_000)
    for start_ms, title in zip(starts, _CHAPTERS[right_to_left], strict=True):
        if episode is not None:
            desktop.session.do(AddChapter(episode.id, Chapter(start_ms, title)))


def _add_lanes(desktop: Desktop) -> None:
    """A dozen topics with marks."""
    from annotator.commands.topics import create
    from annotator.domain.anchoring import anchor_at
    from annotator.domain.notes import Annotation, Kind
    from annotator.session.edits import AddMark
    from annotator.session.tagging import new_uid

    session = desktop.session
    if session.episode is None:
        return
    for number in range(9):
        create(desktop.context, f"A further topic with rather a long name, number {number}")
    for place, topic in enumerate(session.topics):
        for step in range(5):
            start_ms = (place * 7_700 + step * 26_300) % 130_000
            anchor = anchor_at(session.transcript, start_ms, start_ms + 1_500 + 900 * step)
            kind = list(Kind)[(place + step) % 4]
            mark = Annotation(0, new_uid(), session.episode.id, kind, anchor, (topic.id,))
            session.do(AddMark(mark, "Tag"))


def _one_word(scene: Scene, _right_to_left: bool) -> None:
    """Paused in a word that is selected, which fills the timeline."""
    from annotator.domain.transcript import Point, Span

    playback, session = scene.desktop.playback, scene.desktop.session
    scene.until(lambda: playback.position_ms > 90_300)
    playback.pause()
    words = session.transcript
    if words is None:
        return
    cue = words.cue_at(playback.position_ms) or 0
    word = next(w for w in words.cues[cue].timed_words if w.end_ms > playback.position_ms)
    session.desk.selection = Span(Point(cue, word.begin), Point(cue, word.end))
    session.desk_changed.tell(None)
    scene.run("timeline.mark")


def _open_film(scene: Scene) -> None:
    """The sample's sound with a picture that moves a little, its words beside it."""
    import av
    import numpy as np

    from annotator.commands.episodes import open_paths
    from annotator.resources import resource

    film = scene.folder / "what-is-still-worth-learning.mp4"
    with av.open(str(film), "w") as made:
        pictures = made.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 320, 180, "yuv420p"
        sound = made.add_stream("aac", rate=8_000, layout="mono")
        rows, columns = np.mgrid[0:180, 0:320]
        for number in range(1_200):
            dot = (rows - 90) ** 2 + (columns - 40 - number % 240) ** 2 < 900
            ground = np.stack([60 + rows // 3, 90 + columns // 6, 150 - rows // 3], 2)
            picture = np.where(dot[:, :, None], 235, ground).astype(np.uint8)
            made.mux(pictures.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        quiet = np.zeros((1, 8_000 * 120), np.float32)
        frame = av.AudioFrame.from_ndarray(quiet, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 8_000, 0
        made.mux(sound.encode(frame))
        made.mux(pictures.encode(None))
        made.mux(sound.encode(None))
    shutil.copy(resource("sample", film.with_suffix(".vtt").name), scene.folder)
    open_paths(scene.desktop.context, (film,))
    window = scene.desktop.window
    scene.until(lambda: window.video.isVisible() and not scene.desktop.jobs.running)


# The desk, notes and vaults


def _desk(scene: Scene, right_to_left: bool, *, layered: bool = False) -> None:
    """An article at its first problem."""
    from sample_articles import ARTICLE, RIGHT_TO_LEFT

    from annotator.commands.desk import open_draft

    article = scene.folder / "article.md"
    article.write_text(RIGHT_TO_LEFT if right_to_left else ARTICLE, encoding="utf-8")
    open_draft(scene.desktop.context, article)
    drafts = scene.desktop.context.drafts
    scene.until(lambda: bool(drafts.items) and not scene.desktop.jobs.running)
    scene.run("draft.next_problem")
    drafts.shows_layers = layered
    drafts.moved.tell(None)


def _doctor(scene: Scene, _right_to_left: bool) -> None:
    """A note whose minutes stand where hours belong."""
    from annotator.gui.dialogs.doctor_dialog import DoctorDialog

    note = scene.folder / "bridges.md"
    times = ("03:48:00", "05:12:00", "09:31:00", "11:02:00")
    said = (f'*   It was said <a class="yt-timestamp" data-t="{t}">[{t}]</a>.\n' for t in times)
    note.write_text("---\ntitle: Bridges\n---\n\n## Arches\n" + "".join(said))
    scene.run("notes.check")
    dialog = next(w for w in scene.app.topLevelWidgets() if isinstance(w, DoctorDialog))
    dialog.set_place(str(note))
    dialog.checkRequested.emit(str(note))


def _vault(scene: Scene, _right_to_left: bool, *, sync: bool = False) -> None:
    """A vault compared after a renamed topic, or read back with one statement that was changed
    on both sides."""
    from annotator.commands import topics, vault

    desktop, folder = scene.desktop, scene.folder / "vault"
    context, session = desktop.context, desktop.session
    vault.run_vault(context, folder, "wiki", None, lambda _made, _outcome: None)
    scene.idle()
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
    scene.run("vault.sync" if sync else "vault.export")


# The library, imports and searches


def _fill_library(scene: Scene) -> list[Any]:
    """Several episodes of a show."""
    from annotator.domain.notes import Episode, EpisodeState

    session, now = scene.desktop.session, scene.desktop.library.now()
    with session.library.changing("Import", None) as change:
        made = [
            change.writes.add_episode(
                Episode(0, f"u{n}", title, "Long Evenings", state=state, created_at=now)
            )
            for n, (title, state) in enumerate(zip(_TITLES * 2, [*EpisodeState] * 3, strict=False))
        ]
    session.refresh()
    return made


def _chosen(scene: Scene, _right_to_left: bool) -> None:
    scene.desktop.window.library.choose([episode.id for episode in _fill_library(scene)[1:4]])


def _filtered(scene: Scene, _right_to_left: bool) -> None:
    """The library by state and title, in order of title."""
    from annotator.domain.notes import EpisodeState
    from annotator.gui.values import SortOrder

    _fill_library(scene)
    library = scene.desktop.window.library
    library.set_order(SortOrder.TITLE)
    library.set_state_filter(EpisodeState.IN_PROGRESS)


def _trash(scene: Scene, _right_to_left: bool) -> None:
    from annotator.commands.library import trash

    trash(scene.desktop.context, _fill_library(scene)[:5])
    scene.run("library.trash")


def _nothing_open(scene: Scene, _right_to_left: bool) -> None:
    scene.desktop._listening.keep_position()
    scene.desktop.session.close_episode()
    scene.until(lambda: "“" in scene.desktop.actions["episode.continue"].text())


def _everywhere(scene: Scene, right_to_left: bool) -> None:
    finding = scene.desktop._everywhere
    finding.look("كيف " if right_to_left else "machine* ")
    finding.card.list.setFocus()
    finding.card.list.choose([0, 1, 2])


def _search_start(scene: Scene, _right_to_left: bool) -> None:
    from annotator.commands.searching import keep

    keep(scene.desktop.context, "Ben on learning", "learn* speaker:ben")
    scene.desktop._everywhere.look("")


def _topic_page(scene: Scene, _right_to_left: bool) -> None:
    scene.desktop._everywhere.look_at_topic(scene.desktop.session.topics[0])


def _radio(scene: Scene, _right_to_left: bool) -> None:
    from annotator.commands.radio import play_marks

    play_marks(scene.desktop.context, scene.desktop.session.topics[0])


def _imports(scene: Scene, _right_to_left: bool) -> None:
    """Imports that end in each of the ways there are."""
    from annotator.session.intake import Arrived, Batch, PassedOver, Task
    from annotator.sources.faults import SourceError

    def fails(_report: object) -> Arrived:
        raise SourceError("The connection to “{0}” was cut; try again.", "talks.example")

    long = "A very long title about kettles, lids, spouts, handles and all else in a kitchen"
    arrived = Task(long, "https://talks.example/long", "Fetching", lambda _: Arrived(1, long))
    passed = PassedOver("This text is no transcript.")
    tasks = [
        Task("Ada on kettles", "https://talks.example/ada", "Fetching", fails, lambda: 3_400_000),
        arrived,
        Task("שיחה על קומקומים ותה", "/home/ada/שיחה.mp3", "Opening", fails),
        Task("notes.txt", "/home/ada/notes.txt", "Opening", lambda _: passed),
    ]
    scene.desktop.context.intake.add(tasks, Batch(lambda _arrived, _first: None))
    scene.run("import.show")


_OPENED: dict[str, Callable[[Scene, bool], None]] = {
    "find": _find, "palette_places": _palette_places, "replace": _replace,
    "scripts": _write_scripts, "timeline_word": _one_word, "doctor": _doctor, "desk": _desk,
    "desk_layers": lambda scene, rtl: _desk(scene, rtl, layered=True), "vault": _vault,
    "vault_sync": lambda scene, rtl: _vault(scene, rtl, sync=True), "chosen": _chosen,
    "filtered": _filtered, "trash": _trash, "nothing_open": _nothing_open,
    "everywhere": _everywhere, "search_start": _search_start, "topic_page": _topic_page,
    "radio": _radio, "imports": _imports,
}  # fmt: skip
