"""Writes what there is to translate: ``resources/translations/annotator.pot`` anew, and each
``*.po`` beside it brought up to date: what was translated stays, new texts stand empty, texts
that are gone go.

Run it after adding or changing a text that the window shows; a test holds the files to it. A text
is found where the program marks it: as the first argument of ``tr``, ``phrase``, ``say`` or an
error, in ``counted``, ``count_of`` and ``plural``; the commands' titles, help and menus and the
settings' are taken from their tables. A text glued together of pieces (an f-string) in one of
these places cannot be translated and is refused.
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.commands import REGISTRY
from annotator.gui.catalogue import Message, read_catalogue
from annotator.phrases import Phrase
from annotator.session.template_files import TemplateShelf
from annotator.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "annotator"
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "annotator.pot"
_HEAD = (
    "Project-Id-Version: Annotator\\n",
    "MIME-Version: 1.0\\n",
    "Content-Type: text/plain; charset=UTF-8\\n",
    "Content-Transfer-Encoding: 8bit\\n",
)
_PLACES = {"tr": (0,), "phrase": (0,), "say": (0,), "counted": (1, 2), "count_of": (1, 2),
           "plural": (0, 1)}  # fmt: skip
"""Where the texts stand among the arguments; two of them are one and many."""


@dataclass
class Found:
    """A text to translate: its plural or "", and the modules that say it."""

    many: str = ""
    where: set[str] = field(default_factory=set)


class GluedError(Exception):
    """A text that cannot be translated, with its place."""


def texts(program: Path = PROGRAM) -> dict[str, Found]:
    """Every text to translate, in alphabetical order."""
    found: dict[str, Found] = {}
    for text, many, where in (*_of_code(program), *_of_tables()):
        # Quotation marks, too, are other ones in other languages.
        if re.search(r"[^\W\d_]|[“”]", re.sub(r"\{[^}]*\}", "", text)) or text == "1,234.5":
            one = found.setdefault(text, Found())
            one.many = one.many or many
            one.where.add(where)
    return dict(sorted(found.items()))


def _of_tables() -> Iterator[tuple[str, str, str]]:
    for command in REGISTRY:
        if command.cli and not command.keys and not command.menu:
            continue  # the command line stays English
        where = f"annotator/commands: {command.id}"
        if not (isinstance(command.title, Phrase) and command.title.values):
            yield command.title, "", where  # those made for each digit have templates in the code
            yield command.help, "", where
        yield command.menu, "", where
    for template in TemplateShelf(FOLDER).built_in():
        yield template.name, "", "resources/templates"
        yield template.about, "", "resources/templates"
    for each in dataclasses.fields(Settings):
        where = f"annotator/settings: {each.name}"
        yield each.metadata["title"], "", where
        yield each.metadata["help"], "", where
        for choice in each.metadata.get("choices", ()):
            if each.name != "language" or choice == "system":  # languages call themselves
                yield choice.capitalize(), "", where


def _of_code(program: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(program.rglob("*.py")):
        where = path.relative_to(program.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                marked = _marked(node, where)
                if marked:
                    yield marked[0], (marked[1] if len(marked) > 1 else ""), where


def _marked(call: ast.Call, where: str) -> list[str]:
    """The texts that a call marks, none if it marks nothing or is given what was marked before."""
    name = _name(call.func)
    is_error = name.endswith("Error") and not hasattr(builtins, name)
    places = (0,) if is_error else _PLACES.get(name, ())
    given = [call.args[place] for place in places if place < len(call.args)]
    if any(isinstance(each, ast.JoinedStr) for each in given):
        raise GluedError(f"{where}:{call.lineno}: give a template and its values, no f-string")
    made = [each.value for each in given if isinstance(each, ast.Constant) and each.value]
    return [text for text in made if isinstance(text, str)] if len(made) == len(places) else []


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def written(
    found: dict[str, Found], known: dict[str, Message], head: tuple[str, ...], forms: int
) -> str:
    """A catalogue of all texts with what is `known` of their translations."""
    blocks = ['msgid ""\nmsgstr ""\n' + "\n".join(f'"{line}"' for line in head)]
    for text, one in found.items():
        lines = [f"#: {' '.join(sorted(where.replace(' ', '') for where in one.where))}"]
        lines.append(f"msgid {_quoted(text)}")
        old = known.get(text)
        said = old.forms if old and old.many == one.many else ()
        if one.many:
            lines.append(f"msgid_plural {_quoted(one.many)}")
            lines += [
                f"msgstr[{n}] {_quoted(said[n] if n < len(said) else '')}" for n in range(forms)
            ]
        else:
            lines.append(f"msgstr {_quoted(said[0] if said else '')}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def files() -> dict[Path, str]:
    """The catalogues as they should be."""
    found = texts()
    made = {TEMPLATE: written(found, {}, _HEAD, 2)}
    for path in sorted(FOLDER.glob("*.po")):
        known = {message.text: message for message in read_catalogue(path)}
        head = tuple(f"{line}\\n" for line in known[""].forms[0].splitlines())
        count = re.search(r"nplurals=(\d)", known[""].forms[0])
        made[path] = written(found, known, head, int(count[1]) if count else 2)
    return made


if __name__ == "__main__":
    try:
        for file, text in files().items():
            file.write_text(text, encoding="utf-8")
    except GluedError as error:
        sys.exit(str(error))
