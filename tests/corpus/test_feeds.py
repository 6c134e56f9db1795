"""The feeds and chapters of the corpus, checked by eye against the files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.sources.feed import read_feed
from annotator.sources.feed_episode import read_chapters

FOLDER = Path(os.environ.get("ANNOTATOR_CORPUS") or Path(__file__).parents[3] / "shared/corpus")

pytestmark = pytest.mark.skipif(
    not (FOLDER / "feeds").is_dir(), reason="the corpus of real files is not here"
)


def test_a_feed_with_everything_podcasting_2_0_knows() -> None:
    data = (FOLDER / "feeds" / "podcastindex_feed_example.xml").read_bytes()
    feed = read_feed(data, "https://example.com/feed.xml")

    assert feed.language == "en-US"
    # The show that is on air is no episode.
    assert [item.published_on for item in feed.items] == ["2020-10-09", "2020-10-08", "2020-10-07"]
    newest = feed.items[0]
    assert [(one.kind, one.language, one.captions) for one in newest.transcripts] == [
        ("vtt", "es", True),
        ("txt", "", False),
    ]
    assert newest.media_url.endswith("file-03.mp3")
    assert newest.chapters_url.endswith("ep3_chapters.json")
    assert [person.role for person in newest.persons] == ["host", "guest", "cover art designer"]
    assert [(bite.start_ms, bite.duration_ms) for bite in newest.soundbites] == [(33_833, 60_000)]
    assert all(item.transcripts and item.chapters_url and item.guid for item in feed.items)


def test_chapters_of_a_real_episode() -> None:
    data = (FOLDER / "feeds" / "podcastindex_chapters_complex.json").read_bytes()
    chapters = read_chapters(data)

    assert len(chapters) == 10
    assert [chapter.start_ms for chapter in chapters[:4]] == [0, 168_000, 260_000, 410_000]
    assert (chapters[-1].start_ms, chapters[-1].title) == (6_089_000, "Outro")


def test_every_transcript_of_the_corpus_comes_in_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from annotator.app.terminal import run_terminal

    files = sorted((FOLDER / "transcripts").iterdir())
    library = tmp_path / "library.sqlite"

    status = run_terminal(["--library", str(library), "import", *map(str, files)])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0, [line for line in lines if line.startswith("–")]
    assert len(lines) == len(files)
    assert len({line.split()[0] for line in lines}) == len(files)
