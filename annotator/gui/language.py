"""The language of the window: one catalogue that every text shown goes through.

`QObject.tr` and the `tr` here ask Qt's translators, of which ours knows the catalogue of
``resources/translations``; without one, everything is in English. What the rooms below say comes
as `Phrase`s and is translated here, where it is shown; texts kept in the library, such as what
undo would take back, are English there and are known again by their templates.
"""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from annotator.phrases import Phrase, phrase
from annotator.resources import resource

ENGLISH = "en"
_SAMPLE = phrase("1,234.5")
"""Translated, it shows how the language groups thousands and marks decimals."""
_KEPT = "kept"
"""Tells the translator that a text may be one that was filled in and kept."""
_ENTRY = re.compile(
    r'^msgid ((?:".*"\n)+)(?:msgid_plural ((?:".*"\n)+))?((?:msgstr(?:\[\d\])? (?:".*"\n)+)+)',
    re.MULTILINE,
)
_FORM = re.compile(r'msgstr(?:\[\d\])? ((?:".*"\n)+)')
_PLURAL = re.compile(r"plural=([^;\n]+)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}
_FIELD = re.compile(r"\{\d[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """An entry of a catalogue: the English text, its plural or "", and its forms translated."""

    text: str
    many: str
    forms: tuple[str, ...]


def read_catalogue(path: Path) -> Iterator[Message]:
    """The messages of a PO file, the first of them (of no text) its head."""
    for text, many, forms in _ENTRY.findall(path.read_text(encoding="utf-8")):
        yield Message(_joined(text), _joined(many), tuple(map(_joined, _FORM.findall(forms))))


def _joined(quoted: str) -> str:
    text = "".join(line[1:-1] for line in quoted.splitlines())
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text


class Catalogue:
    """The texts of one language. `form` says which of the forms of a message a number takes."""

    def __init__(self, messages: Iterable[Message], form: Callable[[int], int]) -> None:
        self._messages = {message.text: message for message in messages}
        self._form = form

    @classmethod
    def read(cls, path: Path) -> Catalogue:
        head, *messages = read_catalogue(path)
        found = _PLURAL.search(head.forms[0])
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
                return message.forms[form].format(*found.groups())
        return ""

    @cached_property
    def _patterns(self) -> list[tuple[str, str, str, Message]]:
        """How texts made of templates begin and end, and what matches them: those that begin
        with words of their own first, and of these those with the most."""
        made = []
        for message in self._messages.values():
            for template in filter(None, (message.text, message.many)):
                words = _FIELD.split(template)
                fields = [field[1:-1].partition(":")[0] for field in _FIELD.findall(template)]
                if fields == [str(n) for n in range(len(fields))] and "".join(words).strip():
                    pattern = "(.*)".join(map(re.escape, words))
                    made.append((words[0], words[-1], pattern, message))
        return sorted(made, key=lambda one: (not one[0], -len(one[2].replace("(.*)", ""))))


class Translator(QTranslator):
    """Hands Qt what the catalogue has; which class asks, its context, matters nothing."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = self._catalogue.find(text, n)
        if not found and disambiguation == _KEPT:
            found = self._catalogue.know_again(text)
        return found or None  # "" would be taken for the translation

    def isEmpty(self) -> bool:
        return False


def languages() -> tuple[str, ...]:
    """The codes of the languages that the window speaks."""
    return ENGLISH, *sorted(path.stem for path in resource("translations").glob("*.po"))


def choose_language(wanted: str, read: Iterable[str]) -> str:
    """The language to speak: `wanted`, or for ``system`` the first of those that are `read`."""
    there = languages()
    if wanted in there:
        return wanted
    named = (QLocale(name).name().partition("_")[0] for name in read)
    return next((name for name in named if name in there), ENGLISH)


def native_name(language: str) -> str:
    """What a language is called by those who speak it."""
    name = "English" if language == ENGLISH else QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


def speak(app: QCoreApplication, wanted: str) -> None:
    """Let the window, and what Qt itself says, be in the language `wanted`."""
    for earlier in app.findChildren(QTranslator):
        app.removeTranslator(earlier)
    language = choose_language(wanted, QLocale.system().uiLanguages())
    if wanted == language:
        QLocale.setDefault(QLocale(language))
    if language == ENGLISH:
        return
    own = QTranslator(app)
    if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(own)
    catalogue = Catalogue.read(resource("translations", f"{language}.po"))
    app.installTranslator(Translator(catalogue, app))


def tr(text: str) -> str:
    """A text of the program's own in the language of the window."""
    return local(text) if isinstance(text, Phrase) else QCoreApplication.translate("", text)


def local(text: str) -> str:
    """`text` in the language of the window if it is a phrase; any other is somebody's own."""
    if not isinstance(text, Phrase):
        return text
    if not text.values:
        return QCoreApplication.translate("", text, _KEPT)
    values = [local(each) if isinstance(each, str) else each for each in text.values]
    if text.many:
        return count_of(text.number, text.template, text.many, *values[1:])
    return _LOCAL.format(QCoreApplication.translate("", text.template), *values)


def count_of(number: int, one: str, many: str, *values: object) -> str:
    """``1 mark``, ``1,204 marks``, of the templates ``{0} mark`` and ``{0} marks``."""
    found = QCoreApplication.translate("", one, None, number)
    template = many if found == one and number != 1 else found
    return _LOCAL.format(template, number_text(number), *values)


def number_text(number: float, form: str = ",") -> str:
    """``1,204`` or, with the `form` ``.1f``, ``0.7``, as the language writes it."""
    text = format(number, form)
    sample = QCoreApplication.translate("", _SAMPLE)
    return text.translate({ord(","): sample[1], ord("."): sample[5]})


class _Local(string.Formatter):
    """Fills templates in; numbers that are given a form are written as the language does."""

    def format_field(self, value: Any, form: str) -> str:
        is_number = form and isinstance(value, int | float)
        return number_text(value, form) if is_number else format(value, form)


_LOCAL = _Local()
