"""Links and feeds, on a server of this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from front import Front
from pytest_bdd import given, parsers, scenarios, then, when

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from local_web import VTT, LocalWeb, tone

scenarios("links.feature")

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def web(front: Front) -> Iterator[LocalWeb]:
    front.settings = replace(front.settings, private_links=True)
    made = LocalWeb()
    yield made
    made.close()


@given("a talk on the web")
def put_talk(web: LocalWeb) -> None:
    web.put("/bread.wav", tone(4), "audio/wav")
    web.put("/bread.vtt", VTT, "text/vtt")
    web.put(
        "/talk",
        '<title>Of bread</title><audio src="/bread.wav">'
        '<track kind="captions" srclang="en" src="/bread.vtt"></audio>',
        "text/html",
    )


@given("the link of the talk is on the clipboard")
def copy_link(front: Front, web: LocalWeb) -> None:
    front.answers.clipboard = web.url("/talk")


@when('I press "Ctrl+Shift+O" and answer the link of the talk')
def type_link(front: Front, web: LocalWeb) -> None:
    front.answers.next = web.url("/talk")
    front.press("Ctrl+Shift+O")


@given("a podcast with the talk in it")
def put_podcast(web: LocalWeb) -> None:
    web.put(
        "/feed",
        "<rss><channel><title>Crumbs</title><item><title>Of bread</title><guid>1</guid>"
        '<enclosure url="/bread.wav" type="audio/wav"/></item></channel></rss>',
        "application/rss+xml",
    )


@when(parsers.parse('I open its feed and choose "{title}"'))
def open_feed(front: Front, web: LocalWeb, title: str) -> None:
    from annotator.commands.feeds import open_feed

    front.answers.next = title
    front.do(open_feed, web.url("/feed"))


@then(parsers.parse('the episode "{title}" is open'))
def is_open(front: Front, title: str) -> None:
    assert front.session.episode is not None, front.told
    assert front.session.episode.title == title


@then(parsers.parse("it has {what}"))
def has(front: Front, what: str) -> None:
    episode = front.session.episode
    assert episode is not None
    sound = episode.media is not None and Path(episode.media.path).exists()
    words = front.session.transcript is not None
    assert (sound, words) == {
        "sound and words": (True, True),
        "words alone": (False, True),
        "sound alone": (True, False),
    }[what]


@then("the sound was fetched once")
def fetched_once(front: Front, web: LocalWeb) -> None:
    media = front.library_path.with_name(front.library_path.name + ".media")
    assert len(list(media.glob("*.wav"))) == 1
    assert web.asked.count("/bread.wav") == 1
