"""A note in three states brought together: as it was written, as the file is, as the library is.

What the library changed goes into the file; what is not ours in the file stays as it is, to the
byte. Where both changed the same words, the file stays and the clash is told; the base of the
next time still has the old words then, so that the clash is found again until it is settled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.domain.notes import slug
from annotator.vault.blocks import (
    Block,
    BlockKind,
    Placed,
    joined,
    separator,
)
from annotator.vault.clock import moved
from annotator.vault.comparing import read_statement, same
from annotator.vault.nesting import taken_apart
from annotator.vault.profiles import Profile
from annotator.vault.states import NOTHING_SETTLED, Clash, Merged, Pages, Settled, Side
from annotator.vault.threeway import in_the_way_of, merged_lines, merged_text


def merge(
    profile: Profile,
    base: str,
    file: str,
    library: str,
    pages: Pages,
    settled: Settled = NOTHING_SETTLED,
) -> Merged:
    """Merge the three texts of a note."""
    if file == base:
        return Merged(library, library)
    return _Merge(profile, base, file, library, pages, settled).run()


@dataclass(eq=False, slots=True)
class _Slot:
    """A place in the result, known by itself: its block may be another one later."""

    block: Block


class _Merge:
    """One merge under way. `_out` begins as the file's blocks and becomes the result."""

    def __init__(
        self,
        profile: Profile,
        base: str,
        file: str,
        library: str,
        pages: Pages,
        settled: Settled,
    ) -> None:
        self._profile = profile
        self._pages = pages
        self._settled = settled
        sides = taken_apart(profile, base, file, library)
        self._base, self._library, self._nested = sides.base, sides.library, sides.nested
        self._out = [_Slot(block) for block in sides.file]
        self._whole = library
        self._was, self._is, self._new = sides.placed(pages.topics)
        self._moving: dict[str, Block] = {}
        self._headings0 = {b.text: b for b in self._base if b.kind is BlockKind.HEADING}
        self._clashes: list[Clash] = []
        self._kept: dict[str, Placed | None] = {}

    def run(self) -> Merged:
        self._take_front()
        self._take_texts()
        self._take_headings()
        self._take_statements()
        self._add_missing()
        self._drop_empty()
        base = self._next_base() if self._kept else self._whole
        return Merged(joined(slot.block for slot in self._out), base, tuple(self._clashes))

    # What stands around the statements

    def _take_front(self) -> None:
        mine = [slot.block for slot in self._out]
        front, was, new = map(_front, (mine, self._base, self._library))
        if front is None or was is None or (new is not None and was.text == new.text):
            return
        if new is None:
            if front.text == was.text:
                self._remove(self._out[0])
            return
        text = merged_lines(was.text, front.text, new.text)
        # Its keys are the user's as much as ours: where they collide, theirs stand.
        if text is not None:
            self._out[0].block = replace(front, text=text)

    def _take_texts(self) -> None:
        """Texts of ours that stand in the file as they were become what they are now."""
        was, new = ([b for b in side if _is_text(b)] for side in (self._base, self._library))
        ours = {block.text: number for number, block in enumerate(was)}
        for slot in tuple(self._out):
            number = ours.get(slot.block.text) if _is_text(slot.block) else None
            if number is None:
                continue
            if number >= len(new):
                self._remove(slot)
            else:
                slot.block = replace(slot.block, text=new[number].text)

    def _take_headings(self) -> None:
        """Headings of ours that nobody changed are called as they are now."""
        new = {self._subject(b, new=True): b for b in self._library if _is_heading(b)}
        for slot in self._out:
            ours = slot.block.text in self._headings0 or self._is_stale(slot.block)
            if _is_heading(slot.block) and ours:
                now = new.get(self._subject(slot.block))
                if now is not None:
                    indent = _indent(self._headings0.get(slot.block.text), slot.block, now)
                    slot.block = replace(now, gap=slot.block.gap, indent=indent)

    def _is_stale(self, heading: Block) -> bool:
        """Whether a heading is one of ours from before, kept for what a user wrote under it:
        nothing but a link to a note that is called otherwise now."""
        page = heading.page.casefold()
        return (
            page in self._pages.was
            and page not in self._pages.now
            and slug(heading.name) == slug(heading.page)
            and heading.text.lstrip("-# \t") in _bare_links(self._profile, heading.text)
        )

    def _subject(self, heading: Block | None, *, new: bool = False) -> str:
        """What a heading stands for, whatever it was or is called."""
        if heading is None:
            return "?"
        page = (heading.page or heading.name).casefold()
        old = not new and heading.text in self._headings0
        if heading.level == 1 and (old or new) and not heading.page:
            return "title"
        first, second = self._pages.was, self._pages.now
        for known in (first, second) if old else (second, first):
            if page in known:
                return known[page]
        return page

    # Statements

    def _take_statements(self) -> None:
        for slot in tuple(self._out):
            idents = slot.block.idents
            if len(idents) != 1 or self._is[idents[0]].block is not slot.block:
                continue
            was, new = self._was.get(idents[0]), self._new.get(idents[0])
            if new is not None:
                self._take_statement(slot, was, new)
            elif was is not None and self._is_ours(idents[0], slot.block.text, was.block.text):
                self._remove(slot)
            elif was is not None and idents[0] not in self._settled.chosen:
                self._clash(idents[0], was, slot.block.text, "")

    def _is_ours(self, ident: str, text: str, was: str) -> bool:
        """Whether a statement that the library has no more may go."""
        chosen = self._settled.chosen.get(ident)
        return same(self._profile, text, was) if chosen is None else chosen is Side.LIBRARY

    def _take_statement(self, slot: _Slot, was: Placed | None, new: Placed) -> None:
        block = slot.block
        ident = block.idents[0]
        text = self._statement_text(ident, was.block.text if was else "", block.text, new)
        if text is None or (was is not None and self._moved_twice(ident, was, new)):
            self._clash(ident, was, block.text, new.block.text)
            return
        indent = _indent(was.block if was else None, block, new.block)
        slot.block = replace(block, text=text, indent=indent)
        if was is not None and self._moves(ident, was, new):
            self._remove(slot)
            self._moving[ident] = slot.block

    def _places(self, ident: str, was: Placed, new: Placed) -> tuple[str, str, str]:
        """What a statement stood under, stands under in the file, and in the library."""
        here = self._subject(self._is[ident].heading)
        return self._subject(was.heading), here, self._subject(new.heading, new=True)

    def _moved_twice(self, ident: str, was: Placed, new: Placed) -> bool:
        before, here, after = self._places(ident, was, new)
        is_own = self._is[ident].heading is None
        return (
            ident not in self._settled.chosen and not is_own and before != after
            and here not in (before, after)
        )  # fmt: skip

    def _moves(self, ident: str, was: Placed, new: Placed) -> bool:
        """Whether the library has put a statement under another heading, and so the file does."""
        before, here, after = self._places(ident, was, new)
        chosen = self._settled.chosen.get(ident)
        if chosen is not None:
            is_own = self._is[ident].heading is None
            return chosen is Side.LIBRARY and not is_own and here != after
        return before != after and here == before

    def _statement_text(self, ident: str, was: str, now: str, new: Placed) -> str | None:
        library = new.block.text
        chosen = self._settled.chosen.get(ident)
        if chosen is Side.LIBRARY:
            return library
        if same(self._profile, now, library):
            # The same words: the file's own way to write them stays.
            return now if chosen or was == library or now != was else library
        if not was:
            return now if chosen else None
        if not chosen and same(self._profile, now, was):
            return self._rewritten(now, library)
        if ident in self._settled.taken and self._all_taken(was, now, library):
            return self._rewritten(now, library)
        if chosen:
            return now
        return merged_text(was, now, library)

    def _rewritten(self, file: str, library: str) -> str:
        """What the library says, as the file's user writes it."""
        made = in_the_way_of(file, library)
        return made if same(self._profile, made, library) else library

    def _all_taken(self, was: str, file: str, library: str) -> bool:
        """Whether nothing of the file's statement stands outside of what the library holds."""
        texts = (was, file, library)
        before, one, other = (read_statement(self._profile, text) for text in texts)
        if before is None or one is None or other is None:
            return False
        when = moved(before.times, one.times)
        if when.doubt or when.start_ms not in (None, other.times.begins_ms):
            return False
        return (
            when.until_ms in (None, other.times.until_ms)
            and one.rest == other.rest
            and bool(one.words or not other.words)
        )

    def _clash(self, ident: str, was: Placed | None, file: str, library: str) -> None:
        self._clashes.append(Clash(ident, was.block.text if was else "", file, library))
        self._kept[ident] = was

    # What the library has besides

    def _add_missing(self) -> None:
        """Put in what the library has and the file never had, or has at another place."""
        there = {i: slot for slot in self._out for i in slot.block.idents}
        before: _Slot | None = None
        heading: Block | None = None
        for block in self._library:
            if _is_heading(block):
                heading = block
                before = self._standing(block) or before
            if block.kind is not BlockKind.STATEMENT:
                continue
            ident = block.idents[0]
            if ident in there:
                before = there[ident]
            elif self._is_new(ident, block):
                under = None if heading is None else self._standing(heading)
                if heading is not None and under is None:
                    under = self._insert(heading, before, ends_section=True)
                after = before if self._stands_under(before, under) else under
                indent = under.block.indent + "\t" if under and self._nested else block.indent
                coming = replace(self._moving.get(ident, block), indent=indent)
                before = self._insert(coming, after)

    def _is_new(self, ident: str, block: Block) -> bool:
        """Whether a statement the file has not is to come into it: not one the user deleted."""
        if ident in self._moving or ident not in self._was:
            return True
        was = self._was[ident]
        if ident in self._settled.chosen:
            return self._settled.chosen[ident] is Side.LIBRARY
        if not same(self._profile, was.block.text, block.text):
            self._clash(ident, was, "", block.text)
        return False

    def _stands_under(self, slot: _Slot | None, heading: _Slot | None) -> bool:
        """Whether the nearest heading above a place is this one: a user may have moved what
        stands before a statement in the library."""
        if slot is None or heading is None:
            return heading is None
        above = reversed(self._out[: self._out.index(slot) + 1])
        return next((s for s in above if _is_heading(s.block)), None) is heading

    def _standing(self, heading: Block) -> _Slot | None:
        """The heading of the result that says what one of the library says."""
        wanted = self._subject(heading, new=True)
        headings = (slot for slot in self._out if _is_heading(slot.block))
        return next((s for s in headings if self._subject(s.block, new=True) == wanted), None)

    def _insert(self, block: Block, before: _Slot | None, *, ends_section: bool = False) -> _Slot:
        """Put `block` behind `before`; at the end where there is no such place. A heading goes
        behind the whole section, a statement behind what is nested in the one before, so that
        it takes nothing from it."""
        at = len(self._out) if before is None else self._out.index(before) + 1
        within = self._in_section if ends_section else self._in_statement
        while before is not None and at < len(self._out) and within(before, self._out[at]):
            at += 1
        made = _Slot(replace(block, gap=""))
        if at > 0:
            above = self._out[at - 1]
            made.block = replace(block, gap=above.block.gap)
            above.block = replace(
                above.block, gap=separator(self._profile, above.block, made.block)
            )
        self._out.insert(at, made)
        self._part(at)
        return made

    @staticmethod
    def _in_section(_before: _Slot, after: _Slot) -> bool:
        return not _is_heading(after.block)

    @staticmethod
    def _in_statement(before: _Slot, after: _Slot) -> bool:
        is_statement = before.block.kind is BlockKind.STATEMENT
        return is_statement and _is_text(after.block) and after.block.depth > before.block.depth

    def _part(self, at: int) -> None:
        """See that a block and the next are parted enough."""
        if at + 1 == len(self._out):
            return
        slot, after = self._out[at], self._out[at + 1]
        least = separator(self._profile, slot.block, after.block)
        if slot.block.gap.count("\n") < len(least):
            slot.block = replace(slot.block, gap=least)

    def _remove(self, slot: _Slot) -> None:
        at = self._out.index(slot)
        del self._out[at]
        if 0 < at == len(self._out):
            last = self._out[at - 1]
            last.block = replace(last.block, gap=slot.block.gap)
        elif at > 0:
            self._part(at - 1)

    def _drop_empty(self) -> None:
        """Headings of ours that the library has no more, with nothing left under them, go."""
        new = {self._subject(b, new=True) for b in self._library if _is_heading(b)}
        for at in reversed(range(len(self._out))):
            block = self._out[at].block
            if not _is_heading(block) or block.text not in self._headings0:
                continue
            follows = self._out[at + 1].block if at + 1 < len(self._out) else None
            empty = follows is None or (_is_heading(follows) and follows.level <= block.level)
            if empty and self._subject(block) not in new:
                self._remove(self._out[at])

    def _next_base(self) -> str:
        """The library's text, with the old words at their old places where a clash waits."""
        base = [b for b in self._library if not set(b.idents) & self._kept.keys()]
        for was in filter(None, self._kept.values()):
            at = len(base)
            if was.heading is not None:
                subject = self._subject(was.heading)
                there = [
                    n for n, b in enumerate(base)
                    if _is_heading(b) and self._subject(b, new=True) == subject
                ]  # fmt: skip
                if not there:
                    base.append(was.heading)
                at = there[0] + 1 if there else len(base)
            base.insert(at, was.block)
        return joined(replace(b, gap="\n\n") for b in base)


def _indent(was: Block | None, file: Block, library: Block) -> str:
    """How far a block is to be indented: as the user would have it who moved it, else as in the
    library."""
    return library.indent if was is not None and was.indent == file.indent else file.indent


def _bare_links(profile: Profile, text: str) -> list[str]:
    return [text[link.begin : link.end] for link in profile.links_in(text)]


def _front(blocks: list[Block]) -> Block | None:
    return blocks[0] if blocks and blocks[0].kind is BlockKind.FRONT else None


def _is_text(block: Block) -> bool:
    return block.kind is BlockKind.TEXT and bool(block.text)


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING
