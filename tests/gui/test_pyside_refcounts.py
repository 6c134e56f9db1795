"""The binding gives back every reference it takes: PySide6 6.12.0 on Python 3.11 does not."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

CALLS = 5_000
_SLACK = 200
"""What the interpreter itself may take or give back meanwhile; the fault costs one a call."""


def _set_text(label: QLabel) -> Callable[[], object]:
    return lambda: label.setText("a")


def _update(label: QLabel) -> Callable[[], object]:
    return label.update


def _object_name(label: QLabel) -> Callable[[], object]:
    return lambda: QObject.setObjectName(label, "a")


def _interval(label: QLabel) -> Callable[[], object]:
    timer = QTimer(label)
    return lambda: timer.setInterval(10)


def _resize(label: QLabel) -> Callable[[], object]:
    return lambda: QWidget.resize(label, 10, 10)


@pytest.mark.parametrize("make", [_set_text, _update, _object_name, _interval, _resize])
def test_calls_that_return_nothing_keep_the_count_of_none(
    qtbot: QtBot, make: Callable[[QLabel], Callable[[], object]]
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    call = make(label)
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    assert abs(sys.getrefcount(None) - before) < _SLACK


def test_painting_keeps_the_count_of_none() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    area, colour = QRect(0, 0, 8, 8), QColor("#D9822B")
    painter = QPainter(image)
    painter.fillRect(area, colour)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.fillRect(area, colour)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < _SLACK
