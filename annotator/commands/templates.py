"""Templates of one's own: listed, tried, taken in, and notes made with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.registry import Argument, command
from annotator.commands.results import TemplateRow
from annotator.domain.errors import TemplateError, UsageError
from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.exporters.note import EpisodeNote
    from annotator.exporters.template import Template
    from annotator.session.template_files import TemplateShelf

PREFIX = "template:"
"""Before the name of a template where a format is named."""


def shelf(context: Context) -> TemplateShelf:
    """The user's templates, beside the settings."""
    from annotator.session.template_files import TemplateShelf

    return TemplateShelf(context.paths.settings.parent / "templates")


@dataclass(frozen=True, slots=True)
class NamedTemplate:
    """A template as the window lists it. `complaint` says why it cannot be used."""

    name: str
    template: Template | None
    is_own: bool
    complaint: str = ""


def named_templates(context: Context) -> tuple[NamedTemplate, ...]:
    """Those that ship, then the user's."""
    found = shelf(context)
    return (
        *(NamedTemplate(each.name, each, False) for each in found.built_in()),
        *(NamedTemplate(own.name, own.template, True, own.complaint) for own in found.own()),
    )


def chosen_template(context: Context, given: str) -> Template:
    """The template of a file, or of that name."""
    from annotator.exporters.template import ENDING
    from annotator.session.template_files import read_template

    path = Path(given).expanduser()
    if path.is_file() or given.endswith(ENDING):
        return read_template(path)
    return shelf(context).find(given)


def template_of_vault(context: Context, stored: str, given: str | None) -> str:
    """The file of the template that is to write the notes of a vault's episodes, "" for none.

    `given` names one, ``-`` is the vault's own way; None keeps what is `stored`, as the user's
    template of that name is by now. Raises NotFoundError, TemplateError, UsageError.
    """
    from annotator.exporters.template import parse_template, write_template

    if given == "-" or (given is None and not stored):
        return ""
    if given is None:
        name = parse_template(stored).name
        return write_template(shelf(context).find(name)) if shelf(context).has(name) else stored
    template = chosen_template(context, given)
    if template.extension != ".md":
        raise UsageError(
            "The notes of a vault are .md files, and “{0}” writes {1}; change its extension.",
            template.name,
            template.extension,
        )
    return write_template(template)


def specimen() -> EpisodeNote:
    """A small note with every kind of mark, for trying a template where nothing is open."""
    from annotator.exporters.note import EpisodeNote

    topics = (
        Topic(1, "t1", "Craft", "#D9822B"),
        Topic(2, "t2", "Open recipes", "#2E9E6B", parent_id=1),
    )
    marks = (
        Annotation(
            1, "m1", 1, Kind.QUOTE, Anchor(112_000, 131_500, "The dough tells you when to stop."),
            topics=(2, 1), note="Ask her how.\nAnd when.\n\nLater.", speaker="Ada",
        ),
        Annotation(2, "m2", 1, Kind.BOOKMARK, Anchor(140_000, 140_000)),
        Annotation(3, "m3", 1, Kind.NOTE, Anchor(3_725_000, 3_725_000), (1,), "Worth a visit."),
    )  # fmt: skip
    episode = Episode(
        1, "e1", "A talk about bread", "The Open Oven", "abcDEF12_-9", published_on="2026-01-31"
    )
    return EpisodeNote(episode, marks, topics)


@command("templates.list", "Templates", cli="templates")
def templates(context: Context) -> tuple[TemplateRow, ...]:
    """List the templates of notes: those to copy from, and your own."""
    return tuple(
        TemplateRow(
            each.name,
            "yours" if each.is_own else "built in",
            each.template.extension if each.template else "",
            each.complaint or (each.template.about if each.template else ""),
        )
        for each in named_templates(context)
    )


@command("templates.show", "Show Template", cli="template show")
def show_template(
    context: Context,
    name: Annotated[str, Argument("a template's name, or its file", metavar="NAME")],
) -> str:
    """Print a template as its file holds it, to be copied and changed."""
    from annotator.exporters.template import write_template

    return write_template(chosen_template(context, name))


@command("templates.check", "Check Template", cli="template check")
def check_template_file(
    context: Context,
    name: Annotated[str, Argument("a template's name, or its file", metavar="NAME")],
) -> str:
    """Try a template on a small note, and say where it is wrong."""
    from annotator.session.templating import fill_template

    template = chosen_template(context, name)
    fill_template(template, specimen())
    return f"“{template.name}” can be used."


@command("templates.add", "Add Template", cli="template add")
def add_template(
    context: Context,
    file: Annotated[Path, Argument("a template's file", metavar="FILE")],
    force: Annotated[bool, Argument("replace one of yours with the same name")] = False,
) -> str:
    """Take a template from a file among your own; nothing of it is run until it is used."""
    from annotator.exporters.template_engine import check_syntax
    from annotator.session.template_files import read_template

    template = read_template(file.expanduser())
    check_syntax(template)
    mine = shelf(context)
    if mine.has(template.name) and not force:
        raise TemplateError(
            phrase("you have one called “{0}” already; pass --force to replace it.", template.name)
        )
    mine.save(template)
    return f"Added “{template.name}”."


@command("templates.remove", "Remove Template", cli="template remove")
def remove_template(
    context: Context,
    name: Annotated[str, Argument("the name of one of yours", metavar="NAME")],
) -> str:
    """Delete one of your own templates."""
    shelf(context).remove(name)
    return f"Removed “{name}”."


@command("templates.edit", "Note Templates…", menu="File", group=2)
def edit_templates(context: Context) -> None:
    """Make templates of your own from those that ship, with a preview."""
    context.prompts.show("templates")
