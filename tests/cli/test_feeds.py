"""`annotator feed` on a real server: listing, importing, and asking only for what changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from local_web import VTT, LocalWeb, redirect, tone

from annotator.app.terminal import run_terminal

Run = Callable[..., tuple[int, str, str]]

# yt-dlp leaves a connection that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on a library of the test's own: its status, what it printed and complained."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = run_terminal(["--library", str(tmp_path / "library.sqlite"), *map(str, words)])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


@pytest.fixture
def web(own_home: Path) -> Iterator[LocalWeb]:
    settings = own_home / "config" / "annotator" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("private_links = true\n")
    made = LocalWeb()
    yield made
    made.close()


def item(number: int, extra: str = "") -> str:
    return (
        f"<item><title>Kettle {number}</title><guid>k-{number}</guid>"
        f"<pubDate>Thu, 0{number} Feb 2024 08:00:00 GMT</pubDate>"
        "<itunes:duration>0:04</itunes:duration>"
        f'<enclosure url="/{number}.wav" type="audio/wav"/>{extra}</item>'
    )


def serve(web: LocalWeb, *items: str, etag: str = '"one"') -> str:
    text = (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
        f"<title>On Kettles</title><language>en</language>{''.join(items)}</channel></rss>"
    )
    return web.put("/feed.xml", text, "application/rss+xml", ETag=etag)


def with_extras(web: LocalWeb) -> str:
    web.put("/1.vtt", VTT, "text/vtt")
    web.put(
        "/1.chapters.json",
        '{"chapters": [{"startTime": 0, "title": "Water"}, {"startTime": 2, "title": "Fire"}]}',
        "application/json",
    )
    return (
        '<podcast:transcript url="/gone.json" type="application/json"/>'
        '<podcast:transcript url="/1.vtt" type="text/vtt"/>'
        '<podcast:chapters url="/1.chapters.json" type="application/json+chapters"/>'
    )


def query(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        return connection.execute(sql).fetchall()


def test_a_feed_is_listed_with_dates_lengths_and_what_it_offers(run: Run, web: LocalWeb) -> None:
    url = serve(web, item(1, with_extras(web)), item(2))

    status, out, _ = run("feed", url, "--json")

    assert status == 0
    first, second = json.loads(out)
    assert first == {
        "guid": "k-1", "title": "Kettle 1", "published_on": "2024-02-01", "duration_ms": 4_000,
        "media": True, "transcript": "json", "chapters": True, "episode": None,
    }  # fmt: skip
    assert (second["transcript"], second["chapters"]) == ("", False)
    assert "0:04" in run("feed", url)[1]


def test_chosen_episodes_come_in_with_words_chapters_and_sound(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    web.put("/1.wav", tone(4), "audio/wav")
    url = serve(web, item(1, with_extras(web)), item(2))

    assert run("feed", url, "--import", "k-1")[:2] == (0, "1  Kettle 1\n")

    assert query(
        tmp_path,
        "SELECT title, show.name, published_on, cue_count, duration_ms FROM episode"
        " JOIN show ON show.id = show_id JOIN transcript ON transcript.id = transcript_id"
        " JOIN media ON media.episode_id = episode.id",
    ) == [("Kettle 1", "On Kettles", "2024-02-01", 2, 4_000)]
    assert query(tmp_path, "SELECT start_ms, title FROM chapter") == [(0, "Water"), (2_000, "Fire")]
    assert json.loads(run("feed", url, "--json")[1])[0]["episode"] == 1
    assert len(list((tmp_path / "library.sqlite.media").glob("*.wav"))) == 1


def test_all_come_in_once_and_a_failure_is_a_line(run: Run, web: LocalWeb, tmp_path: Path) -> None:
    web.put("/1.wav", tone(1, 300), "audio/wav")
    web.put("/3.wav", tone(1, 500), "audio/wav")
    url = serve(web, item(1), item(2), item(3))

    status, out, _ = run("feed", url, "--all")

    lines = out.splitlines()
    assert status == 1
    assert (lines[0], lines[2]) == ("1  Kettle 1", "2  Kettle 3")
    assert lines[1].startswith("–  Kettle 2: ")
    assert "nothing at this link" in lines[1]

    web.put("/2.wav", tone(1, 400), "audio/wav")
    web.asked.clear()
    assert run("feed", url, "--all")[:2] == (0, "1  Kettle 1\n3  Kettle 2\n2  Kettle 3\n")
    assert "/1.wav" not in web.asked


@pytest.mark.parametrize(
    "title",
    ["Kettles and " * 30, "水壶与茶" * 40, "Чайники и самовары " * 20, "ab" + "\u0308" * 200],
    ids=["English", "Chinese", "Russian", "accents"],
)
def test_episodes_whose_long_titles_begin_alike_have_files_told_apart_by_name(
    run: Run, web: LocalWeb, tmp_path: Path, title: str
) -> None:
    sounds = {number: tone(1, 200 * number) for number in (1, 2)}
    for number, sound in sounds.items():
        web.put(f"/{number}.wav", sound, "audio/wav")
    url = serve(web, *(item(n).replace("Kettle ", title) for n in sounds))

    assert run("feed", url, "--all")[0] == 0

    paths = [
        Path(str(path)) for (path,) in query(tmp_path, "SELECT path FROM media ORDER BY episode_id")
    ]
    assert [path.read_bytes() for path in paths] == [*sounds.values()]
    # Whose sound it is shows in the name, whichever was fetched first.
    ends = [path.stem[-8:] for path in paths]
    assert ends == [hashlib.sha256(f"k-{n}".encode()).hexdigest()[:8] for n in sounds]
    assert max(len(path.name.encode()) for path in paths) <= 84


def test_words_alone_can_be_fetched(run: Run, web: LocalWeb, tmp_path: Path) -> None:
    url = serve(web, item(1, with_extras(web)), item(2))

    status, out, _ = run("feed", url, "--all", "--transcript-only")

    assert status == 1
    assert out.splitlines()[0] == "1  Kettle 1"
    assert "has no transcript in its feed" in out.splitlines()[1]
    assert not (tmp_path / "library.sqlite.media").exists()


def test_a_feed_that_has_not_changed_is_not_sent_again(run: Run, web: LocalWeb) -> None:
    url = serve(web, item(1))
    first = run("feed", url)

    assert run("feed", url) == first
    assert web.headers[-1]["If-None-Match"] == '"one"'

    serve(web, item(1), item(2), etag='"two"')
    assert "Kettle 2" in run("feed", url)[1]


def test_addresses_in_a_feed_are_followed_from_where_it_was_found(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    extra = '<podcast:transcript url="words/1.vtt" type="text/vtt"/>'
    serve(web, item(1, extra).replace("/1.wav", "1.wav"))
    web.pages["/shows/feed.xml"] = web.pages.pop("/feed.xml")
    web.put("/shows/1.wav", tone(1), "audio/wav")
    web.act("/shows/words/1.vtt", redirect("/1.vtt"))
    web.put("/1.vtt", VTT, "text/html")
    url = web.act("/kettles", redirect("/shows/feed.xml"))

    assert run("feed", url)[0] == 0
    # The second time the server says that nothing changed.
    assert run("feed", url, "--import", "k-1")[0] == 0
    assert query(tmp_path, "SELECT count(*) FROM cue") == [(2,)]


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/html"])
def test_importing_a_feed_says_which_verb_lists_it(run: Run, web: LocalWeb, kind: str) -> None:
    spoilt = f"\n<?xml version='1.0'?><rss><channel>{item(1)}</channel></rss>"

    status, out, err = run("import", web.put("/kettles", spoilt, kind))

    assert (status, out) == (1, "")
    assert err == (
        "annotator: This is a podcast feed, not one recording; “annotator feed” lists its"
        " episodes.\n"
    )
    assert run("feeds")[1] == ""


def test_the_feeds_of_a_web_page_are_listed(run: Run, web: LocalWeb) -> None:
    url = serve(web, item(1))
    page = f'<!doctype html><link rel="alternate" type="application/rss+xml" href="{url}">'
    assert json.loads(run("feed", web.put("/", page, "text/html"), "--json")[1]) == [
        {"title": url, "url": url}
    ]


def test_letters_that_the_server_told_once_are_known_from_the_cache(
    run: Run, web: LocalWeb
) -> None:
    data = "<rss><channel><item><title>Чай</title></item></channel></rss>".encode("cp1251")
    url = web.put("/feed.xml", data, "text/xml; charset=windows-1251", ETag='"one"')
    assert "Чай" in run("feed", url)[1]
    assert "Чай" in run("feed", url)[1]


def test_with_its_cache_gone_the_feed_is_asked_for_anew(
    run: Run, web: LocalWeb, own_home: Path
) -> None:
    url = serve(web, item(1))
    first = run("feed", url)
    for file in (own_home / "cache").rglob("*.xml"):
        file.unlink()

    assert run("feed", url) == first
    assert "If-None-Match" not in web.headers[-1]


def test_an_opml_file_lists_its_feeds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="On Kettles" xmlUrl="https://k.example/f"/>'
        "</body></opml>"
    )
    assert json.loads(run("feed", path, "--json")[1]) == [
        {"title": "On Kettles", "url": "https://k.example/f"}
    ]
    assert run("feed", path, "--all")[0] == 2


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<html><p>Hello</p></html>", "is not a podcast feed"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "refused as unsafe"),
    ],
)
def test_what_is_no_feed_is_told_in_one_sentence(
    run: Run, web: LocalWeb, body: str, sentence: str
) -> None:
    status, _, err = run("feed", web.put("/feed.xml", body, "text/html"))
    assert status == 1
    assert sentence in err
    assert err.count("\n") == 1


def test_an_unknown_guid_is_told(run: Run, web: LocalWeb) -> None:
    status, _, err = run("feed", serve(web, item(1)), "--import", "k-9")
    assert status == 1
    assert "no episode “k-9”" in err


def test_a_feed_cannot_lead_into_the_private_network(
    run: Run, web: LocalWeb, tmp_path: Path, own_home: Path
) -> None:
    web.put("/1.wav", tone(1), "audio/wav")
    saved = tmp_path / "feed.xml"
    saved.write_text(
        "<rss><channel><title>Trap</title><item><title>T</title><guid>t</guid>"
        f'<enclosure url="{web.url("/1.wav")}"/></item></channel></rss>'
    )
    (own_home / "config" / "annotator" / "settings.toml").write_text("private_links = false\n")

    status, out, _ = run("feed", saved, "--all")

    assert status == 1
    assert "on this machine or its network" in out
    assert web.asked == []


def test_an_episode_taken_out_of_the_library_can_be_brought_in_again(
    run: Run, web: LocalWeb, tmp_path: Path
) -> None:
    web.put("/1.wav", tone(1), "audio/wav")
    url = serve(web, item(1))
    run("feed", url, "--all")
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.execute("UPDATE episode SET trashed_at = '2024-01-01'")
        connection.commit()

    assert json.loads(run("feed", url, "--json")[1])[0]["episode"] is None
    assert run("feed", url, "--all")[1] == "1  Kettle 1\n"
    assert query(tmp_path, "SELECT count(*) FROM episode WHERE trashed_at IS NULL") == [(1,)]
