"""The notes of a vault whose episodes are written by a template of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

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
        note, links = self._note(subject), self._links(subject)
        shapes: dict[str, Callable[[str], Said | None]] = {}
        for mark in note.annotations:
            ident = self._profile.ident(mark)
            if ident in sources:
                given = _given(mark_values(note, self._template, mark, links))
                escaped = self._template.escape != "none"
                shapes[ident] = shape_of(
                    self._profile, sources[ident], given, is_escaped=escaped
                ).read
        return replace(self._profile, shapes=shapes)

    def _fill(self, first: Subject) -> None:
        rest = [s for s in self._waiting if s != first and s not in self._made]
        subjects, marks = [first], len(self._note(first).annotations)
        for subject in rest[: _TOGETHER - 1]:
            marks += len(self._note(subject).annotations)
            if marks > _MARKS_TOGETHER:
                break
            subjects.append(subject)
        notes = [(self._note(s), self._links(s)) for s in subjects]
        self._made |= zip(subjects, fill_templates(self._template, notes), strict=True)

    def _note(self, subject: Subject) -> EpisodeNote:
        episode = self._all.episodes[subject.id]
        return EpisodeNote(episode, self._all.marks.get(episode.id, ()), self._all.topics)

    def _links(self, subject: Subject) -> NoteLinks:
        """Links lead to the notes of this vault, whatever names these have."""
        here = self._names[subject].path
        topics = {
            topic.id: (place.page, self._profile.link(here, place.path, topic_name(topic)))
            for topic in self._all.topics
            if (place := self._names.get(of_topic(topic.id))) is not None
        }
        name = show_of(self._all.episodes[subject.id])
        show = self._names.get(of_show(name))
        link = (show.page, self._profile.link(here, show.path, name)) if show else ("", "")
        return NoteLinks(self._profile.name, topics, link, self._profile.ident)


def _given(mark: Mapping[str, Any]) -> Given:
    times: Sequence[str] = [time for time in (mark["times"], mark["time"]) if ":" in time]
    links = [topic["link"] for topic in mark["topics"]]
    return Given(mark["text"], mark["lines"], mark["speaker"], times, mark["address"], links)
