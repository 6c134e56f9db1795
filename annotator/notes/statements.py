"""What a note says and when: each statement with its times, its words and its topics.

An anchor stands after what it belongs to, back to the anchor before it; in a block that begins
with an anchor, before it. Anchors in a row belong to one statement; two with a dash between
them are a stretch of time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from annotator.domain.notes import slug
from annotator.notes.markup import plain, spelled
from annotator.notes.note import OPAQUE, Anchor, Block, BlockKind, Link, WikiNote

_BETWEEN = re.compile(r"[\s,;&()\[\]\-–—]*(?:(?:and|to|und|bis|et|y)[\s()\[\]]*)?", re.IGNORECASE)
_DASH = re.compile(r"[\s()\[\]]*(?:[-–—]|to|bis)[\s()\[\]]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_BEFORE_TEXT = re.compile(r"[\s>|]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX/-]\]\s+)?[\s(\[*_]*")
_NO_WORD = re.compile("[^a-z0-9]+")
_LETTER = re.compile(r"\w")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|[ivxIVX]{1,5}[.)])\s+(?=\S)")
_CALLOUT = re.compile(r"[ \t>]*\[!(?P<kind>[^\]\r\n]+)\]")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")
_QUOTE_MARK = re.compile('["“«„]')
_WHOLLY_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“][.,;]?")
_FEWEST_QUOTED_WORDS = 4
_SHOWN_ABOVE = frozenset({BlockKind.MATH, BlockKind.CODE})

_BEGIN = attrgetter("begin")
_TextBetween = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as a note names it: `slug` is the same for every spelling, `label` is shown."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said at a time. `ms` is None where no anchor of it can be read.

    `headings` are those above it, outermost first; `topics` are its links. `others_ms` are
    further times it gives. `is_quote`: the whole of `text` is somebody's words; `quotes` are
    the quoted parts of some length.
    """

    text: str
    ms: int | None
    end_ms: int | None = None
    others_ms: tuple[int, ...] = ()
    headings: tuple[TopicName, ...] = ()
    topics: tuple[TopicName, ...] = ()
    is_quote: bool = False
    quotes: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()


def statements(note: WikiNote) -> tuple[Statement, ...]:
    """The anchored statements of a note, in its order."""
    above = _Headings()
    found: list[Statement] = []
    before: Block | None = None
    for block in note.blocks:
        if block.kind is BlockKind.HEADING:
            above.enter(block)
        if block.anchors:
            found += _of_block(block, above.path, before)
        before = block
    return tuple(found)


def description(note: WikiNote) -> str:
    """The whole prose of a note as plain paragraphs: what an episode gets from a note that
    names no times."""
    shown = (
        plain(block.source, block.begin, block.links, ())
        for block in note.blocks
        if block.kind not in OPAQUE and block.kind not in (BlockKind.FROM, BlockKind.RULE)
    )
    return "\n\n".join(text for text in shown if text)


def topic_of(link: Link) -> TopicName | None:
    """The topic a link names, None for a link within its own note."""
    if not link.page:
        return None
    key = _slug(link.page)
    words = spelled(link.page)
    label = link.label if _slug(link.label) == key else words
    return TopicName(key, label[:1].upper() + label[1:])


@lru_cache(maxsize=50_000)
def _slug(name: str) -> str:
    if not name.isascii():
        return slug(name)
    # The same for plain letters, many times faster: a folder has a million links.
    return "_".join(_NO_WORD.sub(" ", name.replace("'", "").lower()).split()) or "_"


@dataclass
class _Headings:
    """The headings above the place that is being read."""

    _open: list[tuple[int, TopicName]] = field(default_factory=list)

    @property
    def path(self) -> tuple[TopicName, ...]:
        return tuple(name for _, name in self._open)

    def enter(self, block: Block) -> None:
        while self._open and self._open[-1][0] >= block.level:
            self._open.pop()
        linked = next(filter(None, map(topic_of, block.links)), None)
        if linked is None:
            label = plain(block.source, block.begin, block.links, block.anchors).rstrip("#: ")
            label = _ORDINAL.sub("", label, count=1)
            linked = TopicName(_slug(label), label) if label else None
        if linked is not None:
            self._open.append((block.level, linked))


def _of_block(
    block: Block, headings: tuple[TopicName, ...], before: Block | None
) -> Iterator[Statement]:
    """The statements of a block. `before` is the block above it: a formula or code there has
    its anchor on the line below."""
    below = before if before is not None and before.kind in _SHOWN_ABOVE else None
    cuts = [block.begin, block.end]
    if block.kind is BlockKind.ROW:
        bars = (block.begin + found.start() for found in _CELL_END.finditer(block.source))
        cuts += [bar for bar in bars if not _in_link(block.links, bar)]
    cuts.sort()
    for begin, end in pairwise(cuts):
        first = bisect_left(block.anchors, begin, key=_BEGIN)
        anchors = block.anchors[first : bisect_left(block.anchors, end, lo=first, key=_BEGIN)]
        for found in _of_stretch(block, begin, end, anchors, headings, below) if anchors else ():
            is_alone = block.kind is BlockKind.ROW and not found.text
            yield _with_row(found, block, cuts) if is_alone else found


