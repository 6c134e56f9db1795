"""Plain hooks: how the session tells whoever listens, without knowing of Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Hook(Generic[T]):
    """A list of functions called with each value told. Called in the session's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def connect(self, listener: Callable[[T], None]) -> None:
        self._listeners.append(listener)

    def tell(self, value: T) -> None:
        for listener in tuple(self._listeners):
            listener(value)
