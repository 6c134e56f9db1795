"""Who is speaking, which lines only repeat, and how a format is told from its first part."""

from __future__ import annotations

import gc
import json
import weakref

import pytest

from annotator.collector import collector_at_rest
from annotator.domain.transcript import Word
from annotator.formats import Change, detect, head_of, read_text
from annotator.formats.speaker_labels import is_name
from annotator.formats.word_fit import TimedWords


def srt(*texts: str) -> str:
    return "\n".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n{text}\n"
        for n, text in enumerate(texts, 1)
    )


def spoken(*texts: str) -> list[tuple[str, str]]:
    return [(cue.speaker, cue.text) for cue in read_text(srt(*texts)).transcript.cues]


@pytest.mark.parametrize(
    "name",
    ["Ann", "Ann Lee", "Dr. Ann Lee", "SPEAKER_00", "Speaker 2", "ANN", "Ann (host)",
     "Jean-Luc de Ré", "O’Neill", "ナレーター", "المشروع", "Анна", "J. R. Lee"],
)  # fmt: skip
def test_names_look_like_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "label",
    ["So here is the thing", "Note", "well", "He said", "12", "12 30", "And then", "ann lee",
     "One two three four five six", "Right. So", ""],
)  # fmt: skip
def test_beginnings_of_sentences_do_not(label: str) -> None:
    assert not is_name(label)


def test_a_name_before_a_colon_is_the_speaker_until_the_next() -> None:
    assert spoken("Ann: One here.", "Two here.", "Ben: Three here.", "Ann: Four here.") == [
        ("Ann", "One here."),
        ("Ann", "Two here."),
        ("Ben", "Three here."),
        ("Ann", "Four here."),
    ]


def test_one_label_in_a_long_file_is_just_words() -> None:
    texts = ["Subtitles By: nobody at all", *(f"Line number {n}." for n in range(30))]
    assert {speaker for speaker, _ in spoken(*texts)} == {""}


@pytest.mark.parametrize(
    ("ann", "ben"),
    [("[Ann] ", "[Ben Lee] "), ("- [Ann] ", "- [Ben Lee] "), ("Ann|", "Ben Lee|"),
     ("Ann | ", "Ben Lee | ")],
)  # fmt: skip
def test_a_name_in_brackets_or_before_a_bar_speaks_where_every_cue_has_one(
    ann: str, ben: str
) -> None:
    texts = [f"{ann}One here.", f"{ben}Two here.", "[music]", f"{ann}Three.", f"{ben}Four."]
    assert spoken(*texts) == [
        ("Ann", "One here."),
        ("Ben Lee", "Two here."),
        ("", "[music]"),
        ("Ann", "Three."),
        ("Ben Lee", "Four."),
    ]


@pytest.mark.parametrize(
    ("mark", "name"),
    [("SPEAKER_00|", "SPEAKER_00"), ("[SPEAKER_00] ", "SPEAKER_00"), ("[Speaker 1] ", "Speaker 1")],
)
def test_a_numbered_speaker_may_be_the_only_one(mark: str, name: str) -> None:
    texts = ["One here.", "Two here.", "Three here."]
    assert spoken(*(f"{mark}{text}" for text in texts)) == [(name, text) for text in texts]


@pytest.mark.parametrize(
    "texts",
    [
        ("[Music] One here.", "[Music] Two here.", "[Music] Three here."),
        ("Yes|No here", "Maybe|So here", "Never|Ever here", "Often|Then here"),
        ("[Laughs] One.", "Two here.", "[Sighs] Three.", "Four here.", "[Laughs] Five."),
        ("[1] One here.", "[2] Two here.", "[1] Three here."),
    ],
)
def test_what_else_stands_in_brackets_or_before_a_bar_stays_in_the_words(
    texts: tuple[str, ...],
) -> None:
    assert spoken(*texts) == [("", text) for text in texts]


def test_captions_for_the_deaf_name_a_speaker_for_one_cue_only() -> None:
    quiet = [f"Line number {n}." for n in range(8)]
    named = spoken("MAN: One here.", *quiet, "WOMAN (laughing): Two here.", "(door slams)")
    assert named[0] == ("MAN", "One here.")
    assert named[9] == ("WOMAN", "Two here.")
    assert {speaker for speaker, _ in named[1:9]} == {""}


def test_sounds_in_brackets_have_no_speaker() -> None:
    named = spoken("Ann: One here.", "[music]", "♪ la la ♪", "Ben: Two here.", "So there.")
    assert [speaker for speaker, _ in named] == ["Ann", "", "", "Ben", "Ben"]


def test_voices_named_only_at_a_change_go_on() -> None:
    vtt = "WEBVTT\n\n" + "\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{text}\n"
        for n, text in enumerate(["<v Ann>One here.", "Two here.", "<v Ben>Three.", "Four here."])
    )
    speakers = [cue.speaker for cue in read_text(vtt).transcript.cues]
    assert speakers == ["Ann", "Ann", "Ben", "Ben"]


def test_rolling_captions_without_word_times_show_each_line_once() -> None:
    read = read_text(srt("a first line", "a first line\nthe second", "the second\nthe third one"))
    assert [cue.text for cue in read.transcript.cues] == [
        "a first line",
        "the second",
        "the third one",
    ]
    assert read.receipt.count(Change.ROLLING) == 2


def test_a_line_said_twice_is_not_rolling() -> None:
    texts = ["Yes we can.", "Yes we can.", "Say it again.", "Yes we can."]
    assert [text for _, text in spoken(*texts)] == texts


def test_json_is_known_behind_a_megabyte_of_text() -> None:
    segments = [{"start": 0.0, "end": 1.0, "text": " Hello there.", "no_speech_prob": 0.1}]
    text = json.dumps({"text": 'so "quoted" \\ ' * 80_000, "segments": segments})
    assert len(head_of(text)) < 70_000
    assert detect(text).name == "whisper"
    assert [cue.text for cue in read_text(text).transcript.cues] == ["Hello there."]


def test_reading_leaves_the_collector_as_it_was() -> None:
    read_text(srt("Some words."))
    assert gc.isenabled()
    gc.disable()
    try:
        read_text(srt("Some words."))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_at_rest_is_old_to_the_collector_and_still_let_go_of() -> None:
    class Knot:
        """Holds itself, so that only the collector lets go of it."""

        def __init__(self) -> None:
            self.me = self

    knot = weakref.ref(Knot())
    with collector_at_rest():
        made = [srt("Some words.")]
    assert not any(item is made for item in gc.get_objects(generation=0))
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert knot() is None


def test_words_made_when_asked_for_are_words_like_any_others() -> None:
    plain = (Word(0, 5, 0, 3), Word(5, 9, 4, 7))
    timed = TimedWords([(0, 5, 0, 3), (5, 9, 4, 7)])
    assert timed == plain
    assert timed == TimedWords([(0, 5, 0, 3), (5, 9, 4, 7)])
    assert timed != plain[:1]
    assert hash(timed) == hash(plain)
    assert (timed[0], timed[-1], timed[1:], len(timed)) == (plain[0], plain[1], plain[1:], 2)
    assert repr(timed) == repr(plain)
    assert list(reversed(timed)) == list(reversed(plain))
