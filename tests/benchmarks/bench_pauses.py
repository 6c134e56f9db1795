"""What large actions cost the window: for each the longest stretch of processor time that the
GUI's thread spends on it without coming back for a key. Real window, real library, commands by
their ids; the smaller of two runs, since the first may load code and settle fonts."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from big_library import SIZE, make_big_library
from day_library import DAY, MARKED, MARKS, day_of_talk, day_of_talk_as_srt, make_library

if TYPE_CHECKING:
    from pauses import Watched

Row = tuple[str, str, str]
Step = Callable[["Watched"], None]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = {f"XDG_{n}_HOME": name for n in ("DATA", "CONFIG", "STATE", "CACHE")}
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", **places}
        srt = day_of_talk_as_srt()
        (folder / "other.srt").write_bytes(srt.replace(b"re ", b"rex "))
        (folder / "day.srt").write_bytes(srt)
        (folder / "day.json").write_text(_as_whisper_json())
        make_library(folder / "day.sqlite", MARKS, srt.decode())
        yield from _day(folder)
        yield from _imports(folder)
        make_big_library(folder / "big.sqlite")
        yield from _many_episodes(folder)


def _day(folder: Path) -> Iterator[Row]:
    from pauses import watched

    steps: dict[str, tuple[Step, ...]] = {
        "rename a speaker": (_rename, _undo),
        "undo and redo that": (_rename, _apart, _undo, _redo, _undo),
        "join into paragraphs": (lambda w: w.run("cue.paragraphs"), _undo),
        "take the cleaning back": (lambda w: w.run("transcript.as_written"), _undo),
        "another transcript": (lambda w: _use(w, folder / "other.srt"), _undo),
        "join two cues": (lambda w: w.run("cue.join"), _undo),
        "merge a topic": (_merge, _undo),
        "find and replace, preview": (_preview,),
        "find and replace": (_replace, _undo),
        "choose all found, and tag": (_tag_all, _undo),
        "export preview": (lambda w: w.run("export.note"), _close),
        "choose all marks, copy": (_copy_all,),
        "open the vault's dialog": (lambda w: w.run("vault.export"), _close),
        "review all marks, and decide": (_review, _undo),
        "split a topic by a search": (_split, _undo),
        "open the day": (lambda w: w.act(lambda: w.desktop.session.open(1)),),
    }
    with watched(folder / "day.sqlite") as window:
        window.desktop.session.desk.cursor = 5_000
        for figure, done in steps.items():
            yield f"pause: {figure}", MARKED, f"{min(_runs(window, done)):.0f} ms"


def _imports(folder: Path) -> Iterator[Row]:
    from pauses import watched

    from annotator.commands.episodes import open_paths

    for file in (folder / "day.srt", folder / "day.json"):
        with watched(folder / f"in-{file.suffix[1:]}.sqlite") as window:
            window.begin()
            window.act(lambda file=file: open_paths(window.desktop.context, (file,)))
            yield f"pause: bring in {file.suffix[1:].upper()}", DAY, f"{window.longest_ms:.0f} ms"
            window.begin()
            window.run("edit.undo")
            yield f"pause: undo that ({file.suffix[1:]})", DAY, f"{window.longest_ms:.0f} ms"


def _many_episodes(folder: Path) -> Iterator[Row]:
    from pauses import watched

    steps: dict[str, tuple[Step, ...]] = {
        "filter the library": (_filter, _filter_off),
        "all episodes to the trash": (_trash_all, _undo),
        "open the trash": (lambda w: w.run("library.trash"), _close),
        "a topic's page, all chosen": (_topic_page,),
        "all episodes done": (_all_done, _undo),
    }
    with watched(folder / "big.sqlite") as window:
        for figure, done in steps.items():
            yield f"pause: {figure}", SIZE, f"{min(_runs(window, done)):.0f} ms"


def _runs(window: Watched, steps: tuple[Step, ...]) -> Iterator[float]:
    for _ in range(2):
        window.begin()
        for step in steps:
            step(window)
        yield window.longest_ms


# What is done


def _undo(window: Watched) -> None:
    window.run("edit.undo")


def _redo(window: Watched) -> None:
    window.run("edit.redo")


def _apart(window: Watched) -> None:
    """What came before is not counted."""
    window.begin()


def _close(window: Watched) -> None:
    window.act(window.dialog().close)


def _rename(window: Watched) -> None:
    from PySide6.QtWidgets import QInputDialog

    window.run("speaker.rename")
    dialog = window.dialog(QInputDialog)
    dialog.setTextValue("Anna")
    window.act(dialog.accept)


def _use(window: Watched, file: Path) -> None:
    from annotator.commands.episodes import use_transcript

    window.act(lambda: use_transcript(window.desktop.context, 1, file))


def _merge(window: Watched) -> None:
    from annotator.commands.topics import merge

    topics = window.desktop.session.topics
    window.act(lambda: merge(window.desktop.context, topics[0], topics[1]))


def _split(window: Watched) -> None:
    from annotator.commands.topic_care import split

    topic = window.desktop.session.topics[0]
    window.act(lambda: split(window.desktop.context, topic, "re", "Elsewhere"))


def _preview(window: Watched) -> None:
    _look_for(window, "a", "o")
    _close(window)


def _replace(window: Watched) -> None:
    _look_for(window, "sha", "SHA")
    window.act(window.dialog().accept)


def _look_for(window: Watched, find: str, new: str) -> None:
    from PySide6.QtWidgets import QTableView

    window.run("edit.replace")
    dialog = window.dialog()
    model = dialog.findChild(QTableView).model()
    window.act(lambda: dialog.look_for(find, new))
    window.rest(lambda: model.rowCount() > 0)


def _tag_all(window: Watched) -> None:
    card = window.desktop._everywhere.card
    window.run("edit.find_everywhere")
    window.act(lambda: card.set_text("re"))
    window.rest(lambda: card.list.places.rowCount() > 0)
    window.act(card.list.allWanted.emit)
    window.run("mark.topic_1")
    window.act(card.close_overlay)


def _topic_page(window: Watched) -> None:
    everywhere = window.desktop._everywhere
    window.act(lambda: everywhere.look_at_topic(window.desktop.session.topics[0]))
    window.act(everywhere.card.list.allWanted.emit)
    window.act(everywhere.card.close_overlay)


def _copy_all(window: Watched) -> None:
    window.act(window.desktop.window.marks._view.selectAll)
    window.run("share.markdown")
    window.act(window.desktop.window.marks._view.clearSelection)


def _review(window: Watched) -> None:
    library = window.desktop.library.path
    with closing(sqlite3.connect(library)) as other, other:
        other.execute("UPDATE annotation SET needs_review = 1")
    longest = window.longest_ms
    window.act(lambda: window.desktop.session.open(1))
    window.longest_ms = longest  # opening has its own figure
    window.run("mark.review")
    dialog = window.dialog()
    window.act(dialog.table.selectAll)
    window.act(lambda: dialog.decide(take_new=True))
    window.act(dialog.close)


def _filter(window: Watched) -> None:
    window.act(lambda: window.desktop.window.library._field.setText("Episode 7"))


def _filter_off(window: Watched) -> None:
    window.act(window.desktop.window.library._field.clear)


def _trash_all(window: Watched) -> None:
    _choose_all(window)
    window.run("episode.remove")


def _all_done(window: Watched) -> None:
    _choose_all(window)
    window.run("episode.done")


def _choose_all(window: Watched) -> None:
    panel = window.desktop.window.library
    ids = [row.id for row in window.desktop.library.episodes.summaries()]
    window.act(lambda: panel.choose(ids))


def _as_whisper_json() -> str:
    segments = [
        {
            "start": cue.start_ms / 1000,
            "end": cue.end_ms / 1000,
            "text": f" {cue.text}",
            "words": [
                {
                    "word": f" {cue.text[word.begin : word.end]}",
                    "start": word.start_ms / 1000,
                    "end": word.end_ms / 1000,
                    "probability": 0.9,
                }
                for word in cue.words
            ],
        }
        for cue in day_of_talk().cues
    ]
    return json.dumps({"text": "", "language": "en", "segments": segments})
