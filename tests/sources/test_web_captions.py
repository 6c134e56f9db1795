"""A YouTube video as yt-dlp tells of it, through yt-dlp's own processing: facts and captions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.sources.addresses import Guard
from annotator.sources.faults import NoRuntimeError, SourceError
from annotator.sources.web import fetch_media, fetch_page
from annotator.sources.web_captions import choose_captions
from annotator.sources.web_page import WebPage, page_from_info
from annotator.sources.web_session import Downloader

LINK = "https://www.youtube.com/watch?v=abcdefghijk"


def tracks(language: str, *, translated_from: str = "") -> list[dict[str, str]]:
    """The formats YouTube offers for one language."""
    extra = f"&tlang={language}" if translated_from else ""
    base = f"https://www.youtube.com/api/timedtext?v=abcdefghijk&lang={language}{extra}"
    return [
        {"ext": ext, "url": f"{base}&fmt={ext}", "name": language}
        for ext in ("vtt", "srv1", "srv3", "ttml", "json3")
    ]


def youtube_info(**changes: Any) -> dict[str, Any]:
    """A video's info as the YouTube extractor hands it on, cut down to what matters."""
    return {
        "id": "abcdefghijk",
        "title": "Kettles  and\nthe people who fill them",
        "extractor": "youtube",
        "extractor_key": "Youtube",
        "webpage_url": LINK,
        "channel": "The Kettle Channel",
        "uploader": "Somebody",
        "upload_date": "20240229",
        "duration": 185,
        "description": "A long talk.\n",
        "language": "de",
        "live_status": "not_live",
        "chapters": [
            {"start_time": 0.0, "end_time": 61.5, "title": "Water"},
            {"start_time": 61.5, "end_time": 185, "title": "Fire"},
        ],
        "formats": [
            {"format_id": "sb0", "ext": "mhtml", "protocol": "mhtml", "vcodec": "none",
             "acodec": "none", "url": "https://i.ytimg.com/sb/0.jpg"},
            {"format_id": "140", "ext": "m4a", "protocol": "https", "vcodec": "none",
             "acodec": "mp4a.40.2", "abr": 129.5, "filesize": 3_000_000,
             "url": "https://r1.googlevideo.com/140"},
            {"format_id": "18", "ext": "mp4", "protocol": "https", "vcodec": "avc1",
             "acodec": "mp4a.40.2", "height": 360, "url": "https://r1.googlevideo.com/18"},
        ],
        "subtitles": {
            "live_chat": [{"ext": "json", "url": "https://x/chat", "protocol": "youtube_live_chat"}]
        },
        "automatic_captions": {
            "ar": tracks("ar", translated_from="de"),
            "de-orig": tracks("de-orig"),
            "de": tracks("de"),
            "en": tracks("en", translated_from="de"),
        },
        **changes,
    }  # fmt: skip


@pytest.fixture
def downloader(tmp_path: Path) -> Iterator[Downloader]:
    with Downloader(tmp_path, Guard()) as made:
        yield made


def page(downloader: Downloader, *languages: str, **changes: Any) -> WebPage:
    info = downloader.process_ie_result(youtube_info(**changes), download=False)
    return page_from_info(downloader, info, LINK, languages or ("en",))


def test_the_facts_of_a_video_are_kept(downloader: Downloader) -> None:
    found = page(downloader)

    assert found.title == "Kettles and the people who fill them"
    assert found.show == "The Kettle Channel"
    assert found.published_on == "2024-02-29"
    assert found.duration_ms == 185_000
    assert found.video_id == "abcdefghijk"
    assert found.description == "A long talk."
    assert found.url == LINK
    assert [(c.start_ms, c.end_ms, c.title) for c in found.chapters] == [
        (0, 61_500, "Water"),
        (61_500, 185_000, "Fire"),
    ]
    assert found.size_bytes == 3_000_000
    assert found.has_media


def test_people_s_captions_come_before_automatic_ones(downloader: Downloader) -> None:
    found = page(downloader, "en", subtitles={"fr": tracks("fr"), "de": tracks("de")})

    assert found.captions is not None
    assert not found.captions.automatic
    assert found.captions.language == "de"  # what is spoken, since nobody wrote English


def test_the_users_language_comes_first_among_people_s_captions(downloader: Downloader) -> None:
    subtitles = {"de": tracks("de"), "en-GB": tracks("en-GB"), "en": tracks("en")}

    assert page(downloader, "en", subtitles=subtitles).captions.language == "en"  # type: ignore[union-attr]
    assert page(downloader, "en-GB", subtitles=subtitles).captions.language == "en-GB"  # type: ignore[union-attr]


