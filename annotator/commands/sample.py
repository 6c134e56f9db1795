"""The conversation that comes with the program, with its topics and marks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.commands.context import Context
from annotator.commands.topics import find_topic
from annotator.domain.anchoring import find_again
from annotator.domain.notes import Anchor, Annotation, Episode, Kind, Topic
from annotator.domain.transcript import Transcript
from annotator.phrases import phrase
from annotator.resources import resource
from annotator.session.tagging import new_uid


def open_sample(context: Context) -> None:
    """Open the sample episode in the window, bringing it into the library if need be."""
    context.session.open(add_sample(context))


def add_sample(context: Context) -> int:
    """The sample's id. Its topics and marks come with it when it is new to the library."""
    from annotator.session.imports import add_episode, read_fetched
    from annotator.sources.local_file import fetch_local

    facts = json.loads(resource("sample", "marks.json").read_text(encoding="utf-8"))
    fetched = fetch_local(
        resource("sample", facts["media"]),
        resource("sample", facts["transcript"]),
        lambda _done: None,
    )
    fetched = replace(
        fetched,
        title=facts["title"],
        show=facts["show"],
        language=facts["language"],
        description=facts["description"],
    )
    imported = add_episode(context.session.library, read_fetched(fetched))
    if imported.is_new:
        _add_marks(context, imported.episode_id, facts)
    context.session.episodes_changed.tell(None)
    return imported.episode_id


def _add_marks(context: Context, episode_id: int, facts: Mapping[str, Any]) -> None:
    library = context.session.library
    transcript = library.episodes.transcript(episode_id)
    episode = library.episodes.get(episode_id)
    if transcript is None or episode is None:
        return
    digits = {topic.digit for topic in context.session.topics}
    with library.changing(phrase("Sample marks"), episode_id) as change:
        ids = {}
        for position, item in enumerate(facts["topics"]):
            known = find_topic(context, item["name"])
            if known is None:
                digit = item["digit"] if item["digit"] not in digits else None
                known = change.writes.add_topic(
                    Topic(0, new_uid(), item["name"], item["colour"], None, digit, "", position)
                )
            ids[item["name"]] = known.id
        for item in facts["marks"]:
            mark = _mark(episode, transcript, item, ids, library.now())
            if mark is not None:
                change.writes.add_annotation(mark)
    context.session.refresh_topics()


def _mark(
    episode: Episode,
    transcript: Transcript,
    item: Mapping[str, Any],
    topics: Mapping[str, int],
    moment: str,
) -> Annotation | None:
    anchor = find_again(transcript, Anchor(0, transcript.end_ms, item["exact"]))
    if anchor is None:
        return None
    span = transcript.span_of(anchor.start_ms, anchor.end_ms)
    return Annotation(
        id=0,
        uid=new_uid(),
        episode_id=episode.id,
        kind=Kind(item["kind"]),
        anchor=anchor,
        topics=tuple(topics[name] for name in item["topics"]),
        note=item["note"],
        speaker=transcript.speaker_of(span) if span else "",
        created_at=moment,
        changed_at=moment,
    )
