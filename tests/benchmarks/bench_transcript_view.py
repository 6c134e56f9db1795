"""What the transcript view costs on a day of talk. Run it; it prints a table of medians.

``python tests/benchmarks/bench_transcript_view.py`` measures on whatever display Qt finds,
offscreen if there is none.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.transcript import Cue, Point, Span, Transcript
from annotator.gui.theme import load_theme
from annotator.gui.transcript import MarkSpan, TranscriptView
from tests.made_cues import cue_from_words

CUES, WORDS_PER_CUE, CUE_MS = 21_600, 10, 4_000
MARKS = 10_000
SIZE = (893, 700)
COLOURS = ("#D9822B", "#2E9E6B", "#7A5AE0", "#1F8FC2", "#C94F6D", "#8A7A2E")
DAY = f"24 h, {CUES * WORDS_PER_CUE:,} words"
MARKED = f"{DAY}, {MARKS:,} marks"


def _day_of_talk(seed: int = 7) -> Transcript:
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 9))) for _ in range(5000)]
    speakers = ("Host", "Guest")
    cues: list[Cue] = []
    for index in range(CUES):
        start_ms = index * CUE_MS
        step = CUE_MS // WORDS_PER_CUE
        words = [
            (draw.choice(vocabulary), start_ms + n * step, start_ms + (n + 1) * step)
            for n in range(WORDS_PER_CUE)
        ]
        cues.append(cue_from_words(words, speakers[(index // 4) % 2]))
    return Transcript(tuple(cues), "en")


def _marks(transcript: Transcript, seed: int = 11) -> list[MarkSpan]:
    draw = random.Random(seed)
    marks = []
    for mark_id in range(1, MARKS + 1):
        first = draw.randrange(CUES - 3)
        last = first + draw.choice((0, 0, 0, 1, 2))
        end = Point(last, len(transcript.cues[last].text))
        colours = tuple(draw.sample(COLOURS, draw.choice((1, 1, 2))))
        quote, note = draw.random() < 0.2, draw.random() < 0.1
        marks.append(MarkSpan(mark_id, Span(Point(first, 0), end), colours, quote, note))
    return marks


def _painted() -> None:
    """Let everything that is waiting to be laid out and painted happen now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    QApplication.processEvents()


