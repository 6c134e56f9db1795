"""What a vault is made of, read from the library: which notes there are, and which may differ
from what was written last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError, NotFoundError
from annotator.domain.notes import Annotation, Episode, Topic
from annotator.session.vault_folder import VaultFolder
from annotator.session.vault_moved import found_again
from annotator.store import Library
from annotator.store.vaults import StoredVault, unpacked
from annotator.vault.naming import named
from annotator.vault.profiles import Profile, profile
from annotator.vault.relinking import Relinks
from annotator.vault.render import Renderer, show_of
from annotator.vault.states import Pages
from annotator.vault.values import (
    Collection,
    Named,
    NoteKind,
    Subject,
    of_episode,
    of_show,
    of_topic,
    page_of,
)

if TYPE_CHECKING:
    from annotator.session.vault_template import TemplateNotes


@dataclass(frozen=True, slots=True)
class Scope:
    """Which episodes a vault is of: those of a show, with marks of a topic, in which words
    were found; all that have marks where none of these is given."""

    show: str = ""
    topic: str = ""
    search: str = ""

    def stored(self) -> str:
        """As it is kept; "" for all episodes."""
        given = {"show": self.show, "topic": self.topic, "search": self.search}
        given = {name: value for name, value in given.items() if value}
        return json.dumps(given, ensure_ascii=False) if given else ""

    @staticmethod
    def read(stored: str) -> Scope:
        return Scope(**json.loads(stored)) if stored else Scope()

    def episodes(self, library: Library, all_episodes: dict[int, Episode]) -> frozenset[int]:
        """The ids of its episodes. Raises NotFoundError for a topic or show there is none of."""
        chosen = library.vaults.marked_episodes(self._topic_id(library))
        if self.show:
            wanted = self.show.casefold()
            of_show = {i for i, e in all_episodes.items() if show_of(e).casefold() == wanted}
            if not of_show:
                raise NotFoundError(
                    "There is no show “{0}”; `annotator episodes` lists them.", self.show
                )
            chosen &= of_show
        if self.search:
            chosen &= {hit.episode_id for hit in library.search.find(self.search, 100_000)}
        return chosen & all_episodes.keys()

    def _topic_id(self, library: Library) -> int | None:
        if not self.topic:
            return None
        wanted = self.topic.casefold()
        for topic in library.notebook.topics():
            if topic.name.casefold() == wanted:
                return topic.id
        raise NotFoundError("There is no topic “{0}”; `annotator topics` lists them.", self.topic)


class Contents:
    """The notes of one vault as the library has them now.

    `names` are the places of all notes, `stored` what was written last, `candidates` the notes
    that may differ from it, `gone` those whose subject is no more. `everything` takes all notes
    for candidates, `also` these as well, `only` none but these; `missing` are the paths of
    notes that are not there any more.
    """

    def __init__(
        self,
        library: Library,
        folder: VaultFolder,
        vault: StoredVault,
        *,
        everything: bool = False,
        also: Iterable[Subject] = (),
        only: Iterable[Subject] | None = None,
    ) -> None:
        # Read before what it counts: what is written meanwhile is looked at again next time.
        self.turn = library.turn()
        self.vault = vault
        self.profile = profile(vault.profile)
        self._library = library
        self._topics = library.notebook.topics()
        self._by_topic = {topic.id: topic for topic in self._topics}
        rows = library.vaults.notes(vault.id) if vault.id else ()
        self.stored = {Subject(NoteKind(row.kind), row.subject): row for row in rows}
        self._lying = found_again(folder, rows, self.profile)
        self._episodes = self._chosen(library.vaults.episodes())
        wishes = self._wishes()
        self.names = self._named(wishes, folder)
        self.gone = tuple(row for s, row in self.stored.items() if s not in wishes)
        self.missing = folder.missing(row.path for row in rows) - self._lying.keys()
        self.relinks = Relinks(self.profile, self._renamed())
        whole = everything or not 0 < vault.turn <= self.turn
        found = only
        if found is None:
            found = wishes if whole else [*self._changed(wishes), *also]
            found = [*found, *self._linking(folder, found)]
        self.candidates = tuple(s for s in dict.fromkeys(found) if s in wishes)
        self.renderer = self._made_renderer(whole=whole and only is None)

    def lies_at(self, subject: Subject) -> str:
        """Where a note that was written is now: a user may have moved it."""
        path = self.stored[subject].path
        return self._lying.get(path, path)

    def pages(self) -> Pages:
        """Which subject each page was and is about."""
        return Pages(
            {page_of(row.path).casefold(): str(s) for s, row in self.stored.items()},
            {place.page.casefold(): str(s) for s, place in self.names.items()},
            frozenset(topic.name.casefold() for topic in self._topics),
        )

    @property
    def topics(self) -> tuple[Topic, ...]:
        return self._topics

    def _chosen(self, there: dict[int, Episode]) -> dict[int, Episode]:
        chosen = Scope.read(self.vault.scope).episodes(self._library, there)
        written = {s.id for s in self.stored if s.kind is NoteKind.EPISODE}
        return {i: episode for i, episode in there.items() if i in chosen or i in written}

    def _wishes(self) -> dict[Subject, str]:
        """What each note is about, with what that is called."""
        wishes = {of_episode(i): episode.title for i, episode in self._episodes.items()}
        for topic_id in self._library.vaults.topics_of_episodes(self._episodes):
            topic = self._by_topic.get(topic_id)
            while topic is not None and of_topic(topic.id) not in wishes:
                wishes[of_topic(topic.id)] = topic.name
                topic = self._by_topic.get(topic.parent_id or 0)
        for episode in self._episodes.values():
            wishes[of_show(show_of(episode))] = show_of(episode)
        return wishes

    def _named(self, wishes: dict[Subject, str], folder: VaultFolder) -> dict[Subject, Named]:
        known = {s: Named(self.lies_at(s), row.wish) for s, row in self.stored.items()}
        is_new = any(s not in known or known[s].wish != wish for s, wish in wishes.items())
        foreign: set[str] = set()
        if is_new and folder.exists():
            foreign = folder.pages() - {place.page for place in known.values()}
        return named(self.profile, wishes, known, foreign)

    def _changed(self, wishes: dict[Subject, str]) -> tuple[Subject, ...]:
        """The notes that changes of the library since the last run, or new names, touch."""
        reads = self._library.vaults
        since = reads.since(self.vault.turn)
        moved = {s for s, place in self.names.items() if self._is_moved(s, place)}
        called = {s.id for s in moved if s.kind is NoteKind.TOPIC} | set(since.topics)
        episodes = set(since.episodes) | {s.id for s in moved if s.kind is NoteKind.EPISODE}
        if any(s.kind is NoteKind.SHOW for s in moved):
            shows = {s.key for s in moved if s.kind is NoteKind.SHOW}
            episodes |= {i for i, e in self._episodes.items() if show_of(e) in shows}
        episodes |= reads.episodes_of_topics(self._below(called))
        topics = called | since.tagged | reads.topics_of_episodes(since.retold)
        topics |= reads.topics_of_episodes(s.id for s in moved if s.kind is NoteKind.EPISODE)
        topics |= {t.id for t in self._topics if t.parent_id in called}
        topics |= {self._by_topic[i].parent_id or 0 for i in called if i in self._by_topic}
        found = [*map(of_episode, episodes), *map(of_topic, topics)]
        found += (s for s in wishes if s.kind is NoteKind.SHOW)
        found += (s for s, row in self.stored.items() if row.path in self.missing)
        return tuple(found)

    def _renamed(self) -> dict[str, str]:
        """The old paths of notes that are called otherwise now, with the new ones. A topic that
        was merged into another is that one."""
        aliases = {name.casefold(): topic for topic in self._topics for name in topic.aliases}
        renamed = {}
        for subject, row in self.stored.items():
            place = self.names.get(subject)
            if place is None and subject.kind is NoteKind.TOPIC and row.wish.casefold() in aliases:
                place = self.names.get(of_topic(aliases[row.wish.casefold()].id))
            if place is not None and place.path != row.path:
                renamed[row.path] = place.path
        return renamed

    def _linking(self, folder: VaultFolder, found: Iterable[Subject]) -> Iterator[Subject]:
        """Notes besides those `found` in which a user links to a renamed note."""
        rest = self.stored.keys() - set(found) if self.relinks else ()
        for subject in rest:
            path = self.lies_at(subject)
            with suppress(AnnotatorError):  # what cannot be read is told where it is to be written
                text = (folder.read(path) or b"").decode("utf-8", "replace")
                # In a note as it was written there is nothing of a user's own.
                is_ours = text == unpacked(self.stored[subject].base)
                if not is_ours and self.relinks.applied(path, text) != text:
                    yield subject

    def _is_moved(self, subject: Subject, place: Named) -> bool:
        row = self.stored.get(subject)
        return row is None or row.path != place.path

    def _below(self, topics: Iterable[int]) -> set[int]:
        """Topics with all that lie under them: their headings stand above those of these."""
        found = set(topics)
        for topic in self._topics:  # parents come first
            if topic.parent_id in found:
                found.add(topic.id)
        return found

    def profile_for(self, subject: Subject) -> Profile:
        """How the statements of a note are read."""
        own = self.renderer
        return self.profile if isinstance(own, Renderer) else own.profile_for(subject)

    def _made_renderer(self, *, whole: bool) -> Renderer | TemplateNotes:
        reads = self._library.vaults
        marks: dict[int, list[Annotation]]
        if whole:
            marks = reads.marks(None)
        else:
            of_topics = [s.id for s in self.candidates if s.kind is NoteKind.TOPIC]
            marks = reads.marks_of_topics(of_topics)
            marks |= reads.marks(s.id for s in self.candidates if s.kind is NoteKind.EPISODE)
        chosen = {i: tuple(found) for i, found in sorted(marks.items()) if i in self._episodes}
        collection = Collection(self._episodes, chosen, self._topics, self._by_topic)
        plain = Renderer(self.profile, collection, self.names)
        if not self.vault.template:
            return plain
        from annotator.session.vault_template import TemplateNotes

        return TemplateNotes(
            self.vault.template, plain, self.profile, collection, self.names, self.candidates
        )
