"""What a user changed in the note of an episode since it was written, as far as marks know it.

Each part of a statement is looked at by itself: a note reworded in the file and a topic put on
in the library go together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.exporters.outline import UNFILED
from annotator.vault.blocks import Block, Placed
from annotator.vault.clock import moved
from annotator.vault.comparing import read_statement, same
from annotator.vault.nesting import taken_apart
from annotator.vault.profiles import Profile
from annotator.vault.said import quoted_otherwise, unescaped
from annotator.vault.statement import Said, Tag
from annotator.vault.states import NOTHING_SETTLED, Clash, Pages, Side
from annotator.vault.threeway import merged_text


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a file says of a mark that the library does not: None where nothing new.

    `heading` is the topic it was moved under, with no name where it was moved under none, and
    `left` the page of the topic it was under before. `doubt` says why a time that was written
    is not taken.
    """

    ident: str
    note: str | None = None
    words: str | None = None
    speaker: str | None = None
    heading: Tag | None = None
    left: str = ""
    added: tuple[Tag, ...] = ()
    removed: tuple[str, ...] = ()
    start_ms: int | None = None
    until_ms: int | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """All that was read in one note. `removed` are statements the user deleted, `odd` those
    that can no longer be taken apart; both by id."""

    rewritten: tuple[Rewritten, ...] = ()
    removed: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    odd: tuple[str, ...] = ()
    emptied: bool = False


@dataclass
class _Found:
    rewritten: list[Rewritten] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


_TELLING = 16
"""Fewer characters may stand in a file by chance."""

_FEW = 3
"""A file without any of so many statements was damaged, not edited."""


def read_back(
    profile: Profile,
    base: str,
    file: str,
    library: str,
    pages: Pages,
    chosen: Mapping[str, Side] = NOTHING_SETTLED.chosen,
) -> Readings:
    """Compare a note with itself as it was written; `library` is what would be written now.

    Where both sides changed one part, that is a clash, and nothing of the statement is taken,
    unless one side was `chosen`: the file's parts are taken then, or nothing is.
    """
    if file == base:
        return Readings()
    sides = taken_apart(profile, base, file, library)
    blocks = sides.file
    was, now, new = sides.placed(pages.topics)
    inside = {ident for block in blocks for ident in block.idents}
    if len(was) >= _FEW and not inside:
        return Readings(emptied=True)
    found = _Found()
    loose = unescaped(" ".join(block.text for block in blocks if not block.idents))
    for ident, before in was.items():
        choice = chosen.get(ident)
        if choice is Side.LIBRARY:
            continue
        after, ours = now.get(ident), new.get(ident)
        if after is None:
            if ident in inside or _still_said(profile, before, loose):
                found.odd.append(ident)
            elif ours is not None:
                _read_removed(profile, ident, before, ours, found, choice)
        elif ours is None:
            if choice is None and not same(profile, before.block.text, after.block.text):
                text = after.block.text
                found.clashes.append(Clash(ident, before.block.text, text, ""))
        else:
            one = _Statement(profile, ident, before, after, ours, pages, choice is Side.FILE)
            one.read(found)
    return Readings(
        tuple(found.rewritten), tuple(found.removed), tuple(found.clashes), tuple(found.odd)
    )


def _still_said(profile: Profile, before: Placed, loose: str) -> bool:
    """Whether a statement that is gone only lost its id: its words still stand in the file."""
    said = read_statement(profile, before.block.text)
    words = (said.words or said.note.replace("\n", " ")) if said is not None else ""
    return len(words) >= _TELLING and words in loose


def _read_removed(
    profile: Profile,
    ident: str,
    before: Placed,
    ours: Placed,
    found: _Found,
    choice: Side | None,
) -> None:
    if choice is Side.FILE or same(profile, before.block.text, ours.block.text):
        found.removed.append(ident)
    else:
        found.clashes.append(Clash(ident, before.block.text, "", ours.block.text))


