"""What a painted frame of the timeline costs on a day of talk. Run it; it prints a table.

``python tests/benchmarks/bench_timeline.py`` measures on whatever display Qt finds, offscreen if
there is none. A frame is everything from a wheel turn or a tick of the player to painted pixels.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from day_library import COLOURS, CUE_MS, CUES, day_of_talk
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application
from annotator.domain.notes import Anchor, Annotation, Chapter, Kind, Topic
from annotator.gui import style
from annotator.gui.theme import load_theme
from annotator.gui.timeline import Timeline
from annotator.gui.timeline.wave import Wave
from annotator.sources.waveform import PER_SECOND

Row = tuple[str, str, str]
MARKS, CHAPTERS = 10_000, 60
DAY_MS = CUES * CUE_MS
SIZE = f"24 h, {MARKS:,} marks, {CHAPTERS} chapters"
WIDTH = 1440
_SETTLED_MS = 4_000
"""What is got ready after opening, between frames, is ready by then."""


def _peaks() -> bytes:
    draw = random.Random(5)
    minute = [draw.randrange(20, 255) for _ in range(60 * PER_SECOND)]
    parts = (bytes(minute[shift:] + minute[:shift]) for shift in range(24 * 60))
    return b"".join(parts)


def _marks() -> list[Annotation]:
    draw = random.Random(11)
    made = []
    for ident in range(1, MARKS + 1):
        start_ms = draw.randrange(CUES - 3) * CUE_MS
        anchor = Anchor(start_ms, start_ms + CUE_MS * draw.choice((1, 1, 1, 2, 3)), "words")
        kind = draw.choice((Kind.TOPIC, Kind.TOPIC, Kind.QUOTE, Kind.NOTE))
        topics = tuple(draw.sample(range(1, len(COLOURS) + 1), draw.choice((1, 1, 2))))
        made.append(Annotation(ident, f"m{ident}", 1, kind, anchor, topics))
    return made


def _painted() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    QApplication.processEvents()


def _ms(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    _painted()
    return (time.perf_counter() - begin) * 1000


def _row(figure: str, times: list[float]) -> Row:
    p95 = statistics.quantiles(times, n=20)[-1]
    value = f"{statistics.median(times):.1f} ms, {p95:.1f} ms, {max(times):.1f} ms"
    return f"{figure} (median, p95, most)", SIZE, value


def _day_on(line: Timeline) -> None:
    line.set_duration(DAY_MS)
    line.set_wave(Wave(_peaks(), PER_SECOND))
    line.set_transcript(day_of_talk())
    line.set_topics(
        [Topic(n + 1, f"t{n}", f"Topic {n}", colour) for n, colour in enumerate(COLOURS)]
    )
    line.set_chapters(
        [Chapter(n * DAY_MS // CHAPTERS, f"Chapter number {n}") for n in range(CHAPTERS)]
    )
    line.set_marks(_marks())


def _zooming(line: Timeline) -> Row:
    """From the whole day down to a word and back, a tenth nearer each frame, at three places."""
    times = []
    for place in (0.2, 0.5, 0.8):
        x = line.width() * place
        for factor in (1.1, 1 / 1.1):
            times += [_ms(lambda f=factor, x=x: line.zoom_at(f, x)) for _ in range(140)]
    return _row("a frame while zooming", times)


def _scrolling(line: Timeline) -> Row:
    times = []
    for factor in (3, 30, 300):
        line.zoom(0)
        line.zoom_at(factor, WIDTH / 2)
        for by in (40, -90):
            times += [_ms(lambda by=by: line.scroll_by(by)) for _ in range(60)]
    return _row("a frame while scrolling", times)


def _playing(line: Timeline, *, centred: bool) -> list[Row]:
    """Ticks of a thirtieth of a second at three zooms, and how much of a core they take."""
    line.centred = centred
    times, load = [], 0.0
    for per_px in (None, 200.0, 3.0):
        line.zoom(0)
        position = DAY_MS // 3
        line.set_position(position)
        if per_px:
            line.zoom_at(line.shown.scale / per_px, line.x_of(position))
        line.follow()
        _painted()
        for _ in range(150):
            position += 33
            times.append(_ms(lambda at=position: line.set_position(at)))
        load = max(load, sum(times[-150:]) / (150 * 33) * 100)
    how = "centred" if centred else "paging"
    return [
        _row(f"a frame while playing, {how}", times),
        (f"playing, {how}: most of a core", SIZE, f"{load:.1f}%"),
    ]


def _marking(line: Timeline) -> Row:
    line.zoom(0)
    times = []
    for ident in range(MARKS + 1, MARKS + 101):
        mark = Annotation(
            ident, f"m{ident}", 1, Kind.QUOTE, Anchor(ident * 4_000, ident * 4_000 + 4_000), (1, 2)
        )
        times.append(_ms(lambda mark=mark: (line.update_marks([mark]), line._renew_marks())))
    return _row("a mark more, painted", times)


def rows() -> list[Row]:
    """(figure, data size, value) for the table of all benchmarks."""
    app = make_application()
    theme = load_theme("light")
    style.apply(app, theme)
    line = Timeline(theme)
    peaks = _peaks()
    wave_ms = _ms(lambda: Wave(peaks, PER_SECOND))
    line.resize(WIDTH, line.sizeHint().height())
    _day_on(line)
    line.resize(WIDTH, line.sizeHint().height())
    line.show()
    QTest.qWaitForWindowExposed(line)
    QTest.qWait(_SETTLED_MS)
    first = [_ms(lambda: (line.picture.forget(), line.update())) for _ in range(20)]
    table = [
        ("peaks of a day made into a wave (in a worker)", "24 h at 100/s", f"{wave_ms:.0f} ms"),
        _row("all of the timeline drawn anew", first),
        _zooming(line),
        _scrolling(line),
        *_playing(line, centred=False),
        *_playing(line, centred=True),
        _marking(line),
    ]
    line.close()
    line.deleteLater()
    _painted()
    return table


if __name__ == "__main__":
    for figure, size, value in rows():
        print(f"{figure:56}  {size:36}  {value}")
