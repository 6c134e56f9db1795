"""Words in scripts with and without blanks."""

from __future__ import annotations

import pytest

from annotator.domain.segmenting import joiner, word_spots
from annotator.domain.transcript import Cue, Point, Span, Transcript


def cut(text: str) -> list[str]:
    return [text[begin:end] for begin, end in word_spots(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's 3.5, well-known!", ["It's", "3.5,", "well-known!"]),
        ("데이터가 많다", ["데이터가", "많다"]),
        ("الكتب المفتوحة", ["الكتب", "المفتوحة"]),
        ("我读《自然》，很好。", ["我", "读", "《自", "然》，", "很", "好。"]),
        ("用 iPhone15 拍的", ["用", "iPhone15", "拍", "的"]),
        ("言葉を学ぶ理由は。", ["言葉", "を", "学", "ぶ", "理由", "は。"]),
        ("東京タワーへ「はい」", ["東京", "タワー", "へ", "「はい」"]),
        ("เราเรียน", ["เรา", "เรี", "ย", "น"]),
        ("ខ្មែរ", ["ខ្មែ", "រ"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("", []),
    ],
)
def test_words_are_cut_as_their_script_is_read(text: str, words: list[str]) -> None:
    assert cut(text) == words


def test_nothing_but_blanks_is_left_out_between_words() -> None:
    text = "「今日は」、 OpenAI社の3つの本。"
    assert "".join(cut(text)) == text.replace(" ", "")


def test_lines_are_joined_as_their_script_is_written() -> None:
    assert joiner("今天", "去") == ""
    assert joiner("今天", "go") == " "
    talk = Transcript((Cue(0, 1_000, "我今天"), Cue(1_000, 2_000, "去学校")))
    assert talk.text_of(Span(Point(0, 1), Point(1, 1))) == "今天去"


def test_the_characters_of_a_chinese_line_share_its_time() -> None:
    words = Cue(0, 4_000, "我今天去").timed_words
    assert [(word.start_ms, word.end_ms) for word in words] == [
        (0, 1_000), (1_000, 2_000), (2_000, 3_000), (3_000, 4_000),
    ]  # fmt: skip