def _with_row(statement: Statement, block: Block, cuts: list[int]) -> Statement:
    """A time alone in its cell is the time of what the other cells of the row say."""
    cells = [
        plain(
            block.source[begin - block.begin : end - block.begin], begin, block.links, block.anchors
        )
        for begin, end in pairwise(cuts)
    ]
    topics = tuple(dict.fromkeys(filter(None, map(topic_of, block.links))))
    return replace(statement, text=" – ".join(filter(None, cells)), topics=topics)


def _in_link(links: tuple[Link, ...], place: int) -> bool:
    before = bisect_right(links, place, key=_BEGIN) - 1
    return before >= 0 and place < links[before].end


def _of_stretch(
    block: Block,
    begin: int,
    end: int,
    anchors: tuple[Anchor, ...],
    headings: tuple[TopicName, ...],
    below: Block | None,
) -> Iterator[Statement]:
    """The statements of a block, or of one cell of a table row."""

    def text_between(start: int, stop: int) -> str:
        return block.source[start - block.begin : stop - block.begin]

    groups = _grouped(anchors, text_between)
    at_start = _BEFORE_TEXT.fullmatch(text_between(begin, groups[0][0].begin)) is not None
    ends_open = _LETTER.search(text_between(groups[-1][-1].end, end)) is not None
    callout = _CALLOUT.match(block.source)
    # The title of a callout says when, and perhaps who; the words are below it.
    in_title = callout is not None and "\n" not in text_between(begin, groups[0][0].begin)
    leads = (at_start or in_title) and ends_open and below is None
    in_quote = block.kind is BlockKind.QUOTE and (
        callout is None or callout["kind"].strip().casefold() in ("quote", "cite")
    )
    for number, group in enumerate(groups):
        if leads:
            following = groups[number + 1][0].begin if number + 1 < len(groups) else end
            start, stop = group[-1].end, following
        else:
            start, stop = groups[number - 1][-1].end if number else begin, group[0].begin
        first = bisect_left(block.links, start, key=_BEGIN)
        links = block.links[first : bisect_left(block.links, stop, lo=first, key=_BEGIN)]
        text = plain(text_between(start, stop), start, links, ())
        if at_start and below is not None and number == 0:
            text = " ".join(below.source.strip().strip("$`~").split())
        yield _statement(text, group, text_between, links, headings, in_quote)


def _grouped(anchors: tuple[Anchor, ...], text_between: _TextBetween) -> list[list[Anchor]]:
    """Anchors that stand in a row, with nothing said between them, are together."""
    groups = [[anchors[0]]]
    for anchor in anchors[1:]:
        gap = text_between(groups[-1][-1].end, anchor.begin)
        if len(gap) <= 12 and _BETWEEN.fullmatch(gap):
            groups[-1].append(anchor)
        else:
            groups.append([anchor])
    return groups


def _statement(
    text: str,
    group: list[Anchor],
    text_between: _TextBetween,
    links: tuple[Link, ...],
    headings: tuple[TopicName, ...],
    in_quote: bool,
) -> Statement:
    times = list(dict.fromkeys(a.best_ms for a in group if a.best_ms is not None))
    first = group[0]
    end_ms = first.until_ms
    if (
        len(group) > 1
        and end_ms is None
        and _DASH.fullmatch(text_between(first.end, group[1].begin))
    ):
        end_ms = group[1].best_ms
    ms = times[0] if times else None
    if ms is None or end_ms is None or end_ms <= ms:
        end_ms = None
    quoting = _QUOTE_MARK.search(text) is not None
    wholly = _WHOLLY_QUOTED.fullmatch(text) if quoting else None
    quotes = [found[found.lastindex or 0] for found in _QUOTED.finditer(text)] if quoting else []
    if in_quote and not quotes:
        quotes = [text]
    return Statement(
        wholly[1].strip() if wholly else text,
        ms,
        end_ms,
        tuple(time for time in times[1:] if time != end_ms),
        headings,
        tuple(dict.fromkeys(filter(None, map(topic_of, links)))) if links else (),
        bool(text) and (in_quote or wholly is not None),
        tuple(quote for quote in quotes if len(quote.split()) >= _FEWEST_QUOTED_WORDS),
        tuple(group),
    )
