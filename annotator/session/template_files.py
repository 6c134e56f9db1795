"""Where templates are: those that ship, to copy from, and the user's own, one file each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import NotFoundError, TemplateError
from annotator.exporters.filenames import note_filename
from annotator.exporters.template import (
    ENDING,
    MOST_CHARACTERS,
    Template,
    check_template,
    parse_template,
    write_template,
)
from annotator.files import write_atomically
from annotator.phrases import phrase
from annotator.resources import resource

BUILT_IN = ("wiki", "markdown", "obsidian", "logseq")
"""The formats that are templates too, by the name of the format."""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A file of the user's folder; `complaint` says why it cannot be used, "" where it can."""

    path: Path
    template: Template | None
    complaint: str = ""

    @property
    def name(self) -> str:
        return self.template.name if self.template else self.path.name.removesuffix(ENDING)


class TemplateShelf:
    """The templates of a user, in `folder`; made when the first is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def built_in(self) -> tuple[Template, ...]:
        """Those that ship, in the order of `BUILT_IN`."""
        return tuple(
            parse_template(resource("templates", f"{name}{ENDING}").read_text(encoding="utf-8"))
            for name in BUILT_IN
        )

    def own(self) -> tuple[OwnTemplate, ...]:
        """The user's, by name; those that cannot be used among them."""
        try:
            files = sorted(self.folder.glob(f"*{ENDING}"))
        except OSError:
            return ()
        return tuple(sorted(map(_opened, files), key=lambda own: own.name.casefold()))

    def find(self, name: str) -> Template:
        """The template called `name`, the user's before those that ship.

        Raises NotFoundError, or the TemplateError of one that cannot be used.
        """
        wanted = name.strip().casefold()
        for own in self.own():
            if own.name.casefold() == wanted:
                return own.template or read_template(own.path)
        for short, template in zip(BUILT_IN, self.built_in(), strict=True):
            if wanted in (short, template.name.casefold()):
                return template
        raise NotFoundError("There is no template “{0}”; `annotator templates` lists them.", name)

    def has(self, name: str) -> bool:
        """Whether the user has a template of this name."""
        return self._path_of(name) is not None

    def save(self, template: Template, *, instead_of: str = "") -> Path:
        """Keep a template under its name; `instead_of` names the one it was before.

        A template of the user's with the same name is replaced. Raises TemplateError.
        """
        check_template(template)
        old = self._path_of(template.name) or self._path_of(instead_of)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            taken = {path.name for path in self.folder.iterdir()}
            path = old or self.folder / note_filename(template.name, ENDING, taken)
            write_atomically(path, write_template(template).encode())
        except OSError as error:
            raise TemplateError(
                phrase("it could not be saved: {0}.", error.strerror or error)
            ) from error
        return path

    def remove(self, name: str) -> None:
        """Delete the file of a template of the user's. Raises NotFoundError, TemplateError."""
        path = self._path_of(name)
        if path is None:
            raise NotFoundError("You have no template “{0}”.", name)
        try:
            path.unlink()
        except OSError as error:
            raise TemplateError(
                phrase("it could not be removed: {0}.", error.strerror or error)
            ) from error

    def _path_of(self, name: str) -> Path | None:
        wanted = name.strip().casefold()
        return next((own.path for own in self.own() if own.name.casefold() == wanted), None)


def read_template(path: Path) -> Template:
    """The template in a file, from anywhere. Nothing of it is run. Raises TemplateError."""
    try:
        if path.stat().st_size > 4 * MOST_CHARACTERS:
            raise TemplateError(phrase("“{0}” is far larger than any template.", path.name))
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise TemplateError(phrase("“{0}” is no text in UTF-8.", path.name)) from error
    except OSError as error:
        raise TemplateError(
            phrase("“{0}” cannot be read: {1}.", path, error.strerror or error)
        ) from error
    return parse_template(text)


def _opened(path: Path) -> OwnTemplate:
    try:
        return OwnTemplate(path, read_template(path))
    except TemplateError as error:
        return OwnTemplate(path, None, str(error))