def test_what_was_recognised_comes_before_what_was_translated(downloader: Downloader) -> None:
    found = page(downloader, "en")

    assert found.captions is not None
    assert found.captions.automatic
    assert found.captions.language == "de-orig"
    assert found.language == "de"


def test_json3_comes_before_vtt_and_the_chat_is_never_taken(downloader: Downloader) -> None:
    found = page(downloader)

    assert found.captions is not None
    assert [place[0] for place in found.captions.places] == [
        "json3", "vtt", "srv3", "srv1", "ttml",
    ]  # fmt: skip
    assert page(downloader, automatic_captions={}).captions is None


def test_captions_in_pieces_are_taken_where_the_pieces_can_be_put_together() -> None:
    def offered(kind: str) -> dict[str, object]:
        one = {"ext": kind, "url": "https://x/a", "protocol": "m3u8_native"}
        return {"subtitles": {"en": [one]}}

    found = choose_captions(offered("vtt"), ("en",))
    assert found is not None
    assert found.places == (("pieces", "https://x/a", ""),)
    assert choose_captions(offered("ttml"), ("en",)) is None


@pytest.mark.parametrize(
    "info",
    [
        {},
        {"subtitles": None, "automatic_captions": []},
        {"subtitles": {"en": None, "de": [None, 3, {}], "fr": [{"ext": "vtt"}]}},
    ],
)
def test_odd_shapes_are_no_captions(info: dict[str, Any]) -> None:
    assert choose_captions(info, ("en",)) is None


def test_a_broadcast_under_way_is_refused(downloader: Downloader) -> None:
    with pytest.raises(SourceError, match="being broadcast"):
        page(downloader, is_live=True, live_status="is_live")


def test_a_list_is_told_from_an_episode(downloader: Downloader) -> None:
    two = {"_type": "playlist", "title": "All", "entries": [youtube_info(), youtube_info()]}
    with pytest.raises(SourceError, match="leads to a list"):
        page_from_info(downloader, two, LINK, ("en",))


def test_without_a_javascript_runtime_the_sound_is_explained_and_the_words_offered(
    downloader: Downloader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Downloader, "has_runtime", False)
    found = page(downloader, formats=[])

    assert found.captions is not None
    with pytest.raises(NoRuntimeError, match="JavaScript runtime") as caught:
        fetch_media(found, tmp_path, Guard(), lambda *_: None)
    assert "transcript alone" in str(caught.value)


def test_a_page_without_captions_cannot_be_had_without_sound(
    downloader: Downloader, tmp_path: Path
) -> None:
    found = page(downloader, automatic_captions={})
    with pytest.raises(SourceError, match="has no transcript; fetch its audio"):
        fetch_page(found, tmp_path, Guard(), media=False)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("[youtube] abc: Private video. Sign in if you've been granted access", "is private"),
        ("[youtube] abc: Video unavailable. This video has been removed by the uploader",
         "removed or was never there"),
        ("[youtube] abc: Sign in to confirm you’re not a bot. Use --cookies", "signed-in"),
        ("[youtube] abc: Join this channel to get access to members-only content", "paying"),
        ("[youtube] abc: The uploader has not made this video available in your country",
         "your country"),
        ("[generic] Unsupported URL: https://example.org/", "No audio or video was found"),
    ],
)  # fmt: skip
def test_what_a_site_says_becomes_one_plain_sentence(
    said: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yt_dlp.utils import DownloadError

    from annotator.sources.web import look_up

    def failing(*_: Any, **__: Any) -> None:
        raise DownloadError("ERROR: " + said)

    monkeypatch.setattr(Downloader, "extract_info", failing)
    with pytest.raises(SourceError, match=told) as caught:
        look_up(LINK, Guard())
    assert "--" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_of_the_users_own_reaches_yt_dlp(downloader: Downloader) -> None:
    import os

    assert os.environ["YTDLP_NO_PLUGINS"] == "1"
    given = downloader.params
    assert not given["usenetrc"]
    assert not given["enable_file_urls"]
    assert given["noplaylist"]
    assert [name for name in given if "cookie" in name or "exec" in name] == []
    handlers = downloader._request_director.handlers
    assert [type(handler).__name__ for handler in handlers.values()] == ["GuardedRH"]
