"""The report that carries the sound of each quotation."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.app.terminal import make_context
from annotator.commands import REGISTRY, Context
from annotator.commands.sample import add_sample
from annotator.domain.errors import UsageError
from annotator.domain.notes import Episode
from annotator.domain.transcript import Cue, Transcript
from annotator.settings import default_paths
from annotator.sources.media_probe import probe
from annotator.store.changes import TranscriptSource

ARTICLE = (
    "“Ask what you want to be able to do,” he said, “with the machine switched off.”\n\n"
    "“Nobody <b>ever</b> rowed there & back.”\n\n“The moon is a lighthouse for moths.”\n"
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    made = make_context(default_paths(tmp_path / "library.sqlite"))
    add_sample(made)
    library = made.session.library
    with closing(library):
        with library.changing("Make", None) as change:
            mute = change.writes.add_episode(Episode(0, "m", "Mute <&>", created_at=library.now()))
            cue = Cue(0, 3_000, "Nobody <b>ever</b> rowed there & back.", "A <i>")
            source = TranscriptSource("srt", "", "m", read_at=library.now())
            change.writes.use_transcript(mute.id, Transcript((cue,)), source=source)
        yield made


def test_a_page_holds_the_sound_of_what_was_said_where_the_recording_is_at_hand(
    context: Context, tmp_path: Path
) -> None:
    draft, page = tmp_path / "article.txt", tmp_path / "report.html"
    draft.write_text(ARTICLE, encoding="utf-8")
    REGISTRY["draft.check"].run(context, draft=draft, report=page, clips=True)
    text = page.read_text(encoding="utf-8")
    (sound,) = re.findall(r'src="data:audio/mpeg;base64,([^"]+)"', text)
    clip = tmp_path / "clip.mp3"
    clip.write_bytes(base64.b64decode(sound, validate=True))
    rows = REGISTRY["draft.check"].run(context, draft=draft).rows
    said_ms = rows[0].end_ms - rows[0].start_ms
    assert probe(clip).duration_ms == pytest.approx(said_ms + 300, abs=60)
    assert text.count("The recording is not at hand.") == 1
    # Nothing of draft, titles or transcripts is a tag of the page.
    assert set(re.findall(r"<(\w+)", text)) <= {
        "html", "meta", "title", "style", "h1", "h2", "p", "section", "blockquote", "audio",
        "ins", "del", "a",
    }  # fmt: skip
    assert "Mute &lt;&amp;&gt;, A &lt;i&gt;," in text


def test_without_clips_a_report_has_no_sound_and_other_endings_are_refused(
    context: Context, tmp_path: Path
) -> None:
    draft, page = tmp_path / "article.txt", tmp_path / "report.html"
    draft.write_text(ARTICLE, encoding="utf-8")
    REGISTRY["draft.check"].run(context, draft=draft, report=page)
    assert "audio" not in page.read_text(encoding="utf-8").replace("audio{", "")
    with pytest.raises(UsageError, match="a page that can hold sound"):
        REGISTRY["draft.check"].run(context, draft=draft, report=tmp_path / "r.md", clips=True)
