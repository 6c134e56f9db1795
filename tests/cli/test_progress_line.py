"""How far a long job is, on the last line of a terminal."""

from __future__ import annotations

from io import StringIO

import pytest

from annotator.cli import jobs
from annotator.cli.jobs import JobsInPlace
from annotator.sources import Report


def test_a_terminal_shows_share_and_speed_and_is_left_clean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "_BETWEEN_S", 0)
    terminal = StringIO()
    done: list[str] = []

    def work(report: Report) -> str:
        report(0.42, "1.2 MB/s")
        return "talk"

    JobsInPlace(terminal).run("Fetching “talk”", work, done.append)

    assert done == ["talk"]
    assert "Fetching “talk”  42%  1.2 MB/s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_failure_leaves_the_line_clean_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_BETWEEN_S", 0)
    terminal = StringIO()

    def work(report: Report) -> str:
        report(0.1)
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        JobsInPlace(terminal).run("Fetching", work, lambda _: None)

    assert terminal.getvalue().endswith("\r\x1b[K")


def test_where_nobody_looks_nothing_is_written() -> None:
    seen: list[int] = []
    JobsInPlace().run("Reading", lambda report: (report(0.5), 7)[1], seen.append)
    assert seen == [7]
