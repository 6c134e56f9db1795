"""Edits that wait to be stored, and what becomes of them where the library moves on meanwhile.

While an edit waits, its episode may get other words and its marks other topics. What the user
did is then done to what is there by now: a changed mark gets the changes and no more, and a new
one stands on the words that were meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from annotator.domain.anchoring import anchor_at, find_again
from annotator.domain.notes import Annotation
from annotator.domain.transcript import Transcript
from annotator.session.edits import Edit


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edit, with the marks it changes and the words of the open episode as it was made."""

    edit: Edit
    marks: Mapping[int, Annotation] = field(default_factory=dict)
    episode_id: int = 0
    words: Transcript | None = None

    def brought_up(self, now: Mapping[int, Annotation], words: Transcript | None) -> Edit:
        """The edit as it is to be stored: `now` are its marks as they are by then, `words` the
        words that its episode has."""
        moved_on = words is not self.words

        def carried(mark: Annotation) -> Annotation:
            known, current = self.marks.get(mark.id), now.get(mark.id)
            if known is not None and current is not None and known != current:
                return _rebased(mark, known, current, words if moved_on else None)
            if known is None and moved_on and words and mark.episode_id == self.episode_id:
                return _on_words(mark, words)
            return mark

        edit: Edit = _with_marks(self.edit, carried)
        return edit


class Unsaved:
    """What waits, oldest first, and in `trouble` the sentence that says why."""

    def __init__(self) -> None:
        self._list: list[Waiting] = []
        self.trouble = ""

    def __len__(self) -> int:
        return len(self._list)

    @property
    def oldest(self) -> Waiting:
        return self._list[0]

    def add(
        self,
        edit: Edit,
        mark: Callable[[int], Annotation | None],
        episode_id: int,
        words: Transcript | None,
    ) -> None:
        """Let an edit wait that was made with this episode open; `mark` finds its marks."""
        known = {there.id: there for one in _marks_in(edit) if (there := mark(one.id))}
        self._list.append(Waiting(edit, known, episode_id, words))

    def amend(self, edit: Edit, better: Edit) -> bool:
        """Put `better` in the place of `edit`; whether it still waited."""
        places = [place for place, one in enumerate(self._list) if one.edit is edit]
        for place in places:
            self._list[place] = replace(self._list[place], edit=better)
        return bool(places)

    def drop_oldest(self) -> None:
        del self._list[0]

    def take_back(self) -> Edit:
        """Let go of what came last, and say what it was."""
        return self._list.pop().edit


def _marks_in(edit: Edit) -> Sequence[Annotation]:
    """The marks that an edit would write."""
    found: list[Annotation] = []

    def keep(mark: Annotation) -> Annotation:
        found.append(mark)
        return mark

    _with_marks(edit, keep)
    return found


def _rebased(
    mark: Annotation, known: Annotation, current: Annotation, words: Transcript | None
) -> Annotation:
    """The changes from `known` to `mark`, made to `current`."""
    changes: dict[str, Any] = {
        each.name: getattr(mark, each.name)
        for each in fields(Annotation)
        if getattr(mark, each.name) != getattr(known, each.name)
    }
    if "topics" in changes:
        put_on = [topic for topic in mark.topics if topic not in known.topics]
        left = [t for t in current.topics if t in mark.topics or t not in known.topics]
        changes["topics"] = tuple(dict.fromkeys([*left, *put_on]))
    rebased = replace(current, **changes)
    return _on_words(rebased, words) if words is not None and "anchor" in changes else rebased


def _on_words(mark: Annotation, words: Transcript) -> Annotation:
    """A mark on its own words in a transcript that came after it was made."""
    anchor = anchor_at(words, mark.start_ms, mark.end_ms)
    if anchor.exact != mark.text:
        again = find_again(words, mark.anchor)
        if again is None:
            return replace(mark, needs_review=True)
        anchor = again
    span = words.span_of(anchor.start_ms, anchor.end_ms)
    return replace(mark, anchor=anchor, speaker=words.speaker_of(span) if span else mark.speaker)


def _with_marks(edit: Any, change: Callable[[Annotation], Annotation]) -> Any:
    """An edit, or what is in one, with every mark in it changed."""
    if isinstance(edit, Annotation):
        return change(edit)
    if type(edit) in (list, tuple):
        return tuple([_with_marks(part, change) for part in edit])
    if hasattr(edit, "apply"):
        parts = {each.name: getattr(edit, each.name) for each in fields(edit)}
        return replace(edit, **{name: _with_marks(part, change) for name, part in parts.items()})
    return edit
