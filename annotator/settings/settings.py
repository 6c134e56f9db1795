"""The settings: one frozen value, one TOML file, checked on the way in.

A file that cannot be read or holds a wrong value costs nothing: the defaults stand in, and
`SettingsFile.complaints` says what was wrong. Comments and unknown keys in the file are kept.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import SettingsError
from annotator.files import write_atomically
from annotator.phrases import phrase

if TYPE_CHECKING:
    import tomlkit

_Check = Callable[[Any], bool]


def _one_of(*names: str) -> _Check:
    return lambda value: value in names


def _between(low: float, high: float) -> _Check:
    return lambda value: low <= value <= high


def _any(_value: object) -> bool:
    return True


def _setting(default: Any, title: str, about: str, check: _Check = _any, **facts: Any) -> Any:
    facts |= {"title": title, "help": about, "check": check}
    return field(default=default, metadata=facts)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice of the user. The metadata of a field gives its title, help and bounds."""

    theme: str = _setting(
        "system", "Theme", "Light, dark, or as the system has it.",
        _one_of("system", "light", "dark"), choices=("system", "light", "dark"),
    )  # fmt: skip
    language: str = _setting(
        "system", "Language", "Of the window; takes effect on the next start.",
        _one_of("system", "en", "de"), choices=("system", "en", "de"),
    )  # fmt: skip
    zoom: float = _setting(
        1.0, "Text size", "1 is the size the window is drawn for.",
        _between(0.6, 2.5), low=0.6, high=2.5, step=0.1,
    )  # fmt: skip
    author: str = _setting("", "Your name", "Kept with every mark you make.")
    reaction_ms: int = _setting(
        700, "Reaction time",
        "While playing, a key marks what was heard this long before it.",
        _between(0, 5000), low=0, high=5000, step=50,
    )  # fmt: skip
    reaction_learned: bool = _setting(
        True, "Learn the reaction time",
        "From marks whose beginning you move soon after; a time set by hand starts it anew.",
    )  # fmt: skip
    bookmark_ms: int = _setting(
        10_000, "Bookmark looks back",
        "While playing, a bookmark begins with the sentence of this long ago; 0 for the line.",
        _between(0, 120_000), low=0, high=120_000, step=1_000,
    )  # fmt: skip
    step_back_ms: int = _setting(
        500, "Step back on resume", "After a pause, playing starts this much earlier.",
        _between(0, 10_000), low=0, high=10_000, step=100,
    )  # fmt: skip
    seek_short_ms: int = _setting(
        5_000, "Short skip", "How far the arrow keys go.",
        _between(500, 60_000), low=500, high=60_000, step=500,
    )  # fmt: skip
    seek_long_ms: int = _setting(
        30_000, "Long skip", "How far the arrow keys go with Shift.",
        _between(1_000, 600_000), low=1_000, high=600_000, step=1_000,
    )  # fmt: skip
    blind_mark_ms: int = _setting(
        10_000, "Mark without transcript",
        "How much of the sound a key marks where there are no words to mark.",
        _between(1_000, 120_000), low=1_000, high=120_000, step=1_000,
    )  # fmt: skip
    doubtful_words: bool = _setting(
        False, "Underline doubtful words",
        "Dots under the words of a transcript that its recogniser was unsure of.",
    )  # fmt: skip
    timeline_follow: str = _setting(
        "page", "Playhead of a zoomed timeline",
        "page turns the page at its end; centre keeps the playhead in the middle.",
        _one_of("page", "centre"), choices=("page", "centre"),
    )  # fmt: skip
    player: str = _setting(
        "auto", "Player", "VLC where it is there, else Qt; takes effect on the next start.",
        _one_of("auto", "vlc", "qt"), choices=("auto", "vlc", "qt"),
    )  # fmt: skip
    export_format: str = _setting("wiki", "Note format", "What an export begins with.")
    export_grouping: str = _setting(
        "topic", "Order of a note", "Marks under their topics, or in order of time.",
        _one_of("topic", "time"), choices=("topic", "time"),
    )  # fmt: skip
    export_folder: str = _setting("", "Notes folder", "Where exported notes are offered to go.")
    draft_times: str = _setting(
        "link", "Times in a draft",
        "After a quotation: a link that plays, a footnote, or the time in brackets.",
        _one_of("link", "footnote", "brackets"), choices=("link", "footnote", "brackets"),
    )  # fmt: skip
    vault_folder: str = _setting(
        "", "Vault", "The folder of linked notes that the library is written into."
    )
    vault_profile: str = _setting(
        "wiki", "Kind of vault", "How its names, links and ids look.",
        _one_of("wiki", "obsidian", "logseq", "markdown"),
        choices=("wiki", "obsidian", "logseq", "markdown"),
    )  # fmt: skip
    vault_template: str = _setting(
        "", "Template of the vault", "One of your own for its episodes; empty for the usual notes."
    )
    vault_live: bool = _setting(
        False, "Keep the vault current", "Write each mark into the vault as it is made."
    )
    speech_model: str = _setting(
        "base", "Transcription model",
        "A size from tiny to large-v3, or the folder of a model for faster-whisper.",
    )  # fmt: skip
    link_timeout_s: int = _setting(
        20, "Wait for servers", "How long a server may be silent before it is given up.",
        _between(1, 300), low=1, high=300, step=1,
    )  # fmt: skip
    private_links: bool = _setting(
        False, "Links to this network",
        "Follow links to this machine and its network; for those who serve themselves.",
    )  # fmt: skip


