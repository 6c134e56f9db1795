"""Pages that are read in a few passes must be read as they are tag by tag."""

from __future__ import annotations

import json
from itertools import product
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import html_page, noscribe, otranscribe, sami
from annotator.formats.draft import Draft, RawCue
from annotator.formats.html_passes import Tags
from annotator.formats.html_scan import BLOCKS

_PIECES = st.sampled_from(
    ["we", "it's", "naïve", "日本", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "&nbsp;", "&amp;",
     "&am", "p;", "&lt", "&#10;", "&#12;", "&#1;", "&#x2;", "Ann: ", "S00: ", "[0:07]", "// ",
     ":",
     "<br>", "<BR/>", "<br />", "<Br>", "</br>", "<i>", "</I>", '<font color="red">', "<p>",
     "</P>",
     "<span>", "</span>", "</a>", "<a>", "<div>", "<Div class='x'>", "<h1>", "<li>", "<x:y>",
     "<!x>",
     "<ſync>", "<section>", "<ſection>"]
)  # fmt: skip
_ODD = st.sampled_from(
    ["<", ">", "<b", "< b>", "<!--", "<!-- so -->", "-->", "<style>", "</style>", "<title>",
     "</head>",
     "<head>x</head>", "<nav", "<sync start=7>", "<SYNC Start=9000><P Class=ENCC>",
     "<P Class=KRCC>",
     "<SYNC Start='12'><P Class='x'>", '<SYNC Start="13><P Class=ENCC>', "<SYNC End=1 Start=5><P>",
     '<a name="ts_1_2_S01" >', '<a name="ts_-1_2_S&amp;1">', "<a href='x'>",
     '<span class="timestamp" data-timestamp="7.5">0:07</span>', '<span data-timestamp="">',
     '<span data-timestamp="8">', "[00:00:07] Ben: ", "\n<p>0:09", "</body>", "**x**"]
)  # fmt: skip
_SAID = st.lists(st.one_of(_PIECES, _PIECES, _PIECES, _ODD), max_size=5).map("".join)
_PLAIN = st.lists(_PIECES, max_size=4).map("".join)
_TALK = st.tuples(st.lists(st.one_of(_PLAIN, _PLAIN, _SAID), min_size=1, max_size=6), _SAID)


def _sami(above: str, said: list[str]) -> str:
    rows = [f"<SYNC Start={900 * at}><P Class=ENCC>{text}" for at, text in enumerate(said)]
    return f"<SAMI>{above}<BODY>\n" + "\n".join(rows) + "</BODY></SAMI>"


def _noscribe(above: str, said: list[str]) -> str:
    rows = [
        f'<p ><a name="ts_{900 * at}_{900 * at + 800}_S0{at % 2}" >'
        f"{'' if at % 3 else 'S00: <span >[0:00]</span>'}{text}</a></p>\n"
        for at, text in enumerate(said)
    ]
    return f"<!DOCTYPE html><head >x</head>{above}<body>{''.join(rows)}</body>"


def _otranscribe(above: str, said: list[str]) -> str:
    rows = [
        f'<p><span class="timestamp" data-timestamp="{at}.25">0:0{at}</span>{text}</p>'
        for at, text in enumerate(said)
    ]
    return json.dumps({"text": above + "".join(rows), "media": "", "media-time": 1})


def _page(above: str, said: list[str]) -> str:
    rows = [f"<p>[00:00:0{at}] Ann Lee: we {text}</p>" for at, text in enumerate(said)]
    return f"<html><head>x</head><body>{above}" + "\n".join(rows) + "</body></html>"


_WRITERS = {sami: _sami, noscribe: _noscribe, otranscribe: _otranscribe, html_page: _page}
"""Each has `_alike`, which is the quick way."""


@given(st.sampled_from(list(_WRITERS)), _TALK)
def test_pages_read_in_a_few_passes_or_tag_by_tag_are_the_same(
    module: ModuleType, talk: tuple[list[str], str]
) -> None:
    said, above = talk
    for preamble in ("", above):
        text = _WRITERS[module](preamble, said)
        assert _shown(module.parse(text)) == _shown(_tag_by_tag(module, text))


@pytest.mark.parametrize("module", list(_WRITERS), ids=lambda module: module.__name__[21:])
def test_what_tools_write_is_read_in_a_few_passes(module: ModuleType) -> None:
    said = ["one &amp; <i>two</i>", "three", "four"]
    text = _WRITERS[module]("", said)
    if module is otranscribe:
        text = json.loads(text)["text"]
    cues = module._alike(text)
    texts = [cue[2].removeprefix("we ") for cue in cues]
    assert texts == ["one & two", "three", "four"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (" one<br>two ", "one\ntwo"),
        ("one <br> <BR/>\n two&nbsp; <i>x</i>", "one\ntwo x"),
        ("<p>one<b>two", "one two"),
        ("a&am<b>p;", "a&am p;"),
        ("a < b", None),
        ("a <!-- b --> c", None),
        ("<Br>", None),
        ("<style>", None),
        ("a\x01b", None),
    ],
)
def test_tags_part_lines_or_words_or_are_refused(text: str, lines: str | None) -> None:
    assert Tags(["br", "p"]).lines(text, " ") == lines


def test_all_blocks_part_lines_in_small_letters_and_in_capitals() -> None:
    tags = Tags(BLOCKS - {"header"})
    for name, slash in product(BLOCKS - {"header", "head", "title"}, ["", "/"]):
        assert tags.lines(f"a<{slash}{name} x>b<{slash}{name.upper()}>c") == "a\nb\nc"


def _tag_by_tag(module: ModuleType, text: str) -> Draft:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_alike", lambda _: None)
        return module.parse(text)  # type: ignore[no-any-return]


def _shown(draft: Draft) -> tuple[list[RawCue], str, dict[str, int]]:
    return draft.cues, draft.language, {kind: n for kind, n in draft.changes.items() if n}
