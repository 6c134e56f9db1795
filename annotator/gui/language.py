"""The language of the window: one catalogue that every text shown goes through.

`QObject.tr` and the `tr` here ask Qt's translators, of which ours knows the catalogue of
``resources/translations``; without one, everything is in English. What the rooms below say comes
as `Phrase`s and is translated here, where it is shown; texts kept in the library, such as what
undo would take back, are English there and are known again by their templates.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from annotator.phrases import Phrase, phrase
from annotator.resources import resource

ENGLISH = "en"
_SAMPLE = phrase("1,234.5")
"""Translated, it shows how the language groups thousands and marks decimals."""
_KEPT = "kept"
"""Tells the translator that a text may be one that was filled in and kept."""


def choose_language(wanted: str, read: Iterable[str]) -> str:
    """The language to speak: `wanted`, or for ``system`` the first of those that are `read`."""
    named = (QLocale(name).name().partition("_")[0] for name in read)
    likely = (wanted,) if wanted != "system" else named
    return next((name for name in likely if name == ENGLISH or _file(name).exists()), ENGLISH)


def _file(language: str) -> Path:
    return resource("translations", f"{language}.po")


def native_name(language: str) -> str:
    """What a language is called by those who speak it."""
    name = "English" if language == ENGLISH else QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


def speak(app: QCoreApplication, wanted: str) -> None:
    """Let the window, and what Qt itself says, be in the language `wanted`."""
    language = choose_language(wanted, QLocale.system().uiLanguages())
    if wanted == language:
        QLocale.setDefault(QLocale(language))
    if language == ENGLISH:
        return
    from annotator.gui.catalogue import Catalogue, Translator

    own = QTranslator(app)
    if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(own)
    catalogue = Catalogue.read(_file(language))
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
