"""What users changed in the notes of a vault, as changes of the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.notes import Annotation, Kind, slug
from annotator.domain.timecode import format_clock
from annotator.exporters.wording import times
from annotator.phrases import counted, phrase
from annotator.session.vault_changes import Change, together
from annotator.session.vault_contents import Contents
from annotator.session.vault_folder import VaultFolder
from annotator.session.vault_moved import found_again
from annotator.session.vault_plan import decoded
from annotator.session.vault_times import Lengths, looked_up, retimed
from annotator.sources import Report
from annotator.store import Library, open_library
from annotator.store.vaults import StoredVault, unpacked
from annotator.vault.comparing import read_statement
from annotator.vault.profiles import Profile, profile
from annotator.vault.reading import Readings, Rewritten, read_back
from annotator.vault.statement import Tag
from annotator.vault.states import Clash, Settled, Side
from annotator.vault.values import NoteKind, Subject


class Choice(StrEnum):
    """How a clash is settled: the file's words, the library's, or both in one note."""

    FILE = "file"
    LIBRARY = "library"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class MarkClash:
    """A statement that was changed on both sides. `key` names it among all of the vault; `mark`
    is None where the library has it no more; the texts are "" for a side that removed it."""

    path: str
    key: str
    mark: Annotation | None
    base: str
    file: str
    library: str


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """All that was read. `edited` are the notes that are not as they were written, `settled`
    what of each the library takes or was decided."""

    vault: StoredVault
    changes: tuple[Change, ...] = ()
    clashes: tuple[MarkClash, ...] = ()
    notices: tuple[str, ...] = ()
    edited: tuple[Subject, ...] = ()
    settled: Mapping[Subject, Settled] = field(default_factory=dict)


def sync_work(
    path: Path, vault: StoredVault, choices: Mapping[str, Choice]
) -> Callable[[Report], SyncPlan]:
    """Work for ``Jobs.run``: read the notes of a vault, over a connection of its own."""

    def work(progress: Report) -> SyncPlan:
        with closing(open_library(path, read_only=True)) as library:
            return _Reading(library, vault, choices).run(progress)

    return work


class _Reading:
    """One reading of all notes of a vault."""

    def __init__(self, library: Library, vault: StoredVault, choices: Mapping[str, Choice]) -> None:
        self._library = library
        self._vault = vault
        self._choices = choices
        self._lengths = Lengths(library)
        self._folder = VaultFolder(Path(vault.folder))
        self._changes: dict[int, Change] = {}
        self._clashes: list[MarkClash] = []
        self._notices: list[str] = []
        self._settled: dict[Subject, Settled] = {}

    def run(self, progress: Report) -> SyncPlan:
        edited = self._edited(progress)
        contents = Contents(self._library, self._folder, self._vault, only=edited)
        reads = self._library.vaults
        marks = reads.marks(s.id for s in edited if s.kind is NoteKind.EPISODE)
        for subject, text in sorted(edited.items()):
            if subject not in contents.names or subject.kind is NoteKind.SHOW:
                continue
            if subject.kind is NoteKind.EPISODE:
                here = marks.get(subject.id, [])
            else:
                found = reads.marks_of_topics([subject.id]).values()
                here = [mark for of_episode in found for mark in of_episode]
            note = _Note(contents, subject, text, here, self._choices, self._lengths)
            note.read()
            self._take(subject, note)
        return SyncPlan(
            self._vault,
            tuple(self._checked(change) for change in self._changes.values()),
            tuple(self._clashes),
            tuple(self._notices),
            tuple(edited),
            self._settled,
        )

    def _edited(self, progress: Report) -> dict[Subject, str]:
        """The notes that are not as they were written, with their texts."""
        found: dict[Subject, str] = {}
        rows = self._library.vaults.notes(self._vault.id)
        moved = found_again(self._folder, rows, profile(self._vault.profile))
        for number, row in enumerate(rows):
            progress(number / len(rows))
            text = self._text(moved.get(row.path, row.path))
            if text is not None and text != unpacked(row.base):
                found[Subject(NoteKind(row.kind), row.subject)] = text
        return found

    def _text(self, path: str) -> str | None:
        try:
            content = self._folder.read(path)
            if content is not None:
                return decoded(path, content).text
        except AnnotatorError as error:
            self._notices.append(str(error))
            return None
        self._notices.append(
            phrase("“{0}” is gone; its marks stay, and the next export writes it again.", path)
        )
        return None

    def _take(self, subject: Subject, note: _Note) -> None:
        self._clashes += note.clashes
        self._notices += note.notices
        for ident, change in note.changes.items():
            first = self._changes.get(change.before.id)
            both = change if first is None else together(first, change)
            if both is None:
                note.taken.discard(ident)
                self._notices.append(
                    phrase(
                        "“{0}”: a statement was changed otherwise in another note, too; it waits"
                        " for the next time.",
                        change.path,
                    )
                )
            else:
                self._changes[change.before.id] = both
        self._settled[subject] = Settled(frozenset(note.taken), note.chosen)

    def _checked(self, change: Change) -> Change:
        """A mark whose new words are not in the transcript, or not there, is to be looked at."""
        if change.after is None:
            return change
        return replace(change, after=looked_up(self._library, change.before, change.after))


class _Note:
    """One note read back."""

    def __init__(
        self,
        contents: Contents,
        subject: Subject,
        text: str,
        marks: Sequence[Annotation],
        choices: Mapping[str, Choice],
        lengths: Lengths,
    ) -> None:
        self._lengths = lengths
        self._profile: Profile = contents.profile_for(subject)
        self._pages = contents.pages()
        self._topics = {topic.id: topic for topic in contents.topics}
        self._by_name = {topic.name.casefold(): topic.id for topic in contents.topics}
        self._by_slug = {slug(topic.name): topic.id for topic in contents.topics}
        self._path = contents.lies_at(subject)
        base, written_at = unpacked(contents.stored[subject].base), contents.stored[subject].path
        # As the files will be, so that a link led on in a statement comes back at once.
        self._base, self._file = (contents.relinks.applied(written_at, t) for t in (base, text))
        self._library_text = contents.renderer.text(subject)
        self._subject = subject
        self._marks = {self._profile.ident(mark): mark for mark in marks}
        self._choices = choices
        self.changes: dict[str, Change] = {}
        self.clashes: list[MarkClash] = []
        self.notices: list[str] = []
        self.taken: set[str] = set()
        self.chosen: dict[str, Side] = {}

    def read(self) -> None:
        """Compare the three states of the note."""
        found = self._read({})
        if found.emptied:
            self.notices.append(
                phrase(
                    "“{0}” holds none of its statements any more; it was left as it is, and so"
                    " are its marks. Remove them in the window if that is meant.",
                    self._path,
                )
            )
            return
        for clash in found.clashes:
            self._settle(clash)
        if self.chosen:
            found = self._read(self.chosen)
        for rewritten in found.rewritten:
            self._rewrite(rewritten)
        for ident in found.removed:
            mark = self._marks.get(ident)
            if mark is not None:
                self.changes[ident] = self._removed(mark)
                self.taken.add(ident)
        if found.odd:
            self.notices.append(_odd_told(self._path, len(found.odd)))

    def _read(self, chosen: Mapping[str, Side]) -> Readings:
        return read_back(
            self._profile, self._base, self._file, self._library_text, self._pages, chosen
        )

    def _removed(self, mark: Annotation) -> Change:
        """Out of its episode's note a mark goes; out of a topic's, the topic goes from it."""
        if self._subject.kind is NoteKind.EPISODE:
            return Change(self._path, mark, None, (), ("removed",))
        topics = tuple(topic for topic in mark.topics if topic != self._subject.id)
        told = phrase("topics: {0}, were {1}", self._names(topics), self._names(mark.topics))
        return Change(self._path, mark, _of_kind(mark, topics), topics, (told,))

    def _settle(self, clash: Clash) -> None:
        """Take the user's choice, if it was made; else the clash waits for it."""
        key = f"{self._subject} {clash.ident}"
        choice = self._choices.get(key) or self._choices.get("")
        mark = self._marks.get(clash.ident)
        if choice is None:
            self.clashes.append(
                MarkClash(self._path, key, mark, clash.base, clash.file, clash.library)
            )
        elif choice is Choice.FILE or not (clash.file and clash.library):
            # Of something and nothing, both together are something.
            both = choice is Choice.BOTH
            keeps_file = choice is Choice.FILE or (both and clash.file != "")
            self.chosen[clash.ident] = Side.FILE if keeps_file else Side.LIBRARY
        else:
            self.chosen[clash.ident] = Side.LIBRARY
            if choice is Choice.BOTH and mark is not None:
                self._join(clash, mark)

    def _join(self, clash: Clash, mark: Annotation) -> None:
        """The library's words stay, and the note says what the file says besides."""
        file, library = (read_statement(self._profile, t) for t in (clash.file, clash.library))
        if file is None or library is None:
            return
        parts = [mark.note]
        parts += [file.note] if file.note != library.note else []
        parts += [f"“{file.words}”"] if file.words and file.words != library.words else []
        parts += [file.rest] if file.rest != library.rest else []
        begins_ms = file.times.begins_ms
        if begins_ms not in (None, library.times.begins_ms):
            parts.append(f"({format_clock(begins_ms or 0)})")
        note = "\n\n".join(dict.fromkeys(filter(None, parts)))
        if note != mark.note:
            after = replace(mark, note=note)
            told = (phrase("note: both versions"),)
            self.changes[clash.ident] = Change(self._path, mark, after, mark.topics, told)

    def _rewrite(self, said: Rewritten) -> None:
        mark = self._marks.get(said.ident)
        if mark is None:
            return
        moved = retimed(mark, said, self._lengths.of(mark.episode_id))
        after, told = replace(mark, anchor=moved.anchor), []
        if moved.doubt:
            self.notices.append(
                phrase(
                    "“{0}”, {1}: {2}; the mark stays where it is.",
                    self._path,
                    times(mark),
                    moved.doubt,
                )
            )
        if moved.anchor != mark.anchor:
            told.append(phrase("time: {0}, was {1}", times(after), times(mark)))
        if said.note is not None:
            after = replace(after, note=said.note)
            told.append(phrase("note: “{0}”, was “{1}”", said.note, mark.note))
        if said.words is not None:
            after = replace(after, anchor=replace(after.anchor, exact=said.words))
            told.append(phrase("words: “{0}”, were “{1}”", said.words, mark.text))
        if said.speaker is not None:
            after = replace(after, speaker=said.speaker)
            told.append(
                phrase("speaker: {0}, was {1}", said.speaker, mark.speaker or phrase("unknown"))
            )
        topics = self._retagged(mark, said)
        if topics != mark.topics:
            told.append(
                phrase("topics: {0}, were {1}", self._names(topics), self._names(mark.topics))
            )
        after = _of_kind(after, topics)
        if after != mark or topics != mark.topics:
            self.changes[said.ident] = Change(self._path, mark, after, topics, tuple(told))
        self.taken.add(said.ident)

    def _retagged(self, mark: Annotation, said: Rewritten) -> tuple[int | str, ...]:
        topics: list[int | str] = list(mark.topics)
        left = self._topic_id(Tag(said.left, ""), self._pages.was)
        if said.heading is not None and self._subject.kind is NoteKind.EPISODE:
            first = [self._found(said.heading)] if said.heading.name else []
            topics = [*first, *(t for t in topics if t not in (*first, left))]
        gone = [self._topic_id(Tag(page, ""), self._pages.was) for page in said.removed]
        topics = [topic for topic in topics if topic not in gone]
        return tuple(dict.fromkeys([*topics, *map(self._found, said.added)]))

    def _found(self, tag: Tag) -> int | str:
        """The id of a topic, or the name of one to be made."""
        found = self._topic_id(tag, self._pages.now)
        return found if found is not None else tag.name

    def _topic_id(self, tag: Tag, first: Mapping[str, str]) -> int | None:
        key = tag.page.casefold()
        for known in (first, self._pages.now, self._pages.was):
            kind, _, ident = known.get(key, "").partition(" ")
            if kind == NoteKind.TOPIC.value and int(ident) in self._topics:
                return int(ident)
        for name in (tag.name, tag.page):
            if name.casefold() in self._by_name:
                return self._by_name[name.casefold()]
        return self._by_slug.get(slug(tag.page)) if tag.page else None

    def _names(self, topics: Sequence[int | str]) -> str:
        names = [self._topics[t].name if isinstance(t, int) else t for t in topics]
        return ", ".join(names) or "none"


def _of_kind(mark: Annotation, topics: Sequence[int | str]) -> Annotation:
    """A mark that was only for its topics is a bookmark without them."""
    plain = mark.kind is Kind.TOPIC and not topics
    return replace(mark, kind=Kind.BOOKMARK) if plain else mark


def _odd_told(path: str, number: int) -> str:
    return phrase(
        "“{0}”: {1}",
        path,
        counted(
            number,
            "{0} statement ran together with others, or lost its shape or its id; it and its mark"
            " were left as they are.",
            "{0} statements ran together, or lost their shape or their id; they and their marks"
            " were left as they are.",
        ),
    )
