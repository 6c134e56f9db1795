"""Values that only the window needs: frozen, so that they can cross to any widget."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from annotator.phrases import phrase

TOPIC_COLOURS = (
    ("#D9822B", phrase("Orange")),
    ("#2E9E6B", phrase("Green")),
    ("#7A5AE0", phrase("Violet")),
    ("#1F8FC2", phrase("Blue")),
    ("#C94F6D", phrase("Rose")),
    ("#8A7A2E", phrase("Olive")),
    ("#4F6DB8", phrase("Indigo")),
    ("#B5533C", phrase("Brick")),
    ("#5F8A1E", phrase("Moss")),
    ("#A24BB5", phrase("Orchid")),
    ("#2A8C8C", phrase("Teal")),
    ("#7C6A5B", phrase("Umber")),
)
"""The colours offered for a topic, with their names, in the order in which new topics take them."""


class SortOrder(StrEnum):
    """How the library list is ordered."""

    RECENT = "recent"
    TITLE = "title"
    LENGTH = "length"
    MARKS = "marks"
    STATE = "state"


class NoticeLevel(StrEnum):
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """A lasting message above the transcript. `buttons` are (id, title), at most two."""

    id: str
    text: str
    level: NoticeLevel = NoticeLevel.INFO
    buttons: tuple[tuple[str, str], ...] = ()
    dismissible: bool = True


@dataclass(frozen=True, slots=True)
class PickerRow:
    """A line of a picker. `keys` is a key sequence as text, `detail` stands on the right.

    A topic has a `colour`; anything else may have an `icon`, named as in `icons.GLYPHS`.
    """

    id: int | str
    title: str
    path: str = ""
    detail: str = ""
    keys: str = ""
    colour: str = ""
    icon: str = ""
    checked: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A command as the key editor and the key sheet see it.

    `place` names where its keys act; the empty place is everywhere. Two commands conflict when
    they share a key in one place, or one of them acts everywhere.
    """

    id: str
    area: str
    title: str
    keys: tuple[str, ...]
    defaults: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list of places. `ranges` are the characters of `text` that were looked for;
    `colours` and `topics` those of the marks there. `is_mark`: it is a mark that was found,
    `is_note`: by its note, which `text` is then."""

    episode_id: int
    episode: str
    start_ms: int
    speaker: str
    text: str
    ranges: tuple[tuple[int, int], ...] = ()
    colours: tuple[str, ...] = ()
    topics: str = ""
    is_mark: bool = False
    is_note: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """What the head of a topic's page shows; `beside` are other topics on the same marks."""

    name: str
    colour: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    archived: bool = False
    marks: int = 0
    episodes: int = 0
    notes: int = 0
    beside: tuple[tuple[str, int], ...] = ()


class FieldKind(StrEnum):
    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    SECONDS = "seconds"
    CHOICE = "choice"
    PATH = "path"
    FOLDER = "folder"
    TEXT = "text"


Value: TypeAlias = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of a form. `choices` are (value, title); `suffix` follows a number. The value
    of SECONDS, and its bounds, are in milliseconds."""

    id: str
    title: str
    kind: FieldKind
    help: str = ""
    group: str = ""
    default: Value = ""
    minimum: float = 0
    maximum: float = 100
    step: float = 1
    suffix: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsValues:
    """What a form holds: (field id, value) in the order of its fields."""

    items: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, field_id: str) -> Value:
        for name, value in self.items:
            if name == field_id:
                return value
        raise KeyError(field_id)

    def changed(self, field_id: str, value: Value) -> SettingsValues:
        """These values with one replaced."""
        return SettingsValues(
            tuple((name, value if name == field_id else old) for name, old in self.items)
        )


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of the export dialog. `suffix` has its dot; `help` is one sentence."""

    id: str
    title: str
    suffix: str
    help: str = ""


class TopicFate(StrEnum):
    """What happens to the marks of a topic that is deleted."""

    KEEP = "keep"
    MOVE = "move"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class TopicUse:
    """What deleting a topic touches: its marks, those with no other topic, its sub-topics."""

    marks: int
    only_here: int
    children: int = 0


@dataclass(frozen=True, slots=True)
class TopicDeletion:
    """The answer of the delete dialog; `target` is the topic to move marks to."""

    fate: TopicFate
    target: int | None = None