class _Statement:
    """One statement in its three states."""

    def __init__(
        self,
        profile: Profile,
        ident: str,
        before: Placed,
        after: Placed,
        ours: Placed,
        pages: Pages,
        file_wins: bool,
    ) -> None:
        self._profile = profile
        self._ident = ident
        self._placed = before, after, ours
        self._pages = pages
        self._file_wins = file_wins
        self._clashing = False

    def read(self, found: _Found) -> None:
        """Add what was read to `found`."""
        before, after, _ours = self._placed
        heading = self._heading()
        if before.block.text == after.block.text and heading is None:
            return
        texts = [place.block.text for place in self._placed]
        said = [read_statement(self._profile, text) for text in texts]
        was, now, new = said
        now = quoted_otherwise(was, now) if was is not None and now is not None else None
        if was is None or now is None or new is None:
            found.odd.append(self._ident)
            return
        made = self._compared(was, now, new, heading)
        if self._clashing:
            found.clashes.append(Clash(self._ident, *texts))
        elif made != Rewritten(self._ident):
            found.rewritten.append(made)

    def _compared(self, was: Said, now: Said, new: Said, heading: Tag | None) -> Rewritten:
        # What people take out of a quotation, they take out of the note, not out of the world.
        words = self._part(was.words, now.words, new.words) if now.words else None
        speaker = self._part(was.speaker, now.speaker, new.speaker) if now.speaker else None
        before = self._placed[0]
        had = {self._topic(tag.page, old=True) for tag in was.topics}
        has = {self._topic(tag.page) for tag in now.topics}
        there = {self._topic(tag.page) for tag in new.topics}
        added = tuple(tag for tag in now.topics if self._topic(tag.page) not in had | there)
        removed = tuple(
            tag.page for tag in was.topics if self._topic(tag.page, old=True) in there - has
        )  # fmt: skip
        when = moved(was.times, now.times)
        return Rewritten(
            self._ident,
            self._part(was.note, now.note, new.note),
            words,
            speaker,
            heading,
            _page(before.heading) if heading else "",
            added,
            removed,
            self._moment(was.times.begins_ms, when.start_ms, new.times.begins_ms),
            self._moment(was.times.until_ms, when.until_ms, new.times.until_ms),
            when.doubt,
        )

    def _moment(self, was_ms: int | None, now_ms: int | None, new_ms: int | None) -> int | None:
        """When it is to begin or end; None where it stays as the library has it."""
        if now_ms in (None, new_ms):
            return None
        if new_ms != was_ms and not self._file_wins:
            self._clashing = True
        return now_ms

    def _part(self, was: str, now: str, new: str) -> str | None:
        """What one part is to become; None where it stays as the library has it."""
        if now in (was, new):
            return None
        if self._file_wins or new == was:
            return now
        merged = merged_text(was, now, new)
        if merged is None:
            self._clashing = True
        return merged

    def _heading(self) -> Tag | None:
        """The topic it was moved under; a tag without a name for none."""
        before, after, ours = (place.heading for place in self._placed)
        if after is None:
            # Under a heading of the user's own, or above all: that says nothing of topics.
            return None
        was, now = self._topic(_page(before), old=True), self._topic(_page(after))
        new = self._topic(_page(ours))
        if now in (was, new) or after.text == (before.text if before else ""):
            return None
        if new != was and not self._file_wins:
            self._clashing = True
        is_none = not after.page and after.name == UNFILED
        return Tag("", "") if is_none else Tag(after.page or after.name, unescaped(after.name))

    def _topic(self, page: str, *, old: bool = False) -> str:
        key = page.casefold()
        first, second = (self._pages.was, self._pages.now)
        known = (first, second) if old else (second, first)
        return next((pages[key] for pages in known if key in pages), key)


def _page(heading: Block | None) -> str:
    return (heading.page or heading.name) if heading else UNFILED
