"""Shapes drawn by hand: the rounded outline around words, and the small signs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath


def outline(rects: Iterable[QRectF], radius: float) -> QPainterPath:
    """One path around rectangles given from top to bottom, its corners rounded.

    Those that touch the one above become one shape; others stand alone.
    """
    path = QPainterPath()
    stack: list[QRectF] = []
    for rect in rects:
        if stack and not _touches(stack[-1], rect):
            _add(path, stack, radius)
            stack = []
        stack.append(QRectF(rect))
    if stack:
        _add(path, stack, radius)
    return path


def _touches(upper: QRectF, lower: QRectF) -> bool:
    below = abs(lower.top() - upper.bottom()) < 1
    return below and lower.left() < upper.right() and upper.left() < lower.right()


def _add(path: QPainterPath, stack: list[QRectF], radius: float) -> None:
    if len(stack) == 1:
        path.addRoundedRect(stack[0], radius, radius)
        return
    _level(stack, 2 * radius)
    right = [point for rect in stack for point in (rect.topRight(), rect.bottomRight())]
    left = [point for rect in reversed(stack) for point in (rect.bottomLeft(), rect.topLeft())]
    _add_rounded(path, _corners(right + left), radius)


def _level(stack: list[QRectF], nearly: float) -> None:
    """Make edges that nearly meet meet: a step too small for its corners looks like a fault."""
    for upper, lower in pairwise(stack):
        lower.setTop(upper.bottom())
        if abs(upper.right() - lower.right()) < nearly:
            upper.setRight(max(upper.right(), lower.right()))
            lower.setRight(upper.right())
        if abs(upper.left() - lower.left()) < nearly:
            upper.setLeft(min(upper.left(), lower.left()))
            lower.setLeft(upper.left())


def _corners(points: list[QPointF]) -> list[QPointF]:
    """The points at which the way around turns."""
    kept: list[QPointF] = []
    for index, point in enumerate(points):
        before, after = points[index - 1], points[(index + 1) % len(points)]
        straight = before.x() == point.x() == after.x() or before.y() == point.y() == after.y()
        if not straight:
            kept.append(point)
    return kept


def _add_rounded(path: QPainterPath, corners: list[QPointF], radius: float) -> None:
    for index, corner in enumerate(corners):
        before = corners[index - 1]
        after = corners[(index + 1) % len(corners)]
        coming = _toward(corner, before, radius)
        if index:
            path.lineTo(coming)
        else:
            path.moveTo(coming)
        path.quadTo(corner, _toward(corner, after, radius))
    path.closeSubpath()


def _toward(corner: QPointF, other: QPointF, distance: float) -> QPointF:
    step = other - corner
    length = abs(step.x()) + abs(step.y())  # the sides are upright or level
    return corner + step * min(distance / length, 0.5) if length else QPointF(corner)


def note_sign(box: QRectF) -> QPainterPath:
    """A speech bubble with two lines, to be stroked."""
    unit = box.width() / 12
    path = QPainterPath()
    bubble = QRectF(box.x(), box.y() + unit, 12 * unit, 8.5 * unit)
    path.addRoundedRect(bubble, 2.2 * unit, 2.2 * unit)
    tail = bubble.bottomLeft() + QPointF(3 * unit, 0)
    path.moveTo(tail)
    path.lineTo(tail + QPointF(0, 2.4 * unit))
    path.lineTo(tail + QPointF(2.6 * unit, 0))
    for row, length in ((3.0, 6.0), (5.5, 4.0)):
        path.moveTo(bubble.topLeft() + QPointF(3 * unit, row * unit))
        path.lineTo(bubble.topLeft() + QPointF((3 + length) * unit, row * unit))
    return path


def bookmark_sign(box: QRectF) -> QPainterPath:
    """A ribbon, to be stroked or filled."""
    unit = box.width() / 12
    path = QPainterPath(box.topLeft() + QPointF(2.5 * unit, 1 * unit))
    for x, y in ((9.5, 1.0), (9.5, 11.5), (6.0, 8.6), (2.5, 11.5)):
        path.lineTo(box.topLeft() + QPointF(x * unit, y * unit))
    path.closeSubpath()
    return path


def arrow(box: QRectF, *, up: bool) -> QPainterPath:
    """A thin arrow, to be stroked."""
    x, half = box.center().x(), box.width() * 0.32
    tip, end = (box.top(), box.bottom()) if up else (box.bottom(), box.top())
    back = half if up else -half
    path = QPainterPath(QPointF(x, end))
    path.lineTo(x, tip)
    path.moveTo(x - half, tip + back)
    path.lineTo(x, tip)
    path.lineTo(x + half, tip + back)
    return path
