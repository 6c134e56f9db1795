"""Work asked for while the program ends."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from annotator.gui.bridge import Jobs


def test_no_work_begins_once_the_program_ends(qtbot: QtBot) -> None:
    jobs, begun = Jobs(), []
    jobs.wait()
    jobs.run("Drawing", lambda _report: begun.append("run"), begun.append)
    assert jobs.running == []
    jobs.wait()
    assert begun == []