def _ms(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _median(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} ms"


def _p95(times: list[float]) -> str:
    return f"{statistics.quantiles(times, n=20)[-1]:.2f} ms"


def _memory_mb() -> float:
    gc.collect()
    return psutil.Process().memory_info().rss / 2**20


def _fresh_view() -> TranscriptView:
    view = TranscriptView(load_theme("light"))
    view.resize(*SIZE)
    view.show()
    QTest.qWaitForWindowExposed(view)
    _painted()
    return view


def _opening(transcript: Transcript, marks: list[MarkSpan]) -> list[tuple[str, str, str]]:
    plain, marked = [], []
    for _ in range(7):
        view = _fresh_view()

        def show(view: TranscriptView = view) -> None:
            view.set_transcript(transcript, "A day of talk", "24 hours")
            view.viewport().repaint()

        def show_marked(view: TranscriptView = view) -> None:
            view.set_transcript(transcript, "A day of talk", "24 hours")
            view.set_marks(marks)
            view.viewport().repaint()

        plain.append(_ms(show))
        marked.append(_ms(show_marked))
        view.close()
        view.deleteLater()
        _painted()
    return [
        ("open a transcript, first paint", DAY, _median(plain)),
        ("open a transcript with marks, first paint", MARKED, _median(marked)),
    ]


def _marking(view: TranscriptView, transcript: Transcript) -> list[tuple[str, str, str]]:
    times = []
    for step in range(200):
        cue = view.rows_shown.start + step % 12
        mark = MarkSpan(MARKS + 1 + step, transcript.cue_span(cue), (COLOURS[step % 6],), True)

        def add(mark: MarkSpan = mark) -> None:
            view.update_marks([mark])
            _painted()

        times.append(_ms(add))
        view.update_marks((), [mark.id])
        _painted()
    return [("add a mark and paint it (median, p95)", MARKED, f"{_median(times)}, {_p95(times)}")]


def _speaking(view: TranscriptView) -> list[tuple[str, str, str]]:
    view.set_following(False)
    view.ensure_visible(9_000)
    _painted()
    first = view.rows_shown.start + 1
    calls, paints = [], []
    for step in range(400):
        cue, word = first + step // 40, (step // 4) % 10
        calls.append(_ms(lambda cue=cue, word=word: view.set_spoken(cue, word)))
        paints.append(_ms(_painted))
    both = [call + paint for call, paint in zip(calls, paints, strict=True)][::4]
    return [
        ("move the word highlight: the call", MARKED, _median(calls[::4])),
        (
            "move the word highlight: call and paint (median, p95)",
            MARKED,
            f"{_median(both)}, {_p95(both)}",
        ),
    ]


def _following(view: TranscriptView, transcript: Transcript) -> list[tuple[str, str, str]]:
    """Ten seconds of playback at 30 ticks a second; processor time over elapsed time."""
    view.set_spoken(5_000, 0)
    view.set_following(True)
    QTest.qWait(400)
    start_ms = transcript.cues[5_000].start_ms
    begin, used = time.monotonic(), time.process_time()
    ticks = []
    while (passed := time.monotonic() - begin) < 10:
        heard = transcript.word_at(start_ms + int(passed * 1000))
        if heard is not None:
            ticks.append(_ms(lambda heard=heard: view.set_spoken(*heard)))
        QTest.qWait(33)
    load = (time.process_time() - used) / (time.monotonic() - begin) * 100
    idle_begin, idle_used = time.monotonic(), time.process_time()
    while time.monotonic() - idle_begin < 4:
        QTest.qWait(33)
    idle = (time.process_time() - idle_used) / (time.monotonic() - idle_begin) * 100
    return [
        ("follow playback, 30 ticks/s", MARKED, f"{load:.1f}% of a core (empty loop {idle:.1f}%)"),
        ("one tick while following (p95)", MARKED, _p95(ticks)),
    ]


def _moving(view: TranscriptView) -> list[tuple[str, str, str]]:
    view.set_following(False)
    bar = view.verticalScrollBar()
    draw = random.Random(3)
    jumps, steps, sizes = [], [], []
    for _ in range(60):
        place = draw.randrange(bar.maximum())
        jumps.append(_ms(lambda place=place: (bar.setValue(place), view.viewport().repaint())))
    notch = 72
    for _ in range(200):
        up = bar.value() - notch
        steps.append(_ms(lambda up=up: (bar.setValue(up), view.viewport().repaint())))
    for step in range(60):
        width = 760 - step * 5
        sizes.append(_ms(lambda width=width: (view.resize(width, SIZE[1]), _painted())))
    view.resize(*SIZE)
    return [
        ("jump to a far place and paint", MARKED, _median(jumps)),
        (
            "scroll by a wheel notch and paint (median, p95)",
            MARKED,
            f"{_median(steps)}, {_p95(steps)}",
        ),
        (
            "resize step that wraps every line anew (median, p95)",
            MARKED,
            f"{_median(sizes)}, {_p95(sizes)}",
        ),
    ]


def _finding(view: TranscriptView) -> list[tuple[str, str, str]]:
    words = view.page.transcript.cues[17_000].text.split()
    first = _ms(lambda: view.find_text(words[0]))
    later = [_ms(lambda k=k: view.find_text(" ".join(words[k : k + 2]))) for k in range(8)]
    view.clear_find()
    return [
        ("find, first time", DAY, f"{first:.1f} ms"),
        ("find again", DAY, _median(later)),
    ]


def rows() -> list[tuple[str, str, str]]:
    """(figure, data size, value) for the table of all benchmarks."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    transcript = _day_of_talk()
    marks = _marks(transcript)
    table = _opening(transcript, marks)
    view = _fresh_view()
    before = _memory_mb()
    view.set_transcript(transcript, "A day of talk", "24 hours")
    view.set_marks(marks)
    table += _marking(view, transcript)
    table += _speaking(view)
    table += _following(view, transcript)
    table += _moving(view)
    table += _finding(view)
    table.append(
        (
            "memory after all this, more than an empty view",
            MARKED,
            f"{_memory_mb() - before:.0f} MB",
        )
    )
    view.close()
    view.deleteLater()
    _painted()
    assert app is not None
    return table


if __name__ == "__main__":
    for figure, size, value in rows():
        print(f"{figure:56}  {size:40}  {value}")