class SettingsFile:
    """The TOML file of the settings and the key bindings."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.complaints: list[str] = []
        self._unreadable = False
        self._text = ""
        self._values = self._read()
        self.settings = self._checked()
        self._keys = self._checked_keys()

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Key bindings the user changed: command id to keys, none to switch a key off."""
        return self._keys

    def save(self, settings: Settings, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Write `settings` (and `keys`, if given) to the file. Raises SettingsError.

        A file that could not be read is kept beside it.
        """
        for facts in dataclasses.fields(settings):
            value = getattr(settings, facts.name)
            if value != facts.default or facts.name in self._document:
                self._document[facts.name] = value
        if keys is not None:
            self._set_keys(keys)
        written = self._document.as_string()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._unreadable:
                write_atomically(
                    self.path.with_name(f"{self.path.name}.unreadable"), self.path.read_bytes()
                )
            write_atomically(self.path, written.encode())
        except OSError as error:
            raise SettingsError(
                "The settings could not be saved to “{0}”: {1}.", self.path, error.strerror
            ) from error
        self.settings, self._unreadable = settings, False
        self._keys = self._keys if keys is None else dict(keys)

    def _set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Change the table of keys where it differs: what the user wrote around it stays."""
        import tomlkit

        table = self._document.get("keys")
        if not isinstance(table, MutableMapping):
            table = self._document["keys"] = tomlkit.table()
        for name in [name for name in table if name not in keys]:
            del table[name]
        for name in sorted(keys):
            if self._keys.get(name) != keys[name] or name not in table:
                table[name] = list(keys[name])

    @cached_property
    def _document(self) -> tomlkit.TOMLDocument:
        """The file with all that is around its values. Read only to be written: tomlkit takes
        longer to load than each start should wait."""
        import tomlkit
        from tomlkit.exceptions import ParseError

        try:
            return tomlkit.parse(self._text)
        except ParseError:  # one reader of TOML may take what another does not
            self._unreadable = True
            return tomlkit.document()

    def _read(self) -> dict[str, Any]:
        try:
            # Some editors begin a file with a mark of its encoding.
            text = self.path.read_text(encoding="utf-8-sig")
            values = tomllib.loads(text)
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self._unreadable = True
            self.complaints.append(
                phrase(
                    "The settings file “{0}” cannot be read ({1}); defaults are used.",
                    self.path,
                    error,
                )
            )
            return {}
        self._text = text
        return values

    def _checked(self) -> Settings:
        values: dict[str, Any] = {}
        for facts in dataclasses.fields(Settings):
            if facts.name not in self._values:
                continue
            value = self._values[facts.name]
            kind = type(facts.default)
            if kind is float and isinstance(value, int):
                value = float(value)
            if type(value) is kind and facts.metadata["check"](value):
                values[facts.name] = value
            else:
                self.complaints.append(
                    phrase(
                        "The setting “{0}” cannot be {1!r}; {2!r} is used.",
                        facts.name,
                        value,
                        facts.default,
                    )
                )
        return Settings(**values)

    def _checked_keys(self) -> dict[str, tuple[str, ...]]:
        table = self._values.get("keys", {})
        if not isinstance(table, Mapping):
            self.complaints.append(
                phrase("The setting “keys” cannot be {0!r}; the keys are as they come.", table)
            )
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for name, keys in table.items():
            if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
                found[name] = tuple(keys)
            else:
                self.complaints.append(
                    phrase('The keys of “{0}” cannot be {1!r}; write a list, as ["Q"].', name, keys)
                )
        return found
