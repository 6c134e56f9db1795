"""A template of one's own: what it says, and the one file in which it is kept and shared.

The file is TOML::

    format = 1
    name = "Reading notes"
    about = "Quotes under their topics, for a plain folder."
    extension = ".md"
    escape = "markdown"
    grouping = "topic"
    time = "clock"
    quotes = "curly"
    links = "markdown"

    [front_matter]
    title = "episode.title"
    tags = "topics | map(attribute='tag') | list"

    [note]
    body = '''…'''

The front matter's values are expressions, in the order in which they are written out; ``none``
leaves a key out. The body is a Jinja2 template.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tomlkit

from annotator.domain.errors import TemplateError
from annotator.phrases import phrase

ENDING = ".annotator-template"
MOST_CHARACTERS = 100_000
"""Of a whole file; a note's template has some two thousand."""

ESCAPES = {"markdown": "Markdown", "html": "HTML", "none": phrase("Nothing")}
GROUPINGS = {
    "asked": phrase("As asked for"),
    "topic": phrase("By topic"),
    "time": phrase("By time"),
}
TIMES = {"clock": "1:52", "hms": "00:01:52", "seconds": "112"}
QUOTES = {
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "single": ("‘", "’"),
    "german": ("„", "“"),
    "french": ("«\u00a0", "\u00a0»"),
    "none": ("", ""),
}
LINKS = {
    "wiki": "[[topic_name | Topic name]]",
    "obsidian": "[[Topic name]]",
    "logseq": "[[Topic name]] only",
    "markdown": "[Topic name](Topic%20name.md)",
    "plain": "Topic name",
}
_CHOICES: dict[str, Iterable[str]] = {
    "escape": ESCAPES,
    "grouping": GROUPINGS,
    "time": TIMES,
    "quotes": QUOTES,
    "links": LINKS,
}
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}")
_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Template:
    """A template as a value. `front_matter` is (key, expression); the styles are keys of the
    tables above. `ends_with_line_break` is false for formats whose last line has none."""

    name: str
    body: str
    about: str = ""
    extension: str = ".md"
    escape: str = "markdown"
    grouping: str = "asked"
    time: str = "clock"
    quotes: str = "curly"
    links: str = "obsidian"
    front_matter: tuple[tuple[str, str], ...] = ()
    ends_with_line_break: bool = True


def parse_template(text: str) -> Template:
    """The template in a file's text. Raises TemplateError, naming what is wrong and where."""
    if len(text) > MOST_CHARACTERS:
        raise TemplateError(
            phrase(
                "it has {0:,} characters; {1:,} are the most it may have.",
                len(text),
                MOST_CHARACTERS,
            )
        )
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found and found[1] else 0
        raise TemplateError(phrase("{0}.", _LINE.sub("", str(error))), line=line) from error
    except RecursionError as error:
        raise TemplateError("its values are nested too deeply.") from error
    if document.pop("format", None) != 1:
        raise TemplateError("it does not say format = 1; it is no template of this program.")
    return _checked(document)


def _checked(document: dict[str, Any]) -> Template:
    note, front = document.pop("note", None), document.pop("front_matter", {})
    if not isinstance(note, dict) or not isinstance(note.get("body"), str):
        raise TemplateError("it has no [note] with a body.")
    if not isinstance(front, dict) or not all(isinstance(value, str) for value in front.values()):
        raise TemplateError("the values of [front_matter] must be expressions in quotation marks.")
    last = document.pop("ends_with_line_break", True)
    if not isinstance(last, bool):
        raise TemplateError("ends_with_line_break must be true or false.")
    unknown = set(document) - {"name", "about", "extension", *_CHOICES}
    if unknown or set(note) != {"body"}:
        name = min(unknown or set(note) - {"body"})
        raise TemplateError(phrase("there is no setting “{0}”.", name))
    for key, value in document.items():
        if not isinstance(value, str):
            raise TemplateError(phrase("{0} must be a text in quotation marks.", key))
        if key in _CHOICES and value not in _CHOICES[key]:
            raise TemplateError(
                phrase("{0} must be one of {1}, not “{2}”.", key, ", ".join(_CHOICES[key]), value)
            )
    made = Template(
        body=note["body"],
        front_matter=tuple(front.items()),
        ends_with_line_break=last,
        **{"name": "", **document},
    )
    return check_template(made)


def check_template(template: Template) -> Template:
    """`template`, if its name and extension can be used; else raises TemplateError."""
    name = template.name
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise TemplateError(
            phrase("it needs a name of 1 to {0} characters on one line.", _LONGEST_NAME)
        )
    if not _EXTENSION.fullmatch(template.extension):
        raise TemplateError("its extension must be like .md: a dot, then letters or digits.")
    return template


def write_template(template: Template) -> str:
    """The text of the file of a template; `parse_template` gives the same template back."""
    document = tomlkit.document()
    document.add("format", tomlkit.item(1))
    for key in ("name", "about", "extension", *_CHOICES, "ends_with_line_break"):
        document.add(key, tomlkit.item(getattr(template, key)))
    front = tomlkit.table()
    for key, expression in template.front_matter:
        front.add(key, expression)
    document.add("front_matter", front)
    note = tomlkit.table()
    note.add("body", _multiline(template.body))
    document.add("note", note)
    return tomlkit.dumps(document)


def _multiline(text: str) -> Any:
    """A body as people would write it where that can be, else with escapes."""
    readable = all(ch in "\t\n" or ch.isprintable() for ch in text)
    if readable and "'''" not in text and not text.endswith("'"):
        # The line break after the opening quotes is no part of it.
        return tomlkit.value(f"'''\n{text}'''")
    return tomlkit.string(text)
