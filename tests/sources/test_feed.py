"""Reading feeds: RSS, Atom, Podcasting 2.0, OPML, and what strangers make of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.sources.faults import SourceError
from annotator.sources.feed import (
    FeedItem,
    FeedLink,
    FeedPerson,
    Soundbite,
    read_feed,
    read_links,
)
from annotator.sources.feed_episode import described, read_chapters
from annotator.sources.feed_xml import in_utf8

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


def test_letters_by_name_and_titles_escaped_twice_are_read_as_meant() -> None:
    item = only(
        rss("<item><title>Zw&ouml;lf & <![CDATA[Ann &amp; Bob]]></title>"
            "<link>https://x.example/?page=1&amp;copy=2</link></item>")
    )  # fmt: skip
    assert item.title == "Zwölf & Ann & Bob"
    assert item.link == "https://x.example/?page=1&copy=2"


def test_usual_prefixes_need_no_declaration() -> None:
    bare = b"<rss><channel><title>a</title><item><title>b</title>%b</item></channel></rss>"
    item = only(bare % b"<itunes:duration>10</itunes:duration><odd:thing>1</odd:thing>")
    assert (item.title, item.duration_ms) == ("b", 10_000)


def test_a_byte_order_mark_before_blank_lines_is_passed_over() -> None:
    assert only(b"\xef\xbb\xbf\n\n" + rss(FULL)) == only(rss(FULL))


def test_the_sound_is_enclosed_before_a_picture_and_media_do_for_those_without() -> None:
    picture = '<enclosure url="https://x.example/a.jpg" type="image/jpeg"/>'
    sound = '<enclosure url="https://x.example/a.mp3" type="audio/mpeg"/>'
    assert only(rss(f"<item>{picture}{sound}</item>")).media_url == "https://x.example/a.mp3"
    media = (
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" '
        'url="https://x.example/a.mp4" type="video/mp4"/>'
    )
    assert only(rss(f"<item>{media}</item>")).media_url == "https://x.example/a.mp4"


def test_rss_of_the_first_version_is_read() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://purl.org/rss/1.0/"><channel><title>a</title></channel>'
        b"<item><title>b</title><link>https://x.example/b</link></item></rdf:RDF>"
    )
    assert only(data).title == "b"


def test_old_encodings_are_read() -> None:
    data = rss("<item><title>Café</title></item>").decode()
    latin = data.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert only(latin).title == "Café"


@pytest.mark.parametrize(
    ("title", "declared", "encoding"),
    [
        ("Чай & вода", "utf-16", "utf-16"),
        ("Чай & вода", "windows-1251", "cp1251"),
        ("水壶", "gb2312", "gb2312"),
        ("やかん", "Shift_JIS", "shift_jis"),
        ("Käse & Brot", "UTF-8", "cp1252"),
    ],
)
def test_a_feed_is_read_whatever_its_letters(title: str, declared: str, encoding: str) -> None:
    text = rss(f"<item><title>{title}</title></item>").decode().replace("UTF-8", declared)
    assert only(text.encode(encoding)).title == title


def test_letters_that_only_the_server_tells_are_known() -> None:
    text = "<rss><channel><item><title>Чай</title></item></channel></rss>"
    assert only(in_utf8(text.encode("cp1251"), "windows-1251")).title == "Чай"
    assert only(in_utf8(text.encode(), "no-such-letters")).title == "Чай"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\xef\xbb\xbf\n" + data,
        lambda data: b"<br /><b>Warning</b>: no cache\n" + data,
        lambda data: data + b"\n<b>Warning</b>: no cache\n",
        lambda data: data.replace(b' xmlns:podcast="%s"' % PODCAST.encode(), b""),
        lambda data: data.replace(b"<rss", b'<rss xmlns="http://backend.userland.com/rss2"'),
        lambda data: data.replace(b"<description>", b"<description>\x0bSalt & pepper&nbsp;"),
    ],
)
def test_a_spoilt_feed_loses_nothing(spoil: Callable[[bytes], bytes]) -> None:
    whole, spoilt = only(rss(FULL)), only(spoil(rss(FULL)))
    assert spoilt == replace(whole, description=spoilt.description)
    assert len(spoilt.transcripts) == 5


def test_what_is_quoted_whole_stays_as_it_is_where_the_rest_is_mended() -> None:
    item = only(
        rss(
            "<item><title><![CDATA[Salt & Pepper]]></title>"
            "<description>&eacute; & x</description></item>"
        )
    )
    assert item.title == "Salt & Pepper"
    assert item.description == "é & x"


def test_a_title_that_was_escaped_twice_is_read_as_meant() -> None:
    assert only(rss("<item><title>Q&amp;amp;A &amp;#8211; R&amp;D</title></item>")).title == (
        "Q&A – R&D"
    )


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("<![CDATA[<b>Talk</b> &amp; more]]>", "Talk & more"),
        ("&lt;p class='x'&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;br/&gt;three&lt;/p&gt;", "One Two three"),
        ("<![CDATA[A<EM>b</em>c <a\nhref='x'>d</a>]]>", "Abc d"),
        ("Talk <b>of <i>tea</i></b> and more", "Talk of tea and more"),
        # What is not closed is no markup, and what is escaped within it is what it shows.
        ("<![CDATA[vector<int>, 3 < 4 and the <b> of 5 > 4]]>",
         "vector<int>, 3 < 4 and the <b> of 5 > 4"),
        ("<![CDATA[<i>On</i> the &lt;b&gt;tag&lt;/b&gt;]]>", "On the <b>tag</b>"),
    ],
)  # fmt: skip
def test_a_title_is_plain_text_whatever_markup_it_holds(told: str, title: str) -> None:
    data = rss(f"<item><title>{told}</title></item>").replace(
        b"<title>On Kettles</title>", f"<title>{told}</title>".encode()
    )

    feed = read_feed(data, URL)

    assert (feed.title, feed.items[0].title) == (title, title)


def test_a_title_that_is_nothing_but_markup_counts_as_none() -> None:
    item = only(rss('<item><title><![CDATA[<b></b>]]></title><enclosure url="a-b.mp3"/></item>'))
    assert item.title == "a-b"


@pytest.mark.parametrize(
    ("enclosures", "address"),
    [
        ('<enclosure url="a.jpg" type="image/jpeg"/><enclosure url="a.mp3" type="audio/mpeg"/>',
         "https://kettles.example/a.mp3"),
        ('<m:content xmlns:m="http://search.yahoo.com/mrss/" url="/a.mp3" type="audio/mpeg"/>',
         "https://kettles.example/a.mp3"),
        ('<enclosure url=" /play?from=https://x.example/a.mp3 "/>',
         "https://kettles.example/play?from=https://x.example/a.mp3"),
        ('<enclosure url="//cdn.example/a.mp3"/>', "https://cdn.example/a.mp3"),
        ('<enclosure url="//[half/a.mp3"/>', "//[half/a.mp3"),
        ('<enclosure url="a.jpg" type="image/jpeg"/>', ""),
    ],
)  # fmt: skip
def test_the_sound_is_found_wherever_it_is_told(enclosures: str, address: str) -> None:
    assert only(rss(f"<item><title>a</title>{enclosures}</item>")).media_url == address


def test_addresses_are_relative_to_where_the_feed_was_found() -> None:
    data = rss('<item xml:base="2024/"><title>a</title><enclosure url="a.mp3"/></item>')
    [item] = read_feed(data, URL, "https://cdn.example/feeds/kettles.xml").items
    assert item.media_url == "https://cdn.example/feeds/2024/a.mp3"


def test_a_transcript_without_a_type_is_known_by_its_name() -> None:
    item = only(
        rss(
            "<item><title>a</title><podcast:transcript url='/a.txt'/>"
            "<podcast:transcript url='/a.vtt?x=1'/><podcast:transcript url='/a'/></item>"
        )
    )
    assert [one.kind for one in item.transcripts] == ["vtt", "txt", ""]


def test_the_feeds_that_a_web_page_names_are_listed() -> None:
    page = (
        b"<!DOCTYPE html><html><head><link rel=stylesheet href=/a.css>"
        b'<LINK rel="alternate" type="application/rss+xml" title="On &amp; off" href="/feed.xml">'
        b'<link rel="alternate" type="application/rss+xml" href="javascript:0"></head></html>'
    )
    assert read_links(page, "https://kettles.example/about") == (FeedLink(URL, "On & off"),)
    assert read_links(b"<html><p>Hello</p></html>", URL) is None


def test_a_feed_that_quotes_a_page_is_no_page() -> None:
    data = rss(
        "<item><title>a</title><description>&lt;html&gt;<![CDATA[<html>]]></description></item>"
    )
    assert read_links(data, URL) is None
    assert only(data).title == "a"


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
    [b"", b"<html><body>No feed</body></html>", b"<!DOCTYPE html><html></html>", b"{}",
     b"<rss><channel>", b"\xff\xfe\x00",
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
    links = read_links(data, "list.opml")
    assert links is not None
    assert [(one.title, one.url) for one in links] == [("On Kettles", URL)]
    assert read_links(rss(FULL), URL) is None


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


def test_chapters_are_read_as_loosely_as_they_are_written() -> None:
    chapters = read_chapters(
        b'\xef\xbb\xbf{"chapters": [{"startTime": "00:01:02.5", "title": "Salt &amp; pepper"},'
        b'{"startTime": "1:00", "title": "Ad", "toc": "false"}, {"startTime": "soon"}]}'
    )
    assert [(c.start_ms, c.title) for c in chapters] == [(62_500, "Salt & pepper")]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"chapters": 3}', b"[" * 100_000, b"\xff"])
def test_odd_chapters_are_none(data: bytes) -> None:
    assert read_chapters(data) == ()


def test_episodes_that_share_one_guid_are_told_apart_by_their_sound() -> None:
    same = "<guid>always-me</guid>"
    items = "".join(
        f'<item><title>Kettle {n}</title>{same}<enclosure url="/{n}.mp3" type="audio/mpeg"/></item>'
        for n in (1, 2, 2, 3)
    )
    found = read_feed(rss(f"<item><title>A note</title>{same}</item>{items}"), URL).items

    assert [one.title for one in found] == ["Kettle 1", "Kettle 2", "Kettle 3"]
    assert len({one.guid for one in found}) == 3
    assert found[0].guid == "always-me"


def test_an_enclosure_that_is_no_web_address_is_no_sound() -> None:
    items = (
        '<item><title>Odd</title><enclosure url="javascript:alert(1)" type="audio/mpeg"/></item>'
        '<item><title>File</title><enclosure url="file:///etc/passwd" type="audio/mpeg"/></item>'
    )
    assert [one.media_url for one in read_feed(rss(items), URL).items] == ["", ""]


def test_an_episode_without_a_title_is_called_by_its_file() -> None:
    item = '<item><enclosure url="/sound/first%20kettle.mp3?x=1" type="audio/mpeg"/></item>'
    assert [one.title for one in read_feed(rss(item), URL).items] == ["first kettle"]
