"""Random work on both sides of a vault at once, and what must hold after it.

Whatever is written carries a word that is nowhere else, so that what was lost can be named.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from keeper import Keeper

from annotator.vault.blocks import Block, BlockKind, joined, split
from annotator.vault.profiles import PROFILES

_SHOWN = re.compile(r"(?<=>)(\[)[\d:]+|(?<=\[)()\d[\d:]*(?=[–\]])|(?<=timestamp )()\d+")


@dataclass
class Storm:
    """`expected` are the words that must still be somewhere."""

    keeper: Keeper
    dice: random.Random
    expected: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    _count: int = 0

    def word(self) -> str:
        self._count += 1
        made = f"w{self._count}x{self.dice.randrange(10**6)}"
        self.expected.add(made)
        return made

    def blow(self, steps: int) -> None:
        """Some steps of work, on one side or the other."""
        for _ in range(steps):
            self.do(self.dice.choice([*self._file_acts(), *self._library_acts()]).__name__)

    def do(self, act: str) -> None:
        """One step of the work, by its name."""
        self.log.append(act)
        getattr(self, act)()

    # The file's side

    def _file_acts(self) -> list[Callable[[], None]]:
        return [
            self.prose, self.prose, self.reword, self.reword, self.annex, self.delete,
            self.reorder, self.heading, self.in_topic, self.retime, self.link,
        ]  # fmt: skip

    def _blocks(self, name: str) -> list[Block]:
        return split(PROFILES[self.keeper.profile], self.keeper.text(name))

    def _save(self, name: str, blocks: list[Block]) -> None:
        self.keeper.file(name).write_bytes(joined(blocks).encode())

    def _episode(self) -> str:
        return self.dice.choice(["On bread - a talk", "Salt"])

    def prose(self) -> None:
        name = self._episode()
        blocks = self._blocks(name)
        at = self.dice.randrange(1, len(blocks) + 1)
        last = blocks[at - 1]
        blocks[at - 1] = replace(last, gap=last.gap + "\n\n")
        blocks.insert(at, Block(BlockKind.TEXT, f"My {self.word()} prose.", "\n\n"))
        self._save(name, blocks)

    def _statement(self, name: str) -> tuple[list[Block], int] | None:
        blocks = self._blocks(name)
        there = [n for n, block in enumerate(blocks) if len(block.idents) == 1]
        return (blocks, self.dice.choice(there)) if there else None

    def reword(self) -> None:
        """Another word in a statement's note, or between the words of the quotation; in the
        note of the episode or of a topic."""
        shows = {"ovens", "the long table", "the_long_table"}
        names = {file.rpartition("/")[2].removesuffix(".md") for file in self.keeper.files()}
        name = self.dice.choice(sorted(n for n in names if n.casefold() not in shows))
        found = self._statement(name)
        if found is None:
            return
        blocks, at = found
        block = blocks[at]
        for old in ("Ask", "One", "Nobody", "Taste", "Salt is", "Wait", "tells"):
            if old in block.text:
                text = block.text.replace(old, f"{old} {self.word()}", 1)
                blocks[at] = replace(block, text=text)
                self._save(name, blocks)
                return

    def annex(self) -> None:
        """Words behind a statement, on its line."""
        name = self._episode()
        found = self._statement(name)
        if found is None or self.keeper.profile in ("obsidian", "logseq"):
            return
        blocks, at = found
        blocks[at] = replace(blocks[at], text=f"{blocks[at].text} And {self.word()}.")
        self._save(name, blocks)

    def delete(self) -> None:
        name = self._episode()
        found = self._statement(name)
        if found is None:
            return
        blocks, at = found
        gone = blocks.pop(at).text
        elsewhere = self._library_words()
        for word in tuple(self.expected):
            # What was only in this statement of the file is deleted, and meant to be; what the
            # library changed meanwhile is not.
            if word in gone and word not in elsewhere - self._base_words(name):
                self.expected.discard(word)
        self._save(name, blocks)

    def _library_words(self) -> set[str]:
        told = " ".join(f"{mark.note} {mark.text}" for mark in self.keeper.marks())
        return {word for word in self.expected if word in told}

    def _base_words(self, _name: str) -> set[str]:
        from annotator.store.vaults import unpacked

        last = self.keeper.library.vaults.last()
        assert last is not None
        rows = self.keeper.library.vaults.notes(last.id)
        told = " ".join(unpacked(row.base) for row in rows)
        return {word for word in self.expected if word in told}

    def reorder(self) -> None:
        """A statement to another place: under another heading, or among others."""
        name = self._episode()
        found = self._statement(name)
        if found is None:
            return
        blocks, at = found
        block = blocks.pop(at)
        to = self.dice.randrange(1, len(blocks) + 1)
        last = blocks[to - 1]
        blocks[to - 1] = replace(last, gap=last.gap + "\n\n")
        blocks.insert(to, replace(block, gap=block.gap + "\n\n"))
        self._save(name, blocks)

    def heading(self) -> None:
        name = self._episode()
        blocks = self._blocks(name)
        at = self.dice.randrange(1, len(blocks) + 1)
        last = blocks[at - 1]
        blocks[at - 1] = replace(last, gap=last.gap + "\n\n")
        blocks.insert(at, Block(BlockKind.HEADING, f"### Own {self.word()}", "\n\n"))
        self._save(name, blocks)

    def retime(self) -> None:
        """Another time for a statement, now and then one that is none."""
        name = self._episode()
        found = self._statement(name)
        if found is None:
            return
        blocks, at = found
        block = blocks[at]
        fresh = self.dice.choice(["{0}:{1:02}", "0:0{0}:{1:02}", "{0}:7{1}"])
        time = fresh.format(self.dice.randrange(1, 9), self.dice.randrange(60))
        text = _SHOWN.sub(lambda old: f"{old[1] or ''}{time}", block.text, count=1)
        blocks[at] = replace(block, text=text)
        self._save(name, blocks)

    def link(self) -> None:
        """Prose that links to a topic's note."""
        topic = self.dice.choice(self.keeper.library.notebook.topics()).name
        name = self._episode()
        text = self.keeper.text(name).rstrip("\n")
        self.keeper.file(name).write_bytes(f"{text}\n\nOn [[{topic}]]: {self.word()}.\n".encode())

    def in_topic(self) -> None:
        """Prose in the notes of topics and shows."""
        names = [n for n in self.keeper.files() if "Episode" not in n and "pages" not in n]
        if names:
            file = self.keeper.folder / self.dice.choice(names)
            file.write_bytes(file.read_bytes() + f"\n\nOn this {self.word()}.\n".encode())

    # The library's side

    def _library_acts(self) -> list[Callable[[], None]]:
        return [
            self.note, self.note, self.words, self.add, self.remove, self.retag, self.rename,
            self.merge,
        ]  # fmt: skip

    def _mark(self) -> str | None:
        marks = self.keeper.marks()
        return self.dice.choice(marks).uid if marks else None

    def note(self) -> None:
        if (uid := self._mark()) is not None:
            old = self.keeper.known(uid).note
            self.keeper.change(uid, note=f"{old} {self.word()}".strip())

    def words(self) -> None:
        if (uid := self._mark()) is not None:
            from dataclasses import replace

            anchor = self.keeper.known(uid).anchor
            fresh = replace(anchor, exact=f"{anchor.exact} {self.word()}".strip())
            self.keeper.change(uid, anchor=fresh)

    def add(self) -> None:
        # One place a mark: a second one there would be the first with another topic.
        second = 400 + 10 * len(self.log) + self.dice.randrange(10)
        self.keeper.mark(self.dice.choice((1, 2)), second, f"New {self.word()}.", "Craft")

    def remove(self) -> None:
        uid = self._mark()
        if uid is None:
            return
        mark = self.keeper.known(uid)
        told = f"{mark.note} {mark.text}"
        self.expected -= {word for word in self.expected if word in told}
        self.keeper.remove(uid)

    def retag(self) -> None:
        if (uid := self._mark()) is not None:
            name = self.dice.choice(["Craft", "Open recipes", "Quiet"])
            self.keeper.change(uid, topics=(self.keeper.topic(name).id,))

    def rename(self) -> None:
        topics = self.keeper.library.notebook.topics()
        topic = self.dice.choice(topics)
        self.keeper.rename(topic.name, f"Topic {self.dice.randrange(10**6)}")

    def merge(self) -> None:
        topics = self.keeper.library.notebook.topics()
        if len(topics) > 2:
            one, two = self.dice.sample(topics, 2)
            self.keeper.merge(one.name, two.name)

    # What must hold

    def lost(self) -> set[str]:
        """Words that are neither in a file nor in the library."""
        told = " ".join(f"{mark.note} {mark.text}" for mark in self.keeper.marks())
        told += b"\n".join(self.keeper.files().values()).decode()
        return {word for word in self.expected if word not in told}

    def check(self) -> None:
        """Nothing is lost; a second time nothing happens; decided, no clash is left."""
        self._sync()
        assert self.lost() == set(), (self.log, self.lost())
        self._sync(take="both")
        assert self.lost() == set(), (self.log, self.lost())
        assert self.keeper.sync().rows == (), ("rows", self.log)

    def _sync(self, **given: str) -> None:
        self.keeper.sync(**given)
        files, marks = self.keeper.files(), self.keeper.marks()
        rows = self.keeper.sync().rows
        assert all(row.fate == "clash" for row in rows), (self.log, rows)
        assert self.keeper.marks() == marks, ("marks", self.log)
        assert self.keeper.files() == files, ("files", self.log)
