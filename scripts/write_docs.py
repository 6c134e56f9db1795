"""Writes the parts of the documents that are made from the program: the key table and the verbs
in README.md, the values and filters of templates in docs/templates.md.

Run it after adding a command: ``.venv/bin/python scripts/write_docs.py``. A test holds the
documents equal to what this writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from annotator.commands import REGISTRY, Command
from annotator.exporters import EXPORTERS
from annotator.exporters.template import ESCAPES, GROUPINGS, LINKS, QUOTES, TIMES
from annotator.exporters.template_engine import FILTERS_KNOWN
from annotator.exporters.template_values import TOP, VARIABLES
from annotator.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
README, TEMPLATES = ROOT / "README.md", ROOT / "docs" / "templates.md"
_MENUS = ("Playback", "Transcript", "Mark", "Edit", "View", "Topics", "Draft", "File", "Help", "")


def key_table() -> str:
    """Every command with a key, by menu; digits in one row."""
    lines = ["| key | what it does |", "|---|---|"]
    for menu in _MENUS:
        lines += [
            f"| {_keys(command)} | {_help(command)} |"
            for command in REGISTRY
            if command.menu == menu and command.keys and not _is_later_digit(command)
        ]
    return "\n".join(lines)


def verb_table() -> str:
    """Every verb of the command line with its arguments."""
    lines = ["| verb | what it does |", "|---|---|"]
    lines += [f"| `{_usage(c)}` | {c.help} |" for c in REGISTRY if c.cli]
    return "\n".join(lines)


def format_list() -> str:
    """Formats read and written."""
    read = ", ".join(item.title for item in FORMATS)
    written = ", ".join(f"{item.title} (`{item.name}`)" for item in EXPORTERS.values())
    return f"Transcripts read: {read}.\n\nNotes written: {written}."


def setting_table() -> str:
    """The settings of a template and what they may be."""
    quotes = {name: f"{opening}words{closing}" for name, (opening, closing) in QUOTES.items()}
    rows = {
        "name": "how it is listed",
        "about": "a sentence for those who look for one",
        "extension": "of the notes, as `.md`",
        "escape": _choices(ESCAPES),
        "grouping": _choices(GROUPINGS),
        "time": _choices(TIMES),
        "quotes": _choices(quotes),
        "links": _choices(LINKS),
        "ends_with_line_break": "`true`, or `false` for notes whose last line has none",
    }
    lines = ["| setting | what it says |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {what} |" for name, what in rows.items())])


def value_tables() -> str:
    """Every value that a template's body knows."""
    tables = [_table("value", TOP)]
    tables += [
        f"### {name}\n\n" + _table("value", {f"{name}.{key}": what for key, what in keys.items()})
        for name, keys in VARIABLES.items()
    ]
    return "\n\n".join(tables)


def filter_list() -> str:
    """The filters of a template."""
    return "Filters: " + ", ".join(f"`{name}`" for name in sorted(FILTERS_KNOWN)) + "."


def _choices(table: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` ({what})".replace("|", "\\|") for name, what in table.items())


def _table(head: str, rows: Mapping[str, str]) -> str:
    lines = [f"| {head} | what it holds |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {what} |" for name, what in rows.items())])


def filled(text: str) -> str:
    """`text` with each ``<!-- name -->…<!-- end name -->`` made anew."""
    parts = {
        "keys": key_table, "verbs": verb_table, "formats": format_list,
        "settings": setting_table, "values": value_tables, "filters": filter_list,
    }  # fmt: skip
    for name, make in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(\n<!-- end {name} -->)"
        text = re.sub(pattern, lambda m, make=make: m[1] + make() + m[2], text, flags=re.DOTALL)
    return text


def _is_later_digit(command: Command) -> bool:
    return command.id.startswith("mark.topic_") and command.id != "mark.topic_1"


def _keys(command: Command) -> str:
    if command.id == "mark.topic_1":
        return "<kbd>1</kbd> … <kbd>9</kbd>"
    return " or ".join(f"<kbd>{_escaped(key)}</kbd>" for key in command.keys)


def _help(command: Command) -> str:
    if command.id == "mark.topic_1":
        return "Put topic n on the target; again takes it off."
    return command.help


def _escaped(key: str) -> str:
    return key.replace("|", "\\|").replace("<", "&lt;")


def _usage(command: Command) -> str:
    words = [command.cli]
    for parameter in command.parameters:
        about = parameter.about
        flag = about.flag or "--" + parameter.name.replace("_", "-")
        if parameter.required:
            words.append(about.metavar or parameter.name.upper())
        elif parameter.kind is bool:
            words.append(f"[{flag}]")
        else:
            value = (about.metavar or "TEXT") + ("…" if parameter.many else "")
            words.append(f"[{flag} {value}]")
    return " ".join(words)


if __name__ == "__main__":
    for document in (README, TEMPLATES):
        document.write_text(filled(document.read_text(encoding="utf-8")), encoding="utf-8")
