"""Somebody with a library and a vault: marks on one side, files on the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.cli.jobs import JobsInPlace
from annotator.commands import REGISTRY, Context
from annotator.commands import topics as topic_commands
from annotator.commands.results import Report
from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.session.edits import AddMark, ChangeMark, RemoveMarks, TrashEpisode
from annotator.session.session import Session
from annotator.session.tagging import new_uid
from annotator.settings import Settings, default_paths
from annotator.store import Library


class Keeper:
    """Works on `library` and in the vault `folder` of the kind `profile`."""

    def __init__(self, library: Library, folder: Path, profile: str) -> None:
        self.library = library
        self.folder = folder
        self.profile = profile
        self.session = Session(library)
        self.told: list[str] = []
        self.session.message.connect(lambda message: self.told.append(message.text))
        self.context = Context(
            session=self.session,
            settings=Settings,
            paths=default_paths(library.path),
            jobs=JobsInPlace(),
            change_settings=lambda _settings: None,
            facts=lambda: (),
        )

    def fill(self) -> None:
        """Two episodes and five marks."""
        bread, salt = self.episode("On bread: a talk"), self.episode("Salt", "Ovens")
        self.mark(bread, 10, "The dough tells you.", "Craft")
        self.mark(bread, 70, "Nobody owns a recipe.", "Open recipes", "Craft", note="Ask her.")
        self.mark(bread, 95, "Taste it.", "Craft", note="One line.\nAnother.")
        self.mark(salt, 5, "Salt is slow.", "Open recipes")
        self.mark(salt, 40, "Wait.")

    # The library's side

    def episode(self, title: str, show: str = "The long table") -> int:
        made = Episode(0, new_uid(), title, show, "abcDEF12345", created_at=self.library.now())
        with self.library.changing(f"Import “{title}”", None) as work:
            return work.writes.add_episode(made).id

    def topic(self, name: str) -> Topic:
        """The topic of this name, made if there is none."""
        self.session.refresh_topics()
        if topic_commands.find_topic(self.context, name) is None:
            topic_commands.create(self.context, name)
        found = topic_commands.find_topic(self.context, name)
        assert found is not None
        return found

    def mark(self, episode: int, second: int, words: str, *topics: str, note: str = "") -> str:
        """A quote of five seconds; returns its uid."""
        ids = tuple(self.topic(name).id for name in topics)
        anchor, moment = Anchor(second * 1000, second * 1000 + 5000, words), self.library.now()
        made = Annotation(
            0, new_uid(), episode, Kind.QUOTE, anchor, ids, note, "Ben", "", moment, moment
        )
        self.session.do(AddMark(made, "Mark"))
        return made.uid

    def marks(self) -> list[Annotation]:
        """All marks, by episode and time."""
        found = self.library.vaults.marks(None)
        return [mark for _, marks in sorted(found.items()) for mark in marks]

    def known(self, uid: str) -> Annotation:
        return next(mark for mark in self.marks() if mark.uid == uid)

    def change(self, uid: str, **values: Any) -> None:
        self.session.do(ChangeMark(replace(self.known(uid), **values), "Change"))

    def remove(self, uid: str) -> None:
        self.session.do(RemoveMarks([self.known(uid)]))

    def trash(self, episode: int) -> None:
        found = self.library.episodes.get(episode)
        assert found is not None
        self.session.do(TrashEpisode(found, self.library.now()))

    def rename(self, old: str, new: str) -> None:
        topic_commands.rename(self.context, self.topic(old), new)

    def nest(self, name: str, parent: str) -> None:
        topic_commands.move_under(self.context, self.topic(name), self.topic(parent))

    def merge(self, source: str, target: str) -> None:
        topic_commands.merge(self.context, self.topic(source), self.topic(target))

    def names_of(self, uid: str) -> list[str]:
        by_id = {topic.id: topic.name for topic in self.library.notebook.topics()}
        return [by_id[ident] for ident in self.known(uid).topics]

    # The vault's side

    def export(self, **given: Any) -> Report:
        given = {"profile": self.profile, **given}
        report = REGISTRY["vault.export"].run(self.context, folder=self.folder, **given)
        assert isinstance(report, Report)
        return report

    def undo(self) -> Report:
        report = REGISTRY["vault.undo"].run(self.context, folder=self.folder)
        assert isinstance(report, Report)
        return report

    def sync(self, **given: Any) -> Report:
        report = REGISTRY["vault.sync"].run(self.context, vault=self.folder, **given)
        assert isinstance(report, Report)
        return report

    def file(self, name: str) -> Path:
        """The one note of this name, wherever it lies."""
        [found] = self.folder.rglob(f"{name}.md")
        return found

    def text(self, name: str) -> str:
        return self.file(name).read_bytes().decode("utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """What a user does in an editor: `old`, which is there once, becomes `new`."""
        text = self.text(name)
        assert text.count(old) == 1, (old, text)
        self.file(name).write_bytes(text.replace(old, new).encode())

    def files(self) -> dict[str, bytes]:
        """All notes of the vault, by their paths."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*.md"))
        }
