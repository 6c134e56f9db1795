"""The report on a draft as Markdown and as one HTML page, and the lines a terminal shows."""

from __future__ import annotations

import base64
import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.timecode import format_clock
from annotator.drafts.claims import Claim, Likely
from annotator.drafts.layers import Stretch, layers
from annotator.drafts.steps import Step, Tag
from annotator.drafts.verdicts import Finding, Place, Verdict
from annotator.phrases import counted, joined, phrase

_NAMES = {
    Verdict.EXACT: phrase("exact"),
    Verdict.NEAR: phrase("exact but for fillers and punctuation"),
    Verdict.ALTERED: phrase("altered"),
    Verdict.STITCHED: phrase("stitched"),
    Verdict.NOT_FOUND: phrase("not found"),
    Verdict.OTHER_SPEAKER: phrase("other speaker"),
}


@dataclass(frozen=True)
class Entry:
    """A quotation as it is reported. `title` is its episode's, `address` plays it, or "".

    `clips` are the sound of its places as MP3, b"" where the recording is not at hand; None where
    no sound was asked for."""

    line: int
    finding: Finding
    title: str = ""
    address: str = ""
    clips: tuple[bytes, ...] | None = None


@dataclass(frozen=True)
class ClaimEntry:
    """A claim with the passages like it, each with its episode's title."""

    line: int
    claim: Claim
    passages: tuple[tuple[str, Likely], ...]


def summary(entries: Sequence[Entry]) -> str:
    """One sentence: how many quotations, and how they stand."""
    if not entries:
        return phrase("No quotations were found in the draft.")
    counts = Counter(entry.finding.verdict for entry in entries)
    told = joined(
        ", ",
        (
            phrase("{0} {1}", counts[verdict], name)
            for verdict, name in _NAMES.items()
            if counts[verdict]
        ),
    )
    return counted(len(entries), "{0} quotation: {1}.", "{0} quotations: {1}.", told)


def as_text(
    entries: Sequence[Entry], claims: Sequence[ClaimEntry] = (), *, layered: bool = False
) -> str:
    """For eyes, on a terminal; `layered` shows the three layers of each quotation."""
    lines: list[str] = []
    for entry in entries:
        finding = entry.finding
        where = [_where(entry, place) for place in finding.places]
        lines.append(f"line {entry.line}: {_NAMES[finding.verdict]}")
        lines += [f"    {place}" for place in where]
        lines.append(f"    “{finding.quotation.text}”")
        if finding.verdict in (Verdict.ALTERED, Verdict.STITCHED, Verdict.NEAR):
            lines.append(f"    said: “{finding.spoken}”")
        if finding.verdict in (Verdict.ALTERED, Verdict.STITCHED) and _changes(finding.steps):
            lines.append(f"    diff: {marked_diff(finding.steps)}")
        lines += _layer_lines(finding) if layered and finding.places else []
        lines += [f"    nearest: {_where(entry, p)} “{p.spoken}”" for p in finding.nearest]
        lines += [f"    ! {warning}" for warning in finding.warnings]
        lines.append("")
    for told in claims:
        lines.append(f"line {told.line}: said without quoting, to be compared by you")
        lines.append(f"    {told.claim.text}")
        lines += [
            f"    like it: {title}, {_clock(item.place)} “{_short(item.place.spoken)}”"
            for title, item in told.passages
        ] or ["    nothing like it was found"]
        lines.append("")
    return "\n".join([*lines, summary(entries)])


def as_markdown(name: str, entries: Sequence[Entry], claims: Sequence[ClaimEntry] = ()) -> str:
    """A report that reads as a note."""
    lines = [f"# Quotations of {_plain(name)}", "", summary(entries), ""]
    for entry in entries:
        finding = entry.finding
        lines += [f"## Line {entry.line}: {_NAMES[finding.verdict]}", ""]
        lines += [f"> {_plain(finding.quotation.text)}", ""]
        for place in finding.places:
            clock = _clock(place)
            link = f"[{clock}]({entry.address})" if entry.address else clock
            lines.append(f"* {_plain(_by(entry, place))} {link}: “{_plain(place.spoken)}”")
        if _changes(finding.steps):
            lines.append(f"* Word by word: {_plain(marked_diff(finding.steps))}")
        for place in finding.nearest:
            lines.append(f"* Nearest: {_plain(_where(entry, place))}: “{_plain(place.spoken)}”")
        lines += [f"* Look at {_plain(warning)}" for warning in finding.warnings]
        lines.append("")
    for told in claims:
        lines += [f"## Line {told.line}: said without quoting", "", _plain(told.claim.text), ""]
        for title, item in told.passages:
            clock = _clock(item.place)
            lines.append(f"* Like it: {_plain(title)}, {clock}: “{_plain(item.place.spoken)}”")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d1d1f;background:#fff}section{border-top:1px solid #ccc;padding:.75rem 0}"
    "h2{font-size:1rem;margin:0 0 .25rem}blockquote{margin:.25rem 0 .5rem;padding-left:.75rem;"
    "border-left:3px solid #888}ins{background:#dcf3e3}del{background:#fbdcdc}"
    "audio{width:100%;height:2.25rem}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1c1c1e}"
    "ins{background:#1f4d2e}del{background:#5a2525}}"
)


