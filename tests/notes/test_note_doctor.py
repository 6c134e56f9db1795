"""The time doctor: what it finds, what it would put there, and what it makes of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.transcript import Cue, Transcript
from annotator.notes import read_note
from annotator.notes.doctor import Known, examine, mend
from annotator.notes.findings import Finding, Ill, Places, Sure
from annotator.notes.pages import Pages

HEAD = "---\ntitle: T\nvideoId: abcDEF12345\n---\n\n"


def tag(time: str, label: str | None = None) -> str:
    return f'<a class="yt-timestamp" data-t="{time}">[{time if label is None else label}]</a>'


def note(*times: str) -> str:
    return HEAD + "".join(f"- Thing number {n} {tag(t)}.\n" for n, t in enumerate(times))


def found(text: str, known: Known | None = None) -> list[Finding]:
    return list(examine(read_note(text), known or Known()))


def told(text: str, known: Known | None = None) -> list[tuple[Ill, Sure, str | None]]:
    return [(f.ill, f.sure, f.repair) for f in found(text, known)]


MINUTES = Known(duration_ms=600_000)


def test_a_sound_note_has_nothing(note_text: str) -> None:
    assert found(note_text) == []


def test_minutes_and_seconds_written_as_hours_and_minutes_are_found_by_habit() -> None:
    text = note("00:00:37", "02:19:00", "03:02:00", "03:48:00", "04:31:00")

    mended, made = mend(text)

    assert mended == note("00:00:37", "00:02:19", "00:03:02", "00:03:48", "00:04:31")
    assert {(f.ill, f.sure) for f in made} == {(Ill.SHIFTED, Sure.HIGH)}


def test_times_rounded_to_five_minutes_are_believed() -> None:
    assert found(note("01:05:00", "01:10:00", "01:25:00", "02:00:00", "02:15:00")) == []


def test_a_long_talk_with_ordinary_seconds_is_believed() -> None:
    assert found(note("00:10:11", "01:05:17", "02:10:43", "03:25:00", "04:00:09")) == []


def test_hundredths_written_as_seconds_are_found_by_impossible_ones() -> None:
    times = ("11:31:94", "12:04:08", "12:40:71", "13:02:66", "13:20:12", "14:00:83")

    mended, _ = mend(note(*times))

    assert mended == note("00:11:31", "00:12:04", "00:12:40", "00:13:02", "00:13:20", "00:14:00")


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("03:48:00", (Ill.SHIFTED, Sure.HIGH, tag("00:03:48"))),
        ("03:48:20", (Ill.SHIFTED, Sure.MEDIUM, tag("00:03:48"))),
        ("00:45:00", (Ill.SHIFTED, Sure.MEDIUM, tag("00:00:45"))),
        ("13:48:00", (Ill.PAST_END, Sure.LOW, None)),
    ],
)
def test_times_past_the_end_of_a_known_episode(
    time: str, expected: tuple[Ill, Sure, str | None]
) -> None:
    assert told(note("00:05:00", time, "00:01:00"), MINUTES) == [expected]


def test_a_likely_repair_that_fits_between_its_neighbours_is_sure() -> None:
    text = note("00:01:00", "03:48:20", "00:05:00")

    assert told(text, MINUTES) == [(Ill.SHIFTED, Sure.HIGH, tag("00:03:48"))]


def test_one_time_far_from_all_others_is_doubted_but_not_changed() -> None:
    times = [f"00:{minute:02}:10" for minute in range(5, 25)]
    text = note("05:15:46", *times)

    assert told(text) == [(Ill.SHIFTED, Sure.MEDIUM, tag("00:05:15"))]
    assert mend(text) == (text, ())


@pytest.mark.parametrize(
    ("broken", "repair"),
    [
        (tag("31:52]", "31:52"), tag("00:31:52")),
        (tag("HH:MM:SS", "00:02:03"), tag("00:02:03")),
        ('<a class="yt>timestamp" data-t="00:00:09">[00:00:09]</a>', tag("00:00:09")),
        ('<a class="yt-timestamp" data-t="00:00:09">[00:00:09]', tag("00:00:09")),
        (tag("00:00:09", "HH:MM:SS"), tag("00:00:09")),
    ],
)
def test_malformed_anchors_whose_time_is_clear_are_mended(broken: str, repair: str) -> None:
    text = f"{HEAD}Said so {broken}. And on.\n"

    assert mend(text)[0] == f"{HEAD}Said so {repair}. And on.\n"


@pytest.mark.parametrize(
    "broken",
    [
        '<a class="yt-timestamp" data-00:23:11>[00:31:11]</a>',  # two times, which is it?
        tag("later", "soon"),
        '<a class="yt-timestamp" data-t="31:52]" href="#x">[31:52]</a>',  # the link would go
    ],
)
def test_malformed_anchors_whose_time_is_unclear_are_only_told(broken: str) -> None:
    text = f"{HEAD}Said so {broken}.\n"

    assert [f.ill for f in found(text)] == [Ill.MALFORMED]
    assert mend(text) == (text, ())


def test_a_label_that_differs_is_told_and_left() -> None:
    text = f"{HEAD}Said {tag('00:18:57', '00:19:01')}.\n"

    [finding] = found(text)

    assert finding.told == "The anchor shows 00:19:01 and plays 00:18:57."
    assert (finding.ill, finding.sure, finding.repair) == (Ill.LABEL, Sure.LOW, tag("00:18:57"))
    assert mend(text) == (text, ())


def test_a_label_in_another_form_or_in_words_is_fine() -> None:
    assert found(f"{HEAD}Said {tag('00:18:57', '18:57')} {tag('00:19:00', 'listen')}.\n") == []


def test_a_label_that_says_the_mended_time_settles_it() -> None:
    text = f"{HEAD}Said {tag('03:48:20', '00:03:48')}.\n"

    assert told(text, MINUTES) == [(Ill.SHIFTED, Sure.HIGH, tag("00:03:48"))]


@pytest.mark.parametrize(
    ("link", "sentence", "repair"),
    [
        (
            "[1:52](https://youtu.be/abcDEF1234?t=112)",
            "The link plays nothing: “abcDEF1234” is no video.",
            "[1:52](https://youtu.be/abcDEF12345?t=112)",
        ),
        (
            "[1:52](https://youtu.be/abcDEF12345?t=soon)",
            "The link plays nothing: its address has no time (“t=soon”).",
            "[1:52](https://youtu.be/abcDEF12345?t=112)",
        ),
        (
            "[there](https://youtu.be/abcDEF12345?t=9999)",
            "The link plays 2:46:39, past the end of the episode.",
            None,
        ),
        ("[1:52](gone.mp3#t=112)", "The link plays nothing: there is no file “gone.mp3”.", None),
    ],
)
def test_links_that_play_nothing(link: str, sentence: str, repair: str | None) -> None:
    known = Known(duration_ms=600_000, file_is_there=lambda _name: False)

    [finding] = found(f"{HEAD}Said {link}.\n", known)

    assert (finding.told, finding.repair) == (sentence, repair)


def test_links_to_notes_that_are_not_there() -> None:
    pages = Pages(["load_paths", "stone_arches", "ropes"])
    text = "[[load paths | a]] [[Stone-Arches | b]] [[stone_archs]] [[tunnels]] [[#Here]]"

    assert [(f.told, f.sure, f.repair) for f in found(text, Known(pages=pages))] == [
        (
            "There is no note “Stone-Arches”; “stone_arches” is likely meant.",
            Sure.HIGH,
            "[[stone_arches | b]]",
        ),
        (
            "There is no note “stone_archs”; “stone_arches” is likely meant.",
            Sure.LOW,
            "[[stone_arches]]",
        ),
        ("There is no note “tunnels”.", Sure.LOW, None),
    ]


def spoken(*texts: str) -> Transcript:
    return Transcript(
        tuple(Cue(n * 60_000, (n + 1) * 60_000, text) for n, text in enumerate(texts))
    )


def test_quotes_are_looked_for_where_they_are_said_to_be() -> None:
    talk = spoken(
        "we begin with rope", "nothing here", "nor here", "nor there", "quiet", "quiet",
        "well an arch never sleeps at all my friends", "the end",
    )  # fmt: skip
    known = Known(duration_ms=480_000, transcript=talk)
    text = f'{HEAD}He says "an arch never sleeps at all" {tag("00:01:30")}.\n'

    [finding] = found(text, known)

    assert finding.told == "“an arch never sleeps at all” is not said at 1:30, but at 6:00."
    assert (finding.ill, finding.sure, finding.repair) == (Ill.QUOTE, Sure.HIGH, tag("00:06:00"))
    assert found(text.replace("00:01:30", "00:06:10"), known) == []


def test_a_quote_nobody_says_is_told_without_a_repair() -> None:
    known = Known(duration_ms=60_000, transcript=spoken("we begin with rope"))

    [finding] = found(f'{HEAD}"Concrete is the best of stones" {tag("00:00:10")}.\n', known)

    assert (finding.sure, finding.repair) == (Sure.LOW, None)
    assert finding.told.endswith("is not said at 0:10, nor anywhere in these words.")


def test_front_matter_is_quoted_where_that_mends_it() -> None:
    text = "---\ntitle: Bridges: how they stand\nvideoId: abcDEF12345\n---\nText\n"

    mended, [made] = mend(text)

    assert mended.startswith('---\ntitle: "Bridges: how they stand"\n')
    assert mended.endswith("---\nText\n")
    assert made.told == "The front matter is not YAML (line 2); quote its values."


def test_lines_and_columns_count_from_one() -> None:
    assert Places("a\r\nbc\rd\nef").of(9) == (4, 2)


TIMES = st.builds(
    "{:02}:{:02}:{:02}".format, st.integers(0, 30), st.integers(0, 70), st.integers(0, 99)
)
ANCHORS = st.builds(tag, TIMES, st.none() | TIMES) | st.builds("[{}]".format, TIMES)


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_characters="<[]`$%"), max_size=20), ANCHORS)),
    st.none() | st.integers(1, 20_000_000),
)
def test_mending_changes_sure_findings_and_nothing_else(
    parts: list[tuple[str, str]], duration_ms: int | None
) -> None:
    text = "".join(f"{words} {anchor}" for words, anchor in parts)
    known = Known(duration_ms=duration_ms)

    mended, made = mend(text, known)

    assert all(f.sure is Sure.HIGH and f.repair is not None for f in made)
    assert mend(mended, known) == (mended, ())
    # Without its times the text is as it was.
    kept = (
        [a.source for a in read_note(text).anchors],
        [a.source for a in read_note(mended).anchors],
    )
    assert len(kept[0]) == len(kept[1])
    for before, after in zip(*kept, strict=True):
        text, mended = text.replace(before, "", 1), mended.replace(after, "", 1)
    assert text == mended
