"""Reading feeds: RSS, Atom, Podcasting 2.0, OPML, and what strangers make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.sources.faults import SourceError
from annotator.sources.feed import FeedItem, FeedPerson, Soundbite, read_feed, read_opml
from annotator.sources.feed_episode import described, read_chapters

URL = "https://kettles.example/feed.xml"
PODCAST = "https://podcastindex.org/namespace/1.0"
GITHUB = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"


def rss(items: str, namespace: str = PODCAST, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<rss version="2.0" xmlns:podcast="{namespace}"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:psc="http://podlove.org/simple-chapters"'
        ' xmlns:atom="http://www.w3.org/2005/Atom">'
        "<channel><title>On Kettles</title><language>en-GB</language>"
        f"<item-of-another-kind/>{items}</channel></rss>"
    ).encode()


FULL = """
<item>
  <title>The first
     kettle</title>
  <guid isPermaLink="false">k-1</guid>
  <link>https://kettles.example/1</link>
  <pubDate>Thu, 29 Feb 2024 23:30:00 +0100</pubDate>
  <itunes:duration>1:02:03</itunes:duration>
  <description>Short.</description>
  <content:encoded>&lt;p&gt;Longer &amp;amp; warmer.&lt;/p&gt;
&lt;p&gt;Two.&lt;/p&gt;</content:encoded>
  <enclosure url="/sound/1.mp3" length="12345" type="audio/mpeg"/>
  <podcast:transcript url="1.txt" type="text/plain"/>
  <podcast:transcript url="1.srt" type="application/x-subrip" language="en" rel="captions"/>
  <podcast:transcript url="1.html" type="text/html"/>
  <podcast:transcript url="1.json" type="application/json"/>
  <podcast:transcript url="1.vtt" type="text/vtt"/>
  <podcast:chapters url="https://cdn.example/1.json" type="application/json+chapters"/>
  <podcast:person role="Host">Ada  Lund</podcast:person>
  <podcast:person>Ben Osei</podcast:person>
  <podcast:soundbite startTime="73.5" duration="60.0">The lid</podcast:soundbite>
  <psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Water"/>
    <psc:chapter start="0:12:30.5" title="Fire"/>
    <psc:chapter start="soon" title="?"/></psc:chapters>
