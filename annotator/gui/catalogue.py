"""Reading a catalogue, a PO file, and handing Qt its translations.

Apart from `language`, which every start imports: those in English need no catalogue.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, QTranslator

_ENTRY = (
    r'(?m)^msgid ((?:".*"\n)+)(?:msgid_plural ((?:".*"\n)+))?'
    r'((?:msgstr(?:\[\d\])? (?:".*"\n)+)+)'
)
_FORM = r'msgstr(?:\[\d\])? ((?:".*"\n)+)'
_PLURAL = r"plural=([^;\n]+)"
_ESCAPE = r"\\(.)"
_ESCAPED = {"n": "\n", "t": "\t"}
_FIELD = r"\{\d[^{}]*\}"


@dataclass(frozen=True, slots=True)
class Message:
    """An entry of a catalogue: the English text, its plural or "", and its forms translated."""

    text: str
    many: str
    forms: tuple[str, ...]


def read_catalogue(path: Path) -> Iterator[Message]:
    """The messages of a PO file, the first of them (of no text) its head."""
    for text, many, forms in re.findall(_ENTRY, path.read_text(encoding="utf-8")):
        yield Message(_joined(text), _joined(many), tuple(map(_joined, re.findall(_FORM, forms))))


def _joined(quoted: str) -> str:
    text = "".join(line[1:-1] for line in quoted.splitlines())
    return re.sub(_ESCAPE, lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text


class Catalogue:
    """The texts of one language. `form` says which of the forms of a message a number takes."""

    def __init__(self, messages: Iterable[Message], form: Callable[[int], int]) -> None:
        self._messages = {message.text: message for message in messages}
        self._form = form

    @classmethod
    def read(cls, path: Path) -> Catalogue:
        head, *messages = read_catalogue(path)
        found = re.search(_PLURAL, head.forms[0])
        form = gettext.c2py(found[1] if found else "n != 1")
        return cls((message for message in messages if message.forms[0]), form)

    def find(self, text: str, number: int) -> str:
        """The translation, for a `number` of things where it is not negative; "" for none."""
        message = self._messages.get(text)
        if message is None:
            return ""
        is_counted = message.many and number >= 0
        return message.forms[self._form(number) if is_counted else 0]

    def know_again(self, text: str) -> str:
        """The translation of `text`, which was made of a template and kept; "" for none."""
        for begins, ends, pattern, message in self._patterns:
            likely = text.startswith(begins) and text.endswith(ends)
            if likely and (found := re.fullmatch(pattern, text, re.DOTALL)):
                number = found[1].replace(",", "") if message.many and found.re.groups else ""
                form = self._form(int(number)) if number.isdecimal() else 0
                # What was filled in is text now: how a number is to look says no more.
                return re.sub(r"(\{\d)[^{}]*\}", r"\1}", message.forms[form]).format(
                    *found.groups()
                )
        return ""

    @cached_property
    def _patterns(self) -> list[tuple[str, str, str, Message]]:
        """How texts made of templates begin and end, and what matches them: those that begin
        with words of their own first, and of these those with the most."""
        made = []
        for message in self._messages.values():
            for template in filter(None, (message.text, message.many)):
                words = re.split(_FIELD, template)
                fields = [field[1:-1].partition(":")[0] for field in re.findall(_FIELD, template)]
                if fields == [str(n) for n in range(len(fields))] and "".join(words).strip():
                    pattern = "(.*)".join(map(re.escape, words))
                    made.append((words[0], words[-1], pattern, message))
        return sorted(made, key=lambda one: (not one[0], -len(one[2].replace("(.*)", ""))))


class Translator(QTranslator):
    """Hands Qt what the catalogue has; which class asks, its context, matters nothing. Any
    disambiguation says that the text may be one that was filled in and kept."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = self._catalogue.find(text, n)
        if not found and disambiguation:
            found = self._catalogue.know_again(text)
        return found or None  # "" would be taken for the translation

    def isEmpty(self) -> bool:
        return False
