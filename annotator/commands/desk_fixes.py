"""The draft put right from the window, its quotations made marks, its report written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.context import Context
from annotator.commands.desk import (
    check_stale,
    current_draft,
    current_item,
    rewrite,
    show,
    take_back,
)
from annotator.commands.registry import Needs, Place, command
from annotator.domain.errors import UsageError
from annotator.domain.notes import Annotation, Kind
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.drafts.draft import Change
    from annotator.drafts.verdicts import Finding
    from annotator.session.draft_desk import Rewritten
    from annotator.session.draft_items import Item


@command("draft.as_spoken", "Accept the Spoken Words", keys=("A",), menu="Draft", group=3,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def as_spoken(context: Context) -> None:
    """Let the altered words of the quotation become those that were said."""
    from annotator.drafts.fixing import as_spoken as spoken

    draft, finding = current_draft(context).draft, _found(context)
    _change(context, spoken(draft, finding), phrase("Accept the spoken words"))


@command("draft.keep_edit", "Keep the Edit, Marked", keys=("K",), menu="Draft", group=3,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def keep_edit(context: Context) -> None:
    """Own up to the edit: an ellipsis where words were left out, brackets around those put in."""
    from annotator.drafts.fixing import with_ellipsis

    draft, finding = current_draft(context).draft, _found(context)
    _change(context, with_ellipsis(draft, finding), phrase("Mark the edit"))


@command("draft.time", "Add the Time", keys=("L",), menu="Draft", group=3, place=Place.DRAFT,
         needs=Needs.DRAFT)  # fmt: skip
def add_time(context: Context) -> None:
    """Set the time after the quotation, as a link, a footnote or in brackets (a setting)."""
    from annotator.drafts.fixing import TimeStyle, with_time

    item, finding = current_item(context), _found(context)
    style = TimeStyle(context.settings().draft_times)
    made = with_time(
        current_draft(context).draft, finding, item.passages[0].address, style,
        item.passages[0].title,
    )  # fmt: skip
    _change(context, made, phrase("Add the time"))


@command("draft.undo", "Undo in the Draft", keys=("U",), menu="Draft", group=3,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def undo_in_draft(context: Context) -> None:
    """Take back the last change that was made of the draft from here."""
    if not take_back(context):
        raise UsageError("Nothing was changed in this draft from here.")


def _found(context: Context) -> Finding:
    item = current_item(context)
    if item.finding is None or not item.found:
        raise UsageError("These words were not found, so there is nothing to go by.")
    return item.finding


def _change(context: Context, changes: Sequence[Change], label: str) -> None:
    from annotator.drafts.fixing import compatible

    if not changes:
        raise UsageError("There is nothing to change: the words are as they were said.")
    from annotator.session.draft_work import changed

    desk, before, turn = context.drafts, current_draft(context), context.session.library.turn()
    made = compatible(changes)

    def then(rewritten: Rewritten) -> None:
        desk.changed_to(before, rewritten, label, turn)
        check_stale(context)
        if before.path is None:
            after = rewritten.opened
            context.prompts.copy(after.data.decode(after.draft.encoding, "replace"))
        else:
            context.session.say(phrase("{0}: written to “{1}”", label, before.name), undo=True)

    rewrite(context, lambda: changed(before, made), then)


@command("draft.save_as", "Save the Draft As…", menu="Draft", group=4, needs=Needs.DRAFT)
def save_as(context: Context) -> None:
    """Write the draft to another file and go on with that one."""
    from annotator.session.draft_work import write

    def save(path: Path) -> None:
        before = current_draft(context)
        context.jobs.run(
            phrase("Writing “{0}”", path.name),
            lambda _progress: write(path, before.data),
            lambda _written: context.drafts.renamed(before, path),
        )

    context.prompts.save_draft(current_draft(context).name, save)


@command("draft.report", "Save a Report…", menu="Draft", group=4, needs=Needs.DRAFT)
def save_report(context: Context) -> None:
    """Write what was found to a file: Markdown, HTML or JSON, as its name ends."""
    from annotator.commands.drafts import write_report

    draft, items = current_draft(context), context.drafts.items

    def write(path: Path) -> None:
        write_report(path, draft.name, items)
        context.session.say(phrase("Wrote {0}", path))

    context.prompts.save_draft(f"{Path(draft.name).stem} report.md", write)


@command("draft.report_with_sound", "Save a Report with Sound…", menu="Draft", group=4,
         needs=Needs.DRAFT)  # fmt: skip
def save_report_with_sound(context: Context) -> None:
    """Write what was found to a page that holds the sound of each quotation: the evidence."""
    from annotator.commands.drafts import write_with_sound

    draft, items = current_draft(context), context.drafts.items

    def write(path: Path) -> None:
        if path.suffix.casefold() != ".html":
            raise UsageError("A report with sound ends in .html, not “{0}”.", path.suffix)
        write_with_sound(
            context, path, draft.name, items,
            lambda: context.session.say(phrase("Wrote {0}", path)),
        )  # fmt: skip

    context.prompts.save_draft(f"{Path(draft.name).stem} report.html", write)


@command("draft.quote", "Mark the Quotation", keys=("Q",), menu="Draft", group=2,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def mark_quotation(context: Context) -> None:
    """Make the spoken words of the quotation a quote of their episode."""
    item = current_item(context)
    _found(context)

    def mark() -> None:
        from annotator.session.edits import AddMarks

        marks = _marks(context, item)
        if not marks:
            context.session.say("These words are marked as a quote already.")
            return
        context.session.do(AddMarks(marks))
        context.session.say("Marked as a quote", undo=True)

    show(context, then=mark)


@command("draft.topic", "Mark with a Topic…", keys=("T",), menu="Draft", group=2,
         place=Place.DRAFT, needs=Needs.DRAFT)  # fmt: skip
def topic_of_quotation(context: Context) -> None:
    """Choose a topic for the spoken words of the quotation, or make a new one."""
    from annotator.commands.tagging import pick_topic_for
    from annotator.domain.anchoring import anchor_at
    from annotator.session.targets import Origin, Target

    _found(context)
    here = current_item(context).passages[0].place

    def pick() -> None:
        transcript = context.session.transcript
        anchor = anchor_at(transcript, here.start_ms, here.end_ms)
        span = transcript.span_of(here.start_ms, here.end_ms) if transcript else None
        pick_topic_for(context, Target(anchor, span, Origin.SELECTION))

    show(context, then=pick)


def _marks(context: Context, item: Item) -> tuple[Annotation, ...]:
    """A quote for each place of an item in the open episode that is none yet."""
    from annotator.domain.anchoring import anchor_at
    from annotator.session.tagging import new_uid

    session = context.session
    moment, author = session.library.now(), context.settings().author
    made = []
    for passage in item.passages:
        place = passage.place
        there = session.marks_at(place.start_ms, place.end_ms)
        if session.episode is None or any(mark.kind is Kind.QUOTE for mark in there):
            continue
        anchor = anchor_at(session.transcript, place.start_ms, place.end_ms)
        mark = Annotation(0, new_uid(), passage.episode_id, Kind.QUOTE, anchor)
        made.append(
            replace(
                mark, speaker=place.speaker, author=author, created_at=moment, changed_at=moment
            )
        )
    return tuple(made)


@command("draft.layers", "Three Layers", keys=("V",), menu="Draft", group=1, place=Place.DRAFT,
         needs=Needs.DRAFT, checked=lambda context: context.drafts.shows_layers)  # fmt: skip
def show_layers(context: Context) -> None:
    """Show the quotation verbatim, cleaned and published, each against the one before."""
    context.drafts.shows_layers = not context.drafts.shows_layers
    context.drafts.moved.tell(None)