</item>
"""


def only(data: bytes) -> FeedItem:
    [item] = read_feed(data, URL).items
    return item


@pytest.mark.parametrize("namespace", [PODCAST, GITHUB, GITHUB.lower().replace("https", "http")])
def test_an_episode_is_read_with_all_it_offers(namespace: str) -> None:
    feed = read_feed(rss(FULL, namespace), URL)
    [item] = feed.items

    assert (feed.title, feed.language) == ("On Kettles", "en-GB")
    assert (item.title, item.guid) == ("The first kettle", "k-1")
    assert item.published_on == "2024-02-29"
    assert item.duration_ms == 3_723_000
    assert item.media_url == "https://kettles.example/sound/1.mp3"
    assert (item.media_type, item.media_bytes) == ("audio/mpeg", 12_345)
    assert [one.kind for one in item.transcripts] == ["json", "vtt", "srt", "html", "txt"]
    assert item.transcripts[0].url == "https://kettles.example/1.json"
    assert item.transcripts[2].captions
    assert item.chapters_url == "https://cdn.example/1.json"
    assert [(c.start_ms, c.title) for c in item.chapters] == [(0, "Water"), (750_500, "Fire")]
    assert item.persons == (FeedPerson("Ada Lund", "host"), FeedPerson("Ben Osei", "host"))
    assert item.soundbites == (Soundbite(73_500, 60_000, "The lid"),)
    assert described(item) == ("Longer & warmer.\nTwo.\nWith Ada Lund (host), Ben Osei (host).")


def test_atom_is_read_too() -> None:
    item = only(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>On Kettles</title><entry>'
        b"<id>urn:k-1</id><title>The first kettle</title><updated>2024-03-01T10:00:00Z</updated>"
        b'<link rel="alternate" href="https://kettles.example/1"/>'
        b'<link rel="enclosure" href="https://kettles.example/1.mp3" type="audio/mpeg"/>'
        b"<summary>Short.</summary></entry></feed>"
    )
    assert (item.guid, item.title, item.published_on) == (
        "urn:k-1", "The first kettle", "2024-03-01",
    )  # fmt: skip
    assert item.media_url == "https://kettles.example/1.mp3"
    assert item.link == "https://kettles.example/1"


@pytest.mark.parametrize(
    ("told", "ms"),
    [("75", 75_000), ("1:15", 75_000), ("75.5", 75_500), ("61:00", 3_660_000), ("-5", 0),
     ("soon", 0), ("", 0), ("9" * 40, 0)],
)  # fmt: skip
def test_a_length_is_read_in_every_spelling(told: str, ms: int) -> None:
    data = rss(f"<item><title>a</title><itunes:duration>{told}</itunes:duration></item>")
    assert only(data).duration_ms == ms


def test_an_episode_without_a_guid_is_named_by_its_sound() -> None:
    item = only(rss('<item><title>a</title><enclosure url="https://x.example/a.mp3"/></item>'))
    assert item.guid == "https://x.example/a.mp3"


def test_an_episode_told_twice_is_listed_once() -> None:
    assert read_feed(rss(FULL + FULL), URL).items == (only(rss(FULL)),)


def test_what_hand_made_feeds_get_wrong_is_read_all_the_same() -> None:
    item = only(b"\n\n" + rss("<item><title>Salt & pepper&nbsp;\x0b too</title></item>"))
    assert item.title.startswith("Salt & pepper")


def test_old_encodings_are_read() -> None:
    data = rss("<item><title>Café</title></item>").decode()
    latin = data.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert only(latin).title == "Café"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(head: str) -> None:
    with pytest.raises(SourceError, match="refused as unsafe"):
        read_feed(rss(FULL, head=head), URL)


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body>No feed</body></html>", b"{}", b"<rss><channel>", b"\xff\xfe\x00",
     b'<?xml version="1.0" encoding="klingon"?><rss/>'],
)  # fmt: skip
def test_what_is_no_feed_is_one_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="is not a podcast feed"):
        read_feed(data, URL)


@given(st.binary(max_size=200), st.integers(0, 2_000), st.integers(0, 50))
def test_a_mangled_feed_is_read_or_refused_and_never_more(
    junk: bytes, place: int, cut: int
) -> None:
    whole = rss(FULL)
    told = ""
    try:
        read_feed(whole[:place] + junk + whole[place + cut :], URL)
    except AnnotatorError as error:
        told = str(error)
    assert "\n" not in told


def test_opml_lists_feeds_once_each() -> None:
    data = (
        b'<?xml version="1.0"?><opml version="2.0"><body><outline text="Talk">'
        b'<outline type="rss" text="On Kettles" xmlUrl="https://kettles.example/feed.xml"/>'
        b'<outline text="Again" xmlUrl="https://kettles.example/feed.xml"/>'
        b'<outline text="Evil" xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    links = read_opml(data, "list.opml")
    assert links is not None
    assert [(one.title, one.url) for one in links] == [("On Kettles", URL)]
    assert read_opml(rss(FULL), URL) is None


def test_json_chapters_are_read_in_order() -> None:
    chapters = read_chapters(
        b'{"version": "1.2.0", "chapters": [{"startTime": 61.5, "title": "Fire", "endTime": 80},'
        b'{"startTime": 0, "title": "Water"}, {"startTime": 10, "title": "Ad", "toc": false},'
        b'{"title": "Nowhere"}, {"startTime": "90", "title": null}, 7, {"startTime": -1}]}'
    )
    assert [(c.start_ms, c.title, c.end_ms) for c in chapters] == [
        (0, "Water", None),
        (61_500, "Fire", 80_000),
        (90_000, "", None),
    ]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"chapters": 3}', b"[" * 100_000, b"\xff"])
def test_odd_chapters_are_none(data: bytes) -> None:
    assert read_chapters(data) == ()
