"""A Logseq page: blocks that play, with ids of their own that stay."""

from __future__ import annotations

import re
import uuid

from annotator.domain.notes import Kind, Media, Topic
from annotator.exporters import exporter
from annotator.exporters.note import EpisodeNote

render = exporter("logseq").render


def test_a_mark_plays_the_video_of_its_page(sample_note: EpisodeNote) -> None:
    page = render(sample_note)
    assert page.index("{{video https://youtu.be/abcDEF12_-9}}") < page.index(
        "{{youtube-timestamp 112}} **Ida:**"
    )


def test_a_mark_of_a_file_is_linked_to_its_place_in_it(make_note, make_mark) -> None:
    media = Media("/home/ida/a talk.mp3", "00", 1)
    page = render(make_note((make_mark("so it is", 112_000, 131_500),), media=media))
    assert "- [1:52–2:11](file:///home/ida/a%20talk.mp3#t=112,131.5) “so it is”" in page
    assert "youtube" not in page


def test_every_block_has_an_id_that_is_a_uuid_and_stays(sample_note: EpisodeNote) -> None:
    ids = re.findall(r"^\t*  id:: (.+)$", render(sample_note), re.MULTILINE)
    assert len(set(ids)) == len(sample_note.annotations)
    assert [str(uuid.UUID(one)) for one in ids] == ids
    assert ids == re.findall(r"^\t*  id:: (.+)$", render(sample_note), re.MULTILINE)


def test_nested_topics_are_nested_blocks(make_note, make_mark) -> None:
    topics = (Topic(1, "t1", "Craft", "#000000"), Topic(2, "t2", "Bread", "#000000", parent_id=1))
    mark = make_mark(
        "knead it", 5_000, 6_000, topics=(2,), kind=Kind.QUOTE, note="twice\n\nor more"
    )
    page = render(make_note((mark,), topics))
    assert "- ## [[Craft]]\n\t- ### [[Bread]]\n\t\t- 0:05–0:06 “knead it”\n" in page
    assert page.endswith("\n\t\t\t- twice\n\t\t\t- or more\n")
