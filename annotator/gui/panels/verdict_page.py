"""What the card below the draft says of a quotation or claim, as a page of rich text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.timecode import format_clock
from annotator.drafts.steps import Step, Tag
from annotator.drafts.verdicts import Finding, Place, Verdict
from annotator.gui.language import local, tr
from annotator.gui.theme import Theme
from annotator.gui.widgets.text import is_right_to_left, isolated
from annotator.phrases import phrase

if TYPE_CHECKING:
    from annotator.drafts.layers import Layers, Stretch

_MOST_WORDS = 40

_WORDS: dict[Verdict | None, tuple[str, str, str]] = {
    Verdict.EXACT: (phrase("Exact"), "done", "good"),
    Verdict.NEAR: (phrase("Exact but for fillers and punctuation"), "tick", "good"),
    Verdict.ALTERED: (phrase("Altered"), "altered", "warn"),
    Verdict.STITCHED: (phrase("Stitched from several places"), "stitched", "warn"),
    Verdict.NOT_FOUND: (phrase("Not found"), "missing", "danger"),
    Verdict.OTHER_SPEAKER: (phrase("Said by somebody else"), "speaker", "danger"),
    None: (phrase("Told, not quoted"), "claim", "plain"),
}


@dataclass(frozen=True, slots=True)
class CardPlace:
    """A place with its episode's title."""

    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation with its finding, or a claim (`finding` is None), and the places that go with
    it. With `layers`, its three layers are shown instead of the word diff."""

    text: str
    finding: Finding | None
    places: tuple[CardPlace, ...]
    layers: Layers | None = None


def verdict_words(verdict: Verdict | None) -> tuple[str, str, str]:
    """What a verdict is called, its sign and its tone; None for a claim."""
    return _WORDS[verdict]


def page(card: Card, theme: Theme) -> str:
    """The body of the card. Places are links, ``play:0`` and so on."""
    finding = card.finding
    if finding is None:
        told = tr("Help, never a verdict: the passages most like it. You compare.")
        none = "" if card.places else _dim(tr("No passage is like it."), theme)
        return _dim(told, theme) + _places(card.places, theme, quote=True) + none
    warned = _warnings(finding.warnings, theme)
    if finding.verdict is Verdict.NOT_FOUND:
        near = (
            tr("The nearest passages:")
            if card.places
            else tr("Nothing like it is in these transcripts.")
        )
        return warned + _dim(near, theme) + _places(card.places, theme, quote=True)
    where = _places(card.places, theme, quote=False)
    if card.layers is not None:
        lost = [line for line in card.layers.warnings if line not in finding.warnings]
        return where + _layers(card.layers, theme) + warned + _warnings(lost, theme)
    if any(step.tag is not Tag.EQUAL for step in finding.steps):
        return where + warned + _paragraph(_diff(finding.steps, theme))
    return where + warned


def _places(places: Sequence[CardPlace], theme: Theme, *, quote: bool) -> str:
    made = []
    for number, one in enumerate(places):
        place = one.place
        clock = f"{format_clock(place.start_ms)}–{format_clock(place.end_ms)}"
        who = " · ".join(isolated(part) for part in (place.speaker, one.title) if part)
        link = f'<a href="play:{number}" style="color:{theme.accent_text}">{clock}</a>'
        made.append(_paragraph(f'{link} <span style="color:{theme.dim}">{_safe(who)}</span>'))
        if quote:
            made.append(_paragraph(_safe(_short(place.spoken))))
    return "".join(made)


def _warnings(lines: Iterable[str], theme: Theme) -> str:
    look = f"<b>{_safe(tr('Look at'))}</b>"
    listen = f' <a href="play:0" style="color:{theme.accent_text}">{_safe(tr("Listen"))}</a>'
    return "".join(
        _paragraph(
            f'<span style="color:{theme.warn}">{look} {_safe(local(line))}</span>'
            + (listen if line.startswith("recognition:") else "")
        )
        for line in lines
    )


def _diff(steps: Sequence[Step], theme: Theme) -> str:
    pieces = []
    for step in steps:
        quoted, said = " ".join(step.quoted.split()), step.spoken
        if step.tag in (Tag.EQUAL, Tag.RESPELT):
            pieces.append(_safe(quoted))
        elif step.tag is Tag.OMITTED:
            pieces.append(f'<span style="color:{theme.faint}">[… {_safe(_short(said))} …]</span>')
        else:
            pieces += _exchange(said, quoted, theme)
    return " ".join(pieces)


def _layers(layers: Layers, theme: Theme) -> str:
    rows = (
        (tr("Verbatim"), _safe(layers.verbatim)),
        (tr("Cleaned"), _stretches(layers.cleaning, theme)),
        (tr("Published"), _stretches(layers.publishing, theme)),
    )
    # A name before words that run from right to left would turn them around.
    gap = "<br>" if is_right_to_left(layers.verbatim) else "&nbsp; "
    return "".join(
        _paragraph(f'<span style="color:{theme.dim}">{name}</span>{gap}{body}')
        for name, body in rows
    )


def _stretches(stretches: Sequence[Stretch], theme: Theme) -> str:
    pieces: list[str] = []
    for one in stretches:
        if one.changed:
            pieces += _exchange(one.before, one.after, theme)
        else:
            pieces.append(_safe(one.after))
    return " ".join(pieces)


def _exchange(before: str, after: str, theme: Theme) -> list[str]:
    made = []
    if before:
        made.append(
            f'<s style="color:{theme.danger};background:{theme.danger_soft}">{_safe(before)}</s>'
        )
    if after:
        made.append(
            f'<u style="color:{theme.good};background:{theme.good_soft}">{_safe(after)}</u>'
        )
    return made


def _paragraph(body: str) -> str:
    return f'<p style="margin:0 0 5px 0">{body}</p>'


def _dim(text: str, theme: Theme) -> str:
    return _paragraph(f'<span style="color:{theme.dim}">{_safe(text)}</span>')


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + " …"


def _safe(text: str) -> str:
    return html.escape(" ".join(text.split()))
