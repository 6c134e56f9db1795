"""Drafts: every quotation in an article found and judged, and put right."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from annotator.commands.context import Context
from annotator.commands.episodes import find_episode
from annotator.commands.registry import Argument, command
from annotator.commands.results import Report, WordRow, confidence
from annotator.domain.errors import ExportError, NotFoundError, UsageError
from annotator.files import read_bytes, write_atomically
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.drafts.draft import Change, Draft
    from annotator.drafts.verdicts import Finding, Place
    from annotator.session.draft_check import Checked, Progress
    from annotator.session.draft_items import Item


@dataclass(frozen=True, slots=True)
class PlaceRow:
    speaker: str
    start_ms: int
    end_ms: int
    spoken: str


@dataclass(frozen=True, slots=True)
class StepRow:
    tag: str
    quoted: str
    spoken: str


@dataclass(frozen=True, slots=True)
class LayersRow:
    """A quotation as it was said, without fillers, and as it stands in the draft."""

    verbatim: str
    cleaned: str
    published: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation and its verdict; `episode` and the times are None where it was not found."""

    text: str
    verdict: str
    episode: int | None
    title: str
    speaker: str
    start_ms: int | None
    end_ms: int | None
    spoken: str
    warnings: tuple[str, ...]
    named: str
    line: int
    places: tuple[PlaceRow, ...]
    words: tuple[WordRow, ...]
    steps: tuple[StepRow, ...]
    nearest: tuple[PlaceRow, ...]
    layers: LayersRow | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A sentence that reports speech without quoting, and passages like it: never a verdict."""

    claim: str
    line: int
    passages: tuple[PlaceRow, ...]


@command("draft.check", "Check Draft", cli="check")
def check(
    context: Context,
    draft: Annotated[Path, Argument("Markdown, text, HTML or DOCX; - reads text", metavar="DRAFT")],
    episode: Annotated[tuple[str, ...], Argument("only these episodes", metavar="REF")] = (),
    show: Annotated[tuple[str, ...], Argument("only episodes of these shows", metavar="NAME")] = (),
    all_episodes: Annotated[bool, Argument("the whole library (as without any)", "--all")] = False,
    claims: Annotated[bool, Argument("also what is said without quoting")] = False,
    report: Annotated[
        Path | None, Argument("write a report (.md, .html, .json)", metavar="FILE")
    ] = None,
    clips: Annotated[
        bool, Argument("with --report FILE.html: the sound of each quotation in it")
    ] = False,
    fix: Annotated[
        Path | None, Argument("write the draft with altered words as spoken", metavar="FILE")
    ] = None,
    times: Annotated[bool, Argument("with --fix: the time after each quotation")] = False,
    layers: Annotated[
        bool, Argument("also each quotation verbatim, cleaned and published")
    ] = False,
) -> Report:
    """Check every quotation of a draft against the transcripts; exit 1 if one is not exact."""
    from annotator.drafts.reading import read_draft
    from annotator.session.draft_check import DraftCheck
    from annotator.session.draft_items import Items

    if all_episodes and (episode or show):
        raise UsageError("--all is the whole library; leave it out, or --episode and --show.")
    if times and fix is None:
        raise UsageError("--times goes with --fix FILE, which writes the draft.")
    _check_ending(report)
    if clips and (report is None or report.suffix.casefold() != ".html"):
        raise UsageError("--clips goes with --report FILE.html, a page that can hold sound.")
    data, name = _read(draft)
    prose = read_draft(data, name)
    library = context.session.library
    checking = DraftCheck(library, prose, _chosen(context, episode, show))
    done: list[tuple[Checked, ...]] = []
    context.jobs.run(phrase("Checking “{0}”", name), checking.run, done.append)
    making = Items(library, prose)
    items = [making.quoted(checked) for checked in done[0]]
    if claims:
        items += [making.told(claim, likely) for claim, likely in checking.claims(done[0])]
    if report is not None and clips:
        write_with_sound(context, report, name, items, lambda: None)
    elif report is not None:
        write_report(report, name, items)
    if fix is not None:
        _write(fix, _fixed(context, prose, items, times=times))
    return _report(items, layered=layers)


def _read(path: Path) -> tuple[bytes, str]:
    if str(path) == "-":
        return sys.stdin.buffer.read(), "stdin.md"
    try:
        return read_bytes(path), path.name
    except OSError as error:
        raise NotFoundError("The draft “{0}” cannot be read: {1}.", path, error.strerror) from error


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError("“{0}” could not be written: {1}.", path, error.strerror) from error


def _chosen(
    context: Context, episodes: Sequence[str], shows: Sequence[str]
) -> tuple[int, ...] | None:
    """The ids of the episodes asked for, None for all. Raises NotFoundError, UsageError."""
    if not episodes and not shows:
        return None
    found = [find_episode(context, reference).id for reference in episodes]
    summaries = context.session.library.episodes.summaries()
    for name in shows:
        of_show = [row.id for row in summaries if row.show.casefold() == name.casefold()]
        if not of_show:
            raise NotFoundError("There is no show “{0}”; `annotator episodes` lists them.", name)
        found += of_show
    return tuple(dict.fromkeys(found))


def write_with_sound(
    context: Context, path: Path, name: str, items: Sequence[Item], then: Callable[[], None]
) -> None:
    """Write a page that holds the sound of each quotation, whose clips are cut in a worker."""
    from annotator.drafts import report
    from annotator.session.draft_clips import with_sound

    library = context.session.library.path
    told = [item.claim_entry for item in items if item.finding is None]

    def work(progress: Progress) -> None:
        entries = with_sound(library, items, progress)
        _write(path, report.as_html(name, entries, told).encode())

    context.jobs.run(phrase("Cutting the clips of “{0}”", name), work, lambda _: then())


def write_report(path: Path, name: str, items: Sequence[Item]) -> None:
    """Write what was found of the draft `name`, as the ending of `path` says: ``.md``, ``.html``
    or ``.json``. Raises UsageError for others, ExportError."""
    from annotator.drafts import report

    _check_ending(path)
    entries = [item.entry for item in items if item.finding is not None]
    told = [item.claim_entry for item in items if item.finding is None]
    writers: dict[str, Callable[[], str]] = {
        ".md": lambda: report.as_markdown(name, entries, told),
        ".html": lambda: report.as_html(name, entries, told),
        ".json": lambda: _as_json(_report(items)),
    }
    _write(path, writers[path.suffix.casefold()]().encode())


def _check_ending(path: Path | None) -> None:
    if path is not None and path.suffix.casefold() not in (".md", ".html", ".json"):
        raise UsageError("A report ends in .md, .html or .json, not “{0}”.", path.suffix)


def _as_json(made: Report) -> str:
    rows = [dataclasses.asdict(row) for row in made.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _report(items: Sequence[Item], *, layered: bool = False) -> Report:
    """The rows, and the same for eyes; not ok where a quotation is not exact."""
    from annotator.drafts.report import as_text
    from annotator.drafts.verdicts import Verdict

    quoted = [item for item in items if item.finding is not None]
    told = [item for item in items if item.finding is None]
    claimed = [
        ClaimRow(item.text, item.line, tuple(_place(p.place) for p in item.passages))
        for item in told
    ]
    exact = all(item.finding.verdict is Verdict.EXACT for item in quoted if item.finding)
    text = as_text([i.entry for i in quoted], [i.claim_entry for i in told], layered=layered)
    return Report((*(_row(item) for item in quoted), *claimed), text, ok=exact)


def _fixed(context: Context, draft: Draft, items: Sequence[Item], *, times: bool) -> bytes:
    """The draft with altered words as they were spoken, and the times if asked for."""
    from annotator.drafts.fixing import TimeStyle, as_spoken, compatible, with_time
    from annotator.drafts.reading import written

    style = TimeStyle(context.settings().draft_times)
    changes: list[Change] = []
    for item in items:
        if item.finding is None:
            continue
        changes += as_spoken(draft, item.finding)
        if times:
            entry = item.entry
            changes += with_time(draft, item.finding, entry.address, style, entry.title)
    return written(draft, compatible(changes))


def _row(item: Item) -> QuotationRow:
    entry = item.entry
    finding = entry.finding
    places = finding.places
    first = places[0] if places else None
    # Stitched words have no time of their own: from the first place's begin to its end.
    return QuotationRow(
        text=finding.quotation.text,
        verdict=finding.verdict.value,
        episode=item.passages[0].episode_id if item.found and item.passages else None,
        title=entry.title if places else "",
        speaker=first.speaker if first else "",
        start_ms=first.start_ms if first else None,
        end_ms=first.end_ms if first else None,
        spoken=finding.spoken,
        warnings=finding.warnings,
        named=finding.quotation.named,
        line=entry.line,
        places=tuple(map(_place, places)),
        words=tuple(
            WordRow(word.text, word.start_ms, word.end_ms, confidence(word.sure))
            for place in places
            for word in place.words
        ),
        steps=tuple(StepRow(step.tag.value, step.quoted, step.spoken) for step in finding.steps),
        nearest=tuple(map(_place, finding.nearest)),
        layers=_layers(finding),
    )


def _layers(finding: Finding) -> LayersRow | None:
    from annotator.drafts.layers import layers

    if not finding.places:
        return None
    speakers = [place.speaker for place in finding.places]
    made = layers(finding.steps, finding.quotation.text, speakers)
    return LayersRow(made.verbatim, made.cleaned, made.published, made.warnings)


def _place(place: Place) -> PlaceRow:
    return PlaceRow(place.speaker, place.start_ms, place.end_ms, place.spoken)