def as_html(name: str, entries: Sequence[Entry], claims: Sequence[ClaimEntry] = ()) -> str:
    """A page of its own, without scripts and without anything from elsewhere."""
    parts = [
        "<!doctype html>",
        f'<html lang="en"><meta charset="utf-8"><title>{_safe(name)}</title>',
        f"<style>{_STYLE}</style>",
        f"<h1>Quotations of {_safe(name)}</h1><p>{_safe(summary(entries))}</p>",
    ]
    for entry in entries:
        finding = entry.finding
        heading = f"Line {entry.line}: {_NAMES[finding.verdict]}"
        parts.append(f'<section class="{finding.verdict}"><h2>{heading}</h2>')
        parts.append(f"<blockquote>{_html_diff(finding)}</blockquote>")
        parts += [_html_place(entry, number) for number in range(len(finding.places))]
        parts += [
            f"<p>Nearest: {_safe(_where(entry, place))}: “{_safe(place.spoken)}”</p>"
            for place in finding.nearest
        ]
        parts += [f"<p>Look at {_safe(warning)}</p>" for warning in finding.warnings]
        parts.append("</section>")
    for told in claims:
        parts.append(f"<section><h2>Line {told.line}: said without quoting</h2>")
        parts.append(f"<p>{_safe(told.claim.text)}</p>")
        parts += [
            f"<p>Like it: {_safe(title)}, {_clock(item.place)}: “{_safe(item.place.spoken)}”</p>"
            for title, item in told.passages
        ]
        parts.append("</section>")
    return "\n".join([*parts, "</html>", ""])


def _layer_lines(finding: Finding) -> list[str]:
    """The three layers, each as a diff to the one before."""
    made = layers(
        finding.steps, finding.quotation.text, [place.speaker for place in finding.places]
    )
    rows = (
        ("verbatim", made.verbatim),
        ("cleaned", _marked_stretches(made.cleaning)),
        ("published", _marked_stretches(made.publishing)),
    )
    return [
        *(f"    {name}: {text}" for name, text in rows),
        *(f"    ! {line}" for line in made.warnings if line not in finding.warnings),
    ]


def _marked_stretches(stretches: Sequence[Stretch]) -> str:
    pieces = []
    for one in stretches:
        if one.changed:
            pieces += [f"[-{one.before}-]"] if one.before else []
            pieces += [f"{{+{one.after}+}}"] if one.after else []
        else:
            pieces.append(one.after)
    return " ".join(pieces)


def marked_diff(steps: Sequence[Step]) -> str:
    """The words as said, with ``[-what was said-]`` and ``{+what is quoted+}`` where they part."""
    return " ".join(_marked(step) for step in steps)


def _marked(step: Step) -> str:
    if step.tag in (Tag.EQUAL, Tag.RESPELT):
        return " ".join(step.quoted.split())
    if step.tag is Tag.OMITTED:
        return f"[… {_short(step.spoken)} …]"
    said = f"[-{step.spoken}-]" if step.spoken else ""
    quoted = f"{{+{' '.join(step.quoted.split())}+}}" if step.quoted else ""
    return said + quoted


def _changes(steps: Sequence[Step]) -> bool:
    return any(step.tag not in (Tag.EQUAL, Tag.RESPELT) for step in steps)


def _html_diff(finding: Finding) -> str:
    if not _changes(finding.steps):
        return _safe(finding.quotation.text)
    pieces = []
    for step in finding.steps:
        quoted, said = _safe(" ".join(step.quoted.split())), _safe(step.spoken)
        if step.tag in (Tag.EQUAL, Tag.RESPELT):
            pieces.append(quoted)
            continue
        if said:
            pieces.append(f"<del>{said}</del>")
        if quoted:
            pieces.append(f"<ins>{quoted}</ins>")
    return " ".join(pieces)


def _html_place(entry: Entry, number: int) -> str:
    place = entry.finding.places[number]
    clock = _clock(place)
    link = f'<a href="{_safe(entry.address)}">{clock}</a>' if entry.address else clock
    said = f"<p>{_safe(_by(entry, place))} {link}: “{_safe(place.spoken)}”</p>"
    return said if entry.clips is None else said + _html_clip(entry.clips[number])


def _html_clip(clip: bytes) -> str:
    """A player for a clip, which the page holds itself: one file is all there is to send."""
    if not clip:
        return "<p>The recording is not at hand.</p>"
    sound = base64.b64encode(clip).decode()
    return f'<audio controls preload="none" src="data:audio/mpeg;base64,{sound}"></audio>'


def _where(entry: Entry, place: Place) -> str:
    return f"{_by(entry, place)} {_clock(place)}"


def _by(entry: Entry, place: Place) -> str:
    return ", ".join(filter(None, (entry.title, place.speaker))) + ","


def _clock(place: Place) -> str:
    return f"{format_clock(place.start_ms)}–{format_clock(place.end_ms)}"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 30 else " ".join(words[:30]) + " …"


def _plain(text: str) -> str:
    """Text that means nothing to Markdown."""
    tidy = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in tidy)


def _safe(text: str) -> str:
    return html.escape(" ".join(text.split()))
