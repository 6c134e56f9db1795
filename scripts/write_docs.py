"""Writes the parts of README.md that are made from the program: the key table and the verbs.

Run it after adding a command: ``.venv/bin/python scripts/write_docs.py``. A test holds the
README equal to what this writes.
"""

from __future__ import annotations

import re
from pathlib import Path

from annotator.commands import REGISTRY, Command
from annotator.exporters import EXPORTERS
from annotator.formats import FORMATS

README = Path(__file__).resolve().parent.parent / "README.md"
_MENUS = ("Playback", "Mark", "Edit", "View", "Topics", "Draft", "File", "Help", "")


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


def filled(text: str) -> str:
    """`text` with each ``<!-- name -->…<!-- end name -->`` made anew."""
    parts = {"keys": key_table, "verbs": verb_table, "formats": format_list}
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
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
