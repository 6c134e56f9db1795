"""Pictures of the window for the README and for the eye: light and dark, from right to left, in
German, on a large screen, each view there is.

``make screenshots`` writes ``docs/window-*.png`` (kept in the repository) and more into
``build/screenshots`` (for looking at); ``ARGS="palette trash"`` takes some of the views. Each
picture is taken of a real window in a process of its own, on the sample episode in a library
that is thrown away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

ROOT = Path(__file__).resolve().parent.parent
DOCS, OTHERS = ROOT / "docs", ROOT / "build" / "screenshots"
SIZES = ((1280, 800), (1440, 900), (1920, 1080))
THEMES = ("light", "dark")
VIEWS = (
    "picker", "note", "find", "palette", "palette_places", "keys", "export", "settings",
    "key_editor", "desk", "desk_layers", "vault", "vault_sync", "templates", "doctor",
    "timeline_near", "timeline_word", "timeline_lanes", "editing", "replace", "scripts",
    "everywhere", "search_start", "topic_page", "radio", "imports", "receipt", "video",
    "chosen", "filtered", "trash", "reading", "nothing_open", "tour",
)  # fmt: skip
RIGHT_TO_LEFT = (
    "window", "palette_places", "timeline_near", "timeline_word", "editing", "replace", "find",
    "everywhere", "topic_page", "radio", "reading", "desk",
)  # fmt: skip
GERMAN = (
    "window", "settings", "export", "keys", "key_editor", "tour", "topic_page", "vault", "chosen",
    "search_start", "nothing_open",
)  # fmt: skip
WIDE = (
    "timeline_lanes", "reading", "video", "desk", "everywhere", "topic_page", "radio", "chosen",
    "nothing_open",
)  # fmt: skip
"""Views of the whole window that must also look well where there is much room."""
_PLAYER = {"video": "qt"}
"""Views whose player must draw in a window of ours."""

_NOT_PLAYING_ON = ("nothing_open", "editing")
"""Views with nothing to play, or whose sound loops."""
_MOMENT_MS = 91_600


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take. `kind` is "", ``rtl`` or ``de``."""

    view: str
    theme: str
    target: Path
    size: tuple[int, int] = (1280, 800)
    kind: str = ""


def shots() -> Iterable[Shot]:
    """All there are, the README's first."""
    for theme in THEMES:
        yield Shot("window", theme, DOCS / f"window-{theme}.png", (1440, 900))
        for size in SIZES:
            target = OTHERS / f"window-{theme}-{size[0]}x{size[1]}.png"
            yield Shot("window", theme, target, size)
        for kind, views in (("", VIEWS), ("rtl", RIGHT_TO_LEFT), ("de", GERMAN)):
            for view in views:
                name = "-".join(filter(None, (view, kind, theme)))
                yield Shot(view, theme, OTHERS / f"{name}.png", kind=kind)
        for view in WIDE:
            size = SIZES[-1]
            target = OTHERS / f"{view}-{theme}-{size[0]}x{size[1]}.png"
            yield Shot(view, theme, target, size)


def main(wanted: list[str]) -> int:
    DOCS.mkdir(exist_ok=True)
    OTHERS.mkdir(parents=True, exist_ok=True)
    chosen = [shot for shot in shots() if not wanted or shot.view in wanted]
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 4)) as pool:
        taken = list(pool.map(_take, chosen))
    return 0 if all(taken) else 1


def _take(shot: Shot) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "annotator"
        config.mkdir()
        (config / "settings.toml").write_text(
            f'theme = "{shot.theme}"\nlanguage = "{"de" if shot.kind == "de" else "en"}"\n'
            f'player = "{_PLAYER.get(shot.view, "auto")}"\n'
        )
        places = {f"XDG_{n}_HOME": folder for n in ("DATA", "CONFIG", "STATE", "CACHE")}
        size = f"{shot.size[0]}x{shot.size[1]}"
        done = subprocess.run(
            [sys.executable, __file__, "--take", shot.view, shot.kind, size, str(shot.target)],
            capture_output=True,
            text=True,
            env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        )
    if done.returncode:
        why = "\n".join(done.stderr.splitlines()[-5:])  # ahead of it, what libraries have to say
        sys.stderr.write(f"{shot.target.name}: {why}\n")
    print(shot.target.relative_to(ROOT))
    return done.returncode == 0


def _take_here(view: str, kind: str, size: tuple[int, int], target: Path) -> None:
    import time

    import screenshot_views as views

    from annotator.app.application import make_application
    from annotator.app.window import Desktop
    from annotator.session.ports import PlayerState
    from annotator.settings import default_paths

    app = make_application()
    desktop = Desktop(app, default_paths())
    desktop.start()
    window, right_to_left = desktop.window, kind == "rtl"
    window.resize(*size)

    def until(ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(f"{view} does not come to show what it should")
            app.processEvents()

    with tempfile.TemporaryDirectory() as folder:
        scene = views.Scene(desktop, app, Path(folder), until)
        scene.idle()
        views.prepare(scene, view, right_to_left=right_to_left)
        # In the middle of the sample, playing: the highlight, the target and marks are in view.
        desktop.playback.play_from(88_500)
        until(lambda: desktop.playback.state is PlayerState.PLAYING)
        until(lambda: desktop.playback.position_ms > 89_300)
        views.show(scene, view, right_to_left=right_to_left)
        scene.idle()
        until(lambda: view in _NOT_PLAYING_ON or desktop.playback.position_ms > 90_200)
        # The waveform is drawn a little after the words, minute by minute.
        until(lambda: not desktop.jobs.running and not desktop._waveform._grown.isActive())
        window.toasts.clear()
        window.tour.setHidden(view != "tour")
        window.banners.hide()  # a loudspeaker may be missing; the pictures are not about that
        app.processEvents()  # what stood below the banners moves up
        if view == "window":  # a busy machine plays on meanwhile; light and dark show one moment
            desktop.playback.seek(_MOMENT_MS)
            until(lambda: _MOMENT_MS < desktop.playback.position_ms < _MOMENT_MS + 1_000)
            app.processEvents()
        _pictured(app, window).save(str(target))
        desktop.close()


def _pictured(app: QApplication, window: QWidget) -> QPixmap:
    """The window with its dialogs over it: offscreen has no window manager to lay them there."""
    from PySide6.QtGui import QColor, QPainter

    shown = window.grab()
    for dialog in [w for w in app.topLevelWidgets() if w.isVisible() and w is not window]:
        picture = dialog.grab()
        left = (shown.width() - picture.width()) // 2
        top = (shown.height() - picture.height()) // 3
        painter = QPainter(shown)
        painter.drawPixmap(left, top, picture)
        painter.setPen(QColor(128, 128, 128))  # a desktop frames its windows
        painter.drawRect(left - 1, top - 1, picture.width() + 1, picture.height() + 1)
        painter.end()
    return shown


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        width, _, height = sys.argv[4].partition("x")
        _take_here(sys.argv[2], sys.argv[3], (int(width), int(height)), Path(sys.argv[5]))
    else:
        sys.exit(main(sys.argv[1:]))
