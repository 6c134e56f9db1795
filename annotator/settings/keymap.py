"""Which keys do what: the registry's keys, changed by the user's choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ORDER = ("Ctrl", "Alt", "Shift", "Meta")
_ALSO = {"del": "delete", "esc": "escape", "ins": "insert", "enter": "return"}
"""Names that toolkits and people write for keys of another name."""


def normal_key(text: str) -> str:
    """A key as it is compared, not shown: ``shift+ctrl+z`` and ``Ctrl+Shift+Z`` are one, as are
    ``Del`` and ``Delete``. The last part is the key itself, which may be ``+``."""
    head, plus, last = text[:-1].rpartition("+") if text else ("", "", "")
    key = (last + text[-1:]) if plus else text
    names = {part.strip().capitalize() for part in head.split("+") if part.strip()}
    ordered = [name for name in _ORDER if name in names]
    name = key.strip().casefold()
    return "+".join([*ordered, _ALSO.get(name, name)])


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two commands with one key in places that are live together."""

    key: str
    first: str
    second: str


class Keymap:
    """Keys by command id. `places` says where a command's keys act: commands whose places are
    equal, or of which one is "window", are live together and may not share a key."""

    def __init__(
        self,
        defaults: Mapping[str, tuple[str, ...]],
        places: Mapping[str, str],
        changed: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._defaults = dict(defaults)
        self._places = dict(places)
        self.changed = {name: keys for name, keys in (changed or {}).items() if name in defaults}

    def keys(self, command: str) -> tuple[str, ...]:
        """The keys of a command as they are now."""
        return self.changed.get(command, self._defaults.get(command, ()))

    def default_keys(self, command: str) -> tuple[str, ...]:
        return self._defaults.get(command, ())

    def with_changes(self, changed: Mapping[str, tuple[str, ...]]) -> Keymap:
        """The keymap with `changed` instead of its changes; equal-to-default ones fall out."""
        real = {name: keys for name, keys in changed.items() if keys != self._defaults.get(name)}
        return Keymap(self._defaults, self._places, real)

    def conflicts(self, commands: Iterable[str] | None = None) -> list[Conflict]:
        """Every pair of commands that one key would start."""
        taken: dict[str, list[str]] = {}
        found: list[Conflict] = []
        for command in commands if commands is not None else self._defaults:
            for key in self.keys(command):
                others = taken.setdefault(normal_key(key), [])
                found += [
                    Conflict(key, other, command)
                    for other in others
                    if other != command and self._live_together(other, command)
                ]
                others.append(command)
        return found

    def _live_together(self, first: str, second: str) -> bool:
        places = {self._places.get(first, "window"), self._places.get(second, "window")}
        return len(places) == 1 or "window" in places
