"""The notes of a vault whose episodes are written by a template of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.domain.notes import Annotation
from annotator.exporters.note import EpisodeNote
from annotator.exporters.template import Template, parse_template
from annotator.exporters.template_values import NoteLinks, mark_values
from annotator.exporters.wording import topic_name
from annotator.session.templating import fill_templates
from annotator.vault.blocks import split
from annotator.vault.profiles import Profile
from annotator.vault.render import Renderer, show_of
from annotator.vault.shapes import Given, shape_of
from annotator.vault.statement import Said
from annotator.vault.values import Collection, Named, NoteKind, Subject, of_show, of_topic

_TOGETHER = 20
_MARKS_TOGETHER = 3_000
"""So many are filled in by one process: starting one takes longer than a note does."""


class TemplateNotes:
    """Makes the notes of a vault, those of the episodes `wanted` by the template in `source`.

    Raises TemplateError where that cannot be used; no note is made then.
    """

    def __init__(
        self,
        source: str,
        renderer: Renderer,
        profile: Profile,
        collection: Collection,
        names: Mapping[Subject, Named],
        wanted: Iterable[Subject],
    ) -> None:
        self._template: Template = parse_template(source)
        self._renderer = renderer
        self._profile = profile
        self._all = collection
        self._names = names
        self._waiting = [s for s in wanted if s.kind is NoteKind.EPISODE]
        self._made: dict[Subject, str] = {}

    def text(self, subject: Subject) -> str:
        """The whole note of a subject."""
        if subject.kind is not NoteKind.EPISODE:
            return self._renderer.text(subject)
        if subject not in self._made:
            self._fill(subject)
        return self._made[subject]

    def profile_for(self, subject: Subject) -> Profile:
        """The kind of vault, with the shapes of the statements of an episode's note."""
        if subject.kind is not NoteKind.EPISODE:
            return self._profile
        blocks = split(self._profile, self.text(subject))
        sources = {block.idents[0]: block.text for block in blocks if len(block.idents) == 1}
        note = self._note(subject)
        links = self._links(subject, note)
        is_escaped = self._template.escape != "none"

        def reader(mark: Annotation, written: str) -> Callable[[str], Said | None]:
            # Made when it is needed: of ten thousand statements a few were edited.
            def read(source: str) -> Said | None:
                given = _given(mark_values(note, self._template, mark, links))
                return shape_of(self._profile, written, given, is_escaped=is_escaped).read(source)

            return read

        shapes = {
            ident: reader(mark, sources[ident])
            for mark in note.annotations
            if (ident := self._profile.ident(mark)) in sources
        }
        return replace(self._profile, shapes=shapes)

    def _fill(self, first: Subject) -> None:
        """Make the note of `first`, and some of those that will be asked for next."""
        rest = [s for s in self._waiting if s != first and s not in self._made]
        notes = {first: self._note(first)}
        marks = len(notes[first].annotations)
        for subject in rest[: _TOGETHER - 1]:
            note = self._note(subject)
            marks += len(note.annotations)
            if marks > _MARKS_TOGETHER:
                break
            notes[subject] = note
        given = [(note, self._links(subject, note)) for subject, note in notes.items()]
        self._made |= zip(notes, fill_templates(self._template, given), strict=True)

    def _note(self, subject: Subject) -> EpisodeNote:
        """The note with the topics it needs: most of a library's are not in it."""
        episode = self._all.episodes[subject.id]
        marks = self._all.marks.get(episode.id, ())
        needed: set[int] = set()
        for topic_id in {topic for mark in marks for topic in mark.topics}:
            topic = self._all.by_topic.get(topic_id)
            while topic is not None and topic.id not in needed:
                needed.add(topic.id)
                topic = self._all.by_topic.get(topic.parent_id or 0)
        return EpisodeNote(episode, marks, tuple(t for t in self._all.topics if t.id in needed))

    def _links(self, subject: Subject, note: EpisodeNote) -> NoteLinks:
        """Links lead to the notes of this vault, whatever names these have."""
        here = self._names[subject].path
        topics = {
            topic.id: (place.page, self._profile.link(here, place.path, topic_name(topic)))
            for topic in note.topics
            if (place := self._names.get(of_topic(topic.id))) is not None
        }
        name = show_of(self._all.episodes[subject.id])
        show = self._names.get(of_show(name))
        link = (show.page, self._profile.link(here, show.path, name)) if show else ("", "")
        return NoteLinks(self._profile.name, topics, link)


def _given(mark: Mapping[str, Any]) -> Given:
    times: Sequence[str] = [time for time in (mark["times"], mark["time"]) if ":" in time]
    links = [topic["link"] for topic in mark["topics"]]
    return Given(mark["text"], mark["lines"], mark["speaker"], times, mark["address"], links)
