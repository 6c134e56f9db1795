"""ELAN's annotations taken out of the XML by columns must be those that are read one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import TranscriptError
from annotator.formats import elan
from annotator.formats.draft import RawCue

_PLAIN = st.sampled_from(
    ["we", "it's", "日本", " ", "\n", "\u00a0", "&amp;", "&lt;i&gt;", "&amp;lt;", "&quot;",
     "&nbsp;", "&", ";", ">", "ANNOTATION"]
)  # fmt: skip
_ODD = st.sampled_from(
    ["&#65;", "&#1;", "<", "<b>x</b>", "<!-- so -->", "<![CDATA[<]]>", "]]>", "\ufffe", "\ue000",
     "</ANNOTATION_VALUE>", "</TIER>", "<TIER>", "<x:y/>"]
)  # fmt: skip
_SAID = st.lists(st.one_of(_PLAIN, _PLAIN, _PLAIN, _ODD), max_size=4).map("".join)
_TIER = st.tuples(
    st.sampled_from(['PARTICIPANT="Ann"', 'TIER_ID=" B  "', "", 'TIER_ID="c" PARENT_REF="B"']),
    st.lists(st.one_of(st.lists(_PLAIN, max_size=4).map("".join), _SAID), max_size=3),
)
_EDITS = st.sampled_from(
    [None, None, None, ("</TIER>", "<!-- </TIER> -->"), ('"a1"', '"a0"'),
     ("<TIME_SLOT ", "<!-- -->"),
     ('VALUE="1800"', ""), ('VALUE="900"', 'VALUE="-9"'), ("SLOT_REF1", "SLOT_REF9"),
     ("<TIER", "<q"),
     ("<ANNOTATION>", "<!-- <ANNOTATION>"), ("<TIME_ORDER>", "<TIME_ORDER><!DOCTYPE x>"),
     ("<ANNOTATION>", "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID='z' ANNOTATION_REF='a1'/>"),
     ("</ANNOTATION_DOCUMENT>", ""), ("<TIER", "<TIER><TIER"), ("ts3", "ts1"), ("DOCUMENT>", "X>")]
)  # fmt: skip


def _written(tiers: list[tuple[str, list[str]]]) -> str:
    rows, number = [], 0
    for attributes, said in tiers:
        rows.append(f"<TIER {attributes}>")
        for text in said:
            rows.append(
                f'<ANNOTATION>\n <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}"'
                f' TIME_SLOT_REF1="ts{number}" TIME_SLOT_REF2="ts{number + 1}">\n'
                f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE> </ALIGNABLE_ANNOTATION> </ANNOTATION>"
            )
            number += 1
        rows.append("</TIER>")
    slots = "\n".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{900 * at}"/>' for at in range(number + 1)
    )
    order = f"<TIME_ORDER>\n{slots}\n</TIME_ORDER>"
    return f"<ANNOTATION_DOCUMENT>{order}\n{''.join(rows)}</ANNOTATION_DOCUMENT>"


@given(st.lists(_TIER, min_size=1, max_size=4), _EDITS)
def test_annotations_read_by_columns_or_one_by_one_are_the_same(
    tiers: list[tuple[str, list[str]]], edit: tuple[str, str] | None
) -> None:
    text = _written(tiers)
    if edit is not None:
        text = text.replace(*edit, 1)
    quick = _shown(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elan, "_alike", lambda _: None)
        assert quick == _shown(text)


def test_what_elan_writes_is_read_by_columns() -> None:
    text = _written([('PARTICIPANT="Ann"', ["R&amp;D", " so  on "]), ('TIER_ID="Ben"', ["Yes."])])
    assert elan._alike(text) == [
        (True, [RawCue(0, 900, "R&D", "Ann"), RawCue(900, 1800, "so on", "Ann")]),
        (True, [RawCue(1800, 2700, "Yes.", "Ben")]),
    ]


def _shown(text: str) -> object:
    try:
        draft = elan.parse(text)
    except TranscriptError as error:
        return str(error)
    return draft.cues, {kind: count for kind, count in draft.changes.items() if count}
