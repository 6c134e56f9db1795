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
from annotator.commands.results import Report, WordRow
from annotator.domain.errors import ExportError, NotFoundError, UsageError
from annotator.files import write_atomically

if TYPE_CHECKING:
    from annotator.domain.notes import Episode
    from annotator.drafts.draft import Change, Draft
    from annotator.drafts.report import ClaimEntry, Entry
    from annotator.drafts.verdicts import Place
    from annotator.session.draft_check import Checked, DraftCheck


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
    fix: Annotated[
        Path | None, Argument("write the draft with altered words as spoken", metavar="FILE")
    ] = None,
    times: Annotated[bool, Argument("with --fix: the time after each quotation")] = False,
) -> Report:
    """Check every quotation of a draft against the transcripts; exit 1 if one is not exact."""
    from annotator.drafts.reading import read_draft
    from annotator.session.draft_check import DraftCheck

    if all_episodes and (episode or show):
        raise UsageError("--all is the whole library; leave it out, or --episode and --show.")
    if times and fix is None:
        raise UsageError("--times goes with --fix FILE, which writes the draft.")
    writer = _report_writer(report)
    data, name = _read(draft)
    prose = read_draft(data, name)
    checking = DraftCheck(context.session.library, prose, _chosen(context, episode, show))
    done: list[tuple[Checked, ...]] = []
    context.jobs.run(f"Checking “{name}”", checking.run, done.append)
    desk = _Desk(context, prose, done[0])
    told = desk.claims(checking) if claims else ()
    made = desk.report(told)
    if report is not None:
        _write(report, writer(name, desk.entries, told, made).encode())
    if fix is not None:
        _write(fix, desk.fixed(times=times))
    return made


def _read(path: Path) -> tuple[bytes, str]:
    if str(path) == "-":
        return sys.stdin.buffer.read(), "stdin.md"
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise NotFoundError(f"The draft “{path}” cannot be read: {error.strerror}.") from error


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ExportError(f"“{path}” could not be written: {error.strerror}.") from error


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
            raise NotFoundError(f"There is no show “{name}”; `annotator episodes` lists them.")
        found += of_show
    return tuple(dict.fromkeys(found))


_Writer = Callable[[str, "Sequence[Entry]", "Sequence[ClaimEntry]", Report], str]


def _report_writer(path: Path | None) -> _Writer:
    """How a report of this ending is written. Raises UsageError for others."""
    from annotator.drafts import report

    writers: dict[str, _Writer] = {
        ".md": lambda name, entries, claims, _made: report.as_markdown(name, entries, claims),
        ".html": lambda name, entries, claims, _made: report.as_html(name, entries, claims),
        ".json": lambda _name, _entries, _claims, made: _as_json(made),
    }
    ending = path.suffix.casefold() if path else ".md"
    if ending not in writers:
        raise UsageError(f"A report ends in .md, .html or .json, not “{ending}”.")
    return writers[ending]


def _as_json(made: Report) -> str:
    rows = [dataclasses.asdict(row) for row in made.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


class _Desk:
    """A checked draft, for showing and writing."""

    def __init__(self, context: Context, draft: Draft, checked: Sequence[Checked]) -> None:
        from annotator.drafts.report import Entry

        self._draft = draft
        self._checked = checked
        self._episodes = context.session.library.episodes
        self._known: dict[int, Episode | None] = {}
        self.entries = tuple(
            Entry(
                draft.line(item.finding.quotation.begin),
                item.finding,
                self._title(item.episode_id),
                self._address(item),
            )
            for item in checked
        )

    def report(self, claims: Sequence[ClaimEntry]) -> Report:
        """The rows, and the same for eyes; not ok where a quotation is not exact."""
        from annotator.drafts.report import as_text
        from annotator.drafts.verdicts import Verdict

        rows = [
            _row(entry, item.episode_id)
            for entry, item in zip(self.entries, self._checked, strict=True)
        ]
        told = [
            ClaimRow(
                entry.claim.text, entry.line, tuple(_place(p.place) for _, p in entry.passages)
            )
            for entry in claims
        ]
        exact = all(item.finding.verdict is Verdict.EXACT for item in self._checked)
        return Report((*rows, *told), as_text(self.entries, claims), ok=exact)

    def claims(self, checking: DraftCheck) -> tuple[ClaimEntry, ...]:
        """What the draft says without quoting, with the passages like it."""
        from annotator.drafts.report import ClaimEntry

        return tuple(
            ClaimEntry(
                self._draft.line(claim.begin),
                claim,
                tuple((self._title(episode_id), likely) for episode_id, likely in passages),
            )
            for claim, passages in checking.claims(self._checked)
        )

    def fixed(self, *, times: bool) -> bytes:
        """The draft with altered words as they were spoken, and the times if asked for."""
        from annotator.drafts.fixing import as_spoken, compatible, with_time
        from annotator.drafts.reading import written

        changes: list[Change] = []
        for entry in self.entries:
            changes += as_spoken(self._draft, entry.finding)
            stamp = with_time(self._draft, entry.finding, entry.address) if times else None
            changes += [stamp] if stamp else []
        return written(self._draft, compatible(changes))

    def _episode(self, episode_id: int | None) -> Episode | None:
        if episode_id is None:
            return None
        if episode_id not in self._known:
            self._known[episode_id] = self._episodes.get(episode_id)
        return self._known[episode_id]

    def _title(self, episode_id: int | None) -> str:
        episode = self._episode(episode_id)
        return episode.title if episode else ""

    def _address(self, item: Checked) -> str:
        """Where the words play, "" where nowhere known."""
        from annotator.domain.notes import Anchor, Annotation, Kind
        from annotator.exporters.deep_links import deep_links

        episode = self._episode(item.episode_id)
        if episode is None or not item.finding.places:
            return ""
        place = item.finding.places[0]
        heard = Anchor(place.start_ms, place.end_ms)
        return deep_links(episode)(Annotation(0, "", episode.id, Kind.QUOTE, heard))


def _row(entry: Entry, episode_id: int | None) -> QuotationRow:
    finding = entry.finding
    places = finding.places
    first = places[0] if places else None
    # Stitched words have no time of their own: from the first place's begin to its end.
    return QuotationRow(
        text=finding.quotation.text,
        verdict=finding.verdict.value,
        episode=episode_id if places else None,
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
            WordRow(word.text, word.start_ms, word.end_ms)
            for place in places
            for word in place.words
        ),
        steps=tuple(StepRow(step.tag.value, step.quoted, step.spoken) for step in finding.steps),
        nearest=tuple(map(_place, finding.nearest)),
    )


def _place(place: Place) -> PlaceRow:
    return PlaceRow(place.speaker, place.start_ms, place.end_ms, place.spoken)
